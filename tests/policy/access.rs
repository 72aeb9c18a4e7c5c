//! Every route times everybody who may come (R08). A route that is not in this table fails the test.

use std::collections::BTreeMap;

use http::Method;
use shopbell::{
    base::id::ApiKeyId,
    desk::{
        audit::Origin,
        departure,
        team::{Agent, Role, api_key, session},
    },
    web::openapi,
};

use super::{media_type, routes};
use crate::house::{House, Person};

/// Who may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum May {
    /// Anybody.
    Anybody,
    /// Whoever has the link or code that belongs to it.
    Secret,
    /// A visitor.
    Visitor,
    /// A member, or a key with the scope for reading or writing.
    Agent,
    /// A member at a console; no key.
    Console,
    /// A supervisor or a key for export.
    Supervisor,
    /// An admin or a key for running the house.
    Admin,
}

#[rustfmt::skip]
const POLICY: &[(May, &[&str])] = &[
    (May::Anybody, &[
        "GET /trust", "GET /trust/check", "GET /trust/shopbell.crt", "GET /trust/shopbell.mobileconfig", "GET /.well-known/acme-challenge/{token}",
        "GET /", "GET /sign-in", "GET /sign-in/code", "POST /sign-in/code", "GET /sign-in/set-up", "POST /sign-in/set-up", "POST /language", "GET /setup",
        "GET /a/{hash}/{*name}", "GET /w.js", "GET /widget/{site}", "GET /widget/{site}/look.js",
        "GET /try/{site}", "GET /healthz", "GET /readyz", "GET /metrics", "GET /openapi.json",
        "GET /manifest.webmanifest", "GET /service-worker.js",
        "GET /api/v1/widget/{site}", "POST /api/v1/visitor/sessions",
        "GET /help", "GET /help/{lang}", "GET /help/{lang}/{slug}", "GET /help.xml", "GET /robots.txt", "GET /api/v1/widget/{site}/help",
    ]),
    (May::Secret, &[
        "GET /api/v1/faces/{id}",
        "POST /setup", "GET /join/{token}", "POST /join/{token}", "GET /reset/{token}", "POST /reset/{token}",
        "POST /api/v1/agent/login", "POST /sign-in", "GET /hooks/{key}", "POST /hooks/{key}", "GET /f/{id}/{proof}",
        "GET /wall/link/{token}", "GET /wall/link/{token}/events",
    ]),
    (May::Visitor, &[
        "GET /api/v1/visitor/transcript", "POST /api/v1/visitor/transcript", "GET /api/v1/visitor/me", "GET /api/v1/visitor/messages", "POST /api/v1/visitor/messages",
        "GET /api/v1/visitor/events", "POST /api/v1/visitor/ticket", "POST /api/v1/visitor/typing",
        "POST /api/v1/visitor/receipts", "POST /api/v1/visitor/close", "POST /api/v1/visitor/consent/withdrawal", "POST /api/v1/visitor/rating",
        "POST /api/v1/visitor/pages", "POST /api/v1/visitor/profile", "POST /api/v1/visitor/files",
        "GET /api/v1/visitor/files/{id}",
    ]),
    (May::Agent, &[
        "POST /api/v1/agent/logout", "GET /api/v1/agent/conversations", "GET /api/v1/agent/conversations/{id}",
        "GET /api/v1/agent/conversations/{id}/messages", "POST /api/v1/agent/conversations/{id}/messages",
        "POST /api/v1/agent/messages/{id}/edit", "POST /api/v1/agent/messages/{id}/unsend", "POST /api/v1/agent/messages/{id}/retry",
        "POST /api/v1/agent/conversations/{id}/comments", "POST /api/v1/agent/conversations/{id}/claim",
        "POST /api/v1/agent/conversations/{id}/release", "POST /api/v1/agent/conversations/{id}/decline", "POST /api/v1/agent/conversations/{id}/assign", "POST /api/v1/agent/conversations/{id}/priority",
        "POST /api/v1/agent/conversations/{id}/close", "POST /api/v1/agent/conversations/{id}/reopen",
        "POST /api/v1/agent/conversations/{id}/typing", "POST /api/v1/agent/conversations/{id}/look", "POST /api/v1/agent/conversations/{id}/read",
        "POST /api/v1/agent/conversations/{id}/invite", "POST /api/v1/agent/conversations/{id}/leave",
        "POST /api/v1/agent/invites/{id}/accept", "POST /api/v1/agent/invites/{id}/reject",
        "POST /console/{id}/invite", "POST /console/invites/{id}/accept", "POST /console/invites/{id}/reject",
        "GET /console/{id}/leave", "POST /console/{id}/leave",
        "POST /api/v1/agent/next", "GET /api/v1/agent/search", "GET /api/v1/agent/events",
        "POST /api/v1/agent/files", "GET /api/v1/agent/files/{id}",
        "GET /console/customers/{conversation}/panel", "POST /console/customers/{conversation}/fields",
        "POST /console/customers/{conversation}/tags", "POST /console/customers/{conversation}/tags/{tag}/remove",
        "POST /console/customers/{conversation}/notes", "POST /console/customers/{conversation}/notes/{note}/remove",
        "GET /console/tags", "GET /figures", "GET /figures/csv", "GET /chats", "GET /chats/{id}", "GET /chats/{id}/transcript", "GET /chats/{id}/transcript.txt",
        "POST /chats/{id}/transcript/mail", "GET /chats/{id}/transcript/mails", "POST /chats/{id}/transcript/mails/{post}/again",
        "GET /console/entries/{id}/whole", "GET /console/entries/{id}/written", "POST /chats/{id}/reopen", "POST /sign-out",
        "GET /chats/start", "GET /chats/bulk/{deed}", "POST /chats/bulk", "POST /chats/undo/{act}", "POST /chats/{id}/archive",
        "POST /chats/{id}/no-answer", "POST /console/{id}/no-answer", "POST /chats/{id}/bookmarks", "POST /chats/{id}/bookmarks/{bookmark}/remove", "POST /chats/{id}/bookmarks/{bookmark}/put-back", "GET /figures/scores", "POST /chats/views", "POST /chats/views/{view}", "POST /chats/views/{view}/remove",
        "POST /console/{id}/comments/{comment}/strike", "POST /console/{id}/mentions", "POST /console/check", "POST /console/clean", "GET /console/short-forms",
        "GET /console", "GET /console/list", "POST /console/next", "POST /console/together", "POST /console/order", "POST /console/queues", "POST /console/availability", "POST /console/reachable", "POST /console/moved", "POST /console/{id}/identity",
        "GET /console/{id}/outgoing", "GET /console/{id}/window", "GET /console/portraits/{name}", "GET /console/{id}/templates", "POST /console/{id}/templates/{template}", "POST /console/outgoing/{id}/take-back",
        "POST /console/outgoing/{id}/send", "GET /console/entries/{id}", "GET /console/entries/{id}/versions",
        "POST /console/entries/{id}/edit", "POST /console/entries/{id}/unsend", "POST /console/entries/{id}/retry", "POST /console/fetches/{id}", "GET /console/{id}", "GET /console/{id}/head", "GET /console/{id}/entries", "GET /console/{id}/earlier",
        "GET /console/replies", "GET /console/{id}/replies/{reply}",
        "GET /console/cards", "POST /console/{id}/cards/{card}",
        "GET /console/{id}/close", "POST /console/{id}/close", "POST /console/{id}/messages",
        "POST /console/{id}/comments", "POST /console/{id}/prompter", "POST /console/{id}/translations", "POST /console/{id}/translate", "POST /console/prompter/{proposal}/used", "GET /console/{id}/draft", "POST /console/{id}/draft", "POST /console/{id}/claim",
        "POST /console/{id}/release", "POST /console/{id}/priority", "POST /console/{id}/silence/now", "POST /console/{id}/silence/skip", "POST /console/{id}/decline", "POST /console/{id}/wrap-up/end", "POST /console/{id}/wrap-up/more", "POST /console/{id}/reopen",
        "POST /api/v1/agent/conversations/{id}/forward", "POST /api/v1/agent/conversations/{id}/escalate", "GET /api/v1/agent/forward-types",
        "GET /console/{id}/forward", "POST /console/{id}/forward", "POST /console/{id}/escalate",
        "GET /console/hand-over", "POST /console/hand-over",
        "POST /console/customers/{conversation}/fields/{field}", "GET /people", "GET /people/new", "POST /people/new",
        "GET /people/{customer}", "GET /people/{customer}/panel", "POST /people/{customer}/fields",
        "POST /people/{customer}/fields/{field}", "POST /people/{customer}/tags",
        "POST /people/{customer}/tags/{tag}/remove", "POST /people/{customer}/notes",
        "POST /people/{customer}/notes/{note}/remove", "GET /people/{customer}/merge",
        "POST /people/{customer}/merge", "POST /people/{customer}/merge/undo", "GET /people/{customer}/block",
        "POST /people/{customer}/block", "POST /people/{customer}/unblock",
        "POST /api/v1/agent/conversations/{id}/position",
    ]),
    (May::Console, &[
        "GET /account/short-forms", "POST /account/short-forms", "POST /account/short-forms/{id}",
        "POST /account/short-forms/{id}/remove",
        "GET /account/second-step", "POST /account/second-step", "POST /account/second-step/begin", "POST /account/second-step/off",
        "GET /account", "POST /account/profile", "POST /account/password", "POST /account/fresh", "POST /account/preferences",
        "POST /account/push", "POST /account/push/key", "POST /account/push/previews", "POST /account/push/test", "POST /account/push/{id}/remove",
        "POST /account/theme", "POST /account/sessions/others", "POST /account/sessions/{id}",
    ]),
    (May::Supervisor, &[
        "GET /api/v1/agent/messages", "POST /console/{id}/take-over", "POST /console/{id}/watch", "POST /console/{id}/unwatch", "POST /console/{id}/join",
        "POST /chats/{id}/watch", "POST /chats/{id}/unwatch", "POST /chats/{id}/score", "POST /chats/{id}/unarchive", "GET /people/export", "GET /people/import",
        "POST /people/import", "POST /people/import/rows", "GET /people/blocked", "GET /wall", "GET /wall/events",
    ]),
    (May::Admin, &[
        "GET /admin/privacy", "POST /admin/privacy", "POST /admin/privacy/run",
        "GET /people/erased", "GET /people/{customer}/privacy", "POST /people/{customer}/export", "POST /people/{customer}/erase",
        "GET /admin/identities", "POST /admin/identities", "GET /admin/identities/new", "GET /admin/identities/{id}", "POST /admin/identities/{id}",
        "POST /admin/identities/{id}/retire", "POST /admin/identities/{id}/restore", "POST /admin/identities/usual/{channel}",
        "POST /admin/team/second-step", "POST /admin/team/{id}/second-step", "POST /admin/team/{id}/work",
        "GET /admin/queues", "POST /admin/queues", "GET /admin/queues/{id}", "POST /admin/queues/{id}",
        "GET /admin/rules", "POST /admin/rules", "GET /admin/rules/new", "GET /admin/rules/{id}", "POST /admin/rules/{id}",
        "POST /admin/rules/{id}/move", "POST /admin/rules/{id}/switch", "POST /admin/rules/{id}/remove",
        "GET /admin/queues/{id}/texts", "POST /admin/queues/{id}/texts", "POST /admin/queues/{id}/retire", "POST /admin/queues/{id}/restore",
        "GET /admin/patterns", "POST /admin/patterns", "GET /admin/patterns/new", "GET /admin/patterns/{id}",
        "POST /admin/patterns/{id}", "POST /admin/patterns/{id}/switch", "POST /admin/patterns/{id}/remove",
        "GET /admin/clean-up", "POST /admin/clean-up", "GET /admin/short-forms", "POST /admin/short-forms",
        "POST /admin/short-forms/{id}", "POST /admin/short-forms/{id}/remove",
        "GET /admin/network", "POST /admin/network", "POST /admin/network/relay", "POST /admin/network/relay/part",
        "GET /admin", "GET /admin/shop", "POST /admin/shop", "GET /admin/team", "GET /admin/team/{id}",
        "POST /admin/team/{id}", "POST /admin/team/{id}/reset", "POST /admin/team/{id}/deactivate",
        "POST /admin/team/{id}/reactivate", "POST /admin/team/company", "POST /admin/team/capacity", "POST /admin/invitations", "POST /admin/invitations/{id}/withdraw",
        "GET /admin/channels/connect/{kind}", "POST /admin/channels/connect/{kind}", "POST /admin/channels/{id}/keys",
        "POST /admin/channels/{id}/test", "POST /admin/channels/{id}/settle",
        "GET /admin/channels/sign-in/{token}", "POST /admin/channels/sign-in/{token}",
        "GET /admin/channels", "POST /admin/channels", "GET /admin/channels/{id}", "POST /admin/channels/{id}",
        "POST /admin/channels/{id}/pause", "POST /admin/channels/{id}/resume", "GET /admin/channels/{id}/look",
        "POST /admin/channels/{id}/look",
        "GET /admin/channels/{id}/files", "POST /admin/channels/{id}/files",
        "GET /admin/channels/{id}/window", "POST /admin/channels/{id}/window", "POST /admin/channels/{id}/typing",
        "POST /admin/channels/{id}/consent",
        "POST /admin/channels/{id}/identity", "POST /admin/channels/{id}/secret", "GET /admin/closing", "POST /admin/closing", "POST /admin/archiving", "POST /admin/closing/{list}",
        "POST /admin/closing/{list}/{id}", "POST /admin/closing/{list}/{id}/move",
        "GET /admin/forwarding", "POST /admin/forwarding", "GET /figures/weekly", "POST /figures/weekly", "POST /figures/weekly/send", "GET /admin/quality", "POST /admin/quality", "POST /admin/closing/{list}/{id}/retire", "GET /admin/customers", "POST /admin/customers/fields",
        "GET /admin/customers/fields/{id}", "POST /admin/customers/fields/{id}", "POST /admin/customers/fields/{id}/move",
        "POST /admin/customers/fields/{id}/delete", "POST /admin/customers/tags", "GET /admin/customers/tags/{id}",
        "POST /admin/customers/tags/{id}", "POST /admin/customers/tags/{id}/merge",
        "POST /admin/customers/tags/{id}/delete", "POST /admin/customers/places", "POST /admin/customers/pages",
        "GET /admin/hours", "POST /admin/hours", "GET /admin/hours/new", "GET /admin/hours/{id}", "POST /admin/hours/{id}",
        "POST /admin/hours/{id}/retire", "POST /admin/hours/{id}/restore", "GET /admin/greetings", "POST /admin/greetings",
        "POST /admin/greetings/switch", "POST /admin/greetings/shipped", "POST /admin/greetings/remove",
        "POST /figures/target",
        "GET /admin/wall", "POST /admin/wall", "POST /admin/wall/{id}/revoke",
        "GET /admin/bell", "POST /admin/bell", "POST /admin/bell/test",
        "GET /admin/house", "GET /admin/house/banner", "POST /admin/house/{id}/dismiss", "POST /admin/house/check",
        "GET /admin/house/telling", "POST /admin/house/telling", "POST /admin/house/telling/test", "POST /admin/house/telling/code",
        "POST /admin/house/telling/chats/{id}/remove", "GET /admin/about",
        "GET /admin/backups", "POST /admin/backups", "GET /admin/backups/state", "POST /admin/backups/now",
        "POST /admin/backups/{name}/download", "POST /admin/backups/key", "POST /admin/backups/key/given",
        "GET /admin/keys", "POST /admin/keys",
        "POST /admin/keys/{id}/revoke", "GET /admin/log",
        "GET /api/v1/webhooks", "POST /api/v1/webhooks", "POST /api/v1/webhooks/{id}", "POST /api/v1/webhooks/{id}/secret", "DELETE /api/v1/webhooks/{id}",
        "GET /admin/webhooks", "POST /admin/webhooks", "GET /admin/webhooks/new", "POST /admin/webhooks/neighbours", "POST /admin/webhooks/keeping",
        "GET /admin/webhooks/{id}", "POST /admin/webhooks/{id}", "POST /admin/webhooks/{id}/switch", "POST /admin/webhooks/{id}/roll",
        "POST /admin/webhooks/{id}/test", "POST /admin/webhooks/{id}/remove", "GET /admin/webhooks/{id}/log",
        "GET /admin/webhooks/{id}/log/{delivery}", "POST /admin/webhooks/{id}/log/{delivery}/replay",
        "GET /admin/cards", "POST /admin/cards", "GET /admin/cards/new", "GET /admin/cards/import",
        "POST /admin/cards/import", "GET /admin/cards/export", "GET /admin/cards/{id}", "POST /admin/cards/{id}",
        "POST /admin/cards/{id}/move", "POST /admin/cards/{id}/delete", "POST /admin/folders", "GET /admin/folders/{id}",
        "POST /admin/folders/{id}", "POST /admin/folders/{id}/move", "POST /admin/folders/{id}/delete",
        "GET /admin/bot", "POST /admin/bot", "POST /admin/bot/try",
        "GET /admin/prompters", "POST /admin/prompters/built-in", "GET /admin/prompters/new/{kind}", "POST /admin/prompters/new/{kind}",
        "GET /admin/prompters/{id}", "POST /admin/prompters/{id}", "POST /admin/prompters/{id}/test", "POST /admin/prompters/{id}/move",
        "GET /admin/translation", "POST /admin/translation", "POST /admin/translation/test", "POST /admin/prompters/{id}/switch", "POST /admin/prompters/{id}/remove",
        "GET /admin/articles", "POST /admin/articles", "GET /admin/articles/new", "POST /admin/articles/preview", "GET /admin/articles/import",
        "POST /admin/articles/import", "GET /admin/articles/export", "GET /admin/articles/{id}", "POST /admin/articles/{id}",
        "POST /admin/articles/{id}/move", "POST /admin/articles/{id}/restore", "POST /admin/articles/{id}/delete",
        "POST /admin/categories", "GET /admin/categories/{id}", "POST /admin/categories/{id}", "POST /admin/categories/{id}/names",
        "POST /admin/categories/{id}/move", "POST /admin/categories/{id}/delete",
        "GET /admin/replies", "POST /admin/replies", "GET /admin/replies/new", "GET /admin/replies/import",
        "POST /admin/replies/import", "GET /admin/replies/export", "POST /admin/replies/language",
        "GET /admin/replies/{id}", "POST /admin/replies/{id}", "POST /admin/replies/{id}/move",
        "POST /admin/replies/{id}/delete", "POST /admin/topics", "GET /admin/topics/{id}", "POST /admin/topics/{id}",
        "POST /admin/topics/{id}/move", "POST /admin/topics/{id}/delete",
        "POST /setup/shop", "POST /setup/channel", "GET /setup/visit", "POST /setup/invitations",
        "POST /setup/team", "POST /setup/bell", "GET /setup/done",
    ]),
];

/// Who comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    Nobody,
    Visitor,
    Member(Role),
    /// A key of an admin's with this scope alone.
    Key(&'static str),
    /// An admin's key that was revoked.
    RevokedKey,
    /// A key of somebody who left.
    KeyOfLeaver,
    /// Somebody who left.
    Leaver,
    /// A session that was ended.
    EndedSession,
}

const EVERYBODY: [Who; 13] = [
    Who::Nobody,
    Who::Visitor,
    Who::Member(Role::Agent),
    Who::Member(Role::Supervisor),
    Who::Member(Role::Admin),
    Who::Key("read"),
    Who::Key("write"),
    Who::Key("export"),
    Who::Key("admin"),
    Who::RevokedKey,
    Who::KeyOfLeaver,
    Who::Leaver,
    Who::EndedSession,
];

/// What the house says to somebody.
#[derive(Debug, PartialEq, Eq)]
enum Class {
    /// Comes in, whatever then becomes of it.
    In,
    /// Is asked who they are.
    Unknown,
    /// Is known and may not.
    NotAllowed,
}

fn expected(may: May, who: Who, method: &Method) -> Class {
    let allowed = |is_so| if is_so { Class::In } else { Class::NotAllowed };
    let role = match may {
        May::Anybody | May::Secret => return Class::In,
        May::Visitor if who == Who::Visitor => return Class::In,
        May::Visitor => return Class::Unknown,
        May::Agent | May::Console => Role::Agent,
        May::Supervisor => Role::Supervisor,
        May::Admin => Role::Admin,
    };
    match who {
        Who::Nobody
        | Who::Visitor
        | Who::RevokedKey
        | Who::KeyOfLeaver
        | Who::Leaver
        | Who::EndedSession => Class::Unknown,
        Who::Member(own) => allowed(own >= role),
        Who::Key(_) if may == May::Console => Class::NotAllowed,
        Who::Key(scope) => allowed(
            scope
                == match role {
                    Role::Admin => "admin",
                    Role::Supervisor if method == Method::GET => "export",
                    Role::Agent if method == Method::GET => "read",
                    Role::Supervisor | Role::Agent => "write",
                },
        ),
    }
}

struct Cast {
    admin: Agent,
    supervisor: Agent,
    agent: Agent,
    visitor: Person,
    keys: BTreeMap<&'static str, Person>,
    revoked: Person,
    leaver: Person,
    key_of_leaver: Person,
    ended: Person,
}

impl Cast {
    async fn meet(house: &House) -> Self {
        let admin = house.colleague("Ana", Role::Admin).await;
        let leaving = house.colleague("Lee", Role::Admin).await;
        let mut keys = BTreeMap::new();
        for scope in ["read", "write", "export", "admin"] {
            keys.insert(scope, house.program(&admin, scope).await.1);
        }
        let (id, revoked): (ApiKeyId, _) = house.program(&admin, "read write export admin").await;
        let key_of_leaver = house.program(&leaving, "read write export admin").await.1;
        let leaver = house.signed_in(&leaving).await;
        let ended = house.signed_in(&admin).await;
        let ana = admin.id;
        house
            .act(move |tx| {
                assert!(api_key::revoke(tx, &Origin::default(), id)?);
                departure::deactivate(tx, &Origin::default(), leaving.id).unwrap();
                session::end_others(tx, ana, None)
            })
            .await;
        Self {
            supervisor: house.colleague("Sue", Role::Supervisor).await,
            agent: house.colleague("Bo", Role::Agent).await,
            visitor: house.visitor("Vera").await,
            admin,
            keys,
            revoked,
            leaver,
            key_of_leaver,
            ended,
        }
    }

    /// The token somebody shows. Members sign in anew each time, since some routes sign them out.
    async fn token(&self, house: &House, who: Who) -> String {
        let person = match who {
            Who::Nobody => return String::new(),
            Who::Visitor => &self.visitor,
            Who::Member(role) => {
                let member = match role {
                    Role::Agent => &self.agent,
                    Role::Supervisor => &self.supervisor,
                    Role::Admin => &self.admin,
                };
                return house.signed_in(member).await.token;
            }
            Who::Key(scope) => &self.keys[scope],
            Who::RevokedKey => &self.revoked,
            Who::KeyOfLeaver => &self.key_of_leaver,
            Who::Leaver => &self.leaver,
            Who::EndedSession => &self.ended,
        };
        person.token.clone()
    }
}

fn policy() -> BTreeMap<&'static str, May> {
    let lines = POLICY
        .iter()
        .flat_map(|(may, lines)| lines.iter().map(|line| (*line, *may)));
    let policy: BTreeMap<_, _> = lines.clone().collect();
    assert_eq!(policy.len(), lines.count(), "no route stands there twice");
    policy
}

#[test]
fn every_route_has_its_line_in_the_table_and_nothing_else_has() {
    let policy = policy();
    let routes = routes();
    for (line, ..) in &routes {
        assert!(policy.contains_key(line.as_str()), "{line} has no policy");
    }
    for line in policy.keys() {
        let is_there = routes.iter().any(|(route, ..)| route == line);
        assert!(is_there, "{line} is no route");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_admits_whom_the_table_says_and_nobody_else() {
    let house = House::open().await;
    let cast = Cast::meet(&house).await;
    let policy = policy();
    let mut faults = Vec::new();
    for (line, method, path) in routes() {
        let may = policy[line.as_str()];
        for who in EVERYBODY {
            let token = cast.token(&house, who).await;
            let shown = if token.is_empty() {
                String::new()
            } else {
                format!("Bearer {token}")
            };
            let headers = [
                ("authorization", shown.as_str()),
                ("content-type", media_type(&path)),
            ];
            let body = if openapi::is_api(&path) { "{}" } else { "" };
            let answer = house.call(&method, &path, &headers, body).await;
            let is_sent_to_door = answer.header("location").starts_with("/sign-in");
            let class = match answer.status {
                401 => Class::Unknown,
                303 if is_sent_to_door && method == Method::GET => Class::Unknown,
                303 if is_sent_to_door && line != "POST /sign-out" => Class::Unknown,
                403 => Class::NotAllowed,
                _ => Class::In,
            };
            let expected = expected(may, who, &method);
            // A door that is open shows the way in, and a secret that is wrong is refused as such.
            let is_right = match may {
                May::Anybody => answer.status != 401 && answer.status != 403,
                May::Secret => true,
                _ => class == expected || (line == "POST /sign-out" && is_sent_to_door),
            };
            if !is_right || answer.status >= 500 {
                faults.push(format!("{line} for {who:?}: {}", answer.status));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
    house.close().await;
}

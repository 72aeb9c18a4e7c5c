//! Who is told of trouble by another door than the console, how, and whether that works (O13).

use http::StatusCode;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};

use super::{Room, heading, show, show_with};
use crate::{
    base::{
        id::{AgentId, AlertChatId},
        lang::Lang,
        secret::Secret,
    },
    db::DbError,
    desk::{
        account::Account,
        alert::{
            self, Doors,
            link::{self, Chat},
            queue::{self, Stage, Told, Way},
        },
        channel::ChannelKind,
        setting,
        team::{self, Agent, Role},
        trouble::telling::{LONGEST_MIN, Telling},
    },
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        field::{Field, Wrong, choice},
        layout::{icon, icon_sm},
        meanwhile,
        moment::{Style, moment},
        request::{AsAdmin, Ask},
        router::{Route, admin, get, post},
        saved::{self, Wish},
        snippet,
    },
};

const HERE: &str = "/admin/house/telling";

/// So many of the last are shown.
const SHOWN: usize = 20;

pub(super) fn routes() -> Vec<Route> {
    vec![
        get(HERE, admin(page)),
        post(HERE, admin(save)),
        post("/admin/house/telling/test", admin(test)),
        post("/admin/house/telling/code", admin(code)),
        post("/admin/house/telling/chats/{id}/remove", admin(remove)),
    ]
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Typed {
    on: Option<String>,
    after_min: String,
    to: Vec<AgentId>,
    by_mail: Option<String>,
    by_push: Option<String>,
    by_chat: Option<String>,
}

impl Typed {
    fn of(telling: &Telling) -> Self {
        let on = |is_on: bool| is_on.then(|| "on".to_owned());
        Self {
            on: on(telling.on),
            after_min: telling.after_min.to_string(),
            to: telling.to.clone(),
            by_mail: on(telling.by_mail),
            by_push: on(telling.by_push),
            by_chat: on(telling.by_chat),
        }
    }

    fn read(&self, lang: Lang) -> Result<Telling, Wrong> {
        let minutes = self.after_min.trim().parse().ok();
        let after_min = minutes
            .filter(|minutes| (1..=LONGEST_MIN).contains(minutes))
            .ok_or_else(|| {
                let most = i64::from(LONGEST_MIN);
                Wrong::at(
                    "after_min",
                    t!(lang, "ringer-number", least = 1_i64, most = most),
                )
            })?;
        Ok(Telling {
            on: self.on.is_some(),
            after_min,
            to: self.to.clone(),
            by_mail: self.by_mail.is_some(),
            by_push: self.by_push.is_some(),
            by_chat: self.by_chat.is_some(),
        })
    }
}

/// What the page shows beside what was typed.
struct Seen {
    saved: Telling,
    admins: Vec<Agent>,
    /// What reaches the admin who looks.
    own: Doors,
    chats: Vec<Chat>,
    accounts: Vec<Account>,
    told: Vec<Told>,
}

async fn seen(ask: &Ask, admin: &AsAdmin) -> Result<Seen, Refusal> {
    let own = admin.id;
    let every_way = Telling::default();
    Ok(ask
        .house
        .db
        .read::<_, DbError>(move |reader| {
            let mut admins = team::active(reader)?;
            admins.retain(|agent| agent.role == Role::Admin);
            Ok(Seen {
                saved: setting::get(reader)?,
                admins,
                own: alert::doors(reader, &every_way, own)?,
                chats: link::all(reader)?,
                accounts: link::accounts(reader)?,
                told: queue::newest(reader, SHOWN)?,
            })
        })
        .await?)
}

async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let telling: Telling = ask.house.db.read::<_, DbError>(setting::get).await?;
    let seen = seen(&ask, &admin).await?;
    let typed = Typed::of(&telling);
    let inside = view(&admin, &seen, &typed, &Wrong::default(), &wish.saved, None);
    show(&ask, &admin, Room::House, &inside).await
}

async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let before: Telling = ask.house.db.read::<_, DbError>(setting::get).await?;
    let typed = meanwhile::form(&mut ask, &Typed::of(&before)).await?;
    let telling = match typed.read(admin.lang) {
        Ok(telling) => telling,
        Err(wrong) => {
            let seen = seen(&ask, &admin).await?;
            let inside = view(&admin, &seen, &typed, &wrong, "", None);
            let status = StatusCode::BAD_REQUEST;
            return show_with(status, &ask, &admin, Room::House, &inside).await;
        }
    };
    let origin = admin.origin(&ask);
    ask.house
        .db
        .write::<_, DbError>(move |tx| alert::set(tx, &origin, &telling))
        .await?;
    see_other("/admin/house/telling?saved=telling")
}

async fn test(ask: Ask, admin: AsAdmin) -> Reply {
    let origin = admin.origin(&ask);
    let is_told = ask
        .house
        .db
        .write::<_, DbError>(move |tx| alert::test(tx, &origin))
        .await?;
    if !is_told {
        return Err(Refusal::conflict("telling-no-door"));
    }
    see_other("/admin/house/telling?saved=test#told")
}

/// A code for the admin who asks, shown once.
async fn code(ask: Ask, admin: AsAdmin) -> Reply {
    let id = admin.id;
    let code = ask
        .house
        .db
        .write::<_, DbError>(move |tx| link::make_code(tx, id))
        .await?;
    let telling: Telling = ask.house.db.read::<_, DbError>(setting::get).await?;
    let seen = seen(&ask, &admin).await?;
    let typed = Typed::of(&telling);
    let inside = view(&admin, &seen, &typed, &Wrong::default(), "", Some(&code));
    show_with(StatusCode::CREATED, &ask, &admin, Room::House, &inside).await
}

async fn remove(ask: Ask, admin: AsAdmin) -> Reply {
    let (origin, id): (_, AlertChatId) = (admin.origin(&ask), ask.place("id")?);
    ask.house
        .db
        .write::<_, DbError>(move |tx| link::remove(tx, &origin, id))
        .await?;
    see_other("/admin/house/telling?saved=telling#chats")
}

fn view(
    admin: &AsAdmin,
    seen: &Seen,
    typed: &Typed,
    wrong: &Wrong,
    saved: &str,
    code: Option<&Secret>,
) -> Markup {
    let lang = admin.lang;
    let back = html! { a.btn."btn--sm" href="/admin/house" { (icon_sm("arrow-left")) (t!(lang, "room-house")) } };
    html! {
        (heading(&t!(lang, "telling"), &t!(lang, "telling-lead"), &back))
        @if saved == "test" { p.notice."notice--ok".small role="status" { (icon_sm("circle-check")) span { (t!(lang, "telling-tested")) } } }
        @else { (saved::notice(lang, !saved.is_empty())) }
        @if let Some(code) = code { (shown_code(lang, seen, code)) }
        (form(admin, seen, typed, wrong))
        (chats(lang, seen))
        (told(lang, &seen.told))
    }
}

fn form(admin: &AsAdmin, seen: &Seen, typed: &Typed, wrong: &Wrong) -> Markup {
    let (lang, own) = (admin.lang, &seen.own);
    let mail = match &own.mailbox {
        Some(mailbox) => t!(lang, "telling-mail-more", mailbox = &mailbox.channel.name),
        None => t!(lang, "telling-mail-none"),
    };
    let push = match own.browsers {
        0 => t!(lang, "telling-push-none"),
        count => t!(lang, "telling-push-more", count = count),
    };
    let chat = match own.chats.len() {
        0 => t!(lang, "telling-chat-none"),
        count => t!(lang, "telling-chat-more", count = count),
    };
    html! {
        form.card method="post" action=(HERE) novalidate {
            (meanwhile::shown(&Typed::of(&seen.saved)))
            header."card__head" { h3."card__title".grow { (t!(lang, "telling-how")) } }
            (choice::switch_row("on", "siren", &t!(lang, "telling-on"), &t!(lang, "telling-on-more"), typed.on.is_some()))
            div.setrow {
                (icon("clock"))
                div.formgrid.grow {
                    (Field::new("telling", "after_min", t!(lang, "telling-after")).kind("number").value(&typed.after_min)
                        .hint(t!(lang, "telling-after-more")).required().judged(wrong))
                }
            }
            (choice::switch_row("by_mail", "mail", &t!(lang, "telling-mail"), &mail, typed.by_mail.is_some()))
            (choice::switch_row("by_push", "smartphone", &t!(lang, "telling-push"), &push, typed.by_push.is_some()))
            (choice::switch_row("by_chat", "message-circle", &t!(lang, "telling-chat"), &chat, typed.by_chat.is_some()))
            div.setrow {
                (icon("users-round"))
                fieldset.field.grow {
                    legend."field__label" { (t!(lang, "telling-to")) }
                    @for one in &seen.admins {
                        label.check.small {
                            input type="checkbox" name="to" value=(one.id) checked[typed.to.contains(&one.id)];
                            span { bdi { (one.name) } " " span.muted { bdi { (one.email) } } }
                        }
                    }
                }
            }
            div.setrow {
                div.row {
                    button.btn."btn--primary" { (t!(lang, "save")) }
                    button.btn."btn--ghost" formaction="/admin/house/telling/test" { (icon_sm("siren")) (t!(lang, "telling-test")) }
                }
            }
        }
    }
}

/// The code, and where it is sent.
fn shown_code(lang: Lang, seen: &Seen, code: &Secret) -> Markup {
    html! {
        (snippet::once(lang, "telling-code", &t!(lang, "telling-code"), code.expose(), &t!(lang, "telling-code-more")))
        div.card {
            @for account in &seen.accounts {
                div.setrow {
                    (icon("message-circle"))
                    div.grow {
                        span."setrow__t" { bdi { (account.channel.name) } }
                        p."setrow__d" { bdi { (account.username) } }
                    }
                    @if let Some(link) = link_to(account, code) {
                        a.btn."btn--sm" href=(link) rel="noopener noreferrer" target=[link.starts_with("https:").then_some("_blank")] { (icon_sm("external-link")) (t!(lang, "telling-open")) }
                    }
                }
            }
        }
    }
}

/// What opens the chat. Telegram begins it with a word (<https://core.telegram.org/bots/features#deep-linking>), a telephone
/// has the code in its message already (<https://www.rfc-editor.org/rfc/rfc5724>), on VK it is typed
/// (<https://dev.vk.com/ru/api/community-messages/getting-started>).
fn link_to(account: &Account, code: &Secret) -> Option<String> {
    let code = code.expose();
    let name = account.username.strip_prefix('@');
    match account.channel.kind {
        ChannelKind::Telegram => name.map(|name| format!("https://t.me/{name}?start={code}")),
        ChannelKind::Vk => name.map(|name| format!("https://vk.me/{name}")),
        ChannelKind::Sms => Some(format!("sms:{}?body={code}", account.own_id)),
        ChannelKind::WebChat
        | ChannelKind::Email
        | ChannelKind::Custom
        | ChannelKind::WhatsApp
        | ChannelKind::Messenger
        | ChannelKind::WeChat
        | ChannelKind::MiniProgram => None,
    }
}

fn chats(lang: Lang, seen: &Seen) -> Markup {
    let name = |agent: AgentId| {
        let found = seen.admins.iter().find(|one| one.id == agent);
        found.map_or("", |one| one.name.as_str())
    };
    html! {
        section.card #chats {
            header."card__head" {
                div.grow { h3."card__title" { (t!(lang, "telling-chats")) } p.small.muted { (t!(lang, "telling-chats-more")) } }
                @if !seen.accounts.is_empty() {
                    form method="post" action="/admin/house/telling/code" {
                        button.btn."btn--sm" { (icon_sm("link")) (t!(lang, "telling-link")) }
                    }
                }
            }
            @for chat in &seen.chats {
                div.setrow {
                    (icon("message-circle"))
                    div.grow {
                        span."setrow__t" { bdi { (chat.channel_name) } " · " bdi { (chat.name) } }
                        p."setrow__d" { bdi { (name(chat.agent)) } " · " (moment(chat.linked_at, Style::Day)) }
                    }
                    form method="post" action={ "/admin/house/telling/chats/" (chat.id) "/remove" } {
                        button.btn."btn--sm" { (t!(lang, "telling-unlink")) }
                    }
                }
            }
            @if seen.chats.is_empty() {
                div.empty {
                    p."empty__t" { (t!(lang, "telling-chats-empty")) }
                    @if seen.accounts.is_empty() { p."empty__p" { (t!(lang, "telling-chats-none")) } }
                }
            }
        }
    }
}

fn told(lang: Lang, told: &[Told]) -> Markup {
    html! {
        section.card #told {
            header."card__head" { h3."card__title".grow { (t!(lang, "telling-told")) } }
            @for one in told {
                div.setrow {
                    (icon(match one.way { Way::Mail => "mail", Way::Push => "smartphone", Way::Chat => "message-circle" }))
                    div.grow {
                        span."setrow__t" dir="auto" { (one.title) }
                        p."setrow__d" { bdi { (one.agent) } @if !one.door.is_empty() { " · " bdi { (one.door) } } " · " (moment(one.at, Style::Due)) }
                        @if !one.words.is_empty() { p."setrow__d" { code dir="auto" { (one.words) } } }
                    }
                    (stage(lang, one.stage))
                }
            }
            @if told.is_empty() { div.empty { p."empty__t" { (t!(lang, "telling-told-empty")) } } }
        }
    }
}

fn stage(lang: Lang, stage: Stage) -> Markup {
    match stage {
        Stage::Queued | Stage::Sending => {
            html! { span.pill."pill--await" { (t!(lang, "telling-on-way")) } }
        }
        Stage::Sent => html! { span.pill."pill--active" { (t!(lang, "telling-sent")) } },
        Stage::Failed => html! { span.pill."pill--new" { (t!(lang, "telling-failed")) } },
    }
}

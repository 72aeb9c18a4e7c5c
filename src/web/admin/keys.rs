//! Keys with which programs use the API.

use std::time::Duration;

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{Room, heading, proven, show, show_with};
use crate::{
    base::{id::ApiKeyId, lang::Lang, secret::Secret},
    db::DbError,
    desk::team::{
        Agent,
        api_key::{self, KeyError, Listed, NewKey, Scope, Scopes},
    },
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        confirm::Confirm,
        field::{self, Field, Wrong, choice, password},
        moment::{Style, moment},
        request::{AsAdmin, Ask},
        saved::{self, Wish},
        snippet,
    },
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    name: String,
    scope: Vec<String>,
    days: String,
    password: String,
}

/// What came of the last form.
#[derive(Default)]
struct Outcome {
    key: Option<String>,
    typed: Typed,
    wrong: Wrong,
}

pub(super) async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let outcome = Outcome {
        typed: Typed {
            scope: vec!["read".to_owned(), "write".to_owned()],
            days: "90".to_owned(),
            ..Typed::default()
        },
        ..Outcome::default()
    };
    let inside = view(&ask, &admin.agent, &outcome, &wish).await?;
    show(&ask, &admin, Room::Keys, &inside).await
}

pub(super) async fn create(mut ask: Ask, admin: AsAdmin) -> Reply {
    let mut typed: Typed = ask.form().await?;
    // It goes on when the session has ended.
    let secret = Secret::new(std::mem::take(&mut typed.password));
    if let Some(wrong) = proven(&ask, &admin, "password", secret).await? {
        let outcome = Outcome {
            wrong,
            typed,
            ..Outcome::default()
        };
        let inside = view(&ask, &admin.agent, &outcome, &Wish::default()).await?;
        return show_with(StatusCode::BAD_REQUEST, &ask, &admin, Room::Keys, &inside).await;
    }
    let scopes: Scopes = typed
        .scope
        .join(" ")
        .parse()
        .map_err(|_| Refusal::bad("bad-form"))?;
    let lives = match typed.days.as_str() {
        "30" => Some(30),
        "90" => Some(90),
        "365" => Some(365),
        "never" => None,
        _ => return Err(Refusal::bad("bad-form")),
    };
    let (agent, origin, name) = (admin.agent.clone(), admin.origin(&ask), typed.name.clone());
    let made = ask
        .house
        .db
        .write(move |tx| {
            let day = Duration::from_secs(24 * 3600);
            let new = NewKey {
                name: name.clone(),
                scopes,
                expires_at: lives.map(|days| tx.now.plus(day * days)),
            };
            api_key::create(tx, &origin, &agent, &new)
        })
        .await;
    let (status, outcome) = match made {
        Ok((_, key)) => (
            StatusCode::CREATED,
            Outcome {
                key: Some(key.expose().to_owned()),
                typed: Typed {
                    scope: typed.scope,
                    days: typed.days,
                    ..Typed::default()
                },
                ..Outcome::default()
            },
        ),
        Err(error) => {
            let mut wrong = misdescribed(admin.lang, error)?;
            if typed.scope.is_empty() && wrong.beside("scope").is_none() {
                wrong.append(misdescribed(admin.lang, KeyError::NoScope)?);
            }
            let outcome = Outcome {
                wrong,
                typed,
                ..Outcome::default()
            };
            (StatusCode::BAD_REQUEST, outcome)
        }
    };
    let inside = view(&ask, &admin.agent, &outcome, &Wish::default()).await?;
    show_with(status, &ask, &admin, Room::Keys, &inside).await
}

fn misdescribed(lang: Lang, error: KeyError) -> Result<Wrong, Refusal> {
    match error {
        KeyError::NoName => Ok(Wrong::at("name", t!(lang, "key-name-needed"))),
        KeyError::NoScope => Ok(Wrong::at("scope", t!(lang, "key-scope-needed"))),
        KeyError::BeyondRights => Err(Refusal::forbidden()),
        KeyError::EndsInPast => Err(Refusal::bad("bad-form")),
        KeyError::Db(error) => Err(error.into()),
    }
}

pub(super) async fn revoke(ask: Ask, admin: AsAdmin) -> Reply {
    let id: ApiKeyId = ask.place("id")?;
    let origin = admin.origin(&ask);
    ask.house
        .db
        .write::<_, DbError>(move |tx| api_key::revoke(tx, &origin, id))
        .await?;
    see_other("/admin/keys?saved=keys")
}

async fn view(ask: &Ask, admin: &Agent, outcome: &Outcome, wish: &Wish) -> Result<Markup, Refusal> {
    let lang = admin.lang;
    let keys = ask.house.db.read::<_, DbError>(api_key::all).await?;
    let now = ask.house.db.clock().now();
    Ok(html! {
        (heading(&t!(lang, "room-keys"), &t!(lang, "keys-lead"), &html! {}))
        (saved::notice(lang, wish.saved == "keys"))
        @if let Some(key) = &outcome.key {
            (snippet::once(lang, "new-key", &t!(lang, "key-new"), key, &t!(lang, "key-new-more")))
        }
        @if keys.is_empty() {
            div.card.empty { p."empty__t" { (t!(lang, "keys-empty")) } p."empty__p" { (t!(lang, "keys-empty-more")) } }
        } @else {
            div.card.clip {
                table.table {
                    thead { tr {
                        th { (t!(lang, "key")) }
                        th."m-hide" { (t!(lang, "key-may")) }
                        th."m-hide" { (t!(lang, "key-used")) }
                        th."m-hide" { (t!(lang, "key-ends")) }
                        th { span."sr-only" { (t!(lang, "actions")) } }
                    } }
                    tbody { @for key in &keys { (row(lang, key, now, wish)) } }
                }
            }
        }
        (form(admin, outcome))
    })
}

fn row(lang: Lang, key: &Listed, now: crate::base::time::Timestamp, wish: &Wish) -> Markup {
    let id = format!("revoke-{}", key.id);
    html! {
        tr {
            td {
                b.medium.blockline dir="auto" { (key.name) }
                code.xs.muted { (api_key::PREFIX) "••••" (key.hint) } " "
                span.xs.muted dir="auto" { (t!(lang, "key-of", name = &key.agent_name)) }
            }
            td."m-hide" { span.row."row--wrap"."row--1" { @for scope in key.scopes.iter() { span.chip."chip--sm" { (scope_name(lang, scope)) } } } }
            td."m-hide" { @match key.used_at { Some(at) => (moment(at, Style::Day)), None => span.muted { (t!(lang, "never")) } } }
            td."m-hide" {
                @match key.expires_at {
                    Some(at) if at <= now => span.pill."pill--new" { (t!(lang, "key-ended")) },
                    Some(at) => span.nowrap { (moment(at, Style::Date)) },
                    None => span.muted { (t!(lang, "never")) },
                }
            }
            td.r {
                (Confirm {
                    lang, id: &id, here: "/admin/keys", is_open: wish.sure == id, deed: &t!(lang, "key-revoke"), symbol: "ban",
                    title: &t!(lang, "key-revoke-sure", name = &key.name), meaning: &t!(lang, "key-revoke-more"),
                    action: &format!("/admin/keys/{}/revoke", key.id),
                }.show())
            }
        }
    }
}

fn form(admin: &Agent, outcome: &Outcome) -> Markup {
    let lang = admin.lang;
    let Outcome { typed, wrong, .. } = outcome;
    let lives = [
        ("30", t!(lang, "key-days", count = 30_usize)),
        ("90", t!(lang, "key-days", count = 90_usize)),
        ("365", t!(lang, "key-year")),
        ("never", t!(lang, "key-never-ends")),
    ];
    html! {
        form.card."card--pad".stack."stack--4" method="post" action="/admin/keys" {
            h3."card__title" { (t!(lang, "key-make-title")) }
            div.formgrid {
                (Field::new("key", "name", t!(lang, "key-name")).value(&typed.name).longest(80)
                    .hint(t!(lang, "key-name-hint")).required().judged(wrong))
                (choice::select("key", "days", &t!(lang, "key-ends"), &typed.days, &lives))
                fieldset.field.wide aria-describedby=[wrong.beside("scope").map(|_| "key-scope-error")] {
                    legend."field__label" { (t!(lang, "key-may")) }
                    div.stack {
                        @for scope in Scope::ALL {
                            label.check.small {
                                input type="checkbox" name="scope" value=(scope.word()) checked[typed.scope.iter().any(|word| word == scope.word())];
                                span { (scope_name(lang, scope)) }
                            }
                        }
                    }
                    (field::error("key-scope", wrong.beside("scope")))
                }
                input type="email" name="username" value=(admin.email) autocomplete="username" hidden;
                (password::known(lang, "password", &t!(lang, "backup-password"), wrong, false))
            }
            div.row { button.btn."btn--primary" { (t!(lang, "key-make")) } }
        }
    }
}

fn scope_name(lang: Lang, scope: Scope) -> std::borrow::Cow<'static, str> {
    match scope {
        Scope::Read => t!(lang, "scope-read"),
        Scope::Write => t!(lang, "scope-write"),
        Scope::Export => t!(lang, "scope-export"),
        Scope::Admin => t!(lang, "scope-admin"),
        Scope::Metrics => t!(lang, "scope-metrics"),
    }
}

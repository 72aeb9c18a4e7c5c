//! The key to what is secret: how it fits, and a copy of it for an admin who proves again who they are. Backups do not have it.

use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};
use maud::{Markup, html};
use serde::Deserialize;

use super::{HERE, Open, proven, refused};
use crate::{
    base::{
        lang::Lang,
        secret::Secret,
        vault::{KeyError, Vault},
    },
    db::DbError,
    desk::{audit, sealed, team::Agent},
    ops::key,
    t,
    web::{
        answer::{self, Refusal, Reply, see_other},
        field::{Field, Wrong, password},
        layout::{icon, icon_sm},
        moment::{Style, moment},
        request::{AsAdmin, Ask},
    },
};

/// What stands in the log when a copy was taken.
const TAKEN: &str = "key_downloaded";

/// How the key stands.
pub(super) struct Stand {
    /// Where it lies.
    path: String,
    /// Whether that is among the data, and so on the same disk.
    is_within: bool,
    secrets: sealed::Standing,
    /// When a copy was taken last, and by whom.
    taken: Option<audit::Line>,
}

pub(super) async fn stand(ask: &Ask) -> Result<Stand, DbError> {
    let config = &ask.house.config;
    let (path, is_within) = (
        config.key_file.display().to_string(),
        config.key_file.starts_with(&config.data),
    );
    ask.house
        .db
        .read(move |reader| {
            Ok(Stand {
                path,
                is_within,
                secrets: sealed::standing(reader)?,
                taken: audit::last_of(reader, TAKEN)?,
            })
        })
        .await
}

#[derive(Deserialize)]
struct Asked {
    key: Option<String>,
}

/// Which of its dialogs is open.
pub(super) fn wanted(ask: &Ask) -> Result<Open, Refusal> {
    Ok(match ask.query::<Asked>()?.key.as_deref() {
        None => Open::Nothing,
        Some("give") => Open::GiveKey(String::new()),
        Some(_) => Open::Key,
    })
}

#[derive(Deserialize)]
struct Typed {
    #[serde(default)]
    key_password: String,
}

/// A copy goes out.
pub(super) async fn send(mut ask: Ask, admin: AsAdmin) -> Reply {
    let Typed { key_password } = ask.form().await?;
    let password = Secret::new(key_password);
    if let Some(wrong) = proven(&ask, &admin, "key_password", password).await? {
        return refused(&ask, &admin, None, &wrong, Open::Key).await;
    }
    let path = ask.house.config.key_file.clone();
    let kept = tokio::task::spawn_blocking(move || key::read(&path));
    let Ok(Ok(Some(vault))) = kept.await else {
        return Err(Refusal::not_found());
    };
    // Written down before the first byte is out.
    let origin = admin.origin(&ask);
    ask.house
        .db
        .write::<_, DbError>(move |tx| audit::log(tx, &origin, TAKEN, ""))
        .await?;
    let text = Bytes::copy_from_slice(vault.written().expose().as_bytes());
    let mut answer = answer::content(StatusCode::OK, "text/plain; charset=utf-8", text);
    answer.headers_mut().insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static("attachment; filename=\"shopbell.key\""),
    );
    Ok(answer)
}

/// What stands in the log when the key that was missing was given.
const GIVEN: &str = "key_given";

#[derive(Deserialize)]
struct Given {
    #[serde(default)]
    key_text: String,
    #[serde(default)]
    given_password: String,
}

/// An admin gives the key that is missing. It is taken when it opens something that cannot be read; from then on all goes on
/// by itself.
pub(super) async fn take(mut ask: Ask, admin: AsAdmin) -> Reply {
    let lang = admin.lang;
    let Given {
        key_text,
        given_password,
    } = ask.form().await?;
    let password = Secret::new(given_password);
    if let Some(wrong) = proven(&ask, &admin, "given_password", password).await? {
        return refused(&ask, &admin, None, &wrong, Open::GiveKey(key_text)).await;
    }
    let beside = |why| Wrong::at("key_text", why);
    let given = match Vault::read(&key_text) {
        Ok(given) => given,
        Err(error) => {
            let why = match error {
                KeyError::Empty => t!(lang, "key-give-none"),
                KeyError::Line(line) => {
                    t!(lang, "key-give-line", line = &line.to_string())
                }
            };
            return refused(&ask, &admin, None, &beside(why), Open::GiveKey(key_text)).await;
        }
    };
    let asked = given.clone();
    let (opened, present) = ask
        .house
        .db
        .read::<_, DbError>(move |reader| {
            let opened = sealed::opened_by(reader, &asked)?;
            Ok((opened, reader.vault().clone()))
        })
        .await?;
    if opened == 0 {
        let why = beside(t!(lang, "key-give-other"));
        return refused(&ask, &admin, None, &why, Open::GiveKey(key_text)).await;
    }
    let path = ask.house.config.key_file.clone();
    let written = tokio::task::spawn_blocking(move || key::give(&path, &present, &given)).await;
    let trouble = match written {
        Ok(Ok(())) => None,
        Ok(Err(error)) => Some(error.to_string()),
        Err(error) => Some(error.to_string()),
    };
    if let Some(trouble) = trouble {
        let path = ask.house.config.key_file.display().to_string();
        let why = t!(
            lang,
            "key-give-unwritten",
            path = &path,
            why = trouble.as_str()
        );
        let why = beside(why);
        return refused(&ask, &admin, None, &why, Open::GiveKey(key_text)).await;
    }
    let origin = admin.origin(&ask);
    ask.house
        .db
        .write::<_, DbError>(move |tx| {
            sealed::key_is_back(tx)?;
            audit::log(tx, &origin, GIVEN, "")
        })
        .await?;
    see_other(&format!("{HERE}?saved=key#key"))
}

/// The card about it.
pub(super) fn card(lang: Lang, stand: &Stand) -> Markup {
    let locked = i64::try_from(stand.secrets.locked()).unwrap_or(i64::MAX);
    html! {
        section.card #key aria-labelledby="key-title" {
            @if locked > 0 {
                div.notice."notice--bad" role="alert" {
                    (icon_sm("circle-alert"))
                    div.grow { b.semi { (t!(lang, "trouble-key", count = locked)) } " " (t!(lang, "trouble-key-next")) }
                    a."btn btn--sm btn--primary" href={ (HERE) "?key=give" } { (icon_sm("key-round")) (t!(lang, "key-give")) }
                }
            }
            div.setrow {
                (icon("key-round"))
                div.grow.stack."stack--2" {
                    span."setrow__t" #key-title { (t!(lang, "key-title")) }
                    p."setrow__d" { (t!(lang, "key-more")) }
                    p."setrow__d".anywhere {
                        @if stand.is_within { (t!(lang, "key-within")) } @else { (t!(lang, "key-elsewhere")) }
                        " " code dir="ltr" { (stand.path) }
                    }
                    p."setrow__d" {
                        @match &stand.taken {
                            None => b.medium { (t!(lang, "key-never")) },
                            Some(line) => { (t!(lang, "key-taken", name = &line.agent)) " " (moment(line.at, Style::Due)) }
                        }
                    }
                }
                a.btn."btn--sm" href={ (HERE) "?key=copy" } { (icon_sm("download")) (t!(lang, "key-download")) }
            }
        }
    }
}

/// Asks for the password before it leaves the house.
pub(super) fn dialog(admin: &Agent, wrong: &Wrong) -> Markup {
    let lang = admin.lang;
    html! {
        dialog.dialog."dialog--sm" #key-copy open aria-labelledby="key-copy-title" {
            form method="post" action={ (HERE) "/key" } data-download {
                div."dialog__head" {
                    div.grow {
                        h2."dialog__title" id="key-copy-title" { (t!(lang, "key-download-title")) }
                    }
                }
                div."dialog__body".stack."stack--4" {
                    p.small { (t!(lang, "key-download-more")) }
                    input type="email" name="username" value=(admin.email) autocomplete="username" hidden;
                    (password::known(lang, "key_password", &t!(lang, "backup-password"), wrong, true))
                }
                div."dialog__foot" {
                    span.push {
                        a.btn href=(HERE) data-close { (t!(lang, "cancel")) }
                        button.btn."btn--primary" { (icon_sm("download")) (t!(lang, "key-download")) }
                    }
                }
            }
        }
    }
}

/// Asks for the key that is missing, as a file or as its text, and for the password.
pub(super) fn giving(admin: &Agent, typed: &str, wrong: &Wrong) -> Markup {
    let lang = admin.lang;
    html! {
        dialog.dialog #key-give open aria-labelledby="key-give-title" {
            form method="post" action={ (HERE) "/key/given" } {
                div."dialog__head" {
                    div.grow {
                        h2."dialog__title" id="key-give-title" { (t!(lang, "key-give-title")) }
                    }
                }
                div."dialog__body".stack."stack--4" {
                    p.small { (t!(lang, "key-give-more")) }
                    div.field data-needs-script hidden {
                        label."field__label" for="key-give-file" { (t!(lang, "key-give-file")) }
                        input.input id="key-give-file" type="file" accept=".key,.txt,text/plain" data-key-file;
                    }
                    (Field::new("give", "key_text", t!(lang, "key-give-text")).value(typed).lines(3).hint(t!(lang, "key-give-hint")).judged(wrong))
                    input type="email" name="username" value=(admin.email) autocomplete="username" hidden;
                    (password::known(lang, "given_password", &t!(lang, "backup-password"), wrong, false))
                }
                div."dialog__foot" {
                    span.push {
                        a.btn href=(HERE) data-close { (t!(lang, "cancel")) }
                        button."btn btn--primary" { (t!(lang, "key-give-do")) }
                    }
                }
            }
        }
    }
}

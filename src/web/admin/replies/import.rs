//! All replies out of the house as a file, and a file's replies into it.

use http::{HeaderValue, StatusCode, header};
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    super::{Room, heading, problems, show, show_with},
    stock,
};
use crate::{
    base::lang::Lang,
    desk::content::{
        reply_sheet,
        sheet::{Tally, Wrong},
    },
    t,
    web::{
        answer::{self, Reply, see_other},
        layout::icon_sm,
        request::{AsAdmin, Ask},
    },
};

/// Most bytes of a form with a file in it: each byte of a letter beyond ASCII takes three.
const MOST_BYTES: usize = 6 * 1024 * 1024;

#[derive(Deserialize)]
struct As {
    #[serde(rename = "as", default)]
    form: String,
}

/// The file.
pub(super) async fn give(ask: Ask, _admin: AsAdmin) -> Reply {
    let As { form } = ask.query()?;
    let stock = stock(&ask).await?;
    let (media_type, disposition, text) = if form == "json" {
        (
            "application/json",
            "attachment; filename=\"quick-replies.json\"",
            reply_sheet::write_json(&stock.catalogue),
        )
    } else {
        (
            "text/csv; charset=utf-8",
            "attachment; filename=\"quick-replies.csv\"",
            reply_sheet::write_csv(&stock.catalogue),
        )
    };
    let mut file = answer::content(StatusCode::OK, media_type, text);
    file.headers_mut().insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static(disposition),
    );
    Ok(file)
}

#[derive(Deserialize)]
struct Told {
    added: Option<usize>,
    #[serde(default)]
    changed: usize,
    #[serde(default)]
    same: usize,
}

pub(super) async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let told: Told = ask.query()?;
    let tally = told.added.map(|added| Tally {
        added,
        changed: told.changed,
        same: told.same,
    });
    let inside = view(admin.lang, "", &[], tally);
    show(&ask, &admin, Room::Replies, &inside).await
}

#[derive(Deserialize)]
struct Given {
    #[serde(default)]
    file: String,
}

pub(super) async fn take(mut ask: Ask, admin: AsAdmin) -> Reply {
    let Given { file } = ask.form_within(MOST_BYTES).await?;
    let entries = match reply_sheet::read(&file) {
        Ok(entries) => entries,
        Err(wrong) => {
            let inside = view(admin.lang, &file, &wrong, None);
            let status = StatusCode::BAD_REQUEST;
            return show_with(status, &ask, &admin, Room::Replies, &inside).await;
        }
    };
    let origin = admin.origin(&ask);
    let Tally {
        added,
        changed,
        same,
    } = ask
        .house
        .db
        .write(move |tx| reply_sheet::take_in(tx, &origin, &entries))
        .await?;
    see_other(&format!(
        "/admin/replies/import?added={added}&changed={changed}&same={same}"
    ))
}

fn view(lang: Lang, file: &str, wrong: &[Wrong], tally: Option<Tally>) -> Markup {
    let back = html! { a.btn href="/admin/replies" { (icon_sm("arrow-left")) (t!(lang, "replies-back")) } };
    html! {
        (heading(&t!(lang, "replies-import"), &t!(lang, "replies-import-lead"), &back))
        @if let Some(Tally { added, changed, same }) = tally {
            p.notice."notice--ok".small role="status" {
                (icon_sm("circle-check"))
                span { (t!(lang, "replies-imported", added = added, changed = changed, same = same)) }
            }
        }
        @if !wrong.is_empty() { (problems::show(lang, wrong)) }
        form.card."card--pad".stack."stack--4" method="post" action="/admin/replies/import" data-import {
            div.field data-needs-script hidden {
                label.field__label for="import-choose" { (t!(lang, "replies-import-file")) }
                input.input id="import-choose" type="file" accept=".csv,.tsv,.txt,.json,text/csv,application/json" data-import-file
                    data-not-text=(t!(lang, "import-not-utf8"));
            }
            div.field {
                label.field__label for="import-file" { (t!(lang, "replies-import-text")) }
                textarea.textarea.mono id="import-file" name="file" rows="12" spellcheck="false" dir="auto"
                    aria-describedby="import-file-hint" { "\n" (file) }
                p.field__hint id="import-file-hint" { (t!(lang, "replies-import-hint")) }
            }
            div.row { button.btn."btn--primary" { (t!(lang, "replies-import-take")) } }
        }
    }
}

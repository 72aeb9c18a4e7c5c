//! All replies out of the house as a file, and a file's replies into it.

use http::{HeaderValue, StatusCode, header};
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    super::{Room, heading, show, show_with},
    stock,
};
use crate::{
    base::lang::Lang,
    desk::content::{
        language::own_name,
        reply_sheet,
        sheet::{Place, Tally, Why, Wrong},
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
/// Most problems that are listed; whoever has more mends these first.
const MOST_LISTED: usize = 50;

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
        @if !wrong.is_empty() { (problems(lang, wrong)) }
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

/// What is wrong, line by line, and what to do.
fn problems(lang: Lang, wrong: &[Wrong]) -> Markup {
    html! {
        section.notice."notice--bad".importwrong role="alert" {
            (icon_sm("circle-alert"))
            div.grow {
                p.semi { (t!(lang, "import-wrong", count = wrong.len())) }
                ul.small {
                    @for wrong in wrong.iter().take(MOST_LISTED) {
                        li { b.medium { (place(lang, wrong.place)) } " " (why(lang, &wrong.why)) }
                    }
                }
                @if wrong.len() > MOST_LISTED {
                    p.small { (t!(lang, "import-more", count = wrong.len() - MOST_LISTED)) }
                }
            }
        }
    }
}

fn place(lang: Lang, place: Place) -> String {
    match place {
        Place::File => t!(lang, "import-file"),
        Place::Line(line) => t!(lang, "import-line", line = i64::try_from(line).unwrap_or(0)),
        Place::Entry(entry) => t!(lang, "import-entry", entry = entry),
    }
    .into_owned()
}

fn why(lang: Lang, why: &Why) -> String {
    let earlier = |earlier: &Place| place(lang, *earlier);
    match why {
        Why::Empty => t!(lang, "import-empty"),
        Why::NotUtf8 => t!(lang, "import-not-utf8"),
        Why::TooMany(most) => t!(lang, "import-too-many", most = *most),
        Why::NoColumn(name) => t!(lang, "import-no-column", name = *name),
        Why::BadColumn(name) => t!(lang, "import-bad-column", name = name),
        Why::TwoColumns(name) => t!(lang, "import-two-columns", name = name),
        Why::NoLanguage => t!(lang, "import-no-language"),
        Why::Cells(found, needed) => t!(lang, "import-cells", found = *found, needed = *needed),
        Why::NoField(name) => t!(lang, "import-no-field", name = *name),
        Why::TooLong(name, length, most) => t!(
            lang,
            "import-too-long",
            name = own_name(name),
            length = *length,
            most = *most
        ),
        Why::NoText => t!(lang, "import-no-text"),
        Why::BadLanguage(code) => t!(lang, "import-bad-language", code = code),
        Why::Twice(first) => t!(lang, "import-twice", place = &earlier(first)),
        Why::TwoDefaults(first) => t!(lang, "import-two-defaults", place = &earlier(first)),
        Why::Malformed(reason) => t!(lang, "import-malformed", reason = reason),
        Why::NotYesNo(found) => t!(lang, "import-yes-no", found = found),
    }
    .into_owned()
}

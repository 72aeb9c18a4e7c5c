//! Content out of the house as a file, and a file's content into it: quick replies, cards.

use http::{HeaderValue, StatusCode, header};
use maud::{Markup, html};
use serde::Deserialize;

use super::{Room, heading, problems, show, show_with};
use crate::{
    base::lang::Lang,
    db::{DbError, Tx},
    desk::{
        audit::Origin,
        content::sheet::{Tally, Wrong},
    },
    t,
    web::{
        answer::{self, Refusal, Reply, see_other},
        layout::icon_sm,
        request::{AsAdmin, Ask},
    },
};

/// Most bytes of a form with a file in it: each byte of a letter beyond ASCII takes three.
const MOST_BYTES: usize = 6 * 1024 * 1024;

/// A longer text is not written back into the box: browsers come to a stand over it.
const MOST_SHOWN: usize = 256 * 1024;

/// A sort of content that travels as a sheet: where it is found and how it is called.
pub(super) struct Sheets {
    /// Whose room it is.
    pub(super) room: Room,
    /// Path of everything.
    pub(super) all: &'static str,
    /// Name of the text that leads back there.
    pub(super) back: &'static str,
    /// Name of the file, without its ending.
    pub(super) file: &'static str,
    /// How the names of its texts begin.
    pub(super) words: &'static str,
}

#[derive(Deserialize)]
struct As {
    #[serde(rename = "as", default)]
    form: String,
}

#[derive(Deserialize)]
struct Told {
    added: Option<usize>,
    #[serde(default)]
    changed: usize,
    #[serde(default)]
    same: usize,
}

#[derive(Deserialize)]
struct Given {
    #[serde(default)]
    file: String,
}

impl Sheets {
    /// The file, in the form that was asked for.
    pub(super) fn give(
        &self,
        ask: &Ask,
        json: impl FnOnce() -> String,
        csv: impl FnOnce() -> String,
    ) -> Reply {
        let As { form } = ask.query()?;
        let (media_type, ending, text) = if form == "json" {
            ("application/json", "json", json())
        } else {
            ("text/csv; charset=utf-8", "csv", csv())
        };
        let disposition = format!("attachment; filename=\"{}.{ending}\"", self.file);
        let mut file = answer::content(StatusCode::OK, media_type, text);
        file.headers_mut().insert(
            header::CONTENT_DISPOSITION,
            HeaderValue::try_from(disposition).expect("our own names are plain letters"),
        );
        Ok(file)
    }

    /// Where a file is given, and what came of the last one.
    pub(super) async fn page(&self, ask: Ask, admin: AsAdmin) -> Reply {
        let told: Told = ask.query()?;
        let tally = told.added.map(|added| Tally {
            added,
            changed: told.changed,
            same: told.same,
        });
        let inside = self.view(admin.lang, "", &[], tally);
        show(&ask, &admin, self.room, &inside).await
    }

    /// Takes a file in, whole or not at all.
    pub(super) async fn take<T, E>(
        &self,
        mut ask: Ask,
        admin: AsAdmin,
        read: fn(&str) -> Result<Vec<T>, Vec<Wrong>>,
        take_in: fn(&mut Tx<'_>, &Origin, &[T]) -> Result<Tally, E>,
    ) -> Reply
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
        Refusal: From<E>,
    {
        let Given { file } = ask.form_within(MOST_BYTES).await?;
        let entries = match read(&file) {
            Ok(entries) => entries,
            Err(wrong) => {
                let inside = self.view(admin.lang, &file, &wrong, None);
                let status = StatusCode::BAD_REQUEST;
                return show_with(status, &ask, &admin, self.room, &inside).await;
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
            .write(move |tx| take_in(tx, &origin, &entries))
            .await?;
        see_other(&format!(
            "{}/import?added={added}&changed={changed}&same={same}",
            self.all
        ))
    }

    fn view(&self, lang: Lang, file: &str, wrong: &[Wrong], tally: Option<Tally>) -> Markup {
        let say = |name: &str| lang.text(&format!("{}-{name}", self.words));
        let back =
            html! { a.btn href=(self.all) { (icon_sm("arrow-left")) (lang.text(self.back)) } };
        html! {
            (heading(&say("import"), &say("import-lead"), &back))
            @if let Some(Tally { added, changed, same }) = tally {
                p.notice."notice--ok".small role="status" {
                    (icon_sm("circle-check"))
                    span { (t!(lang, "replies-imported", added = added, changed = changed, same = same)) }
                }
            }
            @if !wrong.is_empty() { (problems::show(lang, wrong)) }
            form.card."card--pad".stack."stack--4" method="post" action={ (self.all) "/import" } data-import {
                div.field data-needs-script hidden {
                    label.field__label for="import-choose" { (t!(lang, "replies-import-file")) }
                    input.input id="import-choose" type="file" accept=".csv,.tsv,.txt,.json,text/csv,application/json" data-import-file;
                }
                div.field {
                    label.field__label for="import-file" { (t!(lang, "replies-import-text")) }
                    textarea.textarea.mono id="import-file" name="file" rows="12" spellcheck="false" dir="auto"
                        aria-describedby="import-file-hint" { "\n" @if file.len() <= MOST_SHOWN { (file) } }
                    p.field__hint id="import-file-hint" { (say("import-hint")) }
                }
                div.row { button.btn."btn--primary" { (t!(lang, "replies-import-take")) } }
            }
        }
    }
}

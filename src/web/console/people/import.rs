//! Customers from a table: first what would become of each row is shown, then all of it is done, or nothing.

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{heading, screen, told};
use crate::{
    base::{lang::Lang, secret::random_hex},
    db::DbError,
    desk::customer::{
        Customer,
        exchange::{
            self, Broken, Column, Duplicates, Fault, MOST_ROWS, Sheet, SheetError, TakenIn,
        },
        field::{self, Field},
    },
    t,
    web::{
        answer::{Refusal, Reply},
        layout::{customer_name, icon, icon_sm, person_path},
        request::{AsSupervisor, Ask},
    },
};

/// Most bytes of a form with a table in it; what is no letter or digit travels as three.
const MOST_BYTES: usize = 6 * 1024 * 1024;
/// Rows of the review that are listed one by one.
const SHOWN: usize = 200;
/// Characters of a page's key at most.
const LONGEST_KEY: usize = 64;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Form {
    table: String,
    /// Of the page on which it was looked at.
    key: String,
    duplicates: String,
    /// Broken rows shall be left out.
    leave_out: Option<String>,
}

async fn form(ask: &mut Ask) -> Result<Form, Refusal> {
    let bytes = ask.bytes(MOST_BYTES).await?;
    serde_html_form::from_bytes(&bytes)
        .map_err(|error| Refusal::bad("bad-form").with("reason", error))
}

pub(super) async fn show(ask: Ask, supervisor: AsSupervisor) -> Reply {
    let fields = fields(&ask).await?;
    let inside = view(supervisor.lang, &fields, "", None);
    answer(&ask, &supervisor, StatusCode::OK, &inside).await
}

async fn answer(
    ask: &Ask,
    supervisor: &AsSupervisor,
    status: StatusCode,
    inside: &Markup,
) -> Reply {
    let title = t!(supervisor.lang, "people-import-title");
    // The frame needs a member of the team, which every supervisor is.
    let agent = supervisor.as_agent();
    screen(ask, &agent, status, &title, inside).await
}

async fn fields(ask: &Ask) -> Result<Vec<Field>, DbError> {
    ask.house.db.read::<_, DbError>(field::all).await
}

/// What a head means: the word of our own tables, a field's name, or what a screen calls it in any language. A field may
/// be called as a screen calls something else in another language, and our own tables have its name in their head.
fn meaning<'a>(fields: &'a [Field]) -> impl Fn(&str) -> Option<Column> + 'a {
    let named = Lang::ALL.into_iter().flat_map(|lang| {
        [
            (t!(lang, "customer-name-label"), Column::Name),
            (t!(lang, "field-name"), Column::Name),
            (t!(lang, "customer-email"), Column::Email),
            (t!(lang, "customer-phone"), Column::Phone),
            (t!(lang, "customer-company"), Column::Company),
            (t!(lang, "customer-language"), Column::Language),
            (t!(lang, "customer-tags"), Column::Tags),
        ]
    });
    let mut words: Vec<(String, Column)> = Column::FIXED
        .into_iter()
        .map(|column| (column.word().to_owned(), column))
        .collect();
    words.extend(
        fields
            .iter()
            .map(|field| (field.name.to_lowercase(), Column::Own(field.id))),
    );
    words.extend(named.map(|(word, column)| (word.to_lowercase(), column)));
    words.push(("e-mail".to_owned(), Column::Email));
    move |head| {
        words
            .iter()
            .find(|(word, _)| word == head)
            .map(|(_, column)| *column)
    }
}

/// Reads the table and shows what would become of it. Nothing is stored.
pub(super) async fn read(mut ask: Ask, supervisor: AsSupervisor) -> Reply {
    let Form { table, .. } = form(&mut ask).await?;
    let lang = supervisor.lang;
    let fields = fields(&ask).await?;
    match exchange::read(&table, &fields, meaning(&fields)) {
        Err(error) => {
            let inside = view(lang, &fields, &table, Some(&error));
            answer(&ask, &supervisor, StatusCode::BAD_REQUEST, &inside).await
        }
        Ok(sheet) => {
            let (sheet, known) = ask
                .house
                .db
                .read::<_, DbError>(move |reader| {
                    let known = exchange::known(reader, &sheet.rows)?;
                    Ok((sheet, known))
                })
                .await?;
            let inside = review(lang, &table, &sheet, &known);
            answer(&ask, &supervisor, StatusCode::OK, &inside).await
        }
    }
}

/// Takes the table in.
pub(super) async fn take_in(mut ask: Ask, supervisor: AsSupervisor) -> Reply {
    let form = form(&mut ask).await?;
    let lang = supervisor.lang;
    let fields = fields(&ask).await?;
    let sheet = match exchange::read(&form.table, &fields, meaning(&fields)) {
        Ok(sheet) => sheet,
        Err(error) => {
            let inside = view(lang, &fields, &form.table, Some(&error));
            return answer(&ask, &supervisor, StatusCode::BAD_REQUEST, &inside).await;
        }
    };
    if !sheet.broken.is_empty() && form.leave_out.is_none() {
        return Err(Refusal::bad("import-broken"));
    }
    let duplicates = match form.duplicates.as_str() {
        "" | "update" => Duplicates::Update,
        "skip" => Duplicates::Skip,
        "add" => Duplicates::Add,
        _ => return Err(Refusal::bad("bad-form")),
    };
    if form.key.is_empty() || form.key.len() > LONGEST_KEY {
        return Err(Refusal::bad("bad-form"));
    }
    // Whoever goes back and chooses otherwise means it.
    let key = format!("{} {}", form.key, form.duplicates);
    let (origin, rows) = (supervisor.origin(&ask), sheet.rows);
    let taken = ask
        .house
        .db
        .write::<_, DbError>(move |tx| exchange::take_in_once(tx, &origin, &key, &rows, duplicates))
        .await?;
    let inside = done(lang, taken, sheet.broken.len());
    answer(&ask, &supervisor, StatusCode::OK, &inside).await
}

fn head(lang: Lang) -> Markup {
    heading(
        "/people",
        &t!(lang, "people-back"),
        &t!(lang, "people-import-title"),
        &t!(lang, "people-import-lead"),
        &html! {},
    )
}

fn view(lang: Lang, fields: &[Field], table: &str, error: Option<&SheetError>) -> Markup {
    let columns: Vec<&str> = Column::FIXED.iter().map(|column| column.word()).collect();
    let why = error.map(|error| match error {
        SheetError::Empty => t!(lang, "people-import-empty").into_owned(),
        SheetError::NoColumns => t!(lang, "import-no-columns").into_owned(),
        SheetError::TwoColumns(name) => {
            t!(lang, "people-import-two-columns", name = name).into_owned()
        }
        SheetError::TooLong => t!(lang, "people-import-too-long", most = MOST_ROWS).into_owned(),
    });
    html! {
        (head(lang))
        div."page__body narrowpage" {
            form.card."card--pad"."stack stack--4" #import-form method="post" action="/people/import" {
                label.field #import-file-field hidden {
                    span."field__label" { (t!(lang, "people-import-file")) }
                    input.input #import-file type="file" accept=".csv,.tsv,.txt,text/csv";
                }
                div.field {
                    label."field__label" for="import-table" { (t!(lang, "import-paste")) }
                    textarea."textarea mono" #import-table name="table" rows="8" required spellcheck="false"
                        placeholder="name,email,phone\nHannah Vogel,hannah@post.example,+49 40 5550112"
                        aria-invalid=[why.as_ref().map(|_| "true")] aria-describedby="import-columns import-error" { "\n" (table) }
                    p."field__error" #import-error role="alert" hidden[why.is_none()] { (icon_sm("circle-alert")) span { (why.unwrap_or_default()) } }
                    p."field__hint" #import-columns {
                        (t!(lang, "import-columns")) " "
                        @for column in columns { code { (column) } " " }
                        @for field in fields { code dir="auto" { (field.name) } " " }
                    }
                }
                div.row {
                    button."btn btn--primary" { (t!(lang, "import-look")) }
                    a."btn btn--ghost" href="/people" { (t!(lang, "cancel")) }
                }
            }
        }
    }
}

fn review(lang: Lang, table: &str, sheet: &Sheet, known: &[Option<Customer>]) -> Markup {
    let doubles = known.iter().flatten().count();
    let new = sheet.rows.len() - doubles;
    html! {
        (head(lang))
        div."page__body narrowpage"."stack stack--4" {
            form.card."card--pad"."stack stack--4" method="post" action="/people/import/rows" {
                textarea name="table" hidden { "\n" (table) }
                input type="hidden" name="key" value=(random_hex());
                p.semi role="status" { (t!(lang, "import-found", count = sheet.rows.len())) }
                ul.plainlist {
                    li { (icon_sm("user-round-plus")) (t!(lang, "import-new", count = new)) }
                    @if doubles > 0 { li { (icon_sm("users-round")) (t!(lang, "import-doubles", count = doubles)) } }
                    @if !sheet.broken.is_empty() { li.late { (icon_sm("circle-alert")) (t!(lang, "import-broken", count = sheet.broken.len())) } }
                    @if !sheet.ignored.is_empty() { li.muted { (icon_sm("info")) (t!(lang, "import-ignored", columns = &sheet.ignored.join(", "))) } }
                }
                @if doubles > 0 {
                    fieldset.field {
                        legend."field__label" { (t!(lang, "import-doubles-what")) }
                        @for (value, words) in [("update", t!(lang, "import-update")), ("skip", t!(lang, "import-skip")), ("add", t!(lang, "import-add"))] {
                            label."radio small" { input type="radio" name="duplicates" value=(value) checked[value == "update"]; span { (words) } }
                        }
                    }
                    details {
                        summary."small linkbtn" { (t!(lang, "import-doubles-show")) }
                        table."table table--plain" {
                            thead { tr { th scope="col" { (t!(lang, "people-import-line")) } th scope="col" { (t!(lang, "import-in-table")) } th scope="col" { (t!(lang, "import-known-as")) } } }
                            tbody {
                                @for (row, same) in sheet.rows.iter().zip(known).filter_map(|(row, same)| Some((row, same.as_ref()?))).take(SHOWN) {
                                    tr {
                                        td.num { (row.line) }
                                        td.anywhere dir="auto" { (row.name) " " span.muted { (row.email) " " (row.phone) } }
                                        td.anywhere { a href=(person_path(same.id)) target="_blank" rel="noopener" { bdi { (customer_name(lang, same.id, &same.name)) } } }
                                    }
                                }
                            }
                        }
                    }
                }
                @if !sheet.broken.is_empty() {
                    section aria-labelledby="import-broken" {
                        h2."card__title" #import-broken { (t!(lang, "import-broken-title")) }
                        ul.plainlist.small {
                            @for broken in sheet.broken.iter().take(SHOWN) { li { b.num { (t!(lang, "import-on-line", line = broken.line.to_string().as_str())) } " " (fault(lang, broken)) } }
                            @if sheet.broken.len() > SHOWN { li { (t!(lang, "import-more-broken", count = sheet.broken.len() - SHOWN)) } }
                        }
                        @if !sheet.rows.is_empty() {
                            label."check small" { input type="checkbox" name="leave_out" value="on" required; span { (t!(lang, "import-leave-out")) } }
                        }
                    }
                }
                div.row {
                    @if !sheet.rows.is_empty() { button."btn btn--primary" { (icon("upload")) (t!(lang, "import-do", count = sheet.rows.len())) } }
                    a.btn href="/people/import" { (t!(lang, "import-other")) }
                }
            }
        }
    }
}

fn fault(lang: Lang, broken: &Broken) -> String {
    match &broken.fault {
        Fault::Width => t!(lang, "fault-width"),
        Fault::Nobody => t!(lang, "fault-nobody"),
        Fault::BadEmail(email) => t!(lang, "fault-email", value = email),
        Fault::BadLanguage(code) => t!(lang, "fault-language", value = code),
        Fault::BadValue(field, value) => t!(lang, "fault-value", field = field, value = value),
        Fault::Twice(line) => t!(lang, "fault-twice", line = line.to_string().as_str()),
    }
    .into_owned()
}

fn done(lang: Lang, taken: TakenIn, broken: usize) -> Markup {
    html! {
        (head(lang))
        div."page__body narrowpage"."stack stack--4" {
            (told("circle-check", &t!(lang, "import-done", added = taken.added, updated = taken.updated)))
            @if taken.skipped > 0 { p.small.muted { (t!(lang, "import-skipped", count = taken.skipped)) } }
            @if broken > 0 { p.small.muted { (t!(lang, "import-left-out", count = broken)) } }
            div.row { a."btn btn--primary" href="/people" { (t!(lang, "people")) } a.btn href="/people/import" { (t!(lang, "import-other")) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{base::id::FieldId, desk::customer::field::FieldKind};

    #[test]
    fn our_own_table_is_understood_whatever_its_fields_are_called() {
        let company = t!(Lang::De, "customer-company").to_lowercase();
        assert_ne!(company, "company", "the premise");
        let fields = [Field {
            id: FieldId(1),
            name: company.clone(),
            kind: FieldKind::Text,
            help: String::new(),
            choices: Vec::new(),
        }];
        let column = meaning(&fields);
        assert_eq!(column("company"), Some(Column::Company));
        assert_eq!(column(&company), Some(Column::Own(FieldId(1))));
        let column = meaning(&[]);
        assert_eq!(column(&company), Some(Column::Company));
    }
}

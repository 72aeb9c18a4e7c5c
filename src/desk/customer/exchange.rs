//! Customers as a table that other programs read and write (CSV, RFC 4180,
//! <https://www.rfc-editor.org/rfc/rfc4180>).
//!
//! A cell that a spreadsheet would take for a formula goes out behind an apostrophe, and loses it when
//! it comes back (<https://owasp.org/www-community/attacks/CSV_Injection>).

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{
    Customer, changed,
    directory::{self, Wish},
    field::{self, Field},
    folded, tag,
};
use crate::{
    base::{
        id::{CustomerId, FieldId},
        text,
    },
    db::{DbError, Reader, Tx, named_params},
    desk::{
        audit::{self, Origin},
        setting::{self, Setting},
    },
};

/// Most rows that are taken in at once: the writer belongs to everybody.
pub const MOST_ROWS: usize = 5_000;
/// Customers that are read at a time.
const STEP: usize = 500;

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// As the team calls them.
    Name,
    /// Address.
    Email,
    /// Number.
    Phone,
    /// Firm.
    Company,
    /// BCP 47 code.
    Language,
    /// Tags, divided by semicolons.
    Tags,
    /// A field of the team's own.
    Own(FieldId),
}

impl Column {
    /// The columns that every table has, in their order.
    pub const FIXED: [Self; 6] = [
        Self::Name,
        Self::Email,
        Self::Phone,
        Self::Company,
        Self::Language,
        Self::Tags,
    ];

    /// The head of a column that every table has; empty for a field of the team's own.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Company => "company",
            Self::Language => "language",
            Self::Tags => "tags",
            Self::Own(_) => "",
        }
    }
}

/// A cell that no spreadsheet takes for a formula.
pub(in crate::desk) fn harmless(cell: &str) -> String {
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}

/// A cell as it was before it was made harmless.
fn plain(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        _ => cell,
    }
}

/// Everybody the list would show, as a table with a head.
pub fn write(reader: &Reader<'_>, wish: &Wish) -> Result<Vec<u8>, DbError> {
    let fields = field::all(reader)?;
    let mut table = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        // Spreadsheets know by this mark that it is UTF-8.
        .from_writer(b"\xEF\xBB\xBF".to_vec());
    let put = |table: &mut csv::Writer<Vec<u8>>, cells: Vec<String>| {
        table
            .write_record(cells)
            .map_err(|error| DbError::Panicked(format!("a table in memory: {error}")))
    };
    let heads = Column::FIXED
        .iter()
        .map(|column| column.word().to_owned())
        .chain(fields.iter().map(|field| harmless(&field.name)))
        .collect();
    put(&mut table, heads)?;
    let mut after = None;
    loop {
        let page = directory::list(reader, wish, after.as_ref(), STEP)?;
        for listed in page.rows {
            let customer = &listed.customer;
            let tags: Vec<_> = listed.tags.into_iter().map(|tag| tag.name).collect();
            let mut cells: Vec<String> = [
                &customer.name,
                &customer.email,
                &customer.phone,
                &customer.company,
                &customer.language,
                &tags.join("; "),
            ]
            .into_iter()
            .map(|cell| harmless(cell))
            .collect();
            if !fields.is_empty() {
                let filled = field::of_customer(reader, customer.id)?;
                cells.extend(filled.iter().map(|filled| harmless(&filled.value)));
            }
            put(&mut table, cells)?;
        }
        match page.next {
            Some(next) => after = Some(next),
            None => break,
        }
    }
    table
        .into_inner()
        .map_err(|error| DbError::Panicked(format!("a table in memory: {error}")))
}

/// One customer of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// On which line it begins, counted from 1.
    pub line: u64,
    /// As the team calls them.
    pub name: String,
    /// Address.
    pub email: String,
    /// Number.
    pub phone: String,
    /// Firm.
    pub company: String,
    /// BCP 47 code.
    pub language: String,
    /// Names of tags.
    pub tags: Vec<String>,
    /// What is known in the team's own fields.
    pub own: Vec<(FieldId, String)>,
}

/// Why a row cannot be taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It has more or fewer cells than the head.
    Width,
    /// Neither name nor address nor number.
    Nobody,
    /// The address could not be delivered to.
    BadEmail(String),
    /// Not the code of a language.
    BadLanguage(String),
    /// A field of the team's own does not take this.
    BadValue(String, String),
    /// An earlier row has this address or number.
    Twice(u64),
}

/// A row that cannot be taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// On which line it begins.
    pub line: u64,
    /// Why not.
    pub fault: Fault,
}

/// A table that was read.
#[derive(Debug, Default)]
pub struct Sheet {
    /// What can be taken in.
    pub rows: Vec<Row>,
    /// What cannot.
    pub broken: Vec<Broken>,
    /// Heads that nobody understands.
    pub ignored: Vec<String>,
}

/// Why a table cannot be read at all.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SheetError {
    /// There is nothing in it.
    #[error("there are no rows in this table")]
    Empty,
    /// No head says name, address or number.
    #[error("no column is called name, email or phone")]
    NoColumns,
    /// Two columns say the same.
    #[error("two columns are called {0}")]
    TwoColumns(String),
    /// More than [`MOST_ROWS`].
    #[error("more than {MOST_ROWS} rows")]
    TooLong,
}

/// The mark between cells: the one of three that the head has most of.
fn mark(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or_default();
    [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|mark| {
            // Of equals the first is meant.
            let count = head.bytes().filter(|byte| byte == mark).count();
            (count, u8::from(*mark == b','))
        })
        .unwrap_or(b',')
}

/// Reads a table with a head. `column` says what a head means, given in lower case.
pub fn read(
    table: &str,
    fields: &[Field],
    column: impl Fn(&str) -> Option<Column>,
) -> Result<Sheet, SheetError> {
    // One kind of line end, so that lines are counted as people count them.
    let table = table
        .trim_start_matches('\u{FEFF}')
        .replace("\r\n", "\n")
        .replace('\r', "\n");
    let table = table.as_str();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(mark(table))
        .flexible(true)
        .has_headers(false)
        .from_reader(table.as_bytes());
    let mut records = reader.records();
    let head = match records.next() {
        Some(Ok(head)) => head,
        _ => return Err(SheetError::Empty),
    };
    let mut sheet = Sheet::default();
    let mut columns: Vec<Option<Column>> = Vec::new();
    for cell in &head {
        let name = plain(cell.trim());
        let found = column(&name.to_lowercase());
        match found {
            None if !name.is_empty() => sheet.ignored.push(name.to_owned()),
            Some(_) if columns.contains(&found) => {
                return Err(SheetError::TwoColumns(name.to_owned()));
            }
            _ => {}
        }
        columns.push(found);
    }
    let says_who = [Column::Name, Column::Email, Column::Phone]
        .iter()
        .any(|wanted| columns.contains(&Some(*wanted)));
    if !says_who {
        return Err(SheetError::NoColumns);
    }
    let mut seen: HashMap<String, u64> = HashMap::new();
    for record in records {
        let Ok(record) = record else {
            continue;
        };
        let line = record.position().map_or(0, csv::Position::line);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if sheet.rows.len() + sheet.broken.len() >= MOST_ROWS {
            return Err(SheetError::TooLong);
        }
        match row(line, &record, &columns, fields).and_then(|row| first(row, &mut seen)) {
            Ok(row) => sheet.rows.push(row),
            Err(fault) => sheet.broken.push(Broken { line, fault }),
        }
    }
    if sheet.rows.is_empty() && sheet.broken.is_empty() {
        return Err(SheetError::Empty);
    }
    Ok(sheet)
}

fn row(
    line: u64,
    record: &csv::StringRecord,
    columns: &[Option<Column>],
    fields: &[Field],
) -> Result<Row, Fault> {
    if record.len() != columns.len() {
        return Err(Fault::Width);
    }
    let mut row = Row {
        line,
        ..Row::default()
    };
    for (cell, column) in record.iter().zip(columns) {
        let cell = plain(cell.trim());
        match column {
            None => {}
            Some(Column::Name) => row.name = text::clean_line(cell, 120),
            Some(Column::Email) => row.email = text::clean_line(cell, 254),
            Some(Column::Phone) => row.phone = text::clean_line(cell, 40),
            Some(Column::Company) => row.company = text::clean_line(cell, 120),
            Some(Column::Language) => row.language = text::clean_line(cell, 35),
            Some(Column::Tags) => {
                row.tags = cell
                    .split([';', ','])
                    .map(|name| text::clean_line(name, 40))
                    .filter(|name| !name.is_empty())
                    .collect();
            }
            Some(Column::Own(id)) => {
                if let Some(field) = fields.iter().find(|field| field.id == *id) {
                    let value = field
                        .read(cell)
                        .map_err(|_| Fault::BadValue(field.name.clone(), cell.to_owned()))?;
                    if !value.is_empty() {
                        row.own.push((*id, value));
                    }
                }
            }
        }
    }
    if row.name.is_empty() && row.email.is_empty() && row.phone.is_empty() {
        return Err(Fault::Nobody);
    }
    if !row.email.is_empty() && !text::is_email(&row.email) {
        return Err(Fault::BadEmail(row.email));
    }
    let is_code = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if !row.language.chars().all(is_code) {
        return Err(Fault::BadLanguage(row.language));
    }
    Ok(row)
}

/// Nobody stands in a table twice.
fn first(row: Row, seen: &mut HashMap<String, u64>) -> Result<Row, Fault> {
    let keys = [row.email.to_lowercase(), folded::phone_key(&row.phone)];
    for key in keys.iter().filter(|key| !key.is_empty()) {
        if let Some(line) = seen.get(key) {
            return Err(Fault::Twice(*line));
        }
    }
    for key in keys.into_iter().filter(|key| !key.is_empty()) {
        seen.insert(key, row.line);
    }
    Ok(row)
}

/// Whom the directory has already, by address or number, for each row.
pub fn known(reader: &Reader<'_>, rows: &[Row]) -> Result<Vec<Option<Customer>>, DbError> {
    rows.iter()
        .map(|row| {
            let same = directory::same(reader, &row.email, &row.phone)?;
            Ok(same.into_iter().next())
        })
        .collect()
}

/// What becomes of a row whose customer the directory has already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Duplicates {
    /// What the table says is written over what is known; empty cells change nothing.
    #[default]
    Update,
    /// The row is left out.
    Skip,
    /// Another customer is made.
    Add,
}

/// What became of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TakenIn {
    /// New customers.
    pub added: i64,
    /// Customers about whom more is known.
    pub updated: i64,
    /// Rows left out.
    pub skipped: i64,
}

/// Tables that are remembered after they were taken in.
const REMEMBERED: usize = 20;

/// What was taken in of late, the latest last.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Lately {
    /// By the key with which it came.
    tables: Vec<(String, TakenIn)>,
}

impl Setting for Lately {
    const KEY: &'static str = "customers_imported";
}

/// The same once for each `key`: a second click, or a page that is loaded anew, is answered as the first was. Nobody
/// could tell twice the same name from two people.
pub fn take_in_once(
    tx: &mut Tx<'_>,
    origin: &Origin,
    key: &str,
    rows: &[Row],
    duplicates: Duplicates,
) -> Result<TakenIn, DbError> {
    let mut lately: Lately = setting::get(tx)?;
    if let Some((_, taken)) = lately.tables.iter().find(|(known, _)| known == key) {
        return Ok(*taken);
    }
    let taken = take_in(tx, origin, rows, duplicates)?;
    lately.tables.push((key.to_owned(), taken));
    let old = lately.tables.len().saturating_sub(REMEMBERED);
    lately.tables.drain(..old);
    setting::put(tx, &lately)?;
    Ok(taken)
}

/// Takes rows in: all of them, or none.
pub fn take_in(
    tx: &mut Tx<'_>,
    origin: &Origin,
    rows: &[Row],
    duplicates: Duplicates,
) -> Result<TakenIn, DbError> {
    let mut taken = TakenIn::default();
    for row in rows {
        let same = directory::same(tx, &row.email, &row.phone)?;
        match (same.first(), duplicates) {
            (Some(_), Duplicates::Skip) => taken.skipped += 1,
            (Some(customer), Duplicates::Update) => {
                update(tx, customer.id, row)?;
                changed(tx, customer.id)?;
                taken.updated += 1;
            }
            (None, _) | (Some(_), Duplicates::Add) => {
                let id = super::create(tx, &row.name, &row.email)?;
                update(tx, id, row)?;
                changed(tx, id)?;
                taken.added += 1;
            }
        }
    }
    let detail = format!("+{} ~{} -{}", taken.added, taken.updated, taken.skipped);
    audit::log_with(tx, origin, "customers_imported", "", &detail)?;
    Ok(taken)
}

fn update(tx: &mut Tx<'_>, id: CustomerId, row: &Row) -> Result<(), DbError> {
    tx.execute(
        "update customer set
           name = case :name when '' then name else :name end,
           email = case :email when '' then email else :email end,
           phone = case :phone when '' then phone else :phone end,
           company = case :company when '' then company else :company end,
           language = case :language when '' then language else :language end,
           revision = revision + 1
         where id = :id",
        named_params! {
            ":name": row.name, ":email": row.email, ":phone": row.phone, ":company": row.company,
            ":language": row.language, ":id": id,
        },
    )?;
    for (field, value) in &row.own {
        field::put(tx, id, *field, value)?;
    }
    for name in &row.tags {
        tag::put(tx, id, name)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;

//! Content as a table or as JSON: what export and import of every sort of content share.
//!
//! A table is CSV (RFC 4180) in UTF-8 with a mark at its beginning, by which office programs know
//! that; commas, semicolons and tabs are taken as dividers, since those programs write by country.

use super::link::LinkError;
use crate::base::text;

/// Where in a file something is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The file as a whole.
    File,
    /// A line, counted from 1.
    Line(u64),
    /// An entry of a JSON list, counted from 1.
    Entry(usize),
}

/// What is wrong with it, and so what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Nothing is in it.
    Empty,
    /// It is not text in UTF-8.
    NotUtf8,
    /// Too many entries; the most there may be.
    TooMany(usize),
    /// A column that every table has is missing.
    NoColumn(&'static str),
    /// A column whose name is neither ours nor the code of a language.
    BadColumn(String),
    /// Two columns of one name.
    TwoColumns(String),
    /// No column of a language.
    NoLanguage,
    /// More or fewer cells than the head has; what was found and what is needed.
    Cells(usize, usize),
    /// A field that may not be empty is.
    NoField(&'static str),
    /// A field is too long; characters, and the most there may be.
    TooLong(String, usize, usize),
    /// No words in any language.
    NoText,
    /// Not the code of a language.
    BadLanguage(String),
    /// The same as an earlier one.
    Twice(Place),
    /// A second default.
    TwoDefaults(Place),
    /// Not what is needed there; the reader's own words.
    Malformed(String),
    /// A yes or a no is needed; what stands there instead.
    NotYesNo(String),
    /// A column whose name is none of ours.
    NoSuchColumn(String),
    /// A sort of card that there is not.
    NoSuchKind(String),
    /// A link that customers cannot follow.
    BadLink(LinkError),
    /// A cell begins with a quotation mark and none ends it.
    OpenQuote,
}

/// Something wrong in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// Where.
    pub place: Place,
    /// What.
    pub why: Why,
}

impl Wrong {
    /// Something wrong at a place.
    #[must_use]
    pub fn at(place: Place, why: Why) -> Self {
        Self { place, why }
    }
}

/// How much came in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// New ones.
    pub added: usize,
    /// Others than before.
    pub changed: usize,
    /// As they were.
    pub same: usize,
}

/// Most entries that one file may bring.
pub const MOST: usize = 2_000;

/// A mark by which office programs know UTF-8.
const MARK: char = '\u{FEFF}';

fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// A cell that no office program takes for a formula: one that looks like one gets an apostrophe.
#[must_use]
pub fn harmless(cell: &str) -> String {
    if is_formula(cell.trim_start_matches('\'')) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// The cell that was made harmless.
#[must_use]
pub fn as_it_was(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

/// Rows as CSV.
#[must_use]
pub fn write(rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    for row in rows {
        let cells = row.iter().map(|cell| harmless(cell));
        writer
            .write_record(cells)
            .expect("memory takes rows of one length");
    }
    let bytes = writer.into_inner().expect("memory takes them");
    let text = String::from_utf8(bytes).expect("rows are text");
    format!("{MARK}{text}")
}

/// The rows of a table, the head first, each with the line on which it begins. Rows without any
/// words are left out.
pub fn read(text: &str) -> Result<Vec<(u64, Vec<String>)>, Vec<Wrong>> {
    // The reader counts a line at its line feed, one too late where a return stands before it.
    let text = text
        .trim_start_matches(MARK)
        .replace("\r\n", "\n")
        .replace('\r', "\n");
    let text = text.as_str();
    check_whole(text)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(divider(text))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut wrong = Vec::new();
    let mut last = 0;
    for record in reader.records() {
        match record {
            Ok(record) => {
                let line = record.position().map_or(0, csv::Position::line);
                last = record.position().map_or(0, csv::Position::byte);
                let cells: Vec<String> = record
                    .iter()
                    .map(|cell| as_it_was(cell).to_owned())
                    .collect();
                if cells.iter().any(|cell| !cell.trim().is_empty()) {
                    rows.push((line, cells));
                }
            }
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                wrong.push(Wrong::at(
                    Place::Line(line),
                    Why::Malformed(error.to_string()),
                ));
            }
        }
    }
    if let Some((line, _)) = rows.last()
        && ends_in_quotes(text, last)
    {
        wrong.push(Wrong::at(Place::Line(*line), Why::OpenQuote));
    }
    if rows.len() > MOST + 1 {
        wrong.push(Wrong::at(Place::File, Why::TooMany(MOST)));
    }
    if wrong.is_empty() {
        Ok(rows)
    } else {
        Err(wrong)
    }
}

/// Whether a file is JSON rather than a table.
#[must_use]
pub fn is_json(file: &str) -> bool {
    let file = file.trim_start_matches(MARK).trim_start();
    file.starts_with(['{', '['])
}

/// The entries of a JSON file: a list under this name, or the list alone.
pub fn entries(file: &str, name: &str) -> Result<Vec<serde_json::Value>, Vec<Wrong>> {
    let malformed = |line: usize, reason: String| {
        let line = u64::try_from(line).unwrap_or(0);
        vec![Wrong::at(Place::Line(line), Why::Malformed(reason))]
    };
    let whole = serde_json::from_str(file.trim_start_matches(MARK))
        .map_err(|error| malformed(error.line(), error.to_string()))?;
    let list = match whole {
        serde_json::Value::Object(mut parts) => parts.remove(name),
        list => Some(list),
    };
    let Some(serde_json::Value::Array(list)) = list else {
        return Err(malformed(1, format!("missing list `{name}`")));
    };
    if list.len() > MOST {
        return Err(vec![Wrong::at(Place::File, Why::TooMany(MOST))]);
    }
    Ok(list)
}

/// What is wrong with a file before it is read: nothing in it, or not text as we need it.
pub fn check_whole(text: &str) -> Result<(), Vec<Wrong>> {
    let why = if text.trim().is_empty() {
        Why::Empty
    } else if text.contains('\u{FFFD}') || text.contains('\0') {
        Why::NotUtf8
    } else {
        return Ok(());
    };
    Err(vec![Wrong::at(Place::File, why)])
}

/// Whether the last row, which begins at a byte, has a cell whose quotation mark is never closed: all
/// that follows it is in that cell then.
fn ends_in_quotes(text: &str, last: u64) -> bool {
    let row = usize::try_from(last).ok().and_then(|last| text.get(last..));
    let Some(row) = row.map(str::trim_start) else {
        return false;
    };
    let opens = row.starts_with('"')
        || row
            .bytes()
            .zip(row.bytes().skip(1))
            .any(|(before, mark)| before == divider(text) && mark == b'"');
    opens && row.bytes().filter(|byte| *byte == b'"').count() % 2 == 1
}

/// What divides the cells: whatever the head has most of.
fn divider(text: &str) -> u8 {
    let head = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or("");
    let count = |divider: &u8| head.bytes().filter(|byte| byte == divider).count();
    // Of equals the last one counts: a comma.
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(count)
        .unwrap_or(b',')
}

/// Yes or no as people write them in tables; `None` for anything else.
#[must_use]
pub fn yes_or_no(cell: &str) -> Option<bool> {
    match text::clean_line(cell, 10).to_lowercase().as_str() {
        "" | "0" | "no" | "false" | "-" | "nein" | "non" | "нет" | "否" => Some(false),
        "1" | "yes" | "true" | "x" | "ja" | "sí" | "si" | "oui" | "да" | "是" => Some(true),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_and_no_are_said_in_every_language_of_the_console() {
        for (cell, expected) in [
            (" Yes ", Some(true)),
            ("Ja", Some(true)),
            ("SÍ", Some(true)),
            ("oui", Some(true)),
            ("Да", Some(true)),
            ("是", Some(true)),
            ("", Some(false)),
            ("nein", Some(false)),
            ("Non", Some(false)),
            ("нет", Some(false)),
            ("否", Some(false)),
            ("perhaps", None),
        ] {
            assert_eq!(yes_or_no(cell), expected, "{cell}");
        }
    }

    #[test]
    fn no_cell_is_a_formula_and_each_comes_back_as_it_was() {
        for (cell, expected) in [
            ("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")"),
            ("+49 30", "'+49 30"),
            ("-20 %", "'-20 %"),
            ("@ana", "'@ana"),
            ("\t=1", "'\t=1"),
            ("'=1", "''=1"),
            ("''+", "'''+"),
            ("'tis", "'tis"),
            ("plain", "plain"),
            ("", ""),
        ] {
            assert_eq!(harmless(cell), expected);
            assert_eq!(as_it_was(&harmless(cell)), cell);
        }
        assert_eq!(as_it_was("'tis"), "'tis");
        assert_eq!(
            as_it_was("=1"),
            "=1",
            "what others wrote is only text to us"
        );
    }

    #[test]
    fn tables_of_every_country_are_read() {
        for text in [
            "a,b\r\n1,\"2\n3\"\r\n",
            "\u{FEFF}a;b\n1;\"2\n3\"\n",
            "a\tb\n1\t\"2\n3\"\n\n \t \n",
        ] {
            let rows = read(text).unwrap();
            let cells: Vec<&[String]> = rows.iter().map(|(_, cells)| &cells[..]).collect();
            assert_eq!(cells, [["a", "b"], ["1", "2\n3"]], "{text:?}");
        }
        for text in ["a,b\n\"1\n1\",2\n3,4\n", "a,b\r\n\"1\r\n1\",2\r\n3,4\r\n"] {
            let rows = read(text).unwrap();
            let lines: Vec<u64> = rows.iter().map(|(line, _)| *line).collect();
            assert_eq!(lines, [1, 2, 4], "a row begins where its first cell does");
        }
    }

    #[test]
    fn what_is_no_text_is_said_to_be_none() {
        for (text, why) in [
            (" \n", Why::Empty),
            ("\u{FEFF}", Why::Empty),
            ("a,\u{FFFD}\n", Why::NotUtf8),
        ] {
            assert_eq!(
                read(text),
                Err(vec![Wrong::at(Place::File, why)]),
                "{text:?}"
            );
        }
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_is_found() {
        for (text, line) in [
            ("a,b\n1,\"2\n3,4\n", 2),
            ("a;b\n1;2\n\"3;4\n", 3),
            ("a,b\n1,\"2\"\"\n", 2),
        ] {
            let wrong = Wrong::at(Place::Line(line), Why::OpenQuote);
            assert_eq!(read(text), Err(vec![wrong]), "{text:?}");
        }
        for text in ["a,b\n1,2\" pipe\n", "a,b\n1,\"2\"\" pipe\"\n"] {
            assert!(read(text).is_ok(), "{text:?}");
        }
    }

    #[test]
    fn fuzz_tables() {
        let samples = [
            "name;text\r\n\"a;b\";\"c \"\"d\"\"\"\r\n'=1+1;x\r\n",
            "a,b\n1,\"two\nlines\"\n",
            "a\tb\n=cmd|'/c'!A0\t@x",
        ];
        let words = [
            "\"", "\"\"", ";", ",", "\t", "\r\n", "'", "=", "+", "@", "\u{feff}",
        ];
        crate::base::fuzz::text("tables", &samples, &words, |text| {
            let Ok(rows) = read(text) else {
                return;
            };
            let width = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
            // A return inside a cell is a line's end, and a cell of blanks alone may make a row that is left out.
            let rows: Vec<Vec<String>> = rows
                .into_iter()
                .map(|(_, mut cells)| {
                    cells.resize(width, String::new());
                    cells
                })
                .collect();
            // In one column nobody can tell what would divide two; none of our tables has only one.
            if rows.is_empty() || width < 2 {
                return;
            }
            let written = write(rows.iter().cloned());
            for cell in written.split(['\n', ',']) {
                let cell = cell.trim_start_matches(MARK).trim_start_matches('"');
                assert!(
                    !cell.starts_with(['=', '@'])
                        || rows.iter().flatten().any(|own| own.contains([',', '\n'])),
                    "{written}"
                );
            }
            let again: Vec<Vec<String>> = read(&written)
                .expect("what we write can be read")
                .into_iter()
                .map(|(_, cells)| cells)
                .collect();
            assert_eq!(again, rows, "{written}");
        });
    }
}

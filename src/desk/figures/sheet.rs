//! A table of figures for other programs (CSV, RFC 4180).

use crate::{db::DbError, desk::customer::exchange::harmless};

/// A table with a head as bytes. No cell is taken for a formula.
pub fn write(heads: &[String], rows: &[Vec<String>]) -> Result<Vec<u8>, DbError> {
    let failed =
        |error: &dyn std::fmt::Display| DbError::Panicked(format!("a table in memory: {error}"));
    let mut table = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        // Spreadsheets know by this mark that it is UTF-8.
        .from_writer(b"\xEF\xBB\xBF".to_vec());
    for row in std::iter::once(heads).chain(rows.iter().map(Vec::as_slice)) {
        table
            .write_record(row.iter().map(|cell| harmless(cell)))
            .map_err(|error| failed(&error))?;
    }
    table.into_inner().map_err(|error| failed(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        let cells = |row: &[&str]| {
            row.iter()
                .map(|cell| (*cell).to_owned())
                .collect::<Vec<_>>()
        };
        let bytes = write(
            &cells(&["Queue", "=1+1"]),
            &[
                cells(&["@sum(A1)", "12"]),
                cells(&["-1", "+1"]),
                cells(&["\tTab", "\rReturn"]),
                cells(&["Tea, \"loose\"", "茶"]),
            ],
        )
        .unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(
            text,
            "\u{feff}Queue,'=1+1\r\n'@sum(A1),12\r\n'-1,'+1\r\n'\tTab,\"'\rReturn\"\r\n\"Tea, \"\"loose\"\"\",茶\r\n"
        );
    }
}

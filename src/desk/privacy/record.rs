//! A row of the file as a line of JSON (<https://jsonlines.org>), for whoever takes data along.
//!
//! A line says first, as its "record", what it is, and then has the row's columns by the names that `schema.sql` explains: numbers,
//! words, `null`; bytes in Base64. Times are milliseconds since 1970-01-01 UTC, booleans 0 or 1:
//!
//! `{"record":"note","id":3,"customer_id":12,"text":"Likes oolong","created_at":1763700000000}`

use base64::{Engine, prelude::BASE64_STANDARD};
use rusqlite::types::ValueRef;

use crate::db::{DbError, Reader, Row};

fn quote(text: &str, lines: &mut Vec<u8>) {
    serde_json::to_writer(&mut *lines, text).expect("memory takes what is written");
}

/// Adds a row.
pub fn add(name: &str, row: &Row<'_>, lines: &mut Vec<u8>) -> rusqlite::Result<()> {
    let statement = row.as_ref();
    lines.extend_from_slice(b"{\"record\":");
    quote(name, lines);
    for (index, column) in statement.column_names().enumerate() {
        lines.push(b',');
        quote(column, lines);
        lines.push(b':');
        match row.get_ref(index)? {
            ValueRef::Null => lines.extend_from_slice(b"null"),
            ValueRef::Integer(number) => lines.extend_from_slice(number.to_string().as_bytes()),
            ValueRef::Real(number) => {
                serde_json::to_writer(&mut *lines, &number).expect("memory takes what is written");
            }
            ValueRef::Text(text) => quote(&String::from_utf8_lossy(text), lines),
            ValueRef::Blob(bytes) => quote(&BASE64_STANDARD.encode(bytes), lines),
        }
    }
    lines.extend_from_slice(b"}\n");
    Ok(())
}

/// Adds all rows that a question finds; answers how many.
pub fn add_all(
    reader: &Reader<'_>,
    name: &str,
    sql: &str,
    params: impl rusqlite::Params,
    lines: &mut Vec<u8>,
) -> Result<usize, DbError> {
    Ok(reader.list(sql, params, |row| add(name, row, lines))?.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::memory::Memory;

    #[test]
    fn every_sort_of_value_has_its_form() {
        let lines = Memory::new()
            .act::<_, DbError>(|tx| {
                let mut lines = Vec::new();
                let sql = "select 7 as id, 'A \"quote\"\n茶' as text, null as until, x'00ff' as hash, 1.5 as latitude";
                add_all(tx, "sample", sql, [], &mut lines)?;
                Ok(lines)
            })
            .unwrap();
        let text = String::from_utf8(lines).unwrap();
        assert_eq!(
            text,
            "{\"record\":\"sample\",\"id\":7,\"text\":\"A \\\"quote\\\"\\n茶\",\"until\":null,\"hash\":\"AP8=\",\"latitude\":1.5}\n"
        );
    }
}

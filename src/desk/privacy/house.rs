//! Everything that a house holds, table by table, as lines that other programs can read, and back into an empty file
//! (O14). The columns are those that `schema.sql` explains.
//!
//! What is secret stays: passwords, sessions, keys of platforms and programs. What is made of the rest (indexes, figures)
//! is made anew; what was on its way somewhere is not, so that two houses never send the same message.

use base64::{Engine, prelude::BASE64_STANDARD};
use rusqlite::types::Value;
use serde_json::Map;

use super::record;
use crate::{
    base::{id::CustomerId, secret::random_hex},
    db::{DbError, Reader, Tx},
    desk::{
        content::reindex,
        customer::{by_id, folded},
    },
};

/// One table of an export.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// Its name, and that of its file.
    pub name: &'static str,
    /// What it is about, in the words of the export.
    group: &'static str,
    /// Columns that stay because they are secret.
    secret: &'static [&'static str],
    /// Which of its rows are taken along.
    condition: &'static str,
}

const fn table(name: &'static str, group: &'static str) -> Table {
    Table {
        name,
        group,
        secret: &[],
        condition: "true",
    }
}

/// The tables of an export, those that others point to first.
pub const TABLES: &[Table] = &[
    Table {
        condition: "key not in ('written_by', 'push_key', 'translator_key', 'found_at', 'bell_state', 'bell_last', 'first_run')",
        ..table("setting", "settings")
    },
    Table {
        secret: &["password_hash"],
        ..table("agent", "team")
    },
    table("agent_identity", "team"),
    table("agent_identity_agent", "team"),
    table("agent_identity_channel", "team"),
    table("short_form", "team"),
    table("queue", "settings"),
    table("queue_agent", "settings"),
    table("silence_text", "settings"),
    table("hours", "settings"),
    table("hours_exception", "settings"),
    table("greeting", "settings"),
    table("rule", "settings"),
    table("chat_type", "settings"),
    table("closing_reason", "settings"),
    table("criterion", "settings"),
    table("forward_type", "settings"),
    Table {
        secret: &["identity_secret"],
        ..table("channel", "settings")
    },
    table("template", "settings"),
    table("topic", "content"),
    table("quick_reply", "content"),
    table("quick_reply_text", "content"),
    table("article_category", "content"),
    table("article_category_name", "content"),
    table("article", "content"),
    table("article_text", "content"),
    table("article_version", "content"),
    table("card_folder", "content"),
    table("card", "content"),
    table("card_text", "content"),
    table("customer", "customers"),
    table("identity", "customers"),
    table("page_view", "customers"),
    table("position", "customers"),
    table("portrait", "customers"),
    table("window_refusal", "customers"),
    table("tag", "customers"),
    table("customer_tag", "customers"),
    table("field", "customers"),
    table("field_value", "customers"),
    table("note", "customers"),
    table("merge", "customers"),
    table("block", "customers"),
    table("erasure", "customers"),
    table("conversation", "chats"),
    table("bot_chat", "chats"),
    table("consent", "chats"),
    table("silence", "chats"),
    table("offer", "chats"),
    table("forward", "chats"),
    table("invite", "chats"),
    table("participant", "chats"),
    table("watch", "chats"),
    table("worn_identity", "chats"),
    table("score", "chats"),
    table("score_mark", "chats"),
    table("score_version", "chats"),
    table("bookmark", "chats"),
    table("together", "chats"),
    table("together_chat", "chats"),
    table("watermark", "chats"),
    table("draft", "chats"),
    table("chat_view", "team"),
    table("chat_view_first", "team"),
    table("event", "events"),
    table("message", "messages"),
    table("translation", "messages"),
    table("message_version", "messages"),
    table("mention", "messages"),
    table("struck", "messages"),
    table("shared", "messages"),
    table("sent_template", "messages"),
    table("foreign_message", "messages"),
    table("mail", "messages"),
    Table {
        condition: "due_at is null",
        ..table("fetch", "messages")
    },
    Table {
        condition: "sha256 is not null",
        ..table("content", "files")
    },
    Table {
        condition: "outgoing_id is null and content_id in (select id from content where sha256 is not null)",
        ..table("attachment", "files")
    },
    table("audit", "events"),
    table("outage", "events"),
    table("outage_gap", "events"),
    table("proposal", "events"),
    table("weekly_report", "events"),
    Table {
        condition: "kind in ('forward_due', 'open_to_all', 'end_reservation', 'end_wrap_up', 'silence', 'lift_block', 'bot_idle', 'invite_expires', 'miss_agent')",
        ..table("timer", "events")
    },
];

/// Tables that are not taken along, and why.
pub const LEFT: &[(&str, &str)] = &[
    ("session", "secret"),
    ("second_step", "secret"),
    ("recovery_code", "secret"),
    ("half_sign_in", "secret"),
    ("invitation", "secret"),
    ("api_key", "secret"),
    ("wall_link", "secret"),
    ("account", "secret"),
    ("visitor_token", "secret"),
    ("used_proof", "secret"),
    ("push_device", "secret"),
    ("webhook", "secret"),
    ("prompter", "secret"),
    ("outbox", "on its way"),
    ("amendment", "on its way"),
    ("early_receipt", "on its way"),
    ("outgoing", "on its way"),
    ("post", "on its way"),
    ("webhook_delivery", "on its way"),
    ("trouble", "of this house alone"),
    ("trouble_mended", "of this house alone"),
    ("alert", "of this house alone"),
    ("alert_chat", "belongs to an account on a platform"),
    ("alert_code", "secret"),
    ("parked", "of this house alone"),
    ("bulk_act", "of this house alone"),
    ("content_chunk", "the files themselves"),
    ("passage", "made of the rest"),
    ("passage_search", "made of the rest"),
    ("message_search", "made of the rest"),
    ("customer_search", "made of the rest"),
    ("customer_words", "made of the rest"),
    ("past_answer", "made of the rest"),
    ("past_answer_search", "made of the rest"),
    ("course", "made of the rest"),
    ("day_sum", "made of the rest"),
    ("day_sum_open", "made of the rest"),
    ("counted", "made of the rest"),
    ("day_sum_basis", "made of the rest"),
    ("follower", "made of the rest"),
];

/// A column of a table in the file.
#[derive(Debug, Clone)]
struct Column {
    name: String,
    kind: String,
}

impl Table {
    fn columns(&self, reader: &Reader<'_>) -> Result<Vec<Column>, DbError> {
        let all: Vec<Column> = reader.list(
            "select name, type from pragma_table_info(?1) order by cid",
            [self.name],
            |row| {
                Ok(Column {
                    name: row.get(0)?,
                    kind: row.get(1)?,
                })
            },
        )?;
        Ok(all
            .into_iter()
            .filter(|column| !self.secret.contains(&column.name.as_str()))
            .collect())
    }

    /// Tells each row as a line, in the order of the table.
    pub fn export(
        &self,
        reader: &Reader<'_>,
        mut tell: impl FnMut(&[u8]) -> std::io::Result<()>,
    ) -> Result<Result<u64, std::io::Error>, DbError> {
        let names: Vec<String> = self
            .columns(reader)?
            .into_iter()
            .map(|column| column.name)
            .collect();
        let sql = format!(
            "select {} from {} where {}",
            names.join(", "),
            self.name,
            self.condition
        );
        let (mut count, mut line, mut failed) = (0_u64, Vec::new(), None);
        reader.list(&sql, [], |row| {
            if failed.is_none() {
                line.clear();
                record::add(self.name, row, &mut line)?;
                count += 1;
                failed = tell(&line).err();
            }
            Ok(())
        })?;
        Ok(failed.map_or(Ok(count), Err))
    }
}

/// Why a line was not taken.
#[derive(Debug, thiserror::Error)]
pub enum LineError {
    /// It is no JSON object.
    #[error("it is no JSON object: {0}")]
    NotJson(serde_json::Error),
    /// It is of another table than its file.
    #[error("it is of the table {0}")]
    OtherTable(String),
    /// A column is missing.
    #[error("it lacks “{0}”")]
    Lacks(String),
    /// It has something that nobody knows.
    #[error("it has “{0}”, which is not known")]
    Unknown(String),
    /// A value does not fit.
    #[error("“{0}” has a value of another sort")]
    Misfit(String),
    /// The file does not take it, such as a second row with one id.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Takes the lines of a table in.
pub struct Intake {
    table: Table,
    columns: Vec<Column>,
    sql: String,
}

impl Intake {
    /// For this table.
    pub fn new(reader: &Reader<'_>, table: Table) -> Result<Self, DbError> {
        let columns = table.columns(reader)?;
        let mut names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        // What was secret there is made anew here, or is not set.
        names.extend(table.secret);
        let marks: Vec<String> = (1..=names.len()).map(|n| format!("?{n}")).collect();
        let sql = format!(
            "insert into {} ({}) values ({})",
            table.name,
            names.join(", "),
            marks.join(", ")
        );
        Ok(Self {
            table,
            columns,
            sql,
        })
    }

    /// Takes one line in.
    pub fn take(&self, tx: &mut Tx<'_>, line: &str) -> Result<(), LineError> {
        let mut found: Map<String, serde_json::Value> =
            serde_json::from_str(line).map_err(LineError::NotJson)?;
        let name = found.remove("record");
        if name.as_ref().and_then(serde_json::Value::as_str) != Some(self.table.name) {
            return Err(LineError::OtherTable(
                name.map_or_else(String::new, |name| name.to_string()),
            ));
        }
        let mut values = Vec::with_capacity(self.columns.len() + 1);
        for column in &self.columns {
            let value = found
                .remove(&column.name)
                .ok_or_else(|| LineError::Lacks(column.name.clone()))?;
            let value = value_of(&column.kind, value)
                .ok_or_else(|| LineError::Misfit(column.name.clone()))?;
            values.push(value);
        }
        if let Some((name, _)) = found.into_iter().next() {
            return Err(LineError::Unknown(name));
        }
        for secret in self.table.secret {
            values.push(match *secret {
                "password_hash" => Value::Null,
                _ => Value::Text(random_hex()),
            });
        }
        tx.execute(&self.sql, rusqlite::params_from_iter(values))?;
        Ok(())
    }
}

fn value_of(kind: &str, value: serde_json::Value) -> Option<Value> {
    use serde_json::Value as Json;
    Some(match (kind, value) {
        (_, Json::Null) => Value::Null,
        ("INTEGER", Json::Number(number)) => Value::Integer(number.as_i64()?),
        ("REAL", Json::Number(number)) => Value::Real(number.as_f64()?),
        ("TEXT", Json::String(text)) => Value::Text(text),
        ("BLOB", Json::String(text)) => Value::Blob(BASE64_STANDARD.decode(text).ok()?),
        _ => return None,
    })
}

/// Adds a piece of a file's bytes.
pub fn take_piece(
    tx: &mut Tx<'_>,
    content: i64,
    position: u32,
    bytes: &[u8],
) -> Result<(), DbError> {
    tx.execute(
        "insert into content_chunk (content_id, position, bytes) values (?1, ?2, ?3)",
        (content, position, bytes),
    )?;
    Ok(())
}

/// Files whose bytes belong to the export: id, name in the export, length.
pub fn contents(reader: &Reader<'_>) -> Result<Vec<(i64, String, u64)>, DbError> {
    reader.list(
        "select id, lower(hex(sha256)), size from content where sha256 is not null order by id",
        [],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )
}

/// Makes what is made of the rest, as far as no follower of the event table does it by itself, and settles what was on
/// its way when the lines were written.
pub fn settle(tx: &mut Tx<'_>) -> Result<(), DbError> {
    let customers: Vec<CustomerId> = tx.list("select id from customer", [], |row| row.get(0))?;
    for id in customers {
        if let Some(customer) = by_id(tx, id)? {
            let folded: String =
                tx.get("select folded from customer where id = ?1", [id], |row| {
                    row.get(0)
                })?;
            folded::index(tx, customer.id, &folded)?;
        }
    }
    reindex::all(tx)?;
    // Nobody can say whether those arrived; the other house may still send them.
    tx.execute(
        "update message set delivery = 'unknown' where delivery = 'queued' or delivery = 'sending'",
        [],
    )?;
    Ok(())
}

/// What stands beside the lines: the form, and each table as `schema.sql` explains it.
#[must_use]
pub fn readme(schema: &str) -> String {
    let mut text = include_str!("house.txt").to_owned();
    for table in TABLES {
        text.push_str(&format!("\n## {} ({})\n\n", table.name, table.group));
        if !table.secret.is_empty() {
            text.push_str(&format!(
                "Left out, because secret: {}.\n\n",
                table.secret.join(", ")
            ));
        }
        text.push_str("```sql\n");
        text.push_str(&described(schema, table.name));
        text.push_str("```\n");
    }
    text
}

/// A table's own words in `schema.sql`: the sentence above it, and its columns.
fn described(schema: &str, table: &str) -> String {
    let head = format!("CREATE TABLE {table} (");
    let lines: Vec<&str> = schema.lines().collect();
    let Some(begin) = lines.iter().position(|line| *line == head) else {
        return String::new();
    };
    let above = lines[..begin]
        .iter()
        .rev()
        .take_while(|line| line.starts_with("--"))
        .count();
    let mut text = String::new();
    for line in &lines[begin - above..] {
        text.push_str(line);
        text.push('\n');
        if line.starts_with(") ") {
            break;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::memory::Memory;

    #[test]
    fn every_table_is_taken_along_or_left_for_a_reason() {
        let tables: Vec<String> = Memory::new()
            .act::<_, DbError>(|tx| {
                tx.list(
                    "select name from pragma_table_list where schema = 'main' and type in ('table', 'virtual')
                       and name not like 'sqlite%'",
                    [],
                    |row| row.get(0),
                )
            })
            .unwrap();
        assert!(tables.len() > 100, "the schema was not understood");
        for name in &tables {
            let taken = TABLES.iter().filter(|table| table.name == name).count();
            let left = LEFT.iter().filter(|(left, _)| left == name).count();
            assert_eq!(taken + left, 1, "{name}");
        }
        for table in TABLES {
            assert!(
                tables.iter().any(|name| name == table.name),
                "{}",
                table.name
            );
        }
    }

    #[test]
    fn the_readme_explains_each_table() {
        let text = readme(include_str!("../../../schema.sql"));
        for table in TABLES {
            assert!(
                text.contains(&format!("CREATE TABLE {} (", table.name)),
                "{}",
                table.name
            );
        }
        assert!(text.contains("Somebody") || text.contains("A person who writes to the team."));
    }

    #[test]
    fn a_line_that_is_wrong_says_what_is_wrong() {
        let tag = *TABLES.iter().find(|table| table.name == "tag").unwrap();
        for (line, words) in [
            ("{", "it is no JSON object"),
            ("[]", "it is no JSON object"),
            (r#"{"record":"note","id":1}"#, "it is of the table"),
            (
                r#"{"record":"tag","id":1,"name":"VIP"}"#,
                "it lacks “colour”",
            ),
            (
                r#"{"record":"tag","id":1,"name":"VIP","colour":"red"}"#,
                "“colour” has a value",
            ),
            (
                r#"{"record":"tag","id":1,"name":"VIP","colour":1,"more":1}"#,
                "it has “more”",
            ),
        ] {
            let error = Memory::new()
                .act(|tx| Intake::new(tx, tag)?.take(tx, line))
                .unwrap_err();
            assert!(error.to_string().starts_with(words), "{line}: {error}");
        }
    }
}

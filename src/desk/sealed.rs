//! Everything that is kept sealed (R31), in one list: what stands in clear in a file of an earlier Shopbell is sealed, and
//! what the key at hand does not open is found.

use std::fmt;

use base64::{Engine, prelude::BASE64_STANDARD};

use crate::{
    base::{
        id::ChannelId,
        vault::{self, Locked, Place, Vault},
    },
    db::{DbError, Reader, Tx},
    desk::{account, translation, trouble as told, webhook::delivery},
};

/// A column whose values are sealed.
struct Column {
    table: &'static str,
    /// The row's id.
    id: &'static str,
    field: &'static str,
}

const fn column(table: &'static str, id: &'static str, field: &'static str) -> Column {
    Column { table, id, field }
}

/// The table whose secrets are bytes.
const SECOND_STEP: &str = "second_step";

/// All of them.
const COLUMNS: [Column; 7] = [
    column("account", "channel_id", "keys"),
    column("account", "channel_id", "renewed"),
    column("channel", "id", "identity_secret"),
    column("webhook", "id", "secret"),
    column("webhook", "id", "old_secret"),
    column("prompter", "id", "secret"),
    column(SECOND_STEP, "agent_id", "secret"),
];

/// Settings with a sealed value under `key`.
const SETTINGS: [&str; 2] = ["push_key", "translator_key"];

/// A sealed value as it is kept.
struct Kept {
    place: Place,
    text: String,
}

/// How many sealed values a file has, and how many of them do not open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// That are kept.
    pub kept: u64,
    /// Whose key is not here.
    pub without_key: u64,
    /// That were changed, or moved there from elsewhere.
    pub spoilt: u64,
    /// That stand in clear: the next start of the house seals them.
    pub clear: u64,
}

impl Standing {
    /// How many do not open.
    #[must_use]
    pub fn locked(&self) -> u64 {
        self.without_key + self.spoilt
    }
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} of {} secrets cannot be read",
            self.locked(),
            self.kept
        )
    }
}

/// Everything that is kept and not empty.
fn all(reader: &Reader<'_>) -> Result<Vec<Kept>, DbError> {
    let mut kept = Vec::new();
    for Column { table, id, field } in COLUMNS {
        let sql = format!(
            "select {id}, cast({field} as blob) from {table} where {field} is not null and length({field}) > 0"
        );
        kept.extend(reader.list(&sql, [], |row| {
            let bytes: Vec<u8> = row.get(1)?;
            let text = match String::from_utf8(bytes) {
                // What stands there in clear is no text, and is sealed as one.
                Ok(text) if table == SECOND_STEP && !vault::is_sealed(&text) => {
                    BASE64_STANDARD.encode(text)
                }
                Ok(text) => text,
                Err(other) => BASE64_STANDARD.encode(other.into_bytes()),
            };
            Ok(Kept {
                place: Place::new(table, field, row.get(0)?),
                text,
            })
        })?);
    }
    for name in SETTINGS {
        let text: Option<Option<String>> = reader.find(
            "select value ->> '$.key' from setting where key = ?1",
            [name],
            |row| row.get(0),
        )?;
        if let Some(text) = text.flatten().filter(|text| !text.is_empty()) {
            let place = Place::setting(name);
            kept.push(Kept { place, text });
        }
    }
    Ok(kept)
}

/// How the sealed values of a file stand to the keys at hand.
pub fn standing(reader: &Reader<'_>) -> Result<Standing, DbError> {
    let mut standing = Standing::default();
    for Kept { place, text } in all(reader)? {
        standing.kept += 1;
        match reader.vault().open(place, &text) {
            Ok(_) => {}
            Err(Locked::NoKey) => standing.without_key += 1,
            Err(Locked::NotWhole) => standing.spoilt += 1,
            Err(Locked::NotSealed) => standing.clear += 1,
        }
    }
    Ok(standing)
}

/// Whether anything stands in clear, as in a file of an earlier Shopbell or one that an import has just made.
pub fn has_clear(reader: &Reader<'_>) -> Result<bool, DbError> {
    let stands_clear = all(reader)?
        .iter()
        .any(|kept| !vault::is_sealed(&kept.text));
    Ok(stands_clear || translation::clear_key(reader)?.is_some())
}

/// Seals what stands in clear. Answers how much that was.
pub fn seal_all(tx: &mut Tx<'_>) -> Result<u64, DbError> {
    let mut sealed = 0;
    for Kept { place, text } in all(tx)? {
        if vault::is_sealed(&text) {
            continue;
        }
        put(tx, place, &text)?;
        sealed += 1;
    }
    if let Some(key) = translation::clear_key(tx)? {
        translation::seal_clear_key(tx, &key)?;
        sealed += 1;
    }
    Ok(sealed)
}

/// Seals a value in its place.
fn put(tx: &mut Tx<'_>, place: Place, value: &str) -> Result<(), DbError> {
    let text = tx.seal(place, value);
    let Place { table, field, row } = place;
    match COLUMNS
        .iter()
        .find(|column| column.table == table && column.field == field)
    {
        // A column of bytes takes no text.
        Some(Column { id, .. }) if table == SECOND_STEP => {
            let sql = format!("update {table} set {field} = ?2 where {id} = ?1");
            tx.execute(&sql, (row, text.into_bytes()))?
        }
        Some(Column { id, .. }) => {
            let sql = format!("update {table} set {field} = ?2 where {id} = ?1");
            tx.execute(&sql, (row, text))?
        }
        None => tx.execute(
            "update setting set value = json_set(value, '$.key', ?2) where key = ?1",
            (field, text),
        )?,
    };
    Ok(())
}

/// How many of the values that do not open now these keys would open.
pub fn opened_by(reader: &Reader<'_>, given: &Vault) -> Result<u64, DbError> {
    let opened = all(reader)?.into_iter().filter(|Kept { place, text }| {
        matches!(reader.vault().open(*place, text), Err(Locked::NoKey))
            && given.open(*place, text).is_ok()
    });
    Ok(opened.count() as u64)
}

/// The key that was missing is here: whatever waited for it goes on. What was sealed without it meanwhile is sealed with it,
/// so that the copy that was kept is enough again.
pub fn key_is_back(tx: &mut Tx<'_>) -> Result<(), DbError> {
    let first = tx.vault().name();
    for Kept { place, text } in all(tx)? {
        if vault::key_of(&text).is_some_and(|name| name != first)
            && let Ok(value) = tx.vault().open(place, &text)
        {
            put(tx, place, value.expose())?;
        }
    }
    welcome_back(tx)?;
    delivery::sign_what_waits(tx)?;
    match trouble(tx)? {
        Some(detail) => told::raise(tx, told::Kind::Key, "", &detail),
        None => told::clear(tx, told::Kind::Key, ""),
    }
}

/// Accounts that were in trouble because their keys could not be read, and whose key is back, are in none any more.
pub fn welcome_back(tx: &mut Tx<'_>) -> Result<(), DbError> {
    let back: Vec<ChannelId> = account::all(tx)?
        .into_iter()
        .filter(|account| {
            let was_locked = account
                .trouble
                .as_ref()
                .is_some_and(|(trouble, ..)| *trouble == account::Trouble::Locked);
            was_locked && !account.is_locked
        })
        .map(|account| account.channel.id)
        .collect();
    for id in back {
        account::judge(tx, id, None)?;
    }
    Ok(())
}

/// What the house is told of secrets that cannot be read, as the detail of its trouble; `None`: all of them can.
pub fn trouble(reader: &Reader<'_>) -> Result<Option<String>, DbError> {
    let standing = standing(reader)?;
    Ok((standing.locked() > 0).then(|| standing.locked().to_string()))
}

/// Accounts whose keys cannot be read, although nobody has asked their platforms yet.
pub fn judge_accounts(tx: &mut Tx<'_>) -> Result<(), DbError> {
    for account in account::all(tx)? {
        if account.is_locked && account.channel.paused_at.is_none() {
            account::judge(tx, account.channel.id, Some((account::Trouble::Locked, "")))?;
        }
    }
    Ok(())
}

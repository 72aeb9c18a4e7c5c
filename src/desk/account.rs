//! How the platform of a channel is spoken to: what it gave to connect with, up to where its news was taken in,
//! and what is wrong with it.

use std::{collections::BTreeMap, time::Duration};

use crate::{
    base::{id::ChannelId, secret, time::Timestamp, vault::Place},
    db::{DbError, Reader, Row, Tx, named_params},
    desk::{
        channel::{self, Channel, ChannelKind, Settings},
        family::Family,
        queue,
        trouble::{self, telling},
    },
    stored_as_word,
};

/// What a platform gave to connect with, by the names that its kind of channel uses. Cannot be printed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Keys(BTreeMap<String, String>);

impl Keys {
    /// One of them; empty when it was not given.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// Puts one in; an empty one is left out.
    pub fn set(&mut self, name: &str, value: &str) {
        let value = value.trim();
        if value.is_empty() {
            self.0.remove(name);
        } else {
            self.0.insert(name.to_owned(), value.to_owned());
        }
    }

    /// These, and in place of some of them those.
    fn with(&self, newer: &Self) -> Self {
        let mut all = self.clone();
        all.0.extend(newer.0.clone());
        all
    }

    fn to_json(&self) -> String {
        serde_json::to_string(&self.0).expect("words are plain data")
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// What is wrong with a connected account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trouble {
    /// The platform does not accept what we connect with.
    Refused,
    /// Something is set up wrongly, here or there.
    Setup,
    /// Another program takes the account's messages.
    Rival,
    /// The platform is out of reach, or does not answer in a way that can be read.
    Unreachable,
    /// What it is connected with was sealed with a key that is not here.
    Locked,
}

stored_as_word!(Trouble {
    Refused = "refused",
    Setup = "setup",
    Rival = "rival",
    Unreachable = "unreachable",
    Locked = "locked",
});

/// A connected account.
#[derive(Debug, Clone)]
pub struct Account {
    /// The channel that it is.
    pub channel: Channel,
    /// What the platform gave to connect with; nothing where that cannot be read.
    pub keys: Keys,
    /// Whether it cannot be read, because the key to it is not here: nobody is spoken with then, and nobody believed.
    pub is_locked: bool,
    /// What it has given anew since, in place of some of these.
    pub renewed: Keys,
    /// Who it is on its platform.
    pub own_id: String,
    /// Its public name there.
    pub username: String,
    /// Up to where news was taken in.
    pub cursor: Option<String>,
    /// When the platform answered last, to within ten minutes.
    pub heard_at: Option<Timestamp>,
    /// What is wrong, since when, and what the platform said of it.
    pub trouble: Option<(Trouble, Timestamp, String)>,
    /// From when to when messages may have been lost.
    pub lost: Option<(Timestamp, Timestamp)>,
    /// What was sent and could not be read.
    pub parked: u32,
}

impl Account {
    /// What it is connected with now.
    #[must_use]
    pub fn keys_now(&self) -> Keys {
        self.keys.with(&self.renewed)
    }
}

/// Why an account was not connected.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// It is connected already, as the channel of this name.
    #[error("this account is connected already, as “{0}”")]
    Known(String),
    /// The keys are those of another account.
    #[error("these are the keys of another account")]
    Another,
    /// No such channel.
    #[error("there is no such channel")]
    NotFound,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Who an account is, as its platform says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Introduction {
    /// Unique on the platform; never changes.
    pub own_id: String,
    /// Its public name.
    pub username: String,
}

/// The name of the key that is ours, for a platform to show when it calls in.
pub const OUR_SECRET: &str = "our_secret";

fn place_of_keys(id: ChannelId) -> Place {
    Place::new("account", "keys", id.0)
}

fn place_of_renewed(id: ChannelId) -> Place {
    Place::new("account", "renewed", id.0)
}

/// Connects an account of a platform.
pub fn connect(
    tx: &mut Tx<'_>,
    kind: ChannelKind,
    name: &str,
    keys: &Keys,
    who: &Introduction,
) -> Result<ChannelId, ConnectError> {
    if let Some(known) = holder(tx, kind, &who.own_id)? {
        return Err(ConnectError::Known(known));
    }
    let queue = queue::first(tx)?;
    // Whoever writes from another platform sends what their telephone has, and nothing of it is run here.
    let settings = Settings {
        files: Family::ALL
            .into_iter()
            .filter(|family| !matches!(family, Family::Picture | Family::Audio))
            .collect(),
        max_upload_bytes: 10 * 1024 * 1024,
        max_file_bytes: 20 * 1024 * 1024,
        ..Settings::default()
    };
    let id = channel::insert(tx, kind, name, queue, &settings)?;
    let mut keys = keys.clone();
    keys.set(OUR_SECRET, &secret::random_hex());
    let keys = tx.seal(place_of_keys(id), &keys.to_json());
    tx.execute(
        "insert into account (channel_id, keys, renewed, own_id, username) values (?1, ?2, '', ?3, ?4)",
        (id, keys, &who.own_id, &who.username),
    )?;
    // What stands and nobody could be told may have a door now.
    telling::watch(tx)?;
    Ok(id)
}

/// Gives an account other keys, which must be its own. What was wrong with it is forgotten.
pub fn rekey(
    tx: &mut Tx<'_>,
    id: ChannelId,
    keys: &Keys,
    who: &Introduction,
) -> Result<(), ConnectError> {
    let account = by_id(tx, id)?.ok_or(ConnectError::NotFound)?;
    if account.own_id != who.own_id {
        return Err(ConnectError::Another);
    }
    let mut keys = keys.clone();
    if keys.get(OUR_SECRET).is_empty() {
        // What was there could not be read; nothing may be signed with nothing.
        keys.set(OUR_SECRET, &secret::random_hex());
    }
    let keys = tx.seal(place_of_keys(id), &keys.to_json());
    tx.execute(
        "update account set keys = ?2, renewed = '' where channel_id = ?1",
        (id, keys),
    )?;
    Ok(answered(tx, id, who)?)
}

/// Announced when an account was tried and its platform has answered: whoever has left it in peace may ask it again.
#[derive(Debug, Clone, Copy)]
pub struct Answered;

/// An account's platform has said who it is. What was wrong with it is forgotten.
pub fn answered(tx: &mut Tx<'_>, id: ChannelId, who: &Introduction) -> Result<(), DbError> {
    tx.execute(
        "update account set username = ?2, trouble = null, trouble_words = '', trouble_since = null
         where channel_id = ?1",
        (id, &who.username),
    )?;
    trouble::clear(tx, trouble::Kind::Channel, &id.to_string())?;
    tx.announce(Answered);
    channel::changed(tx, id)
}

/// Keeps a key that the platform has given anew, unless it was none of `before` until now: then somebody has put in
/// another one meanwhile. Nobody is told, since all goes on as it was.
pub fn renew(
    tx: &mut Tx<'_>,
    id: ChannelId,
    name: &str,
    before: &[String],
    now: &str,
) -> Result<(), DbError> {
    let Some(account) = by_id(tx, id)? else {
        return Ok(());
    };
    let is_same = |word: &String| word == account.keys_now().get(name);
    if !before.iter().any(is_same) {
        return Ok(());
    }
    let mut renewed = account.renewed.clone();
    renewed.set(name, now);
    let renewed = tx.seal(place_of_renewed(id), &renewed.to_json());
    tx.execute(
        "update account set renewed = ?2 where channel_id = ?1",
        (id, renewed),
    )?;
    Ok(())
}

/// The name of the channel that an account is connected as.
fn holder(reader: &Reader<'_>, kind: ChannelKind, own_id: &str) -> Result<Option<String>, DbError> {
    reader.find(
        "select channel.name from account join channel on channel.id = account.channel_id
         where channel.kind = ?1 and account.own_id = ?2",
        (kind, own_id),
        |row| row.get(0),
    )
}

/// Writes down what is wrong with an account, or that nothing is, and tells the house. Answers whether that is news.
pub fn judge(
    tx: &mut Tx<'_>,
    id: ChannelId,
    trouble: Option<(Trouble, &str)>,
) -> Result<bool, DbError> {
    let now = tx.now;
    let (word, words) = match trouble {
        Some((trouble, words)) => (Some(trouble), words),
        None => (None, ""),
    };
    let changed = tx.execute(
        "update account set trouble_words = :words,
           trouble_since = iif(:word is null, null, iif(trouble is :word, trouble_since, :now)), trouble = :word
         where channel_id = :id and (trouble is not :word or trouble_words <> :words)",
        named_params! { ":word": word, ":words": words, ":now": now, ":id": id },
    )?;
    let subject = id.to_string();
    match trouble {
        // What was under way when it was paused may fail yet: a channel that rests is nobody's trouble.
        Some(_) if is_paused(tx, id)? => {}
        Some((what, words)) => {
            // What is out of reach comes back by itself; all else waits for somebody.
            let step = u8::from(what != Trouble::Unreachable);
            trouble::raise_to(tx, trouble::Kind::Channel, &subject, words, step)?;
        }
        None => trouble::clear(tx, trouble::Kind::Channel, &subject)?,
    }
    if changed > 0 {
        channel::changed(tx, id)?;
    }
    Ok(changed > 0)
}

fn is_paused(reader: &Reader<'_>, id: ChannelId) -> Result<bool, DbError> {
    reader.exists(
        "select 1 from channel where id = ?1 and paused_at is not null",
        [id],
    )
}

/// Whatever pause a platform asks for, an account is not held for longer: it would ask for it again.
const LONGEST_HOLD: Duration = Duration::from_secs(24 * 3_600);

/// The instant at which the platform last answered is written down this often.
const TO_WITHIN: Duration = Duration::from_secs(600);

/// Notes that the platform has answered. `keeps` is how long it keeps messages for us: after a longer
/// silence some may be lost, which the admin is told.
pub fn heard(tx: &mut Tx<'_>, id: ChannelId, keeps: Option<Duration>) -> Result<(), DbError> {
    let now = tx.now;
    let before: Option<Option<Timestamp>> = tx.find(
        "select heard_at from account where channel_id = ?1",
        [id],
        |row| row.get(0),
    )?;
    let Some(before) = before else {
        return Ok(());
    };
    if before.is_some_and(|before| now.since(before) < TO_WITHIN) {
        return Ok(());
    }
    tx.execute(
        "update account set heard_at = ?2 where channel_id = ?1",
        (id, now),
    )?;
    let lost = match (before, keeps) {
        (Some(before), Some(keeps)) if now.since(before) > keeps => {
            Some((before, now.minus(keeps)))
        }
        _ => None,
    };
    if let Some((from, until)) = lost {
        tx.execute(
            "update account set lost_from = ?2, lost_until = ?3 where channel_id = ?1",
            (id, from, until),
        )?;
        channel::changed(tx, id)?;
    }
    Ok(())
}

/// The admin has taken note of what may be lost, and of what could not be read.
pub fn settle(tx: &mut Tx<'_>, id: ChannelId) -> Result<(), DbError> {
    tx.execute(
        "update account set lost_from = null, lost_until = null where channel_id = ?1",
        [id],
    )?;
    tx.execute("delete from parked where channel_id = ?1", [id])?;
    channel::changed(tx, id)
}

/// Its platform takes nothing of it for so long, whichever chat it is for.
pub fn hold(tx: &mut Tx<'_>, id: ChannelId, pause: Duration) -> Result<(), DbError> {
    let until = tx.now.plus(pause.min(LONGEST_HOLD));
    tx.execute(
        "update account set held_until = max(coalesce(held_until, 0), ?2) where channel_id = ?1",
        (id, until),
    )?;
    Ok(())
}

/// Whether its platform takes nothing of it at the moment.
pub fn is_held(reader: &Reader<'_>, id: ChannelId) -> Result<bool, DbError> {
    reader.exists(
        "select 1 from account where channel_id = ?1 and held_until > ?2",
        (id, reader.now),
    )
}

/// Moves the place up to which news was taken in.
pub fn move_on(tx: &mut Tx<'_>, id: ChannelId, cursor: &str) -> Result<(), DbError> {
    tx.execute(
        "update account set cursor = ?2 where channel_id = ?1 and cursor is not ?2",
        (id, cursor),
    )?;
    Ok(())
}

/// Most of a thing nobody could read that is kept.
const MOST_RAW: usize = 16 * 1024;

/// Puts away what a platform sent and nobody could read.
pub fn park(tx: &mut Tx<'_>, id: ChannelId, raw: &str) -> Result<(), DbError> {
    let now = tx.now;
    let end = raw.floor_char_boundary(MOST_RAW);
    tx.execute(
        "insert into parked (channel_id, at, raw) values (?1, ?2, ?3)",
        (id, now, &raw[..end]),
    )?;
    channel::changed(tx, id)
}

/// What could not be read, newest first.
pub fn parked(reader: &Reader<'_>, id: ChannelId) -> Result<Vec<(Timestamp, String)>, DbError> {
    reader.list(
        "select at, raw from parked where channel_id = ?1 order by id desc limit 50",
        [id],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

const COLUMNS: &str = "keys, own_id, username, cursor, heard_at, trouble, trouble_since, trouble_words, lost_from,
    lost_until, (select count(*) from parked where parked.channel_id = account.channel_id), channel_id, renewed";

/// An account as its own row has it, and whose it is.
struct Alone {
    id: ChannelId,
    keys: String,
    renewed: String,
    own_id: String,
    username: String,
    cursor: Option<String>,
    heard_at: Option<Timestamp>,
    trouble: Option<(Trouble, Timestamp, String)>,
    lost: Option<(Timestamp, Timestamp)>,
    parked: u32,
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Alone> {
    let words: String = row.get(7)?;
    Ok(Alone {
        keys: row.get(0)?,
        own_id: row.get(1)?,
        username: row.get(2)?,
        cursor: row.get(3)?,
        heard_at: row.get(4)?,
        trouble: row
            .get::<_, Option<Trouble>>(5)?
            .zip(row.get::<_, Option<Timestamp>>(6)?)
            .map(|(trouble, since)| (trouble, since, words)),
        lost: row
            .get::<_, Option<Timestamp>>(8)?
            .zip(row.get::<_, Option<Timestamp>>(9)?),
        parked: row.get(10)?,
        id: row.get(11)?,
        renewed: row.get(12)?,
    })
}

impl Alone {
    fn of(self, reader: &Reader<'_>, channel: Channel) -> Account {
        let opened = |place, kept: &str| {
            let text = reader.vault().open(place, kept).ok()?;
            match text.expose() {
                "" => Some(Keys::default()),
                // Written by us: what cannot be read any more has to be given anew.
                text => Some(Keys(serde_json::from_str(text).unwrap_or_default())),
            }
        };
        let keys = opened(place_of_keys(self.id), &self.keys)
            .zip(opened(place_of_renewed(self.id), &self.renewed));
        let is_locked = keys.is_none();
        let (keys, renewed) = keys.unwrap_or_default();
        Account {
            channel,
            keys,
            is_locked,
            renewed,
            own_id: self.own_id,
            username: self.username,
            cursor: self.cursor,
            heard_at: self.heard_at,
            trouble: self.trouble,
            lost: self.lost,
            parked: self.parked,
        }
    }
}

/// The account that a channel is; `None` for a web chat.
pub fn by_id(reader: &Reader<'_>, id: ChannelId) -> Result<Option<Account>, DbError> {
    let sql = format!("select {COLUMNS} from account where channel_id = ?1");
    let (Some(alone), Some(channel)) = (
        reader.find(&sql, [id], from_row)?,
        channel::by_id(reader, id)?,
    ) else {
        return Ok(None);
    };
    Ok(Some(alone.of(reader, channel)))
}

/// All accounts, oldest first.
pub fn all(reader: &Reader<'_>) -> Result<Vec<Account>, DbError> {
    let sql = format!("select {COLUMNS} from account order by channel_id");
    let mut accounts = Vec::new();
    for alone in reader.list(&sql, [], from_row)? {
        if let Some(channel) = channel::by_id(reader, alone.id)? {
            accounts.push(alone.of(reader, channel));
        }
    }
    Ok(accounts)
}

/// The account whose platform calls in at this key.
pub fn by_key(reader: &Reader<'_>, key: &str) -> Result<Option<Account>, DbError> {
    match channel::by_site_key(reader, key)? {
        Some(channel) => by_id(reader, channel.id),
        None => Ok(None),
    }
}

//! An admin's own chat with an account of the shop's, in which they are told of trouble. They show that it is theirs by
//! sending a code from there, which the console gave them.

use std::time::Duration;

use crate::{
    base::{
        id::{AgentId, AlertChatId, ChannelId},
        one_time,
        secret::{Secret, random_bytes},
        text,
        time::Timestamp,
    },
    db::{DbError, Reader, Row, Tx, named_params},
    desk::{
        account::{self, Account},
        audit::{self, Origin},
        channel::ChannelKind,
        team,
        trouble::telling,
    },
};

/// A code works for so long.
const LIVES: Duration = Duration::from_secs(15 * 60);

/// Codes begin so, and no customer's question does.
const PREFIX: &str = "bell-";
/// Letters of a code behind that: 80 random bits.
const LETTERS: usize = 16;

/// A chat in which an admin is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chat {
    /// Its id.
    pub id: AlertChatId,
    /// Whose it is.
    pub agent: AgentId,
    /// The account that tells them.
    pub channel: ChannelId,
    /// What the team calls that.
    pub channel_name: String,
    /// What they are called there.
    pub name: String,
    /// Since when.
    pub linked_at: Timestamp,
}

/// Whether an account of this kind can tell an admin at any time: one whose platform delivers only for a while after a word
/// of theirs would be silent when it matters, and mail is a door of its own.
#[must_use]
pub fn can_tell(kind: ChannelKind) -> bool {
    match kind {
        ChannelKind::Telegram | ChannelKind::Vk | ChannelKind::Sms | ChannelKind::Custom => true,
        ChannelKind::WebChat
        | ChannelKind::Email
        | ChannelKind::WhatsApp
        | ChannelKind::Messenger
        | ChannelKind::WeChat
        | ChannelKind::MiniProgram => false,
    }
}

/// The accounts to which an admin can write a code.
pub fn accounts(reader: &Reader<'_>) -> Result<Vec<Account>, DbError> {
    let mut all = account::all(reader)?;
    all.retain(|account| can_tell(account.channel.kind) && account.channel.paused_at.is_none());
    Ok(all)
}

/// Makes a code for an admin, to be shown once; the one that they had before works no more.
pub fn make_code(tx: &mut Tx<'_>, agent: AgentId) -> Result<Secret, DbError> {
    let now = tx.now;
    tx.execute(
        "delete from alert_code where agent_id = ?1 or expires_at <= ?2",
        (agent, now),
    )?;
    let letters = one_time::base32(&random_bytes::<10>()).to_lowercase();
    let code = Secret::new(format!("{PREFIX}{letters}"));
    tx.execute(
        "insert into alert_code (code_hash, agent_id, expires_at) values (?1, ?2, ?3)",
        (code.hash(), agent, now.plus(LIVES)),
    )?;
    Ok(code)
}

/// The code in what somebody wrote, if it is one: by itself, or behind the word with which a link begins a chat.
fn code_in(words: &str) -> Option<Secret> {
    let words = words.trim().to_lowercase();
    let code = words.strip_prefix("/start ").unwrap_or(&words).trim();
    let letters = code.strip_prefix(PREFIX)?;
    let is_code =
        letters.len() == LETTERS && letters.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_code.then(|| Secret::new(code))
}

fn is_linked(reader: &Reader<'_>, channel: ChannelId, external_id: &str) -> Result<bool, DbError> {
    reader.exists(
        "select 1 from alert_chat where channel_id = ?1 and external_id = ?2",
        (channel, external_id),
    )
}

/// Somebody wrote this to an account: if it is an admin's code, they are told there from now on, and it is no message.
/// Answers whether it was.
pub fn take_code(
    tx: &mut Tx<'_>,
    account: &Account,
    (external_id, name): (&str, &str),
    words: &str,
) -> Result<bool, DbError> {
    let Some(code) = code_in(words).filter(|_| can_tell(account.channel.kind)) else {
        return Ok(false);
    };
    let now = tx.now;
    let whose: Option<AgentId> = tx.find(
        "select agent_id from alert_code where code_hash = ?1 and expires_at > ?2",
        (code.hash(), now),
        |row| row.get(0),
    )?;
    let agent = match whose {
        Some(agent) => team::by_id(tx, agent)?,
        // The platform brings it a second time.
        None if is_linked(tx, account.channel.id, external_id)? => return Ok(true),
        None => None,
    };
    let Some(agent) = agent.filter(|agent| agent.deactivated_at.is_none()) else {
        return Ok(false);
    };
    tx.execute("delete from alert_code where code_hash = ?1", [code.hash()])?;
    tx.execute(
        "insert into alert_chat (agent_id, channel_id, external_id, name, linked_at)
         values (:agent, :channel, :external, :name, :now)
         on conflict (channel_id, external_id) do update
           set agent_id = excluded.agent_id, name = excluded.name, linked_at = excluded.linked_at",
        named_params! {
            ":agent": agent.id, ":channel": account.channel.id, ":external": external_id,
            ":name": text::clean_line(name, 120), ":now": now,
        },
    )?;
    let origin = Origin {
        agent: Some(agent.id),
        address: String::new(),
    };
    audit::log(tx, &origin, "alert_chat_linked", &account.channel.name)?;
    let linked = of_agent(tx, agent.id)?;
    if let Some(chat) = linked
        .iter()
        .find(|chat| chat.channel == account.channel.id && chat.linked_at == now)
    {
        super::welcome(tx, &agent, chat)?;
        // What stands and nobody could be told has a door now.
        telling::watch(tx)?;
    }
    Ok(true)
}

/// An admin is told there no more. Answers whether they were.
pub fn remove(tx: &mut Tx<'_>, origin: &Origin, id: AlertChatId) -> Result<bool, DbError> {
    let Some(chat) = by_id(tx, id)? else {
        return Ok(false);
    };
    tx.execute("delete from alert_chat where id = ?1", [id])?;
    audit::log(tx, origin, "alert_chat_removed", &chat.channel_name)?;
    Ok(true)
}

const SELECT: &str =
    "select alert_chat.id, agent_id, channel_id, channel.name, alert_chat.name, linked_at
    from alert_chat join channel on channel.id = alert_chat.channel_id";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Chat> {
    Ok(Chat {
        id: row.get(0)?,
        agent: row.get(1)?,
        channel: row.get(2)?,
        channel_name: row.get(3)?,
        name: row.get(4)?,
        linked_at: row.get(5)?,
    })
}

fn by_id(reader: &Reader<'_>, id: AlertChatId) -> Result<Option<Chat>, DbError> {
    reader.find(
        &format!("{SELECT} where alert_chat.id = ?1"),
        [id],
        from_row,
    )
}

/// An admin's own, oldest first.
pub fn of_agent(reader: &Reader<'_>, agent: AgentId) -> Result<Vec<Chat>, DbError> {
    let sql = format!("{SELECT} where agent_id = ?1 order by alert_chat.id");
    reader.list(&sql, [agent], from_row)
}

/// Everybody's, oldest first.
pub fn all(reader: &Reader<'_>) -> Result<Vec<Chat>, DbError> {
    reader.list(&format!("{SELECT} order by alert_chat.id"), [], from_row)
}

#[cfg(test)]
mod tests {
    use super::code_in;

    #[test]
    fn a_code_is_told_from_what_customers_write() {
        for (words, is_code) in [
            ("bell-abcdefgh234567ab", true),
            ("  Bell-ABCDEFGH234567AB\n", true),
            ("/start bell-abcdefgh234567ab", true),
            ("/start", false),
            ("bell-abcdefgh", false),
            ("My bell-abcdefgh234567ab does not ring", false),
            ("bell-abcdefgh 34567ab", false),
        ] {
            assert_eq!(code_in(words).is_some(), is_code, "{words:?}");
        }
    }
}

//! Carrying a change of what was sent to where it stands (M15). It may be made twice, so that it is tried again whatever
//! became of a try, and a crash in between means no more than that.

use std::time::Duration;

use super::{LEAST_TRIES, MOST_FALLS, PATIENCE, address, grown};
use crate::{
    base::id::{ChannelId, ConversationId, MessageId},
    db::{DbError, Reader, Tx, named_params},
    desk::{
        account::{self, Account},
        amend,
        amendment::{self, Amendment, Stage},
        conversation::{
            consent,
            message::{self, Delivery, Entry, Message},
        },
        outbox::Queued,
    },
};

/// Everything that a change needs.
#[derive(Debug, Clone)]
pub struct Revision {
    /// Where it stands.
    pub amendment: Amendment,
    /// The account it goes through.
    pub account: Account,
    /// Whom the platform knows the customer as.
    pub to: String,
    /// What the platform calls the parts of the message, in their order.
    pub names: Vec<String>,
    /// The message as it stands there.
    pub before: Message,
    /// And as it is to stand there; `None`: not at all.
    pub after: Option<Message>,
}

/// The new words need more messages of the platform's than the old ones did.
pub const LONGER: &str = "amend-longer";

/// What is there is not what was believed to be, or nobody knows what it is called there.
pub const NOWHERE: &str = "amend-nowhere";

/// Its turn has come; `None` when there is nothing to change any more.
pub fn begin(tx: &mut Tx<'_>, id: MessageId) -> Result<Option<Revision>, DbError> {
    let Some(amendment) = amendment::by_message(tx, id)? else {
        return Ok(None);
    };
    if amendment.stage != Stage::Queued || account::is_held(tx, amendment.channel)? {
        return Ok(None);
    }
    let (Some(account), Some(Entry::Message(message)), Some(to)) = (
        account::by_id(tx, amendment.channel)?,
        message::by_id(tx, id)?,
        address(tx, amendment.conversation)?,
    ) else {
        forget(tx, id)?;
        return Ok(None);
    };
    let is_unsent = message.unsent_at.is_some();
    let names = names(tx, amendment.channel, id)?;
    if names.is_empty() {
        match message.delivery {
            // It never got there.
            Delivery::Queued | Delivery::Failed => settle(tx, id)?,
            Delivery::Sending | Delivery::Sent | Delivery::Unknown => {
                failed(tx, id, NOWHERE, "")?;
            }
        }
        return Ok(None);
    }
    if !is_unsent && message.text == amendment.shown {
        settle(tx, id)?;
        return Ok(None);
    }
    // Other words are words; taking some back is not.
    if !is_unsent && consent::silent_since(tx, amendment.conversation)?.is_some() {
        failed(tx, id, "consent-withdrawn", "")?;
        return Ok(None);
    }
    tx.execute(
        "update amendment set state = 'changing' where message_id = ?1",
        [id],
    )?;
    let before = Message {
        text: amendment.shown.clone(),
        ..message.clone()
    };
    Ok(Some(Revision {
        amendment,
        account,
        to,
        names,
        before,
        after: (!is_unsent).then_some(message),
    }))
}

/// What the platform calls the parts of a message. It counts them as they come: the last figure of a name is the order.
fn names(
    reader: &Reader<'_>,
    channel: ChannelId,
    message: MessageId,
) -> Result<Vec<String>, DbError> {
    let mut names: Vec<String> = reader.list(
        "select foreign_id from foreign_message where message_id = ?1 and channel_id = ?2",
        (message, channel),
        |row| row.get(0),
    )?;
    let figure = |name: &str| {
        name.rsplit(':')
            .next()
            .and_then(|last| last.parse::<i64>().ok())
    };
    names.sort_by(|one, other| (figure(one), one).cmp(&(figure(other), other)));
    Ok(names)
}

/// It stands there as it was to. `gone` are parts that fewer words no longer need. What was changed once more meanwhile goes
/// on.
pub fn done(tx: &mut Tx<'_>, revision: &Revision, gone: &[String]) -> Result<(), DbError> {
    let id = revision.amendment.message;
    let Some(after) = &revision.after else {
        return settle(tx, id);
    };
    for name in gone {
        tx.execute(
            "delete from foreign_message where channel_id = ?1 and foreign_id = ?2",
            (revision.amendment.channel, name),
        )?;
    }
    let is_all = tx.exists(
        "select 1 from message where id = ?1 and text = ?2 and unsent_at is null",
        (id, &after.text),
    )?;
    if is_all {
        return settle(tx, id);
    }
    let now = tx.now;
    tx.execute(
        "update amendment set state = 'queued', shown = ?2, attempts = 0, due_at = ?3 where message_id = ?1",
        (id, &after.text, now),
    )?;
    tx.announce(Queued);
    Ok(())
}

/// Nothing is left to change.
fn settle(tx: &mut Tx<'_>, id: MessageId) -> Result<(), DbError> {
    forget(tx, id)?;
    amend::tell(tx, id)
}

fn forget(tx: &mut Tx<'_>, id: MessageId) -> Result<(), DbError> {
    tx.execute("delete from amendment where message_id = ?1", [id])?;
    tx.announce(Queued);
    Ok(())
}

/// It cannot be changed for the moment: as with what is said, it is tried again, and given up after a day.
pub fn put_off(
    tx: &mut Tx<'_>,
    amendment: &Amendment,
    pause: Option<Duration>,
    words: &str,
) -> Result<(), DbError> {
    let now = tx.now;
    if now.since(amendment.asked_at) > PATIENCE && amendment.attempts >= LEAST_TRIES {
        return failed(tx, amendment.message, "unreachable", words);
    }
    let pause = pause.unwrap_or_else(|| grown(amendment.attempts));
    tx.execute(
        "update amendment set state = 'queued', attempts = attempts + 1, due_at = :due, words = :words
         where message_id = :id",
        named_params! {
            ":due": now.plus(pause.min(PATIENCE)), ":words": words, ":id": amendment.message,
        },
    )?;
    tx.announce(Queued);
    Ok(())
}

/// The platform will not change it: the customer sees what they saw before.
pub fn failed(tx: &mut Tx<'_>, id: MessageId, code: &str, words: &str) -> Result<(), DbError> {
    tx.execute(
        "update amendment set state = 'failed', code = ?2, words = ?3 where message_id = ?1",
        (id, code, words),
    )?;
    tx.announce(Queued);
    amend::tell(tx, id)
}

/// A defect of ours ended it in the middle.
pub fn broke(tx: &mut Tx<'_>, id: MessageId) -> Result<(), DbError> {
    match amendment::by_message(tx, id)? {
        None => Ok(()),
        Some(amendment) if amendment.stage == Stage::Failed => Ok(()),
        Some(amendment) if amendment.attempts >= MOST_FALLS => failed(tx, id, super::BROKEN, ""),
        Some(amendment) => put_off(tx, &amendment, None, ""),
    }
}

/// What was being changed when the last process ended is changed again.
pub(super) fn recover(tx: &mut Tx<'_>) -> Result<(), DbError> {
    tx.execute(
        "update amendment set state = 'queued' where state = 'changing'",
        [],
    )?;
    Ok(())
}

/// Tries one again that failed, because an agent says so. Answers its chat.
pub(super) fn again(tx: &mut Tx<'_>, id: MessageId) -> Result<Option<ConversationId>, DbError> {
    let Some(amendment) = amendment::by_message(tx, id)?.filter(|one| one.stage == Stage::Failed)
    else {
        return Ok(None);
    };
    let now = tx.now;
    tx.execute(
        "update amendment set state = 'queued', attempts = 0, asked_at = ?2, due_at = ?2, code = '', words = ''
         where message_id = ?1",
        (id, now),
    )?;
    tx.announce(Queued);
    amend::tell(tx, id)?;
    Ok(Some(amendment.conversation))
}

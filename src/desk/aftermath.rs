//! What a platform tells of our messages after it took them, or after nobody knew whether it had: that it has them,
//! how far they came, and that it could not deliver them.

mod early;

use std::fmt;

use crate::{
    base::{
        id::{ConversationId, IdentityId, MessageId},
        text,
        time::Timestamp,
    },
    db::{DbError, Reader, Tx, named_params},
    desk::{
        amend,
        channel::{Channel, ChannelKind},
        conversation::{receipt, say, window},
        customer::identity::Identity,
        delivery,
        dispatch::{self, Parcel},
        outbox::Queued,
    },
    stored_as_word,
};

/// Most characters of a colleague's words, said elsewhere, that a line repeats.
const LONGEST: usize = 500;

/// What we write on a message that a platform carries, for it to show when it tells of it: `sb:8123:0/1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tag {
    /// Which message it is.
    pub message: MessageId,
    /// Which of its parts, from 0.
    pub part: usize,
    /// Of how many.
    pub of: usize,
}

impl Tag {
    /// Reads one; `None` for what is none of ours.
    #[must_use]
    pub fn read(tag: &str) -> Option<Self> {
        let (message, part) = tag.strip_prefix("sb:")?.split_once(':')?;
        let (part, of) = part.split_once('/')?;
        Some(Self {
            message: message.parse().ok()?,
            part: part.parse().ok()?,
            of: of.parse().ok()?,
        })
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sb:{}:{}/{}", self.message, self.part, self.of)
    }
}

/// The platform has taken a part of what was handed over, and calls it so. What it told of that before it had said so is
/// heard now. `is_last`: so the message is there.
pub fn arrived(
    tx: &mut Tx<'_>,
    parcel: &Parcel,
    foreign: Option<&str>,
    is_last: bool,
) -> Result<(), DbError> {
    dispatch::arrived(tx, parcel, foreign, is_last)?;
    if let Some(foreign) = foreign {
        early::of_one(tx, &parcel.account.channel, foreign)?;
    }
    if is_last {
        early::of_all(tx, parcel.waiting.conversation)?;
    }
    Ok(())
}

/// A customer's device has a message of ours and all before it, or they have read it.
pub fn received(
    tx: &mut Tx<'_>,
    to: &Identity,
    foreign: &str,
    is_read: bool,
) -> Result<(), DbError> {
    match dispatch::known(tx, to.channel, foreign)? {
        Some(message) => receipt::by_platform(tx, to.id, message, is_read),
        None => early::keep(tx, to, early::Of::One(foreign), received_or_read(is_read)),
    }
}

/// The platform has a part of a message of ours, under this name: whoever doubted it need not any more.
pub fn has(tx: &mut Tx<'_>, channel: &Channel, tag: &Tag, foreign: &str) -> Result<(), DbError> {
    let is_ours = tx.exists(
        "select 1 from message join conversation on conversation.id = message.conversation_id
         where message.id = ?1 and conversation.channel_id = ?2 and message.author <> 'customer'",
        (tag.message, channel.id),
    )?;
    if !is_ours {
        return Ok(());
    }
    dispatch::remember(tx, channel.id, foreign, tag.message)?;
    // Sent again, it goes on where it ended.
    tx.execute(
        "update outbox set parts_done = max(parts_done, ?2) where message_id = ?1 and state = 'unknown'",
        (tag.message, tag.part + 1),
    )?;
    if tag.part + 1 >= tag.of {
        settle(tx, tag.message)?;
    }
    early::of_one(tx, channel, foreign)
}

/// It is certain that a message is there.
fn settle(tx: &mut Tx<'_>, id: MessageId) -> Result<(), DbError> {
    let settled = tx.execute(
        "delete from outbox where message_id = ?1 and state = 'unknown'",
        [id],
    )?;
    if settled > 0 {
        tx.execute(
            "update message set delivery = 'sent' where id = ?1 and delivery = 'unknown'",
            [id],
        )?;
        tx.announce(Queued);
        amend::tell(tx, id)?;
    }
    Ok(())
}

/// Something was said to a customer from our account that bears no mark of ours: it is one of which nobody
/// knew whether it had arrived, or a colleague has answered on the platform itself, which the log tells.
pub fn said_there(
    tx: &mut Tx<'_>,
    to: &Identity,
    foreign: &str,
    words: &str,
) -> Result<(), DbError> {
    if dispatch::known(tx, to.channel, foreign)?.is_some() {
        return Ok(());
    }
    let words = text::clean(words);
    let doubtful: Option<MessageId> = tx.find(
        "select outbox.message_id from outbox join message on message.id = outbox.message_id
         join conversation on conversation.id = outbox.conversation_id
         where conversation.identity_id = ?1 and outbox.state = 'unknown' and message.text = ?2
         order by outbox.message_id limit 1",
        (to.id, &words),
        |row| row.get(0),
    )?;
    if let Some(id) = doubtful {
        dispatch::remember(tx, to.channel, foreign, id)?;
        return settle(tx, id);
    }
    // One that is being handed over right now has no name yet.
    if is_sending(tx, to.id)? {
        return Ok(());
    }
    if let Some(chat) = dispatch::open_of(tx, to.id)? {
        let shown = match words.as_str() {
            "" => "📎".to_owned(),
            words => text::clean_line(words, LONGEST),
        };
        let line = format!("{}elsewhere {shown}", say::FOR_TEAM);
        let id = say::by_house(tx, &say::Place::of(&chat), &line, None)?;
        dispatch::remember(tx, to.channel, foreign, id)?;
    }
    Ok(())
}

fn is_sending(reader: &Reader<'_>, to: IdentityId) -> Result<bool, DbError> {
    reader.exists(
        "select 1 from outbox join conversation on conversation.id = outbox.conversation_id
         where conversation.identity_id = ?1 and outbox.state = 'sending'",
        [to],
    )
}

/// What a platform tells of a message after it took it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// The customer's device has it.
    Delivered,
    /// They have seen it.
    Read,
    /// It could not be delivered.
    Undelivered,
}

stored_as_word!(Told {
    Delivered = "delivered",
    Read = "read",
    Undelivered = "undelivered",
});

/// Neither fails for any reason.
fn received_or_read(is_read: bool) -> (Told, &'static Failure) {
    const NONE: &Failure = &Failure {
        code: String::new(),
        words: String::new(),
        is_shut: false,
    };
    let told = if is_read { Told::Read } else { Told::Delivered };
    (told, NONE)
}

/// Why a platform could not deliver what it had taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Failure {
    /// As the platform has it.
    pub code: String,
    /// And in its words; may be empty.
    pub words: String,
    /// Whether it delivers nothing more to this customer for the time being.
    pub is_shut: bool,
}

/// The platform took what it calls so, and could not deliver it after all. What the customer has received stays
/// received. It can be sent again, under another name: what is still said of this one is no more about it. `to` is who
/// did not get it, as far as the platform says.
pub fn undelivered(
    tx: &mut Tx<'_>,
    channel: &Channel,
    to: Option<&Identity>,
    foreign: &str,
    failure: &Failure,
) -> Result<(), DbError> {
    let Failure {
        code,
        words,
        is_shut,
    } = failure;
    let (kind, channel) = (channel.kind, channel.id);
    let Some(id) = dispatch::known(tx, channel, foreign)? else {
        return match to {
            Some(to) => early::keep(
                tx,
                to,
                early::Of::One(foreign),
                (Told::Undelivered, failure),
            ),
            None => Ok(()),
        };
    };
    let place: Option<(ConversationId, bool, bool)> = tx.find(
        "select conversation.id, message.delivery = 'failed', message.id <= conversation.delivered_id
         from message join conversation on conversation.id = message.conversation_id
         where message.id = ?1 and message.author <> 'customer'",
        [id],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    let Some((chat, has_failed, is_covered)) = place else {
        return Ok(());
    };
    if is_covered && (!tells_of_each(kind) || has_receipt(tx, chat, id)?) {
        tracing::info!(code, "a platform could not deliver what it had delivered");
        return Ok(());
    }
    tx.execute(
        "delete from foreign_message where channel_id = ?1 and foreign_id = ?2",
        (channel, foreign),
    )?;
    if has_failed {
        return Ok(());
    }
    let now = tx.now;
    tx.execute(
        "insert into outbox (message_id, conversation_id, channel_id, state, due_at, code, words)
         values (:id, :chat, :channel, 'failed', :now, :code, :words)
         on conflict (message_id) do update set state = 'failed', code = excluded.code, words = excluded.words",
        named_params! {
            ":id": id, ":chat": chat, ":channel": channel, ":now": now, ":code": code, ":words": words,
        },
    )?;
    tx.announce(Queued);
    delivery::failed(tx, id)?;
    if *is_shut {
        window::refused(tx, chat, code)?;
    }
    Ok(())
}

/// Whether each message takes its own way to the customer there: that one has arrived says nothing of those before it.
fn tells_of_each(kind: ChannelKind) -> bool {
    matches!(kind, ChannelKind::WhatsApp | ChannelKind::Sms)
}

/// Whether a receipt was for this very message, and for all of it: of several parts one may be there without the other.
fn has_receipt(
    reader: &Reader<'_>,
    chat: ConversationId,
    message: MessageId,
) -> Result<bool, DbError> {
    reader.exists(
        "select 1 from event where conversation_id = ?1 and id > ?2 and kind not in ('message', 'comment')
           and kind = 'receipt' and data ->> '$.delivered_id' = ?2
           and (select count(*) from foreign_message where message_id = ?2) < 2",
        (chat, message),
    )
}

/// A customer has everything that was sent to them until this instant, or has read it: also what is still being handed
/// over and was before it.
pub fn received_until(
    tx: &mut Tx<'_>,
    to: &Identity,
    at: Timestamp,
    is_read: bool,
) -> Result<(), DbError> {
    early::keep(tx, to, early::Of::Until(at), received_or_read(is_read))?;
    all_until(tx, to.id, at, is_read)
}

fn all_until(
    tx: &mut Tx<'_>,
    identity: IdentityId,
    at: Timestamp,
    is_read: bool,
) -> Result<(), DbError> {
    let newest: Option<MessageId> = tx.get(
        "select max(message.id) from conversation join message on message.conversation_id = conversation.id
         where conversation.identity_id = ?1 and (message.author = 'agent' or message.author = 'bot')
           and message.internal = 0 and message.delivery = 'sent' and message.created_at <= ?2",
        (identity, at),
        |row| row.get(0),
    )?;
    match newest {
        Some(newest) => receipt::by_platform(tx, identity, newest, is_read),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_comes_back_as_it_was_written() {
        let tag = Tag {
            message: MessageId(8123),
            part: 0,
            of: 2,
        };
        assert_eq!(tag.to_string(), "sb:8123:0/2");
        assert_eq!(Tag::read("sb:8123:0/2"), Some(tag));
        for other in ["", "sb:", "sb:x:0/1", "sb:1", "sb:1:0", "another program's"] {
            assert_eq!(Tag::read(other), None, "{other}");
        }
    }
}

//! Handing a message over to its platform, step by step: what is written down before each step decides what a
//! crash in between means (BEHAVIOUR 5).

pub mod changing;

use std::time::Duration;

use bytes::Bytes;

use crate::{
    base::id::{ChannelId, ConversationId, FetchId, IdentityId, MessageId},
    db::{DbError, Reader, Tx, named_params},
    desk::{
        account::{self, Account},
        amend,
        attachment::Attachment,
        channel::ChannelKind,
        conversation::{
            self, Cause, Conversation, State,
            message::{self, Author, Entry, Message},
            say, shared, window,
        },
        customer::identity,
        delivery, fetch,
        mail::{self, Answering},
        outbox::{self, Queued, Stage as Leg, Waiting},
        post, search,
        window::{Speaker, Stage, Why},
    },
};

/// Everything that handing a message over needs.
#[derive(Debug, Clone)]
pub struct Parcel {
    /// Where it stands.
    pub waiting: Waiting,
    /// The account it goes through.
    pub account: Account,
    /// Whom the platform knows the customer as.
    pub to: String,
    /// What to say.
    pub message: Message,
    /// What the platform calls the message that it answers.
    pub quotes: Option<String>,
    /// How long ago the customer wrote last, when this was loaded; `None` if they never did.
    pub since_asked: Option<Duration>,
    /// As how many messages of the platform's it may go out; `None`: any number.
    pub left: Option<u32>,
    /// What it has as a mail, where it becomes one and its turn has come.
    pub mail: Option<Box<Answering>>,
    /// Its files with their bytes, where its platform takes a message whole.
    pub enclosed: Vec<(Attachment, Bytes)>,
}

/// Sends are given up after this long,
const PATIENCE: Duration = Duration::from_secs(24 * 60 * 60);

/// but never before so many tries, which take some minutes: one that was sent again after days, or has waited as long for
/// its account, meets a line that fails for a moment as any other does.
const LEAST_TRIES: u32 = 8;

/// How often a thing that could not be done for the moment is put off, at most.
const LONGEST_PAUSE: Duration = Duration::from_secs(600);

/// Loads a message that is to be handed over.
pub fn parcel(reader: &Reader<'_>, id: MessageId) -> Result<Option<Parcel>, DbError> {
    let Some(waiting) = outbox::by_message(reader, id)? else {
        return Ok(None);
    };
    let (Some(account), Some(Entry::Message(message))) = (
        account::by_id(reader, waiting.channel)?,
        message::by_id(reader, id)?,
    ) else {
        return Ok(None);
    };
    let to = address(reader, waiting.conversation)?;
    let quotes = match &message.quote {
        Some(quote) => foreign_id(reader, waiting.channel, quote.id)?,
        None => None,
    };
    let asked_at = window::asked_at(reader, waiting.conversation)?;
    let since_asked = asked_at.map(|at| reader.now.since(at));
    Ok(to.map(|to| Parcel {
        since_asked,
        left: None,
        waiting,
        account,
        to,
        message,
        quotes,
        mail: None,
        enclosed: Vec::new(),
    }))
}

/// Whom the platform knows the customer of a chat as.
pub fn address(reader: &Reader<'_>, chat: ConversationId) -> Result<Option<String>, DbError> {
    let found: Option<Option<String>> = reader.find(
        "select identity.external_id from conversation join identity on identity.id = conversation.identity_id
         where conversation.id = ?1",
        [chat],
        |row| row.get(0),
    )?;
    Ok(found.flatten())
}

/// What the platform calls the newest message of the customer's in a chat.
pub fn last_heard(reader: &Reader<'_>, chat: ConversationId) -> Result<Option<String>, DbError> {
    reader.find(
        "select foreign_id from message join foreign_message on foreign_message.message_id = message.id
         where message.conversation_id = ?1 and message.author = 'customer' order by message.id desc limit 1",
        [chat],
        |row| row.get(0),
    )
}

/// What a message is called on its channel: the first of its parts.
pub fn foreign_id(
    reader: &Reader<'_>,
    channel: ChannelId,
    message: MessageId,
) -> Result<Option<String>, DbError> {
    reader.find(
        "select foreign_id from foreign_message where message_id = ?1 and channel_id = ?2
         order by foreign_id limit 1",
        (message, channel),
        |row| row.get(0),
    )
}

/// Its turn has come: from now on nobody knows, after a crash, whether it arrived. `None` when it is no more
/// to be sent.
pub fn begin(tx: &mut Tx<'_>, id: MessageId) -> Result<Option<Parcel>, DbError> {
    let Some(mut parcel) = parcel(tx, id)?.filter(|parcel| parcel.message.unsent_at.is_none())
    else {
        tx.execute("delete from outbox where message_id = ?1", [id])?;
        return Ok(None);
    };
    // Its turn comes again when its account may speak.
    if account::is_held(tx, parcel.account.channel.id)? {
        return Ok(None);
    }
    let speaker = match parcel.message.author {
        Author::Agent(_) => Speaker::Person,
        Author::Bot | Author::Customer | Author::System(_) => Speaker::Automation,
    };
    // Of what may have arrived the platform is asked first, whatever the window says now.
    let is_looked_for = parcel.waiting.code == IN_DOUBT;
    if !is_looked_for
        && let Some(window) = window::of_leaving(tx, parcel.waiting.conversation, id, speaker)?
    {
        let is_template = parcel.waiting.template.is_some();
        match window.stage {
            // What was said before they took their consent back does not leave after it.
            Stage::Closed(Why::Withdrawn) => {
                failed(tx, id, "consent-withdrawn", "")?;
                return Ok(None);
            }
            // Templates are delivered when nothing else is.
            _ if is_template => {}
            Stage::Closed(_) => {
                failed(tx, id, "window-closed", "")?;
                return Ok(None);
            }
            Stage::Open | Stage::PersonsOnly | Stage::Extra => parcel.left = window.left,
        }
    }
    let began = tx.execute(
        "update outbox set state = 'sending' where message_id = ?1 and state = 'queued'",
        [id],
    )?;
    if began > 0 && parcel.account.channel.kind == ChannelKind::Email {
        let mail = mail::answering(tx, &parcel.account, &parcel.message, &parcel.to)?;
        // From here on it may be answered, or come back, before its server's word that it has it.
        remember(tx, parcel.account.channel.id, &mail.header_id, id)?;
        parcel.mail = Some(Box::new(mail));
    }
    Ok((began > 0).then_some(parcel))
}

/// A part of it has arrived, under this name. `is_last`: so it is there.
pub(super) fn arrived(
    tx: &mut Tx<'_>,
    parcel: &Parcel,
    foreign_id: Option<&str>,
    is_last: bool,
) -> Result<(), DbError> {
    let id = parcel.message.id;
    if let Some(foreign) = foreign_id {
        remember(tx, parcel.account.channel.id, foreign, id)?;
    }
    if !is_last {
        tx.execute(
            "update outbox set parts_done = parts_done + 1, attempts = 0, code = '' where message_id = ?1",
            [id],
        )?;
        return Ok(());
    }
    // Some platforms say that they could not deliver it before they say that they have it.
    tx.execute(
        "delete from outbox where message_id = ?1 and state <> 'failed'",
        [id],
    )?;
    tx.execute(
        "update message set delivery = 'sent' where id = ?1 and delivery <> 'failed'",
        [id],
    )?;
    tx.announce(Queued);
    amend::tell(tx, id)
}

/// Notes what a platform calls a message.
pub fn remember(
    tx: &mut Tx<'_>,
    channel: ChannelId,
    foreign: &str,
    message: MessageId,
) -> Result<(), DbError> {
    tx.execute(
        // One that was erased while it was on its way has no row any more.
        "insert into foreign_message (channel_id, foreign_id, message_id)
         select ?1, ?2, id from message where id = ?3
         on conflict (channel_id, foreign_id) do nothing",
        (channel, foreign, message),
    )?;
    Ok(())
}

/// The message that a platform calls so.
pub fn known(
    reader: &Reader<'_>,
    channel: ChannelId,
    foreign: &str,
) -> Result<Option<MessageId>, DbError> {
    reader.find(
        "select message_id from foreign_message where channel_id = ?1 and foreign_id = ?2",
        (channel, foreign),
        |row| row.get(0),
    )
}

/// It cannot be handed over for the moment and is tried again: after `pause` if the platform named one, else
/// after a pause that grows. Given up after a day, which no pause is longer than.
pub fn put_off(
    tx: &mut Tx<'_>,
    parcel: &Parcel,
    pause: Option<Duration>,
    words: &str,
) -> Result<(), DbError> {
    let now = tx.now;
    let is_old = now.since(parcel.message.created_at) > PATIENCE;
    let is_long = pause.is_some_and(|pause| pause > LONGEST_PAUSE);
    if is_old && (is_long || parcel.waiting.attempts >= LEAST_TRIES) {
        return failed(tx, parcel.message.id, "unreachable", words);
    }
    let pause = pause.unwrap_or_else(|| grown(parcel.waiting.attempts));
    try_later(tx, parcel.message.id, pause, words)
}

/// The pause after so many tries.
fn grown(attempts: u32) -> Duration {
    Duration::from_secs(1 << attempts.min(10)).min(LONGEST_PAUSE)
}

fn try_later(tx: &mut Tx<'_>, id: MessageId, pause: Duration, words: &str) -> Result<(), DbError> {
    let due = tx.now.plus(pause.min(PATIENCE));
    tx.execute(
        "update outbox set state = 'queued', attempts = attempts + 1, due_at = :due, words = :words
         where message_id = :id",
        named_params! { ":due": due, ":words": words, ":id": id },
    )?;
    tx.announce(Queued);
    Ok(())
}

/// The platform will not take it.
pub fn failed(tx: &mut Tx<'_>, id: MessageId, code: &str, words: &str) -> Result<(), DbError> {
    end(tx, id, "failed", code, words)?;
    delivery::failed(tx, id)?;
    Ok(())
}

/// It would go out as more messages than may be sent: nothing of it has left.
pub const TOO_MANY_PARTS: &str = "too-many-parts";

/// Nobody can say whether it arrived. It is never sent again by itself.
pub fn unknown(tx: &mut Tx<'_>, id: MessageId, words: &str) -> Result<(), DbError> {
    end(tx, id, "unknown", "unknown", words)?;
    tx.execute(
        "update message set delivery = 'unknown' where id = ?1",
        [id],
    )?;
    amend::tell(tx, id)
}

fn end(
    tx: &mut Tx<'_>,
    id: MessageId,
    state: &str,
    code: &str,
    words: &str,
) -> Result<(), DbError> {
    tx.execute(
        "update outbox set state = ?2, code = ?3, words = ?4 where message_id = ?1",
        (id, state, code, words),
    )?;
    tx.announce(Queued);
    Ok(())
}

/// What is done with a message that may have arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// It is sent again: the platform recognises a repeat.
    Repeat,
    /// Its platform is looked at, and it is sent again if it is not there.
    Look,
    /// Somebody has to look: nobody can say whether it arrived.
    Ask,
}

/// A queued message whose platform is to be looked at, for the first time.
pub const IN_DOUBT: &str = "in-doubt";

/// One that was not there when it was looked for: lists lag behind, so it is looked for once more.
pub const ABSENT: &str = "absent";

/// How long after the first look the second one is.
const LAG: Duration = Duration::from_secs(60);

/// It may have arrived, and its platform is looked at: now, or, when it was not there, once more later.
pub fn doubt(tx: &mut Tx<'_>, id: MessageId, is_absent: bool, words: &str) -> Result<(), DbError> {
    let (code, due) = if is_absent {
        (ABSENT, tx.now.plus(LAG))
    } else {
        (IN_DOUBT, tx.now)
    };
    tx.execute(
        "update outbox set state = 'queued', due_at = :due, code = :code, words = :words where message_id = :id",
        named_params! { ":due": due, ":code": code, ":words": words, ":id": id },
    )?;
    tx.announce(Queued);
    Ok(())
}

/// The first of these names on a platform that no other message has.
pub fn unclaimed(
    reader: &Reader<'_>,
    channel: ChannelId,
    names: &[String],
) -> Result<Option<String>, DbError> {
    for name in names {
        if known(reader, channel, name)?.is_none() {
            return Ok(Some(name.clone()));
        }
    }
    Ok(None)
}

/// The house's clock was set back by so many seconds: what was put off, on its way out or in, is due as much earlier, or it
/// would wait for hours that nobody meant, and all that is behind it with it.
pub fn clock_was_set_back(tx: &mut Tx<'_>, seconds: u64) -> Result<(), DbError> {
    let by = i64::try_from(seconds.saturating_mul(1_000)).unwrap_or(i64::MAX);
    let now = tx.now;
    for (table, waits) in [
        ("outbox", "state = 'queued'"),
        ("post", "state = 'queued'"),
        ("fetch", "due_at is not null"),
        ("amendment", "state = 'queued'"),
    ] {
        tx.execute(
            &format!(
                "update {table} set due_at = max(due_at - :by, :now) where {waits} and due_at > :now"
            ),
            named_params! { ":by": by, ":now": now },
        )?;
    }
    tx.execute(
        "update account set held_until = max(held_until - ?1, ?2) where held_until > ?2",
        (by, now),
    )?;
    tx.announce(Queued);
    tx.announce(post::Queued);
    tx.announce(fetch::Asked);
    Ok(())
}

/// What was being handed over when whoever did so ended: it may have arrived. Where somebody is under way for the chat yet,
/// they will say what became of it.
pub fn recover(
    tx: &mut Tx<'_>,
    is_under_way: impl Fn(ConversationId) -> bool,
    remedy: impl Fn(&Account) -> Remedy,
) -> Result<(), DbError> {
    for waiting in outbox::interrupted(tx)? {
        if is_under_way(waiting.conversation) {
            continue;
        }
        let account = account::by_id(tx, waiting.channel)?;
        match account.map_or(Remedy::Ask, |account| remedy(&account)) {
            Remedy::Repeat => {
                tx.execute(
                    "update outbox set state = 'queued' where message_id = ?1",
                    [waiting.message],
                )?;
            }
            Remedy::Look => doubt(tx, waiting.message, false, "")?,
            Remedy::Ask => unknown(tx, waiting.message, "")?,
        }
    }
    changing::recover(tx)
}

/// Over one message a defect of ours may end so many tries; then its chat goes on without it.
const MOST_FALLS: u32 = 3;

/// Something broke here, and not there.
pub const BROKEN: &str = "broken";

/// A defect of ours ended the handing over of a message in the middle. What had not begun is tried again, what had may
/// have arrived; none of it holds up its chat for good.
pub fn broke(tx: &mut Tx<'_>, id: MessageId, remedy: Remedy) -> Result<(), DbError> {
    let Some(waiting) = outbox::by_message(tx, id)? else {
        return Ok(());
    };
    let may_again = waiting.attempts < MOST_FALLS;
    match (waiting.stage, remedy) {
        (Leg::Failed | Leg::Unknown, _) => Ok(()),
        (Leg::Queued, _) | (Leg::Sending, Remedy::Repeat) if may_again => {
            try_later(tx, id, grown(waiting.attempts), "")
        }
        (Leg::Queued, _) => failed(tx, id, BROKEN, ""),
        (Leg::Sending, Remedy::Look) if waiting.code.is_empty() => doubt(tx, id, false, ""),
        (Leg::Sending, _) => unknown(tx, id, ""),
    }
}

/// Why nothing is sent again.
#[derive(Debug, thiserror::Error)]
pub enum RetryError {
    /// It is on its way, has arrived, or was never there.
    #[error("there is nothing to send again")]
    NotFailed,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Sends a message again that failed, or of which nobody knows, or tries once more to change it, because an agent says so.
pub fn retry(tx: &mut Tx<'_>, id: MessageId) -> Result<ConversationId, RetryError> {
    if let Some(conversation) = changing::again(tx, id)? {
        return Ok(conversation);
    }
    let waiting = outbox::by_message(tx, id)?.ok_or(RetryError::NotFailed)?;
    let now = tx.now;
    let again = tx.execute(
        "update outbox set state = 'queued', due_at = ?2, attempts = 0, code = '', words = ''
         where message_id = ?1 and (state = 'failed' or state = 'unknown')",
        (id, now),
    )?;
    if again == 0 {
        return Err(RetryError::NotFailed);
    }
    tx.announce(Queued);
    delivery::again(tx, id)?;
    Ok(waiting.conversation)
}

/// A file that a platform told of is here.
pub fn fetched(
    tx: &mut Tx<'_>,
    wanted: &fetch::Wanted,
    attachment: &Attachment,
) -> Result<(), DbError> {
    if fetch::arrived(tx, wanted, &attachment.id)? {
        let place: Option<(ConversationId, String)> = tx.find(
            "select conversation_id, text from message where id = ?1",
            [wanted.message],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        if let Some((conversation, text)) = place {
            shared::renew(tx, conversation, wanted.message, &text)?;
            search::renew(tx, wanted.message)?;
        }
        amend::tell(tx, wanted.message)?;
    }
    Ok(())
}

/// A file could not be fetched.
pub fn unfetched(
    tx: &mut Tx<'_>,
    wanted: &fetch::Wanted,
    trouble: &str,
    is_final: bool,
) -> Result<(), DbError> {
    if fetch::failed(tx, wanted, trouble, is_final)? {
        amend::tell(tx, wanted.message)?;
    }
    Ok(())
}

/// Tries a file again that was given up.
pub fn fetch_again(tx: &mut Tx<'_>, id: FetchId) -> Result<Option<MessageId>, DbError> {
    let message = fetch::again(tx, id)?;
    if let Some(message) = message {
        amend::tell(tx, message)?;
    }
    Ok(message)
}

/// The chat of an account that goes on, if something was written in it.
pub(super) fn open_of(
    reader: &Reader<'_>,
    identity: IdentityId,
) -> Result<Option<Conversation>, DbError> {
    let open = conversation::open_of(reader, identity)?;
    Ok(open.filter(|chat| chat.state != State::Fresh))
}

/// The customer's platform says that they can no longer be written to, or can again.
pub fn reachable(
    tx: &mut Tx<'_>,
    channel: ChannelId,
    external_id: &str,
    is_reachable: bool,
) -> Result<(), DbError> {
    let Some(identity) = identity::by_external_id(tx, channel, external_id)? else {
        return Ok(());
    };
    if is_reachable {
        window::accepted(tx, identity.id)?;
    }
    let Some(chat) = open_of(tx, identity.id)? else {
        return Ok(());
    };
    let line = if is_reachable {
        "team:reachable"
    } else {
        "team:unreachable"
    };
    // Platforms that call in tell it until they are heard.
    let last: Option<String> = tx.find(
        "select text from message where conversation_id = ?1 and author = 'system'
           and (text = 'team:reachable' or text = 'team:unreachable') order by id desc limit 1",
        [chat.id],
        |row| row.get(0),
    )?;
    if last.as_deref() == Some(line) {
        return Ok(());
    }
    say::by_house(tx, &say::Place::of(&chat), line, None)?;
    conversation::tell(tx, chat.id, Cause::Changed)?;
    Ok(())
}

/// The platform delivers no more to this customer for now, although we believed it would.
pub fn shut(tx: &mut Tx<'_>, parcel: &Parcel, code: &str, words: &str) -> Result<(), DbError> {
    failed(tx, parcel.message.id, code, words)?;
    window::refused(tx, parcel.waiting.conversation, code)
}

#[cfg(test)]
mod tests;

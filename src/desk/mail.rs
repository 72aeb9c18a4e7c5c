//! What a message has as a mail: its name among mails, what it answers, and where an answer goes (BEHAVIOUR 23).

use std::{collections::BTreeMap, time::Duration};

use crate::{
    base::{
        id::{ChannelId, ConversationId, IdentityId, MessageId},
        secret, text,
    },
    db::{DbError, Reader, Tx, named_params},
    desk::{
        account::Account,
        content::language,
        conversation::{self, Conversation, message::Message},
        setting::{self, Team},
    },
    t,
};

/// What a mail that came has beside its words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Envelope {
    /// Its subject; may be empty.
    pub subject: String,
    /// Message-IDs of the mails that it answers.
    pub in_reply_to: Vec<String>,
    /// And of those before, the first one first.
    pub references: Vec<String>,
    /// Whether the receiving server vouches for its sender; `None`: it does not say.
    pub is_proved: Option<bool>,
    /// The message of ours whose token stands in the address that it went to.
    pub tagged: Option<MessageId>,
    /// Addresses that it went to, in lower case.
    pub to: Vec<String>,
    /// Where an answer goes, when that is not the sender; may be empty.
    pub reply_to: String,
    /// All its words, when its letter has not all of them.
    pub whole: Option<String>,
    /// Its formatted text, made safe.
    pub html: Option<String>,
    /// Pictures that stand in it: what each is called there, and which of the letter's files it is.
    pub pictures: BTreeMap<String, usize>,
}

/// What an answer has as a mail.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answering {
    /// Its own Message-ID, the same at every try.
    pub header_id: String,
    /// The address that it goes to.
    pub to: String,
    /// The customer's name there.
    pub name: String,
    /// The subject of the mail that it answers, or what it is about.
    pub subject: String,
    /// Whether it answers a mail.
    pub is_answer: bool,
    /// The Message-ID of that mail, if it has one.
    pub in_reply_to: Option<String>,
    /// Message-IDs of the mails before that.
    pub references: Vec<String>,
    /// What may be quoted below it: who said it when, in a line, and the words.
    pub quoted: Option<(String, String)>,
}

/// A message of ours or of a customer's, and whose chat it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The message.
    pub message: MessageId,
    /// Its chat.
    pub conversation: ConversationId,
    /// With whom.
    pub identity: IdentityId,
}

/// Ids that stand in for a missing Message-ID begin so: no mail can name them.
const NAMELESS: &str = "sha256:";

/// Keeps what a mail has beside its words.
pub fn store(
    tx: &mut Tx<'_>,
    message: MessageId,
    channel: ChannelId,
    header_id: &str,
    envelope: &Envelope,
) -> Result<(), DbError> {
    let refs = serde_json::to_string(&envelope.references).expect("words are plain data");
    let pictures = serde_json::to_string(&envelope.pictures).expect("words are plain data");
    tx.execute(
        "insert into mail (message_id, channel_id, header_id, subject, refs, reply_to, unproved, whole, html, pictures)
         values (:message, :channel, :header, :subject, :refs, :reply_to, :unproved, :whole, :html, :pictures)
         on conflict do nothing",
        named_params! {
            ":message": message, ":channel": channel, ":header": header_id,
            ":subject": text::clean_line(&envelope.subject, 300), ":refs": refs, ":reply_to": envelope.reply_to,
            ":unproved": envelope.is_proved == Some(false),
            ":whole": envelope.whole, ":html": envelope.html, ":pictures": pictures,
        },
    )?;
    Ok(())
}

/// What a mail goes on from: a mail of ours that it names anywhere, else one whose token stands in the address that it
/// went to, else a customer's that it names.
pub fn place_of(
    reader: &Reader<'_>,
    channel: ChannelId,
    envelope: &Envelope,
) -> Result<Option<Place>, DbError> {
    let named = || {
        [&envelope.in_reply_to, &envelope.references]
            .into_iter()
            .flat_map(|ids| ids.iter().rev())
    };
    let ours = named().filter(|id| message_in(id).is_some());
    if let Some(place) = first_known(reader, channel, ours)? {
        return Ok(Some(place));
    }
    if let Some(tagged) = envelope.tagged
        && let Some(place) = place_of_ours(reader, channel, tagged)?
    {
        return Ok(Some(place));
    }
    first_known(reader, channel, named())
}

/// Where a message of ours stands that went out through this account.
pub fn place_of_ours(
    reader: &Reader<'_>,
    channel: ChannelId,
    message: MessageId,
) -> Result<Option<Place>, DbError> {
    place(
        reader,
        "mail.message_id = ?2 and message.author <> 'customer'",
        (channel, message),
    )
}

fn place(
    reader: &Reader<'_>,
    which: &str,
    of: impl rusqlite::Params,
) -> Result<Option<Place>, DbError> {
    let sql = format!(
        "select message.id, conversation.id, conversation.identity_id
         from mail join message on message.id = mail.message_id
         join conversation on conversation.id = message.conversation_id
         where mail.channel_id = ?1 and {which}"
    );
    reader.find(&sql, of, |row| {
        Ok(Place {
            message: row.get(0)?,
            conversation: row.get(1)?,
            identity: row.get(2)?,
        })
    })
}

/// Where the first of these mails stands that is known here.
pub fn first_known<'a>(
    reader: &Reader<'_>,
    channel: ChannelId,
    header_ids: impl Iterator<Item = &'a String>,
) -> Result<Option<Place>, DbError> {
    for header_id in header_ids {
        let place = place(reader, "mail.header_id = ?2", (channel, header_id))?;
        if place.is_some() {
            return Ok(place);
        }
    }
    Ok(None)
}

/// Which message of ours a mail with this id carried, whether or not it still goes by it: `sb.8123.….@kettle.example`.
#[must_use]
pub fn message_in(header_id: &str) -> Option<MessageId> {
    let number = header_id.strip_prefix("sb.")?.split('.').next()?;
    Some(MessageId(number.parse().ok()?))
}

/// Most mails of one sender within [`FLOOD`] that nobody has answered: more are some machine's.
const MOST: i64 = 5;

/// See [`MOST`].
const FLOOD: Duration = Duration::from_secs(600);

/// Whether an account writes as fast as no person does.
pub fn is_flooding(reader: &Reader<'_>, identity: IdentityId) -> Result<bool, DbError> {
    let count: i64 = reader.get(
        "select count(*) from conversation join message on message.conversation_id = conversation.id
         where conversation.identity_id = ?1 and conversation.last_activity_at > ?2
           and message.author = 'customer' and message.created_at > ?2
           and message.id > coalesce((select max(answer.id) from message as answer
             where answer.conversation_id = conversation.id and answer.author = 'agent' and answer.internal = 0), 0)",
        (identity, reader.now.minus(FLOOD)),
        |row| row.get(0),
    )?;
    Ok(count >= MOST)
}

/// What a message of ours has as a mail. Its Message-ID is stored here, before its first try; only one that has come
/// back undelivered gets another.
pub fn answering(
    tx: &mut Tx<'_>,
    account: &Account,
    message: &Message,
    to: &str,
) -> Result<Answering, DbError> {
    let channel = account.channel.id;
    let chat = conversation::by_id(tx, message.conversation)?
        .ok_or_else(|| DbError::Panicked("a message without a chat".to_owned()))?;
    let base = base(tx, message, &chat)?;
    let subject = match &base {
        Some(base) => base.subject.clone(),
        None => setting::get::<Team>(tx)?.name,
    };
    let header_id = name(tx, account, message.id, &subject)?;
    let to = match &base {
        Some(base) if !base.reply_to.is_empty() => base.reply_to.clone(),
        Some(_) | None => to.to_owned(),
    };
    let quoted = match &base {
        Some(base) => Some(quoted(tx, &chat, base)?),
        None => None,
    };
    debug_assert_eq!(chat.channel, channel);
    Ok(Answering {
        header_id,
        to,
        name: chat.customer_name,
        subject,
        is_answer: base.is_some(),
        in_reply_to: base
            .as_ref()
            .map(|base| base.header_id.clone())
            .filter(|id| !id.starts_with(NAMELESS)),
        references: base.map_or_else(Vec::new, |base| base.refs),
        quoted,
    })
}

/// The mail that an answer answers.
struct Base {
    message: MessageId,
    header_id: String,
    subject: String,
    refs: Vec<String>,
    reply_to: String,
}

/// The mail that is quoted, else the customer's last one: a person's rather than a machine's, of this chat rather than
/// of an earlier one.
fn base(
    reader: &Reader<'_>,
    answer: &Message,
    chat: &Conversation,
) -> Result<Option<Base>, DbError> {
    let quoted = answer.quote.as_ref().map_or(MessageId(0), |quote| quote.id);
    reader.find(
        "select mail.message_id, mail.header_id, mail.subject, mail.refs, mail.reply_to
         from conversation join message on message.conversation_id = conversation.id
         join mail on mail.message_id = message.id
         where conversation.identity_id = :identity and message.author = 'customer'
         order by message.id = :quoted desc, conversation.id = :chat desc, message.automatic, message.id desc limit 1",
        named_params! { ":identity": chat.identity, ":quoted": quoted, ":chat": chat.id },
        |row| {
            let refs: String = row.get(3)?;
            Ok(Base {
                message: row.get(0)?,
                header_id: row.get(1)?,
                subject: row.get(2)?,
                refs: serde_json::from_str(&refs).unwrap_or_default(),
                reply_to: row.get(4)?,
            })
        },
    )
}

/// The Message-ID of a message of ours.
fn name(
    tx: &mut Tx<'_>,
    account: &Account,
    message: MessageId,
    subject: &str,
) -> Result<String, DbError> {
    let known: Option<String> = tx.find(
        "select mail.header_id from mail join foreign_message
           on foreign_message.channel_id = mail.channel_id and foreign_message.foreign_id = mail.header_id
         where mail.message_id = ?1",
        [message],
        |row| row.get(0),
    )?;
    if let Some(known) = known {
        return Ok(known);
    }
    let domain = account.own_id.rsplit('@').next().unwrap_or("localhost");
    let header_id = format!("sb.{message}.{}@{domain}", &secret::random_hex()[..16]);
    tx.execute(
        "insert into mail (message_id, channel_id, header_id, subject) values (?1, ?2, ?3, ?4)
         on conflict (message_id) do update set header_id = excluded.header_id",
        (message, account.channel.id, &header_id, subject),
    )?;
    Ok(header_id)
}

fn quoted(
    reader: &Reader<'_>,
    chat: &Conversation,
    base: &Base,
) -> Result<(String, String), DbError> {
    let (words, at) = reader.get(
        "select text, created_at from message where id = ?1",
        [base.message],
        |row| {
            let at: crate::base::time::Timestamp = row.get(1)?;
            Ok((row.get::<_, String>(0)?, at))
        },
    )?;
    let wanted = language::of(reader, chat)?.code;
    let lang = language::of_house(&wanted, "");
    let date = at.rfc3339().chars().take(10).collect::<String>();
    let name = chat.customer_name.as_str();
    Ok((
        t!(lang, "mail-quoted", date = &date, name = name).into_owned(),
        words,
    ))
}

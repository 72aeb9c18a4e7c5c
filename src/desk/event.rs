//! What happened, one row each with a rising id, written in the transaction of the act itself.
//!
//! Everything that anybody is told comes from here: an act records its event, the writer commits,
//! and only then do streams and robots read it. Nothing is announced that a crash could take back.

use serde::{Serialize, de::DeserializeOwned};

use crate::{
    base::{
        id::{ConversationId, EventId, IdentityId},
        time::Timestamp,
    },
    db::{DbError, Reader, Row, Tx},
    stored_as_word,
};

/// What sort of thing happened; also the name of the event on streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Somebody wrote something the customer sees.
    Message,
    /// An agent wrote something only the team sees.
    Comment,
    /// A conversation changed its state, owner, tags or rating.
    Conversation,
    /// A message arrived or was seen on the other side.
    Receipt,
    /// A customer's name, contact or tags changed.
    Customer,
    /// A visitor opened another page.
    Page,
    /// A note about a customer was written or removed.
    Note,
    /// An agent joined, changed or left.
    Agent,
    /// A queue was added, or is served differently.
    Queue,
    /// A channel was connected or changed.
    Channel,
    /// What the team keeps ready to send changed.
    Content,
    /// Somebody lost the right to be here: their streams end.
    Access,
    /// A message was edited or taken back after it had gone out.
    Revision,
    /// A reply was put aside, has left or was taken back before.
    Outgoing,
    /// A comment was struck through.
    Struck,
    /// A colleague was asked into a chat, or such a request ended.
    Invite,
    /// The house itself: something is wrong or mended, its clock jumped.
    House,
}

stored_as_word!(Kind {
    Message = "message",
    Comment = "comment",
    Conversation = "conversation",
    Receipt = "receipt",
    Customer = "customer",
    Page = "page",
    Note = "note",
    Agent = "agent",
    Queue = "queue",
    Channel = "channel",
    Content = "content",
    Access = "access",
    Revision = "revision",
    Outgoing = "outgoing",
    Struck = "struck",
    Invite = "invite",
    House = "house",
});

/// Whom an event is about, which decides who is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct About {
    /// The conversation, if one.
    pub conversation: Option<ConversationId>,
    /// The customer's account, if one: its visitor may be told.
    pub identity: Option<IdentityId>,
}

/// One row of the event table.
#[derive(Debug, Clone)]
pub struct Event {
    /// Its place in the order of everything.
    pub id: EventId,
    /// When it was committed.
    pub at: Timestamp,
    /// What sort.
    pub kind: Kind,
    /// Whom it concerns.
    pub about: About,
    /// What is told, as JSON; empty for messages and comments, whose rows have it.
    pub data: Option<String>,
}

/// Records an event with something to tell.
pub fn record(
    tx: &mut Tx<'_>,
    kind: Kind,
    about: About,
    data: &impl Serialize,
) -> Result<Event, DbError> {
    let data = json(data);
    let id = insert(tx, kind, about, Some(&data))?;
    let event = Event {
        id,
        at: tx.now,
        kind,
        about,
        data: Some(data),
    };
    tx.announce(event.clone());
    Ok(event)
}

/// Records an event that its act announces itself, with more than the row has.
pub fn record_silently(
    tx: &mut Tx<'_>,
    kind: Kind,
    about: About,
    data: &impl Serialize,
) -> Result<EventId, DbError> {
    insert(tx, kind, about, Some(&json(data)))
}

fn json(data: &impl Serialize) -> String {
    serde_json::to_string(data).expect("our own records are plain data")
}

/// Takes the next number for a message or comment, which announces itself once its row is written.
pub fn number(tx: &mut Tx<'_>, kind: Kind, about: About) -> Result<EventId, DbError> {
    insert(tx, kind, about, None)
}

/// Gives a number back that [`number`] took in this transaction, since nothing came of it. Nobody
/// has seen it yet, so it may be taken again.
pub fn give_back(tx: &mut Tx<'_>, id: EventId) -> Result<(), DbError> {
    tx.execute("delete from event where id = ?1", [id])?;
    Ok(())
}

fn insert(
    tx: &mut Tx<'_>,
    kind: Kind,
    about: About,
    data: Option<&str>,
) -> Result<EventId, DbError> {
    let now = tx.now;
    tx.execute(
        "insert into event (at, kind, conversation_id, identity_id, data)
         values (?1, ?2, ?3, ?4, ?5)",
        (now, kind, about.conversation, about.identity, data),
    )?;
    Ok(EventId(tx.last_insert_id()))
}

const COLUMNS: &str = "id, at, kind, conversation_id, identity_id, data";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Event> {
    Ok(Event {
        id: row.get(0)?,
        at: row.get(1)?,
        kind: row.get(2)?,
        about: About {
            conversation: row.get(3)?,
            identity: row.get(4)?,
        },
        data: row.get(5)?,
    })
}

/// Events after `after`, oldest first, at most `limit`.
pub fn after(reader: &Reader<'_>, after: EventId, limit: usize) -> Result<Vec<Event>, DbError> {
    let sql = format!("select {COLUMNS} from event where id > ?1 order by id limit ?2");
    reader.list(&sql, (after, limit), from_row)
}

/// Events after `after` that concern one account, oldest first: what a visitor missed. Reads the
/// chats of that account only, however much happened elsewhere meanwhile.
pub fn of_identity_after(
    reader: &Reader<'_>,
    identity: IdentityId,
    after: EventId,
    limit: usize,
) -> Result<Vec<Event>, DbError> {
    let sql = format!(
        "select {COLUMNS} from event where id in (
           select event.id from conversation join event
             on event.conversation_id = conversation.id and event.kind not in ('message', 'comment')
             where conversation.identity_id = ?1 and event.id > ?2
           union all
           select message.id from conversation join message
             on message.conversation_id = conversation.id and message.internal = 0
             where conversation.identity_id = ?1 and message.id > ?2)
         order by id limit ?3"
    );
    reader.list(&sql, (identity, after, limit), from_row)
}

/// The newest event's id; 0 in an empty house.
pub fn newest(reader: &Reader<'_>) -> Result<EventId, DbError> {
    Ok(reader
        .find("select id from event order by id desc limit 1", [], |row| {
            row.get(0)
        })?
        .unwrap_or(EventId(0)))
}

/// When the newest event was committed; `None` in an empty house.
pub fn newest_at(reader: &Reader<'_>) -> Result<Option<Timestamp>, DbError> {
    reader.find("select at from event order by id desc limit 1", [], |row| {
        row.get(0)
    })
}

/// The first event that was committed at an instant or later, or the one that will be next. Ids rise with time, so that
/// no index is needed; a clock that was put back blurs it by as much.
pub fn first_at(reader: &Reader<'_>, at: Timestamp) -> Result<EventId, DbError> {
    let EventId(newest) = newest(reader)?;
    let (mut low, mut high) = (0, newest + 1);
    while low < high {
        let middle = low + (high - low) / 2;
        // Ids have gaps: the event that stands there, or the next.
        let there = reader.find(
            "select id, at from event where id >= ?1 order by id limit 1",
            [middle],
            |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Timestamp>(1)?)),
        )?;
        match there {
            Some((id, when)) if when < at => low = id + 1,
            _ => high = middle,
        }
    }
    Ok(EventId(low))
}

/// The events of one conversation other than its messages: its story.
pub fn of_conversation(
    reader: &Reader<'_>,
    conversation: ConversationId,
) -> Result<Vec<Event>, DbError> {
    let sql = format!(
        "select {COLUMNS} from event
         where conversation_id = ?1 and kind not in ('message', 'comment') order by id"
    );
    reader.list(&sql, [conversation], from_row)
}

impl Event {
    /// What was told, as the record it was made from.
    pub fn parse<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_str(self.data.as_deref()?).ok()
    }
}

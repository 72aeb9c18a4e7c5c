//! A customer whom the team no longer serves (BEHAVIOUR 21): their chats end, they are told so, and
//! told again when they try anew; nobody is called. Until it is lifted, or its time is up.

use std::time::Duration;

use crate::{
    base::{
        id::{AgentId, BlockId, ConversationId, CustomerId},
        text,
        time::Timestamp,
    },
    db::{DbError, Page, Reader, Row, Tx, named_params},
    desk::{
        audit::{self, Origin},
        channel,
        conversation::{
            self, Cause, Conversation, State,
            handed::{self, End},
            say::{self, Draft, Place, Said, SayError},
        },
        customer::{self, identity, visitor::Visitor},
        invite, outgoing,
        team::{Agent, Face, Role},
        timer::{self, Due},
    },
};

/// Whoever tries again sooner has just read it.
const AGAIN: Duration = Duration::from_secs(10 * 60);
/// Most characters of what a customer is told.
pub const LONGEST: usize = 1_000;

/// What whoever blocks says.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Why; for the team alone.
    pub reason: String,
    /// What the customer is told.
    pub message: String,
    /// For how long; `None`: for ever.
    pub lasts: Option<Duration>,
}

/// Why nobody was blocked, or let back in.
#[derive(Debug, thiserror::Error)]
pub enum BlockError {
    /// There is no such customer or block.
    #[error("there is no such customer")]
    NotFound,
    /// The team wants to know why.
    #[error("say why")]
    NoReason,
    /// The customer has to be told something.
    #[error("say what the customer is told")]
    NoMessage,
    /// They are blocked already.
    #[error("this customer is blocked already")]
    Already,
    /// One of their chats is a colleague's, and the agent is no supervisor.
    #[error("{} has this chat", .0.name)]
    TakenBy(Face),
    /// A colleague blocked them, and the agent is no supervisor.
    #[error("only {} and supervisors may lift this", .0.name)]
    NotYours(Face),
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// One time that somebody was blocked.
#[derive(Debug, Clone)]
pub struct Block {
    /// Its id.
    pub id: BlockId,
    /// Who is blocked.
    pub customer: CustomerId,
    /// Their name; may be empty.
    pub customer_name: String,
    /// By whom.
    pub agent: Face,
    /// Since when.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
    /// What they are told.
    pub message: String,
    /// When it ends by itself.
    pub until: Option<Timestamp>,
    /// When they were last told.
    pub told_at: Timestamp,
    /// When it was lifted.
    pub lifted_at: Option<Timestamp>,
    /// Who lifted it, by name; empty when its time was up.
    pub lifted_by: String,
}

const COLUMNS: &str =
    "block.id, block.customer_id, customer.name, block.at, block.reason, block.message,
    block.until, block.told_at, block.lifted_at,
    coalesce((select name from agent as lifter where lifter.id = block.lifted_by), ''),
    agent.id, agent.name, agent.public_name, agent.public_title, agent.picture_id";
const FROM: &str = "block join customer on customer.id = block.customer_id
    join agent on agent.id = block.agent_id";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Block> {
    Ok(Block {
        id: row.get(0)?,
        customer: row.get(1)?,
        customer_name: row.get(2)?,
        at: row.get(3)?,
        reason: row.get(4)?,
        message: row.get(5)?,
        until: row.get(6)?,
        told_at: row.get(7)?,
        lifted_at: row.get(8)?,
        lifted_by: row.get(9)?,
        agent: Face::from_row(row, 10)?.ok_or(rusqlite::Error::QueryReturnedNoRows)?,
    })
}

/// The block that holds for a customer, if any does.
pub fn of_customer(reader: &Reader<'_>, customer: CustomerId) -> Result<Option<Block>, DbError> {
    let sql = format!(
        "select {COLUMNS} from {FROM} where block.customer_id = ?1 and block.lifted_at is null"
    );
    reader.find(&sql, [customer], from_row)
}

/// Whether a customer is blocked.
pub fn holds(reader: &Reader<'_>, customer: CustomerId) -> Result<bool, DbError> {
    reader.exists(
        "select 1 from block where customer_id = ?1 and lifted_at is null",
        [customer],
    )
}

/// Everybody who is or was blocked, before `before`, the latest first.
pub fn list(
    reader: &Reader<'_>,
    before: Option<BlockId>,
    limit: usize,
) -> Result<Page<Block, BlockId>, DbError> {
    let sql =
        format!("select {COLUMNS} from {FROM} where block.id < ?1 order by block.id desc limit ?2");
    let before = before.unwrap_or(BlockId(i64::MAX));
    let rows = reader.list(&sql, (before, limit + 1), from_row)?;
    Ok(Page::cut(rows, limit, |block| block.id))
}

/// Blocks a customer: they are told, their chats end and are put away, what was about to be said to
/// them is dropped.
pub fn block(
    tx: &mut Tx<'_>,
    agent: &Agent,
    origin: &Origin,
    customer: CustomerId,
    wanted: &Wanted,
) -> Result<BlockId, BlockError> {
    customer::by_id(tx, customer)?.ok_or(BlockError::NotFound)?;
    let reason = text::clean_line(&wanted.reason, 200);
    let message: String = text::clean(&wanted.message).chars().take(LONGEST).collect();
    if reason.is_empty() {
        return Err(BlockError::NoReason);
    }
    if message.is_empty() {
        return Err(BlockError::NoMessage);
    }
    if holds(tx, customer)? {
        return Err(BlockError::Already);
    }
    let open = open_chats(tx, customer)?;
    for chat in &open {
        if let State::Active { agent: owner, .. } = &chat.state
            && owner.id != agent.id
            && !agent.may_act_as(Role::Supervisor)
        {
            return Err(BlockError::TakenBy(owner.clone()));
        }
    }
    let now = tx.now;
    let until = wanted.lasts.map(|lasts| now.plus(lasts));
    tx.execute(
        "insert into block (customer_id, agent_id, at, reason, message, until, told_at)
         values (:customer, :agent, :now, :reason, :message, :until, :never)",
        named_params! {
            ":customer": customer, ":agent": agent.id, ":now": now, ":reason": reason, ":message": message,
            ":until": until, ":never": Timestamp(0),
        },
    )?;
    let id = BlockId(tx.last_insert_id());
    if let Some(until) = until {
        timer::set(tx, Due::LiftBlock, id.0, until)?;
    }
    for chat in &open {
        let place = Place::of(chat);
        tell(tx, &place, id, &message)?;
        handed::end(tx, chat, End::Over)?;
        outgoing::drop_all(tx, chat.id)?;
        invite::disband(tx, chat.id)?;
        put_away(tx, chat.id, agent.id)?;
        say::by_house(tx, &place, "blocked", Some(agent))?;
        conversation::tell(tx, chat.id, Cause::Closed)?;
    }
    customer::changed(tx, customer)?;
    // Why stands with the customer and goes with them.
    let who = audit::customer(customer);
    audit::log(tx, origin, "customer_blocked", &who)?;
    Ok(id)
}

fn open_chats(reader: &Reader<'_>, customer: CustomerId) -> Result<Vec<Conversation>, DbError> {
    let sql = format!(
        "select {} from {} where conversation.customer_id = ?1
           and conversation.state in ('waiting', 'scheduled', 'active') order by conversation.id",
        conversation::COLUMNS,
        conversation::FROM,
    );
    reader.list(&sql, [customer], conversation::from_row)
}

fn put_away(tx: &mut Tx<'_>, id: ConversationId, agent: AgentId) -> Result<(), DbError> {
    let now = tx.now;
    tx.execute(
        "update conversation set state = 'closed', closed_at = :now, archived_at = :now,
           agent_id = coalesce(agent_id, :agent), waiting_since = null, last_activity_at = :now
         where id = :id",
        named_params! { ":now": now, ":agent": agent, ":id": id },
    )?;
    tx.execute("delete from draft where conversation_id = ?1", [id])?;
    Ok(())
}

/// A visitor writes who is blocked: it is kept with what they wrote before, and calls nobody. They are told why, unless a bot
/// answers them: then that waits until they ask for a person. Answers `None` for everybody else.
pub fn turn_away(
    tx: &mut Tx<'_>,
    visitor: Visitor,
    draft: &Draft,
    has_bot: bool,
) -> Result<Option<Said>, SayError> {
    if !holds(tx, visitor.customer)? {
        return Ok(None);
    }
    let place = place_apart(tx, visitor)?;
    let said = say::afterwards(tx, &place, draft)?;
    if !said.repeat && !draft.is_automatic && !has_bot {
        tell_again(tx, &place, visitor.customer)?;
    }
    Ok(Some(said))
}

/// Tells a blocked customer once more why nobody answers them, unless they have just read it.
pub fn tell_again(tx: &mut Tx<'_>, place: &Place, customer: CustomerId) -> Result<(), DbError> {
    match of_customer(tx, customer)? {
        Some(block) if tx.now.since(block.told_at) >= AGAIN => {
            tell(tx, place, block.id, &block.message)
        }
        Some(_) | None => Ok(()),
    }
}

/// Tells a customer why nobody answers them. If that is not delivered now, they are told at their next try.
fn tell(tx: &mut Tx<'_>, place: &Place, id: BlockId, message: &str) -> Result<(), DbError> {
    if say::automatically(tx, place, message)?.is_some() {
        let now = tx.now;
        tx.execute("update block set told_at = ?2 where id = ?1", (id, now))?;
    }
    Ok(())
}

/// Where a blocked visitor's words are kept: in their last chat, or in one that is put away as it begins.
fn place_apart(tx: &mut Tx<'_>, visitor: Visitor) -> Result<Place, SayError> {
    if let Some(latest) = conversation::latest_written_of(tx, visitor.identity)? {
        return Ok(Place::of(&latest));
    }
    let now = tx.now;
    let fresh = conversation::open_of(tx, visitor.identity)?;
    let id = match fresh {
        Some(fresh) => {
            tx.execute(
                "update conversation set state = 'closed', closed_at = ?2, archived_at = ?2 where id = ?1",
                (fresh.id, now),
            )?;
            fresh.id
        }
        None => {
            let identity = identity::by_id(tx, visitor.identity)?.ok_or(SayError::NotFound)?;
            let channel = channel::by_id(tx, identity.channel)?.ok_or(SayError::NotFound)?;
            tx.execute(
                "insert into conversation (customer_id, identity_id, channel_id, queue_id, state, created_at,
                   closed_at, archived_at, last_activity_at)
                 values (:customer, :identity, :channel, :queue, 'closed', :now, :now, :now, :now)",
                named_params! {
                    ":customer": visitor.customer, ":identity": visitor.identity, ":channel": channel.id,
                    ":queue": channel.queue, ":now": now,
                },
            )?;
            ConversationId(tx.last_insert_id())
        }
    };
    let chat = conversation::by_id(tx, id)?.ok_or(SayError::NotFound)?;
    Ok(Place::of(&chat))
}

/// Lets a customer back in: whoever blocked them may, and every supervisor. What they wrote meanwhile
/// stays where it is. One who is not blocked stays so.
pub fn lift(
    tx: &mut Tx<'_>,
    agent: &Agent,
    origin: &Origin,
    customer: CustomerId,
) -> Result<(), BlockError> {
    customer::by_id(tx, customer)?.ok_or(BlockError::NotFound)?;
    let Some(block) = of_customer(tx, customer)? else {
        return Ok(());
    };
    if block.agent.id != agent.id && !agent.may_act_as(Role::Supervisor) {
        return Err(BlockError::NotYours(block.agent));
    }
    end(tx, block.id, Some(agent.id))?;
    timer::cancel(tx, Due::LiftBlock, block.id.0)?;
    tell_lifted(tx, customer, Some(agent))?;
    Ok(audit::log(
        tx,
        origin,
        "customer_unblocked",
        &audit::customer(customer),
    )?)
}

/// A block's time is up.
pub fn time_is_up(tx: &mut Tx<'_>, id: BlockId) -> Result<(), DbError> {
    if end(tx, id, None)? {
        let customer: CustomerId =
            tx.get("select customer_id from block where id = ?1", [id], |row| {
                row.get(0)
            })?;
        tell_lifted(tx, customer, None)?;
    }
    Ok(())
}

fn end(tx: &mut Tx<'_>, id: BlockId, by: Option<AgentId>) -> Result<bool, DbError> {
    let now = tx.now;
    let ended = tx.execute(
        "update block set lifted_at = ?2, lifted_by = ?3 where id = ?1 and lifted_at is null",
        (id, now, by),
    )?;
    Ok(ended > 0)
}

fn tell_lifted(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    agent: Option<&Agent>,
) -> Result<(), DbError> {
    for account in identity::of_customer(tx, customer)? {
        if let Some(latest) = conversation::latest_written_of(tx, account.id)?
            && latest.archived_at.is_some()
        {
            let line = match agent {
                Some(_) => "unblocked",
                None => "unblocked-in-time",
            };
            say::by_house(tx, &Place::of(&latest), line, agent)?;
        }
    }
    customer::changed(tx, customer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        db::memory::Memory,
        desk::{
            cast,
            closing::{
                follow_up::follow_up,
                reopen::{ReopenError, reopen},
            },
            conversation::{
                Status,
                message::{self, Author, Message},
            },
            waitlist::{self, claim},
        },
    };

    fn wanted(lasts: Option<Duration>) -> Wanted {
        Wanted {
            reason: "Spam".to_owned(),
            message: "We cannot go on with this.".to_owned(),
            lasts,
        }
    }

    fn told(memory: &mut Memory, visitor: Visitor) -> Vec<(String, bool)> {
        let said: Vec<Message> = memory
            .act(|tx| message::of_identity(tx, visitor.identity, crate::base::id::MessageId(0), 99))
            .unwrap();
        said.into_iter()
            .filter(|message| !matches!(message.author, Author::System(_)))
            .map(|message| {
                let by_house = matches!(message.author, Author::Bot);
                (message.text, by_house)
            })
            .collect()
    }

    #[test]
    fn a_blocked_customer_is_told_and_calls_nobody() {
        let mut memory = Memory::new();
        let origin = Origin::default();
        let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
        let bo = memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
        let visitor = memory.act(|tx| cast::visitor(tx, "Mallory")).unwrap();
        let said = memory.act(|tx| cast::write(tx, visitor, "Buy!")).unwrap();
        memory
            .act(|tx| claim::claim(tx, &ana, said.conversation, None))
            .unwrap();
        for (agent, reason, message) in [(&ana, " ", "x"), (&ana, "Spam", ""), (&bo, "Spam", "x")] {
            let wanted = Wanted {
                reason: reason.to_owned(),
                message: message.to_owned(),
                lasts: None,
            };
            let refused = memory.act(|tx| block(tx, agent, &origin, visitor.customer, &wanted));
            assert!(refused.is_err(), "{reason:?} {message:?}");
        }
        memory
            .act(|tx| block(tx, &ana, &origin, visitor.customer, &wanted(None)))
            .unwrap();
        let chat = memory
            .act(|tx| conversation::by_id(tx, said.conversation))
            .unwrap()
            .unwrap();
        assert_eq!(chat.status(), Status::Archived);
        assert!(matches!(
            memory.act(|tx| block(tx, &ana, &origin, visitor.customer, &wanted(None))),
            Err(BlockError::Already)
        ));

        // Twice at once, and once more an hour later.
        for text in ["Why?", "Thanks!"] {
            let again = memory.act(|tx| cast::write(tx, visitor, text)).unwrap();
            assert_eq!(again.conversation, said.conversation);
        }
        memory.advance(Duration::from_secs(3_600));
        memory.act(|tx| cast::write(tx, visitor, "Hey")).unwrap();
        let words = told(&mut memory, visitor);
        let words: Vec<_> = words
            .iter()
            .map(|(text, by_house)| (text.as_str(), *by_house))
            .collect();
        let no = ("We cannot go on with this.", true);
        assert_eq!(
            words,
            [
                ("Buy!", false),
                no,
                ("Why?", false),
                ("Thanks!", false),
                ("Hey", false),
                no
            ]
        );
        assert_eq!(memory.act(|tx| waitlist::count(tx, ana.id)).unwrap(), 0);
        assert!(matches!(
            memory.act(|tx| reopen(tx, &ana, said.conversation)),
            Err(ReopenError::Blocked)
        ));
        assert!(matches!(
            memory.act(|tx| follow_up(tx, &ana, said.conversation)),
            Err(ReopenError::Blocked)
        ));
    }

    #[test]
    fn what_was_to_be_said_later_is_dropped() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
        let visitor = memory.act(|tx| cast::visitor(tx, "Mallory")).unwrap();
        let said = memory.act(|tx| cast::write(tx, visitor, "Buy!")).unwrap();
        let chat = said.conversation;
        memory.act(|tx| claim::claim(tx, &ana, chat, None)).unwrap();
        let tomorrow = Draft {
            text: "Good morning!".to_owned(),
            ..Draft::default()
        };
        memory
            .act(|tx| {
                let due = tx.now.plus(Duration::from_secs(24 * 3_600));
                let when = (outgoing::Rest::Scheduled, due);
                outgoing::put(
                    tx,
                    &ana,
                    chat,
                    &tomorrow,
                    (None, say::Clearance::Look),
                    when,
                )
            })
            .unwrap();
        let origin = Origin::default();
        memory
            .act(|tx| block(tx, &ana, &origin, visitor.customer, &wanted(None)))
            .unwrap();
        let resting = memory.act(|tx| outgoing::of_conversation(tx, chat));
        assert!(resting.unwrap().is_empty());
        assert!(memory.act(timer::take_due).unwrap().is_none());
        memory.advance(Duration::from_secs(48 * 3_600));
        assert!(memory.act(timer::take_due).unwrap().is_none());
    }

    #[test]
    fn who_is_let_back_in_begins_anew() {
        let mut memory = Memory::new();
        let origin = Origin::default();
        let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
        let bo = memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
        let visitor = memory.act(|tx| cast::visitor(tx, "Mallory")).unwrap();
        // Blocked before the first word: what they write is kept apart all the same.
        memory
            .act(|tx| block(tx, &ana, &origin, visitor.customer, &wanted(None)))
            .unwrap();
        let first = memory.act(|tx| cast::write(tx, visitor, "Hello")).unwrap();
        assert_eq!(told(&mut memory, visitor).len(), 2, "told at the first try");
        assert!(matches!(
            memory.act(|tx| lift(tx, &bo, &origin, visitor.customer)),
            Err(BlockError::NotYours(_))
        ));
        memory
            .act(|tx| lift(tx, &ana, &origin, visitor.customer))
            .unwrap();
        let next = memory.act(|tx| cast::write(tx, visitor, "Sorry")).unwrap();
        assert_ne!(next.conversation, first.conversation);
        assert_eq!(memory.act(|tx| waitlist::count(tx, ana.id)).unwrap(), 1);
        let page = memory.act(|tx| list(tx, None, 9)).unwrap();
        assert_eq!(page.rows.len(), 1);
        assert_eq!(
            (
                page.rows[0].reason.as_str(),
                page.rows[0].lifted_by.as_str()
            ),
            ("Spam", "Ana")
        );
    }

    #[test]
    fn a_block_for_a_day_ends_by_itself() {
        let mut memory = Memory::new();
        let origin = Origin::default();
        let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
        let visitor = memory.act(|tx| cast::visitor(tx, "Mallory")).unwrap();
        memory.act(|tx| cast::write(tx, visitor, "Buy!")).unwrap();
        let day = Duration::from_secs(24 * 3_600);
        memory
            .act(|tx| block(tx, &ana, &origin, visitor.customer, &wanted(Some(day))))
            .unwrap();
        memory.advance(day);
        let due = memory.act(timer::take_due).unwrap().unwrap();
        assert_eq!(due.due, Due::LiftBlock);
        memory
            .act(|tx| time_is_up(tx, BlockId(due.subject)))
            .unwrap();
        assert!(!memory.act(|tx| holds(tx, visitor.customer)).unwrap());
        assert!(memory.act(timer::take_due).unwrap().is_none());
    }
}

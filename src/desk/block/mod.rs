//! A customer whom the team no longer serves (BEHAVIOUR 21): their chats end, they are told so, and
//! told again when they try anew; nobody is called. Until it is lifted, or its time is up.

mod nearby;
#[cfg(test)]
mod tests;

use std::time::Duration;

pub use self::nearby::{Nearby, Reach, address_of};

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
    /// Which new visitors are blocked, too.
    pub nearby: Option<Nearby>,
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
    /// It is not known, or known to nobody but the house's own network, from where they come.
    #[error("their address is not known")]
    NoAddress,
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
    /// From which addresses new visitors are blocked, too, and until when.
    pub network: Option<(String, Timestamp)>,
    /// The customer from whose addresses this one came, if that is why, and their name.
    pub because_of: Option<(CustomerId, String)>,
}

const COLUMNS: &str =
    "block.id, block.customer_id, customer.name, block.at, block.reason, block.message,
    block.until, block.told_at, block.lifted_at,
    coalesce((select name from agent as lifter where lifter.id = block.lifted_by), ''),
    agent.id, agent.name, agent.public_name, agent.public_title, agent.picture_id,
    block.network, block.network_until, other.id, other.name";
const FROM: &str = "block join customer on customer.id = block.customer_id
    join agent on agent.id = block.agent_id
    left join block as cause on cause.id = block.because_of
    left join customer as other on other.id = cause.customer_id";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Block> {
    let (network, until): (Option<String>, Option<Timestamp>) = (row.get(15)?, row.get(16)?);
    let (other, name): (Option<CustomerId>, Option<String>) = (row.get(17)?, row.get(18)?);
    Ok(Block {
        network: network.zip(until),
        because_of: other.zip(name),
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
    let customer = customer::merge::who_is(tx, customer)?;
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
    let network = match &wanted.nearby {
        Some(nearby) => Some(
            nearby
                .of(tx, customer, until)?
                .ok_or(BlockError::NoAddress)?,
        ),
        None => None,
    };
    let id = insert(
        tx,
        &Fresh {
            customer,
            agent: agent.id,
            reason: &reason,
            message: &message,
            until,
            network,
            because_of: None,
        },
    )?;
    for chat in &open {
        let place = Place::of(chat);
        tell(tx, &place, id, &message)?;
        handed::end(tx, chat, End::Over)?;
        outgoing::drop_replies(tx, chat.id)?;
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

/// A block that begins.
struct Fresh<'a> {
    customer: CustomerId,
    agent: AgentId,
    reason: &'a str,
    message: &'a str,
    until: Option<Timestamp>,
    network: Option<(String, Timestamp)>,
    because_of: Option<BlockId>,
}

fn insert(tx: &mut Tx<'_>, block: &Fresh<'_>) -> Result<BlockId, DbError> {
    let now = tx.now;
    let (network, network_until) = block.network.clone().unzip();
    tx.execute(
        "insert into block (customer_id, agent_id, at, reason, message, until, told_at, network, network_until, because_of)
         values (:customer, :agent, :now, :reason, :message, :until, :never, :network, :network_until, :because_of)",
        named_params! {
            ":customer": block.customer, ":agent": block.agent, ":now": now, ":reason": block.reason,
            ":message": block.message, ":until": block.until, ":never": Timestamp(0), ":network": network,
            ":network_until": network_until, ":because_of": block.because_of,
        },
    )?;
    let id = BlockId(tx.last_insert_id());
    // Its addresses have their time, and that is no later than its own.
    if let Some(at) = network_until.or(block.until) {
        timer::set(tx, Due::LiftBlock, id.0, at)?;
    }
    Ok(id)
}

/// One that the bot holds is open, too, although nobody waits in it.
fn open_chats(reader: &Reader<'_>, customer: CustomerId) -> Result<Vec<Conversation>, DbError> {
    let sql = format!(
        "select {} from {} where conversation.customer_id = ?1
           and (conversation.state in ('waiting', 'scheduled', 'active') or conversation.state = 'fresh' and exists
             (select 1 from bot_chat where conversation_id = conversation.id and ended_at is null))
         order by conversation.id",
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
    if !holds(tx, visitor.customer)? && !nearby::catches(tx, visitor)? {
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
    let customer = customer::merge::who_is(tx, customer)?;
    customer::by_id(tx, customer)?.ok_or(BlockError::NotFound)?;
    let Some(block) = of_customer(tx, customer)? else {
        return Ok(());
    };
    if block.agent.id != agent.id && !agent.may_act_as(Role::Supervisor) {
        return Err(BlockError::NotYours(block.agent));
    }
    end(tx, block.id, Some(agent.id))?;
    tell_lifted(tx, customer, Some(agent))?;
    // Who was blocked for coming from the same addresses is let back in as well.
    for (id, customer) in nearby::caught(tx, block.id)? {
        end(tx, id, Some(agent.id))?;
        tell_lifted(tx, customer, Some(agent))?;
    }
    Ok(audit::log(
        tx,
        origin,
        "customer_unblocked",
        &audit::customer(customer),
    )?)
}

/// A block's time is up, or that of its addresses.
pub fn time_is_up(tx: &mut Tx<'_>, id: BlockId) -> Result<(), DbError> {
    let found = tx.find(
        "select customer_id, until from block where id = ?1 and lifted_at is null",
        [id],
        |row| {
            Ok((
                row.get::<_, CustomerId>(0)?,
                row.get::<_, Option<Timestamp>>(1)?,
            ))
        },
    )?;
    let Some((customer, until)) = found else {
        return Ok(());
    };
    if until.is_none_or(|until| until > tx.now) {
        nearby::forget(tx, id)?;
        return match until {
            Some(until) => timer::set(tx, Due::LiftBlock, id.0, until),
            None => Ok(()),
        };
    }
    end(tx, id, None)?;
    tell_lifted(tx, customer, None)
}

/// Nobody is held by it any more, and from which addresses they came is forgotten.
fn end(tx: &mut Tx<'_>, id: BlockId, by: Option<AgentId>) -> Result<(), DbError> {
    let now = tx.now;
    tx.execute(
        "update block set lifted_at = ?2, lifted_by = ?3, network = null, network_until = null where id = ?1",
        (id, now, by),
    )?;
    timer::cancel(tx, Due::LiftBlock, id.0)
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

//! Going on with a chat that had ended.

use std::time::Duration;

use crate::{
    base::{
        id::{AgentId, ConversationId, ForwardId, IdentityId},
        time::Timestamp,
    },
    db::{DbError, Tx, named_params},
    desk::{
        block,
        closing::{company, survey},
        conversation::{self, Cause, Conversation, State, say, silence},
        team::{Agent, Role, availability},
        timer::{self, Due},
        waiting_clock,
        waitlist::give::{self, GiveError},
    },
};

/// For so long an end is taken back as if it had not been, and a survey that is a message rests (BEHAVIOUR 16): ten seconds
/// on the screen, and some for a slow line.
pub const UNDO_WITHIN: Duration = Duration::from_secs(15);

/// Why a chat stayed closed.
#[derive(Debug, thiserror::Error)]
pub enum ReopenError {
    /// There is no such chat.
    #[error("there is no such chat")]
    NotFound,
    /// The customer has another chat open, which is the one to go on with.
    #[error("this customer has another chat open")]
    OtherOpen(ConversationId),
    /// The team no longer serves this customer.
    #[error("this customer is blocked")]
    Blocked,
    /// It is put away, and the agent is no supervisor.
    #[error("this chat is archived")]
    Archived,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// The open chat of an account in which something was written. One in which nothing was, because the customer
/// only opened the widget again, gives way.
pub(super) fn make_room(
    tx: &mut Tx<'_>,
    identity: IdentityId,
) -> Result<Option<Conversation>, DbError> {
    match conversation::open_of(tx, identity)? {
        Some(open) if open.state == State::Fresh => {
            tx.execute("delete from conversation where id = ?1", [open.id])?;
            Ok(None)
        }
        written => Ok(written),
    }
}

/// Takes a closed chat up again; it is then the agent's. One that is open stays as it is.
pub fn reopen(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: ConversationId,
) -> Result<Conversation, ReopenError> {
    let conversation = conversation::by_id(tx, id)?.ok_or(ReopenError::NotFound)?;
    if !conversation.has_ended() {
        return Ok(conversation);
    }
    if conversation.archived_at.is_some() && !agent.may_act_as(Role::Supervisor) {
        return Err(ReopenError::Archived);
    }
    may_go_on(tx, &conversation)?;
    take_up(tx, id, agent.id)?;
    say::by_house(tx, &say::Place::of(&conversation), "reopened", Some(agent))?;
    conversation::tell(tx, id, Cause::Reopened)?;
    conversation::by_id(tx, id)?.ok_or(ReopenError::NotFound)
}

/// Takes back an end of a moment ago by whoever brought it about: everything stands as it stood before. An older one,
/// or somebody else's, is gone on with as by [`reopen`].
pub fn take_back(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: ConversationId,
) -> Result<Conversation, ReopenError> {
    let chat = conversation::by_id(tx, id)?.ok_or(ReopenError::NotFound)?;
    let ended_at = match chat.state {
        State::WrappingUp { at, .. } | State::Closed { at, .. } => at,
        State::Fresh | State::Waiting { .. } | State::Scheduled | State::Active { .. } => {
            return Ok(chat);
        }
    };
    let is_late = tx.now.since(ended_at) >= UNDO_WITHIN || chat.archived_at.is_some();
    if is_late || !ended_by(tx, id, agent.id)? {
        return reopen(tx, agent, id);
    }
    let since = waiting_clock::at_the_end(tx, id)?;
    // What nobody had taken was in the line.
    let was_taken = tx.exists(
        "select 1 from conversation where id = ?1 and claimed_at is not null",
        [id],
    )?;
    let owner = chat.agent().filter(|_| was_taken).map(|owner| owner.id);
    undo(tx, agent, id, owner, since)?;
    conversation::by_id(tx, id)?.ok_or(ReopenError::NotFound)
}

/// Whether this agent brought about the last end of a chat.
fn ended_by(tx: &Tx<'_>, id: ConversationId, agent: AgentId) -> Result<bool, DbError> {
    let by: Option<Option<AgentId>> = tx.find(
        "select agent_id from message where conversation_id = ?1 and author = 'system' and text = 'closed'
         order by id desc limit 1",
        [id],
        |row| row.get(0),
    )?;
    Ok(by.flatten() == Some(agent))
}

fn may_go_on(tx: &mut Tx<'_>, conversation: &Conversation) -> Result<(), ReopenError> {
    if block::holds(tx, conversation.customer)? {
        return Err(ReopenError::Blocked);
    }
    match make_room(tx, conversation.identity)? {
        Some(other) => Err(ReopenError::OtherOpen(other.id)),
        None => Ok(()),
    }
}

/// Takes back an end of a moment ago: the chat is its agent's again, or in the line if it was nobody's, or put off as it was,
/// and its customer waits as long as before.
pub(in crate::desk) fn undo(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: ConversationId,
    owner: Option<AgentId>,
    waiting_since: Option<Timestamp>,
) -> Result<(), ReopenError> {
    let conversation = conversation::by_id(tx, id)?.ok_or(ReopenError::NotFound)?;
    may_go_on(tx, &conversation)?;
    take_up(tx, id, owner.unwrap_or(agent.id))?;
    let put_off = company::bring_back(tx, id)?;
    let place = say::Place::of(&conversation);
    say::by_house(tx, &place, "reopened", Some(agent))?;
    if let Some(since) = waiting_since {
        tx.execute(
            "update conversation set waiting_since = ?2 where id = ?1",
            (id, since),
        )?;
        let late = tx.now.since(since).as_secs();
        let line = format!("{}end-undone {late}", say::FOR_TEAM);
        say::by_house(tx, &place, &line, Some(agent))?;
    }
    conversation::tell(tx, id, Cause::Reopened)?;
    match (owner, put_off) {
        (Some(_), _) => {}
        (None, Some(forward)) => put_off_again(tx, agent, &place, forward)?,
        (None, None) => {
            give::release(tx, agent, id).map_err(|error| match error {
                GiveError::Db(error) => ReopenError::Db(error),
                other => ReopenError::Db(DbError::Panicked(format!("not put back: {other}"))),
            })?;
        }
    }
    Ok(())
}

/// A chat waits for its time again, by the forward that put it off before.
fn put_off_again(
    tx: &mut Tx<'_>,
    agent: &Agent,
    place: &say::Place,
    forward: ForwardId,
) -> Result<(), DbError> {
    let (id, now) = (place.conversation, tx.now);
    tx.execute(
        "update conversation set state = 'scheduled', agent_id = null, claimed_at = null, queued_at = :now,
           waiting_since = null, forward_id = :forward, last_activity_at = :now
         where id = :id",
        named_params! { ":now": now, ":forward": forward, ":id": id },
    )?;
    // The log says it as it did the first time.
    let line: Option<String> = tx.find(
        "select text from message
         where conversation_id = ?1 and author = 'system' and text like 'forwarded-later %'
         order by id desc limit 1",
        [id],
        |row| row.get(0),
    )?;
    if let Some(line) = line {
        say::by_house(tx, place, &line, Some(agent))?;
    }
    conversation::tell(tx, id, Cause::Forwarded)?;
    Ok(())
}

/// A chat that had ended is an agent's again.
pub(super) fn take_up(tx: &mut Tx<'_>, id: ConversationId, agent: AgentId) -> Result<(), DbError> {
    let now = tx.now;
    tx.execute(
        "update conversation set state = 'active', agent_id = :agent, claimed_at = :now, claim_key = null, owner_gone = 0,
           closed_at = null, archived_at = null, wrapping_up = 0, wrap_up_until = null, handled_at = null, survey = case survey when 'answered' then survey else 'none' end,
           last_activity_at = :now
         where id = :id",
        named_params! { ":agent": agent, ":now": now, ":id": id },
    )?;
    timer::cancel(tx, Due::EndWrapUp, id.0)?;
    survey::recall(tx, id)?;
    availability::given(tx, agent)?;
    // Whatever was said to a silent customer before the end, their silence begins anew.
    silence::end(tx, id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        db::memory::Memory,
        desk::{
            cast,
            conversation::{Status, handed, participant, watch},
            forward::{self, Wall, Wish, back},
            waitlist::claim,
        },
    };

    struct Desk {
        memory: Memory,
        bo: Agent,
        boss: Agent,
        chat: ConversationId,
    }

    /// Hannah has waited for six minutes; Bo has her chat if it is taken.
    fn desk(is_taken: bool) -> Desk {
        let mut memory = Memory::new();
        let bo = memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
        let boss = memory.act(|tx| cast::supervisor(tx, "Boss")).unwrap();
        let said = memory
            .act(|tx| cast::waiting_chat(tx, "Hannah", "Where is my parcel?"))
            .unwrap();
        let chat = said.conversation;
        if is_taken {
            memory.act(|tx| claim::claim(tx, &bo, chat, None)).unwrap();
        }
        memory.advance(Duration::from_secs(360));
        Desk {
            memory,
            bo,
            boss,
            chat,
        }
    }

    impl Desk {
        fn now(&mut self) -> Conversation {
            let chat = self.chat;
            let found = self.memory.act(|tx| conversation::by_id(tx, chat)).unwrap();
            found.unwrap()
        }

        /// Somebody ends it, and takes that back so many seconds later, or somebody else does.
        fn ends(&mut self, who: &Agent, seconds: u64, back: &Agent) -> Conversation {
            let chat = self.chat;
            self.memory.act(|tx| cast::close(tx, who, chat)).unwrap();
            assert_eq!(self.now().waiting_since, None, "the premise: it has ended");
            self.memory.advance(Duration::from_secs(seconds));
            self.memory.act(|tx| take_back(tx, back, chat)).unwrap()
        }
    }

    #[test]
    fn an_end_that_was_taken_back_has_not_been() {
        let mut own = desk(true);
        let (since, bo) = (own.now().waiting_since, own.bo.clone());
        let chat = own.ends(&bo, 14, &bo);
        assert_eq!(chat.status(), Status::Active);
        assert!(since.is_some());
        assert_eq!(chat.waiting_since, since, "she waits as long as before");
        let wrong = own.memory.act(|tx| waiting_clock::differences(tx)).unwrap();
        assert_eq!(wrong, []);

        // A supervisor does not come by it, neither from an agent nor from the line.
        let mut theirs = desk(true);
        let (boss, bo) = (theirs.boss.clone(), theirs.bo.id);
        let chat = theirs.ends(&boss, 8, &boss);
        assert_eq!(chat.agent().map(|face| face.id), Some(bo));
        let mut line = desk(false);
        let since = line.now().waiting_since;
        let chat = line.ends(&boss, 8, &boss);
        assert_eq!((chat.status(), chat.waiting_since), (Status::New, since));
        let wrong = line
            .memory
            .act(|tx| waiting_clock::differences(tx))
            .unwrap();
        assert_eq!(wrong, []);
    }

    #[test]
    fn later_or_by_somebody_else_it_is_a_new_beginning() {
        let mut late = desk(true);
        let boss = late.boss.clone();
        let chat = late.ends(&boss, 15, &boss);
        assert_eq!(chat.agent().map(|face| face.id), Some(boss.id));
        let mut other = desk(true);
        let (boss, bo) = (other.boss.clone(), other.bo.clone());
        let chat = other.ends(&bo, 8, &boss);
        assert_eq!(chat.agent().map(|face| face.id), Some(boss.id));
        assert_eq!(chat.waiting_since, None);
    }

    #[test]
    fn who_was_in_it_and_who_followed_it_is_there_again_but_not_in_a_new_beginning() {
        for (seconds, expected) in [(14, 1), (15, 0)] {
            let mut desk = desk(true);
            let (bo, boss, chat) = (desk.bo.clone(), desk.boss.id, desk.chat);
            let cy = desk.memory.act(|tx| cast::agent(tx, "Cy")).unwrap().id;
            desk.memory
                .act(|tx| {
                    participant::add(tx, chat, cy)?;
                    watch::add(tx, chat, boss)
                })
                .unwrap();
            desk.ends(&bo, seconds, &bo);
            let stand = desk.memory.act::<_, DbError>(|tx| {
                Ok((participant::of(tx, chat)?.len(), watch::of(tx, chat)?.len()))
            });
            assert_eq!(stand.unwrap(), (expected, expected), "{seconds} s");
        }
    }

    /// Bo puts Hannah's chat off for so many minutes.
    fn put_off(minutes: u64, keeps_date: bool) -> Desk {
        let mut desk = desk(true);
        let (bo, chat) = (desk.bo.clone(), desk.chat);
        desk.memory
            .act(|tx| {
                let at = tx.now.plus(Duration::from_secs(60 * minutes));
                let wish = Wish {
                    later: Some(Wall::of(at, "Europe/Berlin").expect("a time")),
                    note: "Ask for the tracking number".to_owned(),
                    keeps_date,
                    ..Wish::default()
                };
                forward::forward(tx, &bo, chat, &wish)
            })
            .unwrap();
        desk
    }

    impl Desk {
        /// What is to come, and the timer that brings it.
        fn dated(&mut self) -> (Option<handed::Handed>, Option<Timestamp>) {
            let chat = self.chat;
            self.memory
                .act::<_, DbError>(|tx| {
                    let timer = tx.find(
                        "select due_at from timer where kind = ?1 and subject_id = ?2",
                        (Due::ForwardDue, chat),
                        |row| row.get(0),
                    )?;
                    Ok((handed::standing(tx, chat)?, timer))
                })
                .unwrap()
        }
    }

    #[test]
    fn what_was_put_off_is_put_off_again_as_it_was() {
        let mut desk = put_off(60, false);
        let (before, dated, bo) = (desk.now(), desk.dated(), desk.bo.clone());
        assert_eq!(before.state, State::Scheduled, "the premise");
        let due = dated.0.as_ref().and_then(|handed| handed.put_off.as_ref());
        assert_eq!(due.map(|due| due.at), dated.1, "the premise");
        let back = desk.ends(&bo, 8, &bo);
        assert_eq!(back.state, State::Scheduled);
        assert_eq!((back.forward, back.waiting_since), (before.forward, None));
        assert_eq!(desk.dated(), dated);
        let wrong = desk.memory.act(|tx| waiting_clock::differences(tx));
        assert_eq!(wrong.unwrap(), []);
    }

    #[test]
    fn what_came_due_while_its_end_was_taken_back_is_in_the_line() {
        let mut desk = put_off(1, false);
        let (bo, chat, due) = (desk.bo.clone(), desk.chat, desk.dated().1);
        desk.memory.advance(Duration::from_secs(55));
        desk.ends(&bo, 8, &bo);
        while let Some(timer) = desk.memory.act(timer::take_due).unwrap() {
            if timer.due == Due::ForwardDue {
                desk.memory.act(|tx| back::is_due(tx, chat)).unwrap();
            }
        }
        let chat = desk.now();
        assert_eq!((chat.status(), chat.waiting_since), (Status::New, due));
        let wrong = desk.memory.act(|tx| waiting_clock::differences(tx));
        assert_eq!(wrong.unwrap(), []);
    }

    #[test]
    fn a_reminder_stands_again_with_its_chat() {
        let mut desk = put_off(60, true);
        let (bo, chat, dated) = (desk.bo.clone(), desk.chat, desk.dated());
        desk.memory
            .act(|tx| back::customer_wrote(tx, chat))
            .unwrap();
        desk.memory
            .act(|tx| claim::claim(tx, &bo, chat, None))
            .unwrap();
        assert_eq!(desk.dated(), dated, "the premise");
        let back = desk.ends(&bo, 8, &bo);
        assert_eq!(back.agent().map(|face| face.id), Some(bo.id));
        assert_eq!(desk.dated(), dated);
    }
}

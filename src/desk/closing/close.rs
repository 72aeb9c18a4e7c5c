//! Ending an episode: what it was about, how it ended, and whether the customer is asked.

use std::time::Duration;

use crate::{
    base::{
        id::{ChatTypeId, ConversationId, ReasonId},
        text,
    },
    db::{DbError, Tx, named_params},
    desk::{
        closing::{
            choice, company,
            survey::{self, Unasked},
            wrap_up,
        },
        conversation::{
            self, Cause, Conversation, State, Survey,
            handed::{self, End},
            say, watch,
        },
        invite, outgoing,
        rule::{self, Occasion},
        setting::{self, Closing},
        team::{Agent, Face, Role},
    },
};

/// What the agent answered when closing.
#[derive(Debug, Clone, Default)]
pub struct Answers {
    /// What it was about.
    pub chat_type: Option<ChatTypeId>,
    /// How it ended.
    pub reason: Option<ReasonId>,
    /// Words for the team.
    pub note: String,
    /// Whether the customer is asked how we did.
    pub survey: bool,
    /// Whether a person was asked for all this, and so has to answer what the team wants to know. A program
    /// that closes a chat is not.
    pub was_asked: bool,
    /// For so long whoever closes it may take that back. A survey that is a message leaves only then: what a customer's
    /// telephone has shown cannot be recalled.
    pub undo_within: Duration,
}

/// Why a chat stayed open.
#[derive(Debug, thiserror::Error)]
pub enum CloseError {
    /// There is no such chat.
    #[error("there is no such chat")]
    NotFound,
    /// It is a colleague's, and the agent is no supervisor.
    #[error("{} has this chat", .0.name)]
    TakenBy(Face),
    /// The team wants to know what it was about.
    #[error("choose what the chat was about")]
    TypeRequired,
    /// The team wants to know how it ended.
    #[error("choose how the chat ended")]
    ReasonRequired,
    /// The type or reason is not on the team's list.
    #[error("this choice is no longer on the list")]
    UnknownChoice,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Closes a chat. One that is already closed stays as it is and is answered as a success; what its agent was answering
/// while it ended without them is taken down all the same.
pub fn by_agent(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: ConversationId,
    answers: &Answers,
) -> Result<Conversation, CloseError> {
    let conversation = conversation::by_id(tx, id)?.ok_or(CloseError::NotFound)?;
    match &conversation.state {
        State::Active { agent: owner, .. }
            if owner.id == agent.id || agent.may_act_as(Role::Supervisor) => {}
        State::Active { agent: owner, .. } => return Err(CloseError::TakenBy(owner.clone())),
        State::Waiting { .. } | State::Scheduled => {}
        State::WrappingUp { agent: owner, .. }
        | State::Closed {
            agent: Some(owner), ..
        } if answers.was_asked && owner.id == agent.id => {
            check(tx, answers)?;
            return take_down(tx, id, answers);
        }
        State::WrappingUp { .. } | State::Closed { .. } => return Ok(conversation),
        State::Fresh => return Err(CloseError::NotFound),
    }
    check(tx, answers)?;
    company::remember(tx, &conversation)?;
    // What was sent a moment ago comes before the end.
    settle(tx, &conversation)?;
    let conversation = conversation::by_id(tx, id)?.ok_or(CloseError::NotFound)?;
    let unasked = survey::why_not(tx, &conversation)?;
    let survey = match unasked {
        None if answers.survey => Survey::Asked,
        _ => Survey::None,
    };
    let now = tx.now;
    tx.execute(
        "update conversation set state = 'closed', closed_at = :now, agent_id = coalesce(agent_id, :agent),
           waiting_since = null, last_activity_at = :now, chat_type_id = :type,
           closing_reason_id = :reason, closing_note = :note, survey = :survey
         where id = :id",
        named_params! {
            ":now": now, ":agent": agent.id, ":type": answers.chat_type, ":reason": answers.reason,
            ":note": text::clean(&answers.note), ":survey": survey, ":id": id,
        },
    )?;
    wrap_up::begin(tx, &conversation)?;
    let place = say::Place::of(&conversation);
    say::by_house(tx, &place, "closed", Some(agent))?;
    tell_unasked(tx, &place, unasked)?;
    if survey == Survey::Asked {
        survey::ask_after(tx, &conversation, answers.undo_within)?;
    }
    conversation::tell(tx, id, Cause::Closed)?;
    rule::happened(tx, Occasion::Closed, id, "")?;
    conversation::by_id(tx, id)?.ok_or(CloseError::NotFound)
}

/// What it was about, of a chat of which nobody has said so.
fn take_down(
    tx: &mut Tx<'_>,
    id: ConversationId,
    answers: &Answers,
) -> Result<Conversation, CloseError> {
    let taken = tx.execute(
        "update conversation set chat_type_id = :type, closing_reason_id = coalesce(closing_reason_id, :reason),
           closing_note = :note
         where id = :id and chat_type_id is null and closing_note = '' and (:type is not null or :note <> ''
           or closing_reason_id is null and :reason is not null)",
        named_params! {
            ":type": answers.chat_type, ":reason": answers.reason, ":note": text::clean(&answers.note), ":id": id,
        },
    )?;
    if taken > 0 {
        conversation::tell(tx, id, Cause::Changed)?;
    }
    conversation::by_id(tx, id)?.ok_or(CloseError::NotFound)
}

/// The customer ends the chat themselves. Whether they are asked how it went is as the house has it where nobody says.
pub fn by_customer(tx: &mut Tx<'_>, conversation: &Conversation) -> Result<(), DbError> {
    if conversation.has_ended() || conversation.state == State::Fresh {
        return Ok(());
    }
    settle(tx, conversation)?;
    let unasked = survey::why_not(tx, conversation)?;
    let survey = match unasked {
        None if setting::get::<Closing>(tx)?.survey => Survey::Asked,
        Some(_) | None => Survey::None,
    };
    let now = tx.now;
    tx.execute(
        "update conversation set state = 'closed', closed_at = :now, waiting_since = null,
           last_activity_at = :now, survey = :survey
         where id = :id",
        named_params! { ":now": now, ":survey": survey, ":id": conversation.id },
    )?;
    wrap_up::begin(tx, conversation)?;
    let place = say::Place::of(conversation);
    say::by_house(tx, &place, "left", None)?;
    tell_unasked(tx, &place, unasked)?;
    conversation::tell(tx, conversation.id, Cause::Closed)?;
    rule::happened(tx, Occasion::Closed, conversation.id, "")
}

/// The house ends a chat whose customer does not respond. Nobody is asked who says nothing.
pub fn by_silence(tx: &mut Tx<'_>, conversation: &Conversation) -> Result<(), DbError> {
    settle(tx, conversation)?;
    let reason = choice::for_silence(tx)?;
    let now = tx.now;
    tx.execute(
        "update conversation set state = 'closed', closed_at = :now, waiting_since = null,
           last_activity_at = :now, closing_reason_id = :reason
         where id = :id",
        named_params! { ":now": now, ":reason": reason, ":id": conversation.id },
    )?;
    wrap_up::begin(tx, conversation)?;
    let line = match reason {
        Some(_) => "silence-closed",
        None => "silence-closed-unnamed",
    };
    say::by_house(tx, &say::Place::of(conversation), line, None)?;
    conversation::tell(tx, conversation.id, Cause::Closed)?;
    rule::happened(tx, Occasion::Closed, conversation.id, "")
}

/// Before a chat ends: what rests in it leaves, nobody has it held for them or follows it, and who was called in
/// is out.
fn settle(tx: &mut Tx<'_>, conversation: &Conversation) -> Result<(), DbError> {
    outgoing::hurry(tx, conversation.id)?;
    handed::end(tx, conversation, End::Over)?;
    watch::clear(tx, conversation.id)?;
    invite::disband(tx, conversation.id)
}

/// A team that asks its customers reads why one was not asked.
fn tell_unasked(
    tx: &mut Tx<'_>,
    place: &say::Place,
    unasked: Option<Unasked>,
) -> Result<(), DbError> {
    if let Some(unasked) = unasked
        && setting::get::<Closing>(tx)?.survey
    {
        say::by_house(tx, place, unasked.line(), None)?;
    }
    Ok(())
}

fn check(tx: &Tx<'_>, answers: &Answers) -> Result<(), CloseError> {
    let rules: Closing = setting::get(tx)?;
    let types = super::chat_types(tx)?;
    let reasons = super::reasons(tx)?;
    // A team that has no list cannot be asked to choose from it.
    match answers.chat_type {
        None if answers.was_asked && rules.type_required && !types.is_empty() => {
            return Err(CloseError::TypeRequired);
        }
        Some(chosen) if !types.iter().any(|known| known.id == chosen) => {
            return Err(CloseError::UnknownChoice);
        }
        _ => {}
    }
    match answers.reason {
        None if answers.was_asked && rules.reason_required && !reasons.is_empty() => {
            Err(CloseError::ReasonRequired)
        }
        Some(chosen) if !reasons.iter().any(|known| known.id == chosen) => {
            Err(CloseError::UnknownChoice)
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::lang::Lang,
        db::memory::Memory,
        desk::{cast, waitlist::claim},
    };

    #[test]
    fn whoever_leaves_is_asked_where_the_house_asks() {
        for asks in [true, false] {
            let mut memory = Memory::new();
            let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
            let rules = Closing {
                survey: asks,
                ..Closing::default()
            };
            memory.act(|tx| setting::put(tx, &rules)).unwrap();
            let chat = memory
                .act(|tx| cast::waiting_chat(tx, "Hannah", "Hello"))
                .unwrap()
                .conversation;
            memory.act(|tx| claim::claim(tx, &ana, chat, None)).unwrap();
            let words = say::Draft {
                text: "Hello Hannah".to_owned(),
                ..say::Draft::default()
            };
            memory
                .act(|tx| say::by_agent(tx, &ana, chat, &words, None))
                .unwrap();
            let left = memory
                .act(|tx| {
                    let open = conversation::by_id(tx, chat)?.expect("it is there");
                    by_customer(tx, &open)?;
                    conversation::by_id(tx, chat)
                })
                .unwrap();
            let survey = left.unwrap().survey;
            assert_eq!(survey == Survey::Asked, asks, "{survey:?}");
        }
    }

    #[test]
    fn what_is_answered_while_the_customer_leaves_is_taken_down_once() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
        let bo = memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
        memory
            .act(|tx| choice::install_defaults(tx, Lang::En))
            .unwrap();
        let chat = memory
            .act(|tx| cast::waiting_chat(tx, "Hannah", "Hello"))
            .unwrap()
            .conversation;
        memory.act(|tx| claim::claim(tx, &ana, chat, None)).unwrap();
        memory
            .act(|tx| {
                let chat = conversation::by_id(tx, chat)?.expect("it is there");
                by_customer(tx, &chat)
            })
            .unwrap();
        let mut answers = |who: &Agent, type_id: i64, note: &str| {
            let answers = Answers {
                chat_type: Some(ChatTypeId(type_id)),
                reason: Some(ReasonId(1)),
                note: note.to_owned(),
                was_asked: true,
                ..Answers::default()
            };
            memory
                .act(|tx| by_agent(tx, who, chat, &answers))
                .expect("it has ended");
            let sql = "select chat_type_id, closing_reason_id, closing_note from conversation where id = ?1";
            let stands: (Option<i64>, Option<i64>, String) = memory
                .act::<_, DbError>(|tx| {
                    tx.get(sql, [chat], |row| {
                        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
                    })
                })
                .unwrap();
            stands
        };
        assert_eq!(answers(&bo, 1, "Not his"), (None, None, String::new()));
        let first = (Some(2), Some(1), "The box was wet".to_owned());
        assert_eq!(answers(&ana, 2, "The box was wet"), first);
        assert_eq!(answers(&ana, 3, "Once more"), first, "it has been said");
    }
}

//! The bot says what it has thought.

use super::{Held, IDLE, Reply, Step, button, end, hand_over, held, may_speak};
use crate::{
    base::id::ConversationId,
    db::{DbError, Tx, named_params},
    desk::{
        block,
        conversation::{
            self, Cause, Conversation, State,
            say::{self, Place},
        },
        outbox::Choice,
        timer::{self, Due},
    },
};

/// Says what was thought. What has changed meanwhile goes first: another message of the customer's will be thought about
/// by itself, and where a person has come in nothing is said.
pub fn speak(tx: &mut Tx<'_>, id: ConversationId, reply: &Reply) -> Result<(), DbError> {
    let (Some(now), Some(chat)) = (held(tx, id)?, conversation::by_id(tx, id)?) else {
        return Ok(());
    };
    if now.asked != Some(reply.asked) {
        return Ok(());
    }
    if !may_speak(tx, &chat)? {
        return end(tx, id, "handed");
    }
    let is_blocked = chat.state != State::Fresh;
    match (reply.step, is_blocked) {
        (Step::HandOver, true) => {
            block::tell_again(tx, &Place::of(&chat), chat.customer)?;
            note(tx, &now, reply, false)
        }
        (Step::HandOver, false) => hand_over::to_people(tx, &chat, reply.lang, false),
        (Step::Done, false) => {
            say::automatically(tx, &Place::of(&chat), &reply.text)?;
            over(tx, &chat)
        }
        (Step::Answer | Step::Miss | Step::Done, _) => {
            let choices: Vec<Choice> = reply
                .menu
                .iter()
                .map(|entry| Choice {
                    label: entry.label.clone(),
                    data: button::data(id, &entry.label),
                })
                .collect();
            let is_said =
                say::with_choices(tx, &Place::of(&chat), &reply.text, &choices)?.is_some();
            note(tx, &now, reply, is_said)?;
            if !is_blocked {
                let idle = tx.now.plus(IDLE);
                timer::set(tx, Due::BotIdle, id.0, idle)?;
            }
            Ok(())
        }
    }
}

fn note(tx: &mut Tx<'_>, held: &Held, reply: &Reply, is_said: bool) -> Result<(), DbError> {
    let misses = match reply.step {
        Step::Miss => held.misses + 1,
        Step::Answer | Step::HandOver | Step::Done => 0,
    };
    let menu = serde_json::to_string(&reply.menu).unwrap_or_default();
    tx.execute(
        "update bot_chat set asked_id = null, menu = :menu, misses = :misses, said = said + :said
         where conversation_id = :id",
        named_params! {
            ":menu": menu, ":misses": misses, ":said": i64::from(is_said), ":id": held.conversation,
        },
    )?;
    Ok(())
}

/// The chat ends without anybody of the team.
pub(super) fn over(tx: &mut Tx<'_>, chat: &Conversation) -> Result<(), DbError> {
    let now = tx.now;
    end(tx, chat.id, "done")?;
    say::by_house(tx, &Place::of(chat), "bot-done", None)?;
    tx.execute(
        "update conversation set state = 'closed', closed_at = ?2, waiting_since = null, last_activity_at = ?2
         where id = ?1 and state = 'fresh'",
        (chat.id, now),
    )?;
    conversation::tell(tx, chat.id, Cause::Closed)?;
    Ok(())
}

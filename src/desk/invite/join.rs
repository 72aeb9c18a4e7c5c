//! Coming into a chat: by accepting a colleague's request, or as a supervisor of one's own accord.

use super::{Outcome, end, mention_to_customer, open_of};
use crate::{
    db::{DbError, Tx},
    desk::{
        conversation::{self, Cause, Conversation, participant, watch},
        team::{Agent, availability},
    },
};

/// An agent is in a chat beside its owner from now on, announced as the house announces it. Whoever asked them has
/// their answer.
pub(in crate::desk) fn come_in(
    tx: &mut Tx<'_>,
    chat: &Conversation,
    agent: &Agent,
) -> Result<(), DbError> {
    participant::add(tx, chat.id, agent.id)?;
    watch::remove(tx, chat.id, agent.id)?;
    availability::noticed(tx, agent.id)?;
    mention_to_customer(tx, chat, "joined", agent)?;
    if let Some(open) = open_of(tx, chat.id, agent.id)? {
        end(tx, open.id, Outcome::Accepted, "")?;
    }
    conversation::tell(tx, chat.id, Cause::Changed)?;
    Ok(())
}

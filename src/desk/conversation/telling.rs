//! Telling what a conversation looks like, after an act changed it.

use super::{Cause, Record, by_id, participant};
use crate::{
    base::id::{ConversationId, CustomerId},
    db::{DbError, Reader, Tx},
    desk::{
        agent_identity,
        event::{self, About, Event, Kind},
    },
};

/// Tells what a conversation looks like now, after an act changed it.
pub fn tell(tx: &mut Tx<'_>, id: ConversationId, cause: Cause) -> Result<Event, DbError> {
    tell_whom(tx, id, cause, true)
}

/// The same for the team alone, when nothing of it is the customer's business.
pub fn tell_team(tx: &mut Tx<'_>, id: ConversationId, cause: Cause) -> Result<Event, DbError> {
    tell_whom(tx, id, cause, false)
}

fn tell_whom(
    tx: &mut Tx<'_>,
    id: ConversationId,
    cause: Cause,
    also_customer: bool,
) -> Result<Event, DbError> {
    let conversation =
        by_id(tx, id)?.ok_or(DbError::Panicked(format!("conversation {id} is gone")))?;
    let tags = tags_of(tx, conversation.customer)?;
    let mut record = Record {
        participants: participant::of(tx, id)?,
        ..conversation.record(cause, tags)
    };
    if let Some(agent) = &mut record.agent {
        agent.mask = agent_identity::worn(tx, agent.id, id)?.map(Box::new);
    }
    let about = About {
        identity: Some(conversation.identity).filter(|_| also_customer),
        ..conversation.about()
    };
    event::record(tx, Kind::Conversation, about, &record)
}

/// Names of a customer's tags, in alphabetical order.
pub fn tags_of(reader: &Reader<'_>, customer: CustomerId) -> Result<Vec<String>, DbError> {
    reader.list(
        "select tag.name from customer_tag join tag on tag.id = customer_tag.tag_id
         where customer_tag.customer_id = ?1 order by tag.name",
        [customer],
        |row| row.get(0),
    )
}

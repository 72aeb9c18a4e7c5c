//! What the house itself says: lines about a chat, and words to a customer whom nobody answers.

use super::{PREVIEW, Place, insert};
use crate::{
    base::{id::MessageId, text},
    db::{DbError, Tx},
    desk::{
        agent_identity,
        conversation::{
            message::{Author, Delivery, Entry, Message, Written},
            shared, window,
        },
        event::{self, Kind},
        outbox::{self, Choice},
        team::Agent,
        window::{Speaker, Why},
    },
};

/// How a line begins that customers are not told of; see `Message::is_for_customer`.
pub use crate::desk::conversation::message::FOR_TEAM;

/// The line that says that automatic words were left out since the customer wants nothing of us: for the team.
const UNTOLD_WITHDRAWN: &str = "team:untold-withdrawn";

/// A line by the house itself, such as `claimed`, which names the agent it speaks of.
pub fn by_house(
    tx: &mut Tx<'_>,
    place: &Place,
    line: &str,
    agent: Option<&Agent>,
) -> Result<MessageId, DbError> {
    let about = place.about();
    let id = MessageId::from(event::number(tx, Kind::Message, about)?);
    let face = match agent {
        Some(agent) => Some(agent_identity::face(tx, agent, place.conversation)?),
        None => None,
    };
    let message = Message::of_words(
        id,
        place.conversation,
        Author::System(face),
        line.to_owned(),
        tx.now,
        Delivery::Sent,
    );
    insert(
        tx,
        &message.author,
        false,
        None,
        id,
        place.conversation,
        (&message.text, None),
    )?;
    tx.announce(Written {
        entry: Entry::Message(message),
        identity: place.identity,
    });
    Ok(id)
}

/// Words of the house itself to the customer, such as why nobody answers them. They wait for nothing
/// and stop no clock. Outside the reply window, or when the customer has withdrawn their consent, they are left out:
/// `None`, and a line says so.
pub fn automatically(
    tx: &mut Tx<'_>,
    place: &Place,
    words: &str,
) -> Result<Option<MessageId>, DbError> {
    with_choices(tx, place, words, &[])
}

/// The same with buttons under it, where the platform has them.
pub fn with_choices(
    tx: &mut Tx<'_>,
    place: &Place,
    words: &str,
    choices: &[Choice],
) -> Result<Option<MessageId>, DbError> {
    if let Err(shut) = window::check(tx, place.conversation, Speaker::Automation)? {
        let line = match shut.why == Why::Withdrawn {
            true => UNTOLD_WITHDRAWN,
            false => "untold-window",
        };
        by_house(tx, place, line, None)?;
        return Ok(None);
    }
    let id = MessageId::from(event::number(tx, Kind::Message, place.about())?);
    insert(
        tx,
        &Author::Bot,
        false,
        None,
        id,
        place.conversation,
        (words, None),
    )?;
    shared::record(tx, place.conversation, id, words, &[])?;
    let standing = if outbox::enqueue(tx, id, place.conversation, choices)? {
        Delivery::Queued
    } else {
        Delivery::Sent
    };
    let now = tx.now;
    tx.execute(
        "update conversation set last_message_id = ?2, last_activity_at = ?3, preview = ?4, preview_author = 'bot'
         where id = ?1",
        (place.conversation, id, now, text::preview(words, PREVIEW)),
    )?;
    tx.announce(Written {
        entry: Entry::Message(Message::of_words(
            id,
            place.conversation,
            Author::Bot,
            words.to_owned(),
            now,
            standing,
        )),
        identity: place.identity,
    });
    Ok(Some(id))
}

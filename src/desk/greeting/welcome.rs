//! Greeting a customer whose first message has just joined the line.

use super::{
    Greetings, Kind, all,
    choice::{self, Situation, WITHIN},
    words,
};
use crate::{
    base::{
        id::{ConversationId, CustomerId, IdentityId},
        time::Timestamp,
    },
    db::{DbError, Reader, Tx, named_params},
    desk::{
        content::{
            language::{self, Content},
            placeholder::{self, Values},
        },
        conversation::{self, Conversation, say},
        hours,
        opening::{self, Opening},
        setting::{self, Team},
    },
};

/// Notes whether the first message of a chat found the shop open, and greets its customer if they are to
/// be. Their waiting goes on, and lists go on showing what they wrote. A chat that a bot holds has not
/// joined the line, so nobody is greeted over its words.
pub fn welcome(tx: &mut Tx<'_>, id: ConversationId, is_automatic: bool) -> Result<(), DbError> {
    let gone = || DbError::Panicked(format!("conversation {id} is gone"));
    let chat = conversation::by_id(tx, id)?.ok_or_else(gone)?;
    // The state counts as it is when the message is taken in, which stands in the line already.
    let opening = opening::of_newcomer(tx, chat.queue, id)?;
    if chat.offline == opening.is_open {
        tx.execute(
            "update conversation set offline = ?2 where id = ?1",
            (id, !opening.is_open),
        )?;
    }
    if !setting::get::<Greetings>(tx)?.is_on {
        return Ok(());
    }
    let now = tx.now;
    let situation = Situation {
        is_on: true,
        is_automatic,
        greeted: chat.greeted,
        last: last_greeted(tx, chat.customer)?,
        automatic: automatic_of_late(tx, chat.identity)?,
        now,
    };
    if !situation.calls_for_greeting() {
        return Ok(());
    }
    let kind = match opening.is_open {
        true => Kind::Online,
        false => Kind::Offline,
    };
    let Some(text) = text_for(tx, &chat, kind, opening)? else {
        return Ok(());
    };
    if say::automatically(tx, &say::Place::of(&chat), &text)?.is_none() {
        return Ok(());
    }
    tx.execute(
        "update conversation set greeted = :kind, preview = :preview, preview_author = :author where id = :id",
        named_params! {
            ":kind": kind.mark(), ":preview": chat.preview, ":author": chat.preview_author, ":id": id,
        },
    )?;
    Ok(())
}

/// The words for this chat, filled; `None` when there are none.
fn text_for(
    reader: &Reader<'_>,
    chat: &Conversation,
    kind: Kind,
    opening: Opening,
) -> Result<Option<String>, DbError> {
    let wanted = language::of(reader, chat)?.code;
    let default = setting::get::<Content>(reader)?.language;
    let texts = all(reader)?;
    let chosen = choice::choose(&texts, chat.channel, chat.queue, kind, &wanted, &default);
    let Some(text) = chosen else {
        return Ok(None);
    };
    let opens = match (opening.opens, hours::of_queue(reader, chat.queue)?) {
        (Some(opens), Some(hours)) => {
            words::opening(&text.language, &hours.calendar(), reader.now, opens)
        }
        (Some(_) | None, _) => String::new(),
    };
    let values = Values {
        customer_name: chat.customer_name.clone(),
        queue_name: chat.queue_name.clone(),
        shop_name: setting::get::<Team>(reader)?.name,
        shop_opens: opens,
        ..Values::default()
    };
    Ok(Some(placeholder::fill(&text.text, &values).text))
}

/// When a customer was greeted last: a greeting follows the first message of its chat at once.
fn last_greeted(reader: &Reader<'_>, customer: CustomerId) -> Result<Option<Timestamp>, DbError> {
    let since = reader.now.minus(choice::AGAIN);
    reader.get(
        "select max((select message.created_at from message
             where message.conversation_id = conversation.id and message.author = 'customer'
             order by message.id limit 1))
         from conversation
         where customer_id = ?1 and greeted <> '' and last_activity_at > ?2",
        (customer, since),
        |row| row.get(0),
    )
}

/// How many messages by no person an account got of late.
fn automatic_of_late(reader: &Reader<'_>, identity: IdentityId) -> Result<usize, DbError> {
    let since = reader.now.minus(WITHIN);
    reader.get(
        "select count(*) from conversation
         join message on message.conversation_id = conversation.id
         where conversation.identity_id = ?1 and conversation.last_activity_at > ?2
           and message.author = 'bot' and message.created_at > ?2",
        (identity, since),
        |row| row.get(0),
    )
}

//! The bot hands a chat over to people: now its customer waits.

use super::{end, held, speak, think::spoken};
use crate::{
    base::{id::ConversationId, lang::Lang},
    db::{DbError, Tx, named_params},
    desk::{
        content::language,
        conversation::{
            self, Conversation, State,
            say::{self, Place},
        },
        opening,
        rule::{self, Occasion},
        team::Agent,
        waitlist::{self, claim::ClaimError},
    },
};

/// Takes a chat as [`waitlist::claim::claim`] does, also out of the bot's hands.
pub fn claim(
    tx: &mut Tx<'_>,
    agent: &Agent,
    id: ConversationId,
    key: Option<&str>,
) -> Result<Conversation, ClaimError> {
    pass_on(tx, id, true)?;
    waitlist::claim::claim(tx, agent, id, key)
}

/// It fell over what a chat's customer asked: nobody is left alone with that.
pub fn give_up(tx: &mut Tx<'_>, id: ConversationId) -> Result<(), DbError> {
    pass_on(tx, id, false)
}

fn pass_on(tx: &mut Tx<'_>, id: ConversationId, is_met: bool) -> Result<(), DbError> {
    if held(tx, id)?.is_some()
        && let Some(chat) = conversation::by_id(tx, id)?
        && chat.state == State::Fresh
    {
        let lang = spoken(&language::of(tx, &chat)?.code);
        to_people(tx, &chat, lang, is_met)?;
    }
    Ok(())
}

/// The chat joins the line, with a word to its customer: that a colleague comes, or while the shop is closed, that one will,
/// unless `is_met` says that one is there. What they wrote stands in the lists.
pub(super) fn to_people(
    tx: &mut Tx<'_>,
    chat: &Conversation,
    lang: Lang,
    is_met: bool,
) -> Result<(), DbError> {
    let (id, now) = (chat.id, tx.now);
    let is_open = opening::of_queue(tx, chat.queue)?.is_open;
    let words = match is_open || is_met {
        true => "bot-handed",
        false => "bot-handed-closed",
    };
    end(tx, id, "handed")?;
    say::automatically(tx, &Place::of(chat), &lang.text(words))?;
    let line = format!("{}bot-handed", say::FOR_TEAM);
    say::by_house(tx, &Place::of(chat), &line, None)?;
    let (preview, opening): (String, String) = tx.get(
        "select (select text from message where conversation_id = ?1 and author = 'customer' order by id desc limit 1),
           (select text from message where conversation_id = ?1 and author = 'customer' order by id limit 1)",
        [id],
        |row| {
            let texts: (Option<String>, Option<String>) = (row.get(0)?, row.get(1)?);
            Ok((texts.0.unwrap_or_default(), texts.1.unwrap_or_default()))
        },
    )?;
    tx.execute(
        "update conversation set waiting_since = :now, offline = :offline, preview = :preview, preview_author = 'customer'
         where id = :id",
        named_params! {
            ":now": now, ":offline": !is_open, ":preview": crate::base::text::preview(&preview, 120), ":id": id,
        },
    )?;
    waitlist::enter(tx, id)?;
    rule::happened(tx, Occasion::NewChat, id, &opening)
}

/// A customer has said nothing to the bot for a while: the chat is over. A question that it has not answered yet is not left
/// lying.
pub fn time_is_up(tx: &mut Tx<'_>, id: ConversationId) -> Result<(), DbError> {
    let (Some(held), Some(chat)) = (held(tx, id)?, conversation::by_id(tx, id)?) else {
        return Ok(());
    };
    if chat.state == State::Fresh && held.asked.is_none() {
        speak::over(tx, &chat)?;
    }
    Ok(())
}

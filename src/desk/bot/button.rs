//! Its buttons. What one of them means stands in the message above it, so that a button pressed a week later, when other
//! things are on offer or the chat is over, still says what stands on it.

use super::menu;
use crate::{
    base::{
        id::{ConversationId, IdentityId},
        secret,
        words::folded,
    },
    db::{DbError, Reader, named_params},
    desk::attachment::digest::Digest,
};

/// How the data of its buttons begins; the chat and a mark of the words follow. Platforms take 64 bytes (Telegram), which
/// words of some languages would not fit in.
const BUTTON: &str = "bot:";

/// What a platform is given with a button of these words.
pub(super) fn data(chat: ConversationId, label: &str) -> String {
    format!("{BUTTON}{chat}:{}", mark(label))
}

/// A message may have been cleaned a little since.
fn mark(label: &str) -> String {
    secret::hex(&Digest::of(folded(label).as_bytes()).sha256[..8])
}

/// The words on a button of the bot's that somebody pressed; `None` when it is none, or not one of theirs.
pub fn pressed(
    reader: &Reader<'_>,
    identity: IdentityId,
    data: &str,
) -> Result<Option<String>, DbError> {
    let Some((chat, wanted)) = data
        .strip_prefix(BUTTON)
        .and_then(|rest| rest.split_once(':'))
    else {
        return Ok(None);
    };
    let Ok(chat) = chat.parse::<ConversationId>() else {
        return Ok(None);
    };
    let said: Vec<String> = reader.list(
        "select message.text from message join conversation on conversation.id = message.conversation_id
         where conversation.id = :chat and conversation.identity_id = :identity and message.author = 'bot'
         order by message.id desc",
        named_params! { ":chat": chat, ":identity": identity },
        |row| row.get(0),
    )?;
    let found = said
        .iter()
        .flat_map(|text| menu::labels(text))
        .find(|label| mark(label) == wanted);
    Ok(found.map(str::to_owned))
}

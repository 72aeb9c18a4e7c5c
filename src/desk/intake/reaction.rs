//! A sign that a customer puts to a message, such as a raised thumb: it stands where they are, and asks for nothing.

use super::{Letter, News, answering, identity_of, words_of};
use crate::{
    db::Tx,
    desk::{
        account::Account,
        block,
        conversation::{
            self,
            say::{self, Draft, Place, SayError},
        },
        dispatch,
    },
};

/// Takes in a sign. It begins no chat and opens none again, nobody is greeted, rung for or waited for by it, and no bot and no
/// rule answers it.
pub(super) fn take(
    tx: &mut Tx<'_>,
    account: &Account,
    news: &News,
    letter: &Letter,
) -> Result<(), SayError> {
    let channel = account.channel.id;
    let Some(identity) = identity_of(tx, channel, &news.sender)? else {
        return Ok(());
    };
    if block::holds(tx, identity.customer)? {
        return Ok(());
    }
    let chat = match dispatch::open_of(tx, identity.id)? {
        Some(open) => Some(open),
        None => conversation::latest_written_of(tx, identity.id)?,
    };
    // What is put away stays as it is.
    let Some(chat) = chat.filter(|chat| chat.archived_at.is_none()) else {
        return Ok(());
    };
    let text = words_of(letter);
    if text.is_empty() {
        return Ok(());
    }
    let draft = Draft {
        text,
        key: Some(letter.id.clone()),
        ..Draft::default()
    };
    let place = Place::of(&chat);
    let said = answering(tx, channel, letter, draft, |tx, draft| {
        say::afterwards(tx, &place, draft)
    })?;
    tx.execute("update message set automatic = 1 where id = ?1", [said.id])?;
    Ok(dispatch::remember(tx, channel, &letter.id, said.id)?)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{
        base::id::ConversationId,
        db::{DbError, memory::Memory},
        desk::{
            cast,
            channel::ChannelKind,
            intake::{self, Sender, What},
            waitlist::claim,
        },
    };

    fn letter(id: &str, text: &str) -> Letter {
        Letter {
            id: id.to_owned(),
            text: text.to_owned(),
            ..Letter::default()
        }
    }

    #[test]
    fn a_sign_put_to_a_message_opens_nothing_and_lets_nobody_wait() {
        let mut memory = Memory::new();
        let bo = memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
        let account = memory
            .act(|tx| cast::account(tx, ChannelKind::WhatsApp, "Ours"))
            .unwrap();
        let hears = |memory: &mut Memory, whose: &str, what: What| {
            let news = News {
                sender: Sender {
                    external_id: whose.to_owned(),
                    name: "Mia".to_owned(),
                    ..Sender::default()
                },
                at: None,
                what,
            };
            memory
                .act(|tx| intake::take(tx, &account, &[news], &[], None))
                .unwrap();
        };
        let count = |memory: &mut Memory, what: &str| -> i64 {
            let sql = format!("select count(*) from {what}");
            memory.act(|tx| tx.get(&sql, [], |row| row.get(0))).unwrap()
        };
        // Of somebody who has never written it is no news.
        let sign = |id: &str, text: &str| What::Reacted(letter(&format!("reaction:{id}:34"), text));
        hears(&mut memory, "35", sign("out-0", "👍"));
        assert_eq!(count(&mut memory, "customer"), 0);

        hears(&mut memory, "34", What::Said(letter("in-1", "Hello")));
        let chat: ConversationId = memory
            .act(|tx| tx.get("select id from conversation", [], |row| row.get(0)))
            .unwrap();
        memory.act(|tx| claim::claim(tx, &bo, chat, None)).unwrap();
        let answer = Draft {
            text: "It is on its way".to_owned(),
            ..Draft::default()
        };
        memory
            .act(|tx| say::by_agent(tx, &bo, chat, &answer, None))
            .unwrap();
        hears(&mut memory, "34", sign("out-1", "👍"));
        let waits = "conversation where waiting_since is not null";
        assert_eq!(count(&mut memory, waits), 0, "it asks for nothing");

        memory.act(|tx| cast::close(tx, &bo, chat)).unwrap();
        memory.advance(Duration::from_secs(24 * 3_600));
        hears(&mut memory, "34", sign("out-2", "😂"));
        // Told twice, it is one; and another one takes its place.
        hears(&mut memory, "34", sign("out-2", "😂"));
        hears(&mut memory, "34", sign("out-1", "❤"));
        assert_eq!(count(&mut memory, "conversation"), 1, "it begins nothing");
        assert_eq!(count(&mut memory, waits), 0);
        let said = |tx: &mut Tx<'_>| cast::said_by(tx, chat, "customer");
        let said: Result<Vec<String>, DbError> = memory.act(said);
        assert_eq!(said.unwrap(), ["Hello", "❤", "😂"]);
    }
}

//! A visitor takes back what they agreed to before the chat (O9). Their chat ends, their pages are followed no more, and
//! whoever serves them reads it in the chat's history; before they write again they are asked anew. What they wrote until
//! then stays until its time is up, or until an admin erases it, which they may ask for in the same breath.

use crate::{
    db::{DbError, Tx, named_params},
    desk::{
        closing::close,
        conversation::{self, Cause, say},
        customer::{self, page_consent, visitor::Visitor},
    },
};

/// The line in the chat, for the team; with [`ERASE`] behind it if they want to be erased as well.
pub const LINE: &str = "consent-withdrawn";
/// See [`LINE`].
pub const ERASE: &str = "-erase";

/// Why nothing was taken back.
#[derive(Debug, thiserror::Error)]
pub enum WithdrawError {
    /// They have agreed to nothing, or took it back already and ask for no more.
    #[error("there is nothing to take back")]
    Nothing,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Takes it back, in all chats of the visitor's account. With `wants_erasure` they ask to be erased, too, which may be said
/// later as well.
pub fn withdraw(
    tx: &mut Tx<'_>,
    visitor: Visitor,
    wants_erasure: bool,
) -> Result<(), WithdrawError> {
    let now = tx.now;
    let taken = tx.execute(
        "update consent set withdrawn_at = coalesce(withdrawn_at, :now), wants_erasure = max(wants_erasure, :erase)
         where is_notice = 0 and (withdrawn_at is null or wants_erasure < :erase)
           and conversation_id in (select id from conversation where identity_id = :identity)",
        named_params! { ":now": now, ":erase": wants_erasure, ":identity": visitor.identity },
    )?;
    if taken == 0 {
        return Err(WithdrawError::Nothing);
    }
    if let Some(chat) = conversation::latest_of(tx, visitor.identity)? {
        close::by_customer(tx, &chat)?;
        let more = if wants_erasure { ERASE } else { "" };
        let line = format!("{}{LINE}{more}", say::FOR_TEAM);
        say::by_house(tx, &say::Place::of(&chat), &line, None)?;
        conversation::tell(tx, chat.id, Cause::Changed)?;
    }
    page_consent::note(tx, visitor, Some(false))?;
    Ok(customer::changed(tx, visitor.customer)?)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{
        base::id::ConversationId,
        db::memory::Memory,
        desk::{
            arrival::{self, Greeting},
            cast,
            conversation::{consent, message, say::Draft},
            customer::visitor,
            waitlist::claim,
        },
    };

    const ASKED: &str = "You may keep this for a year.";

    /// Somebody who has agreed and written, and the chat.
    fn agreed(memory: &mut Memory, is_notice: bool) -> (Visitor, ConversationId) {
        memory
            .act::<_, DbError>(|tx| {
                let site = cast::site(tx)?;
                let begun = arrival::begin(tx, &site, &Greeting::default())?;
                let visitor = visitor::resolve(tx, begun.token.hash())?.unwrap();
                let draft = Draft {
                    text: "Is the teapot back?".to_owned(),
                    ..Draft::default()
                };
                let said = arrival::message(tx, visitor, &draft).unwrap();
                consent::note(tx, said.conversation, ASKED, is_notice)?;
                Ok((visitor, said.conversation))
            })
            .unwrap()
    }

    fn lines(memory: &mut Memory, chat: ConversationId) -> Vec<String> {
        memory
            .act(|tx| {
                tx.list(
                    "select text from message where conversation_id = ?1 and author = 'system' order by id",
                    [chat],
                    |row| row.get(0),
                )
            })
            .unwrap()
    }

    #[test]
    fn who_takes_it_back_is_served_no_more_and_the_team_reads_why() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
        let (vera, chat) = agreed(&mut memory, false);
        memory.act(|tx| claim::claim(tx, &ana, chat, None)).unwrap();
        memory.advance(Duration::from_secs(60));
        memory.act(|tx| withdraw(tx, vera, false)).unwrap();
        let known = memory.act(|tx| consent::of(tx, chat)).unwrap().unwrap();
        assert_eq!(known.text, ASKED, "what they had agreed to stays known");
        assert_eq!(known.withdrawn_at.unwrap().since(known.at).as_secs(), 60);
        assert!(!known.wants_erasure);
        let ended = memory
            .act(|tx| conversation::by_id(tx, chat))
            .unwrap()
            .unwrap();
        assert!(ended.has_ended());
        let told = lines(&mut memory, chat);
        assert!(told.contains(&"left".to_owned()), "{told:?}");
        assert_eq!(told.last().unwrap(), "team:consent-withdrawn");
        // The line is the team's own.
        let seen = memory
            .act(|tx| message::of_identity(tx, vera.identity, crate::base::id::MessageId(0), 99))
            .unwrap();
        assert!(
            seen.iter().all(|one| !one.text.contains("consent")),
            "{seen:?}"
        );
        // A second click is none; asking to be erased is more.
        let again = memory.act(|tx| withdraw(tx, vera, false));
        assert!(matches!(again, Err(WithdrawError::Nothing)));
        memory.act(|tx| withdraw(tx, vera, true)).unwrap();
        let known = memory.act(|tx| consent::of(tx, chat)).unwrap().unwrap();
        assert!(known.wants_erasure);
        // Whoever agrees again has agreed.
        memory
            .act(|tx| consent::note(tx, chat, "Other words", false))
            .unwrap();
        let known = memory.act(|tx| consent::of(tx, chat)).unwrap().unwrap();
        assert_eq!(
            (known.text.as_str(), known.withdrawn_at),
            ("Other words", None)
        );
        assert_eq!(
            lines(&mut memory, chat).last().unwrap(),
            "team:consent-withdrawn-erase"
        );
    }

    #[test]
    fn what_was_only_told_and_what_others_agreed_to_is_not_taken_back() {
        let mut memory = Memory::new();
        let (told, told_in) = agreed(&mut memory, true);
        let (vera, _) = agreed(&mut memory, false);
        let (_, others) = agreed(&mut memory, false);
        let refused = memory.act(|tx| withdraw(tx, told, true));
        assert!(matches!(refused, Err(WithdrawError::Nothing)));
        memory.act(|tx| withdraw(tx, vera, true)).unwrap();
        for chat in [told_in, others] {
            let known = memory.act(|tx| consent::of(tx, chat)).unwrap().unwrap();
            assert_eq!((known.withdrawn_at, known.wants_erasure), (None, false));
            let open = memory
                .act(|tx| conversation::by_id(tx, chat))
                .unwrap()
                .unwrap();
            assert!(!open.has_ended());
        }
    }
}

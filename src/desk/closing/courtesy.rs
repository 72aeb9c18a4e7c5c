//! A “Thank you!” right after the end: it joins the chat that has ended and calls nobody (BEHAVIOUR 16).

use std::{sync::OnceLock, time::Duration};

use crate::{
    base::{id::IdentityId, text::is_ideograph},
    db::{DbError, Tx},
    desk::{
        conversation::{
            self, Conversation, State,
            say::{self, Draft, Place, Said, SayError},
        },
        setting::{self, Closing},
    },
};

/// Later than this after the end it is a new beginning.
const WITHIN: Duration = Duration::from_secs(10 * 60);
/// Longer than this it is more than a courtesy.
const LONGEST: usize = 60;

/// Courtesies in the languages that customers write, one a line.
const LIST: &str = include_str!("courtesies.txt");

/// The same in a picture.
const PICTURES: [char; 16] = [
    '👍', '👌', '🙏', '❤', '♥', '💐', '🌹', '😊', '🙂', '😀', '😃', '😄', '😍', '🤗', '👋', '🎉',
];

/// Writes a courtesy into the chat of this account that ended a moment ago; `None` when it is none, or
/// there is no such chat, and the message begins a new one.
pub fn attach(
    tx: &mut Tx<'_>,
    identity: IdentityId,
    draft: &Draft,
) -> Result<Option<Said>, SayError> {
    if !draft.attachments.is_empty() || !is_courtesy(&draft.text) {
        return Ok(None);
    }
    match just_closed(tx, identity)? {
        Some(closed) => say::afterwards(tx, &Place::of(&closed), draft).map(Some),
        None => Ok(None),
    }
}

fn just_closed(tx: &Tx<'_>, identity: IdentityId) -> Result<Option<Conversation>, DbError> {
    if !setting::get::<Closing>(tx)?.courtesy {
        return Ok(None);
    }
    let latest = conversation::latest_written_of(tx, identity)?;
    // What is put away stays as it is.
    let latest = latest.filter(|latest| latest.archived_at.is_none());
    Ok(latest.filter(|latest| match latest.state {
        State::WrappingUp { at, .. } | State::Closed { at, .. } => tx.now.since(at) <= WITHIN,
        State::Fresh | State::Waiting { .. } | State::Scheduled | State::Active { .. } => false,
    }))
}

/// Whether a text is nothing but thanks, praise and good-byes. A question or a number never is.
fn is_courtesy(text: &str) -> bool {
    if text.chars().count() > LONGEST
        || text
            .chars()
            .any(|c| c.is_numeric() || matches!(c, '?' | '¿' | '\u{FF1F}'))
    {
        return false;
    }
    let spaced: String = text
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect::<String>()
        .to_lowercase();
    let words = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() {
        return text.chars().any(|c| PICTURES.contains(&c));
    }
    is_made_of_phrases(&words)
}

fn phrases() -> &'static [&'static str] {
    static PHRASES: OnceLock<Vec<&'static str>> = OnceLock::new();
    PHRASES.get_or_init(|| {
        let mut phrases: Vec<_> = LIST.lines().collect();
        // Of two that fit, the longer one is meant.
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        phrases
    })
}

fn is_made_of_phrases(mut words: &str) -> bool {
    while !words.is_empty() {
        let rest = phrases().iter().find_map(|phrase| {
            let rest = words.strip_prefix(phrase)?;
            let ends = rest.is_empty()
                || rest.starts_with(' ')
                // Chinese sets no spaces.
                || phrase.chars().all(is_ideograph);
            ends.then(|| rest.trim_start())
        });
        match rest {
            Some(rest) => words = rest,
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::id::ConversationId,
        db::memory::Memory,
        desk::{cast, customer::visitor::Visitor, waitlist::claim},
    };

    #[test]
    fn nothing_but_courtesy_is_courtesy() {
        for (text, expected) in [
            ("Thanks!", true),
            ("thank you so much 🙏", true),
            ("OK, thanks for your help. Bye!", true),
            ("Спасибо большое!", true),
            ("Понятно, спасибо вам)", true),
            ("谢谢!", true),
            ("好的,谢谢你", true),
            ("Vielen Dank, schönen Tag noch", true),
            ("¡Muchas gracias!", true),
            ("👍", true),
            ("Thanks, but it still leaks", false),
            ("Thanks?", false),
            ("thanks 2", false),
            ("Bygone", false),
            ("Спасибо, а доставка когда", false),
            ("好的,什么时候发货", false),
            ("...", false),
            ("", false),
            (
                "thanks thanks thanks thanks thanks thanks thanks thanks thanks",
                false,
            ),
        ] {
            assert_eq!(is_courtesy(text), expected, "{text}");
        }
    }

    /// Hannah's chat, which Ana has closed.
    fn closed(memory: &mut Memory) -> (Visitor, ConversationId) {
        let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
        let hannah = memory.act(|tx| cast::visitor(tx, "Hannah")).unwrap();
        let chat = memory
            .act(|tx| cast::write(tx, hannah, "Hello"))
            .unwrap()
            .conversation;
        memory.act(|tx| claim::claim(tx, &ana, chat, None)).unwrap();
        memory.act(|tx| cast::close(tx, &ana, chat)).unwrap();
        (hannah, chat)
    }

    #[test]
    fn thanks_join_the_chat_that_has_ended_and_reopen_nothing() {
        let mut memory = Memory::new();
        let (hannah, chat) = closed(&mut memory);
        let thanks = memory.act(|tx| cast::write(tx, hannah, "Thanks!")).unwrap();
        assert_eq!(thanks.conversation, chat);
        let after = memory
            .act(|tx| conversation::by_id(tx, chat))
            .unwrap()
            .unwrap();
        assert!(matches!(after.state, State::Closed { .. }));
        assert!(!after.needs_reply());
        let more = memory
            .act(|tx| cast::write(tx, hannah, "One more thing"))
            .unwrap();
        assert_ne!(more.conversation, chat, "that is a new chat");
        // Thanks in an open chat are a message like any other.
        let open = memory.act(|tx| cast::write(tx, hannah, "Thanks!")).unwrap();
        assert_eq!(open.conversation, more.conversation);
    }

    #[test]
    fn thanks_join_the_ended_chat_when_the_widget_was_opened_again_meanwhile() {
        let mut memory = Memory::new();
        let (hannah, chat) = closed(&mut memory);
        memory
            .act::<_, DbError>(|tx| {
                tx.execute(
                    "insert into conversation (customer_id, identity_id, channel_id, queue_id, state, created_at,
                       last_activity_at)
                     select customer_id, identity_id, channel_id, queue_id, 'fresh', created_at, created_at
                     from conversation where id = ?1",
                    [chat],
                )
            })
            .unwrap();
        let thanks = memory.act(|tx| cast::write(tx, hannah, "Спасибо")).unwrap();
        assert_eq!(thanks.conversation, chat);
    }

    #[test]
    fn late_thanks_are_a_new_beginning_and_so_are_all_where_the_team_wishes_it() {
        let mut memory = Memory::new();
        let (hannah, chat) = closed(&mut memory);
        memory.advance(WITHIN + Duration::from_secs(1));
        let late = memory.act(|tx| cast::write(tx, hannah, "Thanks!")).unwrap();
        assert_ne!(late.conversation, chat);

        let mut memory = Memory::new();
        let (hannah, chat) = closed(&mut memory);
        memory
            .act(|tx| {
                let rules = Closing {
                    courtesy: false,
                    ..Closing::default()
                };
                setting::put(tx, &rules)
            })
            .unwrap();
        let said = memory.act(|tx| cast::write(tx, hannah, "Thanks!")).unwrap();
        assert_ne!(said.conversation, chat);
    }
}

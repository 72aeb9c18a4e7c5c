//! What a customer is typing, before it is sent (BEHAVIOUR 14): who may see it, and in which form.
//!
//! It is never stored. The customer's browser hides long numbers before anything leaves it; what the house's
//! patterns find is hidden here once more, for whatever program may send without doing so.

use super::{
    block, channel,
    conversation::{Conversation, State, participant},
    guard,
};
use crate::{
    base::{id::AgentId, text},
    db::{DbError, Reader},
};

/// Most bytes of what is shown.
pub const MOST_BYTES: usize = 1024;

/// The agents who may see what the customer of a chat is typing: who has it or is in it beside them, where the site has that
/// switched on. Nobody sees it of a customer who is blocked.
pub fn onlookers(
    reader: &Reader<'_>,
    conversation: &Conversation,
) -> Result<Vec<AgentId>, DbError> {
    let State::Active { agent, .. } = &conversation.state else {
        return Ok(Vec::new());
    };
    let is_on = channel::by_id(reader, conversation.channel)?
        .is_some_and(|channel| channel.settings.typing_preview);
    if !is_on || block::holds(reader, conversation.customer)? {
        return Ok(Vec::new());
    }
    let beside = participant::of(reader, conversation.id)?;
    Ok(std::iter::once(agent.id)
        .chain(beside.into_iter().map(|face| face.id))
        .collect())
}

/// What was typed as it may be shown.
pub fn shown(reader: &Reader<'_>, typed: &str) -> Result<String, DbError> {
    let typed = text::clean(typed);
    Ok(guard::current(reader)?.hide(&typed).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        db::memory::Memory,
        desk::{
            audit::Origin,
            block::Wanted,
            cast, conversation,
            guard::{Deed, Look, edit},
            waitlist::claim,
        },
    };

    #[test]
    fn the_owner_sees_it_where_the_site_has_it_on_and_nobody_blocked_is_seen() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
        let chat = memory
            .act(|tx| cast::waiting_chat(tx, "Hannah", "Hello?"))
            .unwrap()
            .conversation;
        let seers = |memory: &mut Memory| {
            let found = memory.act(|tx| {
                let conversation = conversation::by_id(tx, chat)?.expect("it is there");
                onlookers(tx, &conversation)
            });
            found.unwrap()
        };
        let switch = |memory: &mut Memory, typing_preview| {
            memory
                .act(|tx| cast::set_up(tx, |settings| settings.typing_preview = typing_preview))
                .unwrap();
        };
        switch(&mut memory, true);
        assert_eq!(seers(&mut memory), [], "nobody has taken it");
        memory.act(|tx| claim::claim(tx, &ana, chat, None)).unwrap();
        assert_eq!(seers(&mut memory), [ana.id]);
        switch(&mut memory, false);
        assert_eq!(seers(&mut memory), []);
        switch(&mut memory, true);
        let customer = memory
            .act(|tx| conversation::by_id(tx, chat))
            .unwrap()
            .unwrap()
            .customer;
        let wanted = Wanted {
            reason: "Insults".to_owned(),
            message: "We no longer answer you here.".to_owned(),
            lasts: None,
            nearby: None,
        };
        memory
            .act(|tx| block::block(tx, &ana, &Origin::default(), customer, &wanted))
            .unwrap();
        assert_eq!(seers(&mut memory), []);
    }

    #[test]
    fn whatever_the_patterns_find_is_hidden_whole() {
        let mut memory = Memory::new();
        let own = edit::Wanted {
            look: Look::Expression(r"KK-\d{5}".to_owned()),
            name: "Orders".to_owned(),
            advice: String::new(),
            deed: Deed::Warn,
            is_on: true,
            masks: false,
        };
        memory
            .act(|tx| edit::add(tx, &Origin::default(), &own))
            .unwrap();
        for (typed, expected) in [
            (
                "My card: 4111 1111 1111 1111",
                "My card: •••• •••• •••• ••••",
            ),
            (
                "kk-10423 and DE89370400440532013000",
                "••-••••• and ••••••••••••••••••••••",
            ),
            ("Two cups\u{202E}, please", "Two cups, please"),
        ] {
            let found = memory.act(|tx| shown(tx, typed)).unwrap();
            assert_eq!(found, expected);
        }
    }
}

//! Greetings as customers get them, on a file in memory.

use std::time::Duration;

use super::{
    Kind, Place,
    edit::{self, GreetingError, Wanted},
    words,
};
use crate::{
    base::{id::ConversationId, lang::Lang},
    db::memory::Memory,
    desk::{
        arrival,
        audit::Origin,
        cast,
        conversation::{self, Conversation, Greeted, message::Author, say::Draft},
        customer::visitor::Visitor,
        hours::{self, Week, edit as hours_edit},
        queue::{self, Policy},
        team::{self, availability},
        waitlist,
    },
};

/// A house that greets, with Ana at the counter if there is to be somebody.
fn greeting_house(is_staffed: bool) -> Memory {
    let mut memory = Memory::new();
    memory
        .act(|tx| edit::use_shipped(tx, &Origin::default()))
        .unwrap();
    let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
    if is_staffed {
        memory.act(|tx| availability::seen(tx, &[ana.id])).unwrap();
    }
    memory
}

/// Everybody of the team has a console open at this moment.
fn staff(memory: &mut Memory) {
    memory
        .act(|tx| {
            let agents: Vec<_> = team::active(tx)?.iter().map(|agent| agent.id).collect();
            availability::seen(tx, &agents)
        })
        .unwrap();
}

fn bot_says(memory: &mut Memory, chat: ConversationId) -> Vec<String> {
    memory
        .act(|tx| cast::said_by(tx, chat, Author::Bot.word()))
        .unwrap()
}

fn chat_of(memory: &mut Memory, id: ConversationId) -> Conversation {
    memory
        .act(|tx| conversation::by_id(tx, id))
        .unwrap()
        .unwrap()
}

fn close(memory: &mut Memory, id: ConversationId) {
    memory
        .act(|tx| {
            let ana = team::active(tx)?.remove(0);
            waitlist::claim::claim(tx, &ana, id, None).unwrap();
            cast::close(tx, &ana, id)
        })
        .unwrap();
}

fn write(memory: &mut Memory, visitor: Visitor, text: &str) -> ConversationId {
    memory
        .act(|tx| cast::write(tx, visitor, text))
        .unwrap()
        .conversation
}

#[test]
fn a_chat_is_greeted_once_and_its_customer_goes_on_waiting() {
    let mut memory = greeting_house(true);
    let visitor = memory.act(|tx| cast::visitor(tx, "Vera")).unwrap();
    let chat = write(&mut memory, visitor, "Is the lid sold on its own?");
    let greeted = bot_says(&mut memory, chat);
    assert_eq!(greeted.len(), 1);
    assert!(greeted[0].starts_with("Hello! Thank you for writing to Shopbell."));
    let now = chat_of(&mut memory, chat);
    assert_eq!((now.greeted, now.offline), (Greeted::Online, false));
    assert!(now.waiting_since.is_some(), "no person has answered");
    assert_eq!(now.preview, "Is the lid sold on its own?");
    assert_eq!(now.preview_author, "customer");
    assert_eq!(now.first_reply_at, None);

    // Everybody leaves, and the customer writes again.
    memory.advance(Duration::from_secs(3600));
    write(&mut memory, visitor, "Hello?");
    assert_eq!(bot_says(&mut memory, chat).len(), 1, "no second greeting");
}

#[test]
fn the_state_at_the_first_message_decides_and_stays() {
    let mut memory = greeting_house(false);
    let visitor = memory.act(|tx| cast::visitor(tx, "Vera")).unwrap();
    let chat = write(&mut memory, visitor, "Hello");
    let told = bot_says(&mut memory, chat);
    assert!(told[0].contains("Nobody is here right now; we are back soon."));
    staff(&mut memory);
    write(&mut memory, visitor, "Still there?");
    assert_eq!(bot_says(&mut memory, chat).len(), 1);
    let now = chat_of(&mut memory, chat);
    assert_eq!((now.greeted, now.offline), (Greeted::Offline, true));
}

#[test]
fn nobody_is_greeted_again_within_eight_hours() {
    let mut memory = greeting_house(true);
    let visitor = memory.act(|tx| cast::visitor(tx, "Vera")).unwrap();
    let first = write(&mut memory, visitor, "Hello");
    close(&mut memory, first);
    memory.advance(Duration::from_secs(8 * 3600 - 1));
    staff(&mut memory);
    let second = write(&mut memory, visitor, "It is me again");
    assert_ne!(first, second, "the premise: another episode");
    assert_eq!(bot_says(&mut memory, second).len(), 0);
    assert_eq!(chat_of(&mut memory, second).greeted, Greeted::Not);
    close(&mut memory, second);
    memory.advance(Duration::from_secs(60 * 60));
    staff(&mut memory);
    let third = write(&mut memory, visitor, "And again");
    assert_eq!(bot_says(&mut memory, third).len(), 1);
}

#[test]
fn robots_are_not_answered_and_a_silent_house_says_nothing() {
    let mut memory = greeting_house(true);
    let visitor = memory.act(|tx| cast::visitor(tx, "Robot")).unwrap();
    let draft = Draft {
        text: "I am on holiday until Monday.".to_owned(),
        is_automatic: true,
        ..Draft::default()
    };
    let said = memory
        .act(|tx| arrival::message(tx, visitor, &draft))
        .unwrap();
    assert_eq!(bot_says(&mut memory, said.conversation).len(), 0);
    memory
        .act(|tx| edit::switch(tx, &Origin::default(), false))
        .unwrap();
    let chat = memory
        .act(|tx| cast::waiting_chat(tx, "Vera", "Hello"))
        .unwrap();
    assert_eq!(bot_says(&mut memory, chat.conversation).len(), 0);
}

/// The usual week, by which the queue goes that chats wait in.
fn give_hours(memory: &mut Memory) {
    memory
        .act(|tx| {
            let queues = vec![queue::first(tx)?];
            let wanted = hours_edit::Wanted {
                name: "Shop".to_owned(),
                zone: "Europe/Berlin".to_owned(),
                week: Week::usual(),
                exceptions: Vec::new(),
                queues,
            };
            hours_edit::add(tx, &Origin::default(), &wanted)
        })
        .unwrap();
}

#[test]
fn outside_the_hours_the_next_opening_is_told_in_the_customer_s_language() {
    let mut memory = greeting_house(true);
    give_hours(&mut memory);
    memory
        .act(|tx| cast::set_up(tx, |settings| settings.language = "de".to_owned()))
        .unwrap();
    // Friday, 21 November 2025, 05:40 in Berlin.
    let early = memory
        .act(|tx| cast::waiting_chat(tx, "Vera", "Guten Morgen"))
        .unwrap();
    let told = bot_says(&mut memory, early.conversation);
    assert!(
        told[0].contains("wir sind heute um 09:00 Uhr zurück"),
        "{told:?}"
    );
    memory.advance(Duration::from_secs(4 * 3600));
    staff(&mut memory);
    let open = memory
        .act(|tx| cast::waiting_chat(tx, "Olga", "Guten Tag"))
        .unwrap();
    assert!(bot_says(&mut memory, open.conversation)[0].starts_with("Guten Tag!"));
    memory.advance(Duration::from_secs(12 * 3600));
    staff(&mut memory);
    let late = memory
        .act(|tx| cast::waiting_chat(tx, "Uwe", "Guten Abend"))
        .unwrap();
    let told = bot_says(&mut memory, late.conversation);
    assert!(
        told[0].contains("wir sind am Montag um 09:00 Uhr zurück"),
        "{told:?}"
    );
}

#[test]
fn those_who_write_in_the_hours_come_before_the_backlog_where_a_queue_wants_it() {
    let mut memory = greeting_house(true);
    give_hours(&mut memory);
    let come = |memory: &mut Memory, name: &str| {
        memory.advance(Duration::from_secs(60));
        staff(memory);
        memory
            .act(|tx| cast::waiting_chat(tx, name, "Hello"))
            .unwrap();
    };
    for name in ["Night", "Dawn"] {
        come(&mut memory, name);
    }
    memory.advance(Duration::from_secs(4 * 3600));
    for name in ["Morning", "Noon"] {
        come(&mut memory, name);
    }
    let names = |memory: &mut Memory, newest_first: bool| -> Vec<String> {
        memory
            .act(|tx| {
                let mut ana = team::active(tx)?.remove(0);
                ana.preferences.newest_first = newest_first;
                waitlist::list(tx, &ana, 9)
            })
            .unwrap()
            .into_iter()
            .map(|chat| chat.customer_name)
            .collect()
    };
    let plain = names(&mut memory, false);
    assert_eq!(plain, ["Night", "Dawn", "Morning", "Noon"]);
    memory
        .act(|tx| {
            let queue = queue::first(tx)?;
            let policy = Policy {
                open_hours_first: true,
                ..queue::policy(tx, queue)?
            };
            queue::set_policy(tx, queue, &policy)
        })
        .unwrap();
    let first = names(&mut memory, false);
    assert_eq!(first, ["Morning", "Noon", "Night", "Dawn"]);
    let reversed = names(&mut memory, true);
    assert_eq!(reversed, ["Noon", "Morning", "Dawn", "Night"]);
    let next = memory
        .act(|tx| {
            let ana = team::active(tx)?.remove(0);
            waitlist::claim::claim_next(tx, &ana, None)
        })
        .unwrap();
    assert_eq!(next.unwrap().customer_name, "Morning", "Next follows");
}

#[test]
fn texts_are_kept_by_place_and_faulty_ones_are_refused() {
    let mut memory = Memory::new();
    let origin = Origin::default();
    let site = memory.act(cast::site).unwrap();
    let place = Place {
        channel: Some(site.id),
        queue: None,
    };
    let text = |language: &str, text: &str| Wanted {
        kind: Kind::Online,
        language: language.to_owned(),
        text: text.to_owned(),
    };
    let put = |memory: &mut Memory, place, wanted: &[Wanted]| {
        memory.act(|tx| edit::put(tx, &origin, place, wanted))
    };
    put(
        &mut memory,
        place,
        &[
            text("en", " Hello {customer.first_name|there} "),
            text("de", ""),
        ],
    )
    .unwrap();
    let faulty = put(
        &mut memory,
        place,
        &[text("en", "Changed"), text("de", "Hallo {customer.name}")],
    );
    let unsure = words::Fault::Unsure("{customer.name}".to_owned());
    assert!(
        matches!(faulty, Err(GreetingError::Faulty(Kind::Online, language, fault)) if language == "de" && fault == unsure)
    );
    let long = put(&mut memory, place, &[text("en", &"x".repeat(1_001))]);
    assert!(matches!(long, Err(GreetingError::TooLong(_, _, 1_001))));
    let nowhere = Place {
        queue: Some(crate::base::id::QueueId(99)),
        ..place
    };
    let refused = put(&mut memory, nowhere, &[text("en", "Hello")]);
    assert!(matches!(refused, Err(GreetingError::NoPlace)));
    let all = memory.act(|tx| super::all(tx)).unwrap();
    assert_eq!(all.len(), 1, "nothing was half done");
    assert_eq!(all[0].text, "Hello {customer.first_name|there}");

    // The ready texts leave what is there alone, and all of a place go at once.
    memory.act(|tx| edit::use_shipped(tx, &origin)).unwrap();
    let all = memory.act(|tx| super::all(tx)).unwrap();
    assert_eq!(all.len(), 1 + Lang::ALL.len() * 2);
    memory.act(|tx| edit::remove(tx, &origin, place)).unwrap();
    let all = memory.act(|tx| super::all(tx)).unwrap();
    assert_eq!(all.len(), Lang::ALL.len() * 2);
    assert!(memory.act(|tx| hours::all(tx)).unwrap().is_empty());
}

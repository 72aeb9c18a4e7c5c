//! What is looked for in the list, and in which order it is found.

use super::*;
use crate::desk::search;

#[test]
fn names_are_found_in_every_script() {
    let mut shop = Shop::open();
    let customer = shop.chats[0].2.customer;
    let named = edit::Edit {
        name: Some("Дмитрий Орлов 100%".to_owned()),
        ..edit::Edit::default()
    };
    shop.memory
        .act(|tx| edit::edit(tx, customer, 0, &named))
        .unwrap();
    for (text, found) in [
        ("дмит", true),
        ("ДМИТ", true),
        ("орл", true),
        ("Дмитрий О", true),
        ("100%", true),
        ("рлов", true),
        ("ор", true),
        ("ов", false),
        ("дмит 100", true),
        ("дмит 200", false),
    ] {
        let filter = Filter {
            text: text.to_owned(),
            ..Filter::default()
        };
        let names = shop.names(&filter, Order::default());
        assert_eq!(!names.is_empty(), found, "{text:?}");
    }
}

#[test]
fn what_was_said_and_who_answered_is_found_too() {
    let mut shop = Shop::open();
    let mut found = |words: &str| {
        let filter = Filter {
            text: words.to_owned(),
            ..Filter::default()
        };
        let names = shop.names(&filter, order(Sort::Created, false));
        assert_eq!(
            names.len() as i64,
            shop.counts(&filter).of(Tab::All),
            "{words}"
        );
        names
    };
    assert_eq!(found("on its way"), [""; 0], "the index comes later");
    assert_eq!(found("bo"), ["Boris", "Dora"], "a name, and an agent's");
    while shop.memory.act(search::catch_up).unwrap() {}
    let mut found = |words: &str| {
        let filter = Filter {
            text: words.to_owned(),
            ..Filter::default()
        };
        shop.names(&filter, order(Sort::Created, false))
    };
    assert_eq!(found("on its way"), ["Carla"]);
    assert_eq!(found("hello").len(), 5);
    assert_eq!(
        found("\"way OR (").len(),
        0,
        "what is typed is never syntax"
    );
    let carla = shop.id("Carla");
    let hit = shop.memory.act(|tx| search::newest_in(tx, "way", carla));
    assert!(hit.unwrap().is_some());
    let filter = Filter {
        text: "way".to_owned(),
        ..Filter::default()
    };
    let rows = shop.page(&filter, Order::default(), None, 50).rows;
    assert_eq!(
        rows[0].hit,
        shop.memory
            .act(|tx| search::newest_in(tx, "way", carla))
            .unwrap()
    );
}

#[test]
fn what_a_search_finds_comes_by_how_well_it_fits_and_page_by_page() {
    let mut shop = Shop::open();
    let dora = shop.chats[4].2;
    shop.memory.advance(Duration::from_secs(60));
    shop.memory
        .act(|tx| cast::write(tx, dora, "Is Wilma there?"))
        .unwrap();
    while shop.memory.act(search::catch_up).unwrap() {}
    let filter = Filter {
        text: "wilma".to_owned(),
        ..Filter::default()
    };
    assert_eq!(shop.names(&filter, Order::default()), ["Wilma", "Dora"]);
    let first = shop.page(&filter, Order::default(), None, 1);
    assert_eq!(first.rows[0].conversation.customer_name, "Wilma");
    let cursor = first.next.unwrap();
    let second = shop.page(&filter, Order::default(), Some(&cursor), 1);
    assert_eq!(second.rows[0].conversation.customer_name, "Dora");
    assert!(second.next.is_none());
    // Whoever asks for an order gets it.
    let by_beginning = order(Sort::Created, true);
    assert_eq!(shop.names(&filter, by_beginning), ["Dora", "Wilma"]);
}

fn of(text: &str, tab: Tab) -> Filter {
    Filter {
        text: text.to_owned(),
        tab,
        ..Filter::default()
    }
}

#[test]
fn chats_in_which_it_was_said_come_by_when_it_was_said_last() {
    let mut shop = Shop::open();
    for name in ["Carla", "Wilma", "Anton", "Boris", "Wilma"] {
        let visitor = shop.chats.iter().find(|chat| chat.0 == name).unwrap().2;
        shop.memory.advance(Duration::from_secs(60));
        shop.memory
            .act(|tx| cast::write(tx, visitor, "A tulip"))
            .unwrap();
    }
    // What is said last about something else changes nothing.
    let carla = shop.chats[3].2;
    shop.memory
        .act(|tx| cast::write(tx, carla, "A rose"))
        .unwrap();
    while shop.memory.act(search::catch_up).unwrap() {}
    for (text, tab, expected) in [
        ("tulip", Tab::All, &["Wilma", "Boris", "Anton", "Carla"][..]),
        ("tul", Tab::All, &["Wilma", "Boris", "Anton", "Carla"]),
        ("tulip", Tab::Active, &["Boris", "Anton", "Carla"]),
    ] {
        let found = shop.names(&of(text, tab), Order::default());
        assert_eq!(found, expected, "{text} {tab:?}");
    }
}

#[test]
fn a_name_that_hundreds_bear_hides_no_words_that_go_on() {
    let mut shop = Shop::open();
    let dora = shop.chats[4].2;
    shop.memory
        .act(|tx| cast::write(tx, dora, "The rosalindas, please"))
        .unwrap();
    for _ in 0..200 {
        let visitor = shop.memory.act(|tx| cast::visitor(tx, "Rosalind")).unwrap();
        shop.memory
            .act(|tx| cast::write(tx, visitor, "Hello"))
            .unwrap();
    }
    while shop.memory.act(search::catch_up).unwrap() {}
    let found = shop.counts(&of("rosalind", Tab::All));
    assert_eq!(found.of(Tab::All), 201);
}

#[test]
fn one_chat_that_says_it_over_and_over_crowds_out_no_other() {
    let mut shop = Shop::open();
    let wilma = shop.chats[0].2;
    for _ in 0..1_000 {
        shop.memory
            .act(|tx| cast::write(tx, wilma, "Hello?"))
            .unwrap();
    }
    while shop.memory.act(search::catch_up).unwrap() {}
    let closed = shop.names(&of("hello", Tab::Closed), Order::default());
    assert_eq!(closed, ["Dora"], "where it was said before all that");
}

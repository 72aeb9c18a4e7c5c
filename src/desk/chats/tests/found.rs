//! What is looked for in the list, and in which order it is found.

use super::*;
use crate::desk::{
    arrival,
    attachment::{
        AttachmentKind, Uploader,
        digest::Digest,
        read,
        store::{self, NewFile},
    },
    search,
    team::{self, NewAgent, Role},
};

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
fn what_was_said_is_found_without_its_accents_in_every_script() {
    let mut shop = Shop::open();
    let dora = shop.chats[4].2;
    for text in [
        "Где мой зелёный чайник?",
        "Το πράσινο τσαγιερό",
        "Deux cafés",
    ] {
        shop.memory.act(|tx| cast::write(tx, dora, text)).unwrap();
    }
    while shop.memory.act(search::catch_up).unwrap() {}
    for (words, found) in [
        ("зеленый", true),
        ("ЗЕЛЁНЫЙ", true),
        ("зел\u{435}\u{308}ный", true),
        ("зелен", true),
        ("чаиник", false),
        ("πρασινο", true),
        ("πράσινο", true),
        ("cafes", true),
        ("cafe\u{301}s", true),
    ] {
        let filter = Filter {
            text: words.to_owned(),
            ..Filter::default()
        };
        let names = shop.names(&filter, Order::default());
        assert_eq!(!names.is_empty(), found, "{words:?}");
    }
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

#[test]
fn whoever_waits_is_found_although_hundreds_of_newer_customers_bear_the_name() {
    let mut shop = Shop::open();
    let visitor = shop.memory.act(|tx| cast::visitor(tx, "Rosalind")).unwrap();
    shop.memory
        .act(|tx| cast::write(tx, visitor, "Hello"))
        .unwrap();
    for _ in 0..200 {
        shop.memory.act(|tx| cast::visitor(tx, "Rosalind")).unwrap();
    }
    for tab in [Tab::New, Tab::All] {
        let found = shop.names(&of("rosalind", tab), Order::default());
        assert_eq!(found, ["Rosalind"], "{tab:?}");
    }
    let counts = shop.counts(&of("rosalind", Tab::All));
    assert_eq!(counts.most, Some(0), "there may be more");
}

#[test]
fn any_word_of_a_tag_or_of_an_agent_s_name_finds_in_every_script() {
    let mut shop = Shop::open();
    let new = NewAgent {
        name: "王小明 Lindqvist".to_owned(),
        email: "wang@kettle.example".to_owned(),
        password_hash: "x".to_owned(),
        role: Role::Agent,
        lang: Lang::Zh,
    };
    let wang = shop.memory.act(|tx| team::join(tx, &new)).unwrap();
    let wang = shop
        .memory
        .act(|tx| team::by_id(tx, wang))
        .unwrap()
        .unwrap();
    shop.claim("Wilma", &wang);
    let dora = shop.chats[4].2.customer;
    for name in ["重要客户", "Big buyer"] {
        shop.memory.act(|tx| tag::add(tx, dora, name)).unwrap();
    }
    for (text, expected) in [
        ("小明", &["Wilma"][..]),
        ("lindq", &["Wilma"]),
        ("qvist", &[]),
        ("客户", &["Dora"]),
        ("buyer", &["Dora"]),
        ("uyer", &[]),
    ] {
        let found = shop.names(&of(text, Tab::All), Order::default());
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn a_chat_is_found_by_what_its_files_are_called() {
    let mut shop = Shop::open();
    let (_, chat, wilma) = shop.chats[0];
    let mut send = |name: &str, kind: AttachmentKind| {
        let bytes = name.as_bytes();
        let new = NewFile {
            kind,
            name: name.to_owned(),
            media_type: "application/octet-stream".to_owned(),
            width: None,
            height: None,
            duration_ms: (kind == AttachmentKind::Voice).then_some(1_000),
            levels: String::new(),
            announced_size: bytes.len() as u64,
        };
        shop.memory
            .act::<_, anyhow::Error>(|tx| {
                let upload = store::begin(tx, Uploader::Customer(wilma.identity), &new)?;
                store::append(tx, &upload, 0, bytes)?;
                let stored = read::digest(tx, upload.content)?;
                store::finish(tx, &upload, &Digest::of(bytes), &stored)?;
                let draft = Draft {
                    attachments: vec![upload.id],
                    ..Draft::default()
                };
                Ok(arrival::message(tx, wilma, &draft)?.id)
            })
            .unwrap()
    };
    let invoice = send("Rechnung_4711.pdf", AttachmentKind::File);
    send("发票扫描.pdf", AttachmentKind::File);
    send("memo.ogg", AttachmentKind::Voice);
    while shop.memory.act(search::catch_up).unwrap() {}
    for (text, expected) in [
        ("rechnung 4711", &["Wilma"][..]),
        ("Rechnung_4711.pdf", &["Wilma"]),
        ("发票", &["Wilma"]),
        ("memo", &[]),
    ] {
        let found = shop.names(&of(text, Tab::All), Order::default());
        assert_eq!(found, expected, "{text}");
    }
    let hit = shop.memory.act(|tx| search::newest_in(tx, "4711", chat));
    assert_eq!(hit.unwrap(), Some(invoice), "where one begins to read");
    // What is gone is found no more.
    shop.memory
        .act::<_, DbError>(|tx| {
            tx.execute("delete from attachment where message_id = ?1", [invoice])?;
            search::renew(tx, invoice)
        })
        .unwrap();
    let found = shop.names(&of("4711", Tab::All), Order::default());
    assert_eq!(found, [""; 0]);
}

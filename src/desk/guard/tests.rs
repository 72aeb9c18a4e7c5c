use std::time::Instant;

use super::{
    edit::{self, PatternError, Wanted},
    *,
};
use crate::{
    base::expression::ExpressionError,
    db::memory::Memory,
    desk::{
        audit::{self, Origin},
        setting,
    },
};

fn own(id: u32, look: Look) -> Pattern {
    Pattern {
        id,
        look,
        name: format!("Pattern {id}"),
        advice: "Leave it out.".to_owned(),
        deed: Deed::Block,
        is_on: true,
        masks: false,
    }
}

fn wanted(name: &str, look: Look) -> Wanted {
    Wanted {
        look,
        name: name.to_owned(),
        advice: String::new(),
        deed: Deed::Warn,
        is_on: true,
        masks: false,
    }
}

#[test]
fn what_is_found_is_named_with_its_advice() {
    let mut patterns = Patterns::default();
    patterns
        .list
        .push(own(4, Look::Words("damn\nпароль".to_owned())));
    patterns
        .list
        .push(own(5, Look::Expression(r"KK-\d{5}".to_owned())));
    let guard = Guard::new(&patterns);
    let text = "Damn, 4111 1111 1111 1111 paid kk-10423.";
    let finds = guard.look(
        Lang::En,
        text,
        &["пароль DE89370400440532013000.pdf".to_owned()],
    );
    let told: Vec<(&str, &str, bool)> = finds
        .iter()
        .map(|find| {
            let within = match &find.spot {
                Spot::Text => text,
                Spot::File(name) => name,
            };
            (find.name.as_str(), &within[find.range.clone()], find.blocks)
        })
        .collect();
    assert_eq!(
        told,
        [
            ("Pattern 4", "Damn", true),
            ("Card number", "4111 1111 1111 1111", false),
            ("Pattern 5", "kk-10423", true),
            ("Pattern 4", "пароль", true),
            ("IBAN", "DE89370400440532013000", false),
        ]
    );
    assert_eq!(finds[1].masked.as_deref(), Some("•••• •••• •••• 1111"));
    assert_eq!(finds[0].masked, None);
    assert!(!finds[1].advice.is_empty());
    for pattern in &mut patterns.list {
        pattern.is_on = false;
    }
    assert_eq!(Guard::new(&patterns).look(Lang::En, text, &[]), []);
}

#[test]
fn ten_thousand_characters_are_looked_through_at_once() {
    let mut patterns = Patterns::default();
    patterns
        .list
        .push(own(4, Look::Words("damn\nпароль\n密码".to_owned())));
    patterns
        .list
        .push(own(5, Look::Expression("(a|1)*b".to_owned())));
    let guard = Guard::new(&patterns);
    for text in [
        "1 ".repeat(5_000),
        "4111 1111 1111 1111 ".repeat(500),
        "1".repeat(10_000),
        "DE89 3704 ".repeat(1_000),
        "a".repeat(10_000),
    ] {
        let begun = Instant::now();
        let _ = guard.look(Lang::En, &text, &[]);
        // Built without optimisation, on a machine that others share.
        assert!(
            begun.elapsed().as_millis() < 1_000,
            "{:.20}: {:?}",
            text,
            begun.elapsed()
        );
    }
}

#[test]
fn a_list_is_written_changed_and_logged() {
    let mut memory = Memory::new();
    let origin = Origin::default();
    let id = memory
        .act(|tx| {
            edit::add(
                tx,
                &origin,
                &wanted(" Swearing ", Look::Words(" damn \n\n heck".to_owned())),
            )
        })
        .unwrap();
    let patterns: Patterns = memory.act(|tx| setting::get(tx)).unwrap();
    assert_eq!(patterns.list.len(), 4);
    assert_eq!(patterns.list[3].look.rule(), "damn\nheck");
    for (name, look, why) in [
        ("", Look::Words("x".to_owned()), "a name is needed"),
        (
            "swearing",
            Look::Words("x".to_owned()),
            "another pattern has this name",
        ),
        ("Other", Look::Words(" ".to_owned()), "there is no pattern"),
        (
            "Other",
            Look::Expression("(a{999}){999}".to_owned()),
            "the pattern is too large once its repetitions are written out",
        ),
    ] {
        let refused = memory.act(|tx| edit::add(tx, &origin, &wanted(name, look.clone())));
        assert_eq!(refused.unwrap_err().to_string(), why);
    }
    let long = Look::Words("word\n".repeat(1_000));
    let refused = memory.act(|tx| edit::add(tx, &origin, &wanted("Long", long.clone())));
    assert!(matches!(
        refused,
        Err(PatternError::Rule(ExpressionError::TooLong(_)))
    ));

    let mut card = wanted(
        "",
        Look::Words("what a shipped one looks for stays".to_owned()),
    );
    card.look = Look::Card;
    card.deed = Deed::Block;
    memory
        .act(|tx| edit::change(tx, &origin, 1, &card))
        .unwrap();
    memory
        .act(|tx| edit::switch(tx, &origin, id, false))
        .unwrap();
    memory
        .act(|tx| edit::switch(tx, &origin, id, false))
        .unwrap();
    memory.act(|tx| edit::remove(tx, &origin, id)).unwrap();
    let gone = memory.act(|tx| edit::remove(tx, &origin, id));
    assert!(matches!(gone, Err(PatternError::NotFound)));
    let shipped = memory.act(|tx| edit::remove(tx, &origin, 1));
    assert!(matches!(shipped, Err(PatternError::Shipped)));
    let acts: Vec<(String, String)> = memory
        .act(|tx| audit::newest(tx, 9))
        .unwrap()
        .into_iter()
        .map(|line| (line.act, line.subject))
        .collect();
    let expected = [
        ("pattern_removed", "Swearing"),
        ("pattern_off", "Swearing"),
        ("pattern_changed", "Card number"),
        ("pattern_added", "Swearing"),
    ];
    assert_eq!(
        acts,
        expected.map(|(act, subject)| (act.to_owned(), subject.to_owned()))
    );
}

#[test]
fn a_customer_s_card_is_masked_where_the_house_wants_it() {
    let mut memory = Memory::new();
    let origin = Origin::default();
    let said = "My card is 4111-1111-1111-1111, order 1234 5678 90.";
    let masked =
        |memory: &mut Memory| memory.act(|tx| mask_incoming(tx, said).map(Cow::into_owned));
    assert_eq!(masked(&mut memory).unwrap(), said);
    let mut card = wanted("", Look::Card);
    card.masks = true;
    memory
        .act(|tx| edit::change(tx, &origin, 1, &card))
        .unwrap();
    assert_eq!(
        masked(&mut memory).unwrap(),
        "My card is ••••-••••-••••-1111, order 1234 5678 90."
    );
    let mut own = wanted("Own", Look::Words("card".to_owned()));
    own.masks = true;
    memory.act(|tx| edit::add(tx, &origin, &own)).unwrap();
    assert!(masked(&mut memory).unwrap().starts_with("My card"));
}

#[test]
fn a_short_number_with_letters_in_it_is_masked_too() {
    let mut memory = Memory::new();
    let mut national = wanted("", Look::NationalId);
    national.masks = true;
    memory
        .act(|tx| edit::change(tx, &Origin::default(), 3, &national))
        .unwrap();
    for (said, stored) in [
        ("It is AB 12 34 56 C.", "It is •• •• •4 56 C."),
        ("X-1234567-L", "•-••••567-L"),
        ("RSSMRA85T10A562S", "••••••••••••562S"),
        ("Room 12345", "Room 12345"),
    ] {
        let masked = memory.act(|tx| mask_incoming(tx, said).map(Cow::into_owned));
        assert_eq!(masked.unwrap(), stored);
    }
}

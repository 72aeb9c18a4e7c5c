use super::*;
use crate::{db::memory::Memory, desk::customer};

fn wanted(name: &str, choices: &[&str]) -> Wanted {
    Wanted {
        name: name.to_owned(),
        help: String::new(),
        choices: choices.iter().map(|&choice| choice.to_owned()).collect(),
    }
}

#[test]
fn each_kind_takes_what_it_can_and_nothing_else() {
    use FieldKind::{Boolean, Choice, Date, Link, Number, Text};
    for (kind, typed, kept) in [
        (Text, " a\tb ", Some("a b")),
        (Number, "1 234,50", Some("1234.5")),
        (Number, "-0.125", Some("-0.125")),
        (Number, "007", Some("7")),
        (Number, "0,125", Some("0.125")),
        (Number, "1,234", None),
        (Number, "1.", None),
        (Number, "1e5", None),
        (Number, "twelve", None),
        (Number, "=1+1", None),
        (Date, "2025-11-25", Some("2025-11-25")),
        (Date, "2025-02-30", None),
        (Date, "25.11.2025", None),
        (Choice, "Gold", Some("Gold")),
        (Choice, "gold", None),
        (Boolean, "yes", Some("yes")),
        (Boolean, "perhaps", None),
        (
            Link,
            "shop.example/a?b=1",
            Some("https://shop.example/a?b=1"),
        ),
        (Link, "HTTP://shop.example", Some("HTTP://shop.example")),
        (Link, "javascript:alert(1)", None),
        (Link, "ftp://shop.example", None),
        (Link, "https://ana:pw@shop.example", None),
        (Link, "nothing", None),
        (Link, "", Some("")),
    ] {
        let field = Field {
            id: FieldId(1),
            name: String::new(),
            kind,
            help: String::new(),
            choices: vec!["Gold".to_owned()],
        };
        assert_eq!(
            field.read(typed).ok().as_deref(),
            kept,
            "{kind:?} {typed:?}"
        );
    }
}

#[test]
fn an_admin_defines_the_team_s_fields() {
    let mut memory = Memory::new();
    let origin = Origin::default();
    let mut act = |kind, wanted: Wanted| memory.act(|tx| add(tx, &origin, kind, &wanted));
    let city = act(FieldKind::Text, wanted(" City ", &[])).unwrap();
    let tier = act(
        FieldKind::Choice,
        wanted("Tier", &["Gold", "", "Silver", "Gold"]),
    )
    .unwrap();
    assert!(matches!(
        act(FieldKind::Text, wanted("city", &[])),
        Err(FieldError::NameTaken)
    ));
    assert!(matches!(
        act(FieldKind::Text, wanted(" \n", &[])),
        Err(FieldError::NoName)
    ));
    assert!(matches!(
        act(FieldKind::Choice, wanted("Size", &["One", "One"])),
        Err(FieldError::FewChoices)
    ));
    memory.act(|tx| move_to(tx, tier, 0)).unwrap();
    let fields = memory.act(|tx| all(tx)).unwrap();
    assert_eq!(fields[0].id, tier);
    assert_eq!(fields[0].choices, ["Gold", "Silver"]);
    memory
        .act(|tx| {
            change(
                tx,
                &origin,
                tier,
                &wanted("Level", &["Gold", "Silver", "Tin"]),
            )
        })
        .unwrap();
    let hannah = memory.act(|tx| customer::create(tx, "Hannah", "")).unwrap();
    memory.act(|tx| fill(tx, hannah, tier, "", "Tin")).unwrap();
    memory.act(|tx| fill(tx, hannah, city, "", "Ulm")).unwrap();
    assert_eq!(memory.act(|tx| uses(tx)).unwrap()[&tier], 1);
    assert_eq!(memory.act(|tx| delete(tx, &origin, tier)).unwrap(), 1);
    let left = memory.act(|tx| of_customer(tx, hannah)).unwrap();
    assert_eq!((left.len(), left[0].value.as_str()), (1, "Ulm"));
}

#[test]
fn two_writers_in_one_field_are_told_of_each_other() {
    let mut memory = Memory::new();
    let origin = Origin::default();
    let city = memory
        .act(|tx| add(tx, &origin, FieldKind::Text, &wanted("City", &[])))
        .unwrap();
    let hannah = memory.act(|tx| customer::create(tx, "Hannah", "")).unwrap();
    memory.act(|tx| fill(tx, hannah, city, "", "Ulm")).unwrap();
    match memory.act(|tx| fill(tx, hannah, city, "", "Bonn")) {
        Err(FillError::Conflict(theirs)) => assert_eq!(theirs, "Ulm"),
        other => panic!("{other:?}"),
    }
    // A lost answer and its retry.
    memory.act(|tx| fill(tx, hannah, city, "", "Ulm")).unwrap();
    memory
        .act(|tx| fill(tx, hannah, city, "Ulm", "Bonn"))
        .unwrap();
    let after = memory.act(|tx| customer::by_id(tx, hannah)).unwrap();
    assert_eq!(after.unwrap().revision, 2);
    memory.act(|tx| fill(tx, hannah, city, "Bonn", "")).unwrap();
    let empty = memory.act(|tx| of_customer(tx, hannah)).unwrap();
    assert_eq!(empty[0].value, "");
}

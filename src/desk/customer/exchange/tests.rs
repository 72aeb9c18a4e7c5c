use super::*;
use crate::{
    db::memory::Memory,
    desk::customer::{
        self, by_id,
        field::{FieldKind, Wanted},
    },
};

fn column(head: &str) -> Option<Column> {
    match head {
        "имя" => Some(Column::Name),
        "tier" => Some(Column::Own(FieldId(1))),
        other => Column::FIXED
            .into_iter()
            .find(|column| column.word() == other),
    }
}

fn tier() -> Field {
    Field {
        id: FieldId(1),
        name: "Tier".to_owned(),
        kind: FieldKind::Number,
        help: String::new(),
        choices: Vec::new(),
    }
}

#[test]
fn broken_rows_are_told_by_their_line() {
    let table = "\u{FEFF}Имя;Email;Phone;Shoe size;Tier\r\n\
        Hannah;hannah@post.example;'+49 40 5550112;42;1\r\n\
        \"Two\nlines\";;;;\r\n\
        Omar;omar@;;;\r\n\
        Grace;grace@post.example\r\n\
        ;;;41;2\r\n\
        ;;;;\r\n\
        Hanni;HANNAH@post.example;;;\r\n\
        Tim;;;;gold\r\n";
    let sheet = read(table, &[tier()], column).unwrap();
    assert_eq!(sheet.ignored, ["Shoe size"]);
    assert_eq!(sheet.rows.len(), 2);
    assert_eq!(sheet.rows[0].phone, "+49 40 5550112");
    assert_eq!(sheet.rows[0].own, [(FieldId(1), "1".to_owned())]);
    assert_eq!(sheet.rows[1].name, "Two lines");
    let broken: Vec<_> = sheet
        .broken
        .iter()
        .map(|broken| (broken.line, broken.fault.clone()))
        .collect();
    assert_eq!(
        broken,
        [
            (5, Fault::BadEmail("omar@".to_owned())),
            (6, Fault::Width),
            (7, Fault::Nobody),
            (9, Fault::Twice(2)),
            (10, Fault::BadValue("Tier".to_owned(), "gold".to_owned())),
        ]
    );
}

#[test]
fn what_is_no_table_is_refused() {
    for (table, error) in [
        ("", SheetError::Empty),
        ("name\n", SheetError::Empty),
        ("colour,size\nred,7\n", SheetError::NoColumns),
        (
            "name,Name\na,b\n",
            SheetError::TwoColumns("Name".to_owned()),
        ),
    ] {
        assert_eq!(read(table, &[], column).unwrap_err(), error, "{table:?}");
    }
}

#[test]
fn no_cell_is_a_formula_and_all_come_back_as_they_were() {
    let mut memory = Memory::new();
    let origin = Origin::default();
    memory
        .act(|tx| {
            let wanted = Wanted {
                name: "Tier".to_owned(),
                ..Wanted::default()
            };
            field::add(tx, &origin, FieldKind::Number, &wanted)
        })
        .unwrap();
    let row = Row {
        name: "=1+1".to_owned(),
        email: "a@post.example".to_owned(),
        phone: "+49 40 5550112".to_owned(),
        company: "@home, \"Tea\"".to_owned(),
        tags: vec!["VIP".to_owned(), "-x".to_owned()],
        own: vec![(FieldId(1), "-7".to_owned())],
        line: 2,
        ..Row::default()
    };
    let taken = memory
        .act(|tx| take_in(tx, &origin, std::slice::from_ref(&row), Duplicates::Update))
        .unwrap();
    assert_eq!(taken.added, 1);
    let bytes = memory.act(|tx| write(tx, &Wish::default())).unwrap();
    let table = String::from_utf8(bytes).unwrap();
    assert!(
        table.contains("'=1+1,a@post.example,'+49 40 5550112,\"'@home, \"\"Tea\"\"\""),
        "{table}"
    );
    assert!(table.contains("'-7"), "{table}");
    let sheet = read(&table, &[tier()], column).unwrap();
    let mut back = sheet.rows[0].clone();
    back.tags.sort();
    back.tags.reverse();
    assert_eq!(back, row);
}

#[test]
fn who_is_known_already_is_updated_left_out_or_doubled() {
    let mut memory = Memory::new();
    let origin = Origin::default();
    let hannah = memory
        .act(|tx| customer::create(tx, "Hannah", "hannah@post.example"))
        .unwrap();
    let rows = [Row {
        email: "Hannah@Post.example".to_owned(),
        company: "Tea & Co".to_owned(),
        ..Row::default()
    }];
    let known = memory.act(|tx| known(tx, &rows)).unwrap();
    assert_eq!(known[0].as_ref().unwrap().id, hannah);
    let mut take = |duplicates| {
        memory
            .act(|tx| take_in(tx, &origin, &rows, duplicates))
            .unwrap()
    };
    assert_eq!(take(Duplicates::Skip).skipped, 1);
    assert_eq!(take(Duplicates::Update).updated, 1);
    assert_eq!(take(Duplicates::Add).added, 1);
    let after = memory.act(|tx| by_id(tx, hannah)).unwrap().unwrap();
    assert_eq!(
        (after.name.as_str(), after.company.as_str()),
        ("Hannah", "Tea & Co")
    );
}

#[test]
fn a_table_that_comes_twice_is_taken_in_once() {
    let mut memory = Memory::new();
    let origin = Origin::default();
    let rows = [Row {
        name: "Hannah".to_owned(),
        ..Row::default()
    }];
    let mut take = |key: &str| {
        memory
            .act(|tx| take_in_once(tx, &origin, key, &rows, Duplicates::Update))
            .unwrap()
    };
    let first = take("a key");
    assert_eq!(first.added, 1);
    assert_eq!(take("a key"), first, "answered as it was");
    for other in 0..20 {
        take(&format!("key {other}"));
    }
    let customers: i64 = memory
        .act::<_, DbError>(|tx| tx.get("select count(*) from customer", [], |row| row.get(0)))
        .unwrap();
    assert_eq!(customers, 21);
}

#[test]
fn fuzz_sheets_of_customers() {
    let samples = [
        "name;email;phone\r\nHannah;h@post.example;+49 40 1\r\n",
        "Name,E-Mail,Tags\n\"a, b\",x,\"c,d\"\n",
    ];
    let words = [
        "\"", ";", ",", "\t", "\n", "name", "email", "'=", "\u{feff}",
    ];
    crate::base::fuzz::text("customer-sheets", &samples, &words, |table| {
        let _ = read(table, &[], |head| match head {
            "name" => Some(Column::Name),
            "email" | "e-mail" => Some(Column::Email),
            "phone" => Some(Column::Phone),
            _ => None,
        });
    });
}

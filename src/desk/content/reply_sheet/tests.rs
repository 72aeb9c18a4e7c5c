use super::*;
use crate::db::memory::Memory;

const FILE: &str = "topic,name,tags,default,en,de\n\
    Greetings,Hello,,,\"Hello {customer.first_name|there}, {agent.name} here.\",Hallo\n\
    Returns,Spare part,\"lid, spare\",yes,\"No need, send\nnothing back.\",\n\
    Returns,Refund,,,=two to five days,- in fünf Tagen\n";

fn house(file: &str) -> (Memory, Tally) {
    let mut memory = Memory::new();
    let entries = read(file).unwrap();
    let tally = memory
        .act(|tx| take_in(tx, &Origin::default(), &entries))
        .unwrap();
    (memory, tally)
}

fn catalogue(memory: &mut Memory) -> Catalogue {
    memory.act(|tx| quick_reply::catalogue(tx)).unwrap()
}

#[test]
fn what_goes_out_comes_in_as_it_was_in_either_form() {
    let (mut first, tally) = house(FILE);
    assert_eq!(tally.added, 3);
    let there = catalogue(&mut first);
    for file in [write_csv(&there), write_json(&there)] {
        let (mut second, _) = house(&file);
        assert_eq!(
            write_json(&catalogue(&mut second)),
            write_json(&there),
            "{file}"
        );
        // In the house it came from, nothing changes.
        let entries = read(&file).unwrap();
        let again = first
            .act(|tx| take_in(tx, &Origin::default(), &entries))
            .unwrap();
        assert_eq!((again.added, again.changed, again.same), (0, 0, 3));
        assert_eq!(catalogue(&mut first), there);
    }
}

#[test]
fn no_cell_that_goes_out_is_a_formula() {
    let (mut memory, _) = house(FILE);
    let there = catalogue(&mut memory);
    let file = write_csv(&there);
    assert!(file.contains("'=two to five days"), "{file}");
    assert!(file.contains("'- in fünf Tagen"), "{file}");
    assert!(!file.contains(",=") && !file.contains(",-"), "{file}");
    assert_eq!(there[1].1[1].texts[1].text, "=two to five days");
}

#[test]
fn what_comes_in_goes_over_the_same_names_and_leaves_the_others() {
    let (mut memory, _) = house(FILE);
    let more = "topic;name;en\nreturns;REFUND;Five days.\nCare;Descale;Use vinegar.\n";
    let entries = read(more).unwrap();
    let tally = memory
        .act(|tx| take_in(tx, &Origin::default(), &entries))
        .unwrap();
    assert_eq!((tally.added, tally.changed, tally.same), (1, 1, 0));
    let there = catalogue(&mut memory);
    let names: Vec<(&str, Vec<&str>)> = there
        .iter()
        .map(|(topic, replies)| {
            (
                &*topic.name,
                replies.iter().map(|reply| &*reply.name).collect(),
            )
        })
        .collect();
    assert_eq!(
        names,
        [
            ("Returns", vec!["REFUND", "Spare part"]),
            ("Care", vec!["Descale"]),
            ("Greetings", vec!["Hello"]),
        ]
    );
    assert!(there[0].1[1].is_default, "the default stays where it was");
}

#[test]
fn tags_stay_where_the_file_does_not_speak_of_them() {
    let (mut memory, _) = house(FILE);
    for (file, expected) in [
        (
            "topic,name,en\nReturns,Spare part,Keep it.\n",
            &["lid", "spare"][..],
        ),
        (
            r#"{"quick_replies": [{"topic": "Returns", "name": "Spare part", "texts": {"en": "Keep it!"}}]}"#,
            &["lid", "spare"],
        ),
        ("topic,name,tags,en\nReturns,Spare part,,Keep it.\n", &[]),
    ] {
        let entries = read(file).unwrap();
        memory
            .act(|tx| take_in(tx, &Origin::default(), &entries))
            .unwrap();
        let there = catalogue(&mut memory);
        let mut replies = there.iter().flat_map(|(_, replies)| replies);
        let found = replies.find(|reply| reply.name == "Spare part");
        assert_eq!(found.unwrap().tags, expected, "{file}");
    }
}

#[test]
fn every_broken_row_is_named_by_its_line_and_nothing_comes_in() {
    use Place::{Entry as Nth, File, Line};
    let long = "x".repeat(10_001);
    let column = |name: &str| Why::BadColumn(name.to_owned());
    for (file, expected) in [
        (String::new(), vec![(File, Why::Empty)]),
        ("topic,name,en\n".to_owned(), vec![(File, Why::Empty)]),
        (
            "topic,title,en,de,DE\n".to_owned(),
            vec![
                (Line(1), column("title")),
                (Line(1), Why::TwoColumns("de".to_owned())),
                (Line(1), Why::NoColumn("name")),
            ],
        ),
        (
            "topic,name\nA,B\n".to_owned(),
            vec![(Line(1), Why::NoLanguage)],
        ),
        (
            format!(
                "topic,name,default,en\n,B,,x\nA,,,x\nA,B,,\nA,C,maybe,x\nA,D,,{long}\nA,E,,x\na,e,yes,x\nA,F,yes,x\nA,G,,x,y\n"
            ),
            vec![
                (Line(2), Why::NoField("topic")),
                (Line(3), Why::NoField("name")),
                (Line(4), Why::NoText),
                (Line(5), Why::NotYesNo("maybe".to_owned())),
                (Line(6), Why::TooLong("en".to_owned(), 10_001, 10_000)),
                (Line(8), Why::Twice(Line(7))),
                (Line(9), Why::TwoDefaults(Line(8))),
                (Line(10), Why::Cells(5, 4)),
            ],
        ),
        (
            r#"{"quick_replies": [{"topic": "A", "name": "B", "texts": {"Klingon!": "Qapla"}},
              {"topic": "A", "name": "C", "texts": {}}]}"#
                .to_owned(),
            vec![
                (Nth(1), Why::BadLanguage("Klingon!".to_owned())),
                (Nth(2), Why::NoText),
            ],
        ),
    ] {
        let wrong: Vec<(Place, Why)> = read(&file)
            .unwrap_err()
            .into_iter()
            .map(|wrong| (wrong.place, wrong.why))
            .collect();
        assert_eq!(wrong, expected, "{:.80}", file);
    }
    let broken = read("{\"quick_replies\": [\n{\"topic\": }]}").unwrap_err();
    assert_eq!(broken[0].place, Line(2));
    let missing = read("{\"quick_replies\": [{\"name\": \"B\", \"texts\": {}}]}").unwrap_err();
    assert_eq!(missing[0].place, Nth(1));
}

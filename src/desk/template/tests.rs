use super::*;
use crate::{
    base::id::ConversationId,
    db::memory::Memory,
    desk::{
        cast,
        channel::ChannelKind,
        conversation::{
            message::{self, Entry},
            say::{self, Draft, SayError},
        },
        dispatch,
        intake::{self, Letter, News, Sender, What},
        team::Agent,
        waitlist::claim,
    },
};
use std::time::Duration;

fn order(body: &str) -> Template {
    Template {
        name: "order_update".to_owned(),
        language: "en_US".to_owned(),
        category: "UTILITY".to_owned(),
        body: body.to_owned(),
        ..Template::default()
    }
}

fn values(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn blanks_are_found_where_they_stand() {
    let whole = Template {
        header: "Order {{1}}".to_owned(),
        buttons: vec![
            Button {
                label: "Stop".to_owned(),
                link: None,
            },
            Button {
                label: "Track".to_owned(),
                link: Some("https://kettle.example/t/{{1}}".to_owned()),
            },
        ],
        ..order("{{2}} and {{1}}, {{2}} again, {{10}}; {{ no }} {{}} {{1")
    };
    let found: Vec<(Place, String)> = whole
        .blanks()
        .into_iter()
        .map(|blank| (blank.place, blank.name))
        .collect();
    let at = |place: Place, name: &str| (place, name.to_owned());
    assert_eq!(
        found,
        [
            at(Place::Header, "1"),
            at(Place::Body, "1"),
            at(Place::Body, "2"),
            at(Place::Body, "10"),
            at(Place::Link(1), "1"),
        ]
    );
    let named = order("Hi {{first_name}}, {{shop}} here").blanks();
    assert!(named.iter().all(Blank::is_named));
    assert_eq!(named[0].name, "first_name");
}

#[test]
fn a_template_with_what_is_no_blank_is_not_sound() {
    for (body, is_sound) in [
        ("Hello", true),
        ("Hello {{1}}, {{2}}", true),
        ("Hello {{name}}", true),
        ("", false),
        ("Hello {{1", false),
        ("Hello {{first name}}", false),
    ] {
        assert_eq!(order(body).is_sound(), is_sound, "{body}");
    }
}

#[test]
fn a_filled_template_reads_as_it_is_delivered() {
    let whole = Template {
        header: "Order {{1}}".to_owned(),
        footer: "Kettle & Co".to_owned(),
        buttons: vec![Button {
            label: "Track".to_owned(),
            link: Some("https://kettle.example/t/{{1}}".to_owned()),
        }],
        ..order("Hi {{1}},\nyour {{2}} is on its way.")
    };
    // What is filled in is put into one line, and is no blank itself.
    let (shown, filled) = whole
        .fill(&values(&["1042", "  Ana\n Li ", "{{1}} kettle", "XY7"]))
        .unwrap();
    assert_eq!(
        shown,
        "Order 1042\n\nHi Ana Li,\nyour {{1}} kettle is on its way.\n\nKettle & Co\n\n\
         [Track] https://kettle.example/t/XY7"
    );
    assert_eq!(filled.values.len(), 4);
    assert_eq!(filled.values[3].0.place, Place::Link(0));
}

#[test]
fn what_is_missing_or_too_long_is_named() {
    let template = order("Hi {{1}}, {{2}}");
    let long = "x".repeat(LONGEST + 1);
    for (given, expected) in [
        (vec!["a"], FillError::Changed),
        (vec!["a", "b", "c"], FillError::Changed),
        (vec!["a", " \n"], FillError::Empty("2".to_owned())),
        (vec!["\u{200b}", "b"], FillError::Empty("1".to_owned())),
        (vec!["a", &*long], FillError::TooLong("2".to_owned())),
    ] {
        assert_eq!(template.fill(&values(&given)).unwrap_err(), expected);
    }
    assert!(template.fill(&values(&["a", &long[1..]])).is_ok());
}

/// A number on WhatsApp whose customer has written, and who has the chat.
struct Chat {
    memory: Memory,
    ana: Agent,
    channel: ChannelId,
    id: ConversationId,
}

fn chat(kind: ChannelKind) -> Chat {
    let mut memory = Memory::new();
    let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
    let account = memory.act(|tx| cast::account(tx, kind, "Ours")).unwrap();
    let id = memory
        .act(|tx| {
            let news = News {
                sender: Sender {
                    external_id: "34600111222".to_owned(),
                    name: "Mia".to_owned(),
                    ..Sender::default()
                },
                at: None,
                what: What::Said(Letter {
                    id: "in-1".to_owned(),
                    text: "Hello".to_owned(),
                    ..Letter::default()
                }),
            };
            intake::take(tx, &account, &[news], &[], None)?;
            tx.get("select max(id) from conversation", (), |row| row.get(0))
        })
        .unwrap();
    memory.act(|tx| claim::claim(tx, &ana, id, None)).unwrap();
    Chat {
        memory,
        ana,
        channel: account.channel.id,
        id,
    }
}

fn draft(template: &Template, given: &[&str]) -> Draft {
    let (text, filled) = template.fill(&values(given)).unwrap();
    Draft {
        text,
        template: Some(filled),
        ..Draft::default()
    }
}

#[test]
fn a_template_is_said_when_nothing_else_would_be_delivered() {
    let mut chat = chat(ChannelKind::WhatsApp);
    chat.memory.advance(Duration::from_secs(25 * 3600));
    let (ana, id) = (&chat.ana, chat.id);
    let plain = Draft {
        text: "Are you there?".to_owned(),
        ..Draft::default()
    };
    let refused = chat
        .memory
        .act(|tx| say::by_agent(tx, ana, id, &plain, None))
        .unwrap_err();
    assert!(matches!(refused, SayError::WindowClosed(_)), "{refused}");

    let template = draft(&order("Hi {{1}}, it is here."), &["Mia"]);
    let said = chat
        .memory
        .act(|tx| say::by_agent(tx, ana, id, &template, None))
        .unwrap();
    let parcel = chat
        .memory
        .act(|tx| dispatch::begin(tx, said.id))
        .unwrap()
        .expect("its window is open for it");
    assert_eq!(parcel.message.text, "Hi Mia, it is here.");
    assert_eq!(parcel.waiting.template, template.template);

    // Refused later, it is sent again as what it is.
    chat.memory
        .act(|tx| dispatch::failed(tx, said.id, "132000", "no"))
        .unwrap();
    chat.memory
        .act(|tx| dispatch::retry(tx, said.id).map(|_| ()))
        .unwrap();
    let again = chat.memory.act(|tx| dispatch::begin(tx, said.id)).unwrap();
    assert_eq!(again.unwrap().waiting.template, template.template);
    let shown = chat.memory.act(|tx| message::by_id(tx, said.id)).unwrap();
    assert!(matches!(shown, Some(Entry::Message(one)) if one.failure.is_none()));
}

#[test]
fn where_the_channel_s_rule_has_no_templates_none_is_said() {
    let mut chat = chat(ChannelKind::Messenger);
    chat.memory.advance(Duration::from_secs(8 * 24 * 3600));
    let (ana, id) = (&chat.ana, chat.id);
    let template = draft(&order("Hello"), &[]);
    let refused = chat
        .memory
        .act(|tx| say::by_agent(tx, ana, id, &template, None))
        .unwrap_err();
    assert!(matches!(refused, SayError::WindowClosed(_)), "{refused}");
}

#[test]
fn the_list_is_the_platform_s() {
    let mut chat = chat(ChannelKind::WhatsApp);
    let channel = chat.channel;
    let in_spanish = Template {
        language: "es".to_owned(),
        ..order("Hola {{1}}")
    };
    chat.memory
        .act(|tx| keep(tx, channel, &[order("Hi {{1}}"), in_spanish.clone()]))
        .unwrap();
    let kept = chat.memory.act(|tx| all(tx, channel)).unwrap();
    assert_eq!(kept.len(), 2);
    let spanish = kept[1].0;
    // One is gone, one reads otherwise: whoever chose it is told by its blanks.
    let changed = Template {
        body: "Hola {{1}}, {{2}}".to_owned(),
        ..in_spanish
    };
    chat.memory
        .act(|tx| keep(tx, channel, std::slice::from_ref(&changed)))
        .unwrap();
    let kept = chat.memory.act(|tx| all(tx, channel)).unwrap();
    assert_eq!(kept, [(spanish, changed)]);
    assert!(
        chat.memory
            .act(|tx| fetched_at(tx, channel))
            .unwrap()
            .is_some()
    );
    let elsewhere = chat
        .memory
        .act(|tx| by_id(tx, ChannelId(channel.0 + 1), spanish))
        .unwrap();
    assert_eq!(elsewhere, None);
}

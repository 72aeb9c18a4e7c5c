use super::{language::Match, *};
use crate::{
    db::memory::Memory,
    desk::event::{Event, Kind},
};

fn text(language: &str, text: &str) -> Text {
    Text {
        language: language.to_owned(),
        text: text.to_owned(),
    }
}

fn draft(topic: TopicId, name: &str) -> Draft {
    Draft {
        topic,
        name: name.to_owned(),
        tags: vec!["kettle".to_owned()],
        is_default: false,
        texts: vec![text("en", "Hello"), text("de", "Hallo")],
    }
}

fn house() -> (Memory, TopicId) {
    let mut memory = Memory::new();
    let topic = memory
        .act(|tx| shelf::add(tx, &Origin::default(), "Returns"))
        .unwrap();
    (memory, topic)
}

#[test]
fn a_reply_is_kept_with_its_languages_and_every_console_hears_of_it() {
    let (mut memory, topic) = house();
    memory.announced.clear();
    let origin = Origin::default();
    let id = memory
        .act(|tx| add(tx, &origin, &draft(topic, " Spare  part ")))
        .unwrap();
    let told: Vec<&Event> = memory
        .announced
        .iter()
        .filter_map(|announcement| announcement.downcast_ref())
        .collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].kind, Kind::Content);
    let reply = memory.act(|tx| by_id(tx, id)).unwrap().unwrap();
    assert_eq!(reply.name, "Spare part");
    assert_eq!(reply.texts, [text("de", "Hallo"), text("en", "Hello")]);
    assert_eq!(
        reply.text_for("de-AT", "en"),
        Some((&text("de", "Hallo"), Match::Base))
    );
    assert_eq!(
        reply.text_for("fr", "en"),
        Some((&text("en", "Hello"), Match::Default))
    );
    let catalogue = memory.act(|tx| catalogue(tx)).unwrap();
    assert_eq!(catalogue[0].1, [reply]);
}

#[test]
fn what_cannot_be_kept_is_refused_and_nothing_changes() {
    let (mut memory, topic) = house();
    let origin = Origin::default();
    let one = memory
        .act(|tx| add(tx, &origin, &draft(topic, "One")))
        .unwrap();
    let mut refused = |change: &dyn Fn(&mut Draft)| {
        let mut draft = draft(topic, "Two");
        change(&mut draft);
        memory.act(|tx| add(tx, &origin, &draft)).unwrap_err()
    };
    assert!(matches!(
        refused(&|d| d.name = " ".into()),
        ReplyError::NoName
    ));
    assert!(matches!(
        refused(&|d| d.name = "ONE".into()),
        ReplyError::NameTaken
    ));
    assert!(matches!(
        refused(&|d| d.topic = TopicId(9)),
        ReplyError::NoTopic
    ));
    assert!(matches!(refused(&|d| d.texts.clear()), ReplyError::NoText));
    assert!(matches!(
        refused(&|d| d.texts = vec![text("en", " \n")]),
        ReplyError::NoText
    ));
    assert!(matches!(
        refused(&|d| d.texts.push(text("Klingon!", "Qapla"))),
        ReplyError::BadLanguage(_)
    ));
    assert!(matches!(
        refused(&|d| d.texts.push(text("EN", "Again"))),
        ReplyError::Twice(_)
    ));
    let long = "x".repeat(message::LONGEST + 1);
    assert!(matches!(
        refused(&|d| d.texts = vec![text("en", &long)]),
        ReplyError::TooLong(_, 10_001)
    ));
    let catalogue = memory.act(|tx| catalogue(tx)).unwrap();
    assert_eq!(catalogue[0].1.len(), 1);
    assert_eq!(catalogue[0].1[0].id, one);
}

#[test]
fn two_editors_do_not_overwrite_each_other_unseen() {
    let (mut memory, topic) = house();
    let origin = Origin::default();
    let id = memory
        .act(|tx| add(tx, &origin, &draft(topic, "One")))
        .unwrap();
    let mut change = |seen, draft: &Draft| memory.act(|tx| change(tx, &origin, id, seen, draft));
    change(0, &draft(topic, "First")).unwrap();
    match change(0, &draft(topic, "Second")) {
        Err(ReplyError::Conflict(now)) => assert_eq!(now, 1),
        other => panic!("{other:?}"),
    }
    // A lost answer and its retry.
    change(0, &draft(topic, "First")).unwrap();
    change(1, &draft(topic, "Second")).unwrap();
}

#[test]
fn one_reply_is_the_default() {
    let (mut memory, topic) = house();
    let origin = Origin::default();
    let default = |name: &str| Draft {
        is_default: true,
        ..draft(topic, name)
    };
    let one = memory.act(|tx| add(tx, &origin, &default("One"))).unwrap();
    let two = memory.act(|tx| add(tx, &origin, &default("Two"))).unwrap();
    let is_default =
        |memory: &mut Memory, id| memory.act(|tx| by_id(tx, id)).unwrap().unwrap().is_default;
    assert!(!is_default(&mut memory, one));
    assert!(is_default(&mut memory, two));
    memory.act(|tx| delete(tx, &origin, two)).unwrap();
    memory
        .act(|tx| change(tx, &origin, one, 0, &default("One")))
        .unwrap();
    assert!(is_default(&mut memory, one));
}

#[test]
fn a_topic_s_replies_are_put_in_order_and_go_with_it() {
    let (mut memory, topic) = house();
    let origin = Origin::default();
    let ids: Vec<QuickReplyId> = ["One", "Two", "Three"]
        .iter()
        .map(|name| {
            memory
                .act(|tx| add(tx, &origin, &draft(topic, name)))
                .unwrap()
        })
        .collect();
    let names = |memory: &mut Memory| -> Vec<String> {
        let mut catalogue = memory.act(|tx| catalogue(tx)).unwrap();
        catalogue
            .remove(0)
            .1
            .into_iter()
            .map(|reply| reply.name)
            .collect()
    };
    memory.act(|tx| move_to(tx, ids[2], 0)).unwrap();
    assert_eq!(names(&mut memory), ["Three", "One", "Two"]);
    memory.act(|tx| move_to(tx, ids[2], 99)).unwrap();
    assert_eq!(names(&mut memory), ["One", "Two", "Three"]);
    memory.act(|tx| shelf::delete(tx, &origin, topic)).unwrap();
    assert!(memory.act(|tx| by_id(tx, ids[0])).unwrap().is_none());
    assert!(memory.act(|tx| catalogue(tx)).unwrap().is_empty());
}

#[test]
fn tags_are_words_divided_by_commas() {
    for (written, expected) in [
        ("lid, Lid , #spare part", &["lid", "spare part"][..]),
        ("盖子，茶壶", &["盖子", "茶壶"]),
        (" , ", &[]),
    ] {
        assert_eq!(split_tags(written), expected, "{written:?}");
    }
}

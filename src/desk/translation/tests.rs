use super::*;
use crate::{
    base::id::ConversationId,
    db::memory::Memory,
    desk::{cast, conversation},
};

#[test]
fn a_glossary_is_read_line_by_line() {
    let text = "de en: Deckel = lid\n\n  ru  en : чайник=kettle\nzh-CN de：茶壶 = Teekanne";
    let glossary = Glossary::read(text).unwrap();
    assert_eq!(
        glossary.text(),
        "de en: Deckel = lid\nru en: чайник = kettle\nzh de: 茶壶 = Teekanne"
    );
    assert_eq!(Glossary::read(&glossary.text()), Ok(glossary));
    for (line, text) in [
        (1, "Deckel = lid"),
        (1, "de: Deckel = lid"),
        (1, "de de: Deckel = lid"),
        (1, "de en fr: Deckel = lid"),
        (2, "de en: Deckel = lid\nde en: Deckel"),
        (1, "de en: = lid"),
        (1, "german en: Deckel = lid"),
    ] {
        assert_eq!(
            Glossary::read(text),
            Err(GlossaryError::Line(line)),
            "{text}"
        );
    }
    let many = "de en: a = b\n".repeat(301);
    assert_eq!(Glossary::read(&many), Err(GlossaryError::TooMany));
}

#[test]
fn what_is_shielded_stands_in_the_translation_again() {
    let glossary =
        Glossary::read("de en: Deckel = lid\nde en: Deckel der Kanne = pot lid").unwrap();
    let mut shield = Shield::default();
    let words = shield.over_marks("Der Deckel der Kanne und der DECKEL, siehe [[3]].");
    let marked = glossary.over(&words, "de", "en", &mut shield);
    assert_eq!(marked, "Der [[1]] und der [[2]], siehe [[0]].");
    for (translated, expected) in [
        (
            "The [[1]] and the [[2]], see [[0]].",
            Some("The pot lid and the lid, see [[3]]."),
        ),
        // The order is the machine's, and so are spaces and brackets.
        (
            "See [ [0]]: [[ 2 ]] and 【【1】】",
            Some("See [[3]]: lid and pot lid"),
        ),
        ("The [[1]] and the lid, see [[0]].", None),
        ("", None),
    ] {
        assert_eq!(
            shield.put_back(translated).as_deref(),
            expected,
            "{translated}"
        );
    }
    // The other direction has the other words, and another pair of languages none.
    assert_eq!(
        glossary.over("A lid", "en", "de", &mut Shield::default()),
        "A [[0]]"
    );
    assert_eq!(
        glossary.over("A lid", "en", "fr", &mut Shield::default()),
        "A lid"
    );
    assert_eq!(
        Shield::default().put_back("As it is"),
        Some("As it is".to_owned())
    );
}

#[test]
fn nothing_that_is_anybody_s_own_leaves_and_all_of_it_comes_back() {
    let mut memory = Memory::new();
    let chat = memory
        .act(|tx| cast::waiting_chat(tx, "Hannah", "Hallo"))
        .unwrap()
        .conversation;
    let words =
        "Hannah hier: KK-10482, hannah@post.example, 4111 1111 1111 1111, Am Weg 5, Danke, Hannah!";
    let asked = |memory: &mut Memory| {
        memory
            .act(|tx| {
                let chat = conversation::by_id(tx, chat)?.unwrap();
                job(tx, &chat, words, ("de-AT", true), "en")
            })
            .unwrap()
    };
    assert!(asked(&mut memory).is_none(), "nobody translates yet");
    let translator = Translator {
        service: Service::Libre,
        address: "https://kettle.example".to_owned(),
        ..Translator::default()
    };
    memory.act(|tx| setting::put(tx, &translator)).unwrap();
    let job = asked(&mut memory).unwrap();
    assert_eq!((job.from.as_deref(), job.to.as_str()), (Some("de"), "en"));
    for private in ["Hannah", "10482", "@", "4111", "Weg 5"] {
        assert!(!job.text.contains(private), "{private}: {}", job.text);
    }
    assert!(
        job.text.contains("hier:") && job.text.contains("Danke"),
        "{}",
        job.text
    );
    assert_eq!(job.shield.put_back(&job.text).as_deref(), Some(words));
}

#[test]
fn what_is_known_is_not_asked_again_until_the_message_is_edited() {
    let mut memory = Memory::new();
    let (said, other) = memory
        .act(|tx| {
            Ok::<_, DbError>((
                cast::waiting_chat(tx, "Hannah", "Hallo")?,
                cast::waiting_chat(tx, "Omar", "Hi")?,
            ))
        })
        .unwrap();
    let read = |memory: &mut Memory, of: ConversationId, language: &str| {
        memory
            .act(|tx| {
                let chat = conversation::by_id(tx, of)?.unwrap();
                known(tx, &chat, &[said.id], language)
            })
            .unwrap()
    };
    let kept = |memory: &mut Memory, text: &str, read_at: Timestamp| {
        memory
            .act(|tx| keep(tx, said.id, "en-GB", text, read_at))
            .unwrap();
    };
    let now = |memory: &mut Memory| memory.act(|tx| Ok::<_, DbError>(tx.now)).unwrap();
    let first = now(&mut memory);
    kept(&mut memory, "Hello", first);
    let expected = Translated {
        message: said.id,
        text: "Hello".to_owned(),
        is_original: false,
    };
    assert_eq!(read(&mut memory, said.conversation, "en"), [expected]);
    assert_eq!(read(&mut memory, said.conversation, "fr"), []);
    assert_eq!(
        read(&mut memory, other.conversation, "en"),
        [],
        "it is not theirs"
    );
    memory.advance(std::time::Duration::from_secs(1));
    memory
        .act(|tx| {
            let now = tx.now;
            tx.execute(
                "update message set text = 'Ade', edited_at = ?2 where id = ?1",
                (said.id, now),
            )
        })
        .unwrap();
    assert_eq!(read(&mut memory, said.conversation, "en"), []);
    // What a machine made of the old words comes late: it is none of the new ones, and takes nothing from theirs.
    kept(&mut memory, "Hello", first);
    assert_eq!(read(&mut memory, said.conversation, "en"), []);
    let second = now(&mut memory);
    kept(&mut memory, "Goodbye", second);
    kept(&mut memory, "Hello", first);
    let known = read(&mut memory, said.conversation, "en");
    assert_eq!(known.len(), 1);
    assert_eq!(known[0].text, "Goodbye");
}

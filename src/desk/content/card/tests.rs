use std::time::Duration;

use super::{language::Source, *};
use crate::{
    db::memory::Memory,
    desk::{
        attachment::sweep,
        cast,
        conversation::{
            self,
            message::{self, Entry},
            say::{self, Draft as Words},
        },
        team::Agent,
        waitlist::claim::claim,
    },
};

struct House {
    memory: Memory,
    ana: Agent,
    folder: FolderId,
}

impl House {
    fn open() -> Self {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
        let folder = memory
            .act(|tx| shelf::add(tx, &Origin::default(), "Kettles"))
            .unwrap();
        Self {
            memory,
            ana,
            folder,
        }
    }

    fn origin(&self) -> Origin {
        Origin {
            agent: Some(self.ana.id),
            address: String::new(),
        }
    }

    fn picture(&mut self, bytes: &[u8]) -> String {
        self.picture_named("kettle.png", bytes)
    }

    fn picture_named(&mut self, name: &str, bytes: &[u8]) -> String {
        let ana = self.ana.id;
        let file = NewFile {
            kind: AttachmentKind::Image,
            name: name.to_owned(),
            media_type: "image/png".to_owned(),
            width: Some(4),
            height: Some(3),
            duration_ms: None,
            levels: String::new(),
            announced_size: bytes.len() as u64,
        };
        self.memory
            .act(|tx| {
                let upload = store::begin(tx, Uploader::Agent(ana), &file)?;
                store::append(tx, &upload, 0, bytes)?;
                let stored = read::digest(tx, upload.content)?;
                store::finish(tx, &upload, &Digest::of(bytes), &stored)
            })
            .unwrap()
            .id
    }

    fn draft(&mut self) -> Draft {
        let picture = self.picture(b"kettle");
        let text = |language: &str, title: &str, picture| Text {
            language: language.to_owned(),
            title: title.to_owned(),
            teaser: "Whistles".to_owned(),
            link: format!("https://kettle.example/{language}"),
            picture,
        };
        Draft {
            folder: self.folder,
            kind: CardKind::Link,
            name: "Kettle 08".to_owned(),
            tags: Vec::new(),
            texts: vec![
                text("en", "Kettle 08", Some(picture)),
                text("de", "Kessel 08", None),
            ],
        }
    }

    fn add(&mut self, draft: &Draft) -> Result<CardId, CardError> {
        let origin = self.origin();
        self.memory.act(|tx| add(tx, &origin, draft))
    }

    fn there(&mut self, picture: &str) -> bool {
        let found = self
            .memory
            .act(|tx| attachment::by_id(tx, picture))
            .unwrap();
        found.is_some()
    }

    fn sweep(&mut self) {
        self.memory.advance(Duration::from_secs(48 * 3600));
        for _ in 0..3 {
            self.memory.act(sweep::sweep).unwrap();
        }
    }
}

#[test]
fn a_card_goes_out_in_the_customer_s_language_as_it_was() {
    let mut house = House::open();
    let draft = house.draft();
    let id = house.add(&draft).unwrap();
    let ana = house.ana.clone();
    let chat = house
        .memory
        .act(|tx| cast::waiting_chat(tx, "Hannah", "Hello"))
        .unwrap()
        .conversation;
    let wanted = ContentLanguage {
        code: "de-AT".to_owned(),
        source: Source::Channel,
        channels: "de-AT".to_owned(),
        by_hand: String::new(),
        revision: 0,
    };
    let (made, why) = house
        .memory
        .act(|tx| {
            let chat = conversation::by_id(tx, chat)?.unwrap();
            prepare(tx, ana.id, &chat, &wanted, "en", id)
        })
        .unwrap();
    assert_eq!(why, Match::Base);
    let face = made.card.clone().unwrap();
    assert_eq!(
        (face.title.as_str(), face.link.as_str()),
        ("Kessel 08", "https://kettle.example/de")
    );
    let said = house
        .memory
        .act(|tx| {
            claim(tx, &ana, chat, None).expect("it waits");
            let words = Words {
                text: String::new(),
                attachments: vec![made.id.clone()],
                key: None,
                ..Words::default()
            };
            say::by_agent(tx, &ana, chat, &words, None)
        })
        .unwrap();
    // What the team changes or removes later leaves it alone.
    let origin = house.origin();
    house.memory.act(|tx| delete(tx, &origin, id)).unwrap();
    house.sweep();
    let entry = house.memory.act(|tx| message::by_id(tx, said.id)).unwrap();
    let Some(Entry::Message(message)) = entry else {
        panic!("{entry:?}");
    };
    assert_eq!(message.attachments, std::slice::from_ref(&made));
    let bytes = house
        .memory
        .act(|tx| read::piece(tx, made.content, 0))
        .unwrap();
    assert_eq!(bytes.as_deref(), Some(&b"kettle"[..]));
}

#[test]
fn a_channel_carries_only_what_it_can() {
    let mut house = House::open();
    let mut draft = house.draft();
    draft.kind = CardKind::MiniProgram;
    for text in &mut draft.texts {
        text.link = "pages/kettle?id=8".to_owned();
    }
    let id = house.add(&draft).unwrap();
    let ana = house.ana.id;
    let refused = house.memory.act(|tx| {
        let chat = cast::waiting_chat(tx, "Hannah", "Hello")?.conversation;
        let chat = conversation::by_id(tx, chat)?.unwrap();
        let wanted = language::of(tx, &chat)?;
        prepare(tx, ana, &chat, &wanted, "en", id)
    });
    assert!(matches!(refused, Err(CardError::NotCarried)));
}

#[test]
fn a_card_without_a_picture_has_the_plain_one_whatever_others_are_called() {
    let mut house = House::open();
    let mut draft = house.draft();
    draft.texts[0].picture = Some(house.picture_named("card.png", b"lid"));
    house.add(&draft).unwrap();
    draft.name = "Kettle 09".to_owned();
    draft.texts[0].picture = None;
    let id = house.add(&draft).unwrap();
    let ana = house.ana.id;
    let mut prepared = |name: &str| {
        let made = house.memory.act(|tx| {
            let chat = cast::waiting_chat(tx, name, "Hello")?.conversation;
            let chat = conversation::by_id(tx, chat)?.unwrap();
            let wanted = language::of(tx, &chat)?;
            prepare(tx, ana, &chat, &wanted, "en", id)
        });
        let content = made.unwrap().0.content;
        let bytes = house.memory.act(|tx| read::piece(tx, content, 0)).unwrap();
        (content, bytes)
    };
    let first = prepared("Hannah");
    assert_eq!(first.1.as_deref(), Some(PLAIN_BYTES));
    assert_eq!(prepared("Vera"), first, "it is stored once");
}

#[test]
fn pictures_stay_as_long_as_a_card_shows_them() {
    let mut house = House::open();
    let draft = house.draft();
    let first = draft.texts[0].picture.clone().unwrap();
    let unused = house.picture(b"unused");
    let id = house.add(&draft).unwrap();
    house.sweep();
    assert!(house.there(&first), "nobody has sent it, and it stays");
    assert!(!house.there(&unused), "the premise: others go");
    let second = house.picture(b"another");
    let mut other = draft.clone();
    other.texts[0].picture = Some(second.clone());
    let origin = house.origin();
    house
        .memory
        .act(|tx| change(tx, &origin, id, 0, &other))
        .unwrap();
    house.sweep();
    assert!(!house.there(&first));
    assert!(house.there(&second));
    let folder = house.folder;
    house
        .memory
        .act(|tx| shelf::delete(tx, &origin, folder))
        .unwrap();
    house.sweep();
    assert!(!house.there(&second));
}

#[test]
fn what_cannot_be_kept_is_refused() {
    let mut house = House::open();
    let good = house.draft();
    let mut refused = |change: &dyn Fn(&mut Draft)| {
        let mut draft = good.clone();
        change(&mut draft);
        house.add(&draft).unwrap_err()
    };
    assert!(matches!(
        refused(&|d| d.name = " ".into()),
        CardError::NoName
    ));
    assert!(matches!(
        refused(&|d| d.folder = FolderId(9)),
        CardError::NoFolder
    ));
    assert!(matches!(refused(&|d| d.texts.clear()), CardError::NoText));
    assert!(matches!(
        refused(&|d| d.texts[1].title.clear()),
        CardError::NoTitle(_)
    ));
    assert!(matches!(
        refused(&|d| d.texts[0].picture = Some("ab".into())),
        CardError::UnknownPicture
    ));
    assert!(matches!(
        refused(&|d| d.texts[0].link = "http://localhost/".into()),
        CardError::BadLink(_, LinkError::NotPublic)
    ));
    assert!(matches!(
        refused(&|d| d.texts[1].language = "EN".into()),
        CardError::Twice(_)
    ));
    assert!(matches!(
        refused(&|d| d.texts[1].language = "xx!".into()),
        CardError::BadLanguage(_)
    ));
    house.add(&good).unwrap();
    assert!(matches!(house.add(&good), Err(CardError::NameTaken)));
}

//! Messages on their way to a platform, and what it says of them afterwards.

use super::*;
use crate::{
    base::time::Timestamp,
    db::memory::Memory,
    desk::{
        aftermath::Tag,
        cast,
        conversation::say::{Draft, Said, SayError},
        intake::{self, Letter, News, Sender, What},
        team::Agent,
        waitlist::claim,
    },
};

const HOUR: Duration = Duration::from_secs(3_600);

/// A customer on a platform who has written, and Ana, who has the chat.
struct Desk {
    memory: Memory,
    account: Account,
    ana: Agent,
    chat: ConversationId,
}

impl Desk {
    fn open(kind: ChannelKind) -> Self {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
        let account = memory.act(|tx| cast::account(tx, kind, "Ours")).unwrap();
        let mut desk = Self {
            memory,
            account,
            ana,
            chat: ConversationId(1),
        };
        desk.comes("in-1", None);
        let ana = desk.ana.clone();
        desk.chat = desk
            .memory
            .act(|tx| tx.get("select max(id) from conversation", [], |row| row.get(0)))
            .unwrap();
        let chat = desk.chat;
        desk.memory
            .act(|tx| claim::claim(tx, &ana, chat, None))
            .unwrap();
        desk
    }

    fn hears(&mut self, at: Option<Timestamp>, what: What) {
        let account = self.account.clone();
        let news = News {
            sender: Sender {
                external_id: "34600111222".to_owned(),
                name: "Mia".to_owned(),
                ..Sender::default()
            },
            at,
            what,
        };
        self.memory
            .act(|tx| intake::take(tx, &account, &[news], &[], None))
            .unwrap();
    }

    fn comes(&mut self, id: &str, at: Option<Timestamp>) {
        let letter = Letter {
            id: id.to_owned(),
            text: format!("Words of {id}"),
            ..Letter::default()
        };
        self.hears(at, What::Said(letter));
    }

    fn is_received(&mut self, upto: &str) {
        let upto = upto.to_owned();
        let is_read = false;
        self.hears(None, What::Receipt { upto, is_read });
    }

    fn is_lost(&mut self, id: &str) {
        let what = What::Undelivered {
            id: id.to_owned(),
            code: "131053".to_owned(),
            words: String::new(),
            is_shut: false,
        };
        self.hears(None, what);
    }

    fn answers(&mut self, words: &str) -> Result<Said, SayError> {
        let (ana, chat) = (&self.ana, self.chat);
        let draft = Draft {
            text: words.to_owned(),
            ..Draft::default()
        };
        self.memory
            .act(|tx| say::by_agent(tx, ana, chat, &draft, None))
    }

    /// What Ana says sets out.
    fn sets_out(&mut self, words: &str) -> Parcel {
        let said = self.answers(words).unwrap();
        self.begins(said.id)
    }

    fn begins(&mut self, id: MessageId) -> Parcel {
        let parcel = self.memory.act(|tx| begin(tx, id)).unwrap();
        parcel.expect("its turn has come")
    }

    /// It arrives as so many messages of the platform's, named after it.
    fn arrives(&mut self, parcel: &Parcel, parts: usize) {
        for part in 0..parts {
            let name = format!("{}-{part}", parcel.message.text);
            let is_last = part + 1 == parts;
            self.memory
                .act(|tx| arrived(tx, parcel, Some(&name), is_last))
                .unwrap();
        }
    }

    fn stands(&mut self, parcel: &Parcel) -> String {
        let id = parcel.message.id;
        let sql = "select delivery from message where id = ?1";
        self.memory
            .act(|tx| tx.get(sql, [id], |row| row.get(0)))
            .unwrap()
    }

    fn outbox(&mut self, parcel: &Parcel) -> (String, i64) {
        let id = parcel.message.id;
        let of = |tx: &mut Tx<'_>| {
            let now = tx.now;
            tx.get(
                "select state, due_at - ?2 from outbox where message_id = ?1",
                (id, now),
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
        };
        self.memory.act(of).unwrap()
    }
}

#[test]
fn one_that_is_lost_says_so_though_a_later_one_has_arrived() {
    for (kind, expected) in [
        (ChannelKind::WhatsApp, "failed"),
        (ChannelKind::Sms, "failed"),
        // Its receipts are for all before it as well, as it is told.
        (ChannelKind::Custom, "sent"),
    ] {
        let mut desk = Desk::open(kind);
        let (first, second) = (desk.sets_out("first"), desk.sets_out("second"));
        desk.arrives(&first, 1);
        desk.arrives(&second, 1);
        desk.is_received("second-0");
        desk.is_lost("first-0");
        assert_eq!(desk.stands(&first), expected, "{kind:?}");
        // What has arrived itself stays there, whatever is said of it later.
        desk.is_lost("second-0");
        assert_eq!(desk.stands(&second), "sent", "{kind:?}");
    }
}

#[test]
fn what_is_told_of_one_before_its_platform_has_answered_is_heard() {
    let mut desk = Desk::open(ChannelKind::Custom);
    let early = |desk: &mut Desk, parcel: &Parcel| {
        let name = format!("{}-0", parcel.message.text);
        let tag = Tag {
            message: parcel.message.id,
            part: 0,
            of: usize::MAX,
        };
        desk.hears(
            None,
            What::Echoed {
                id: name.clone(),
                tag: Some(tag),
                text: String::new(),
            },
        );
        name
    };
    let read = desk.sets_out("read");
    let name = early(&mut desk, &read);
    desk.is_received(&name);
    desk.arrives(&read, 1);
    let mark = "select delivered_id from conversation";
    let mark: i64 = desk
        .memory
        .act(|tx| tx.get(mark, [], |row| row.get(0)))
        .unwrap();
    assert_eq!(
        (mark, desk.stands(&read).as_str()),
        (read.message.id.0, "sent")
    );
    let lost = desk.sets_out("lost");
    let name = early(&mut desk, &lost);
    desk.is_lost(&name);
    desk.arrives(&lost, 1);
    assert_eq!(desk.stands(&lost), "failed");
}

#[test]
fn one_that_is_there_in_part_alone_has_failed() {
    let mut desk = Desk::open(ChannelKind::WhatsApp);
    // Its words are on the telephone before its picture is refused,
    let refused = desk.sets_out("refused");
    desk.memory
        .act(|tx| arrived(tx, &refused, Some("refused-0"), false))
        .unwrap();
    desk.is_received("refused-0");
    desk.memory
        .act(|tx| failed(tx, refused.message.id, "131053", "Media upload error"))
        .unwrap();
    assert_eq!(desk.stands(&refused), "failed");
    assert_eq!(desk.outbox(&refused).0, "failed");
    // or before it is found out that it cannot be fetched.
    let lost = desk.sets_out("lost");
    desk.arrives(&lost, 2);
    desk.is_received("lost-0");
    desk.is_lost("lost-1");
    assert_eq!(desk.stands(&lost), "failed");
}

#[test]
fn what_comes_late_and_in_no_order_shuts_no_window() {
    let mut desk = Desk::open(ChannelKind::WhatsApp);
    desk.memory.advance(30 * HOUR);
    assert!(matches!(
        desk.answers("Too late"),
        Err(SayError::WindowClosed(_))
    ));
    desk.comes("in-3", None);
    desk.answers("In time").unwrap();
    // Written before that, and told of again after an outage.
    let before = desk.memory.act(|tx| Ok::<_, DbError>(tx.now)).unwrap();
    desk.comes("in-2", Some(before.minus(29 * HOUR)));
    desk.answers("Still in time").unwrap();
    desk.memory.advance(25 * HOUR);
    assert!(matches!(
        desk.answers("Too late again"),
        Err(SayError::WindowClosed(_))
    ));
}

#[test]
fn one_that_is_old_is_tried_for_some_minutes_before_it_is_given_up() {
    let mut desk = Desk::open(ChannelKind::Telegram);
    let said = desk.answers("Monday").unwrap();
    desk.memory.advance(60 * HOUR);
    let mut parcel = desk.begins(said.id);
    for tries in 1..=LEAST_TRIES {
        desk.memory
            .act(|tx| put_off(tx, &parcel, None, "no connection"))
            .unwrap();
        assert_eq!(desk.outbox(&parcel).0, "queued", "after {tries}");
        parcel = desk.begins(said.id);
    }
    desk.memory
        .act(|tx| put_off(tx, &parcel, None, "no connection"))
        .unwrap();
    assert_eq!(desk.outbox(&parcel).0, "failed");
    assert_eq!(desk.stands(&parcel), "failed");
    // A pause without end is none, and one that is old is not put off for hours.
    let parcel = desk.sets_out("Wednesday");
    let for_ever = Some(Duration::MAX);
    desk.memory
        .act(|tx| put_off(tx, &parcel, for_ever, "busy"))
        .unwrap();
    assert_eq!(desk.outbox(&parcel), ("queued".to_owned(), 24 * 3_600_000));
    desk.memory.advance(25 * HOUR);
    let parcel = desk.begins(parcel.message.id);
    desk.memory
        .act(|tx| put_off(tx, &parcel, for_ever, "busy"))
        .unwrap();
    assert_eq!(desk.outbox(&parcel).0, "failed");
}

#[test]
fn what_was_put_off_is_due_as_it_was_when_the_clock_is_set_back() {
    let mut desk = Desk::open(ChannelKind::Telegram);
    let soon = desk.sets_out("soon");
    let later = desk.sets_out("later");
    // As they look once the clock has gone back by two hours.
    for (parcel, pause) in [(&soon, HOUR), (&later, 2 * HOUR + HOUR / 60)] {
        desk.memory
            .act(|tx| put_off(tx, parcel, Some(pause), ""))
            .unwrap();
    }
    desk.memory.announced.clear();
    desk.memory
        .act(|tx| clock_was_set_back(tx, 2 * 3_600))
        .unwrap();
    assert_eq!(desk.outbox(&soon).1, 0);
    assert_eq!(desk.outbox(&later).1, 60_000);
    let told = |one: &crate::db::Announcement| one.is::<Queued>();
    assert!(desk.memory.announced.iter().any(told));
}

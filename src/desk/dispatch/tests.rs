//! Messages on their way to a platform, and what it says of them afterwards.

mod changes;
mod early;

use super::*;
use crate::{
    base::time::Timestamp,
    db::memory::Memory,
    desk::{
        aftermath::{self, Tag},
        amend::AmendError,
        amendment::{self, Amending},
        cast,
        conversation::say::{Clearance, Draft, Said, SayError},
        intake::{self, Letter, News, Sender, What},
        team::Agent,
        waitlist::claim,
    },
};

const HOUR: Duration = Duration::from_secs(3_600);
const SECOND: Duration = Duration::from_secs(1);

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

    /// Somebody else has written, and Ana answers them.
    fn is_said_to_another(&mut self, words: &str) -> MessageId {
        let (account, ana) = (self.account.clone(), self.ana.clone());
        let news = News {
            sender: Sender {
                external_id: "34600333444".to_owned(),
                name: "Omar".to_owned(),
                ..Sender::default()
            },
            at: None,
            what: What::Said(Letter {
                id: "in-of-omar".to_owned(),
                text: "Hello".to_owned(),
                ..Letter::default()
            }),
        };
        let said = self.memory.act(|tx| {
            intake::take(tx, &account, &[news], &[], None)?;
            let chat: ConversationId =
                tx.get("select max(id) from conversation", [], |row| row.get(0))?;
            claim::claim(tx, &ana, chat, None).expect("nobody has it");
            let draft = Draft {
                text: words.to_owned(),
                ..Draft::default()
            };
            Ok::<_, DbError>(say::by_agent(tx, &ana, chat, &draft, None).expect("she has it"))
        });
        said.unwrap().id
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
                .act(|tx| aftermath::arrived(tx, parcel, Some(&name), is_last))
                .unwrap();
        }
    }

    /// What Ana says is there as one message of the platform's, which it calls so.
    fn is_there(&mut self, words: &str, name: &str) -> MessageId {
        let parcel = self.sets_out(words);
        self.memory
            .act(|tx| aftermath::arrived(tx, &parcel, Some(name), true))
            .unwrap();
        parcel.message.id
    }

    /// Up to which message the customer has everything, and has read everything.
    fn marks(&mut self) -> (i64, i64) {
        let chat = self.chat;
        let sql = "select delivered_id, read_id from conversation where id = ?1";
        self.memory
            .act(|tx| tx.get(sql, [chat], |row| Ok((row.get(0)?, row.get(1)?))))
            .unwrap()
    }

    fn edits(&mut self, id: MessageId, words: &str) -> Result<Message, AmendError> {
        let ana = &self.ana;
        self.memory
            .act(|tx| amend::edit(tx, ana, id, words, Clearance::Look))
    }

    fn takes_back(&mut self, id: MessageId) -> Result<Message, AmendError> {
        let ana = &self.ana;
        self.memory.act(|tx| amend::unsend(tx, ana, id))
    }

    /// A change sets out.
    fn changes(&mut self, id: MessageId) -> Option<changing::Revision> {
        self.memory.act(|tx| changing::begin(tx, id)).unwrap()
    }

    /// What the team is told of a change.
    fn amending(&mut self, id: MessageId) -> Option<Amending> {
        match self.memory.act(|tx| message::by_id(tx, id)).unwrap() {
            Some(Entry::Message(message)) => message.amending.map(|one| *one),
            other => panic!("{other:?}"),
        }
    }

    /// What may set out now: messages, and changes of messages.
    fn due(&mut self) -> (Vec<MessageId>, Vec<MessageId>) {
        let due = |tx: &mut Tx<'_>| Ok::<_, DbError>((outbox::due(tx)?, amendment::due(tx)?));
        let (says, changes) = self.memory.act(due).unwrap();
        (
            says.into_iter().map(|one| one.message).collect(),
            changes.into_iter().map(|one| one.message).collect(),
        )
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
        .act(|tx| aftermath::arrived(tx, &refused, Some("refused-0"), false))
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

#[test]
fn an_account_that_said_too_much_is_still_in_every_chat() {
    let mut desk = Desk::open(ChannelKind::Telegram);
    let first = desk.sets_out("first");
    let said = desk.is_said_to_another("second");
    let channel = desk.account.channel.id;
    assert_eq!(desk.due().0, [said]);
    desk.memory
        .act(|tx| {
            account::hold(tx, channel, 7 * SECOND)?;
            put_off(tx, &first, Some(7 * SECOND), "Too Many Requests")
        })
        .unwrap();
    assert_eq!(desk.due().0, []);
    // Nor does one that was on its way to the line already.
    assert!(desk.memory.act(|tx| begin(tx, said)).unwrap().is_none());
    let next = desk.memory.act(|tx| outbox::next_due(tx)).unwrap();
    let now = desk.memory.act(|tx| Ok::<_, DbError>(tx.now)).unwrap();
    assert_eq!(next, Some(now.plus(7 * SECOND)));
    // A shorter word does not let it speak earlier, and a longer one than a day is a day.
    desk.memory
        .act(|tx| account::hold(tx, channel, SECOND))
        .unwrap();
    desk.memory.advance(6 * SECOND);
    assert_eq!(desk.due().0, []);
    desk.memory.advance(SECOND);
    assert_eq!(desk.due().0, [first.message.id, said]);
    desk.memory
        .act(|tx| account::hold(tx, channel, Duration::MAX))
        .unwrap();
    // The clock is set back by two hours: so much less is left.
    desk.memory
        .act(|tx| clock_was_set_back(tx, 2 * 3_600))
        .unwrap();
    desk.memory.advance(22 * HOUR);
    assert_eq!(desk.due().0, [first.message.id, said]);
}

#[test]
fn one_over_which_the_house_falls_says_so_and_its_chat_goes_on() {
    for (remedy, expected) in [
        (Remedy::Ask, vec!["unknown"]),
        (Remedy::Look, vec!["queued", "unknown"]),
        (
            Remedy::Repeat,
            vec!["queued", "queued", "queued", "unknown"],
        ),
    ] {
        let mut desk = Desk::open(ChannelKind::Telegram);
        let parcel = desk.sets_out("boom");
        let behind = desk.answers("behind").unwrap().id;
        let id = parcel.message.id;
        let mut stands = Vec::new();
        loop {
            desk.memory.act(|tx| broke(tx, id, remedy)).unwrap();
            let (state, due) = desk.outbox(&parcel);
            let is_over = state != "queued";
            stands.push(state);
            if is_over {
                break;
            }
            assert!(!desk.due().0.contains(&behind), "in order");
            desk.memory
                .advance(Duration::from_millis(due.unsigned_abs()));
            desk.begins(id);
        }
        assert_eq!(stands, expected, "{remedy:?}");
        assert_eq!(desk.due().0, [behind], "{remedy:?}");
    }
    // What falls before anything of it has left has not arrived.
    let mut desk = Desk::open(ChannelKind::Telegram);
    let id = desk.answers("never begins").unwrap().id;
    for _ in 0..=MOST_FALLS {
        desk.memory.act(|tx| broke(tx, id, Remedy::Ask)).unwrap();
    }
    let failed = desk.memory.act(|tx| outbox::by_message(tx, id)).unwrap();
    let failed = failed.unwrap();
    assert_eq!((failed.stage, failed.code.as_str()), (Leg::Failed, BROKEN));
}

use std::time::Duration;

use super::*;
use crate::{
    db::memory::Memory,
    desk::{
        arrival::{self, Greeting},
        attachment::{
            AttachmentKind, Uploader,
            digest::Digest,
            read,
            store::{self, NewFile},
        },
        cast,
        conversation::say::Draft,
        customer::visitor,
        privacy::kept::{DAY, Periods},
        quality::bookmark,
        team::Agent,
        waitlist::claim,
    },
};

const MONTH: Duration = Duration::from_secs(31 * 24 * 3600);

struct Shop {
    memory: Memory,
    ana: Agent,
    origin: Origin,
}

fn shop() -> Shop {
    let mut memory = Memory::new();
    let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
    let origin = Origin {
        agent: Some(ana.id),
        address: String::new(),
    };
    Shop {
        memory,
        ana,
        origin,
    }
}

impl Shop {
    /// A chat that has ended now.
    fn ended(&mut self, name: &str) -> ConversationId {
        let ana = self.ana.clone();
        self.memory
            .act::<_, anyhow::Error>(|tx| {
                let chat = cast::waiting_chat(tx, name, "Hello")?.conversation;
                claim::claim(tx, &ana, chat, None)?;
                cast::close(tx, &ana, chat)?;
                tx.execute("update conversation set wrapping_up = 0", [])?;
                Ok(chat)
            })
            .unwrap()
    }

    fn set(&mut self, rule: Retention) {
        let origin = self.origin.clone();
        self.memory.act(|tx| change(tx, &origin, &rule)).unwrap();
    }

    fn look(&mut self) -> Standing {
        self.memory.act(fall_due).unwrap();
        self.memory.act(|tx| setting::get(tx)).unwrap()
    }

    fn remove_all(&mut self) {
        while self.memory.act(step).unwrap() {}
    }

    fn chats(&mut self) -> Vec<i64> {
        self.memory
            .act::<_, DbError>(|tx| {
                tx.list("select id from conversation order by id", [], |row| {
                    row.get(0)
                })
            })
            .unwrap()
    }
}

fn months(months: u32) -> Retention {
    Retention {
        usual: Periods {
            chats: Some(months),
            ..Periods::default()
        },
        ..Retention::default()
    }
}

#[test]
fn what_is_too_old_goes_at_night_and_was_shown_before() {
    let mut shop = shop();
    let old = shop.ended("Hannah");
    shop.memory.advance(MONTH * 2);
    let new = shop.ended("Omar");
    shop.set(months(1));
    let shown = shop.memory.act(|tx| preview(tx, &months(1))).unwrap();
    assert_eq!((shown.chats, shown.files), (1, 0));
    assert!(!shop.memory.act(|tx| is_running(tx)).unwrap(), "not by day");
    shop.memory.advance(DAY);
    assert!(shop.look().is_running);
    shop.remove_all();
    assert_eq!(shop.chats(), [new.0]);
    assert_ne!(old, new);
    let traces = shop.memory.act(|tx| erasure::under_way(tx)).unwrap();
    assert_eq!(traces.len(), 1, "the file is looked after");
    assert_eq!(traces[0].customer, None);
    let standing: Standing = shop.memory.act(|tx| setting::get(tx)).unwrap();
    assert!(!standing.is_running);
}

#[test]
fn a_night_without_anything_old_leaves_nothing_to_look_after() {
    let mut shop = shop();
    shop.ended("Hannah");
    shop.set(months(1));
    shop.memory.advance(DAY);
    assert!(shop.look().is_running);
    shop.remove_all();
    assert_eq!(shop.chats().len(), 1);
    assert!(
        shop.memory
            .act(|tx| erasure::under_way(tx))
            .unwrap()
            .is_empty()
    );
}

#[test]
fn a_clock_that_jumped_removes_nothing_until_it_is_calm_or_an_admin_says_so() {
    let mut shop = shop();
    shop.ended("Hannah");
    shop.set(months(1));
    // The clock runs ahead by a year, and nobody noticed: the house may as well have been closed.
    shop.memory.advance(MONTH * 12);
    let doubted = shop.look();
    assert!(!doubted.is_running && doubted.doubted_at.is_some());
    shop.remove_all();
    assert_eq!(shop.chats().len(), 1);
    // It jumps on the next day, and the house knows of it.
    shop.memory.advance(DAY);
    shop.memory
        .act(|tx| outage::jumped(tx, 2 * 86_400))
        .unwrap();
    let again = shop.look();
    assert!(!again.is_running);
    assert_eq!(again.doubted_at, doubted.doubted_at, "since the first time");
    // A calm day.
    shop.memory.advance(DAY);
    let calm = shop.look();
    assert!(calm.is_running && calm.doubted_at.is_none());
    shop.remove_all();
    assert_eq!(shop.chats(), [0_i64; 0]);
    // Or an admin looks at the date.
    shop.ended("Omar");
    shop.memory.advance(MONTH * 2);
    assert!(!shop.look().is_running);
    let origin = shop.origin.clone();
    shop.memory.act(|tx| run_now(tx, &origin)).unwrap();
    shop.remove_all();
    assert_eq!(shop.chats(), [0_i64; 0]);
}

#[test]
fn what_is_bookmarked_stays_where_the_house_wants_it() {
    let mut shop = shop();
    let marked = shop.ended("Hannah");
    shop.ended("Omar");
    let ana = shop.ana.clone();
    shop.memory
        .act(|tx| bookmark::set(tx, &ana, marked, None, "A model answer"))
        .unwrap();
    shop.memory.advance(MONTH * 2);
    let rule = Retention {
        keeps_bookmarked: true,
        ..months(1)
    };
    shop.set(rule.clone());
    assert_eq!(shop.memory.act(|tx| preview(tx, &rule)).unwrap().chats, 1);
    shop.memory.advance(DAY);
    shop.look();
    shop.remove_all();
    assert_eq!(shop.chats(), [marked.0]);
}

#[test]
fn an_open_chat_is_never_too_old() {
    let mut shop = shop();
    shop.memory
        .act(|tx| cast::waiting_chat(tx, "Hannah", "Hello"))
        .unwrap();
    shop.memory.advance(MONTH * 24);
    shop.set(months(1));
    shop.memory.advance(DAY);
    assert!(shop.look().is_running);
    shop.remove_all();
    assert_eq!(shop.chats().len(), 1);
}

#[test]
fn a_house_that_was_brought_back_with_its_rule_looks_at_night_as_before() {
    let mut shop = shop();
    let timers = "select count(*) from timer where kind = 'retention'";
    shop.memory.act(watch).unwrap();
    assert_eq!(shop.count(timers), 0, "there is no rule");
    shop.set(months(1));
    // An export takes the rule along, and what falls due by itself it leaves.
    shop.memory
        .act(|tx| tx.execute("delete from timer where kind = 'retention'", []))
        .unwrap();
    shop.memory.act(watch).unwrap();
    assert_eq!(shop.count(timers), 1);
}

impl Shop {
    /// A chat in which Vera sent a file of this kind some months ago; it goes on.
    fn with_file(&mut self, kind: AttachmentKind, months: u32) -> ConversationId {
        let bytes: &[u8] = match kind {
            AttachmentKind::Voice => b"a voice",
            _ => b"a plan",
        };
        let chat = self
            .memory
            .act::<_, anyhow::Error>(|tx| {
                let site = cast::site(tx)?;
                let begun = arrival::begin(tx, &site, &Greeting::default())?;
                let visitor = visitor::resolve(tx, begun.token.hash())?.unwrap();
                tx.execute(
                    "update identity set address = '203.0.113.9', user_agent = 'Firefox' where id = ?1",
                    [visitor.identity],
                )?;
                let new = NewFile {
                    kind,
                    name: "Blueprint.pdf".to_owned(),
                    media_type: "application/octet-stream".to_owned(),
                    width: None,
                    height: None,
                    duration_ms: (kind == AttachmentKind::Voice).then_some(1_000),
                    levels: String::new(),
                    announced_size: bytes.len() as u64,
                };
                let upload = store::begin(tx, Uploader::Customer(visitor.identity), &new)?;
                store::append(tx, &upload, 0, bytes)?;
                let stored = read::digest(tx, upload.content)?;
                store::finish(tx, &upload, &Digest::of(bytes), &stored)?;
                let draft = Draft {
                    text: "Here it is".to_owned(),
                    attachments: vec![upload.id],
                    ..Draft::default()
                };
                Ok(arrival::message(tx, visitor, &draft)?.conversation)
            })
            .unwrap();
        self.memory.advance(MONTH * months);
        chat
    }

    fn count(&mut self, sql: &str) -> i64 {
        self.memory
            .act::<_, DbError>(|tx| tx.get(sql, [], |row| row.get(0)))
            .unwrap()
    }

    /// The night comes.
    fn night(&mut self) {
        self.memory.advance(DAY);
        assert!(self.look().is_running);
        self.remove_all();
    }
}

const VOICE: &str = "select count(*) from attachment where kind = 'voice'";
const FILES: &str = "select count(*) from attachment where kind = 'file'";

#[test]
fn files_and_voice_go_by_their_own_time_and_their_messages_stay() {
    for (periods, voice_stays, files_stay) in [
        (
            Periods {
                voice: Some(1),
                ..Periods::default()
            },
            0,
            1,
        ),
        (
            Periods {
                files: Some(1),
                ..Periods::default()
            },
            1,
            0,
        ),
        (
            Periods {
                files: Some(6),
                voice: Some(6),
                ..Periods::default()
            },
            1,
            1,
        ),
    ] {
        let mut shop = shop();
        shop.with_file(AttachmentKind::Voice, 0);
        let chat = shop.with_file(AttachmentKind::File, 3);
        let rule = Retention {
            usual: periods,
            ..Retention::default()
        };
        let shown = shop.memory.act(|tx| preview(tx, &rule)).unwrap();
        assert_eq!(
            (shown.voice, shown.files),
            (1 - voice_stays, 1 - files_stay),
            "{periods:?}"
        );
        shop.set(rule);
        while shop.memory.act(search::catch_up).unwrap() {}
        shop.night();
        assert_eq!(
            (shop.count(VOICE), shop.count(FILES)),
            (voice_stays, files_stay),
            "{periods:?}"
        );
        let named = "select count(*) from message_search where message_search match 'blueprint'";
        assert_eq!(shop.count(named), files_stay, "{periods:?}");
        let contents = shop.count("select count(*) from content where sha256 is not null");
        assert_eq!(
            contents,
            voice_stays + files_stay,
            "bytes go, too: {periods:?}"
        );
        assert_eq!(shop.chats().len(), 2);
        // Where one went, the message says that there was one.
        let gone = shop.count("select count(*) from fetch where trouble = 'expired'");
        assert_eq!(gone, 2 - voice_stays - files_stay);
        let words = shop.count("select count(*) from message where text = 'Here it is'");
        assert_eq!(words, 2, "chat {chat}");
    }
}

#[test]
fn what_is_in_a_bookmarked_chat_stays_with_it() {
    let mut shop = shop();
    let chat = shop.with_file(AttachmentKind::Voice, 0);
    shop.with_file(AttachmentKind::Voice, 3);
    let ana = shop.ana.clone();
    shop.memory
        .act::<_, anyhow::Error>(|tx| {
            claim::claim(tx, &ana, chat, None)?;
            cast::close(tx, &ana, chat)?;
            bookmark::set(tx, &ana, chat, None, "A model answer")?;
            Ok(())
        })
        .unwrap();
    shop.set(Retention {
        usual: Periods {
            voice: Some(1),
            ..Periods::default()
        },
        keeps_bookmarked: true,
        ..Retention::default()
    });
    shop.night();
    let left = "select count(*) from attachment join message on message.id = message_id where conversation_id = 1";
    assert_eq!((shop.count(VOICE), shop.count(left)), (1, 1));
}

#[test]
fn an_address_is_forgotten_once_nobody_has_written_from_it_for_so_long() {
    let mut shop = shop();
    shop.with_file(AttachmentKind::File, 3);
    shop.with_file(AttachmentKind::File, 0);
    let rule = Retention {
        addresses: Some(1),
        ..Retention::default()
    };
    assert_eq!(
        shop.memory.act(|tx| preview(tx, &rule)).unwrap().addresses,
        1
    );
    shop.set(rule);
    shop.night();
    let known = "select count(*) from identity where address <> '' and user_agent <> ''";
    assert_eq!(shop.count(known), 1);
    let of_first = "select count(*) from identity where address || user_agent || referrer = ''";
    assert_eq!(shop.count(of_first), 1);
    assert_eq!(shop.chats().len(), 2, "nothing else is gone");
    assert_eq!(shop.count(FILES), 2);
}

#[test]
fn a_house_without_a_rule_has_no_timer() {
    let mut shop = shop();
    shop.set(months(1));
    let timers = "select count(*) from timer where kind = 'retention'";
    let count = |memory: &mut Memory| -> i64 {
        memory
            .act::<_, DbError>(|tx| tx.get(timers, [], |row| row.get(0)))
            .unwrap()
    };
    assert_eq!(count(&mut shop.memory), 1);
    shop.set(Retention::default());
    assert_eq!(count(&mut shop.memory), 0);
}

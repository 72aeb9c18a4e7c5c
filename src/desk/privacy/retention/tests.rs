use std::time::Duration;

use super::*;
use crate::{
    db::memory::Memory,
    desk::{
        cast,
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

//! Sums of days tell what their chats tell, whatever happens to these.

use std::time::Duration;

use super::{
    LocalTime, course, daily,
    period::{self, Period},
    report::{self, Cut, Question, Report},
    report_tests::{Shop, history},
    tests::anything,
};
use crate::{
    base::{
        chance::Chance,
        id::{AgentId, ChannelId, ChatTypeId, ConversationId, QueueId},
        time::Timestamp,
    },
    db::{DbError, Tx},
    desk::{
        closing::{
            choice,
            close::{self, Answers},
            reopen, survey,
        },
        hours::{self, zone},
        outage,
    },
};

/// Figures that were told by sums as far as there are any, and chat by chat.
struct Both {
    by_sums: Report,
    by_chats: Report,
}

/// An act that is taken back.
enum Stopped {
    Both(Box<Both>),
    Db(DbError),
}

impl From<DbError> for Stopped {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

impl Shop {
    fn both(&mut self, question: &Question, clock: &LocalTime, cut: &Cut) -> Both {
        let stopped = self.memory.act(|tx| {
            let by_sums = report::of(tx, question, clock, cut)?;
            daily::forget(tx)?;
            let by_chats = report::of(tx, question, clock, cut)?;
            Err::<(), _>(Stopped::Both(Box::new(Both { by_sums, by_chats })))
        });
        match stopped {
            Err(Stopped::Both(both)) => *both,
            Err(Stopped::Db(error)) => panic!("{error}"),
            Ok(()) => panic!("it was taken back"),
        }
    }

    fn sums(&mut self) -> Vec<(i64, Vec<u8>)> {
        let rows = self.memory.act(|tx| {
            tx.list("select day, sums from day_sum order by day", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
        });
        rows.unwrap()
    }

    /// Sums of open time, by day.
    fn open_sums(&mut self) -> Vec<(i64, Vec<u8>)> {
        let sql = "select day, sums from day_sum_open order by day";
        let rows = self
            .memory
            .act(|tx| tx.list(sql, [], |row| Ok((row.get(0)?, row.get(1)?))));
        rows.unwrap()
    }

    /// A queue goes by the hours of weekdays from now on.
    fn goes_by_hours(&mut self, queue: QueueId) {
        let sql = "update queue set policy = '{\"hours\":1}' where id = ?1";
        self.memory.act(|tx| tx.execute(sql, [queue])).unwrap();
    }

    fn number(&mut self, sql: &str) -> i64 {
        self.memory
            .act(|tx| tx.get(sql, [], |row| row.get(0)))
            .unwrap()
    }

    fn now(&mut self) -> Timestamp {
        self.memory.act(|tx| Ok::<_, DbError>(tx.now)).unwrap()
    }

    /// Asks for some days in many ways, and answers how many chats were new in all of them.
    fn compare(&mut self, chance: &mut Chance, zone_name: &str) -> u64 {
        let zone = zone::find(zone_name).unwrap();
        let today = period::today(&zone, self.now());
        let mut told = 0;
        for _ in 0..25 {
            let back = |days: usize| today.saturating_sub(jiff::Span::new().days(days as i64));
            let days = Period {
                first: back(20 + chance.below(20)),
                last: back(chance.below(20)),
            };
            let (mut from, mut to) = days.bounds(&zone);
            // Periods begin and end with a day, or in the middle of one.
            if chance.in_hundred(30) {
                from = from.plus(chance.between(Duration::ZERO, Duration::from_secs(90_000)));
            }
            if chance.in_hundred(30) {
                to = to.minus(chance.between(Duration::ZERO, Duration::from_secs(90_000)));
            }
            let question = Question {
                from,
                to,
                channel: chance.in_hundred(20).then_some(ChannelId(1)),
                queue: chance.in_hundred(20).then_some(QueueId(2)),
                agent: chance.in_hundred(20).then_some(AgentId(1)),
                chat_type: chance.in_hundred(20).then_some(ChatTypeId(1)),
                open_only: chance.in_hundred(40),
                target: Duration::from_secs(chance.below(2_000) as u64),
            };
            let places = (0..days.days()).map(|day| usize::try_from(day / 7).unwrap());
            let cut = match chance.below(4) {
                0 => Cut::Whole,
                1 => Cut::Hours,
                _ => Cut::Days {
                    first: period::number_of(days.first),
                    places: places.collect(),
                },
            };
            let clock = LocalTime::of(&zone, from, to);
            let both = self.both(&question, &clock, &cut);
            assert_eq!(both.by_sums, both.by_chats, "{question:?} {cut:?}");
            told += both.by_sums.total.new;
        }
        // Each day comes to what its chats come to when they are reckoned anew.
        if let Some((first, last)) = self.memory.act(|tx| daily::days(tx)).unwrap() {
            let differing = self
                .memory
                .act(|tx| daily::differing(tx, (first - 1, last + 2)));
            assert_eq!(differing.unwrap(), [] as [i64; 0]);
        }
        told
    }
}

#[test]
fn whatever_happened_sums_tell_what_chats_tell() {
    for seed in 0..6 {
        let mut shop = history(seed);
        let mut chance = Chance::new(seed + 50);
        if seed % 2 == 0 {
            shop.goes_by_hours(QueueId(2));
        }
        // What has happened since the last look is not counted yet; later everything is, or nearly.
        for _ in 0..3 {
            while shop.memory.act(course::catch_up).unwrap() {}
            assert!(shop.compare(&mut chance, "Europe/Berlin") > 100, "premise");
            shop.pass(1_000);
            shop.follow();
            let ids: Vec<ConversationId> = shop
                .memory
                .act(|tx| tx.list("select id from conversation", [], |row| row.get(0)))
                .unwrap();
            for _ in 0..20 {
                let chat = *chance.pick(&ids).unwrap();
                let agent = shop.ana.clone();
                // What is already counted is rated, taken up again, answered, closed as something else.
                let score = 1 + i64::try_from(chance.below(5)).unwrap();
                drop(shop.memory.act(|tx| {
                    let identity = tx.get(
                        "select identity_id from conversation where id = ?1",
                        [chat],
                        |row| row.get(0),
                    )?;
                    survey::rate(tx, identity, chat, score, "")
                }));
                if chance.in_hundred(60) {
                    drop(shop.memory.act(|tx| reopen::reopen(tx, &agent, chat)));
                    shop.answers(&agent, chat);
                }
                if chance.in_hundred(40) {
                    let answers = Answers {
                        chat_type: Some(ChatTypeId(1 + i64::try_from(chance.below(2)).unwrap())),
                        survey: true,
                        ..Answers::default()
                    };
                    drop(
                        shop.memory
                            .act(|tx| close::by_agent(tx, &agent, chat, &answers)),
                    );
                }
            }
        }
        shop.pass(1_000);
        shop.follow();
        let (counted, all) = (
            shop.number("select count(*) from counted"),
            shop.number("select count(*) from course"),
        );
        // The others still wait for a first answer.
        assert!(counted > 15 && all > counted, "premise: {counted} of {all}");
        assert_eq!(shop.number("select sum(counted) from course"), counted);
        assert!(shop.compare(&mut chance, "Europe/Berlin") > 100, "premise");

        // Counted bit by bit or at once, it is the same; and taken out again, nothing is left.
        let (sums, open) = (shop.sums(), shop.open_sums());
        assert!(sums.len() > 5, "premise");
        assert_eq!(open.len() > 5, seed % 2 == 0, "premise");
        shop.memory.act(daily::forget).unwrap();
        assert_eq!((shop.sums(), shop.open_sums()), (vec![], vec![]));
        shop.follow();
        assert_eq!((shop.sums(), shop.open_sums()), (sums, open));
        let ids: Vec<ConversationId> = shop
            .memory
            .act(|tx| tx.list("select conversation_id from course", [], |row| row.get(0)))
            .unwrap();
        shop.memory.act(|tx| daily::take_back(tx, &ids)).unwrap();
        assert_eq!((shop.sums(), shop.open_sums()), (vec![], vec![]));
        assert_eq!(shop.number("select count(*) from counted"), 0);
    }
}

#[test]
fn by_another_clock_days_are_counted_anew() {
    let mut shop = history(9);
    let mut chance = Chance::new(9);
    shop.pass(1_000);
    shop.follow();
    let sums = shop.sums();
    assert!(shop.compare(&mut chance, "Europe/Berlin") > 100, "premise");

    // The shop moves to Kathmandu. Until its days are counted by the clock there, chats tell.
    let move_to = |tx: &mut Tx<'_>| tx.execute("update hours set zone = 'Asia/Kathmandu'", []);
    shop.memory.act(move_to).unwrap();
    assert!(!shop.memory.act(|tx| daily::is_current(tx)).unwrap());
    assert!(shop.compare(&mut chance, "Asia/Kathmandu") > 100, "premise");
    assert!(shop.memory.act(daily::catch_up).unwrap());
    assert!(shop.compare(&mut chance, "Asia/Kathmandu") > 100, "premise");
    shop.follow();
    assert!(shop.compare(&mut chance, "Asia/Kathmandu") > 100, "premise");
    assert_ne!(shop.sums(), sums);
    let moved = shop.sums();
    shop.memory.act(daily::forget).unwrap();
    shop.follow();
    assert_eq!(shop.sums(), moved);
}

#[test]
fn by_other_hours_only_what_they_change_is_counted_anew() {
    let mut shop = history(4);
    let mut chance = Chance::new(4);
    shop.goes_by_hours(QueueId(2));
    shop.pass(1_000);
    shop.follow();
    let counted = shop.number("select count(*) from counted");
    let zone = zone::find("Europe/Berlin").unwrap();
    let today = period::today(&zone, shop.now());
    let closed_on = |back: i64| {
        let day = today.saturating_sub(jiff::Span::new().days(back));
        let day = hours::day::write(day);
        move |tx: &mut Tx<'_>| {
            let sql =
                "insert into hours_exception (hours_id, day, name, spans) values (1, ?1, '', '[]')";
            tx.execute(sql, [&day])
        }
    };
    // A holiday to come changes nothing of what was …
    let before = (shop.sums(), shop.open_sums());
    shop.memory.act(closed_on(-20)).unwrap();
    assert!(!shop.memory.act(|tx| daily::is_current(tx)).unwrap());
    shop.memory.act(daily::catch_up).unwrap();
    assert_eq!(shop.number("select count(*) from counted"), counted);
    assert!(shop.memory.act(|tx| daily::is_current(tx)).unwrap());
    assert_eq!((shop.sums(), shop.open_sums()), before);
    // … one that is told late, what has been since, in the queue that goes by it …
    shop.memory.act(closed_on(5)).unwrap();
    assert!(shop.compare(&mut chance, "Europe/Berlin") > 100, "premise");
    assert!(shop.memory.act(daily::catch_up).unwrap());
    let left = shop.number("select count(*) from counted");
    assert!(left > 0 && left < counted, "{left} of {counted}");
    let others = "select count(*) from course join conversation on id = conversation_id
                  where course.counted = 0 and queue_id <> 2 and (closed_at is not null or first_reply_at is not null)";
    assert_eq!(shop.number(others), 0);
    assert!(shop.compare(&mut chance, "Europe/Berlin") > 100, "premise");
    shop.follow();
    assert_eq!(shop.number("select count(*) from counted"), counted);
    // … and hours of their own for those who had none, all of theirs.
    shop.goes_by_hours(QueueId(1));
    assert!(shop.memory.act(daily::catch_up).unwrap());
    shop.follow();
    assert!(shop.compare(&mut chance, "Europe/Berlin") > 100, "premise");
    let all = (shop.sums(), shop.open_sums());
    assert_eq!(all.0, before.0);
    assert_ne!(all.1, before.1);
    shop.memory.act(daily::forget).unwrap();
    shop.follow();
    assert_eq!((shop.sums(), shop.open_sums()), all);
}

#[test]
fn times_across_a_jump_of_the_clock_are_taken_out_of_the_sums() {
    let mut shop = Shop::open();
    let ana = shop.ana.clone();
    shop.memory
        .act(|tx| choice::install_defaults(tx, crate::base::lang::Lang::En))
        .unwrap();
    let serve = |shop: &mut Shop, name: &str, after: u64| {
        let (_, chat) = shop.arrives(name);
        shop.takes(&ana, chat);
        shop.pass(after);
        shop.answers(&ana, chat).unwrap();
        shop.leaves(chat);
        shop.pass(3 * 86_400);
    };
    serve(&mut shop, "Hannah", 30);
    // The clock goes two hours forward before Omar is answered, and nobody notices until the chat is counted.
    serve(&mut shop, "Omar", 2 * 3_600 + 20);
    shop.follow();
    assert_eq!(shop.number("select count(*) from counted"), 2);
    let zone = zone::find("Europe/Berlin").unwrap();
    let first_responses = |shop: &mut Shop| {
        let (from, to) = (Timestamp(1_763_500_000_000), shop.now());
        let question = anything(from, to);
        let clock = LocalTime::of(&zone, from, to);
        let both = shop.both(&question, &clock, &Cut::Whole);
        assert_eq!(both.by_sums, both.by_chats);
        both.by_sums.total.first.count
    };
    assert_eq!(first_responses(&mut shop), 2);
    // It is told late: as if it had been noticed when Omar had his answer.
    let jumped = |tx: &mut Tx<'_>| {
        outage::jumped(tx, 2 * 3_600)?;
        tx.execute(
            "update event set at = (select first_reply_at from conversation order by id desc limit 1)
             where kind = 'house' and data ->> '$.what' = 'clock_jumped'",
            [],
        )
    };
    shop.memory.act(jumped).unwrap();
    assert_eq!(first_responses(&mut shop), 1);
    assert!(!shop.memory.act(|tx| daily::is_current(tx)).unwrap());
    shop.follow();
    assert_eq!(shop.number("select count(*) from counted"), 2);
    assert_eq!(first_responses(&mut shop), 1);
    assert_eq!(
        shop.memory.act(|tx| hours::house_zone(tx)).unwrap(),
        zone,
        "premise"
    );
}

use std::time::Duration;

use super::*;
use crate::{
    db::memory::Memory,
    desk::{cast, channel::ChannelKind},
};

fn instant(text: &str) -> Timestamp {
    let instant: jiff::Timestamp = text.parse().unwrap();
    Timestamp(instant.as_millisecond())
}

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap()
}

#[test]
fn it_is_due_on_its_day_at_its_hour_whatever_the_clocks_do() {
    for (name, weekday, hour, now, next) in [
        ("UTC", 1, 8, "2026-11-22T10:00:00Z", "2026-11-23T08:00:00Z"),
        ("UTC", 1, 8, "2026-11-23T07:59:59Z", "2026-11-23T08:00:00Z"),
        ("UTC", 1, 8, "2026-11-23T08:00:00Z", "2026-11-30T08:00:00Z"),
        ("UTC", 7, 0, "2026-11-23T08:00:00Z", "2026-11-29T00:00:00Z"),
        (
            "Asia/Shanghai",
            1,
            6,
            "2026-11-22T21:00:00Z",
            "2026-11-22T22:00:00Z",
        ),
        // At two there is no such time that night: it is the first there is.
        (
            "Europe/Berlin",
            7,
            2,
            "2026-03-28T12:00:00Z",
            "2026-03-29T01:00:00Z",
        ),
        // At two there are two such times that night: it is the first of them.
        (
            "Europe/Berlin",
            7,
            2,
            "2026-10-24T12:00:00Z",
            "2026-10-25T00:00:00Z",
        ),
        (
            "Europe/Berlin",
            7,
            2,
            "2026-10-25T00:30:00Z",
            "2026-11-01T01:00:00Z",
        ),
    ] {
        let weekly = Weekly {
            weekday,
            hour,
            ..Weekly::default()
        };
        let found = weekly.next(&zone(name), instant(now));
        assert_eq!(found, Some(instant(next)), "{name} {weekday} {hour} {now}");
    }
}

#[test]
fn a_report_tells_of_the_seven_days_before() {
    let day = Date::constant(2026, 11, 23);
    let week = Report::period(day);
    assert_eq!(
        (week.first, week.last),
        (Date::constant(2026, 11, 16), Date::constant(2026, 11, 22))
    );
}

struct Shop {
    memory: Memory,
    ana: Agent,
}

/// A house whose report is due an hour from now, and then each week.
fn shop() -> Shop {
    let mut memory = Memory::new();
    let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
    let now = memory.act(|tx| Ok::<_, DbError>(tx.now)).unwrap();
    let date = today(&TimeZone::UTC, now.plus(Duration::from_secs(3_600)));
    let hour = (now.0 / 3_600_000 + 1).rem_euclid(24);
    let weekly = Weekly {
        on: true,
        weekday: date.weekday().to_monday_one_offset(),
        hour: i8::try_from(hour).unwrap(),
        to: vec![ana.id, AgentId(999)],
        from: None,
    };
    memory
        .act(|tx| set(tx, &Origin::default(), &weekly))
        .unwrap();
    Shop { memory, ana }
}

impl Shop {
    /// Lets the house do what is due, as the clockwork does; how many reports there are to write.
    fn tick(&mut self) -> Option<Date> {
        self.memory
            .act(|tx| {
                while let Some(timer) = timer::take_due(tx)? {
                    if timer.due == Due::WeeklyReport {
                        fall_due(tx)?;
                    }
                }
                to_write(tx)
            })
            .unwrap()
    }

    fn write(&mut self, day: Date) -> bool {
        let written = Written {
            to: "ana@kettle.example".to_owned(),
            subject: "Your week".to_owned(),
            text: "12 chats".to_owned(),
            html: "<p>12 chats</p>".to_owned(),
        };
        self.memory
            .act(|tx| hand_over(tx, day, std::slice::from_ref(&written)))
            .unwrap()
    }

    fn mails(&mut self) -> i64 {
        self.memory
            .act(|tx| tx.get("select count(*) from post", [], |row| row.get(0)))
            .unwrap()
    }

    fn connect(&mut self) {
        self.memory
            .act(|tx| cast::account(tx, ChannelKind::Email, "help@kettle.example"))
            .unwrap();
    }
}

const WEEK: Duration = Duration::from_secs(7 * 24 * 3600);

#[test]
fn each_week_has_one_report_over_restarts_and_clocks_that_are_set_back() {
    let mut shop = shop();
    shop.connect();
    assert_eq!(shop.tick(), None, "not yet");
    shop.memory.advance(Duration::from_secs(3_700));
    let first = shop.tick().expect("it is due");
    // A crash before it was written forgets nothing, and after that nothing is sent twice.
    shop.memory.act(watch).unwrap();
    assert_eq!(shop.tick(), Some(first));
    assert!(shop.write(first));
    assert!(!shop.write(first));
    assert_eq!((shop.mails(), shop.tick()), (1, None));
    // The same day falls due again when its hour is moved on, or the clock is set back.
    shop.memory.act(fall_due).unwrap();
    assert_eq!(shop.tick(), None);

    shop.memory.advance(WEEK);
    let second = shop.tick().expect("a week later");
    assert_eq!(second, first.saturating_add(7.days()));
    assert!(shop.write(second));
    // The house was closed for a month: the last report alone is sent.
    shop.memory.advance(WEEK * 4);
    let third = shop.tick().expect("one report");
    assert_eq!(third, second.saturating_add(28.days()));
    assert!(shop.write(third));
    assert_eq!((shop.mails(), shop.tick()), (3, None));
}

#[test]
fn without_a_mailbox_nothing_is_sent_and_it_is_known() {
    let mut shop = shop();
    shop.memory.advance(Duration::from_secs(3_700));
    let day = shop.tick().unwrap();
    assert!(shop.write(day));
    let newest = shop.memory.act(|tx| newest(tx)).unwrap().unwrap();
    assert_eq!((newest.day, newest.mails), (day, 0));
    assert!(newest.done_at.is_some());
    // It does not come late, when somebody connects one.
    shop.connect();
    assert_eq!((shop.tick(), shop.mails()), (None, 0));
    let written = Written {
        to: "ana@kettle.example".to_owned(),
        subject: String::new(),
        text: String::new(),
        html: String::new(),
    };
    assert!(shop.memory.act(|tx| send_now(tx, &written)).unwrap());
    assert_eq!(shop.mails(), 1);
}

#[test]
fn who_left_the_team_gets_none_and_off_is_off() {
    let mut shop = shop();
    let weekly: Weekly = shop.memory.act(|tx| setting::get(tx)).unwrap();
    let to = shop.memory.act(|tx| recipients(tx, &weekly)).unwrap();
    assert_eq!(
        to.iter().map(|one| one.id).collect::<Vec<_>>(),
        [shop.ana.id]
    );
    let off = Weekly {
        on: false,
        ..weekly
    };
    shop.memory
        .act(|tx| set(tx, &Origin::default(), &off))
        .unwrap();
    shop.memory.advance(WEEK * 2);
    assert_eq!(shop.tick(), None);
}

#[test]
fn the_report_that_is_awaited_follows_the_clock_of_the_house() {
    // A Friday, by the clock of unit tests: 2025-11-21T04:40:00Z. How long before the clock is another, which, and when the
    // report is due then.
    for (hours_before, zone, expected) in [
        (0, "Asia/Shanghai", "2025-11-24T00:00:00Z"),
        (0, "America/New_York", "2025-11-24T13:00:00Z"),
        // Monday, half past eight, which has been reported: the next one.
        (76, "Asia/Shanghai", "2025-12-01T00:00:00Z"),
        // Monday, 04:40, when it is eight already in Shanghai: at once.
        (72, "Asia/Shanghai", "2025-11-24T00:00:00Z"),
        // There it is Sunday still, and Monday at eight is far ahead.
        (72, "Pacific/Honolulu", "2025-11-24T18:00:00Z"),
    ] {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
        let weekly = Weekly {
            on: true,
            to: vec![ana.id],
            ..Weekly::default()
        };
        let mut shop = Shop { memory, ana };
        shop.memory
            .act(|tx| set(tx, &Origin::default(), &weekly))
            .unwrap();
        shop.memory
            .advance(Duration::from_secs(hours_before * 3_600));
        let before = shop.tick();
        shop.memory
            .act::<_, DbError>(|tx| {
                tx.execute(
                    "insert into hours (name, zone, week) values ('Shop', ?1, '[[],[],[],[],[],[],[]]')",
                    [zone],
                )?;
                follow_clock(tx)
            })
            .unwrap();
        let due = shop.memory.act(|tx| timer::at(tx, Due::WeeklyReport, 0));
        let case = format!("{hours_before} {zone}");
        assert_eq!(due.unwrap(), Some(instant(expected)), "{case}");
        let is_over = shop
            .memory
            .act(|tx| Ok::<_, DbError>(tx.now >= instant(expected)));
        assert_eq!(shop.tick() != before, is_over.unwrap(), "{case}");
    }
}

//! Hours by the clock on the wall, through both changes of it, and their acts.

use std::{collections::BTreeMap, time::Duration};

use super::{
    Calendar, Exception, Span, Week, by_id,
    edit::{self, HoursError, Wanted},
    of_queue, zone,
};
use crate::{
    base::{id::QueueId, time::Timestamp},
    db::memory::Memory,
    desk::{
        audit::{self, Origin},
        queue,
    },
};

/// An instant as RFC 3339 writes it.
fn at(text: &str) -> Timestamp {
    let instant: jiff::Timestamp = text.parse().unwrap();
    Timestamp(instant.as_millisecond())
}

fn span(from: &str, to: &str) -> Span {
    Span::read(from, to).unwrap().unwrap()
}

/// A shop in Berlin: weekdays from nine to one and from two to six, Saturday night until two, and a
/// Christmas; `zone` puts it elsewhere.
fn shop(name: &str) -> Calendar {
    let mut week = Week::default();
    for day in &mut week.0[..5] {
        *day = vec![span("09:00", "13:00"), span("14:00", "18:00")];
    }
    week.0[5] = vec![span("22:00", "02:00")];
    let day = |text: &str| text.parse::<jiff::civil::Date>().unwrap();
    let exceptions = BTreeMap::from([
        (day("2026-12-24"), vec![span("09:00", "12:00")]),
        (day("2026-12-25"), Vec::new()),
    ]);
    Calendar {
        zone: zone::find(name).unwrap(),
        week,
        exceptions,
    }
}

#[test]
fn it_is_open_by_the_clock_on_its_wall() {
    let berlin = shop("Europe/Berlin");
    for (instant, is_open, opens, closes) in [
        // A Monday in winter, an hour ahead of UTC.
        (
            "2026-11-30T07:59:59.999Z",
            false,
            Some("2026-11-30T08:00:00Z"),
            None,
        ),
        (
            "2026-11-30T08:00:00Z",
            true,
            None,
            Some("2026-11-30T12:00:00Z"),
        ),
        // The closing minute: the last moment of it is open, the next is closed.
        (
            "2026-11-30T16:59:59.999Z",
            true,
            None,
            Some("2026-11-30T17:00:00Z"),
        ),
        (
            "2026-11-30T17:00:00Z",
            false,
            Some("2026-12-01T08:00:00Z"),
            None,
        ),
        (
            "2026-11-30T12:30:00Z",
            false,
            Some("2026-11-30T13:00:00Z"),
            None,
        ),
        // Saturday night, past midnight.
        (
            "2026-12-05T22:59:00Z",
            true,
            None,
            Some("2026-12-06T01:00:00Z"),
        ),
        (
            "2026-12-06T00:59:00Z",
            true,
            None,
            Some("2026-12-06T01:00:00Z"),
        ),
        (
            "2026-12-06T01:00:00Z",
            false,
            Some("2026-12-07T08:00:00Z"),
            None,
        ),
        // In summer it is two hours ahead.
        (
            "2026-07-01T06:59:00Z",
            false,
            Some("2026-07-01T07:00:00Z"),
            None,
        ),
        (
            "2026-07-01T07:00:00Z",
            true,
            None,
            Some("2026-07-01T11:00:00Z"),
        ),
        // Christmas Eve closes at noon, the next day not at all, and Saturday opens at ten in the evening.
        (
            "2026-12-24T10:30:00Z",
            true,
            None,
            Some("2026-12-24T11:00:00Z"),
        ),
        (
            "2026-12-24T11:00:00Z",
            false,
            Some("2026-12-26T21:00:00Z"),
            None,
        ),
        (
            "2026-12-25T09:00:00Z",
            false,
            Some("2026-12-26T21:00:00Z"),
            None,
        ),
    ] {
        let now = at(instant);
        assert_eq!(berlin.is_open(now), is_open, "{instant}");
        assert_eq!(berlin.opens(now), opens.map(at), "{instant}");
        assert_eq!(berlin.closes(now), closes.map(at), "{instant}");
    }
}

#[test]
fn the_clock_s_changes_take_an_hour_and_give_one() {
    let every_night = |from: &str, to: &str| Calendar {
        zone: zone::find("Europe/Berlin").unwrap(),
        week: Week(std::array::from_fn(|_| vec![span(from, to)])),
        exceptions: BTreeMap::new(),
    };
    // On 29 March 2026 the clock goes from 02:00 to 03:00, at one in UTC.
    let spring = at("2026-03-28T23:00:00Z");
    // On 25 October 2026 it goes from 03:00 back to 02:00, at one in UTC.
    let autumn = at("2026-10-24T22:00:00Z");
    let day = |from: Timestamp, hours: u64| from.plus(Duration::from_secs(hours * 3600));
    for (from, to, in_spring, in_autumn) in [
        ("01:00", "04:00", 120, 240),
        // Times that are skipped are the moment of the change; those that come twice are meant the first time.
        ("02:00", "03:00", 0, 120),
        ("02:15", "02:45", 0, 30),
        ("00:00", "02:30", 120, 150),
        ("02:30", "05:00", 120, 210),
        ("09:00", "18:00", 540, 540),
        ("00:00", "24:00", 1380, 1500),
        // What began the evening before goes on until two.
        ("22:00", "02:00", 120 + 120, 120 + 120),
    ] {
        let nightly = every_night(from, to);
        let minutes = |from, to| nightly.open_between(from, to).as_secs() / 60;
        assert_eq!(minutes(spring, day(spring, 23)), in_spring, "{from}–{to}");
        assert_eq!(minutes(autumn, day(autumn, 25)), in_autumn, "{from}–{to}");
    }
    let nightly = every_night("02:30", "05:00");
    assert_eq!(nightly.opens(spring), Some(at("2026-03-29T01:00:00Z")));
    assert_eq!(nightly.opens(autumn), Some(at("2026-10-25T00:30:00Z")));
    // Where midnight itself is skipped, the day begins at one: Beirut on 29 March 2026.
    let beirut = Calendar {
        zone: zone::find("Asia/Beirut").unwrap(),
        ..every_night("00:00", "02:00")
    };
    let eve = at("2026-03-28T12:00:00Z");
    assert_eq!(beirut.opens(eve), Some(at("2026-03-28T22:00:00Z")));
    assert_eq!(beirut.open_between(eve, day(eve, 24)).as_secs(), 3600);
}

#[test]
fn business_time_counts_only_while_it_is_open() {
    let berlin = shop("Europe/Berlin");
    let minutes = |from: &str, to: &str| berlin.open_between(at(from), at(to)).as_secs() / 60;
    for (from, to, expected) in [
        ("2026-11-30T08:00:00Z", "2026-11-30T08:05:00Z", 5),
        ("2026-11-30T16:58:00Z", "2026-12-01T08:03:00Z", 5),
        ("2026-11-30T11:50:00Z", "2026-11-30T13:10:00Z", 20),
        ("2026-12-04T17:00:00Z", "2026-12-05T20:00:00Z", 0),
        (
            "2026-11-30T00:00:00Z",
            "2026-12-07T00:00:00Z",
            5 * 8 * 60 + 4 * 60,
        ),
        ("2026-11-30T09:00:00Z", "2026-11-30T09:00:00Z", 0),
        ("2026-11-30T10:00:00Z", "2026-11-30T09:00:00Z", 0),
    ] {
        assert_eq!(minutes(from, to), expected, "{from} to {to}");
    }
    for (from, minutes, expected) in [
        ("2026-11-30T08:00:00Z", 5, "2026-11-30T08:05:00Z"),
        ("2026-11-30T16:58:00Z", 5, "2026-12-01T08:03:00Z"),
        ("2026-11-30T03:00:00Z", 5, "2026-11-30T08:05:00Z"),
        ("2026-12-24T10:58:00Z", 5, "2026-12-26T21:03:00Z"),
    ] {
        let lasts = Duration::from_secs(minutes * 60);
        assert_eq!(berlin.after(at(from), lasts), Some(at(expected)), "{from}");
    }
}

#[test]
fn what_never_opens_and_what_never_closes() {
    let berlin = shop("Europe/Berlin");
    let now = at("2026-11-30T09:00:00Z");
    let never = Calendar {
        week: Week::default(),
        exceptions: BTreeMap::new(),
        ..berlin.clone()
    };
    assert_eq!((never.opens(now), never.closes(now)), (None, None));
    assert_eq!(never.after(now, Duration::from_secs(60)), None);
    let always = Calendar {
        week: Week(std::array::from_fn(|_| vec![span("00:00", "24:00")])),
        ..never.clone()
    };
    assert!(always.is_open(now));
    assert_eq!((always.opens(now), always.closes(now)), (None, None));
    let one_day = Calendar {
        exceptions: BTreeMap::from([("2026-11-30".parse().unwrap(), vec![span("09:00", "12:00")])]),
        ..never
    };
    assert_eq!(one_day.closes(now), Some(at("2026-11-30T11:00:00Z")));
    assert_eq!(one_day.opens(at("2026-11-30T11:00:00Z")), None);
}

fn wanted(name: &str) -> Wanted {
    Wanted {
        name: name.to_owned(),
        zone: "europe/berlin".to_owned(),
        week: Week::usual(),
        exceptions: Vec::new(),
        queues: Vec::new(),
    }
}

#[test]
fn hours_are_kept_as_they_were_wanted_and_given_to_queues() {
    let mut memory = Memory::new();
    let origin = Origin::default();
    let counter = memory.act(queue::first).unwrap();
    let christmas = |spans: Vec<Span>| Exception {
        day: "2026-12-24".parse().unwrap(),
        name: "Christmas".to_owned(),
        spans,
    };
    let with_queue = Wanted {
        queues: vec![counter],
        exceptions: vec![
            christmas(vec![span("14:00", "16:00")]),
            christmas(vec![span("09:00", "12:00")]),
        ],
        ..wanted(" Shop  hours ")
    };
    let id = memory
        .act(|tx| edit::add(tx, &origin, &with_queue))
        .unwrap();
    let hours = memory.act(|tx| of_queue(tx, counter)).unwrap().unwrap();
    assert_eq!((hours.id, hours.name.as_str()), (id, "Shop hours"));
    assert_eq!(hours.zone, "Europe/Berlin");
    let both = vec![span("09:00", "12:00"), span("14:00", "16:00")];
    assert_eq!(hours.exceptions, [christmas(both)]);

    // Whoever has not seen the newest is told so; a queue is let go by leaving it out.
    let change = wanted("Shop hours");
    memory
        .act(|tx| edit::change(tx, &origin, id, 0, &change))
        .unwrap();
    let late = memory.act(|tx| edit::change(tx, &origin, id, 0, &change));
    assert!(matches!(late, Err(HoursError::Conflict(1))), "{late:?}");
    assert!(memory.act(|tx| of_queue(tx, counter)).unwrap().is_none());
    let acts: Vec<String> = memory
        .act(|tx| audit::newest(tx, 9))
        .unwrap()
        .into_iter()
        .map(|line| line.act)
        .collect();
    assert_eq!(
        acts,
        [
            "queue_hours_taken",
            "hours_changed",
            "queue_hours_given",
            "hours_added"
        ]
    );
    // Whoever goes by a queue's hours looks again with each of these.
    let told: i64 = memory
        .act(|tx| {
            tx.get(
                "select count(*) from event where kind = 'queue'",
                [],
                |row| row.get(0),
            )
        })
        .unwrap();
    assert_eq!(told, 2);
}

#[test]
fn hours_that_are_used_stay_and_others_can_come_back() {
    let mut memory = Memory::new();
    let origin = Origin::default();
    let counter = memory.act(queue::first).unwrap();
    let used = Wanted {
        queues: vec![counter, QueueId(99)],
        ..wanted("Used")
    };
    let used = memory.act(|tx| edit::add(tx, &origin, &used)).unwrap();
    let refused = memory.act(|tx| edit::retire(tx, &origin, used));
    assert!(matches!(&refused, Err(HoursError::InUse(queues)) if queues == &["Counter"]));
    let other = memory
        .act(|tx| edit::add(tx, &origin, &wanted("Other")))
        .unwrap();
    memory.act(|tx| edit::retire(tx, &origin, other)).unwrap();
    let choices = memory.act(|tx| super::choices(tx)).unwrap();
    assert_eq!(choices, [(used, "Used".to_owned())]);
    let again = memory.act(|tx| edit::add(tx, &origin, &wanted("OTHER")));
    assert!(matches!(again, Err(HoursError::NameTaken)), "{again:?}");
    memory.act(|tx| edit::restore(tx, &origin, other)).unwrap();
    assert_eq!(memory.act(|tx| super::choices(tx)).unwrap().len(), 2);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let mut memory = Memory::new();
    let origin = Origin::default();
    let day = |day: usize, spans: Vec<Span>| {
        let mut week = Week::usual();
        week.0[day] = spans;
        Wanted {
            week,
            ..wanted("Shop")
        }
    };
    let many = |count: i32, spans: &[Span]| Wanted {
        exceptions: (0..count)
            .map(|number| Exception {
                day: jiff::civil::date(2026, 1, 1) + jiff::Span::new().days(number),
                name: String::new(),
                spans: spans.to_vec(),
            })
            .collect(),
        ..wanted("Shop")
    };
    let cases = [
        (wanted("  "), "a name is needed"),
        (
            Wanted {
                zone: "Europe/Kettle".to_owned(),
                ..wanted("Shop")
            },
            "there is no time zone \"Europe/Kettle\"",
        ),
        (
            day(2, vec![span("09:00", "13:00"), span("12:00", "18:00")]),
            "spans of day 2 of the week overlap",
        ),
        (day(3, vec![span("22:00", "06:00")]), ""),
        (
            {
                let mut late = day(3, vec![span("22:00", "06:00")]);
                late.week.0[4] = vec![span("05:00", "18:00")];
                late
            },
            "day 3 of the week goes on into the next",
        ),
        (
            day(0, vec![span("09:00", "09:30"); 7]),
            "a day has more than 6 spans",
        ),
        (
            many(1, &[span("09:00", "13:00"), span("12:00", "18:00")]),
            "spans of 2026-01-01 overlap",
        ),
        (many(401, &[]), "more than 400 days differ"),
    ];
    for (wanted, expected) in cases {
        let outcome = memory.act(|tx| {
            edit::add(tx, &origin, &wanted)?;
            // Taken back, so that the next case finds the file as it was.
            Err::<(), _>(HoursError::NotFound)
        });
        let told = outcome.unwrap_err().to_string();
        let expected = match expected {
            "" => "there are no such hours",
            other => other,
        };
        assert_eq!(told, expected);
    }
    // Forty holidays are no trouble.
    let forty = many(40, &[]);
    let id = memory.act(|tx| edit::add(tx, &origin, &forty)).unwrap();
    let kept = memory.act(|tx| by_id(tx, id)).unwrap().unwrap();
    assert_eq!(kept.exceptions.len(), 40);
}

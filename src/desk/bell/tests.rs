use super::*;
use crate::{
    db::memory::Memory,
    desk::{
        audit::Origin,
        cast,
        hours::{
            Week,
            edit::{self, Wanted},
        },
        queue,
        waitlist::claim,
    },
};

fn rings(bell: &mut Bell) {
    bell.command = true;
}

#[test]
fn it_rings_by_the_waiting_time_alone() {
    let mut bell = Bell::default();
    rings(&mut bell);
    let off = Bell::default();
    let always = Bell {
        out_of_hours: true,
        ..bell.clone()
    };
    let (open, shut) = (true, false);
    let at = |s: i64| Timestamp(s * 1000);
    let ring = |waiting, longest_s, level| {
        Deed::Ring(Ring {
            waiting,
            longest_s,
            level,
        })
    };
    // Who waits since when and whether their queue is open, the last ring, whether it stands, now.
    type Case<'a> = (
        &'a str,
        &'a Bell,
        &'a [(i64, bool)],
        Option<i64>,
        bool,
        i64,
        Deed,
        Option<i64>,
    );
    let cases: &[Case<'_>] = &[
        ("nobody", &bell, &[], None, false, 50, Deed::Nothing, None),
        (
            "off",
            &off,
            &[(0, open)],
            None,
            false,
            50,
            Deed::Nothing,
            None,
        ),
        (
            "too soon",
            &bell,
            &[(0, open)],
            None,
            false,
            19,
            Deed::Nothing,
            Some(20),
        ),
        (
            "first",
            &bell,
            &[(0, open)],
            None,
            false,
            20,
            ring(1, 20, 1),
            Some(80),
        ),
        (
            "rung",
            &bell,
            &[(0, open)],
            Some(20),
            true,
            21,
            Deed::Nothing,
            Some(80),
        ),
        (
            "again",
            &bell,
            &[(0, open)],
            Some(20),
            true,
            80,
            ring(1, 80, 1),
            Some(140),
        ),
        (
            "louder",
            &bell,
            &[(0, open)],
            Some(80),
            true,
            140,
            ring(1, 140, 2),
            Some(200),
        ),
        (
            "loudest",
            &bell,
            &[(0, open)],
            Some(260),
            true,
            320,
            ring(1, 320, 3),
            Some(380),
        ),
        (
            "restart in the middle",
            &bell,
            &[(0, open)],
            Some(20),
            true,
            185,
            ring(1, 185, 2),
            Some(200),
        ),
        (
            "restart, rung already",
            &bell,
            &[(0, open)],
            Some(141),
            true,
            185,
            Deed::Nothing,
            Some(200),
        ),
        (
            "two: the longest counts",
            &bell,
            &[(0, open), (70, open)],
            Some(20),
            true,
            80,
            ring(2, 80, 1),
            Some(140),
        ),
        ("claimed", &bell, &[], Some(20), true, 21, Deed::Hush, None),
        (
            "claimed, another is new",
            &bell,
            &[(15, open)],
            Some(20),
            true,
            21,
            Deed::Hush,
            Some(35),
        ),
        (
            "closed",
            &bell,
            &[(0, shut)],
            None,
            false,
            50,
            Deed::Nothing,
            None,
        ),
        (
            "closes while it rings",
            &bell,
            &[(0, shut)],
            Some(20),
            true,
            50,
            Deed::Hush,
            None,
        ),
        (
            "closed, rings all the same",
            &always,
            &[(0, shut)],
            None,
            false,
            50,
            ring(1, 50, 1),
            Some(80),
        ),
        (
            "one of two queues",
            &bell,
            &[(0, shut), (30, open)],
            None,
            false,
            50,
            ring(1, 20, 1),
            Some(110),
        ),
        (
            "switched off while it rings",
            &off,
            &[(0, open)],
            Some(20),
            true,
            50,
            Deed::Hush,
            None,
        ),
        (
            "clock set back",
            &bell,
            &[(0, open)],
            Some(9_000),
            true,
            50,
            ring(1, 50, 1),
            Some(80),
        ),
        (
            "clock before the message",
            &bell,
            &[(100, open)],
            None,
            false,
            50,
            Deed::Nothing,
            Some(120),
        ),
    ];
    for (what, bell, waiting, rung, stands, now, deed, next) in cases {
        let waiting: Vec<_> = waiting
            .iter()
            .map(|(since, is_open)| Waiting {
                since: at(*since),
                is_open: *is_open,
            })
            .collect();
        let decided = decide(bell, &waiting, rung.map(at), *stands, at(*now));
        assert_eq!(decided, (deed.clone(), next.map(at)), "{what}");
    }
}

fn take_deed(memory: &mut Memory) -> Deed {
    memory.act(take).unwrap().1
}

fn pass(memory: &Memory, seconds: u64) {
    memory.advance(Duration::from_secs(seconds));
}

#[test]
fn a_customer_rings_until_they_are_taken_and_trouble_is_told_once() {
    let mut memory = Memory::new();
    let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
    let mut bell = Bell::default();
    rings(&mut bell);
    memory.act(|tx| change(tx, &bell)).unwrap();
    memory
        .act(|tx| cast::waiting_chat(tx, "Hannah", "Hello"))
        .unwrap();
    assert_eq!(take_deed(&mut memory), Deed::Nothing);
    let due = |memory: &mut Memory| memory.act(|tx| is_due(tx)).unwrap();
    assert!(!due(&mut memory), "its deadline is stored");
    pass(&memory, 20);
    assert!(due(&mut memory));
    assert!(matches!(take_deed(&mut memory), Deed::Ring(ring) if ring.level == 1));
    assert!(!due(&mut memory));
    assert!(memory.act(|tx| still_rings(tx)).unwrap());
    memory
        .act(|tx| trouble::raise(tx, trouble::Kind::Disk, "", "low"))
        .unwrap();
    assert_eq!(take_deed(&mut memory), Deed::Trouble("disk".to_owned()));
    assert_eq!(take_deed(&mut memory), Deed::Nothing);
    memory.act(|tx| claim::claim_next(tx, &ana, None)).unwrap();
    assert!(!memory.act(|tx| still_rings(tx)).unwrap());
    assert_eq!(take_deed(&mut memory), Deed::Hush);
    assert_eq!(take_deed(&mut memory), Deed::Nothing, "silent once");
    assert!(!due(&mut memory));

    // Another queue's customers are another bell's.
    let repairs = memory
        .act(|tx| queue::edit::add(tx, &Origin::default(), "Repairs"))
        .unwrap();
    bell.queues = vec![repairs];
    memory.act(|tx| change(tx, &bell)).unwrap();
    memory
        .act(|tx| cast::waiting_chat(tx, "Omar", "Hello"))
        .unwrap();
    pass(&memory, 60);
    assert_eq!(take_deed(&mut memory), Deed::Nothing);

    // A choice of which nothing is left is none, until something of it is there again.
    let retire =
        |memory: &mut Memory, id| memory.act(|tx| queue::edit::retire(tx, &Origin::default(), id));
    retire(&mut memory, repairs).unwrap();
    assert!(matches!(take_deed(&mut memory), Deed::Ring(ring) if ring.waiting == 1));
    memory
        .act(|tx| queue::edit::restore(tx, &Origin::default(), repairs))
        .unwrap();
    assert_eq!(take_deed(&mut memory), Deed::Hush);
    // What is left of a choice stands.
    let parcels = memory
        .act(|tx| queue::edit::add(tx, &Origin::default(), "Parcels"))
        .unwrap();
    bell.queues.push(parcels);
    memory.act(|tx| change(tx, &bell)).unwrap();
    retire(&mut memory, parcels).unwrap();
    pass(&memory, 60);
    assert_eq!(take_deed(&mut memory), Deed::Nothing);
}

#[test]
fn out_of_hours_it_is_quiet_and_rings_when_the_shop_opens() {
    let mut memory = Memory::new();
    let mut bell = Bell::default();
    rings(&mut bell);
    memory.act(|tx| change(tx, &bell)).unwrap();
    memory.act(cast::site).unwrap();
    // 04:40 UTC on a Friday; the usual week opens at nine.
    memory
        .act(|tx| {
            let wanted = Wanted {
                name: "Shop".to_owned(),
                zone: "UTC".to_owned(),
                week: Week::usual(),
                exceptions: Vec::new(),
                queues: vec![QueueId(1)],
            };
            edit::add(tx, &Origin::default(), &wanted)
        })
        .unwrap();
    memory
        .act(|tx| cast::waiting_chat(tx, "Hannah", "Hello"))
        .unwrap();
    pass(&memory, 60);
    assert_eq!(take_deed(&mut memory), Deed::Nothing);
    let opens = memory.act(|tx| timer::next(tx)).unwrap().unwrap();
    assert!(
        opens.rfc3339().ends_with("T09:00:00Z"),
        "{}",
        opens.rfc3339()
    );
    let now = memory.act(|tx| Ok::<_, DbError>(tx.now)).unwrap();
    memory.advance(opens.since(now));
    assert!(matches!(take_deed(&mut memory), Deed::Ring(ring) if ring.level == 3));
}

#[test]
fn what_fails_is_a_trouble_until_it_goes_well_or_is_switched_off() {
    let mut memory = Memory::new();
    let last = |went: Went| Last {
        occasion: "ring".to_owned(),
        command: Some(Outcome {
            went,
            program: "lamp".to_owned(),
            said: "no such relay".to_owned(),
        }),
        ..Last::default()
    };
    let troubles = |memory: &mut Memory| memory.act(|tx| trouble::all(tx)).unwrap();
    memory
        .act(|tx| ran(tx, &last(Went::Badly(Some(3)))))
        .unwrap();
    assert_eq!(troubles(&mut memory)[0].detail, "lamp → 3. no such relay");
    assert_eq!(take_deed(&mut memory), Deed::Nothing, "not told by itself");
    memory.act(|tx| ran(tx, &last(Went::Well))).unwrap();
    assert!(troubles(&mut memory).is_empty());
    memory.act(|tx| ran(tx, &last(Went::TooLong))).unwrap();
    memory.act(|tx| change(tx, &Bell::default())).unwrap();
    assert!(troubles(&mut memory).is_empty());
}

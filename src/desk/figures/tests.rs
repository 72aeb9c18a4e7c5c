use std::time::Duration;

use super::{hands::*, report::Question, today::*, *};
use crate::{
    base::id::{ConversationId, IdentityId},
    db::memory::Memory,
    desk::{
        cast,
        closing::{close, survey},
        conversation::{self, say},
        hours::zone,
        outage,
        team::{Availability, availability},
        waitlist::claim,
    },
};

fn at(minute: i64) -> Timestamp {
    Timestamp(minute * 60_000)
}

/// About all chats, with a first answer wanted within a minute.
pub(super) fn anything(from: Timestamp, to: Timestamp) -> Question {
    Question {
        from,
        to,
        channel: None,
        queue: None,
        agent: None,
        chat_type: None,
        open_only: false,
        target: Duration::from_secs(60),
    }
}

#[test]
fn a_day_begins_where_the_shop_is() {
    // 2026-03-29, 00:30 in UTC: in Berlin the clocks go forward two hours later.
    let now = Timestamp(1_774_744_200_000);
    for (zone, hours_ago) in [
        ("UTC", 0.5),
        ("Europe/Berlin", 1.5),
        ("America/New_York", 20.5),
        ("Asia/Kolkata", 6.0),
    ] {
        let day = Day::of(&zone::find(zone).unwrap(), now);
        assert_eq!(
            day.from,
            Timestamp(now.0 - (hours_ago * 3_600_000.0) as i64),
            "{zone}"
        );
    }
}

#[test]
fn the_figures_of_a_day() {
    let day = Day { from: at(100) };
    let new = |taken: Option<i64>, replied: Option<i64>, ended: Option<i64>| Episode {
        began: at(200),
        taken: taken.map(at),
        replied: replied.map(at),
        ended: ended.map(at),
        ..Episode::default()
    };
    let rated = |rating: i64, when: i64| Episode {
        began: at(1),
        rating: Some((rating, at(when))),
        ..Episode::default()
    };
    let minutes = |count: u64| Some(Duration::from_secs(count * 60));
    let night = Episode {
        offline: true,
        ..new(Some(800), Some(801), None)
    };
    #[rustfmt::skip]
    let cases = [
        ("an empty day", vec![], Today::default()),
        ("only yesterday", vec![rated(5, 99)], Today::default()),
        ("waiting", vec![new(None, None, None)], Today { new: 1, ..Today::default() }),
        ("taken and not answered yet", vec![new(Some(203), None, None)], Today { new: 1, wait: minutes(3), ..Today::default() }),
        ("left while waiting", vec![new(None, None, Some(210))], Today { new: 1, missed: 1, ..Today::default() }),
        ("answered and ended", vec![new(Some(202), Some(204), Some(260))],
            Today { new: 1, answered: 1, wait: minutes(2), first_reply: minutes(4), ..Today::default() }),
        ("two have a mean", vec![new(Some(201), Some(202), None), new(Some(203), Some(206), None)],
            Today { new: 2, answered: 2, wait: minutes(2), first_reply: minutes(4), ..Today::default() }),
        ("a night is no wait", vec![night, new(Some(201), Some(202), None)],
            Today { new: 2, answered: 2, wait: minutes(1), first_reply: minutes(2), ..Today::default() }),
        ("what yesterday's customers think today", vec![rated(5, 150), rated(4, 160), rated(3, 170), rated(5, 99)],
            Today { satisfied: Some(67), ratings: 3, ..Today::default() }),
        ("nobody is happy", vec![rated(1, 150)], Today { satisfied: Some(0), ratings: 1, ..Today::default() }),
    ];
    for (name, episodes, expected) in cases {
        let certain = uncertain::Uncertain::default();
        assert_eq!(reckon(&episodes, day, &certain), expected, "{name}");
    }
}

#[test]
fn what_an_agent_is_doing() {
    use Availability::{Available, Away, Offline};
    for (says, is_present, wrapping, expected) in [
        (Available, true, 0, Doing::Available),
        (Available, true, 1, Doing::WrapUp),
        (Available, false, 0, Doing::Offline),
        (Away, true, 0, Doing::Away),
        (Away, true, 1, Doing::Away),
        (Away, false, 0, Doing::Offline),
        (Offline, true, 2, Doing::Offline),
    ] {
        assert_eq!(
            judge(says, is_present, wrapping),
            expected,
            "{says:?} {is_present} {wrapping}"
        );
    }
}

#[test]
fn the_board_follows_the_acts() {
    let mut memory = Memory::new();
    let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
    memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
    memory.act(|tx| availability::seen(tx, &[ana.id])).unwrap();
    let read = |memory: &mut Memory| memory.act(|tx| board(tx)).unwrap();
    let empty = read(&mut memory);
    assert_eq!(empty.today, Today::default());
    assert_eq!(
        (
            waiting::count(&empty.queues),
            waiting::longest(&empty.queues)
        ),
        (0, None)
    );
    let doing: Vec<Doing> = empty.hands.iter().map(|hand| hand.doing).collect();
    assert_eq!(doing, [Doing::Available, Doing::Offline]);

    let chats: Vec<ConversationId> = ["Hannah", "Omar"]
        .into_iter()
        .map(|name| {
            let said = memory.act(|tx| cast::waiting_chat(tx, name, "Hello"));
            memory.advance(Duration::from_secs(30));
            said.unwrap().conversation
        })
        .collect();
    let busy = read(&mut memory);
    assert_eq!((waiting::count(&busy.queues), busy.today.new), (2, 2));
    let longest = waiting::longest(&busy.queues).unwrap();
    assert_eq!(busy.now.since(longest), Duration::from_secs(60));

    memory
        .act(|tx| claim::claim(tx, &ana, chats[0], None))
        .unwrap();
    memory.advance(Duration::from_secs(20));
    let draft = say::Draft {
        text: "Good morning".to_owned(),
        ..say::Draft::default()
    };
    memory
        .act(|tx| say::by_agent(tx, &ana, chats[0], &draft, None))
        .unwrap();
    let answered = read(&mut memory);
    assert_eq!(waiting::count(&answered.queues), 1);
    assert_eq!(
        (answered.hands[0].load, answered.hands[0].limit),
        (1, ana.chat_limit)
    );
    assert_eq!(answered.today.answered, 1);
    assert_eq!(answered.today.wait, Some(Duration::from_secs(60)));
    assert_eq!(answered.today.first_reply, Some(Duration::from_secs(80)));

    // One is rated a day later, the other leaves without an answer.
    memory.act(|tx| cast::close(tx, &ana, chats[0])).unwrap();
    memory
        .act(|tx| {
            let chat = conversation::by_id(tx, chats[1])?.unwrap();
            close::by_customer(tx, &chat)
        })
        .unwrap();
    assert_eq!(read(&mut memory).today.missed, 1);
    memory.advance(Duration::from_secs(24 * 3_600));
    assert_eq!(read(&mut memory).today, Today::default(), "another day");
    memory
        .act(|tx| {
            tx.execute(
                "update conversation set survey = 'asked' where id = ?1",
                [chats[0]],
            )?;
            let identity: IdentityId = tx.get(
                "select identity_id from conversation where id = ?1",
                [chats[0]],
                |row| row.get(0),
            )?;
            survey::rate(tx, identity, chats[0], 5, "")
        })
        .unwrap();
    let next = read(&mut memory).today;
    assert_eq!((next.new, next.satisfied, next.ratings), (0, Some(100), 1));
}

#[test]
fn the_board_tells_no_time_in_which_the_clock_jumped() {
    let mut memory = Memory::new();
    let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
    memory.act(|tx| availability::seen(tx, &[ana.id])).unwrap();
    let said = memory.act(|tx| cast::waiting_chat(tx, "Hannah", "Hello"));
    let chat = said.unwrap().conversation;
    // The machine learns the time of day while she waits.
    memory.advance(Duration::from_secs(2 * 3_600 + 20));
    memory.act(|tx| claim::claim(tx, &ana, chat, None)).unwrap();
    let draft = say::Draft {
        text: "Good morning".to_owned(),
        ..say::Draft::default()
    };
    memory
        .act(|tx| say::by_agent(tx, &ana, chat, &draft, None))
        .unwrap();
    let mut today = || memory.act(|tx| board(tx)).unwrap().today;
    assert!(today().wait.is_some() && today().first_reply.is_some());
    memory.act(|tx| outage::jumped(tx, 2 * 3_600)).unwrap();
    let today = memory.act(|tx| board(tx)).unwrap().today;
    assert_eq!((today.new, today.answered), (1, 1));
    assert_eq!((today.wait, today.first_reply), (None, None));
}

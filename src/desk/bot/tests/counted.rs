//! What of its chats counts as the team's work.

use super::*;
use crate::desk::{
    conversation::say,
    figures::{
        self, LocalTime,
        count::{Behind, Count},
        today::Today,
    },
    team::availability,
};

#[test]
fn what_it_ended_by_itself_is_in_no_figure_of_the_team_and_in_no_list_behind_one() {
    let mut desk = Desk::open(Mode::First);
    let chat = desk.write("How long does delivery take?");
    desk.write("1");
    let ended = desk.memory.act(|tx| conversation::by_id(tx, chat)).unwrap();
    assert!(ended.unwrap().has_ended(), "the premise");
    let board = desk.memory.act(|tx| figures::board(tx)).unwrap();
    assert_eq!(board.today, Today::default());

    while desk.memory.act(course::catch_up).unwrap() {}
    let ana = desk.ana.id;
    let (from, to) = (Timestamp(0), Timestamp(4_102_444_800_000));
    for count in [Count::New, Count::Closed] {
        let behind = Behind {
            count,
            from,
            to,
            clock: LocalTime::of(&jiff::tz::TimeZone::UTC, from, to),
            weekday: None,
            hour: None,
            untyped: false,
            reason: None,
        };
        let filter = Filter {
            behind: Some(behind),
            ..Filter::default()
        };
        let counts = desk.memory.act(|tx| chats::count(tx, ana, &filter));
        assert_eq!(counts.unwrap().of(Tab::All), 0, "{count:?}");
    }
}

#[test]
fn the_times_of_the_team_begin_with_the_hand_over() {
    let mut desk = Desk::open(Mode::First);
    let ana = desk.ana.clone();
    let is_there = |desk: &mut Desk| {
        desk.memory
            .act(|tx| availability::seen(tx, &[ana.id]))
            .unwrap();
    };
    is_there(&mut desk);
    let chat = desk.write("How long does delivery take?");
    desk.memory.advance(Duration::from_secs(600));
    is_there(&mut desk);
    desk.write("2");
    desk.memory.advance(Duration::from_secs(30));
    desk.memory
        .act(|tx| claim::claim(tx, &ana, chat, None))
        .unwrap();
    desk.memory.advance(Duration::from_secs(20));
    let draft = say::Draft {
        text: "Two days.".to_owned(),
        ..say::Draft::default()
    };
    desk.memory
        .act(|tx| say::by_agent(tx, &ana, chat, &draft, None))
        .unwrap();
    let today = desk.memory.act(|tx| figures::board(tx)).unwrap().today;
    assert_eq!((today.new, today.answered), (1, 1));
    assert_eq!(today.wait, Some(Duration::from_secs(30)));
    assert_eq!(today.first_reply, Some(Duration::from_secs(50)));
    let detail = desk.memory.act(|tx| detail::of(tx, chat, MessageId(0)));
    let after = detail.unwrap().unwrap().first_reply_after;
    assert_eq!(after, Some(Duration::from_secs(50)));
}

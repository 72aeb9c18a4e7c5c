use super::*;
use crate::{
    base::lang::Lang,
    db::memory::Memory,
    desk::{
        cast,
        closing::{
            choice,
            reopen::{self, ReopenError},
        },
        conversation::{
            Status,
            say::{Draft, SayError},
        },
        customer::visitor::Visitor,
        waitlist::claim,
    },
};

const DAY: Duration = Duration::from_secs(24 * 3600);

struct House {
    memory: Memory,
    ana: Agent,
    bo: Agent,
    hannah: Visitor,
    chat: ConversationId,
}

impl House {
    /// Bo has closed Hannah's chat; Ana runs the house.
    fn open() -> Self {
        let mut memory = Memory::new();
        memory
            .act(|tx| choice::install_defaults(tx, Lang::En))
            .unwrap();
        let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
        let bo = memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
        let hannah = memory.act(|tx| cast::visitor(tx, "Hannah")).unwrap();
        let said = memory.act(|tx| cast::write(tx, hannah, "Hello")).unwrap();
        let chat = said.conversation;
        memory.act(|tx| claim::claim(tx, &ana, chat, None)).unwrap();
        memory
            .act(|tx| crate::desk::waitlist::give::assign(tx, &ana, chat, bo.id))
            .unwrap();
        Self {
            memory,
            ana,
            bo,
            hannah,
            chat,
        }
    }

    fn close(&mut self) {
        let (bo, chat) = (self.bo.clone(), self.chat);
        self.memory.act(|tx| cast::close(tx, &bo, chat)).unwrap();
    }

    fn chat(&mut self) -> Conversation {
        let id = self.chat;
        let chat = self.memory.act(|tx| conversation::by_id(tx, id)).unwrap();
        chat.unwrap()
    }

    fn status(&mut self) -> Status {
        self.chat().status()
    }

    fn fire(&mut self) {
        while let Some(timer) = self.memory.act(timer::take_due).unwrap() {
            if timer.due == Due::Archive {
                self.memory.act(sweep).unwrap();
            }
        }
    }
}

#[test]
fn what_is_put_away_is_read_and_no_longer_written_in() {
    let mut house = House::open();
    let (ana, bo, chat, hannah) = (
        house.ana.clone(),
        house.bo.clone(),
        house.chat,
        house.hannah,
    );
    let open = house.memory.act(|tx| archive(tx, &ana, chat));
    assert!(matches!(open, Err(ArchiveError::StillOpen)));
    house.close();
    let cy = house.memory.act(|tx| cast::agent(tx, "Cy")).unwrap();
    let others = house.memory.act(|tx| archive(tx, &cy, chat));
    assert!(matches!(others, Err(ArchiveError::WasOf(face)) if face.id == bo.id));
    let before = house.chat();
    house.memory.advance(DAY);
    for _ in 0..2 {
        house.memory.act(|tx| archive(tx, &bo, chat)).unwrap();
        assert_eq!(house.status(), Status::Archived);
    }
    let after = house.chat();
    assert_eq!(
        (after.last_activity_at, after.state),
        (before.last_activity_at, before.state),
        "nothing that is counted changes"
    );

    // Nobody below a supervisor goes on with it.
    let comment = Draft {
        text: "Note".to_owned(),
        ..Draft::default()
    };
    let said = house.memory.act(|tx| say::comment(tx, &bo, chat, &comment));
    assert!(matches!(said, Err(SayError::Archived)));
    let reopened = house.memory.act(|tx| reopen::reopen(tx, &bo, chat));
    assert!(matches!(reopened, Err(ReopenError::Archived)));
    let taken = house.memory.act(|tx| unarchive(tx, &bo, chat));
    assert!(matches!(taken, Err(ArchiveError::SupervisorsOnly)));
    // Thanks would join a chat that has just ended; this one begins another.
    let thanks = house
        .memory
        .act(|tx| cast::write(tx, hannah, "Thank you!"))
        .unwrap();
    assert_ne!(thanks.conversation, chat);
    assert_eq!(house.status(), Status::Archived);

    // Taken out, it stays out for as long as one that has ended just now.
    house.memory.act(|tx| unarchive(tx, &ana, chat)).unwrap();
    assert_eq!(house.status(), Status::Closed);
    let lines = house
        .memory
        .act(|tx| cast::said_by(tx, chat, "system"))
        .unwrap();
    let told: Vec<_> = lines
        .iter()
        .filter(|line| line.starts_with("team:"))
        .collect();
    assert_eq!(told, ["team:archived", "team:unarchived"]);
    house.memory.act(watch).unwrap();
    house.memory.advance(89 * DAY);
    house.fire();
    assert_eq!(house.status(), Status::Closed);
    house.memory.advance(2 * DAY);
    house.fire();
    assert_eq!(house.status(), Status::Archived);
}

#[test]
fn thanks_right_after_the_end_join_no_chat_that_was_put_away() {
    for (is_put_away, joins) in [(false, true), (true, false)] {
        let mut house = House::open();
        let (ana, chat, hannah) = (house.ana.clone(), house.chat, house.hannah);
        house.close();
        if is_put_away {
            house.memory.act(|tx| archive(tx, &ana, chat)).unwrap();
        }
        let said = house
            .memory
            .act(|tx| cast::write(tx, hannah, "Thank you!"))
            .unwrap();
        assert_eq!(said.conversation == chat, joins, "{is_put_away}");
    }
}

#[test]
fn the_rule_puts_away_what_has_rested_long_enough() {
    // Days of the rule, days that pass since the end, and whether the chat is put away then.
    for (after_days, passed, expected) in [
        (Some(90), 89, Status::Closed),
        (Some(90), 91, Status::Archived),
        (Some(90), 400, Status::Archived),
        (Some(1), 2, Status::Archived),
        (Some(365), 200, Status::Closed),
        (None, 4_000, Status::Closed),
    ] {
        let mut house = House::open();
        house.close();
        house
            .memory
            .act(|tx| set(tx, &Archiving { after_days }))
            .unwrap();
        house.fire();
        assert_eq!(house.status(), Status::Closed);
        let before = house.chat();
        for _ in 0..passed {
            house.memory.advance(DAY);
            house.fire();
        }
        assert_eq!(house.status(), expected, "{after_days:?} {passed}");
        assert_eq!(house.chat().last_activity_at, before.last_activity_at);
    }
}

#[test]
fn many_are_put_away_a_few_at_a_time_and_open_ones_never() {
    let mut house = House::open();
    let ana = house.ana.clone();
    for number in 0..STEP + 5 {
        let said = house
            .memory
            .act(|tx| cast::waiting_chat(tx, &format!("Customer {number}"), "Hello"))
            .unwrap();
        house
            .memory
            .act(|tx| cast::close(tx, &ana, said.conversation))
            .unwrap();
    }
    let archived = |house: &mut House| -> i64 {
        house
            .memory
            .act(|tx| {
                tx.get(
                    "select count(*) from conversation where archived_at is not null",
                    [],
                    |row| row.get(0),
                )
            })
            .unwrap()
    };
    house.memory.act(watch).unwrap();
    house.memory.advance(91 * DAY);
    house.fire();
    assert_eq!(archived(&mut house), i64::try_from(STEP).unwrap());
    house.memory.advance(BREATH);
    house.fire();
    assert_eq!(archived(&mut house), i64::try_from(STEP + 5).unwrap());
    assert_eq!(house.status(), Status::Active, "Hannah's is still open");
}

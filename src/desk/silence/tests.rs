use super::*;
use crate::{
    base::{id::QueueId, lang::Lang},
    db::memory::Memory,
    desk::{
        audit::Origin,
        cast,
        closing::choice,
        conversation::{
            Status,
            say::{Draft, by_agent},
        },
        customer::{
            profile::{self, Profile},
            visitor::Visitor,
        },
        hours::{Span, Week, edit::Wanted},
        queue::policy::{Policy, Silence},
        waitlist::{claim, no_answer},
    },
};

struct Desk {
    memory: Memory,
    ana: Agent,
    hannah: Visitor,
    chat: ConversationId,
}

impl Desk {
    /// Ana has answered Hannah, in a queue that does this about silence.
    fn open(silence: Silence) -> Self {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
        let policy = Policy {
            silence,
            ..Policy::default()
        };
        memory
            .act(|tx| queue::set_policy(tx, QueueId(1), &policy))
            .unwrap();
        memory
            .act(|tx| choice::install_defaults(tx, Lang::Fr))
            .unwrap();
        let hannah = memory.act(|tx| cast::visitor(tx, "Hannah")).unwrap();
        let chat = memory
            .act(|tx| cast::write(tx, hannah, "Where is my parcel?"))
            .unwrap()
            .conversation;
        memory.act(|tx| claim::claim(tx, &ana, chat, None)).unwrap();
        let mut desk = Self {
            memory,
            ana,
            hannah,
            chat,
        };
        desk.answer();
        desk
    }

    fn answer(&mut self) {
        let (ana, chat) = (self.ana.clone(), self.chat);
        let draft = Draft {
            text: "On its way. Anything else?".to_owned(),
            ..Draft::default()
        };
        self.memory
            .act(|tx| by_agent(tx, &ana, chat, &draft, None))
            .unwrap();
    }

    /// Minutes pass, one by one, and the clockwork fires what falls due.
    fn pass(&mut self, minutes: u64) {
        for _ in 0..minutes {
            self.memory.advance(Duration::from_secs(60));
            while let Some(timer) = self.memory.act(timer::take_due).unwrap() {
                if timer.due == Due::Silence {
                    self.memory
                        .act(|tx| time_is_up(tx, ConversationId(timer.subject)))
                        .unwrap();
                }
            }
        }
    }

    fn chat(&mut self) -> Conversation {
        let chat = self.chat;
        self.memory
            .act(|tx| conversation::by_id(tx, chat))
            .unwrap()
            .unwrap()
    }

    fn told(&mut self) -> Option<Deed> {
        let chat = self.chat();
        let told = self.memory.act(|tx| told(tx, &chat)).unwrap();
        told.map(|told| told.deed)
    }

    fn said(&mut self, who: &str) -> Vec<String> {
        let chat = self.chat;
        self.memory.act(|tx| cast::said_by(tx, chat, who)).unwrap()
    }
}

#[test]
fn a_silent_customer_is_reminded_and_then_their_chat_ends_with_a_reason() {
    let mut desk = Desk::open(Silence::Act);
    desk.pass(18);
    assert_eq!(desk.told(), None);
    desk.pass(1);
    assert_eq!(desk.told(), Some(Deed::Remind));
    assert!(desk.said("bot").is_empty());
    desk.pass(1);
    assert_eq!(desk.said("bot"), [texts::shipped(Deed::Remind, Lang::En)]);
    assert_eq!(desk.told(), None);
    desk.pass(58);
    assert_eq!(desk.told(), None);
    desk.pass(1);
    assert_eq!(desk.told(), Some(Deed::Close));
    desk.pass(1);
    assert_eq!(desk.chat().status(), Status::Closed);
    assert_eq!(desk.said("bot").len(), 2);
    assert_eq!(desk.said("system").last().unwrap(), "silence-closed");
    let chat = desk.chat;
    let reason: String = desk
        .memory
        .act(|tx| {
            tx.get(
                "select closing_reason.name from conversation
                 join closing_reason on closing_reason.id = closing_reason_id where conversation.id = ?1",
                [chat],
                |row| row.get(0),
            )
        })
        .unwrap();
    assert_eq!(reason, Lang::Fr.text("default-reason-silent"));
    desk.pass(300);
    assert_eq!(
        desk.said("bot").len(),
        2,
        "once it has ended nothing follows"
    );
}

#[test]
fn whoever_writes_is_neither_reminded_nor_closed_upon_and_begins_anew() {
    let mut desk = Desk::open(Silence::Act);
    desk.pass(30);
    assert_eq!(desk.said("bot").len(), 1);
    let hannah = desk.hannah;
    desk.pass(49);
    assert_eq!(desk.told(), Some(Deed::Close));
    desk.memory
        .act(|tx| cast::write(tx, hannah, "Yes, one thing"))
        .unwrap();
    assert_eq!(desk.told(), None);
    desk.pass(500);
    assert_eq!(desk.chat().status(), Status::Active);
    assert_eq!(desk.said("bot").len(), 1);
    // The next wait is another.
    desk.answer();
    desk.pass(20);
    assert_eq!(desk.said("bot").len(), 2);
}

#[test]
fn one_wait_has_one_reminder_however_often_the_agent_writes() {
    let mut desk = Desk::open(Silence::Act);
    desk.pass(15);
    desk.answer();
    desk.pass(15);
    assert_eq!(desk.said("bot").len(), 0, "counted from the last message");
    desk.pass(5);
    assert_eq!(desk.said("bot").len(), 1);
    desk.pass(30);
    desk.answer();
    desk.pass(59);
    assert_eq!(desk.said("bot").len(), 1);
    assert_eq!(desk.told(), Some(Deed::Close));
    desk.pass(1);
    assert_eq!(desk.chat().status(), Status::Closed);
}

#[test]
fn a_skip_leaves_the_customer_in_peace_until_they_write() {
    let mut desk = Desk::open(Silence::Act);
    let (ana, chat, hannah) = (desk.ana.clone(), desk.chat, desk.hannah);
    let bo = desk.memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
    let early = desk.memory.act(|tx| skip(tx, &ana, chat));
    assert!(matches!(early, Err(SilenceError::Over)));
    desk.pass(19);
    let foreign = desk.memory.act(|tx| skip(tx, &bo, chat));
    assert!(matches!(foreign, Err(SilenceError::Over)));
    desk.memory.act(|tx| skip(tx, &ana, chat)).unwrap();
    desk.answer();
    desk.pass(500);
    assert_eq!(desk.chat().status(), Status::AwaitingResponse);
    assert!(desk.said("bot").is_empty());
    assert_eq!(desk.said("system").last().unwrap(), "silence-skipped");
    desk.memory
        .act(|tx| cast::write(tx, hannah, "I am back"))
        .unwrap();
    desk.answer();
    desk.pass(20);
    assert_eq!(desk.said("bot").len(), 1);
}

#[test]
fn where_it_is_only_suggested_nothing_happens_by_itself() {
    let mut desk = Desk::open(Silence::Suggest);
    let (ana, chat) = (desk.ana.clone(), desk.chat);
    desk.pass(500);
    assert_eq!(desk.told(), Some(Deed::Remind));
    assert!(desk.said("bot").is_empty());
    let other = desk.memory.act(|tx| do_now(tx, &ana, chat, Deed::Close));
    assert!(
        matches!(other, Err(SilenceError::Over)),
        "not what was seen"
    );
    desk.memory
        .act(|tx| do_now(tx, &ana, chat, Deed::Remind))
        .unwrap();
    assert_eq!(desk.said("bot").len(), 1);
    desk.pass(60);
    assert_eq!(desk.told(), Some(Deed::Close));
    desk.memory
        .act(|tx| do_now(tx, &ana, chat, Deed::Close))
        .unwrap();
    assert_eq!(desk.chat().status(), Status::Closed);
}

#[test]
fn a_queue_that_does_nothing_keeps_no_watch() {
    let mut desk = Desk::open(Silence::Nothing);
    desk.pass(500);
    assert_eq!(desk.told(), None);
    assert_eq!(desk.chat().status(), Status::AwaitingResponse);
}

#[test]
fn the_words_are_the_team_s_own_in_the_customer_s_language() {
    let mut desk = Desk::open(Silence::Act);
    let hannah = desk.hannah;
    let german = Profile {
        language: Some("de-AT".to_owned()),
        ..Profile::default()
    };
    desk.memory
        .act(|tx| profile::tell(tx, hannah, &german))
        .unwrap();
    let own = [
        (Deed::Remind, Lang::De, "Noch da?".to_owned()),
        (Deed::Close, Lang::De, "  ".to_owned()),
        (Deed::Remind, Lang::En, "Anyone?".to_owned()),
    ];
    desk.memory
        .act(|tx| texts::set(tx, &Origin::default(), QueueId(1), &own))
        .unwrap();
    desk.pass(80);
    let goodbye = texts::shipped(Deed::Close, Lang::De);
    assert_eq!(desk.said("bot"), ["Noch da?", goodbye.as_str()]);
}

#[test]
fn without_a_reason_for_it_on_the_list_the_line_says_so() {
    let mut desk = Desk::open(Silence::Act);
    desk.memory
        .act::<_, DbError>(|tx| tx.execute("update closing_reason set name = 'Gone ' || id", []))
        .unwrap();
    desk.pass(80);
    assert_eq!(
        desk.said("system").last().unwrap(),
        "silence-closed-unnamed"
    );
}

#[test]
fn whoever_spoke_last_and_needs_no_answer_is_neither_reminded_nor_closed_upon() {
    let mut desk = Desk::open(Silence::Act);
    let (ana, chat, hannah) = (desk.ana.clone(), desk.chat, desk.hannah);
    desk.pass(5);
    desk.memory
        .act(|tx| cast::write(tx, hannah, "I shall look tomorrow"))
        .unwrap();
    desk.memory
        .act(|tx| no_answer::no_answer_needed(tx, &ana, chat))
        .unwrap();
    desk.pass(500);
    assert_eq!(desk.told(), None);
    assert!(desk.said("bot").is_empty());
    assert_eq!(desk.chat().status(), Status::AwaitingResponse);
    // Who is answered after all is waited for.
    desk.answer();
    desk.pass(20);
    assert_eq!(desk.said("bot").len(), 1);
}

#[test]
fn no_time_counts_in_which_the_shop_is_closed_though_the_house_was_dark_then() {
    let mut desk = Desk::open(Silence::Act);
    // It is twenty to five in the morning, by UTC, when Ana answers; ten minutes later a baker's shop closes.
    let span = Span { from: 240, to: 290 };
    let wanted = Wanted {
        name: "Bakery".to_owned(),
        zone: "UTC".to_owned(),
        week: Week(std::array::from_fn(|_| vec![span])),
        exceptions: Vec::new(),
        queues: vec![QueueId(1)],
    };
    desk.memory
        .act(|tx| hours::edit::add(tx, &Origin::default(), &wanted))
        .unwrap();
    desk.pass(5);
    // The machine is off until five minutes after the next opening.
    desk.memory
        .advance(Duration::from_secs((23 * 60 + 20) * 60));
    desk.pass(3);
    assert_eq!(desk.told(), None, "eighteen minutes of silence");
    desk.pass(1);
    assert_eq!(desk.told(), Some(Deed::Remind));
    assert!(desk.said("bot").is_empty());
    desk.pass(1);
    assert_eq!(desk.said("bot").len(), 1);
    // Of the hour until the end forty minutes are left of this day, and twenty fall on the next.
    desk.pass(24 * 60 + 9);
    assert_eq!(desk.chat().status(), Status::AwaitingResponse);
    assert_eq!(desk.told(), Some(Deed::Close));
    desk.pass(1);
    assert_eq!(desk.chat().status(), Status::Closed);
}

use super::*;
use crate::{
    base::id::ConversationId,
    db::memory::Memory,
    desk::{
        account::Account,
        audit::Origin,
        block::Wanted,
        cast,
        chats::bulk::{self, Deed},
        closing::{
            close::{self, Answers},
            reopen,
        },
        conversation::say::{self, Draft},
        customer::visitor::Visitor,
        intake::{self, Letter, News, Sender, What},
        team::Agent,
        waitlist::claim,
    },
};

/// A chat of this customer that was answered and that they end themselves.
fn chat(memory: &mut Memory, agent: &Agent, customer: Visitor) -> ConversationId {
    let id = memory
        .act(|tx| cast::write(tx, customer, "Hello"))
        .unwrap()
        .conversation;
    memory.act(|tx| claim::claim(tx, agent, id, None)).unwrap();
    let reply = Draft {
        text: "Hello!".to_owned(),
        attachments: Vec::new(),
        key: None,
        ..Default::default()
    };
    memory
        .act(|tx| say::by_agent(tx, agent, id, &reply, None))
        .unwrap();
    memory
        .act(|tx| {
            let open = conversation::by_id(tx, id)?.expect("has just begun");
            close::by_customer(tx, &open)
        })
        .unwrap();
    id
}

#[test]
fn a_customer_is_asked_once_a_day() {
    let mut memory = Memory::new();
    let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
    let hannah = memory.act(|tx| cast::visitor(tx, "Hannah")).unwrap();
    let asked = |memory: &mut Memory, id| {
        let chat = memory.act(|tx| conversation::by_id(tx, id)).unwrap();
        chat.unwrap().survey == Survey::Asked
    };
    let first = chat(&mut memory, &ana, hannah);
    assert!(asked(&mut memory, first));
    let second = chat(&mut memory, &ana, hannah);
    assert!(!asked(&mut memory, second), "asked a moment ago");
    let omar = memory.act(|tx| cast::visitor(tx, "Omar")).unwrap();
    let other = chat(&mut memory, &ana, omar);
    assert!(asked(&mut memory, other), "another customer");
    memory.advance(REST + Duration::from_secs(1));
    let third = chat(&mut memory, &ana, hannah);
    assert!(asked(&mut memory, third), "a day later");
    memory
        .act(|tx| {
            let rules = Closing {
                survey_daily: false,
                ..Closing::default()
            };
            setting::put(tx, &rules)
        })
        .unwrap();
    let fourth = chat(&mut memory, &ana, hannah);
    assert!(asked(&mut memory, fourth), "the team wishes it so");
}

/// Mia, who writes on a platform and was answered by Ana.
struct Desk {
    memory: Memory,
    ana: Agent,
    account: Account,
    chat: ConversationId,
}

impl Desk {
    fn open() -> Self {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::supervisor(tx, "Ana")).unwrap();
        let account = memory
            .act(|tx| cast::account(tx, ChannelKind::Telegram, "Ours"))
            .unwrap();
        let mut desk = Self {
            memory,
            ana: ana.clone(),
            account,
            chat: ConversationId(1),
        };
        desk.hears("1", "Where is my parcel?");
        let chat = desk.chat;
        let reply = Draft {
            text: "On its way".to_owned(),
            ..Draft::default()
        };
        desk.memory
            .act(|tx| claim::claim(tx, &ana, chat, None))
            .unwrap();
        desk.memory
            .act(|tx| say::by_agent(tx, &ana, chat, &reply, None))
            .unwrap();
        desk
    }

    fn hears(&mut self, id: &str, text: &str) {
        let news = News {
            sender: Sender {
                external_id: "34600111222".to_owned(),
                name: "Mia".to_owned(),
                ..Sender::default()
            },
            at: None,
            what: What::Said(Letter {
                id: id.to_owned(),
                text: text.to_owned(),
                ..Letter::default()
            }),
        };
        let account = self.account.clone();
        self.memory
            .act(|tx| intake::take(tx, &account, std::slice::from_ref(&news), &[], None))
            .unwrap();
    }

    fn closes(&mut self) {
        let answers = Answers {
            survey: true,
            undo_within: reopen::UNDO_WITHIN,
            ..Answers::default()
        };
        let (ana, chat) = (self.ana.clone(), self.chat);
        self.memory
            .act(|tx| close::by_agent(tx, &ana, chat, &answers))
            .unwrap();
    }

    fn passes(&mut self, time: Duration) {
        self.memory.advance(time);
        while let Some(timer) = self.memory.act(timer::take_due).unwrap() {
            if timer.due == Due::AskSurvey {
                let id = ConversationId(timer.subject);
                self.memory.act(|tx| ask_when_due(tx, id)).unwrap();
            }
        }
    }

    /// How often she was asked, whether she is to be, and whether a figure would be her answer.
    fn stands(&mut self) -> (usize, Survey, bool) {
        let chat = self.chat;
        let asked = self
            .memory
            .act(|tx| cast::said_by(tx, chat, "bot"))
            .unwrap()
            .len();
        let known = self.memory.act(|tx| conversation::by_id(tx, chat)).unwrap();
        let known = known.unwrap();
        let open = self.memory.act(|tx| open_for(tx, known.identity)).unwrap();
        (asked, known.survey, open.is_some())
    }
}

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn a_question_leaves_when_the_end_can_no_longer_be_taken_back() {
    let mut desk = Desk::open();
    desk.closes();
    desk.passes(reopen::UNDO_WITHIN - SECOND);
    assert_eq!(desk.stands(), (0, Survey::Asked, false));
    desk.passes(SECOND);
    assert_eq!(desk.stands(), (1, Survey::Asked, true));
    desk.passes(REST);
    assert_eq!(desk.stands().0, 1, "once");
}

#[test]
fn a_question_is_recalled_with_the_end_by_its_agent_and_by_what_the_customer_writes() {
    let mut desk = Desk::open();
    let (ana, chat) = (desk.ana.clone(), desk.chat);
    desk.closes();
    desk.passes(reopen::UNDO_WITHIN - SECOND);
    desk.memory
        .act(|tx| reopen::take_back(tx, &ana, chat))
        .unwrap();
    desk.passes(REST);
    assert_eq!(desk.stands(), (0, Survey::None, false));
    // With many at once there is more time for it.
    let answers = Answers {
        survey: true,
        reason: None,
        ..Answers::default()
    };
    let outcome = desk
        .memory
        .act(|tx| bulk::act(tx, &ana, &[chat], &Deed::Close(answers.clone())))
        .unwrap();
    desk.passes(Duration::from_secs(100));
    assert_eq!(desk.stands(), (0, Survey::Asked, false), "the premise");
    desk.memory
        .act(|tx| bulk::undo(tx, &ana, outcome.undo.expect("it was closed")))
        .unwrap();
    desk.passes(REST);
    assert_eq!(desk.stands(), (0, Survey::None, false));
}

#[test]
fn who_was_blocked_since_is_not_asked() {
    let mut desk = Desk::open();
    desk.closes();
    let (ana, chat) = (desk.ana.clone(), desk.chat);
    let wanted = Wanted {
        reason: "Threats".to_owned(),
        message: "We do not answer you any more.".to_owned(),
        lasts: None,
        nearby: None,
    };
    desk.memory
        .act(|tx| {
            let chat = conversation::by_id(tx, chat)?.expect("it is there");
            block::block(tx, &ana, &Origin::default(), chat.customer, &wanted)
        })
        .unwrap();
    let said = desk.stands().0;
    desk.passes(reopen::UNDO_WITHIN);
    assert_eq!(desk.stands(), (said, Survey::None, false));
}

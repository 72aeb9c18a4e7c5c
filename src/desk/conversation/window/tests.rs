//! A chat on an account with a window, minute by minute.

use std::time::Duration;

use super::*;
use crate::{
    base::id::OutgoingId,
    db::memory::Memory,
    desk::{
        audit::Origin,
        block::{self, Wanted},
        cast,
        closing::{self, close::Answers, follow_up},
        conversation::{
            Survey,
            message::{self, Author},
            say::{Clearance, Draft, Said, SayError},
        },
        customer::visitor::Visitor,
        delivery,
        event::Event,
        outgoing::{self, Put, PutError, Rest},
        team::Agent,
        timer::{self, Due},
        waitlist::claim,
    },
};

const HOUR: Duration = Duration::from_secs(3_600);

struct Chat {
    memory: Memory,
    ana: Agent,
    hannah: Visitor,
    id: ConversationId,
}

/// Hannah's chat, which Ana has taken, on a site with this window.
fn chat(policy: Policy) -> Chat {
    let mut memory = Memory::new();
    let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
    let hannah = memory.act(|tx| cast::visitor(tx, "Hannah")).unwrap();
    let said = memory.act(|tx| cast::write(tx, hannah, "Hello?")).unwrap();
    let id = said.conversation;
    memory.act(|tx| claim::claim(tx, &ana, id, None)).unwrap();
    let mut chat = Chat {
        memory,
        ana,
        hannah,
        id,
    };
    chat.rule(Some(policy));
    chat
}

impl Chat {
    fn rule(&mut self, window: Option<Policy>) {
        self.memory
            .act(|tx| cast::set_up(tx, |settings| settings.window = window))
            .unwrap();
    }

    fn say(&mut self, text: &str) -> Result<Said, SayError> {
        let draft = Draft {
            text: text.to_owned(),
            ..Draft::default()
        };
        let (ana, id) = (&self.ana, self.id);
        self.memory
            .act(|tx| say::by_agent(tx, ana, id, &draft, None))
    }

    fn shut(&mut self, text: &str) -> Why {
        match self.say(text) {
            Err(SayError::WindowClosed(shut)) => shut.why,
            other => panic!("{text}: {other:?}"),
        }
    }

    fn ask(&mut self, text: &str) {
        let hannah = self.hannah;
        self.memory.act(|tx| cast::write(tx, hannah, text)).unwrap();
    }

    fn left(&mut self) -> Option<u32> {
        let id = self.id;
        let stand = self.memory.act(|tx| stand(tx, id)).unwrap();
        stand.unwrap().of(Speaker::Person).left
    }

    /// What the house wrote into it.
    fn lines(&mut self) -> Vec<String> {
        let id = self.id;
        self.memory
            .act(|tx| cast::said_by(tx, id, "system"))
            .unwrap()
    }

    fn close(&mut self) -> Survey {
        let answers = Answers {
            reason: None,
            survey: true,
            ..Answers::default()
        };
        let (ana, id) = (&self.ana, self.id);
        let chat = self
            .memory
            .act(|tx| closing::close::by_agent(tx, ana, id, &answers))
            .unwrap();
        chat.survey
    }
}

#[test]
fn only_what_the_customer_writes_opens_the_window_again() {
    let mut chat = chat(Policy::DAY);
    chat.memory.advance(23 * HOUR);
    chat.say("Just in time").unwrap();
    chat.memory.advance(HOUR);
    assert_eq!(chat.shut("Too late"), Why::TimeUp);
    // Their device shows what was said, and that is no message.
    let id = chat.id;
    chat.memory
        .act(|tx| {
            let newest = MessageId(i64::MAX);
            conversation::receipt::customer_has(tx, id, newest, newest)
        })
        .unwrap();
    assert_eq!(chat.shut("Still too late"), Why::TimeUp);
    let noted = Draft {
        text: "They have to write first".to_owned(),
        ..Draft::default()
    };
    let ana = chat.ana.clone();
    chat.memory
        .act(|tx| say::comment(tx, &ana, id, &noted))
        .expect("the team may always talk among itself");
    chat.ask("Are you there?");
    chat.say("Yes").unwrap();
    // Without a rule there is no window at all.
    chat.memory.advance(1_000 * HOUR);
    assert_eq!(chat.shut("Years later"), Why::TimeUp);
    chat.rule(None);
    chat.say("Years later").unwrap();
}

#[test]
fn a_quota_counts_what_was_said_in_every_chat_of_the_account() {
    let mut chat = chat(Policy {
        quota: Some(3),
        ..Policy::DAY
    });
    assert_eq!(chat.left(), Some(3));
    let first = chat.say("One").unwrap();
    chat.close();
    let (ana, id) = (chat.ana.clone(), chat.id);
    let next = chat.memory.act(|tx| follow_up::follow_up(tx, &ana, id));
    chat.id = next.unwrap().id;
    assert_eq!(chat.left(), Some(2));
    chat.say("Two").unwrap();
    chat.say("Three").unwrap();
    assert_eq!(chat.shut("Four"), Why::QuotaUsed);
    // What certainly did not arrive is not counted, and it is told once.
    chat.memory.announced.clear();
    assert!(
        chat.memory
            .act(|tx| delivery::failed(tx, first.id))
            .unwrap()
    );
    assert!(
        !chat
            .memory
            .act(|tx| delivery::failed(tx, first.id))
            .unwrap()
    );
    let is_revised = |announced: &crate::db::Announcement| {
        announced.is::<crate::desk::amend::Revised>() && !announced.is::<Event>()
    };
    let told = chat.memory.announced.iter();
    assert_eq!(told.filter(|announced| is_revised(announced)).count(), 1);
    assert_eq!(chat.left(), Some(1));
    chat.say("Three once more").unwrap();
    assert_eq!(chat.shut("Four"), Why::QuotaUsed);
    chat.ask("Go on");
    assert_eq!(chat.left(), Some(3));
}

#[test]
fn the_one_last_message_comes_back_when_it_certainly_failed() {
    let mut chat = chat(Policy::DAY_AND_ONE);
    for _ in 0..4 {
        chat.say("In time, as often as one likes").unwrap();
    }
    chat.memory.advance(27 * HOUR);
    let last = chat.say("One last word").unwrap();
    assert_eq!(chat.shut("And another"), Why::TimeUp);
    chat.memory.act(|tx| delivery::failed(tx, last.id)).unwrap();
    chat.say("One last word, again").unwrap();
    assert_eq!(chat.shut("And another"), Why::TimeUp);
    chat.ask("Oh, hello");
    chat.say("Hello").unwrap();
    chat.memory.advance(27 * HOUR);
    chat.say("One more last word").unwrap();
}

#[test]
fn what_the_platform_refuses_closes_the_window_until_the_customer_writes() {
    for policy in [Some(Policy::DAY), None] {
        let mut chat = chat(Policy::DAY);
        chat.rule(policy);
        chat.say("Believed to be in time").unwrap();
        let id = chat.id;
        chat.memory.announced.clear();
        chat.memory
            .act(|tx| refused(tx, id, "10/2018278\n"))
            .unwrap();
        assert!(
            chat.memory.announced.iter().any(|announced| announced
                .downcast_ref::<Event>()
                .is_some_and(|event| event.about.conversation == Some(id))),
            "screens are told"
        );
        assert_eq!(chat.shut("And now"), Why::Refused("10/2018278".to_owned()));
        assert_eq!(
            chat.lines().last().unwrap(),
            "window-refused 10/2018278",
            "{policy:?}"
        );
        chat.ask("Still here");
        chat.say("Good").unwrap();
    }
}

#[test]
fn what_was_put_aside_comes_back_when_the_window_has_closed_meanwhile() {
    let mut chat = chat(Policy::DAY);
    let draft = |text: &str| Draft {
        text: text.to_owned(),
        ..Draft::default()
    };
    let (ana, id) = (chat.ana.clone(), chat.id);
    let put = |chat: &mut Chat, text: &str, after: Duration| {
        chat.memory.act(|tx| {
            let due = tx.now.plus(after);
            let how = (None, Clearance::Look);
            outgoing::put(tx, &ana, id, &draft(text), how, (Rest::Scheduled, due))
        })
    };
    let early = put(&mut chat, "In time", 23 * HOUR);
    assert!(matches!(early, Ok(Put::Rests)));
    let late = put(&mut chat, "Too late", 25 * HOUR);
    assert!(
        matches!(late, Ok(Put::Rests)),
        "the customer may write before"
    );
    for _ in 0..2 {
        chat.memory.advance(23 * HOUR);
        while let Some(due) = chat.memory.act(timer::take_due).unwrap() {
            assert_eq!(due.due, Due::Leave);
            let outgoing = OutgoingId(due.subject);
            chat.memory
                .act(|tx| outgoing::leave_when_due(tx, outgoing))
                .unwrap();
        }
    }
    let resting = chat
        .memory
        .act(|tx| outgoing::of_conversation(tx, id))
        .unwrap();
    let resting: Vec<_> = resting
        .iter()
        .map(|one| (one.text.as_str(), one.trouble.as_deref()))
        .collect();
    assert_eq!(resting, [("Too late", Some("window-closed"))]);
    // And nothing is put aside behind a closed window.
    let refused = put(&mut chat, "Tomorrow", 20 * HOUR);
    let Err(PutError::Say(SayError::WindowClosed(_))) = refused else {
        panic!("{refused:?}");
    };
}

#[test]
fn the_house_keeps_quiet_outside_the_window_and_says_why() {
    let mut chat = chat(Policy::MESSENGER);
    chat.say("We look into it").unwrap();
    chat.memory.advance(25 * HOUR);
    chat.say("A person may still write").unwrap();
    assert_eq!(chat.close(), Survey::None);
    assert_eq!(chat.lines().last().unwrap(), "unasked-window");
    // A premise: in time the same end asks.
    chat.ask("One more thing");
    let latest = chat
        .memory
        .act(|tx| conversation::open_of(tx, chat.hannah.identity))
        .unwrap();
    chat.id = latest.unwrap().id;
    let (ana, id) = (chat.ana.clone(), chat.id);
    chat.memory
        .act(|tx| claim::claim(tx, &ana, id, None))
        .unwrap();
    chat.say("Yes?").unwrap();
    assert_eq!(chat.close(), Survey::Asked);
}

#[test]
fn a_customer_blocked_outside_the_window_is_told_at_their_next_try() {
    let mut chat = chat(Policy::DAY);
    chat.memory.advance(25 * HOUR);
    let (ana, hannah) = (chat.ana.clone(), chat.hannah);
    let wanted = Wanted {
        reason: "Spam".to_owned(),
        message: "We cannot go on with this.".to_owned(),
        lasts: None,
        nearby: None,
    };
    chat.memory
        .act(|tx| block::block(tx, &ana, &Origin::default(), hannah.customer, &wanted))
        .unwrap();
    let told = |chat: &mut Chat| {
        let said = chat
            .memory
            .act(|tx| message::of_identity(tx, hannah.identity, MessageId(0), 99))
            .unwrap();
        said.into_iter()
            .filter(|message| matches!(message.author, Author::Bot))
            .count()
    };
    assert_eq!(told(&mut chat), 0);
    let lines = chat.lines();
    assert_eq!(lines[lines.len() - 2..], ["untold-window", "blocked"]);
    chat.ask("Buy!");
    assert_eq!(told(&mut chat), 1);
}

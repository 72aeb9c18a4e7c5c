use std::time::Duration;

use super::*;
use crate::{
    db::memory::Memory,
    desk::{
        amend::{self, AmendError},
        arrival::{self, Greeting},
        audit::Origin,
        cast,
        channel::ChannelKind,
        closing::{close::Answers, follow_up},
        conversation::{
            Survey, consent, message,
            say::{Clearance, Draft, Said, SayError},
        },
        customer::{merge, visitor},
        dispatch,
        outbox::{self, Stage},
        outgoing::{self, Rest},
        team::Agent,
        waitlist::claim,
    },
};

const ASKED: &str = "You may keep this for a year.";

/// Somebody who has agreed and written, and the chat.
fn agreed(memory: &mut Memory, is_notice: bool) -> (Visitor, ConversationId) {
    memory
        .act::<_, DbError>(|tx| {
            let site = cast::site(tx)?;
            let begun = arrival::begin(tx, &site, &Greeting::default())?;
            let visitor = visitor::resolve(tx, begun.token.hash())?.unwrap();
            let draft = Draft {
                text: "Is the teapot back?".to_owned(),
                ..Draft::default()
            };
            let said = arrival::message(tx, visitor, &draft).unwrap();
            consent::note(tx, said.conversation, ASKED, is_notice)?;
            Ok((visitor, said.conversation))
        })
        .unwrap()
}

fn lines(memory: &mut Memory, chat: ConversationId) -> Vec<String> {
    memory
        .act(|tx| {
            tx.list(
                "select text from message where conversation_id = ?1 and author = 'system' order by id",
                [chat],
                |row| row.get(0),
            )
        })
        .unwrap()
}

#[test]
fn who_takes_it_back_is_served_no_more_and_the_team_reads_why() {
    let mut memory = Memory::new();
    let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
    let (vera, chat) = agreed(&mut memory, false);
    memory.act(|tx| claim::claim(tx, &ana, chat, None)).unwrap();
    memory.advance(Duration::from_secs(60));
    memory.act(|tx| withdraw(tx, vera, false)).unwrap();
    let known = memory.act(|tx| consent::of(tx, chat)).unwrap().unwrap();
    assert_eq!(known.text, ASKED, "what they had agreed to stays known");
    assert_eq!(known.withdrawn_at.unwrap().since(known.at).as_secs(), 60);
    assert!(!known.wants_erasure);
    let ended = memory
        .act(|tx| conversation::by_id(tx, chat))
        .unwrap()
        .unwrap();
    assert!(ended.has_ended());
    let told = lines(&mut memory, chat);
    assert!(told.contains(&"left".to_owned()), "{told:?}");
    assert_eq!(told.last().unwrap(), "team:consent-withdrawn");
    // The line is the team's own.
    let seen = memory
        .act(|tx| message::of_identity(tx, vera.identity, crate::base::id::MessageId(0), 99))
        .unwrap();
    assert!(
        seen.iter().all(|one| !one.text.contains("consent")),
        "{seen:?}"
    );
    // A second click is none; asking to be erased is more.
    let again = memory.act(|tx| withdraw(tx, vera, false));
    assert!(matches!(again, Err(WithdrawError::Nothing)));
    memory.act(|tx| withdraw(tx, vera, true)).unwrap();
    let known = memory.act(|tx| consent::of(tx, chat)).unwrap().unwrap();
    assert!(known.wants_erasure);
    // Whoever agrees again has agreed.
    memory
        .act(|tx| consent::note(tx, chat, "Other words", false))
        .unwrap();
    let known = memory.act(|tx| consent::of(tx, chat)).unwrap().unwrap();
    assert_eq!(
        (known.text.as_str(), known.withdrawn_at),
        ("Other words", None)
    );
    assert_eq!(
        lines(&mut memory, chat).last().unwrap(),
        "team:consent-withdrawn-erase"
    );
}

#[test]
fn what_was_only_told_and_what_others_agreed_to_is_not_taken_back() {
    let mut memory = Memory::new();
    let (told, told_in) = agreed(&mut memory, true);
    let (vera, _) = agreed(&mut memory, false);
    let (_, others) = agreed(&mut memory, false);
    let refused = memory.act(|tx| withdraw(tx, told, true));
    assert!(matches!(refused, Err(WithdrawError::Nothing)));
    memory.act(|tx| withdraw(tx, vera, true)).unwrap();
    for chat in [told_in, others] {
        let known = memory.act(|tx| consent::of(tx, chat)).unwrap().unwrap();
        assert_eq!((known.withdrawn_at, known.wants_erasure), (None, false));
        let open = memory
            .act(|tx| conversation::by_id(tx, chat))
            .unwrap()
            .unwrap();
        assert!(!open.has_ended());
    }
}

/// Vera, who has agreed and was answered by Ana, with the chat.
struct Served {
    memory: Memory,
    ana: Agent,
    vera: Visitor,
    chat: ConversationId,
}

fn draft(text: &str) -> Draft {
    Draft {
        text: text.to_owned(),
        ..Draft::default()
    }
}

impl Served {
    fn open() -> Self {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
        let (vera, chat) = agreed(&mut memory, false);
        memory.act(|tx| claim::claim(tx, &ana, chat, None)).unwrap();
        let mut served = Self {
            memory,
            ana,
            vera,
            chat,
        };
        // The premise: until then she is answered.
        served.say("It is").unwrap();
        served.memory.advance(Duration::from_secs(60));
        served
    }

    fn say(&mut self, text: &str) -> Result<Said, SayError> {
        let (ana, chat) = (&self.ana, self.chat);
        self.memory
            .act(|tx| say::by_agent(tx, ana, chat, &draft(text), None))
    }

    fn withdraw(&mut self) {
        let vera = self.vera;
        self.memory.act(|tx| withdraw(tx, vera, false)).unwrap();
        self.memory.advance(Duration::from_secs(60));
    }

    /// She writes, and Ana has her chat again.
    fn writes_again(&mut self) {
        let (ana, vera) = (self.ana.clone(), self.vera);
        let said = self
            .memory
            .act(|tx| cast::write(tx, vera, "After all"))
            .unwrap();
        self.chat = said.conversation;
        self.memory
            .act(|tx| claim::claim(tx, &ana, said.conversation, None))
            .unwrap();
    }
}

#[test]
fn nothing_of_ours_goes_out_until_they_write_themselves() {
    let mut served = Served::open();
    let first = served.say("Two are left").unwrap();
    served.memory.advance(Duration::from_secs(1));
    served.withdraw();
    let (ana, chat) = (served.ana.clone(), served.chat);
    // An agent's words, in the chat that has ended and in one that is begun for them.
    let refused = served.say("One more thing");
    assert!(matches!(refused, Err(SayError::Withdrawn)), "{refused:?}");
    let refused = served.memory.act(|tx| {
        let begun = follow_up::follow_up(tx, &ana, chat).expect("she is not blocked");
        say::by_agent(tx, &ana, begun.id, &draft("Hello?"), None)
    });
    assert!(matches!(refused, Err(SayError::Withdrawn)), "{refused:?}");
    let none = served
        .memory
        .act(|tx| conversation::open_of(tx, served.vera.identity))
        .unwrap();
    assert!(none.is_none(), "what was begun for them is begun no more");
    // Other words for what was said before; taking it back is not refused.
    let edited = served
        .memory
        .act(|tx| amend::edit(tx, &ana, first.id, "Three are left", Clearance::Look));
    assert!(
        matches!(edited, Err(AmendError::Say(SayError::Withdrawn))),
        "{edited:?}"
    );
    served
        .memory
        .act(|tx| amend::unsend(tx, &ana, first.id))
        .unwrap();
    // What the house says by itself.
    let told = served.memory.act(|tx| {
        let chat = conversation::by_id(tx, chat)?.unwrap();
        say::automatically(tx, &say::Place::of(&chat), "How are you?")
    });
    assert!(told.unwrap().is_none());
    let lines = lines(&mut served.memory, chat);
    assert_eq!(lines.last().unwrap(), "team:untold-withdrawn");
    assert!(
        lines.contains(&"team:unasked-withdrawn".to_owned()),
        "{lines:?}"
    );
    // The team among itself.
    served
        .memory
        .act(|tx| say::comment(tx, &ana, chat, &draft("She has gone")))
        .unwrap();
    served.writes_again();
    served.say("Welcome back").unwrap();
}

#[test]
fn what_their_machine_answers_is_no_word_of_theirs_and_a_new_yes_is() {
    let mut served = Served::open();
    served.withdraw();
    let vera = served.vera;
    let machine = Draft {
        is_automatic: true,
        ..draft("I am on holiday")
    };
    let said = served
        .memory
        .act(|tx| arrival::message(tx, vera, &machine))
        .unwrap();
    let since = |served: &mut Served| {
        served
            .memory
            .act(|tx| consent::silent_since(tx, said.conversation))
            .unwrap()
    };
    assert!(since(&mut served).is_some());
    served
        .memory
        .act(|tx| consent::note(tx, said.conversation, ASKED, true))
        .unwrap();
    assert!(since(&mut served).is_some(), "a notice is no yes");
    served
        .memory
        .act(|tx| tx.execute("delete from consent where is_notice = 1", []))
        .unwrap();
    served
        .memory
        .act(|tx| consent::note(tx, said.conversation, ASKED, false))
        .unwrap();
    assert!(since(&mut served).is_none());
}

#[test]
fn their_other_accounts_are_no_way_round_it_until_they_write_there() {
    let mut served = Served::open();
    let ana = served.ana.clone();
    let other = served
        .memory
        .act(|tx| cast::visitor(tx, "Vera by mail"))
        .unwrap();
    let there = served
        .memory
        .act(|tx| cast::write(tx, other, "Hello"))
        .unwrap()
        .conversation;
    served
        .memory
        .act(|tx| claim::claim(tx, &ana, there, None))
        .unwrap();
    let (kept, gone) = (served.vera.customer, other.customer);
    served
        .memory
        .act(|tx| {
            merge::merge(
                tx,
                &ana,
                &Origin::default(),
                kept,
                gone,
                merge::Choice::default(),
            )
        })
        .unwrap();
    let here = served.chat;
    served.chat = there;
    served.say("Hello!").unwrap();
    // A stranger's chat is the premise's other half.
    let jon = served
        .memory
        .act(|tx| cast::waiting_chat(tx, "Jon", "Hi"))
        .unwrap()
        .conversation;
    served
        .memory
        .act(|tx| claim::claim(tx, &ana, jon, None))
        .unwrap();
    served.memory.advance(Duration::from_secs(60));
    served.withdraw();
    let refused = served.say("Are you there?");
    assert!(matches!(refused, Err(SayError::Withdrawn)), "{refused:?}");
    let told = lines(&mut served.memory, there);
    assert_eq!(told.last().unwrap(), "team:consent-withdrawn");
    // It can still be closed, and its customer is not asked how it was.
    let closed = served
        .memory
        .act(|tx| {
            let answers = Answers {
                survey: true,
                ..Answers::default()
            };
            close::by_agent(tx, &ana, there, &answers)
        })
        .unwrap();
    assert_eq!(closed.survey, Survey::None);
    served.chat = jon;
    served.say("Hi, Jon").unwrap();
    // They write there: there they are answered, and here they are not.
    let again = served
        .memory
        .act(|tx| cast::write(tx, other, "About my order"))
        .unwrap()
        .conversation;
    served
        .memory
        .act(|tx| claim::claim(tx, &ana, again, None))
        .unwrap();
    served.chat = again;
    served.say("Yes?").unwrap();
    served.chat = here;
    let refused = served.say("And here?");
    assert!(matches!(refused, Err(SayError::Withdrawn)), "{refused:?}");
}

#[test]
fn a_reply_that_rests_comes_back_to_its_author() {
    let mut served = Served::open();
    let (ana, chat) = (served.ana.clone(), served.chat);
    let now = served.memory.act(|tx| Ok::<_, DbError>(tx.now)).unwrap();
    let due = now.plus(Duration::from_secs(5));
    served
        .memory
        .act(|tx| {
            let passed = (None, Clearance::Look);
            outgoing::put(tx, &ana, chat, &draft("Held"), passed, (Rest::Held, due))
        })
        .unwrap();
    served.withdraw();
    let resting = served
        .memory
        .act(|tx| outgoing::of_conversation(tx, chat))
        .unwrap();
    let told: Vec<_> = resting
        .iter()
        .map(|one| (one.text.as_str(), one.trouble.as_deref()))
        .collect();
    assert_eq!(told, [("Held", Some("consent-withdrawn"))]);
}

#[test]
fn what_waits_to_leave_for_a_platform_stays_here() {
    let mut served = Served::open();
    let (vera, chat) = (served.vera, served.chat);
    // She is known to the bot, and her chat goes through it.
    served
        .memory
        .act(|tx| {
            let bot = cast::account(tx, ChannelKind::Telegram, "@kettle_bot")?;
            tx.execute(
                "update identity set channel_id = ?2, external_id = '5511' where id = ?1",
                (vera.identity, bot.channel.id),
            )?;
            tx.execute(
                "update conversation set channel_id = ?2 where id = ?1",
                (chat, bot.channel.id),
            )
        })
        .unwrap();
    let said = served.say("One moment").unwrap();
    served.memory.advance(Duration::from_secs(60));
    served.withdraw();
    let begun = served
        .memory
        .act(|tx| dispatch::begin(tx, said.id))
        .unwrap();
    assert!(begun.is_none());
    let waiting = served
        .memory
        .act(|tx| outbox::by_message(tx, said.id))
        .unwrap()
        .unwrap();
    assert_eq!(
        (waiting.stage, waiting.code.as_str()),
        (Stage::Failed, "consent-withdrawn")
    );
}

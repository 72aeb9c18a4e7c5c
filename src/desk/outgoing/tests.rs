use super::*;
use crate::{
    db::memory::Memory,
    desk::{
        cast,
        conversation::{participant, receipt},
        customer::visitor::Visitor,
        waitlist::{claim, give},
    },
};

struct Chat {
    memory: Memory,
    ana: Agent,
    hannah: Visitor,
    id: ConversationId,
}

fn chat() -> Chat {
    let mut memory = Memory::new();
    let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
    let hannah = memory.act(|tx| cast::visitor(tx, "Hannah")).unwrap();
    let said = memory.act(|tx| cast::write(tx, hannah, "Hello?")).unwrap();
    let id = said.conversation;
    memory.act(|tx| claim::claim(tx, &ana, id, None)).unwrap();
    Chat {
        memory,
        ana,
        hannah,
        id,
    }
}

impl Chat {
    fn put(&mut self, text: &str, rest: Rest, after: Duration) -> Result<Put, PutError> {
        let draft = Draft {
            text: text.to_owned(),
            key: Some(text.to_owned()),
            ..Draft::default()
        };
        let (ana, id) = (&self.ana, self.id);
        self.memory.act(|tx| {
            let due = tx.now.plus(after);
            put(tx, ana, id, &draft, (None, Clearance::Look), (rest, due))
        })
    }

    fn notes(&mut self, text: &str) -> Put {
        let draft = Draft {
            text: text.to_owned(),
            key: Some(text.to_owned()),
            ..Draft::default()
        };
        let (ana, id) = (&self.ana, self.id);
        let put = self.memory.act(|tx| {
            let due = tx.now.plus(FIVE);
            put_comment(tx, ana, id, &draft, due)
        });
        put.unwrap()
    }

    /// What stands in the log for the team alone.
    fn noted(&mut self) -> Vec<String> {
        let id = self.id;
        let sql = "select text from message where conversation_id = ?1 and internal = 1";
        self.memory
            .act::<_, DbError>(|tx| tx.list(sql, [id], |row| row.get(0)))
            .unwrap()
    }

    /// A colleague who is in the chat, too.
    fn colleague(&mut self, name: &str) -> Agent {
        let id = self.id;
        let colleague = self.memory.act(|tx| cast::agent(tx, name)).unwrap();
        let who = colleague.id;
        self.memory.act(|tx| participant::add(tx, id, who)).unwrap();
        colleague
    }

    fn says(&mut self, who: &Agent, text: &str) -> MessageId {
        let draft = Draft {
            text: text.to_owned(),
            ..Draft::default()
        };
        let id = self.id;
        let said = self
            .memory
            .act(|tx| say::by_agent(tx, who, id, &draft, None));
        said.unwrap().id
    }

    fn hears(&mut self, text: &str) -> MessageId {
        let hannah = self.hannah;
        let said = self.memory.act(|tx| cast::write(tx, hannah, text));
        said.unwrap().id
    }

    /// Her author says so, at a screen that shows everything up to `seen`.
    fn leaves_now(&mut self, seen: MessageId) {
        let (ana, id) = (self.ana.id, self.resting()[0].id);
        self.memory
            .act(|tx| leave_now(tx, ana, id, Some(seen)))
            .unwrap();
    }

    fn resting(&mut self) -> Vec<Outgoing> {
        let id = self.id;
        self.memory.act(|tx| of_conversation(tx, id)).unwrap()
    }

    fn fire(&mut self) {
        while let Some(timer) = self.memory.act(timer::take_due).unwrap() {
            if timer.due == Due::Leave {
                let id = OutgoingId(timer.subject);
                self.memory.act(|tx| leave_when_due(tx, id)).unwrap();
            }
        }
    }

    fn said(&mut self) -> Vec<String> {
        let id = self.id;
        self.memory
            .act(|tx| cast::said_by(tx, id, "agent"))
            .unwrap()
    }
}

const FIVE: Duration = Duration::from_secs(5);

#[test]
fn what_rests_is_said_once_and_not_before_its_time() {
    let mut chat = chat();
    assert!(matches!(chat.put("One", Rest::Held, FIVE), Ok(Put::Rests)));
    assert!(
        matches!(chat.put("One", Rest::Held, FIVE), Ok(Put::Rests)),
        "a repeat"
    );
    assert_eq!(chat.resting().len(), 1);
    chat.memory.advance(Duration::from_secs(4));
    chat.fire();
    assert_eq!(chat.said(), [""; 0]);
    chat.memory.advance(Duration::from_secs(1));
    chat.fire();
    chat.fire();
    assert_eq!(chat.said(), ["One"]);
    assert!(chat.resting().is_empty());
    // A repeat that comes after it has left.
    assert!(matches!(
        chat.put("One", Rest::Held, FIVE),
        Ok(Put::Left(_))
    ));
    assert_eq!(chat.said(), ["One"]);
}

#[test]
fn what_its_author_wrote_goes_along_with_its_translation() {
    let mut chat = chat();
    let original = Original {
        language: "en".to_owned(),
        text: "The lid".to_owned(),
    };
    let ana = chat.ana.id;
    for words in ["Der Deckel", "Noch einer"] {
        chat.put(words, Rest::Held, FIVE).unwrap();
        chat.memory
            .act(|tx| keep_original(tx, ana, words, &original))
            .unwrap();
    }
    // Taken back, it is the author's own words again.
    let second = chat.resting()[1].id;
    let back = chat.memory.act(|tx| take_back(tx, ana, second)).unwrap();
    assert_eq!(back.unwrap().original.as_ref(), Some(&original));
    chat.memory.advance(FIVE);
    chat.fire();
    assert_eq!(chat.said(), ["Der Deckel"]);
    let kept: Vec<(String, bool)> = chat
        .memory
        .act(|tx| {
            tx.list("select text, is_original from translation", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
        })
        .unwrap();
    assert_eq!(kept, [("The lid".to_owned(), true)]);
}

#[test]
fn what_was_taken_back_is_never_said() {
    let mut chat = chat();
    chat.put("Oops", Rest::Held, FIVE).unwrap();
    let (ana, id) = (chat.ana.id, chat.resting()[0].id);
    let strangers = chat
        .memory
        .act(|tx| take_back(tx, AgentId(99), id))
        .unwrap();
    assert!(strangers.is_none());
    let back = chat.memory.act(|tx| take_back(tx, ana, id)).unwrap();
    assert_eq!(back.unwrap().text, "Oops");
    chat.memory.advance(FIVE);
    chat.fire();
    assert_eq!(chat.said(), [""; 0]);
}

#[test]
fn what_is_held_leaves_before_its_chat_does_and_what_is_scheduled_says_why_it_could_not() {
    let mut chat = chat();
    let hour = Duration::from_secs(3_600);
    chat.put("Later", Rest::Scheduled, hour).unwrap();
    chat.put("Now", Rest::Held, FIVE).unwrap();
    let (ana, id) = (chat.ana.clone(), chat.id);
    chat.memory
        .act(|tx| {
            hurry(tx, id).unwrap();
            give::release(tx, &ana, id)
        })
        .unwrap();
    assert_eq!(chat.said(), ["Now"]);
    chat.memory.advance(hour);
    chat.fire();
    assert_eq!(chat.said(), ["Now"]);
    let resting = chat.resting();
    assert_eq!(resting[0].trouble.as_deref(), Some("not-claimed"));
}

#[test]
fn a_time_that_cannot_be_kept_is_refused() {
    let mut chat = chat();
    for after in [Duration::ZERO, FURTHEST + FIVE] {
        let put = chat.put("Never", Rest::Scheduled, after);
        assert!(matches!(put, Err(PutError::BadTime)), "{put:?}");
    }
    assert!(chat.resting().is_empty());
}

const HOUR: Duration = Duration::from_secs(3_600);

#[test]
fn what_a_colleague_has_answered_since_is_shown_to_its_author_first() {
    for (rest, after) in [(Rest::Held, FIVE), (Rest::Scheduled, HOUR)] {
        let mut chat = chat();
        let bo = chat.colleague("Bo");
        let earlier = chat.says(&bo, "Hello");
        chat.put("Mine", rest, after).unwrap();
        let newer = chat.says(&bo, "Bo was quicker");
        chat.memory.advance(after);
        chat.fire();
        assert_eq!(chat.said(), ["Hello", "Bo was quicker"]);
        let resting = chat.resting();
        assert_eq!(resting[0].trouble.as_deref(), Some("changed-meanwhile"));
        assert!(resting[0].is_to_be_confirmed());
        // A screen on which Bo's answer has not arrived yet does not send it either.
        chat.leaves_now(earlier);
        assert_eq!(chat.said(), ["Hello", "Bo was quicker"]);
        chat.leaves_now(newer);
        assert_eq!(chat.said(), ["Hello", "Bo was quicker", "Mine"]);
        assert!(chat.resting().is_empty());
    }
}

#[test]
fn nothing_else_that_is_written_meanwhile_keeps_what_is_held() {
    let mut chat = chat();
    let (ana, bo) = (chat.ana.clone(), chat.colleague("Bo"));
    chat.put("Mine", Rest::Held, FIVE).unwrap();
    chat.put("Later", Rest::Scheduled, HOUR).unwrap();
    chat.says(&ana, "Also mine");
    let (id, note) = (
        chat.id,
        Draft {
            text: "Bo notes".to_owned(),
            ..Draft::default()
        },
    );
    chat.memory
        .act(|tx| say::comment(tx, &bo, id, &note))
        .unwrap();
    let heard = chat.hears("Are you there?");
    chat.memory.advance(FIVE);
    chat.fire();
    assert_eq!(chat.said(), ["Also mine", "Mine"]);
    // She reads the customer's words and lets stand what was to leave later.
    chat.memory
        .act(|tx| receipt::agent_saw(tx, ana.id, id, heard))
        .unwrap();
    chat.memory.advance(HOUR);
    chat.fire();
    assert_eq!(chat.said(), ["Also mine", "Mine", "Later"]);
}

#[test]
fn what_was_to_leave_later_waits_until_its_author_has_read_what_the_customer_wrote_since() {
    let mut chat = chat();
    chat.put("Did the lid arrive?", Rest::Scheduled, HOUR)
        .unwrap();
    let heard = chat.hears("It has arrived, thank you!");
    chat.memory.advance(HOUR);
    chat.fire();
    assert_eq!(chat.said(), [""; 0]);
    let resting = chat.resting();
    assert_eq!(resting[0].trouble.as_deref(), Some(CUSTOMER_WROTE));
    assert!(resting[0].is_to_be_confirmed());
    chat.leaves_now(heard);
    assert_eq!(chat.said(), ["Did the lid arrive?"]);
}

#[test]
fn a_comment_rests_like_a_reply_and_comes_back_as_one() {
    let mut chat = chat();
    assert!(matches!(chat.notes("She is angry"), Put::Rests));
    assert!(matches!(chat.notes("She is angry"), Put::Rests), "a repeat");
    let resting = chat.resting();
    let [note] = resting.as_slice() else {
        panic!("{resting:?}");
    };
    assert!(note.is_comment);
    assert_eq!(chat.noted(), [""; 0], "nobody has seen it");
    let (ana, id) = (chat.ana.id, note.id);
    let back = chat.memory.act(|tx| take_back(tx, ana, id)).unwrap();
    assert!(back.is_some_and(|back| back.is_comment && back.text == "She is angry"));
    chat.memory.advance(FIVE);
    chat.fire();
    assert_eq!(chat.noted(), [""; 0]);

    chat.notes("She is sad");
    chat.memory.advance(FIVE);
    chat.fire();
    assert_eq!(
        (chat.noted(), chat.said()),
        (vec!["She is sad".to_owned()], vec![])
    );
    assert!(matches!(chat.notes("She is sad"), Put::Left(_)), "a repeat");
}

#[test]
fn where_nothing_more_is_said_to_the_customer_comments_stand() {
    let mut chat = chat();
    chat.put("Mine", Rest::Held, FIVE).unwrap();
    chat.notes("Why he is blocked");
    let id = chat.id;
    chat.memory.act(|tx| drop_replies(tx, id)).unwrap();
    assert!(chat.resting().is_empty());
    assert_eq!(
        (chat.said(), chat.noted()),
        (vec![], vec!["Why he is blocked".to_owned()])
    );
    chat.notes("Erased with them");
    chat.memory.act(|tx| drop_all(tx, id)).unwrap();
    assert_eq!(chat.noted().len(), 1);
}

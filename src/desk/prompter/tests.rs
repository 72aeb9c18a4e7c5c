use std::time::Duration;

use super::*;
use crate::{
    base::id::ConversationId,
    db::memory::Memory,
    desk::{
        audit::Origin,
        cast,
        content::{reply_sheet, shelf},
        conversation::{
            self,
            say::{self, Draft},
        },
        team::Agent,
        waitlist::claim,
    },
};

struct Desk {
    memory: Memory,
    ana: Agent,
}

impl Desk {
    fn open() -> Self {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
        Self { memory, ana }
    }

    /// A chat of Ana's that begins with these words.
    fn chat(&mut self, name: &str, asked: &str) -> ConversationId {
        let ana = self.ana.clone();
        self.memory
            .act(|tx| {
                let chat = cast::waiting_chat(tx, name, asked)?.conversation;
                claim::claim(tx, &ana, chat, None).unwrap();
                Ok::<_, DbError>(chat)
            })
            .unwrap()
    }

    fn answer(&mut self, chat: ConversationId, text: &str) -> MessageId {
        let ana = self.ana.clone();
        let draft = Draft {
            text: text.to_owned(),
            ..Draft::default()
        };
        self.memory
            .act(|tx| say::by_agent(tx, &ana, chat, &draft, None))
            .unwrap()
            .id
    }

    fn remark(&mut self, chat: ConversationId, text: &str) {
        let ana = self.ana.clone();
        let draft = Draft {
            text: text.to_owned(),
            ..Draft::default()
        };
        self.memory
            .act(|tx| say::comment(tx, &ana, chat, &draft))
            .unwrap();
    }

    fn index(&mut self) {
        while self.memory.act(past::catch_up).unwrap() {}
    }

    fn proposed(&mut self, chat: ConversationId, asked: &str) -> Vec<Proposal> {
        let ana = self.ana.clone();
        self.memory
            .act(|tx| {
                let chat = conversation::by_id(tx, chat)?.unwrap();
                propose(tx, &ana, &chat, asked, 5)
            })
            .unwrap()
    }
}

#[test]
fn what_was_answered_before_is_proposed_without_what_was_private() {
    let mut desk = Desk::open();
    let old = desk.chat(
        "Hannah",
        "Does the whistle of the samovar come off for cleaning?",
    );
    desk.remark(old, "Samovar whistle: the customer is difficult.");
    let said = desk.answer(
        old,
        "Yes Hannah, the whistle unscrews. We note it for order KK-10482.",
    );
    desk.index();
    let now = desk.chat("Omar", "Can I take off the samovar's whistle?");
    let proposals = desk.proposed(now, "Can I take off the samovar's whistle?");
    assert_eq!(proposals.len(), 1, "{proposals:?}");
    assert_eq!(
        proposals[0].filled.text,
        "Yes Omar, the whistle unscrews. We note it for order …."
    );
    let Source::Past { id, agent, .. } = &proposals[0].source else {
        panic!("{:?}", proposals[0].source);
    };
    assert_eq!((*id, agent.as_str()), (said, "Ana"));
    // What a chat says itself is nothing new in it.
    assert_eq!(desk.proposed(old, "samovar whistle"), []);
    // What was taken back is not said again.
    desk.memory
        .act(|tx| {
            tx.execute(
                "update message set text = '', unsent_at = ?2 where id = ?1",
                (said, tx.now),
            )
        })
        .unwrap();
    assert_eq!(desk.proposed(now, "samovar whistle"), []);
}

#[test]
fn what_is_answered_to_everything_is_proposed_to_nothing() {
    let mut desk = Desk::open();
    for (number, asked) in ["kettle", "teapot", "samovar", "saucer", "ladle", "strainer"]
        .iter()
        .enumerate()
    {
        let chat = desk.chat(
            &format!("V{number}"),
            &format!("A question about the {asked}"),
        );
        desk.answer(chat, "Welcome, give me a moment to look into it.");
        if *asked == "samovar" {
            desk.answer(chat, "A samovar holds four litres of water.");
        }
    }
    desk.index();
    let now = desk.chat("Omar", "How much does a samovar hold?");
    let proposals = desk.proposed(now, "How much does a samovar hold?");
    assert_eq!(
        proposals[0].filled.text,
        "A samovar holds four litres of water."
    );
}

#[test]
fn a_reply_is_found_by_what_it_was_sent_for_in_the_customer_s_language() {
    let mut desk = Desk::open();
    let file = "topic,name,de,en\nCare,Descale,\"Essig, eine Stunde lang, {customer.name|gern}.\",\"Vinegar for an hour, {customer.name|gladly}.\"\n\
        Care,Other,Etwas anderes ganz und gar.,Something else altogether.\n";
    desk.memory
        .act(|tx| {
            let entries = reply_sheet::read(file).unwrap();
            reply_sheet::take_in(tx, &Origin::default(), &entries).unwrap();
            cast::set_up(tx, |settings| settings.language = "de".to_owned())
        })
        .unwrap();
    let old = desk.chat("Vera", "Weiße Krümel im Wasser");
    desk.answer(old, "Essig, eine Stunde lang, Vera.");
    desk.index();
    let now = desk.chat("Omar", "Im Wasser sind Krümel");
    let proposals = desk.proposed(now, "Im Wasser sind Krümel");
    assert_eq!(proposals[0].filled.text, "Essig, eine Stunde lang, Omar.");
    assert_eq!(proposals[0].source.kind(), SourceKind::Reply);
    assert_eq!(proposals[0].language, "de");

    // A reply that is gone is not proposed any more.
    let topic = desk
        .memory
        .act(|tx| shelf::by_name::<crate::base::id::TopicId>(tx, "care"))
        .unwrap()
        .unwrap();
    desk.memory
        .act(|tx| shelf::delete(tx, &Origin::default(), topic.id))
        .unwrap();
    let left = desk.proposed(now, "Essig");
    assert!(
        left.iter().all(|one| one.source.kind() == SourceKind::Past),
        "{left:?}"
    );
}

#[test]
fn what_is_at_hand_is_what_nobody_has_answered() {
    let mut desk = Desk::open();
    let hannah = desk.memory.act(|tx| cast::visitor(tx, "Hannah")).unwrap();
    let first = desk
        .memory
        .act(|tx| cast::write(tx, hannah, "The lid is chipped."))
        .unwrap();
    let chat = first.conversation;
    let ana = desk.ana.clone();
    desk.memory
        .act(|tx| claim::claim(tx, &ana, chat, None))
        .unwrap();
    let about = |desk: &mut Desk, id| {
        let found = desk.memory.act(|tx| super::about(tx, chat, id)).unwrap();
        found.map(|(_, words)| words)
    };
    desk.memory
        .act(|tx| cast::write(tx, hannah, "Do you replace it?"))
        .unwrap();
    let both = "The lid is chipped.\nDo you replace it?";
    assert_eq!(about(&mut desk, None).as_deref(), Some(both));
    assert_eq!(
        about(&mut desk, Some(first.id)).as_deref(),
        Some("The lid is chipped.")
    );
    desk.remark(chat, "A third one this week.");
    let said = desk.answer(chat, "We do, a new one leaves today.");
    assert_eq!(about(&mut desk, Some(said)), None, "that is ours");
    desk.memory
        .act(|tx| cast::write(tx, hannah, "And the old one?"))
        .unwrap();
    assert_eq!(about(&mut desk, None).as_deref(), Some("And the old one?"));
}

#[test]
fn what_was_offered_and_used_is_counted() {
    let mut desk = Desk::open();
    let old = desk.chat("Hannah", "Does the samovar whistle?");
    desk.answer(old, "It does, as loud as a train.");
    desk.index();
    let now = desk.chat("Omar", "samovar whistle");
    let proposals = desk.proposed(now, "samovar whistle");
    let (ana, since) = (
        desk.ana.id,
        desk.memory.act(|tx| Ok::<_, DbError>(tx.now)).unwrap(),
    );
    let ids = desk
        .memory
        .act(|tx| kept::offer(tx, ana, now, &proposals))
        .unwrap();
    let bo = desk.memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
    desk.memory.act(|tx| kept::used(tx, bo.id, ids[0])).unwrap();
    let tally = |desk: &mut Desk| desk.memory.act(|tx| kept::tally(tx, since)).unwrap();
    assert_eq!(tally(&mut desk)[0].used, 0, "it was not shown to Bo");
    for _ in 0..2 {
        desk.memory.act(|tx| kept::used(tx, ana, ids[0])).unwrap();
    }
    let expected = kept::Tally {
        source: SourceKind::Past,
        shown: 1,
        used: 1,
    };
    assert_eq!(tally(&mut desk), [expected]);
    desk.memory.advance(Duration::from_secs(366 * 24 * 3600));
    desk.memory
        .act(|tx| kept::offer(tx, ana, now, &[]))
        .unwrap();
    assert_eq!(tally(&mut desk), [], "forgotten after a year");
}

#[test]
fn what_goes_on_long_after_the_question_answers_nothing() {
    let mut desk = Desk::open();
    let chat = desk.chat("Hannah", "Does the whistle of the samovar come off?");
    for number in 0..60 {
        desk.answer(
            chat,
            &format!("And one more thing about samovars: {number}"),
        );
    }
    desk.index();
    let learned: i64 = desk
        .memory
        .act(|tx| tx.get("select count(*) from past_answer", [], |row| row.get(0)))
        .unwrap();
    assert!((15..=20).contains(&learned), "{learned}");
}

use super::*;
use crate::{
    base::lang::Lang,
    db::memory::Memory,
    desk::{
        cast,
        closing::{self, choice},
        conversation::Status,
        customer::visitor::Visitor,
        forward::To,
        queue, waiting_clock,
        waitlist::{claim, give},
    },
};

const NAMES: [&str; 4] = ["Wilma", "Anton", "Boris", "Dora"];

/// Wilma waits, Anton is with Ana, Boris with Bo, Dora is done. Sue is a supervisor.
struct Shop {
    memory: Memory,
    ana: Agent,
    bo: Agent,
    sue: Agent,
    chats: Vec<ConversationId>,
    visitors: Vec<Visitor>,
}

impl Shop {
    fn open() -> Self {
        let mut memory = Memory::new();
        memory
            .act(|tx| choice::install_defaults(tx, Lang::En))
            .unwrap();
        let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
        let bo = memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
        let sue = memory.act(|tx| cast::supervisor(tx, "Sue")).unwrap();
        let (mut chats, mut visitors) = (Vec::new(), Vec::new());
        for name in NAMES {
            memory.advance(Duration::from_secs(60));
            let visitor = memory.act(|tx| cast::visitor(tx, name)).unwrap();
            let said = memory.act(|tx| cast::write(tx, visitor, "Hello")).unwrap();
            chats.push(said.conversation);
            visitors.push(visitor);
        }
        for (chat, agent) in [(1, &ana), (2, &bo), (3, &ana)] {
            memory
                .act(|tx| give::assign(tx, &sue, chats[chat], agent.id))
                .unwrap();
        }
        memory.act(|tx| cast::close(tx, &ana, chats[3])).unwrap();
        memory.advance(Duration::from_secs(60));
        Self {
            memory,
            ana,
            bo,
            sue,
            chats,
            visitors,
        }
    }

    fn answers(&mut self) -> Answers {
        let reasons = self.memory.act(|tx| closing::reasons(tx)).unwrap();
        Answers {
            reason: reasons.first().map(|reason| reason.id),
            was_asked: true,
            ..Answers::default()
        }
    }

    fn act(&mut self, agent: &Agent, deed: &Deed) -> Result<Outcome, BulkError> {
        let chats = self.chats.clone();
        self.memory.act(|tx| act(tx, agent, &chats, deed))
    }

    fn chat(&mut self, number: usize) -> Conversation {
        let id = self.chats[number];
        let chat = self.memory.act(|tx| conversation::by_id(tx, id)).unwrap();
        chat.unwrap()
    }

    /// Status, owner and since when each customer waits.
    fn stand(&mut self) -> Vec<(Status, Option<AgentId>, Option<Timestamp>)> {
        (0..NAMES.len())
            .map(|number| {
                let chat = self.chat(number);
                (chat.status(), owner(&chat), chat.waiting_since)
            })
            .collect()
    }

    /// Who stayed as they were, by name, and why.
    fn stayed(outcome: &Outcome) -> Vec<(String, String)> {
        outcome
            .stayed
            .iter()
            .map(|one| {
                let why = format!("{:?}", one.why);
                let word = why
                    .split(['(', ')', ' '])
                    .take(2)
                    .collect::<Vec<_>>()
                    .join(" ");
                let name = one.customer.as_ref().map(|(_, name)| name.clone());
                (name.unwrap_or_default(), word)
            })
            .collect()
    }

    fn undo(&mut self, agent: &Agent, outcome: &Outcome) -> Result<Outcome, UndoError> {
        let id = outcome.undo.expect("something was done");
        self.memory.act(|tx| undo(tx, agent, id))
    }

    /// Since when customers wait is what the chats say.
    fn clocks_are_right(&mut self) {
        let wrong = self
            .memory
            .act(|tx| waiting_clock::differences(tx))
            .unwrap();
        assert_eq!(wrong, []);
    }
}

fn said(name: &str, why: &str) -> (String, String) {
    (name.to_owned(), why.to_owned())
}

#[test]
fn chats_are_closed_where_the_agent_may_and_are_as_they_were_when_it_is_taken_back() {
    let mut shop = Shop::open();
    let (ana, before) = (shop.ana.clone(), shop.stand());
    let answers = shop.answers();
    // What is asked of all is asked before anything happens.
    let unsaid = Answers {
        was_asked: true,
        ..Answers::default()
    };
    let refused = shop.act(&ana, &Deed::Close(unsaid));
    assert!(matches!(
        refused,
        Err(BulkError::Close(CloseError::ReasonRequired))
    ));
    assert_eq!(shop.stand(), before);

    let outcome = shop.act(&ana, &Deed::Close(answers)).unwrap();
    assert_eq!(outcome.done, shop.chats[..2]);
    let expected = [said("Boris", "Close TakenBy"), said("Dora", "Already")];
    assert_eq!(Shop::stayed(&outcome), expected);
    assert_eq!(shop.chat(0).status(), Status::Closed);
    shop.memory.advance(Duration::from_secs(5));
    let back = shop.undo(&ana, &outcome).unwrap();
    assert_eq!(back.done, shop.chats[..2]);
    assert_eq!(shop.stand(), before, "whose they were, waiting as long");
    shop.clocks_are_right();
    let again = shop.undo(&ana, &outcome);
    assert!(
        matches!(again, Err(UndoError::TooLate)),
        "it is taken back once"
    );
}

#[test]
fn what_has_gone_on_since_is_left_alone() {
    let mut shop = Shop::open();
    let sue = shop.sue.clone();
    let answers = shop.answers();
    let outcome = shop.act(&sue, &Deed::Close(answers)).unwrap();
    assert_eq!(outcome.done.len(), 3);
    // Wilma writes again, and Ana puts Anton's chat away.
    let (ana, anton, wilma) = (shop.ana.clone(), shop.chats[1], shop.visitors[0]);
    shop.memory.advance(Duration::from_secs(1));
    let anew = shop
        .memory
        .act(|tx| cast::write(tx, wilma, "One more question"))
        .unwrap();
    assert_ne!(anew.conversation, shop.chats[0], "the premise");
    shop.memory
        .act(|tx| archive::archive(tx, &sue, anton))
        .unwrap();
    let theirs = shop.undo(&ana, &outcome);
    assert!(
        matches!(theirs, Err(UndoError::TooLate)),
        "it was Sue's act"
    );
    let back = shop.undo(&sue, &outcome).unwrap();
    assert_eq!(back.done, [shop.chats[2]]);
    let expected = [said("Wilma", "Reopen OtherOpen"), said("Anton", "MovedOn")];
    assert_eq!(Shop::stayed(&back), expected);
    let boris = shop.chat(2);
    assert_eq!(owner(&boris), Some(shop.bo.id), "not Sue's, who closed it");
    shop.clocks_are_right();
}

#[test]
fn an_act_is_taken_back_within_two_minutes_or_not_at_all() {
    let mut shop = Shop::open();
    let ana = shop.ana.clone();
    let deed = Deed::Tag("VIP".to_owned());
    let outcome = shop.act(&ana, &deed).unwrap();
    shop.memory.advance(UNDO_WITHIN + Duration::from_secs(1));
    let late = shop.undo(&ana, &outcome);
    assert!(matches!(late, Err(UndoError::TooLate)));
    // What can no longer be taken back is forgotten with the next act.
    shop.act(&ana, &Deed::Tag("Gift".to_owned())).unwrap();
    let kept: i64 = shop
        .memory
        .act(|tx| tx.get("select count(*) from bulk_act", [], |row| row.get(0)))
        .unwrap();
    assert_eq!(kept, 1);
}

#[test]
fn a_tag_goes_to_who_had_it_not_and_is_taken_from_them_alone() {
    let mut shop = Shop::open();
    let (ana, dora, wilma) = (
        shop.ana.clone(),
        shop.visitors[3].customer,
        shop.visitors[0].customer,
    );
    shop.memory.act(|tx| tag::add(tx, dora, "VIP")).unwrap();
    let nameless = shop.act(&ana, &Deed::Tag("  ".to_owned()));
    assert!(matches!(nameless, Err(BulkError::Tag(TagError::NoName))));
    let outcome = shop.act(&ana, &Deed::Tag("vip".to_owned())).unwrap();
    assert_eq!(outcome.done, shop.chats[..3]);
    assert_eq!(Shop::stayed(&outcome), [said("Dora", "Already")]);
    // A colleague takes it from Wilma meanwhile.
    let vip = shop.memory.act(|tx| tag::of_customer(tx, wilma)).unwrap()[0].id;
    shop.memory.act(|tx| tag::remove(tx, wilma, vip)).unwrap();
    let back = shop.undo(&ana, &outcome).unwrap();
    assert_eq!(back.done, shop.chats[1..3]);
    assert_eq!(Shop::stayed(&back), [said("Wilma", "MovedOn")]);
    let tags = |shop: &mut Shop, number: usize| {
        let customer = shop.visitors[number].customer;
        shop.memory
            .act(|tx| tag::of_customer(tx, customer))
            .unwrap()
            .len()
    };
    assert_eq!((tags(&mut shop, 1), tags(&mut shop, 3)), (0, 1));
}

#[test]
fn all_chats_of_a_customer_are_tagged_and_taken_back_together() {
    let mut shop = Shop::open();
    let (ana, dora) = (shop.ana.clone(), shop.visitors[3]);
    let said = shop.memory.act(|tx| cast::write(tx, dora, "And the lid?"));
    let more = said.unwrap().conversation;
    assert_ne!(more, shop.chats[3], "the premise");
    shop.chats.push(more);
    let outcome = shop.act(&ana, &Deed::Tag("VIP".to_owned())).unwrap();
    assert_eq!(outcome.done, shop.chats);
    let back = shop.undo(&ana, &outcome).unwrap();
    assert_eq!(back.done, shop.chats, "as many as were told before");
    assert!(back.stayed.is_empty());
    let left = shop.memory.act(|tx| tag::of_customer(tx, dora.customer));
    assert_eq!(left.unwrap(), []);
}

#[test]
fn forwarded_chats_are_called_back_where_they_still_wait() {
    let mut shop = Shop::open();
    let (sue, bo, before) = (shop.sue.clone(), shop.bo.clone(), shop.stand());
    let repairs = shop
        .memory
        .act(|tx| queue::edit::add(tx, &crate::desk::audit::Origin::default(), "Repairs"))
        .unwrap();
    let wish = Wish {
        to: To::Queue(repairs),
        ..Wish::default()
    };
    let outcome = shop.act(&sue, &Deed::Forward(wish.clone())).unwrap();
    assert_eq!(outcome.done, shop.chats[..3]);
    assert_eq!(Shop::stayed(&outcome), [said("Dora", "Forward Closed")]);
    assert_eq!(shop.chat(1).queue, repairs);
    // Bo has taken Anton's chat before it is called back.
    let anton = shop.chats[1];
    shop.memory
        .act(|tx| give::assign(tx, &sue, anton, bo.id))
        .unwrap();
    let back = shop.undo(&sue, &outcome).unwrap();
    assert_eq!(back.done, [shop.chats[0], shop.chats[2]]);
    assert_eq!(Shop::stayed(&back), [said("Anton", "MovedOn")]);
    assert_eq!(owner(&shop.chat(1)), Some(bo.id));
    let after = shop.stand();
    assert_eq!((after[0], after[2]), (before[0], before[2]));
    assert_ne!(shop.chat(0).queue, repairs, "back where it waited");
    shop.clocks_are_right();

    // Where it cannot go at all, nothing goes.
    let nowhere = Wish {
        to: To::Queue(QueueId(99)),
        ..Wish::default()
    };
    assert!(matches!(
        shop.act(&sue, &Deed::Forward(nowhere)),
        Err(BulkError::Forward(ForwardError::NoSuchQueue))
    ));
}

#[test]
fn ended_chats_are_put_away_and_taken_out_together() {
    let mut shop = Shop::open();
    let (ana, sue) = (shop.ana.clone(), shop.sue.clone());
    let before = shop.chat(3).last_activity_at;
    let outcome = shop.act(&ana, &Deed::Archive).unwrap();
    assert_eq!(outcome.done, [shop.chats[3]]);
    assert_eq!(outcome.stayed.len(), 3, "open ones stay");
    let refused = shop.act(&ana, &Deed::Unarchive).unwrap();
    assert!(refused.done.is_empty() && refused.undo.is_none());
    assert!(Shop::stayed(&refused).contains(&said("Dora", "Archive SupervisorsOnly")));
    // What an agent put away a moment ago they take back themselves.
    shop.undo(&ana, &outcome).unwrap();
    assert_eq!(shop.chat(3).status(), Status::Closed);
    assert_eq!(shop.chat(3).last_activity_at, before);

    shop.act(&ana, &Deed::Archive).unwrap();
    let out = shop.act(&sue, &Deed::Unarchive).unwrap();
    assert_eq!(out.done, [shop.chats[3]]);
    let back = shop.undo(&sue, &out).unwrap();
    assert_eq!(back.done, [shop.chats[3]]);
    assert_eq!(shop.chat(3).status(), Status::Archived);
}

#[test]
fn an_act_names_some_chats_and_not_too_many() {
    let mut shop = Shop::open();
    let ana = shop.ana.clone();
    let none = shop.memory.act(|tx| act(tx, &ana, &[], &Deed::Archive));
    assert!(matches!(none, Err(BulkError::None)));
    let many: Vec<ConversationId> = (0..=i64::try_from(MOST).unwrap())
        .map(ConversationId)
        .collect();
    let refused = shop.memory.act(|tx| act(tx, &ana, &many, &Deed::Archive));
    assert!(matches!(refused, Err(BulkError::TooMany(_))));
    let unknown = shop
        .memory
        .act(|tx| act(tx, &ana, &[ConversationId(999)], &Deed::Archive))
        .unwrap();
    assert_eq!(Shop::stayed(&unknown), [said("", "Gone")]);
    let claimed = shop.chats[0];
    shop.memory
        .act(|tx| claim::claim(tx, &ana, claimed, None))
        .unwrap();
}

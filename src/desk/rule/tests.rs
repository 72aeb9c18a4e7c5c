use super::{
    edit::{Change, RuleError, add, all, remove, shift, switch},
    *,
};
use crate::{
    db::memory::Memory,
    desk::{
        audit::Origin,
        cast,
        queue::edit as queues,
        team::{Agent, availability},
    },
};

fn rule(name: &str, occasion: Occasion, conditions: Conditions, deeds: Deeds) -> Change {
    Change {
        name: name.to_owned(),
        occasion,
        conditions,
        deeds,
    }
}

fn said(words: &str) -> Conditions {
    Conditions {
        words: vec![words.to_owned()],
        ..Conditions::default()
    }
}

fn urgent() -> Deeds {
    Deeds {
        priority: Some(Priority::Urgent),
        ..Deeds::default()
    }
}

struct Desk {
    memory: Memory,
    ana: Agent,
}

impl Desk {
    fn open() -> Self {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
        Self { memory, ana }
    }

    fn rule(&mut self, change: &Change) -> RuleId {
        self.memory
            .act(|tx| add(tx, &Origin::default(), change))
            .unwrap()
    }

    fn chat(&mut self, id: ConversationId) -> Conversation {
        self.memory
            .act(|tx| conversation::by_id(tx, id))
            .unwrap()
            .unwrap()
    }

    fn wait(&mut self, name: &str, text: &str) -> ConversationId {
        self.memory
            .act(|tx| cast::waiting_chat(tx, name, text))
            .unwrap()
            .conversation
    }

    fn lines(&mut self, id: ConversationId) -> Vec<String> {
        self.memory
            .act(|tx| cast::said_by(tx, id, "system"))
            .unwrap()
    }
}

#[test]
fn a_new_chat_is_sorted_by_what_was_said() {
    let mut desk = Desk::open();
    let origin = Origin::default();
    let repairs = desk
        .memory
        .act(|tx| queues::add(tx, &origin, "Repairs"))
        .unwrap();
    let deeds = Deeds {
        queue: Some(repairs),
        reply: "A technician will look at it.".to_owned(),
        ..urgent()
    };
    let id = desk.rule(&rule("Smoke", Occasion::NewChat, said("smokes"), deeds));
    let plain = desk.wait("Hannah", "Is it in stock?");
    let smoke = desk.wait("Omar", "My kettle smokes!");
    assert_eq!(desk.chat(plain).priority, Priority::Normal);
    let chat = desk.chat(smoke);
    assert_eq!((chat.priority, chat.queue), (Priority::Urgent, repairs));
    assert!(chat.needs_reply(), "what a rule says is no answer");
    assert_eq!(desk.lines(smoke), [format!("rule-did {id} Smoke")]);
    let told = desk.memory.act(|tx| cast::said_by(tx, smoke, "bot"));
    assert_eq!(told.unwrap(), ["A technician will look at it."]);
}

#[test]
fn a_chat_is_given_only_to_an_agent_who_is_there() {
    let mut desk = Desk::open();
    let ana = desk.ana.id;
    let deeds = Deeds {
        agent: Some(ana),
        ..Deeds::default()
    };
    desk.rule(&rule(
        "To Ana",
        Occasion::NewChat,
        Conditions::default(),
        deeds,
    ));
    let alone = desk.wait("Hannah", "Hello");
    assert!(matches!(desk.chat(alone).state, State::Waiting { .. }));
    desk.memory
        .act(|tx| availability::seen(tx, &[ana]))
        .unwrap();
    let given = desk.wait("Omar", "Hello");
    assert_eq!(desk.chat(given).agent().unwrap().name, "Ana");
}

#[test]
fn a_rule_for_messages_acts_once_in_a_chat() {
    let mut desk = Desk::open();
    let deeds = Deeds {
        reply: "Refunds take three days.".to_owned(),
        ..Deeds::default()
    };
    desk.rule(&rule("Refund", Occasion::Message, said("refund"), deeds));
    let hannah = desk.memory.act(|tx| cast::visitor(tx, "Hannah")).unwrap();
    let mut chat = None;
    for words in ["Hello", "refund please", "Where is my refund?"] {
        let said = desk.memory.act(|tx| cast::write(tx, hannah, words));
        chat = Some(said.unwrap().conversation);
    }
    let told = desk
        .memory
        .act(|tx| cast::said_by(tx, chat.unwrap(), "bot"))
        .unwrap();
    assert_eq!(told, ["Refunds take three days."]);
}

#[test]
fn a_tag_and_the_end_are_occasions_too() {
    let mut desk = Desk::open();
    let hannah = desk.memory.act(|tx| cast::visitor(tx, "Hannah")).unwrap();
    let said = desk.memory.act(|tx| cast::write(tx, hannah, "Hello"));
    let chat = said.unwrap().conversation;
    let vip = desk
        .memory
        .act(|tx| tag::define(tx, &Origin::default(), "VIP"))
        .unwrap()
        .id;
    let is_vip = Conditions {
        tag: Some(vip),
        ..Conditions::default()
    };
    desk.rule(&rule("VIP", Occasion::Tagged, is_vip, urgent()));
    let served = Deeds {
        tag: Some(
            desk.memory
                .act(|tx| tag::define(tx, &Origin::default(), "Served"))
                .unwrap()
                .id,
        ),
        ..Deeds::default()
    };
    desk.rule(&rule(
        "Served",
        Occasion::Closed,
        Conditions::default(),
        served,
    ));
    desk.memory
        .act(|tx| {
            tag::add(tx, hannah.customer, "VIP").unwrap();
            tagged(tx, hannah.customer)
        })
        .unwrap();
    assert_eq!(desk.chat(chat).priority, Priority::Urgent);
    let ana = desk.ana.clone();
    desk.memory.act(|tx| cast::close(tx, &ana, chat)).unwrap();
    let tags = desk
        .memory
        .act(|tx| conversation::tags_of(tx, hannah.customer))
        .unwrap();
    assert_eq!(tags, ["Served", "VIP"]);
}

#[test]
fn rules_are_ordered_switched_off_and_removed_and_one_that_does_nothing_is_refused() {
    let mut desk = Desk::open();
    let origin = Origin::default();
    let low = Deeds {
        priority: Some(Priority::Low),
        ..Deeds::default()
    };
    let anything = Conditions::default();
    let first = desk.rule(&rule(
        "First",
        Occasion::NewChat,
        anything.clone(),
        urgent(),
    ));
    let last = desk.rule(&rule("Last", Occasion::NewChat, anything.clone(), low));
    let priority = |desk: &mut Desk, name: &str| {
        let chat = desk.wait(name, "Hello");
        desk.chat(chat).priority
    };
    assert_eq!(priority(&mut desk, "Anton"), Priority::Low);
    desk.memory.act(|tx| shift(tx, last, true)).unwrap();
    assert_eq!(priority(&mut desk, "Boris"), Priority::Urgent);
    desk.memory
        .act(|tx| switch(tx, &origin, first, false))
        .unwrap();
    assert_eq!(priority(&mut desk, "Carla"), Priority::Low);
    desk.memory.act(|tx| remove(tx, &origin, last)).unwrap();
    assert_eq!(priority(&mut desk, "Dora"), Priority::Normal);
    assert_eq!(desk.memory.act(|tx| all(tx)).unwrap().len(), 1);
    let idle = rule("Idle", Occasion::Closed, anything, Deeds::default());
    let refused = desk.memory.act(|tx| add(tx, &origin, &idle));
    assert!(matches!(refused, Err(RuleError::NoDeed)));
}

#[test]
fn what_another_rule_or_anybody_else_said_is_not_what_a_rule_did() {
    let mut desk = Desk::open();
    let chat = desk.wait("Hannah", "rule-did 1 Mine");
    let other = desk.wait("Omar", "Hello");
    for line in [
        "rule-did 11 Eleventh",
        "rule-did",
        "rule-did 2",
        "rule-didn’t 1 it",
    ] {
        desk.memory
            .act(|tx| {
                let place = say::Place::of(&conversation::by_id(tx, chat)?.expect("it is there"));
                say::by_house(tx, &place, line, None)
            })
            .unwrap();
    }
    let mut has = |chat: ConversationId, rule: i64| {
        let asked = desk.memory.act(|tx| has_acted(tx, chat, RuleId(rule)));
        asked.unwrap()
    };
    assert!(has(chat, 11), "the premise");
    assert!(!has(chat, 1), "the customer said so, and the eleventh did");
    assert!(!has(chat, 2), "no rule has no name");
    assert!(!has(other, 11));
}

#[test]
fn whether_a_rule_has_acted_is_one_look_into_an_index() {
    let mut memory = Memory::new();
    let plan: Vec<String> = memory
        .act::<_, DbError>(|tx| {
            let sql = format!("explain query plan {ACTED}");
            tx.list(&sql, (1, "rule-did 1 ", "rule-did 1!"), |row| row.get(3))
        })
        .unwrap();
    let [step] = plan.as_slice() else {
        panic!("{plan:?}");
    };
    assert!(
        step.contains("message_of_rule (conversation_id=? AND text>? AND text<?)"),
        "{step}"
    );
}

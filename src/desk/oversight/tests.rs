use super::*;
use crate::{
    base::id::{AgentId, EventId, MessageId},
    db::memory::Memory,
    desk::{
        cast,
        closing::reopen,
        conversation::{
            mention,
            message::{self, Entry},
            receipt,
        },
        event, invite,
        team::availability,
        waitlist::claim,
    },
};

struct Shop {
    memory: Memory,
    /// A supervisor.
    jon: Agent,
    /// Who has the chat.
    bo: Agent,
    chat: ConversationId,
}

fn shop() -> Shop {
    let mut memory = Memory::new();
    let jon = memory.act(|tx| cast::supervisor(tx, "Jon")).unwrap();
    let bo = memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
    let chat = memory
        .act(|tx| cast::waiting_chat(tx, "Hannah", "Hello"))
        .unwrap()
        .conversation;
    memory.act(|tx| claim::claim(tx, &bo, chat, None)).unwrap();
    Shop {
        memory,
        jon,
        bo,
        chat,
    }
}

impl Shop {
    fn watchers(&mut self) -> Vec<AgentId> {
        let chat = self.chat;
        let faces = self.memory.act(|tx| watch::of(tx, chat)).unwrap();
        faces.iter().map(|face| face.id).collect()
    }

    fn owner(&mut self) -> AgentId {
        let chat = self.chat;
        let chat = self.memory.act(|tx| conversation::by_id(tx, chat)).unwrap();
        chat.unwrap().agent().unwrap().id
    }

    fn newest(&mut self) -> EventId {
        self.memory.act(|tx| event::newest(tx)).unwrap()
    }

    /// Whether anything after this event concerns the customer.
    fn told_customer(&mut self, after: EventId) -> bool {
        let events = self.memory.act(|tx| event::after(tx, after, 100)).unwrap();
        assert!(!events.is_empty(), "the team is told");
        events.iter().any(|event| event.about.identity.is_some())
    }

    fn comment(&mut self, agent: &Agent, text: &str) -> message::Comment {
        let (chat, agent) = (self.chat, agent.clone());
        let draft = Draft {
            text: text.to_owned(),
            ..Draft::default()
        };
        let said = self
            .memory
            .act(|tx| say::comment(tx, &agent, chat, &draft))
            .unwrap();
        let entry = self.memory.act(|tx| message::by_id(tx, said.id)).unwrap();
        match entry.unwrap() {
            Entry::Comment(comment) => comment,
            Entry::Message(message) => panic!("{message:?} is no comment"),
        }
    }
}

#[test]
fn a_supervisor_follows_a_chat_until_it_ends_and_its_customer_is_told_nothing() {
    let mut shop = shop();
    let (jon, bo, chat) = (shop.jon.clone(), shop.bo.clone(), shop.chat);
    let refused = shop.memory.act(|tx| super::watch(tx, &bo, chat));
    assert!(matches!(refused, Err(OversightError::SupervisorsOnly)));
    let before = shop.newest();
    for _ in 0..2 {
        shop.memory.act(|tx| super::watch(tx, &jon, chat)).unwrap();
    }
    assert_eq!(shop.watchers(), [jon.id]);
    assert_eq!(shop.owner(), bo.id);
    assert!(!shop.told_customer(before));
    // What they have read is no word to the customer, and not what the owner has read.
    let before = shop.newest();
    shop.memory
        .act(|tx| receipt::agent_looked(tx, jon.id, chat, MessageId(i64::MAX), receipt::Eyes::Chat))
        .unwrap();
    assert!(!shop.told_customer(before));
    let read = shop.memory.act(|tx| receipt::owner_read(tx, chat)).unwrap();
    assert_eq!(read, MessageId(0));
    let before = shop.newest();
    shop.memory
        .act(|tx| receipt::agent_looked(tx, bo.id, chat, MessageId(i64::MAX), receipt::Eyes::Chat))
        .unwrap();
    assert!(shop.told_customer(before), "the owner’s reading is told");

    shop.memory.act(|tx| unwatch(tx, &jon, chat)).unwrap();
    assert_eq!(shop.watchers(), []);
    shop.memory.act(|tx| super::watch(tx, &jon, chat)).unwrap();
    shop.memory.act(|tx| cast::close(tx, &bo, chat)).unwrap();
    let late = shop.memory.act(|tx| super::watch(tx, &jon, chat));
    assert!(matches!(late, Err(OversightError::Closed)));
    shop.memory.act(|tx| reopen::reopen(tx, &bo, chat)).unwrap();
    assert_eq!(shop.watchers(), [], "it ended");
}

#[test]
fn whoever_follows_a_chat_that_waits_and_takes_it_is_no_onlooker() {
    let mut shop = shop();
    let jon = shop.jon.clone();
    shop.chat = shop
        .memory
        .act(|tx| cast::waiting_chat(tx, "Omar", "Hello"))
        .unwrap()
        .conversation;
    let chat = shop.chat;
    shop.memory.act(|tx| super::watch(tx, &jon, chat)).unwrap();
    assert_eq!(shop.watchers(), [jon.id]);
    shop.memory
        .act(|tx| claim::claim(tx, &jon, chat, None))
        .unwrap();
    assert_eq!(shop.watchers(), []);
}

#[test]
fn what_a_supervisor_notes_beside_a_chat_is_whispered_to_whoever_has_it() {
    let mut shop = shop();
    let (jon, bo) = (shop.jon.clone(), shop.bo.clone());
    let cy = shop.memory.act(|tx| cast::agent(tx, "Cy")).unwrap();
    let whisper = shop.comment(&jon, "Offer her the lid for free");
    assert!(whisper.names(bo.id));
    assert_eq!(whisper.addressee(), Some("Bo"));
    let unseen = shop.memory.act(|tx| mention::unseen(tx, bo.id)).unwrap();
    assert_eq!(unseen[0].message, whisper.id);
    // Whom the words name anyhow needs no second mark, and a colleague’s comment is for everybody.
    assert_eq!(shop.comment(&jon, "@bo, the lid?").addressee(), None);
    assert!(!shop.comment(&cy, "I know her").names(bo.id));
    assert!(!shop.comment(&bo, "So do I").names(bo.id));
}

#[test]
fn a_supervisor_comes_in_beside_the_owner_whether_asked_or_not() {
    let mut shop = shop();
    let (jon, bo, chat) = (shop.jon.clone(), shop.bo.clone(), shop.chat);
    shop.memory
        .act(|tx| availability::seen(tx, &[jon.id]))
        .unwrap();
    let asked = shop
        .memory
        .act(|tx| invite::ask(tx, &bo, chat, jon.id, "Help"))
        .unwrap();
    shop.memory.act(|tx| super::watch(tx, &jon, chat)).unwrap();
    for _ in 0..2 {
        shop.memory.act(|tx| super::join(tx, &jon, chat)).unwrap();
    }
    let inside = shop.memory.act(|tx| participant::of(tx, chat)).unwrap();
    assert_eq!(inside.len(), 1);
    assert_eq!((shop.owner(), shop.watchers()), (bo.id, vec![]));
    let invite = shop.memory.act(|tx| invite::by_id(tx, asked.id)).unwrap();
    let ended = invite.unwrap().ended.map(|(_, outcome)| outcome);
    assert_eq!(ended, Some(invite::Outcome::Accepted));
    let lines = shop
        .memory
        .act(|tx| cast::said_by(tx, chat, "system"))
        .unwrap();
    assert_eq!(lines.last().unwrap(), "team:joined", "announced once");
    let refused = shop.memory.act(|tx| super::join(tx, &bo, chat));
    assert!(matches!(refused, Err(OversightError::SupervisorsOnly)));
}

#[test]
fn whoever_loses_a_chat_reads_why_and_so_does_the_log() {
    let mut shop = shop();
    let (jon, bo, chat) = (shop.jon.clone(), shop.bo.clone(), shop.chat);
    let origin = Origin {
        agent: Some(jon.id),
        address: "10.0.0.7".to_owned(),
    };
    let mute = shop
        .memory
        .act(|tx| take_over(tx, &jon, &origin, chat, " \n "));
    assert!(matches!(mute, Err(OversightError::NoReason)));
    assert_eq!(shop.owner(), bo.id);
    for _ in 0..2 {
        shop.memory
            .act(|tx| take_over(tx, &jon, &origin, chat, "I know her"))
            .unwrap();
    }
    assert_eq!(shop.owner(), jon.id);
    let unseen = shop.memory.act(|tx| mention::unseen(tx, bo.id)).unwrap();
    assert_eq!(unseen.len(), 1, "told once");
    assert_eq!(unseen[0].preview, "I know her");
    let lines = shop
        .memory
        .act(|tx| cast::said_by(tx, chat, "system"))
        .unwrap();
    assert_eq!(lines, ["claimed", "team:taken-over Bo", "assigned"]);
    let log = shop.memory.act(|tx| audit::newest(tx, 1)).unwrap();
    assert_eq!(
        (log[0].act.as_str(), log[0].subject.as_str()),
        ("chat_taken_over", "#1")
    );
    assert_eq!(log[0].detail, "Bo → Jon");
    // One that nobody has is picked, and not taken from anybody.
    let waiting = shop
        .memory
        .act(|tx| cast::waiting_chat(tx, "Omar", "Hello"))
        .unwrap()
        .conversation;
    let early = shop
        .memory
        .act(|tx| take_over(tx, &jon, &origin, waiting, "why not"));
    assert!(matches!(early, Err(OversightError::NotActive)));
}

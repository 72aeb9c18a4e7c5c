use super::{
    edit::{IdentityError, Wanted, add, change, retire, set_usual},
    *,
};
use crate::{
    base::id::MessageId,
    db::memory::Memory,
    desk::{
        audit::Origin,
        cast,
        conversation::{
            message::{self, Entry},
            say::{self, Draft},
            wear::{WearError, wear},
        },
        waitlist::claim,
    },
};

struct Counter {
    memory: Memory,
    ana: Agent,
    bo: Agent,
    chat: ConversationId,
    channel: ChannelId,
}

/// Ana has a chat with Hannah.
fn counter() -> Counter {
    let mut memory = Memory::new();
    let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
    let bo = memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
    let said = memory
        .act(|tx| cast::waiting_chat(tx, "Hannah", "Hello"))
        .unwrap();
    let channel = memory.act(cast::site).unwrap().id;
    memory
        .act(|tx| claim::claim(tx, &ana, said.conversation, None))
        .unwrap();
    Counter {
        memory,
        ana,
        bo,
        chat: said.conversation,
        channel,
    }
}

fn role(name: &str) -> Wanted {
    Wanted {
        name: name.to_owned(),
        for_all: true,
        everywhere: true,
        ..Wanted::default()
    }
}

impl Counter {
    fn add(&mut self, wanted: &Wanted) -> AgentIdentityId {
        self.memory
            .act(|tx| add(tx, &Origin::default(), wanted))
            .unwrap()
    }

    fn usual(&mut self, id: Option<AgentIdentityId>, only: bool) {
        let channel = self.channel;
        self.memory
            .act(|tx| set_usual(tx, &Origin::default(), channel, id, only))
            .unwrap();
    }

    /// Names under which somebody may write, and the one that they wear.
    fn names(&mut self, agent: AgentId) -> (Vec<String>, Option<String>) {
        let (channel, chat) = (self.channel, self.chat);
        let choices = self.memory.act(|tx| choices(tx, agent, channel)).unwrap();
        let own = choices.own.then(|| "self".to_owned());
        let names = own
            .into_iter()
            .chain(choices.masks.into_iter().map(|mask| mask.name))
            .collect();
        let worn = self.memory.act(|tx| worn(tx, agent, chat)).unwrap();
        (names, worn.map(|mask| mask.name))
    }

    fn wear(&mut self, id: Option<AgentIdentityId>) -> Result<(), WearError> {
        let (ana, chat) = (self.ana.clone(), self.chat);
        self.memory.act(|tx| wear(tx, &ana, chat, id))
    }

    /// Ana answers; what the customer is sent of it.
    fn says(&mut self, text: &str) -> (MessageId, Face) {
        let (ana, chat) = (self.ana.clone(), self.chat);
        let draft = Draft {
            text: text.to_owned(),
            ..Draft::default()
        };
        let said = self
            .memory
            .act(|tx| say::by_agent(tx, &ana, chat, &draft, None))
            .unwrap();
        (said.id, self.sent(said.id))
    }

    /// Who wrote a message, as its row has it.
    fn sent(&mut self, id: MessageId) -> Face {
        let entry = self.memory.act(|tx| message::by_id(tx, id)).unwrap();
        match entry {
            Some(Entry::Message(message)) => message.author.face().unwrap().clone(),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_house_without_identities_writes_under_its_own_names() {
    let mut counter = counter();
    let ana = counter.ana.id;
    assert_eq!(counter.names(ana), (vec!["self".to_owned()], None));
    let (_, face) = counter.says("Hello");
    assert_eq!((face.shown_name(), face.mask.clone()), ("Ana", None));
}

#[test]
fn who_may_use_what_goes_by_owner_role_and_channel() {
    let mut counter = counter();
    let (ana, bo) = (counter.ana.id, counter.bo.id);
    counter.add(&role("Support"));
    counter.add(&Wanted {
        owner: Some(bo),
        ..role("Anna")
    });
    counter.add(&Wanted {
        for_all: false,
        agents: vec![ana],
        ..role("Workshop")
    });
    let elsewhere = counter
        .memory
        .act(|tx| crate::desk::channel::add_web_chat(tx, "Other", &Settings::default()))
        .unwrap();
    counter.add(&Wanted {
        everywhere: false,
        channels: vec![elsewhere.id],
        ..role("Other shop")
    });
    assert_eq!(counter.names(ana).0, ["self", "Support", "Workshop"]);
    assert_eq!(counter.names(bo).0, ["self", "Anna", "Support"]);
    for (wanted, why) in [
        (role("  "), "a name is needed"),
        (
            Wanted {
                for_all: false,
                ..role("Nobody's")
            },
            "nobody may use this identity",
        ),
        (
            Wanted {
                everywhere: false,
                ..role("Nowhere")
            },
            "this identity is used on no channel",
        ),
        (
            Wanted {
                picture: Some("gone".to_owned()),
                ..role("Faceless")
            },
            "this picture is not there any more",
        ),
    ] {
        let error = counter
            .memory
            .act(|tx| add(tx, &Origin::default(), &wanted))
            .unwrap_err();
        assert_eq!(error.to_string(), why);
    }
}

#[test]
fn a_customer_sees_the_identity_and_nothing_of_the_agent() {
    let mut counter = counter();
    let (ana, chat) = (counter.ana.clone(), counter.chat);
    let support = counter.add(&Wanted {
        title: "Kettle & Co.".to_owned(),
        ..role("Support")
    });
    let (before, _) = counter.says("As Ana");
    counter.wear(Some(support)).unwrap();
    let (id, face) = counter.says("As support");
    assert_eq!(face.shown_name(), "Support");
    assert_eq!(face.name, "Ana", "as colleagues know her");
    assert_eq!(face.mask.unwrap().title, "Kettle & Co.");
    // What was written before keeps its name.
    assert_eq!(counter.sent(before).shown_name(), "Ana");
    // Lines of the house, too.
    let line = counter
        .memory
        .act(|tx| {
            let conversation = crate::desk::conversation::by_id(tx, chat)?.unwrap();
            let place = say::Place::of(&conversation);
            say::by_house(tx, &place, "claimed", Some(&ana))
        })
        .unwrap();
    assert_eq!(counter.sent(line).shown_name(), "Support");
    // A new name is that of what was written under it.
    counter
        .memory
        .act(|tx| change(tx, &Origin::default(), support, &role("Care")))
        .unwrap();
    assert_eq!(counter.sent(id).shown_name(), "Care");
}

#[test]
fn what_is_usual_is_worn_until_somebody_chooses() {
    let mut counter = counter();
    let ana = counter.ana.id;
    let support = counter.add(&role("Support"));
    let workshop = counter.add(&role("Workshop"));
    assert_eq!(counter.names(ana).1, None);
    counter.usual(Some(workshop), false);
    assert_eq!(counter.names(ana).1.as_deref(), Some("Workshop"));
    counter.wear(None).unwrap();
    assert_eq!(counter.names(ana).1, None, "as herself, by choice");
    counter.wear(Some(support)).unwrap();
    counter.usual(None, true);
    assert_eq!(
        counter.names(ana).0,
        ["Support", "Workshop"],
        "never her own"
    );
    assert!(matches!(counter.wear(None), Err(WearError::NotYours)));
    counter
        .memory
        .act(|tx| retire(tx, &Origin::default(), support, true))
        .unwrap();
    assert_eq!(
        counter.names(ana).1.as_deref(),
        Some("Workshop"),
        "the next one"
    );
    assert!(matches!(
        counter.wear(Some(support)),
        Err(WearError::NotYours)
    ));
    counter
        .memory
        .act(|tx| retire(tx, &Origin::default(), workshop, true))
        .unwrap();
    assert_eq!(counter.names(ana), (vec!["self".to_owned()], None));
    let gone = counter
        .memory
        .act(|tx| retire(tx, &Origin::default(), AgentIdentityId(99), true));
    assert!(matches!(gone, Err(IdentityError::NotFound)));
}

#[test]
fn only_who_answers_a_chat_chooses_in_it() {
    let mut counter = counter();
    let support = counter.add(&role("Support"));
    let (bo, chat) = (counter.bo.clone(), counter.chat);
    let other = counter.memory.act(|tx| wear(tx, &bo, chat, Some(support)));
    assert!(matches!(other, Err(WearError::NotFound)));
}

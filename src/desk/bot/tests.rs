use std::time::Duration;

use super::*;
use crate::{
    base::id::CustomerId,
    db::memory::Memory,
    desk::{
        audit::Origin,
        cast,
        content::{article_sheet, reply_sheet},
        customer::visitor::Visitor,
        figures::course,
        team::Agent,
        waiting_clock, waitlist,
    },
};

const ARTICLES: &str = "category,name,published,bot,language,title,text\n\
    Delivery,Times,yes,yes,en,How long delivery takes,Parcels take two days.\n\
    Delivery,Abroad,yes,yes,en,Customs abroad,You pay nothing.\n\
    Delivery,Inside,yes,no,en,Warehouse secrets,The zeppelin is behind the shelf.\n";
const REPLIES: &str = "topic,name,tags,en\n\
    Care,Descale,bot,Vinegar for an hour.\n\
    Care,Varnish,,Varnish is for agents to recommend.\n";

struct Desk {
    memory: Memory,
    ana: Agent,
    hannah: Visitor,
}

impl Desk {
    fn open(mode: Mode) -> Self {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
        let hannah = memory
            .act(|tx| {
                let hannah = cast::visitor(tx, "Hannah")?;
                let articles = article_sheet::read(ARTICLES).unwrap();
                article_sheet::take_in(tx, &Origin::default(), &articles).unwrap();
                let replies = reply_sheet::read(REPLIES).unwrap();
                reply_sheet::take_in(tx, &Origin::default(), &replies).unwrap();
                let modes = [(hannah.channel.0, mode)].into();
                setting::put(
                    tx,
                    &Bot {
                        modes,
                        ..Bot::default()
                    },
                )?;
                Ok::<_, DbError>(hannah)
            })
            .unwrap();
        Self {
            memory,
            ana,
            hannah,
        }
    }

    /// Hannah writes, and the bot has thought and spoken.
    fn write(&mut self, text: &str) -> ConversationId {
        let hannah = self.hannah;
        let said = self.memory.act(|tx| cast::write(tx, hannah, text)).unwrap();
        self.answer();
        said.conversation
    }

    fn answer(&mut self) {
        for id in self.memory.act(|tx| to_answer(tx)).unwrap() {
            if let Some(reply) = self.memory.act(|tx| think(tx, id, None)).unwrap() {
                self.memory.act(|tx| speak(tx, id, &reply)).unwrap();
            }
        }
    }

    fn said(&mut self, chat: ConversationId) -> Vec<String> {
        self.memory
            .act(|tx| cast::said_by(tx, chat, "bot"))
            .unwrap()
    }

    fn waiting(&mut self) -> Vec<Conversation> {
        let ana = self.ana.clone();
        self.memory.act(|tx| waitlist::list(tx, &ana, 10)).unwrap()
    }

    fn last(&mut self, chat: ConversationId) -> String {
        self.said(chat).pop().unwrap_or_default()
    }
}

#[test]
fn it_says_what_it_is_answers_and_ends_by_itself() {
    let mut desk = Desk::open(Mode::First);
    let chat = desk.write("How long does delivery take?");
    let said = desk.last(chat);
    assert!(
        said.starts_with("Hello! I am the automatic assistant of Shopbell."),
        "{said}"
    );
    assert!(said.contains("Parcels take two days."), "{said}");
    assert!(
        said.ends_with("1. Yes, thank you\n2. Talk to a person"),
        "{said}"
    );
    assert!(desk.waiting().is_empty(), "nobody is called");
    // A reply that is marked for it; it does not introduce itself again.
    desk.write("And how do I descale it with vinegar?");
    let said = desk.last(chat);
    assert!(said.starts_with("Vinegar for an hour."), "{said}");
    desk.write("1");
    assert_eq!(
        desk.last(chat),
        "Glad to hear that. Write again whenever you like."
    );
    let ended = desk
        .memory
        .act(|tx| conversation::by_id(tx, chat))
        .unwrap()
        .unwrap();
    assert!(ended.has_ended());
    // The figures of the team do not know of it; its own do.
    while desk.memory.act(course::catch_up).unwrap() {}
    let courses: i64 = desk
        .memory
        .act(|tx| tx.get("select count(*) from course", [], |row| row.get(0)))
        .unwrap();
    assert_eq!(courses, 0);
    let tally = desk.memory.act(|tx| tally(tx, Timestamp(0))).unwrap();
    assert_eq!((tally.begun, tally.done, tally.handed), (1, 1, 0));
}

#[test]
fn who_asks_for_a_person_begins_to_wait_then() {
    let mut desk = Desk::open(Mode::First);
    let chat = desk.write("How long does delivery take?");
    desk.memory.advance(Duration::from_secs(600));
    desk.write("2");
    let now = desk.memory.act(|tx| Ok::<_, DbError>(tx.now)).unwrap();
    let waiting = desk.waiting();
    assert_eq!(waiting.len(), 1);
    assert_eq!((waiting[0].id, waiting[0].waiting_since), (chat, Some(now)));
    assert_eq!(waiting[0].preview, "2", "what they wrote");
    assert_eq!(
        desk.memory
            .act(|tx| waiting_clock::differences(tx))
            .unwrap(),
        []
    );
    while desk.memory.act(course::catch_up).unwrap() {}
    let began: Timestamp = desk
        .memory
        .act(|tx| tx.get("select began_at from course", [], |row| row.get(0)))
        .unwrap();
    assert_eq!(began, now, "the team's clock begins there");
    // It says nothing more, whatever is asked.
    let before = desk.said(chat);
    desk.write("How long does delivery take?");
    assert_eq!(desk.said(chat), before);
    assert_eq!(
        desk.memory
            .act(|tx| waiting_clock::differences(tx))
            .unwrap(),
        []
    );
}

#[test]
fn it_offers_what_there_is_and_hands_over_when_it_knows_nothing() {
    let mut desk = Desk::open(Mode::First);
    let chat = desk.write("Hello");
    let said = desk.last(chat);
    assert!(said.ends_with("1. Delivery\n2. Talk to a person"), "{said}");
    desk.write("delivery");
    let said = desk.last(chat);
    assert!(
        said.contains("1. How long delivery takes\n2. Customs abroad"),
        "{said}"
    );
    desk.write("2.");
    assert!(desk.last(chat).starts_with("You pay nothing."));
    // What it may not say it does not say, nor what is for agents.
    for (asked, hidden) in [
        ("Where is the zeppelin?", "shelf"),
        ("And varnish?", "recommend"),
    ] {
        desk.write(asked);
        assert!(!desk.last(chat).contains(hidden), "{asked}");
    }
    assert_eq!(
        desk.waiting().len(),
        1,
        "two questions without an answer are enough"
    );
}

#[test]
fn outside_its_mode_it_is_silent() {
    for mode in [Mode::Off, Mode::Blocked] {
        let mut desk = Desk::open(mode);
        let chat = desk.write("How long does delivery take?");
        assert_eq!(desk.said(chat), Vec::<String>::new());
        assert_eq!(desk.waiting().len(), 1);
    }
    // Nobody is at the counter here, which is closed for its mode.
    let mut desk = Desk::open(Mode::Closed);
    let chat = desk.write("How long does delivery take?");
    assert_eq!(desk.said(chat).len(), 1);
}

#[test]
fn a_chat_that_is_left_to_it_ends_and_nothing_is_left_unanswered() {
    let mut desk = Desk::open(Mode::First);
    let chat = desk.write("How long does delivery take?");
    let due = desk.memory.act(|tx| timer::next(tx)).unwrap();
    assert!(due.is_some());
    desk.memory.act(|tx| time_is_up(tx, chat)).unwrap();
    let hannah = desk.hannah;
    // What she writes after that is a chat of its own, to which it introduces itself.
    let next = desk.write("And to Japan, customs?");
    assert_ne!(next, chat);
    assert!(desk.last(next).starts_with("Hello!"));
    // A message that came while it was thinking is thought about by itself.
    desk.memory
        .act(|tx| cast::write(tx, hannah, "delivery?"))
        .unwrap();
    let thought = desk
        .memory
        .act(|tx| think(tx, next, None))
        .unwrap()
        .unwrap();
    desk.memory
        .act(|tx| cast::write(tx, hannah, "a person please"))
        .unwrap();
    desk.memory.act(|tx| speak(tx, next, &thought)).unwrap();
    assert_eq!(desk.said(next).len(), 1, "that was for another message");
    desk.answer();
    assert_eq!(desk.waiting().len(), 1);
}

#[test]
fn it_is_the_only_one_a_blocked_customer_meets() {
    let mut desk = Desk::open(Mode::Blocked);
    let chat = desk.write("Buy my watches");
    let (ana, customer): (Agent, CustomerId) = (desk.ana.clone(), desk.hannah.customer);
    let wanted = block::Wanted {
        reason: "Spam".to_owned(),
        message: "We cannot go on with this.".to_owned(),
        lasts: None,
    };
    desk.memory
        .act(|tx| block::block(tx, &ana, &Origin::default(), customer, &wanted))
        .unwrap();
    desk.memory.advance(Duration::from_secs(3600));
    desk.write("How long does delivery take?");
    assert!(desk.last(chat).contains("Parcels take two days."));
    desk.write("I want a person");
    assert_eq!(desk.last(chat), "We cannot go on with this.");
    let told = desk.said(chat).len();
    desk.write("operator!");
    assert_eq!(desk.said(chat).len(), told, "they have just read it");
    assert!(desk.waiting().is_empty(), "nobody is called");
}

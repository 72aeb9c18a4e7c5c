mod withheld;

use std::time::Duration;

use super::*;
use crate::{
    base::id::CustomerId,
    db::memory::Memory,
    desk::{
        audit::Origin,
        cast,
        chats::{self, Filter, Order, Tab, detail},
        content::{article_sheet, reply_sheet},
        customer::visitor::Visitor,
        figures::course,
        prompter::remote::{Answer, Fault, Kind, Said, edit as remote_edit},
        team::Agent,
        waiting_clock,
        waitlist::{self, claim},
    },
};

mod counted;

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
        let waiting = self.memory.act(|tx| to_answer(tx, ConversationId(0)));
        for id in waiting.unwrap() {
            if let Some(reply) = self.thought(id) {
                self.memory.act(|tx| speak(tx, id, &reply)).unwrap();
            }
        }
    }

    /// What the built-in one would say.
    fn thought(&mut self, id: ConversationId) -> Option<Reply> {
        match self.memory.act(|tx| think(tx, id, None)).unwrap()? {
            Thought::Said(reply) => Some(reply),
            Thought::Question(_) => panic!("nobody else is asked here"),
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
fn the_team_finds_what_it_has_in_hands_and_may_take_it_at_any_time() {
    let mut desk = Desk::open(Mode::First);
    let chat = desk.write("How long does delivery take?");
    let ana = desk.ana.clone();
    // Somebody who has only begun is in no list.
    desk.memory.act(|tx| cast::visitor(tx, "Vera")).unwrap();
    let in_tab = |desk: &mut Desk, tab: Tab, text: &str| {
        let filter = Filter {
            tab,
            text: text.to_owned(),
            ..Filter::default()
        };
        let (page, counts) = desk
            .memory
            .act(|tx| chats::overview(tx, ana.id, &filter, Order::default(), None, 9))
            .unwrap();
        assert_eq!(page.rows.len() as i64, counts.of(tab), "{tab:?} {text}");
        assert_eq!(counts.of(Tab::All), counts.bot + counts.open);
        let ids = page.rows.iter().map(|row| row.conversation.id);
        ids.collect::<Vec<_>>()
    };
    for (tab, text, found) in [
        (Tab::All, "", 1),
        (Tab::Bot, "", 1),
        (Tab::Open, "", 0),
        (Tab::New, "", 0),
        (Tab::NeedsReply, "", 0),
        (Tab::Bot, "Hannah", 1),
        (Tab::All, "Hannah", 1),
        (Tab::All, "Vera", 0),
    ] {
        assert_eq!(in_tab(&mut desk, tab, text).len(), found, "{tab:?} {text}");
    }
    let detail = desk.memory.act(|tx| detail::of(tx, chat, MessageId(0)));
    assert!(detail.unwrap().is_some(), "it can be read");

    // While it thinks about the next question Ana comes, at an hour when nobody is expected.
    let hannah = desk.hannah;
    desk.memory
        .act(|tx| cast::write(tx, hannah, "And abroad?"))
        .unwrap();
    let late = desk.thought(chat).unwrap();
    let taken = desk
        .memory
        .act(|tx| super::claim(tx, &ana, chat, Some("k")))
        .unwrap();
    assert_eq!(taken.agent().unwrap().id, ana.id);
    assert_eq!(
        desk.last(chat),
        "I am passing you on to a colleague, who sees what you have written."
    );
    let before = desk.said(chat);
    desk.memory.act(|tx| speak(tx, chat, &late)).unwrap();
    desk.write("Hello?");
    assert_eq!(desk.said(chat), before, "a person is in it");
    assert_eq!(in_tab(&mut desk, Tab::Bot, ""), []);
    assert_eq!(in_tab(&mut desk, Tab::Active, ""), [chat]);
    let again = desk
        .memory
        .act(|tx| super::claim(tx, &ana, chat, Some("k")))
        .unwrap();
    assert_eq!(again.id, chat, "once more is the same");
    let tally = desk.memory.act(|tx| tally(tx, Timestamp(0))).unwrap();
    assert_eq!((tally.begun, tally.done, tally.handed), (1, 0, 1));
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
    let thought = desk.thought(next).unwrap();
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
        nearby: None,
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

#[test]
fn a_chat_in_its_hands_ends_when_the_customer_is_blocked() {
    let mut desk = Desk::open(Mode::First);
    let chat = desk.write("Buy my watches");
    let (ana, customer): (Agent, CustomerId) = (desk.ana.clone(), desk.hannah.customer);
    let wanted = block::Wanted {
        reason: "Spam".to_owned(),
        message: "We cannot go on with this.".to_owned(),
        ..block::Wanted::default()
    };
    desk.memory
        .act(|tx| block::block(tx, &ana, &Origin::default(), customer, &wanted))
        .unwrap();
    assert_eq!(desk.last(chat), "We cannot go on with this.");
    let archived = desk.memory.act(|tx| conversation::by_id(tx, chat));
    assert!(archived.unwrap().unwrap().archived_at.is_some());
    // It goes on answering, in the same chat, and nobody is called.
    assert_eq!(desk.write("How long does delivery take?"), chat);
    assert!(desk.last(chat).contains("Parcels take two days."));
    desk.memory.act(|tx| time_is_up(tx, chat)).unwrap();
    assert!(desk.waiting().is_empty());
}

/// A prompter elsewhere that thinks for the bot on Hannah's channel.
fn elsewhere(desk: &mut Desk) -> PrompterId {
    elsewhere_that_hears(desk, false)
}

/// The same; whether it is the team's own, which hears all.
fn elsewhere_that_hears(desk: &mut Desk, hears_all: bool) -> PrompterId {
    let wanted = remote_edit::Wanted {
        name: "Stock room".to_owned(),
        address: "https://kettle.example/ask".to_owned(),
        secret: None,
        model: String::new(),
        instruction: String::new(),
        patience_seconds: 3,
        for_messages: false,
        hears_all,
    };
    let channel = desk.hannah.channel.0;
    desk.memory
        .act(|tx| {
            let id = remote_edit::add(tx, &Origin::default(), Kind::Webhook, &wanted).unwrap();
            let mut bot: Bot = setting::get(tx)?;
            bot.minds.insert(channel, id);
            setting::put(tx, &bot)?;
            Ok::<_, DbError>(id)
        })
        .unwrap()
}

impl Desk {
    /// Hannah writes something about which somebody else is asked.
    fn ask(&mut self, text: &str) -> Question {
        let hannah = self.hannah;
        let said = self.memory.act(|tx| cast::write(tx, hannah, text)).unwrap();
        let thought = self.memory.act(|tx| think(tx, said.conversation, None));
        match thought.unwrap().unwrap() {
            Thought::Question(question) => *question,
            Thought::Said(reply) => panic!("it knew that: {reply:?}"),
        }
    }

    /// What comes of that is said, if anything is.
    fn hear(&mut self, question: &Question, outcome: Result<Said, Fault>) {
        let reply = self
            .memory
            .act(|tx| heard(tx, question, &outcome, None))
            .unwrap();
        if let Some(reply) = reply {
            let id = question.conversation;
            self.memory.act(|tx| speak(tx, id, &reply)).unwrap();
        }
    }
}

fn answers(text: &str) -> Result<Said, Fault> {
    Ok(Said::Answers(vec![Answer::of_words(text)]))
}

#[test]
fn another_thinks_for_it_under_the_same_rules() {
    let mut desk = Desk::open(Mode::First);
    elsewhere(&mut desk);
    let question = desk.ask("How long does delivery take? My order is KK-10482.");
    assert_eq!(
        question.brief.messages.last().unwrap().text,
        "How long does delivery take? My order is …."
    );
    let chat = question.conversation;
    // A card number does not reach a customer, whoever says it.
    desk.hear(
        &question,
        answers("Two days, {customer.first_name|friend}. Not 4111 1111 1111 1111."),
    );
    let said = desk.last(chat);
    assert!(
        said.starts_with("Hello! I am the automatic assistant of Shopbell."),
        "{said}"
    );
    assert!(
        said.contains("Two days, Hannah. Not •••• •••• •••• ••••."),
        "{said}"
    );
    assert!(
        said.ends_with("1. Yes, thank you\n2. Talk to a person"),
        "{said}"
    );

    // It may offer a choice: a number is the words beside it, and a person is always among them.
    let question = desk.ask("And abroad?");
    let labels = ["To Japan", "  ", "To Peru"].map(str::to_owned).to_vec();
    desk.hear(&question, Ok(Said::Buttons("Where to?".to_owned(), labels)));
    assert_eq!(
        desk.last(chat),
        "Where to?\n1. To Japan\n2. To Peru\n3. Talk to a person"
    );
    let question = desk.ask("2");
    assert_eq!(question.brief.messages.last().unwrap().text, "To Peru");
    desk.hear(&question, answers("Ten days."));
    assert!(desk.last(chat).starts_with("Ten days."));

    // Who asks for a person gets one without anybody being asked.
    desk.write("2");
    assert_eq!(desk.waiting().len(), 1);
}

#[test]
fn a_program_of_the_team_s_own_can_look_up_an_order() {
    let mut desk = Desk::open(Mode::First);
    elsewhere_that_hears(&mut desk, true);
    let question = desk.ask("Where is KK-10482? I paid with 4111 1111 1111 1111.");
    assert_eq!(
        question.brief.messages.last().unwrap().text,
        "Where is KK-10482? I paid with •••• •••• •••• ••••."
    );
}

#[test]
fn silence_faults_and_nonsense_are_questions_without_an_answer() {
    for outcome in [
        Err(Fault::Late),
        Err(Fault::Refused),
        Ok(Said::Answers(Vec::new())),
        Ok(Said::Buttons("Where to?".to_owned(), vec![" ".to_owned()])),
    ] {
        let mut desk = Desk::open(Mode::First);
        elsewhere(&mut desk);
        let question = desk.ask("How long does delivery take?");
        let chat = question.conversation;
        desk.hear(&question, outcome.clone());
        let said = desk.last(chat);
        assert!(
            said.contains("I have no answer to that."),
            "{outcome:?}: {said}"
        );
        assert!(said.ends_with("Talk to a person"), "{said}");
        assert!(desk.waiting().is_empty());
        let question = desk.ask("How long, then?");
        desk.hear(&question, outcome.clone());
        assert_eq!(desk.waiting().len(), 1, "{outcome:?}: nobody is left alone");
    }
    // It may pass on at once.
    let mut desk = Desk::open(Mode::First);
    elsewhere(&mut desk);
    let question = desk.ask("I am angry");
    desk.hear(&question, Ok(Said::HandOver));
    assert_eq!(desk.waiting().len(), 1);
}

#[test]
fn what_comes_too_late_is_not_said() {
    let mut desk = Desk::open(Mode::First);
    let id = elsewhere(&mut desk);
    let first = desk.ask("How long does delivery take?");
    let chat = first.conversation;
    // She has written on: the answer to the older message is dropped, the newer one is asked.
    let second = desk.ask("To Japan, I mean");
    desk.hear(&first, answers("Two days."));
    assert_eq!(desk.said(chat), Vec::<String>::new());
    // She asks for a person and Ana comes in: nothing is said any more.
    desk.write("a person please");
    let ana = desk.ana.clone();
    desk.memory
        .act(|tx| claim::claim(tx, &ana, chat, None))
        .unwrap();
    let before = desk.said(chat);
    desk.hear(&second, answers("Ten days."));
    assert_eq!(desk.said(chat), before);

    // Once the other is switched off, the built-in one thinks again.
    let mut desk_two = Desk::open(Mode::First);
    let other = elsewhere(&mut desk_two);
    assert_eq!(other, id);
    desk_two
        .memory
        .act(|tx| remote_edit::switch(tx, &Origin::default(), other, false))
        .unwrap();
    let chat = desk_two.write("How long does delivery take?");
    assert!(desk_two.last(chat).contains("Parcels take two days."));
}

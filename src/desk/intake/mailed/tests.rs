use super::*;
use crate::{
    base::id::MessageId,
    db::memory::Memory,
    desk::{
        cast,
        channel::ChannelKind,
        conversation::{message::Entry, say::Draft},
        dispatch::Parcel,
        intake::{self, What},
        team::Agent,
        waiting_clock,
        waitlist::claim,
    },
};

const OURS: &str = "help@kettle.example";

/// A house with a mailbox, and somebody who answers.
struct Desk {
    memory: Memory,
    account: Account,
    bo: Agent,
}

impl Desk {
    fn open() -> Self {
        let mut memory = Memory::new();
        let (account, bo) = memory
            .act(|tx| {
                cast::site(tx)?;
                let account = cast::account(tx, ChannelKind::Email, OURS)?;
                Ok::<_, DbError>((account, cast::agent(tx, "Bo")?))
            })
            .unwrap();
        Self {
            memory,
            account,
            bo,
        }
    }

    fn comes(&mut self, what: &News) {
        let account = self.account.clone();
        let batch = [what.clone()];
        self.memory
            .act(|tx| intake::take(tx, &account, &batch, &[], None))
            .unwrap();
    }

    /// Bo says something in a chat, and its turn in the outbox comes.
    fn answers(&mut self, chat: i64, quotes: Option<MessageId>) -> Parcel {
        let bo = self.bo.clone();
        self.memory
            .act(|tx| {
                let chat = ConversationId(chat);
                claim::claim(tx, &bo, chat, None).expect("Bo may");
                let draft = Draft {
                    text: "Good day".to_owned(),
                    quotes,
                    ..Draft::default()
                };
                let said = say::by_agent(tx, &bo, chat, &draft, None).expect("Bo may");
                Ok::<_, DbError>(dispatch::begin(tx, said.id)?.expect("its turn has come"))
            })
            .unwrap()
    }

    fn count(&mut self, what: &str) -> i64 {
        let sql = format!("select count(*) from {what}");
        self.memory
            .act(|tx| tx.get(&sql, [], |row| row.get(0)))
            .unwrap()
    }

    fn message(&mut self, header_id: &str) -> MessageId {
        let channel = self.account.channel.id;
        self.memory
            .act(|tx| dispatch::known(tx, channel, header_id))
            .unwrap()
            .unwrap()
    }

    fn clocks_are_right(&mut self) {
        let wrong = self
            .memory
            .act(|tx| waiting_clock::differences(tx))
            .unwrap();
        assert_eq!(wrong, []);
    }
}

fn sender(address: &str) -> Sender {
    Sender {
        external_id: address.to_owned(),
        name: address.split('@').next().unwrap_or_default().to_owned(),
        ..Sender::default()
    }
}

fn mail(from: &str, id: &str, text: &str, is_automatic: bool) -> News {
    let letter = Letter {
        id: id.to_owned(),
        text: text.to_owned(),
        is_automatic,
        ..Letter::default()
    };
    let envelope = Envelope {
        subject: "Kettle".to_owned(),
        references: vec!["m0".to_owned()],
        ..Envelope::default()
    };
    News {
        sender: sender(from),
        at: None,
        what: What::Mailed(letter, Box::new(envelope)),
    }
}

fn report(id: &str, of: &str, is_final: bool) -> News {
    let News { sender, what, .. } = mail("mailer-daemon@post.example", id, "Sorry", true);
    let What::Mailed(letter, envelope) = what else {
        unreachable!("made so above")
    };
    let report = Report {
        of: vec!["unknown".to_owned(), of.to_owned()],
        is_final,
        code: "5.1.1".to_owned(),
        words: "No such mailbox".to_owned(),
    };
    News {
        sender,
        at: None,
        what: What::Bounced(letter, envelope, Box::new(report)),
    }
}

const MIA: &str = "mia@customers.example";

#[test]
fn nobody_waits_for_a_machine_until_a_person_writes() {
    let mut desk = Desk::open();
    desk.comes(&mail(MIA, "m1", "Ten things about tea", true));
    let waits = "conversation where state = 'waiting' and waiting_since is not null";
    assert_eq!(desk.count("conversation where state = 'waiting'"), 1);
    assert_eq!(desk.count(waits), 0);
    desk.clocks_are_right();
    desk.comes(&mail(MIA, "m2", "Hello", false));
    assert_eq!(desk.count(waits), 1);
    assert_eq!(desk.count("conversation"), 1);
    desk.clocks_are_right();
}

#[test]
fn who_writes_as_no_person_does_is_a_machine() {
    let mut desk = Desk::open();
    for number in 0..7 {
        desk.comes(&mail(MIA, &format!("m{number}"), "Hello", false));
    }
    assert_eq!(desk.count("message where automatic = 1"), 2);
    desk.clocks_are_right();
    // After an answer the count begins anew.
    desk.answers(1, None);
    desk.comes(&mail(MIA, "m9", "Thanks", false));
    assert_eq!(desk.count("message where automatic = 1"), 2);
    desk.clocks_are_right();
}

#[test]
fn an_answer_goes_on_where_the_customer_left_off() {
    let mut desk = Desk::open();
    desk.comes(&mail(MIA, "m1", "First", false));
    desk.comes(&mail(MIA, "m2", "Second", false));
    desk.comes(&mail(MIA, "m3", "I am away", true));
    let last = desk.answers(1, None).mail.unwrap();
    assert_eq!(
        last.in_reply_to.as_deref(),
        Some("m2"),
        "a person's mail is answered"
    );
    assert_eq!(last.references, ["m0"]);
    assert_eq!((last.to.as_str(), last.subject.as_str()), (MIA, "Kettle"));
    assert!(last.quoted.unwrap().0.ends_with("mia wrote:"));
    let first = desk.message("m1");
    let quoted = desk.answers(1, Some(first)).mail.unwrap();
    assert_eq!(
        quoted.in_reply_to.as_deref(),
        Some("m1"),
        "what is quoted is answered"
    );

    // Who wants answers elsewhere gets them there, and what has no name is not named.
    let mut nameless = mail(MIA, "sha256:00", "Third", false);
    if let What::Mailed(_, envelope) = &mut nameless.what {
        envelope.reply_to = "office@customers.example".to_owned();
    }
    desk.comes(&nameless);
    let elsewhere = desk.answers(1, None).mail.unwrap();
    assert_eq!(elsewhere.to, "office@customers.example");
    assert_eq!(elsewhere.in_reply_to, None);
}

#[test]
fn a_mail_keeps_its_name_until_it_has_come_back() {
    let mut desk = Desk::open();
    desk.comes(&mail(MIA, "m1", "Hello", false));
    let parcel = desk.answers(1, None);
    let (id, name) = (parcel.message.id, parcel.mail.unwrap().header_id);
    assert_eq!(mail::message_in(&name), Some(id));
    let again = |desk: &mut Desk| {
        let parcel = desk
            .memory
            .act(|tx| {
                tx.execute("update outbox set state = 'queued'", [])?;
                dispatch::begin(tx, id)
            })
            .unwrap();
        parcel.unwrap().mail.unwrap().header_id
    };
    assert_eq!(again(&mut desk), name);

    // What is only late is a line; what has come back has failed, and is sent under another name.
    desk.comes(&report("r1", &name, false));
    assert_eq!(
        desk.count("message where text like 'team:mail-delayed %'"),
        1
    );
    desk.comes(&report("r2", &name, true));
    assert_eq!(desk.count("message where delivery = 'failed'"), 1);
    assert_eq!(
        desk.count("outbox where code = '5.1.1' and words = 'No such mailbox'"),
        1
    );
    desk.clocks_are_right();
    let other = again(&mut desk);
    assert_ne!(other, name);
    // Whatever is still said of the first is no more about it, and never a chat.
    for news in [report("r2", &name, true), report("r3", &name, true)] {
        desk.comes(&news);
    }
    assert_eq!(desk.count("conversation"), 1);
    // A report of nothing of ours is a mail as any other.
    desk.comes(&report("r4", "another's", true));
    assert_eq!(desk.count("conversation"), 2);
}

#[test]
fn a_machine_answers_in_the_chat_that_has_ended() {
    let mut desk = Desk::open();
    desk.comes(&mail(MIA, "m1", "Hello", false));
    let name = desk.answers(1, None).mail.unwrap().header_id;
    let bo = desk.bo.clone();
    desk.memory
        .act(|tx| {
            crate::desk::closing::choice::install_defaults(tx, crate::base::lang::Lang::En)?;
            cast::close(tx, &bo, ConversationId(1))
        })
        .unwrap();
    let mut away = mail(MIA, "m2", "I am away", true);
    if let What::Mailed(_, envelope) = &mut away.what {
        envelope.in_reply_to = vec![name];
    }
    desk.comes(&away);
    assert_eq!(desk.count("conversation where state <> 'closed'"), 0);
    assert_eq!(desk.count("conversation"), 1);
    let log = desk
        .memory
        .act(|tx| {
            crate::desk::conversation::message::of_conversation(
                tx,
                ConversationId(1),
                MessageId(0),
                50,
            )
        })
        .unwrap();
    let last = log.iter().rev().find_map(|entry| match entry {
        Entry::Message(message) if !matches!(message.author.word(), "system") => Some(message),
        _ => None,
    });
    assert_eq!(last.map(|message| message.text.as_str()), Some("I am away"));
}

/// The same mail, and what its receiving server says of the sender.
fn vouched(news: News, is_proved: Option<bool>, to: &str) -> News {
    let What::Mailed(letter, mut envelope) = news.what else {
        unreachable!("it is a mail");
    };
    envelope.is_proved = is_proved;
    envelope.to = vec![to.to_owned()];
    News {
        what: What::Mailed(letter, envelope),
        ..news
    }
}

#[test]
fn whoever_says_to_be_a_colleague_has_to_be_vouched_for() {
    for (is_proved, is_theirs) in [(Some(true), true), (Some(false), false), (None, false)] {
        let mut desk = Desk::open();
        let mia = "mia@customers.example";
        desk.comes(&mail(mia, "m0", "Hello", false));
        let forged = mail("bo@kettle.example", "b1", "Pay here instead", false);
        desk.comes(&vouched(forged, is_proved, mia));
        let theirs =
            "message where text = 'Pay here instead' and author = 'agent' and conversation_id = 1";
        assert_eq!(desk.count(theirs), i64::from(is_theirs), "{is_proved:?}");
        // Else it is a chat of whoever wrote it, and says that nobody vouches for them.
        let apart = desk.count("conversation where state <> 'fresh'");
        assert_eq!(apart, if is_theirs { 1 } else { 2 }, "{is_proved:?}");
        let marked = desk.count("mail where unproved = 1");
        assert_eq!(marked, i64::from(!is_theirs), "{is_proved:?}");
        desk.clocks_are_right();
    }
}

#[test]
fn a_customer_s_mail_is_marked_only_when_it_failed() {
    for (is_proved, marked) in [(Some(true), 0), (None, 0), (Some(false), 1)] {
        let mut desk = Desk::open();
        let news = mail("mia@customers.example", "m1", "Hello", false);
        desk.comes(&vouched(news, is_proved, OURS));
        assert_eq!(
            desk.count("mail where unproved = 1"),
            marked,
            "{is_proved:?}"
        );
    }
}

/// Bo writes to Mia from a mail program of their own, in answer to her mail, and the receiving server vouches for it.
fn by_bo(id: &str, text: &str, is_automatic: bool) -> News {
    vouched(
        mail("bo@kettle.example", id, text, is_automatic),
        Some(true),
        MIA,
    )
}

#[test]
fn a_colleague_s_own_mail_program_answers_in_the_chat() {
    let mut desk = Desk::open();
    desk.comes(&mail(MIA, "m0", "Hello", false));
    let waits = "conversation where state = 'waiting' and waiting_since is not null";
    assert_eq!(desk.count(waits), 1);
    let theirs = by_bo("b1", "It whistles", false);
    for _ in 0..2 {
        desk.comes(&theirs);
    }
    // It is Bo's answer, once, and nothing is sent on: she has it. Nobody has taken the chat by that.
    let bo = desk.bo.id;
    let answers = format!(
        "message where author = 'agent' and agent_id = {bo} and internal = 0 and text = 'It whistles' and delivery = 'sent'"
    );
    assert_eq!(desk.count(&answers), 1);
    assert_eq!(desk.count("outbox"), 0);
    assert_eq!(desk.count(waits), 0);
    let answered = "conversation where state = 'waiting' and agent_id is null and first_reply_at is not null and preview = 'It whistles'";
    assert_eq!(desk.count(answered), 1);
    desk.clocks_are_right();
    // What she answers to that goes on in her chat, and what the house answers then goes on from there.
    let mut answer = mail(MIA, "m2", "And does it ring?", false);
    if let What::Mailed(_, envelope) = &mut answer.what {
        envelope.in_reply_to = vec!["b1".to_owned()];
    }
    desk.comes(&answer);
    assert_eq!(desk.count("conversation"), 1);
    assert_eq!(desk.count(waits), 1);
    assert_eq!(
        desk.answers(1, None).mail.unwrap().in_reply_to.as_deref(),
        Some("m2")
    );
    desk.clocks_are_right();
}

#[test]
fn what_answers_for_a_colleague_is_no_answer_of_theirs() {
    let mut desk = Desk::open();
    desk.comes(&mail(MIA, "m0", "Hello", false));
    desk.comes(&by_bo("b1", "I am away until Monday", true));
    assert_eq!(desk.count("message where author = 'agent'"), 0);
    let line = "message where text = 'team:elsewhere I am away until Monday'";
    assert_eq!(desk.count(line), 1);
    assert_eq!(
        desk.count("conversation where waiting_since is not null"),
        1
    );
    // Nor is what somebody writes who is of the team no more.
    let bo = desk.bo.id;
    desk.memory
        .act(|tx| {
            tx.execute(
                "update agent set deactivated_at = ?2 where id = ?1",
                (bo, tx.now),
            )
        })
        .unwrap();
    desk.comes(&by_bo("b2", "Pay here instead", false));
    assert_eq!(desk.count("message where author = 'agent'"), 0);
    assert_eq!(desk.count("conversation where state <> 'fresh'"), 2);
}

#[test]
fn a_chat_that_has_ended_stays_so_whatever_a_colleague_writes_to_it() {
    let mut desk = Desk::open();
    desk.comes(&mail(MIA, "m0", "Hello", false));
    desk.answers(1, None);
    let bo = desk.bo.clone();
    desk.memory
        .act(|tx| {
            crate::desk::closing::choice::install_defaults(tx, crate::base::lang::Lang::En)?;
            cast::close(tx, &bo, ConversationId(1))
        })
        .unwrap();
    let has_ended = "conversation where state = 'closed'";
    assert_eq!(desk.count(has_ended), 1);
    desk.comes(&by_bo("b1", "One more thing", false));
    assert_eq!(desk.count(has_ended), 1);
    assert_eq!(
        desk.count(
            "message where author = 'agent' and text = 'One more thing' and conversation_id = 1"
        ),
        1
    );
    assert_eq!(
        desk.count("conversation where preview = 'One more thing'"),
        1
    );
    desk.clocks_are_right();
}

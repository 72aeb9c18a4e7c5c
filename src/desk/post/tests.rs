use super::*;
use crate::{
    base::id::MessageId,
    db::memory::Memory,
    desk::{
        cast,
        conversation::{
            consent,
            message::{self, Entry},
        },
        customer::visitor::Visitor,
        privacy::withdrawal::withdraw,
    },
};

/// A house with a mailbox and a chat.
struct Shop {
    memory: Memory,
    ana: Agent,
    mailbox: ChannelId,
    chat: ConversationId,
}

impl Shop {
    fn open() -> Self {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
        let said = memory
            .act(|tx| cast::waiting_chat(tx, "Hannah", "Hello?"))
            .unwrap();
        let mailbox = memory
            .act(|tx| cast::account(tx, ChannelKind::Email, "help@kettle.example"))
            .unwrap();
        Self {
            memory,
            ana,
            mailbox: mailbox.channel.id,
            chat: said.conversation,
        }
    }

    fn draft(&self, recipient: &str) -> Draft {
        Draft {
            channel: self.mailbox,
            conversation: self.chat,
            recipient: recipient.to_owned(),
            subject: "Your chat".to_owned(),
            text: "Hello?".to_owned(),
            html: format!("<p>Hello {recipient}</p>"),
            has_comments: false,
        }
    }

    fn send(&mut self, draft: &Draft) -> Result<PostId, PostError> {
        let ana = self.ana.clone();
        self.memory.act(|tx| send(tx, &ana, draft))
    }

    fn due(&mut self) -> Vec<PostId> {
        self.memory.act(|tx| due(tx)).unwrap()
    }

    fn post(&mut self, id: PostId) -> Post {
        self.memory.act(|tx| by_id(tx, id)).unwrap().unwrap()
    }

    fn stands(&mut self, id: PostId) -> (Stage, String) {
        let post = self.post(id);
        (post.stage, post.words)
    }

    fn lines(&mut self) -> Vec<String> {
        let chat = self.chat;
        let entries = self
            .memory
            .act(|tx| message::of_conversation(tx, chat, MessageId(0), 50))
            .unwrap();
        entries
            .into_iter()
            .filter_map(|entry| match entry {
                Entry::Message(message) => message.text.strip_prefix("team:").map(str::to_owned),
                Entry::Comment(_) => None,
            })
            .filter(|line| line.starts_with("transcript-"))
            .collect()
    }
}

#[test]
fn what_cannot_be_sent_is_not_taken() {
    let mut shop = Shop::open();
    for address in [
        "",
        "hannah",
        "hannah@post",
        "a b@post.example",
        "a@post.example, b@post.example",
    ] {
        let draft = shop.draft(address);
        let refused = shop.send(&draft);
        assert!(matches!(refused, Err(PostError::BadAddress)), "{address}");
    }
    let inside = Draft {
        has_comments: true,
        ..shop.draft("hannah@post.example")
    };
    assert!(matches!(shop.send(&inside), Err(PostError::Outsider)));
    let colleague = Draft {
        has_comments: true,
        ..shop.draft(" Ana@kettle.example ")
    };
    assert!(shop.send(&colleague).is_ok());
    let elsewhere = Draft {
        channel: ChannelId(99),
        ..shop.draft("hannah@post.example")
    };
    assert!(matches!(shop.send(&elsewhere), Err(PostError::NoMailbox)));
    // A mailbox that rests sends nothing new.
    let mailbox = shop.mailbox;
    shop.memory
        .act(|tx| tx.execute("update channel set paused_at = 1 where id = ?1", [mailbox]))
        .unwrap();
    let draft = shop.draft("hannah@post.example");
    assert!(matches!(shop.send(&draft), Err(PostError::NoMailbox)));
}

#[test]
fn a_second_click_is_no_second_mail_and_nobody_is_flooded() {
    let mut shop = Shop::open();
    let draft = shop.draft("hannah@post.example");
    let first = shop.send(&draft).unwrap();
    assert_eq!(shop.send(&draft).unwrap(), first);
    for _ in 1..MOST {
        shop.memory.advance(TWICE + Duration::from_secs(1));
        assert_ne!(shop.send(&draft).unwrap(), first);
    }
    shop.memory.advance(TWICE + Duration::from_secs(1));
    assert!(matches!(shop.send(&draft), Err(PostError::TooMany)));
    shop.memory.advance(PATIENCE);
    assert!(shop.send(&draft).is_ok());
}

#[test]
fn a_mail_waits_for_its_server_and_goes_again_after_a_crash() {
    let mut shop = Shop::open();
    let draft = shop.draft("hannah@post.example");
    let id = shop.send(&draft).unwrap();
    assert_eq!(shop.lines(), ["transcript-mailed hannah@post.example"]);
    assert_eq!(shop.due(), [id]);
    let (post, account) = shop.memory.act(|tx| begin(tx, id)).unwrap().unwrap();
    assert_eq!(account.own_id, "help@kettle.example");
    // Nobody sends it a second time while it is on its way.
    assert!(shop.memory.act(|tx| begin(tx, id)).unwrap().is_none());
    assert!(shop.due().is_empty());

    shop.memory.act(recover).unwrap();
    let (same, _) = shop.memory.act(|tx| begin(tx, id)).unwrap().unwrap();
    assert_eq!(same.header_id, post.header_id, "the same mail");

    shop.memory
        .act(|tx| put_off(tx, id, None, "SMTP: away"))
        .unwrap();
    assert_eq!(shop.stands(id), (Stage::Queued, "SMTP: away".to_owned()));
    assert!(shop.due().is_empty());
    shop.memory.advance(Duration::from_secs(1));
    assert_eq!(shop.due(), [id]);
    shop.memory.act(|tx| sent(tx, id)).unwrap();
    let post = shop.post(id);
    assert_eq!(post.stage, Stage::Sent);
    assert_eq!((post.text.as_str(), post.html.as_str()), ("", ""));
}

#[test]
fn what_does_not_get_there_is_told_and_can_be_tried_again() {
    let mut shop = Shop::open();
    let draft = shop.draft("hannah@post.example");
    let id = shop.send(&draft).unwrap();
    shop.memory.advance(PATIENCE + Duration::from_secs(1));
    shop.memory.act(|tx| begin(tx, id)).unwrap();
    shop.memory
        .act(|tx| put_off(tx, id, None, "SMTP: away"))
        .unwrap();
    assert_eq!(shop.stands(id), (Stage::Failed, "SMTP: away".to_owned()));
    assert_eq!(
        shop.lines()[1],
        "transcript-unmailed hannah@post.example SMTP: away"
    );

    let chat = shop.chat;
    let foreign = shop.memory.act(|tx| again(tx, ConversationId(99), id));
    assert!(matches!(foreign, Err(PostError::NotFound)));
    shop.memory.act(|tx| again(tx, chat, id)).unwrap();
    assert_eq!(shop.due(), [id]);
    shop.memory.act(|tx| sent(tx, id)).unwrap();

    // It came back: its words are gone, so that there is nothing to try again.
    let header = shop.post(id).header_id;
    let strange = vec!["other@post.example".to_owned()];
    assert!(!shop.memory.act(|tx| came_back(tx, &strange, "")).unwrap());
    let known = vec!["other@post.example".to_owned(), header];
    for _ in 0..2 {
        let is_known = shop.memory.act(|tx| came_back(tx, &known, "550 unknown"));
        assert!(is_known.unwrap());
    }
    assert_eq!(shop.stands(id), (Stage::Failed, "550 unknown".to_owned()));
    assert_eq!(shop.lines().len(), 3);
    assert!(shop.memory.act(|tx| again(tx, chat, id)).is_err());
}

#[test]
fn a_customer_is_sent_their_own_chat_once_somebody_has_answered_and_not_too_often() {
    let mut shop = Shop::open();
    let draft = shop.draft("hannah@post.example");
    let ask = |shop: &mut Shop, draft: &Draft| {
        shop.memory.advance(TWICE + Duration::from_secs(1));
        shop.memory.act(|tx| send_to_customer(tx, draft))
    };
    let early = ask(&mut shop, &draft);
    assert!(matches!(early, Err(PostError::NotAnswered)));
    let (ana, chat) = (shop.ana.clone(), shop.chat);
    let reply = say::Draft {
        text: "Good morning".to_owned(),
        ..say::Draft::default()
    };
    shop.memory
        .act(|tx| crate::desk::waitlist::claim::claim(tx, &ana, chat, None))
        .unwrap();
    shop.memory
        .act(|tx| say::by_agent(tx, &ana, chat, &reply, None))
        .unwrap();
    for _ in 0..MOST_BY_CUSTOMER {
        ask(&mut shop, &draft).unwrap();
    }
    assert!(matches!(ask(&mut shop, &draft), Err(PostError::TooMany)));
    assert_eq!(shop.lines()[0], "transcript-asked hannah@post.example");
    // Nor is another chat's customer made to write to the same address; the team goes on as before.
    let other = shop
        .memory
        .act(|tx| cast::waiting_chat(tx, "Omar", "Hello?"))
        .unwrap()
        .conversation;
    shop.memory
        .act(|tx| crate::desk::waitlist::claim::claim(tx, &ana, other, None))
        .unwrap();
    shop.memory
        .act(|tx| say::by_agent(tx, &ana, other, &reply, None))
        .unwrap();
    let theirs = Draft {
        conversation: other,
        ..shop.draft("Hannah@post.example")
    };
    assert!(matches!(ask(&mut shop, &theirs), Err(PostError::TooMany)));
    shop.memory.advance(TWICE + Duration::from_secs(1));
    assert!(shop.send(&draft).is_ok());
    shop.memory.advance(PATIENCE);
    assert!(ask(&mut shop, &theirs).is_ok());
}

#[test]
fn what_was_said_by_whoever_has_withdrawn_goes_to_colleagues_alone() {
    let mut shop = Shop::open();
    let chat = shop.chat;
    let vera = shop
        .memory
        .act(|tx| {
            consent::note(tx, chat, "We keep this.", false)?;
            tx.get(
                "select identity_id, customer_id, channel_id from conversation where id = ?1",
                [chat],
                |row| {
                    Ok(Visitor {
                        identity: row.get(0)?,
                        customer: row.get(1)?,
                        channel: row.get(2)?,
                    })
                },
            )
        })
        .unwrap();
    let before = shop.send(&shop.draft("vera@post.example")).unwrap();
    let to_bo = shop.send(&shop.draft("ana@kettle.example")).unwrap();
    shop.memory.advance(Duration::from_secs(60));
    shop.memory.act(|tx| withdraw(tx, vera, false)).unwrap();
    // What was on its way stays here, and what goes to a colleague goes.
    assert!(shop.memory.act(|tx| begin(tx, before)).unwrap().is_none());
    assert_eq!(shop.stands(before).0, Stage::Failed);
    assert!(shop.memory.act(|tx| begin(tx, to_bo)).unwrap().is_some());
    let refused = shop.send(&shop.draft("vera@post.example"));
    assert!(matches!(refused, Err(PostError::Withdrawn)), "{refused:?}");
    shop.send(&shop.draft("ana@kettle.example")).unwrap();
}

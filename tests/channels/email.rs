//! Mailboxes on real servers: Dovecot keeps them, Postfix carries between them and the house.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use shopbell::{
    base::id::ChannelId,
    channels::{self, Fault},
    db::DbError,
    desk::{
        account::{self, Introduction, Keys, Trouble},
        audit::Origin,
        channel::ChannelKind,
        greeting, team,
        waitlist::claim,
    },
    sound,
};

use super::{
    answers, has_written, log_of,
    post_office::{PASSWORD, PostOffice, header, post_office},
    stands, takes,
};
use crate::{
    files::voices::RECORDED,
    house::{House, Person},
    office::picture,
};

/// Connects a mailbox and waits until it is listened to.
pub(super) async fn connect(house: &House, keys: Keys) -> ChannelId {
    let address = keys.get("address").to_owned();
    let who = Introduction {
        own_id: address.clone(),
        username: address,
    };
    let db = &house.inside().db;
    let id = db
        .write(move |tx| account::connect(tx, ChannelKind::Email, &who.username, &keys, &who))
        .await
        .unwrap();
    house
        .until("the mailbox is listened to", async || {
            house.count("account where cursor is not null").await == 1
        })
        .await;
    id
}

/// A mail as people write them.
pub(super) struct Mail<'a> {
    pub(super) from: &'a str,
    pub(super) to: &'a str,
    pub(super) id: &'a str,
    pub(super) subject: &'a str,
    /// Whole lines, each with its end.
    pub(super) headers: String,
    pub(super) text: &'a str,
}

impl Mail<'_> {
    pub(super) fn raw(&self) -> String {
        let Self {
            from,
            to,
            id,
            subject,
            headers,
            text,
        } = self;
        let kind = if headers.contains("Content-Type") {
            ""
        } else {
            "Content-Type: text/plain; charset=utf-8\n"
        };
        let mail = format!(
            "From: {from}\nTo: {to}\nSubject: {subject}\nMessage-ID: <{id}>\nDate: Thu, 26 Nov 2026 10:00:00 +0000\n\
             MIME-Version: 1.0\n{kind}{headers}\n{text}\n"
        );
        mail.replace('\n', "\r\n")
    }
}

/// A house with a mailbox, and somebody who answers.
pub(super) struct Shop {
    pub(super) house: House,
    pub(super) post: &'static PostOffice,
    pub(super) agent: Person,
    pub(super) ours: String,
    pub(super) channel: ChannelId,
}

impl Shop {
    /// `name` is the story's own: nobody else writes to its addresses.
    pub(super) async fn open(name: &str, more: &[(&str, &str)]) -> Self {
        let post = post_office();
        let house = House::open().await;
        let ours = format!("help-{name}@kettle.example");
        let mut keys = post.keys(&ours);
        for (name, value) in more {
            keys.set(name, value);
        }
        let channel = connect(&house, keys).await;
        let agent = house.agent("Bo").await;
        Self {
            house,
            post,
            agent,
            ours,
            channel,
        }
    }

    pub(super) async fn writes(&self, from: &str, id: &str, headers: &str, text: &str) {
        let address = from.rsplit('<').next().unwrap().trim_end_matches('>');
        let mail = Mail {
            from,
            to: &self.ours,
            id,
            subject: "Kettle",
            headers: headers.to_owned(),
            text,
        };
        self.gets(address, &mail).await;
    }

    /// A mail comes to the house's mailbox. Two that are handed in at once come in any order.
    pub(super) async fn gets(&self, from: &str, mail: &Mail<'_>) {
        let before = self.post.mails(&self.ours).len();
        self.post.carry(from, mail.to, &mail.raw()).await;
        self.house
            .until("the mail is in its mailbox", async || {
                self.post.mails(&self.ours).len() > before
            })
            .await;
    }

    /// The first customer says hello and is answered; answers that mail, as it came to them.
    pub(super) async fn answered(&self, customer: &str, id: &str) -> String {
        self.writes(customer, id, "", "Hello").await;
        has_written(&self.house, &self.agent, 1, &["Hello"]).await;
        takes(&self.house, &self.agent, 1).await;
        answers(&self.house, &self.agent, 1, "Good day").await;
        self.post.has_brought(customer, 1).await.remove(0)
    }

    pub(super) async fn chat(&self, id: i64) -> Value {
        let path = format!("conversations/{id}");
        self.house.get(&self.agent, &path, &[]).await.json()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_is_served_by_mail_from_the_first_word_to_the_rating() {
    let post = post_office();
    let shop = Shop::open(
        "served",
        &[
            ("imap_server", &format!("localhost:{}", post.imaps)),
            ("imap_security", "tls"),
            ("smtp_server", &format!("localhost:{}", post.submission)),
            ("smtp_security", "starttls"),
            ("authority", &post.authority()),
            ("sender", "Kettle & Co."),
            ("signature", "Kettle & Co.\nWater Lane 1"),
            ("quoted", "yes"),
        ],
    )
    .await;
    let Shop {
        house, agent, ours, ..
    } = &shop;
    let (mia, address) = (
        "Mia Okafor <mia-served@customers.example>",
        "mia-served@customers.example",
    );

    // The first mail, and an answer in its thread.
    shop.writes(
        mia,
        "m1@customers.example",
        "References: <m0@customers.example>\n",
        "Does it whistle?",
    )
    .await;
    has_written(house, agent, 1, &["Does it whistle?"]).await;
    takes(house, agent, 1).await;
    answers(house, agent, 1, "Yes, loudly.").await;
    let came = post.has_brought(address, 1).await;
    stands(house, agent, 1, "sent").await;
    let first = header(&came[0], "Message-ID")
        .trim_matches(['<', '>'])
        .to_owned();
    assert!(
        first.starts_with("sb.") && first.ends_with("@kettle.example"),
        "{first}"
    );
    for (name, expected) in [
        ("From", &*format!("=?utf-8?b?S2V0dGxlICYgQ28u?= <{ours}>")),
        ("Subject", "Re: Kettle"),
        ("In-Reply-To", "<m1@customers.example>"),
        (
            "References",
            "<m0@customers.example> <m1@customers.example>",
        ),
        ("MIME-Version", "1.0"),
        ("Auto-Submitted", ""),
    ] {
        assert_eq!(header(&came[0], name), expected, "{name}: {}", came[0]);
    }
    assert_ne!(header(&came[0], "X-Shopbell"), "");
    assert_eq!(header(&came[0], "Delivered-To"), address);
    for words in [
        "Yes, loudly.",
        "Water Lane 1",
        "Mia Okafor wrote:",
        "> Does it whistle?",
    ] {
        assert!(came[0].contains(words), "{words}: {}", came[0]);
    }

    // Her answer, of which only what is new is shown; a picture and a recording come with it.
    let ogg = sound::webm_to_ogg(RECORDED).unwrap().bytes;
    let file = |kind: &str, name: &str, bytes: &[u8]| {
        format!(
            "--part\nContent-Type: {kind}; name=\"{name}\"\nContent-Disposition: attachment; filename=\"{name}\"\n\
             Content-Transfer-Encoding: base64\n\n{}\n",
            STANDARD.encode(bytes)
        )
    };
    let text = format!(
        "--part\nContent-Type: text/plain; charset=utf-8\n\nGreat, like this?\n\nOn Thu, 26 Nov 2026, Kettle & Co. wrote:\n\
         > Yes, loudly.\n\n{}{}--part--",
        file("image/jpeg", "kettle.jpg", &picture()),
        file("audio/ogg", "song.ogg", &ogg),
    );
    let headers = format!(
        "In-Reply-To: <{first}>\nReferences: <m1@customers.example> <{first}>\n\
         Content-Type: multipart/mixed; boundary=part\n"
    );
    shop.writes(mia, "m2@customers.example", &headers, &text)
        .await;
    house
        .until("picture and recording are here", async || {
            let log = log_of(house, agent, 1).await;
            let last = log.last().unwrap();
            let files = last["attachments"].as_array();
            let kinds: Vec<_> = files
                .into_iter()
                .flatten()
                .map(|file| file["kind"].as_str().unwrap())
                .collect();
            last["text"] == "Great, like this?" && kinds == ["image", "voice"]
        })
        .await;

    // Both ways: words, a picture and a recording are one mail.
    let sent = house
        .post(agent, "files?name=a.jpg", "image/jpeg", picture())
        .await
        .json();
    let spoken = house
        .post(
            agent,
            "files?name=voice.webm&kind=voice",
            "audio/webm",
            RECORDED.into(),
        )
        .await
        .json();
    let body = json!({ "text": "Just so", "attachments": [sent["id"], spoken["id"]] });
    let said = house.tell(agent, "conversations/1/messages", body).await;
    assert_eq!(said.status, 201, "{}", said.text());
    let came = post.has_brought(address, 2).await;
    stands(house, agent, 1, "sent").await;
    let answer = &came[1];
    assert_eq!(header(answer, "In-Reply-To"), "<m2@customers.example>");
    assert!(header(answer, "References").ends_with(&format!("<{first}> <m2@customers.example>")));
    for words in ["Just so", "image/jpeg", "audio/mpeg", "a.jpg", "voice.mp3"] {
        assert!(answer.contains(words), "{words}: {answer}");
    }

    // The survey is a figure, answered above what it quotes.
    let close = json!({ "survey": true });
    let closed = house.tell(agent, "conversations/1/close", close).await;
    assert_eq!(closed.status, 200, "{}", closed.text());
    let came = post.has_brought(address, 3).await;
    assert!(came[2].contains("from 1"), "{}", came[2]);
    assert_eq!(header(&came[2], "Auto-Submitted"), "auto-replied");
    let asked = header(&came[2], "Message-ID");
    shop.writes(
        mia,
        "m3@customers.example",
        &format!("In-Reply-To: {asked}\n"),
        "5\n\n> How did we do?",
    )
    .await;
    let came = post.has_brought(address, 4).await;
    assert!(came[3].contains("Thank you"), "{}", came[3]);
    assert_eq!(shop.chat(1).await["rating"], 5);
    assert_eq!(house.count("conversation").await, 1);

    // What was sent is kept among the sent mail.
    house
        .until("there are four copies", async || {
            post.mails_in(ours, ".Sent").len() == 4
        })
        .await;
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn machines_are_neither_greeted_nor_waited_for() {
    let shop = Shop::open("automatic", &[]).await;
    let Shop {
        house, post, agent, ..
    } = &shop;
    let db = &house.inside().db;
    db.write::<_, DbError>(|tx| {
        greeting::edit::use_shipped(tx, &Origin::default()).unwrap();
        Ok(())
    })
    .await
    .unwrap();
    let news = "news-automatic@customers.example";
    let headers = "List-Id: <news.customers.example>\nPrecedence: bulk\n";
    shop.writes(
        news,
        "a1@customers.example",
        headers,
        "Ten things about tea",
    )
    .await;
    has_written(house, agent, 1, &["Ten things about tea"]).await;
    let chat = shop.chat(1).await;
    assert!(chat["waiting_since"].is_null(), "{chat}");
    assert_eq!(chat["status"], "new", "{chat}");
    assert_eq!(house.count("message where automatic = 1").await, 1);

    // A person is greeted, as a machine does it.
    let mia = "mia-automatic@customers.example";
    shop.writes(mia, "a2@customers.example", "", "Hello").await;
    let came = post.has_brought(mia, 1).await;
    assert_eq!(header(&came[0], "Auto-Submitted"), "auto-replied");
    assert!(shop.chat(2).await["waiting_since"].is_number());

    // The first in line is who waits, though the machine came before.
    let next = db
        .write::<_, DbError>(|tx| {
            let (bo, _) = team::by_email(tx, "bo@kettle.example")?.unwrap();
            Ok(claim::claim_next(tx, &bo, None).unwrap())
        })
        .await
        .unwrap();
    assert_eq!(next.map(|chat| chat.id.0), Some(2));
    assert_eq!(post.mails(news), Vec::<String>::new());

    // With a person's word, there is somebody who waits.
    shop.writes(news, "a3@customers.example", "", "And by the way")
        .await;
    has_written(house, agent, 1, &["Ten things about tea", "And by the way"]).await;
    assert!(shop.chat(1).await["waiting_since"].is_number());
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_restart_in_the_middle_it_is_the_same_mail_again() {
    let shop = Shop::open("restart", &[]).await;
    let mia = "mia-restart@customers.example";
    shop.writes(mia, "s1@customers.example", "", "Hello").await;
    has_written(&shop.house, &shop.agent, 1, &["Hello"]).await;
    takes(&shop.house, &shop.agent, 1).await;
    answers(&shop.house, &shop.agent, 1, "Good day").await;
    shop.post.has_brought(mia, 1).await;
    stands(&shop.house, &shop.agent, 1, "sent").await;
    // As a process leaves it that ends while it hands a message over.
    let db = &shop.house.inside().db;
    db.write::<_, DbError>(|tx| {
        tx.execute(
            "update message set delivery = 'sending' where author = 'agent'",
            [],
        )?;
        tx.execute(
            "insert into outbox (message_id, conversation_id, channel_id, state, due_at)
             select id, conversation_id, 2, 'sending', 0 from message where author = 'agent'",
            [],
        )
    })
    .await
    .unwrap();
    let house = shop.house.reopen().await;
    let came = shop.post.has_brought(mia, 2).await;
    stands(&house, &shop.agent, 1, "sent").await;
    assert_eq!(
        header(&came[0], "Message-ID"),
        header(&came[1], "Message-ID")
    );
    assert_eq!(house.count("outbox").await, 0);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_test_proves_both_ways() {
    let post = post_office();
    let house = House::open().await;
    let (imaps, smtps) = (
        format!("localhost:{}", post.imaps),
        format!("localhost:{}", post.smtps),
    );
    let authority = post.authority();
    let tls = [
        ("imap_server", imaps.as_str()),
        ("imap_security", "tls"),
        ("smtp_server", smtps.as_str()),
        ("smtp_security", "tls"),
        ("authority", authority.as_str()),
    ];
    let (imap, submission) = (
        format!("localhost:{}", post.imap),
        format!("localhost:{}", post.submission),
    );
    let starttls = [
        ("imap_server", imap.as_str()),
        ("imap_security", "starttls"),
        ("smtp_server", submission.as_str()),
        ("smtp_security", "starttls"),
        ("authority", authority.as_str()),
    ];
    let refused = Some(Trouble::Refused);
    let setup = Some(Trouble::Setup);
    for (what, given, more, expected) in [
        ("TLS", &tls[..], &[][..], Ok(())),
        ("STARTTLS", &starttls, &[], Ok(())),
        (
            "an unknown authority",
            &tls,
            &[("authority", "")],
            Err(None),
        ),
        (
            "a wrong password",
            &tls,
            &[("password", "wrong")],
            Err(refused),
        ),
        (
            "a wrong password for sending",
            &tls,
            &[("smtp_password", "wrong")],
            Err(refused),
        ),
        ("no such folder", &tls, &[("folder", "Nowhere")], Err(setup)),
        (
            "no TLS to a machine elsewhere",
            &tls,
            &[("imap_security", "none"), ("imap_server", "192.0.2.1")],
            Err(setup),
        ),
        (
            "tokens, where they are delivered",
            &tls,
            &[("reply_token", "yes")],
            Ok(()),
        ),
        (
            "tokens, where they come back",
            &tls,
            &[
                ("reply_token", "yes"),
                ("address", "no-plus@kettle.example"),
            ],
            Err(setup),
        ),
        (
            "no such server",
            &tls,
            &[("smtp_server", "localhost:1")],
            Err(None),
        ),
    ] {
        let mut keys = post.keys("help-test@kettle.example");
        for (name, value) in given.iter().chain(more) {
            keys.set(name, value);
        }
        let mailbox =
            channels::platform(ChannelKind::Email, &keys, house.inside().office.http()).unwrap();
        let told = mailbox.introduce().await;
        let outcome = match &told {
            Ok(who) => {
                assert_eq!(who.own_id, "help-test@kettle.example");
                Ok(())
            }
            Err(Fault::Account(trouble, words)) => {
                assert!(
                    words.contains("IMAP: ") || words.contains("SMTP: "),
                    "{words}"
                );
                Err(Some(*trouble))
            }
            Err(_) => Err(None),
        };
        assert_eq!(outcome, expected, "{what}: {told:?}");
        assert!(!format!("{told:?}").contains(PASSWORD));
    }
    house.close().await;
}

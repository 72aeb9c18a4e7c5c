//! Everything that goes wrong with a mailbox, as its servers do it.

use std::time::Duration;

use serde_json::json;
use shopbell::{
    base::time::Clock,
    config::ServeFlags,
    demo::platform::mail::{Imap, Mood, Smtp},
    desk::account::Keys,
};

use super::{
    answers,
    email::{Mail, connect},
    has_written, log_of,
    post_office::header,
    stands, takes,
};
use crate::house::{House, Person};

const OURS: &str = "help@kettle.example";
const MIA: &str = "mia@customers.example";

struct Shop {
    house: House,
    imap: Imap,
    smtp: Smtp,
    agent: Person,
}

fn mail(id: &str, text: &str) -> String {
    let mail = Mail {
        from: MIA,
        to: OURS,
        id,
        subject: "Kettle",
        headers: String::new(),
        text,
    };
    mail.raw()
}

impl Shop {
    async fn open(clock: Clock, idles: bool) -> Self {
        let (imap, smtp) = (
            Imap::open(idles).await.unwrap(),
            Smtp::open().await.unwrap(),
        );
        let mut keys = Keys::default();
        for (name, value) in [
            ("address", OURS),
            ("password", "carried"),
            ("imap_server", &format!("127.0.0.1:{}", imap.port)),
            ("imap_security", "none"),
            ("smtp_server", &format!("127.0.0.1:{}", smtp.port)),
            ("smtp_security", "none"),
            ("sent_copy", "never"),
        ] {
            keys.set(name, value);
        }
        let house = House::open_with(clock, ServeFlags::default()).await;
        connect(&house, keys).await;
        let agent = house.agent("Bo").await;
        Self {
            house,
            imap,
            smtp,
            agent,
        }
    }

    /// Time passes until something falls due.
    fn later(&self, seconds: u64) {
        self.house.pass(Duration::from_secs(seconds));
        self.house.inside().office.clock_moved();
    }

    /// Time passes, again and again, until something is so.
    async fn in_time(&self, what: &str, is_so: impl AsyncFn() -> bool) {
        self.house
            .until(what, async || {
                self.later(30);
                is_so().await
            })
            .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_refusal_of_a_mail_ends_as_what_it_is() {
    let shop = Shop::open(Clock::by_hand(Clock::machine().now()), true).await;
    let Shop {
        house,
        imap,
        smtp,
        agent,
    } = &shop;
    imap.brings(&mail("1@customers.example", "Hello"));
    has_written(house, agent, 1, &["Hello"]).await;
    takes(house, agent, 1).await;

    // For the moment: it is tried again, in the same words and under the same name.
    let mut count = 0;
    for mood in [
        Mood::Greets("421 4.3.2 Too busy"),
        Mood::Greets("nonsense"),
        Mood::Says("EHLO", "421 4.3.2 Going down"),
        Mood::Says("AUTH", "454 4.7.0 Temporary authentication failure"),
        Mood::Says("RCPT", "451 4.7.1 Greylisted"),
        Mood::Says(".", "452 4.3.1 Insufficient system storage"),
    ] {
        smtp.moods.next_is(mood);
        answers(house, agent, 1, "Good day").await;
        house
            .until("it is put off", async || {
                house
                    .count("outbox where state = 'queued' and attempts = 1")
                    .await
                    == 1
            })
            .await;
        assert_eq!(smtp.taken.all().len(), count, "{mood:?}");
        count += 1;
        shop.in_time("it is there", async || smtp.taken.all().len() == count)
            .await;
        stands(house, agent, 1, "sent").await;
    }

    // Taken, and no word of it: the same mail comes again, so that who gets both is shown one.
    smtp.moods.next_is(Mood::CutsAfterDot);
    answers(house, agent, 1, "Once").await;
    house
        .until("it is put off", async || {
            house
                .count("outbox where state = 'queued' and attempts = 1")
                .await
                == 1
        })
        .await;
    shop.in_time("it is there again", async || {
        smtp.taken.all().len() == count + 2
    })
    .await;
    stands(house, agent, 1, "sent").await;
    let twice = smtp.taken.all().split_off(count);
    count += 2;
    for name in ["Message-ID", "Date", "Subject", "In-Reply-To"] {
        assert_eq!(header(&twice[0], name), header(&twice[1], name), "{name}");
    }
    assert!(
        header(&twice[0], "Message-ID").starts_with("<sb."),
        "{}",
        twice[0]
    );

    // Never: the server's words stand beside it, and a click tries again.
    for (mood, code) in [
        (
            Mood::Says("RCPT", "550 5.1.1 No such mailbox"),
            "outbox where state = 'failed' and code = '550'",
        ),
        (
            Mood::Says("MAIL", "553 5.7.1 Sender address rejected"),
            "outbox where state = 'failed' and code = '553'",
        ),
        (
            Mood::Says(".", "552 5.3.4 Message too large"),
            "outbox where state = 'failed' and code = '552'",
        ),
        (
            Mood::Says(".", "554 5.7.1 Refused by policy"),
            "outbox where state = 'failed' and code = '554'",
        ),
    ] {
        smtp.moods.next_is(mood);
        answers(house, agent, 1, "Good night").await;
        stands(house, agent, 1, "failed").await;
        let log = log_of(house, agent, 1).await;
        let failed = log
            .iter()
            .rev()
            .find(|one| one["author"]["kind"] == "agent")
            .unwrap();
        assert_eq!(house.count(code).await, 1, "{mood:?}");
        assert_eq!(smtp.taken.all().len(), count);
        let again = format!("messages/{}/retry", failed["id"]);
        assert_eq!(house.tell(agent, &again, json!({})).await.status, 200);
        count += 1;
        stands(house, agent, 1, "sent").await;
        assert_eq!(smtp.taken.all().len(), count);
    }

    // The password is no longer right: that is the account's trouble, and the message waits.
    smtp.moods
        .next_is(Mood::Says("AUTH", "535 5.7.8 Authentication failed"));
    answers(house, agent, 1, "Still here").await;
    house
        .until("the trouble is noted", async || {
            house
                .count("account where trouble = 'refused' and trouble_words like '%535%'")
                .await
                == 1
        })
        .await;
    count += 1;
    shop.in_time("it is sent", async || smtp.taken.all().len() == count)
        .await;
    stands(house, agent, 1, "sent").await;
    assert_eq!(house.count("account where trouble is null").await, 1);
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_in_trouble_loses_nothing() {
    let shop = Shop::open(Clock::by_hand(Clock::machine().now()), true).await;
    let Shop {
        house, imap, agent, ..
    } = &shop;
    imap.brings(&mail("1@customers.example", "One"));
    has_written(house, agent, 1, &["One"]).await;
    let mut words = vec!["One".to_owned()];
    for (number, moods) in [
        &[Mood::ByeInIdle][..],
        &[Mood::Greets("nonsense")],
        &[Mood::Greets("* BYE Too many connections")],
        &[Mood::Says("LOGIN", "NO [UNAVAILABLE] Try again")],
        &[Mood::Says("SELECT", "NO [INUSE] Locked")],
        &[Mood::Says("UID FETCH", "NO [LIMIT] Slowly")],
        &[Mood::Says("IDLE", "BAD Not now")],
    ]
    .into_iter()
    .enumerate()
    {
        let before = imap.connections();
        for mood in moods {
            imap.moods.next_is(*mood);
        }
        // The line that is open is given up, and the next ones are in a bad mood.
        imap.hang_up();
        shop.in_time(&format!("it came back after {moods:?}"), async || {
            imap.moods.are_used_up() && imap.connections() > before + moods.len()
        })
        .await;
        let word = format!("After {number}");
        imap.brings(&mail(&format!("a{number}@customers.example"), &word));
        words.push(word);
        let expected: Vec<&str> = words.iter().map(String::as_str).collect();
        shop.in_time("the mail is here", async || {
            let log = log_of(house, agent, 1).await;
            log.len() == expected.len()
        })
        .await;
        has_written(house, agent, 1, &expected).await;
    }
    assert_eq!(house.count("account where trouble is null").await, 1);

    // A password that is no longer right says so at once; with the right one it goes on.
    imap.moods.next_is(Mood::Says(
        "LOGIN",
        "NO [AUTHENTICATIONFAILED] Invalid credentials",
    ));
    imap.hang_up();
    shop.in_time("the trouble is noted", async || {
        house
            .count(
                "account where trouble = 'refused' and trouble_words like '%Invalid credentials%'",
            )
            .await
            == 1
    })
    .await;
    shop.in_time("it is over", async || {
        house.count("account where trouble is null").await == 1
    })
    .await;
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_that_cannot_tell_is_looked_at() {
    let shop = Shop::open(Clock::machine(), false).await;
    // The first look finds what came since the account was connected, and each restart is a look.
    shop.imap.brings(&mail("1@customers.example", "One"));
    shop.imap.brings(&mail("2@customers.example", "Two"));
    let house = shop.house.reopen().await;
    has_written(&house, &shop.agent, 1, &["One", "Two"]).await;
    house.close().await;
}

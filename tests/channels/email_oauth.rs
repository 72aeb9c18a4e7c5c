//! Mailboxes that take no password: somebody signs in at the provider, and its tokens let the house in.

use std::time::Duration;

use http::StatusCode;
use shopbell::{
    base::time::Clock,
    config::ServeFlags,
    db::DbError,
    demo::platform::{Mishap, Platform},
    desk::{
        account::{self, Account, Introduction},
        channel::ChannelKind,
        team::Role,
    },
};

use super::{
    answers,
    authorisation::{self, Authorisation, SECRET},
    email::{Mail, connect},
    has_written,
    post_office::{PostOffice, post_office},
    stands, takes,
};
use crate::{
    browser::Stage,
    console::sign_in,
    house::{House, Person},
};

/// A house whose clock is in the hand, a mailbox, and who lets into it.
struct Shop {
    house: House,
    post: &'static PostOffice,
    provider: Platform<Authorisation>,
    agent: Person,
    ours: String,
}

impl Shop {
    async fn open(name: &str) -> Self {
        let post = post_office();
        let ours = format!("help-{name}@kettle.example");
        let clock = Clock::by_hand(Clock::machine().now());
        let house = House::open_with(clock, ServeFlags::default()).await;
        Self {
            provider: Authorisation::open(post, &ours).await,
            agent: house.agent("Bo").await,
            house,
            post,
            ours,
        }
    }

    async fn writes(&self, from: &str, id: &str, text: &str) {
        let mail = Mail {
            from,
            to: &self.ours,
            id,
            subject: "Kettle",
            headers: String::new(),
            text,
        };
        self.post.carry(from, &self.ours, &mail.raw()).await;
    }

    fn later(&self, seconds: u64) {
        self.house.pass(Duration::from_secs(seconds));
        self.house.inside().office.clock_moved();
    }

    /// Time passes, again and again, until something is so.
    async fn in_time(&self, what: &str, is_so: impl AsyncFn() -> bool) {
        let house = &self.house;
        house
            .until(what, async || {
                self.later(30);
                is_so().await
            })
            .await;
    }

    async fn account(&self) -> Account {
        let db = &self.house.inside().db;
        let all = db.read::<_, DbError>(account::all).await;
        all.unwrap().remove(0)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_without_a_password_is_signed_in_to_with_a_code() {
    let shop = Shop::open("code").await;
    let Shop {
        house,
        post,
        provider,
        agent,
        ours,
    } = &shop;
    let there = &provider.manners;
    house.member("Ana", Role::Admin).await;
    let stage = Stage::enter().await;
    let ana = stage.browser("Ana").open().await;
    sign_in(&house.url(""), &ana, "Ana").await;
    ana.goto(&house.url("/admin/channels/connect/email")).await;

    // What is asked for follows the choice.
    let shown = "return [...document.querySelectorAll('.formgrid .field__label')].filter(one => one.checkVisibility()).map(one => one.textContent).join()";
    let labels = ana.run(shown).await.as_str().unwrap().to_owned();
    assert!(labels.contains("Password") && !labels.contains("Refresh token"));
    ana.choose("Signing in", "Gmail and Google Workspace (OAuth 2.0)")
        .await;
    ana.see("Google gives no sign-in codes for mail.").await;
    ana.choose("Signing in", "Another provider (OAuth 2.0)")
        .await;
    let labels = ana.run(shown).await.as_str().unwrap().to_owned();
    assert!(!labels.contains("Password") && labels.contains("Refresh token"));
    ana.type_into("Address", ours).await;
    ana.type_into("Application (client) ID", "shop-desk").await;
    ana.fill("Application secret", SECRET).await;
    for (label, server) in [
        ("Server for reading (IMAP)", post.imap),
        ("Server for sending (SMTP)", post.submission),
    ] {
        ana.type_into(label, &format!("127.0.0.1:{server}")).await;
    }
    for label in ["Encryption for reading", "Encryption for sending"] {
        ana.choose(label, "None: on this machine only").await;
    }
    ana.click("Connect").await;
    ana.see("This is needed.").await;
    ana.type_into("Address for tokens", &format!("{}/token", provider.base()))
        .await;
    ana.click("Connect").await;
    ana.see("This provider gives no codes: paste a refresh token here.")
        .await;
    ana.type_into("Address for codes", &format!("{}/device", provider.base()))
        .await;
    ana.screenshot("channels-connect-oauth").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    provider.spoil("POST /device", Mishap::Garbage);
    ana.click("Connect").await;
    ana.see("Try again in a moment. (OAuth: HTTP 200)").await;
    ana.click("Sign in there").await;
    ana.see("Sign in at the provider").await;
    ana.see("http://127.0.0.1:1/enter").await;
    let code = ana
        .run("return document.querySelector('#user-code').value")
        .await;
    assert!(code.as_str().unwrap().starts_with("WXYZ-"), "{code}");
    ana.screenshot("channels-sign-in").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.narrow().await;
    ana.dark().await;
    ana.screenshot("channels-sign-in-narrow").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.wide().await;
    ana.light().await;

    // What is typed is still there on the way back, and secrets are not shown.
    ana.click("Back to the settings").await;
    let page = ana.run("return document.documentElement.outerHTML").await;
    assert!(page.as_str().unwrap().contains(ours) && !page.as_str().unwrap().contains(SECRET));
    ana.click("Connect").await;
    ana.see("Sign in at the provider").await;

    // Everything that a provider says of a code, in words.
    let done = "I have signed in there";
    ana.click(done).await;
    ana.see("Press the button again in 5 s.").await;
    for (word, seconds, words) in [
        (
            "authorization_pending",
            5,
            "Nobody has signed in with this code yet.",
        ),
        ("slow_down", 5, "Press the button again in 10 s."),
        ("access_denied", 10, "somebody has declined"),
        ("expired_token", 10, "This code is no longer valid."),
        ("invalid_scope", 10, "OAuth: invalid_scope"),
        ("server_error", 10, "The platform could not be reached."),
    ] {
        there.says(word);
        shop.later(seconds);
        ana.click(done).await;
        ana.see(words).await;
    }
    ana.screenshot("channels-sign-in-refused").await;
    ana.click("Get another code").await;
    ana.gone("The platform could not be reached.").await;
    shop.later(901);
    there.says("");
    ana.click(done).await;
    ana.see("This code is no longer valid.").await;
    ana.click("Get another code").await;
    ana.gone("This code is no longer valid.").await;

    // Signed in, as somebody whom the mailbox does not know; then as the right one.
    shop.later(5);
    there.says("");
    there.is_unknown(true);
    ana.click(done).await;
    ana.see("You are signed in, but the mailbox does not let Shopbell in.")
        .await;
    ana.see("The platform does not know this. (IMAP: ").await;
    assert_eq!(house.count("account").await, 0);
    there.is_unknown(false);
    ana.click("Try again").await;
    ana.see("Connected").await;
    let page = ana.run("return document.documentElement.outerHTML").await;
    let page = page.as_str().unwrap();
    assert!(!page.contains("refresh-help") && !page.contains(SECRET));
    ana.screenshot("channels-account-oauth").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());

    // A customer's mail, and an answer.
    house
        .until("the mailbox is listened to", async || {
            house.count("account where cursor is not null").await == 1
        })
        .await;
    let mia = "mia-code@customers.example";
    shop.writes(mia, "c1@customers.example", "Hello").await;
    has_written(house, agent, 1, &["Hello"]).await;
    takes(house, agent, 1).await;
    answers(house, agent, 1, "Good day").await;
    post.has_brought(mia, 1).await;
    stands(house, agent, 1, "sent").await;

    // The permission is taken back: in words, and the answer waits.
    there.revoke();
    answers(house, agent, 1, "Still here").await;
    house
        .until("the trouble is noted", async || {
            let refused =
                "account where trouble = 'refused' and trouble_words like 'OAuth: invalid_grant%'";
            house.count(refused).await == 1
        })
        .await;
    let words = shop.account().await.trouble.unwrap().2;
    assert!(!words.contains("refresh-help"), "{words}");
    ana.click("Test").await;
    ana.see("The provider no longer lets Shopbell in.").await;
    ana.screenshot("channels-account-oauth-refused").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    assert_eq!(house.count("outbox where state = 'queued'").await, 1);

    // Signed in again, all goes on.
    ana.click("Sign in there").await;
    ana.see("Sign in at the provider").await;
    shop.later(5);
    there.says("");
    ana.click(done).await;
    ana.see("Saved").await;
    ana.see("Connected").await;
    shop.in_time("the answer is there", async || post.mails(mia).len() == 2)
        .await;
    stands(house, agent, 1, "sent").await;
    shop.writes(mia, "c2@customers.example", "Thanks").await;
    has_written(house, agent, 1, &["Hello", "Thanks"]).await;
    assert_eq!(house.count("account where trouble is null").await, 1);
    ana.complains(&[
        "the server responded with a status of 400",
        "the server responded with a status of 502",
    ])
    .await;
    drop(ana);
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_dies_is_renewed_and_nothing_is_lost() {
    let shop = Shop::open("dies").await;
    let Shop {
        house,
        provider,
        agent,
        ours,
        ..
    } = &shop;
    let (there, post) = (&provider.manners, shop.post);
    let given = there.gives();
    connect(house, authorisation::keys(provider, post, ours, &given)).await;
    let mia = "mia-dies@customers.example";
    shop.writes(mia, "d1@customers.example", "One").await;
    has_written(house, agent, 1, &["One"]).await;
    takes(house, agent, 1).await;
    assert_eq!(there.renewals(), 1);

    // It dies in the middle: it is renewed once, and what renews it next is stored while all goes on as it was.
    there.kill();
    answers(house, agent, 1, "Two").await;
    post.has_brought(mia, 1).await;
    stands(house, agent, 1, "sent").await;
    assert_eq!(there.renewals(), 2);
    let account = shop.account().await;
    assert_eq!(account.keys.get("oauth_refresh"), given);
    assert_eq!(account.renewed.get("oauth_refresh"), there.refresh());
    assert!(account.trouble.is_none());
    assert!(!format!("{account:?}").contains("refresh-help"));

    // The provider is away, talks nonsense, or is busy: the answer waits, and it is nobody's fault.
    for mishap in [
        Mishap::Broken,
        Mishap::Garbage,
        Mishap::Refused(StatusCode::INTERNAL_SERVER_ERROR, String::new()),
        Mishap::Busy(30),
    ] {
        let count = post.mails(mia).len();
        there.kill();
        provider.spoil("POST /token", mishap.clone());
        answers(house, agent, 1, "Again").await;
        house
            .until("it is put off", async || {
                let put_off = "outbox where state = 'queued' and attempts = 1";
                house.count(put_off).await == 1
            })
            .await;
        assert_eq!(house.count("account where trouble is null").await, 1);
        shop.in_time("it is sent", async || post.mails(mia).len() > count)
            .await;
        stands(house, agent, 1, "sent").await;
    }

    // After a restart it goes on from what was given last: reading and sending at once, with one renewal for both.
    let Shop {
        house,
        agent,
        provider,
        ours,
        ..
    } = shop;
    let there = &provider.manners;
    let before = there.renewals();
    there.kill();
    let house = house.reopen().await;
    let mail = Mail {
        from: mia,
        to: &ours,
        id: "d2@customers.example",
        subject: "Kettle",
        headers: String::new(),
        text: "Three",
    };
    answers(&house, &agent, 1, "Four").await;
    post.carry(mia, &ours, &mail.raw()).await;
    has_written(&house, &agent, 1, &["One", "Three"]).await;
    stands(&house, &agent, 1, "sent").await;
    assert_eq!(there.renewals(), before + 1);
    assert_eq!(house.count("account where trouble is null").await, 1);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_house_that_closes_while_a_token_is_renewed_keeps_what_renews_the_next() {
    let shop = Shop::open("closes").await;
    let Shop {
        house,
        provider,
        agent,
        ours,
        post,
    } = shop;
    let there = &provider.manners;
    let given = there.gives();
    let held = there.holds_back().await;
    let (keys, own) = (
        authorisation::keys(&provider, post, &ours, &given),
        ours.clone(),
    );
    house
        .act(move |tx| {
            let who = Introduction {
                own_id: own.clone(),
                username: own.clone(),
            };
            account::connect(tx, ChannelKind::Email, "Post", &keys, &who).unwrap();
            Ok(())
        })
        .await;
    // Whoever reads the mailbox asks; the provider has given another word, and nobody has it yet.
    house
        .until("it is given", async || there.renewals() == 1)
        .await;
    let gate = house.inside().office.http().gate().clone();
    let (house, ()) = tokio::join!(house.reopen(), async {
        while gate.try_pass().is_some() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        // A house that does not wait for it is dark by then.
        tokio::time::sleep(Duration::from_millis(500)).await;
        drop(held);
    });
    house
        .until("the mailbox is listened to", async || {
            house.count("account where cursor is not null").await == 1
        })
        .await;
    let mia = "mia-closes@customers.example";
    let mail = Mail {
        from: mia,
        to: &ours,
        id: "c1@customers.example",
        subject: "Kettle",
        headers: String::new(),
        text: "One",
    };
    post.carry(mia, &ours, &mail.raw()).await;
    has_written(&house, &agent, 1, &["One"]).await;
    assert_eq!(house.count("account where trouble is null").await, 1);
    assert_eq!(there.renewals(), 2, "by the word that was given last");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_permission_that_is_taken_back_while_nobody_looks_loses_no_mail() {
    let shop = Shop::open("revoked").await;
    let there = &shop.provider.manners;
    let given = there.gives();
    let keys = authorisation::keys(&shop.provider, shop.post, &shop.ours, &given);
    let channel = connect(&shop.house, keys).await;
    let mia = "mia-revoked@customers.example";
    shop.writes(mia, "r1@customers.example", "One").await;
    has_written(&shop.house, &shop.agent, 1, &["One"]).await;
    there.revoke();
    let shop = Shop {
        house: shop.house.reopen().await,
        ..shop
    };
    let there = &shop.provider.manners;
    let house = &shop.house;
    shop.writes(mia, "r2@customers.example", "Two").await;
    house
        .until("the trouble is noted", async || {
            house.count("account where trouble = 'refused'").await == 1
        })
        .await;

    // Somebody signs in elsewhere, and what they got is put in.
    let given = there.gives();
    house
        .act(move |tx| {
            let account = account::by_id(tx, channel)?.unwrap();
            let who = account::Introduction {
                own_id: account.own_id.clone(),
                username: account.username.clone(),
            };
            let mut keys = account.keys_now();
            keys.set("oauth_refresh", &given);
            account::rekey(tx, channel, &keys, &who).unwrap();
            // A late word from the provider for what was allowed before does not come in its place.
            let late = ["refresh-of-before".to_owned()];
            account::renew(tx, channel, "oauth_refresh", &late, "refresh-late")
        })
        .await;
    has_written(house, &shop.agent, 1, &["One", "Two"]).await;
    assert_eq!(house.count("account where trouble is null").await, 1);
    let account = shop.account().await;
    assert_eq!(account.keys_now().get("oauth_refresh"), there.refresh());
    shop.house.close().await;
}

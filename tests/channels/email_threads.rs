//! Which chat a mail belongs to, whatever it answers, however often it comes, and when it comes back.

use serde_json::{Value, json};
use shopbell::{base::id::ChannelId, db::DbError, desk::account};

use super::{
    answers,
    email::{Mail, Shop},
    has_written, log_of,
    post_office::{header, post_office},
    stands, takes,
};
use crate::house::House;

/// What the newest entry by the house says to the team.
fn lines(log: &[Value]) -> Vec<&str> {
    log.iter()
        .filter(|one| one["author"]["kind"] == "system")
        .map(|one| one["text"].as_str().unwrap())
        .filter(|text| text.starts_with("team:"))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_belongs_to_its_sender_whatever_it_answers() {
    let shop = Shop::open("threads", &[]).await;
    let Shop {
        house,
        post,
        agent,
        ours,
        ..
    } = &shop;
    let mia = "mia-threads@customers.example";
    let answer = shop.answered(mia, "t1@customers.example").await;
    let sent = header(&answer, "Message-ID");
    let thread = format!("In-Reply-To: {sent}\nReferences: <t1@customers.example> {sent}\n");

    // Another subject, no subject, a new thread: it is her one open chat. What comes twice came once.
    for (id, headers, text) in [
        ("t2@customers.example", thread.as_str(), "In the thread"),
        ("t3@customers.example", "", "In a new one"),
        ("t3@customers.example", "", "In a new one"),
    ] {
        shop.writes(mia, id, headers, text).await;
    }
    has_written(house, agent, 1, &["Hello", "In the thread", "In a new one"]).await;

    // Whoever else answers our mail has a chat of their own, and both say so once.
    for (id, text) in [
        ("o1@customers.example", "I am her brother"),
        ("o2@customers.example", "Hello?"),
    ] {
        shop.writes("Omar <omar-threads@customers.example>", id, &thread, text)
            .await;
    }
    has_written(house, agent, 2, &["I am her brother", "Hello?"]).await;
    let (hers, his) = (log_of(house, agent, 1).await, log_of(house, agent, 2).await);
    assert_eq!(lines(&his), ["team:mail-answers 1 mia-threads"], "{his:#?}");
    assert_eq!(lines(&hers), ["team:mail-answered 2 Omar"], "{hers:#?}");

    // A colleague answers from their own mail program, once under their own address and once under ours; the server that
    // received it vouches for both.
    let vouched =
        "Authentication-Results: mx.kettle.example; dmarc=pass header.from=kettle.example\n";
    for (id, from) in [
        ("b1@kettle.example", "bo@kettle.example"),
        ("b2@kettle.example", ours.as_str()),
    ] {
        let mail = Mail {
            from,
            to: mia,
            id,
            subject: "Re: Kettle",
            headers: format!("{vouched}Cc: {ours}\n{thread}"),
            text: "Written at home",
        };
        post.carry(from, ours, &mail.raw()).await;
    }
    house
        .until("the log says so", async || {
            lines(&log_of(house, agent, 1).await).len() == 2
        })
        .await;
    let log = log_of(house, agent, 1).await;
    // Under their own it is their message, and she gets it no second time; who wrote under ours nobody knows.
    let theirs: Vec<&Value> = log
        .iter()
        .filter(|one| one["text"] == "Written at home")
        .collect();
    assert_eq!(theirs.len(), 1, "{log:#?}");
    assert_eq!(theirs[0]["author"]["kind"], "agent");
    assert_eq!(theirs[0]["author"]["name"], "Bo");
    assert_eq!(theirs[0]["delivery"], "sent");
    assert_eq!(lines(&log)[1..], ["team:elsewhere Written at home"]);

    // Our own mail that comes round is nothing, and a mail with nothing in it is shown as that.
    post.carry(mia, ours, &answer.replace('\n', "\r\n")).await;
    shop.writes(mia, "t4@customers.example", "", "").await;
    let words = ["Hello", "In the thread", "In a new one", "Kettle"];
    has_written(house, agent, 1, &words).await;

    // Away from the desk, a machine answers for her: it joins, and waits for nobody.
    answers(house, agent, 1, "Anything else?").await;
    post.has_brought(mia, 2).await;
    let headers = format!("Auto-Submitted: auto-replied\n{thread}");
    shop.writes(mia, "t5@customers.example", &headers, "I am away")
        .await;
    has_written(house, agent, 1, &[&words[..], &["I am away"]].concat()).await;
    assert!(shop.chat(1).await["waiting_since"].is_null());
    assert_eq!(house.count("conversation").await, 2);
    assert_eq!(house.count("parked").await, 0);
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_program_forgets_stands_in_the_address() {
    let shop = Shop::open("tokens", &[("reply_token", "yes")]).await;
    let Shop { house, agent, .. } = &shop;
    let mia = "mia-tokens@customers.example";
    let answer = shop.answered(mia, "k1@customers.example").await;
    let reply_to = header(&answer, "Reply-To");
    assert!(reply_to.starts_with("help-tokens+sb."), "{reply_to}");

    // Whoever answers there from elsewhere, in a program that names nothing, is known to answer this; whoever guesses is not.
    let guessed = reply_to.replace("+sb.", "+sb.1");
    for (id, from, to) in [
        (
            "k2@customers.example",
            "omar-tokens@customers.example",
            &reply_to,
        ),
        (
            "k3@customers.example",
            "eve-tokens@customers.example",
            &guessed,
        ),
        ("k4@customers.example", mia, &reply_to),
    ] {
        let mail = Mail {
            from,
            to,
            id,
            subject: "",
            headers: String::new(),
            text: "About that",
        };
        shop.gets(from, &mail).await;
    }
    has_written(house, agent, 1, &["Hello", "About that"]).await;
    has_written(house, agent, 2, &["About that"]).await;
    has_written(house, agent, 3, &["About that"]).await;
    let (his, hers) = (log_of(house, agent, 2).await, log_of(house, agent, 3).await);
    assert_eq!(
        lines(&his),
        ["team:mail-answers 1 mia-tokens"],
        "the token is ours"
    );
    assert_eq!(lines(&hers), Vec::<&str>::new(), "the token is a guess");
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_only_says_to_be_ours_is_somebody_else_s() {
    let shop = Shop::open("forged", &[]).await;
    let Shop {
        house,
        post,
        agent,
        ours,
        ..
    } = &shop;
    let mia = "mia-forged@customers.example";
    let answer = shop.answered(mia, "f1@customers.example").await;
    let sent = header(&answer, "Message-ID");

    // Whoever has our mail knows what it answers, and writes whatever address they like; also that a server vouches.
    let forged = "Authentication-Results: mx.evil.example; dmarc=pass header.from=kettle.example\n";
    for (number, from) in [(2, ours.as_str()), (3, "bo@kettle.example")] {
        let mail = Mail {
            from,
            to: mia,
            id: &format!("f{number}@evil.example"),
            subject: "Re: Kettle",
            headers: format!("{forged}Cc: {ours}\nIn-Reply-To: {sent}\n"),
            text: "Pay here instead",
        };
        post.carry("evil@evil.example", ours, &mail.raw()).await;
        has_written(house, agent, number, &["Pay here instead"]).await;
    }
    let log = log_of(house, agent, 1).await;
    let told: Vec<&str> = lines(&log);
    assert!(
        told.iter()
            .all(|line| line.starts_with("team:mail-answered")),
        "{told:?}"
    );
    assert_eq!(house.count("mail where unproved = 1").await, 2);

    // A customer's own mail is marked when their server says that it is none of theirs.
    let failed = "Authentication-Results: mx.kettle.example; dmarc=fail (p=none) header.from=customers.example\n";
    shop.writes(mia, "f4@customers.example", failed, "It is me")
        .await;
    has_written(house, agent, 1, &["Hello", "It is me"]).await;
    assert_eq!(house.count("mail where unproved = 1").await, 3);
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_that_renumbers_its_mails_brings_none_twice() {
    let post = post_office();
    let (ours, mia) = (
        "help-renumber@kettle.example",
        "mia-renumber@customers.example",
    );
    // What was there before is not taken in, now or ever.
    let old = Mail {
        from: mia,
        to: ours,
        id: "r0@customers.example",
        subject: "Kettle",
        headers: String::new(),
        text: "Long ago",
    };
    post.carry(mia, ours, &old.raw()).await;
    post.has_brought(ours, 1).await;
    let shop = Shop::open("renumber", &[]).await;
    shop.writes(mia, "r1@customers.example", "", "One").await;
    // A mail without a name is known by what it says.
    let nameless = Mail { id: "", ..old };
    let nameless = nameless
        .raw()
        .replace("Message-ID: <>\r\n", "")
        .replace("Long ago", "Two");
    post.carry(mia, ours, &nameless).await;
    has_written(&shop.house, &shop.agent, 1, &["One", "Two"]).await;

    let Shop {
        house,
        agent,
        channel,
        ..
    } = shop;
    let before = cursor(&house, channel).await;
    let house = house.reopen_after(|| post.renumber(ours)).await;
    let later = Mail {
        from: mia,
        to: ours,
        id: "r2@customers.example",
        subject: "Kettle",
        headers: String::new(),
        text: "Three",
    };
    post.carry(mia, ours, &later.raw()).await;
    post.has_brought(ours, 4).await;
    has_written(&house, &agent, 1, &["One", "Two", "Three"]).await;
    let after = cursor(&house, channel).await;
    assert_ne!(
        before.split(':').next(),
        after.split(':').next(),
        "{before} {after}"
    );
    assert_eq!(house.count("conversation").await, 1);
    house.close().await;
}

async fn cursor(house: &House, channel: ChannelId) -> String {
    let db = &house.inside().db;
    let account = db.read::<_, DbError>(move |reader| account::by_id(reader, channel));
    account.await.unwrap().unwrap().cursor.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_comes_back_has_failed_in_the_servers_words() {
    let shop = Shop::open("bounce", &[]).await;
    let Shop {
        house, post, agent, ..
    } = &shop;

    // Taken, and returned later with a report: by the real mail system.
    shop.writes(
        "full-bounce@customers.example",
        "f1@customers.example",
        "",
        "Hello",
    )
    .await;
    has_written(house, agent, 1, &["Hello"]).await;
    takes(house, agent, 1).await;
    answers(house, agent, 1, "Good day").await;
    stands(house, agent, 1, "failed").await;
    assert_eq!(
        house
            .count("outbox where state = 'failed' and code = '5.2.2' and words like '%mailbox is full%'")
            .await,
        1
    );
    let log = log_of(house, agent, 1).await;
    let id = log.last().unwrap()["id"].clone();
    // Who waited before it waits still.
    assert!(shop.chat(1).await["waiting_since"].is_number());
    let before = house.count("mail where header_id like 'sb.%'").await;
    let again = house
        .tell(agent, &format!("messages/{id}/retry"), json!({}))
        .await;
    assert_eq!(again.status, 200, "{}", again.text());
    stands(house, agent, 1, "failed").await;
    assert_eq!(
        (
            before,
            house.count("mail where header_id like 'sb.%'").await
        ),
        (1, 1)
    );

    // Not even taken.
    shop.writes(
        "nobody-here@customers.example",
        "n1@customers.example",
        "",
        "Hello",
    )
    .await;
    has_written(house, agent, 2, &["Hello"]).await;
    takes(house, agent, 2).await;
    answers(house, agent, 2, "Good day").await;
    stands(house, agent, 2, "failed").await;
    assert_eq!(
        house
            .count("outbox where code = '550' and words like '%User unknown%'")
            .await,
        1
    );

    // What is still on its way is a line, and the mail stays sent.
    shop.writes(
        "mia-bounce@customers.example",
        "d1@customers.example",
        "",
        "Hello",
    )
    .await;
    has_written(house, agent, 3, &["Hello"]).await;
    takes(house, agent, 3).await;
    answers(house, agent, 3, "Good day").await;
    let sent = post
        .has_brought("mia-bounce@customers.example", 1)
        .await
        .remove(0);
    let text = format!(
        "--part\nContent-Type: text/plain\n\nNot yet.\n\n--part\nContent-Type: message/delivery-status\n\n\
         Reporting-MTA: dns; post.example\n\nFinal-Recipient: rfc822; mia-bounce@customers.example\nAction: delayed\n\
         Status: 4.4.1\nDiagnostic-Code: smtp; 451 4.4.1 No answer from the host\n\n\
         --part\nContent-Type: text/rfc822-headers\n\nMessage-ID: {}\n\n--part--",
        header(&sent, "Message-ID")
    );
    let headers = "Auto-Submitted: auto-replied\nContent-Type: multipart/report; report-type=delivery-status; boundary=part\n";
    shop.writes(
        "mailer-daemon@post.example",
        "d2@post.example",
        headers,
        &text,
    )
    .await;
    house
        .until("a line says so", async || {
            lines(&log_of(house, agent, 3).await)
                .iter()
                .any(|line| line.starts_with("team:mail-delayed") && line.contains("No answer"))
        })
        .await;
    stands(house, agent, 3, "sent").await;
    assert_eq!(
        house.count("conversation").await,
        3,
        "a report has begun a chat"
    );
    shop.house.close().await;
}

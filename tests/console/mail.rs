//! A mail in the log of its chat: what is new in it, all of it, and how it was written.

use std::collections::BTreeMap;

use serde_json::json;
use shopbell::{
    base::id::MessageId,
    channels::email::{html, quote},
    desk::{
        account::{self, Account, Introduction, Keys},
        channel::ChannelKind,
        intake::{self, Letter, News, Sender, What},
        mail::Envelope,
    },
};

use super::{at_counter, takes_next};
use crate::{browser::Stage, house::House};

const WRITTEN: &str = "<p>Is it <b>blue</b>? See <a href=\"https://shop.example/7\">this one</a>.</p>\
    <script>document.body.textContent = 'taken over'</script>\
    <img src=\"cid:cup@post.example\" alt=\"cup\"><img src=\"https://tracker.example/a.png\" width=\"90\" height=\"30\">\
    <form action=\"https://evil.example\"><input name=\"a\"></form><img src=\"https://tracker.example/dot.gif\" width=\"1\" height=\"1\">";

/// A mailbox whose servers are away: what it brings is handed in by the test itself.
async fn mailbox(house: &House) -> Account {
    let mut keys = Keys::default();
    for (name, value) in [
        ("address", "help@kettle.example"),
        ("password", "x"),
        ("imap_server", "127.0.0.1:1"),
        ("imap_security", "none"),
        ("smtp_server", "127.0.0.1:1"),
        ("smtp_security", "none"),
    ] {
        keys.set(name, value);
    }
    let who = Introduction {
        own_id: "help@kettle.example".to_owned(),
        username: "help@kettle.example".to_owned(),
    };
    let db = &house.inside().db;
    db.write::<_, account::ConnectError>(move |tx| {
        let id = account::connect(tx, ChannelKind::Email, "Post", &keys, &who)?;
        Ok(account::by_id(tx, id)?.expect("has just been connected"))
    })
    .await
    .unwrap()
}

/// Hannah writes a mail.
async fn mails(
    house: &House,
    account: &Account,
    id: &str,
    subject: &str,
    text: &str,
    written: &str,
) {
    let shown = quote::trimmed(text, false);
    let news = News {
        sender: Sender {
            external_id: "hannah@post.example".to_owned(),
            name: "Hannah Vogel".to_owned(),
            email: "hannah@post.example".to_owned(),
            ..Sender::default()
        },
        at: None,
        what: What::Mailed(
            Letter {
                id: id.to_owned(),
                text: shown.clone(),
                ..Letter::default()
            },
            Box::new(Envelope {
                subject: subject.to_owned(),
                whole: (shown != text).then(|| text.to_owned()),
                html: Some(written)
                    .filter(|written| !written.is_empty())
                    .and_then(html::safe),
                is_proved: Some(!id.starts_with("forged")),
                pictures: BTreeMap::from([("cup@post.example".to_owned(), 0)]),
                ..Envelope::default()
            }),
        ),
    };
    let account = account.clone();
    let db = &house.inside().db;
    db.write(move |tx| intake::take(tx, &account, std::slice::from_ref(&news), &[], None))
        .await
        .unwrap();
}

/// The picture in the first mail has been fetched.
async fn picture_arrives(house: &House, file: String) {
    let db = &house.inside().db;
    db.write::<_, shopbell::db::DbError>(move |tx| {
        let mail: MessageId = tx.get("select min(message_id) from mail", [], |row| row.get(0))?;
        tx.execute(
            "update attachment set message_id = ?2, position = 0 where id = ?1",
            (&file, mail),
        )
    })
    .await
    .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_shows_what_is_new_and_the_rest_at_a_click() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let account = mailbox(&house).await;
    let text = "Is it blue?\n\nOn 23.11.2026, Kettle wrote:\n> It whistles.\n> And sings.\n\n-- \nHannah, Post 7";
    mails(
        &house,
        &account,
        "1@post.example",
        "Kettle no. 7",
        text,
        WRITTEN,
    )
    .await;
    let bo = house.supervisor("Bo").await;
    let file = house.picture_of(&bo, "cup.png").await;
    picture_arrives(&house, file["id"].as_str().unwrap().to_owned()).await;
    mails(
        &house,
        &account,
        "2@post.example",
        "Re: Kettle no. 7",
        "And big?",
        "",
    )
    .await;
    mails(
        &house,
        &account,
        "3@post.example",
        "Another thing",
        "Do you sell cups?",
        "",
    )
    .await;
    takes_next(&ana).await;

    // The subject stands where it changes.
    ana.see("Kettle no. 7").await;
    let subjects = ana
        .run("return [...document.querySelectorAll('.mailsubject b')].map((b) => b.textContent)")
        .await;
    assert_eq!(subjects, json!(["Kettle no. 7", "Another thing"]));
    ana.see("Is it blue?").await;
    ana.gone("It whistles.").await;

    // One that may be somebody else's says so, and no other does.
    let forged = "forged@post.example";
    mails(
        &house,
        &account,
        forged,
        "Another thing",
        "Send them here",
        "",
    )
    .await;
    ana.see("Send them here").await;
    ana.see("Not proved to come from this address.").await;
    let marks = "return document.querySelectorAll('.mailnote--warn').length";
    assert_eq!(ana.run(marks).await, json!(1));
    ana.screenshot("mail-unproved").await;

    // All of it, in its place, and back.
    ana.click("Show all").await;
    ana.see("> It whistles.").await;
    ana.see("Hannah, Post 7").await;
    ana.see_css("button[data-mail=whole][aria-expanded=true]")
        .await;
    let bubbles = "return [...document.querySelectorAll('.msg--in .bubble')].filter((one) => one.offsetParent && one.textContent.startsWith('Is it blue?')).length";
    assert_eq!(ana.run(bubbles).await, json!(1), "not twice");
    ana.click("Show less").await;
    ana.gone("> It whistles.").await;
    assert_eq!(ana.run(bubbles).await, json!(1));

    // As it was written: its own picture, no script, no form, nothing from elsewhere.
    ana.click("Show as written").await;
    let frame = "const frame = document.querySelector('iframe.mailframe'); const page = frame?.contentDocument;";
    ana.until(
        "the mail is there with its own picture",
        &format!("{frame} return page?.querySelector('img[alt=cup]')?.naturalWidth > 0 && Number(frame.height) >= 48"),
    )
    .await;
    let inside = ana
        .run(&format!(
            "{frame} const link = page.querySelector('a'); return {{
               text: page.body.innerText.includes('Is it blue? See this one.'),
               scripts: page.querySelectorAll('script, form, input').length,
               dots: page.querySelectorAll('img[src*=dot]').length,
               remote: page.querySelectorAll('img[src*=tracker]').length,
               link: [link.target, link.rel], sandbox: frame.getAttribute('sandbox'), policy: frame.referrerPolicy }}"
        ))
        .await;
    assert_eq!(
        inside,
        json!({
            "text": true, "scripts": 0, "dots": 0, "remote": 0,
            "link": ["_blank", "noopener noreferrer nofollow"],
            "sandbox": "allow-same-origin allow-popups allow-popups-to-escape-sandbox", "policy": "no-referrer",
        })
    );
    ana.screenshot("mail").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    assert_eq!(
        ana.console_errors().await,
        Vec::<String>::new(),
        "nothing is even tried"
    );

    // What it may load is said by the server, not by the page around it.
    let mail = ana
        .run("return document.querySelector('iframe.mailframe').getAttribute('src')")
        .await;
    let address = mail.as_str().unwrap().to_owned();
    for (address, images) in [
        (address.clone(), "img-src 'self' data:;"),
        (
            format!("{address}?pictures=1"),
            "img-src https: data: 'self';",
        ),
    ] {
        let policy = ana
            .run(&format!(
                "return fetch('{address}').then((answer) => [answer.headers.get('content-security-policy'), answer.headers.get('referrer-policy')])"
            ))
            .await;
        let words = policy[0].as_str().unwrap();
        assert!(words.starts_with("default-src 'none';"), "{words}");
        assert!(
            words.contains(images) && words.contains("sandbox ") && !words.contains("script"),
            "{words}"
        );
        assert_eq!(policy[1], json!("no-referrer"));
    }
    ana.click("Show pictures").await;
    ana.until(
        "pictures are asked for",
        "return document.querySelector('iframe.mailframe').src.endsWith('?pictures=1')",
    )
    .await;
    ana.gone("Pictures on other servers").await;
    ana.narrow().await;
    ana.screenshot("mail-narrow").await;
    let wide = ana
        .run("return document.documentElement.scrollWidth - innerWidth")
        .await;
    assert!(wide.as_f64().unwrap() < 1.0, "too wide by {wide}");
    ana.wide().await;
    ana.complains(&["tracker.example"]).await;
    ana.click("Hide the original").await;
    ana.gone_css("iframe.mailframe").await;
    drop(ana);
    house.close().await;
}

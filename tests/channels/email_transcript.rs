//! A chat that is sent by mail: it waits for its server, and what became of it is seen.

use serde_json::json;
use shopbell::{
    base::id::ChannelId,
    channels::email::{mail::Ours, read},
    demo::platform::mail::{Mood, Smtp},
    desk::{account::Introduction, channel::ChannelKind},
};

use crate::{
    browser::Stage,
    console::{at_counter, takes_next},
    house::House,
};

/// Connects a mailbox that can be sent from; nobody listens to it.
pub(crate) async fn mailbox(house: &House, address: &str, port: u16) -> ChannelId {
    let server = format!("127.0.0.1:{port}");
    let given = [
        ("address", address),
        ("password", "carried"),
        ("imap_server", "127.0.0.1:1"),
        ("imap_security", "none"),
        ("smtp_server", server.as_str()),
        ("smtp_security", "none"),
        ("sent_copy", "never"),
    ];
    let who = Introduction {
        own_id: address.to_owned(),
        username: address.to_owned(),
    };
    super::connect(house, ChannelKind::Email, who, &given).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chat_is_sent_by_mail_and_what_became_of_it_is_seen() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = house.visitor("Ханна Хе").await;
    let profile = json!({ "email": "hannah@post.example" });
    house.tell(&hannah, "profile", profile).await;
    let said = json!({ "text": "Is <b>it</b> open on 8 March? https://shop.example/7" });
    house.tell(&hannah, "messages", said).await;
    takes_next(&ana).await;
    ana.type_into("Write a reply", "It is.\n").await;
    ana.see_css("#log .msg--out").await;
    let bo = house.supervisor("Bo").await;
    let comment = json!({ "text": "a regular, be nice" });
    house.tell(&bo, "conversations/1/comments", comment).await;

    // Without a mailbox it says what is missing.
    let sheet = house.url("/chats/1/transcript");
    ana.goto(&sheet).await;
    ana.click("Send by email").await;
    ana.see("No mailbox is connected yet.").await;
    ana.see("An admin connects one under Channels.").await;

    // Its server is away for a moment: the mail waits, and goes.
    let smtp = Smtp::open().await.unwrap();
    smtp.moods
        .next_is(Mood::Greets("421 4.3.2 Come back later"));
    mailbox(&house, "help@kettle.example", smtp.port).await;
    ana.goto(&sheet).await;
    ana.click("Send by email").await;
    let prefilled = ana
        .run("return document.querySelector('#mail-to').value")
        .await;
    assert_eq!(prefilled, json!("hannah@post.example"));
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.screenshot("transcript-mail").await;
    ana.click_css("#mail form button").await;
    ana.see("hannah@post.example · Sent").await;
    assert!(smtp.moods.are_used_up(), "it was refused first");
    let taken = smtp.taken.all();
    assert_eq!(taken.len(), 1);
    let mail = read::read(taken[0].replace('\n', "\r\n").as_bytes(), &Ours::default());
    assert_eq!(mail.to[0].address, "hannah@post.example");
    assert_eq!(mail.from.address, "help@kettle.example");
    assert!(mail.is_automatic, "nobody's holiday answers it");
    assert!(
        mail.text.contains("Is <b>it</b> open on 8 March?"),
        "{}",
        mail.text
    );
    assert!(mail.text.contains("It is."), "{}", mail.text);
    assert!(!taken[0].contains("regular"), "{}", mail.text);
    let html = mail.html.unwrap();
    assert!(html.contains("&lt;b&gt;it&lt;/b&gt;"), "{html}");
    assert!(html.contains("href=\"https://shop.example/7\""), "{html}");

    // What the team said goes to nobody else, and nothing that was typed is lost.
    ana.click("Send by email").await;
    ana.fill("To", "lawyer@post.example").await;
    ana.click_css("#mail input[name=comments]").await;
    ana.click_css("#mail form button").await;
    ana.see("Comments are for colleagues alone.").await;
    let typed = ana
        .run("return [document.querySelector('#mail').open, document.querySelector('#mail-to').value, document.querySelector('#mail [name=comments]').checked]")
        .await;
    assert_eq!(typed, json!([true, "lawyer@post.example", true]));
    ana.screenshot("transcript-refused").await;
    ana.complains(&["422"]).await;
    ana.fill("To", "ana@kettle.example").await;
    ana.click_css("#mail form button").await;
    ana.see("ana@kettle.example · Sent").await;
    let inside = smtp.taken.all();
    let inside = read::read(inside[1].replace('\n', "\r\n").as_bytes(), &Ours::default());
    assert!(
        inside.text.contains("a regular, be nice"),
        "{}",
        inside.text
    );

    // Of two mailboxes one chooses; an address that is none is told, and tried again.
    mailbox(&house, "wholesale@kettle.example", smtp.port).await;
    smtp.moods
        .next_is(Mood::Says("RCPT", "550 5.1.1 No such user"));
    ana.goto(&sheet).await;
    ana.click("Send by email").await;
    ana.fill("To", "gone@post.example").await;
    ana.choose(
        "From",
        "wholesale@kettle.example (wholesale@kettle.example)",
    )
    .await;
    ana.click_css("#mail form button").await;
    ana.see("gone@post.example · Not sent").await;
    ana.see("No such user").await;
    ana.click("Try again").await;
    ana.see("gone@post.example · Sent").await;
    let last = smtp.taken.all().pop().unwrap();
    let last = read::read(last.replace('\n', "\r\n").as_bytes(), &Ours::default());
    assert_eq!(last.from.address, "wholesale@kettle.example");
    ana.screenshot("transcript-sent").await;
    ana.narrow().await;
    ana.screenshot("transcript-sent-narrow").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());

    // The chat says it, too.
    ana.wide().await;
    ana.goto(&house.url("/console/1")).await;
    ana.see("Ana sent the transcript to hannah@post.example")
        .await;
    ana.see("The transcript did not reach gone@post.example")
        .await;
    drop(ana);
    house.close().await;
}

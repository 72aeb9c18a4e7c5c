//! What can be taken back before it leaves, and what leaves later.

use std::{fs, time::Duration};

use serde_json::json;
use shopbell::{
    base::{id::ConversationId, time::Clock},
    desk::{conversation::participant, team::Role},
};

use super::{at_counter, customer, does, heard_by, takes_next};
use crate::{
    browser::{Browser, Key, Stage},
    house::{House, Person},
};

const NONE: [&str; 0] = [];

/// Ana, whose replies rest for five seconds, with Hannah's chat in front of her.
async fn five_seconds<'stage>(house: &House, stage: &'stage Stage) -> (Browser<'stage>, Person) {
    let ana = at_counter(house, stage, "Ana").await;
    ana.goto(&house.url("/account")).await;
    ana.click_css("label:has([name=undo_seconds][value='5'])")
        .await;
    ana.click_css("label:has([name=undo_on_web_chat])").await;
    ana.click_css("form[action='/account/preferences'] .btn--primary")
        .await;
    ana.see_css("[name=undo_seconds][value='5']:checked").await;
    let hannah = customer(house, "Hannah", "Is it in stock?").await;
    ana.goto(&house.url("/console")).await;
    takes_next(&ana).await;
    (ana, hannah)
}

#[tokio::test(flavor = "multi_thread")]
async fn until_somebody_chooses_only_web_chat_waits_for_nothing() {
    let house = House::open_by(Clock::by_hand(Clock::machine().now()), 0).await;
    let ana = house.colleague("Ana", Role::Agent).await;
    house
        .act(|tx| tx.execute("update agent set preferences = '{}'", []))
        .await;
    let ana = house.signed_in(&ana).await;
    let hannah = customer(&house, "Hannah", "Is it in stock?").await;
    let claimed = house.tell(&ana, "conversations/1/claim", json!({})).await;
    assert_eq!(claimed.status, 200, "{}", claimed.text());
    let page = house.get(&ana, "/account", &[]).await.text();
    assert!(
        page.contains("name=\"undo_seconds\" value=\"5\" checked"),
        "{page}"
    );

    let sends = async |path: &str, form: &str| {
        let sent = house.fill(&ana, path, form).await;
        assert_eq!(sent.status, 200, "{}", sent.text());
        house.count("outgoing").await
    };
    assert_eq!(sends("/console/1/messages", "text=Yes&key=a").await, 0);
    assert_eq!(heard_by(&house, &hannah).await, ["Yes"]);
    assert_eq!(sends("/console/1/comments", "text=A+lid&key=b").await, 1);
    // As if she had written from somewhere else.
    house
        .act(|tx| tx.execute("update channel set kind = 'custom'", []))
        .await;
    assert_eq!(sends("/console/1/messages", "text=Two&key=c").await, 2);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_rests_before_it_leaves_and_comes_back_when_called() {
    // The browser's clock is the machine's; the house's begins there and is moved by hand.
    let house = House::open_by(Clock::by_hand(Clock::machine().now()), 0).await;
    let stage = Stage::enter().await;
    let (ana, hannah) = five_seconds(&house, &stage).await;

    // Sent too soon: the words come back, and nobody has heard them.
    ana.type_into("Write a reply to Hannah", "No, never.\n")
        .await;
    ana.see_css(".outgoing__item").await;
    assert_eq!(heard_by(&house, &hannah).await, NONE);
    ana.chord(&[Key::Control], 'z').await;
    ana.gone_css(".outgoing__item").await;
    ana.until(
        "have the words again",
        "return document.getElementById('text').value === 'No, never.'",
    )
    .await;
    // So does a file, as what it is.
    let folder = tempfile::tempdir().unwrap();
    let bill = folder.path().join("bill.pdf");
    fs::write(&bill, format!("%PDF-1.7\n% {}\n", "a bill ".repeat(400))).unwrap();
    ana.choose_file(&bill).await;
    ana.click("Add words").await;
    ana.see_css("#attached .attach__file:not([aria-busy])")
        .await;
    ana.press(Key::Enter).await;
    ana.see_css(".outgoing__item").await;
    ana.gone_css("#attached .attach__file").await;
    ana.chord(&[Key::Control], 'z').await;
    ana.see_css("#attached .attach__file").await;
    ana.see("PDF · 3 kB").await;
    ana.click("Remove bill.pdf").await;
    ana.fill("Write a reply to Hannah", "Yes, two are left.")
        .await;
    ana.press(Key::Enter).await;
    ana.see_css(".outgoing__item").await;

    // Kept through a new start, and said once when its time has come.
    ana.reload().await;
    ana.see_css(".outgoing__item").await;
    house.pass(Duration::from_secs(6));
    ana.gone_css(".outgoing__item").await;
    ana.see_css(".msg--out .ticks").await;
    assert_eq!(heard_by(&house, &hannah).await, ["Yes, two are left."]);

    // Closing does not lose what was sent a moment before.
    ana.type_into("Write a reply to Hannah", "Bye!\n").await;
    ana.see_css(".outgoing__item").await;
    ana.press(Key::Escape).await;
    ana.click("Close").await;
    ana.click("Close chat").await;
    ana.see("Closed by Ana").await;
    assert_eq!(
        heard_by(&house, &hannah).await,
        ["Yes, two are left.", "Bye!"]
    );
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_leaves_at_its_hour_or_says_why_it_could_not() {
    // The browser's clock is the machine's; the house's begins there and is moved by hand.
    let house = House::open_by(Clock::by_hand(Clock::machine().now()), 0).await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = customer(&house, "Hannah", "Call me tomorrow").await;
    takes_next(&ana).await;
    ana.click("Schedule").await;
    ana.see("Write something first.").await;
    ana.type_into("Write a reply to Hannah", "Good morning!")
        .await;
    ana.click("Schedule").await;
    // A time that has passed is refused in words, and nothing typed is lost.
    ana.run("document.getElementById('later-at').value = '2020-01-01T09:00'")
        .await;
    ana.click_css("#later .btn--primary").await;
    ana.see("This time has passed. Choose a later one.").await;
    ana.click("In an hour").await;
    ana.click_css("#later .btn--primary").await;
    ana.see("Will be sent").await;
    assert_eq!(heard_by(&house, &hannah).await, NONE);
    house.pass(Duration::from_secs(2 * 3600));
    ana.gone("Will be sent").await;
    assert_eq!(heard_by(&house, &hannah).await, ["Good morning!"]);

    // Another one, for which the chat is no longer Ana's. Her own clock is two hours behind by now.
    ana.type_into("Write a reply to Hannah", "And in the evening")
        .await;
    ana.click("Schedule").await;
    ana.click("Tomorrow at nine").await;
    ana.click_css("#later .btn--primary").await;
    ana.see("Will be sent").await;
    ana.until(
        "read the hour",
        "return document.querySelector('#outgoing time').textContent.endsWith('09:00')",
    )
    .await;
    does(&ana, "Put back").await;
    ana.gone_css("#write").await;
    ana.goto(&house.url("/console/1")).await;
    ana.see("Sent only if the chat is yours again by").await;
    ana.gone("Send now").await;
    // Whatever she does by then, she is told of it, and comes to it.
    ana.goto(&house.url("/console")).await;
    house.pass(Duration::from_secs(36 * 3600));
    ana.see("Replies that were not sent").await;
    ana.screenshot("a reply that could not leave").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.click_css("#stranded a").await;
    ana.see("Not sent.").await;
    ana.click("Next Chat").await;
    ana.see("Not sent.").await;
    ana.click_css(".outgoing__item .btn").await;
    ana.until(
        "have the words again",
        "return document.getElementById('text').value === 'And in the evening'",
    )
    .await;
    ana.gone_css("#stranded").await;
    assert_eq!(heard_by(&house, &hannah).await, ["Good morning!"]);
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn words_that_were_taken_back_are_not_lost_with_the_answer() {
    // The browser's clock is the machine's; the house's begins there and is moved by hand.
    let house = House::open_by(Clock::by_hand(Clock::machine().now()), 0).await;
    let stage = Stage::enter().await;
    let (ana, hannah) = five_seconds(&house, &stage).await;
    ana.type_into("Write a reply to Hannah", "No, never.\n")
        .await;
    ana.see_css(".outgoing__item").await;
    // The house takes it back, and the line breaks before it says so.
    ana.run(
        "const real = window.fetch;
         window.lost = 0;
         window.fetch = async (url, ...rest) => {
           const answer = await real(url, ...rest);
           if (String(url).endsWith('/take-back')) { window.lost += 1; throw new TypeError('lost on its way'); }
           return answer;
         };",
    )
    .await;
    ana.click_css(".outgoing__item .btn").await;
    ana.see("No answer from Shopbell.").await;
    ana.until(
        "have the words again",
        "return document.getElementById('text').value === 'No, never.'",
    )
    .await;
    assert_eq!(ana.run("return window.lost").await, 1, "the premise");
    ana.gone_css(".outgoing__item").await;
    house.pass(Duration::from_secs(6));
    ana.reload().await;
    ana.until(
        "have them still",
        "return document.getElementById('text').value === 'No, never.'",
    )
    .await;
    assert_eq!(heard_by(&house, &hannah).await, NONE);
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_to_leave_later_is_not_said_over_a_colleague() {
    let house = House::open_by(Clock::by_hand(Clock::machine().now()), 0).await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = customer(&house, "Hannah", "Is it in stock?").await;
    takes_next(&ana).await;
    let bo = house.agent("Bo").await;
    house
        .act(|tx| {
            let bo = tx.get("select id from agent where name = 'Bo'", [], |row| {
                row.get(0)
            })?;
            participant::add(tx, ConversationId(1), bo)
        })
        .await;
    ana.type_into("Write a reply to Hannah", "Not before Friday")
        .await;
    ana.click("Schedule").await;
    ana.click("In an hour").await;
    ana.click_css("#later .btn--primary").await;
    ana.see("Will be sent").await;
    let said = json!({ "text": "Two are left." });
    let said = house.tell(&bo, "conversations/1/messages", said).await;
    assert_eq!(said.status, 201, "{}", said.text());
    ana.see("Two are left.").await;
    house.pass(Duration::from_secs(2 * 3600));
    ana.see("A colleague has just answered.").await;
    ana.screenshot("a reply that a colleague was before").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    assert_eq!(heard_by(&house, &hannah).await, ["Two are left."]);
    // She has read it, and says hers all the same.
    ana.click("Send anyway").await;
    ana.gone_css(".outgoing__item").await;
    assert_eq!(
        heard_by(&house, &hannah).await,
        ["Two are left.", "Not before Friday"]
    );
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comment_rests_too_and_comes_back_as_a_comment() {
    const NOTE: &str = "Only your team sees this";
    let house = House::open_by(Clock::by_hand(Clock::machine().now()), 0).await;
    let stage = Stage::enter().await;
    let (ana, hannah) = five_seconds(&house, &stage).await;
    let is_back = "return document.getElementById('text').value === 'She is a pain'
        && document.getElementById('write').dataset.mode === 'comment'";
    ana.click("Comment").await;
    ana.type_into(NOTE, "She is a pain\n").await;
    ana.see("Saved in").await;
    ana.screenshot("a comment that rests").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    // Whatever she is writing by then.
    ana.click("Reply").await;
    ana.click_css("#text").await;
    ana.chord(&[Key::Control], 'z').await;
    ana.gone_css(".outgoing__item").await;
    ana.until("have it again, as a comment", is_back).await;
    assert_eq!(house.count("message where internal = 1").await, 0);

    // Nor is it lost with the answer, or ever a reply.
    ana.press(Key::Enter).await;
    ana.see("Saved in").await;
    ana.run(
        "const real = window.fetch;
         window.fetch = async (url, ...rest) => {
           const answer = await real(url, ...rest);
           if (String(url).endsWith('/take-back')) { window.fetch = real; throw new TypeError('lost on its way'); }
           return answer;
         };",
    )
    .await;
    ana.click_css(".outgoing__item .btn").await;
    ana.see("No answer from Shopbell.").await;
    ana.until("have it again, as a comment", is_back).await;
    assert_eq!(house.count("draft where text <> ''").await, 0);

    ana.fill(NOTE, "She was here before").await;
    ana.press(Key::Enter).await;
    ana.see("Saved in").await;
    house.pass(Duration::from_secs(5));
    ana.gone_css(".outgoing__item").await;
    ana.see_css(".msg--comment").await;
    assert_eq!(house.count("message where internal = 1").await, 1);
    assert_eq!(heard_by(&house, &hannah).await, NONE);
    drop(ana);
    house.close().await;
}

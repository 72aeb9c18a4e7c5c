//! The line breaks, the page is loaded anew, the house is restarted: nothing typed is lost, nothing sent comes twice.

use serde_json::json;
use thirtyfour::Key;

use super::{at_counter, customer, does, heard_by, takes_next, writes};
use crate::{browser::Stage, house::House};

#[tokio::test(flavor = "multi_thread")]
async fn drafts_survive_switching_and_reloading() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    customer(&house, "Hannah", "Hello?").await;
    customer(&house, "Omar", "Good morning").await;
    ana.click("Next Chat").await;
    ana.type_into("Write a reply to Hannah", "For Hannah").await;
    ana.click("Next Chat").await;
    ana.type_into("Write a reply to Omar", "For Omar").await;
    ana.click("Comment").await;
    ana.type_into("Only your team sees this", "About Omar")
        .await;
    ana.click_css("#c-1").await;
    let holds = |words: &str| format!("return document.getElementById('text').value === '{words}'");
    ana.until("find the draft", &holds("For Hannah")).await;
    ana.reload().await;
    ana.until("find the draft", &holds("For Hannah")).await;
    ana.click_css("#c-2").await;
    // What one was writing there last is remembered, too.
    ana.until("find the comment", &holds("About Omar")).await;
    ana.click("Reply").await;
    ana.until("find the draft", &holds("For Omar")).await;
    // In another browser: the server has kept it.
    let elsewhere = stage.browser("Ana elsewhere").open().await;
    house
        .until("the draft is on the server", async || {
            house.count("draft").await == 2
        })
        .await;
    super::sign_in(&house.url(""), &elsewhere, "Ana").await;
    elsewhere.click_css("#c-1").await;
    elsewhere
        .until("find the draft", &holds("For Hannah"))
        .await;
    drop((ana, elsewhere));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_without_a_line_leaves_once_and_in_order() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = customer(&house, "Hannah", "Hello?").await;
    ana.click("Next Chat").await;
    ana.see_css("#write").await;
    ana.offline().await;
    ana.type_into("Write a reply to Hannah", "One\n").await;
    ana.type_into("Write a reply to Hannah", "Two\n").await;
    ana.see("Waits for the line").await;
    ana.see("Reconnecting to Shopbell").await;
    writes(&house, &hannah, "Are you there?").await;
    ana.online().await;
    ana.gone("Reconnecting to Shopbell").await;
    ana.gone_css(".msg--queued").await;
    ana.see("Are you there?").await;
    assert_eq!(heard_by(&house, &hannah).await, ["One", "Two"]);
    ana.complains(&["ERR_INTERNET_DISCONNECTED"]).await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_in_the_middle_changes_nothing_on_the_screen() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = customer(&house, "Hannah", "Hello?").await;
    customer(&house, "Omar", "Good morning").await;
    ana.click("Next Chat").await;
    ana.type_into("Write a reply to Hannah", "Half a sen").await;
    let house = house.reopen().await;
    ana.type_into("Write a reply to Hannah", "tence\n").await;
    ana.see_css(".msg--out .ticks").await;
    assert_eq!(heard_by(&house, &hannah).await, ["Half a sentence"]);
    writes(&house, &hannah, "Still here?").await;
    ana.see("Still here?").await;
    ana.see_css("#w-2").await;
    customer(&house, "Priya", "A third one").await;
    ana.see_css("#w-3").await;
    // Requests that met the closed door are no news.
    let _ = ana.console_errors().await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_colleague_s_newer_answer_is_read_before_one_s_own_leaves() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let bo = house.supervisor("Bo").await;
    let ana_s_id = 1;
    let hannah = customer(&house, "Hannah", "Which one?").await;
    ana.click("Next Chat").await;
    ana.type_into("Write a reply to Hannah", "The green one")
        .await;
    // Ana's screen stands still while Bo helps out and gives the chat back.
    ana.run(
        "const real = window.fetch; window.heldBack = true;
         window.fetch = (url, ...rest) => window.heldBack && /\\/(entries|head|list)/.test(String(url)) ? new Promise(() => {}) : real(url, ...rest);",
    )
    .await;
    for (path, body) in [
        (
            "conversations/1/assign",
            serde_json::json!({ "agent_id": 2 }),
        ),
        (
            "conversations/1/messages",
            serde_json::json!({ "text": "The blue one" }),
        ),
        (
            "conversations/1/assign",
            serde_json::json!({ "agent_id": ana_s_id }),
        ),
    ] {
        let done = house.tell(&bo, path, body).await;
        assert!(done.status < 300, "{path}: {}", done.text());
    }
    ana.press(Key::Enter).await;
    ana.see("has just answered").await;
    assert_eq!(heard_by(&house, &hannah).await, ["The blue one"]);
    ana.click("Send anyway").await;
    ana.gone_css(".msg--failed").await;
    house
        .until("both answers arrive", async || {
            heard_by(&house, &hannah).await == ["The blue one", "The green one"]
        })
        .await;
    ana.complains(&["409"]).await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_begun_in_a_chat_that_a_colleague_has_now_is_not_out_of_sight() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let bo = house.supervisor("Bo").await;
    let hannah = customer(&house, "Hannah", "Hello?").await;
    takes_next(&ana).await;
    ana.type_into("Write a reply to Hannah", "Half a reply")
        .await;
    does(&ana, "Put back").await;
    ana.gone_css("#write").await;
    let taken = house.tell(&bo, "conversations/1/claim", json!({})).await;
    assert_eq!(taken.status, 200, "{}", taken.text());
    ana.goto(&house.url("/console/1")).await;
    ana.see_css("[data-stance=theirs] #write").await;
    ana.see("Your reply is kept until the chat is yours again")
        .await;
    ana.see("Half a reply").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    // In another browser, too: the server has kept it.
    house
        .until("the draft is on the server", async || {
            house.count("draft").await == 1
        })
        .await;
    let elsewhere = stage.browser("Ana elsewhere").open().await;
    super::sign_in(&house.url(""), &elsewhere, "Ana").await;
    elsewhere.goto(&house.url("/console/1")).await;
    elsewhere.see("Half a reply").await;
    elsewhere
        .until(
            "have nothing of it in the box for comments",
            "return document.getElementById('text').value === ''",
        )
        .await;
    ana.click("Make it a comment").await;
    ana.gone("Your reply is kept").await;
    ana.until(
        "have it in the box",
        "return document.getElementById('text').value === 'Half a reply'",
    )
    .await;
    ana.press(Key::Enter).await;
    ana.see_css(".msg--comment").await;
    assert_eq!(heard_by(&house, &hannah).await, [""; 0]);
    drop((ana, elsewhere));
    house.close().await;
}

//! Customers who do not answer. The clock is moved by hand, and the house restarts in the middle.

use std::time::Duration;

use shopbell::{
    base::{id::QueueId, time::Clock},
    db::DbError,
    desk::{
        queue::{self, Policy, policy::Silence},
        team::Role,
    },
};

use super::{at_counter, customer, sign_in, takes_next, writes};
use crate::{
    browser::{Browser, Stage},
    house::House,
};

async fn house() -> House {
    House::open_by(Clock::by_hand(Clock::machine().now()), 0).await
}

async fn serves(house: &House, silence: Silence) {
    house
        .inside()
        .db
        .write::<_, DbError>(move |tx| {
            let policy = Policy {
                silence,
                ..Policy::default()
            };
            queue::set_policy(tx, QueueId(1), &policy)
        })
        .await
        .unwrap();
}

fn minutes(number: u64) -> Duration {
    Duration::from_secs(60 * number)
}

/// The agent answers, and the house has it: what is on the screen may be on its way still.
async fn answers(house: &House, agent: &Browser<'_>, words: &'static str) {
    agent
        .type_into("Write a reply to Hannah", &format!("{words}\n"))
        .await;
    house
        .until("the answer is stored", async || {
            let stored = house.inside().db.read::<_, DbError>(move |reader| {
                reader.exists("select 1 from message where text = ?1", [words])
            });
            stored.await.unwrap()
        })
        .await;
    agent.see(words).await;
}

const REMINDER: &str = "Are you still there?";
const GOODBYE: &str = "we are closing this chat";

#[tokio::test(flavor = "multi_thread")]
async fn a_silent_customer_is_reminded_and_their_chat_ends_over_a_restart() {
    let house = house().await;
    serves(&house, Silence::Act).await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = customer(&house, "Hannah", "Is it in stock?").await;
    takes_next(&ana).await;
    answers(&house, &ana, "It is. How many would you like?").await;
    house.pass(minutes(19));
    ana.see("A reminder goes out in").await;
    ana.see_css("#c-1 .silent").await;
    // Nothing else has moved from its place.
    ana.until(
        "see three panes side by side",
        "return document.getElementById('side').getBoundingClientRect().top === 0",
    )
    .await;
    ana.screenshot("silence-soon").await;
    ana.narrow().await;
    ana.screenshot("silence-soon-narrow").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.wide().await;

    let house = house.reopen().await;
    ana.gone("No connection").await;
    house.pass(minutes(1));
    ana.see(REMINDER).await;
    ana.gone("A reminder goes out in").await;
    house.pass(minutes(59));
    ana.see("The chat closes in").await;
    // The customer speaks: nothing ends.
    writes(&house, &hannah, "Sorry, I was on the phone").await;
    ana.gone("The chat closes in").await;
    house.pass(minutes(5));
    ana.see_css("[data-stance=mine] #write").await;

    answers(&house, &ana, "No hurry at all").await;
    house.pass(minutes(19));
    ana.see("A reminder goes out in").await;
    ana.click("Send now").await;
    ana.gone("A reminder goes out in").await;
    house.pass(minutes(59));
    ana.see("The chat closes in").await;
    house.pass(minutes(1));
    ana.see("Closed because the customer did not respond").await;
    ana.see(GOODBYE).await;
    ana.screenshot("silence-closed").await;
    let heard = house.get(&hannah, "messages", &[]).await.text();
    let count = |what: &str| heard.matches(what).count();
    assert_eq!((count(REMINDER), count(GOODBYE)), (2, 1), "{heard}");
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agent_skips_and_a_suggestion_waits_for_a_click() {
    let house = house().await;
    serves(&house, Silence::Act).await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = customer(&house, "Hannah", "Is it in stock?").await;
    takes_next(&ana).await;
    answers(&house, &ana, "It is").await;
    house.pass(minutes(19));
    ana.see("A reminder goes out in").await;
    ana.click("Skip").await;
    ana.gone("A reminder goes out in").await;
    ana.see("Ana gives the customer time").await;
    house.pass(minutes(30));

    serves(&house, Silence::Suggest).await;
    writes(&house, &hannah, "And in green?").await;
    ana.see("And in green?").await;
    answers(&house, &ana, "In green, too").await;
    house.pass(minutes(20));
    ana.see("Would you like to remind them?").await;
    ana.screenshot("silence-suggested").await;
    ana.click("Send reminder").await;
    ana.see(REMINDER).await;
    house.pass(minutes(60));
    ana.see("Would you like to close the chat?").await;
    ana.click("Close chat").await;
    ana.see("Closed because the customer did not respond").await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_says_when_and_in_which_words() {
    let house = house().await;
    let stage = Stage::enter().await;
    house.member("Ana", Role::Admin).await;
    let ana = stage.browser("Ana").open().await;
    sign_in(&house.url(""), &ana, "Ana").await;
    ana.goto(&house.url("/admin/queues/1")).await;
    ana.click_css("input[name=silence][value=act] + span").await;
    ana.fill("Minutes before the reminder", "1").await;
    ana.click("Save").await;
    ana.see("A whole number from 2 to 1440.").await;
    ana.complains(&["400 (Bad Request)"]).await;
    ana.fill("Minutes before the reminder", "5").await;
    ana.click("Save").await;
    ana.see("Saved.").await;
    ana.screenshot("silence-queue").await;
    ana.click("Words of the reminder and the goodbye").await;
    ana.click_css("#texts-remind-en").await;
    ana.keys("Shall we go on?").await;
    ana.screenshot("silence-texts").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.click("Save").await;
    let kept = "return document.querySelector('#texts-remind-en')?.defaultValue.includes('Shall we go on?')";
    ana.until("find it saved", kept).await;

    ana.goto(&house.url("/console")).await;
    customer(&house, "Hannah", "Is it in stock?").await;
    takes_next(&ana).await;
    answers(&house, &ana, "It is").await;
    house.pass(minutes(4));
    ana.see("A reminder goes out in").await;
    house.pass(minutes(1));
    ana.see("Shall we go on?").await;
    drop(ana);
    house.close().await;
}

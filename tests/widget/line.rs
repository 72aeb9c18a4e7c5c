//! A customer sees where they stand in line while they wait, and how it moves (W13).

use std::time::Duration;

use serde_json::json;
use shopbell::{
    base::id::QueueId,
    desk::queue::{self, Policy, policy::LineShown},
};

use super::{counter, next};
use crate::{
    browser::Stage,
    house::House,
    site::{Site, WIDGET},
};

/// Three chats were taken lately, each a hundred seconds after it had come into an empty line.
async fn took_a_hundred_seconds_each(house: &House, agent: &crate::house::Person) {
    for name in ["Ida", "Jon", "Kim"] {
        let visitor = house.visitor(name).await;
        house
            .tell(&visitor, "messages", json!({ "text": "Hello" }))
            .await;
        next(house, agent).await;
    }
    house
        .act(|tx| {
            tx.execute(
                "update conversation set claimed_at = claimed_at - id * 200000,
                   queued_at = claimed_at - id * 200000 - 100000",
                [],
            )
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_sees_their_place_move_until_somebody_has_the_chat() {
    let (house, ana) = counter::open().await;
    took_a_hundred_seconds_each(&house, &ana).await;
    for name in ["Omar", "Hannah"] {
        let visitor = house.visitor(name).await;
        house
            .tell(&visitor, "messages", json!({ "text": "Hello" }))
            .await;
    }
    let shop = Site::open(&house).await;
    let stage = Stage::enter().await;
    let vera = stage.browser("Vera").open().await;
    vera.goto(&shop.url("/kettle")).await;
    vera.click_in_shadow(WIDGET, ".bell").await;
    vera.enter_widget(WIDGET).await;
    vera.type_into("Message", "Is the blue one back?").await;
    vera.click("Send").await;
    vera.see("You are number 3 in line · about 5 min").await;
    vera.screenshot("line").await;
    assert_eq!(vera.axe().await, Vec::<String>::new());

    // Somebody before them is taken: they move up without asking.
    next(&house, &ana).await;
    let moved = Duration::from_secs(2);
    vera.see("You are number 2 in line · about 4 min").await;
    // Somebody urgent comes before them, and that is the truth, too.
    let urgent = house.visitor("Bo").await;
    let said = house
        .tell(&urgent, "messages", json!({ "text": "It burns" }))
        .await;
    let id = said.json()["conversation_id"].as_i64().unwrap();
    let path = format!("conversations/{id}/priority");
    house
        .tell(&ana, &path, json!({ "priority": "urgent" }))
        .await;
    vera.see("You are number 3 in line").await;
    next(&house, &ana).await;
    vera.see("You are number 2 in line").await;

    // It is still there on the next page of the shop.
    vera.leave_widget().await;
    vera.goto(&shop.url("/cups")).await;
    vera.enter_widget(WIDGET).await;
    vera.see("You are number 2 in line").await;

    // What the admin switches off is gone, and back as the admin has it.
    let show = async |line_shown: LineShown| {
        house
            .act(move |tx| {
                let policy = Policy {
                    line_shown,
                    ..Policy::default()
                };
                queue::set_policy(tx, QueueId(1), &policy)?;
                queue::serve(tx, shopbell::base::id::AgentId(1), &[QueueId(1)])
            })
            .await;
    };
    show(LineShown::Off).await;
    vera.gone_css(".line:not([hidden])").await;
    show(LineShown::Place).await;
    vera.see("You are number 2 in line").await;
    vera.gone("about").await;
    show(LineShown::Estimate).await;
    vera.see("about 4 min").await;

    next(&house, &ana).await;
    vera.see_within(moved, ".line:not([hidden])").await;
    vera.see("You are next in line · about 2 min").await;
    vera.leave_widget().await;
    vera.narrow().await;
    vera.enter_widget(WIDGET).await;
    vera.dark().await;
    vera.see("You are next in line").await;
    vera.screenshot("line-narrow").await;
    next(&house, &ana).await;
    vera.see("Ana joined").await;
    vera.gone_css(".line:not([hidden])").await;
    drop(vera);
    house.close().await;
}

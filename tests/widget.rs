//! A customer on the shop's own page, whose policy lets in nothing but the widget.

use serde_json::json;

use crate::{
    browser::Stage,
    house::{House, Person},
    site::{Site, WIDGET},
};

mod amended;
mod calls;
mod closing;
mod consent;
pub(crate) mod counter;
pub(crate) mod files;
mod guard;
mod identity;
mod keeping;
mod line;
mod phone;
mod sending;
mod tabs;
pub(crate) mod wire;

async fn next(house: &House, agent: &Person) -> i64 {
    let taken = house.tell(agent, "next", json!({})).await;
    assert_eq!(taken.status, 200, "{}", taken.text());
    taken.json()["conversation"]["id"].as_i64().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_of_a_strict_shop_writes_is_answered_and_rates() {
    let house = House::open().await;
    let shop = Site::open(&house).await;
    let ana = house.agent("Ana").await;
    let stage = Stage::enter().await;
    let vera = stage
        .browser("Vera")
        .blocking_third_party_cookies()
        .open()
        .await;
    vera.goto(&shop.url("/kettle?utm_source=mail&key=secret"))
        .await;
    vera.click_in_shadow(WIDGET, ".bell").await;
    vera.enter_widget(WIDGET).await;
    vera.see("The shop is closed").await;
    assert_eq!(
        house.count("identity").await,
        0,
        "opening alone tells nothing"
    );

    vera.type_into("Email", "vera@example.com").await;
    vera.type_into("Your question", "Where is my parcel?").await;
    vera.click("Leave message").await;
    vera.see("We have your message").await;

    let chat = next(&house, &ana).await;
    vera.see("Ana joined").await;
    let hello = json!({ "text": "Hello Vera, it leaves today." });
    house
        .tell(&ana, &format!("conversations/{chat}/messages"), hello)
        .await;
    vera.see("it leaves today").await;

    // The next page of the shop: the panel comes along, and with it all that was said.
    vera.leave_widget().await;
    vera.goto(&shop.url("/cups")).await;
    vera.enter_widget(WIDGET).await;
    vera.see("Where is my parcel?").await;
    vera.see("it leaves today").await;
    assert_eq!(vera.axe().await, Vec::<String>::new());

    let close = json!({ "reason_id": 1, "survey": true });
    house
        .tell(&ana, &format!("conversations/{chat}/close"), close)
        .await;
    vera.see("How did we do?").await;
    vera.click("Very good").await;
    vera.click("Send").await;
    vera.see("Thank you").await;
    drop(vera);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_written_without_a_connection_arrives_once_when_it_is_back() {
    let house = House::open().await;
    let shop = Site::open(&house).await;
    let stage = Stage::enter().await;
    let vera = stage.browser("Vera").open().await;
    vera.goto(&shop.url("/")).await;
    vera.click_in_shadow(WIDGET, ".bell").await;
    vera.enter_widget(WIDGET).await;
    vera.type_into("Email", "vera@example.com").await;
    vera.type_into("Your question", "One").await;
    vera.click("Leave message").await;
    vera.see("We have your message").await;

    vera.offline().await;
    vera.type_into("Message", "Two").await;
    vera.click("Send").await;
    vera.see("Waiting to send").await;
    vera.see("No connection").await;
    vera.online().await;
    vera.gone("Waiting to send").await;
    vera.gone("No connection").await;
    assert_eq!(house.count("message").await, 2);
    vera.complains(&["ERR_INTERNET_DISCONNECTED"]).await;
    drop(vera);
    house.close().await;
}

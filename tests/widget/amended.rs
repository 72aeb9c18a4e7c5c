//! What is changed or taken back while the customer does not look.

use super::{
    counter::{self, Chat},
    wire::Wire,
};
use crate::{
    browser::{Key, Stage},
    house::{House, Person},
    site::{Site, WIDGET},
};

/// Does something to the newest message of a chat, as its author does it in the console.
async fn amend(house: &House, agent: &Person, chat: &Chat<'_>, deed: &str, form: &str) {
    let read = chat.read().await;
    let newest = read["messages"]
        .as_array()
        .unwrap()
        .iter()
        .rfind(|message| message["author"]["kind"] == "agent")
        .unwrap()["id"]
        .clone();
    let path = format!("/console/entries/{newest}/{deed}");
    let done = house.fill(agent, &path, form).await;
    assert_eq!(done.status, 200, "{}", done.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_changed_unseen_is_read_and_what_was_taken_back_unseen_is_gone() {
    let (house, ana) = counter::open().await;
    let wire = Wire::to(house.address()).await;
    let site = house.site_key().await;
    let shop = Site::by_way_of(wire.address, &house).await;
    let stage = Stage::enter().await;
    let vera = stage.browser("Vera").open().await;
    shop.ask(&vera).await;
    vera.type_into("Message", "Where do I send it?").await;
    vera.press(Key::Enter).await;
    let chat = Chat::take(&house, &ana).await;
    vera.see("Ana joined").await;

    // Changed before she saw it: read when she does.
    vera.leave_widget().await;
    vera.run("Shopbell.close()").await;
    chat.say("To Mill Lane 5").await;
    vera.see_in_shadow(WIDGET, ".bell i", "1").await;
    amend(&house, &ana, &chat, "edit", "text=To+Mill+Lane+7").await;
    vera.enter_widget(WIDGET).await;
    let is_changed = "return document.querySelector('.log').textContent.includes('Mill Lane 7')";
    vera.until("have the new words", is_changed).await;
    vera.leave_widget().await;
    vera.click_in_shadow(WIDGET, ".bell").await;
    let is_read = format!("return localStorage['shopbell:{site}:unread'] === '0'");
    vera.until("read it, which takes a second", &is_read).await;
    house
        .until("Ana sees that it was read", async || {
            let record = chat.record().await;
            record["read_id"].as_i64() >= record["last_message"]["id"].as_i64()
        })
        .await;

    // Taken back after the chat has ended, while nobody listens.
    chat.close(false).await;
    vera.enter_widget(WIDGET).await;
    vera.see("Ana closed the chat").await;
    vera.leave_widget().await;
    vera.run("Shopbell.close()").await;
    house
        .until("nobody listens", async || wire.streams() == 0)
        .await;
    amend(&house, &ana, &chat, "unsend", "").await;
    vera.click_in_shadow(WIDGET, ".bell").await;
    vera.enter_widget(WIDGET).await;
    vera.see("This message was taken back").await;
    vera.gone("Mill Lane").await;
    drop(vera);
    house.close().await;
}

//! Where the browser keeps nothing, and where it keeps all.

use shopbell::demo::platform::mail::Smtp;

use super::counter::{self, Chat};
use crate::{
    browser::{Key, Stage},
    channels::email_transcript::mailbox,
    house::House,
    site::{Site, WIDGET},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_keeps_nothing_still_sends_and_hears() {
    let (house, ana) = counter::open().await;
    let shop = Site::open(&house).await;
    let stage = Stage::enter().await;
    let vera = stage.browser("Vera").keeping_nothing().open().await;
    vera.goto(&shop.url("/")).await;
    let refused = "try { return String(localStorage.length) } catch (error) { return error.name }";
    assert_eq!(vera.run(refused).await, "SecurityError", "the premise");
    vera.click_in_shadow(WIDGET, ".bell").await;
    vera.enter_widget(WIDGET).await;
    for text in ["Hello?", "Anybody?"] {
        vera.type_into("Message", text).await;
        vera.press(Key::Enter).await;
    }
    let chat = Chat::take(&house, &ana).await;
    vera.see("Ana joined").await;
    chat.say("I am here").await;
    vera.see("I am here").await;
    vera.gone("Waiting to send").await;
    assert_eq!(chat.texts().await, ["Hello?", "Anybody?", "I am here"]);
    drop(vera);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_and_the_chat_outlive_a_reload_and_a_closed_shop_opens_by_itself() {
    let house = House::open().await;
    let ana = house.agent("Ana").await;
    counter::set_up(&house, counter::unasking()).await;
    let shop = Site::open(&house).await;
    let stage = Stage::enter().await;
    let vera = stage.browser("Vera").open().await;
    shop.ask(&vera).await;
    vera.see("The shop is closed").await;
    vera.type_into("Your question", "Do you bake on Sun").await;

    // Somebody comes: what was begun goes on in the chat.
    counter::staff(&house).await;
    vera.run("document.activeElement.blur()").await;
    vera.see("Hello! What can we do for you?").await;
    vera.type_into("Message", "days?").await;
    vera.leave_widget().await;
    let is_kept = "return Object.values(localStorage).includes('Do you bake on Sundays?')";
    vera.until("have the draft kept", is_kept).await;
    vera.reload().await;
    vera.enter_widget(WIDGET).await;
    vera.click("Send").await;
    let chat = Chat::take(&house, &ana).await;
    assert_eq!(chat.texts().await, ["Do you bake on Sundays?"]);
    chat.say("From eight on").await;
    vera.see("From eight on").await;

    // It is hers to have by mail; who has her address has it already filled in.
    vera.leave_widget().await;
    let smtp = Smtp::open().await.unwrap();
    mailbox(&house, "help@kettle.example", smtp.port).await;
    vera.reload().await;
    vera.enter_widget(WIDGET).await;
    vera.click("Menu").await;
    vera.click("Send this chat by email").await;
    vera.fill("Email", "vera@post.example").await;
    assert_eq!(vera.axe().await, Vec::<String>::new());
    vera.click("Send it by email").await;
    vera.see("On its way to vera@post.example.").await;
    house
        .until("the mail", async || smtp.taken.all().len() == 1)
        .await;
    assert!(smtp.taken.all()[0].contains("From eight on"));
    drop(vera);
    house.close().await;
}

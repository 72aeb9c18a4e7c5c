//! What is sent arrives once, whatever befalls the wire or the house.

use super::{
    counter::{self, Chat},
    wire::Wire,
};
use crate::{
    browser::{Key, Stage},
    site::Site,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_and_a_restart_neither_lose_nor_repeat_a_message() {
    let (house, ana) = counter::open().await;
    let wire = Wire::to(house.address()).await;
    let shop = Site::by_way_of(wire.address, &house).await;
    let stage = Stage::enter().await;
    let vera = stage.browser("Vera").open().await;
    shop.ask(&vera).await;
    vera.see("We’re here").await;

    // The message is stored, and the connection breaks before the answer.
    wire.lose_next_answer();
    vera.type_into("Message", "One").await;
    vera.press(Key::Enter).await;
    vera.see("Waiting to send").await;
    vera.gone("Waiting to send").await;
    assert_eq!(wire.answers_lost(), 1, "the premise: an answer was lost");
    let chat = Chat::take(&house, &ana).await;
    assert_eq!(chat.texts().await, ["One"]);
    vera.see("Ana joined").await;
    let number = chat.id;

    // The house restarts while somebody writes.
    wire.cut();
    vera.type_into("Message", "Two").await;
    vera.press(Key::Enter).await;
    vera.type_into("Message", "Three").await;
    vera.press(Key::Enter).await;
    vera.see("No connection").await;
    let house = house.reopen().await;
    wire.mend(house.address());
    vera.gone("Waiting to send").await;
    vera.gone("No connection").await;
    let chat = Chat::of(&house, &ana, number);
    assert_eq!(chat.texts().await, ["One", "Two", "Three"]);
    chat.say("All three are here").await;
    vera.see("All three are here").await;
    let bubbles = "return document.querySelectorAll('.msg--out').length";
    assert_eq!(vera.run(bubbles).await, 3, "each stands there once");
    vera.complains(&["ERR_"]).await;
    drop(vera);
    house.close().await;
}

//! On a telephone, and with the keyboard alone.

use shopbell::db::DbError;

use super::counter::{self, Chat};
use crate::{
    browser::{Key, Stage},
    site::{Site, WIDGET},
};

#[tokio::test(flavor = "multi_thread")]
async fn on_a_phone_the_chat_fills_the_screen_and_waits_to_be_asked() {
    let (house, ana) = counter::open().await;
    let shop = Site::open(&house).await;
    let stage = Stage::enter().await;
    let vera = stage.browser("Vera").phone().language("ru-RU").open().await;
    shop.ask(&vera).await;
    vera.see("We’re here").await;
    assert_eq!(
        vera.run("return [innerWidth, innerHeight].join()").await,
        "390,844"
    );
    vera.type_into("Message", "From my phone").await;
    vera.click("Send").await;
    let chat = Chat::take(&house, &ana).await;
    vera.see("Ana joined").await;
    let spoken = house.inside().db.read::<String, DbError>(|reader| {
        reader.get("select language from identity", [], |row| row.get(0))
    });
    assert_eq!(
        spoken.await.unwrap(),
        "ru-RU",
        "the widget speaks the page's language, she her own"
    );
    vera.leave_widget().await;
    vera.see_part_in_shadow(WIDGET, ".bell", false).await;

    // The next page is there to be read, not covered by the chat; what was said waits behind the bell.
    vera.goto(&shop.url("/cups")).await;
    vera.see_part_in_shadow(WIDGET, ".bell", true).await;
    vera.see_part_in_shadow(WIDGET, "iframe", false).await;
    chat.say("Here is Ana").await;
    vera.see_in_shadow(WIDGET, ".bell i", "1").await;
    vera.click_in_shadow(WIDGET, ".bell").await;
    vera.enter_widget(WIDGET).await;
    vera.see("From my phone").await;
    vera.see("Here is Ana").await;
    vera.click("Close chat window").await;
    vera.leave_widget().await;
    vera.see_part_in_shadow(WIDGET, "iframe", false).await;
    drop(vera);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_keyboard_alone_opens_writes_and_closes() {
    let (house, ana) = counter::open().await;
    let shop = Site::open(&house).await;
    let stage = Stage::enter().await;
    let vera = stage.browser("Vera").open().await;
    vera.goto(&shop.url("/")).await;
    vera.see_part_in_shadow(WIDGET, ".bell", true).await;
    vera.press(Key::Tab).await;
    vera.is_at("Buy").await;
    vera.press(Key::Tab).await;
    vera.is_at("SHOPBELL-WIDGET").await;
    vera.press(Key::Enter).await;
    vera.enter_widget(WIDGET).await;
    let is_in_field = "return document.activeElement.tagName === 'TEXTAREA'";
    vera.until("have the cursor where to write", is_in_field)
        .await;
    vera.keys("No mouse at hand").await;
    vera.press(Key::Enter).await;
    let chat = Chat::take(&house, &ana).await;
    assert_eq!(chat.texts().await, ["No mouse at hand"]);
    vera.see("Ana joined").await;

    // Enter sends, Shift+Enter breaks the line, the emoji wait one Tab away.
    vera.keys("Line one").await;
    vera.chord(&[Key::Shift], Key::Enter).await;
    vera.keys("line two ").await;
    vera.tab_to("Emoji").await;
    vera.press(Key::Enter).await;
    vera.see_css(".emoji").await;
    vera.press(Key::Right).await;
    vera.press(Key::Enter).await;
    vera.until("be back in the field", is_in_field).await;
    vera.press(Key::Enter).await;
    house
        .until("both have arrived", async || chat.texts().await.len() == 2)
        .await;
    let second = chat.texts().await.remove(1);
    assert!(second.starts_with("Line one\nline two "), "{second:?}");
    assert!(!second.ends_with("two "), "with an emoji: {second:?}");

    // The menu by arrows, out of it by Escape, out of the chat by another.
    vera.tab_to("Menu").await;
    vera.press(Key::Enter).await;
    vera.see("End chat").await;
    vera.press(Key::Escape).await;
    vera.is_at("Menu").await;
    vera.press(Key::Escape).await;
    vera.leave_widget().await;
    vera.see_part_in_shadow(WIDGET, "iframe", false).await;
    vera.is_at("SHOPBELL-WIDGET").await;
    drop(vera);
    house.close().await;
}

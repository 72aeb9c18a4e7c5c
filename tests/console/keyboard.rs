//! The whole job with the keyboard alone.

use thirtyfour::Key;

use super::{at_counter, customer, heard_by};
use crate::{browser::Stage, house::House};

#[tokio::test(flavor = "multi_thread")]
async fn a_chat_is_served_without_a_mouse() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = customer(&house, "Hannah", "Is it safe for induction?").await;
    customer(&house, "Omar", "Good morning").await;
    ana.see_css("#w-2").await;

    // The wait list is read and picked from.
    ana.press('w').await;
    ana.gone_css("#wait").await;
    ana.press('w').await;
    ana.is_at("Pick Hannah").await;
    ana.press(Key::Enter).await;
    ana.see_css("textarea[aria-label='Write a reply to Hannah']")
        .await;
    // The box has the focus: letters are words now.
    ana.keys("new kettles are").await;
    ana.chord(&[Key::Shift], Key::Enter).await;
    ana.keys("all safe").await;
    ana.press(Key::Enter).await;
    ana.see_css(".msg--out .ticks").await;
    assert_eq!(
        heard_by(&house, &hannah).await,
        ["new kettles are\nall safe"]
    );

    ana.press(Key::Escape).await;
    ana.press('n').await;
    ana.see_css("textarea[aria-label='Write a reply to Omar']")
        .await;
    ana.press(Key::Escape).await;
    ana.press('j').await;
    ana.see_css("textarea[aria-label='Write a reply to Hannah']")
        .await;
    ana.press('c').await;
    ana.keys("asked twice this week").await;
    ana.press(Key::Enter).await;
    ana.see_css(".msg--comment").await;

    // Closing: E, a type by the arrow keys, Enter.
    ana.press(Key::Escape).await;
    ana.press('e').await;
    ana.see("Close the chat with Hannah?").await;
    ana.press(' ').await;
    ana.press(Key::Enter).await;
    ana.see("Closed by Ana").await;
    ana.see("Closed · Order").await;

    // A dialog that Esc closes gives the focus back.
    ana.press(Key::Escape).await;
    ana.keys("?").await;
    ana.see("Keyboard shortcuts").await;
    ana.press(Key::Escape).await;
    ana.gone("Keyboard shortcuts").await;

    // A name typed into the palette leads to its chat.
    ana.chord(&[Key::Control], 'k').await;
    ana.keys("omar").await;
    ana.press(Key::Enter).await;
    ana.see_css("textarea[aria-label='Write a reply to Omar']")
        .await;

    // Every stop of a whole turn by Tab is named.
    ana.run("document.activeElement.blur()").await;
    ana.tab_to("No one waiting").await;
    ana.tab_to("Emoji").await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn letters_lie_where_they_lie_on_a_russian_keyboard() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    customer(&house, "Hannah", "Hello?").await;
    ana.see_css("#w-1").await;
    ana.run(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'т', code: 'KeyN', bubbles: true, cancelable: true }))",
    )
    .await;
    ana.see_css("textarea[aria-label='Write a reply to Hannah']")
        .await;
    drop(ana);
    house.close().await;
}

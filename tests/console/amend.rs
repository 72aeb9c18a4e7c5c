//! Answering one message, changing what was sent, taking it back.

use super::{at_counter, takes_next};
use crate::{
    browser::{Key, Stage},
    house::House,
    site::Site,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_slip_is_changed_and_a_mistake_taken_back_on_both_sides() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let site = Site::open(&house).await;
    let hannah = stage.browser("Hannah").open().await;
    site.ask(&hannah).await;
    hannah.type_into("Message", "How long does it take?").await;
    hannah.press(Key::Enter).await;
    hannah.see("Before we start").await;
    hannah.type_into("Your name", "Hannah").await;
    hannah.click("Start chatting").await;
    hannah.see("How long does it take?").await;
    takes_next(&ana).await;

    // By the keyboard: up to her message, and an answer to it.
    ana.chord(&[Key::Alt], Key::Up).await;
    ana.press(Key::Enter).await;
    ana.see("Answering Hannah").await;
    ana.reload().await;
    ana.see("Answering Hannah").await;
    ana.type_into("Write a reply to Hannah", "Three days\n")
        .await;
    ana.see_css(".msg--out .ticks").await;
    ana.see_css("#log .quote").await;
    hannah.see("Three days").await;
    hannah.see_css(".quote").await;

    // A slip of the pen.
    ana.click_css("#text").await;
    ana.press(Key::Up).await;
    ana.see("Changing your message").await;
    ana.keys(", or four").await;
    ana.press(Key::Enter).await;
    ana.gone("Changing your message").await;
    ana.see("Three days, or four").await;
    hannah.see("Three days, or four").await;
    hannah.see("edited").await;
    ana.click("edited").await;
    ana.see("Only your team can see this.").await;
    ana.press(Key::Escape).await;

    // Esc leaves it as it was, and what stood in the box comes back.
    ana.type_into("Write a reply to Hannah", "Half a ").await;
    ana.run("document.querySelector('#log > .msg--out').dispatchEvent(new PointerEvent('pointerover', { bubbles: true, pointerType: 'mouse' }))").await;
    ana.click("Change").await;
    // What it was becoming is there again after a reload, and after another chat was looked at.
    ana.keys(", at most").await;
    let is_becoming =
        "return document.getElementById('text').value === 'Three days, or four, at most'
        && document.getElementById('send').textContent === 'Save change'
        && getComputedStyle(document.querySelector('[data-act=later]')).display === 'none'";
    ana.until("go on with the change", is_becoming).await;
    ana.reload().await;
    ana.see("Changing your message").await;
    ana.until("go on with the change", is_becoming).await;
    ana.goto(&house.url("/console")).await;
    ana.click_css("#mine a[data-open]").await;
    ana.see("Changing your message").await;
    ana.until("go on with the change", is_becoming).await;
    // A card number is asked about, however quickly it was sent.
    ana.keys(" 4111 1111 1111 1111").await;
    ana.press(Key::Enter).await;
    ana.see("Send anyway").await;
    ana.complains(&["status of 409"]).await;
    ana.click("Edit reply").await;
    ana.press(Key::Escape).await;
    ana.until(
        "have the draft again",
        "return document.getElementById('text').value === 'Half a '",
    )
    .await;

    // Taken back: gone from the widget, also after a reload; the team can still look.
    ana.run("document.querySelector('#log > .msg--out').dispatchEvent(new PointerEvent('pointerover', { bubbles: true, pointerType: 'mouse' }))").await;
    ana.click("Take back").await;
    ana.see("Take it back for the customer, too?").await;
    ana.click("Take back").await;
    ana.see("This message was taken back").await;
    hannah.see("This message was taken back").await;
    hannah.gone("Three days").await;
    site.ask(&hannah).await;
    hannah.see("This message was taken back").await;
    hannah.gone("Three days").await;
    ana.click("Show it").await;
    ana.see("Three days, or four").await;

    drop((ana, hannah, site));
    house.close().await;
}

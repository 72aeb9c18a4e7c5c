//! The language that an agent chooses for a customer, in the customer's own widget.

use super::{at_counter, takes_next};
use crate::{
    browser::{Browser, Key, Stage},
    house::House,
    site::{Site, WIDGET},
    widget::counter,
};

async fn answers_in(ana: &Browser<'_>, code: &str) {
    ana.click_css("#content-language > summary").await;
    ana.click_css(&format!("#content-language button[value='{code}']"))
        .await;
    ana.see_css(&format!("#content-language[data-code='{code}']"))
        .await;
    ana.gone_css("#content-language .popover").await;
}

/// Launcher and panel, in which `words` are to be seen.
async fn reads(vera: &Browser<'_>, launcher: &str, lang: &str) {
    vera.leave_widget().await;
    vera.see_part_in_shadow(WIDGET, &format!(".bell[aria-label='{launcher}']"), true)
        .await;
    vera.enter_widget(WIDGET).await;
    let is_there = format!(
        "return document.documentElement.lang === '{lang}' && document.querySelector('#log, .log, textarea') !== null"
    );
    vera.until(&format!("have the panel in {lang}"), &is_there)
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_widget_turns_to_the_language_that_an_agent_chose() {
    let house = House::open().await;
    counter::set_up(&house, counter::unasking()).await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let shop = Site::open(&house).await;
    let vera = stage.browser("Vera").open().await;
    shop.ask(&vera).await;
    vera.type_into("Message", "Hello?").await;
    vera.press(Key::Enter).await;
    ana.see("Hello?").await;
    takes_next(&ana).await;
    vera.see("Ana joined").await;

    // In place, with what she was typing.
    vera.type_into("Message", "Where is my par").await;
    answers_in(&ana, "de").await;
    reads(&vera, "Chat schließen", "de").await;
    vera.see("Hello?").await;
    let draft =
        |words: &str| format!("return document.querySelector('textarea').value === '{words}'");
    vera.until("have the draft", &draft("Where is my par"))
        .await;
    let has_focus = "return document.activeElement === document.querySelector('textarea')";
    vera.until("go on writing", has_focus).await;
    vera.type_into("Nachricht", "cel?").await;
    vera.press(Key::Enter).await;
    ana.see("Where is my parcel?").await;
    assert_eq!(vera.axe().await, Vec::<String>::new());

    // One that the widget does not speak leaves her with her own.
    answers_in(&ana, "ja").await;
    reads(&vera, "Close chat", "en").await;
    answers_in(&ana, "de").await;
    reads(&vera, "Chat schließen", "de").await;

    // A closed panel turns as well, and goes on hearing.
    vera.leave_widget().await;
    vera.click_in_shadow(WIDGET, ".bell").await;
    answers_in(&ana, "fr").await;
    vera.see_part_in_shadow(WIDGET, ".bell[aria-label='Ouvrir le chat']", true)
        .await;
    ana.type_into("Write a reply", "It leaves today\n").await;
    vera.see_in_shadow(WIDGET, ".bell i", "1").await;
    answers_in(&ana, "de").await;
    vera.see_part_in_shadow(WIDGET, ".bell[aria-label^='Chat öffnen']", true)
        .await;
    vera.click_in_shadow(WIDGET, ".bell").await;
    reads(&vera, "Chat schließen", "de").await;
    vera.see("It leaves today").await;

    // The question at the end, also after a reload.
    ana.click("Close").await;
    ana.see("Send a survey").await;
    ana.click("Delivery").await;
    ana.click("Close chat").await;
    vera.see("Wie waren wir?").await;
    vera.leave_widget().await;
    vera.reload().await;
    reads(&vera, "Chat schließen", "de").await;
    vera.see("Wie waren wir?").await;

    // Back to her own, at her next visit.
    ana.goto(&house.url("/console/1")).await;
    ana.see_css("#content-language[data-code=de]").await;
    ana.click_css("#content-language > summary").await;
    ana.click("English, as their browser says").await;
    ana.see_css("#content-language[data-code='en-GB']").await;
    vera.leave_widget().await;
    vera.reload().await;
    reads(&vera, "Close chat", "en").await;
    vera.see("How did we do?").await;
    drop((ana, vera));
    house.close().await;
}

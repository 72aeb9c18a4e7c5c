//! What a visitor agrees to before the chat, or is only told; and how they take it back.

use serde_json::json;
use shopbell::{
    base::id::ConversationId,
    db::DbError,
    desk::{channel::Settings, conversation::consent, team::Role},
};

use super::counter::{self, Chat};
use crate::{
    browser::{Browser, Key, Stage},
    console::{sign_in, takes_next},
    house::House,
    site::Site,
};

const ASKED: &str = "You may keep this chat for a year.";

async fn ask_for(house: &House, is_notice: bool) {
    let settings = Settings {
        consent: ASKED.to_owned(),
        consent_is_notice: is_notice,
        ..counter::unasking()
    };
    counter::set_up(house, settings).await;
}

async fn known(house: &House, chat: i64) -> Option<consent::Consent> {
    let id = ConversationId(chat);
    let db = &house.inside().db;
    db.read::<_, DbError>(move |reader| consent::of(reader, id))
        .await
        .unwrap()
}

async fn writes(browser: &Browser<'_>, words: &str) {
    browser.type_into("Message", words).await;
    browser.press(Key::Enter).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_is_read_and_not_agreed_to() {
    let (house, ana) = counter::open().await;
    ask_for(&house, true).await;
    let shop = Site::open(&house).await;
    let stage = Stage::enter().await;
    let vera = stage.browser("Vera").open().await;
    shop.ask(&vera).await;
    writes(&vera, "Is the teapot back?").await;
    vera.see(ASKED).await;
    let boxes = vera
        .run("return document.querySelectorAll('#consent').length")
        .await;
    assert_eq!(boxes, 0, "there is nothing to tick");
    vera.click("Start chatting").await;
    let chat = Chat::take(&house, &ana).await;
    let told = known(&house, chat.id).await.unwrap();
    assert_eq!((told.text.as_str(), told.is_notice), (ASKED, true));
    // What was only told is not taken back.
    vera.see("Ana joined").await;
    vera.click("Menu").await;
    vera.see("End chat").await;
    vera.gone("Withdraw consent").await;
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visitor_agrees_takes_it_back_and_is_asked_anew() {
    let (house, ana) = counter::open().await;
    ask_for(&house, false).await;
    let shop = Site::open(&house).await;
    let stage = Stage::enter().await;
    house.member("Cleo", Role::Admin).await;
    let cleo = stage.browser("Cleo").open().await;
    sign_in(&house.url(""), &cleo, "Cleo").await;
    let vera = stage.browser("Vera").open().await;
    shop.ask(&vera).await;
    writes(&vera, "Is the teapot back?").await;
    // Nothing goes out without a yes, and nothing typed is lost.
    vera.see(ASKED).await;
    vera.click("Start chatting").await;
    vera.see_css("#consent-error:not([hidden])").await;
    assert_eq!(house.count("message").await, 0);
    vera.click_css("#consent").await;
    vera.click("Start chatting").await;
    takes_next(&cleo).await;
    vera.see("Cleo joined").await;
    let chat = 1;
    assert!(known(&house, chat).await.unwrap().withdrawn_at.is_none());
    cleo.see(ASKED).await;
    vera.click("Menu").await;
    vera.click("Withdraw consent").await;
    vera.see("The chat ends").await;
    assert_eq!(vera.axe().await, Vec::<String>::new());
    vera.screenshot("widget-withdraw").await;
    vera.click("Also delete what I have written").await;
    vera.click_css(".mailform button").await;
    vera.see("Done. We know.").await;
    let taken = known(&house, chat).await.unwrap();
    assert!(taken.withdrawn_at.is_some() && taken.wants_erasure);
    // Who serves her is told at once, and reads what follows from it.
    cleo.see("withdrew their consent and wants everything erased")
        .await;
    cleo.see("They want to be erased.").await;
    // Nothing goes out to her any more, and the team still talks among itself.
    cleo.see("has withdrawn their consent.").await;
    cleo.see("Nothing can be sent until they write here again")
        .await;
    cleo.until(
        "have the box shut",
        "return document.getElementById('text').readOnly && document.getElementById('send').disabled",
    )
    .await;
    cleo.screenshot("console-withdrawn").await;
    assert_eq!(cleo.axe().await, Vec::<String>::new());
    cleo.click("Comment").await;
    cleo.type_into("Only your team sees this", "She has to write first\n")
        .await;
    cleo.see_css(".msg--comment").await;
    let said = house
        .tell(&ana, "conversations/1/messages", json!({ "text": "Wait!" }))
        .await;
    let code = said.json()["error"]["code"].clone();
    assert_eq!((said.status, code), (409, json!("consent-withdrawn")));
    cleo.click("Look at what that would take away").await;
    cleo.see("Erase for good").await;

    // Before she writes again she is asked again.
    vera.press(Key::Escape).await;
    writes(&vera, "One more thing").await;
    vera.see(ASKED).await;
    vera.click_css("#consent").await;
    vera.click("Start chatting").await;
    let next = Chat::take(&house, &ana).await;
    assert!(known(&house, next.id).await.unwrap().withdrawn_at.is_none());
}

//! Every state of the console passes the accessibility check, light and dark, on a desk and on a phone.

use super::{customer, sign_in, writes};
use crate::{browser::Stage, house::House};

async fn is_accessible(browser: &crate::browser::Browser<'_>, state: &str) {
    browser.screenshot(state).await;
    assert_eq!(browser.axe().await, Vec::<String>::new(), "{state}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_state_passes_axe() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    for name in ["Ana", "Bo"] {
        house
            .member(name, shopbell::desk::team::Role::Supervisor)
            .await;
    }
    let jon = house.agent("Jon").await;
    let long = "Maria-Magdalena von und zu Obergrünwald-Ölmühlenstein die Dritte";
    let hannah = customer(&house, "Hannah", "Hello, the lid of my kettle is chipped.").await;
    customer(&house, "陈美琳", "请问这款茶壶还有货吗?").await;
    customer(&house, long, "Ничего не приходит, хотя прошло уже две недели: https://kettle.example/track?id=12345678901234567890").await;
    let ana = stage.browser("Ana").open().await;
    ana.goto(&house.url("/sign-in")).await;
    sign_in_busy(&house, &ana).await;
    is_accessible(&ana, "waiting").await;
    ana.click("Hannah").await;
    ana.see("Nobody has this chat yet").await;
    is_accessible(&ana, "preview").await;
    ana.click_css("#banners .btn--primary").await;
    ana.type_into("Write a reply to Hannah", "I am sorry to hear that!\n")
        .await;
    writes(&house, &hannah, "No problem.").await;
    ana.see("No problem.").await;
    is_accessible(&ana, "mine").await;
    ana.click("Comment").await;
    ana.type_into("Only your team sees this", "Third one this week\n")
        .await;
    ana.see_css(".msg--comment").await;
    is_accessible(&ana, "comment").await;
    ana.click("Emoji").await;
    is_accessible(&ana, "emoji").await;
    ana.press(thirtyfour::Key::Escape).await;
    ana.click("Close").await;
    ana.see("Close the chat with Hannah?").await;
    is_accessible(&ana, "closing").await;
    ana.click("Close chat").await;
    ana.see("Closed by Ana").await;
    is_accessible(&ana, "closed").await;
    house.tell(&jon, "next", serde_json::json!({})).await;
    ana.goto(&house.url("/console/2")).await;
    ana.see("Jon has this chat").await;
    is_accessible(&ana, "theirs").await;
    ana.dark().await;
    is_accessible(&ana, "dark").await;
    drop(ana);

    let bo = stage.browser("Bo").phone().open().await;
    sign_in_busy_at(&house, &bo, "Bo").await;
    is_accessible(&bo, "phone list").await;
    bo.click("Next Chat").await;
    bo.see_css("#write").await;
    is_accessible(&bo, "phone chat").await;
    bo.click("Customer").await;
    is_accessible(&bo, "phone customer").await;
    drop(bo);
    house.close().await;
}

async fn sign_in_busy(house: &House, browser: &crate::browser::Browser<'_>) {
    sign_in_busy_at(house, browser, "Ana").await;
}

async fn sign_in_busy_at(house: &House, browser: &crate::browser::Browser<'_>, name: &str) {
    browser.goto(&house.url("/sign-in")).await;
    let email = format!("{}@kettle.example", name.to_lowercase());
    browser.type_into("Email", &email).await;
    browser.type_into("Password", crate::house::PASSWORD).await;
    browser.click("Sign in").await;
    browser.see_css("#waiting").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_waits_ones_own_chats_stay_in_sight_on_a_small_screen() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let jon = house.agent("Jon").await;
    house.member("Ana", shopbell::desk::team::Role::Agent).await;
    for name in ["Hannah", "Omar"] {
        customer(&house, name, "Hello?").await;
    }
    for chat in 1..=2 {
        let comment = serde_json::json!({ "text": "@ana, please look" });
        for (deed, body) in [("claim", serde_json::json!({})), ("comments", comment)] {
            let path = format!("conversations/{chat}/{deed}");
            assert!(house.tell(&jon, &path, body).await.status < 300, "{deed}");
        }
    }
    for number in 0..9 {
        customer(&house, &format!("Guest {number}"), "Is anybody there?").await;
    }
    let ana = stage.browser("Ana").size(1024, 700).open().await;
    sign_in_busy(&house, &ana).await;
    super::takes_next(&ana).await;
    ana.see_css("#mentions li + li").await;
    ana.until(
        "have her own chat in sight below those who wait",
        "const own = document.querySelector('#mine li').getBoundingClientRect();
         const all = document.getElementById('chats').getBoundingClientRect();
         const last = document.getElementById('list').getBoundingClientRect();
         return own.top >= all.top && own.bottom <= all.bottom + 1 && last.bottom <= innerHeight",
    )
    .await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_counter_passes_axe_in_both_languages() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    house.member("Ana", shopbell::desk::team::Role::Admin).await;
    let ana = stage.browser("Ana").open().await;
    sign_in(&house.url(""), &ana, "Ana").await;
    is_accessible(&ana, "empty").await;
    ana.goto(&house.url("/account")).await;
    ana.choose("Language", "Русский").await;
    ana.click_css("#profile .btn--primary").await;
    ana.see("Сохранено").await;
    ana.goto(&house.url("/console")).await;
    ana.see("За прилавком тихо").await;
    is_accessible(&ana, "empty in Russian").await;
    drop(ana);
    house.close().await;
}

//! What a real browser makes of it: an app that can be installed, a worker that shows what is pushed, a card to allow it.

use serde_json::json;
use shopbell::desk::team::Role;

use crate::{
    browser::Stage,
    console::{customer, sign_in},
    house::House,
};

#[tokio::test(flavor = "multi_thread")]
async fn the_console_can_be_installed_and_its_worker_shows_what_is_pushed() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    house.member("Ana", Role::Agent).await;
    let ana = stage.browser("Ana").allowing_notifications().open().await;
    sign_in(&house.url(""), &ana, "Ana").await;
    assert_eq!(ana.faults_of_app().await, json!([]));
    let told = ana
        .run("return fetch(document.querySelector('link[rel=manifest]').href).then((answer) => answer.json())")
        .await;
    assert_eq!(told["start_url"], "/console");
    assert_eq!(told["display"], "standalone");

    customer(&house, "Hannah", "Hello?").await;
    ana.goto(&house.url("/account#push")).await;
    ana.see("Allow on this device").await;
    let words = json!({ "title": "Hannah waits at the counter", "body": "Counter", "tag": "shopbell-1", "chat": 1 });
    let shown = "return navigator.serviceWorker.ready.then((worker) => worker.getNotifications())
        .then((all) => all.map((one) => [one.title, one.body, one.tag, one.data.chat]))";
    let expected = json!([["Hannah waits at the counter", "Counter", "shopbell-1", 1]]);
    // The console she comes from counts as looked at until it is gone: it is pushed until it is shown.
    house
        .until("it to be shown", async || {
            ana.is_pushed(&house.url("/"), &words.to_string()).await;
            ana.run(shown).await == expected
        })
        .await;
    // Another of the same chat takes its place.
    let words = json!({ "title": "Bo has this chat now", "body": "Hannah", "tag": "shopbell-1", "chat": 1, "silent": true });
    ana.is_pushed(&house.url("/"), &words.to_string()).await;
    ana.until(
        "see it give way",
        &format!("{shown}.then((all) => all.length === 1 && all[0][0].startsWith('Bo'))"),
    )
    .await;
    // Whoever comes to the console sees it there.
    ana.goto(&house.url("/console")).await;
    ana.until(
        "see them go",
        &format!("{shown}.then((all) => all.length === 0)"),
    )
    .await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_house_out_of_reach_says_so_in_the_agent_s_language() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    house.member("Ana", Role::Agent).await;
    let ana = stage.browser("Ana").open().await;
    sign_in(&house.url(""), &ana, "Ana").await;
    ana.until(
        "have a worker",
        "return Boolean(navigator.serviceWorker.controller)",
    )
    .await;
    let kept = ana.run("return caches.keys()").await;
    assert_eq!(kept, json!(["shopbell-words"]), "no page is kept");
    let url = house.url("/console");
    ana.offline().await;
    ana.goto(&url).await;
    ana.see("Shopbell cannot be reached").await;
    ana.see("Nothing is lost").await;
    ana.online().await;
    ana.click("Try again").await;
    ana.see("All quiet at the counter").await;
    let _ = ana.console_errors().await;
    drop(ana);
    house.close().await;
}

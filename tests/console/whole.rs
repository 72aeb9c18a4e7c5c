//! The main job, whole: from an empty house to the customer's rating, in three browsers.

use crate::{browser::Stage, house::House, site::Site};

const WIDGET: &str = "shopbell-widget";

#[tokio::test(flavor = "multi_thread")]
async fn from_the_first_run_to_the_rating() {
    let house = House::open_empty().await;
    let stage = Stage::enter().await;

    // ── The owner sets up.
    let ana = stage.browser("Ana").open().await;
    ana.goto(&house.url(&format!("/setup?code={}", house.setup_code())))
        .await;
    ana.type_into("Your name", "Ana Ruiz").await;
    ana.type_into("Email", "ana@kettle.example").await;
    ana.type_into("Password", "three plain words").await;
    ana.click("Continue").await;
    ana.see("What’s your shop called?").await;
    ana.fill("Shop name", "Kite & Kettle").await;
    ana.click("Continue").await;
    ana.see("Where do customers write?").await;

    // ── The snippet goes into the shop's page, and a customer opens it.
    let shop = Site::open(&house).await;
    let vera = stage.browser("Vera").open().await;
    vera.goto(&shop.url("/kettle")).await;
    vera.click_in_shadow(WIDGET, ".bell").await;
    ana.see("It works: the first visit came.").await;
    ana.click("Continue").await;

    // ── A colleague comes in by a link.
    ana.see("Who else is at the counter?").await;
    ana.click("Make a link").await;
    ana.see("Link for your colleague").await;
    let link = ana
        .run("return document.querySelector('.dialog input[readonly], input[readonly], .code')?.value ?? document.body.innerText.match(/http:\\S+join\\S+/)[0]")
        .await;
    let link = link.as_str().unwrap().to_owned();
    let bo = stage.browser("Bo").open().await;
    bo.goto(&link).await;
    bo.see("Join Kite & Kettle").await;
    bo.type_into("Your name", "Bo Lind").await;
    bo.type_into("Email", "bo@kettle.example").await;
    bo.type_into("Password", "a long green teapot").await;
    bo.click("Join the team").await;
    bo.see("All quiet at the counter").await;

    ana.click("Continue").await;
    ana.see("Give it a ring").await;
    ana.click("Open the counter").await;
    ana.see("The counter is open").await;
    ana.click("Go to the console").await;
    ana.see("All quiet at the counter").await;

    // ── A customer writes; the bell rings at both counters; one takes the chat.
    // The counter is open by now, and the page that was there before knows it.
    vera.enter_widget(WIDGET).await;
    vera.see("We’re here").await;
    vera.type_into("Message", "Is the kettle safe for induction?")
        .await;
    vera.click("Send").await;
    vera.see("Before we start").await;
    vera.type_into("Your name", "Vera").await;
    vera.type_into("Email", "vera@example.org").await;
    vera.click("Start chatting").await;
    for agent in [&ana, &bo] {
        agent.see("Is the kettle safe for induction?").await;
        agent
            .until("see the count", "return document.title.startsWith('(1)')")
            .await;
    }
    bo.click("Next Chat").await;
    ana.see("No one waiting").await;
    vera.see("Bo").await;
    bo.type_into("Write a reply to Vera", "It is, all sizes.\n")
        .await;
    vera.see("It is, all sizes.").await;
    vera.type_into("Message", "Wonderful, thank you!").await;
    vera.click("Send").await;
    bo.see("Wonderful, thank you!").await;
    // Seen by the customer, and said so.
    bo.see_css(".ticks--read").await;

    // ── The customer walks on through the shop, reloads, and is still in the chat.
    vera.leave_widget().await;
    vera.goto(&shop.url("/cups")).await;
    vera.reload().await;
    vera.enter_widget(WIDGET).await;
    vera.see("It is, all sizes.").await;
    bo.click("Pages").await;
    bo.see("/cups").await;

    // ── The end, and what the customer thought of it.
    bo.click("Close").await;
    bo.click("Product question").await;
    bo.click("Close chat").await;
    bo.see("Closed by Bo Lind").await;
    vera.see("How did we do?").await;
    vera.click("Very good").await;
    vera.click("Send").await;
    vera.see("Thank you").await;
    bo.see("Rated 5 of 5").await;
    drop((ana, bo, vera));
    house.close().await;
}

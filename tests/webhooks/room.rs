//! The admin's room of webhooks, in a browser.

use shopbell::desk::team::Role;

use super::{
    hears,
    receiver::{Manner, Receiver},
};
use crate::{
    browser::Stage,
    console::{customer, sign_in},
    house::House,
};

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_adds_a_webhook_tries_it_reads_its_log_and_sends_again() {
    let house = House::open().await;
    let receiver = Receiver::open();
    let stage = Stage::enter().await;
    house.member("Ana", Role::Admin).await;
    let ana = stage.browser("Ana").open().await;
    sign_in(&house.url(""), &ana, "Ana").await;
    ana.goto(&house.url("/admin/webhooks")).await;
    ana.see("No webhook yet").await;
    ana.screenshot("webhooks-none").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());

    // This machine is a private address until an admin lists it; nothing that was typed is lost.
    ana.click("New webhook").await;
    ana.type_into("Name", "Till").await;
    ana.type_into("Address", &receiver.url()).await;
    ana.click("Save").await;
    ana.see("127.0.0.1 lies in a private network.").await;
    ana.complains(&["400 (Bad Request)"]).await;
    ana.screenshot("webhook-private").await;
    ana.goto(&house.url("/admin/webhooks")).await;
    ana.type_into("May be called as well", "127.0.0.0/99").await;
    ana.click_css("form[action$=neighbours] button").await;
    ana.see("“127.0.0.0/99” is no address, block or name").await;
    ana.complains(&["400 (Bad Request)"]).await;
    ana.fill("May be called as well", "127.0.0.1").await;
    ana.click_css("form[action$=neighbours] button").await;
    ana.see("Saved.").await;

    ana.click("New webhook").await;
    ana.type_into("Name", "Till").await;
    ana.type_into("Address", &receiver.url()).await;
    ana.click("Save").await;
    ana.see("The new secret").await;
    let secret = ana
        .run("return document.querySelector('#webhook-secret').value")
        .await;
    let secret = secret.as_str().unwrap().to_owned();
    assert!(secret.starts_with("whsec_"), "{secret}");
    ana.screenshot("webhook-new").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.goto(&house.url("/admin/webhooks/1")).await;
    ana.gone(&secret).await;

    ana.click("Send a test").await;
    ana.see("The test got there.").await;
    ana.screenshot("webhook-tested").await;
    hears(&house, &receiver, "\"ping\"", 1).await;
    assert!(receiver.heard()[0].is_signed_by(&secret));
    receiver.misbehaves("\"ping\"", &[Manner::Says(503, "")]);
    ana.click("Send a test").await;
    ana.see("The test was not taken.").await;
    ana.see("HTTP 503").await;

    customer(&house, "Hannah", "Is it in stock?").await;
    hears(&house, &receiver, "Is it in stock?", 1).await;
    ana.goto(&house.url("/admin/webhooks")).await;
    ana.see("Last delivered").await;
    ana.screenshot("webhooks").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.click("Till").await;
    ana.click("Deliveries").await;
    ana.see("delivered").await;
    ana.screenshot("webhook-log").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.narrow().await;
    ana.screenshot("webhook-log-narrow").await;
    ana.wide().await;
    ana.choose("State", "Given up").await;
    ana.click("Show").await;
    ana.see_css("tbody tr:only-child").await;
    ana.choose("State", "All").await;
    ana.choose("Event", "Messages").await;
    ana.click("Show").await;
    ana.click_css("tbody tr a").await;
    ana.see("Is it in stock?").await;
    ana.see("thanks").await;
    ana.screenshot("webhook-delivery").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.click("Send again").await;
    // A chat's own news has these words, too, as the last that were said.
    let ids = || {
        let mut heard = receiver.heard_with("Is it in stock?");
        heard.retain(|one| one.kind() == "message.created");
        heard.iter().map(|one| one.id()).collect::<Vec<String>>()
    };
    house
        .until("the message is told twice", async || ids().len() == 2)
        .await;
    let ids = ids();
    assert_eq!(ids[0], ids[1]);

    // A receiver that is gone is switched off, and the admin is told on every screen.
    receiver.misbehaves("Is anybody there?", &[Manner::Says(410, "")]);
    customer(&house, "Vera", "Is anybody there?").await;
    ana.goto(&house.url("/console")).await;
    ana.see("The webhook Till was switched off").await;
    ana.goto(&house.url("/admin/webhooks")).await;
    ana.see("Receiver is gone").await;
    ana.screenshot("webhooks-gone").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.click("Switch on Till").await;
    ana.see("Switch off").await;
    ana.gone("Receiver is gone").await;

    // A new secret signs beside the old one.
    ana.click("Till").await;
    ana.click_css("a[data-dialog=roll-webhook]").await;
    ana.see("Make a new secret?").await;
    ana.click_css("dialog[open] button.btn--danger").await;
    ana.see("The new secret").await;
    ana.see("The secret before still signs as well until").await;
    ana.screenshot("webhook-rolled").await;
    customer(&house, "Ida", "A third one").await;
    hears(&house, &receiver, "A third one", 1).await;
    assert!(receiver.heard_with("A third one")[0].is_signed_by(&secret));

    // A rule tells it as well.
    ana.goto(&house.url("/admin/rules/new")).await;
    ana.type_into("Name", "Smoke").await;
    ana.type_into("One of these words or phrases was written", "smoke")
        .await;
    ana.choose("Tell the webhook", "Till").await;
    ana.click("Save").await;
    ana.see_css("#rule-1").await;
    customer(&house, "Omar", "There is smoke").await;
    hears(&house, &receiver, "rule.matched", 1).await;
    let told = receiver.heard_with("rule.matched")[0].body();
    assert_eq!(told["data"]["rule"]["name"], "Smoke");

    ana.goto(&house.url("/admin/webhooks/1")).await;
    ana.click_css("a[data-dialog=remove-webhook]").await;
    ana.see("Remove the webhook Till?").await;
    ana.click_css("dialog[open] button.btn--danger").await;
    ana.see("No webhook yet").await;
    ana.goto(&house.url("/admin/log")).await;
    ana.see("removed the webhook").await;
    drop(ana);
    house.close().await;
}

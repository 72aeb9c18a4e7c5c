//! The admin's queues, in a real browser: a new one is made, filled, ruled and put away.

use serde_json::json;
use shopbell::desk::team::Role;

use crate::{
    browser::Stage,
    house::{House, PASSWORD},
};

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_makes_a_queue_that_gives_chats_out_and_puts_it_away_again() {
    let house = House::open().await;
    house.member("Ana", Role::Admin).await;
    let stage = Stage::enter().await;
    let ana = stage.browser("Ana").open().await;
    ana.goto(&house.url("/sign-in")).await;
    ana.type_into("Email", "ana@kettle.example").await;
    ana.type_into("Password", PASSWORD).await;
    ana.click("Sign in").await;
    ana.see("All quiet at the counter").await;

    ana.goto(&house.url("/admin/queues")).await;
    ana.see("Counter").await;
    ana.screenshot("queues").await;
    // A name that is taken is told beside the field, with what was typed.
    ana.type_into("Name", "counter").await;
    ana.click("Add queue").await;
    ana.see("Another queue has this name.").await;
    ana.fill("Name", "Repairs").await;
    ana.click("Add queue").await;
    ana.see("0 customers wait").await;
    ana.see_css("[name=member]").await;

    // What cannot be is told beside its field, and nothing that was typed is lost.
    ana.click("Ana").await;
    ana.click("kettle.example").await;
    ana.click_css("label:has([name=mode][value=assign])").await;
    ana.choose("Who comes first", "In turn").await;
    ana.fill("Seconds to answer an offer", "3").await;
    ana.fill("Most who wait", "99999").await;
    ana.screenshot("queue-edit").await;
    ana.click("Save").await;
    ana.until(
        "see what is wrong, at two fields",
        "return document.querySelectorAll('[aria-invalid=true]').length === 2",
    )
    .await;
    ana.see_css("[name=mode][value=assign]:checked").await;
    ana.fill("Seconds to answer an offer", "30").await;
    ana.fill("Most who wait", "20").await;
    ana.click("Save").await;
    ana.see("Saved").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.dark().await;
    ana.narrow().await;
    ana.screenshot("queue-edit-narrow").await;
    ana.light().await;
    ana.wide().await;

    // The site's chats come here now, and go to whoever is at the counter without a question.
    ana.goto(&house.url("/console")).await;
    ana.see("All quiet at the counter").await;
    let hannah = house.visitor("Hannah").await;
    let said = house
        .tell(&hannah, "messages", json!({ "text": "My lid is cracked" }))
        .await;
    assert_eq!(said.status, 201);
    ana.see_css("#mine > li").await;

    // As long as a channel leads here it cannot be put away; afterwards it can, and comes back.
    ana.goto(&house.url("/admin/queues/2")).await;
    ana.click("Retire this queue").await;
    ana.see("Retire Repairs?").await;
    ana.click_css("dialog[open] .btn--danger, dialog[open] .btn--primary")
        .await;
    ana.see("Chats still come here or wait here").await;
    ana.goto(&house.url("/admin/queues/1")).await;
    ana.click("kettle.example").await;
    ana.click("Save").await;
    ana.see("Saved").await;
    ana.goto(&house.url("/admin/queues/2")).await;
    ana.click("Retire this queue").await;
    ana.click_css("dialog[open] .btn--danger, dialog[open] .btn--primary")
        .await;
    ana.see("Retired").await;
    ana.goto(&house.url("/admin/queues/2")).await;
    ana.click("Use again").await;
    ana.see("Saved").await;
    ana.complains(&["400", "409", "409"]).await;
    drop(ana);
    house.close().await;
}

//! What is typed into a form is not lost: an ended session, two clicks, two people in one form.

use shopbell::desk::team::Role;

use crate::{
    browser::{Browser, Stage},
    house::{House, PASSWORD},
};

async fn at<'stage>(house: &House, stage: &'stage Stage, path: &str) -> Browser<'stage> {
    house.member("Ana", Role::Admin).await;
    let ana = stage.browser("Ana").open().await;
    ana.goto(&house.url("/sign-in")).await;
    sign_in(&ana).await;
    ana.see_css(".rail").await;
    ana.goto(&house.url(path)).await;
    ana
}

async fn sign_in(ana: &Browser<'_>) {
    ana.type_into("Email", "ana@kettle.example").await;
    ana.type_into("Password", PASSWORD).await;
    ana.click("Sign in").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sent_into_an_ended_session_is_back_after_signing_in() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at(&house, &stage, "/admin/patterns/new").await;
    ana.type_into("Name", "Prices").await;
    ana.click_css("label:has(> [name=deed][value=block])").await;
    ana.type_into("Rule", "what we pay").await;
    ana.run("return fetch('/sign-out', { method: 'POST' }).then(() => true)")
        .await;
    ana.click("Save").await;
    ana.see("Your session has ended. Sign in, and what you wrote is back in its form.")
        .await;
    sign_in(&ana).await;
    ana.see("What you wrote is back. It is not saved yet.")
        .await;
    let back = "const of = (name) => document.querySelector(`form.card [name=${name}]`).value; \
        return location.pathname === '/admin/patterns/new' && of('name') === 'Prices' && of('rule') === 'what we pay' \
        && document.querySelector('[name=deed][value=block]').checked";
    ana.until("have all of it", back).await;
    ana.click("Save").await;
    ana.see("Saved").await;
    ana.see("what we pay").await;
    // It is back once, not whenever the form is opened.
    ana.goto(&house.url("/admin/patterns/new")).await;
    ana.until(
        "begin anew",
        "return document.querySelector('form.card [name=rule]').value === ''",
    )
    .await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_clicks_add_one() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at(&house, &stage, "/admin/channels").await;
    let before = house.count("channel").await;
    ana.type_into("Name", "Second shop").await;
    ana.double_click("form[action='/admin/channels'] .btn--primary")
        .await;
    ana.see("Saved").await;
    assert_eq!(house.count("channel").await, before + 1);
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_of_two_admins_left_alone_stays_as_the_other_saved_it() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at(&house, &stage, "/admin/patterns/1").await;
    let first = ana.tab().await;
    ana.new_tab(&house.url("/admin/patterns/1")).await;
    ana.fill("Advice", "Show four digits.").await;
    ana.click_css("label:has(> [name=deed][value=block])").await;
    ana.click("Save").await;
    ana.see("Saved").await;
    ana.look_at(&first).await;
    ana.fill("Name", "Bank card").await;
    ana.click("Save").await;
    ana.see("Saved").await;
    ana.goto(&house.url("/admin/patterns/1")).await;
    let both = "const of = (name) => document.querySelector(`form.card [name=${name}]`).value; \
        return of('name') === 'Bank card' && of('advice') === 'Show four digits.' \
        && document.querySelector('[name=deed][value=block]').checked";
    ana.until("see both", both).await;
    drop(ana);
    house.close().await;
}

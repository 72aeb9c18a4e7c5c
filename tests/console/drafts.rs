//! One chat in several tabs and on several computers of one agent, over slow lines: no words are lost, and none come back.

use super::{at_counter, customer, heard_by, sign_in, takes_next};
use crate::{
    browser::{Browser, Key, Stage},
    house::House,
};

const BOX: &str = "Write a reply to Hannah";

/// Requests to addresses that end so wait from now on, until `letGo()`; `waiting` says how many do.
fn slow(end: &str) -> String {
    format!(
        "const real = window.fetch;
         const held = [];
         window.waiting = 0;
         window.landed = 0;
         window.letGo = () => {{ window.fetch = real; for (const go of held) go(); }};
         window.fetch = (url, ...rest) => {{
           if (!String(url).endsWith('{end}') || rest[0]?.method !== 'POST') return real(url, ...rest);
           window.waiting += 1;
           return new Promise((go) => {{ held.push(go); }})
             .then(() => real(url, {{ ...rest[0], signal: undefined }})).finally(() => {{ window.landed += 1; }});
         }};"
    )
}

async fn holds(ana: &Browser<'_>, words: &str) {
    let is_so = format!(
        "return document.getElementById('text').value === {}",
        serde_json::json!(words)
    );
    ana.until(&format!("have “{words}” in the box"), &is_so)
        .await;
}

async fn is_kept(house: &House, words: &'static str) {
    house
        .until(&format!("“{words}” is on the server"), async || {
            house
                .act(move |tx| {
                    let kept = "select 1 from draft where conversation_id = 1 and text = ?1";
                    tx.exists(kept, [words])
                })
                .await
        })
        .await;
}

/// The same agent at another computer, with the first chat open.
async fn elsewhere<'stage>(house: &House, stage: &'stage Stage) -> Browser<'stage> {
    let home = stage.browser("Ana at home").open().await;
    sign_in(&house.url(""), &home, "Ana").await;
    home.goto(&house.url("/console/1")).await;
    home.see_css("[data-stance=mine] #write").await;
    home
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_that_is_slower_than_its_message_does_not_come_back() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = customer(&house, "Hannah", "Where is it?").await;
    takes_next(&ana).await;
    ana.run(&slow("/draft")).await;
    ana.type_into(BOX, "It is on its way").await;
    ana.until("tell the house", "return window.waiting === 1")
        .await;
    ana.press(Key::Enter).await;
    ana.see_css(".msg--out .ticks").await;
    ana.run("window.letGo()").await;
    ana.until("have told it", "return window.landed === 1")
        .await;
    assert_eq!(house.count("draft where text <> ''").await, 0);
    let home = elsewhere(&house, &stage).await;
    holds(&home, "").await;
    ana.reload().await;
    ana.see_css("#write").await;
    holds(&ana, "").await;
    // The next one is kept like any other.
    ana.type_into(BOX, "Tomorrow, I think").await;
    is_kept(&house, "Tomorrow, I think").await;
    assert_eq!(heard_by(&house, &hannah).await, ["It is on its way"]);
    drop((ana, home));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sent_on_one_computer_is_no_draft_on_the_other() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = customer(&house, "Hannah", "Where is it?").await;
    takes_next(&ana).await;
    ana.type_into(BOX, "It is on its way").await;
    is_kept(&house, "It is on its way").await;
    let home = elsewhere(&house, &stage).await;
    holds(&home, "It is on its way").await;
    ana.press(Key::Enter).await;
    holds(&home, "").await;
    home.reload().await;
    home.see_css("#write").await;
    holds(&home, "").await;
    // Nor where another chat was open meanwhile.
    customer(&house, "Omar", "Good morning").await;
    home.type_into(BOX, "Anything else?").await;
    is_kept(&house, "Anything else?").await;
    home.click("Next Chat").await;
    home.see_css("#conv[data-chat='2'] #write").await;
    ana.reload().await;
    holds(&ana, "Anything else?").await;
    ana.click_css("#text").await;
    ana.press(Key::Enter).await;
    ana.until(
        "see both answers",
        "return document.querySelectorAll('#log .msg--out .ticks').length === 2",
    )
    .await;
    home.click_css("#c-1").await;
    home.see_css("#conv[data-chat='1'] #write").await;
    holds(&home, "").await;
    assert_eq!(
        heard_by(&house, &hannah).await,
        ["It is on its way", "Anything else?"]
    );
    drop((ana, home));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_computers_do_not_write_over_each_other() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    customer(&house, "Hannah", "Where is it?").await;
    takes_next(&ana).await;
    let home = elsewhere(&house, &stage).await;
    ana.type_into(BOX, "From the shop").await;
    is_kept(&house, "From the shop").await;
    home.type_into(BOX, "From home").await;
    home.see("You have begun this elsewhere, too").await;
    home.see("From the shop").await;
    holds(&home, "From home").await;
    home.screenshot("a draft from elsewhere").await;
    assert_eq!(home.axe().await, Vec::<String>::new());
    // It stands there until she says what becomes of it.
    home.reload().await;
    home.see("From the shop").await;
    home.click("Add it here").await;
    holds(&home, "From home\nFrom the shop").await;
    home.gone_css("#elsewhere").await;
    is_kept(&house, "From home\nFrom the shop").await;
    // Back at the shop it is found.
    ana.run("dispatchEvent(new Event('focus'))").await;
    holds(&ana, "From home\nFrom the shop").await;
    ana.gone_css("#elsewhere").await;
    drop((ana, home));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tab_that_was_asleep_does_not_write_over_the_other() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    customer(&house, "Hannah", "Where is it?").await;
    takes_next(&ana).await;
    // What another tab keeps, this one is not told of, as one that the browser has put to sleep is not.
    ana.run(
        "const { agent } = document.querySelector('[data-agent]').dataset;
         localStorage.setItem(`shopbell:${agent}:draft:1:reply`, 'In the second tab')",
    )
    .await;
    ana.type_into(BOX, "In the first").await;
    ana.see("You have begun this elsewhere, too").await;
    ana.see("In the second tab").await;
    holds(&ana, "In the first").await;
    ana.click_css("#elsewhere .iconbtn").await;
    ana.gone_css("#elsewhere").await;
    ana.reload().await;
    holds(&ana, "In the first").await;
    ana.gone_css("#elsewhere").await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_change_ends_in_its_own_chat() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = customer(&house, "Hannah", "How long?").await;
    takes_next(&ana).await;
    ana.type_into(BOX, "Three days\n").await;
    ana.see_css(".msg--out .ticks").await;
    customer(&house, "Omar", "Good morning").await;
    ana.click("Next Chat").await;
    ana.see_css("#conv[data-chat='2'] #write").await;
    ana.click_css("#c-1").await;
    ana.see_css("#conv[data-chat='1'] #write").await;
    ana.type_into(BOX, "For Hannah").await;
    ana.run("document.querySelector('#log > .msg--out').dispatchEvent(new PointerEvent('pointerover', { bubbles: true, pointerType: 'mouse' }))").await;
    ana.click("Change").await;
    ana.see("Changing your message").await;
    ana.keys(", or four").await;
    ana.run(&slow("/edit")).await;
    ana.press(Key::Enter).await;
    ana.until("send the change", "return window.waiting === 1")
        .await;
    ana.click_css("#c-2").await;
    ana.see_css("#conv[data-chat='2'] #write").await;
    ana.type_into("Write a reply to Omar", "For Omar").await;
    ana.run("window.letGo()").await;
    ana.until("have it changed", "return window.landed === 1")
        .await;
    holds(&ana, "For Omar").await;
    ana.click_css("#c-1").await;
    ana.see_css("#conv[data-chat='1'] #write").await;
    ana.see("Three days, or four").await;
    holds(&ana, "For Hannah").await;
    ana.gone("Changing your message").await;
    assert_eq!(heard_by(&house, &hannah).await, ["Three days, or four"]);
    drop(ana);
    house.close().await;
}

//! For how long a customer can be answered: what the console shows of it, and what nobody can get round.

use std::time::Duration;

use serde_json::json;
use shopbell::{
    base::{id::ConversationId, time::Clock},
    desk::{channel::Settings, conversation::window, team::Role, window::Policy},
};

use super::{at_counter, customer, heard_by, sign_in, takes_next, writes};
use crate::{
    browser::{Browser, Key, Stage},
    house::House,
    widget::counter::{self, Chat},
};

const HOUR: Duration = Duration::from_secs(3_600);
const BOX: &str = "Write a reply to Hannah";
const CLOSED: &str = "The reply window has closed.";
const NONE: [&str; 0] = [];

/// A house whose one site has this window. The browser's clock is the machine's; the house's begins there
/// and is moved by hand.
async fn house(policy: Policy) -> House {
    let house = House::open_by(Clock::by_hand(Clock::machine().now()), 0).await;
    set(&house, Some(policy)).await;
    house
}

async fn set(house: &House, window: Option<Policy>) {
    let settings = Settings {
        window,
        ..counter::unasking()
    };
    counter::set_up(house, settings).await;
}

/// Time passes for the house, and on the clock of a page that stays open.
async fn pass(house: &House, page: &Browser<'_>, time: Duration) {
    house.pass(time);
    let script = format!(
        "const now = Date.now; Date.now = () => now() + {}",
        time.as_millis()
    );
    page.run(&script).await;
}

/// What stands in the box is this, and whether it can be written in.
async fn has(page: &Browser<'_>, words: &str, is_shut: bool) {
    page.until(
        &format!("have “{words}” in the box, shut: {is_shut}"),
        &format!(
            "const box = document.getElementById('text');
             return box.value === '{words}' && box.readOnly === {is_shut}
               && document.getElementById('send').disabled === {is_shut}"
        ),
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_left_open_flips_by_itself_and_back_again() {
    let house = house(Policy::DAY).await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = customer(&house, "Hannah", "Is it in stock?").await;
    ana.click("Next Chat").await;
    ana.see_css("#window-chip[data-window=open]").await;
    ana.see("23 h left").await;
    ana.gone_css(".wchip--soon").await;
    ana.type_into(BOX, "Two are left").await;
    ana.screenshot("window-open").await;

    // The last hour is amber, by the page's own count.
    pass(&house, &ana, 23 * HOUR).await;
    ana.see("59 min left").await;
    ana.see_css(".wchip--soon").await;
    has(&ana, "Two are left", false).await;

    pass(&house, &ana, HOUR).await;
    ana.see(CLOSED).await;
    ana.see("up to 24 hours after a customer’s message").await;
    ana.see("Window closed").await;
    has(&ana, "Two are left", true).await;
    ana.press(Key::Enter).await;
    has(&ana, "Two are left", true).await;
    assert_eq!(heard_by(&house, &hannah).await, NONE);
    for look in ["light", "dark"] {
        if look == "dark" {
            ana.narrow().await;
            ana.dark().await;
        }
        ana.screenshot(&format!("window-closed-{look}")).await;
        assert_eq!(ana.axe().await, NONE, "{look}");
    }
    ana.wide().await;
    ana.light().await;

    // The team goes on talking among itself, and the draft waits meanwhile.
    ana.click("Comment").await;
    ana.type_into("Only your team sees this", "She has to write first\n")
        .await;
    ana.see_css(".msg--comment").await;
    ana.click("Reply").await;
    has(&ana, "Two are left", true).await;

    // A new start of the page changes nothing.
    ana.reload().await;
    ana.see(CLOSED).await;
    has(&ana, "Two are left", true).await;

    writes(&house, &hannah, "Hello?").await;
    ana.gone(CLOSED).await;
    ana.see("23 h left").await;
    has(&ana, "Two are left", false).await;
    ana.click("Send to Hannah").await;
    ana.see_css(".msg--out .ticks").await;
    assert_eq!(heard_by(&house, &hannah).await, ["Two are left"]);
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_page_sends_that_knows_nothing_yet_is_not_sent_and_not_lost() {
    let house = house(Policy::DAY).await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = customer(&house, "Hannah", "Is it in stock?").await;
    ana.click("Next Chat").await;
    ana.see("23 h left").await;
    // Its own clock stands still: asleep, or set wrong.
    house.pass(25 * HOUR);
    ana.type_into(BOX, "Two are left\n").await;
    ana.see("Not sent").await;
    ana.see("the customer last wrote too long ago").await;
    ana.see(CLOSED).await;
    assert_eq!(heard_by(&house, &hannah).await, NONE);
    ana.click("Edit").await;
    has(&ana, "Two are left", true).await;
    writes(&house, &hannah, "Hello?").await;
    has(&ana, "Two are left", false).await;
    ana.click("Send to Hannah").await;
    ana.see_css(".msg--out .ticks").await;
    assert_eq!(heard_by(&house, &hannah).await, ["Two are left"]);
    ana.complains(&["status of 409"]).await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn five_messages_are_five() {
    let house = house(Policy::WECHAT).await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = customer(&house, "Hannah", "你好").await;
    ana.click("Next Chat").await;
    ana.see("5 messages left").await;
    for (word, left) in [
        ("One", "4 messages left"),
        ("Two", "3 messages left"),
        ("Three", "2 messages left"),
        ("Four", "1 message left"),
    ] {
        ana.type_into(BOX, &format!("{word}\n")).await;
        ana.see(left).await;
    }
    ana.type_into(BOX, "Five\n").await;
    ana.see("5 messages are delivered here").await;
    has(&ana, "", true).await;
    assert_eq!(heard_by(&house, &hannah).await.len(), 5);
    writes(&house, &hannah, "再来").await;
    ana.see("5 messages left").await;

    // The platform has the last word, whatever we counted.
    house
        .act(|tx| window::refused(tx, ConversationId(1), "45047"))
        .await;
    ana.see("did not take the last reply (code 45047)").await;
    ana.see("The platform refused a reply (code 45047)").await;
    has(&ana, "", true).await;
    writes(&house, &hannah, "还在吗").await;
    ana.see("5 messages left").await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_last_message_is_offered_and_then_none() {
    let house = house(Policy::DAY_AND_ONE).await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = customer(&house, "Hannah", "Is it in stock?").await;
    ana.click("Next Chat").await;
    ana.see("23 h left").await;
    pass(&house, &ana, 27 * HOUR).await;
    ana.see("One message left.").await;
    ana.see("One last message").await;
    ana.screenshot("window-last").await;
    assert_eq!(ana.axe().await, NONE);
    has(&ana, "", false).await;
    ana.type_into(BOX, "Two are left, write when you like\n")
        .await;
    ana.see(CLOSED).await;
    has(&ana, "", true).await;
    assert_eq!(
        heard_by(&house, &hannah).await,
        ["Two are left, write when you like"]
    );

    // The end of the chat asks nobody, and says so before and after.
    ana.press(Key::Escape).await;
    ana.click("Close").await;
    ana.see("Hannah will not be asked for a rating").await;
    ana.click("Close chat").await;
    ana.see("No survey was sent: the reply window had closed")
        .await;
    // Nor is another chat begun with somebody who cannot be reached.
    ana.see(CLOSED).await;
    has(&ana, "", true).await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_to_leave_later_comes_back_with_its_words() {
    let house = house(Policy::DAY).await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = customer(&house, "Hannah", "Call me tomorrow").await;
    ana.click("Next Chat").await;
    ana.see("23 h left").await;
    ana.type_into(BOX, "Good morning!").await;
    ana.click("Schedule").await;
    ana.click("In an hour").await;
    ana.gone_css("#window-late").await;
    ana.run(
        "const at = document.getElementById('later-at');
         const day = new Date(Date.now() + 48 * 3_600_000);
         at.value = new Date(day - day.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
         at.dispatchEvent(new Event('input', { bubbles: true }))",
    )
    .await;
    ana.see("The reply window closes before then.").await;
    ana.screenshot("window-late").await;
    ana.click_css("#later .btn--primary").await;
    ana.see("Will be sent").await;
    house.pass(50 * HOUR);
    ana.see("Not sent. The reply window had closed.").await;
    ana.see(CLOSED).await;
    ana.click_css(".outgoing__item .btn").await;
    has(&ana, "Good morning!", true).await;
    assert_eq!(heard_by(&house, &hannah).await, NONE);
    writes(&house, &hannah, "I am here").await;
    has(&ana, "Good morning!", false).await;
    ana.click("Send to Hannah").await;
    ana.see_css(".msg--out .ticks").await;
    assert_eq!(heard_by(&house, &hannah).await, ["Good morning!"]);
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_are_refused_with_a_reason() {
    let house = house(Policy {
        quota: Some(2),
        ..Policy::DAY
    })
    .await;
    let ana = house.agent("Ana").await;
    let hannah = customer(&house, "Hannah", "Hello").await;
    let chat = Chat::take(&house, &ana).await;
    let path = format!("conversations/{}/messages", chat.id);
    let say = async |key: &str| {
        let body = json!({ "text": key });
        house
            .send(&ana, &path, &[("idempotency-key", key)], body)
            .await
    };
    assert_eq!(say("one").await.status, 201);
    assert_eq!(say("two").await.status, 201);
    let refused = say("three").await;
    let error = refused.json()["error"].clone();
    assert_eq!(
        (refused.status, &error["code"], &error["detail"]["reason"]),
        (409, &json!("window-closed"), &json!("quota-used"))
    );
    assert!(error["detail"]["last_customer_message_at"].is_i64());
    assert_eq!(say("two").await.status, 200, "a repeat is answered as ever");

    writes(&house, &hannah, "And?").await;
    // A program that was quiet for a whole day would have to sign in again.
    house.pass(24 * HOUR - Duration::from_secs(59));
    let error = say("three").await.json()["error"].clone();
    assert_eq!(error["detail"]["reason"], "time-up");
    chat.close(true).await;
    let lines = chat.read().await;
    let last = lines["messages"].as_array().unwrap().last().unwrap();
    assert_eq!(last["text"], "unasked-window");
    assert_eq!(chat.record().await["survey"], "none");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_sets_a_window_and_open_pages_know_it_at_once() {
    let house = House::open_by(Clock::by_hand(Clock::machine().now()), 0).await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = customer(&house, "Hannah", "Is it in stock?").await;
    takes_next(&ana).await;
    ana.gone_css("#window-chip").await;

    house.member("Cleo", Role::Admin).await;
    let cleo = stage.browser("Cleo").open().await;
    sign_in(&house.url(""), &cleo, "Cleo").await;
    cleo.goto(&house.url("/admin/channels/1")).await;
    cleo.click("Reply window").await;
    cleo.see("Web chat by itself has no limit.").await;
    // What would have no effect is not asked.
    cleo.gone("Open for").await;
    cleo.click("Limit how long customers can be answered").await;
    cleo.choose_css("#window-free_unit option[value=minutes]")
        .await;
    cleo.fill("Open for", "2").await;
    cleo.screenshot("window-admin").await;
    cleo.click("Save").await;
    cleo.see("From 5 minutes to a year.").await;
    cleo.is_at("Open for").await;
    cleo.fill("Open for", "20").await;
    cleo.fill("Messages for each of a customer’s", "3").await;
    cleo.click("Save").await;
    cleo.see("Saved").await;
    ana.see("19 min left").await;
    ana.see("3 messages left").await;
    house.pass(Duration::from_secs(20 * 60));

    // Gone with the rule, the house's time notwithstanding.
    cleo.click("Limit how long customers can be answered").await;
    cleo.click("Save").await;
    cleo.see("Saved").await;
    ana.gone_css("#window-chip").await;
    ana.type_into(BOX, "Yes\n").await;
    ana.see_css(".msg--out .ticks").await;
    assert_eq!(heard_by(&house, &hannah).await, ["Yes"]);
    cleo.complains(&["status of 400"]).await;
    drop((ana, cleo));
    house.close().await;
}

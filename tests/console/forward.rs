//! Handing chats on, as agents do it.

use std::time::Duration;

use shopbell::{base::time::Clock, desk::team::Role};
use thirtyfour::Key;

use super::{at_counter, customer, does, sign_in, takes_next, writes};
use crate::{browser::Stage, house::House};

#[tokio::test(flavor = "multi_thread")]
async fn a_chat_is_handed_on_with_the_keyboard_alone() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let bo = at_counter(&house, &stage, "Bo").await;
    customer(&house, "Hannah", "My lid is broken").await;
    takes_next(&ana).await;
    // What was begun is offered as a note.
    ana.type_into("Write a reply to Hannah", "Has the old model")
        .await;
    ana.press(Key::Escape).await;
    ana.until(
        "keep the draft",
        "return document.activeElement.id === 'log'",
    )
    .await;
    house
        .until("the draft is kept", async || {
            house.count("draft").await == 1
        })
        .await;
    ana.press('f').await;
    ana.see("Forward Hannah").await;
    assert_eq!(
        ana.run("return document.querySelector('#forward-dialog textarea').value")
            .await,
        "Has the old model"
    );
    ana.see("Back on the list now for everyone").await;
    // To the counter's queue, by the arrow keys.
    ana.press(Key::Down).await;
    ana.see("Back on the list now for Counter").await;
    ana.press(Key::Tab).await;
    ana.press(Key::Tab).await;
    ana.press(Key::Down).await;
    ana.press(Key::Down).await;
    ana.press(Key::Enter).await;
    ana.gone("Forward Hannah").await;
    ana.see("Forwarded.").await;
    ana.see("One customer is waiting").await;

    // The other sees what for, from whom, and the note; taking it shows the note as a comment.
    bo.see("from Ana for Counter").await;
    bo.see_css("#w-1 .wrow__note").await;
    bo.see("Callback").await;
    takes_next(&bo).await;
    bo.see("Ana forwarded this chat to Counter").await;
    bo.see_css(".msg--comment").await;
    ana.gone_css("#w-1").await;
    // It was said; it is no draft any more.
    house
        .until("the draft is gone", async || {
            house.count("draft where text <> ''").await == 0
        })
        .await;
    // A dialog that Esc closes gives the focus back and changes nothing.
    bo.press(Key::Escape).await;
    bo.press('f').await;
    bo.see("Forward Hannah").await;
    bo.press(Key::Escape).await;
    bo.gone("Forward Hannah").await;
    bo.is_at("Forward").await;
    drop((ana, bo));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chat_is_put_off_changed_called_back_and_comes_back() {
    // The browser's clock is the machine's; the house's begins there and is moved by hand.
    let house = House::open_by(Clock::by_hand(Clock::machine().now()), 0).await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = customer(&house, "Hannah", "Call me tomorrow").await;
    takes_next(&ana).await;
    ana.click("Forward").await;
    ana.click_css("#forward-dialog label:has([value=pick])")
        .await;
    ana.run("const at = document.querySelector('#forward-dialog [name=at]'); at.value = '2020-01-01T09:00'; at.dispatchEvent(new Event('input', { bubbles: true }))").await;
    ana.type_into("Note", "Look for the tracking number").await;
    ana.click_css("#forward-dialog .btn--primary").await;
    ana.see("This time has passed. Choose a later one.").await;
    ana.click_css("#forward-dialog label:has([value=tomorrow])")
        .await;
    ana.see("Back on the list tomorrow at 09:00 for everyone")
        .await;
    ana.click_css("#forward-dialog .btn--primary").await;
    ana.see_css("#later-chats #l-1").await;
    ana.gone_css("#w-1").await;

    // Its own page says so, and changes it.
    ana.click_css("#later-chats a.crow").await;
    ana.see("Comes back").await;
    ana.click("Change when Hannah comes back").await;
    ana.see_css("#forward-dialog [value=pick]:checked").await;
    assert_eq!(
        ana.run("return document.querySelector('#forward-dialog textarea').value")
            .await,
        "Look for the tracking number"
    );
    ana.click_css("#forward-dialog label:has([value='half-hour'])")
        .await;
    ana.click_css("#forward-dialog .btn--primary").await;
    ana.gone_css("#forward-dialog").await;
    house.pass(Duration::from_secs(31 * 60));
    ana.see_css("#w-1 .wrow__note").await;
    ana.gone_css("#later-chats").await;
    takes_next(&ana).await;
    ana.see("Back in line").await;

    // Put off again; the customer is quicker.
    ana.click("Forward").await;
    ana.click_css("#forward-dialog label:has([value=monday])")
        .await;
    ana.click_css("#forward-dialog label:has([name=keeps_date])")
        .await;
    ana.click_css("#forward-dialog .btn--primary").await;
    ana.see_css("#later-chats #l-1").await;
    writes(&house, &hannah, "It has come!").await;
    ana.see_css("#w-1").await;
    takes_next(&ana).await;
    ana.see("before its time").await;
    ana.see("You will be reminded").await;

    // Put off a last time, and called back.
    ana.click("Forward").await;
    ana.click_css("#forward-dialog label:has([value=monday])")
        .await;
    ana.click_css("#forward-dialog .btn--primary").await;
    ana.click("Call the chat with Hannah back").await;
    ana.see_css("[data-stance=mine] #write").await;
    ana.gone_css("#later-chats").await;
    ana.complains(&["status of 400"]).await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shift_ends_with_every_chat_in_other_hands() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let bo = at_counter(&house, &stage, "Bo").await;
    for name in ["Hannah", "Omar", "Sofia"] {
        customer(&house, name, "Hello there").await;
        ana.see("Next Chat").await;
        takes_next(&ana).await;
    }
    // Going offline asks.
    ana.click_css("#availability summary").await;
    ana.click_css("#availability [value=offline]").await;
    ana.see("Before you go offline").await;
    ana.press(Key::Escape).await;
    ana.see_css("#mine #c-1").await;
    ana.gone("Before you go offline").await;

    // So does signing out.
    ana.goto(&house.url("/account")).await;
    ana.click_css("form[action='/sign-out'] button").await;
    ana.see("Before you sign out").await;
    ana.run("document.querySelector('[name=chat-1]').value = 'agent:2'; document.querySelector('[name=chat-2]').value = 'tomorrow'")
        .await;
    ana.click("Hand over and sign out").await;
    ana.see_css("input[type=password]").await;

    bo.see_css("#w-1").await;
    bo.see_css("#w-3").await;
    bo.gone_css("#w-2").await;
    // The console may ask once more when its session has ended.
    let complaints = ana.console_errors().await;
    let is_known = |complaint: &String| complaint.contains("status of 401");
    assert!(complaints.iter().all(is_known), "{complaints:?}");
    drop((ana, bo));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_click_calls_a_supervisor_where_an_admin_said_so() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    house.member("Ada", Role::Admin).await;
    let ada = stage.browser("Ada").open().await;
    sign_in(&house.url(""), &ada, "Ada").await;
    customer(&house, "Hannah", "I want your boss").await;
    takes_next(&ada).await;
    ada.gone_css("[data-act-form=escalate]").await;

    ada.goto(&house.url("/admin/forwarding")).await;
    ada.type_into("New type, such as Question", "Question")
        .await;
    ada.click("Add").await;
    ada.see("Saved").await;
    ada.click_css("#forwards-4 .signs summary").await;
    ada.click_css("#forwards-4 .sign:has([value='circle-help'])")
        .await;
    ada.click_css("#forwards-4 .signs .btn").await;
    ada.see_css("#forwards-4 .signs summary [href$='#i-circle-help']")
        .await;
    ada.choose("Queue of the supervisors", "Counter").await;
    ada.click_css("form[action='/admin/forwarding'] .btn--primary")
        .await;
    ada.see("Saved").await;

    ada.goto(&house.url("/console/1")).await;
    does(&ada, "Escalate").await;
    ada.see("A supervisor has been called.").await;
    ada.see_css("#w-1 .wrow__note").await;
    let chat = house
        .act(|tx| {
            tx.get("select priority from conversation", [], |row| {
                row.get::<_, i64>(0)
            })
        })
        .await;
    assert_eq!(chat, 2, "high");
    drop(ada);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_state_of_handing_on_passes_axe() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let bo = at_counter(&house, &stage, "Bo").await;
    house.member("Ana", Role::Supervisor).await;
    let ana = stage.browser("Ana").open().await;
    sign_in(&house.url(""), &ana, "Ana").await;
    let passes = async |state: &str| {
        ana.screenshot(&format!("forward {state}")).await;
        assert_eq!(ana.axe().await, Vec::<String>::new(), "{state}");
    };
    for name in ["Hannah", "Omar", "Sofia", "Vera"] {
        customer(
            &house,
            name,
            "The lid of my kettle is chipped, and I leave on Friday.",
        )
        .await;
        ana.see("Next Chat").await;
        takes_next(&ana).await;
    }
    ana.click("Forward").await;
    ana.see("Forward Vera").await;
    passes("dialog").await;
    ana.dark().await;
    passes("dialog dark").await;
    ana.light().await;
    ana.click_css("#forward-dialog label:has([value=pick])")
        .await;
    passes("a time").await;
    ana.narrow().await;
    passes("on a phone").await;
    ana.wide().await;
    ana.click_css("#forward-dialog label:has([value=tomorrow])")
        .await;
    ana.type_into(
        "Note",
        "Check that the new lid has a tracking number, and that it left before noon.",
    )
    .await;
    ana.click_css("#forward-dialog .btn--primary").await;
    ana.see_css("#later-chats #l-4").await;
    ana.click_css("#later-chats a.crow").await;
    ana.see("Comes back").await;
    passes("put off").await;
    ana.click_css("#mine a.crow").await;
    ana.see_css("[data-stance=mine]").await;
    ana.click("Forward").await;
    ana.click_css("#forward-dialog label:has([name=type]):nth-of-type(3)")
        .await;
    ana.type_into("Note", "She has the old model. Knows the price.")
        .await;
    ana.click_css("#forward-dialog .btn--primary").await;
    ana.see_css("#waiting .wrow__note").await;
    passes("waiting").await;
    ana.dark().await;
    passes("waiting dark").await;
    ana.light().await;
    ana.goto(&house.url("/console/hand-over?then=sign-out"))
        .await;
    ana.see("Before you sign out").await;
    passes("sheet").await;
    ana.narrow().await;
    passes("sheet on a phone").await;
    ana.goto(&house.url("/console/1")).await;
    ana.see_css("[data-stance=mine]").await;
    passes("chat on a phone").await;
    drop((ana, bo));
    house.close().await;
}

//! Several agents in one chat: asked in, answering, leaving. The clock is moved by hand, and the house restarts
//! in the middle.

use std::time::Duration;

use serde_json::json;
use shopbell::{
    base::{lang::Lang, time::Clock},
    desk::team::Role,
};

use super::{at_counter, customer, heard_by, sign_in, takes_next, writes};
use crate::{
    browser::{Browser, Stage},
    house::House,
};

const POP_UP: &str = "#offers .offer";

/// Our own words that do not fit where they stand.
const MISFITS: &str = include_str!("../languages/misfits.js");

async fn house() -> House {
    House::open_by(Clock::by_hand(Clock::machine().now()), 0).await
}

/// Asks a colleague in from the list of the team.
async fn asks(agent: &Browser<'_>, name: &str, note: &str) {
    let row = format!("#team li[data-name={name}]");
    agent.point_at(&row).await;
    agent.click_css(&format!("{row} summary")).await;
    agent.type_into("What for, if you like", note).await;
    agent.click(&format!("Ask {name} in")).await;
    agent.see("Asking…").await;
}

async fn presses(agent: &Browser<'_>, key: char) {
    agent
        .run("document.activeElement?.blur(); return null")
        .await;
    agent.press(key).await;
}

/// What a customer's screen is told of the house's own lines.
async fn lines_for(house: &House, visitor: &crate::house::Person) -> Vec<String> {
    let history = house.get(visitor, "messages", &[]).await.json();
    history["messages"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|message| message["author"]["kind"] == "system")
        .map(|message| message["text"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_colleague_is_asked_in_and_both_answer_until_one_leaves() {
    let house = house().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let bo = at_counter(&house, &stage, "Bo").await;
    house.member("Cy", Role::Agent).await;
    let hannah = customer(&house, "Hannah", "Twelve kettles, engraved?").await;
    takes_next(&ana).await;
    ana.point_at("#team li[data-name=Cy]").await;
    ana.see_css(
        "#team li[data-name=Cy] button[disabled][title='Cy is offline and would not see it']",
    )
    .await;
    let cy = stage.browser("Cy").open().await;
    sign_in(&house.url(""), &cy, "Cy").await;

    asks(&ana, "Bo", "You did the last engraving").await;
    bo.see("Ana asks you into a chat").await;
    bo.see("You did the last engraving").await;
    bo.see("Twelve kettles, engraved?").await;
    // It stands in the file: both screens show it again.
    ana.reload().await;
    ana.see("Asking…").await;
    ana.screenshot("invite-sent").await;
    bo.reload().await;
    bo.see("Ana asks you into a chat").await;
    bo.screenshot("invite").await;
    assert_eq!(bo.axe().await, Vec::<String>::new());
    presses(&bo, 'a').await;
    bo.see_css("[data-stance=mine] #write").await;
    bo.gone_css(POP_UP).await;
    bo.see("Ana and you are in this chat.").await;
    bo.see_css("#mine .guest").await;
    // To close it and to put it back is Ana's.
    bo.gone_css("[data-open-close], form[action$='/release']")
        .await;
    ana.see("Bo and you are in this chat.").await;
    ana.see_css("#team li[data-name=Bo] .trow__res.ok").await;
    ana.see("Ana asked Bo in").await;
    ana.see("Bo joined").await;

    bo.type_into("Write a reply to Hannah", "Twelve is").await;
    ana.see("Bo is typing").await;
    ana.screenshot("company").await;
    bo.type_into("Write a reply to Hannah", " fine.\n").await;
    ana.see("Twelve is fine.").await;
    ana.type_into("Write a reply to Hannah", "I write the bill.\n")
        .await;
    bo.see("I write the bill.").await;
    assert_eq!(
        heard_by(&house, &hannah).await,
        ["Twelve is fine.", "I write the bill."]
    );
    assert_eq!(lines_for(&house, &hannah).await, ["claimed"]);

    // A no has its reason.
    asks(&bo, "Cy", "").await;
    cy.see("Bo asks you into a chat").await;
    cy.type_into("Why not, if you like", "On the phone").await;
    cy.click("Decline").await;
    cy.gone_css(POP_UP).await;
    bo.see_css("#team li[data-name=Cy] .trow__res.no[title='On the phone']")
        .await;
    bo.see("Cy can’t right now: On the phone").await;
    house.pass(Duration::from_secs(11));
    writes(&house, &hannah, "Thank you both").await;
    bo.gone_css("#team .trow__res").await;

    // The owner leaves it to somebody inside.
    bo.see("Thank you both").await;
    ana.click("Leave").await;
    ana.see_css("#leave-dialog[open]").await;
    ana.screenshot("leave").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.click_css("#leave-dialog .btn--primary").await;
    ana.gone_css("#leave-dialog[open]").await;
    ana.see("Bo has this chat.").await;
    bo.see_css("[data-open-close]").await;
    bo.gone_css("#company").await;
    bo.see("Bo has this chat now").await;
    ana.gone_css("#mine > li").await;
    for agent in [&ana, &bo, &cy] {
        agent.console_errors().await;
    }
    drop((ana, bo, cy));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_outlives_a_restart_and_ends_with_its_time_or_its_chat() {
    let house = house().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let bo = at_counter(&house, &stage, "Bo").await;
    customer(&house, "Hannah", "Twelve kettles, engraved?").await;
    takes_next(&ana).await;
    asks(&ana, "Bo", "").await;
    bo.see_css(POP_UP).await;
    let house = house.reopen().await;
    for agent in [&ana, &bo] {
        agent.gone("No connection").await;
    }
    bo.see_css(POP_UP).await;
    ana.see("Asking…").await;
    house.pass(Duration::from_secs(61));
    bo.gone_css(POP_UP).await;
    ana.see_css("#team .trow__res.faint").await;
    ana.see("Bo did not answer.").await;

    // The chat's head has the list, too; on a telephone it is the only one.
    presses(&ana, 'i').await;
    ana.see_css("#invite-menu[open]").await;
    ana.screenshot("invite-menu").await;
    presses(&ana, '\u{E00C}').await;
    ana.gone_css("#invite-menu[open]").await;
    ana.narrow().await;
    ana.click_css("#invite-menu > summary").await;
    ana.see("Ask a colleague into this chat").await;
    ana.screenshot("invite-narrow").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.click_css("#invite-menu button.invitee").await;
    bo.see_css(POP_UP).await;
    bo.narrow().await;
    bo.screenshot("invited-narrow").await;
    assert_eq!(bo.axe().await, Vec::<String>::new());
    bo.wide().await;
    ana.wide().await;
    // The chat closes meanwhile.
    ana.click("Close").await;
    ana.see_css("#close-dialog[open]").await;
    ana.click_css("#close-dialog button.btn--primary").await;
    bo.gone_css(POP_UP).await;
    for agent in [&ana, &bo] {
        agent.console_errors().await;
    }
    drop((ana, bo));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pop_up_and_the_banner_fit_in_every_language() {
    let house = house().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let bo = at_counter(&house, &stage, "Bo").await;
    customer(&house, "Hannah", "Twelve kettles, engraved?").await;
    takes_next(&ana).await;
    asks(&ana, "Bo", "You did the last engraving").await;
    bo.see_css(POP_UP).await;
    let speak = async |lang: Lang| {
        house
            .act(move |tx| tx.execute("update agent set language = ?1", [lang.code()]))
            .await;
    };
    let fits = async |browser: &Browser<'_>, lang: Lang, what: &str, sign: &str| {
        for is_narrow in [false, true] {
            if is_narrow {
                browser.narrow().await;
            }
            browser.see_css(sign).await;
            let name = format!("{what}-{}-narrow-{is_narrow}", lang.code());
            browser.screenshot(&name).await;
            assert_eq!(browser.run(MISFITS).await, json!([]), "{name}");
        }
        browser.wide().await;
    };
    for lang in Lang::ALL {
        speak(lang).await;
        bo.reload().await;
        fits(&bo, lang, "asked", POP_UP).await;
    }
    presses(&bo, 'a').await;
    bo.see_css("#company").await;
    for lang in Lang::ALL {
        speak(lang).await;
        ana.reload().await;
        fits(&ana, lang, "company", "#company").await;
        ana.goto(&house.url("/console/1/leave")).await;
        fits(&ana, lang, "leave", "#leave-dialog[open]").await;
        ana.goto(&house.url("/console/1")).await;
    }
    drop((ana, bo));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn customers_read_who_joins_once_an_admin_wants_it() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    house.member("Ana", Role::Admin).await;
    let ana = stage.browser("Ana").open().await;
    sign_in(&house.url(""), &ana, "Ana").await;
    let bo = at_counter(&house, &stage, "Bo").await;
    ana.goto(&house.url("/admin/team")).await;
    ana.click("Tell customers who joins").await;
    ana.click_css("form[action$=company] .btn--primary").await;
    ana.see("Saved").await;
    ana.goto(&house.url("/console")).await;
    let hannah = customer(&house, "Hannah", "Twelve kettles, engraved?").await;
    takes_next(&ana).await;
    asks(&ana, "Bo", "").await;
    bo.click("Accept").await;
    bo.see("Ana and you are in this chat.").await;
    bo.click("Leave").await;
    bo.see("Ana has this chat.").await;
    assert_eq!(
        lines_for(&house, &hannah).await,
        ["claimed", "joined", "stepped-out"]
    );
    drop((ana, bo));
    house.close().await;
}

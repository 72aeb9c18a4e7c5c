//! Who gets a chat, and when: offers, the agent a customer had before, wrap-up, an empty chair. The clock is
//! moved by hand, and the house restarts in the middle.

use std::time::Duration;

use shopbell::{
    base::{id::QueueId, time::Clock},
    db::DbError,
    desk::{
        queue::{
            self, Policy,
            edit::{self, Change},
            policy::{Choice, Mode, WrapUp},
        },
        team::{self, Role, availability},
    },
};
use thirtyfour::Key;

use super::{at_counter, customer, sign_in, takes_next, writes};
use crate::{
    browser::{Browser, Stage},
    house::House,
};

const COUNTER: QueueId = QueueId(1);
const OFFER: &str = "#offers .offer";

/// A house whose only queue is served so.
async fn house(policy: Policy) -> House {
    let house = House::open_by(Clock::by_hand(Clock::machine().now()), 0).await;
    house
        .inside()
        .db
        .write::<_, DbError>(move |tx| queue::set_policy(tx, COUNTER, &policy))
        .await
        .unwrap();
    house
}

fn offering() -> Policy {
    Policy {
        mode: Mode::Offer,
        choice: Choice::InTurn,
        ..Policy::default()
    }
}

/// Time passes in which every console stays open.
async fn hours_later(house: &House) {
    house.pass(Duration::from_secs(3_600));
    house
        .until("the house sees them again", async || {
            let seen = house
                .inside()
                .db
                .read::<_, DbError>(availability::is_anyone_available);
            seen.await.unwrap()
        })
        .await;
}

/// Presses a letter while no field has the focus.
async fn presses(agent: &Browser<'_>, key: char) {
    agent
        .run("document.activeElement?.blur(); return null")
        .await;
    agent.press(key).await;
}

async fn closes(agent: &Browser<'_>) {
    agent.click("Close").await;
    agent.see_css("#close-dialog[open]").await;
    agent.click_css("#close-dialog button.btn--primary").await;
    agent.gone_css("#close-dialog[open]").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_goes_from_one_to_the_next_and_outlives_a_restart() {
    let house = house(offering()).await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let bo = at_counter(&house, &stage, "Bo").await;

    customer(&house, "Hannah", "Is the blue one in stock?").await;
    ana.see("New chat for you").await;
    ana.see("Is the blue one in stock?").await;
    // The colleague sees whose it is, and cannot take it.
    bo.see("being offered to Ana").await;
    bo.see("No one waiting").await;
    bo.gone_css(OFFER).await;
    ana.screenshot("offer").await;
    ana.narrow().await;
    ana.see_css(OFFER).await;
    ana.screenshot("offer-narrow").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.wide().await;

    // It stands in the file: a restart changes nothing of it.
    let house = house.reopen().await;
    ana.gone("No connection").await;
    ana.see_css(OFFER).await;
    presses(&ana, 'd').await;
    ana.gone_css(OFFER).await;
    bo.see("New chat for you").await;
    ana.see("being offered to Bo").await;
    presses(&bo, 'a').await;
    bo.see_css("[data-stance=mine] #write").await;
    bo.gone_css(OFFER).await;
    ana.gone_css("#waiting > li").await;
    for agent in [&ana, &bo] {
        agent.console_errors().await;
    }
    drop((ana, bo));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_offered_is_taken_at_once_by_who_wants_that_and_is_there() {
    let house = house(offering()).await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    ana.goto(&house.url("/account")).await;
    ana.click("Take offered chats at once").await;
    ana.click_css("[action='/account/preferences'] .btn--primary")
        .await;
    ana.see("Saved").await;
    ana.goto(&house.url("/console")).await;
    ana.see("No one waiting").await;
    // The page is open, and nobody has touched it for a while.
    hours_later(&house).await;
    customer(&house, "Hannah", "Is the blue one in stock?").await;
    ana.see_css(OFFER).await;
    ana.click("Accept").await;
    ana.see_css("[data-stance=mine] #write").await;
    house
        .until("the click was heard of", async || {
            house.count("agent where moved_at > 0").await == 1
        })
        .await;
    customer(&house, "Omar", "And the red one?").await;
    ana.see_css("#mine #c-2").await;
    ana.gone_css(OFFER).await;
    ana.console_errors().await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_misses_two_offers_is_away_until_one_click() {
    let house = house(offering()).await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    for name in ["Hannah", "Omar"] {
        customer(&house, name, "Hello?").await;
        ana.see_css(OFFER).await;
        house.pass(Duration::from_secs(120));
        ana.gone_css(OFFER).await;
    }
    ana.see("You missed two chats in a row").await;
    customer(&house, "Ida", "Anybody?").await;
    ana.see_css("#w-3").await;
    ana.gone_css(OFFER).await;
    // Nobody is left to ask, so the list is open to whoever comes.
    ana.see("Next Chat").await;
    ana.screenshot("offers-missed").await;
    ana.click("I’m here").await;
    ana.gone("You missed two chats in a row").await;
    ana.see("New chat for you").await;
    ana.click("Accept").await;
    ana.see_css("[data-stance=mine] #write").await;
    ana.console_errors().await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_back_is_held_for_the_agent_they_had() {
    let house = house(Policy::default()).await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let bo = at_counter(&house, &stage, "Bo").await;
    let hannah = customer(&house, "Hannah", "Is it in stock?").await;
    takes_next(&ana).await;
    closes(&ana).await;
    hours_later(&house).await;

    writes(&house, &hannah, "It is me again, one more question").await;
    ana.see("Comes back to you").await;
    ana.screenshot("comes-back").await;
    ana.see("asked for you").await;
    ana.see("Next Chat").await;
    bo.see("held for Ana").await;
    bo.see("No one waiting").await;
    bo.screenshot("held").await;
    // Reading it takes nothing; to take it by its address is refused with whose it is.
    house.pass(Duration::from_secs(60));
    ana.gone_css(OFFER).await;
    bo.gone("held for Ana").await;
    bo.see("Next Chat").await;
    takes_next(&bo).await;
    ana.gone_css("#waiting > li").await;
    drop((ana, bo));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_others_may_pick_meanwhile_what_is_held_has_its_button() {
    let house = house(Policy {
        others_may_pick: true,
        ..Policy::default()
    })
    .await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let bo = at_counter(&house, &stage, "Bo").await;
    let hannah = customer(&house, "Hannah", "Is it in stock?").await;
    takes_next(&ana).await;
    closes(&ana).await;
    hours_later(&house).await;

    writes(&house, &hannah, "It is me again, one more question").await;
    bo.see("held for Ana").await;
    bo.see("No one waiting").await;
    bo.see_css("#waiting .wrow[data-held] .wrow__pick").await;
    bo.run("document.querySelector('#waiting .wrow__pick').requestSubmit()")
        .await;
    bo.see_css("[data-stance=mine] #write").await;
    ana.gone_css(OFFER).await;
    drop((ana, bo));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn wrap_up_counts_down_over_a_restart_and_ends_by_a_click() {
    let policy = Policy {
        wrap_up: WrapUp::Timed,
        ..offering()
    };
    let house = house(policy).await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = customer(&house, "Hannah", "Is it in stock?").await;
    ana.click("Accept").await;
    ana.see_css("[data-stance=mine] #write").await;
    closes(&ana).await;
    ana.see("Wrapping up.").await;
    ana.see_css("#wrapping > li").await;
    ana.click("Add 1 min").await;
    ana.until(
        "have more than a minute",
        "return /^1:[0-9]{2}$/.test(document.querySelector('.banner time[data-left]')?.textContent)",
    )
    .await;
    ana.screenshot("wrap-up").await;
    // Nothing new is offered meanwhile.
    customer(&house, "Omar", "Hello?").await;
    ana.see_css("#w-2").await;
    ana.gone_css(OFFER).await;
    let house = house.reopen().await;
    ana.gone("No connection").await;
    ana.see("Wrapping up.").await;
    ana.click("Done").await;
    ana.gone("Wrapping up.").await;
    ana.see("New chat for you").await;
    ana.click("Accept").await;
    ana.see_css("[data-stance=mine] #write").await;

    // The second ends by itself, while the customer's next word comes in time to be the same chat.
    closes(&ana).await;
    ana.see("Wrapping up.").await;
    house.pass(Duration::from_secs(61));
    ana.gone("Wrapping up.").await;
    ana.see("Closed by Ana").await;
    writes(&house, &hannah, "Something else: do you repair lids?").await;
    ana.see("Comes back to you").await;
    // While the house was shut it could not be asked.
    ana.console_errors().await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_who_writes_during_wrap_up_is_back_at_once() {
    let policy = Policy {
        wrap_up: WrapUp::Manual,
        ..Policy::default()
    };
    let house = house(policy).await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = customer(&house, "Hannah", "Is it in stock?").await;
    takes_next(&ana).await;
    closes(&ana).await;
    ana.see("then press Done").await;
    writes(&house, &hannah, "And in green?").await;
    ana.see_css("[data-stance=mine] #write").await;
    ana.see("The customer wrote again, so the chat goes on")
        .await;
    ana.see("And in green?").await;
    drop(ana);
    house.close().await;
}

/// A second queue, to which everybody belongs as well.
async fn second_queue(house: &House) -> QueueId {
    house
        .inside()
        .db
        .write::<_, edit::QueueError>(move |tx| {
            let origin = shopbell::desk::audit::Origin::default();
            let id = edit::add(tx, &origin, "Repairs")?;
            let change = Change {
                name: "Repairs".to_owned(),
                policy: Policy::default(),
                members: team::active(tx)?.iter().map(|agent| agent.id).collect(),
                channels: Vec::new(),
            };
            edit::change(tx, &origin, id, &change)?;
            Ok(id)
        })
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agent_chooses_which_of_their_queues_to_serve_and_says_why_they_are_away() {
    let house = house(Policy::default()).await;
    let stage = Stage::enter().await;
    house.member("Ana", Role::Agent).await;
    house.member("Bo", Role::Agent).await;
    second_queue(&house).await;
    let ana = stage.browser("Ana").open().await;
    sign_in(&house.url(""), &ana, "Ana").await;
    ana.see("2 of 2 queues").await;
    customer(&house, "Hannah", "Is it in stock?").await;
    ana.see_css("#w-1").await;
    ana.click_css("#serving > summary").await;
    ana.screenshot("queues-menu").await;
    ana.click("Counter").await;
    ana.click("Serve these").await;
    ana.see("1 of 2 queues").await;
    ana.gone_css("#w-1").await;
    ana.click_css("#serving > summary").await;
    ana.click("Repairs").await;
    ana.click("Serve these").await;
    ana.see("You serve no queue").await;
    ana.screenshot("serves-none").await;
    // Bo goes, too: then nobody would see her.
    house
        .act(|tx| {
            let bo = team::by_email(tx, "bo@kettle.example")?.unwrap().0;
            queue::serve(tx, bo.id, &[])
        })
        .await;
    ana.see_css("#w-1").await;
    ana.see("Nobody serves Counter now").await;
    ana.gone("You serve no queue").await;
    ana.screenshot("nobody-serves").await;
    ana.click_css("#serving > summary").await;
    ana.click("Counter").await;
    ana.click("Serve these").await;
    ana.see_css("#w-1").await;

    ana.click_css("#availability > summary").await;
    ana.type_into("Why, if you like", "Doctor, back at 3").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.screenshot("away-reason").await;
    // Enter says so as the button does.
    ana.press(Key::Enter).await;
    ana.see_css("#availability > summary .dot--busy").await;
    ana.is_at("You are: Away. Change it").await;
    ana.see("Doctor, back at 3").await;
    ana.reload().await;
    ana.see("Doctor, back at 3").await;
    ana.click_css("#availability > summary").await;
    ana.click_css("#availability [value=available]").await;
    ana.see_css("#availability > summary .dot--on").await;
    ana.click_css("#availability > summary").await;
    ana.type_into("Why, if you like", "Lunch").await;
    ana.click("Away with this reason").await;
    ana.see("Lunch").await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn chats_of_an_empty_chair_come_back_to_the_list() {
    let house = house(Policy::default()).await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let bo = at_counter(&house, &stage, "Bo").await;
    customer(&house, "Hannah", "Is it in stock?").await;
    takes_next(&ana).await;
    bo.gone_css("#w-1").await;
    // The cable is pulled.
    ana.goto("about:blank").await;
    house
        .until("Ana is gone", async || {
            house.inside().hub.present().len() == 1
        })
        .await;
    house.pass(Duration::from_secs(6 * 60));
    bo.gone_css("#w-1").await;
    house.pass(Duration::from_secs(31));
    bo.see_css("#w-1").await;
    takes_next(&bo).await;
    bo.see("The agent’s console has been gone for a while")
        .await;
    drop((ana, bo));
    house.close().await;
}

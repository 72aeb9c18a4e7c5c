//! Handing on, now and later (BEHAVIOUR 12).

use shopbell::{
    base::time::Timestamp,
    desk::{
        audit::Origin,
        hours::{self, Span, Week},
    },
};

use super::*;
use crate::hours::day::{minute, noon_zone};

const REPAIRS: QueueId = QueueId(2);

/// A queue of Cy alone, open every day from nine until two minutes from now, where it is about noon.
async fn repairs(house: &House, now: Timestamp) {
    let closes = 12 * 60 + minute(now) + 2;
    let zone = noon_zone(now);
    house
        .act(move |tx| {
            tx.execute("insert into queue (name) values ('Repairs')", [])?;
            tx.execute(
                "update queue_agent set queue_id = 2 where agent_id = (select id from agent where name = 'Cy')",
                [],
            )?;
            let wanted = hours::edit::Wanted {
                name: "Workshop".to_owned(),
                zone: zone.clone(),
                week: Week(std::array::from_fn(|_| vec![Span::from((9 * 60, closes))])),
                exceptions: Vec::new(),
                queues: vec![REPAIRS],
            };
            hours::edit::add(tx, &Origin::default(), &wanted).unwrap();
            Ok(())
        })
        .await;
}

/// How long until it is nine there tomorrow.
fn until_nine(now: Timestamp) -> Duration {
    let of_day = 12 * 3_600_000 + now.0.rem_euclid(3_600_000);
    Duration::from_millis(u64::try_from(33 * 3_600_000 - of_day).unwrap())
}

async fn forwards(agent: &Browser<'_>, to: &str) {
    agent.click("Forward").await;
    agent.see_css("#forward-dialog[open]").await;
    agent
        .click_css(&format!("#forward-dialog label:has([value='{to}'])"))
        .await;
}

async fn confirms(agent: &Browser<'_>) {
    agent.click_css("#forward-dialog .btn--primary").await;
    agent.gone_css("#forward-dialog").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chat_goes_to_a_queue_a_colleague_and_to_another_day() {
    let (house, clock) = house(Policy::default()).await;
    let begun = clock.now();
    let stage = Stage::enter().await;
    let [ana, bo, cy] = three(&house, &stage).await;
    repairs(&house, begun).await;
    for browser in [&ana, &bo, &cy] {
        browser.reload().await;
    }
    let ids: Vec<i64> = house
        .act(|tx| tx.list("select id from agent order by name", [], |row| row.get(0)))
        .await;
    let cys = ids[2];
    for name in ["Hannah", "Omar", "Pia", "Quin"] {
        customer(&house, name, "The lid of my kettle is chipped").await;
        ana.see("Next Chat").await;
        takes_next(&ana).await;
    }

    // To the workshop first: five minutes in which it is open, of which two are today.
    ana.goto(&house.url("/console/1")).await;
    forwards(&ana, "queue:2").await;
    ana.click_css("#forward-dialog label:has([name=type]):nth-of-type(3)")
        .await;
    ana.type_into("Note", "She has the old model").await;
    confirms(&ana).await;
    cy.see("She has the old model").await;
    cy.see("from Ana for Repairs").await;
    cy.see_css("#w-1 .wrow__note").await;
    counts(&cy, 1).await;
    bo.gone_css("#w-1").await;
    house.pass(MINUTE);
    let house = restarts(house, &[&ana, &bo, &cy]).await;
    later(&house, HOUR).await;
    counts(&bo, 0).await;
    let now = clock.now();
    // Nobody of it is there: everybody's at once, and it says so.
    is_away(&cy).await;
    ana.goto(&house.url("/console/2")).await;
    forwards(&ana, "queue:2").await;
    confirms(&ana).await;
    counts(&bo, 1).await;
    takes_next(&bo).await;
    bo.see("Nobody of Repairs is at the counter: everyone may take it")
        .await;
    cy.click_css("#availability > summary").await;
    cy.click_css("#availability [value=available]").await;
    cy.see_css("#availability > summary .dot--on").await;

    // Put off into the night, for the workshop, at its opening: the dialog offers that where there are hours.
    ana.goto(&house.url("/console/3")).await;
    forwards(&ana, "queue:2").await;
    ana.click_css("#forward-dialog label:has([value='half-hour'])")
        .await;
    ana.click("If we are closed then, wait until we open").await;
    ana.screenshot("forward-at-opening").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    confirms(&ana).await;
    ana.see_css("#later-chats #l-3").await;
    let nine = begun.plus(until_nine(begun));
    let due: i64 = value(
        &house,
        "select due_at from forward where due_at is not null",
    )
    .await;
    assert_eq!(due, nine.0, "at nine and not at night");
    // And one for then, whatever the hour.
    ana.goto(&house.url("/console/4")).await;
    forwards(&ana, "all").await;
    ana.click_css("#forward-dialog label:has([value='half-hour'])")
        .await;
    confirms(&ana).await;
    ana.see_css("#later-chats #l-4").await;
    let due: i64 = value(
        &house,
        "select max(forward.due_at) from forward where conversation_id = 4",
    )
    .await;

    // The house is closed over it, for two hours and ten minutes and a moment.
    let by_hand = clock.clone();
    let late = Timestamp(due).since(now) + 2 * HOUR + 10 * MINUTE + seconds(20);
    let house = restarts_after(house, &[&ana, &bo, &cy], move || by_hand.advance(late)).await;
    ana.see_css("#w-4").await;
    ana.gone_css("#later-chats #l-4").await;
    ana.see_css("#later-chats #l-3").await;
    let back: Vec<String> = lines(&house, 4)
        .await
        .into_iter()
        .filter(|line| line.starts_with("forward-back"))
        .collect();
    assert_eq!(back, ["forward-back-late 7820"]);
    takes_next(&ana).await;
    ana.see("Back in line, late by 2 h 10 min").await;

    // Nine in the morning: what was put off is back, once; three minutes later the first is everybody's.
    later(&house, nine.since(clock.now()) - seconds(1)).await;
    assert_eq!(
        lines(&house, 3).await.last().unwrap().split(' ').next(),
        Some("forwarded-later")
    );
    later(&house, seconds(1)).await;
    cy.see_css("#w-3").await;
    counts(&cy, 2).await;
    counts(&bo, 0).await;
    let house = restarts(house, &[&ana, &bo, &cy]).await;
    assert_eq!(lines(&house, 3).await.last().unwrap(), "forward-back");
    // Of the five minutes, two less a little had passed when it closed.
    later(&house, seconds(170)).await;
    counts(&bo, 0).await;
    later(&house, seconds(80)).await;
    counts(&bo, 1).await;
    bo.see("from Ana for Repairs").await;
    drop((ana, bo, cy));
    house.close().await;
    let _ = cys;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_colleague_is_asked_by_name_and_their_queue_after_them() {
    let (house, clock) = house(Policy::default()).await;
    let stage = Stage::enter().await;
    let [ana, bo, cy] = three(&house, &stage).await;
    repairs(&house, clock.now()).await;
    for browser in [&ana, &bo, &cy] {
        browser.reload().await;
    }
    let cys: i64 = value(&house, "select id from agent where name = 'Cy'").await;
    customer(&house, "Hannah", "My lid is broken").await;
    ana.see("Next Chat").await;
    takes_next(&ana).await;
    forwards(&ana, &format!("agent:{cys}")).await;
    ana.type_into("Note", "You know her").await;
    confirms(&ana).await;
    cy.see("Ana passes this chat to you").await;
    cy.see("My lid is broken").await;
    cy.screenshot("offer-forwarded").await;
    bo.gone_css(POP_UP).await;
    house.pass(MINUTE);
    let house = restarts(house, &[&ana, &bo, &cy]).await;
    cy.see("Ana passes this chat to you").await;
    house.pass(MINUTE + Duration::from_millis(1));
    cy.gone_css(POP_UP).await;
    // Not taken: it is Cy's queue's, and neither the sender's nor the others'.
    cy.see_css("#w-1").await;
    counts(&cy, 1).await;
    counts(&ana, 0).await;
    counts(&bo, 0).await;
    takes_next(&cy).await;
    cy.see("Cy did not take it: it waits for their queue now")
        .await;
    cy.see("You know her").await;
    // Who has gone can be chosen for later alone.
    is_away(&cy).await;
    customer(&house, "Omar", "Mine, too").await;
    ana.see("Next Chat").await;
    takes_next(&ana).await;
    ana.click("Forward").await;
    let tile = format!("#forward-dialog label:has([value='agent:{cys}'])");
    ana.see_css(&format!("{tile}.is-off input:disabled")).await;
    ana.click_css("#forward-dialog label:has([value=tomorrow])")
        .await;
    ana.click_css(&tile).await;
    confirms(&ana).await;
    ana.see_css("#later-chats #l-2").await;
    for agent in [&ana, &bo, &cy] {
        agent.console_errors().await;
    }
    drop((ana, bo, cy));
    house.close().await;
}

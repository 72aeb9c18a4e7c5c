//! Chats held out to one agent after the other (BEHAVIOUR 9).

use shopbell::desk::queue::policy::{Choice, Mode};

use super::*;
use crate::widget::counter::staff;

fn offering() -> Policy {
    Policy {
        mode: Mode::Offer,
        choice: Choice::InTurn,
        ..Policy::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_goes_round_all_three_and_never_in_a_circle() {
    let (house, _) = house(offering()).await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let bo = at_counter(&house, &stage, "Bo").await;
    let cy = at_counter(&house, &stage, "Cy").await;
    customer(&house, "Hannah", "Is the blue one in stock?").await;
    ana.see("New chat for you").await;
    cy.see("being offered to Ana").await;
    // One offer at a time: the next customer is Bo's to be asked for.
    customer(&house, "Omar", "Do you ship to Oslo?").await;
    bo.see("Do you ship to Oslo?").await;
    bo.see("New chat for you").await;
    presses(&bo, 'a').await;
    bo.see_css("[data-stance=mine] #write").await;

    // Missed by a second: it goes on to the next who was not asked, over a restart in the middle.
    house.pass(seconds(60));
    let house = restarts(house, &[&ana, &bo, &cy]).await;
    house.pass(seconds(59));
    cy.gone_css(POP_UP).await;
    ana.see_css(POP_UP).await;
    house.pass(seconds(1));
    ana.gone_css(POP_UP).await;
    cy.see_css(POP_UP).await;
    presses(&cy, 'd').await;
    cy.gone_css(POP_UP).await;
    // On the Chats page one is asked as well, and stays there after a no.
    let house = restarts(house, &[&ana, &bo, &cy]).await;
    bo.see_css(POP_UP).await;
    bo.goto(&house.url("/chats")).await;
    bo.see("Is the blue one in stock?").await;
    bo.see_css(POP_UP).await;
    bo.screenshot("offer-on-chats").await;
    bo.narrow().await;
    bo.screenshot("offer-on-chats-narrow").await;
    assert_eq!(bo.axe().await, Vec::<String>::new());
    bo.wide().await;
    bo.click("Decline").await;
    bo.gone_css(POP_UP).await;
    assert_eq!(
        bo.run("return location.pathname").await,
        json!("/chats"),
        "nobody is led away by a no"
    );
    // All three were asked: the list is open to everybody, and rings for them.
    for agent in [&ana, &cy] {
        counts(agent, 1).await;
    }
    let house = restarts(house, &[&ana, &bo, &cy]).await;
    later(&house, HOUR).await;
    ana.gone_css(POP_UP).await;
    let asked: i64 = value(
        &house,
        "select count(*) from offer where conversation_id = 1",
    )
    .await;
    assert_eq!(asked, 3, "never a second round");
    takes_next(&ana).await;

    // The next is accepted from the Chats page, by the keyboard.
    customer(&house, "Pia", "Is it dishwasher-safe?").await;
    cy.see("New chat for you").await;
    presses(&cy, 'd').await;
    ana.see("New chat for you").await;
    presses(&ana, 'd').await;
    bo.see_css(POP_UP).await;
    presses(&bo, 'a').await;
    bo.see_css("[data-stance=mine] #write").await;
    bo.see("Is it dishwasher-safe?").await;
    for agent in [&ana, &bo, &cy] {
        agent.console_errors().await;
    }
    drop((ana, bo, cy));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn accepted_at_the_last_moment_or_missed_and_not_both() {
    let (house, _) = house(offering()).await;
    let ana = house.agent("Ana").await;
    let bo = house.agent("Bo").await;
    let _lines = [
        house.listen(&ana, "", &[]).await.begun().await,
        house.listen(&bo, "", &[]).await.begun().await,
    ];
    for round in 0..12 {
        house
            .act(|tx| {
                tx.execute(
                    "update agent set missed = 0, availability = 'available', chat_limit = 99",
                    [],
                )
            })
            .await;
        later(&house, seconds(1)).await;
        let visitor = house.visitor("Hannah").await;
        let chat = chat_of(&house, &visitor, "Hello").await;
        house
            .until("it is held out", async || {
                value::<i64>(&house, "select count(*) from offer where ended_at is null").await == 1
            })
            .await;
        let to: i64 = value(&house, "select agent_id from offer where ended_at is null").await;
        let name: String = house
            .act(move |tx| {
                tx.get("select name from agent where id = ?1", [to], |row| {
                    row.get(0)
                })
            })
            .await;
        let (asked, other) = if name == "Ana" {
            (&ana, &bo)
        } else {
            (&bo, &ana)
        };
        // Both stay at their consoles, however the clock leaps.
        house.pass(MINUTE);
        staff(&house).await;
        house.pass(MINUTE - Duration::from_millis(1));
        // The very instant, and the click.
        house.pass(Duration::from_millis(1));
        let path = format!("conversations/{chat}/claim");
        let (click, theirs) = tokio::join!(
            house.tell(asked, &path, json!({})),
            house.tell(other, &path, json!({}))
        );
        let outcome: String = house
            .act(move |tx| {
                tx.get(
                    "select coalesce(outcome, 'open') from offer where conversation_id = ?1 and agent_id = ?2",
                    (chat, to),
                    |row| row.get(0),
                )
            })
            .await;
        let owner: i64 = house
            .act(move |tx| {
                tx.get(
                    "select coalesce(agent_id, 0) from conversation where id = ?1",
                    [chat],
                    |row| row.get(0),
                )
            })
            .await;
        let told = (round, click.status, theirs.status, outcome.as_str());
        match (click.status, theirs.status) {
            // Missed at that instant, and free for a moment: then it was taken like any other.
            (200, 409) => assert!(owner == to && outcome != "open", "{told:?}"),
            (409, 200) => assert!(owner != to && outcome == "missed", "{told:?}"),
            (409, 409) => assert_eq!(outcome, "missed", "{told:?}"),
            _ => panic!("{told:?}"),
        }
        let by_owner = if owner == to { asked } else { other };
        if owner == 0 {
            does(&house, other, &path, json!({})).await;
        }
        does(
            &house,
            by_owner,
            &format!("conversations/{chat}/close"),
            json!({}),
        )
        .await;
    }
    house.close().await;
}

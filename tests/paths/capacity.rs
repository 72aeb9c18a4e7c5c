//! How many chats one may have, and the time after each (BEHAVIOUR 10).

use shopbell::desk::{
    audit::Origin,
    conversation::Priority,
    queue::policy::{Mode, WrapUp},
    rule::{self, Occasion},
};

use super::*;

fn wrapping() -> Policy {
    Policy {
        wrap_up: WrapUp::Timed,
        ..Policy::default()
    }
}

async fn closes(agent: &Browser<'_>) {
    agent.click("Close").await;
    agent.see_css("#close-dialog[open]").await;
    agent.click_css("#close-dialog button.btn--primary").await;
    agent.gone_css("#close-dialog[open]").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn as_many_chats_as_one_may_have_and_the_time_after_each() {
    let (house, clock) = house(wrapping()).await;
    let stage = Stage::enter().await;
    let [ana, bo, cy] = three(&house, &stage).await;
    house
        .act(|tx| tx.execute("update agent set chat_limit = 3", []))
        .await;
    let mut people = Vec::new();
    for number in 1..=10 {
        people.push(customer(&house, &format!("Customer {number}"), "Hello there").await);
    }
    // Ten claims at once, by hand and in one's own name: three.
    let (_, by_ana) = program(&house, "Ana").await;
    let claims = (1..=10).map(|chat| {
        let path = format!("conversations/{chat}/claim");
        let (house, by_ana) = (&house, &by_ana);
        async move { house.tell(by_ana, &path, json!({})).await }
    });
    let answers = futures_util::future::join_all(claims).await;
    let granted = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!(granted, 3);
    let refused = answers.iter().find(|answer| answer.status == 409).unwrap();
    assert_eq!(
        refused.json()["error"]["code"],
        "at-limit",
        "{}",
        refused.text()
    );
    ana.see("3 / 3").await;
    ana.click("Next Chat").await;
    ana.see("which is your limit").await;
    ana.complains(&["status of 409"]).await;

    // Less is allowed from now on: nobody loses a chat, and nothing new comes.
    house
        .act(|tx| tx.execute("update agent set chat_limit = 1 where name = 'Ana'", []))
        .await;
    let house = restarts(house, &[&ana, &bo, &cy]).await;
    ana.reload().await;
    ana.see("3 / 1").await;
    ana.see_css("#mine > li:nth-child(3)").await;
    let given: i64 = value(
        &house,
        "select count(*) from conversation where state = 'active'",
    )
    .await;
    assert_eq!(given, 3);

    // Bo ends a chat; half of his time is over when the house stops, for ten minutes.
    takes_next(&bo).await;
    let bos: i64 = value(
        &house,
        "select conversation.id from conversation join agent on agent.id = agent_id where agent.name = 'Bo'",
    )
    .await;
    closes(&bo).await;
    bo.see("Wrapping up.").await;
    let begun = clock.now();
    house.pass(seconds(30));
    let by_hand = clock.clone();
    let house = restarts_after(house, &[&ana, &bo, &cy], move || {
        by_hand.advance(10 * MINUTE)
    })
    .await;
    bo.gone("Wrapping up.").await;
    let handled: i64 = house
        .act(move |tx| {
            tx.get(
                "select coalesce(handled_at, 0) from conversation where id = ?1",
                [bos],
                |row| row.get(0),
            )
        })
        .await;
    assert_eq!(handled, begun.plus(MINUTE).0, "handled at its deadline");

    // Cy does the paperwork of two chats, each with its own end. Nothing is given to him meanwhile.
    later(&house, seconds(1)).await;
    takes_next(&cy).await;
    closes(&cy).await;
    house.pass(seconds(20));
    takes_next(&cy).await;
    closes(&cy).await;
    cy.see_css("#wrapping > li:nth-child(2)").await;
    serves(
        &house,
        COUNTER,
        Policy {
            mode: Mode::Assign,
            ..wrapping()
        },
    )
    .await;
    let writer = customer(&house, "Vera", "Who takes me?").await;
    let bo_has = "select count(*) from conversation join agent on agent.id = agent_id
       where agent.name = 'Bo' and state = 'active'";
    house
        .until("Bo is given three, and nobody else anything", async || {
            value::<i64>(&house, bo_has).await == 3
        })
        .await;
    let cys: i64 = value(
        &house,
        "select count(*) from conversation join agent on agent.id = agent_id where agent.name = 'Cy' and state = 'active'",
    )
    .await;
    assert_eq!(cys, 0, "none in wrap-up");
    house.pass(seconds(41));
    cy.gone_css("#wrapping > li:nth-child(2)").await;
    cy.see_css("#wrapping > li").await;
    let _ = writer;

    // A rule hears also the word with which a customer goes on in the paperwork; the chat is above the limit then.
    let rule = house
        .act(|tx| {
            let wrapping: i64 = tx.get(
                "select id from conversation where wrapping_up = 1",
                [],
                |row| row.get(0),
            )?;
            Ok(wrapping)
        })
        .await;
    add_rule(&house).await;
    let place = usize::try_from(rule - 1).unwrap();
    writes(&house, &people[place], "My kettle is on fire, and the lid?").await;
    cy.see("The customer wrote again, so the chat goes on")
        .await;
    cy.gone_css("#wrapping > li").await;
    cy.see_css(&format!("#c-{rule}[data-priority=urgent]"))
        .await;

    // Signed out in the middle of paperwork: handled at that moment.
    serves(
        &house,
        COUNTER,
        Policy {
            wrap_up: WrapUp::Manual,
            ..Policy::default()
        },
    )
    .await;
    closes(&cy).await;
    cy.see("then press Done").await;
    house.pass(seconds(7));
    let house = restarts(house, &[&ana, &bo, &cy]).await;
    let moment = clock.now();
    let sue = house.supervisor("Sue").await;
    for one in lines_of_cy(&house).await {
        let (_, by_bo) = program(&house, "Bo").await;
        let bo_id: i64 = value(&house, "select id from agent where name = 'Bo'").await;
        does(
            &house,
            &sue,
            &format!("conversations/{one}/assign"),
            json!({ "agent_id": bo_id }),
        )
        .await;
        does(&house, &by_bo, "logout", json!({})).await;
    }
    cy.goto(&house.url("/account")).await;
    cy.click_css("form[action='/sign-out'] button").await;
    cy.see_css("input[type=password]").await;
    house
        .until("it is handled", async || {
            let left: i64 = value(
                &house,
                "select count(*) from conversation where wrapping_up = 1",
            )
            .await;
            left == 0
        })
        .await;
    let handled: i64 = house
        .act(move |tx| {
            tx.get(
                "select coalesce(handled_at, 0) from conversation where id = ?1",
                [rule],
                |row| row.get(0),
            )
        })
        .await;
    assert_eq!(handled, moment.0);
    let complaints = cy.console_errors().await;
    assert!(
        complaints.iter().all(|one| one.contains("status of 401")),
        "{complaints:?}"
    );
    drop((ana, bo, cy));
    house.close().await;
}

/// What smells of fire comes first, also in a chat that goes on.
async fn add_rule(house: &House) {
    house
        .act(|tx| {
            let change = rule::edit::Change {
                name: "Fire first".to_owned(),
                occasion: Occasion::Message,
                conditions: rule::Conditions {
                    words: vec!["on fire".to_owned()],
                    ..Default::default()
                },
                deeds: rule::Deeds {
                    priority: Some(Priority::Urgent),
                    ..Default::default()
                },
            };
            Ok(rule::edit::add(tx, &Origin::default(), &change).unwrap())
        })
        .await;
}

/// The chats Cy has open.
async fn lines_of_cy(house: &House) -> Vec<i64> {
    house
        .act(|tx| {
            tx.list(
                "select conversation.id from conversation join agent on agent.id = agent_id
                 where agent.name = 'Cy' and state = 'active'",
                [],
                |row| row.get(0),
            )
        })
        .await
}

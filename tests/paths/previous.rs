//! Whoever comes back meets the agent they had (BEHAVIOUR 7).

use super::*;

fn policy() -> Policy {
    Policy {
        previous_s: 120,
        ..Policy::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_back_meets_their_last_agent_first_and_then_everybody() {
    let (house, clock) = house(policy()).await;
    let stage = Stage::enter().await;
    let [ana, bo, cy] = three(&house, &stage).await;
    let mut people = Vec::new();
    for name in ["Hannah", "Omar", "Pia", "Quin", "Rosa"] {
        people.push(house.visitor(name).await);
    }
    let [hannah, omar, pia, quin, rosa] = &people[..] else {
        unreachable!()
    };
    // Bo had Hannah, and after him Ana; Bo the others, but for Rosa.
    had(&house, "Bo", hannah).await;
    later(&house, MINUTE).await;
    for (name, visitor) in [
        ("Ana", hannah),
        ("Bo", omar),
        ("Bo", pia),
        ("Bo", quin),
        ("Cy", rosa),
    ] {
        had(&house, name, visitor).await;
    }
    later(&house, HOUR).await;

    // Of two it is the last. Only she is called; the others see whose it is and how much longer.
    let chat = chat_of(&house, hannah, "It is me again").await;
    ana.see("Comes back to you").await;
    ana.see("asked for you").await;
    counts(&ana, 1).await;
    for other in [&bo, &cy] {
        other.see("held for Ana").await;
        other
            .until(
                "see it counted down",
                "return /^[12]:[0-9]{2}$/.test(document.querySelector('.wrow__held time').textContent)",
            )
            .await;
        other.gone_css(POP_UP).await;
        counts(other, 0).await;
    }
    let (_, by_cy) = program(&house, "Cy").await;
    let next = does(&house, &by_cy, "next", json!({})).await;
    assert!(
        next["conversation"].is_null(),
        "Next passes it over: {next}"
    );
    let since: i64 = value(
        &house,
        "select waiting_since from conversation where state = 'waiting'",
    )
    .await;

    // Silent. A restart in the middle begins nothing anew, nor do more words.
    house.pass(MINUTE);
    let house = restarts(house, &[&ana, &bo, &cy]).await;
    ana.see_css(POP_UP).await;
    writes(&house, hannah, "Anybody?").await;
    house.pass(seconds(59));
    cy.see("Anybody?").await;
    cy.see("held for Ana").await;
    house.pass(seconds(1));
    for other in [&bo, &cy] {
        other.gone("held for Ana").await;
        counts(other, 1).await;
    }
    ana.gone_css(POP_UP).await;
    let now: i64 = value(
        &house,
        "select waiting_since from conversation where state = 'waiting'",
    )
    .await;
    assert_eq!(now, since, "the place in line is that of the first word");
    does(
        &house,
        &by_cy,
        &format!("conversations/{chat}/claim"),
        json!({}),
    )
    .await;
    does(
        &house,
        &by_cy,
        &format!("conversations/{chat}/close"),
        json!({}),
    )
    .await;
    counts(&bo, 0).await;

    // A restart that lasts over the deadline: for everybody at the start.
    chat_of(&house, omar, "Good morning").await;
    bo.see("Comes back to you").await;
    house.pass(MINUTE);
    let by_hand = clock.clone();
    let house = restarts_after(house, &[&ana, &bo, &cy], move || {
        by_hand.advance(seconds(90));
    })
    .await;
    counts(&ana, 1).await;
    ana.gone("held for Bo").await;
    bo.gone_css(POP_UP).await;

    // Bo is full: nobody waits for him.
    takes_next(&bo).await;
    house
        .act(|tx| tx.execute("update agent set chat_limit = 1 where name = 'Bo'", []))
        .await;
    chat_of(&house, pia, "Me, too").await;
    counts(&ana, 1).await;
    ana.gone("held for Bo").await;
    bo.gone_css(POP_UP).await;
    takes_next(&ana).await;
    // There again, and full a moment later: it ends at once.
    house
        .act(|tx| tx.execute("update agent set chat_limit = 2 where name = 'Bo'", []))
        .await;
    chat_of(&house, quin, "And me").await;
    bo.see("Comes back to you").await;
    counts(&cy, 0).await;
    let other = house.visitor("Sven").await;
    let filler = chat_of(&house, &other, "Hello").await;
    let bos: i64 = value(&house, "select id from agent where name = 'Bo'").await;
    does(
        &house,
        &by_cy,
        &format!("conversations/{filler}/assign"),
        json!({ "agent_id": bos }),
    )
    .await;
    counts(&cy, 1).await;
    bo.gone_css(POP_UP).await;
    takes_next(&cy).await;

    // Cy signs out after half a minute: then, and not at the deadline.
    chat_of(&house, rosa, "I forgot something").await;
    cy.see("Comes back to you").await;
    house.pass(seconds(30));
    counts(&ana, 0).await;
    // The program's token goes first: as long as it is there, no sheet is asked for.
    does(&house, &by_cy, "logout", json!({})).await;
    cy.goto(&house.url("/account")).await;
    cy.click_css("form[action='/sign-out'] button").await;
    cy.see("Before you sign out").await;
    cy.click("Hand over and sign out").await;
    cy.see_css("input[type=password]").await;
    // Cy's own chat is back as well.
    counts(&ana, 2).await;
    ana.gone("held for Cy").await;
    let complaints = cy.console_errors().await;
    assert!(
        complaints.iter().all(|one| one.contains("status of 401")),
        "{complaints:?}"
    );

    // Away: nobody waits for her at all.
    takes_next(&ana).await;
    takes_next(&ana).await;
    house
        .act(|tx| tx.execute("update agent set chat_limit = 9", []))
        .await;
    let tom = house.visitor("Tom").await;
    had(&house, "Ana", &tom).await;
    later(&house, HOUR).await;
    is_away(&ana).await;
    chat_of(&house, &tom, "Are you there?").await;
    counts(&bo, 1).await;
    bo.gone("held for Ana").await;
    ana.gone_css(POP_UP).await;
    drop((ana, bo, cy));
    house.close().await;
}

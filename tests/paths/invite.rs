//! A colleague is asked into a chat, and how several are in it together (BEHAVIOUR 11).

use super::*;

/// Asks a colleague in from the list of the team.
async fn asks(agent: &Browser<'_>, name: &str, note: &str) {
    let row = format!("#team li[data-name={name}]");
    agent.point_at(&row).await;
    agent.click_css(&format!("{row} summary")).await;
    agent.type_into("What for, if you like", note).await;
    agent.click(&format!("Ask {name} in")).await;
    agent.see("Asking…").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn three_are_in_one_chat_over_restarts_and_somebody_always_has_it() {
    let (house, _) = house(Policy::default()).await;
    let stage = Stage::enter().await;
    let [ana, bo, cy] = three(&house, &stage).await;
    customer(&house, "Omar", "Where is my parcel?").await;
    bo.see("Next Chat").await;
    takes_next(&bo).await;
    house
        .act(|tx| tx.execute("update agent set chat_limit = 1 where name = 'Bo'", []))
        .await;
    customer(&house, "Hannah", "Twelve kettles, engraved?").await;
    ana.see("Next Chat").await;
    takes_next(&ana).await;
    // Alone in it one cannot leave.
    ana.gone_css("[data-open-leave]").await;
    let (_, by_ana) = program(&house, "Ana").await;
    let refused = house
        .tell(&by_ana, "conversations/2/leave", json!({}))
        .await;
    assert_eq!(refused.status, 409, "{}", refused.text());

    // Who is full may still help; that shows.
    ana.see_css("#team li[data-name=Bo]").await;
    ana.until(
        "see that Bo is full",
        "return document.querySelector('#team li[data-name=Bo] .trow__load')?.textContent === '1 / 1'",
    )
    .await;
    asks(&ana, "Bo", "You did the last engraving").await;
    bo.see("Ana asks you into a chat").await;
    // The spinner and the pop-up outlive a restart, and one colleague is asked once.
    let house = restarts(house, &[&ana, &bo, &cy]).await;
    ana.see("Asking…").await;
    bo.see("You did the last engraving").await;
    bo.see("Twelve kettles, engraved?").await;
    let bos: i64 = value(&house, "select id from agent where name = 'Bo'").await;
    does(
        &house,
        &by_ana,
        "conversations/2/invite",
        json!({ "agent_id": bos }),
    )
    .await;
    let asked: i64 = value(&house, "select count(*) from invite").await;
    assert_eq!(asked, 1);
    presses(&bo, 'a').await;
    bo.see("Ana and you are in this chat.").await;
    ana.see_css("#team li[data-name=Bo] .trow__res.ok").await;
    asks(&bo, "Cy", "").await;
    cy.see("Bo asks you into a chat").await;
    // From the Chats page, too.
    cy.goto(&house.url("/chats")).await;
    cy.see("Bo asks you into a chat").await;
    cy.click("Accept").await;
    cy.see_css("[data-stance=mine] #write").await;
    cy.see("Ana, Bo and you are in this chat.").await;

    let house = restarts(house, &[&ana, &bo, &cy]).await;
    for agent in [&ana, &bo, &cy] {
        agent.see_css("#company").await;
    }
    // Each sees who writes, and nobody answers past a colleague.
    cy.type_into("Write a reply to Hannah", "Twelve").await;
    ana.see("Cy is typing").await;
    bo.see("Cy is typing").await;
    let (_, by_bo) = program(&house, "Bo").await;
    let seen: i64 = value(
        &house,
        "select last_message_id from conversation where id = 2",
    )
    .await;
    cy.type_into("Write a reply to Hannah", " is fine\n").await;
    bo.see("Twelve is fine").await;
    let past = json!({ "text": "Ten is fine", "seen": seen });
    let refused = house.tell(&by_bo, "conversations/2/messages", past).await;
    assert_eq!(
        refused.json()["error"]["code"],
        "changed-meanwhile",
        "{}",
        refused.text()
    );
    ana.gone("Ten is fine").await;

    // Her cable is pulled: whoever came first has it from then on, over a restart in between.
    later(&house, seconds(91)).await;
    ana.goto("about:blank").await;
    house
        .until("her line is gone", async || {
            house.inside().hub.present().len() == 2
        })
        .await;
    house.pass(3 * MINUTE);
    let house = restarts(house, &[&bo, &cy]).await;
    house.pass(3 * MINUTE + seconds(31));
    bo.see_css("[data-open-close]").await;
    cy.see("Bo and you are in this chat.").await;
    assert_eq!(lines(&house, 2).await.last().unwrap(), "team:took-over");
    bo.click("Leave").await;
    bo.see_css("#leave-dialog[open]").await;
    bo.click_css("#leave-dialog .btn--primary").await;
    cy.see_css("[data-open-close]").await;
    cy.gone_css("#company").await;
    let mine = house
        .get(&program(&house, "Cy").await.1, "conversations/2", &[])
        .await
        .json();
    assert_eq!(mine["assignee"]["name"], "Cy", "{mine}");
    drop((ana, bo, cy));
    house.close().await;
}

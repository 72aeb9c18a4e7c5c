//! Consoles that go away and come back, and what becomes of their chats (BEHAVIOUR 8).

use super::*;
use crate::{site::Site, widget::counter};

/// What the waiting list of a chat's queue has lost or got.
async fn waiting(house: &House) -> i64 {
    value(
        house,
        "select count(*) from conversation where state = 'waiting'",
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pulled_cable_gives_back_who_waits_and_a_reload_gives_back_nobody() {
    let (house, _) = house(Policy::default()).await;
    let stage = Stage::enter().await;
    let [ana, bo, cy] = three(&house, &stage).await;
    let hannah = customer(&house, "Hannah", "Is it in stock?").await;
    takes_next(&ana).await;
    for name in ["Omar", "Pia"] {
        customer(&house, name, "Where is my parcel?").await;
        ana.see("Next Chat").await;
        takes_next(&ana).await;
    }
    // Hannah has her answer; the two others wait for Ana.
    let (_, by_ana) = program(&house, "Ana").await;
    does(
        &house,
        &by_ana,
        "conversations/1/messages",
        json!({ "text": "It is" }),
    )
    .await;
    let since: i64 = value(
        &house,
        "select waiting_since from conversation where id = 2",
    )
    .await;

    // Twenty times in a minute a line breaks and comes back; one of them is a whole page.
    for _ in 0..19 {
        drop(house.listen(&by_ana, "", &[]).await.begun().await);
        house.pass(seconds(3));
    }
    ana.reload().await;
    house.pass(seconds(3));
    ana.see_css("#mine > li:nth-child(3)").await;
    assert_eq!(waiting(&house).await, 0);

    // Cy has a chat, too, and says that his wait for him.
    cy.goto(&house.url("/account")).await;
    cy.click("Hold my chats while I am gone").await;
    cy.click_css("form[action='/account/preferences'] .btn--primary")
        .await;
    cy.see("Saved").await;
    cy.goto(&house.url("/console")).await;
    customer(&house, "Quin", "Do you repair lids?").await;
    cy.see("Next Chat").await;
    takes_next(&cy).await;

    // Both cables are pulled; three minutes later the house itself starts anew.
    later(&house, seconds(91)).await;
    let gone = async |left: usize| {
        house
            .until("their lines are gone", async || {
                house.inside().hub.present().len() == left
            })
            .await;
    };
    ana.goto("about:blank").await;
    cy.goto("about:blank").await;
    gone(1).await;
    house.pass(seconds(180));
    let house = restarts(house, &[&bo]).await;
    assert_eq!(waiting(&house).await, 0, "not yet");
    house.pass(seconds(209));
    bo.see_css("#team").await;
    assert_eq!(
        waiting(&house).await,
        0,
        "90 seconds and five minutes are not over"
    );
    house.pass(seconds(3));
    bo.see_css("#w-2").await;
    bo.see_css("#w-3").await;
    counts(&bo, 2).await;
    let now: i64 = value(
        &house,
        "select waiting_since from conversation where id = 2",
    )
    .await;
    assert_eq!(now, since, "their waiting time goes on");
    assert_eq!(lines(&house, 2).await, ["claimed", "passed-on"]);
    // Whoever waits for nothing stays Ana's, until their next word, which is everybody's.
    bo.gone_css("#w-1").await;
    writes(&house, &hannah, "One more thing").await;
    bo.see_css("#w-1").await;
    counts(&bo, 3).await;
    bo.gone_css("#w-4").await;
    takes_next(&bo).await;
    bo.see("The agent’s console has been gone for a while")
        .await;
    // She comes back to what is left: nothing is taken from Bo.
    ana.goto(&house.url("/console")).await;
    ana.see_css("#w-3").await;
    ana.gone_css("#mine > li").await;
    cy.goto(&house.url("/console")).await;
    cy.see_css("#mine > li").await;
    drop((ana, bo, cy));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn when_the_last_one_goes_an_open_page_of_the_shop_knows_it_and_their_chats_have_a_place() {
    let (house, _) = house(Policy::default()).await;
    counter::set_up(&house, counter::unasking()).await;
    let stage = Stage::enter().await;
    let [ana, bo] = {
        let (ana, bo) = tokio::join!(
            at_counter(&house, &stage, "Ana"),
            at_counter(&house, &stage, "Bo")
        );
        [ana, bo]
    };
    let shop = Site::open(&house).await;
    let vera = stage.browser("Vera").open().await;
    shop.ask(&vera).await;
    vera.see("We’re here").await;
    customer(&house, "Hannah", "Is it in stock?").await;
    takes_next(&ana).await;

    // Bo goes; Ana wants to, but somebody is with her. The sheet outlives a restart.
    bo.click_css("#availability summary").await;
    bo.click_css("#availability [value=offline]").await;
    bo.see_css("#availability > summary .dot--off").await;
    ana.goto(&house.url("/account")).await;
    ana.click_css("form[action='/sign-out'] button").await;
    ana.see("Before you sign out").await;
    let house = restarts(house, &[&bo]).await;
    vera.see("We’re here").await;
    ana.click("Hand over and sign out").await;
    ana.see_css("input[type=password]").await;
    bo.see_css("#w-1").await;
    vera.see_within(seconds(30), ".night").await;
    assert_eq!(lines(&house, 1).await, ["claimed", "released"]);

    // What somebody says of themselves is not changed by their coming back.
    let complaints = ana.console_errors().await;
    assert!(
        complaints.iter().all(|one| one.contains("status of 401")),
        "{complaints:?}"
    );
    bo.reload().await;
    bo.see_css("#availability > summary .dot--off").await;
    drop((ana, bo, vera));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_signs_out_only_when_every_chat_has_a_place() {
    let (house, _) = house(Policy::default()).await;
    let ana = house.agent("Ana").await;
    let bo = house.agent("Bo").await;
    for name in ["Hannah", "Omar", "Pia"] {
        let visitor = house.visitor(name).await;
        let chat = chat_of(&house, &visitor, "Hello").await;
        does(
            &house,
            &ana,
            &format!("conversations/{chat}/claim"),
            json!({}),
        )
        .await;
    }
    let types = house.get(&ana, "forward-types", &[]).await.json();
    assert_eq!(types["forward_types"][1]["icon"], "phone", "{types}");
    let refused = house.tell(&ana, "logout", json!({})).await;
    assert_eq!(refused.json()["error"]["code"], "hand-over-missing");
    let two =
        json!({ "hand_over": [{ "conversation_id": 1, "back": true }, { "conversation_id": 2 }] });
    let refused = house.tell(&ana, "logout", two).await;
    assert_eq!(
        (refused.status, waiting(&house).await),
        (409, 0),
        "all or none"
    );
    let refused = house.tell(&ana, "logout", json!({ "keep": true })).await;
    assert_eq!(refused.status, 409, "not to be skipped here");
    let house = house.reopen().await;
    let all = json!({ "hand_over": [
        { "conversation_id": 1, "back": true },
        { "conversation_id": 2, "queue_id": 1, "type_id": types["forward_types"][1]["id"], "note": "Call her" },
        { "conversation_id": 3, "due_local": "2027-01-04T09:00", "due_zone": "UTC" },
    ] });
    let gone = house.tell(&ana, "logout", all).await;
    assert_eq!(gone.status, 204, "{}", gone.text());
    assert_eq!(waiting(&house).await, 2);
    assert_eq!(house.get(&ana, "conversations/1", &[]).await.status, 401);
    let third = house.get(&bo, "conversations/3", &[]).await.json();
    assert_eq!(third["status"], "transferred");
    house.close().await;
}

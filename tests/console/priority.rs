//! How urgent a chat is, and that every list knows it within one event.

use serde_json::json;
use shopbell::desk::team::Role;

use super::{at_counter, customer, sign_in, takes_next};
use crate::{browser::Stage, house::House};

#[tokio::test(flavor = "multi_thread")]
async fn an_urgent_chat_goes_to_the_top_of_every_list_at_once() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let bo = at_counter(&house, &stage, "Bo").await;
    customer(&house, "Hannah", "Is it in stock?").await;
    let omar = customer(&house, "Omar", "My kettle smokes!").await;
    ana.see_css("#w-2").await;

    // From the preview of a chat that waits, by keys alone.
    ana.goto(&house.url("/console/2")).await;
    ana.see_css("[data-stance=waiting]").await;
    ana.run("document.activeElement?.blur(); return null").await;
    ana.press('o').await;
    ana.see_css("#priority[open]").await;
    ana.screenshot("priority-menu").await;
    ana.click("Urgent").await;
    ana.gone_css("#priority[open]").await;
    for agent in [&ana, &bo] {
        agent
            .see_css("#waiting > li:first-child#w-2[data-priority=urgent]")
            .await;
    }
    ana.see("Ana set the priority to urgent").await;
    bo.screenshot("priority-list").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    // The customer is not told how the team sorts its work.
    let told = house.get(&omar, "messages", &[]).await.text();
    assert!(
        told.contains("My kettle smokes!") && !told.contains("priority"),
        "{told}"
    );

    // “Next” takes it, in the other order too.
    bo.click_css("#wait header button").await;
    bo.see_css("#waiting > li:first-child#w-2").await;
    takes_next(&bo).await;
    bo.see("My kettle smokes!").await;
    takes_next(&bo).await;
    bo.see("Is it in stock?").await;
    bo.see_css("#mine > li:first-child #c-2[data-priority=urgent]")
        .await;

    // Its colleague sees it and cannot change it; the Chats page has it above all.
    ana.goto(&house.url("/console/2")).await;
    ana.see_css("#head .prio--urgent").await;
    ana.gone_css("#priority").await;
    ana.goto(&house.url("/chats?sort=customer")).await;
    ana.see_css("tbody > tr:first-child#chat-2[data-priority=urgent]")
        .await;
    ana.screenshot("priority-chats").await;

    // A program says otherwise, and both see it.
    let sue = house.supervisor("Sue").await;
    let set = house
        .tell(
            &sue,
            "conversations/2/priority",
            json!({ "priority": "low" }),
        )
        .await;
    assert_eq!(set.status, 200, "{}", set.text());
    bo.see_css("#c-2[data-priority=low]").await;
    ana.see_css("#chat-2[data-priority=low]").await;
    drop((ana, bo));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_menu_is_at_hand_on_a_phone() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    house.member("Ana", Role::Agent).await;
    let ana = stage.browser("Ana").open().await;
    sign_in(&house.url(""), &ana, "Ana").await;
    customer(&house, "Hannah", "Is it in stock?").await;
    takes_next(&ana).await;
    ana.narrow().await;
    ana.click_css("#priority > summary").await;
    ana.see("Urgent").await;
    ana.screenshot("priority-narrow").await;
    ana.click("High").await;
    ana.see("Ana set the priority to high").await;
    drop(ana);
    house.close().await;
}

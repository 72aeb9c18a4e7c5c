//! Rules: made by an admin, tried, and at work when a customer writes.

use shopbell::desk::team::Role;

use super::{customer, sign_in, writes};
use crate::{browser::Stage, house::House};

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_makes_a_rule_tries_it_and_it_sorts_the_next_chat() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    house.member("Ana", Role::Admin).await;
    let ana = stage.browser("Ana").open().await;
    sign_in(&house.url(""), &ana, "Ana").await;
    ana.goto(&house.url("/admin/rules")).await;
    ana.see("There are no rules yet").await;
    ana.click("New rule").await;

    // What does nothing is refused, and nothing that was typed is lost.
    ana.type_into("Name", "Smoke first").await;
    ana.type_into("One of these words or phrases was written", "smoke\nsmokes")
        .await;
    ana.click("Save").await;
    ana.see("Choose at least one thing that the rule does.")
        .await;
    ana.complains(&["400 (Bad Request)"]).await;
    ana.choose("Priority", "Urgent").await;
    ana.type_into("Tell the customer", "Please unplug it. We are on our way.")
        .await;
    ana.screenshot("rule-form").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.click("Save").await;
    ana.see_css("#rule-1").await;

    ana.type_into("What a customer might write", "It smokes!")
        .await;
    ana.click("Try").await;
    ana.see("These rules would act, in this order:").await;
    ana.screenshot("rules").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.narrow().await;
    ana.screenshot("rules-narrow").await;
    ana.wide().await;
    ana.fill("What a customer might write", "It is smoked salmon")
        .await;
    ana.click("Try").await;
    ana.see("No rule would act.").await;

    ana.goto(&house.url("/console")).await;
    customer(&house, "Hannah", "Is it in stock?").await;
    let omar = customer(&house, "Omar", "My kettle smokes!").await;
    ana.see_css("#waiting > li:first-child#w-2[data-priority=urgent]")
        .await;
    ana.goto(&house.url("/console/2")).await;
    ana.see("Rule “Smoke first” acted").await;
    ana.see("Please unplug it.").await;
    // Once in a chat, and the customer is told the words and not the rule.
    writes(&house, &omar, "It still smokes").await;
    ana.see("It still smokes").await;
    let told = house.get(&omar, "messages", &[]).await.text();
    assert_eq!(told.matches("Please unplug it.").count(), 1, "{told}");
    assert!(!told.contains("Smoke first"), "{told}");

    // Switched off it does nothing; removed it is gone.
    ana.goto(&house.url("/admin/rules")).await;
    ana.click("Switch off Smoke first").await;
    ana.see("Switch on").await;
    customer(&house, "Ida", "Mine smokes, too").await;
    ana.click("Smoke first").await;
    ana.click("Remove rule").await;
    ana.see("Remove the rule Smoke first?").await;
    ana.click_css("dialog[open] button.btn--danger").await;
    ana.see("There are no rules yet").await;
    ana.goto(&house.url("/console")).await;
    ana.see_css("#w-3:not([data-priority])").await;
    drop(ana);
    house.close().await;
}

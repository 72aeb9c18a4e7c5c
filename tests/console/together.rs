//! Customers who ask about the same, taken at once and answered one by one.

use super::{at_counter, customer, heard_by};
use crate::{browser::Stage, house::House};

#[tokio::test(flavor = "multi_thread")]
async fn those_who_ask_about_the_same_are_taken_at_once_and_each_is_answered_by_hand() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = customer(
        &house,
        "Hannah",
        "Where is my order? It should have come yesterday",
    )
    .await;
    customer(&house, "Wim", "Do you ship to Norway?").await;
    let omar = customer(&house, "Omar", "Hi, my order has not arrived, where is it?").await;
    customer(&house, "Vera", "Where is my order 48213?").await;

    ana.see("3 ask about the same").await;
    ana.click_css(".alike > summary").await;
    ana.screenshot("alike").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.narrow().await;
    ana.dark().await;
    ana.screenshot("alike-narrow").await;
    ana.light().await;
    ana.wide().await;
    // One of them is left to others.
    ana.click_css(".alike label:has([value='4'])").await;
    ana.click("Take those ticked").await;
    ana.see("Taken together with Omar.").await;
    ana.see_css("#w-2").await;
    ana.see_css("#w-4").await;
    ana.gone_css(".alike").await;

    ana.type_into("Write a reply to Hannah", "It leaves today.\n")
        .await;
    ana.click("Next: Omar").await;
    ana.see("To Hannah you wrote:").await;
    ana.screenshot("together").await;
    ana.click("Put it in the box").await;
    ana.until(
        "have the answer as a draft",
        "return document.getElementById('text').value === 'It leaves today.'",
    )
    .await;
    assert_eq!(heard_by(&house, &omar).await, [""; 0], "nobody sent it");
    ana.type_into("Write a reply to Omar", " Sorry!\n").await;
    ana.gone_css("#together").await;
    assert_eq!(heard_by(&house, &omar).await, ["It leaves today. Sorry!"]);
    assert_eq!(heard_by(&house, &hannah).await, ["It leaves today."]);
    ana.console_errors().await;
    drop(ana);
    house.close().await;
}

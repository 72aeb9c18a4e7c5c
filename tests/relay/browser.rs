//! A customer at a shop whose house is dark.

use serde_json::json;

use super::{Relay, goes_through, is_kept, office};
use crate::{
    browser::Stage,
    site::{Page, Site, WIDGET},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_writes_to_a_dark_shop_is_told_so_and_goes_on_when_it_is_back() {
    let relay = Relay::open().await;
    let house = office(&relay.words()).await;
    goes_through(&relay).await;
    let (ana, boss) = (house.agent("Bo").await, house.supervisor("Ana").await);
    house
        .tell(&ana, "availability", json!({ "availability": "available" }))
        .await;
    let site = house.site_key().await;
    let shop = Site::with(&Page {
        from: relay.at,
        site: &site,
        attributes: "",
        script: "",
    })
    .await;
    // Nobody has looked at the site yet: the relay has, on its own.
    super::until("the relay knows what to show", async || {
        relay.app.pages() >= 18
    })
    .await;
    relay.wire.cut();
    is_kept(&relay).await;
    let stage = Stage::enter().await;
    let vera = stage.browser("Vera").open().await;
    shop.ask(&vera).await;
    vera.see("The shop is not connected right now").await;
    vera.see("away").await;
    vera.type_into("Email", "vera@example.com").await;
    vera.type_into("Your question", "Where is my parcel?").await;
    vera.click("Leave message").await;
    vera.see("Kept for the team").await;
    vera.type_into("Message", "It is a kettle").await;
    vera.click("Send").await;
    vera.see("It is a kettle").await;
    vera.gone("Waiting to send").await;
    assert_eq!(relay.app.waiting(), 3);
    // A picture does not wait in the browser either.
    let folder = tempfile::tempdir().unwrap();
    let photo = folder.path().join("lid.jpg");
    std::fs::write(&photo, include_bytes!("../../assets/demo/photo-lid.jpg")).unwrap();
    vera.choose_file(&photo).await;
    vera.see("lid.jpg").await;
    vera.type_into("Message", "And this is its lid").await;
    vera.click("Send").await;
    vera.see_css(".msg--out img[src^='blob:']").await;
    vera.gone("Waiting to send").await;
    super::until("picture and words are kept", async || {
        relay.app.waiting() == 5
    })
    .await;

    // Another page of the shop, still in the dark: what was said is still there.
    vera.leave_widget().await;
    vera.goto(&shop.url("/cups")).await;
    vera.enter_widget(WIDGET).await;
    vera.see("Where is my parcel?").await;
    vera.see("And this is its lid").await;
    vera.see("Kept for the team").await;
    assert_eq!(vera.axe().await, Vec::<String>::new());

    relay.wire.mend(relay.at);
    goes_through(&relay).await;
    vera.gone("The shop is not connected right now").await;
    vera.gone("Kept for the team").await;
    vera.see_css(".msg--out img").await;
    let taken = house.tell(&ana, "next", json!({})).await.json();
    let chat = taken["conversation"]["id"].as_i64().unwrap();
    let words = json!({ "text": "It leaves today." });
    house
        .tell(&ana, &format!("conversations/{chat}/messages"), words)
        .await;
    vera.see("It leaves today.").await;
    vera.type_into("Message", "Thank you").await;
    vera.click("Send").await;
    house
        .until("she goes on", async || {
            house.written(&boss).await
                == [
                    "Where is my parcel?",
                    "It is a kettle",
                    "And this is its lid",
                    "Thank you",
                ]
        })
        .await;
    assert_eq!(house.count("conversation").await, 1);
    assert_eq!(house.count("attachment where message_id > 0").await, 1);
    vera.complains(&["503"]).await;
    drop(vera);
    house.close().await;
    relay.app.stop().await;
}

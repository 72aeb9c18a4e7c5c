//! Templates on WhatsApp, once nothing else is delivered.

use std::time::Duration;

use http::StatusCode;
use serde_json::{Value, json};
use shopbell::{base::time::Clock, demo::platform::Mishap, desk::team::Role};

use super::{
    log_of, stands,
    whatsapp::{ANA, Shop},
};
use crate::{
    browser::{Key, Stage},
    console::{sign_in, takes_next},
};

const NONE: [&str; 0] = [];
const DAY: Duration = Duration::from_secs(25 * 3_600);

/// A template as the platform tells of it.
fn template(name: &str, language: &str, components: &Value) -> Value {
    json!({ "id": name, "name": name, "language": language, "status": "APPROVED", "category": "UTILITY",
        "components": components })
}

fn order() -> Value {
    json!([
        { "type": "HEADER", "format": "TEXT", "text": "Order {{1}}" },
        { "type": "BODY", "text": "Hello {{1}},\nyour {{2}} is ready. Shall we send it?" },
        { "type": "FOOTER", "text": "Kettle & Co" },
        { "type": "BUTTONS", "buttons": [
            { "type": "QUICK_REPLY", "text": "Yes, please" },
            { "type": "URL", "text": "Look at it", "url": "https://kettle.example/o/{{1}}" } ] },
    ])
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_who_wrote_long_ago_is_sent_a_template() {
    let shop = Shop::with_chat(Clock::by_hand(Clock::machine().now())).await;
    let (house, there) = (&shop.house, &shop.whatsapp.manners);
    let body = json!([{ "type": "BODY", "text": "Hello {{1}}, it is ready." }]);
    there.approve(template("order_ready", "en_US", &body));
    let long = "这是一条很长的模板，用来告诉客户他们的订单已经准备好了，可以随时来取。".repeat(4);
    let body = json!([{ "type": "BODY", "text": long }]);
    there.approve(template("notice", "zh_CN", &body));
    let picture =
        json!([{ "type": "HEADER", "format": "IMAGE" }, { "type": "BODY", "text": "Look" }]);
    there.approve(template("with_a_picture", "en_US", &picture));
    house.member("Eva", Role::Supervisor).await;
    let stage = Stage::enter().await;
    let eva = stage.browser("Eva").open().await;
    sign_in(&house.url(""), &eva, "Eva").await;
    let released = house.tell(&shop.agent, "conversations/1/release", json!({}));
    assert_eq!(released.await.status, 200);
    takes_next(&eva).await;
    house.pass(DAY);

    // The list cannot be fetched; then it can.
    let refused = Mishap::Refused(StatusCode::FORBIDDEN, "200 no right to it".to_owned());
    shop.whatsapp.spoil("message_templates", refused);
    eva.goto(&house.url("/console/1")).await;
    eva.see("Approved templates are still delivered.").await;
    eva.screenshot("template-offer").await;
    eva.tab_to("Send a template").await;
    eva.press(Key::Enter).await;
    eva.see("Send a template to Ana Líp").await;
    eva.see("The list could not be fetched just now.").await;
    eva.see("Ask your admin to look at the account.").await;
    eva.click("Fetch again").await;
    eva.see("order ready").await;
    eva.gone("with a picture").await;
    assert_eq!(there.asked(), 2, "both pages");

    // Meanwhile it is another one: the platform refuses what is sent, and the chat says so.
    eva.click("order ready").await;
    eva.fill("Blank “1”", "Ana").await;
    eva.see("Hello Ana, it is ready.").await;
    there.approve(template("order_ready", "en_US", &order()));
    eva.click("Send template").await;
    eva.see("The platform did not take this template.").await;
    eva.see("132000").await;
    assert_eq!(there.said.all().len(), 0);

    // Fetched anew, it is filled as it is now, and seen before it goes.
    eva.click("Send a template").await;
    eva.click("Fetch again").await;
    eva.gone("Hello {{1}}, it is ready.").await;
    eva.click("order ready").await;
    eva.see("Shall we send it?").await;
    eva.run(
        "document.querySelectorAll('.template[open] [data-fills]').forEach((field, at) => {
           field.value = ['1042', 'Ana', 'kettle', 'XY7'][at];
           field.dispatchEvent(new Event('input', { bubbles: true }));
         })",
    )
    .await;
    eva.see("your kettle is ready").await;
    for look in ["light", "dark"] {
        if look == "dark" {
            eva.narrow().await;
            eva.dark().await;
        }
        eva.screenshot(&format!("template-filled-{look}")).await;
        assert_eq!(eva.axe().await, NONE, "{look}");
    }
    eva.wide().await;
    eva.light().await;
    eva.click("Send template").await;
    eva.gone_css("#templates").await;
    let said = there.said.reaches(1).await;
    assert_eq!(said[0].body["type"], "template");
    assert_eq!(said[0].body["to"], ANA.number);
    assert_eq!(
        said[0].body["template"]["components"][2],
        json!({ "type": "button", "sub_type": "url", "index": "1",
            "parameters": [{ "type": "text", "text": "XY7" }] })
    );
    // The chat shows it as it was sent.
    eva.see("[Look at it] https://kettle.example/o/XY7").await;
    let agent = house.signed_in(&shop.bo).await;
    stands(house, &agent, 1, "sent").await;
    let log = log_of(house, &agent, 1).await;
    let text = log.last().unwrap()["text"].as_str().unwrap();
    let begins = "Order 1042\n\nHello Ana,\nyour kettle is ready.";
    assert!(text.starts_with(begins), "{text}");
    eva.screenshot("template-sent").await;

    // The window is open as soon as they answer, and nothing has to be approved.
    let now = house.inside().db.clock().now();
    let yes = json!({ "type": "text", "text": { "body": "Sí" } });
    shop.hears(&there.send_at(&ANA, &yes, now.0 / 1000)).await;
    eva.gone("Send a template").await;
    drop(eva);
    shop.house.close().await;
}

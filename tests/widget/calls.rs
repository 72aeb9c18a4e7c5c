//! What the shop's own pages can ask of the widget, and what it tells them.

use serde_json::json;
use shopbell::desk::channel::Settings;

use super::counter::{self, Chat};
use crate::{
    browser::{Key, Stage},
    site::{Page, Site, WIDGET},
};

/// Asks before the widget is there, and writes down what it tells.
const SCRIPT: &str = "
window.heard = [];
for (const name of ['ready', 'open', 'close', 'unread', 'message'])
  addEventListener(`shopbell:${name}`, (event) => heard.push([name, event.detail]));
window.Shopbell = window.Shopbell || [];
Shopbell.push(['on', 'open', () => heard.push(['called', 'open'])], ['set', { name: 'Vera' }]);
Shopbell.push((api) => heard.push(['function', typeof api.identify]));";

#[tokio::test(flavor = "multi_thread")]
async fn a_shop_leads_the_widget_by_its_calls() {
    let (house, ana) = counter::open().await;
    let site = house.site_key().await;
    let shop = Site::with(&Page {
        from: house.address(),
        site: &site,
        attributes: "data-hide data-position=left data-locale=ru",
        script: SCRIPT,
    })
    .await;
    let stage = Stage::enter().await;
    let vera = stage.browser("Vera").open().await;
    let has_heard = async |what: &str| {
        let script = format!("return heard.some(one => JSON.stringify(one).includes('{what}'))");
        vera.until(&format!("hear {what}"), &script).await;
    };
    vera.goto(&shop.url("/")).await;
    has_heard("\"ready\"").await;
    assert_eq!(
        vera.run("return heard[0]").await,
        json!(["function", "function"])
    );

    // Hidden until shown, on the left, in the language asked for.
    vera.see_part_in_shadow(WIDGET, ".bell", false).await;
    vera.run("Shopbell.show()").await;
    vera.see_part_in_shadow(WIDGET, ".left .bell[aria-label='Открыть чат']", true)
        .await;
    vera.run("Shopbell.hide()").await;
    vera.see_part_in_shadow(WIDGET, ".bell", false).await;
    vera.run("Shopbell.show(); Shopbell.locale('en')").await;
    vera.see_part_in_shadow(WIDGET, ".bell[aria-label='Open chat']", true)
        .await;

    vera.run("Shopbell.toggle()").await;
    has_heard("[\"open\"").await;
    has_heard("called").await;
    vera.enter_widget(WIDGET).await;
    vera.type_into("Message", "Is this oven-proof?").await;
    vera.press(Key::Enter).await;
    let chat = Chat::take(&house, &ana).await;
    assert_eq!(chat.record().await["customer"]["name"], "Vera");
    vera.see("Ana joined").await;
    vera.leave_widget().await;

    // A page that the shop's own script draws counts as one, too.
    let before = house.count("page_view").await;
    vera.run("Shopbell.track('/oven?token=secret', 'The oven')")
        .await;
    house
        .until("the page is known", async || {
            house.count("page_view").await == before + 1
        })
        .await;

    vera.run("Shopbell.close()").await;
    has_heard("[\"close\"").await;
    chat.say("Up to 250 degrees").await;
    has_heard("\"count\":1").await;
    has_heard("\"text\":\"Up to 250 degrees\"").await;
    vera.see_in_shadow(WIDGET, ".bell i", "1").await;

    // Signing out of the shop leaves nothing behind for the next person at this computer.
    vera.run("Shopbell.reset()").await;
    let kept = "return Object.entries(localStorage).filter(([name, value]) => name.startsWith('shopbell:'))";
    assert_eq!(vera.run(kept).await, json!([]));
    vera.run("Shopbell.open()").await;
    vera.enter_widget(WIDGET).await;
    vera.see("Hello! What can we do for you?").await;
    vera.gone("oven-proof").await;
    drop(vera);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_sites_of_one_house_stay_apart() {
    let (house, ana) = counter::open().await;
    let look = Settings {
        greeting: "Bread or buns?".to_owned(),
        colour: "#7a3b1d".to_owned(),
        ..counter::unasking()
    };
    let bakery = counter::connect(&house, "bakery.example", look).await;
    let kettles = Site::open(&house).await;
    let page = Page {
        from: house.address(),
        site: &bakery.site_key,
        attributes: "",
        script: "",
    };
    let bakery = Site::with(&page).await;
    let stage = Stage::enter().await;
    let vera = stage.browser("Vera").open().await;
    for (shop, greeting, name) in [
        (&kettles, "Hello! What can we do for you?", "kettle.example"),
        (&bakery, "Bread or buns?", "bakery.example"),
    ] {
        shop.ask(&vera).await;
        vera.see(greeting).await;
        vera.type_into("Message", name).await;
        vera.press(Key::Enter).await;
        let chat = Chat::take(&house, &ana).await;
        assert_eq!(chat.texts().await, [name]);
        assert_eq!(chat.record().await["channel"]["name"], name);
    }
    drop(vera);
    house.close().await;
}

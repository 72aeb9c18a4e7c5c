//! Pages that are followed only with consent, from the shop's cookie banner to the agent's screen.

use serde_json::json;
use shopbell::desk::{channel::Settings, team::Role};

use super::{at_counter, sign_in};
use crate::{
    browser::{Browser, Key, Stage},
    house::House,
    site::{Site, WIDGET},
    widget::{counter, wire::Wire},
};

/// What tells of pages, wherever it stands: paths, titles, marks.
const PAGES: &[&str] = &["teapots", "oven", "lamps", "utm_", "Kettle 08", "The oven"];

/// What of pages went over the wire.
fn told(wire: &Wire) -> Vec<String> {
    let tells = |asked: &String| PAGES.iter().any(|word| asked.contains(word));
    wire.asked().into_iter().filter(tells).collect()
}

const KEPT: &str = "return Object.keys(sessionStorage).some((name) => name.endsWith(':pages'))";

async fn writes(vera: &Browser<'_>, words: &str) {
    vera.enter_widget(WIDGET).await;
    vera.type_into("Message", words).await;
    vera.press(Key::Enter).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_pages_leaves_the_browser_before_a_yes_nor_after_a_no() {
    let house = House::open().await;
    let settings = Settings {
        pages_need_consent: true,
        ..counter::unasking()
    };
    counter::set_up(&house, settings).await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let wire = Wire::to(house.address()).await;
    let shop = Site::by_way_of(wire.address, &house).await;
    let vera = stage.browser("Vera").open().await;
    vera.goto(&shop.url("/teapots?utm_source=mail")).await;
    vera.see_part_in_shadow(WIDGET, ".bell", true).await;
    let track = "Shopbell.track('/oven?utm_campaign=spring', 'The oven')";
    vera.run(track).await;
    vera.click_in_shadow(WIDGET, ".bell").await;
    writes(&vera, "Hello?").await;
    ana.see("Hello?").await;
    ana.click("Next Chat").await;
    vera.see("Ana joined").await;
    ana.click("Pages").await;
    ana.see("Pages are not followed: there is no consent").await;
    ana.gone("directly").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    vera.leave_widget().await;
    vera.run(track).await;
    writes(&vera, "Are you there?").await;
    ana.see("Are you there?").await;
    let asked = wire.asked().concat();
    for call in ["visitor/sessions", "visitor/messages"] {
        assert!(asked.contains(call), "the premise: {call} in {asked}");
    }
    assert_eq!(told(&wire), Vec::<String>::new());
    vera.leave_widget().await;
    assert_eq!(vera.run(KEPT).await, false, "nor does the browser keep it");

    // She agrees: the page she is on appears at once, and the next one as she goes; not those before.
    vera.run("Shopbell.consent(true)").await;
    ana.see_css(".pv--now a[href*='/teapots?utm_source=mail']")
        .await;
    ana.gone("there is no consent").await;
    vera.run(track).await;
    ana.see("The oven").await;
    assert_eq!(house.count("page_view").await, 2);
    assert!(!told(&wire).is_empty(), "the premise of what is not told");

    // She takes it back: she is on no page any more, and what the browser kept is gone.
    assert_eq!(vera.run(KEPT).await, true, "the premise");
    vera.run("Shopbell.consent(false); Shopbell.track('/lamps', 'Lamps')")
        .await;
    assert_eq!(vera.run(KEPT).await, false);
    ana.see("Pages are not followed: there is no consent").await;
    ana.see("before, newest first").await;
    ana.gone_css(".pv--now").await;
    vera.goto(&shop.url("/lamps")).await;
    writes(&vera, "I am back").await;
    ana.see("I am back").await;
    let lamps = |asked: &String| asked.contains("lamps");
    assert!(
        !told(&wire).iter().any(lamps),
        "remembered at the next page"
    );
    assert_eq!(house.count("page_view").await, 2);

    // In the form of a queue, as a banner loaded before the widget has it.
    vera.leave_widget().await;
    vera.run("Shopbell.push(['consent', true])").await;
    ana.see_css(".pv--now a[href$='/lamps']").await;
    drop((ana, vera));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_turns_it_on_and_the_house_keeps_no_page_without_a_yes() {
    let house = House::open().await;
    house.member("Cleo", Role::Admin).await;
    let stage = Stage::enter().await;
    let cleo = stage.browser("Cleo").open().await;
    sign_in(&house.url(""), &cleo, "Cleo").await;
    let hannah = house.visitor("Hannah").await;
    let visits = async |page: serde_json::Value| {
        let answer = house.tell(&hannah, "pages", page).await;
        assert_eq!(answer.status, 204, "{}", answer.text());
        house.count("page_view").await
    };
    let at = |path: &str| format!("https://kettle.example{path}");
    assert_eq!(visits(json!({ "url": at("/a") })).await, 1, "as ever");
    let said_no = json!({ "url": at("/b"), "consent": false });
    assert_eq!(visits(said_no).await, 1, "a no counts everywhere");

    let room = house.url("/admin/channels/1");
    let turn = async |is_on: bool| {
        cleo.goto(&room).await;
        cleo.click("Pages are followed only with consent").await;
        cleo.click_css("#pages-consent ~ form button").await;
        cleo.see("Saved").await;
        let found = format!(
            "return document.querySelector('#pages-consent ~ form input').checked === {is_on}"
        );
        cleo.until("find it saved", &found).await;
        // The looks are saved elsewhere, and leave it as it is.
        cleo.goto(&format!("{room}/look")).await;
        cleo.click("Save").await;
        cleo.see("Saved").await;
        cleo.goto(&room).await;
        cleo.until("find it as it was", &found).await;
    };
    turn(true).await;
    cleo.see("Shopbell.push(['consent', true]);").await;
    assert_eq!(cleo.axe().await, Vec::<String>::new());
    assert_eq!(visits(json!({ "url": at("/c") })).await, 1);
    let said_yes = json!({ "url": at("/d"), "consent": true });
    assert_eq!(visits(said_yes).await, 2);
    turn(false).await;
    assert_eq!(visits(json!({ "url": at("/e") })).await, 3);
    cleo.goto(&house.url("/admin/log")).await;
    cleo.see("turned on that the web chat follows pages only with consent")
        .await;
    cleo.see("turned off that the web chat follows pages only with consent")
        .await;
    drop(cleo);
    house.close().await;
}

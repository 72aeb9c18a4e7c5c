//! One customer, several tabs.

use super::{
    counter::{self, Chat},
    wire::Wire,
};
use crate::{
    browser::{Key, Stage, Tab},
    site::{Site, WIDGET},
};

#[tokio::test(flavor = "multi_thread")]
async fn tabs_share_one_stream_what_was_sent_and_what_was_read() {
    let (house, ana) = counter::open().await;
    let wire = Wire::to(house.address()).await;
    let site = house.site_key().await;
    let shop = Site::by_way_of(wire.address, &house).await;
    let stage = Stage::enter().await;
    let vera = stage.browser("Vera").open().await;
    shop.ask(&vera).await;
    vera.type_into("Message", "From the first tab").await;
    vera.press(Key::Enter).await;
    let chat = Chat::take(&house, &ana).await;
    vera.see("Ana joined").await;
    let first = vera.tab().await;

    // The second has the history, and the first what is written in the second.
    let second = vera.new_tab(&shop.url("/cups")).await;
    vera.click_in_shadow(WIDGET, ".bell").await;
    vera.enter_widget(WIDGET).await;
    vera.see("From the first tab").await;
    vera.type_into("Message", "From the second tab").await;
    vera.press(Key::Enter).await;
    vera.see("From the second tab").await;
    vera.gone("Waiting to send").await;
    assert_eq!(chat.texts().await.len(), 2);
    vera.look_at(&first).await;
    vera.bring_to_front().await;
    vera.enter_widget(WIDGET).await;
    vera.see("From the second tab").await;
    house
        .until("there is one stream for all tabs", async || {
            wire.streams() == 1
        })
        .await;

    // Unread where the panel is closed, until it is read in the other tab.
    vera.leave_widget().await;
    vera.run("Shopbell.close()").await;
    vera.look_at(&second).await;
    vera.run("Shopbell.close()").await;
    chat.say("Are you still there?").await;
    vera.see_in_shadow(WIDGET, ".bell i", "1").await;
    vera.look_at(&first).await;
    vera.bring_to_front().await;
    vera.see_in_shadow(WIDGET, ".bell i", "1").await;
    vera.see_in_shadow(WIDGET, ".teaser", "Are you still there?")
        .await;
    vera.click_in_shadow(WIDGET, ".say").await;
    vera.enter_widget(WIDGET).await;
    vera.see("Are you still there?").await;
    vera.leave_widget().await;
    let is_read = format!("return localStorage['shopbell:{site}:unread'] === '0'");
    vera.until("read it, which takes a second", &is_read).await;
    vera.look_at(&second).await;
    vera.see_part_in_shadow(WIDGET, ".bell i", false).await;
    vera.see_part_in_shadow(WIDGET, ".teaser", false).await;
    house
        .until("Ana sees that it was read", async || {
            let record = chat.record().await;
            record["read_id"].as_i64() >= record["last_message"]["id"].as_i64()
        })
        .await;

    // The tab with the stream goes, and the other takes over.
    vera.look_at(&first).await;
    vera.bring_to_front().await;
    vera.close_tab(&second).await;
    chat.say("To whoever is left").await;
    vera.see_in_shadow(WIDGET, ".teaser", "To whoever is left")
        .await;
    house
        .until("there is one stream again", async || wire.streams() == 1)
        .await;
    drop(vera);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_several_tabs_one_rings_and_none_while_somebody_looks() {
    let (house, ana) = counter::open().await;
    let shop = Site::open(&house).await;
    let stage = Stage::enter().await;
    let vera = stage.browser("Vera").open().await;
    shop.ask(&vera).await;
    vera.type_into("Message", "From the first tab").await;
    vera.press(Key::Enter).await;
    let chat = Chat::take(&house, &ana).await;
    vera.see("Ana joined").await;
    // Both tabs may sound, for the visitor has touched what is in them; each strike is two tones.
    let count = "window.tones = 0; const make = AudioContext.prototype.createOscillator; \
                 AudioContext.prototype.createOscillator = function () { window.tones += 1; return make.call(this); }";
    vera.run(count).await;
    vera.click_css("textarea").await;
    let first = vera.tab().await;
    let second = vera.new_tab(&shop.url("/cups")).await;
    vera.click_in_shadow(WIDGET, ".bell").await;
    vera.enter_widget(WIDGET).await;
    vera.see("From the first tab").await;
    vera.run(count).await;
    vera.click_css("textarea").await;
    let tones = async || {
        let mut all = 0;
        for tab in [&first, &second] {
            vera.look_at(tab).await;
            vera.enter_widget(WIDGET).await;
            all += vera.run("return window.tones").await.as_i64().unwrap();
        }
        all
    };
    // Opens or closes the panel of a tab.
    let turn = async |tab: &Tab, deed: &str| {
        vera.look_at(tab).await;
        vera.bring_to_front().await;
        vera.leave_widget().await;
        vera.run(&format!("Shopbell.{deed}()")).await;
    };

    // She looks at it in the first tab: the second does not ring.
    turn(&second, "close").await;
    vera.look_at(&first).await;
    vera.bring_to_front().await;
    chat.say("While she looks").await;
    for tab in [&second, &first] {
        vera.look_at(tab).await;
        vera.enter_widget(WIDGET).await;
        vera.until(
            "has heard it",
            "return document.body.textContent.includes('While she looks')",
        )
        .await;
    }
    assert_eq!(tones().await, 0);

    // She looks at neither: one rings.
    turn(&first, "close").await;
    chat.say("While she does not").await;
    house.until("it rings", async || tones().await > 0).await;
    for tab in [&second, &first] {
        vera.look_at(tab).await;
        vera.enter_widget(WIDGET).await;
        vera.until(
            "has heard it",
            "return document.body.textContent.includes('While she does not')",
        )
        .await;
    }
    assert_eq!(tones().await, 2);
    drop(vera);
    house.close().await;
}

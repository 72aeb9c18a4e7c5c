//! What is sent arrives once, whatever befalls the wire or the house.

use super::{
    counter::{self, Chat},
    wire::Wire,
};
use crate::{
    browser::{Key, Stage},
    house::House,
    site::{Page, Site},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_and_a_restart_neither_lose_nor_repeat_a_message() {
    let (house, ana) = counter::open().await;
    let wire = Wire::to(house.address()).await;
    let shop = Site::by_way_of(wire.address, &house).await;
    let stage = Stage::enter().await;
    let vera = stage.browser("Vera").open().await;
    shop.ask(&vera).await;
    vera.see("We’re here").await;

    // The message is stored, and the connection breaks before the answer.
    wire.lose_next_answer();
    vera.type_into("Message", "One").await;
    vera.press(Key::Enter).await;
    vera.see("Waiting to send").await;
    vera.gone("Waiting to send").await;
    assert_eq!(wire.answers_lost(), 1, "the premise: an answer was lost");
    let chat = Chat::take(&house, &ana).await;
    assert_eq!(chat.texts().await, ["One"]);
    vera.see("Ana joined").await;
    let number = chat.id;

    // The house restarts while somebody writes.
    wire.cut();
    vera.type_into("Message", "Two").await;
    vera.press(Key::Enter).await;
    vera.type_into("Message", "Three").await;
    vera.press(Key::Enter).await;
    vera.see("No connection").await;
    let house = house.reopen().await;
    wire.mend(house.address());
    vera.gone("Waiting to send").await;
    vera.gone("No connection").await;
    let chat = Chat::of(&house, &ana, number);
    assert_eq!(chat.texts().await, ["One", "Two", "Three"]);
    chat.say("All three are here").await;
    vera.see("All three are here").await;
    let bubbles = "return document.querySelectorAll('.msg--out').length";
    assert_eq!(vera.run(bubbles).await, 3, "each stands there once");
    vera.complains(&["ERR_"]).await;
    drop(vera);
    house.close().await;
}

/// Each request goes its own way, so the answer to one can be older than what the stream has told meanwhile.
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_news_has_overtaken_is_asked_for_again() {
    let (house, _ana) = counter::open().await;
    let shop = Site::open(&house).await;
    let stage = Stage::enter().await;
    let vera = stage.browser("Vera").open().await;
    shop.ask(&vera).await;
    vera.see("We’re here").await;
    // How the chat stands is asked for before the message goes out, and answered after the news of it.
    vera.run(
        "const real = window.fetch;
         let read, heard;
         const isRead = new Promise((resolve) => { read = resolve; });
         window.isHeld = false;
         window.letGo = () => heard();
         const isHeard = new Promise((resolve) => { heard = resolve; });
         window.fetch = async (address, options) => {
           if (address.endsWith('/messages') && options.method === 'POST') await isRead;
           const answer = await real(address, options);
           if (!address.endsWith('/me') || window.isHeld) return answer;
           const body = await answer.text();
           window.isHeld = true;
           read();
           await isHeard;
           return new Response(body, answer);
         };",
    )
    .await;
    vera.type_into("Message", "One").await;
    vera.press(Key::Enter).await;
    vera.see("We have your message").await;
    assert_eq!(vera.run("return window.isHeld").await, true, "the premise");
    vera.run("window.letGo(); return new Promise((resolve) => setTimeout(resolve))")
        .await;
    vera.see("We have your message").await;
    vera.gone("We’re here").await;
    drop(vera);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_could_not_be_asked_is_asked_again_though_the_stream_stands() {
    let (house, _ana) = counter::open().await;
    let shop = Site::open(&house).await;
    let stage = Stage::enter().await;
    let vera = stage.browser("Vera").open().await;
    shop.ask(&vera).await;
    vera.see("We’re here").await;
    // The stream opens after the message has been stored, and the first question after that gets lost.
    vera.run(
        "const real = window.fetch;
         let said;
         const isSaid = new Promise((resolve) => { said = resolve; });
         window.lost = 0;
         window.fetch = async (address, options) => {
           if (address.endsWith('/events')) await isSaid;
           if (address.endsWith('/me') && window.lost++ === 0) throw new TypeError('lost on its way');
           const answer = await real(address, options);
           if (address.endsWith('/messages') && options.method === 'POST') said();
           return answer;
         };",
    )
    .await;
    vera.type_into("Message", "One").await;
    vera.press(Key::Enter).await;
    vera.see("We have your message").await;
    assert_ne!(vera.run("return window.lost").await, 0, "the premise");
    drop(vera);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_none_keeps_nobody_from_writing() {
    let house = House::open().await;
    let ana = house.agent("Ana").await;
    counter::staff(&house).await;
    let site = house.site_key().await;
    let shop = Site::with(&Page {
        from: house.address(),
        site: &site,
        attributes: "",
        script: "window.Shopbell = [['set', { email: 'none given' }]]",
    })
    .await;
    let stage = Stage::enter().await;

    // What the house would refuse is said in the form, where it can be mended; what the shop makes up is passed over.
    let vera = stage.browser("Vera").open().await;
    shop.ask(&vera).await;
    vera.type_into("Message", "Where is it?").await;
    vera.press(Key::Enter).await;
    vera.see("Before we start").await;
    vera.type_into("Your name", "Vera").await;
    for wrong in [
        "vera@post.example,",
        "<vera@post.example>",
        "vera@post..example",
    ] {
        vera.fill("Email", wrong).await;
        vera.click("Start chatting").await;
        vera.see("This address looks cut off.").await;
    }
    vera.fill("Email", "vera@post.example").await;
    vera.click("Start chatting").await;
    let chat = Chat::take(&house, &ana).await;
    assert_eq!(chat.texts().await, ["Where is it?"]);
    assert_eq!(
        house
            .count("customer where email = 'vera@post.example'")
            .await,
        1
    );

    // Whose browser has kept such a one since long ago.
    let omar = stage.browser("Omar").open().await;
    omar.goto(&shop.url("/")).await;
    omar.run(&format!(
        "localStorage['shopbell:{site}:details'] = JSON.stringify({{ name: 'Omar', email: 'omar@post.example,', asked: true }})"
    ))
    .await;
    shop.ask(&omar).await;
    omar.type_into("Message", "Is it oven-proof?").await;
    omar.press(Key::Enter).await;
    let chat = Chat::take(&house, &ana).await;
    assert_eq!(chat.texts().await, ["Is it oven-proof?"]);
    omar.see("Ana joined").await;
    omar.complains(&["status of 400"]).await;
    drop((vera, omar));
    house.close().await;
}

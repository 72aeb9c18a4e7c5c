//! Customers as their platforms show them.

use serde_json::json;
use shopbell::{
    base::time::Clock,
    demo::platform::{
        Platform,
        messenger::{self, Messenger, PAGE},
        telegram::{self, Telegram},
        vk,
    },
    desk::{account::Introduction, channel::ChannelKind, team::Role},
};

use super::connect;
use crate::{
    browser::Stage,
    console::{sign_in, takes_next},
    house::House,
    office::picture,
};

const NONE: [&str; 0] = [];

fn who(id: &str) -> Introduction {
    Introduction {
        own_id: id.to_owned(),
        username: id.to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_has_the_face_that_their_platform_shows() {
    let house = House::open().await;
    house.member("Eva", Role::Supervisor).await;
    let stage = Stage::enter().await;
    let eva = stage.browser("Eva").open().await;
    sign_in(&house.url(""), &eva, "Eva").await;

    let telegram = Platform::open(Telegram::new("42:AAbb"), 0).await.unwrap();
    let user = |id, name| telegram::User {
        id,
        name,
        username: "",
        language: "en",
    };
    let (ana, omar) = (user(5511, "Ana"), user(5512, "Omar"));
    let there = &telegram.manners;
    let face = there.keep("face.jpg", picture());
    there.shows(&ana, &face);
    // What is no picture leaves somebody without one.
    let none = there.keep("none.jpg", "not a picture".into());
    there.shows(&omar, &none);
    there.write(&ana, "Hello");
    let given = [("token", "42:AAbb"), ("api_base", &*telegram.base())];
    connect(&house, ChannelKind::Telegram, who("42"), &given).await;
    takes_next(&eva).await;
    for place in ["#head", "#side"] {
        let script = format!(
            "const face = document.querySelector('{place} .avatar img');
             return face?.naturalWidth === 128 && new URL(face.src).origin === location.origin"
        );
        eva.until(&format!("see the face in {place}"), &script)
            .await;
    }
    eva.screenshot("portrait").await;
    there.write(&omar, "Hello");
    house
        .until("both were asked for", async || {
            house.count("portrait where asked_at is not null").await == 2
        })
        .await;
    assert_eq!(house.count("portrait where picture is not null").await, 1);
    eva.goto(&house.url("/people")).await;
    eva.see("Omar").await;
    eva.until(
        "see one face in the directory",
        "return [...document.querySelectorAll('.table--people .avatar img')].filter((face) => face.naturalWidth === 128).length === 1",
    )
    .await;
    eva.dark().await;
    eva.narrow().await;
    eva.screenshot("portrait-people").await;
    assert_eq!(eva.axe().await, NONE);

    // Other platforms tell it in their own ways.
    let vk = vk::open("vk1.a.secret", 0).await.unwrap();
    let place = vk.manners.store("face.jpg", picture());
    vk.manners.shows(7001, &place);
    let base = format!("{}/method", vk.base());
    let given = [("token", "vk1.a.secret"), ("api_base", &*base)];
    connect(&house, ChannelKind::Vk, who("7"), &given).await;
    house
        .until("the community is listened to", async || {
            house.count("account where cursor is not null").await == 2
        })
        .await;
    let mia = vk::User {
        id: 7001,
        lang_id: 0,
    };
    vk.manners.write(&mia, "Hello");
    let page = Platform::open(Messenger::new("EAAG", "secret"), 0)
        .await
        .unwrap();
    page.manners.is_at(&page.base());
    let lena = messenger::User {
        id: "5911000022",
        name: "Lena",
    };
    let place = page.manners.keep("face.jpg", picture());
    page.manners.shows_face(&lena, &place);
    let now = Clock::machine().now();
    page.manners.send(&lena, &json!({ "text": "Hello" }), now);
    let given = [
        ("page_token", "EAAG"),
        ("page_id", PAGE),
        ("app_secret", "secret"),
        ("api_base", &*page.base()),
    ];
    connect(&house, ChannelKind::Messenger, who(PAGE), &given).await;
    house
        .until("all faces are here", async || {
            house.count("portrait where picture is not null").await == 3
        })
        .await;
    drop(eva);
    house.close().await;
}

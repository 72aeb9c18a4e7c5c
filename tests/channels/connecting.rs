//! An admin connects an account.

use shopbell::{
    demo::platform::{Platform, telegram::Telegram},
    desk::team::Role,
};

use crate::{browser::Stage, console::sign_in, house::House};

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_is_connected_in_a_minute() {
    let house = House::open().await;
    let telegram = Platform::open(Telegram::new("42:AAbb"), 0).await.unwrap();
    house.member("Ana", Role::Admin).await;
    let stage = Stage::enter().await;
    let ana = stage.browser("Ana").open().await;
    sign_in(&house.url(""), &ana, "Ana").await;
    ana.goto(&house.url("/admin/channels")).await;
    ana.screenshot("channels-empty").await;
    ana.click_css("a[href='/admin/channels/connect/telegram']")
        .await;
    ana.see("@BotFather").await;

    // A wrong token is refused in words, and nothing is stored.
    ana.type_into("Token", "42:wrong").await;
    ana.type_into("Server", &telegram.base()).await;
    ana.type_into("Name for the team", "Our bot").await;
    ana.screenshot("channels-connect").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.click("Connect").await;
    ana.see("The platform does not know this.").await;
    assert_eq!(house.count("account").await, 0);

    ana.fill("Token", "42:AAbb").await;
    ana.click("Connect").await;
    ana.see("@kettle_bot").await;
    ana.see("Connected").await;
    ana.screenshot("channels-account").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    let page = ana.run("return document.documentElement.outerHTML").await;
    assert!(
        !page.as_str().unwrap().contains("AAbb"),
        "the token is shown again"
    );
    ana.click("Test").await;
    ana.see("The platform answers").await;

    // The same bot twice is one too many.
    ana.goto(&house.url("/admin/channels/connect/telegram"))
        .await;
    ana.type_into("Token", "42:AAbb").await;
    ana.type_into("Server", &telegram.base()).await;
    ana.click("Connect").await;
    ana.see("This account is connected already, as “Our bot”.")
        .await;
    ana.goto(&house.url("/admin/channels")).await;
    ana.see("Our bot").await;
    ana.screenshot("channels-list").await;
    ana.complains(&["the server responded with a status of 400"])
        .await;
    drop(ana);
    house.close().await;
}

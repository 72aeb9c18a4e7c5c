//! An admin connects an account.

use std::time::Duration;

use shopbell::{
    db::DbError,
    demo::platform::{Platform, telegram::Telegram},
    desk::{
        account, missed,
        outage::{Cause, Outage},
        team::Role,
    },
};

use super::post_office::{PASSWORD, header, post_office};
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

    // What its platform drops after a day stands beside it, and what may be missing since the house was dark.
    let until = house.inside().db.clock().now();
    let dark = Outage {
        from: until.minus(Duration::from_secs(30 * 3_600)),
        until,
        cause: Cause::Crash,
    };
    house.act(move |tx| missed::record(tx, dark)).await;
    let bot = house
        .act(|tx| Ok(account::all(tx)?.remove(0).channel.id))
        .await;
    ana.goto(&house.url(&format!("/admin/channels/{bot}")))
        .await;
    ana.see("Telegram keeps messages for 24 hours").await;
    ana.see("Some may be lost:").await;
    ana.screenshot("channels-missed").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.goto(&house.url("/admin/house")).await;
    ana.see("Messages of Our bot may be missing:").await;
    ana.narrow().await;
    ana.screenshot("house-missed").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.complains(&["the server responded with a status of 400"])
        .await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_is_connected_and_its_password_changed() {
    let (house, post) = (House::open().await, post_office());
    let ours = "help-connect@kettle.example";
    house.member("Ana", Role::Admin).await;
    let stage = Stage::enter().await;
    let ana = stage.browser("Ana").open().await;
    sign_in(&house.url(""), &ana, "Ana").await;
    ana.goto(&house.url("/admin/channels")).await;
    ana.click_css("a[href='/admin/channels/connect/email']")
        .await;
    ana.see("imap.gmail.com").await;

    // What cannot be right is said beside its field, before anybody is asked.
    ana.type_into("Address", ours).await;
    ana.fill("Password", "wrong").await;
    ana.type_into("Server for reading (IMAP)", "https://localhost")
        .await;
    ana.type_into(
        "Server for sending (SMTP)",
        &format!("localhost:{}", post.submission),
    )
    .await;
    ana.choose("Encryption for sending", "STARTTLS (port 587)")
        .await;
    ana.type_into("Signature", "Kettle & Co.").await;
    ana.click("Connect").await;
    ana.see("This is no name of a server.").await;
    ana.screenshot("channels-connect-email").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());

    // The servers are asked, each in its turn, and nothing is stored until both agree.
    ana.fill(
        "Server for reading (IMAP)",
        &format!("localhost:{}", post.imaps),
    )
    .await;
    ana.fill("Password", PASSWORD).await;
    ana.click("Connect").await;
    ana.see("The platform could not be reached.").await;
    ana.fill("Certificate authority of your own", &post.authority())
        .await;
    ana.fill("Password", "wrong").await;
    ana.click("Connect").await;
    ana.see("The platform does not know this. (IMAP: ").await;
    ana.fill("Password", PASSWORD).await;
    ana.fill("Password for sending", "wrong").await;
    ana.click("Connect").await;
    ana.see("The platform does not know this. (SMTP: 535").await;
    assert_eq!(house.count("account").await, 0);
    ana.fill("Password for sending", "").await;
    ana.click("Connect").await;
    ana.see("Connected").await;
    ana.see(ours).await;
    ana.screenshot("channels-account-email").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    let page = ana.run("return document.documentElement.outerHTML").await;
    assert!(
        !page.as_str().unwrap().contains(PASSWORD),
        "the password is shown again"
    );
    ana.click("Test").await;
    ana.see("The platform answers").await;

    // What is no secret stands there to be changed; an empty password stays as it is.
    ana.fill("Signature", "Kettle & Co., Water Lane 1").await;
    ana.click("Change the keys").await;
    ana.see("Saved").await;
    let db = &house.inside().db;
    let account = db
        .read::<_, DbError>(|reader| Ok(account::all(reader)?.remove(0)))
        .await
        .unwrap();
    assert_eq!(account.keys.get("password"), PASSWORD);
    assert_eq!(account.keys.get("signature"), "Kettle & Co., Water Lane 1");
    assert_eq!(account.keys.get("smtp_security"), "starttls");
    assert!(
        post.mails(ours)
            .iter()
            .all(|mail| header(mail, "From").is_empty())
    );
    ana.complains(&["the server responded with a status of 400"])
        .await;
    drop(ana);
    house.close().await;
}

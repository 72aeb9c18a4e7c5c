//! Who the site says a visitor is, with the right proof, a wrong one and none.

use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;
use shopbell::{
    db::DbError,
    desk::{audit, channel},
};

use super::counter::{self, Chat};
use crate::{
    browser::{Browser, Key, Stage},
    house::{House, Person},
    site::{Page, Site, WIDGET},
};

/// As the site's own server signs.
async fn proof(house: &House, id: &str) -> String {
    let secret = house.inside().db.read::<_, DbError>(|reader| {
        let site = channel::all(reader)?.remove(0).id;
        channel::identity_secret(reader, site)
    });
    let secret = secret.await.unwrap().unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose().as_bytes()).unwrap();
    mac.update(id.as_bytes());
    mac.finalize()
        .into_bytes()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

async fn write(
    house: &House,
    ana: &Person,
    browser: &Browser<'_>,
    hash: &str,
    text: &str,
) -> Value {
    let site = house.site_key().await;
    let script = format!(
        "window.Shopbell = [['identify', {{ id: 'u7', hash: '{hash}', name: 'Vera Kuznetsova' }}]]"
    );
    let page = Page {
        from: house.address(),
        site: &site,
        attributes: "",
        script: &script,
    };
    let shop = Site::with(&page).await;
    shop.ask(browser).await;
    browser.type_into("Message", text).await;
    browser.press(Key::Enter).await;
    let chat = Chat::take(house, ana).await;
    let record = chat.record().await;
    chat.close(false).await;
    browser.see("Ana closed the chat").await;
    record["customer"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_right_proof_makes_known_and_a_wrong_one_nobody() {
    let (house, ana) = counter::open().await;
    let stage = Stage::enter().await;
    let right = proof(&house, "u7").await;
    let at_home = stage.browser("Vera at home").open().await;
    let vera = write(&house, &ana, &at_home, &right, "From home").await;
    assert_eq!(vera["name"], "Vera Kuznetsova");

    // Another browser, the same person: she finds what she wrote at home.
    let at_work = stage.browser("Vera at work").open().await;
    let again = write(&house, &ana, &at_work, &right, "From work").await;
    assert_eq!(again["id"], vera["id"]);
    at_work.see("From home").await;

    // Somebody who only claims to be her is a stranger, and sees nothing of hers.
    at_work.leave_widget().await;
    at_work.run("Shopbell.reset()").await;
    let mallory = at_work;
    let wrong = right.replace(|c: char| c.is_ascii_digit(), "0");
    let other = write(&house, &ana, &mallory, &wrong, "It is me").await;
    assert_ne!(other["id"], vera["id"]);
    mallory.gone("From home").await;
    let log = house
        .inside()
        .db
        .read::<_, DbError>(|reader| audit::newest(reader, 50))
        .await
        .unwrap();
    let lines: Vec<_> = log
        .iter()
        .filter(|line| line.act == "identity_unproven")
        .collect();
    assert_eq!(lines.len(), 1, "the admins can see it: {log:?}");
    assert_eq!(lines[0].detail, "u7");
    drop((at_home, mallory));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_to_a_browser_after_somebody_else_finds_nothing_of_theirs() {
    let (house, ana) = counter::open().await;
    let site = house.site_key().await;
    let stage = Stage::enter().await;
    // The page says who has signed in there, as soon as it begins.
    let page = Page {
        from: house.address(),
        site: &site,
        attributes: "",
        script: "window.Shopbell = [['consent', true]]; \
                 if (localStorage.who) Shopbell.push(['identify', JSON.parse(localStorage.who)]);",
    };
    let shop = Site::with(&page).await;
    let browser = stage.browser("The family's").open().await;
    let comes = async |id: &str, rest: &str| {
        browser.leave_widget().await;
        let hash = proof(&house, id).await;
        let who =
            format!("localStorage.who = JSON.stringify({{ id: '{id}', hash: '{hash}' {rest} }})");
        browser.run(&who).await;
        browser.goto(&shop.url(&format!("/{id}"))).await;
        browser.enter_widget(WIDGET).await;
    };
    let customer = async || {
        let chat = Chat::take(&house, &ana).await;
        chat.record().await["customer"].clone()
    };

    // A stranger writes, and signs in: the chat goes on, and is theirs.
    shop.ask(&browser).await;
    browser.type_into("Message", "A teapot for Vera").await;
    browser.press(Key::Enter).await;
    comes("vera", ", name: 'Vera', email: 'vera@example.com'").await;
    browser.see("A teapot for Vera").await;
    browser.type_into("Message", "Not sent by Vera").await;
    let vera = customer().await;

    // Without her signing out her brother does: nothing of hers is there, not even what she was about to say.
    comes("boris", "").await;
    browser.fill("Message", "A kettle for Boris").await;
    browser.gone("A teapot for Vera").await;
    browser.gone("Not sent by Vera").await;
    browser.leave_widget().await;
    let left = "return Object.entries(localStorage).filter(([key]) => key.startsWith('shopbell:')).map(String).join()";
    let left = browser.run(left).await;
    let left = left.as_str().unwrap();
    assert!(!left.to_lowercase().contains("vera"), "{left}");
    assert!(left.contains("consent,1"), "{left}");
    browser.enter_widget(WIDGET).await;
    browser.click_css("textarea").await;
    browser.press(Key::Enter).await;
    let boris = customer().await;
    assert_ne!(boris["id"], vera["id"]);
    assert_ne!(boris["name"], "Vera");

    // On one page, and back again: each finds what is theirs where it is proved.
    browser.leave_widget().await;
    let hash = proof(&house, "cleo").await;
    browser
        .run(&format!(
            "Shopbell.identify({{ id: 'cleo', hash: '{hash}' }})"
        ))
        .await;
    browser.enter_widget(WIDGET).await;
    browser.gone("A kettle for Boris").await;
    comes("boris", "").await;
    browser.gone("A kettle for Boris").await;
    browser.type_into("Message", "Boris again").await;
    browser.press(Key::Enter).await;
    browser.see("A kettle for Boris").await;

    // Who signs out leaves nothing to whoever comes next.
    browser.leave_widget().await;
    browser.run("localStorage.who = ''; Shopbell.reset()").await;
    browser.goto(&shop.url("/")).await;
    browser.enter_widget(WIDGET).await;
    browser.gone("Boris again").await;
    drop(browser);
    house.close().await;
}

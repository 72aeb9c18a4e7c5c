//! What browsers make of it: a microphone by HTTPS, honest words by plain HTTP, and the page on which a device comes to
//! trust the house.

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::json;
use sha2::{Digest, Sha256};
use shopbell::{base::time::Clock, config::ServeFlags, desk::team::Role};
use x509_parser::{pem::Pem, prelude::X509Certificate};

use super::door;
use crate::{
    address,
    browser::{Browser, Stage},
    console::sign_in,
    house::House,
};

/// A name that leads to the machine itself and that browsers do not know as such.
const NAME: &str = "kettle.local";

impl House {
    /// The digest of the key that it shows.
    fn key(&self) -> String {
        let file = std::fs::read(self.inside().config.data.join("tls/house.pem")).unwrap();
        let pem = Pem::iter_from_buffer(&file).next().unwrap().unwrap();
        let shown: X509Certificate<'_> = pem.parse_x509().unwrap();
        BASE64_STANDARD.encode(Sha256::digest(shown.public_key().raw))
    }
}

/// Under an address that is not secure, Chromium says of some headers that they do nothing there. That, and what is
/// expected besides, may stand in its console; nothing else may.
async fn excuse(browser: &Browser<'_>, besides: &[&str]) {
    let heard = browser.console_errors().await;
    let is_known = |one: &String| {
        one.contains("Cross-Origin-Opener-Policy")
            || besides.iter().any(|known| one.contains(known))
    };
    assert!(heard.iter().all(is_known), "{heard:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_microphone_is_there_by_https_and_the_words_are_honest_by_http() {
    let flags = ServeFlags {
        hosts: vec![NAME.to_owned()],
        ..door()
    };
    let house = House::open_with(Clock::machine(), flags).await;
    let stage = Stage::enter().await;
    house.member("Ana", Role::Admin).await;
    let ana = stage
        .browser("Ana")
        .trusting(&house.key(), NAME)
        .with_microphone()
        .open()
        .await;
    let (plain, secure) = (
        format!("http://{NAME}:{}", house.address().port()),
        format!("https://{NAME}:{}", house.door().port()),
    );
    const GIVEN: &str =
        "return [isSecureContext, Boolean(navigator.mediaDevices), 'serviceWorker' in navigator]";
    ana.goto(&format!("{plain}/sign-in")).await;
    ana.see("This address is not encrypted").await;
    assert_eq!(ana.run(GIVEN).await, json!([false, false, false]));
    sign_in(&plain, &ana, "Ana").await;
    ana.goto(&format!("{plain}/admin/network")).await;
    ana.see("You are at an address that is not secure").await;
    excuse(&ana, &[]).await;
    // The same person, the same browser, the other door: signed in anew, because no cookie crosses over.
    sign_in(&secure, &ana, "Ana").await;
    assert_eq!(ana.run(GIVEN).await, json!([true, true, true]));
    let heard = ana
        .run("return navigator.mediaDevices.getUserMedia({ audio: true }).then((heard) => heard.getAudioTracks().length)")
        .await;
    assert_eq!(heard, json!(1));
    ana.goto(&format!("{secure}/admin/network")).await;
    ana.see("You are at a secure address").await;
    ana.see("This was set where Shopbell was started").await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_sees_whether_it_trusts_the_house() {
    let flags = ServeFlags {
        hosts: vec![NAME.to_owned()],
        ..door()
    };
    let house = House::open_with(Clock::machine(), flags).await;
    let stage = Stage::enter().await;
    house.member("Ana", Role::Admin).await;
    let begin = format!("http://{NAME}:{}/", house.door().port());
    let fingerprint = house.inside().https.authority().unwrap().fingerprint();
    let strange = stage.browser("Bo").finding(NAME).phone().open().await;
    strange.goto(&begin).await;
    strange
        .see("This device does not trust the house yet")
        .await;
    strange.see(&fingerprint).await;
    excuse(&strange, &["ERR_CERT_AUTHORITY_INVALID"]).await;
    drop(strange);
    let trusting = stage
        .browser("Ana")
        .trusting(&house.key(), NAME)
        .open()
        .await;
    trusting.goto(&begin).await;
    trusting.see("This device trusts the house").await;
    excuse(&trusting, &[]).await;
    trusting.click("Open securely").await;
    trusting.see("Password").await;
    assert_eq!(
        trusting.run("return location.protocol").await,
        json!("https:")
    );
    drop(trusting);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_opens_the_house_to_the_network_and_closes_it() {
    let flags = ServeFlags {
        network: Some(address::fresh()),
        ..ServeFlags::default()
    };
    let house = House::open_with(Clock::machine(), flags).await;
    let stage = Stage::enter().await;
    house.member("Ana", Role::Admin).await;
    let ana = stage.browser("Ana").open().await;
    sign_in(&house.url(""), &ana, "Ana").await;
    ana.goto(&house.url("/admin/network")).await;
    ana.see("Open to this computer alone").await;
    ana.click("Open with HTTPS").await;
    let authority = house.inside().https.authority().unwrap();
    ana.see(&authority.fingerprint()).await;
    let (at, device) = (house.door(), house.trusted());
    assert_eq!(device.get((at, "localhost"), "/healthz").await.status, 200);
    // It is so after a restart, too.
    ana.goto("about:blank").await;
    let house = house.reopen().await;
    assert_eq!(house.door(), at);
    assert_eq!(device.get((at, "localhost"), "/healthz").await.status, 200);
    ana.goto(&house.url("/admin/network")).await;
    ana.click_css("[data-dialog=close-network]").await;
    ana.see("Close the house to the network?").await;
    ana.click_css("dialog[open] .btn--danger").await;
    ana.see("Open with HTTPS").await;
    assert!(device.connect(at, "localhost").await.is_err());
    ana.goto(&house.url("/admin/log")).await;
    ana.see("opened the house to the network").await;
    ana.see("closed the house to the network").await;
    drop(ana);
    house.close().await;
}

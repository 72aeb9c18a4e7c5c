//! A relay whose certificate comes from an ACME authority, as most have it.

use std::{net::SocketAddr, time::Duration};

use http::Method;
use shopbell::{
    base::time::Clock,
    config::{CertificateFlags, DataFlags, RelayConfig, RelayFlags},
    relay::App,
};
use tempfile::TempDir;

use super::{office_by, until};
use crate::{
    address,
    https::{
        authority::{Authority, Mood},
        client::Device,
    },
    office::call,
};

const NAMES: [&str; 2] = ["chat.kettle.example", "help.kettle.example"];

const DAY: Duration = Duration::from_secs(86_400);

/// A relay that has a door for HTTPS alone, and the authority that it asks.
struct Relay {
    folder: TempDir,
    at: SocketAddr,
    clock: Clock,
    authority: Authority,
}

impl Relay {
    async fn new(moods: &[Mood]) -> Self {
        let clock = Clock::by_hand(Clock::machine().now());
        let at = address::fresh();
        // Who looks by plain HTTP finds the same door.
        let authority = Authority::open(&clock, at, at).await;
        authority.will(moods);
        Self {
            folder: TempDir::new().unwrap(),
            at,
            clock,
            authority,
        }
    }

    async fn start(&self) -> App {
        let data = DataFlags {
            data: Some(self.folder.path().to_owned()),
            ..DataFlags::default()
        };
        let flags = RelayFlags {
            https: Some(self.at),
            certificate: CertificateFlags {
                acme: NAMES.map(str::to_owned).to_vec(),
                acme_contact: Some("ana@kettle.example".to_owned()),
                acme_directory: Some(self.authority.directory()),
                ..CertificateFlags::default()
            },
            office_address: Some(self.at.to_string()),
            connections: 200,
            keep_mb: 1,
            keep_days: 1,
            ..RelayFlags::default()
        };
        let config = RelayConfig::new(&data, &flags).unwrap();
        App::start(config, self.clock.clone()).await.unwrap()
    }

    fn device(&self) -> Device {
        Device::trusting(&self.authority.root)
    }

    /// Waits until a device is served under each name.
    async fn is_certified(&self) {
        for name in NAMES {
            until("a certificate came", async || {
                self.device().connect(self.at, name).await.is_ok()
            })
            .await;
        }
    }

    async fn get(&self, name: &str, path: &str) -> crate::house::Answer {
        self.device().get((self.at, name), path).await
    }
}

fn seen(way: &str) -> Vec<(String, String)> {
    NAMES.map(|name| (name.to_owned(), way.to_owned())).to_vec()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_gets_its_certificate_and_its_office_is_reached_under_its_name() {
    let relay = Relay::new(&[Mood::ForgetsNonce]).await;
    let app = relay.start().await;
    let port = relay.at.port();
    let url = format!("https://{}:{port}", NAMES[0]);
    assert_eq!(app.url(), url);
    relay.is_certified().await;
    assert_eq!(relay.authority.looks(), seen("tls-alpn-01"));
    // The office calls in at the same door, whatever the certificate for browsers is.
    let house = office_by(Clock::machine(), &app.pairing().unwrap().words()).await;
    until("all goes through", async || {
        relay.get(NAMES[0], "/robots.txt").await.status == 200
    })
    .await;
    let answer = relay.get(NAMES[0], "/w.js").await;
    assert_eq!(
        answer.header("strict-transport-security"),
        "max-age=15552000"
    );
    assert_eq!(house.inside().relayed.url(), Some(url.clone()));
    // Its other name leads there, and so does plain HTTP; a name that is none of its own leads nowhere.
    let other = relay.get(NAMES[1], "/help?x=1").await;
    assert_eq!(
        (other.status, other.header("location")),
        (307, format!("{url}/help?x=1").as_str())
    );
    let plain = call(relay.at, &Method::GET, "/w.js", &[], "").await;
    assert_eq!(
        (plain.status, plain.header("location")),
        (307, format!("{url}/w.js").as_str())
    );
    let path = "/.well-known/acme-challenge/anything";
    let looked = call(relay.at, &Method::GET, path, &[("host", NAMES[0])], "").await;
    assert_eq!(looked.status, 404, "what was shown is shown no longer");
    let stranger = [("host", "elsewhere.example")];
    let answer = relay
        .device()
        .ask((relay.at, NAMES[0]), &Method::GET, "/w.js", &stranger, "")
        .await;
    assert_eq!(answer.unwrap().status, 421);
    // Another start asks for nothing, until a third of its time is left.
    app.stop().await;
    let app = relay.start().await;
    relay.is_certified().await;
    assert_eq!(relay.authority.count(), (1, 1));
    app.stop().await;
    relay.clock.advance(DAY * 61);
    let app = relay.start().await;
    until("it is renewed", async || relay.authority.count() == (1, 2)).await;
    house.close().await;
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_authority_that_sees_nothing_by_tls_looks_by_plain_http_at_the_same_door() {
    let relay = Relay::new(&[Mood::IsBlind]).await;
    let app = relay.start().await;
    let pause = relay.folder.path().join("tls/acme-pause.json");
    until("it failed", async || pause.exists()).await;
    app.stop().await;
    assert_eq!(relay.authority.looks()[0], seen("tls-alpn-01")[0]);
    // A relay that is started over and over asks no more often.
    relay.clock.advance(Duration::from_secs(100));
    let app = relay.start().await;
    assert!(relay.device().connect(relay.at, NAMES[0]).await.is_err());
    app.stop().await;
    assert_eq!(relay.authority.count(), (1, 1));
    relay.clock.advance(Duration::from_secs(30));
    let app = relay.start().await;
    relay.is_certified().await;
    assert_eq!(relay.authority.looks(), seen("http-01"));
    assert!(!pause.exists());
    app.stop().await;
}

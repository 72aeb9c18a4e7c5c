//! Certificates from an ACME authority.

use std::time::Duration;

use http::Method;
use shopbell::{
    base::time::Clock,
    config::{CertificateFlags, ServeFlags},
    web::https::Fault,
};

use super::{
    authority::{Authority, Mood},
    client::Device,
};
use crate::{address, house::House};

const DAY: Duration = Duration::from_secs(86_400);
const NAMES: [&str; 2] = ["chat.kettle.example", "help.kettle.example"];

/// A house that gets its certificate from an authority in this mood.
async fn open(moods: &[Mood]) -> (House, Authority) {
    // Devices go by the machine's clock.
    let clock = Clock::by_hand(Clock::machine().now());
    let (plain, https) = (address::fresh(), address::fresh());
    let authority = Authority::open(&clock, plain, https).await;
    authority.will(moods);
    let flags = ServeFlags {
        listen: Some(plain),
        https: Some(https),
        certificate: CertificateFlags {
            acme: NAMES.map(str::to_owned).to_vec(),
            acme_contact: Some("ana@kettle.example".to_owned()),
            acme_directory: Some(authority.directory()),
            ..CertificateFlags::default()
        },
        ..ServeFlags::default()
    };
    (House::open_at(clock, flags).await, authority)
}

impl House {
    async fn is_certified(&self) {
        self.stands("a certificate came", |stand| {
            stand.holds.is_some() && stand.fault.is_none()
        })
        .await;
    }

    async fn is_refused(&self) -> String {
        let is_so = |fault: &Option<Fault>| matches!(fault, Some(Fault::Refused(_)));
        self.stands("it is refused", |stand| is_so(&stand.fault))
            .await;
        self.stand().fault.unwrap().to_string()
    }

    fn passes(&self, time: Duration) {
        self.pass(time);
        self.inside().https.look_again();
    }
}

fn seen(way: &str) -> Vec<(String, String)> {
    NAMES.map(|name| (name.to_owned(), way.to_owned())).to_vec()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_is_got_kept_and_renewed() {
    // A nonce that is refused is replaced without a word.
    let (house, authority) = open(&[Mood::ForgetsNonce]).await;
    house.is_certified().await;
    assert_eq!(authority.looks(), seen("tls-alpn-01"));
    let device = Device::trusting(&authority.root);
    for name in NAMES {
        assert_eq!(
            device.get((house.door(), name), "/healthz").await.status,
            200,
            "{name}"
        );
    }
    let answer = device.get((house.door(), NAMES[0]), "/healthz").await;
    assert_eq!(
        answer.header("strict-transport-security"),
        "max-age=15552000"
    );
    let port = house.door().port();
    assert_eq!(
        house.inside().base_url(),
        format!("https://{}:{port}", NAMES[0])
    );
    let first = house.stand().holds;
    // What was shown to the authority is shown no longer.
    let path = "/.well-known/acme-challenge/anything";
    assert_eq!(
        house
            .call(&Method::GET, path, &[("host", NAMES[0])], "")
            .await
            .status,
        404
    );
    let looked = Device::strange()
        .speaking(&["acme-tls/1"])
        .connect(house.door(), NAMES[0])
        .await;
    assert!(looked.is_err());
    // A restart asks for nothing.
    let house = house.reopen().await;
    house.is_certified().await;
    assert_eq!(house.stand().holds, first);
    assert_eq!(authority.count(), (1, 1));
    // With a third of its time left it is renewed, by the same account.
    house.passes(DAY * 59);
    house.passes(DAY * 2);
    house
        .stands("it is renewed", |stand| stand.holds != first)
        .await;
    assert_eq!(authority.count(), (1, 2));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_authority_cannot_see_one_way_it_looks_at_the_other_way() {
    let (house, authority) = open(&[Mood::IsBlind]).await;
    let why = house.is_refused().await;
    assert!(
        why.contains(NAMES[0]) && why.contains("what is shown is wrong"),
        "{why}"
    );
    assert_eq!(house.troubles().await.len(), 1);
    assert_eq!(house.stand().holds, None);
    authority.looks();
    // Until its time has come, nothing is asked, whatever happens in the house.
    house.inside().https.look_again();
    house.passes(Duration::from_secs(100));
    let house = house.reopen().await;
    assert_eq!(authority.count().1, 1);
    house.passes(Duration::from_secs(30));
    house.is_certified().await;
    assert_eq!(authority.looks(), seen("http-01"));
    assert_eq!(house.troubles().await.len(), 0);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_authority_that_is_tired_is_left_alone_and_the_old_certificate_stays() {
    let (house, authority) = open(&[]).await;
    house.is_certified().await;
    let first = house.stand().holds;
    authority.will(&[Mood::IsTired, Mood::Babbles]);
    house.passes(DAY * 61);
    let why = house.is_refused().await;
    assert!(why.contains("too many certificates"), "{why}");
    assert_eq!(house.stand().holds, first);
    let device = Device::trusting(&authority.root);
    // The client's own clock is the machine's; what it is shown is the same as before.
    assert!(device.connect(house.door(), NAMES[0]).await.is_ok());
    house.passes(Duration::from_secs(3_500));
    assert_eq!(authority.count().1, 1, "an hour is not over");
    house.passes(Duration::from_secs(200));
    house
        .until("the second failure is known", async || {
            house
                .stand()
                .fault
                .is_some_and(|fault| !fault.to_string().contains("too many"))
        })
        .await;
    house.passes(Duration::from_secs(8 * 60 + 1));
    house
        .stands("it is renewed", |stand| {
            stand.holds != first && stand.fault.is_none()
        })
        .await;
    house.close().await;
}

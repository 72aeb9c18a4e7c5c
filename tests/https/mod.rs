//! HTTPS of the house's own (O3, R54): by its own authority, by files, by an ACME authority, and what browsers make of it.

mod acme;
pub(crate) mod authority;
mod browser;
pub(crate) mod client;
mod look;

use std::{net::SocketAddr, path::Path, time::Duration};

use http::Method;
use shopbell::{
    base::time::Clock,
    config::{CertificateFlags, ServeFlags},
    db::DbError,
    desk::{
        setting::{self, Network},
        team::Role,
        trouble::{self, Kind},
    },
    web::https::{Fault, Stand},
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use self::client::Device;
use crate::{
    address,
    house::{House, PASSWORD},
    office::call,
};

/// Generous, because only a failing test waits so long.
const PATIENCE: Duration = Duration::from_secs(60);

/// The door for HTTPS at a free address.
fn door() -> ServeFlags {
    ServeFlags {
        https: Some(address::fresh()),
        ..ServeFlags::default()
    }
}

impl House {
    fn stand(&self) -> Stand {
        self.inside().https.stand()
    }

    /// Where its door for HTTPS is.
    fn door(&self) -> SocketAddr {
        self.stand().listening.unwrap()
    }

    /// A device on which the certificate of its authority was installed.
    fn trusted(&self) -> Device {
        Device::trusting(self.inside().https.authority().unwrap().certificate())
    }

    /// Waits until its door stands so.
    async fn stands(&self, what: &str, is_so: impl Fn(&Stand) -> bool) {
        let is_so = self.inside().https.until(is_so, PATIENCE).await;
        assert!(is_so, "{what}: {:?}", self.stand());
    }

    async fn troubles(&self) -> Vec<String> {
        let all = self
            .inside()
            .db
            .read::<_, DbError>(trouble::all)
            .await
            .unwrap();
        all.into_iter()
            .filter(|one| one.kind == Kind::Https)
            .map(|one| one.detail)
            .collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_house_signs_for_itself_and_who_installed_its_authority_trusts_it() {
    let house = House::open_with(Clock::machine(), door()).await;
    let device = house.trusted();
    for name in ["localhost", "127.0.0.1"] {
        let answer = device.get((house.door(), name), "/healthz").await;
        assert_eq!(answer.status, 200, "{name}");
        assert_eq!(
            answer.header("strict-transport-security"),
            "",
            "a device must be able to go back"
        );
    }
    let old = device.clone().with_tls12_only();
    assert_eq!(
        old.get((house.door(), "localhost"), "/healthz")
            .await
            .status,
        200
    );
    let stream = device.connect(house.door(), "localhost").await.unwrap();
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"http/1.1"[..]));
    let both = device.clone().speaking(&["h2", "http/1.1"]);
    let stream = both.connect(house.door(), "localhost").await.unwrap();
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"http/1.1"[..]));
    // Whoever speaks nothing that we do is told so in the handshake.
    let refused = device
        .clone()
        .speaking(&["h2"])
        .connect(house.door(), "localhost")
        .await;
    assert!(refused.is_err());
    let strange = Device::strange().connect(house.door(), "localhost").await;
    assert!(strange.unwrap_err().to_string().contains("UnknownIssuer"));
    let other = device.connect(house.door(), "shopbell.local").await;
    assert!(
        other.is_err(),
        "a house that is open to itself alone has no name in the network"
    );
    assert_eq!(house.stand().name, None);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cookies_and_origins_go_by_the_door() {
    let house = House::open_with(Clock::machine(), door()).await;
    house.member("Ana", Role::Admin).await;
    let (device, at) = (house.trusted(), (house.door(), "localhost"));
    let form = format!(
        "email=ana@kettle.example&password={}&stay=on",
        PASSWORD.replace(' ', "+")
    );
    let kind = ("content-type", "application/x-www-form-urlencoded");
    let own = format!("https://localhost:{}", house.door().port());
    let plain = format!("http://localhost:{}", house.door().port());
    for (origin, status) in [
        (own.as_str(), 303),
        (&plain, 403),
        ("https://localhost", 403),
        ("https://evil.example", 403),
    ] {
        let headers = [kind, ("origin", origin)];
        let answer = device
            .ask(at, &Method::POST, "/sign-in", &headers, &form)
            .await
            .unwrap();
        assert_eq!(answer.status, status, "{origin}");
        let cookie = answer.header("set-cookie");
        assert_eq!(
            cookie.starts_with("__Host-shopbell="),
            status == 303,
            "{cookie}"
        );
        assert_eq!(cookie.contains("Secure"), status == 303, "{cookie}");
    }
    let http = format!("http://{}", house.address());
    let https = format!("https://{}", house.address());
    for (origin, status) in [(&http, 303), (&https, 403)] {
        let headers = [kind, ("origin", origin.as_str())];
        let answer = house
            .call(&Method::POST, "/sign-in", &headers, form.clone())
            .await;
        assert_eq!(answer.status, status, "{origin}");
        let cookie = answer.header("set-cookie");
        assert_eq!(cookie.starts_with("shopbell="), status == 303, "{cookie}");
        assert!(!cookie.contains("Secure"), "{cookie}");
    }
    // The cookie of one door opens nothing at the other.
    let answer = house
        .call(
            &Method::POST,
            "/sign-in",
            &[kind, ("origin", &http)],
            form.clone(),
        )
        .await;
    let cookie = answer
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let inside = house
        .call(&Method::GET, "/console", &[("cookie", &cookie)], "")
        .await;
    assert_eq!(inside.status, 200, "the premise");
    let answer = device
        .ask(at, &Method::GET, "/console", &[("cookie", &cookie)], "")
        .await
        .unwrap();
    assert_eq!(answer.status, 303);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn plain_http_at_the_door_for_https_leads_to_trust_and_nowhere_else() {
    let house = House::open_with(Clock::machine(), door()).await;
    house.member("Ana", Role::Admin).await;
    let (at, host) = (house.door(), house.door().to_string());
    let plain = async |method: Method, path: &str, host: &str| {
        call(
            at,
            &method,
            path,
            &[("host", host), ("content-type", "application/json")],
            "{}",
        )
        .await
    };
    let before = house.count("visitor_token").await;
    for (method, path) in [
        (Method::GET, "/"),
        (Method::GET, "/sign-in"),
        (Method::POST, "/sign-in"),
        (Method::GET, "/w.js"),
        (Method::POST, "/api/v1/visitor/sessions"),
        (Method::GET, "/admin/network"),
        (Method::GET, "/trusted"),
    ] {
        let answer = plain(method, path, &host).await;
        assert_eq!(
            (answer.status, answer.header("location")),
            (303, "/trust"),
            "{path}"
        );
    }
    assert_eq!(
        house.count("visitor_token").await,
        before,
        "nothing was done"
    );
    let page = plain(Method::GET, "/trust", &host).await;
    let authority = house.inside().https.authority().unwrap();
    assert_eq!(page.status, 200);
    let text = page.text().replace("<wbr>", "");
    assert!(text.contains(&authority.fingerprint()));
    let check = format!("https://{host}");
    assert!(
        page.header("content-security-policy")
            .contains(&format!("connect-src 'self' {check};"))
    );
    let file = plain(Method::GET, "/trust/shopbell.crt", &host).await;
    assert_eq!(file.header("content-type"), "application/x-x509-ca-cert");
    assert_eq!(file.body, authority.certificate());
    let profile = plain(Method::GET, "/trust/shopbell.mobileconfig", &host).await;
    assert_eq!(
        profile.header("content-type"),
        "application/x-apple-aspen-config"
    );
    for host in ["evil.example", "shopbell.local", "192.168.1.7"] {
        assert_eq!(
            plain(Method::GET, "/trust", host).await.status,
            421,
            "{host}"
        );
        assert_eq!(plain(Method::GET, "/", host).await.status, 421, "{host}");
    }
    // Without a door there is nothing to trust.
    let other = House::open().await;
    for path in [
        "/trust",
        "/trust/check",
        "/trust/shopbell.crt",
        "/trust/shopbell.mobileconfig",
    ] {
        assert_eq!(
            other.call(&Method::GET, path, &[], "").await.status,
            404,
            "{path}"
        );
    }
    other.close().await;
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handshake_has_its_time_and_keeps_nobody_out() {
    let house = House::open_with(Clock::machine(), door()).await;
    // A head of a handshake that says it is long, and then nothing.
    let mut slow = tokio::net::TcpStream::connect(house.door()).await.unwrap();
    slow.write_all(&[22, 3, 1, 2, 0, 1]).await.unwrap();
    let mut silent = tokio::net::TcpStream::connect(house.door()).await.unwrap();
    let mut garbage = tokio::net::TcpStream::connect(house.door()).await.unwrap();
    garbage.write_all(&[22; 64]).await.unwrap();
    let answer = house
        .trusted()
        .get((house.door(), "localhost"), "/healthz")
        .await;
    assert_eq!(answer.status, 200);
    for stream in [&mut garbage, &mut slow, &mut silent] {
        let mut rest = Vec::new();
        let ended = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut rest)).await;
        assert!(ended.is_ok(), "it was not cut off");
    }
    // Whoever hangs at a handshake does not keep the house from closing.
    let mut slow = tokio::net::TcpStream::connect(house.door()).await.unwrap();
    slow.write_all(&[22, 3, 1]).await.unwrap();
    let began = std::time::Instant::now();
    house.close().await;
    assert!(
        began.elapsed() < Duration::from_secs(8),
        "{:?}",
        began.elapsed()
    );
}

/// A self-signed certificate for a name, in two files.
fn put_certificate(folder: &Path, name: &str) -> Vec<u8> {
    let made = rcgen::generate_simple_self_signed(vec![name.to_owned()]).unwrap();
    std::fs::write(folder.join("key.pem"), made.signing_key.serialize_pem()).unwrap();
    std::fs::write(folder.join("chain.pem"), made.cert.pem()).unwrap();
    made.cert.der().to_vec()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_in_files_is_read_again_and_one_that_is_wrong_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let name = "chat.kettle.example";
    let first = put_certificate(folder.path(), name);
    let flags = ServeFlags {
        certificate: CertificateFlags {
            tls_cert: Some(folder.path().join("chain.pem")),
            tls_key: Some(folder.path().join("key.pem")),
            ..CertificateFlags::default()
        },
        public_url: Some(format!("https://{name}")),
        ..door()
    };
    let house = House::open_with(Clock::machine(), flags).await;
    let at = (house.door(), name);
    let answer = Device::trusting(&first).get(at, "/healthz").await;
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.header("strict-transport-security"),
        "max-age=15552000"
    );
    assert!(
        house.inside().https.authority().is_none(),
        "the house makes no authority that nobody needs"
    );
    assert_eq!(house.troubles().await, [] as [&str; 0]);
    // By its public name, pages go on to HTTPS; what other sites carry stays.
    for (path, host, expected) in [
        (
            "/sign-in?next=%2Fchats",
            name,
            (307, "https://chat.kettle.example/sign-in?next=%2Fchats"),
        ),
        ("/w.js", name, (200, "")),
        ("/healthz", name, (200, "")),
        ("/sign-in", "localhost", (303, "/setup")),
    ] {
        let answer = house.call(&Method::GET, path, &[("host", host)], "").await;
        assert_eq!(
            (answer.status, answer.header("location")),
            expected,
            "{path} {host}"
        );
    }
    let astray = call(house.door(), &Method::GET, "/w.js", &[("host", name)], "").await;
    assert_eq!(
        astray.header("location"),
        "https://chat.kettle.example/w.js"
    );
    assert_eq!(
        house
            .call(&Method::GET, "/trust", &[("host", "localhost")], "")
            .await
            .status,
        404
    );
    // Somebody renews it.
    let second = put_certificate(folder.path(), name);
    house.inside().https.look_again();
    house
        .until("the new certificate is shown", async || {
            Device::trusting(&second)
                .connect(house.door(), name)
                .await
                .is_ok()
        })
        .await;
    assert!(
        Device::trusting(&first)
            .connect(house.door(), name)
            .await
            .is_err()
    );
    // Somebody breaks it.
    std::fs::write(folder.path().join("chain.pem"), "-----BEGIN NONSENSE").unwrap();
    house.inside().https.look_again();
    house
        .stands("it is told", |stand| {
            matches!(stand.fault, Some(Fault::Unusable(_)))
        })
        .await;
    assert!(house.troubles().await[0].contains("chain.pem holds no certificate"));
    assert_eq!(
        Device::trusting(&second).get(at, "/healthz").await.status,
        200,
        "the last one stays"
    );
    // It is for another name.
    put_certificate(folder.path(), "other.example");
    house.inside().https.look_again();
    let wrong_name = Fault::WrongName(name.to_owned());
    house
        .stands("it is told", |stand| {
            stand.fault.as_ref() == Some(&wrong_name)
        })
        .await;
    put_certificate(folder.path(), name);
    house.inside().https.look_again();
    house
        .stands("it is mended", |stand| stand.fault.is_none())
        .await;
    assert_eq!(house.troubles().await, [] as [&str; 0]);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_house_renews_what_it_has_signed() {
    const DAY: Duration = Duration::from_secs(86_400);
    let clock = Clock::by_hand(Clock::machine().now());
    let house = House::open_with(clock, door()).await;
    let first = house.stand().holds.unwrap();
    house.pass(DAY * 50);
    house.inside().https.look_again();
    house.pass(DAY * 20);
    house.inside().https.look_again();
    house
        .stands("it is renewed", |stand| {
            stand
                .holds
                .is_some_and(|holds| holds.0 > first.1.minus(DAY * 30))
        })
        .await;
    let (second, authority) = (
        house.stand().holds,
        house.inside().https.authority().unwrap().fingerprint(),
    );
    let house = house.reopen().await;
    assert_eq!(house.stand().holds, second, "the same over a restart");
    assert_eq!(
        house.inside().https.authority().unwrap().fingerprint(),
        authority
    );
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_taken_is_told_and_tried_again() {
    let taken = tokio::net::TcpListener::bind(address::fresh())
        .await
        .unwrap();
    let at = taken.local_addr().unwrap();
    let data = tempfile::tempdir().unwrap();
    let told = crate::process::refused(
        data.path(),
        &[
            "serve",
            "--no-browser",
            "--listen",
            "127.0.0.1:0",
            "--https",
            &at.to_string(),
        ],
    );
    assert!(told.contains(&format!("{at} cannot be opened")), "{told}");
    // Opened from the admin's room, the next free port will do, and it stays the house's.
    let flags = ServeFlags {
        network: Some(at),
        ..ServeFlags::default()
    };
    let house = House::open_with(Clock::machine(), flags).await;
    assert_eq!(house.stand().listening, None);
    let open = async |is_open: bool| {
        let network = Network {
            is_open,
            ..house.act(|tx| setting::get(tx)).await
        };
        house.act(move |tx| setting::put(tx, &network)).await;
        house.inside().https.look_again();
    };
    open(true).await;
    house
        .stands("it is open", |stand| stand.listening.is_some())
        .await;
    let found = house.door();
    assert_ne!(found, at);
    assert_eq!(
        house
            .trusted()
            .get((found, "localhost"), "/healthz")
            .await
            .status,
        200
    );
    drop(taken);
    let house = house.reopen().await;
    assert_eq!(house.door(), found);
    house.close().await;
}

//! Who may be the relay's office, and what an admin is told.

use http::Method;
use shopbell::{
    config::RelayFlags,
    db::DbError,
    desk::{
        team::Role,
        trouble::{self, Kind},
    },
    link::{hello::Refused, pairing::Pairing},
    web::relayed::{Fault, Line, pair},
};

use super::{Relay, goes_through, is_kept, office};
use crate::{
    house::{House, PASSWORD},
    office::call,
};

async fn troubles(house: &House) -> Vec<String> {
    let all = house.inside().db.read::<_, DbError>(trouble::all).await;
    all.unwrap()
        .into_iter()
        .filter(|one| one.kind == Kind::Relay)
        .map(|one| one.detail)
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_has_one_office_and_tells_others_so() {
    let relay = Relay::open().await;
    let words = relay.words();
    let stranger = House::open().await;
    let pairing: Pairing = words.parse().unwrap();
    let try_it = async |house: &House, words: &str| {
        let pairing: Pairing = words.parse().unwrap();
        pair(house.inside(), &pairing, Default::default()).await
    };
    // A guessed code, and a key that is not the relay's.
    let mut guessed = pairing.clone();
    guessed.code = shopbell::base::secret::Secret::new("00".repeat(16));
    assert_eq!(
        try_it(&stranger, &guessed.words()).await,
        Err(Fault::Refused(Refused::WrongCode))
    );
    let mut other = pairing.clone();
    other.key.0[0] ^= 1;
    assert_eq!(try_it(&stranger, &other.words()).await, Err(Fault::Another));
    // Something else answers there, or nothing does.
    let mut web = pairing.clone();
    web.address = stranger.address().to_string().parse().unwrap();
    assert!(matches!(
        try_it(&stranger, &web.words()).await,
        Err(Fault::NoRelay(_))
    ));
    web.address = "127.0.0.1:1".parse().unwrap();
    assert!(matches!(
        try_it(&stranger, &web.words()).await,
        Err(Fault::Unreached(_))
    ));
    assert!(
        stranger.relay_stand().relay.address.is_empty(),
        "nothing was kept"
    );

    let house = office(&words).await;
    house.is_connected().await;
    assert!(relay.app.pairing().is_none(), "the code is gone");
    assert_eq!(
        try_it(&stranger, &words).await,
        Err(Fault::Refused(Refused::OtherOffice))
    );
    house.is_connected().await;
    goes_through(&relay).await;

    // The relay starts anew with the same office, which finds it.
    let relay = relay.reopen(&RelayFlags::default()).await;
    goes_through(&relay).await;
    assert_eq!(
        troubles(&house).await,
        [""; 0],
        "a short while is no trouble"
    );
    // It is told to forget: the old office is told so, and whoever has the new words is taken.
    let forgets = RelayFlags {
        forget_office: true,
        ..RelayFlags::default()
    };
    let relay = relay.reopen(&forgets).await;
    house
        .has_line("it is refused", |line| {
            let refused = Some(Fault::Refused(Refused::Unpaired));
            matches!(line, Line::Down { fault, .. } if *fault == refused)
        })
        .await;
    house
        .until("the trouble is told", async || {
            !troubles(&house).await.is_empty()
        })
        .await;
    assert_eq!(
        try_it(&house, &relay.app.pairing_again().words()).await,
        Err(Fault::Refused(Refused::WrongCode)),
        "a code of zeros is none"
    );
    try_it(&house, &relay.words()).await.unwrap();
    house.is_connected().await;
    house
        .until("the trouble is over", async || {
            troubles(&house).await.is_empty()
        })
        .await;
    stranger.close().await;
    house.close().await;
    relay.app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_pairs_and_parts_on_the_page() {
    let relay = Relay::open().await;
    let house = House::open().await;
    house.member("Ana", Role::Admin).await;
    let form = ("content-type", "application/x-www-form-urlencoded");
    let own = format!("http://{}", house.address());
    let sign_in = format!(
        "email=ana@kettle.example&password={}",
        PASSWORD.replace(' ', "+")
    );
    let headers = [form, ("origin", own.as_str())];
    let answer = house
        .call(&Method::POST, "/sign-in", &headers, sign_in)
        .await;
    let cookie = answer.header("set-cookie").split(';').next().unwrap();
    let headers = [form, ("origin", own.as_str()), ("cookie", cookie)];
    let page = async || {
        let headers = [("cookie", cookie), ("accept", "text/html")];
        house
            .call(&Method::GET, "/admin/network", &headers, "")
            .await
            .text()
    };
    let post = async |path: &str, words: &str| {
        let body = serde_html_form::to_string([("words", words)]).unwrap();
        house.call(&Method::POST, path, &headers, body).await
    };
    assert!(page().await.contains("No relay"));
    for (words, told) in [
        ("", "not the words"),
        ("https://relay.example", "not the words"),
        (&relay.words()[..60], "not the words"),
    ] {
        let answer = post("/admin/network/relay", words).await;
        assert_eq!(answer.status, 422);
        let text = answer.text();
        assert!(text.contains(told), "{text}");
        assert!(text.contains(words), "what was typed is still there");
    }
    let answer = post("/admin/network/relay", &relay.words()).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let text = page().await;
    assert!(text.contains("The relay is connected"), "{text}");
    assert!(text.contains(&format!("http://{}", relay.at)));
    goes_through(&relay).await;
    assert_eq!(house.inside().widget_url(), format!("http://{}", relay.at));
    let answer = post("/admin/network/relay/part", "").await;
    assert_eq!(answer.status, 303);
    assert!(page().await.contains("No relay"));
    is_kept(&relay).await;
    assert_eq!(house.inside().widget_url(), own);
    // The relay knows its office still, which needs no code to come back.
    let answer = post("/admin/network/relay", &relay.app.pairing_again().words()).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    goes_through(&relay).await;
    assert_eq!(house.count("audit where act like 'relay_%'").await, 3);
    house.close().await;
    relay.app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_knocks_at_the_door_for_offices_is_told_nothing() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let relay = Relay::open().await;
    for first in [&[22, 3, 1, 2, 0, 1][..], &[22; 64], b"\x16\x03\x01garbage"] {
        let mut line = tokio::net::TcpStream::connect(relay.at).await.unwrap();
        line.write_all(first).await.unwrap();
        let mut rest = Vec::new();
        let _ = tokio::time::timeout(super::PATIENCE, line.read_to_end(&mut rest))
            .await
            .expect("it is cut off");
    }
    let answer = call(relay.at, &Method::GET, "/healthz", &[], "").await;
    assert_eq!(answer.status, 200);
    // Before there is an office there is nothing to show and nobody to keep anything for.
    assert_eq!(relay.get("/widget/none").await.status, 503);
    assert_eq!(relay.begin("none", "Vera").await.status, 404);
    assert_eq!(relay.app.waiting(), 0);
    relay.app.stop().await;
}

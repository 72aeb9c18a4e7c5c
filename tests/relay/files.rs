//! Files that visitors send while the house is dark.

use std::{
    io::{Read, Write},
    net::TcpStream,
};

use bytes::Bytes;
use http::Method;
use serde_json::json;
use shopbell::config::RelayFlags;

use super::{Relay, goes_through, is_kept, office, token_of, until};
use crate::{house::Answer, office as world};

const PHOTO: &[u8] = include_bytes!("../../assets/demo/photo-lid.jpg");

const CANARY: &str = "canary-in-a-file";

impl Relay {
    async fn upload(&self, token: &str, query: &str, kind: &str, body: &[u8]) -> Answer {
        let bearer = format!("Bearer {token}");
        let headers = [("authorization", bearer.as_str()), ("content-type", kind)];
        let path = format!("/api/v1/visitor/files?{query}");
        let body = Bytes::copy_from_slice(body);
        world::call(self.at, &Method::POST, &path, &headers, body).await
    }

    async fn voice(&self, token: &str, body: &[u8]) -> Answer {
        let query = "name=voice.webm&kind=voice";
        self.upload(token, query, "audio/webm", body).await
    }

    async fn write_with(&self, token: &str, key: &str, text: &str, files: &[&str]) -> Answer {
        let bearer = format!("Bearer {token}");
        let headers = [
            ("content-type", "application/json"),
            ("authorization", bearer.as_str()),
            ("idempotency-key", key),
        ];
        let body = json!({ "text": text, "attachments": files }).to_string();
        self.ask(&Method::POST, "/api/v1/visitor/messages", &headers, &body)
            .await
    }

    /// Files in the folder where pieces lie, whole or not.
    fn pieces(&self) -> usize {
        let kept = self.folder.path().join("relay/relay/kept");
        std::fs::read_dir(kept).unwrap().count()
    }
}

fn id_of(sent: &Answer) -> String {
    assert_eq!(sent.status, 201, "{}", sent.text());
    sent.json()["id"].as_str().unwrap().to_owned()
}

/// What begins as a recording does.
pub(super) fn recording(rest: &[u8]) -> Vec<u8> {
    let mut bytes = b"\x1A\x45\xDF\xA3\x9F\x42\x86\x81\x01\x42\x82\x84webm\x42\x87".to_vec();
    bytes.extend(rest);
    bytes
}

/// More than fits into one record, and into one write.
fn long_recording() -> Vec<u8> {
    let line = format!("{CANARY} and a word of a song\n");
    recording(&line.repeat(7_000).into_bytes())
}

#[tokio::test(flavor = "multi_thread")]
async fn files_of_the_dark_are_there_once_with_the_message_that_carries_them() {
    let relay = Relay::open().await;
    let house = office(&relay.words()).await;
    goes_through(&relay).await;
    let (boss, site) = (house.supervisor("Ana").await, house.site_key().await);
    let hannah = token_of(&relay.begin(&site, "Hannah").await);
    // By the light of day it goes through as ever.
    let live = relay.voice(&hannah, &recording(b"by day")).await;
    assert!(live.json()["kept"].is_null(), "{}", live.text());
    let live = id_of(&live);

    relay.wire.cut();
    is_kept(&relay).await;
    house.is_dark().await;
    let vera = token_of(&relay.begin(&site, "Vera").await);
    let sent = relay
        .upload(&vera, "name=lid.jpg&kind=image", "image/jpeg", PHOTO)
        .await;
    assert_eq!(sent.json()["kept"], true);
    assert_eq!(sent.json()["kind"], "image");
    let photo = id_of(&sent);
    let song = long_recording();
    let long = id_of(&relay.voice(&vera, &song).await);
    let kept = relay
        .write_with(&vera, "v1", "My lid", &[&photo, &long])
        .await;
    assert_eq!(kept.status, 202, "{}", kept.text());
    // A file from before the dark, and one that nobody ever sends.
    let kept = relay.write_with(&hannah, "h1", "", &[&live]).await;
    assert_eq!(kept.status, 202, "{}", kept.text());
    id_of(&relay.voice(&hannah, &recording(b"never sent")).await);
    assert!(!relay.disk_holds(CANARY) && !relay.disk_holds("Exif"));
    assert_eq!(relay.app.waiting(), 6);

    let relay = relay.reopen(&RelayFlags::default()).await;
    assert_eq!(relay.app.waiting(), 6);
    relay.wire.mend(relay.at);
    goes_through(&relay).await;
    assert_eq!((relay.app.waiting(), relay.pieces()), (0, 0));
    let brought = house.brought(&boss).await;
    let [(words, files), (nothing, before)] = &brought[..] else {
        panic!("{brought:?}");
    };
    assert_eq!((words.as_str(), nothing.as_str()), ("My lid", ""));
    assert_eq!((files.len(), before.len()), (2, 1));
    assert_eq!(files[0]["id"], photo);
    assert!(files[0]["width"].as_u64() > Some(100), "it was drawn anew");
    let heard = house.get(&boss, &format!("files/{long}"), &[]).await;
    assert_eq!(heard.body, song);
    // The widget asks again under the same key, and for its own files.
    let again = relay
        .write_with(&vera, "v1", "My lid", &[&photo, &long])
        .await;
    assert_eq!(again.status, 200, "{}", again.text());
    let bearer = format!("Bearer {vera}");
    let headers = [("authorization", bearer.as_str())];
    let path = format!("/api/v1/visitor/files/{photo}");
    assert_eq!(
        relay.ask(&Method::GET, &path, &headers, "").await.status,
        200
    );
    house.close().await;
    relay.app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_house_would_not_take_is_told_at_once_or_takes_no_words_with_it() {
    let relay = Relay::open().await;
    let house = office(&relay.words()).await;
    goes_through(&relay).await;
    let (boss, site) = (house.supervisor("Ana").await, house.site_key().await);
    let vera = token_of(&relay.begin(&site, "Vera").await);
    relay.wire.cut();
    is_kept(&relay).await;
    let large = recording(&[b'a'; 1_100_000]);
    for (answer, status, code) in [
        (relay.voice("short", b"a").await, 401, "unauthorized"),
        (relay.voice(&vera, b"").await, 400, "file-empty"),
        (
            relay.voice(&vera, b"<script>").await,
            415,
            "file-scriptable",
        ),
        (
            relay.voice(&vera, &vec![b'a'; 11_000_000]).await,
            413,
            "file-too-large",
        ),
        // Within what the house takes, and more than the relay has room for.
        (relay.voice(&vera, &large).await, 503, "relay-full"),
    ] {
        assert_eq!(answer.status, status, "{}", answer.text());
        if status != 401 {
            assert_eq!(answer.json()["error"]["code"], code);
        }
    }
    assert_eq!((relay.app.waiting(), relay.pieces()), (0, 0));
    // It begins as a picture does, and is none: only who draws it sees that.
    let mut damaged = PHOTO[..2_000].to_vec();
    damaged.extend([0; 4_000]);
    let query = "name=cup.jpg&kind=image";
    let damaged = relay.upload(&vera, query, "image/jpeg", &damaged).await;
    let good = id_of(&relay.voice(&vera, &recording(b"good")).await);
    let (damaged, words) = (id_of(&damaged), "Both of them");
    let kept = relay
        .write_with(&vera, "v1", words, &[&damaged, &good])
        .await;
    assert_eq!(kept.status, 202);
    assert_eq!(relay.write(&vera, "v2", "And words").await.status, 202);
    relay.wire.mend(relay.at);
    goes_through(&relay).await;
    let brought = house.brought(&boss).await;
    assert_eq!(brought[0].0, words);
    assert_eq!(brought[0].1.len(), 1);
    assert_eq!(brought[0].1[0]["id"], good);
    assert_eq!(brought[1].0, "And words");
    // A page that is still open asks again under the same key: it is there, and not refused for the file that is not.
    let again = relay
        .write_with(&vera, "v1", words, &[&damaged, &good])
        .await;
    assert_eq!(again.status, 200, "{}", again.text());
    // Other words, or another file that is there, are none of that.
    for (words, files) in [("Others", [&damaged, &good]), (words, [&damaged, &damaged])] {
        let files = files.map(String::as_str);
        let other = relay.write_with(&vera, "v1", words, &files).await;
        assert_eq!(other.status, 409, "{}", other.text());
    }
    assert_eq!(house.brought(&boss).await.len(), 2);
    house.close().await;
    relay.app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_breaks_off_in_the_dark_leaves_nothing() {
    let relay = Relay::open().await;
    let house = office(&relay.words()).await;
    goes_through(&relay).await;
    let site = house.site_key().await;
    let vera = token_of(&relay.begin(&site, "Vera").await);
    relay.wire.cut();
    is_kept(&relay).await;
    let at = relay.at;
    let mut line = tokio::task::spawn_blocking(move || {
        let mut line = TcpStream::connect(at).unwrap();
        let head = format!(
            "POST /api/v1/visitor/files?name=a.webm&kind=voice HTTP/1.1\r\nhost: {at}\r\n\
             authorization: Bearer {vera}\r\ncontent-type: audio/webm\r\ncontent-length: 900000\r\n\r\n"
        );
        line.write_all(head.as_bytes()).unwrap();
        line.write_all(&recording(&[b'a'; 600_000])).unwrap();
        line
    })
    .await
    .unwrap();
    until("it is being written", async || relay.pieces() == 1).await;
    assert_eq!(relay.app.waiting(), 0, "what is not whole is none");
    line.shutdown(std::net::Shutdown::Write).unwrap();
    until("nothing of it is left", async || relay.pieces() == 0).await;
    let mut told = String::new();
    let _ = line.read_to_string(&mut told);
    assert!(!told.starts_with("HTTP/1.1 2"), "{told}");
    assert_eq!(relay.app.waiting(), 0);
    house.close().await;
    relay.app.stop().await;
}

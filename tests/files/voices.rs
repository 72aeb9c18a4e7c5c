//! Voice messages: their length is told by their sound, and they are handed out in what a browser plays.

use serde_json::json;

use crate::house::House;

/// What Chromium recorded.
pub(crate) const RECORDED: &[u8] = include_bytes!("../../src/sound/tests/recorded.webm");

#[tokio::test(flavor = "multi_thread")]
async fn a_recording_tells_its_own_length_and_is_wrapped_anew_for_who_asks() {
    let house = House::open().await;
    let (hannah, oscar) = (house.visitor("Hannah").await, house.visitor("Oscar").await);
    let ana = house.agent("Ana").await;
    let path = "files?name=voice.webm&kind=voice&duration_ms=99000&levels=0az9";
    let sent = house
        .post(&hannah, path, "audio/webm", RECORDED.into())
        .await;
    assert_eq!(sent.status, 201, "{}", sent.text());
    let file = sent.json();
    let length = file["duration_ms"].as_u64().unwrap();
    assert!(
        (2_900..4_500).contains(&length),
        "not what was claimed: {length}"
    );
    assert_eq!(file["levels"], "0az9");
    let id = file["id"].as_str().unwrap();
    let said = house
        .tell(
            &hannah,
            "messages",
            json!({ "text": "", "attachments": [id] }),
        )
        .await;
    assert_eq!(said.status, 201, "{}", said.text());

    // As it was recorded, and in Ogg; by whoever may see it and nobody else.
    let path = format!("files/{id}");
    let whole = house.get(&ana, &path, &[]).await;
    assert_eq!(whole.body, RECORDED);
    assert_eq!(whole.header("content-type"), "audio/webm");
    let path = format!("files/{id}?as=ogg");
    for who in [&ana, &hannah] {
        let ogg = house.get(who, &path, &[]).await;
        assert_eq!(ogg.status, 200, "{}", ogg.text());
        assert!(ogg.body.starts_with(b"OggS"));
        for (name, expected) in [
            ("content-type", "audio/ogg"),
            ("x-content-type-options", "nosniff"),
            ("content-security-policy", "sandbox; default-src 'none'"),
            (
                "content-disposition",
                "inline; filename=\"voice.ogg\"; filename*=UTF-8''voice.ogg",
            ),
        ] {
            assert_eq!(ogg.header(name), expected);
        }
        assert_ne!(ogg.header("etag"), whole.header("etag"));
    }
    assert_eq!(house.get(&oscar, &path, &[]).await.status, 404);
    let strange = format!("files/{id}?as=wav");
    assert_eq!(house.get(&ana, &strange, &[]).await.status, 400);

    // Lists show that it is one, and how long; the waveform comes with the message.
    let listed = house.get(&ana, "conversations", &[]).await.text();
    assert!(listed.contains("🎤 0:0"), "{listed}");
    let log = house.get(&hannah, "messages", &[]).await.json();
    assert_eq!(log["messages"][0]["attachments"][0]["levels"], "0az9");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_only_looks_like_a_recording_is_kept_and_not_wrapped() {
    let house = House::open().await;
    let ana = house.agent("Ana").await;
    let mut broken = RECORDED[..64].to_vec();
    broken.extend([0xFF; 3_000]);
    let path = "files?name=voice.webm&kind=voice&duration_ms=1500&levels=LOUD%20%3Cb%3E";
    let sent = house.post(&ana, path, "audio/webm", broken.into()).await;
    assert_eq!(sent.status, 201, "{}", sent.text());
    assert_eq!(sent.json()["duration_ms"], 1500);
    assert_eq!(sent.json()["levels"], json!(null), "no waveform");
    let path = format!("files/{}?as=ogg", sent.json()["id"].as_str().unwrap());
    let refused = house.get(&ana, &path, &[]).await;
    assert_eq!(refused.status, 415);
    assert_eq!(refused.json()["error"]["code"], "file-not-wrapped");
    house.close().await;
}

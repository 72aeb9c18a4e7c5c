//! Pictures and files, from one side of the counter to the other.

mod channel_rules;
mod sending;
pub(crate) mod voices;

use bytes::Bytes;
use image::{ExtendedColorType, ImageEncoder, codecs::jpeg::JpegEncoder};

use crate::house::{Answer, House, Person};

/// A photo with the place where it was taken, and a script behind its end.
fn photo() -> Bytes {
    let mut plain = Vec::new();
    JpegEncoder::new(&mut plain)
        .write_image(&[90; 40 * 30 * 3], 40, 30, ExtendedColorType::Rgb8)
        .unwrap();
    let exif = b"\xFF\xE1\x00\x20Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0PLACE-OF-ME";
    let mut photo = plain[..2].to_vec();
    photo.extend(exif);
    photo.extend(&plain[2..]);
    photo.extend(b"<script>alert(1)</script>");
    photo.into()
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

async fn send_photo(house: &House, who: &Person) -> Answer {
    house
        .post(
            who,
            "files?name=my%20cup.jpg&kind=image",
            "image/jpeg",
            photo(),
        )
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn visitor_s_photo_reaches_the_agent_without_its_place() {
    let house = House::open().await;
    let (hannah, oscar) = (house.visitor("Hannah").await, house.visitor("Oscar").await);
    let ana = house.agent("Ana").await;
    assert!(contains(&photo(), b"PLACE-OF-ME"), "the premise");

    let sent = send_photo(&house, &hannah).await;
    assert_eq!(sent.status, 201, "{}", sent.text());
    let file = sent.json();
    assert_eq!(file["kind"], "image");
    assert_eq!(file["name"], "my cup.jpg");
    assert_eq!(file["width"], 40);
    let id = file["id"].as_str().unwrap().to_owned();

    // Hannah sends it, Ana sees it, Oscar and a stranger do not.
    let body = serde_json::json!({ "text": "", "attachments": [id] }).to_string();
    let said = house
        .post(&hannah, "messages", "application/json", body.into())
        .await;
    assert_eq!(said.status, 201, "{}", said.text());
    let path = format!("files/{id}");
    let shown = house.get(&ana, &path, &[]).await;
    assert_eq!(shown.status, 200);
    assert!(!contains(&shown.body, b"PLACE-OF-ME") && !contains(&shown.body, b"script"));
    assert_eq!(house.get(&hannah, &path, &[]).await.body, shown.body);
    assert_eq!(house.get(&oscar, &path, &[]).await.status, 404);
    assert_eq!(
        house.get(&oscar.without_token(), &path, &[]).await.status,
        401
    );
    assert_eq!(house.get(&ana, "files/0123456789", &[]).await.status, 404);

    for (name, expected) in [
        ("content-type", "image/jpeg"),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "sandbox; default-src 'none'"),
        ("cache-control", "private, max-age=31536000, immutable"),
        (
            "content-disposition",
            "inline; filename=\"my cup.jpg\"; filename*=UTF-8''my%20cup.jpg",
        ),
    ] {
        assert_eq!(shown.header(name), expected);
    }

    // The message names it, and it cannot be sent twice.
    let log = house.get(&hannah, "messages", &[]).await.json();
    let attachment = &log["messages"][0]["attachments"][0];
    assert_eq!(attachment["url"], format!("/api/v1/visitor/files/{id}"));
    let body = serde_json::json!({ "text": "again", "attachments": [id] }).to_string();
    let again = house
        .post(&hannah, "messages", "application/json", body.into())
        .await;
    assert_eq!(again.status, 400);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn part_of_a_file_is_as_good_as_the_whole() {
    let house = House::open().await;
    let ana = house.agent("Ana").await;
    let mut bytes = b"%PDF-1.7\n".to_vec();
    bytes.extend((0..700_000_u32).map(|n| (n % 253) as u8));
    let name = "files?name=%D0%A7%D0%B0%D0%B9.pdf&kind=file";
    let sent = house
        .post(&ana, name, "application/pdf", bytes.clone().into())
        .await;
    assert_eq!(sent.status, 201, "{}", sent.text());
    let path = format!("files/{}", sent.json()["id"].as_str().unwrap());

    let whole = house.get(&ana, &path, &[]).await;
    assert_eq!(whole.body, bytes);
    assert_eq!(whole.header("content-type"), "application/octet-stream");
    assert!(
        whole
            .header("content-disposition")
            .starts_with("attachment; ")
    );
    assert!(
        whole
            .header("content-disposition")
            .ends_with("%D0%A7%D0%B0%D0%B9.pdf")
    );
    assert_eq!(whole.header("accept-ranges"), "bytes");

    for (range, expected) in [
        ("bytes=0-8", 0..9),
        ("bytes=262140-262150", 262_140..262_151),
        ("bytes=700000-", 700_000..bytes.len()),
        ("bytes=-5", bytes.len() - 5..bytes.len()),
    ] {
        let part = house.get(&ana, &path, &[("range", range)]).await;
        assert_eq!(part.status, 206, "{range}");
        assert_eq!(part.body, bytes[expected.clone()], "{range}");
        let (first, last) = (expected.start, expected.end - 1);
        assert_eq!(
            part.header("content-range"),
            format!("bytes {first}-{last}/{}", bytes.len())
        );
    }
    let beyond = house.get(&ana, &path, &[("range", "bytes=9999999-")]).await;
    assert_eq!(beyond.status, 416);
    let tag = whole.header("etag").to_owned();
    let known = house.get(&ana, &path, &[("if-none-match", &tag)]).await;
    assert_eq!((known.status, known.body.len()), (304, 0));
    let head = house.head(&ana, &path).await;
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), bytes.len().to_string());
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_says_why() {
    let house = House::open().await;
    let hannah = house.visitor("Hannah").await;
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>".to_vec();
    let heavy = {
        let mut bytes = b"\xFF\xD8\xFF".to_vec();
        bytes.resize(3 * 1024 * 1024, 1);
        bytes
    };
    for (path, media_type, bytes, status, code) in [
        (
            "files?name=a.svg&kind=image",
            "image/svg+xml",
            svg.clone(),
            415,
            "file-scriptable",
        ),
        (
            "files?name=a.png&kind=image",
            "image/png",
            svg,
            415,
            "file-scriptable",
        ),
        (
            "files?name=a.pdf&kind=file",
            "application/pdf",
            b"%PDF-1.7".to_vec(),
            415,
            "file-not-taken",
        ),
        (
            "files?name=a.pdf&kind=image",
            "image/png",
            photo().to_vec(),
            415,
            "file-mismatch",
        ),
        (
            "files?name=a.jpg&kind=image",
            "image/jpeg",
            photo()[..300].to_vec(),
            415,
            "file-damaged",
        ),
        (
            "files?name=a.jpg&kind=image",
            "image/jpeg",
            heavy,
            413,
            "file-too-large",
        ),
        (
            "files?name=a.jpg&kind=image",
            "image/jpeg",
            Vec::new(),
            400,
            "file-empty",
        ),
        (
            "files?name=a.jpg&kind=song",
            "image/jpeg",
            photo().to_vec(),
            400,
            "bad-query",
        ),
    ] {
        for chunked in [false, true] {
            let answer = house
                .upload(&hannah, path, media_type, bytes.clone().into(), chunked)
                .await;
            assert_eq!(answer.status, status, "{path}: {}", answer.text());
            let error = &answer.json()["error"];
            assert_eq!(error["code"], code, "{path}");
            let sentence = error["message"].as_str().unwrap();
            assert!(
                sentence.ends_with('.') && !sentence.contains("refusal-"),
                "{sentence}"
            );
        }
    }
    assert_eq!(house.count("attachment").await, 0, "nothing is left behind");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn voice_message_plays_and_keeps_its_length() {
    let house = House::open().await;
    let hannah = house.visitor("Hannah").await;
    let mut voice = b"\x1A\x45\xDF\xA3\x9F\x42\x86\x81\x01\x42\x82\x84webm\x42\x87".to_vec();
    voice.resize(5_000, 7);
    let sent = house
        .post(
            &hannah,
            "files?name=voice.webm&kind=voice&duration_ms=4200",
            "audio/webm;codecs=opus",
            voice.clone().into(),
        )
        .await;
    assert_eq!(sent.status, 201, "{}", sent.text());
    assert_eq!(sent.json()["kind"], "voice");
    assert_eq!(sent.json()["duration_ms"], 4200);
    let path = format!("files/{}", sent.json()["id"].as_str().unwrap());
    let shown = house.get(&hannah, &path, &[]).await;
    assert_eq!(shown.body, voice);
    assert_eq!(shown.header("content-type"), "audio/webm");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn visitor_s_day_has_twenty_files() {
    let house = House::open().await;
    let hannah = house.visitor("Hannah").await;
    for _ in 0..20 {
        assert_eq!(send_photo(&house, &hannah).await.status, 201);
    }
    let refused = send_photo(&house, &hannah).await;
    assert_eq!(refused.status, 429);
    assert_eq!(refused.json()["error"]["code"], "file-quota");
    assert_eq!(house.count("attachment").await, 20);
    house.close().await;
}

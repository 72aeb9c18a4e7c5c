//! What a channel takes, each way, as an admin decided.

use serde_json::json;
use shopbell::desk::{channel::Settings, family::Family};

use super::photo;
use crate::{
    house::House,
    widget::counter::{self, Chat},
};

const FILM: &[u8] = b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2mp41 and so on";

async fn settings(house: &House, change: impl FnOnce(&mut Settings)) {
    let mut settings = counter::unasking();
    change(&mut settings);
    counter::set_up(house, settings).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_team_may_not_send_is_refused_at_once_and_when_it_is_sent() {
    let (house, ana) = counter::open().await;
    let hannah = house.visitor("Hannah").await;
    house
        .tell(&hannah, "messages", json!({ "text": "Show me!" }))
        .await;
    let chat = Chat::take(&house, &ana).await;
    let path = format!("files?name=film.mp4&conversation_id={}", chat.id);
    let film = house.post(&ana, &path, "video/mp4", FILM.into()).await;
    assert_eq!(film.status, 201, "the premise: {}", film.text());
    let film = film.json()["id"].as_str().unwrap().to_owned();

    settings(&house, |settings| {
        settings.team_files.families = vec![Family::Picture];
        settings.team_files.picture_bytes = 1024;
    })
    .await;
    let refused = house.post(&ana, &path, "video/mp4", FILM.into()).await;
    assert_eq!(
        (refused.status, refused.json()["error"]["code"].clone()),
        (415, json!("file-not-taken"))
    );
    let noise = photo().repeat(4);
    let path = format!("files?name=a.jpg&conversation_id={}", chat.id);
    let refused = house.post(&ana, &path, "image/jpeg", noise.into()).await;
    assert_eq!(refused.status, 413, "{}", refused.text());
    let path = "files?name=a.jpg&conversation_id=4711";
    let refused = house.post(&ana, path, "image/jpeg", photo()).await;
    assert_eq!(refused.status, 404);

    // It was uploaded before the rule changed: nothing is sent, and nothing is lost.
    let messages = format!("conversations/{}/messages", chat.id);
    let send = json!({ "text": "Here it is", "attachments": [film] });
    let refused = house.tell(&ana, &messages, send.clone()).await;
    assert_eq!(refused.status, 400);
    let error = &refused.json()["error"];
    assert_eq!(error["code"], "file-not-here");
    assert!(error["message"].as_str().unwrap().contains("film.mp4"));
    assert_eq!(chat.texts().await, ["Show me!"]);
    // The team among itself may keep it.
    let comments = format!("conversations/{}/comments", chat.id);
    let noted = house.tell(&ana, &comments, send).await;
    assert_eq!(noted.status, 201, "{}", noted.text());
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn customers_send_what_their_channel_takes() {
    let (house, _) = counter::open().await;
    let hannah = house.visitor("Hannah").await;
    let bill = b"%PDF-1.7 a bill".to_vec();
    let send = async |name: &str, kind: &str, bytes: &[u8]| {
        let path = format!("files?name={name}");
        house
            .post(&hannah, &path, kind, bytes.to_vec().into())
            .await
    };
    assert_eq!(send("bill.pdf", "application/pdf", &bill).await.status, 415);
    settings(&house, |settings| {
        settings.files = vec![Family::Document, Family::Video];
        settings.max_file_bytes = 64;
        settings.voice = false;
    })
    .await;
    assert_eq!(send("bill.pdf", "application/pdf", &bill).await.status, 201);
    let large = send("bill.pdf", "application/pdf", &bill.repeat(9)).await;
    assert_eq!(large.status, 413);
    assert_eq!(
        send("song.mp3", "audio/mpeg", b"ID3 la la").await.status,
        415
    );
    // A page is a page whatever it is called, and so is what a picture hides.
    for (name, kind, bytes) in [
        (
            "bill.pdf",
            "application/pdf",
            &b"<html><script>x</script>"[..],
        ),
        ("bill.txt", "text/plain", b"<!DOCTYPE html>"),
        (
            "cup.png",
            "image/png",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        ),
    ] {
        let refused = send(name, kind, bytes).await;
        assert_eq!(refused.json()["error"]["code"], "file-scriptable", "{name}");
    }

    // A film can be looked at from the middle, and is nothing but a film to whoever opens it.
    let film = send("film.mp4", "video/mp4", FILM).await;
    assert_eq!(film.status, 201, "{}", film.text());
    let path = format!("files/{}", film.json()["id"].as_str().unwrap());
    let part = house.get(&hannah, &path, &[("range", "bytes=8-11")]).await;
    assert_eq!((part.status, &part.body[..]), (206, &b"isom"[..]));
    assert_eq!(part.header("content-type"), "video/mp4");
    assert!(
        part.header("content-disposition")
            .starts_with("attachment;")
    );
    assert_eq!(part.header("x-content-type-options"), "nosniff");
    house.close().await;
}

/// A picture whose header promises 10,000 times 10,000 pixels in a few bytes.
#[tokio::test(flavor = "multi_thread")]
async fn a_picture_of_too_many_pixels_is_refused_by_its_header() {
    let house = House::open().await;
    let ana = house.agent("Ana").await;
    let mut bomb = b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR".to_vec();
    bomb.extend([0, 0, 0x27, 0x10, 0, 0, 0x27, 0x10, 8, 2, 0, 0, 0]);
    bomb.extend(crc(&bomb[12..]).to_be_bytes());
    bomb.extend(b"\0\0\0\0IDAT\x35\xAF\x06\x1E\0\0\0\0IEND\xAE\x42\x60\x82");
    let refused = house
        .post(
            &ana,
            "files?name=bomb.png&kind=image",
            "image/png",
            bomb.into(),
        )
        .await;
    assert_eq!(refused.status, 413, "{}", refused.text());
    let error = &refused.json()["error"];
    assert_eq!(error["code"], "picture-too-many-pixels");
    assert!(error["message"].as_str().unwrap().contains("10000"));
    house.close().await;
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |sum, &byte| {
        (0..8).fold(sum ^ u32::from(byte), |sum, _| {
            if sum & 1 == 1 {
                (sum >> 1) ^ 0xEDB8_8320
            } else {
                sum >> 1
            }
        })
    })
}

/// Names that lie, overflow, or come in any alphabet, there and back.
#[tokio::test(flavor = "multi_thread")]
async fn names_come_back_harmless_and_whole() {
    let house = House::open().await;
    let ana = house.agent("Ana").await;
    let long = format!("{}.pdf", "договор".repeat(60));
    for (name, expected) in [
        (
            "invoice\u{202E}fdp.exe.pdf",
            "invoicefdp.exe.pdf".to_owned(),
        ),
        ("发票 🧾.pdf", "发票 🧾.pdf".to_owned()),
        ("فاتورة.pdf", "فاتورة.pdf".to_owned()),
        ("../../etc/passwd", "passwd.pdf".to_owned()),
        (
            &long,
            format!("{}.pdf", long.chars().take(116).collect::<String>()),
        ),
    ] {
        let query = serde_html_form::to_string([("name", name)]).unwrap();
        let sent = house
            .post(
                &ana,
                &format!("files?{query}"),
                "application/pdf",
                b"%PDF-1.7"[..].into(),
            )
            .await;
        assert_eq!(sent.status, 201, "{name}: {}", sent.text());
        assert_eq!(sent.json()["name"], expected);
        let path = format!("files/{}", sent.json()["id"].as_str().unwrap());
        let back = house.get(&ana, &path, &[]).await;
        assert_eq!(back.header("content-type"), "application/octet-stream");
        assert!(back.header("content-disposition").is_ascii());
    }
    house.close().await;
}

//! Large files and broken lines.

use std::collections::BTreeSet;

use tokio::io::AsyncWriteExt;

use crate::house::House;

#[tokio::test(flavor = "multi_thread")]
async fn messages_pass_between_the_pieces_of_a_large_file() {
    let house = House::open().await;
    let (hannah, ana) = (house.visitor("Hannah").await, house.agent("Ana").await);
    let mut film = b"\0\0\0\x20ftypisom".to_vec();
    film.resize(50 * 1024 * 1024, 0);
    // Content that no page of the file repeats.
    for (n, bytes) in film.chunks_mut(8).enumerate().skip(2) {
        bytes.copy_from_slice(
            &(n as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15).to_le_bytes()[..bytes.len()],
        );
    }
    let film = bytes::Bytes::from(film);
    let mut upload = Box::pin(async {
        let path = "files?name=unpacking.mp4&kind=file";
        let sent = house.post(&ana, path, "video/mp4", film.clone()).await;
        assert_eq!(sent.status, 201, "{}", sent.text());
        sent.json()["id"].as_str().unwrap().to_owned()
    });

    // After how many pieces each message was stored: none had to wait for the whole file.
    let mut gaps = BTreeSet::new();
    let id = loop {
        let write = async {
            let body = serde_json::json!({ "text": "Are you there?" }).to_string();
            let said = house
                .post(&hannah, "messages", "application/json", body.into())
                .await;
            assert_eq!(said.status, 201);
            house.count("content_chunk").await
        };
        tokio::select! {
            id = &mut upload => break id,
            pieces = write => {
                gaps.insert(pieces);
            }
        }
    };
    drop(upload);
    let pieces = house.count("content_chunk").await;
    assert_eq!(pieces, 200, "a piece is a quarter of a megabyte");
    assert!(gaps.len() > 20, "messages passed between {gaps:?} only");
    let log = house.log_size();
    assert!(
        log < 48 * 1024 * 1024,
        "the log does not grow with the file: {log}"
    );
    let back = house.get(&ana, &format!("files/{id}"), &[]).await;
    assert!(back.body == film, "it comes back as it was sent");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn upload_that_breaks_off_leaves_nothing_to_send() {
    let house = House::open().await;
    let ana = house.agent("Ana").await;
    let mut line = house.line().await;
    let head = format!(
        "POST /api/v1/agent/files?name=a.pdf HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {}\r\n\
         content-type: application/pdf\r\ncontent-length: 900000\r\n\r\n%PDF-1.7",
        house.address(),
        ana.token()
    );
    line.write_all(head.as_bytes()).await.unwrap();
    line.write_all(&[1; 600_000]).await.unwrap();
    house
        .until("the upload has begun", async || {
            house.count("content_chunk").await == 2
        })
        .await;
    drop(line);
    house
        .until("the upload is given up", async || {
            house.count("attachment").await == 0
        })
        .await;
    house.close().await;
}

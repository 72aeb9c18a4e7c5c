//! A reader who cannot keep up is cut off, holds nobody up, and loses nothing.

use std::time::Duration;

use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpSocket,
};

use super::{Chat, kept, line};
use crate::house::House;

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_reader_is_cut_off_and_goes_on_where_it_stopped() {
    let house = House::open().await;
    let chat = Chat::begin(&house).await;
    let mut quick = house.listen(&chat.hannah, "", &[]).await.begun().await;

    // One that asks and does not read, with as little room on the way as the system gives.
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4096).unwrap();
    let mut slow = socket.connect(house.address()).await.unwrap();
    let ask = format!(
        "GET /api/v1/agent/events HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {}\r\nconnection: close\r\n\r\n",
        house.address(),
        chat.ana.token()
    );
    slow.write_all(ask.as_bytes()).await.unwrap();
    house
        .until("the slow reader is known", async || {
            house.app.house.hub.count().0 == 1
        })
        .await;
    let before = kept(&house, false).await.last().unwrap().0;

    let long = "茶".repeat(9_990);
    let mut written = 0;
    while house.app.house.hub.count().0 == 1 {
        written += 1;
        assert!(written < 2_000, "the slow reader was never cut off");
        let said = json!({ "text": format!("{long} {written}") });
        assert_eq!(house.tell(&chat.hannah, "messages", said).await.status, 201);
        // The other reader hears each at once.
        let told = quick.next_of("message").await;
        assert!(
            told.data["text"]
                .as_str()
                .unwrap()
                .ends_with(&format!(" {written}"))
        );
    }
    let mut text = Vec::new();
    tokio::time::timeout(Duration::from_secs(10), slow.read_to_end(&mut text))
        .await
        .expect("the house closes the stream")
        .ok();
    let text = String::from_utf8_lossy(&text);
    assert!(
        text.contains("event: lagged\ndata: {}\n\n"),
        "it is told why"
    );
    let seen: Vec<i64> = text
        .lines()
        .filter_map(|line| line.strip_prefix("id: ")?.parse().ok())
        .collect();
    let all = kept(&house, false).await;
    let rest: Vec<i64> = all
        .iter()
        .map(|(id, _)| *id)
        .filter(|id| *id > before)
        .collect();
    assert!(
        seen.len() < rest.len() && rest.starts_with(&seen),
        "the beginning, without a gap"
    );

    let after = seen.last().copied().unwrap_or(before).to_string();
    let mut again = house
        .listen(&chat.ana, "", &[("last-event-id", &after)])
        .await;
    for id in &rest[seen.len()..] {
        let told = again.next_kept().await;
        assert_eq!(line(&told).map(|(id, _)| id), Some(*id));
    }
    house.close().await;
}

//! A machine that is not ours, on loopback. The test itself is what answers there, a piece at a time.

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

pub(crate) struct Foreign {
    listener: TcpListener,
}

/// A request that is there and waits for its answer.
pub(crate) struct Call {
    /// Head and body.
    pub(crate) text: String,
    stream: TcpStream,
}

impl Foreign {
    pub(crate) async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        Self { listener }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.listener.local_addr().unwrap())
    }

    /// The next request.
    pub(crate) async fn next(&self) -> Call {
        let (mut stream, _) = self.listener.accept().await.unwrap();
        let mut gathered = Vec::new();
        let mut piece = [0; 4096];
        loop {
            let text = String::from_utf8_lossy(&gathered).into_owned();
            if let Some((head, body)) = text.split_once("\r\n\r\n") {
                let lower = head.to_lowercase();
                let length = lower
                    .lines()
                    .find_map(|line| line.strip_prefix("content-length: "))
                    .map_or(0, |length| length.trim().parse().unwrap());
                if body.len() >= length {
                    return Call { text, stream };
                }
            }
            let count = stream.read(&mut piece).await.unwrap();
            assert_ne!(count, 0, "a request was cut off: {text}");
            gathered.extend_from_slice(&piece[..count]);
        }
    }
}

impl Call {
    /// The body as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        let (_, body) = self.text.split_once("\r\n\r\n").unwrap();
        serde_json::from_str(body).unwrap()
    }

    pub(crate) async fn say(&mut self, words: &str) {
        self.stream.write_all(words.as_bytes()).await.unwrap();
    }

    /// Answers with JSON, and that is all.
    pub(crate) async fn answer(mut self, json: &serde_json::Value) {
        let body = json.to_string();
        self.say(&format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        ))
        .await;
    }

    /// Answers with a status and nothing else.
    pub(crate) async fn refuse(mut self, status: u16) {
        self.say(&format!(
            "HTTP/1.1 {status} No\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
        ))
        .await;
    }

    /// Begins a stream of events.
    pub(crate) async fn begin_stream(&mut self) {
        self.say("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n")
            .await;
    }

    /// Some words of a language model's.
    pub(crate) async fn words(&mut self, words: &str) {
        let event =
            serde_json::json!({"choices": [{"delta": {"content": words}, "finish_reason": null}]});
        self.say(&format!("data: {event}\n\n")).await;
    }

    /// The model has said all.
    pub(crate) async fn end_stream(mut self) {
        self.say(
            "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n",
        )
        .await;
    }

    /// Waits until whoever asked no longer listens.
    pub(crate) async fn until_dropped(mut self) {
        let mut piece = [0; 16];
        while let Ok(count) = self.stream.read(&mut piece).await {
            if count == 0 {
                return;
            }
        }
    }
}

//! Visitors who write, and now and then send a file.

use std::sync::atomic::Ordering;

use super::{Acknowledged, Load, bearer};
use crate::process::{ask, say};

pub(super) fn text(number: usize) -> String {
    format!("message {number}")
}

/// Writes numbered messages, each until it is acknowledged.
pub(super) fn write(load: &Load, token: &str) -> Acknowledged {
    let mut acknowledged = Acknowledged::new();
    for number in 0.. {
        let key = format!("key-{number}");
        let answer = if number % 8 == 3 {
            send_file(load, token, &key, number)
        } else {
            load.insist(|address| say(address, token, &key, &text(number)))
        };
        assert!(matches!(answer.status, 200 | 201), "{}", answer.body);
        acknowledged.insert(number, answer.body["id"].as_i64().unwrap());
        load.acknowledged.fetch_add(1, Ordering::SeqCst);
        if load.is_over() {
            return acknowledged;
        }
    }
    acknowledged
}

/// A voice message of three pieces, then the message that carries it. A file that was uploaded twice,
/// as the first answer was lost, is only sent once.
fn send_file(load: &Load, token: &str, key: &str, number: usize) -> crate::process::Answer {
    let mut bytes = b"\x1A\x45\xDF\xA3\x9F\x42\x86\x81\x01\x42\x82\x84webm\x42\x87".to_vec();
    bytes.resize(600_000, u8::try_from(number % 250).unwrap());
    let headers = format!("{}content-type: audio/webm\r\n", bearer(token));
    let path = "/api/v1/visitor/files?name=voice.webm&kind=voice";
    let sent = load.insist(|address| ask(address, "POST", path, &headers, &bytes));
    let mut body = serde_json::json!({ "text": text(number) });
    match sent.status {
        201 => body["attachments"] = serde_json::json!([sent.body["id"]]),
        // A visitor's day has twenty files; the rest are words.
        429 => {}
        other => panic!("{other}: {}", sent.body),
    }
    let (body, headers) = (
        body.to_string(),
        format!("{}idempotency-key: {key}\r\n", bearer(token)),
    );
    let path = "/api/v1/visitor/messages";
    load.insist(|address| ask(address, "POST", path, &headers, body.as_bytes()))
}

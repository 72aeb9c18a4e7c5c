//! A program that webhooks are posted to, and that does not always behave.

use std::{
    collections::VecDeque,
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
};

use base64::{Engine, prelude::BASE64_STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;

use crate::posted::{Posted, listen};

/// How a post is answered.
#[derive(Debug, Clone)]
pub(crate) enum Manner {
    /// With this status, and these further headers, each with its line's end.
    Says(u16, &'static str),
    /// With something that is no HTTP.
    Garbage,
    /// Not at all, while the line stays open.
    Silence,
    /// Not at all, and the line is closed.
    Closes,
    /// With a status, and a body that never ends.
    Drips(u16),
}

/// A post, as it came.
#[derive(Debug, Clone)]
pub(crate) struct Heard {
    posted: Posted,
    text: String,
}

impl Heard {
    pub(crate) fn header(&self, name: &str) -> String {
        self.posted.header(name)
    }

    pub(crate) fn id(&self) -> String {
        self.header("webhook-id")
    }

    pub(crate) fn body(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }

    pub(crate) fn kind(&self) -> String {
        self.body()["type"].as_str().unwrap().to_owned()
    }

    /// What was said in the message that it tells of.
    pub(crate) fn said(&self) -> String {
        self.body()["data"]["text"].as_str().unwrap().to_owned()
    }

    pub(crate) fn has(&self, words: &str) -> bool {
        self.text.contains(words)
    }

    /// Whether the secret has signed it, reckoned as a receiver does.
    pub(crate) fn is_signed_by(&self, secret: &str) -> bool {
        let key = BASE64_STANDARD.decode(secret.strip_prefix("whsec_").unwrap());
        let mut mac = Hmac::<Sha256>::new_from_slice(&key.unwrap()).unwrap();
        let (id, timestamp) = (self.id(), self.header("webhook-timestamp"));
        mac.update(format!("{id}.{timestamp}.{}", self.text).as_bytes());
        let expected = format!("v1,{}", BASE64_STANDARD.encode(mac.finalize().into_bytes()));
        let signatures = self.header("webhook-signature");
        signatures.split(' ').any(|one| one == expected)
    }
}

/// How posts with certain words are answered.
type Manners = Vec<(String, VecDeque<Manner>)>;

/// Listens until the test ends.
#[derive(Clone)]
pub(crate) struct Receiver {
    pub(crate) address: SocketAddr,
    heard: Arc<Mutex<Vec<Heard>>>,
    manners: Arc<Mutex<Manners>>,
}

impl Receiver {
    pub(crate) fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let receiver = Self {
            address: listener.local_addr().unwrap(),
            heard: Arc::default(),
            manners: Arc::default(),
        };
        let ear = receiver.clone();
        listen(listener, move |line| ear.hear(line));
        receiver
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/hook", self.address)
    }

    /// The next posts with these words are answered so, each once; all others are taken.
    pub(crate) fn misbehaves(&self, words: &str, manners: &[Manner]) {
        let manners = manners.iter().cloned().collect();
        self.manners
            .lock()
            .unwrap()
            .push((words.to_owned(), manners));
    }

    /// Everything that was posted so far.
    pub(crate) fn heard(&self) -> Vec<Heard> {
        self.heard.lock().unwrap().clone()
    }

    /// What was posted with these words.
    pub(crate) fn heard_with(&self, words: &str) -> Vec<Heard> {
        let mut heard = self.heard();
        heard.retain(|one| one.has(words));
        heard
    }

    fn hear(&self, mut line: TcpStream) -> Option<()> {
        let posted = Posted::read(&mut line)?;
        let text = String::from_utf8_lossy(&posted.body).into_owned();
        let heard = Heard { posted, text };
        let manner = {
            let mut manners = self.manners.lock().unwrap();
            manners
                .iter_mut()
                .find(|(words, manners)| heard.has(words) && !manners.is_empty())
                .and_then(|(_, manners)| manners.pop_front())
        };
        self.heard.lock().unwrap().push(heard);
        match manner.unwrap_or(Manner::Says(200, "")) {
            Manner::Says(status, headers) => {
                let answer = format!(
                    "HTTP/1.1 {status} X\r\n{headers}content-length: 6\r\nconnection: close\r\n\r\nthanks"
                );
                line.write_all(answer.as_bytes()).ok()?;
            }
            Manner::Garbage => line.write_all(b"\x16\x03\x01 what?\r\n\r\n").ok()?,
            Manner::Closes => {}
            Manner::Silence => wait_for_end(&mut line),
            Manner::Drips(status) => {
                let answer = format!("HTTP/1.1 {status} X\r\ncontent-length: 100000\r\n\r\ndrip");
                line.write_all(answer.as_bytes()).ok()?;
                wait_for_end(&mut line);
            }
        }
        Some(())
    }
}

fn wait_for_end(line: &mut TcpStream) {
    while line.read(&mut [0; 64]).is_ok_and(|count| count > 0) {}
}

//! WeChat's side of one account: it calls a house with what its people do, up to three times, and takes what the house
//! says for as long and as often as its people may be answered.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use aes::Aes256;
use base64::{Engine, prelude::BASE64_STANDARD};
use bytes::Bytes;
use cbc::{
    Encryptor,
    cipher::{BlockModeEncrypt, KeyIvInit, block_padding::NoPadding},
};
use http::{Method, Request, Response, StatusCode, header};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use serde_json::{Map, Value, json};
use sha1::{Digest, Sha1};
use tokio::net::TcpStream;

use super::{Call, Log, Manners, fields, json as answer};
use crate::base::{secret, time::Timestamp};

/// Seconds in which somebody is answered, and how often, after each of their messages.
const WINDOW: i64 = 48 * 3600;
const QUOTA: u32 = 5;
/// Bytes of words at most.
const MOST_WORDS: usize = 2048;
/// How often it calls until it is heard, and how long it waits each time.
const ATTEMPTS: usize = 3;
const PATIENCE: Duration = Duration::from_secs(5);

/// What the house has said.
#[derive(Debug, Clone)]
pub struct Said {
    /// The call as it came.
    pub body: Value,
    /// The file in it: as what it was handed over, and its bytes.
    pub file: Option<(String, Bytes)>,
}

impl Said {
    /// Its words.
    #[must_use]
    pub fn text(&self) -> &str {
        [
            &self.body["text"]["content"],
            &self.body["msgmenu"]["head_content"],
        ]
        .into_iter()
        .find_map(Value::as_str)
        .unwrap_or_default()
    }
}

/// A call to the house.
#[derive(Debug, Clone)]
pub struct Push {
    /// What stands behind the question mark.
    pub query: String,
    /// The body.
    pub body: Bytes,
}

#[derive(Default)]
struct State {
    base: String,
    token: String,
    aes_key: String,
    hides: bool,
    behind: i64,
    last: u64,
    /// Which of its tokens is good, and how often one was asked for.
    tokens: (usize, usize),
    /// When somebody last wrote, and how often they may still be answered.
    windows: HashMap<String, (i64, u32)>,
    remarks: HashMap<String, String>,
    typed: Vec<String>,
    files: HashMap<String, (String, Bytes)>,
}

/// The platform, for one account.
pub struct WeChat {
    app_id: String,
    app_secret: String,
    is_mini: bool,
    state: Mutex<State>,
    /// What the house has said.
    pub said: Log<Said>,
}

impl WeChat {
    /// An Official Account with these keys.
    #[must_use]
    pub fn official(app_id: &str, app_secret: &str) -> Self {
        Self::new(app_id, app_secret, false)
    }

    /// A Mini-Program with these keys.
    #[must_use]
    pub fn mini(app_id: &str, app_secret: &str) -> Self {
        Self::new(app_id, app_secret, true)
    }

    fn new(app_id: &str, app_secret: &str, is_mini: bool) -> Self {
        Self {
            app_id: app_id.to_owned(),
            app_secret: app_secret.to_owned(),
            is_mini,
            state: Mutex::default(),
            said: Log::default(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Under which address its films are.
    pub fn is_at(&self, base: &str) {
        base.clone_into(&mut self.state().base);
    }

    /// What its owner has entered: the word with which it signs, the key with which it hides what it says, and
    /// whether it does.
    pub fn learns(&self, token: &str, aes_key: &str, hides: bool) {
        let mut state = self.state();
        token.clone_into(&mut state.token);
        aes_key.clone_into(&mut state.aes_key);
        state.hides = hides;
    }

    /// Its clock shows this instant from now on, and goes on from it.
    pub fn shows(&self, now: Timestamp) {
        self.state().behind = now.0 / 1000 - machine();
    }

    fn now(&self) -> i64 {
        machine() + self.state().behind
    }

    /// Its token is no good any more.
    pub fn revoke(&self) {
        self.state().tokens.0 += 1;
    }

    /// How often a token was asked for.
    #[must_use]
    pub fn tokens(&self) -> usize {
        self.state().tokens.1
    }

    /// What the account notes of somebody.
    pub fn remark(&self, user: &str, words: &str) {
        self.state()
            .remarks
            .insert(user.to_owned(), words.to_owned());
    }

    /// Somebody writes.
    pub fn write(&self, user: &str, words: &str) -> Push {
        self.send(user, "text", &[("Content", words)])
    }

    /// Somebody sends a message of this sort with these fields.
    pub fn send(&self, user: &str, kind: &str, content: &[(&str, &str)]) -> Push {
        let (now, id) = (self.now(), self.number());
        self.state().windows.insert(user.to_owned(), (now, QUOTA));
        let id = format!("2345678901234{id:04}");
        let mut fields = vec![("MsgType", kind), ("MsgId", id.as_str())];
        fields.extend(content);
        self.push(&self.told(user, now, &fields))
    }

    /// Something happens that is no message.
    pub fn event(&self, user: &str, event: &str) -> Push {
        let now = self.now();
        self.push(&self.told(user, now, &[("MsgType", "event"), ("Event", event)]))
    }

    fn number(&self) -> u64 {
        let mut state = self.state();
        state.last += 1;
        state.last
    }

    /// A body as it is called in: XML, or JSON where Mini-Programs wish so.
    fn told(&self, user: &str, now: i64, fields: &[(&str, &str)]) -> String {
        if self.is_mini {
            let mut told = Map::new();
            told.insert("ToUserName".to_owned(), "gh_mini".into());
            told.insert("FromUserName".to_owned(), user.into());
            told.insert("CreateTime".to_owned(), now.into());
            for (name, value) in fields {
                let number = value.parse::<u64>().ok().filter(|_| *name == "MsgId");
                told.insert(
                    (*name).to_owned(),
                    number.map_or_else(|| (*value).into(), Into::into),
                );
            }
            return Value::from(told).to_string();
        }
        let rest: String = fields
            .iter()
            .map(|(name, value)| match *name {
                "MsgId" => format!("<MsgId>{value}</MsgId>"),
                name => format!("<{name}><![CDATA[{value}]]></{name}>"),
            })
            .collect();
        format!(
            "<xml><ToUserName><![CDATA[gh_account]]></ToUserName><FromUserName><![CDATA[{user}]]></FromUserName>\
             <CreateTime>{now}</CreateTime>{rest}</xml>"
        )
    }

    /// A call with this body, hidden if its owner wishes so.
    pub fn push(&self, body: &str) -> Push {
        let stamp = self.stamp();
        let hides = self.state().hides;
        if hides {
            self.hidden(body, &self.app_id, &stamp)
        } else {
            Push {
                query: self.signed(&stamp),
                body: Bytes::copy_from_slice(body.as_bytes()),
            }
        }
    }

    /// A call that hides words for another account.
    pub fn push_of(&self, app_id: &str, body: &str) -> Push {
        self.hidden(body, app_id, &self.stamp())
    }

    /// How it asks whether this is the address; `echo` is what it wants to hear.
    #[must_use]
    pub fn greeting(&self, echo: &str) -> String {
        format!("{}&echostr={echo}", self.signed(&self.stamp()))
    }

    fn stamp(&self) -> [String; 2] {
        let nonce = 1_514_711_000 + self.number();
        [self.now().to_string(), nonce.to_string()]
    }

    fn signed(&self, [timestamp, nonce]: &[String; 2]) -> String {
        let token = self.state().token.clone();
        let signature = signature(&[&token, timestamp, nonce]);
        format!("signature={signature}&timestamp={timestamp}&nonce={nonce}")
    }

    fn hidden(&self, body: &str, app_id: &str, stamp: &[String; 2]) -> Push {
        let (token, aes_key) = {
            let state = self.state();
            (state.token.clone(), state.aes_key.clone())
        };
        let hidden = hide(&aes_key, app_id, body);
        let [timestamp, nonce] = stamp;
        let signature = signature(&[&token, timestamp, nonce, &hidden]);
        let body = if self.is_mini {
            json!({ "ToUserName": "gh_mini", "Encrypt": hidden }).to_string()
        } else {
            format!(
                "<xml><ToUserName><![CDATA[gh_account]]></ToUserName><Encrypt><![CDATA[{hidden}]]></Encrypt></xml>"
            )
        };
        Push {
            query: format!(
                "{}&encrypt_type=aes&msg_signature={signature}",
                self.signed(stamp)
            ),
            body: body.into(),
        }
    }

    /// Calls this address until it is heard; answers how often it took, or the status of the last answer.
    pub async fn call(&self, address: &str, push: &Push) -> Result<usize, u16> {
        let mut last = 0;
        for attempt in 1..=ATTEMPTS {
            let answer = tokio::time::timeout(PATIENCE, attempted(address, push)).await;
            match answer {
                Ok(Ok((StatusCode::OK, words))) if &*words == b"success" => return Ok(attempt),
                Ok(Ok((status, _))) => last = status.as_u16(),
                Ok(Err(_)) | Err(_) => {}
            }
        }
        Err(last)
    }

    /// A file that somebody has; answers its name.
    pub fn keep(&self, media_type: &str, bytes: Bytes) -> String {
        let id = format!("media{}", self.number());
        self.state()
            .files
            .insert(id.clone(), (media_type.to_owned(), bytes));
        id
    }

    /// Loses a file.
    pub fn lose(&self, id: &str) {
        self.state().files.remove(id);
    }

    /// To whom it was shown that somebody types.
    #[must_use]
    pub fn typed(&self) -> Vec<String> {
        self.state().typed.clone()
    }

    fn fetch_token(&self, call: &Call) -> Response<Bytes> {
        let asked = call.json();
        if asked["appid"] != self.app_id.as_str() {
            return refused(40_013, "invalid appid");
        }
        if asked["secret"] != self.app_secret.as_str() {
            return refused(40_125, "invalid appsecret");
        }
        let mut state = self.state();
        state.tokens.1 += 1;
        let token = token(state.tokens.0);
        answer(
            StatusCode::OK,
            &json!({ "access_token": token, "expires_in": 7200 }),
        )
    }

    /// Takes what the house says, or says why not.
    fn take(&self, call: &Call) -> Result<(), (i64, &'static str)> {
        // Letters that are written as escapes are shown as such.
        if call.body.windows(2).any(|two| two == b"\\u") {
            return Err((40_033, "invalid charset. please check your request"));
        }
        let body = call.json();
        let to = body["touser"].as_str().unwrap_or_default().to_owned();
        if !to.starts_with('o') {
            return Err((40_003, "invalid openid"));
        }
        let kind = body["msgtype"].as_str().unwrap_or_default();
        let content = &body[kind];
        let now = self.now();
        let mut state = self.state();
        let file = match (kind, self.is_mini) {
            ("text", _) => {
                let words = content["content"].as_str().unwrap_or_default();
                if words.is_empty() {
                    return Err((44_004, "empty content"));
                }
                if words.len() > MOST_WORDS {
                    return Err((45_002, "content size out of limit"));
                }
                None
            }
            ("image", _) | ("voice", false) => content["media_id"].as_str(),
            ("miniprogrampage", is_mini) => {
                if content["pagepath"].as_str().is_none_or(str::is_empty)
                    || content["appid"].is_string() == is_mini
                {
                    return Err((40_008, "invalid message type"));
                }
                content["thumb_media_id"].as_str()
            }
            ("link", true) if content["url"].is_string() => None,
            ("news", false) if content["articles"].as_array().map(Vec::len) == Some(1) => None,
            ("msgmenu", false) if content["list"].is_array() => None,
            _ => return Err((40_008, "invalid message type")),
        };
        let file = match file {
            Some(id) => {
                let known = state.files.get(id).cloned();
                Some(known.ok_or((40_007, "invalid media_id"))?)
            }
            None => None,
        };
        let (asked_at, left) = state
            .windows
            .get_mut(&to)
            .map(|(at, left)| (*at, left))
            .ok_or((
                45_015,
                "response out of time limit or subscription is canceled",
            ))?;
        if now - asked_at > WINDOW {
            return Err((
                45_015,
                "response out of time limit or subscription is canceled",
            ));
        }
        if *left == 0 {
            return Err((45_047, "out of response count limit"));
        }
        *left -= 1;
        self.said.push(Said { body, file });
        Ok(())
    }

    fn upload(&self, call: &Call, kind: &str) -> Response<Bytes> {
        if self.is_mini && kind != "image" {
            return refused(40_004, "invalid media type");
        }
        let files = fields(&call.media_type, &call.body);
        let Some(file) = files
            .into_iter()
            .find(|one| one.name == "media" && one.file_name.is_some())
        else {
            return refused(41_005, "media data missing");
        };
        let id = self.keep(kind, file.bytes);
        let now = self.now();
        answer(
            StatusCode::OK,
            &json!({ "type": kind, "media_id": id, "created_at": now }),
        )
    }

    fn media(&self, id: &str) -> Response<Bytes> {
        let (found, base) = {
            let state = self.state();
            (state.files.get(id).cloned(), state.base.clone())
        };
        match found {
            None => refused(40_007, "invalid media_id"),
            Some((kind, _)) if kind.starts_with("video/") => {
                let place = json!({ "video_url": format!("{base}/film/{id}") });
                answer(StatusCode::OK, &place)
            }
            Some((kind, bytes)) => file(&kind, &format!("{id}.bin"), bytes),
        }
    }

    fn about(&self, user: &str) -> Response<Bytes> {
        let remark = self.state().remarks.get(user).cloned().unwrap_or_default();
        let told = json!({
            "subscribe": 1, "openid": user, "nickname": "", "headimgurl": "", "language": "zh_CN", "remark": remark,
        });
        answer(StatusCode::OK, &told)
    }
}

/// Calls once, on a connection of its own.
async fn attempted(address: &str, push: &Push) -> anyhow::Result<(StatusCode, Bytes)> {
    let rest = address.trim_start_matches("http://");
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let request = Request::post(format!("/{path}?{}", push.query))
        .header(header::HOST, host)
        .header(header::CONTENT_TYPE, "text/xml")
        .body(Full::new(push.body.clone()))?;
    let stream = TcpStream::connect(host).await?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    let answer = sender.send_request(request).await?;
    let status = answer.status();
    Ok((status, answer.into_body().collect().await?.to_bytes()))
}

fn machine() -> i64 {
    crate::base::time::Clock::machine().now().0 / 1000
}

fn token(number: usize) -> String {
    format!("TOKEN{number}_{}", "x".repeat(64))
}

fn signature(words: &[&str]) -> String {
    let mut sorted = words.to_vec();
    sorted.sort_unstable();
    secret::hex(&Sha1::digest(sorted.concat()))
}

/// As the platform hides what it says.
fn hide(aes_key: &str, app_id: &str, body: &str) -> String {
    let key = BASE64_STANDARD.decode(format!("{aes_key}="));
    let key: [u8; 32] = key
        .ok()
        .and_then(|key| key.try_into().ok())
        .unwrap_or([0; 32]);
    let mut iv = [0; 16];
    iv.copy_from_slice(&key[..16]);
    let mut plain = secret::random_bytes::<16>().to_vec();
    plain.extend(u32::try_from(body.len()).unwrap_or(0).to_be_bytes());
    plain.extend(body.as_bytes());
    plain.extend(app_id.as_bytes());
    let padding = 32 - plain.len() % 32;
    plain.resize(plain.len() + padding, u8::try_from(padding).unwrap_or(0));
    let length = plain.len();
    let hidden = Encryptor::<Aes256>::new(&key.into(), &iv.into())
        .encrypt_padded::<NoPadding>(&mut plain, length)
        .expect("it is padded to whole blocks");
    BASE64_STANDARD.encode(hidden)
}

fn refused(code: i64, words: &str) -> Response<Bytes> {
    let told = json!({ "errcode": code, "errmsg": format!("{words} rid: 6745-1234-5678") });
    answer(StatusCode::OK, &told)
}

fn file(media_type: &str, name: &str, bytes: Bytes) -> Response<Bytes> {
    let mut answer = Response::new(bytes);
    let headers = answer.headers_mut();
    if let Ok(value) = media_type.parse() {
        headers.insert(header::CONTENT_TYPE, value);
    }
    if let Ok(value) = format!("attachment; filename=\"{name}\"").parse() {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    answer
}

impl Manners for WeChat {
    async fn answer(&self, call: Call) -> Response<Bytes> {
        let (path, query) = call.path.split_once('?').unwrap_or((&call.path, ""));
        let asked: HashMap<String, String> = serde_html_form::from_str(query).unwrap_or_default();
        let field = |name: &str| asked.get(name).map_or("", String::as_str);
        if let Some(id) = path.strip_prefix("/film/") {
            let found = self.state().files.get(id).cloned();
            return match found {
                Some((kind, bytes)) => file(&kind, "film.mp4", bytes),
                None => self.refusal(StatusCode::NOT_FOUND, "Not Found", None),
            };
        }
        if path == "/cgi-bin/stable_token" {
            return self.fetch_token(&call);
        }
        let good = token(self.state().tokens.0);
        if field("access_token") != good {
            let words = "invalid credential, access_token is invalid or not latest";
            return refused(40_001, words);
        }
        let typing = if self.is_mini {
            "/cgi-bin/message/custom/business/typing"
        } else {
            "/cgi-bin/message/custom/typing"
        };
        match (&call.method, path) {
            (&Method::POST, "/cgi-bin/message/custom/send") => match self.take(&call) {
                Ok(()) => answer(StatusCode::OK, &json!({ "errcode": 0, "errmsg": "ok" })),
                Err((code, words)) => refused(code, words),
            },
            (&Method::POST, path) if path == typing => {
                let to = call.json()["touser"]
                    .as_str()
                    .unwrap_or_default()
                    .to_owned();
                self.state().typed.push(to);
                answer(StatusCode::OK, &json!({ "errcode": 0, "errmsg": "ok" }))
            }
            (&Method::POST, "/cgi-bin/media/upload") => self.upload(&call, field("type")),
            (&Method::GET, "/cgi-bin/media/get") => self.media(field("media_id")),
            (&Method::GET, "/cgi-bin/user/info") if !self.is_mini => self.about(field("openid")),
            _ => refused(48_001, "api unauthorized"),
        }
    }

    /// The figure in front of the words is the platform's code. What has none comes from something in between.
    fn refusal(
        &self,
        status: StatusCode,
        words: &str,
        retry_after: Option<u64>,
    ) -> Response<Bytes> {
        if retry_after.is_some() {
            return refused(-1, "system error");
        }
        let code = words.split_once(' ');
        match code.and_then(|(code, words)| Some((code.parse().ok()?, words))) {
            Some((code, words)) => refused(code, words),
            None => {
                let page = format!("<html>{words}</html>");
                let mut answer = Response::new(Bytes::from(page));
                *answer.status_mut() = status;
                answer
            }
        }
    }
}

//! An ACME authority (RFC 8555) on loopback that is as strict as the real ones: every request is signed with a fresh
//! nonce, names are looked at through the house's own doors, and now and then it fails.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    convert::Infallible,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as B64};
use bytes::Bytes;
use http::{Method, Request, Response, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::{body::Incoming, service::service_fn};
use hyper_util::rt::TokioIo;
use rcgen::{
    BasicConstraints, CertificateParams, CertificateSigningRequestParams, IsCa, Issuer, KeyPair,
    date_time_ymd,
};
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use shopbell::base::{
    secret::random_hex,
    time::{Clock, Timestamp},
};
use tokio::net::TcpListener;

use super::look;

/// What it does wrong at the next occasion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mood {
    /// Says that a nonce is none of its own.
    ForgetsNonce,
    /// Has been asked too often.
    IsTired,
    /// Does not see what is shown.
    IsBlind,
    /// Answers an order with something that is no JSON.
    Babbles,
}

struct Books {
    nonces: HashSet<String>,
    /// Public key of the account, as it was sent.
    account: Option<Value>,
    accounts: usize,
    orders: Vec<Order>,
    moods: VecDeque<Mood>,
    /// How it looked, name by name.
    looks: Vec<(String, String)>,
    badly_signed: usize,
}

struct Order {
    names: Vec<String>,
    seen: HashMap<String, bool>,
    token: String,
    chain: Option<String>,
}

pub(crate) struct Authority {
    pub(crate) address: SocketAddr,
    pub(crate) root: Vec<u8>,
    books: Arc<Mutex<Books>>,
    server: tokio::task::AbortHandle,
}

/// What its handlers know.
#[derive(Clone)]
struct Desk {
    base: String,
    books: Arc<Mutex<Books>>,
    issuer: Arc<Issuer<'static, KeyPair>>,
    clock: Clock,
    /// The house's doors: plain, and for HTTPS.
    doors: (SocketAddr, SocketAddr),
}

impl Authority {
    pub(crate) async fn open(clock: &Clock, plain: SocketAddr, https: SocketAddr) -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let root = params.self_signed(&key).unwrap().der().to_vec();
        let listener = TcpListener::bind(crate::address::fresh()).await.unwrap();
        let address = listener.local_addr().unwrap();
        let books = Arc::new(Mutex::new(Books {
            nonces: HashSet::new(),
            account: None,
            accounts: 0,
            orders: Vec::new(),
            moods: VecDeque::new(),
            looks: Vec::new(),
            badly_signed: 0,
        }));
        let desk = Desk {
            base: format!("http://{address}"),
            books: books.clone(),
            issuer: Arc::new(Issuer::new(params, key)),
            clock: clock.clone(),
            doors: (plain, https),
        };
        let server = tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let desk = desk.clone();
                tokio::spawn(async move {
                    let service = service_fn(move |request| {
                        let desk = desk.clone();
                        async move { Ok::<_, Infallible>(desk.answer(request).await) }
                    });
                    let http = hyper::server::conn::http1::Builder::new();
                    let _ = http.serve_connection(TokioIo::new(stream), service).await;
                });
            }
        });
        Self {
            address,
            root,
            books,
            server: server.abort_handle(),
        }
    }

    pub(crate) fn directory(&self) -> String {
        format!("http://{}/directory", self.address)
    }

    pub(crate) fn will(&self, moods: &[Mood]) {
        self.books.lock().unwrap().moods.extend(moods);
    }

    /// Accounts and orders so far.
    pub(crate) fn count(&self) -> (usize, usize) {
        let books = self.books.lock().unwrap();
        assert_eq!(
            books.badly_signed, 0,
            "a request was not signed as it must be"
        );
        (books.accounts, books.orders.len())
    }

    /// How it looked, name by name, since it was last asked.
    pub(crate) fn looks(&self) -> Vec<(String, String)> {
        std::mem::take(&mut self.books.lock().unwrap().looks)
    }
}

impl Drop for Authority {
    fn drop(&mut self) {
        self.server.abort();
    }
}

type Reply = Response<Full<Bytes>>;

fn problem(status: u16, kind: &str, detail: &str) -> Reply {
    let body = json!({ "type": format!("urn:ietf:params:acme:error:{kind}"), "detail": detail, "status": status });
    let mut reply = Response::new(Full::new(body.to_string().into()));
    *reply.status_mut() = StatusCode::from_u16(status).unwrap();
    reply
}

impl Desk {
    async fn answer(&self, request: Request<Incoming>) -> Reply {
        let (parts, body) = request.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let path = parts.uri.path().to_owned();
        let mut reply = match (&parts.method, path.as_str()) {
            (&Method::GET, "/directory") => {
                let at = |path: &str| format!("{}{path}", self.base);
                self.say(200, &json!({
                    "newNonce": at("/nonce"), "newAccount": at("/account"), "newOrder": at("/order"),
                    "revokeCert": at("/revoke"), "keyChange": at("/key"),
                }))
            }
            (&Method::HEAD, "/nonce") => self.say(200, &json!({})),
            (&Method::POST, path) => match self.signed(path, &body) {
                Ok(payload) => self.act(path, payload).await,
                Err(refused) => *refused,
            },
            _ => problem(404, "malformed", "no such thing"),
        };
        let nonce = random_hex();
        self.books.lock().unwrap().nonces.insert(nonce.clone());
        reply
            .headers_mut()
            .insert("replay-nonce", nonce.parse().unwrap());
        reply
    }

    fn say(&self, status: u16, body: &Value) -> Reply {
        let mut reply = Response::new(Full::new(body.to_string().into()));
        *reply.status_mut() = StatusCode::from_u16(status).unwrap();
        reply
    }

    fn mood(&self, mood: Mood) -> bool {
        let mut books = self.books.lock().unwrap();
        let is_so = books.moods.front() == Some(&mood);
        if is_so {
            books.moods.pop_front();
        }
        is_so
    }

    /// Checks signature, nonce and address of a request (section 6.2 to 6.5), and answers what it says.
    fn signed(&self, path: &str, body: &[u8]) -> Result<Value, Box<Reply>> {
        let wrong = |why: &str| {
            self.books.lock().unwrap().badly_signed += 1;
            Box::new(problem(400, "malformed", why))
        };
        let jose: Value = serde_json::from_slice(body).map_err(|_| wrong("no JSON"))?;
        let part = |name: &str| jose[name].as_str().unwrap_or_default().to_owned();
        let (protected, payload, signature) =
            (part("protected"), part("payload"), part("signature"));
        let head: Value = serde_json::from_slice(&B64.decode(&protected).unwrap()).unwrap();
        if head["alg"] != "ES256" || head["url"] != format!("{}{path}", self.base) {
            return Err(wrong("algorithm or url"));
        }
        let key = match (&head["jwk"], &head["kid"]) {
            (Value::Object(_), Value::Null) => head["jwk"].clone(),
            (Value::Null, Value::String(kid)) if *kid == format!("{}/account/1", self.base) => self
                .books
                .lock()
                .unwrap()
                .account
                .clone()
                .ok_or_else(|| wrong("no account"))?,
            _ => return Err(wrong("whose key?")),
        };
        let point = ["x", "y"]
            .map(|part| B64.decode(key[part].as_str().unwrap()).unwrap())
            .concat();
        let point = [vec![4], point].concat();
        let signed = format!("{protected}.{payload}");
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point)
            .verify(signed.as_bytes(), &B64.decode(signature).unwrap())
            .map_err(|_| wrong("signature"))?;
        let nonce = head["nonce"].as_str().unwrap_or_default().to_owned();
        let is_known = self.books.lock().unwrap().nonces.remove(&nonce);
        if !is_known {
            return Err(wrong("a nonce twice"));
        }
        if self.mood(Mood::ForgetsNonce) {
            return Err(Box::new(problem(400, "badNonce", "not one of mine")));
        }
        if path == "/account" {
            self.books.lock().unwrap().account = Some(key);
        }
        let payload = B64.decode(payload).unwrap();
        Ok(serde_json::from_slice(&payload).unwrap_or(Value::Null))
    }

    async fn act(&self, path: &str, payload: Value) -> Reply {
        let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
        match parts[..] {
            ["account"] => {
                assert_eq!(payload["termsOfServiceAgreed"], true);
                self.books.lock().unwrap().accounts += 1;
                let mut reply = self.say(201, &json!({ "status": "valid" }));
                let at = format!("{}/account/1", self.base);
                reply.headers_mut().insert("location", at.parse().unwrap());
                reply
            }
            ["order"] => {
                if self.mood(Mood::IsTired) {
                    return problem(429, "rateLimited", "too many certificates");
                }
                if self.mood(Mood::Babbles) {
                    return Response::new(Full::new("<html>".into()));
                }
                let names = payload["identifiers"].as_array().unwrap();
                let names = names
                    .iter()
                    .map(|one| one["value"].as_str().unwrap().to_owned())
                    .collect();
                let number = {
                    let mut books = self.books.lock().unwrap();
                    books.orders.push(Order {
                        names,
                        seen: HashMap::new(),
                        token: random_hex(),
                        chain: None,
                    });
                    books.orders.len()
                };
                let mut reply = self.say(201, &self.order(number));
                let at = format!("{}/order/{number}", self.base);
                reply.headers_mut().insert("location", at.parse().unwrap());
                reply
            }
            ["order", number] => self.say(200, &self.order(number.parse().unwrap())),
            ["authz", number, name] => {
                self.say(200, &self.authorization(number.parse().unwrap(), name))
            }
            ["challenge", number, name, kind] => {
                let number: usize = number.parse().unwrap();
                self.look(number, name, kind).await;
                // What came of it is told with the authorization; whoever said that they are ready hears that they
                // were heard.
                let mut heard = self.challenge(number, name, kind);
                heard["status"] = json!("processing");
                heard.as_object_mut().unwrap().remove("error");
                self.say(200, &heard)
            }
            ["finalize", number] => {
                let number: usize = number.parse().unwrap();
                let csr = B64.decode(payload["csr"].as_str().unwrap()).unwrap();
                let mut csr = CertificateSigningRequestParams::from_der(&csr.into()).unwrap();
                let at = |time: Timestamp| {
                    date_time_ymd(1970, 1, 1) + Duration::from_millis(time.0.try_into().unwrap())
                };
                let now = self.clock.now();
                csr.params.not_before = at(now.minus(Duration::from_secs(3_600)));
                csr.params.not_after = at(now.plus(Duration::from_secs(90 * 86_400)));
                let chain = csr.signed_by(&*self.issuer).unwrap().pem();
                self.books.lock().unwrap().orders[number - 1].chain = Some(chain);
                self.say(200, &self.order(number))
            }
            ["cert", number] => {
                let number: usize = number.parse().unwrap();
                let chain = self.books.lock().unwrap().orders[number - 1]
                    .chain
                    .clone()
                    .unwrap();
                Response::new(Full::new(chain.into()))
            }
            _ => problem(404, "malformed", "no such thing"),
        }
    }

    fn order(&self, number: usize) -> Value {
        let books = self.books.lock().unwrap();
        let order = &books.orders[number - 1];
        let status = if order.chain.is_some() {
            "valid"
        } else if order.seen.values().any(|seen| !seen) {
            "invalid"
        } else if order.seen.len() == order.names.len() {
            "ready"
        } else {
            "pending"
        };
        let at = |path: String| format!("{}/{path}", self.base);
        json!({
            "status": status,
            "identifiers": order.names.iter().map(|name| json!({ "type": "dns", "value": name })).collect::<Vec<_>>(),
            "authorizations": order.names.iter().map(|name| at(format!("authz/{number}/{name}"))).collect::<Vec<_>>(),
            "finalize": at(format!("finalize/{number}")),
            "certificate": order.chain.as_ref().map(|_| at(format!("cert/{number}"))),
        })
    }

    fn authorization(&self, number: usize, name: &str) -> Value {
        let kinds = ["dns-01", "http-01", "tls-alpn-01"];
        json!({
            "status": self.status(number, name),
            "identifier": { "type": "dns", "value": name },
            "challenges": kinds.map(|kind| self.challenge(number, name, kind)),
        })
    }

    fn status(&self, number: usize, name: &str) -> &'static str {
        match self.books.lock().unwrap().orders[number - 1].seen.get(name) {
            Some(true) => "valid",
            Some(false) => "invalid",
            None => "pending",
        }
    }

    fn challenge(&self, number: usize, name: &str, kind: &str) -> Value {
        let status = self.status(number, name);
        let token = self.books.lock().unwrap().orders[number - 1].token.clone();
        let error = (status == "invalid").then(|| {
            json!({ "type": "urn:ietf:params:acme:error:unauthorized", "detail": "what is shown is wrong", "status": 403 })
        });
        let mut challenge = json!({
            "type": kind,
            "url": format!("{}/challenge/{number}/{name}/{kind}", self.base),
            "token": token,
            "status": status,
        });
        if let Some(error) = error {
            challenge["error"] = error;
        }
        challenge
    }

    /// Looks whether the name is the house's, as the real ones do.
    async fn look(&self, number: usize, name: &str, kind: &str) {
        let (token, account) = {
            let books = self.books.lock().unwrap();
            (
                books.orders[number - 1].token.clone(),
                books.account.clone().unwrap(),
            )
        };
        // RFC 7638: the members in the order of the alphabet, without any space.
        let canonical = format!(
            r#"{{"crv":{},"kty":{},"x":{},"y":{}}}"#,
            account["crv"], account["kty"], account["x"], account["y"]
        );
        let expected = format!("{token}.{}", B64.encode(Sha256::digest(canonical)));
        let is_right = match kind {
            "http-01" => look::by_http(self.doors.0, name, &token)
                .await
                .is_some_and(|said| said == expected),
            "tls-alpn-01" => {
                let digest = Sha256::digest(&expected);
                look::by_tls(self.doors.1, name, &digest).await
            }
            _ => panic!("{kind} was not asked for"),
        };
        let is_seen = is_right && !self.mood(Mood::IsBlind);
        let mut books = self.books.lock().unwrap();
        books.looks.push((name.to_owned(), kind.to_owned()));
        books.orders[number - 1]
            .seen
            .insert(name.to_owned(), is_seen);
    }
}

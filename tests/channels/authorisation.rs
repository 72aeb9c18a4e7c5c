//! A provider that lets programs in by tokens, as RFC 6749 and RFC 8628 have it, for the mailboxes of our post office.
//! It is a strict one: a word for renewing is good once, and one that comes a second time ends everything.

use std::sync::{Mutex, MutexGuard};

use bytes::Bytes;
use http::{Response, StatusCode};
use serde_json::{Value, json};
use shopbell::{
    demo::platform::{Call, Manners, Platform, json as answer},
    desk::account::Keys,
};

use tokio::sync::{RwLock, RwLockWriteGuard};

use super::post_office::PostOffice;

/// The application that the shop has registered.
const CLIENT: &str = "shop-desk";
/// What it is never to repeat.
pub(super) const SECRET: &str = "client-secret-1";

/// How it answers.
pub(super) struct Authorisation {
    post: &'static PostOffice,
    /// The mailbox of whoever signs in here.
    user: String,
    state: Mutex<State>,
    /// Whoever holds it holds back what was given.
    hand: RwLock<()>,
}

#[derive(Default)]
struct State {
    count: usize,
    /// What the next question about a code is answered with; empty: somebody has agreed.
    standing: &'static str,
    codes: Vec<String>,
    refresh: Option<String>,
    used: Vec<String>,
    renewals: usize,
    tokens: Vec<String>,
    /// Whether mailboxes know the tokens that it gives.
    is_unknown: bool,
}

impl Authorisation {
    /// Opens one for this mailbox.
    pub(super) async fn open(post: &'static PostOffice, user: &str) -> Platform<Self> {
        let manners = Self {
            post,
            user: user.to_owned(),
            state: Mutex::default(),
            hand: RwLock::default(),
        };
        Platform::open(manners, 0).await.unwrap()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// What it gives from now on it has given, and is on its way until this is let go.
    pub(super) async fn holds_back(&self) -> RwLockWriteGuard<'_, ()> {
        self.hand.write().await
    }

    /// From now on, questions about a code are answered with this; empty: with tokens.
    pub(super) fn says(&self, standing: &'static str) {
        self.state().standing = standing;
    }

    /// From now on, its tokens are those of somebody whom the mailbox does not know, or not any more.
    pub(super) fn is_unknown(&self, is_so: bool) {
        self.state().is_unknown = is_so;
    }

    /// Somebody has signed in elsewhere, and has this to paste.
    pub(super) fn gives(&self) -> String {
        let mut state = self.state();
        state.count += 1;
        let refresh = format!("refresh-{}-{}", self.user, state.count);
        state.refresh = Some(refresh.clone());
        refresh
    }

    /// With what access is renewed now.
    pub(super) fn refresh(&self) -> String {
        self.state().refresh.clone().unwrap_or_default()
    }

    /// How often it was.
    pub(super) fn renewals(&self) -> usize {
        self.state().renewals
    }

    /// All tokens that let somebody in die before their time.
    pub(super) fn kill(&self) {
        for token in self.state().tokens.drain(..) {
            self.post.forgets(&token);
        }
    }

    /// Somebody takes back what they have allowed.
    pub(super) fn revoke(&self) {
        self.state().refresh = None;
        self.kill();
    }

    fn code(&self) -> Value {
        let mut state = self.state();
        state.count += 1;
        let code = format!("device-{}", state.count);
        let shown = format!("WXYZ-{:04}", state.count);
        state.codes.push(code.clone());
        state.standing = "authorization_pending";
        json!({
            "device_code": code, "user_code": shown, "expires_in": 900, "interval": 5,
            "verification_uri": "http://127.0.0.1:1/enter", "message": "…",
        })
    }

    fn tokens(&self, fields: &[(String, String)]) -> Result<Value, &'static str> {
        let field = |name: &str| {
            let found = fields.iter().find(|(known, _)| known == name);
            found.map_or("", |(_, value)| value.as_str())
        };
        if field("client_id") != CLIENT || !["", SECRET].contains(&field("client_secret")) {
            return Err("invalid_client");
        }
        let mut state = self.state();
        match field("grant_type") {
            "urn:ietf:params:oauth:grant-type:device_code" => {
                let code = field("device_code").to_owned();
                if state.codes.last() != Some(&code) {
                    return Err("invalid_grant");
                }
                if !state.standing.is_empty() {
                    return Err(state.standing);
                }
                state.codes.clear();
            }
            "refresh_token" => {
                let shown = field("refresh_token").to_owned();
                if state.used.contains(&shown) {
                    state.refresh = None;
                }
                if state.refresh.as_deref() != Some(&shown) {
                    return Err("invalid_grant");
                }
                state.used.push(shown);
                state.renewals += 1;
            }
            _ => return Err("unsupported_grant_type"),
        }
        state.count += 1;
        let token = format!("access-{}-{}", self.user, state.count);
        let refresh = format!("refresh-{}-{}", self.user, state.count);
        if !state.is_unknown {
            self.post.admits(&token, &self.user);
        }
        state.tokens.push(token.clone());
        state.refresh = Some(refresh.clone());
        Ok(json!({
            "access_token": token, "token_type": "Bearer", "expires_in": 3600, "refresh_token": refresh,
        }))
    }
}

impl Manners for Authorisation {
    async fn answer(&self, call: Call) -> Response<Bytes> {
        let fields: Vec<(String, String)> =
            serde_html_form::from_bytes(&call.body).unwrap_or_default();
        let told = match call.path.as_str() {
            "/device" => Ok(self.code()),
            "/token" => self.tokens(&fields),
            _ => Err("invalid_request"),
        };
        drop(self.hand.read().await);
        match told {
            Ok(told) => answer(StatusCode::OK, &told),
            // Some repeat what they were asked with.
            Err(error) => self.refusal(
                StatusCode::BAD_REQUEST,
                &format!("{error} {}", fields.last().map_or("", |(_, value)| value)),
                None,
            ),
        }
    }

    fn refusal(&self, status: StatusCode, words: &str, _: Option<u64>) -> Response<Bytes> {
        let (error, rest) = words.split_once(' ').unwrap_or((words, ""));
        let told = json!({ "error": error, "error_description": format!("It was {rest}.") });
        answer(status, &told)
    }
}

/// What a mailbox is connected with that is let in so. `refresh` is empty where somebody is to sign in first.
pub(super) fn keys(
    provider: &Platform<Authorisation>,
    post: &PostOffice,
    address: &str,
    refresh: &str,
) -> Keys {
    let mut keys = post.keys(address);
    for (name, value) in [
        ("password", ""),
        ("auth", "other"),
        ("oauth_client", CLIENT),
        ("oauth_secret", SECRET),
        ("oauth_token_url", &format!("{}/token", provider.base())),
        ("oauth_device_url", &format!("{}/device", provider.base())),
        ("oauth_refresh", refresh),
    ] {
        keys.set(name, value);
    }
    keys
}

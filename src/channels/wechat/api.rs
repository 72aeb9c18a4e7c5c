//! Calls to the platform. The token stands in their address, so that addresses are never told to anybody.

use std::time::Duration;

use bytes::Bytes;
use http::{Request, Uri, header};
use serde_json::{Value, json};

use super::refused::Refused;
use crate::{
    base::time::Clock,
    call::{self, FormPart, Http, MOST_WORDS, PATIENCE, Reply, Untrue},
    channels::{
        AsFault, Fault, Found, pick,
        token::{Fetched, Token},
    },
    desk::account::{Keys, Trouble},
};

/// Where the public service answers.
pub(super) const PUBLIC: &str = "https://api.weixin.qq.com";

/// Handing over a file may take so long.
const LONG: Duration = Duration::from_secs(120);

/// The largest file that is fetched.
const MOST_FILE: usize = 20 * 1024 * 1024;

/// The client of one account.
pub(super) struct Api {
    base: String,
    app_id: String,
    app_secret: String,
    is_mini: bool,
    token: Token,
    http: Http,
}

/// Why something was not done, as far as it can be told.
pub(super) enum Not {
    /// The platform says no.
    Refused(Refused),
    /// Something else.
    Fault(Fault),
}

impl From<Fault> for Not {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl Api {
    pub(super) fn new(keys: &Keys, is_mini: bool, http: Http) -> Self {
        let base = match keys.get("api_base").trim_end_matches('/') {
            "" => PUBLIC,
            own => own,
        };
        Self {
            base: base.to_owned(),
            app_id: keys.get("app_id").to_owned(),
            app_secret: keys.get("app_secret").to_owned(),
            is_mini,
            token: Token::default(),
            http,
        }
    }

    /// What a failure means.
    pub(super) fn fault(&self, not: Not) -> Fault {
        match not {
            Not::Refused(refused) => refused.fault(self.is_mini, Clock::machine().now()),
            Not::Fault(fault) => fault,
        }
    }

    /// Asks for a token, which tells at once whether the keys are right.
    pub(super) async fn introduce(&self) -> Result<(), Fault> {
        self.let_in(None).await.map(drop)
    }

    async fn let_in(&self, refused: Option<&str>) -> Result<String, Fault> {
        self.token.get(refused, self.fetch_token()).await
    }

    /// The same token as long as it is good: several programs, and one that was restarted, do not shut each other out.
    async fn fetch_token(&self) -> Result<Fetched, Fault> {
        let asked = json!({
            "grant_type": "client_credential", "appid": self.app_id, "secret": self.app_secret,
            "force_refresh": false,
        });
        let address = format!("{}/cgi-bin/stable_token", self.base);
        let request = call::json(&address, &asked).ok_or_else(bad_keys)?;
        let reply = self.http.call(request, MOST_WORDS, PATIENCE).await;
        let reply = reply.map_err(Untrue::of_question)?;
        let answer = read(&reply)
            .ok_or_else(|| Fault::Later(None, format!("HTTP {}", reply.status)))?
            .map_err(|refused| self.fault(Not::Refused(refused)))?;
        let seconds = pick::number(&answer["expires_in"]).and_then(|told| told.try_into().ok());
        match pick::words(&answer["access_token"]) {
            word if word.is_empty() => Err(Fault::Later(None, "no token".to_owned())),
            word => Ok(Fetched {
                word,
                good_for: Duration::from_secs(seconds.unwrap_or(0)),
            }),
        }
    }

    /// Does something that may be done again: `request` makes the call for an address with a token in it.
    async fn question(
        &self,
        path: &str,
        patience: Duration,
        request: impl Fn(&str) -> Option<Request<Bytes>> + Send + Sync,
    ) -> Result<Value, Not> {
        let asked = self.ask(path, patience, request, Untrue::of_question);
        let unread = |status| Fault::Later(None, format!("HTTP {status}"));
        asked.await?.map_err(|status| unread(status).into())
    }

    /// The answer to a call, or its status when it cannot be read. A token that is no good is renewed once.
    async fn ask(
        &self,
        path: &str,
        patience: Duration,
        request: impl Fn(&str) -> Option<Request<Bytes>> + Send + Sync,
        untrue: fn(Untrue) -> Fault,
    ) -> Result<Result<Value, http::StatusCode>, Not> {
        let mut spent: Option<String> = None;
        loop {
            let token = self.let_in(spent.as_deref()).await?;
            let request = request(&self.address(path, &token)).ok_or_else(bad_keys)?;
            let reply = self.http.call(request, MOST_WORDS, patience).await;
            let reply = reply.map_err(untrue)?;
            match read(&reply) {
                None => return Ok(Err(reply.status)),
                Some(Ok(answer)) => return Ok(Ok(answer)),
                Some(Err(refused)) if refused.is_of_token() && spent.is_none() => {
                    spent = Some(token);
                }
                Some(Err(refused)) => return Err(Not::Refused(refused)),
            }
        }
    }

    fn address(&self, path: &str, token: &str) -> String {
        let sign = if path.contains('?') { '&' } else { '?' };
        format!("{}{path}{sign}access_token={token}", self.base)
    }

    /// Asks something.
    pub(super) async fn get(&self, path: &str) -> Result<Value, Fault> {
        let asked = self.question(path, PATIENCE, |address| {
            Request::get(address).body(Bytes::new()).ok()
        });
        asked.await.map_err(|not| self.fault(not))
    }

    /// Tells something that may be told again.
    pub(super) async fn tell(&self, path: &str, body: &Value) -> Result<Value, Fault> {
        let told = self.question(path, PATIENCE, |address| call::json(address, body));
        told.await.map_err(|not| self.fault(not))
    }

    /// Hands over a file, and answers its name there.
    pub(super) async fn upload(
        &self,
        kind: &str,
        (name, media_type): (&str, &str),
        bytes: &Bytes,
    ) -> Result<String, Fault> {
        let parts = [FormPart {
            name: "media",
            bytes,
            file: Some((name, media_type)),
        }];
        let path = format!("/cgi-bin/media/upload?type={kind}");
        let kept = self.question(&path, LONG, |address| call::form(address, &parts));
        let kept = kept.await.map_err(|not| self.fault(not))?;
        match pick::words(&kept["media_id"]) {
            id if id.is_empty() => Err(Fault::Later(None, "no name for a file".to_owned())),
            id => Ok(id),
        }
    }

    /// Says something that must not be said twice.
    pub(super) async fn say(&self, path: &str, body: &Value) -> Result<(), Not> {
        let request = |address: &str| call::json(address, body);
        let said = self
            .ask(path, PATIENCE, request, Untrue::of_message)
            .await?;
        // What stands between us and the platform has spoken: what became of the message, nobody says.
        let lost = |status| Fault::Lost(format!("HTTP {status}"));
        said.map(drop).map_err(|status| lost(status).into())
    }

    /// Fetches a file that it told of.
    pub(super) async fn fetch(&self, media: &str) -> Result<Found, Fault> {
        let asked = serde_html_form::to_string([("media_id", media)]).unwrap_or_default();
        let path = format!("/cgi-bin/media/get?{asked}");
        let mut spent: Option<String> = None;
        loop {
            let token = self.let_in(spent.as_deref()).await?;
            let reply = self.load(&self.address(&path, &token)).await?;
            if !is_words(&reply) {
                return found(reply);
            }
            // Words instead of a file: why there is none, or where a film is.
            match read(&reply) {
                None => return Err(Fault::Later(None, format!("HTTP {}", reply.status))),
                Some(Err(refused)) if refused.is_of_token() && spent.is_none() => {
                    spent = Some(token);
                }
                Some(Err(refused)) => return Err(self.fault(Not::Refused(refused))),
                Some(Ok(told)) => {
                    let address = self.film(&pick::words(&told["video_url"]))?;
                    return found(self.load(&address).await?);
                }
            }
        }
    }

    async fn load(&self, address: &str) -> Result<Reply, Fault> {
        let reply = self.http.fetch(address, &self.base, None, MOST_FILE).await;
        reply.map_err(|error| match error {
            Untrue::TooLarge(_) => Fault::Message("too-large".to_owned(), error.to_string()),
            Untrue::BadAddress(_) | Untrue::Private(_) => gone(&error.to_string()),
            other => other.of_question(),
        })
    }

    /// Where a film is, reached as everything is: never in plain text over a network.
    fn film(&self, told: &str) -> Result<String, Fault> {
        let is_near = |address: &str| {
            let uri = address.parse::<Uri>();
            uri.is_ok_and(|uri| call::is_loopback(&uri))
        };
        match (is_near(told), is_near(&self.base)) {
            (true, false) => Err(gone("an address of this machine")),
            (true, true) => Ok(told.to_owned()),
            (false, _) => match told.strip_prefix("http://") {
                Some(rest) => Ok(format!("https://{rest}")),
                None => Ok(told.to_owned()),
            },
        }
    }
}

fn gone(words: &str) -> Fault {
    Fault::Message("file-gone".to_owned(), words.to_owned())
}

fn bad_keys() -> Fault {
    let words = "a key holds what no key has".to_owned();
    Fault::Account(Trouble::Setup, words)
}

/// What an answer says, or how it says no; `None` when it cannot be read.
fn read(reply: &Reply) -> Option<Result<Value, Refused>> {
    let answer: Value = serde_json::from_slice(&reply.body).ok()?;
    if let Some(refused) = Refused::read(&answer) {
        return Some(Err(refused));
    }
    (reply.status.is_success() && answer.is_object()).then_some(Ok(answer))
}

fn media_type(reply: &Reply) -> &str {
    let told = reply.headers.get(header::CONTENT_TYPE);
    let told = told.and_then(|value| value.to_str().ok());
    told.unwrap_or_default()
}

fn is_words(reply: &Reply) -> bool {
    let told = media_type(reply);
    !reply.status.is_success() || told.contains("json") || told.starts_with("text/")
}

fn found(reply: Reply) -> Result<Found, Fault> {
    match reply.status.as_u16() {
        200..=299 => Ok(Found {
            // The header has no more than its number there.
            name: String::new(),
            // It calls speech by names of its own: its bytes tell.
            media_type: Some(media_type(&reply))
                .filter(|told| !told.starts_with("voice/"))
                .unwrap_or_default()
                .to_owned(),
            bytes: reply.body,
        }),
        400 | 403 | 404 | 410 => Err(gone(&format!("HTTP {}", reply.status))),
        _ => Err(Fault::Later(None, format!("HTTP {}", reply.status))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn api(base: &str) -> Api {
        let mut keys = Keys::default();
        keys.set("api_base", base);
        Api::new(&keys, false, Http::default())
    }

    #[test]
    fn a_film_is_never_fetched_in_plain_text_or_from_this_machine() {
        let (far, near) = (api(""), api("http://127.0.0.1:8081/"));
        assert_eq!(
            near.address("/a", "t"),
            "http://127.0.0.1:8081/a?access_token=t"
        );
        assert_eq!(
            far.address("/a?b=1", "t"),
            format!("{PUBLIC}/a?b=1&access_token=t")
        );
        for (told, expected) in [
            ("http://v.example/1", Some("https://v.example/1")),
            ("https://v.example/1", Some("https://v.example/1")),
            ("http://127.0.0.1:9/1", None),
            ("http://localhost/1", None),
        ] {
            assert_eq!(far.film(told).ok().as_deref(), expected, "{told}");
        }
        assert!(near.film("http://127.0.0.1:9/1").is_ok());
    }
}

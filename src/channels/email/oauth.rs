//! A provider that lets programs in by tokens (OAuth 2.0): where it gives them, and what its refusals mean.
//!
//! <https://www.rfc-editor.org/rfc/rfc6749>, and for what each provider has of its own
//! <https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth>
//! and <https://developers.google.com/workspace/gmail/imap/xoauth2-protocol>.

use std::time::Duration;

use bytes::Bytes;
use http::{Request, header};
use serde_json::Value;

use crate::{
    base::text,
    call::{self, Http, Untrue},
    channels::{Fault, fault::AsFault, pick},
    desk::account::{Keys, Trouble},
};

/// The name of the key with which access is renewed. Some providers give another one every time.
pub(in crate::channels) const REFRESH: &str = "oauth_refresh";

/// A provider's answer is some kilobytes of token.
const MOST: usize = 256 * 1024;
const PATIENCE: Duration = Duration::from_secs(30);
/// Most characters of a provider's words that are repeated.
const LONGEST: usize = 300;

/// What is asked with and never repeated, whatever a provider repeats.
const SECRETS: [&str; 3] = ["client_secret", "refresh_token", "device_code"];

/// Who gives tokens, and to which application.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::channels) struct Provider {
    pub(super) token_url: String,
    /// Where a code is asked for that somebody signs in with; empty: nowhere.
    pub(in crate::channels) device_url: String,
    pub(super) scope: String,
    client: String,
    secret: String,
}

/// Why a provider gave nothing.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Not {
    /// It says no, by a word of the standard's, and in words for people.
    Refused(String, String),
    /// It did not answer in a way that says either.
    Unread(Fault),
}

impl Provider {
    /// The provider that these keys name; `None` where a password is used.
    pub(in crate::channels) fn read(keys: &Keys) -> Option<Self> {
        let (token_url, device_url, scope) = match keys.get("auth") {
            "microsoft" => (
                "https://login.microsoftonline.com/common/oauth2/v2.0/token",
                "https://login.microsoftonline.com/common/oauth2/v2.0/devicecode",
                "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access",
            ),
            // Its codes are good for a few scopes only, and mail is none of them:
            // <https://developers.google.com/identity/protocols/oauth2/limited-input-device#allowedscopes>.
            "google" => (
                "https://oauth2.googleapis.com/token",
                "",
                "https://mail.google.com/",
            ),
            "other" => (
                keys.get("oauth_token_url"),
                keys.get("oauth_device_url"),
                keys.get("oauth_scope"),
            ),
            _ => return None,
        };
        Some(Self {
            token_url: token_url.to_owned(),
            device_url: device_url.to_owned(),
            scope: scope.to_owned(),
            client: keys.get("oauth_client").to_owned(),
            secret: keys.get("oauth_secret").to_owned(),
        })
    }

    /// Asks something as our application.
    pub(super) async fn ask(
        &self,
        http: &Http,
        address: &str,
        more: &[(&str, &str)],
    ) -> Result<Value, Not> {
        let mut fields = vec![("client_id", self.client.as_str())];
        if !self.secret.is_empty() {
            fields.push(("client_secret", &self.secret));
        }
        fields.extend_from_slice(more);
        let setup = |words: String| Not::Unread(Fault::Account(Trouble::Setup, words));
        let body = serde_html_form::to_string(&fields).map_err(|error| setup(error.to_string()))?;
        let request = Request::post(address)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ACCEPT, "application/json")
            .body(Bytes::from(body))
            .map_err(|_| setup(said(address)))?;
        let reply = http.call(request, MOST, PATIENCE).await;
        let reply = reply.map_err(|untrue: Untrue| Not::Unread(untrue.of_question()))?;
        let answer: Option<Value> = serde_json::from_slice(&reply.body).ok();
        let is_for_now = reply.status.is_server_error() || reply.status.as_u16() == 429;
        match answer.filter(|_| !is_for_now) {
            // Some answer so with any status.
            Some(answer) if !pick::words(&answer["error"]).is_empty() => {
                let hidden = |name: &str| {
                    let told = pick::words(&answer[name]);
                    fields
                        .iter()
                        .filter(|(name, value)| SECRETS.contains(name) && !value.is_empty())
                        .fold(told, |told, (_, value)| told.replace(value, "…"))
                };
                Err(Not::Refused(hidden("error"), hidden("error_description")))
            }
            Some(answer) if reply.status.is_success() && answer.is_object() => Ok(answer),
            _ => {
                let pause = call::retry_after(&reply.headers);
                let words = said(&format!("HTTP {}", reply.status.as_u16()));
                Err(Not::Unread(Fault::Later(pause, words)))
            }
        }
    }
}

impl Not {
    /// What it means for an account that was let in before.
    pub(super) fn fault(self) -> Fault {
        let (error, words) = match self {
            Self::Unread(fault) => return fault,
            Self::Refused(error, words) => (error, words),
        };
        let told = match words.as_str() {
            "" => said(&error),
            words => said(&format!("{error}: {words}")),
        };
        match error.as_str() {
            "temporarily_unavailable" | "server_error" | "slow_down" => Fault::Later(None, told),
            "invalid_grant"
            | "invalid_client"
            | "unauthorized_client"
            | "access_denied"
            | "interaction_required"
            | "consent_required"
            | "login_required" => Fault::Account(Trouble::Refused, told),
            _ => Fault::Account(Trouble::Setup, told),
        }
    }
}

/// A provider's words in a line of ours.
pub(super) fn said(words: &str) -> String {
    format!("OAuth: {}", text::clean_line(words, LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_means_what_its_word_says() {
        for (error, expected) in [
            ("invalid_grant", Some(Trouble::Refused)),
            ("invalid_client", Some(Trouble::Refused)),
            ("interaction_required", Some(Trouble::Refused)),
            ("invalid_scope", Some(Trouble::Setup)),
            ("unsupported_grant_type", Some(Trouble::Setup)),
            ("temporarily_unavailable", None),
            ("server_error", None),
        ] {
            let fault = Not::Refused(error.to_owned(), "because".to_owned()).fault();
            let told = format!("OAuth: {error}: because");
            let expected = match expected {
                Some(trouble) => Fault::Account(trouble, told),
                None => Fault::Later(None, told),
            };
            assert_eq!(fault, expected);
        }
    }

    #[test]
    fn a_provider_follows_from_the_choice() {
        for (auth, hosts) in [
            ("", None),
            ("password", None),
            ("microsoft", Some(["login.microsoftonline.com"; 2])),
            ("google", Some(["oauth2.googleapis.com", ""])),
            ("other", Some(["127.0.0.1:1", "127.0.0.1:2"])),
        ] {
            let mut keys = Keys::default();
            keys.set("auth", auth);
            keys.set("oauth_token_url", "http://127.0.0.1:1/token");
            keys.set("oauth_device_url", "http://127.0.0.1:2/code");
            let host = |address: &str| address.split('/').nth(2).unwrap_or_default().to_owned();
            let read = Provider::read(&keys);
            let read = read.map(|read| [host(&read.token_url), host(&read.device_url)]);
            assert_eq!(read, hosts.map(|both| both.map(str::to_owned)), "{auth}");
        }
    }
}

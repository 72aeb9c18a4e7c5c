//! Signing in at a provider with a code: somebody enters it there, in any browser, and we are let in
//! (<https://www.rfc-editor.org/rfc/rfc8628>).

use std::time::Duration;

use super::oauth::{Not, Provider, said};
use crate::{
    base::{secret::Secret, text, time::Timestamp},
    call::{self, Http},
    channels::{Fault, pick},
    desk::account::Trouble,
};

/// Codes are asked after this often where the provider does not say.
const USUAL: Duration = Duration::from_secs(5);
/// A provider that is asked too often is asked less often by so much.
const SLOWER: Duration = Duration::from_secs(5);
const GRANT_TYPE: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// A code that somebody signs in with.
#[derive(Debug, Clone)]
pub struct Code {
    /// What is entered there.
    pub user_code: String,
    /// Where.
    pub address: String,
    /// The same with the code in it, where the provider has that; else the same.
    pub link: String,
    device_code: Secret,
    until: Timestamp,
    every: Duration,
    next: Timestamp,
}

/// Why nobody is signed in yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotYet {
    /// Nobody has entered the code and agreed.
    Pending,
    /// The provider was asked a moment ago, and wants to be left in peace for so many seconds.
    TooSoon(i64),
    /// Somebody has said no.
    Declined,
    /// The code is too old, or was used.
    Expired,
    /// The provider gives nothing that lasts.
    Fleeting,
    /// Something else went wrong.
    Fault(Fault),
}

/// Asks for a code.
pub(in crate::channels) async fn ask(
    http: &Http,
    provider: &Provider,
    now: Timestamp,
) -> Result<Code, Fault> {
    let asked = [("scope", provider.scope.as_str())];
    let answer = provider.ask(http, &provider.device_url, &asked).await;
    let answer = answer.map_err(Not::fault)?;
    let word = |name: &str| pick::words(&answer[name]);
    let seconds = |name: &str| -> Option<u64> {
        pick::number(&answer[name]).and_then(|told| told.try_into().ok())
    };
    // Google's older name for it.
    let address = [word("verification_uri"), word("verification_url")]
        .into_iter()
        .find(|address| !address.is_empty())
        .unwrap_or_default();
    let (user_code, device_code) = (word("user_code"), word("device_code"));
    // It is shown as a link: anything but an address of the web would run here.
    if user_code.is_empty() || device_code.is_empty() || !call::may_call(&address) {
        let words = said("no code and no address to enter it at");
        return Err(Fault::Account(Trouble::Setup, words));
    }
    let every = seconds("interval").map_or(USUAL, Duration::from_secs);
    let link = word("verification_uri_complete");
    Ok(Code {
        user_code: text::clean_line(&user_code, 60),
        link: if call::may_call(&link) {
            link
        } else {
            address.clone()
        },
        address,
        device_code: Secret::new(device_code),
        until: now.plus(Duration::from_secs(seconds("expires_in").unwrap_or(900))),
        every,
        next: now.plus(every),
    })
}

/// Asks whether somebody has signed in; answers with what access is renewed.
pub(in crate::channels) async fn exchange(
    http: &Http,
    provider: &Provider,
    code: &mut Code,
    now: Timestamp,
) -> Result<String, NotYet> {
    if now >= code.until {
        return Err(NotYet::Expired);
    }
    if now < code.next {
        return Err(NotYet::TooSoon(seconds_of(code.next.since(now))));
    }
    code.next = now.plus(code.every);
    let asked = [
        ("grant_type", GRANT_TYPE),
        ("device_code", code.device_code.expose()),
    ];
    let answer = provider.ask(http, &provider.token_url, &asked).await;
    let answer = match answer {
        Ok(answer) => answer,
        Err(Not::Refused(error, words)) => {
            return Err(match error.as_str() {
                "authorization_pending" => NotYet::Pending,
                "slow_down" => {
                    code.every += SLOWER;
                    code.next = now.plus(code.every);
                    NotYet::TooSoon(seconds_of(code.every))
                }
                // The second is Microsoft's word for it.
                "access_denied" | "authorization_declined" => NotYet::Declined,
                "expired_token" | "invalid_grant" | "bad_verification_code" => NotYet::Expired,
                _ => NotYet::Fault(Not::Refused(error, words).fault()),
            });
        }
        Err(Not::Unread(fault)) => return Err(NotYet::Fault(fault)),
    };
    match pick::words(&answer["refresh_token"]) {
        word if word.is_empty() => Err(NotYet::Fleeting),
        word => Ok(word),
    }
}

/// Whole seconds, one at least.
fn seconds_of(time: Duration) -> i64 {
    i64::try_from(time.as_secs()).unwrap_or(i64::MAX).max(1)
}

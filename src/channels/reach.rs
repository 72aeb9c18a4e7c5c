//! Whether the machine of an account's platform answers at all, and what time it has. Nothing is shown to be let in, so that
//! nothing is changed there and no key is used up.

use std::time::Duration;

use bytes::Bytes;
use http::{Request, header};
use tokio::net::TcpStream;

use super::{asked, email};
use crate::{
    base::time::Timestamp,
    call::{Http, MOST_WORDS},
    desk::{
        account::{Account, Keys},
        channel::ChannelKind,
    },
};

/// Whoever is silent for so long does not answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Knocks at the machines of an account's platform. Answers by how many seconds its clock is ahead of ours, where it tells;
/// else why there was no answer. `None`: there is nowhere to knock.
pub async fn knock(
    account: &Account,
    http: &Http,
    now: impl Fn() -> Timestamp,
) -> Option<Result<Option<i64>, String>> {
    if account.is_locked {
        return None;
    }
    let (kind, keys) = (account.channel.kind, account.keys_now());
    if kind == ChannelKind::Email {
        return Some(servers(&keys).await);
    }
    let address = home(kind, &keys)?;
    let request = Request::get(address).body(Bytes::new()).ok()?;
    let reply = match http.call(request, MOST_WORDS, PATIENCE).await {
        Ok(reply) => reply,
        Err(error) => return Some(Err(error.to_string())),
    };
    let theirs = reply
        .headers
        .get(header::DATE)
        .and_then(|date| date.to_str().ok())
        .and_then(mail_parser::DateTime::parse_rfc822)
        .map(|date| date.to_timestamp());
    Some(Ok(theirs.map(|theirs| theirs - now().0 / 1_000)))
}

/// Where the platform of an account is; `None` for what has no address.
fn home(kind: ChannelKind, keys: &Keys) -> Option<String> {
    // A program of the shop's own has the address that answers go to.
    for name in ["api_base", "url"] {
        let usual = asked(kind).iter().find(|asked| asked.name == name);
        let Some(usual) = usual else {
            continue;
        };
        let given = keys.get(name);
        return match given.is_empty() {
            false => Some(given.to_owned()),
            true => Some(usual.example.to_owned()).filter(|_| name == "api_base"),
        };
    }
    None
}

/// The mailbox's server and the one that takes answers, each until a line stands.
async fn servers(keys: &Keys) -> Result<Option<i64>, String> {
    for (host, port) in email::servers(keys) {
        let line = TcpStream::connect((host.as_str(), port));
        match tokio::time::timeout(PATIENCE, line).await {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => return Err(format!("{host}:{port}: {error}")),
            Err(_) => return Err(format!("{host}:{port}")),
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_platform_has_a_home() {
        for (kind, given, expected) in [
            (ChannelKind::Telegram, "", Some("https://api.telegram.org")),
            (
                ChannelKind::Telegram,
                "http://127.0.0.1:8081",
                Some("http://127.0.0.1:8081"),
            ),
            (
                ChannelKind::WhatsApp,
                "",
                Some("https://graph.facebook.com/v24.0"),
            ),
            (ChannelKind::WeChat, "", Some("https://api.weixin.qq.com")),
            (ChannelKind::WebChat, "", None),
        ] {
            let mut keys = Keys::default();
            keys.set("api_base", given);
            assert_eq!(home(kind, &keys).as_deref(), expected, "{kind:?} {given}");
        }
        let mut keys = Keys::default();
        keys.set("url", "https://till.shop.example/in");
        let home = home(ChannelKind::Custom, &keys);
        assert_eq!(home.as_deref(), Some("https://till.shop.example/in"));
    }
}

//! A VK community: news by long polling, so that no public address is needed; what a gap swallowed is read from
//! the dialogs.
//!
//! Source: VK API 5.199 and its Bots Long Poll API, <https://dev.vk.com/ru/api/bots-long-poll/getting-started>.

mod amend;
mod backfill;
mod content;
mod incoming;
mod outgoing;
mod people;
mod poll;
mod upload;

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use http::{Request, StatusCode, header};
use serde_json::Value;

use self::{
    incoming::{number, words},
    outgoing::Marks,
    people::People,
    poll::Session,
};
use super::{Answer, AsFault, Asked, Batch, Fault, Found, Part, Platform};
use crate::{
    call::{self, Http, MOST_WORDS, PATIENCE, Reply},
    desk::{
        account::{Introduction, Keys, OUR_SECRET, Trouble},
        attachment::AttachmentKind,
        dispatch::{Parcel, Remedy, changing::Revision},
    },
};

/// What connecting a community asks for.
pub(super) const ASKED: &[Asked] = &[
    Asked {
        name: "token",
        is_secret: true,
        is_optional: false,
        example: "vk1.a.…",
    },
    Asked {
        name: "api_base",
        is_secret: false,
        is_optional: true,
        example: PUBLIC,
    },
];

/// Where the public service answers.
const PUBLIC: &str = "https://api.vk.com/method";

/// The version of the API that all of this is written for.
const VERSION: &str = "5.199";

/// The largest file that is fetched.
const MOST_FILE: usize = 50 * 1024 * 1024;

/// Sorts of news that the community shall tell.
const TOLD: [&str; 8] = [
    "message_new",
    "message_reply",
    "message_edit",
    "message_allow",
    "message_deny",
    "message_read",
    "message_typing_state",
    "message_event",
];

/// Fields of a call.
type Fields = Vec<(&'static str, String)>;

/// A connected community.
pub(super) struct Vk {
    token: String,
    base: String,
    http: Http,
    marks: Marks,
    kept: Mutex<Kept>,
}

/// What is asked once.
#[derive(Default)]
struct Kept {
    group: Option<i64>,
    session: Option<Session>,
    people: People,
}

impl Vk {
    pub(super) fn new(keys: &Keys, http: Http) -> Self {
        let base = match keys.get("api_base").trim_end_matches('/') {
            "" => PUBLIC,
            own => own,
        };
        Self {
            token: keys.get("token").to_owned(),
            base: base.to_owned(),
            http,
            marks: Marks::new(keys.get(OUR_SECRET)),
            kept: Mutex::default(),
        }
    }

    // Never held across an await.
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Calls a method. What is sent may be asked again, too: the community's messages carry marks by which a
    /// repeat is recognised.
    async fn ask(&self, method: &str, mut fields: Fields) -> Result<Value, Fault> {
        fields.push(("v", VERSION.to_owned()));
        let setup = |words: &str| Fault::Account(Trouble::Setup, words.to_owned());
        let body =
            serde_html_form::to_string(&fields).map_err(|error| setup(&error.to_string()))?;
        let mut bearer = header::HeaderValue::from_str(&format!("Bearer {}", self.token))
            .map_err(|_| Fault::Account(Trouble::Refused, String::new()))?;
        bearer.set_sensitive(true);
        let request = Request::post(format!("{}/{method}", self.base))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::AUTHORIZATION, bearer)
            .body(Bytes::from(body))
            .map_err(|_| setup(&self.base))?;
        let reply = self.http.call(request, MOST_WORDS, PATIENCE).await;
        read(&reply.map_err(call::Untrue::of_question)?)
    }

    /// The community's number.
    async fn group(&self) -> Result<i64, Fault> {
        let known = self.kept().group;
        match known {
            Some(group) => Ok(group),
            None => Ok(number(&self.who().await?["id"])),
        }
    }

    /// Who the token's community is.
    async fn who(&self) -> Result<Value, Fault> {
        let told = self.ask("groups.getById", Fields::new()).await?;
        // Versions differ in whether the list has a name.
        let group = told["groups"].get(0).or(told.get(0)).cloned();
        let group = group
            .filter(|group| number(&group["id"]) > 0)
            .ok_or_else(|| {
                Fault::Account(Trouble::Refused, "this is no community’s token".to_owned())
            })?;
        self.kept().group = Some(number(&group["id"]));
        Ok(group)
    }
}

/// The body of an answer; `None` when it is no JSON, as of a proxy's page.
fn body(reply: &Reply) -> Result<Value, Fault> {
    let status = reply.status;
    if status == StatusCode::TOO_MANY_REQUESTS {
        return Err(Fault::Busy(Duration::from_secs(5), status.to_string()));
    }
    serde_json::from_slice(&reply.body)
        .ok()
        .filter(|_| !status.is_server_error())
        .ok_or_else(|| Fault::Later(None, format!("HTTP {status}")))
}

/// What an answer says, or what it means that it says no.
fn read(reply: &Reply) -> Result<Value, Fault> {
    let mut body = body(reply)?;
    if let Some(response) = body.get_mut("response") {
        return Ok(response.take());
    }
    match &body["error"] {
        Value::Null => Err(Fault::Later(None, format!("HTTP {}", reply.status))),
        error => Err(fault(
            number(&error["error_code"]),
            words(&error["error_msg"]),
        )),
    }
}

/// What a refusal means.
fn fault(code: i64, words: &str) -> Fault {
    let words = words.to_owned();
    let seconds = Duration::from_secs;
    match code {
        // Too many in a second, whoever they are for.
        6 => Fault::Busy(seconds(1), words),
        // Too many to one person.
        9 => Fault::Later(Some(seconds(120)), words),
        // Too many in a day.
        29 => Fault::Busy(seconds(3600), words),
        1 | 10 | 603 => Fault::Later(None, words),
        5 | 27 | 28 => Fault::Account(Trouble::Refused, words),
        // Rights that the token has not, or a riddle for people to solve.
        7 | 14 | 15 | 17 | 20 | 203 => Fault::Account(Trouble::Setup, words),
        18 | 900 | 901 | 902 | 936 | 950 => Fault::Shut(code.to_string(), words),
        _ => Fault::Message(code.to_string(), words),
    }
}

impl Platform for Vk {
    fn introduce(&self) -> Answer<'_, Introduction> {
        Box::pin(async move {
            let group = self.who().await?;
            let id = number(&group["id"]);
            let mut settings: Fields = vec![
                ("group_id", id.to_string()),
                ("enabled", "1".to_owned()),
                ("api_version", VERSION.to_owned()),
            ];
            settings.extend(TOLD.map(|sort| (sort, "1".to_owned())));
            self.ask("groups.setLongPollSettings", settings).await?;
            Ok(Introduction {
                own_id: id.to_string(),
                username: match words(&group["screen_name"]) {
                    "" => words(&group["name"]).to_owned(),
                    name => format!("@{name}"),
                },
            })
        })
    }

    fn hear<'a>(&'a self, cursor: Option<&'a str>) -> Answer<'a, Batch> {
        Box::pin(self.listen(cursor))
    }

    fn cut(&self, parcel: &Parcel) -> Vec<Part> {
        let speaks = |kind: AttachmentKind| kind == AttachmentKind::Voice;
        let files = &parcel.message.attachments;
        let is_speech = files.iter().any(|file| speaks(file.kind));
        super::part::cut(&parcel.message, outgoing::fits(is_speech))
    }

    fn say<'a>(
        &'a self,
        parcel: &'a Parcel,
        part: &'a Part,
        file: Option<Bytes>,
    ) -> Answer<'a, Option<String>> {
        Box::pin(async move {
            let mark = self.marks.of(parcel.message.id, parcel.waiting.parts_done);
            let mut fields = outgoing::fields(parcel, part, mark);
            if let (Some(bytes), Some(file)) = (file, part.file()) {
                let name = self.upload(&parcel.to, file, &bytes).await?;
                fields.push(("attachment", name));
            }
            let extras = outgoing::extras(parcel);
            let whole = fields.iter().cloned().chain(extras.iter().cloned());
            let sent = match self.send(whole.collect()).await {
                // Buttons need a right of their own, and what is answered may be gone: the words need neither.
                Err(Fault::Message(code, _))
                    if !extras.is_empty() && outgoing::is_of_extras(&code) =>
                {
                    self.send(fields).await?
                }
                outcome => outcome?,
            };
            Ok(incoming::name_of(&sent))
        })
    }

    fn amend<'a>(&'a self, revision: &'a Revision) -> Answer<'a, Vec<String>> {
        Box::pin(self.revise(revision))
    }

    fn fetch<'a>(&'a self, source: &'a str) -> Answer<'a, Found> {
        Box::pin(async move {
            let reply = self.http.fetch(source, &self.base, None, MOST_FILE).await;
            let reply = reply.map_err(|error| match error {
                call::Untrue::TooLarge(_) => {
                    Fault::Message("too-large".to_owned(), error.to_string())
                }
                other => other.of_question(),
            })?;
            let said = format!("HTTP {}", reply.status);
            match reply.status {
                status if status.is_success() => {}
                // Addresses are signed and run out.
                StatusCode::FORBIDDEN | StatusCode::NOT_FOUND | StatusCode::GONE => {
                    return Err(Fault::Message(reply.status.as_u16().to_string(), said));
                }
                _ => return Err(Fault::Later(None, said)),
            }
            let path = source.split(['?', '#']).next().unwrap_or_default();
            let media_type = reply.headers.get(header::CONTENT_TYPE);
            let media_type = media_type.and_then(|value| value.to_str().ok());
            Ok(Found {
                name: path.rsplit('/').next().unwrap_or_default().to_owned(),
                media_type: media_type.unwrap_or_default().to_owned(),
                bytes: reply.body,
            })
        })
    }

    fn face<'a>(&'a self, external_id: &'a str) -> Answer<'a, Option<String>> {
        Box::pin(async move {
            let fields = vec![
                ("user_ids", external_id.to_owned()),
                ("fields", "has_photo,photo_200".to_owned()),
            ];
            let told = self.ask("users.get", fields).await?;
            let place = told[0]["photo_200"].as_str().unwrap_or_default();
            // Whoever has none is shown as a drawing of the platform's own.
            let has_one = told[0]["has_photo"] == 1 && !place.is_empty();
            Ok(has_one.then(|| place.to_owned()))
        })
    }

    fn typing<'a>(&'a self, to: &'a str, _: Option<&'a str>) -> Answer<'a, ()> {
        Box::pin(async move {
            let fields = vec![("peer_id", to.to_owned()), ("type", "typing".to_owned())];
            self.ask("messages.setActivity", fields).await?;
            Ok(())
        })
    }

    fn remedy(&self) -> Remedy {
        Remedy::Repeat
    }
}

impl Vk {
    /// Sends a message to one, and answers what the platform says of it.
    async fn send(&self, fields: Fields) -> Result<Value, Fault> {
        let mut sent = self.ask("messages.send", fields).await?;
        // To several at once, though it is one: only so does it tell the number within the dialog.
        let Some(first) = sent.get_mut(0).map(Value::take) else {
            return Ok(sent);
        };
        match &first["error"] {
            Value::Null => Ok(first),
            error => {
                let code = number(&error["code"]).max(number(&error["error_code"]));
                let said = match words(&error["description"]) {
                    "" => words(&error["error_msg"]),
                    said => said,
                };
                Err(fault(code, said))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderMap;

    use super::*;

    fn reply(status: u16, body: &str) -> Reply {
        Reply {
            status: StatusCode::from_u16(status).unwrap(),
            headers: HeaderMap::new(),
            body: Bytes::from(body.to_owned()),
        }
    }

    #[test]
    fn a_refusal_means_what_the_platform_says() {
        let second = Duration::from_secs(1);
        let none = String::new;
        for (code, expected) in [
            (1, Fault::Later(None, none())),
            (6, Fault::Busy(second, none())),
            (9, Fault::Later(Some(120 * second), none())),
            (29, Fault::Busy(3600 * second, none())),
            (5, Fault::Account(Trouble::Refused, none())),
            (15, Fault::Account(Trouble::Setup, none())),
            (901, Fault::Shut("901".to_owned(), none())),
            (914, Fault::Message("914".to_owned(), none())),
        ] {
            let body = format!(r#"{{"error":{{"error_code":{code},"error_msg":""}}}}"#);
            assert_eq!(read(&reply(200, &body)), Err(expected), "{code}");
        }
    }

    #[test]
    fn what_is_no_answer_of_its_own_is_asked_again() {
        for (status, body) in [
            (200, "<html>"),
            (502, "{\"response\":1}"),
            (200, "{}"),
            (200, "{\"respon"),
        ] {
            let told = read(&reply(status, body));
            assert!(
                matches!(told, Err(Fault::Later(None, _))),
                "{body}: {told:?}"
            );
        }
        assert_eq!(read(&reply(200, "{\"response\":1}")), Ok(Value::from(1)));
    }
}

//! A password typed a moment ago (R58): what gives somebody rights, or takes everything along, is not done by whoever finds a
//! browser left open. One password counts for some minutes in its browser, so that it is no nuisance. What only takes rights
//! away is done at once. Nobody changes their own address: it is what an invitation was sent to.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use bytes::Bytes;
use http::{HeaderValue, Method, StatusCode, header};
use maud::{Markup, html};
use serde::{Deserialize, de::DeserializeOwned};

use super::{
    House,
    answer::{Answer, Refusal, Reply, page_with},
    entrance,
    field::{Wrong, password},
    layout::{Document, mark},
    request::{Ask, Caller},
};
use crate::{
    base::{
        id::SessionId,
        secret::{Secret, TokenHash},
    },
    db::DbError,
    desk::team::session,
    t,
};

/// A password counts for so long.
const GOOD_FOR: Duration = Duration::from_secs(10 * 60);

/// More are not remembered before those that count no more are forgotten.
const MANY: usize = 1_000;

/// Takes the password, and `next` and `back`, for a page that is only looked at.
pub const ASKED_AT: &str = "/account/fresh";

/// The field for the password.
const FIELD: &str = "fresh_password";

/// In which sessions a password was typed of late. Kept in memory: after a restart it is asked for again.
#[derive(Default)]
pub struct Fresh(Mutex<HashMap<SessionId, Instant>>);

impl Fresh {
    fn lock(&self) -> MutexGuard<'_, HashMap<SessionId, Instant>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A password was right there.
    pub fn note(&self, session: SessionId) {
        self.note_at(session, Instant::now());
    }

    fn note_at(&self, session: SessionId, now: Instant) {
        let mut all = self.lock();
        if all.len() >= MANY {
            all.retain(|_, at| now.duration_since(*at) < GOOD_FOR);
        }
        all.insert(session, now);
    }

    /// Whether one was right there of late.
    #[must_use]
    pub fn is(&self, session: SessionId) -> bool {
        self.is_at(session, Instant::now())
    }

    fn is_at(&self, session: SessionId, now: Instant) -> bool {
        let at = self.lock().get(&session).copied();
        at.is_some_and(|at| now.duration_since(at) < GOOD_FOR)
    }
}

impl House {
    /// Somebody has just signed in with a password, and got this token.
    pub(crate) fn has_begun(&self, token: TokenHash) -> Result<(), DbError> {
        let known = self.db.peek(|reader| session::resolve(reader, token))?;
        if let Some(known) = known {
            self.fresh.note(known.session);
        }
        Ok(())
    }
}

/// Whether somebody who is signed in knows their password; else what stands beside the field of that name.
pub async fn proven(
    ask: &Ask,
    caller: &Caller,
    field: &'static str,
    password: Secret,
) -> Result<Option<Wrong>, Refusal> {
    let lang = caller.lang;
    match entrance::prove(ask, &caller.agent, password).await {
        Ok(Some(_)) => {
            if let Some(session) = caller.session() {
                ask.house.fresh.note(session);
            }
            Ok(None)
        }
        Ok(None) => Ok(Some(Wrong::at(field, t!(lang, "password-old-wrong")))),
        Err(refusal) => match refusal.retry_after {
            Some(seconds) if refusal.status == StatusCode::TOO_MANY_REQUESTS => {
                let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
                let why = t!(lang, "sign-in-wait", count = seconds);
                Ok(Some(Wrong::at(field, why)))
            }
            _ => Err(refusal),
        },
    }
}

/// A form as it came, which can be shown once more.
#[derive(Debug, Default)]
pub struct Form(Bytes);

impl Form {
    /// The body of a request.
    pub async fn of(ask: &mut Ask) -> Result<Self, Refusal> {
        Ok(Self(ask.bytes(super::request::MOST_BYTES).await?))
    }

    /// As a type.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        serde_html_form::from_bytes(&self.0)
            .map_err(|error| Refusal::bad("bad-form").with("reason", error))
    }
}

#[derive(Deserialize)]
struct Typed {
    fresh_password: Option<String>,
}

/// Refuses a browser in which no password was typed of late, for what shows no pages. A program with a key does what the
/// key says.
pub fn check(ask: &Ask, caller: &Caller) -> Result<(), Refusal> {
    match caller.session() {
        Some(session) if !ask.house.fresh.is(session) => Err(Refusal::new(
            StatusCode::PRECONDITION_REQUIRED,
            "fresh-password",
        )),
        Some(_) | None => Ok(()),
    }
}

/// The page that asks for the password first, with the form as it is; `None` where one was typed of late, in this form or
/// before it. `back` leads to where the form stands.
pub async fn ask_first(
    ask: &Ask,
    caller: &Caller,
    form: &Form,
    back: &str,
) -> Result<Option<Answer>, Refusal> {
    if check(ask, caller).is_ok() {
        return Ok(None);
    }
    let (status, wrong) = match form.read::<Typed>()?.fresh_password {
        None => (StatusCode::PRECONDITION_REQUIRED, Wrong::default()),
        Some(typed) => match proven(ask, caller, FIELD, Secret::new(typed)).await? {
            None => return Ok(None),
            Some(wrong) => (StatusCode::BAD_REQUEST, wrong),
        },
    };
    let here = ask.uri.path_and_query().map_or("/", |path| path.as_str());
    let page = if ask.method == Method::POST {
        page(caller, here, &form.read::<Vec<_>>()?, back, &wrong)
    } else {
        // What is only looked at is looked at again once the password is there.
        let rest = [("next", here), ("back", back)];
        let rest = rest.map(|(name, value)| (name.to_owned(), value.to_owned()));
        page(caller, ASKED_AT, &rest, back, &wrong)
    };
    Ok(Some(page_with(status, page)))
}

fn page(caller: &Caller, to: &str, rest: &[(String, String)], back: &str, wrong: &Wrong) -> Markup {
    let lang = caller.lang;
    let inside = html! {
        form.card."card--pad".stack."stack--4" method="post" action=(to) {
            @for (name, value) in rest {
                @if name != FIELD { input type="hidden" name=(name) value=(value); }
            }
            // Tells a keeper of passwords whose it is.
            input type="email" name="username" value=(caller.email) autocomplete="username" hidden;
            (password::known(lang, FIELD, &t!(lang, "backup-password"), wrong, true))
            button.btn."btn--primary"."btn--lg"."btn--block" { (t!(lang, "go-on")) }
            p.small.center { a href=(back) { (t!(lang, "back")) } }
        }
    };
    card(
        caller,
        &t!(lang, "fresh-title"),
        &t!(lang, "fresh-lead"),
        &inside,
    )
}

/// The page on which a file comes down once the password is there: a browser stays on the page before a file that it saves,
/// and there the password would still be asked for.
pub fn file_comes(caller: &Caller, file: &str, back: &str) -> Reply {
    let lang = caller.lang;
    let inside = html! {
        div.card."card--pad".stack."stack--4" {
            a.btn."btn--primary"."btn--lg"."btn--block" href=(back) { (t!(lang, "back")) }
            p.small.center { a href=(file) { (t!(lang, "fresh-file-again")) } }
        }
    };
    let page = card(
        caller,
        &t!(lang, "fresh-file"),
        &t!(lang, "fresh-file-lead"),
        &inside,
    );
    let mut answer = page_with(StatusCode::OK, page);
    let fetch = HeaderValue::from_str(&format!("0;url={file}"))
        .map_err(|error| Refusal::bad("bad-form").with("reason", error))?;
    answer.headers_mut().insert(header::REFRESH, fetch);
    Ok(answer)
}

fn card(caller: &Caller, title: &str, lead: &str, inside: &Markup) -> Markup {
    let body = html! {
        div.login {
            div."login__mid" {
                main."login__card" #main {
                    div."center login__brand" {
                        span.bigbell { (mark("bell")) }
                        h1."page__title" { (title) }
                        p.muted { (lead) }
                    }
                    (inside)
                }
            }
        }
    };
    Document {
        lang: caller.lang,
        theme: &caller.preferences.theme,
        title,
        sheet: "setup",
        scripts: &["door"],
        page: "door",
    }
    .wrap(&body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_counts_for_ten_minutes_in_its_session() {
        let (fresh, start) = (Fresh::default(), Instant::now());
        fresh.note_at(SessionId(1), start);
        let last = start + GOOD_FOR - Duration::from_millis(1);
        assert!(fresh.is_at(SessionId(1), last));
        assert!(!fresh.is_at(SessionId(2), last), "another browser");
        assert!(!fresh.is_at(SessionId(1), start + GOOD_FOR));
    }

    #[test]
    fn what_counts_no_more_is_forgotten() {
        let (fresh, start) = (Fresh::default(), Instant::now());
        for nth in 0..5_000 {
            let now = start + Duration::from_secs(u64::try_from(nth).unwrap());
            fresh.note_at(SessionId(nth), now);
        }
        assert!(fresh.lock().len() <= MANY);
    }
}

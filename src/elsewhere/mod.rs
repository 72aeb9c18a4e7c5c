//! Prompters and translators elsewhere: what is asked of them over HTTP and what comes back. The desk says who they are and what may leave
//! the house; this carries it there, within limits on time and size, and reads what is said.
//!
//! A question is given up when whoever asks it is dropped: its connection goes with it.

mod completions;
mod translate;
mod webhook;

#[cfg(test)]
mod tests;

use std::time::Duration;

use bytes::Bytes;
use http::Request;
use serde_json::Value;
use tokio::time::{Instant, timeout_at};

pub use self::translate::translate;
use crate::{
    base::{text, time::Timestamp},
    call::{Flow, Http, Untrue},
    desk::{
        conversation::message,
        prompter::remote::{Answer, Fault, Kind, MOST_ANSWERS, Prompter, Said, brief::Brief},
    },
};

/// Everything is there within this, or it is too late for whoever asked.
const WHOLE: Duration = Duration::from_secs(30);
/// A webhook answers at once and whole, within this.
const WEBHOOK: Duration = Duration::from_secs(3);
/// Bytes of an answer at most.
const MOST_BYTES: usize = 1024 * 1024;

/// Asks a prompter. `grew` is called with all of its words so far whenever more of them have come. Answers what it would
/// say, the best first; nothing where it knows nothing.
pub async fn ask(
    http: &Http,
    prompter: &Prompter,
    brief: &Brief,
    now: Timestamp,
    grew: impl FnMut(&str) + Send,
) -> Result<Vec<Answer>, Fault> {
    let answers = match prompter.kind {
        Kind::Completions => completions::ask(http, prompter, brief, grew).await?,
        Kind::Webhook => match webhook::ask(http, prompter, brief, now).await? {
            Said::Answers(answers) => answers,
            // Those are for customers whom a bot serves.
            Said::Buttons(..) | Said::HandOver => Vec::new(),
        },
    };
    Ok(answers
        .into_iter()
        .filter_map(fit_to_show)
        .take(MOST_ANSWERS)
        .collect())
}

/// Asks a prompter that serves a channel as its bot: what is said to the customer themselves.
pub async fn ask_as_bot(
    http: &Http,
    prompter: &Prompter,
    brief: &Brief,
    now: Timestamp,
) -> Result<Said, Fault> {
    let said = match prompter.kind {
        Kind::Completions => Said::Answers(completions::ask(http, prompter, brief, |_| {}).await?),
        Kind::Webhook => webhook::ask(http, prompter, brief, now).await?,
    };
    Ok(match said {
        Said::Answers(answers) => Said::Answers(
            answers
                .into_iter()
                .filter_map(fit_to_show)
                .take(1)
                .collect(),
        ),
        other => other,
    })
}

/// An answer as it may stand in the editor; none of it if nothing is left.
fn fit_to_show(mut answer: Answer) -> Option<Answer> {
    answer.text = text::clean(&answer.text)
        .chars()
        .take(message::LONGEST)
        .collect();
    (!answer.text.is_empty()).then_some(answer)
}

/// How long is waited for what.
#[derive(Debug, Clone, Copy)]
struct Limits {
    /// Until something has come.
    first: Duration,
    /// Until all has.
    whole: Duration,
}

impl Limits {
    fn of(prompter: &Prompter) -> Self {
        match prompter.kind {
            Kind::Completions => Self {
                first: Duration::from_secs(prompter.patience_seconds.into()),
                whole: WHOLE,
            },
            Kind::Webhook => Self {
                first: WEBHOOK,
                whole: WEBHOOK,
            },
        }
    }
}

/// An answer that is coming, with what is left of the time for it.
struct Coming {
    flow: Flow,
    /// Until when its first words have to be there; gone once they are.
    first: Option<Instant>,
    whole: Instant,
    bytes: usize,
}

/// Sends a request; an answer that is none is a fault.
async fn open(http: &Http, request: Request<Bytes>, limits: Limits) -> Result<Coming, Fault> {
    let began = Instant::now();
    let first = began + limits.first;
    let flow = timeout_at(first, http.open(request))
        .await
        .map_err(|_| Fault::Late)?
        .map_err(fault)?;
    if !flow.status.is_success() {
        // Also a pointer to somewhere else: what is asked goes where the admin said and nowhere else.
        return Err(Fault::Refused);
    }
    Ok(Coming {
        flow,
        first: Some(first),
        whole: began + limits.whole,
        bytes: 0,
    })
}

impl Coming {
    fn is(&self, media_type: &str) -> bool {
        let kind = self.flow.headers.get(http::header::CONTENT_TYPE);
        kind.and_then(|kind| kind.to_str().ok())
            .is_some_and(|kind| {
                kind.trim_start()
                    .to_ascii_lowercase()
                    .starts_with(media_type)
            })
    }

    /// There are words: from now on only the whole has to be in time.
    fn has_begun(&mut self) {
        self.first = None;
    }

    /// The next bytes; `None` at the end.
    async fn next(&mut self) -> Result<Option<Bytes>, Fault> {
        let until = self.first.unwrap_or(self.whole).min(self.whole);
        let bytes = timeout_at(until, self.flow.next())
            .await
            .map_err(|_| Fault::Late)?
            .map_err(|_| Fault::CutOff)?;
        self.bytes += bytes.as_ref().map_or(0, Bytes::len);
        if self.bytes > MOST_BYTES {
            return Err(Fault::TooLarge);
        }
        Ok(bytes)
    }

    /// All of it as JSON.
    async fn json(mut self) -> Result<Value, Fault> {
        self.has_begun();
        let mut whole = Vec::new();
        while let Some(bytes) = self.next().await? {
            whole.extend_from_slice(&bytes);
        }
        serde_json::from_slice(&whole).map_err(|_| Fault::Unreadable)
    }
}

fn fault(error: Untrue) -> Fault {
    match error {
        Untrue::BadAddress(_) | Untrue::Private(_) | Untrue::Unsent(_) => Fault::Unreachable,
        Untrue::Lost(_) => Fault::CutOff,
        Untrue::TooLarge(_) => Fault::TooLarge,
    }
}

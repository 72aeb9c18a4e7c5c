//! A chat as a file that a browser keeps.

use http::{HeaderValue, header};

use super::{
    answer::{Answer, Reply},
    body::Body,
};
use crate::{base::lang::Lang, desk::transcript::Transcript};

/// The answer that a browser keeps as a file.
pub(super) fn as_file(transcript: &Transcript, lang: Lang, team: &str, customer: &str) -> Reply {
    let mut answer = Answer::new(Body::from(transcript.text(lang, team, customer)));
    let headers = answer.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/plain; charset=utf-8"),
    );
    let name = format!("attachment; filename=\"chat-{}.txt\"", transcript.chat.id);
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(answer)
}

//! A chat as a file that a browser keeps.

use http::{HeaderValue, header};
use maud::{PreEscaped, html};

use super::{
    answer::{Answer, Reply},
    body::Body,
};
use crate::{base::lang::Lang, channels::email::compose::linked, desk::transcript::Transcript, t};

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

/// What a mail says that tells of a chat: in plain words, and formatted.
pub(super) fn as_mail(
    transcript: &Transcript,
    lang: Lang,
    team: &str,
    customer: &str,
) -> (String, String) {
    let at = |at| transcript.clock(at, "%Y-%m-%d %H:%M");
    let html = html! {
        p { b { (team) " · " (t!(lang, "transcript-of", name = customer)) } br; (at(transcript.chat.created_at)) }
        @if let Some(words) = transcript.left_out(lang) { p { i { (words) } } }
        @for line in &transcript.lines {
            p {
                b { (line.by.name(lang, customer)) } " · " (at(line.at))
                @if !line.text.is_empty() {
                    @let words = PreEscaped(linked(&line.text));
                    br; @if line.struck.is_some() { s { (words) } } @else { (words) }
                }
                @for file in &line.files { br; "[" (file) "]" }
                @if let Some(struck) = &line.struck { br; i { (transcript.struck(lang, struck)) } }
            }
        }
    };
    let text = transcript.text(lang, team, customer);
    (text, html.into_string())
}

//! The chat completions API, as llama.cpp, Ollama, vLLM and services on the net speak it
//! (<https://platform.openai.com/docs/api-reference/chat>). Asked is
//!
//! ```json
//! {"model": "qwen2.5:3b", "stream": true,
//!  "messages": [{"role": "system", "content": "You help …"}, {"role": "user", "content": "Where is my parcel?"}]}
//! ```
//!
//! and what comes is a stream of events, `data: {"choices": [{"delta": {"content": "It "}, "finish_reason": null}]}`, that
//! ends with `data: [DONE]`. A server that does not stream answers with one object that has `message` for `delta`.

use bytes::Bytes;
use http::{Request, header};
use serde::{Deserialize, Serialize};

use super::{Coming, Limits, open};
use crate::{
    base::event_stream::EventStream,
    call::Http,
    desk::{
        content::language,
        conversation::message,
        prompter::remote::{
            Answer, Fault, Prompter,
            brief::{Brief, Line, Who},
        },
    },
};

/// One event is no longer than this.
const LONGEST_EVENT: usize = 256 * 1024;

/// What a model is told where the admin has no words of their own. In English, which every model was taught most of.
const INSTRUCTION: &str = "You help an agent of a customer service. Propose what the agent could write to the customer next. \
     Be friendly, short and concrete. Say only what follows from the conversation; never invent facts, prices, dates or \
     promises. Where something has to be looked up, say what will be checked.";

/// What it is told beside that, whatever else it is told.
const RULES: &str = "Answer with the words to the customer alone: no introduction, no quotes, no markup, no notes. Names, \
     numbers and addresses were replaced by “…”; leave them out. {customer.first_name|…} stands for the customer's name and \
     may be used as it is.";

#[derive(Serialize)]
struct Asked<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    model: &'a str,
    messages: Vec<Said<'a>>,
    stream: bool,
}

#[derive(Serialize)]
struct Said<'a> {
    role: &'static str,
    content: std::borrow::Cow<'a, str>,
}

/// Asks, and reads the answer as it comes.
pub(super) async fn ask(
    http: &Http,
    prompter: &Prompter,
    brief: &Brief,
    mut grew: impl FnMut(&str) + Send,
) -> Result<Vec<Answer>, Fault> {
    let messages = messages(&prompter.instruction, brief);
    let words = complete(http, prompter, &messages, &mut grew).await?;
    Ok(vec![Answer::of_words(&words)])
}

/// What a model answers to messages, each with its role.
pub(super) async fn complete(
    http: &Http,
    prompter: &Prompter,
    messages: &[(&'static str, String)],
    grew: &mut (impl FnMut(&str) + Send),
) -> Result<String, Fault> {
    let request = request(prompter, messages).ok_or(Fault::Unreachable)?;
    let coming = open(http, request, Limits::of(prompter)).await?;
    let words = words(coming, grew).await?;
    Ok(thought_through(&words).to_owned())
}

fn request(prompter: &Prompter, messages: &[(&'static str, String)]) -> Option<Request<Bytes>> {
    let asked = Asked {
        model: &prompter.model,
        messages: messages
            .iter()
            .map(|(role, content)| Said {
                role,
                content: content.as_str().into(),
            })
            .collect(),
        stream: true,
    };
    let mut request = Request::post(endpoint(&prompter.address))
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ACCEPT, "text/event-stream, application/json");
    let key = prompter.secret.expose();
    if !key.is_empty() {
        let mut shown = http::HeaderValue::from_str(&format!("Bearer {key}")).ok()?;
        shown.set_sensitive(true);
        request = request.header(header::AUTHORIZATION, shown);
    }
    request
        .body(Bytes::from(serde_json::to_vec(&asked).ok()?))
        .ok()
}

/// Where to ask, from what an admin typed: the host, the base of the API, or all of it.
fn endpoint(base: &str) -> String {
    let base = base.trim_end_matches('/');
    if base.ends_with("/chat/completions") {
        return base.to_owned();
    }
    let path = base.split_once("://").map_or(base, |(_, rest)| rest);
    match path.contains('/') {
        true => format!("{base}/chat/completions"),
        false => format!("{base}/v1/chat/completions"),
    }
}

/// The conversation as a model reads it: what it is told, who said what, and what is wanted of it.
fn messages(instruction: &str, brief: &Brief) -> Vec<(&'static str, String)> {
    let told = match instruction {
        "" => INSTRUCTION,
        own => own,
    };
    let language = match language::own_name(&brief.language) {
        name if name == brief.language => name.to_owned(),
        name => format!("{name} ({})", brief.language),
    };
    let mut all = vec![(
        "system",
        format!("{told}\n\n{RULES}\n\nThe customer reads {language}."),
    )];
    match &brief.question {
        Some(question) if brief.messages.is_empty() => all.push(("user", question.clone())),
        Some(question) => {
            let so_far: Vec<String> = brief.messages.iter().map(as_line).collect();
            all.push((
                "user",
                format!(
                    "So far:\n{}\n\nThe agent asks: {question}",
                    so_far.join("\n")
                ),
            ));
        }
        None => {
            for line in &brief.messages {
                let role = match line.from {
                    Who::Customer => "user",
                    Who::Agent | Who::Bot => "assistant",
                };
                // Some servers refuse two messages of the same side in a row.
                match all.last_mut() {
                    Some((last, words)) if *last == role => {
                        words.push('\n');
                        words.push_str(&line.text);
                    }
                    _ => all.push((role, line.text.clone())),
                }
            }
            // A greeting before the first question is no answer to anything, and some servers want the customer first.
            if all.get(1).is_some_and(|(role, _)| *role == "assistant") {
                all.remove(1);
            }
            // What was said last may be ours: what the customer said last is what is asked about.
            if all.last().is_some_and(|(role, _)| *role == "assistant") {
                all.push(("user", "…".to_owned()));
            }
        }
    }
    all
}

fn as_line(line: &Line) -> String {
    format!("{}: {}", line.from.word(), line.text)
}

/// What an event says.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    /// More words, which may be none.
    Words(String),
    /// It says more, and that is all.
    Last(String),
    /// That was all.
    End,
}

#[derive(Deserialize)]
struct Event {
    #[serde(default)]
    choices: Vec<Choice>,
    error: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct Choice {
    delta: Option<Delta>,
    message: Option<Delta>,
    finish_reason: Option<String>,
}

#[derive(Deserialize)]
struct Delta {
    content: Option<String>,
}

fn piece(data: &str) -> Result<Piece, Fault> {
    let data = data.trim();
    if data == "[DONE]" {
        return Ok(Piece::End);
    }
    let event: Event = serde_json::from_str(data).map_err(|_| Fault::Unreadable)?;
    if event.error.is_some_and(|error| !error.is_null()) {
        return Err(Fault::Refused);
    }
    // The last event of some has no choice in it, but what it cost.
    let Some(choice) = event.choices.into_iter().next() else {
        return Ok(Piece::Words(String::new()));
    };
    let words = choice
        .delta
        .or(choice.message)
        .and_then(|delta| delta.content)
        .unwrap_or_default();
    Ok(match choice.finish_reason {
        Some(_) => Piece::Last(words),
        None => Piece::Words(words),
    })
}

/// Gathers the words; an answer that ends before it says so is cut off.
async fn words(mut coming: Coming, grew: &mut (impl FnMut(&str) + Send)) -> Result<String, Fault> {
    if coming.is("application/json") {
        let event = coming.json().await?.to_string();
        return match piece(&event)? {
            Piece::Last(words) | Piece::Words(words) => Ok(words),
            Piece::End => Err(Fault::Unreadable),
        };
    }
    if !coming.is("text/event-stream") {
        return Err(Fault::Unreadable);
    }
    let mut events = EventStream::new(LONGEST_EVENT);
    let mut gathered = Gathered::default();
    loop {
        let Some(bytes) = coming.next().await? else {
            break;
        };
        for data in events.take(&bytes).map_err(|_| Fault::TooLarge)? {
            if gathered.take(piece(&data)?, grew)? {
                return Ok(gathered.words);
            }
            if !gathered.words.is_empty() {
                coming.has_begun();
            }
        }
    }
    if let Some(data) = events.end()
        && gathered.take(piece(&data)?, grew)?
    {
        return Ok(gathered.words);
    }
    match gathered.is_whole {
        true => Ok(gathered.words),
        false => Err(Fault::CutOff),
    }
}

#[derive(Default)]
struct Gathered {
    words: String,
    /// The last words are here; only the end of the stream is missing.
    is_whole: bool,
}

impl Gathered {
    /// Takes a piece; answers whether that was the end.
    fn take(&mut self, piece: Piece, grew: &mut impl FnMut(&str)) -> Result<bool, Fault> {
        let (more, is_last) = match piece {
            Piece::End => return Ok(true),
            Piece::Words(words) => (words, false),
            Piece::Last(words) => (words, true),
        };
        self.is_whole |= is_last;
        if !more.is_empty() {
            self.words.push_str(&more);
            if self.words.chars().count() > message::LONGEST {
                return Err(Fault::TooLarge);
            }
            let shown = thought_through(&self.words);
            if !shown.is_empty() {
                grew(shown);
            }
        }
        Ok(false)
    }
}

/// The answer without what a model thought aloud before it, which some put between marks.
fn thought_through(words: &str) -> &str {
    let words = words.trim();
    match words.strip_prefix("<think>") {
        None if "<think>".starts_with(words) => "",
        None => words,
        Some(thoughts) => thoughts
            .split_once("</think>")
            .map_or("", |(_, answer)| answer.trim()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_of_an_api_is_typed_in_many_ways() {
        for (typed, expected) in [
            (
                "http://127.0.0.1:11434",
                "http://127.0.0.1:11434/v1/chat/completions",
            ),
            (
                "http://127.0.0.1:11434/",
                "http://127.0.0.1:11434/v1/chat/completions",
            ),
            (
                "http://127.0.0.1:8080/v1",
                "http://127.0.0.1:8080/v1/chat/completions",
            ),
            (
                "https://ai.example/openai/v1/",
                "https://ai.example/openai/v1/chat/completions",
            ),
            (
                "https://ai.example/v1/chat/completions",
                "https://ai.example/v1/chat/completions",
            ),
        ] {
            assert_eq!(endpoint(typed), expected, "{typed}");
        }
    }

    #[test]
    fn an_event_is_read_as_servers_write_it() {
        let words = |words: &str| Ok(Piece::Words(words.to_owned()));
        let last = |words: &str| Ok(Piece::Last(words.to_owned()));
        for (data, expected) in [
            ("[DONE]", Ok(Piece::End)),
            (" [DONE] ", Ok(Piece::End)),
            (
                r#"{"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}"#,
                words(""),
            ),
            (r#"{"choices":[{"delta":{"role":"assistant"}}]}"#, words("")),
            (
                r#"{"choices":[{"delta":{"content":"Der Deckel"}}]}"#,
                words("Der Deckel"),
            ),
            (
                r#"{"choices":[{"delta":{"content":null,"reasoning_content":"hm"}}]}"#,
                words(""),
            ),
            (
                r#"{"choices":[{"delta":{},"finish_reason":"stop"}]}"#,
                last(""),
            ),
            (
                r#"{"choices":[{"delta":{"content":"."},"finish_reason":"length"}]}"#,
                last("."),
            ),
            (
                r#"{"choices":[{"message":{"role":"assistant","content":"Ja."},"finish_reason":"stop"}]}"#,
                last("Ja."),
            ),
            (r#"{"choices":[],"usage":{"total_tokens":9}}"#, words("")),
            (
                r#"{"error":{"message":"model not found","type":"api_error"}}"#,
                Err(Fault::Refused),
            ),
            (
                r#"{"error":null,"choices":[{"delta":{"content":"x"}}]}"#,
                words("x"),
            ),
            ("<html>", Err(Fault::Unreadable)),
            ("{\"choices\":", Err(Fault::Unreadable)),
            ("[]", Err(Fault::Unreadable)),
            (r#"{"choices":"none"}"#, Err(Fault::Unreadable)),
            (
                r#"{"choices":[{"delta":{"content":7}}]}"#,
                Err(Fault::Unreadable),
            ),
            ("", Err(Fault::Unreadable)),
        ] {
            assert_eq!(piece(data), expected, "{data}");
        }
    }

    #[test]
    fn what_a_model_thinks_aloud_is_no_answer() {
        for (words, expected) in [
            ("It leaves today.", "It leaves today."),
            ("  It leaves today.\n", "It leaves today."),
            (
                "<think>Hm, let me see.</think>\n\nIt leaves today.",
                "It leaves today.",
            ),
            ("<think>Hm, let me", ""),
            ("<thi", ""),
            ("<thing> is missing", "<thing> is missing"),
            ("", ""),
        ] {
            assert_eq!(thought_through(words), expected, "{words:?}");
        }
    }

    fn line(from: Who, text: &str) -> Line {
        Line {
            from,
            text: text.to_owned(),
        }
    }

    #[test]
    fn a_model_reads_who_said_what() {
        let brief = Brief {
            language: "de".to_owned(),
            messages: vec![
                line(Who::Bot, "Hallo!"),
                line(Who::Customer, "Der Deckel ist kaputt."),
                line(Who::Customer, "Hallo?"),
                line(Who::Agent, "Oje!"),
                line(Who::Customer, "Und nun?"),
            ],
            chosen: None,
            question: None,
        };
        let all = messages("Du hilfst.", &brief);
        assert!(
            all[0].1.starts_with("Du hilfst.\n\n") && all[0].1.ends_with("reads Deutsch (de).")
        );
        let rest: Vec<(&str, &str)> = all[1..]
            .iter()
            .map(|(role, words)| (*role, words.as_str()))
            .collect();
        assert_eq!(
            rest,
            [
                ("user", "Der Deckel ist kaputt.\nHallo?"),
                ("assistant", "Oje!"),
                ("user", "Und nun?"),
            ]
        );
        let asked = Brief {
            question: Some("Wie lange dauert es?".to_owned()),
            ..brief.clone()
        };
        let all = messages("", &asked);
        assert!(all[0].1.starts_with(INSTRUCTION));
        assert_eq!(all.len(), 2);
        assert!(
            all[1].1.contains("customer: Und nun?") && all[1].1.ends_with("Wie lange dauert es?")
        );
        let alone = Brief {
            messages: Vec::new(),
            ..asked
        };
        assert_eq!(messages("", &alone)[1].1, "Wie lange dauert es?");
    }
}

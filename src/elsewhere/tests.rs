//! Servers that misbehave in every way. Time is stopped and goes on by itself when everybody waits, so nobody does.

mod translating;

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::{Instant, sleep},
};

use super::ask;
use crate::{
    base::{id::PrompterId, secret::Secret, time::Timestamp},
    call::Http,
    desk::prompter::remote::{
        Answer, Fault, Kind, Prompter,
        brief::{Brief, Line, Who},
    },
};

/// What a server does with a request.
#[derive(Clone)]
enum Deed {
    /// Says this and closes.
    Say(String),
    /// Says this and nothing more, for ever.
    SayAndWait(String),
    /// Says the first, and then the second again and again, with a pause before each.
    Drip(String, String, Duration),
    /// Closes without a word.
    Close,
}

#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<String>>>);

impl Heard {
    fn all(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

/// A server that does this with every request; its address, and what it heard.
async fn server(deed: Deed) -> (String, Heard) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let heard = Heard::default();
    let hears = heard.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, deed.clone(), hears.clone()));
        }
    });
    (address, heard)
}

async fn serve(mut stream: TcpStream, deed: Deed, heard: Heard) {
    let request = read(&mut stream).await;
    heard.0.lock().unwrap().push(request);
    match deed {
        Deed::Close => {}
        Deed::Say(words) => drop(stream.write_all(words.as_bytes()).await),
        Deed::SayAndWait(words) => {
            let _ = stream.write_all(words.as_bytes()).await;
            let mut rest = [0];
            // Ends when the other side does.
            let _ = stream.read(&mut rest).await;
            heard.0.lock().unwrap().push("gone".to_owned());
        }
        Deed::Drip(first, then, pause) => {
            let _ = stream.write_all(first.as_bytes()).await;
            loop {
                sleep(pause).await;
                if stream.write_all(then.as_bytes()).await.is_err() {
                    return;
                }
            }
        }
    }
}

/// A whole request: its head says how much belongs to it.
async fn read(stream: &mut TcpStream) -> String {
    let mut gathered = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&gathered).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.to_lowercase();
            let length = length
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "));
            if body.len() >= length.map_or(0, |length| length.trim().parse().unwrap()) {
                return text;
            }
        }
        match stream.read(&mut piece).await {
            Ok(0) | Err(_) => return text,
            Ok(count) => gathered.extend_from_slice(&piece[..count]),
        }
    }
}

const OK: &str = "HTTP/1.1 200 OK\r\nconnection: close\r\n";

fn stream_of(body: &str) -> String {
    format!("{OK}content-type: text/event-stream\r\n\r\n{body}")
}

fn json_of(value: &Value) -> String {
    format!("{OK}content-type: application/json\r\n\r\n{value}")
}

fn words(words: &str) -> String {
    let event = json!({"choices": [{"delta": {"content": words}, "finish_reason": null}]});
    format!("data: {event}\n\n")
}

const STOP: &str = "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
const DONE: &str = "data: [DONE]\n\n";

fn prompter(kind: Kind, address: &str) -> Prompter {
    Prompter {
        id: PrompterId(1),
        name: "Local".to_owned(),
        kind,
        address: address.to_owned(),
        is_locked: false,
        secret: Secret::new(match kind {
            Kind::Completions => "sk-hush",
            Kind::Webhook => "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        }),
        model: "small".to_owned(),
        instruction: "You help.".to_owned(),
        patience_seconds: 3,
        for_messages: true,
        hears_all: false,
        is_on: true,
        fault: None,
    }
}

fn brief() -> Brief {
    Brief {
        language: "de".to_owned(),
        messages: vec![Line {
            from: Who::Customer,
            text: "Der Deckel ist kaputt.".to_owned(),
        }],
        chosen: None,
        question: None,
    }
}

/// What comes of a question, what was seen of the answer as it came, and how many seconds it took.
async fn outcome(kind: Kind, address: &str) -> (Result<Vec<Answer>, Fault>, Vec<String>, u64) {
    let began = Instant::now();
    let mut seen = Vec::new();
    let http = Http::default();
    let asked = ask(
        &http,
        &prompter(kind, address),
        &brief(),
        Timestamp(1_614_265_330_000),
        |words| {
            seen.push(words.to_owned());
        },
    )
    .await;
    (asked, seen, began.elapsed().as_secs())
}

async fn check(kind: Kind, what: &str, deed: Deed, expected: Result<&str, Fault>, seconds: u64) {
    let (address, _) = server(deed).await;
    let (asked, _, took) = outcome(kind, &address).await;
    let expected = expected.map(|text| vec![Answer::of_words(text)]);
    assert_eq!(asked, expected, "{what}");
    assert_eq!(took, seconds, "{what}");
}

#[tokio::test(start_paused = true)]
async fn a_language_model_misbehaves_in_every_way() {
    use Deed::{Close, Drip, Say, SayAndWait};
    let model = Kind::Completions;
    let half = stream_of(&words("Ein neuer "));
    for (what, deed, expected, seconds) in [
        (
            "as it should be",
            Say(stream_of(
                &(words("Ein neuer ") + &words("Deckel.") + STOP + DONE),
            )),
            Ok("Ein neuer Deckel."),
            0,
        ),
        (
            "no end mark",
            Say(stream_of(&(words("Ein Deckel.") + STOP))),
            Ok("Ein Deckel."),
            0,
        ),
        (
            "no end of its last line",
            Say(stream_of(&(words("Ein Deckel.") + DONE.trim_end()))),
            Ok("Ein Deckel."),
            0,
        ),
        (
            "stays open behind its end",
            SayAndWait(stream_of(&(words("Ein Deckel.") + DONE))),
            Ok("Ein Deckel."),
            0,
        ),
        (
            "does not stream",
            Say(json_of(
                &json!({"choices": [{"message": {"content": "Ein Deckel."}, "finish_reason": "stop"}]}),
            )),
            Ok("Ein Deckel."),
            0,
        ),
        (
            "thinks aloud",
            Say(stream_of(
                &(words("<think>Hm") + &words(".</think>\n\n") + &words("Ein Deckel.") + DONE),
            )),
            Ok("Ein Deckel."),
            0,
        ),
        (
            "never answers",
            SayAndWait(String::new()),
            Err(Fault::Late),
            3,
        ),
        (
            "begins a head",
            SayAndWait("HTTP/1.1 200 OK\r\ncontent-".to_owned()),
            Err(Fault::Late),
            3,
        ),
        (
            "a head and nothing more",
            SayAndWait(stream_of("")),
            Err(Fault::Late),
            3,
        ),
        (
            "comments and no words",
            Drip(
                stream_of(""),
                ": wait\n\n".to_owned(),
                Duration::from_secs(1),
            ),
            Err(Fault::Late),
            3,
        ),
        (
            "half a stream, then silence",
            SayAndWait(half.clone()),
            Err(Fault::Late),
            30,
        ),
        (
            "half a stream, then the end",
            Say(half.clone()),
            Err(Fault::CutOff),
            0,
        ),
        (
            "drips",
            Drip(half, words("x"), Duration::from_secs(2)),
            Err(Fault::Late),
            30,
        ),
        ("closes", Close, Err(Fault::CutOff), 0),
        (
            "an error of its own",
            Say("HTTP/1.1 500 Oh\r\ncontent-length: 0\r\n\r\n".to_owned()),
            Err(Fault::Refused),
            0,
        ),
        (
            "a wrong key",
            Say("HTTP/1.1 401 No\r\ncontent-length: 0\r\n\r\n".to_owned()),
            Err(Fault::Refused),
            0,
        ),
        (
            "an error in the stream",
            Say(stream_of(
                "data: {\"error\":{\"message\":\"no such model\"}}\n\n",
            )),
            Err(Fault::Refused),
            0,
        ),
        (
            "a page",
            Say(format!(
                "{OK}content-type: text/html\r\n\r\n<html>Welcome</html>"
            )),
            Err(Fault::Unreadable),
            0,
        ),
        (
            "no type",
            Say(format!("{OK}\r\nWelcome")),
            Err(Fault::Unreadable),
            0,
        ),
        (
            "garbage",
            Say(stream_of("data: }{\n\n")),
            Err(Fault::Unreadable),
            0,
        ),
        (
            "another shape",
            Say(json_of(&json!({"answer": "Ein Deckel."}))),
            Ok(""),
            0,
        ),
        (
            "no HTTP",
            Say("Hello, this is a teapot.\r\n\r\n".to_owned()),
            Err(Fault::CutOff),
            0,
        ),
        (
            "one event without end",
            Say(stream_of(&format!("data: {}", "x".repeat(300_000)))),
            Err(Fault::TooLarge),
            0,
        ),
        (
            "many words",
            Say(stream_of(&words(&"x".repeat(1_000)).repeat(20))),
            Err(Fault::TooLarge),
            0,
        ),
        (
            "much of nothing",
            Say(stream_of(&": nothing\n\n".repeat(200_000))),
            Err(Fault::TooLarge),
            0,
        ),
        (
            "much JSON",
            Say(json_of(&json!("x".repeat(2_000_000)))),
            Err(Fault::TooLarge),
            0,
        ),
    ] {
        match expected {
            // Nothing is no proposal.
            Ok("") => {
                let (address, _) = server(deed).await;
                assert_eq!(outcome(model, &address).await.0, Ok(Vec::new()), "{what}");
            }
            expected => check(model, what, deed, expected, seconds).await,
        }
    }
}

/// What any machine may do that answers with JSON, to whoever waits so many seconds: `half` is where its answer breaks off,
/// `status` what it may be refused with.
fn misdeeds(
    half: &str,
    seconds: u64,
    status: &str,
) -> [(&'static str, Deed, Result<&'static str, Fault>, u64); 7] {
    use Deed::{Close, Drip, Say, SayAndWait};
    // A drop comes before each wait is over.
    let pause = Duration::from_secs(seconds.div_ceil(3));
    [
        (
            "never answers",
            SayAndWait(String::new()),
            Err(Fault::Late),
            seconds,
        ),
        (
            "half an answer, then silence",
            SayAndWait(half.to_owned()),
            Err(Fault::Late),
            seconds,
        ),
        (
            "half an answer, then the end",
            Say(half.to_owned()),
            Err(Fault::Unreadable),
            0,
        ),
        (
            "drips",
            Drip(half.to_owned(), "x".to_owned(), pause),
            Err(Fault::Late),
            seconds,
        ),
        ("closes", Close, Err(Fault::CutOff), 0),
        (
            "a refusal",
            Say(format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n")),
            Err(Fault::Refused),
            0,
        ),
        (
            "a page",
            Say(format!(
                "{OK}content-type: text/html\r\n\r\n<html>Welcome</html>"
            )),
            Err(Fault::Unreadable),
            0,
        ),
    ]
}

#[tokio::test(start_paused = true)]
async fn a_webhook_misbehaves_in_every_way() {
    use Deed::Say;
    let hook = Kind::Webhook;
    let half = format!("{OK}content-type: application/json\r\n\r\n{{\"answers\": [{{\"text\":");
    for (what, deed, expected, seconds) in [
        (
            "as it should be",
            Say(json_of(&json!({"answers": [{"text": " Ein Deckel.\r\n"}]}))),
            Ok("Ein Deckel."),
            0,
        ),
        (
            "an answer of nothing is left out",
            Say(json_of(
                &json!({"answers": [{"text": " "}, {"text": "Ja."}]}),
            )),
            Ok("Ja."),
            0,
        ),
        (
            "another shape",
            Say(json_of(&json!({"answers": {"text": "Ja."}}))),
            Err(Fault::Unreadable),
            0,
        ),
        (
            "far too much",
            Say(json_of(
                &json!({"answers": [{"text": "x".repeat(2_000_000)}]}),
            )),
            Err(Fault::TooLarge),
            0,
        ),
    ]
    .into_iter()
    .chain(misdeeds(&half, 3, "503 Oh"))
    {
        check(hook, what, deed, expected, seconds).await;
    }
}

#[tokio::test(start_paused = true)]
async fn nobody_is_there() {
    let (address, _) = {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        (
            format!("http://{}", listener.local_addr().unwrap()),
            listener,
        )
    };
    for kind in Kind::ALL {
        assert_eq!(outcome(kind, &address).await.0, Err(Fault::Unreachable));
        // Nothing goes over a network in plain text.
        assert_eq!(
            outcome(kind, "http://192.0.2.1/v1").await.0,
            Err(Fault::Unreachable)
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_question_goes_nowhere_but_to_where_the_admin_said() {
    let (other, heard_there) =
        server(Deed::Say(json_of(&json!({"answers": [{"text": "Mine!"}]})))).await;
    for status in ["301 Moved", "307 Over there"] {
        let pointer =
            format!("HTTP/1.1 {status}\r\nlocation: {other}/\r\ncontent-length: 0\r\n\r\n");
        let (address, heard) = server(Deed::Say(pointer)).await;
        for kind in Kind::ALL {
            assert_eq!(outcome(kind, &address).await.0, Err(Fault::Refused));
        }
        assert_eq!(heard.all().len(), 2);
    }
    assert_eq!(heard_there.all(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn words_are_seen_as_they_come() {
    let body = words("Ein ") + &words("neuer ") + &words("Deckel.") + STOP + DONE;
    let (address, heard) = server(Deed::Say(stream_of(&body))).await;
    let (_, seen, _) = outcome(Kind::Completions, &address).await;
    assert_eq!(seen, ["Ein", "Ein neuer", "Ein neuer Deckel."]);
    let request = heard.all().remove(0);
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    assert!(
        head.starts_with("POST /v1/chat/completions HTTP/1.1"),
        "{head}"
    );
    assert!(head.contains("authorization: Bearer sk-hush"), "{head}");
    let body: Value = serde_json::from_str(body).unwrap();
    assert_eq!(
        (&body["model"], &body["stream"]),
        (&json!("small"), &json!(true))
    );
    assert_eq!(
        body["messages"][1],
        json!({"role": "user", "content": "Der Deckel ist kaputt."})
    );
}

#[tokio::test(start_paused = true)]
async fn a_webhook_is_asked_as_its_contract_says() {
    let (address, heard) = server(Deed::Say(json_of(&json!({"answers": []})))).await;
    let (asked, ..) = outcome(Kind::Webhook, &format!("{address}/stock?room=1")).await;
    assert_eq!(asked, Ok(Vec::new()));
    let request = heard.all().remove(0);
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("POST /stock?room=1 HTTP/1.1"), "{head}");
    let header = |name: &str| {
        let line = head
            .lines()
            .find_map(|line| line.strip_prefix(&format!("{name}: ")));
        line.unwrap_or_else(|| panic!("{name} in {head}"))
            .to_owned()
    };
    assert!(header("webhook-id").starts_with("msg_"));
    assert_eq!(header("webhook-timestamp"), "1614265330");
    assert!(header("webhook-signature").starts_with("v1,"));
    let expected = json!({"language": "de", "messages": [{"from": "customer", "text": "Der Deckel ist kaputt."}]});
    assert_eq!(serde_json::from_str::<Value>(body).unwrap(), expected);
}

#[tokio::test(start_paused = true)]
async fn a_question_that_nobody_waits_for_is_dropped() {
    let (address, heard) = server(Deed::SayAndWait(stream_of(&words("Ein ")))).await;
    let http = Http::default();
    let (prompter, brief) = (prompter(Kind::Completions, &address), brief());
    let asked = ask(&http, &prompter, &brief, Timestamp(0), |_| {});
    assert!(
        tokio::time::timeout(Duration::from_secs(1), asked)
            .await
            .is_err()
    );
    sleep(Duration::from_secs(1)).await;
    assert_eq!(heard.all().last().unwrap(), "gone");
}

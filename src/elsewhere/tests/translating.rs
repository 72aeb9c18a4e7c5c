//! Machines that translate misbehave in every way.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;

use super::{DONE, Deed, OK, STOP, json_of, prompter, server, stream_of, words};
use crate::{
    base::secret::Secret,
    call::Http,
    desk::{
        prompter::remote::{Fault, Kind},
        translation::{Job, Machine, Shield},
    },
    elsewhere::translate,
};

#[tokio::test(start_paused = true)]
async fn a_translator_misbehaves_in_every_way() {
    use Deed::{Close, Drip, Say, SayAndWait};
    let half = format!("{OK}content-type: application/json\r\n\r\n{{\"translatedText\":");
    let of = |text: &str| json_of(&json!({"translatedText": text}));
    for (what, deed, expected, seconds) in [
        (
            "as it should be",
            Say(of(" The [[0]] is broken.\n")),
            Ok("The lid is broken."),
            0,
        ),
        (
            "it lost a mark",
            Say(of("The lid is broken.")),
            Err(Fault::Unreadable),
            0,
        ),
        ("nothing", Say(of("")), Err(Fault::Unreadable), 0),
        (
            "never answers",
            SayAndWait(String::new()),
            Err(Fault::Late),
            8,
        ),
        (
            "half an answer, then silence",
            SayAndWait(half.clone()),
            Err(Fault::Late),
            8,
        ),
        (
            "half an answer, then the end",
            Say(half.clone()),
            Err(Fault::Unreadable),
            0,
        ),
        (
            "drips",
            Drip(half, "x".to_owned(), Duration::from_secs(3)),
            Err(Fault::Late),
            8,
        ),
        ("closes", Close, Err(Fault::CutOff), 0),
        (
            "a wrong key",
            Say("HTTP/1.1 403 No\r\ncontent-length: 0\r\n\r\n".to_owned()),
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
            "another shape",
            Say(json_of(&json!({"error": "slow down"}))),
            Err(Fault::Unreadable),
            0,
        ),
        (
            "far too much",
            Say(of(&"x".repeat(2_000_000))),
            Err(Fault::TooLarge),
            0,
        ),
    ] {
        let (address, _) = server(deed).await;
        let mut shield = Shield::default();
        let mark = shield.keep("lid");
        let job = Job {
            machine: Machine::Libre(address, Secret::new("")),
            from: Some("de".to_owned()),
            to: "en".to_owned(),
            text: format!("Der {mark} ist kaputt."),
            shield,
        };
        let began = Instant::now();
        let said = translate(&Http::default(), &job).await;
        assert_eq!(said, expected.map(str::to_owned), "{what}");
        assert_eq!(began.elapsed().as_secs(), seconds, "{what}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_language_model_translates_too() {
    let body = words("The [[0]] ") + &words("is broken.") + STOP + DONE;
    let (address, heard) = server(Deed::Say(stream_of(&body))).await;
    let mut shield = Shield::default();
    let mark = shield.keep("lid");
    let job = Job {
        machine: Machine::Model(Box::new(prompter(Kind::Completions, &address))),
        from: None,
        to: "en".to_owned(),
        text: format!("Der {mark} ist kaputt."),
        shield,
    };
    let said = translate(&Http::default(), &job).await;
    assert_eq!(said.as_deref(), Ok("The lid is broken."));
    let request = heard.all().remove(0);
    let (_, body) = request.split_once("\r\n\r\n").unwrap();
    let body: Value = serde_json::from_str(body).unwrap();
    assert_eq!(body["messages"][1]["content"], "Der [[0]] ist kaputt.");
    assert!(
        body["messages"][0]["content"]
            .as_str()
            .unwrap()
            .ends_with("Translate into English (en).")
    );
}

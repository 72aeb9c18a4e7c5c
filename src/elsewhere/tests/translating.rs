//! Machines that translate misbehave in every way.

use serde_json::{Value, json};
use tokio::time::Instant;

use super::{DONE, Deed, OK, STOP, json_of, misdeeds, prompter, server, stream_of, words};
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
    use Deed::Say;
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
    ]
    .into_iter()
    .chain(misdeeds(&half, 8, "403 No"))
    {
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

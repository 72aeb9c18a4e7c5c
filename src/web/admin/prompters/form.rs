//! One prompter: where it is, with which key, what it is told, how long it may take.

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{PATH, kind_name, trial};
use crate::{
    base::{id::PrompterId, lang::Lang},
    call,
    desk::prompter::remote::{
        self, Kind, Prompter,
        edit::{
            self as act, LONGEST_INSTRUCTION, LONGEST_LINE, LONGEST_NAME, MOST, PATIENCE,
            PrompterError, USUAL_PATIENCE, Wanted,
        },
    },
    t,
    web::{
        admin::{Room, show, show_with},
        answer::{Refusal, Reply, see_other},
        confirm::Confirm,
        field::{Field, Wrong, choice},
        layout::{icon, icon_sm},
        request::{AsAdmin, Ask},
        saved::{self, Wish},
        snippet,
    },
};

/// The form as it was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    name: String,
    address: String,
    /// A new one; empty: the one that is there stays.
    secret: String,
    /// The one that is there goes.
    no_secret: Option<String>,
    model: String,
    instruction: String,
    patience: String,
    for_messages: Option<String>,
    hears_all: Option<String>,
}

impl Typed {
    fn new() -> Self {
        Self {
            patience: USUAL_PATIENCE.to_string(),
            for_messages: Some("on".to_owned()),
            ..Self::default()
        }
    }

    pub(super) fn of(prompter: &Prompter) -> Self {
        Self {
            name: prompter.name.clone(),
            address: prompter.address.clone(),
            secret: String::new(),
            no_secret: None,
            model: prompter.model.clone(),
            instruction: prompter.instruction.clone(),
            patience: prompter.patience_seconds.to_string(),
            for_messages: prompter.for_messages.then(|| "on".to_owned()),
            hears_all: prompter.hears_all.then(|| "on".to_owned()),
        }
    }

    fn wanted(&self, kind: Kind) -> Wanted {
        let secret = match self.secret.trim() {
            "" if self.no_secret.is_some() => Some(String::new()),
            "" => None,
            typed => Some(typed.to_owned()),
        };
        Wanted {
            name: self.name.clone(),
            address: self.address.clone(),
            secret,
            model: self.model.clone(),
            instruction: self.instruction.clone(),
            // A webhook has one time, which is the house's.
            patience_seconds: match kind {
                Kind::Completions => self.patience.trim().parse().unwrap_or(0),
                Kind::Webhook => USUAL_PATIENCE,
            },
            for_messages: self.for_messages.is_some(),
            hears_all: self.hears_all.is_some(),
        }
    }
}

fn kind_of(ask: &Ask) -> Result<Kind, Refusal> {
    let word: String = ask.place("kind")?;
    Kind::from_word(&word).ok_or_else(Refusal::not_found)
}

pub(super) async fn new(ask: Ask, admin: AsAdmin) -> Reply {
    let kind = kind_of(&ask)?;
    let inside = view(
        admin.lang,
        kind,
        None,
        &Typed::new(),
        &Wrong::default(),
        &Wish::default(),
    );
    show(&ask, &admin, Room::Prompters, &inside).await
}

/// The prompter that the address names.
pub(super) async fn named(ask: &Ask) -> Result<Prompter, Refusal> {
    let id: PrompterId = ask.place("id")?;
    let read = ask
        .house
        .db
        .read::<_, Refusal>(move |reader| remote::one(reader, id)?.ok_or_else(Refusal::not_found));
    read.await
}

pub(super) async fn one(ask: Ask, admin: AsAdmin) -> Reply {
    let prompter = named(&ask).await?;
    let wish = Wish::of(&ask)?;
    let typed = Typed::of(&prompter);
    let inside = view(
        admin.lang,
        prompter.kind,
        Some((&prompter, None)),
        &typed,
        &Wrong::default(),
        &wish,
    );
    show(&ask, &admin, Room::Prompters, &inside).await
}

pub(super) async fn add(mut ask: Ask, admin: AsAdmin) -> Reply {
    let kind = kind_of(&ask)?;
    let typed: Typed = ask.form().await?;
    let (wanted, origin) = (typed.wanted(kind), admin.origin(&ask));
    let outcome = match may_call(&typed) {
        true => {
            ask.house
                .db
                .write(move |tx| act::add(tx, &origin, kind, &wanted))
                .await
        }
        false => Err(PrompterError::BadAddress),
    };
    match outcome {
        // It is tried next, and a webhook's secret is there to be copied.
        Ok(id) => see_other(&format!("{PATH}/{id}?saved=prompter")),
        Err(error) => refuse(&ask, &admin, kind, None, &typed, error).await,
    }
}

pub(super) async fn change(mut ask: Ask, admin: AsAdmin) -> Reply {
    let prompter = named(&ask).await?;
    let typed: Typed = ask.form().await?;
    let (id, kind) = (prompter.id, prompter.kind);
    let (wanted, origin) = (typed.wanted(kind), admin.origin(&ask));
    let outcome = match may_call(&typed) {
        true => {
            ask.house
                .db
                .write(move |tx| act::change(tx, &origin, id, &wanted))
                .await
        }
        false => Err(PrompterError::BadAddress),
    };
    match outcome {
        Ok(()) => see_other(&format!("{PATH}/{id}?saved=prompter")),
        Err(error) => refuse(&ask, &admin, kind, Some(&prompter), &typed, error).await,
    }
}

/// Whether the house calls such an address at all: not in plain text over a network.
fn may_call(typed: &Typed) -> bool {
    call::may_call(typed.address.trim())
}

async fn refuse(
    ask: &Ask,
    admin: &AsAdmin,
    kind: Kind,
    prompter: Option<&Prompter>,
    typed: &Typed,
    error: PrompterError,
) -> Reply {
    let lang = admin.lang;
    let wrong = match error {
        PrompterError::NoName => Wrong::at("name", t!(lang, "prompter-name-needed")),
        PrompterError::NameTaken => Wrong::at("name", t!(lang, "prompter-name-taken")),
        PrompterError::TooMany => Wrong::at("name", t!(lang, "prompter-too-many", most = MOST)),
        PrompterError::BadAddress => Wrong::at("address", t!(lang, "prompter-address-bad")),
        PrompterError::BadSecret if kind == Kind::Webhook => {
            Wrong::at("secret", t!(lang, "prompter-secret-bad"))
        }
        PrompterError::BadSecret => Wrong::at("secret", t!(lang, "prompter-key-bad")),
        PrompterError::TooLong => Wrong::at(
            "instruction",
            t!(lang, "prompter-too-long", most = LONGEST_INSTRUCTION),
        ),
        PrompterError::BadPatience => Wrong::at(
            "patience",
            t!(
                lang,
                "bot-misses-bad",
                least = i64::from(*PATIENCE.start()),
                most = i64::from(*PATIENCE.end())
            ),
        ),
        other => return Err(other.into()),
    };
    let shown = prompter.map(|prompter| (prompter, None));
    let inside = view(lang, kind, shown, typed, &wrong, &Wish::default());
    show_with(
        StatusCode::BAD_REQUEST,
        ask,
        admin,
        Room::Prompters,
        &inside,
    )
    .await
}

/// The form; below it, of one that is there, a place to try it and the way to remove it.
pub(super) fn view(
    lang: Lang,
    kind: Kind,
    there: Option<(&Prompter, Option<&trial::Outcome>)>,
    typed: &Typed,
    wrong: &Wrong,
    wish: &Wish,
) -> Markup {
    let prompter = there.map(|(prompter, _)| prompter);
    let path = match prompter {
        Some(prompter) => format!("{PATH}/{}", prompter.id),
        None => format!("{PATH}/new/{}", kind.word()),
    };
    let lead = match kind {
        Kind::Completions => t!(lang, "prompter-completions-lead"),
        Kind::Webhook => t!(lang, "prompter-webhook-lead"),
    };
    html! {
        p { a.row.small href=(PATH) { span.flip { (icon_sm("arrow-left")) } (t!(lang, "room-prompters")) } }
        header.sechead {
            div.grow { h2 dir="auto" { @if let Some(prompter) = prompter { (prompter.name) } @else { (kind_name(lang, kind)) } } p { (lead) } }
        }
        (saved::notice(lang, wish.saved == "prompter"))
        form.card."card--pad".stack."stack--4" method="post" action=(path) {
            div.formgrid {
                (Field::new("prompter", "name", t!(lang, "prompter-name")).value(&typed.name).longest(LONGEST_NAME).required().judged(wrong))
                @match kind {
                    Kind::Completions => {
                        (Field::new("prompter", "address", t!(lang, "prompter-base")).value(&typed.address).kind("url").longest(LONGEST_LINE)
                            .placeholder("http://127.0.0.1:11434/v1").hint(t!(lang, "prompter-base-hint")).required().judged(wrong))
                        (Field::new("prompter", "model", t!(lang, "prompter-model")).value(&typed.model).longest(LONGEST_LINE)
                            .placeholder("qwen2.5:3b").hint(t!(lang, "prompter-model-hint")).optional(lang).judged(wrong))
                        (key_field(lang, prompter, wrong))
                        (Field::new("prompter", "instruction", t!(lang, "prompter-instruction")).value(&typed.instruction).lines(5).longest(LONGEST_INSTRUCTION)
                            .hint(t!(lang, "prompter-instruction-hint")).optional(lang).wide().judged(wrong))
                        (Field::new("prompter", "patience", t!(lang, "prompter-patience")).value(&typed.patience).kind("number").hint(t!(lang, "prompter-patience-hint")).judged(wrong))
                    },
                    Kind::Webhook => {
                        (Field::new("prompter", "address", t!(lang, "prompter-address")).value(&typed.address).kind("url").longest(LONGEST_LINE)
                            .placeholder("https://kettle.example/prompter").hint(t!(lang, "prompter-address-hint")).required().judged(wrong))
                        (secret_field(lang, prompter, wrong))
                    },
                }
            }
            (choice::check("for_messages", &t!(lang, "prompter-for-messages"), typed.for_messages.is_some()))
            div.stack."stack--2" {
                (choice::check("hears_all", &t!(lang, "prompter-hears-all"), typed.hears_all.is_some()))
                p.row.small.muted { (icon_sm("shield-alert")) span { (t!(lang, "prompter-masked")) } }
            }
            div.row { button.btn."btn--primary" { (t!(lang, "save")) } }
        }
        @if let Some((prompter, outcome)) = there {
            (trial::section(lang, prompter, outcome))
            div.card { div.setrow {
                (icon("trash-2"))
                div.grow { p."setrow__t" { (t!(lang, "prompter-remove")) } p."setrow__d" { (t!(lang, "prompter-remove-more")) } }
                (Confirm {
                    lang,
                    id: "remove-prompter",
                    here: &path,
                    is_open: wish.sure == "remove-prompter",
                    deed: &t!(lang, "prompter-remove"),
                    symbol: "trash-2",
                    title: &t!(lang, "prompter-remove-sure", name = &prompter.name),
                    meaning: &t!(lang, "prompter-remove-more"),
                    action: &format!("{path}/remove"),
                }.show())
            } }
        }
    }
}

/// The key of an API, which is never shown again.
fn key_field(lang: Lang, prompter: Option<&Prompter>, wrong: &Wrong) -> Markup {
    let has_key = prompter.is_some_and(|prompter| !prompter.secret.expose().is_empty());
    let hint = match has_key {
        true => t!(lang, "prompter-key-kept"),
        false => t!(lang, "prompter-key-hint"),
    };
    html! {
        div.stack."stack--2" {
            (Field::new("prompter", "secret", t!(lang, "prompter-key")).kind("password").autocomplete("off").longest(LONGEST_LINE)
                .hint(hint).optional(lang).judged(wrong))
            @if has_key { (choice::check("no_secret", &t!(lang, "prompter-key-forget"), false)) }
        }
    }
}

/// What a webhook's requests are signed with: its program needs it, so it can be copied.
fn secret_field(lang: Lang, prompter: Option<&Prompter>, wrong: &Wrong) -> Markup {
    html! {
        @if let Some(prompter) = prompter {
            div.field.wide {
                label.field__label for="prompter-signs" { (t!(lang, "prompter-signs")) }
                div.row {
                    input.input.mono.grow #prompter-signs readonly value=(prompter.secret.expose()) aria-describedby="prompter-signs-hint";
                    (snippet::copy(lang, "prompter-signs"))
                }
                p.field__hint #prompter-signs-hint { (t!(lang, "prompter-signs-hint")) }
            }
        }
        (Field::new("prompter", "secret", t!(lang, "prompter-secret")).longest(LONGEST_LINE).placeholder("whsec_…")
            .hint(if prompter.is_some() { t!(lang, "prompter-secret-kept") } else { t!(lang, "prompter-secret-hint") }).optional(lang).judged(wrong))
    }
}

//! Translation: by whom, with which words of the team's own, and a place to try it.

use std::borrow::Cow;

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{Room, heading, show, show_with};
use crate::{
    base::{id::PrompterId, lang::Lang},
    call,
    db::DbError,
    desk::{
        audit,
        content::language::{self, LANGUAGES},
        conversation::message,
        prompter::remote::{self, Fault, Kind, edit::is_address},
        setting,
        translation::{self, Glossary, GlossaryError, Job, Service, Shield, Translator},
    },
    elsewhere, t,
    web::{
        answer::{Refusal, Reply, see_other},
        field::{Field, Wrong, choice},
        layout::icon_sm,
        request::{AsAdmin, Ask},
        router::{Route, admin, get, post},
        saved::{self, Wish},
    },
};

const PATH: &str = "/admin/translation";
/// Most characters of an address or a key.
const LONGEST_LINE: usize = 500;
/// Most characters of the glossary.
const LONGEST_GLOSSARY: usize = 20_000;

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/admin/translation", admin(page)),
        post("/admin/translation", admin(save)),
        post("/admin/translation/test", admin(test)),
    ]
}

/// The form as it was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    service: String,
    address: String,
    /// A new one; empty: the one that is there stays.
    key: String,
    no_key: Option<String>,
    prompter: String,
    glossary: String,
}

impl Typed {
    fn of(translator: &Translator) -> Self {
        Self {
            service: translator.service.word().to_owned(),
            address: translator.address.clone(),
            key: String::new(),
            no_key: None,
            prompter: translator
                .prompter
                .map(|id| id.to_string())
                .unwrap_or_default(),
            glossary: translator.glossary.text(),
        }
    }

    /// The key as it is to be from now on; `None`: the one that is there stays.
    fn new_key(&self) -> Option<String> {
        match self.key.trim() {
            "" => self.no_key.as_ref().map(|_| String::new()),
            key => Some(key.to_owned()),
        }
    }
}

/// What the screen shows, read in one go.
struct Stock {
    translator: Translator,
    /// Whether a key is kept for the server.
    has_key: bool,
    /// Language models that may be asked.
    models: Vec<(String, String)>,
}

async fn stock(ask: &Ask) -> Result<Stock, DbError> {
    ask.house
        .db
        .read::<_, DbError>(|reader| {
            let models = remote::in_force(reader)?.into_iter();
            Ok(Stock {
                translator: setting::get(reader)?,
                has_key: translation::has_key(reader)?,
                models: models
                    .filter(|one| one.kind == Kind::Completions)
                    .map(|one| (one.id.to_string(), one.name))
                    .collect(),
            })
        })
        .await
}

async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let stock = stock(&ask).await?;
    let typed = Typed::of(&stock.translator);
    let inside = view(admin.lang, &stock, &typed, &Wrong::default(), &wish, None);
    show(&ask, &admin, Room::Translation, &inside).await
}

async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let typed: Typed = ask.form().await?;
    let stock = stock(&ask).await?;
    let lang = admin.lang;
    let translator = match wanted(lang, &typed, &stock) {
        Ok(translator) => translator,
        Err(wrong) => {
            let inside = view(lang, &stock, &typed, &wrong, &Wish::default(), None);
            return show_with(
                StatusCode::BAD_REQUEST,
                &ask,
                &admin,
                Room::Translation,
                &inside,
            )
            .await;
        }
    };
    let key = typed.new_key();
    let origin = admin.origin(&ask);
    ask.house
        .db
        .write::<_, DbError>(move |tx| {
            setting::put(tx, &translator)?;
            if let Some(key) = &key {
                translation::keep_key(tx, key)?;
            }
            audit::log(
                tx,
                &origin,
                "translation_changed",
                translator.service.word(),
            )
        })
        .await?;
    see_other("/admin/translation?saved=translation")
}

fn wanted(lang: Lang, typed: &Typed, stock: &Stock) -> Result<Translator, Wrong> {
    let service = Service::from_word(&typed.service).unwrap_or_default();
    let address = typed.address.trim();
    if service == Service::Libre && !(is_address(address) && call::may_call(address)) {
        return Err(Wrong::at("address", t!(lang, "prompter-address-bad")));
    }
    if address.chars().count() > LONGEST_LINE || typed.key.chars().count() > LONGEST_LINE {
        return Err(Wrong::at("address", t!(lang, "prompter-address-bad")));
    }
    let prompter: Option<PrompterId> = typed.prompter.parse().ok();
    let is_there = stock.models.iter().any(|(id, _)| *id == typed.prompter);
    if service == Service::Prompter && !is_there {
        return Err(Wrong::at("prompter", t!(lang, "translation-no-model")));
    }
    let glossary = match Glossary::read(&typed.glossary) {
        Ok(glossary) => glossary,
        Err(GlossaryError::Line(line)) => {
            return Err(Wrong::at(
                "glossary",
                t!(lang, "translation-line-bad", line = line),
            ));
        }
        Err(GlossaryError::TooMany) => {
            return Err(Wrong::at("glossary", t!(lang, "translation-too-many")));
        }
    };
    Ok(Translator {
        service,
        address: address.to_owned(),
        prompter: prompter.filter(|_| is_there),
        glossary,
    })
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Trial {
    q: String,
    from: String,
    to: String,
    #[serde(skip)]
    said: Option<Result<String, Fault>>,
}

/// Translates an admin's own words with what is saved.
async fn test(mut ask: Ask, admin: AsAdmin) -> Reply {
    let mut trial: Trial = ask.form().await?;
    let bad = || Refusal::bad("bad-form");
    let from = language::code(&trial.from).ok_or_else(bad)?;
    let to = language::code(&trial.to).ok_or_else(bad)?;
    let words: String = trial.q.trim().chars().take(message::LONGEST).collect();
    let job = ask
        .house
        .db
        .read::<_, DbError>(move |reader| {
            let translator: Translator = setting::get(reader)?;
            let Some(machine) = translation::machine(reader, &translator)? else {
                return Ok(None);
            };
            let mut shield = Shield::default();
            let text = translator.glossary.over(&words, &from, &to, &mut shield);
            Ok(Some(Job {
                machine,
                from: Some(from),
                to,
                text,
                shield,
            }))
        })
        .await?;
    trial.said = Some(match job {
        Some(job) => elsewhere::translate(ask.house.office.http(), &job).await,
        None => Err(Fault::Unreachable),
    });
    let stock = stock(&ask).await?;
    let typed = Typed::of(&stock.translator);
    let inside = view(
        admin.lang,
        &stock,
        &typed,
        &Wrong::default(),
        &Wish::default(),
        Some(&trial),
    );
    show(&ask, &admin, Room::Translation, &inside).await
}

fn service_name(lang: Lang, service: Service) -> Cow<'static, str> {
    match service {
        Service::Off => t!(lang, "translation-off"),
        Service::Libre => t!(lang, "translation-libre"),
        Service::Prompter => t!(lang, "translation-model"),
    }
}

fn view(
    lang: Lang,
    stock: &Stock,
    typed: &Typed,
    wrong: &Wrong,
    wish: &Wish,
    trial: Option<&Trial>,
) -> Markup {
    let services = Service::ALL.map(|one| (one.word(), service_name(lang, one)));
    let mut models: Vec<(&str, Cow<'_, str>)> = vec![("", t!(lang, "rule-nothing"))];
    models.extend(
        stock
            .models
            .iter()
            .map(|(id, name)| (id.as_str(), name.as_str().into())),
    );
    let has_key = stock.has_key;
    html! {
        (heading(&t!(lang, "room-translation"), &t!(lang, "translation-lead"), &html! {}))
        (saved::notice(lang, wish.saved == "translation"))
        form.card."card--pad".stack."stack--4" method="post" action=(PATH) {
            (choice::segments("service", &t!(lang, "translation-by"), &typed.service, &services))
            div.formgrid {
                (Field::new("translation", "address", t!(lang, "translation-address")).value(&typed.address).kind("url").longest(LONGEST_LINE)
                    .placeholder("http://127.0.0.1:5000").hint(t!(lang, "prompter-address-hint")).judged(wrong))
                div.stack."stack--2" {
                    (Field::new("translation", "key", t!(lang, "prompter-key")).kind("password").longest(LONGEST_LINE)
                        .hint(if has_key { t!(lang, "prompter-key-kept") } else { t!(lang, "translation-key-hint") }).optional(lang))
                    @if has_key { (choice::check("no_key", &t!(lang, "prompter-key-forget"), false)) }
                }
                div {
                    (choice::select("translation", "prompter", &t!(lang, "translation-which"), &typed.prompter, &models))
                    (crate::web::field::error("translation-prompter", wrong.beside("prompter")))
                }
                (Field::new("translation", "glossary", t!(lang, "translation-glossary")).value(&typed.glossary).lines(5).longest(LONGEST_GLOSSARY)
                    .hint(t!(lang, "translation-glossary-hint")).optional(lang).wide().judged(wrong))
            }
            p.row.small.muted { (icon_sm("shield-alert")) span { (t!(lang, "translation-masked")) } }
            div.row { button.btn."btn--primary" { (t!(lang, "save")) } }
        }
        @if stock.translator.service != Service::Off { (tries(lang, trial)) }
    }
}

fn tries(lang: Lang, trial: Option<&Trial>) -> Markup {
    let languages = LANGUAGES.map(|(code, name)| (code, Cow::from(name)));
    let (q, from, to) = trial.map_or(("", "de", "en"), |trial| {
        (trial.q.as_str(), trial.from.as_str(), trial.to.as_str())
    });
    html! {
        section.card."card--pad".stack."stack--4" aria-labelledby="try" {
            h3 #try { (t!(lang, "bot-try")) }
            form.stack."stack--4" method="post" action={ (PATH) "/test#try" } {
                (Field::new("try", "q", t!(lang, "translation-words")).value(q).longest(500).required())
                div.formgrid {
                    (choice::select("try", "from", &t!(lang, "translation-from"), from, &languages))
                    (choice::select("try", "to", &t!(lang, "translation-to"), to, &languages))
                }
                div.row { button.btn { (icon_sm("languages")) (t!(lang, "translation-test")) } }
            }
            @if let Some(said) = trial.and_then(|trial| trial.said.as_ref()) {
                div role="status" {
                    @match said {
                        Ok(text) => blockquote.note.bottried dir="auto" lang=(to) { (text) },
                        Err(fault) => p.notice."notice--warn".small { (icon_sm("circle-alert")) span { (lang.text(&format!("prompter-fault-{}", fault.word()))) } },
                    }
                }
            }
        }
    }
}

//! A prompter is asked something, and the admin sees what it says.

use maud::{Markup, html};
use serde::Deserialize;

use super::{PATH, fault_words, form};
use crate::{
    base::lang::Lang,
    db::DbError,
    desk::{
        content::language::{Content, LANGUAGES},
        conversation::message,
        prompter::remote::{
            self, Answer, Fault, Prompter,
            brief::{Brief, Line, Who},
        },
        setting,
    },
    elsewhere, t,
    web::{
        admin::{Room, show},
        answer::Reply,
        field::{Field, Wrong, choice},
        layout::icon_sm,
        request::{AsAdmin, Ask},
        saved::Wish,
    },
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    q: String,
    language: String,
}

/// What was asked, and what came.
pub(super) struct Outcome {
    typed: Typed,
    said: Result<Vec<Answer>, Fault>,
    millis: i64,
}

pub(super) async fn test(mut ask: Ask, admin: AsAdmin) -> Reply {
    let prompter = form::named(&ask).await?;
    let mut typed: Typed = ask.form().await?;
    let language = ask
        .house
        .db
        .read::<_, DbError>(|reader| Ok(setting::get::<Content>(reader)?.language))
        .await?;
    if !LANGUAGES.iter().any(|(code, _)| *code == typed.language) {
        typed.language = language;
    }
    // An admin's own words: nothing of a customer's is in them.
    let brief = Brief {
        language: typed.language.clone(),
        messages: vec![Line {
            from: Who::Customer,
            text: typed.q.trim().chars().take(message::LONGEST).collect(),
        }],
        chosen: None,
        question: None,
    };
    let clock = ask.house.db.clock();
    let began = clock.now();
    let said = elsewhere::ask(ask.house.office.http(), &prompter, &brief, began, |_| {}).await;
    let millis = clock.now().0 - began.0;
    let (id, fault) = (prompter.id, said.as_ref().err().copied());
    ask.house
        .db
        .write::<_, DbError>(move |tx| remote::went(tx, id, fault))
        .await?;
    let outcome = Outcome {
        typed,
        said,
        millis,
    };
    let inside = form::view(
        admin.lang,
        prompter.kind,
        Some((&prompter, Some(&outcome))),
        &form::Typed::of(&prompter),
        &Wrong::default(),
        &Wish::default(),
    );
    show(&ask, &admin, Room::Prompters, &inside).await
}

/// Where one tries it.
pub(super) fn section(lang: Lang, prompter: &Prompter, outcome: Option<&Outcome>) -> Markup {
    let asked = outcome.map_or("", |outcome| &outcome.typed.q);
    let chosen = outcome.map_or("", |outcome| &outcome.typed.language);
    let languages = LANGUAGES.map(|(code, name)| (code, name.into()));
    html! {
        section.card."card--pad".stack."stack--4" aria-labelledby="try" {
            h3 #try { (t!(lang, "bot-try")) }
            form.stack."stack--4" method="post" action={ (PATH) "/" (prompter.id) "/test#try" } {
                div.formgrid {
                    (Field::new("try", "q", t!(lang, "bot-question")).value(asked).longest(500).required())
                    (choice::select("try", "language", &t!(lang, "bot-language"), chosen, &languages))
                }
                div.row { button.btn { (icon_sm("send-horizontal")) (t!(lang, "prompter-test")) } }
            }
            @if let Some(outcome) = outcome { (shown(lang, outcome)) }
        }
    }
}

fn shown(lang: Lang, outcome: &Outcome) -> Markup {
    html! {
        div role="status" {
            @match &outcome.said {
                Err(fault) => p.notice."notice--warn".small { (icon_sm("circle-alert")) span { (fault_words(lang, *fault)) } },
                Ok(answers) if answers.is_empty() => p.notice.small { (icon_sm("info")) span { (t!(lang, "prompter-knows-nothing")) } },
                Ok(answers) => {
                    p.small.ok { (t!(lang, "prompter-answered", seconds = &format!("{:.1}", outcome.millis as f64 / 1_000.0))) }
                    @for answer in answers {
                        blockquote.note.bottried dir="auto" {
                            (answer.text)
                            @if let Some(link) = &answer.source { br; a.small href=(link.url) target="_blank" rel="noopener" { @if link.title.is_empty() { (link.url) } @else { (link.title) } } }
                        }
                    }
                }
            }
        }
    }
}

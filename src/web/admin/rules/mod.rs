//! Rules: their list, their order, and a try on words of one's own.

mod form;

use maud::{Markup, html};
use serde::Deserialize;

use super::{
    Room, heading,
    ranks::{self, Moved, Switched},
    show,
};
use crate::{
    base::{id::RuleId, lang::Lang},
    db::DbError,
    desk::{
        channel::{self, Channel},
        rule::{
            Facts, Occasion, Rule,
            edit::{self as act, RuleError},
        },
    },
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        field::choice,
        layout::{icon, icon_sm},
        request::{AsAdmin, Ask},
        router::{Route, admin, get, post},
        saved::{self, Wish},
    },
};

const PATH: &str = "/admin/rules";

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/admin/rules", admin(page)),
        post("/admin/rules", admin(form::add)),
        get("/admin/rules/new", admin(form::new)),
        get("/admin/rules/{id}", admin(form::one)),
        post("/admin/rules/{id}", admin(form::change)),
        post("/admin/rules/{id}/move", admin(shift)),
        post("/admin/rules/{id}/switch", admin(switch)),
        post("/admin/rules/{id}/remove", admin(remove)),
    ]
}

/// What is tried, in the address: a try changes nothing.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Try {
    occasion: Option<String>,
    text: String,
    channel: String,
    language: String,
}

impl Try {
    /// What it would be about; `None`: nothing is tried.
    fn facts(&self, channels: &[Channel]) -> Option<(Occasion, Facts)> {
        let occasion = Occasion::from_word(self.occasion.as_deref()?)?;
        let channel = channels
            .iter()
            .find(|one| one.id.to_string() == self.channel);
        let facts = Facts {
            channel: channel.map(|one| one.id),
            queue: channel.map(|one| one.queue),
            text: self.text.clone(),
            language: self.language.clone(),
            ..Facts::default()
        };
        Some((occasion, facts))
    }
}

async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let tried: Try = ask.query()?;
    let (rules, channels) = ask
        .house
        .db
        .read::<_, DbError>(|reader| Ok((act::all(reader)?, channel::all(reader)?)))
        .await?;
    let lang = admin.lang;
    let inside = html! {
        (heading(&t!(lang, "room-rules"), &t!(lang, "rules-lead"), &html! {
            a.btn."btn--primary" href="/admin/rules/new" { (icon_sm("plus")) (t!(lang, "rule-new")) }
        }))
        (saved::notice(lang, wish.saved == "rule"))
        @if rules.is_empty() {
            p.muted { (t!(lang, "rules-none")) }
        } @else {
            div.card {
                @for (place, rule) in rules.iter().enumerate() {
                    (row(lang, rule, place == 0, place + 1 == rules.len()))
                }
            }
            (tries(lang, &rules, &channels, &tried))
        }
    };
    show(&ask, &admin, Room::Rules, &inside).await
}

/// What an occasion is called.
fn occasion_name(lang: Lang, occasion: Occasion) -> String {
    let words = match occasion {
        Occasion::NewChat => t!(lang, "rule-when-new"),
        Occasion::Message => t!(lang, "rule-when-message"),
        Occasion::Tagged => t!(lang, "rule-when-tagged"),
        Occasion::Silence => t!(lang, "rule-when-silence"),
        Occasion::Closed => t!(lang, "rule-when-closed"),
    };
    words.into_owned()
}

fn row(lang: Lang, rule: &Rule, is_first: bool, is_last: bool) -> Markup {
    let path = format!("{PATH}/{}", rule.id);
    html! {
        div.setrow id={ "rule-" (rule.id) } {
            (icon("list-checks"))
            div.grow {
                p."setrow__t" { a href=(path) dir="auto" { (rule.name) } (ranks::off(lang, rule.is_on)) }
                p."setrow__d" { (occasion_name(lang, rule.occasion)) }
            }
            (ranks::buttons(lang, &path, (&rule.name, rule.is_on), (is_first, is_last)))
        }
    }
}

fn tries(lang: Lang, rules: &[Rule], channels: &[Channel], tried: &Try) -> Markup {
    let facts = tried.facts(channels);
    let chosen = facts
        .as_ref()
        .map_or(Occasion::NewChat, |(occasion, _)| *occasion);
    let names = Occasion::ALL.map(|one| (one.word(), occasion_name(lang, one).into()));
    let ids: Vec<String> = channels.iter().map(|one| one.id.to_string()).collect();
    let sites: Vec<_> = channels
        .iter()
        .zip(&ids)
        .map(|(one, id)| (id.as_str(), one.name.as_str().into()))
        .collect();
    html! {
        section.card #try {
            header."card__head" { div.grow { h3."card__title" { (t!(lang, "rule-try")) } p.small.muted { (t!(lang, "rule-try-more")) } } }
            form."card--pad".stack."stack--4" method="get" action=(PATH) {
                label.field { span."field__label" { (t!(lang, "rule-try-text")) }
                    textarea.textarea name="text" rows="3" dir="auto" maxlength="10000" { "\n" (tried.text) } }
                div.formgrid {
                    (choice::select("try", "occasion", &t!(lang, "rule-when"), chosen.word(), &names))
                    (choice::select("try", "channel", &t!(lang, "rule-channel"), &tried.channel, &sites))
                    (choice::select("try", "language", &t!(lang, "rule-language"), &tried.language, &form::languages(lang)))
                }
                div.row { button.btn { (t!(lang, "rule-try-do")) } }
                @if let Some((occasion, facts)) = facts {
                    @let fit: Vec<_> = rules.iter().filter(|rule| rule.is_on && rule.occasion == occasion && rule.conditions.fit(&facts)).collect();
                    div role="status" {
                        @if fit.is_empty() {
                            p.small { (t!(lang, "rule-try-none")) }
                        } @else {
                            p.small { (t!(lang, "rule-try-some")) }
                            ol."small" { @for rule in fit { li dir="auto" { (rule.name) } } }
                        }
                    }
                }
            }
        }
    }
}

async fn shift(mut ask: Ask, _admin: AsAdmin) -> Reply {
    let id: RuleId = ask.place("id")?;
    let moved: Moved = ask.form().await?;
    ask.house
        .db
        .write::<_, RuleError>(move |tx| act::shift(tx, id, moved.is_up()))
        .await?;
    see_other(PATH)
}

async fn switch(mut ask: Ask, admin: AsAdmin) -> Reply {
    let (id, origin): (RuleId, _) = (ask.place("id")?, admin.origin(&ask));
    let Switched { on } = ask.form().await?;
    ask.house
        .db
        .write::<_, RuleError>(move |tx| act::switch(tx, &origin, id, on))
        .await?;
    see_other(PATH)
}

async fn remove(ask: Ask, admin: AsAdmin) -> Reply {
    let (id, origin): (RuleId, _) = (ask.place("id")?, admin.origin(&ask));
    ask.house
        .db
        .write::<_, RuleError>(move |tx| act::remove(tx, &origin, id))
        .await?;
    see_other("/admin/rules?saved=rule")
}

impl From<RuleError> for Refusal {
    fn from(error: RuleError) -> Self {
        match error {
            RuleError::NotFound => Self::not_found(),
            RuleError::NoName => Self::bad("no-name"),
            RuleError::NoDeed | RuleError::TooLong => Self::bad("bad-form"),
            RuleError::Db(error) => error.into(),
        }
    }
}

//! Patterns of what should not leave in a reply, and what is removed from pasted text.

pub(super) mod clean_up;
mod form;

use http::StatusCode;
use maud::{Markup, html};

use super::{Room, heading, show, show_with};
use crate::{
    base::{expression::ExpressionError, lang::Lang},
    db::DbError,
    desk::{
        guard::{
            Deed, Pattern, Patterns,
            edit::{self, PatternError},
        },
        setting,
    },
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        field::Wrong,
        layout::icon_sm,
        meanwhile,
        request::{AsAdmin, Ask},
        saved::{self, Wish},
    },
};
use form::Typed;

pub(super) async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let patterns: Patterns = ask.house.db.read::<_, DbError>(setting::get).await?;
    let inside = list(admin.lang, &patterns, &wish);
    show(&ask, &admin, Room::Patterns, &inside).await
}

fn list(lang: Lang, patterns: &Patterns, wish: &Wish) -> Markup {
    let new = html! {
        a.btn."btn--primary" href="/admin/patterns/new" { (icon_sm("plus")) (t!(lang, "pattern-new")) }
    };
    html! {
        (heading(&t!(lang, "room-patterns"), &t!(lang, "patterns-lead"), &new))
        (saved::notice(lang, !wish.saved.is_empty()))
        div.card.clip {
            table.table.patterns {
                thead { tr {
                    th { (t!(lang, "pattern-looks-for")) }
                    th."m-hide" { (t!(lang, "pattern-rule")) }
                    th { (t!(lang, "pattern-then")) }
                    th { span."sr-only" { (t!(lang, "actions")) } }
                } }
                tbody { @for pattern in &patterns.list { (row(lang, pattern)) } }
            }
        }
    }
}

fn row(lang: Lang, pattern: &Pattern) -> Markup {
    let title = pattern.title(lang);
    let (then, switch) = match (pattern.is_on, pattern.deed) {
        (false, _) => (t!(lang, "pattern-off"), t!(lang, "pattern-turn-on")),
        (true, Deed::Warn) => (t!(lang, "deed-warn"), t!(lang, "pattern-turn-off")),
        (true, Deed::Block) => (t!(lang, "deed-block"), t!(lang, "pattern-turn-off")),
    };
    html! {
        tr id={ "pattern-" (pattern.id) } {
            td { a.medium href={ "/admin/patterns/" (pattern.id) } dir="auto" { (title) } }
            td."m-hide".muted.small {
                @match pattern.look.rule() {
                    "" => (lang.text(&format!("look-{}-more", pattern.look.word().replace('_', "-")))),
                    rule => code.xs dir="auto" { (crate::base::text::preview(rule, 60)) },
                }
            }
            td.nowrap {
                (then)
                @if pattern.is_on && pattern.masks { span.muted { ", " (t!(lang, "pattern-masks-short")) } }
            }
            td.r {
                form method="post" action={ "/admin/patterns/" (pattern.id) "/switch" } {
                    button.btn."btn--sm" name="on" value=(if pattern.is_on { "0" } else { "1" })
                        aria-label={ (switch) ": " (title) } { (switch) }
                }
            }
        }
    }
}

pub(super) async fn new(ask: Ask, admin: AsAdmin) -> Reply {
    let inside = form::view(admin.lang, None, &Typed::new(), &Wrong::default(), None);
    show(&ask, &admin, Room::Patterns, &inside).await
}

pub(super) async fn one(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let pattern = find(&ask).await?;
    let typed = Typed::of(&pattern);
    let inside = form::view(
        admin.lang,
        Some(&pattern),
        &typed,
        &Wrong::default(),
        Some(&wish),
    );
    show(&ask, &admin, Room::Patterns, &inside).await
}

async fn find(ask: &Ask) -> Result<Pattern, Refusal> {
    let id: u32 = ask.place("id")?;
    let patterns: Patterns = ask.house.db.read::<_, DbError>(setting::get).await?;
    patterns
        .list
        .into_iter()
        .find(|pattern| pattern.id == id)
        .ok_or_else(Refusal::not_found)
}

pub(super) async fn add(mut ask: Ask, admin: AsAdmin) -> Reply {
    let typed: Typed = ask.form().await?;
    if typed.is_trial() {
        return again(&ask, &admin, None, &typed, None).await;
    }
    let (origin, wanted) = (admin.origin(&ask), typed.wanted(None));
    let outcome = ask
        .house
        .db
        .write(move |tx| edit::add(tx, &origin, &wanted).map(drop))
        .await;
    settle(&ask, &admin, None, &typed, outcome).await
}

pub(super) async fn change(mut ask: Ask, admin: AsAdmin) -> Reply {
    let pattern = find(&ask).await?;
    let typed = meanwhile::form(&mut ask, &Typed::of(&pattern)).await?;
    if typed.is_trial() {
        return again(&ask, &admin, Some(&pattern), &typed, None).await;
    }
    let (origin, wanted, id) = (admin.origin(&ask), typed.wanted(Some(&pattern)), pattern.id);
    let outcome = ask
        .house
        .db
        .write(move |tx| edit::change(tx, &origin, id, &wanted))
        .await;
    settle(&ask, &admin, Some(&pattern), &typed, outcome).await
}

#[derive(serde::Deserialize)]
struct Switch {
    on: u8,
}

pub(super) async fn switch(mut ask: Ask, admin: AsAdmin) -> Reply {
    let id: u32 = ask.place("id")?;
    let Switch { on } = ask.form().await?;
    let origin = admin.origin(&ask);
    let outcome = ask
        .house
        .db
        .write(move |tx| edit::switch(tx, &origin, id, on == 1))
        .await;
    match outcome {
        Ok(()) => see_other("/admin/patterns?saved=pattern"),
        Err(PatternError::Db(error)) => Err(error.into()),
        Err(_) => Err(Refusal::not_found()),
    }
}

pub(super) async fn remove(ask: Ask, admin: AsAdmin) -> Reply {
    let id: u32 = ask.place("id")?;
    let origin = admin.origin(&ask);
    let outcome = ask
        .house
        .db
        .write(move |tx| edit::remove(tx, &origin, id))
        .await;
    match outcome {
        Ok(()) => see_other("/admin/patterns?saved=pattern"),
        Err(PatternError::Shipped) => Err(Refusal::forbidden()),
        Err(PatternError::Db(error)) => Err(error.into()),
        Err(_) => Err(Refusal::not_found()),
    }
}

async fn settle(
    ask: &Ask,
    admin: &AsAdmin,
    pattern: Option<&Pattern>,
    typed: &Typed,
    outcome: Result<(), PatternError>,
) -> Reply {
    match outcome {
        Ok(()) => see_other("/admin/patterns?saved=pattern"),
        Err(PatternError::NotFound) => Err(Refusal::not_found()),
        Err(PatternError::Db(error)) => Err(error.into()),
        Err(error) => again(ask, admin, pattern, typed, Some(error)).await,
    }
}

/// The form once more, with what was wrong or what a trial found.
async fn again(
    ask: &Ask,
    admin: &AsAdmin,
    pattern: Option<&Pattern>,
    typed: &Typed,
    error: Option<PatternError>,
) -> Reply {
    let lang = admin.lang;
    let is_refused = error.is_some();
    let wrong = match error {
        None => typed.judge(lang, pattern),
        Some(PatternError::NoName) => Wrong::at("name", t!(lang, "pattern-name-needed")),
        Some(PatternError::NameTaken) => Wrong::at("name", t!(lang, "pattern-name-taken")),
        Some(PatternError::TooMany) => {
            Wrong::at("name", t!(lang, "pattern-many", most = edit::MOST))
        }
        Some(PatternError::Rule(error)) => Wrong::at("rule", in_words(lang, &error)),
        Some(PatternError::Shipped | PatternError::NotFound | PatternError::Db(_)) => {
            return Err(Refusal::not_found());
        }
    };
    let status = if is_refused {
        StatusCode::BAD_REQUEST
    } else {
        StatusCode::OK
    };
    let inside = form::view(lang, pattern, typed, &wrong, None);
    show_with(status, ask, admin, Room::Patterns, &inside).await
}

/// Why an expression was not taken.
fn in_words(lang: Lang, error: &ExpressionError) -> String {
    match error {
        ExpressionError::Empty => t!(lang, "expression-empty"),
        ExpressionError::TooLong(length) => t!(lang, "expression-long", length = *length),
        ExpressionError::TooLarge => t!(lang, "expression-large"),
        ExpressionError::FitsNothing => t!(lang, "expression-fits-nothing"),
        ExpressionError::LookAround => t!(lang, "expression-look-around"),
        ExpressionError::BackReference => t!(lang, "expression-back-reference"),
        ExpressionError::Bracket => t!(lang, "expression-bracket"),
        ExpressionError::Faulty(why) => t!(lang, "expression-faulty", why = why),
    }
    .into_owned()
}

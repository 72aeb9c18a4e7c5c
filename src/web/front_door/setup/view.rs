//! The frame of the wizard: its steps at the side, one card with what a step asks.

use maud::{Markup, html};

use super::super::view::counter;
use crate::{
    base::lang::Lang,
    desk::setup::Progress,
    t,
    web::layout::{Document, icon, mark, script_texts},
};

/// Which of the five steps is shown, and how far one has come.
#[derive(Debug, Clone, Copy)]
pub(super) struct At {
    /// 0 is the first, before there is anybody.
    pub(super) step: usize,
    /// Steps up to this one can be gone back to.
    pub(super) reached: usize,
}

impl At {
    /// Before the house is set up.
    pub(super) const YOU: Self = Self {
        step: 0,
        reached: 0,
    };

    pub(super) fn of(step: Progress, reached: Progress) -> Self {
        let number = |step| {
            let place = Progress::STEPS.iter().position(|other| *other == step);
            place.unwrap_or(Progress::STEPS.len()) + 1
        };
        Self {
            step: number(step),
            reached: number(reached),
        }
    }
}

/// A page of the wizard around `card`.
pub(super) fn frame(lang: Lang, theme: &str, at: At, card: &Markup) -> Markup {
    let body = html! {
        div.setup {
            aside."setup__side" {
                span.brandmark { (mark("bell")) "Shopbell" }
                p."setup__tag".not-mobile { (t!(lang, "setup-tag")) }
                (steps(lang, at))
                (counter("counter-night"))
            }
            main."setup__main" #main { (card) }
        }
        (script_texts(lang))
    };
    Document {
        lang,
        theme,
        title: &t!(lang, "setup-title"),
        sheet: "setup",
        scripts: &["door", "setup"],
        page: "setup",
    }
    .wrap(&body)
}

fn steps(lang: Lang, at: At) -> Markup {
    let names = [
        t!(lang, "setup-you"),
        t!(lang, "setup-shop"),
        t!(lang, "setup-channel"),
        t!(lang, "setup-team"),
        t!(lang, "setup-bell"),
    ];
    let link = |number: usize| {
        let step = Progress::STEPS.get(number.checked_sub(1)?)?;
        (number <= at.reached && number != at.step).then_some(super::address(*step))
    };
    html! {
        ol.steps aria-label=(t!(lang, "setup-steps")) {
            @for (number, name) in names.iter().enumerate() {
                li {
                    a.done[number < at.reached && number != at.step] href=[link(number)] aria-current=[(number == at.step).then_some("step")] aria-disabled=[(number > at.reached).then_some("true")] {
                        i { (number + 1) }
                        span { (name) }
                    }
                }
            }
        }
    }
}

/// The way back, and on.
pub(super) fn foot(lang: Lang, back: Option<&str>, skip: bool, on: &str) -> Markup {
    html! {
        footer."setup__foot" {
            @if let Some(back) = back {
                a.btn."btn--lg"."btn--ghost" href=(back) { (arrow("arrow-left")) (t!(lang, "back")) }
            }
            span.push.row {
                @if skip {
                    button.btn."btn--lg"."btn--ghost" name="skip" value="on" formnovalidate { (t!(lang, "skip")) }
                }
                button.btn."btn--lg"."btn--primary" { (on) (arrow("arrow-right")) }
            }
        }
    }
}

/// An arrow along the reading direction.
pub(super) fn arrow(name: &str) -> Markup {
    html! { span.flip { (icon(name)) } }
}

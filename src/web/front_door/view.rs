//! The card on the counter: the look of every page that one sees without an account.

use maud::{Markup, html};

use super::language;
use crate::{
    base::lang::Lang,
    web::{
        assets,
        layout::{Document, icon_sm, mark},
    },
};

/// A page with a card on the counter.
pub(super) struct Card<'a> {
    pub(super) lang: Lang,
    /// Title of the document.
    pub(super) title: &'a str,
    /// Above the card.
    pub(super) heading: &'a str,
    /// Below the heading.
    pub(super) lead: &'a str,
    /// Where a change of language leads back to.
    pub(super) here: &'a str,
    /// Beside the languages.
    pub(super) aside: &'a str,
}

impl Card<'_> {
    pub(super) fn show(&self, inside: &Markup) -> Markup {
        let body = html! {
            div.login {
                div."login__mid" {
                    main."login__card" #main {
                        div."center login__brand" {
                            span.bigbell { (mark("bell")) }
                            h1."page__title" dir="auto" { (self.heading) }
                            p.muted { (self.lead) }
                        }
                        (inside)
                        div."center xs muted row row--wrap login__lang" {
                            (language::chooser(self.lang, self.here))
                            @if !self.aside.is_empty() { span { (self.aside) } }
                        }
                    }
                }
                div."login__art" { (counter("counter")) }
            }
        };
        Document {
            lang: self.lang,
            theme: "system",
            title: self.title,
            sheet: "setup",
            scripts: &["door"],
            page: "door",
        }
        .wrap(&body)
    }
}

/// The picture of the counter.
pub(super) fn counter(name: &str) -> Markup {
    html! {
        svg.counterart viewBox="0 0 720 250" preserveAspectRatio="xMidYMax slice" aria-hidden="true" {
            use href={ (assets::path("art.svg")) "#" (name) } {}
        }
    }
}

/// What went wrong with a form as a whole.
pub(super) fn trouble(sentence: &str) -> Markup {
    html! {
        div.notice."notice--bad".small role="alert" { (icon_sm("circle-alert")) span { (sentence) } }
    }
}

//! "Are you sure?": a dialog in front of a deed that hurts. Its button is a link, so that without any
//! script the dialog opens on a page of its own.

use maud::{Markup, html};

use super::layout::icon_sm;
use crate::{base::lang::Lang, t};

/// A deed that asks first.
pub struct Confirm<'a> {
    /// Language of the screen.
    pub lang: Lang,
    /// Names it on its screen.
    pub id: &'a str,
    /// Path of the screen.
    pub here: &'a str,
    /// Whether the screen was asked for with this dialog open.
    pub is_open: bool,
    /// On the button that opens it, and on the one that does it.
    pub deed: &'a str,
    /// Symbol on the button that opens it.
    pub symbol: &'a str,
    /// The question.
    pub title: &'a str,
    /// What it means.
    pub meaning: &'a str,
    /// Where the form goes.
    pub action: &'a str,
}

impl Confirm<'_> {
    /// The button and its dialog.
    #[must_use]
    pub fn show(&self) -> Markup {
        let heading = format!("{}-title", self.id);
        html! {
            a.btn."btn--sm"."btn--danger-quiet" href={ (self.here) "?sure=" (self.id) } data-dialog=(self.id) {
                (icon_sm(self.symbol)) (self.deed)
            }
            dialog.dialog."dialog--sm" id=(self.id) open[self.is_open] aria-labelledby=(heading) {
                form method="post" action=(self.action) {
                    div."dialog__head" {
                        div.grow {
                            h2."dialog__title" id=(heading) { (self.title) }
                            p."dialog__sub" { (self.meaning) }
                        }
                    }
                    div."dialog__foot" {
                        span.push {
                            a.btn href=(self.here) data-close autofocus { (t!(self.lang, "cancel")) }
                            button.btn."btn--danger" { (self.deed) }
                        }
                    }
                }
            }
        }
    }
}

//! The list of a screen's keys, which `?` opens.

use maud::{Markup, html};

use super::layout::icon;
use crate::{base::lang::Lang, t};

/// Keys that belong together: a title, and what each does.
pub struct Group<'a> {
    /// What they are about.
    pub title: &'a str,
    /// What is done, by pressing which keys.
    pub deeds: Vec<(String, &'a [&'a str])>,
}

/// The dialog.
#[must_use]
pub fn dialog(lang: Lang, groups: &[Group<'_>]) -> Markup {
    html! {
        dialog.dialog."dialog--wide"[groups.len() > 2] #keys aria-labelledby="keys-title" {
            header."dialog__head" {
                div.grow {
                    h2."dialog__title" #keys-title { (t!(lang, "keys-title")) }
                    p."dialog__sub" { (t!(lang, "keys-sub")) }
                }
                button.iconbtn type="button" data-close aria-label=(t!(lang, "close")) autofocus { (icon("x")) }
            }
            div."dialog__body" {
                div.keys {
                    @for group in groups {
                        div."stack stack--3" {
                            h3.eyebrow { (group.title) }
                            dl {
                                @for (deed, keys) in &group.deeds {
                                    dt { (deed) } dd { @for key in *keys { kbd { (key) } } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

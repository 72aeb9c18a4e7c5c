//! The list of this page's keys.

use maud::{Markup, html};

use crate::{base::lang::Lang, t, web::layout::icon};

/// The dialog that `?` opens.
pub(super) fn dialog(lang: Lang) -> Markup {
    let groups = [
        (
            t!(lang, "chats-list"),
            vec![
                (t!(lang, "keys-move"), vec!["K", "J"]),
                (t!(lang, "chats-keys-open"), vec!["↵"]),
            ],
        ),
        (
            t!(lang, "keys-anywhere"),
            vec![
                (t!(lang, "keys-search"), vec!["/"]),
                (t!(lang, "keys-console"), vec!["G", "C"]),
                (t!(lang, "keys-list"), vec!["?"]),
                (t!(lang, "keys-back"), vec!["Esc"]),
            ],
        ),
    ];
    html! {
        dialog.dialog #keys aria-labelledby="keys-title" {
            header."dialog__head" {
                div.grow {
                    h2."dialog__title" #keys-title { (t!(lang, "keys-title")) }
                    p."dialog__sub" { (t!(lang, "keys-sub")) }
                }
                button.iconbtn type="button" data-close aria-label=(t!(lang, "close")) autofocus { (icon("x")) }
            }
            div."dialog__body" {
                div.keys {
                    @for (title, keys) in groups {
                        div."stack stack--3" {
                            h3.eyebrow { (title) }
                            dl { @for (deed, keys) in keys { dt { (deed) } dd { @for key in keys { kbd { (key) } } } } }
                        }
                    }
                }
            }
        }
    }
}

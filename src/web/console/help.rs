//! The list of keys.

use maud::{Markup, html};

use crate::{base::lang::Lang, t, web::layout::icon};

/// The dialog that `?` opens.
pub(in crate::web) fn dialog(lang: Lang) -> Markup {
    let groups = [
        (
            t!(lang, "keys-queue"),
            vec![
                (t!(lang, "keys-next"), vec!["N"]),
                (t!(lang, "keys-wait"), vec!["W"]),
                (t!(lang, "keys-move"), vec!["K", "J"]),
                (t!(lang, "keys-unread"), vec!["U"]),
            ],
        ),
        (
            t!(lang, "keys-writing"),
            vec![
                (t!(lang, "keys-reply"), vec!["R"]),
                (t!(lang, "keys-comment"), vec!["C"]),
                (t!(lang, "keys-send"), vec!["↵"]),
                (t!(lang, "keys-line"), vec!["⇧", "↵"]),
            ],
        ),
        (
            t!(lang, "keys-chat"),
            vec![
                (t!(lang, "keys-close"), vec!["E"]),
                (t!(lang, "keys-panel"), vec!["P"]),
            ],
        ),
        (
            t!(lang, "keys-anywhere"),
            vec![
                (t!(lang, "keys-search"), vec!["G", "S"]),
                (t!(lang, "keys-console"), vec!["G", "C"]),
                (t!(lang, "keys-list"), vec!["?"]),
                (t!(lang, "keys-back"), vec!["Esc"]),
            ],
        ),
    ];
    html! {
        dialog."dialog dialog--wide" #keys aria-labelledby="keys-title" {
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

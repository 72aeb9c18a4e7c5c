//! This page's keys.

use maud::Markup;

use crate::{
    base::lang::Lang,
    t,
    web::keys::{self, Group},
};

/// The dialog that `?` opens.
pub(super) fn dialog(lang: Lang) -> Markup {
    let deed = |name: &str| lang.text(name).to_string();
    let groups = [
        Group {
            title: &t!(lang, "chats-list"),
            deeds: vec![
                (deed("keys-move"), &["K", "J"]),
                (deed("chats-keys-open"), &["↵"]),
                (deed("chats-keys-pick"), &["X"]),
                (deed("chats-keys-pick-range"), &["⇧", "X"]),
            ],
        },
        Group {
            title: &t!(lang, "keys-anywhere"),
            deeds: vec![
                (deed("keys-search"), &["/"]),
                (deed("keys-console"), &["G", "C"]),
                (deed("keys-list"), &["?"]),
                (deed("keys-back"), &["Esc"]),
            ],
        },
    ];
    keys::dialog(lang, &groups)
}

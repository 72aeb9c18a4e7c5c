//! The console's keys.

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
            title: &t!(lang, "keys-queue"),
            deeds: vec![
                (deed("keys-next"), &["N"]),
                (deed("keys-wait"), &["W"]),
                (deed("keys-accept"), &["A"]),
                (deed("keys-decline"), &["D"]),
                (deed("keys-move"), &["K", "J"]),
                (deed("keys-unread"), &["U"]),
            ],
        },
        Group {
            title: &t!(lang, "keys-writing"),
            deeds: vec![
                (deed("keys-reply"), &["R"]),
                (deed("keys-comment"), &["C"]),
                (deed("keys-quick"), &["/"]),
                (deed("keys-send"), &["↵"]),
                (deed("keys-line"), &["⇧", "↵"]),
                (deed("keys-edit"), &["↑"]),
                (deed("keys-voice"), &["V"]),
                (deed("keys-voice-writing"), &["F8"]),
            ],
        },
        Group {
            title: &t!(lang, "keys-chat"),
            deeds: vec![
                (deed("keys-forward"), &["F"]),
                (deed("keys-invite"), &["I"]),
                (deed("keys-close"), &["E"]),
                (deed("keys-priority"), &["O"]),
                (deed("keys-panel"), &["P"]),
                (deed("keys-messages"), &["Alt", "↑"]),
            ],
        },
        Group {
            title: &t!(lang, "keys-anywhere"),
            deeds: vec![
                (deed("keys-palette"), &["Ctrl", "K"]),
                (deed("keys-search"), &["G", "S"]),
                (deed("keys-list"), &["?"]),
                (deed("keys-back"), &["Esc"]),
            ],
        },
    ];
    keys::dialog(lang, &groups)
}

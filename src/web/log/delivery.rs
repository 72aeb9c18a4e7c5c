//! Beside a message: why it did not get there and what can be done, and files that are still on their way here.

use maud::{Markup, html};

use crate::{
    base::lang::Lang,
    desk::{
        amendment::Amending,
        attachment::AttachmentKind,
        conversation::message::{Delivery, Message},
        dispatch::{self, changing},
        fetch::Pending,
    },
    t,
    web::layout::{icon, icon_xs},
};

/// Why a message did not get there, in our words and the platform's, and the button that sends it again.
pub(super) fn failure(lang: Lang, message: &Message, may_act: bool) -> Markup {
    let Some(failure) = &message.failure else {
        return html! {};
    };
    let is_doubtful = message.delivery == Delivery::Unknown;
    let why = match failure.code.as_str() {
        "unknown" => t!(lang, "delivery-unknown"),
        "window-closed" => t!(lang, "delivery-window"),
        "consent-withdrawn" => t!(lang, "delivery-withdrawn"),
        "unreachable" => t!(lang, "delivery-unreachable"),
        "no-public-address" => t!(lang, "delivery-no-address"),
        "no-mini-program" => t!(lang, "delivery-no-mini-program"),
        "too-many-parts" => t!(lang, "delivery-too-many"),
        "probably" => t!(lang, "delivery-probably"),
        dispatch::BROKEN => t!(lang, "delivery-broken"),
        // <https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes>: 132000 to 132016.
        code if code.starts_with("1320") && code.len() == 6 => t!(lang, "delivery-template"),
        _ => t!(lang, "delivery-refused"),
    };
    html! {
        div."msg__why" {
            (icon_xs(if is_doubtful { "circle-help" } else { "circle-alert" }))
            span {
                (why)
                @if !failure.words.is_empty() {
                    " " bdi.muted { "(" @if failure.code.chars().all(|c| c.is_ascii_digit() || c == '.') { (failure.code) " · " } (failure.words) ")" }
                }
            }
            @if may_act {
                form method="post" action={ "/console/entries/" (message.id) "/retry" } data-entry {
                    button.linkbtn { @if is_doubtful { (t!(lang, "delivery-again-anyway")) } @else { (t!(lang, "delivery-again")) } }
                }
            }
        }
    }
}

/// How far a change of a message is that its customer does not see yet, and the button that tries it again.
pub(super) fn amending(lang: Lang, message: &Message, may_act: bool) -> Markup {
    let (code, words) = match message.amending.as_deref() {
        None => return html! {},
        Some(Amending::UnderWay) => {
            return html! {
                div."msg__why" { (icon_xs("clock")) span.muted { (t!(lang, "amend-under-way")) } }
            };
        }
        Some(Amending::Failed { code, words }) => (code.as_str(), words.as_str()),
    };
    let why = match code {
        changing::LONGER => t!(lang, "amend-longer"),
        changing::NOWHERE => t!(lang, "amend-nowhere"),
        "unreachable" => t!(lang, "amend-unreachable"),
        "consent-withdrawn" => t!(lang, "amend-withdrawn"),
        dispatch::BROKEN => t!(lang, "amend-broken"),
        _ => t!(lang, "amend-refused"),
    };
    html! {
        div."msg__why" {
            (icon_xs("circle-alert"))
            span {
                (why)
                @if !words.is_empty() { " " bdi.muted { "(" (code) " · " (words) ")" } }
            }
            @if may_act {
                form method="post" action={ "/console/entries/" (message.id) "/retry" } data-entry {
                    button.linkbtn { (t!(lang, "amend-again")) }
                }
            }
        }
    }
}

/// Files that are not here yet, or will never be.
pub(super) fn pending(lang: Lang, message: &Message, may_act: bool) -> Markup {
    html! {
        @for file in &message.pending {
            div."filecard filecard--away" {
                (icon(symbol(file)))
                span.grow {
                    b.truncate { @if file.name.is_empty() { (kind(lang, file.kind)) } @else { bdi { (file.name) } } }
                    span."xs muted" {
                        @match &file.trouble {
                            None => (t!(lang, "fetch-coming")),
                            Some(word) => (trouble(lang, word)),
                        }
                    }
                }
                @if may_act && file.trouble.as_deref().is_some_and(|word| word != "expired") {
                    form method="post" action={ "/console/fetches/" (file.id) } data-entry {
                        button."iconbtn" aria-label=(t!(lang, "fetch-again")) title=(t!(lang, "fetch-again")) { (icon("refresh-cw")) }
                    }
                }
            }
        }
    }
}

fn symbol(file: &Pending) -> &'static str {
    match file.kind {
        AttachmentKind::Image => "image",
        AttachmentKind::Voice => "mic",
        AttachmentKind::File | AttachmentKind::Card => "paperclip",
    }
}

fn kind(lang: Lang, kind: AttachmentKind) -> std::borrow::Cow<'static, str> {
    match kind {
        AttachmentKind::Image => t!(lang, "fetch-image"),
        AttachmentKind::Voice => t!(lang, "fetch-voice"),
        AttachmentKind::File | AttachmentKind::Card => t!(lang, "fetch-file"),
    }
}

fn trouble(lang: Lang, word: &str) -> std::borrow::Cow<'static, str> {
    match word {
        "expired" => t!(lang, "fetch-expired"),
        "file-too-large" => t!(lang, "fetch-too-large"),
        "file-gone" => t!(lang, "fetch-gone"),
        "too-many-files" => t!(lang, "fetch-too-many"),
        "file-not-taken" | "file-scriptable" | "file-mismatch" => t!(lang, "fetch-not-taken"),
        "file-damaged" | "file-empty" | "picture-too-many-pixels" => t!(lang, "fetch-damaged"),
        _ => t!(lang, "fetch-unreachable"),
    }
}

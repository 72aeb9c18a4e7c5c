//! What a message has as a mail: its subject, all that it says, and how it was written.

use maud::{Markup, html};

use crate::{
    base::lang::Lang,
    desk::conversation::{mailed::Mailed, message::Message},
    t,
    web::layout::icon_xs,
};

/// The subject of a mail, where it is another one than before.
pub(super) fn subject(lang: Lang, message: &Message) -> Markup {
    let subject = message.mail.as_ref().map(|mail| mail.subject.as_str());
    html! {
        @if let Some(subject) = subject.filter(|subject| !subject.is_empty()) {
            div.mailsubject { (icon_xs("mail")) span."sr-only" { (t!(lang, "mail-subject")) " " } b dir="auto" { (subject) } }
        }
    }
}

/// What leads to the rest of a mail. Its code is `mail.js`.
pub(super) fn tools(lang: Lang, message: &Message) -> Markup {
    let Some(mail) = &message.mail else {
        return html! {};
    };
    let sealed = sealed(lang, message);
    html! {
        @if mail.is_unproved {
            p."xs mailnote mailnote--warn" title=(t!(lang, "mail-unproved-why")) { (icon_xs("shield-alert")) span { (t!(lang, "mail-unproved")) } }
        }
        @if let Some(words) = sealed { p."xs muted mailnote" { (icon_xs("lock")) span { (words) } } }
        @if mail.has_more || mail.is_formatted {
            div.mailtools {
                @if mail.has_more { (tool(message, "whole", &t!(lang, "mail-show-all"), &t!(lang, "mail-show-less"))) }
                @if mail.is_formatted { (tool(message, "written", &t!(lang, "mail-as-written"), &t!(lang, "mail-as-words"))) }
            }
            @if mail.has_more { div.mailplace id={ "whole-" (message.id) } hidden {} }
            @if mail.is_formatted { (written(lang, message, mail)) }
        }
    }
}

fn tool(message: &Message, what: &str, show: &str, hide: &str) -> Markup {
    html! {
        button.linkbtn type="button" aria-expanded="false" aria-controls={ (what) "-" (message.id) }
            data-mail=(what) data-href={ "/console/entries/" (message.id) "/" (what) } data-more=(show) data-less=(hide) { (show) }
    }
}

/// Where a mail's formatted text comes to stand, in a frame of its own.
fn written(lang: Lang, message: &Message, mail: &Mailed) -> Markup {
    html! {
        div.mailplace id={ "written-" (message.id) } data-title=(t!(lang, "mail-frame")) hidden {
            @if mail.has_pictures {
                p."xs muted mailnote" data-pictures-note {
                    (icon_xs("image"))
                    span {
                        (t!(lang, "mail-pictures-why")) " "
                        button.linkbtn type="button" data-mail-pictures { (t!(lang, "mail-pictures")) }
                    }
                }
            }
        }
    }
}

/// What nobody can read here, in words.
fn sealed(lang: Lang, message: &Message) -> Option<String> {
    let here = message.attachments.iter().map(|file| file.name.as_str());
    let coming = message.pending.iter().map(|file| file.name.as_str());
    here.chain(coming).find_map(|name| match name {
        "smime.p7m" | "encrypted.asc" => Some(t!(lang, "mail-sealed").into_owned()),
        "winmail.dat" => Some(t!(lang, "mail-winmail").into_owned()),
        _ => None,
    })
}

/// Lines about mails that told of a chat: symbol and sentence.
pub(super) fn line(lang: Lang, line: &str, name: &str) -> Option<(&'static str, String)> {
    let (word, rest) = line.split_once(' ')?;
    let (address, words) = rest.split_once(' ').unwrap_or((rest, ""));
    match word {
        "transcript-mailed" => Some((
            "mail",
            t!(
                lang,
                "line-transcript-mailed",
                name = name,
                address = address
            )
            .into_owned(),
        )),
        "transcript-asked" => Some((
            "mail",
            t!(lang, "line-transcript-asked", address = address).into_owned(),
        )),
        "transcript-unmailed" => Some((
            "circle-alert",
            match words {
                "" => t!(lang, "line-transcript-unmailed", address = address).into_owned(),
                words => t!(
                    lang,
                    "line-transcript-unmailed-why",
                    address = address,
                    words = words
                )
                .into_owned(),
            },
        )),
        _ => None,
    }
}

//! Files beside a message.

use maud::{Markup, html};

use crate::{
    base::lang::Lang,
    desk::{
        attachment::{Attachment, AttachmentKind},
        card_kind::CardKind,
    },
    t,
    web::layout::{icon, icon_sm, icon_xs},
    wire::agent::FILES,
};

/// The files of one message: pictures to look at, voices to hear, the rest to fetch.
pub(super) fn files(lang: Lang, attachments: &[Attachment]) -> Markup {
    html! {
        @for file in attachments {
            @let href = format!("{FILES}/{}", file.id);
            @match file.kind {
                AttachmentKind::Image => {
                    a.shot href=(href) target="_blank" rel="noopener" aria-label=(t!(lang, "file-open", name = &file.name)) {
                        img src=(href) alt=(file.name) width=[file.width] height=[file.height] loading="lazy" decoding="async";
                    }
                }
                AttachmentKind::Voice => {
                    audio.voicefile controls preload="none" src=(href) aria-label=(t!(lang, "file-voice")) {}
                }
                AttachmentKind::Card => { (card(lang, file, &href)) }
                AttachmentKind::File => {
                    a.filecard href=(href) download=(file.name) {
                        (icon("file-text"))
                        span.grow { b.truncate { bdi { (file.name) } } span.xs.muted { (size(lang, file.size)) } }
                        (icon_sm("download"))
                    }
                }
            }
        }
    }
}

/// A card as the customer has it: the picture, the words, the link.
fn card(lang: Lang, file: &Attachment, picture: &str) -> Markup {
    let Some(face) = &file.card else {
        return html! {};
    };
    let inside = html! {
        img src=(picture) alt="" width=[file.width] height=[file.height] loading="lazy" decoding="async";
        span.linkcard__in dir="auto" {
            b.linkcard__title { (face.title) }
            @if !face.teaser.is_empty() { span.linkcard__teaser { (face.teaser) } }
            span.linkcard__host { (icon_xs("external-link")) (host(&face.link)) }
        }
    };
    match face.kind {
        CardKind::Link => html! {
            a.linkcard href=(face.link) target="_blank" rel="noopener noreferrer" lang=(face.language) { (inside) }
        },
        CardKind::MiniProgram => html! {
            span.linkcard lang=(face.language) title=(t!(lang, "card-mini-program")) { (inside) }
        },
    }
}

/// Where a link leads, in short.
fn host(link: &str) -> &str {
    let rest = link.split_once("://").map_or(link, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

/// A size as people say it.
fn size(lang: Lang, bytes: u64) -> String {
    let tenths = |unit: u64| {
        let tenths = (bytes * 10).div_ceil(unit);
        if tenths >= 100 || tenths.is_multiple_of(10) {
            (tenths / 10).to_string()
        } else {
            let comma = t!(lang, "decimal-mark");
            format!("{}{comma}{}", tenths / 10, tenths % 10)
        }
    };
    match bytes {
        0..1024 => t!(lang, "size-b", size = &bytes.to_string()),
        1024..1_048_576 => t!(lang, "size-kb", size = &tenths(1024)),
        _ => t!(lang, "size-mb", size = &tenths(1_048_576)),
    }
    .into_owned()
}

//! Files beside a message.

use maud::{Markup, html};

use crate::{
    base::lang::Lang,
    desk::{
        attachment::{Attachment, AttachmentKind},
        card_kind::CardKind,
        family::Family,
    },
    t,
    upload::name,
    web::layout::{icon, icon_sm, icon_xs},
    wire::agent::FILES,
};

/// Height of a wave's drawing, and of its lowest bar.
const WAVE: f32 = 28.0;
const LOWEST: f32 = 3.0;

/// Stands for a waveform that nobody measured: a calm, even line.
const UNMEASURED: &str = "999999999999999999999999999999";

/// The files of one message: pictures to look at, voices to hear, film to watch, the rest to fetch.
pub(super) fn files(lang: Lang, attachments: &[Attachment]) -> Markup {
    html! {
        @for file in attachments {
            @let href = format!("{FILES}/{}", file.id);
            @match (file.kind, Family::of(&file.media_type)) {
                (AttachmentKind::Image, _) => {
                    a.shot href=(href) target="_blank" rel="noopener" aria-label=(t!(lang, "file-open", name = &file.name)) {
                        img src=(href) alt=(file.name) width=[file.width] height=[file.height] loading="lazy" decoding="async";
                    }
                }
                (AttachmentKind::Voice, _) => (voice(lang, file, &href)),
                (AttachmentKind::Card, _) => (link_card(lang, file, &href)),
                (AttachmentKind::File, Family::Audio) => { (voice(lang, file, &href)) (card(lang, file, &href)) }
                (AttachmentKind::File, Family::Video) => {
                    div.videofile {
                        video controls preload="metadata" src=(href) aria-label=(t!(lang, "file-video", name = &file.name)) {}
                        (card(lang, file, &href))
                    }
                }
                (AttachmentKind::File, _) => (card(lang, file, &href)),
            }
        }
    }
}

/// A file to be kept on a disk.
fn card(lang: Lang, file: &Attachment, href: &str) -> Markup {
    let symbol = symbol(&file.media_type);
    let ending = name::ending(&file.name).to_uppercase();
    html! {
        a.filecard href=(href) download=(file.name) title=(file.name) {
            (icon(symbol))
            span.grow {
                b.truncate { bdi { (file.name) } }
                span."xs muted" { @if !ending.is_empty() { (ending) " · " } (size(lang, file.size)) }
            }
            (icon_sm("download"))
        }
    }
}

/// The symbol of a sort of file.
pub(in crate::web) fn symbol(media_type: &str) -> &'static str {
    match Family::of(media_type) {
        Family::Video => "video",
        Family::Audio => "volume-2",
        Family::Archive => "package",
        Family::Picture | Family::Document => "file-text",
    }
}

/// Sound with its waveform. The console's own code plays it where it stands (`voice-player.js`); without
/// that, the link opens it and the browser plays it.
fn voice(lang: Lang, file: &Attachment, href: &str) -> Markup {
    let length = file.duration_ms.map(clock);
    let label = t!(
        lang,
        "file-voice-play",
        length = length.as_deref().unwrap_or_default()
    );
    let seconds = file.duration_ms.unwrap_or(0) / 1000;
    html! {
        div."bubble voice" data-voice=(href) data-type=(file.media_type) data-ms=[file.duration_ms] data-name=(file.name) data-unmeasured[file.levels.is_empty()] {
            a.playbtn href=(href) target="_blank" role="button" aria-label=(label.trim_end_matches([' ', ','])) { (icon_sm("play")) }
            div.wavebox role="slider" tabindex="0" aria-label=(t!(lang, "file-voice-position"))
                aria-valuemin="0" aria-valuemax=(seconds) aria-valuenow="0" aria-valuetext=[length.as_deref()] {
                (wave(&file.levels))
            }
            span."num xs".voice__time { (length.unwrap_or_default()) }
            button."voice__speed" type="button" hidden aria-label=(t!(lang, "file-voice-speed")) { "1×" }
        }
    }
}

fn wave(levels: &str) -> Markup {
    let levels = if levels.is_empty() {
        UNMEASURED
    } else {
        levels
    };
    html! {
        svg.wave viewBox={ "0 0 " (levels.len() * 5) " " (WAVE) } preserveAspectRatio="none" aria-hidden="true" {
            @for (place, level) in levels.chars().enumerate() {
                // A digit of 36, so that z is loudest.
                @let height = (level.to_digit(36).unwrap_or(0) as f32 / 35.0 * WAVE).max(LOWEST);
                rect x=(place * 5) y=(format!("{:.1}", (WAVE - height) / 2.0)) width="3" height=(format!("{height:.1}")) rx="1.5" {}
            }
        }
    }
}

/// A length as a player shows it, in minutes and seconds.
fn clock(milliseconds: u32) -> String {
    let seconds = milliseconds / 1000;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// A card as the customer has it: the picture, the words, the link.
fn link_card(lang: Lang, file: &Attachment, picture: &str) -> Markup {
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
pub(in crate::web) fn host(link: &str) -> &str {
    let rest = link.split_once("://").map_or(link, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

/// A size as people say it.
pub(in crate::web) fn size(lang: Lang, bytes: u64) -> String {
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

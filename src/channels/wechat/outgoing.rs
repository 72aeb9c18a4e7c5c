//! What is said on WeChat. Pure.

use serde_json::{Value, json};

use crate::{
    channels::{
        link,
        part::{Fits, Part, Unit, pieces},
        pick,
    },
    desk::{
        attachment::{Attachment, AttachmentKind, card::Face},
        card_kind::CardKind,
        dispatch::Parcel,
    },
};

/// What one message takes.
const FITS: Fits = Fits {
    text: 2048,
    caption: 0,
    unit: Unit::Bytes,
};

/// The largest picture, and the largest and longest recording, that are taken as such.
const MOST_PICTURE: u64 = 10 * 1024 * 1024;
const MOST_VOICE: u64 = 2 * 1024 * 1024;
const LONGEST_VOICE: u32 = 60_000;
const MP3: &str = "audio/mpeg";

/// Most characters of a card's two lines.
const MOST_TITLE: usize = 64;
const MOST_LINE: usize = 120;

/// What an account can show.
#[derive(Debug, Clone, Copy)]
pub(super) struct Side<'a> {
    /// Whether it is a Mini-Program.
    pub(super) is_mini: bool,
    /// The Mini-Program whose pages an Official Account may show; may be empty.
    pub(super) mini_app_id: &'a str,
    /// Where the world finds this house.
    pub(super) public: Option<&'a str>,
}

/// Why an account cannot say a part.
pub(super) fn unsayable(side: Side<'_>, part: &Part) -> Option<&'static str> {
    match part {
        Part::Text(_) => None,
        Part::File(file, _) => kind(side, file).is_none().then_some("no-public-address"),
        Part::Card(_, card) => {
            let is_page = card.kind == CardKind::MiniProgram;
            (is_page && !side.is_mini && side.mini_app_id.is_empty()).then_some("no-mini-program")
        }
    }
}

/// A message as the platform's own: words, pictures, cards. What it does not take as a file goes as a card that leads
/// to it, where the world finds this house. When one of them cannot be said, it stands alone: nothing of the message
/// is sent.
pub(super) fn cut(parcel: &Parcel, side: Side<'_>) -> Vec<Part> {
    let message = &parcel.message;
    let words = pieces(&message.text, FITS).into_iter().map(Part::Text);
    let mut parts: Vec<Part> = words.collect();
    for file in &message.attachments {
        let part = match (&file.card, side.public) {
            (Some(card), _) => Part::Card(file.clone(), card.clone()),
            (None, Some(public)) if kind(side, file).is_none() => {
                let face = Face {
                    kind: CardKind::Link,
                    language: String::new(),
                    title: title(file),
                    teaser: teaser(file),
                    link: address(public, parcel, file),
                };
                // The bytes stay here.
                let width = None;
                Part::Card(
                    Attachment {
                        width,
                        ..file.clone()
                    },
                    face,
                )
            }
            (None, _) => Part::File(file.clone(), String::new()),
        };
        if unsayable(side, &part).is_some() {
            return vec![part];
        }
        parts.push(part);
    }
    parts
}

/// Where a file is, in a wrapping that more telephones play.
fn address(public: &str, parcel: &Parcel, file: &Attachment) -> String {
    let address = link::to_file(public, &parcel.account, file);
    match file.media_type.as_str() {
        "audio/webm" => format!("{address}?as=ogg"),
        _ => address,
    }
}

/// As what a file is handed over; `None`: the platform does not take it.
pub(super) fn kind(side: Side<'_>, file: &Attachment) -> Option<&'static str> {
    // A voice message is coded on its way out.
    let plays = matches!(file.media_type.as_str(), MP3 | "audio/amr")
        || cfg!(feature = "mp3") && file.kind == AttachmentKind::Voice;
    match file.media_type.as_str() {
        "image/jpeg" | "image/png" | "image/gif" if file.size <= MOST_PICTURE => Some("image"),
        _ if plays
            && !side.is_mini
            && file.size <= MOST_VOICE
            && file
                .duration_ms
                .is_some_and(|length| length <= LONGEST_VOICE) =>
        {
            Some("voice")
        }
        _ => None,
    }
}

/// What has to be handed over before a part is said: as what, and its name and type.
pub(super) fn upload<'a>(
    side: Side<'_>,
    part: &'a Part,
) -> Option<(&'static str, &'a str, &'a str)> {
    match part {
        Part::Text(_) => None,
        Part::File(file, _) => {
            let name = match (file.kind, file.media_type.as_str()) {
                (AttachmentKind::Voice, MP3) => "voice.mp3",
                _ => file.name.as_str(),
            };
            kind(side, file).map(|kind| (kind, name, &*file.media_type))
        }
        // Of a link the picture is an address; that of a page is handed over.
        Part::Card(file, card) => (card.kind == CardKind::MiniProgram && file.width.is_some())
            .then(|| ("image", picture_name(file), &*file.media_type)),
    }
}

/// It goes by the ending of a name.
fn picture_name(file: &Attachment) -> &'static str {
    match file.media_type.as_str() {
        "image/jpeg" => "card.jpg",
        "image/gif" => "card.gif",
        _ => "card.png",
    }
}

/// A part as it is said. `media` is what its file is called there.
pub(super) fn body(parcel: &Parcel, part: &Part, side: Side<'_>, media: Option<&str>) -> Value {
    let (kind, content) = match part {
        Part::Text(words) => said(parcel, words, side),
        Part::File(file, _) => {
            let kind = kind(side, file).unwrap_or("image");
            (kind, json!({ "media_id": media }))
        }
        Part::Card(file, card) => shown(parcel, file, card, side, media),
    };
    let mut body = json!({ "touser": parcel.to, "msgtype": kind });
    body[kind] = content;
    body
}

/// Words, as a menu where there is something to choose. A choice comes back as its words.
fn said(parcel: &Parcel, words: &str, side: Side<'_>) -> (&'static str, Value) {
    let choices = &parcel.waiting.choices;
    if side.is_mini || choices.is_empty() {
        return ("text", json!({ "content": words }));
    }
    let list: Vec<Value> = (1..)
        .zip(choices)
        .map(|(number, one): (u32, _)| json!({ "id": number.to_string(), "content": one.label }))
        .collect();
    let menu = json!({ "head_content": words, "list": list, "tail_content": "" });
    ("msgmenu", menu)
}

fn shown(
    parcel: &Parcel,
    file: &Attachment,
    card: &Face,
    side: Side<'_>,
    media: Option<&str>,
) -> (&'static str, Value) {
    let title = pick::cut_to(&card.title, MOST_TITLE);
    if card.kind == CardKind::MiniProgram {
        let mut page = json!({
            "title": title, "pagepath": card.link, "thumb_media_id": media.unwrap_or_default(),
        });
        if !side.is_mini {
            page["appid"] = side.mini_app_id.into();
        }
        return ("miniprogrampage", page);
    }
    // The picture of a card of the team's, not of a file that goes as one.
    let picture = match side.public {
        Some(public) if file.kind == AttachmentKind::Card && file.width.is_some() => {
            link::to_file(public, &parcel.account, file)
        }
        _ => String::new(),
    };
    let description = pick::cut_to(&card.teaser, MOST_LINE);
    let mut link = json!({ "title": title, "description": description, "url": card.link });
    if side.is_mini {
        link["thumb_url"] = picture.into();
        return ("link", link);
    }
    link["picurl"] = picture.into();
    ("news", json!({ "articles": [link] }))
}

/// What a file is called on the card that leads to it, in no language.
fn title(file: &Attachment) -> String {
    match (file.kind, file.duration_ms) {
        (AttachmentKind::Voice, Some(length)) => {
            let seconds = length / 1000;
            format!("🎤 {}:{:02}", seconds / 60, seconds % 60)
        }
        (AttachmentKind::Voice, None) => "🎤".to_owned(),
        _ => format!("📎 {}", file.name),
    }
}

/// Its sort and size.
fn teaser(file: &Attachment) -> String {
    let sort = file.name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let kilobytes = file.size.div_ceil(1024);
    let size = if kilobytes < 1024 {
        format!("{kilobytes} KB")
    } else {
        format!("{:.1} MB", file.size as f64 / 1024.0 / 1024.0)
    };
    pick::joined([&*sort.to_uppercase(), &size], " · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFICIAL: Side<'_> = Side {
        is_mini: false,
        mini_app_id: "",
        public: None,
    };
    const MINI: Side<'_> = Side {
        is_mini: true,
        ..OFFICIAL
    };

    fn file(kind: &str, media_type: &str, size: u64, length: Option<u32>) -> Attachment {
        serde_json::from_value(json!({
            "id": "1", "kind": kind, "name": "bill.pdf", "media_type": media_type, "size": size,
            "width": null, "height": null, "duration_ms": length,
        }))
        .unwrap()
    }

    #[test]
    fn a_file_goes_as_what_the_platform_takes() {
        const MEGABYTE: u64 = 1024 * 1024;
        for (media_type, size, length, official, mini) in [
            ("image/jpeg", 10, None, Some("image"), Some("image")),
            ("image/gif", 10, None, Some("image"), Some("image")),
            ("image/png", 11 * MEGABYTE, None, None, None),
            ("image/webp", 10, None, None, None),
            ("audio/mpeg", 10, Some(60_000), Some("voice"), None),
            ("audio/amr", 10, Some(1_000), Some("voice"), None),
            ("audio/mpeg", 10, Some(60_001), None, None),
            ("audio/mpeg", 10, None, None, None),
            ("audio/mpeg", 3 * MEGABYTE, Some(60_000), None, None),
            ("audio/ogg", 10, Some(1_000), None, None),
            ("video/mp4", 10, None, None, None),
            ("application/pdf", 10, None, None, None),
        ] {
            let file = file("file", media_type, size, length);
            let found = [OFFICIAL, MINI].map(|side| kind(side, &file));
            assert_eq!(found, [official, mini], "{media_type} {size}");
        }
    }

    #[test]
    fn words_are_cut_by_bytes_at_the_borders_of_letters() {
        let text = "热水壶".repeat(300);
        let pieces = pieces(&text, FITS);
        let bytes: Vec<usize> = pieces.iter().map(String::len).collect();
        assert_eq!(bytes, [2046, 654]);
        assert_eq!(pieces.concat(), text);
    }

    #[test]
    fn a_file_is_called_in_no_language() {
        for (kind, media_type, size, length, expected) in [
            (
                "voice",
                "audio/ogg",
                4_096,
                Some(65_400),
                ["🎤 1:05", "PDF · 4 KB"],
            ),
            ("voice", "audio/ogg", 1, None, ["🎤", "PDF · 1 KB"]),
            (
                "file",
                "application/pdf",
                3 * 1024 * 1024,
                None,
                ["📎 bill.pdf", "PDF · 3.0 MB"],
            ),
        ] {
            let file = file(kind, media_type, size, length);
            assert_eq!([title(&file), teaser(&file)], expected);
        }
    }

    #[test]
    fn what_cannot_be_said_says_why() {
        let pdf = Part::File(file("file", "application/pdf", 1, None), String::new());
        let page = Part::Card(
            file("card", "image/png", 1, None),
            Face {
                kind: CardKind::MiniProgram,
                language: "zh".to_owned(),
                title: "小店".to_owned(),
                teaser: String::new(),
                link: "pages/index".to_owned(),
            },
        );
        let with_mini = Side {
            mini_app_id: "wx1",
            ..OFFICIAL
        };
        for (side, part, expected) in [
            (OFFICIAL, &pdf, Some("no-public-address")),
            (MINI, &pdf, Some("no-public-address")),
            (OFFICIAL, &page, Some("no-mini-program")),
            (with_mini, &page, None),
            (MINI, &page, None),
        ] {
            assert_eq!(unsayable(side, part), expected, "{side:?}");
        }
    }
}

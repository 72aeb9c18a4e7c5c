//! What a message holds: words, files, a place, and what can only be looked at there. Pure; its cases are those of
//! what comes.

use serde_json::Value;

use super::incoming::{list, name, number, words};
use crate::desk::{
    attachment::AttachmentKind,
    fetch::Stub,
    intake::{Letter, Spot},
};

/// A message forwarded in one that was forwarded is followed so far.
const DEEPEST: usize = 3;

/// The words and files of a message, as they are gathered.
#[derive(Default)]
struct Content {
    lines: Vec<String>,
    files: Vec<Stub>,
}

/// A message in the dialog with `peer`, which the platform calls `id`.
pub(super) fn letter(message: &Value, peer: i64, id: String) -> Letter {
    let mut content = Content::default();
    content.gather(message, 0);
    let spot = spot(&message["geo"]);
    if content.lines.is_empty() && content.files.is_empty() && spot.is_none() {
        let sort = match words(&message["action"]["type"]) {
            "" => "?",
            sort => sort,
        };
        content.lines.push(format!("[{sort}]"));
    }
    Letter {
        id,
        text: content.lines.join("\n"),
        files: content.files,
        spot,
        answers: name(peer, &message["reply_message"]),
        is_automatic: false,
    }
}

impl Content {
    fn gather(&mut self, message: &Value, depth: usize) {
        let text = plain(words(&message["text"]));
        if !text.is_empty() {
            let forwarded = "↪ ".repeat(depth.min(1));
            self.lines.push(format!("{forwarded}{text}"));
        }
        for attachment in list(&message["attachments"]) {
            self.attach(attachment);
        }
        if depth < DEEPEST {
            for forwarded in list(&message["fwd_messages"]) {
                self.gather(forwarded, depth + 1);
            }
        }
    }

    fn attach(&mut self, attachment: &Value) {
        let sort = words(&attachment["type"]);
        let thing = &attachment[sort];
        match sort {
            "photo" => {
                let largest = list(&thing["sizes"])
                    .iter()
                    .max_by_key(|size| number(&size["width"]) * number(&size["height"]));
                let url = words(&largest.unwrap_or(&thing["orig_photo"])["url"]);
                self.file(url, AttachmentKind::Image, "", None, sort);
            }
            "graffiti" => self.file(words(&thing["url"]), AttachmentKind::Image, "", None, sort),
            "sticker" => {
                let sizes = list(&thing["images"]);
                let fits = |size: &&Value| number(&size["width"]) >= 128;
                let size = sizes.iter().find(fits).or(sizes.last());
                let url = size.map_or("", |size| words(&size["url"]));
                self.file(url, AttachmentKind::Image, "", None, sort);
            }
            "audio_message" => {
                let url = match words(&thing["link_ogg"]) {
                    "" => words(&thing["link_mp3"]),
                    url => url,
                };
                self.file(url, AttachmentKind::Voice, "", None, sort);
            }
            "doc" => {
                let size = u64::try_from(number(&thing["size"])).ok();
                let title = words(&thing["title"]);
                self.file(
                    words(&thing["url"]),
                    AttachmentKind::File,
                    title,
                    size,
                    sort,
                );
            }
            "link" => {
                let url = words(&thing["url"]);
                // Mostly it stands among the words already.
                if !url.is_empty() && !self.lines.iter().any(|line| line.contains(url)) {
                    self.lines.push(url.to_owned());
                }
            }
            "audio" => {
                let (artist, title) = (words(&thing["artist"]), words(&thing["title"]));
                self.lines.push(format!("🎵 {artist} – {title}"));
            }
            sort => self.elsewhere(sort, thing),
        }
    }

    fn file(&mut self, url: &str, kind: AttachmentKind, name: &str, size: Option<u64>, sort: &str) {
        if url.is_empty() {
            self.lines.push(format!("[{sort}]"));
            return;
        }
        self.files.push(Stub {
            source: url.to_owned(),
            kind,
            name: name.to_owned(),
            size: size.filter(|size| *size > 0),
        });
    }

    /// What can only be looked at there.
    fn elsewhere(&mut self, sort: &str, thing: &Value) {
        let owner = ["owner_id", "to_id", "from_id"]
            .into_iter()
            .map(|field| number(&thing[field]))
            .find(|owner| *owner != 0);
        let line = match (owner, number(&thing["id"])) {
            (Some(owner), id) if id != 0 => format!("[{sort}] https://vk.com/{sort}{owner}_{id}"),
            _ => format!("[{sort}]"),
        };
        self.lines.push(line);
    }
}

fn spot(geo: &Value) -> Option<Spot> {
    let degrees = |value: &Value| value.as_f64().or_else(|| words(value).parse().ok());
    let place = &geo["coordinates"];
    Some(Spot {
        latitude: degrees(&place["latitude"])?,
        longitude: degrees(&place["longitude"])?,
        label: words(&geo["place"]["title"]).to_owned(),
    })
}

/// Words as they are read: five signs come in another form, and people named in them with a number.
fn plain(text: &str) -> String {
    let mut told = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        let (before, from) = rest.split_at(at);
        told.push_str(before);
        let mention = from[1..].split_once(']').and_then(|(inside, after)| {
            let (whom, name) = inside.split_once('|')?;
            is_whom(whom).then_some((name, after))
        });
        match mention {
            Some((name, after)) => {
                told.push_str(name);
                rest = after;
            }
            None => {
                told.push('[');
                rest = &from[1..];
            }
        }
    }
    told.push_str(rest);
    told.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        // The last, so that nothing is read twice.
        .replace("&amp;", "&")
}

fn is_whom(word: &str) -> bool {
    ["id", "club", "public"].iter().any(|sort| {
        word.strip_prefix(sort)
            .is_some_and(|id| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

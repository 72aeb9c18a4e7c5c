//! An answer as a mail. Pure.

use std::time::{Duration, UNIX_EPOCH};

use lettre::{
    Address, Message,
    message::{
        self, Attachment, Body, MultiPart, SinglePart,
        header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue},
    },
};
use linkify::{LinkFinder, LinkKind};
use sha2::{Digest as _, Sha256};

use super::{html::escaped, mail::Mailbox};
use crate::{
    base::{punycode, secret, text, time::Timestamp},
    desk::conversation::mailed::bare_subject,
};

/// What a mail is made of.
#[derive(Debug, Clone, Default)]
pub struct Draft<'a> {
    /// Its `Message-ID`, without the angles.
    pub id: &'a str,
    /// When it is written.
    pub date: Timestamp,
    /// Who it is from.
    pub from: Mailbox,
    /// Where an answer to it goes, when that is another address (one with a token).
    pub reply_to: Option<&'a str>,
    /// Who it goes to.
    pub to: Mailbox,
    /// Its subject, whole.
    pub subject: &'a str,
    /// The id of the mail that it answers, without the angles.
    pub in_reply_to: Option<&'a str>,
    /// Ids of the mails before it, as [`references`] gives them.
    pub references: &'a [String],
    /// The installation's own id.
    pub installation: &'a str,
    /// What it says; may be empty.
    pub text: &'a str,
    /// What it says in HTML, safe already; `None`: made from `text`.
    pub html: Option<&'a str>,
    /// What it answers.
    pub quoted: Option<Quoted<'a>>,
    /// A card to show.
    pub card: Option<Card<'a>>,
    /// What is attached.
    pub files: &'a [Enclosed<'a>],
    /// Whether a machine says it: other machines are asked to be silent.
    pub is_automatic: bool,
}

/// What is quoted below an answer.
#[derive(Debug, Clone, Copy)]
pub struct Quoted<'a> {
    /// The line above it, whole: `On 26 November 2026, Mia Okafor wrote:`.
    pub line: &'a str,
    /// What they wrote, without what they quoted.
    pub text: &'a str,
}

/// A card of a thing with a link.
#[derive(Debug, Clone, Copy)]
pub struct Card<'a> {
    /// What it is called.
    pub title: &'a str,
    /// What is said of it; may be empty.
    pub text: &'a str,
    /// Where it leads; may be empty.
    pub link: &'a str,
    /// What the link is called; empty: the link itself.
    pub button: &'a str,
    /// Which of the draft's files is its picture, if one is.
    pub picture: Option<usize>,
}

/// Something attached.
#[derive(Debug, Clone, Copy)]
pub struct Enclosed<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it is: `image/png`.
    pub media_type: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// Why a mail cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unwritable {
    /// Its recipient's address is none.
    #[error("the recipient's address is not one that mail can go to")]
    To,
    /// The account's own address is none.
    #[error("the account's own address is not one that mail can come from")]
    From,
    /// It would be larger than providers take.
    #[error("the mail would be larger than 18 MB")]
    TooLarge,
}

/// Bytes of files that a mail may carry: Base64 adds a third, and providers take 25 MB at most.
pub const MOST: usize = 18_000_000;

/// Longest list of ids before a mail, the first of them aside.
const KEPT: usize = 20;

/// What the card's picture is called inside a mail.
const PICTURE: &str = "card@shopbell";

/// Writes a mail: the whole of it, as it goes over the wire.
///
/// # Errors
/// [`Unwritable`].
pub fn compose(draft: &Draft<'_>) -> Result<Vec<u8>, Unwritable> {
    let size: usize = draft.files.iter().map(|file| file.bytes.len()).sum();
    if size > MOST {
        return Err(Unwritable::TooLarge);
    }
    let from = mailbox(&draft.from).ok_or(Unwritable::From)?;
    let to = mailbox(&draft.to).ok_or(Unwritable::To)?;
    let mut builder = Message::builder()
        .message_id(Some(format!("<{}>", draft.id)))
        .date(UNIX_EPOCH + Duration::from_millis(u64::try_from(draft.date.0).unwrap_or(0)))
        .from(from)
        .to(to)
        .subject(text::clean_line(draft.subject, 400));
    if let Some(reply_to) = draft.reply_to.and_then(address) {
        builder = builder.reply_to(message::Mailbox::new(None, reply_to));
    }
    if let Some(id) = draft.in_reply_to.filter(|id| is_sound(id)) {
        builder = builder.in_reply_to(format!("<{id}>"));
    }
    let before: Vec<String> = draft
        .references
        .iter()
        .filter(|id| is_sound(id))
        .map(|id| format!("<{id}>"))
        .collect();
    if !before.is_empty() {
        builder = builder.references(before.join(" "));
    }
    let said = |name: &'static str, value: &str| {
        HeaderValue::new(
            HeaderName::new_from_ascii_str(name),
            text::clean_line(value, 200),
        )
    };
    if !draft.installation.is_empty() {
        builder = builder.raw_header(said("X-Shopbell", draft.installation));
    }
    if draft.is_automatic {
        builder = builder
            .raw_header(said("Auto-Submitted", "auto-replied"))
            .raw_header(said("X-Auto-Response-Suppress", "All"));
    }
    let mail = builder.multipart(body(draft)).map_err(|_| Unwritable::To)?;
    Ok(mail.formatted())
}

/// The text in both ways, the card's picture beside it, and the files around it.
fn body(draft: &Draft<'_>) -> MultiPart {
    let picture = draft
        .card
        .and_then(|card| card.picture)
        .and_then(|place| Some((place, draft.files.get(place)?)));
    let rich = SinglePart::html(as_html(draft, picture.is_some()));
    let mark = |part: &str| boundary(draft.id, part);
    let both = MultiPart::alternative()
        .boundary(mark("both"))
        .singlepart(SinglePart::plain(as_text(draft)));
    let both = match picture {
        Some((_, file)) => {
            let inline = Attachment::new_inline_with_name(PICTURE.to_owned(), file_name(file.name));
            both.multipart(
                MultiPart::related()
                    .boundary(mark("rich"))
                    .singlepart(rich)
                    .singlepart(enclosed(inline, file)),
            )
        }
        None => both.singlepart(rich),
    };
    let mut others = draft
        .files
        .iter()
        .enumerate()
        .filter(|(place, _)| picture.is_none_or(|picture| picture.0 != *place))
        .map(|(_, file)| enclosed(Attachment::new(file_name(file.name)), file))
        .peekable();
    if others.peek().is_none() {
        return both;
    }
    others.fold(
        MultiPart::mixed().boundary(mark("all")).multipart(both),
        MultiPart::singlepart,
    )
}

/// What parts a mail's parts: the same at every try, so that it is the same mail.
fn boundary(id: &str, part: &str) -> String {
    let hash = Sha256::digest(format!("{part} {id}"));
    format!("{part}-{}", &secret::hex(&hash)[..32])
}

fn enclosed(as_what: Attachment, file: &Enclosed<'_>) -> SinglePart {
    let bare = file.media_type.split(';').next().unwrap_or_default().trim();
    // A part's bytes stay what they are, whatever their kind: Base64, and no kind that transports look into.
    let kind = if bare.starts_with("multipart/") || bare.starts_with("message/") {
        "application/octet-stream"
    } else {
        bare
    };
    let kind = ContentType::parse(kind)
        .or_else(|_| ContentType::parse("application/octet-stream"))
        .unwrap_or(ContentType::TEXT_PLAIN);
    let bytes = file.bytes.to_vec();
    let body =
        Body::new_with_encoding(bytes, ContentTransferEncoding::Base64).unwrap_or_else(Body::new);
    as_what.body(body, kind)
}

fn file_name(name: &str) -> String {
    let name = text::clean_line(name, 150).replace(['"', '\\', '/'], "_");
    if name.is_empty() {
        "file".to_owned()
    } else {
        name
    }
}

/// Whether an id can stand in a head as it is.
fn is_sound(id: &str) -> bool {
    !id.is_empty()
        && id.len() <= 900
        && !id.starts_with("sha256:")
        && id
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'<' && byte != b'>')
}

/// An address that mail can go to: in ASCII before the `@`, whatever it is after it.
fn address(written: &str) -> Option<Address> {
    let (local, domain) = written.trim().rsplit_once('@')?;
    if !local.is_ascii() {
        return None;
    }
    let domain = if domain.is_ascii() {
        domain.to_owned()
    } else {
        punycode::ascii_host(domain)?
    };
    Address::new(local, domain).ok()
}

/// Whether mail can go to an address.
#[must_use]
pub fn is_reachable(written: &str) -> bool {
    address(written).is_some()
}

fn mailbox(of: &Mailbox) -> Option<message::Mailbox> {
    let name = text::clean_line(&of.name, 150);
    Some(message::Mailbox::new(
        Some(name).filter(|name| !name.is_empty()),
        address(&of.address)?,
    ))
}

fn as_text(draft: &Draft<'_>) -> String {
    let mut pieces = vec![draft.text.trim_end().to_owned()];
    if let Some(card) = &draft.card {
        let lines = [card.title, card.text, card.link];
        let lines: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        pieces.push(lines.join("\n"));
    }
    if let Some(quoted) = &draft.quoted {
        let lines: Vec<String> = own_lines(quoted.text)
            .map(|line| format!("> {line}"))
            .collect();
        pieces.push(format!("{}\n{}", quoted.line, lines.join("\n")));
    }
    pieces.retain(|piece| !piece.trim().is_empty());
    // Lines as mail has them.
    format!("{}\n", pieces.join("\n\n"))
        .replace("\r\n", "\n")
        .replace('\n', "\r\n")
}

/// What somebody wrote themselves: a quote goes back one step, not to the beginning.
fn own_lines(text: &str) -> impl Iterator<Item = &str> {
    text.trim()
        .lines()
        .filter(|line| !line.trim_start().starts_with('>'))
}

fn as_html(draft: &Draft<'_>, has_picture: bool) -> String {
    let mut page = String::from("<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body>");
    match draft.html {
        Some(html) => page.push_str(html),
        None if draft.text.trim().is_empty() => {}
        None => {
            page.push_str("<div>");
            page.push_str(&linked(draft.text.trim_end()));
            page.push_str("</div>");
        }
    }
    if let Some(card) = &draft.card {
        page.push_str(&card_html(card, has_picture));
    }
    if let Some(quoted) = &draft.quoted {
        let said: Vec<&str> = own_lines(quoted.text).collect();
        page.push_str(&format!(
            "<br><div>{}</div><blockquote type=\"cite\" style=\"margin:0 0 0 .8ex;border-left:1px solid #ccc;\
             padding-left:1ex\">{}</blockquote>",
            escaped(quoted.line),
            linked(&said.join("\n")),
        ));
    }
    page.push_str("</body></html>\r\n");
    page
}

/// A card as a table: the one shape that every mail program shows alike.
fn card_html(card: &Card<'_>, has_picture: bool) -> String {
    let link =
        Some(card.link).filter(|link| link.starts_with("https://") || link.starts_with("http://"));
    let mut rows = String::new();
    let mut row = |cell: &str| {
        rows.push_str("<tr><td style=\"padding:8px 12px\">");
        rows.push_str(cell);
        rows.push_str("</td></tr>");
    };
    if has_picture {
        row(&format!(
            "<img src=\"cid:{PICTURE}\" alt=\"\" width=\"320\" style=\"max-width:100%;height:auto;border:0\">"
        ));
    }
    row(&format!("<strong>{}</strong>", escaped(card.title)));
    if !card.text.is_empty() {
        row(&escaped(card.text).replace('\n', "<br>"));
    }
    if let Some(link) = link {
        let called = if card.button.is_empty() {
            link
        } else {
            card.button
        };
        row(&format!(
            "<a href=\"{}\">{}</a>",
            escaped(link),
            escaped(called)
        ));
    }
    format!(
        "<br><table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" style=\"border:1px solid #ccc;\
         border-radius:6px;max-width:360px\">{rows}</table>"
    )
}

/// Text with its addresses to be followed, and its lines as they are.
#[must_use]
pub fn linked(text: &str) -> String {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    let mut html = String::with_capacity(text.len() + 32);
    for span in finder.spans(text) {
        let said = escaped(span.as_str());
        let is_link =
            span.kind().is_some() && (said.starts_with("https://") || said.starts_with("http://"));
        if is_link {
            html.push_str(&format!("<a href=\"{said}\">{said}</a>"));
        } else {
            html.push_str(
                &said
                    .replace("\r\n", "\n")
                    .replace("  ", " &nbsp;")
                    .replace('\n', "<br>\r\n"),
            );
        }
    }
    html
}

/// The subject of an answer: one `Re: `, whatever stood there before.
#[must_use]
pub fn reply_subject(original: &str) -> String {
    let line = text::clean_line(original, 400);
    format!("Re: {}", bare_subject(&line)).trim_end().to_owned()
}

/// The `References` of an answer to `last`: the first and the newest 20, each once.
#[must_use]
pub fn references(of: &[String], last: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for id in of
        .iter()
        .map(String::as_str)
        .filter(|id| *id != last)
        .chain([last])
    {
        if is_sound(id) && !all.iter().any(|known| known == id) {
            all.push(id.to_owned());
        }
    }
    let surplus = all.len().saturating_sub(KEPT + 1);
    if surplus > 0 {
        all.drain(1..=surplus);
    }
    all
}

/// The id of a mail of ours: `sb.{outbox row}.{16 hex}@{domain}`.
#[must_use]
pub fn message_id(row: i64, chance: u64, from: &str) -> String {
    let domain = from.rsplit('@').next().unwrap_or("localhost");
    format!("sb.{row}.{chance:016x}@{domain}")
}

#[cfg(test)]
mod tests;

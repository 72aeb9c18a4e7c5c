//! A file goes out, whole or a range of it, with everything that keeps it from being more than a file.

use std::{
    future::Future,
    io,
    ops::Range,
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::Deserialize;

use crate::{
    base::id::ContentId,
    db::{Db, DbError},
    desk::{
        attachment::{
            Attachment, AttachmentKind,
            read::{self, Part},
        },
        family::Family,
    },
    sound,
    upload::name,
    web::{
        answer::{Answer, Refusal, Reply},
        body::{Body, Pieces},
        request::Ask,
    },
};

/// A file that runs nothing, not even if somebody opens its address in a tab of its own.
const CONTENT_SECURITY_POLICY: &str = "sandbox; default-src 'none'";

/// Content never changes under its id; a shared cache keeps none of it.
const CACHE_CONTROL: &str = "private, max-age=31536000, immutable";

/// Largest recording that is wrapped anew for whoever asks; two minutes of speech take half a megabyte.
const MOST_WRAPPED: u64 = 4 * 1024 * 1024;

#[derive(Deserialize)]
struct Wish {
    r#as: Option<Wrapping>,
}

/// Another wrapping of the same sound, for a browser that does not play the one it was recorded in.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Wrapping {
    Ogg,
}

/// Answers with a file, which the caller was found to be allowed to see, as it was stored or in the
/// wrapping that the address asks for.
pub async fn send(ask: &Ask, attachment: &Attachment) -> Reply {
    match ask.query::<Wish>()?.r#as {
        Some(Wrapping::Ogg) if attachment.media_type != OGG => send_as_ogg(ask, attachment).await,
        Some(Wrapping::Ogg) | None => send_stored(ask, attachment),
    }
}

const OGG: &str = "audio/ogg";

/// The whole of a recording in Ogg. It is made for each who asks, because that takes less time than
/// reading it does.
async fn send_as_ogg(ask: &Ask, attachment: &Attachment) -> Reply {
    let unplayable = || Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "file-not-wrapped");
    if attachment.media_type != "audio/webm" || attachment.size > MOST_WRAPPED {
        return Err(unplayable());
    }
    let mut stored = Vec::new();
    for part in read::parts(0..attachment.size) {
        let content = attachment.content;
        let piece = ask
            .house
            .db
            .read::<_, DbError>(move |reader| read::piece(reader, content, part.position))
            .await?;
        stored.extend(piece.ok_or_else(Refusal::not_found)?);
    }
    let ogg = sound::webm_to_ogg(&stored).map_err(|_| unplayable())?;
    let as_ogg = Attachment {
        media_type: OGG.to_owned(),
        name: name::with_ending(&attachment.name, attachment.kind, &["ogg"]),
        ..attachment.clone()
    };
    let mut answer = Answer::new(Body::from(ogg.bytes));
    let tag = format!("\"{}-ogg\"", attachment.id);
    set_headers(answer.headers_mut(), &as_ogg, &tag)?;
    answer.headers_mut().remove(header::ACCEPT_RANGES);
    Ok(answer)
}

fn send_stored(ask: &Ask, attachment: &Attachment) -> Reply {
    let tag = format!("\"{}\"", attachment.id);
    if ask
        .header(header::IF_NONE_MATCH)
        .is_some_and(|tags| tags == "*" || tags.split(',').any(|known| known.trim() == tag))
    {
        let mut answer = Answer::new(Body::empty());
        *answer.status_mut() = StatusCode::NOT_MODIFIED;
        set_headers(answer.headers_mut(), attachment, &tag)?;
        return Ok(answer);
    }
    // A range of an older version is no use; ids never get one, but programs may ask.
    let wants_range = ask
        .header(header::IF_RANGE)
        .is_none_or(|known| known == tag);
    let asked = ask
        .header(header::RANGE)
        .filter(|_| wants_range)
        .map_or(Wanted::Whole, |range| wanted(range, attachment.size));
    let range = match &asked {
        Wanted::Whole => 0..attachment.size,
        Wanted::Part(range) => range.clone(),
        Wanted::Beyond => {
            let refusal = Refusal::new(StatusCode::RANGE_NOT_SATISFIABLE, "beyond-end");
            let mut answer = refusal.to_json(ask.lang());
            let range = format!("bytes */{}", attachment.size);
            insert(answer.headers_mut(), header::CONTENT_RANGE, &range)?;
            return Ok(answer);
        }
    };
    let mut answer = Answer::new(Body::pieces(Stored::new(
        ask.house.db.clone(),
        attachment.content,
        range.clone(),
    )));
    if matches!(asked, Wanted::Part(_)) {
        *answer.status_mut() = StatusCode::PARTIAL_CONTENT;
        let range = format!(
            "bytes {}-{}/{}",
            range.start,
            range.end.saturating_sub(1),
            attachment.size
        );
        insert(answer.headers_mut(), header::CONTENT_RANGE, &range)?;
    }
    set_headers(answer.headers_mut(), attachment, &tag)?;
    Ok(answer)
}

fn set_headers(headers: &mut HeaderMap, attachment: &Attachment, tag: &str) -> Result<(), Refusal> {
    // Pictures were drawn anew, sound and film only play; anything else is bytes to be kept on a disk.
    let (media_type, inline) = match (attachment.kind, Family::of(&attachment.media_type)) {
        (AttachmentKind::Image | AttachmentKind::Voice | AttachmentKind::Card, _) => {
            (attachment.media_type.as_str(), true)
        }
        (AttachmentKind::File, Family::Audio | Family::Video) => {
            (attachment.media_type.as_str(), false)
        }
        (AttachmentKind::File, _) => ("application/octet-stream", false),
    };
    let disposition = name::content_disposition(inline, &attachment.name);
    insert(headers, header::CONTENT_TYPE, media_type)?;
    insert(headers, header::CONTENT_DISPOSITION, &disposition)?;
    insert(headers, header::ETAG, tag)?;
    for (name, value) in [
        (header::ACCEPT_RANGES, "bytes"),
        (header::CACHE_CONTROL, CACHE_CONTROL),
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    Ok(())
}

fn insert(headers: &mut HeaderMap, name: header::HeaderName, value: &str) -> Result<(), Refusal> {
    let value = HeaderValue::from_str(value)
        .map_err(|_| Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "internal"))?;
    headers.insert(name, value);
    Ok(())
}

/// What a `Range` header asks for.
#[derive(Debug, PartialEq, Eq)]
enum Wanted {
    /// All of it, also when the header cannot be understood or asks for several parts.
    Whole,
    /// These bytes.
    Part(Range<u64>),
    /// Nothing that is there.
    Beyond,
}

fn wanted(range: &str, size: u64) -> Wanted {
    let Some((first, last)) = range
        .trim()
        .strip_prefix("bytes=")
        .filter(|spec| !spec.contains(','))
        .and_then(|spec| spec.trim().split_once('-'))
    else {
        return Wanted::Whole;
    };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    // More digits than fit mean the end in any case.
    let number = |text: &str| text.parse::<u64>().unwrap_or(u64::MAX);
    let range = match (first, last) {
        ("", last) if is_number(last) => size.saturating_sub(number(last))..size,
        (first, "") if is_number(first) => number(first)..size,
        (first, last) if is_number(first) && is_number(last) => {
            if number(first) > number(last) {
                return Wanted::Whole;
            }
            number(first)..number(last).saturating_add(1).min(size)
        }
        _ => return Wanted::Whole,
    };
    if range.start < range.end {
        Wanted::Part(range)
    } else {
        Wanted::Beyond
    }
}

type Reading = Pin<Box<dyn Future<Output = Result<Option<Vec<u8>>, DbError>> + Send>>;

/// A stored file on its way out: one piece is read when the one before has gone.
struct Stored {
    db: Db,
    content: ContentId,
    parts: Box<dyn Iterator<Item = Part> + Send>,
    reading: Option<(Part, Reading)>,
    left: u64,
}

impl Stored {
    fn new(db: Db, content: ContentId, range: Range<u64>) -> Self {
        Self {
            db,
            content,
            left: range.end - range.start,
            parts: Box::new(read::parts(range)),
            reading: None,
        }
    }
}

impl Pieces for Stored {
    fn poll_piece(&mut self, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        if self.reading.is_none() {
            let Some(part) = self.parts.next() else {
                return Poll::Ready(None);
            };
            let (db, content, position) = (self.db.clone(), self.content, part.position);
            let reading = async move {
                db.read(move |reader| read::piece(reader, content, position))
                    .await
            };
            self.reading = Some((part, Box::pin(reading)));
        }
        let Some((part, reading)) = &mut self.reading else {
            return Poll::Ready(None);
        };
        let outcome = ready!(reading.as_mut().poll(cx));
        let range = part.bytes.clone();
        self.reading = None;
        let piece = outcome
            .map_err(io::Error::other)
            .and_then(|piece| piece.ok_or_else(|| io::ErrorKind::UnexpectedEof.into()))
            .map(Bytes::from)
            .and_then(|piece| {
                if range.end <= piece.len() {
                    Ok(piece.slice(range))
                } else {
                    Err(io::ErrorKind::UnexpectedEof.into())
                }
            });
        if let Ok(piece) = &piece {
            self.left -= piece.len() as u64;
        }
        Poll::Ready(Some(piece))
    }

    fn length(&self) -> u64 {
        self.left
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_http_says() {
        for (header, expected) in [
            ("bytes=0-0", Wanted::Part(0..1)),
            ("bytes=2-4", Wanted::Part(2..5)),
            ("bytes=2-", Wanted::Part(2..10)),
            ("bytes=-3", Wanted::Part(7..10)),
            ("bytes=-30", Wanted::Part(0..10)),
            ("bytes=5-99999999999999999999", Wanted::Part(5..10)),
            ("bytes=10-", Wanted::Beyond),
            ("bytes=-0", Wanted::Beyond),
            ("bytes=99999999999999999999-", Wanted::Beyond),
            ("bytes=4-2", Wanted::Whole),
            ("bytes=0-1,3-4", Wanted::Whole),
            ("bytes=a-b", Wanted::Whole),
            ("bytes=+1-2", Wanted::Whole),
            ("lines=1-2", Wanted::Whole),
            ("bytes=-", Wanted::Whole),
        ] {
            assert_eq!(wanted(header, 10), expected, "{header}");
        }
    }
}

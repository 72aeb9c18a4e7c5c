//! A file comes in: recognised by its first bytes, a picture drawn anew, anything else passed on
//! to the file as it comes.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use serde::Deserialize;
use tokio::time::{Instant, timeout, timeout_at};

use super::sink::Sink;
use crate::{
    desk::{
        allowance::Allowance,
        attachment::{Attachment, AttachmentKind, Uploader, store::NewFile},
    },
    sound,
    upload::{self, Claim, HEAD, Recognised, picture},
    web::{answer::Refusal, request::Ask},
};

/// Somebody who sends nothing for so long has gone.
const SILENCE: Duration = Duration::from_secs(30);

/// Everybody gets this long, and a second more for each [`SLOWEST`] bytes.
const PATIENCE: Duration = Duration::from_secs(60);

/// Bytes a second that the slowest line is expected to carry.
const SLOWEST: u64 = 16 * 1024;

/// How long the rest of a refused upload is listened to, so that the refusal is read: a browser
/// that is cut off while it sends shows an error of its own instead.
const LISTEN: Duration = Duration::from_secs(5);

/// Longest voice message that says how long it is.
const LONGEST_MS: u32 = 60 * 60 * 1000;

/// Heights of a waveform at most.
const MOST_LEVELS: usize = 64;

/// Of a voice message, so many bytes are looked through for its length; two minutes take half a megabyte.
const LOOKED_THROUGH: usize = 2 * 1024 * 1024;

#[derive(Deserialize)]
struct Query {
    #[serde(default)]
    name: String,
    kind: Option<AttachmentKind>,
    duration_ms: Option<u32>,
    #[serde(default)]
    levels: String,
}

impl Query {
    /// The waveform that a recorder measured; what is none is left out.
    fn levels(&self) -> &str {
        let is_height = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_lowercase();
        if self.levels.len() <= MOST_LEVELS && self.levels.bytes().all(is_height) {
            &self.levels
        } else {
            ""
        }
    }
}

/// Takes the body of a request as a file.
pub async fn take(
    ask: &mut Ask,
    uploader: Uploader,
    allowance: &Allowance,
) -> Result<Attachment, Refusal> {
    let query: Query = ask.query()?;
    let is_visitor = matches!(uploader, Uploader::Customer(_));
    let _place = ask.house.turns.upload(is_visitor)?;
    let announced = ask
        .header(header::CONTENT_LENGTH)
        .and_then(|length| length.parse().ok())
        .unwrap_or(0);
    let most = allowance.most(true).max(allowance.most(false));
    let Some(body) = ask.take_body() else {
        return Err(upload::Refusal::Empty.into());
    };
    let mut body = Arriving::new(body, announced.min(most));
    let taken = if announced > most {
        Err(upload::Refusal::TooLarge(most).into())
    } else if let Err(full) = super::check_room(&ask.house, announced) {
        Err(full.into())
    } else {
        store(ask, uploader, allowance, &query, &mut body, announced).await
    };
    if taken.is_err() {
        body.listen_out().await;
    }
    taken
}

async fn store(
    ask: &Ask,
    uploader: Uploader,
    allowance: &Allowance,
    query: &Query,
    body: &mut Arriving,
    announced: u64,
) -> Result<Attachment, Refusal> {
    let head = body.gather(HEAD).await?;
    let claim = Claim {
        // Cards are made by the house, from what the team has ready.
        kind: query
            .kind
            .filter(|kind| *kind != AttachmentKind::Card)
            .unwrap_or(AttachmentKind::File),
        name: &query.name,
        media_type: ask.header(header::CONTENT_TYPE).unwrap_or_default(),
    };
    let recognised = upload::recognise(&claim, &allowance.families, &head)?;
    let most = allowance.most(recognised.picture.is_some());
    if announced > most {
        return Err(upload::Refusal::TooLarge(most).into());
    }
    match recognised.picture {
        Some(format) => {
            let bytes = body.rest_after(head, most).await?;
            let (file, bytes) = draw(ask, &recognised, format, bytes).await?;
            let mut sink = Sink::begin(ask.house.clone(), uploader, file).await?;
            sink.add(&bytes).await?;
            Ok(sink.finish().await?)
        }
        None => {
            let is_voice = recognised.kind == AttachmentKind::Voice;
            let head = if is_voice {
                body.gather_after(head, LOOKED_THROUGH.min(most as usize))
                    .await?
            } else {
                head
            };
            let file = NewFile {
                duration_ms: is_voice.then(|| length_of(&head, query)).flatten(),
                levels: if is_voice { query.levels() } else { "" }.to_owned(),
                ..recognised.file(announced)
            };
            let mut sink = Sink::begin(ask.house.clone(), uploader, file).await?;
            let mut next = Some(head.freeze());
            while let Some(bytes) = next {
                if sink.size() + bytes.len() as u64 > most {
                    return Err(upload::Refusal::TooLarge(most).into());
                }
                sink.add(&bytes).await?;
                next = body.next().await?;
            }
            Ok(sink.finish().await?)
        }
    }
}

/// How long a voice message is: told by its sound, else by whoever sends it.
fn length_of(voice: &[u8], query: &Query) -> Option<u32> {
    sound::duration_ms(voice)
        .ok()
        .and_then(|length| u32::try_from(length).ok())
        .or(query.duration_ms)
        .filter(|&length| length <= LONGEST_MS)
}

/// Draws a picture anew on a thread that may be busy, when its turn comes.
async fn draw(
    ask: &Ask,
    recognised: &Recognised,
    format: picture::Format,
    bytes: Bytes,
) -> Result<(NewFile, Vec<u8>), Refusal> {
    let memory = picture::memory(format, &bytes)?;
    let turn = ask.house.turns.draw(memory).await;
    let drawn = tokio::task::spawn_blocking(move || picture::redraw(format, &bytes))
        .await
        // A decoder that panics has met a picture it cannot read.
        .unwrap_or(Err(upload::Refusal::Damaged))?;
    drop(turn);
    Ok((recognised.picture(&drawn), drawn.bytes))
}

/// A body that must keep coming.
struct Arriving {
    body: Incoming,
    until: Instant,
}

impl Arriving {
    fn new(body: Incoming, announced: u64) -> Self {
        let patience = PATIENCE + Duration::from_secs(announced / SLOWEST);
        Self {
            body,
            until: Instant::now() + patience,
        }
    }

    /// The next bytes; `None` at the end.
    async fn next(&mut self) -> Result<Option<Bytes>, Refusal> {
        let cut_off = || Refusal::bad("cut-off");
        loop {
            let until = self.until.min(Instant::now() + SILENCE);
            let frame = timeout_at(until, self.body.frame())
                .await
                .map_err(|_| cut_off())?;
            match frame {
                None => return Ok(None),
                Some(Err(_)) => return Err(cut_off()),
                // Anything else is trailers.
                Some(Ok(frame)) => {
                    if let Ok(bytes) = frame.into_data() {
                        return Ok(Some(bytes));
                    }
                }
            }
        }
    }

    /// At least so many bytes, or all there are.
    async fn gather(&mut self, least: usize) -> Result<BytesMut, Refusal> {
        self.gather_after(BytesMut::new(), least).await
    }

    /// The same, beginning with what was gathered before.
    async fn gather_after(
        &mut self,
        mut gathered: BytesMut,
        least: usize,
    ) -> Result<BytesMut, Refusal> {
        while gathered.len() < least {
            match self.next().await? {
                Some(bytes) => gathered.extend_from_slice(&bytes),
                None => break,
            }
        }
        Ok(gathered)
    }

    /// Everything, beginning with what was gathered before.
    async fn rest_after(&mut self, mut gathered: BytesMut, most: u64) -> Result<Bytes, Refusal> {
        loop {
            if gathered.len() as u64 > most {
                return Err(upload::Refusal::TooLarge(most).into());
            }
            match self.next().await? {
                Some(bytes) => gathered.extend_from_slice(&bytes),
                None => return Ok(gathered.freeze()),
            }
        }
    }

    async fn listen_out(&mut self) {
        let _ = timeout(LISTEN, async {
            while let Ok(Some(_)) = self.next().await {}
        })
        .await;
    }
}

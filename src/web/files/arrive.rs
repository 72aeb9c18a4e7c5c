//! A file comes in: recognised by its first bytes, a picture drawn anew, anything else passed on
//! to the file as it comes.

use bytes::Bytes;
use http::header;
use serde::Deserialize;

use super::{arriving::Arriving, sink::Sink};
use crate::{
    desk::{
        allowance::Allowance,
        attachment::{Attachment, AttachmentKind, Uploader, store::NewFile},
        family::Family,
    },
    sound,
    upload::{self, Claim, HEAD, Recognised, picture},
    web::{answer::Refusal, request::Ask},
};

/// Longest voice message that says how long it is.
const LONGEST_MS: u32 = 60 * 60 * 1000;

/// Heights of a waveform at most.
const MOST_LEVELS: usize = 64;

/// Of a voice message, so many bytes are looked through for its length; two minutes take half a megabyte.
const LOOKED_THROUGH: usize = 2 * 1024 * 1024;

/// What the address of an upload says of the file.
#[derive(Deserialize)]
pub struct Said {
    #[serde(default)]
    name: String,
    kind: Option<AttachmentKind>,
    duration_ms: Option<u32>,
    #[serde(default)]
    levels: String,
}

impl Said {
    /// What the file is by its first bytes and what is said of it, if that is taken.
    pub fn recognise(
        &self,
        media_type: &str,
        families: &[Family],
        head: &[u8],
    ) -> Result<Recognised, upload::Refusal> {
        let claim = Claim {
            // Cards are made by the house, from what the team has ready.
            kind: self
                .kind
                .filter(|kind| *kind != AttachmentKind::Card)
                .unwrap_or(AttachmentKind::File),
            name: &self.name,
            media_type,
        };
        upload::recognise(&claim, families, head)
    }

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
    let said: Said = ask.query()?;
    let is_visitor = matches!(uploader, Uploader::Customer(_));
    let _place = ask.house.turns.upload(is_visitor)?;
    let announced = ask.announced();
    let most = allowance.largest();
    let Some(body) = ask.take_body() else {
        return Err(upload::Refusal::Empty.into());
    };
    let mut body = match ask.late {
        Some(_) => Arriving::kept(body),
        None => Arriving::new(body, announced.min(most)),
    };
    let taken = if announced > most {
        Err(upload::Refusal::TooLarge(most).into())
    } else if let Err(full) = super::check_room(&ask.house, announced) {
        Err(full.into())
    } else {
        store(ask, uploader, allowance, &said, &mut body, announced).await
    };
    if taken.is_err() {
        body.listen_out().await;
    }
    taken
}

/// Hears a body out that is known already.
pub async fn pass_over(ask: &mut Ask) -> Result<(), Refusal> {
    let Some(body) = ask.take_body() else {
        return Ok(());
    };
    let mut body = Arriving::new(body, ask.announced());
    while body.next().await?.is_some() {}
    Ok(())
}

async fn store(
    ask: &Ask,
    uploader: Uploader,
    allowance: &Allowance,
    said: &Said,
    body: &mut Arriving,
    announced: u64,
) -> Result<Attachment, Refusal> {
    let head = body.gather(HEAD).await?;
    let media_type = ask.header(header::CONTENT_TYPE).unwrap_or_default();
    let recognised = said.recognise(media_type, &allowance.families, &head)?;
    let late = ask.late.as_ref().and_then(|late| late.file.clone());
    let most = allowance.most(recognised.picture.is_some());
    if announced > most {
        return Err(upload::Refusal::TooLarge(most).into());
    }
    match recognised.picture {
        Some(format) => {
            let bytes = body.rest_after(head, most).await?;
            let (file, bytes) = draw(ask, &recognised, format, bytes).await?;
            let mut sink = Sink::begin(ask.house.clone(), uploader, file, late).await?;
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
                duration_ms: is_voice.then(|| length_of(&head, said)).flatten(),
                levels: if is_voice { said.levels() } else { "" }.to_owned(),
                ..recognised.file(announced)
            };
            let mut sink = Sink::begin(ask.house.clone(), uploader, file, late).await?;
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
fn length_of(voice: &[u8], said: &Said) -> Option<u32> {
    sound::duration_ms(voice)
        .ok()
        .and_then(|length| u32::try_from(length).ok())
        .or(said.duration_ms)
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

//! What may come into the house as a file, and in which form it is kept. Pure functions over bytes.
//!
//! The first bytes decide what a file is; its name and the type its sender declared may only agree.
//! Pictures are drawn anew, so that of a picture nothing but the picture is kept. Everything else is
//! kept as it came and only ever downloaded, audio excepted.

mod jpeg;
mod kind;
mod motion;
pub mod name;
pub mod picture;
#[cfg(test)]
mod tests;

pub use kind::endings;

use crate::desk::{
    attachment::{AttachmentKind, store::NewFile},
    family::Family,
};

/// How many of the first bytes are enough to recognise a file.
pub const HEAD: usize = 4096;

/// What a sender says of a file.
#[derive(Debug, Clone, Copy)]
pub struct Claim<'a> {
    /// What it is sent as.
    pub kind: AttachmentKind,
    /// Its name; may be empty.
    pub name: &'a str,
    /// Its media type; may be empty.
    pub media_type: &'a str,
}

/// What a file turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// How it is shown.
    pub kind: AttachmentKind,
    /// What it is served as.
    pub media_type: &'static str,
    /// Its name, cleaned, with the right ending.
    pub name: String,
    /// Set for pictures: they are drawn anew before they are stored, whatever they were sent as.
    pub picture: Option<picture::Format>,
}

impl Recognised {
    /// What is known of it before its bytes are stored, of which there are so many; 0: not known.
    #[must_use]
    pub fn file(&self, size: u64) -> NewFile {
        NewFile {
            kind: self.kind,
            name: self.name.clone(),
            media_type: self.media_type.to_owned(),
            width: None,
            height: None,
            duration_ms: None,
            levels: String::new(),
            announced_size: size,
        }
    }

    /// The same of a picture, as it was drawn anew.
    #[must_use]
    pub fn picture(&self, drawn: &picture::Redrawn) -> NewFile {
        NewFile {
            kind: AttachmentKind::Image,
            name: name::with_ending(&self.name, AttachmentKind::Image, drawn.endings),
            media_type: drawn.media_type.to_owned(),
            width: Some(drawn.width),
            height: Some(drawn.height),
            ..self.file(drawn.bytes.len() as u64)
        }
    }
}

/// Why a file is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It has no bytes.
    #[error("the file is empty")]
    Empty,
    /// It has more bytes than are taken here.
    #[error("the file is larger than {0} bytes")]
    TooLarge(u64),
    /// It is a page, drawing or program that could run in a reader's browser or machine.
    #[error("files that can contain programs are not taken")]
    Scriptable,
    /// Its kind is not taken here; the word says what it is, if that is known.
    #[error("files of this kind are not taken here: {0}")]
    NotTaken(&'static str),
    /// Its content is not what its name or declared type says.
    #[error("the content is not what the name or type says")]
    Mismatch,
    /// It cannot be read to its end.
    #[error("the file is damaged")]
    Damaged,
    /// The picture has more pixels than [`picture::MOST_PIXELS`].
    #[error("the picture has {0} × {1} pixels, which is too many")]
    TooManyPixels(u32, u32),
}

impl Refusal {
    /// A name that stays: the API's error code, and part of the key of the sentence people read.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Empty => "file-empty",
            Self::TooLarge(_) => "file-too-large",
            Self::Scriptable => "file-scriptable",
            Self::NotTaken(_) => "file-not-taken",
            Self::Mismatch => "file-mismatch",
            Self::Damaged => "file-damaged",
            Self::TooManyPixels(..) => "picture-too-many-pixels",
        }
    }
}

/// Says what a file is by its first bytes, at least [`HEAD`] of them or all there are, and whether
/// `families` allow it.
pub fn recognise(
    claim: &Claim<'_>,
    families: &[Family],
    head: &[u8],
) -> Result<Recognised, Refusal> {
    if head.is_empty() {
        return Err(Refusal::Empty);
    }
    let file_name = name::clean(claim.name);
    let ending = name::ending(&file_name);
    let kind = kind::find(head, &ending, claim)?;
    if !families.contains(&kind.family) {
        return Err(Refusal::NotTaken(kind.media_type));
    }
    let shown = match (claim.kind, kind.family) {
        (AttachmentKind::Image | AttachmentKind::File, Family::Picture) => AttachmentKind::Image,
        // It is kept as the file that it is.
        (AttachmentKind::Voice, _) if kind.media_type == kind::AMR => {
            return Err(Refusal::Mismatch);
        }
        (AttachmentKind::Voice, Family::Audio) => AttachmentKind::Voice,
        (AttachmentKind::Image | AttachmentKind::Voice | AttachmentKind::Card, _) => {
            return Err(Refusal::Mismatch);
        }
        (AttachmentKind::File, _) => AttachmentKind::File,
    };
    Ok(Recognised {
        kind: shown,
        media_type: kind.media_type,
        name: name::with_ending(&file_name, shown, kind.endings),
        picture: kind.picture,
    })
}

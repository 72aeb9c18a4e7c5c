//! Sorts of files, as channels allow or refuse them.

use crate::stored_as_word;

/// A sort of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Family {
    /// JPEG, PNG, GIF, WebP.
    Picture,
    /// Sound that browsers play.
    Audio,
    /// Film that browsers play.
    Video,
    /// PDF, office documents, plain text.
    Document,
    /// ZIP.
    Archive,
}

impl Family {
    /// Every sort, in the order in which people are told of them.
    pub const ALL: [Self; 5] = [
        Self::Picture,
        Self::Audio,
        Self::Video,
        Self::Document,
        Self::Archive,
    ];

    /// The sort of a file that was recognised as this media type.
    #[must_use]
    pub fn of(media_type: &str) -> Self {
        match media_type.split('/').next() {
            Some("image") => Self::Picture,
            Some("audio") => Self::Audio,
            Some("video") => Self::Video,
            _ if media_type == "application/zip" => Self::Archive,
            _ => Self::Document,
        }
    }
}

stored_as_word!(Family {
    Picture = "picture",
    Audio = "audio",
    Video = "video",
    Document = "document",
    Archive = "archive",
});

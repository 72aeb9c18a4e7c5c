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

stored_as_word!(Family {
    Picture = "picture",
    Audio = "audio",
    Video = "video",
    Document = "document",
    Archive = "archive",
});

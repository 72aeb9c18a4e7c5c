//! The sort of card, which decides where it can go.

use crate::stored_as_word;

/// The sort of card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CardKind {
    /// Picture, title, teaser, and an address of the web.
    Link,
    /// Picture, title, and a page of a Mini-Program.
    MiniProgram,
}

stored_as_word!(CardKind {
    Link = "link",
    MiniProgram = "mini_program",
});

//! The public API to the letter: what it answers, what it describes, what it refuses, what it repeats.

mod answers;
mod bad_input;
mod described;
mod paging;
mod repeats;
pub(crate) mod shape;
mod unattended;

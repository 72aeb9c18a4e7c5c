//! What the house holds about a customer (O9): handed out whole, and erased for good; and chats whose time is up.
//!
//! Erasing is begun by one act, which cuts the customer off and makes them unknown at once, and gone on with in steps
//! until nothing is left: rows, files, the search index, what was learned from them, what others were told. Where it
//! stands is told by the rows themselves, so that a house that was killed goes on where it was.

pub mod erase;
pub mod erasure;
pub mod house;
pub mod kept;
pub mod person;
pub mod record;
pub mod retention;
pub mod traces;

pub use erase::{Count, EraseError};

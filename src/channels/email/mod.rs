//! Mail accounts: what a mail says, and how an answer is written.

pub mod automatic;
pub mod bounce;
pub mod compose;
pub mod html;
pub mod mail;
pub mod quote;
pub mod read;

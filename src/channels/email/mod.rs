//! Mail accounts: what a mail says, and how an answer is written.

pub mod automatic;
pub mod bounce;
pub mod compose;
mod flow;
mod head;
pub mod html;
pub mod mail;
mod nested;
pub mod quote;
pub mod read;

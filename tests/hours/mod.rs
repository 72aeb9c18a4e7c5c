//! When the shop is open, and what customers are told at once.

pub(crate) mod day;
mod rooms;

//! When the shop is open, and what customers are told at once.

mod day;
mod rooms;

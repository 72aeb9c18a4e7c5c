//! Shopbell: a live-chat help desk in one executable.
//!
//! The map, in reading order. Each module may use only those above it; `tests/layers.rs` holds them to it.

pub mod base;
pub mod db;
pub mod desk;
pub mod hashing;

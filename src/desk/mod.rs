//! What a help desk is: its nouns, its rules, and their SQL.
//!
//! Knows no network, no HTML and no threads. An act takes `&mut Tx` and may be combined with others;
//! a query takes `&Reader`. A file here uses only those that stand above it in this list.

pub mod arrival;
pub mod attachment;
pub mod audit;
#[cfg(test)]
pub(crate) mod cast;
pub mod channel;
pub mod closing;
pub mod conversation;
pub mod customer;
pub mod departure;
pub mod event;
pub mod queue;
pub mod search;
pub mod setting;
pub mod setup;
pub mod team;
pub mod timer;
pub mod waitlist;

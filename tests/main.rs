//! Stories told from outside: real sockets, the real schema, a real browser.
//!
//! They are one binary, so that everything is linked once.

#![expect(
    clippy::unwrap_used,
    reason = "a test that meets the unexpected shall stop there"
)]

mod access;
mod browser;
mod chats;
mod command_line;
mod console;
mod crash;
mod customer;
mod demo;
mod door;
mod files;
mod house;
mod layers;
mod own_account;
mod paper;
mod rooms;
mod schema;
mod site;
mod waiting;
mod widget;

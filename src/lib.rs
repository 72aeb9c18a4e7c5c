//! Shopbell: a live-chat help desk in one executable.
//!
//! The map, in reading order. Each module may use only those above it; `tests/layers.rs` holds them
//! to it. *The desk in the middle, the house around it*: acts on a transaction, and followers of the
//! event table.

/// Values without input or output: ids, instants, languages, text, secrets.
pub mod base;
/// Flags and environment become one checked value.
pub mod config;
/// SQLite: one writer, many readers. Knows no table by name.
pub mod db;
/// What a help desk is: nouns, rules and their SQL. Knows no network, no HTML, no threads.
pub mod desk;
/// What may come in as a file, and in which form it is kept. Pure.
pub mod upload;
/// Recorded speech, wrapped anew for whoever plays it. Pure.
pub mod sound;
/// The hashing of passwords, on one thread of its own.
pub mod hashing;
/// The machine's own bell: a sound it plays, a command it runs. Knows no table.
pub mod ringer;
/// Where on earth an address roughly is, from a file that the admin points to. Asks nobody.
pub mod atlas;
/// The JSON shapes of the public API. Knows no HTTP.
pub mod wire;
/// Live streams: follows the event table and tells those who may know. Knows no HTTP.
pub mod live;
/// Requests to machines that are not ours: one client for all. Knows no table.
pub mod call;
/// Prompters elsewhere: what is asked of them and what comes back. Knows no table, and not who asks.
pub mod elsewhere;
/// HTTPS of the house's own: its certificates.
pub mod tls;
/// What a relay and the office behind it have in common. Knows no house, serves nobody.
pub mod link;
/// The network around the house: addresses, and the name by which it is found.
pub mod lan;
/// Accounts on other platforms: one intake, one courier, each platform's own ways.
pub mod channels;
/// The appliance: the folder that holds a house, its backups, and whether they are sound.
pub mod ops;
/// What acts without an agent. Knows no HTTP.
pub mod robots;
/// A shop's days played through in seconds, to see who waits how long. Knows no network.
pub mod rehearsal;
/// HTTP and HTML: carries, and decides nothing.
pub mod web;
/// A relay on a public machine: carries to the office what the world asks of it, and keeps it while the office is dark.
pub mod relay;
/// Builds the parts, starts them in order, stops them in reverse.
pub mod app;
/// A live shop with simulated customers, offline. Uses the house from outside, as browsers do.
pub mod demo;
/// Commands.
pub mod cli;

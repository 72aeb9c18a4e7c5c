//! Stories told from outside: real sockets, the real schema, a real browser.
//!
//! They are one binary, so that everything is linked once.

#![expect(
    clippy::unwrap_used,
    reason = "a test that meets the unexpected shall stop there"
)]

mod access;
mod address;
mod api;
mod backups;
mod bell;
mod bot;
mod browser;
mod channels;
mod chats;
mod chats_many;
mod chats_page;
mod command_line;
mod console;
mod crash;
mod customer;
mod demo;
mod doctor;
mod door;
mod figures_page;
mod files;
mod foreign;
mod forms;
mod forward;
mod hours;
mod https;
mod help_centre;
mod house;
mod key;
mod languages;
mod layers;
mod metrics;
mod office;
mod own_account;
mod paper;
mod paths;
mod patterns;
mod people;
mod policy;
mod posted;
mod privacy;
mod process;
mod push;
mod quality;
mod relay;
mod replies_room;
mod rooms;
mod rooms_queues;
mod schema;
mod secrets;
mod site;
mod storage;
mod streams;
mod team;
mod transcript;
mod waiting;
mod wall;
mod webhooks;
mod what_if;
mod widget;

//! What a help desk is: its nouns, its rules, and their SQL.
//!
//! Knows no network, no HTML and no threads. An act takes `&mut Tx` and may be combined with others;
//! a query takes `&Reader`. A file here uses only those that stand above it in this list.

pub mod event;
pub mod timer;
pub mod setting;
pub mod family;
pub mod allowance;
pub mod audit;
pub mod trouble;
pub mod outage;
pub mod guard;
pub mod clean_up;
pub mod queue;
pub mod hours;
pub mod team;
pub mod wall_link;
pub mod short_form;
pub mod card_kind;
pub mod window;
pub mod channel;
pub mod account;
pub mod opening;
pub mod attachment;
pub mod agent_identity;
pub mod fetch;
pub mod outbox;
pub mod conversation;
pub mod outgoing;
pub mod invite;
pub mod customer;
pub mod block;
pub mod preview;
pub mod content;
pub mod greeting;
pub mod waiting_clock;
pub mod waitlist;
pub mod bell;
pub mod rule;
pub mod routing;
pub mod departure;
pub mod closing;
pub mod silence;
pub mod counter;
pub mod figures;
pub mod absence;
pub mod forward;
pub mod setup;
pub mod arrival;
pub mod search;
pub mod amend;
pub mod delivery;
pub mod dispatch;
pub mod intake;
pub mod chats;
#[cfg(test)]
pub(crate) mod cast;

//! A shop's days played through in seconds, to see who waits how long: made up for tests, or the house's own last
//! week under other rules (`shopbell what-if`).
//!
//! The acts are the desk's own, on a file in memory with the clock in the hand, so what is seen here is what
//! would happen. Only people are made up: when they write, how fast they answer, whether they take what is
//! offered. Knows no network.

mod plan;
mod report;
mod stage;
#[cfg(test)]
mod tests;

pub use self::{
    plan::{Arrival, Plan, Queue, Shift},
    report::{Report, Times},
    stage::{Stage, play},
};

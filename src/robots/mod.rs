//! What acts without an agent: timers that fall due, the index that follows, the look at who is here.

pub mod clockwork;
pub mod indexer;
pub mod lookout;

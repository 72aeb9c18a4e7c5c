//! What acts without an agent: timers that fall due, the index that follows, the look at who is here and at the room
//! that is left, the usher who hands waiting chats out, the bot, the work of the night, and whoever tells webhooks,
//! agents' browsers, and admins of trouble.

mod again;
pub mod alerts;
pub mod bell;
pub mod bot;
pub mod clockwork;
pub mod eraser;
pub mod indexer;
pub mod line_keeper;
pub mod lookout;
pub mod night;
pub mod push;
pub mod storekeeper;
pub mod usher;
pub mod watchman;
pub mod webhooks;

//! Values without input or output: ids, instants, languages, text, secrets.

pub mod chance;
pub mod colour;
pub mod event_stream;
pub mod expression;
#[cfg(test)]
pub(crate) mod fuzz;
pub mod gcj02;
pub mod id;
pub mod lang;
pub mod meter;
pub mod network;
pub mod one_time;
pub mod packed;
pub mod punycode;
pub mod secret;
pub mod signed_post;
pub mod subnet;
pub mod text;
pub mod query;
pub mod time;
pub mod vault;
pub mod words;

//! WhatsApp and Messenger: two platforms of one maker, spoken to through its Graph API and calling in with one sort
//! of signature.
//!
//! Source: Graph API 24, <https://developers.facebook.com/docs/graph-api>.

mod graph;
pub(super) mod messenger;
mod signed;
pub(super) mod whatsapp;

pub(super) use self::{messenger::Messenger, whatsapp::WhatsApp};
use super::pick;

//! The JSON shapes of the public API, version 1: each has one owner, whoever sends it.
//!
//! What visitors are sent is built from types of its own, in [`visitor`](crate::wire::visitor), which have no field for
//! comments, for agents' private data or for anybody else's conversations.

pub mod agent;
pub mod visitor;
pub mod webhook;

use serde::Serialize;

use crate::desk::attachment::{Attachment, AttachmentKind, card::Face};

/// A file beside a message.
#[derive(Debug, Serialize)]
pub struct File<'a> {
    id: &'a str,
    kind: AttachmentKind,
    name: &'a str,
    media_type: &'a str,
    size: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    width: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    height: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration_ms: Option<u32>,
    #[serde(skip_serializing_if = "str::is_empty")]
    levels: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    card: Option<&'a Face>,
    url: String,
}

impl<'a> File<'a> {
    /// The shape of an attachment that is fetched below `base`, such as `/api/v1/agent/files`.
    #[must_use]
    pub fn new(attachment: &'a Attachment, base: &str) -> Self {
        Self {
            id: &attachment.id,
            kind: attachment.kind,
            name: &attachment.name,
            media_type: &attachment.media_type,
            size: attachment.size,
            width: attachment.width,
            height: attachment.height,
            duration_ms: attachment.duration_ms,
            levels: &attachment.levels,
            card: attachment.card.as_ref(),
            url: format!("{base}/{}", attachment.id),
        }
    }
}

/// Which of the eight avatar tints an id has.
#[must_use]
pub fn tint(id: i64) -> i64 {
    // Neighbouring ids get tints that are far apart.
    (id.wrapping_mul(5)).rem_euclid(8) + 1
}

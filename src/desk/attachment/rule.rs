//! What may be sent, and how large: a channel's rule for its visitors, the team's for its agents.

use serde::{Deserialize, Serialize};

use super::store::QUOTA_BYTES;
use crate::{
    base::id::ChannelId,
    db::{DbError, Reader},
    desk::{channel, family::Family, setting::Setting},
};

/// The largest picture that any rule allows: a picture is in memory as a whole while it is drawn anew.
const LARGEST_PICTURE: u64 = 20 * 1024 * 1024;

/// What may be sent. The team's own is a setting; what a channel cannot take is told when an agent
/// chooses where to send.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rule {
    /// Largest picture, in bytes.
    pub picture_bytes: u64,
    /// Largest other file, in bytes.
    pub file_bytes: u64,
    /// Which sorts.
    pub families: Vec<Family>,
}

impl Default for Rule {
    fn default() -> Self {
        Self {
            picture_bytes: 2 * 1024 * 1024,
            file_bytes: 50 * 1024 * 1024,
            families: vec![
                Family::Picture,
                Family::Audio,
                Family::Video,
                Family::Document,
                Family::Archive,
            ],
        }
    }
}

impl Setting for Rule {
    const KEY: &'static str = "files";
}

impl Rule {
    /// The rule for visitors of a channel; `None` when there is no such channel.
    pub fn of_channel(reader: &Reader<'_>, channel: ChannelId) -> Result<Option<Self>, DbError> {
        Ok(channel::by_id(reader, channel)?.map(|channel| {
            let most = channel.settings.max_upload_bytes.min(QUOTA_BYTES);
            Self {
                picture_bytes: most,
                file_bytes: most,
                families: channel.settings.families(),
            }
        }))
    }

    /// Most bytes of a picture, or of another file.
    #[must_use]
    pub fn most(&self, is_picture: bool) -> u64 {
        if is_picture {
            self.picture_bytes.min(LARGEST_PICTURE)
        } else {
            self.file_bytes
        }
    }
}

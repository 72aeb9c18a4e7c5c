//! Which rule holds: a channel has one for its customers and one for the team.

use super::store::QUOTA_BYTES;
use crate::{
    base::id::{ChannelId, ConversationId},
    db::{DbError, Reader},
    desk::{
        allowance::Allowance,
        channel::{self, Channel},
    },
};

/// What the customers of a channel may send.
#[must_use]
pub fn of_customers(channel: &Channel) -> Allowance {
    let settings = &channel.settings;
    Allowance {
        picture_bytes: settings.max_upload_bytes.min(QUOTA_BYTES),
        file_bytes: settings.max_file_bytes.min(QUOTA_BYTES),
        families: settings.families(),
    }
}

/// The same by the channel's id; `None` when there is no such channel.
pub fn for_customers(
    reader: &Reader<'_>,
    channel: ChannelId,
) -> Result<Option<Allowance>, DbError> {
    let channel = channel::by_id(reader, channel)?;
    Ok(channel.as_ref().map(of_customers))
}

/// What the team may send in this conversation; `None` when there is none.
pub fn for_team(
    reader: &Reader<'_>,
    conversation: ConversationId,
) -> Result<Option<Allowance>, DbError> {
    let channel: Option<ChannelId> = reader.find(
        "select channel_id from conversation where id = ?1",
        [conversation],
        |row| row.get(0),
    )?;
    let channel = channel.map(|id| channel::by_id(reader, id)).transpose()?;
    Ok(channel.flatten().map(|channel| channel.settings.team_files))
}

/// The name of the first of these files that the team may not send in this conversation. What is
/// not there any more is told by whoever sends them.
pub fn refused(
    reader: &Reader<'_>,
    conversation: ConversationId,
    ids: &[String],
) -> Result<Option<String>, DbError> {
    if ids.is_empty() {
        return Ok(None);
    }
    let allowed = for_team(reader, conversation)?.unwrap_or_default();
    for id in ids {
        let file: Option<(String, String, u64)> = reader.find(
            "select attachment.name, attachment.media_type, content.size
             from attachment join content on content.id = attachment.content_id
             where attachment.id = ?1",
            [id],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )?;
        if let Some((name, media_type, size)) = file
            && !allowed.takes(&media_type, size)
        {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

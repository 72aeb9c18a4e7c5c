//! Reading a file back: by whom, and piece by piece, so that nobody holds a large one in memory.

use std::ops::Range;

use super::{
    Attachment, COLUMNS,
    digest::{Digest, Digester},
    from_row,
    store::PIECE,
};
use crate::{
    base::id::{ChannelId, ContentId, IdentityId},
    db::{DbError, Reader},
};

/// A finished file that a customer may see: one they uploaded, or one in a message of their own
/// conversations. Files of comments never leave the house.
pub fn for_customer(
    reader: &Reader<'_>,
    identity: IdentityId,
    id: &str,
) -> Result<Option<Attachment>, DbError> {
    let sql = format!(
        "select {COLUMNS} from attachment join content on content.id = attachment.content_id
         where attachment.id = ?1 and content.sha256 is not null
           and (attachment.identity_id = ?2 or exists (
             select 1 from message join conversation on conversation.id = message.conversation_id
             where message.id = attachment.message_id and message.internal = 0 and message.unsent_at is null
               and conversation.identity_id = ?2))"
    );
    reader.find(&sql, (id, identity), from_row)
}

/// Through which channel a file went to a customer; `None` when it did not, or was taken back.
pub fn channel_of(reader: &Reader<'_>, id: &str) -> Result<Option<ChannelId>, DbError> {
    reader.find(
        "select conversation.channel_id from attachment join message on message.id = attachment.message_id
           join conversation on conversation.id = message.conversation_id
         where attachment.id = ?1 and message.internal = 0 and message.unsent_at is null",
        [id],
        |row| row.get(0),
    )
}

/// A finished file, for the team.
pub fn for_team(reader: &Reader<'_>, id: &str) -> Result<Option<Attachment>, DbError> {
    super::by_id(reader, id)
}

/// One piece; `None` after the last.
pub fn piece(
    reader: &Reader<'_>,
    content: ContentId,
    position: u32,
) -> Result<Option<Vec<u8>>, DbError> {
    reader.find(
        "select bytes from content_chunk where content_id = ?1 and position = ?2",
        (content, position),
        |row| row.get(0),
    )
}

/// Length and hash of what is stored.
pub fn digest(reader: &Reader<'_>, content: ContentId) -> Result<Digest, DbError> {
    let mut digester = Digester::default();
    for position in 0.. {
        match piece(reader, content, position)? {
            Some(bytes) => digester.add(&bytes),
            None => break,
        }
    }
    Ok(digester.digest())
}

/// A part of one piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Which piece.
    pub position: u32,
    /// Which of its bytes.
    pub bytes: Range<usize>,
}

/// The parts that make up a range of a file's bytes, in order.
pub fn parts(range: Range<u64>) -> impl Iterator<Item = Part> {
    let piece = PIECE as u64;
    (range.start / piece..range.end.div_ceil(piece)).map_while(move |position| {
        let begin = position * piece;
        let within = |at: u64| usize::try_from(at.saturating_sub(begin).min(piece)).ok();
        Some(Part {
            position: u32::try_from(position).ok()?,
            bytes: within(range.start)?..within(range.end)?,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_cover_a_range_exactly() {
        let piece = PIECE as u64;
        for (range, expected) in [
            (0..1, vec![(0, 0..1)]),
            (0..piece, vec![(0, 0..PIECE)]),
            (piece..piece + 1, vec![(1, 0..1)]),
            (
                piece - 1..2 * piece + 5,
                vec![(0, PIECE - 1..PIECE), (1, 0..PIECE), (2, 0..5)],
            ),
            (7..7, vec![]),
        ] {
            let found: Vec<_> = parts(range.clone())
                .map(|part| (part.position, part.bytes))
                .filter(|(_, bytes)| !bytes.is_empty())
                .collect();
            assert_eq!(found, expected, "{range:?}");
        }
    }
}

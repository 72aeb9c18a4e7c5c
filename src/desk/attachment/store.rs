//! An upload: begun, appended to piece by piece, finished. Each piece is an act of its own, so that
//! a large file never holds the writer for long and messages pass between its pieces.

use std::time::Duration;

use super::{Attachment, AttachmentKind, COLUMNS, Uploader, digest::Digest, from_row, sweep};
use crate::{
    base::{
        id::{ContentId, IdentityId},
        secret::random_hex,
    },
    db::{DbError, Reader, Tx, named_params},
    desk::guard,
};

/// Bytes in a piece; only the last one of a file may have fewer.
pub const PIECE: usize = 256 * 1024;

/// Files a customer may upload within [`QUOTA_PERIOD`], whether or not they were sent.
pub const QUOTA_FILES: u64 = 20;

/// Bytes a customer may upload within [`QUOTA_PERIOD`].
pub const QUOTA_BYTES: u64 = 50 * 1024 * 1024;

/// What the quota counts back.
pub const QUOTA_PERIOD: Duration = Duration::from_secs(24 * 60 * 60);

/// What is known of a file before its bytes arrive.
#[derive(Debug, Clone)]
pub struct NewFile {
    /// How it is shown.
    pub kind: AttachmentKind,
    /// Its name, cleaned.
    pub name: String,
    /// By content, not by name.
    pub media_type: String,
    /// Of an image, in pixels.
    pub width: Option<u32>,
    /// Of an image, in pixels.
    pub height: Option<u32>,
    /// Of a voice message, in milliseconds.
    pub duration_ms: Option<u32>,
    /// Of a voice message, its waveform as [`super::Attachment::levels`] has it.
    pub levels: String,
    /// How large it says it is, in bytes; 0 when it does not say.
    pub announced_size: u64,
}

/// An upload that has begun. Only whoever began it holds this, so nobody else can append.
#[derive(Debug, Clone)]
pub struct Upload {
    /// The attachment it is going to be.
    pub id: String,
    /// Where its bytes go.
    pub content: ContentId,
    uploader: Uploader,
    /// Whether it counts against the quota.
    is_counted: bool,
}

/// Why a file was not stored.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// [`QUOTA_FILES`] is used up.
    #[error("{QUOTA_FILES} files were sent within a day")]
    TooManyFiles,
    /// [`QUOTA_BYTES`] is used up.
    #[error("{QUOTA_BYTES} bytes were sent within a day")]
    TooManyBytes,
    /// The piece is empty, too large, not the next one, or the upload is over.
    #[error("piece {0} does not fit here")]
    OutOfPlace(u32),
    /// What was stored is not what was sent.
    #[error("the file arrived incomplete or changed")]
    Damaged,
    /// The upload was given up, swept, or is already finished.
    #[error("this upload is over")]
    Over,
    /// The disk is nearly full: what is left is kept for messages.
    #[error("the disk keeps its last room for messages")]
    NoRoom,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Begins an upload, if its uploader has not used up the quota. The sweeper will see to it.
pub fn begin(tx: &mut Tx<'_>, uploader: Uploader, file: &NewFile) -> Result<Upload, StoreError> {
    begin_as(tx, uploader, file, &random_hex(), true)
}

/// Begins an upload that came while the house was dark and has an id already. What of it was stored before the house was
/// cut off is given up. It was counted when it came.
pub fn begin_late(
    tx: &mut Tx<'_>,
    uploader: Uploader,
    file: &NewFile,
    id: &str,
) -> Result<Upload, StoreError> {
    let (identity, agent) = uploader.columns();
    let cut_off: Option<ContentId> = tx.find(
        "select content.id from attachment join content on content.id = attachment.content_id
         where attachment.id = ?1 and attachment.identity_id is ?2 and attachment.agent_id is ?3
           and content.sha256 is null",
        (id, identity, agent),
        |row| row.get(0),
    )?;
    if let Some(content) = cut_off {
        tx.execute("delete from attachment where id = ?1", [id])?;
        sweep::release(tx, content)?;
    }
    // Nobody takes the place of a file that is there.
    if tx.exists("select 1 from attachment where id = ?1", [id])? {
        return Err(StoreError::Over);
    }
    begin_as(tx, uploader, file, id, false)
}

fn begin_as(
    tx: &mut Tx<'_>,
    uploader: Uploader,
    file: &NewFile,
    id: &str,
    is_counted: bool,
) -> Result<Upload, StoreError> {
    if is_counted && let Uploader::Customer(identity) = uploader {
        let (files, bytes) = used(tx, identity)?;
        if files >= QUOTA_FILES {
            return Err(StoreError::TooManyFiles);
        }
        if bytes.saturating_add(file.announced_size) > QUOTA_BYTES {
            return Err(StoreError::TooManyBytes);
        }
    }
    let now = tx.now;
    let name = match uploader {
        Uploader::Customer(_) => guard::mask_incoming(tx, &file.name)?,
        Uploader::Agent(_) => file.name.as_str().into(),
    };
    tx.execute("insert into content (started_at) values (?1)", [now])?;
    let content = ContentId(tx.last_insert_id());
    let (identity, agent) = uploader.columns();
    tx.execute(
        "insert into attachment (id, content_id, identity_id, agent_id, kind, name, media_type,
           width, height, duration_ms, levels, created_at)
         values (:id, :content, :identity, :agent, :kind, :name, :media_type,
           :width, :height, :duration, :levels, :now)",
        named_params! {
            ":id": id, ":content": content, ":identity": identity, ":agent": agent,
            ":kind": file.kind, ":name": name, ":media_type": file.media_type,
            ":width": file.width, ":height": file.height, ":duration": file.duration_ms,
            ":levels": file.levels, ":now": now,
        },
    )?;
    sweep::watch(tx)?;
    Ok(Upload {
        id: id.to_owned(),
        content,
        uploader,
        is_counted,
    })
}

/// Files and bytes a customer uploaded within the period.
fn used(reader: &Reader<'_>, identity: IdentityId) -> Result<(u64, u64), DbError> {
    let since = reader.now.minus(QUOTA_PERIOD);
    reader.get(
        "select count(*), coalesce(sum(content.size), 0)
         from attachment join content on content.id = attachment.content_id
         where attachment.identity_id = ?1 and attachment.created_at > ?2",
        (identity, since),
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Appends piece number `position`, counted from 0.
pub fn append(
    tx: &mut Tx<'_>,
    upload: &Upload,
    position: u32,
    bytes: &[u8],
) -> Result<(), StoreError> {
    if bytes.is_empty() || bytes.len() > PIECE {
        return Err(StoreError::OutOfPlace(position));
    }
    // A short piece was the last one: then the size is no multiple of a whole piece and nothing fits after it.
    let placed = tx.execute(
        "update content set size = size + :length
         where id = :content and sha256 is null and size = :before",
        named_params! {
            ":length": bytes.len(), ":content": upload.content,
            ":before": u64::from(position) * PIECE as u64,
        },
    )?;
    if placed == 0 {
        return Err(StoreError::OutOfPlace(position));
    }
    // Counted with every piece, because uploads run side by side and need not announce their size.
    if upload.is_counted
        && let Uploader::Customer(identity) = upload.uploader
        && used(tx, identity)?.1 > QUOTA_BYTES
    {
        return Err(StoreError::TooManyBytes);
    }
    tx.execute(
        "insert into content_chunk (content_id, position, bytes) values (?1, ?2, ?3)",
        (upload.content, position, bytes),
    )?;
    Ok(())
}

/// Makes the upload an attachment that can be sent. `sent` is what arrived from its sender, `stored`
/// what [`super::read::digest`] found in the file afterwards: reading a large file back takes too long for an act.
pub fn finish(
    tx: &mut Tx<'_>,
    upload: &Upload,
    sent: &Digest,
    stored: &Digest,
) -> Result<Attachment, StoreError> {
    if sent != stored || sent.size == 0 {
        return Err(StoreError::Damaged);
    }
    let size: Option<u64> = tx.find(
        "select content.size from content
         join attachment on attachment.content_id = content.id and attachment.id = ?2
         where content.id = ?1 and content.sha256 is null",
        (upload.content, &upload.id),
        |row| row.get(0),
    )?;
    match size {
        None => return Err(StoreError::Over),
        Some(size) if size != sent.size => return Err(StoreError::Damaged),
        Some(_) => {}
    }
    let twin: Option<ContentId> = tx.find(
        "select id from content where sha256 = ?1",
        [&sent.sha256[..]],
        |row| row.get(0),
    )?;
    if let Some(twin) = twin {
        // The second copy is loose now; the sweeper removes it in small steps.
        tx.execute(
            "update attachment set content_id = ?2 where id = ?1",
            (&upload.id, twin),
        )?;
    } else {
        tx.execute(
            "update content set sha256 = ?2 where id = ?1",
            (upload.content, &sent.sha256[..]),
        )?;
    }
    let sql = format!(
        "select {COLUMNS} from attachment join content on content.id = attachment.content_id
         where attachment.id = ?1"
    );
    Ok(tx.get(&sql, [&upload.id], from_row)?)
}

/// Gives an upload up, finished or not, unless it was sent. Its bytes go with the next sweep.
pub fn discard(tx: &mut Tx<'_>, upload: &Upload) -> Result<(), DbError> {
    // Once finished it may share the content of an earlier copy.
    let content: Option<ContentId> = tx.find(
        "select content_id from attachment where id = ?1 and message_id is null",
        [&upload.id],
        |row| row.get(0),
    )?;
    // What comes late comes under the same id again, and takes the place of what was cut off.
    let is_replaced = !upload.is_counted && content != Some(upload.content);
    if let Some(content) = content.filter(|_| !is_replaced) {
        tx.execute("delete from attachment where id = ?1", [&upload.id])?;
        sweep::release(tx, content)?;
    }
    Ok(())
}

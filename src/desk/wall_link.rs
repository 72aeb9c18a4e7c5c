//! A link that shows the wallboard without signing in, for a screen on the wall. It shows the board and nothing
//! else, for as long as nobody takes it back.

use std::time::Duration;

use crate::{
    base::{
        id::WallLinkId,
        secret::{Secret, TokenHash},
        text,
        time::Timestamp,
    },
    db::{DbError, Reader, Tx},
    desk::{
        audit::{self, Origin},
        team::session::{self, Revoked},
    },
};

/// Longest name, in characters.
pub const LONGEST_NAME: usize = 60;
/// Use is written down at most this often, so that a screen does not cost a disk sync each second.
const SEEN_STEP: Duration = Duration::from_secs(3_600);

/// Why no link was made.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// It is not said where the screen hangs.
    #[error("say where the screen hangs")]
    NoName,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// A link as the list shows it.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Names it.
    pub id: WallLinkId,
    /// Where the screen hangs.
    pub name: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Last use, to within an hour.
    pub seen_at: Option<Timestamp>,
}

/// Makes a link and answers its token, to be shown once.
pub fn create(tx: &mut Tx<'_>, origin: &Origin, name: &str) -> Result<Secret, LinkError> {
    let name = text::clean_line(name, LONGEST_NAME);
    if name.is_empty() {
        return Err(LinkError::NoName);
    }
    let token = Secret::random();
    let now = tx.now;
    tx.execute(
        "insert into wall_link (token_hash, name, created_at) values (?1, ?2, ?3)",
        (token.hash(), &name, now),
    )?;
    audit::log(tx, origin, "wall_link_created", &name)?;
    Ok(token)
}

/// Takes a link back: screens that show it go dark.
pub fn revoke(tx: &mut Tx<'_>, origin: &Origin, id: WallLinkId) -> Result<(), DbError> {
    let now = tx.now;
    let revoked = tx.execute(
        "update wall_link set revoked_at = ?2 where id = ?1 and revoked_at is null",
        (id, now),
    )?;
    if revoked > 0 {
        let name: String = tx.get("select name from wall_link where id = ?1", [id], |row| {
            row.get(0)
        })?;
        session::revoke(tx, &Revoked::WallLink(id))?;
        audit::log(tx, origin, "wall_link_revoked", &name)?;
    }
    Ok(())
}

/// The link of a token, and whether its use is to be written down again; `None` when it opens nothing.
pub fn resolve(
    reader: &Reader<'_>,
    token: TokenHash,
) -> Result<Option<(WallLinkId, bool)>, DbError> {
    let now = reader.now;
    reader.find(
        "select id, seen_at from wall_link where token_hash = ?1 and revoked_at is null",
        [token],
        |row| {
            let seen: Option<Timestamp> = row.get(1)?;
            let is_stale = seen.is_none_or(|seen| now.since(seen) > SEEN_STEP);
            Ok((row.get(0)?, is_stale))
        },
    )
}

/// Whether a link still opens the board.
pub fn is_good(reader: &Reader<'_>, id: WallLinkId) -> Result<bool, DbError> {
    reader.exists(
        "select 1 from wall_link where id = ?1 and revoked_at is null",
        [id],
    )
}

/// Writes down that a link was used.
pub fn touch(tx: &mut Tx<'_>, id: WallLinkId) -> Result<(), DbError> {
    let now = tx.now;
    tx.execute("update wall_link set seen_at = ?2 where id = ?1", (id, now))?;
    Ok(())
}

/// The links that open the board, in the order in which they were made.
pub fn all(reader: &Reader<'_>) -> Result<Vec<Listed>, DbError> {
    reader.list(
        "select id, name, created_at, seen_at from wall_link where revoked_at is null order by id",
        [],
        |row| {
            Ok(Listed {
                id: row.get(0)?,
                name: row.get(1)?,
                created_at: row.get(2)?,
                seen_at: row.get(3)?,
            })
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::memory::Memory;

    #[test]
    fn a_link_opens_the_board_until_it_is_taken_back() {
        let mut memory = Memory::new();
        let origin = Origin::default();
        let unnamed = memory.act(|tx| create(tx, &origin, "  "));
        assert!(matches!(unnamed, Err(LinkError::NoName)));
        let token = memory.act(|tx| create(tx, &origin, "Kitchen")).unwrap();
        let look = |memory: &mut Memory, token: &Secret| {
            memory.act(|tx| resolve(tx, token.hash())).unwrap()
        };
        let (id, is_stale) = look(&mut memory, &token).unwrap();
        assert!(is_stale);
        memory.act(|tx| touch(tx, id)).unwrap();
        assert_eq!(look(&mut memory, &token), Some((id, false)));
        assert_eq!(look(&mut memory, &Secret::random()), None);
        let listed = memory.act(|tx| all(tx)).unwrap();
        assert_eq!(listed[0].name, "Kitchen");

        memory.act(|tx| revoke(tx, &origin, id)).unwrap();
        assert_eq!(look(&mut memory, &token), None);
        assert!(!memory.act(|tx| is_good(tx, id)).unwrap());
        assert!(memory.act(|tx| all(tx)).unwrap().is_empty());
        let acts = memory.act(|tx| audit::newest(tx, 5)).unwrap();
        let acts: Vec<_> = acts.into_iter().map(|line| line.act).collect();
        assert_eq!(acts, ["wall_link_revoked", "wall_link_created"]);
    }
}

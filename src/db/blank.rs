//! A new file that is filled before anybody serves from it: unsafe and fast until it is whole, and then as any other.

use std::{fs::OpenOptions, path::Path};

use rusqlite::{Connection, config::DbConfig};

use super::{
    SchemaError, Tx, check,
    connection::{Use, connect},
    schema,
};
use crate::base::{time::Timestamp, vault::Vault};

/// A file that is being filled. One that was not closed is worth nothing.
pub struct Blank(Connection, Vault);

impl Blank {
    /// Makes an empty file with the present schema, whose secrets this seals.
    pub fn create(path: &Path, vault: Vault) -> Result<Self, SchemaError> {
        schema::create(path)?;
        let connection = connect(path, Use::Write)?;
        // Nothing but the file is left when it is closed.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
        // Rows come before those that they point to; references are checked at the end.
        connection.pragma_update(None, "foreign_keys", false)?;
        connection.pragma_update(None, "journal_mode", "off")?;
        connection.pragma_update(None, "synchronous", "off")?;
        Ok(Self(connection, vault))
    }

    /// Fills it with an act, which is not taken back when it fails: the file is worth nothing then.
    pub fn fill<T, E: From<SchemaError>>(
        &mut self,
        now: Timestamp,
        act: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let run = |sql: &str| self.0.execute_batch(sql).map_err(SchemaError::from);
        run("begin")?;
        let filled = act(&mut Tx::new(&self.0, &self.1, now))?;
        run("commit")?;
        Ok(filled)
    }

    /// Looks through it, and waits until it is on the disk.
    pub fn close(self, path: &Path) -> Result<(), SchemaError> {
        check::everything(&self.0)?;
        self.0.pragma_update(None, "journal_mode", "wal")?;
        self.0.close().map_err(|(_, error)| error)?;
        OpenOptions::new().write(true).open(path)?.sync_all()?;
        Ok(())
    }
}

//! Query-only connections, pooled by r2d2.
//!
//! In WAL mode readers never wait for the writer nor the writer for them. `query_only` makes a
//! change through a reader an error instead of a second writer.

use std::{path::Path, path::PathBuf, time::Duration};

use rusqlite::{Connection, OpenFlags, Row};

use super::{DbError, schema};
use crate::base::time::Timestamp;

/// A connection lent for one query.
pub struct Reader<'c> {
    connection: &'c Connection,
    /// The instant at which the query or act runs; it stands still meanwhile.
    pub now: Timestamp,
}

impl<'c> Reader<'c> {
    pub(super) fn new(connection: &'c Connection, now: Timestamp) -> Self {
        Self { connection, now }
    }

    pub(super) fn connection(&self) -> &'c Connection {
        self.connection
    }

    /// The first row, or `None` when there is none.
    pub fn find<T>(
        &self,
        sql: &str,
        params: impl rusqlite::Params,
        from_row: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, DbError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        Ok(rows.next()?.map(from_row).transpose()?)
    }

    /// The one row that is known to exist.
    pub fn get<T>(
        &self,
        sql: &str,
        params: impl rusqlite::Params,
        from_row: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, DbError> {
        Ok(self
            .connection
            .prepare_cached(sql)?
            .query_row(params, from_row)?)
    }

    /// All rows.
    pub fn list<T>(
        &self,
        sql: &str,
        params: impl rusqlite::Params,
        mut from_row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, DbError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(from_row(row)?);
        }
        Ok(all)
    }

    /// Whether there is such a row.
    pub fn exists(&self, sql: &str, params: impl rusqlite::Params) -> Result<bool, DbError> {
        Ok(self.connection.prepare_cached(sql)?.exists(params)?)
    }
}

#[derive(Debug)]
struct Manager {
    path: PathBuf,
}

impl r2d2::ManageConnection for Manager {
    type Connection = Connection;
    type Error = rusqlite::Error;

    fn connect(&self) -> rusqlite::Result<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.path, flags)?;
        schema::set_common_pragmas(&connection)?;
        // A change through this connection would be a second writer.
        connection.pragma_update(None, "query_only", true)?;
        Ok(connection)
    }

    fn is_valid(&self, _connection: &mut Connection) -> rusqlite::Result<()> {
        Ok(())
    }

    fn has_broken(&self, _connection: &mut Connection) -> bool {
        false
    }
}

/// The connections, opened when first needed.
pub struct Pool(r2d2::Pool<Manager>);

impl Pool {
    pub(super) fn new(path: &Path) -> Self {
        let manager = Manager {
            path: path.to_owned(),
        };
        // Connections are opened when queries overlap, and go again after two idle minutes.
        let pool = r2d2::Pool::builder()
            .max_size(8)
            .min_idle(Some(0))
            .idle_timeout(Some(Duration::from_secs(120)))
            .connection_timeout(Duration::from_secs(5))
            .test_on_check_out(false)
            .build_unchecked(manager);
        Self(pool)
    }

    pub(super) fn with<T, E>(
        &self,
        now: Timestamp,
        query: impl FnOnce(&Reader<'_>) -> Result<T, E>,
    ) -> Result<T, E>
    where
        E: From<DbError>,
    {
        let connection = self.0.get().map_err(|_| DbError::Busy)?;
        query(&Reader::new(&connection, now))
    }
}

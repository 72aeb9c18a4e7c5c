//! Query-only connections, pooled by r2d2.
//!
//! In WAL mode readers never wait for the writer nor the writer for them. `query_only` makes a
//! change through a reader an error instead of a second writer.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use rusqlite::{Connection, Row};
use scheduled_thread_pool::ScheduledThreadPool;

use super::{
    DbError, SchemaError, check,
    connection::{Use, connect},
};
use crate::base::{
    time::Timestamp,
    vault::{Place, Vault},
};

/// A connection lent for one query.
pub struct Reader<'c> {
    connection: &'c Connection,
    vault: &'c Vault,
    /// The instant at which the query or act runs; it stands still meanwhile.
    pub now: Timestamp,
}

impl<'c> Reader<'c> {
    pub(super) fn new(connection: &'c Connection, vault: &'c Vault, now: Timestamp) -> Self {
        Self {
            connection,
            vault,
            now,
        }
    }

    /// What seals and opens the secrets in the file.
    #[must_use]
    pub fn vault(&self) -> &'c Vault {
        self.vault
    }

    /// Seals a value for its place in the file.
    #[must_use]
    pub fn seal(&self, place: Place, value: &str) -> String {
        self.vault.seal(place, value)
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

    /// A glance at the file: the schema and the newest row of every table can be read; a small file is looked through.
    pub fn glance(&self) -> Result<(), SchemaError> {
        check::glance(self.connection)
    }

    /// Whether there is such a row.
    pub fn exists(&self, sql: &str, params: impl rusqlite::Params) -> Result<bool, DbError> {
        Ok(self.connection.prepare_cached(sql)?.exists(params)?)
    }
}

/// A connection and the instant at which its query must have ended, in milliseconds of the pool's life.
#[derive(Debug)]
struct Lent {
    connection: Connection,
    until: Arc<AtomicU64>,
}

#[derive(Debug)]
struct Manager {
    path: PathBuf,
    began: Instant,
}

/// Steps of SQLite's machine between two looks at the clock: some tens of microseconds.
const STEPS: i32 = 10_000;

impl r2d2::ManageConnection for Manager {
    type Connection = Lent;
    type Error = rusqlite::Error;

    fn connect(&self) -> rusqlite::Result<Lent> {
        let mut connection = connect(&self.path, Use::Read)?;
        let (until, began) = (Arc::new(AtomicU64::new(u64::MAX)), self.began);
        let limit = until.clone();
        connection.progress_handler(
            STEPS,
            Some(move || millis(began.elapsed()) > limit.load(Ordering::Relaxed)),
        )?;
        Ok(Lent { connection, until })
    }

    fn is_valid(&self, _connection: &mut Lent) -> rusqlite::Result<()> {
        Ok(())
    }

    fn has_broken(&self, _connection: &mut Lent) -> bool {
        false
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// The connections, opened when first needed.
pub struct Pool {
    connections: r2d2::Pool<Manager>,
    began: Instant,
    longest: Duration,
    vault: Vault,
}

impl Pool {
    /// A query that takes longer than `longest` is ended and answers [`DbError::Busy`].
    pub(super) fn new(path: &Path, longest: Duration, vault: Vault) -> Self {
        let began = Instant::now();
        let manager = Manager {
            path: path.to_owned(),
            began,
        };
        // Connections are opened when queries overlap, and go again after two idle minutes.
        let connections = r2d2::Pool::builder()
            .max_size(8)
            .min_idle(Some(0))
            .idle_timeout(Some(Duration::from_secs(120)))
            .connection_timeout(Duration::from_secs(5))
            .test_on_check_out(false)
            // It opens and closes connections; the three threads it would take are two too many.
            .thread_pool(Arc::new(ScheduledThreadPool::new(1)))
            .build_unchecked(manager);
        Self {
            connections,
            began,
            longest,
            vault,
        }
    }

    pub(super) fn with<T, E>(
        &self,
        now: Timestamp,
        query: impl FnOnce(&Reader<'_>) -> Result<T, E>,
    ) -> Result<T, E>
    where
        E: From<DbError>,
    {
        let (mut query, mut answer) = (Some(query), None);
        self.lend(now, &mut |reader| {
            answer = query.take().map(|query| query(reader));
        })?;
        answer.unwrap_or_else(|| Err(DbError::Busy.into()))
    }

    /// Lends a connection to what asks once. Apart from [`Pool::with`], so that it is in the binary once and not for
    /// each question.
    fn lend(&self, now: Timestamp, ask: &mut dyn FnMut(&Reader<'_>)) -> Result<(), DbError> {
        let lent = self.connections.get().map_err(|_| DbError::Busy)?;
        let until = millis(self.began.elapsed() + self.longest);
        lent.until.store(until, Ordering::Relaxed);
        // All that is asked is asked of the file as it stood at one moment, whatever is written meanwhile.
        let moment = lent.connection.unchecked_transaction()?;
        ask(&Reader::new(&moment, &self.vault, now));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_in_one_go_is_asked_of_one_moment() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file.db");
        super::super::schema::create(&path).unwrap();
        let pool = Pool::new(&path, Duration::from_secs(5), Vault::random());
        let writer = connect(&path, Use::Write).unwrap();
        let mut written = 0;
        let mut settings = |writes: bool| {
            pool.with::<(i64, i64), DbError>(Timestamp(0), |reader| {
                let count = || reader.get("select count(*) from setting", [], |row| row.get(0));
                let before = count()?;
                if writes {
                    written += 1;
                    let sql = "insert into setting (key, value) values (?1, '{}')";
                    writer.execute(sql, [format!("test {written}")])?;
                }
                Ok((before, count()?))
            })
            .unwrap()
        };
        let (first, again) = settings(true);
        assert_eq!(first, again);
        assert_eq!(settings(false), (first + 1, first + 1));
    }

    #[test]
    fn query_that_takes_too_long_is_ended() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file.db");
        super::super::schema::create(&path).unwrap();
        let pool = Pool::new(&path, Duration::from_millis(50), Vault::random());
        let count = |until: &str| {
            pool.with::<i64, DbError>(Timestamp(0), |reader| {
                let sql = format!(
                    "with recursive n (n) as (select 1 union all select n + 1 from n {until})
                     select count(*) from n"
                );
                reader.get(&sql, [], |row| row.get(0))
            })
        };
        assert!(matches!(count(""), Err(DbError::Busy)));
        // The same connection serves the next.
        assert_eq!(count("where n < 100").unwrap(), 100);
        assert_eq!(pool.connections.state().connections, 1);
    }
}

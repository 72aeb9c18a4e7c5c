//! One act's view of the file: a connection inside a transaction, and one fixed `now`.

use std::{any::Any, ops::Deref};

use rusqlite::Connection;

use super::{DbError, Reader};
use crate::base::{time::Timestamp, vault::Vault};

/// What an act wants followers to know once it is committed. The desk decides what is in it.
pub type Announcement = Box<dyn Any + Send>;

/// A transaction. Acts take `&mut Tx`, so that they can be combined; a query inside an act takes the
/// [`Reader`] that a `Tx` lends.
pub struct Tx<'c> {
    reader: Reader<'c>,
    announcements: Vec<Announcement>,
}

impl<'c> Tx<'c> {
    pub(super) fn new(connection: &'c Connection, vault: &'c Vault, now: Timestamp) -> Self {
        Self {
            reader: Reader::new(connection, vault, now),
            announcements: Vec::new(),
        }
    }

    /// Runs one statement, kept prepared, and answers how many rows it changed.
    pub fn execute(&mut self, sql: &str, params: impl rusqlite::Params) -> Result<usize, DbError> {
        Ok(self
            .reader
            .connection()
            .prepare_cached(sql)?
            .execute(params)?)
    }

    /// The id of the last inserted row.
    #[must_use]
    pub fn last_insert_id(&self) -> i64 {
        self.reader.connection().last_insert_rowid()
    }

    /// Lets followers know, after the commit and in its order.
    pub fn announce(&mut self, announcement: impl Any + Send) {
        self.announcements.push(Box::new(announcement));
    }

    pub(super) fn announced(&self) -> usize {
        self.announcements.len()
    }

    /// Forgets what an act announced before it failed.
    pub(super) fn retract_to(&mut self, length: usize) {
        self.announcements.truncate(length);
    }

    pub(super) fn into_announcements(self) -> Vec<Announcement> {
        self.announcements
    }

    pub(super) fn set_now(&mut self, now: Timestamp) {
        self.reader.now = now;
    }
}

impl<'c> Deref for Tx<'c> {
    type Target = Reader<'c>;

    fn deref(&self) -> &Self::Target {
        &self.reader
    }
}

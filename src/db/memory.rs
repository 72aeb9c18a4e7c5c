//! A shop's file that lives in memory, with the clock in the hand: for tests, and for rehearsals.

use std::time::Duration;

use rusqlite::Connection;

use super::{Announcement, Tx, connection::set_pragmas, schema};
use crate::base::{
    time::{Clock, Timestamp},
    vault::Vault,
};

/// One connection, acted upon directly: same schema, same acts, no threads.
pub struct Memory {
    connection: Connection,
    clock: Clock,
    vault: Vault,
    /// What the acts announced so far.
    pub announced: Vec<Announcement>,
}

impl Default for Memory {
    fn default() -> Self {
        Self::new()
    }
}

impl Memory {
    /// An empty file as `schema.sql` makes it.
    #[must_use]
    pub fn new() -> Self {
        let mut connection = Connection::open_in_memory().expect("memory can be opened");
        set_pragmas(&connection).expect("pragmas are known");
        schema::fill(&mut connection).expect("schema.sql is sound");
        Self {
            connection,
            clock: Clock::by_hand(Timestamp(1_763_700_000_000)),
            vault: Vault::random(),
            announced: Vec::new(),
        }
    }

    /// Takes the key away, which is answered, and gives another: what was sealed before opens no more.
    pub fn change_key(&mut self) -> Vault {
        std::mem::replace(&mut self.vault, Vault::random())
    }

    /// Gives a key that was missing.
    pub fn give_key(&mut self, key: &Vault) {
        self.vault.become_as(&self.vault.below(key));
    }

    /// Does an act in a transaction of its own; an error takes it back.
    pub fn act<T, E>(&mut self, act: impl FnOnce(&mut Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        self.connection
            .execute_batch("begin immediate")
            .expect("no transaction is open");
        let mut tx = Tx::new(&self.connection, &self.vault, self.clock.now());
        let answer = act(&mut tx);
        let announcements = tx.into_announcements();
        if answer.is_ok() {
            self.connection
                .execute_batch("commit")
                .expect("the act can be committed");
            self.announced.extend(announcements);
        } else {
            self.connection
                .execute_batch("rollback")
                .expect("the act can be taken back");
        }
        answer
    }

    /// Lets time pass.
    pub fn advance(&self, duration: Duration) {
        self.clock.advance(duration);
    }
}

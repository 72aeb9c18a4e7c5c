//! What a platform brings, spoiled in every way: whatever is read from it, the house takes it in or parks it, and nothing
//! stands in the way of what comes after.

use std::cell::RefCell;

use super::Batch;
use crate::{
    db::{DbError, memory::Memory},
    desk::{
        account::Account,
        cast,
        channel::ChannelKind,
        intake::{self, What},
    },
};

/// A shop with one account on a platform.
pub(super) struct Shop {
    memory: RefCell<Memory>,
    account: Account,
}

impl Shop {
    pub(super) fn open(kind: ChannelKind) -> Self {
        let mut memory = Memory::new();
        let account = memory
            .act(|tx| {
                cast::agent(tx, "Ana")?;
                cast::account(tx, kind, "ours")
            })
            .expect("an account can be connected");
        Self {
            memory: RefCell::new(memory),
            account,
        }
    }

    /// Takes it in twice, as after a crash between reading and noting how far that was: the second time adds nothing.
    pub(super) fn takes(&self, batch: &Batch) {
        for news in &batch.news {
            let (What::Said(letter) | What::Changed(letter) | What::Reacted(letter)) = &news.what
            else {
                continue;
            };
            assert!(!news.sender.external_id.is_empty(), "of nobody: {news:?}");
            assert!(!letter.id.is_empty(), "without a name: {news:?}");
        }
        let undone = self.memory.borrow_mut().act(|tx| {
            let account = &self.account;
            let count = |tx: &crate::db::Tx<'_>| {
                tx.get(
                    "select count(*) from message where author = 'customer'",
                    [],
                    |row| row.get::<_, i64>(0),
                )
            };
            intake::take(
                tx,
                account,
                &batch.news,
                &batch.unread,
                batch.cursor.as_deref(),
            )?;
            let once = count(tx)?;
            intake::take(
                tx,
                account,
                &batch.news,
                &batch.unread,
                batch.cursor.as_deref(),
            )?;
            assert_eq!(count(tx)?, once, "taken twice: {batch:?}");
            // The next one begins anew.
            Err::<(), _>(Undone::OnPurpose)
        });
        match undone {
            Err(Undone::OnPurpose) => {}
            Err(Undone::Db(error)) => panic!("{error}: {batch:?}"),
            Ok(()) => unreachable!("it is taken back"),
        }
    }
}

enum Undone {
    OnPurpose,
    Db(DbError),
}

impl From<DbError> for Undone {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

//! What a platform has brought is stored, with the place up to which it was read. One thing that cannot be, by whatever
//! defect of ours, is put away for the admin, so that it stops nothing behind it (BEHAVIOUR 6).

use std::sync::Arc;

use super::{Batch, Office};
use crate::{
    db::{DbError, Tx},
    desk::{
        account::{self, Account},
        intake,
    },
};

impl Office {
    /// Stores a batch, and does `then`, all in one. An error means that nothing can be stored at the moment: whoever
    /// brought it is asked for it again.
    pub async fn take_in(
        &self,
        account: Account,
        batch: Batch,
        then: impl Fn(&mut Tx<'_>) -> Result<(), DbError> + Send + Sync + 'static,
    ) -> Result<(), DbError> {
        let (account, batch, then) = (Arc::new(account), Arc::new(batch), Arc::new(then));
        let all = (account.clone(), batch.clone(), then.clone());
        let whole = self.db.write::<_, DbError>(move |tx| {
            let (account, batch, then) = &all;
            let cursor = batch.cursor.as_deref();
            intake::take(tx, account, &batch.news, &batch.unread, cursor)?;
            then(tx)
        });
        match whole.await {
            Err(error) if is_defect(&error) => {}
            outcome => return outcome,
        }
        // Each by itself. What comes twice by that is recognised, so that the place may follow when all of it is here.
        for news in &batch.news {
            let (account, id) = (account.clone(), account.channel.id);
            let one = [news.clone()];
            let taken = self
                .db
                .write::<_, DbError>(move |tx| intake::take(tx, &account, &one, &[], None));
            match taken.await {
                Err(error) if is_defect(&error) => {
                    tracing::error!(channel = %id, %error, "a message could not be stored");
                    let raw = format!("{:?}", news.what);
                    self.db
                        .write::<_, DbError>(move |tx| account::park(tx, id, &raw))
                        .await?;
                }
                outcome => outcome?,
            }
        }
        self.db
            .write::<_, DbError>(move |tx| {
                let cursor = batch.cursor.as_deref();
                intake::take(tx, &account, &[], &batch.unread, cursor)?;
                then(tx)
            })
            .await
    }
}

/// Whether it would be no better another time.
pub(super) fn is_defect(error: &DbError) -> bool {
    match error {
        DbError::Sql(_) | DbError::Panicked(_) => true,
        DbError::Storage(_) | DbError::Busy | DbError::Stopping => false,
    }
}

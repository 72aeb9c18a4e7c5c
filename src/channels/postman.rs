//! Sends mails that are no part of a chat, one after the other.

use std::time::Duration;

use super::{Fault, Office};
use crate::{
    base::id::PostId,
    db::DbError,
    desk::{account, post},
};

/// A mailbox that is refused is asked again after this long.
const REFUSED: Duration = Duration::from_secs(60);

/// The postman.
pub(super) struct Postman {
    office: Office,
}

impl Postman {
    pub(super) fn new(office: Office) -> Self {
        Self { office }
    }

    /// Sends for ever. What was under way when the last process ended comes first.
    pub(super) async fn run(self) {
        let db = &self.office.db;
        if let Err(error) = db.write::<_, DbError>(post::recover).await {
            tracing::error!(%error, "mails that were under way could not be looked through");
        }
        loop {
            // Both by one look at the clock: what falls due between two would be missed.
            let looked = db
                .read::<_, DbError>(|reader| Ok((post::due(reader)?, post::next_due(reader)?)))
                .await;
            let mut has_sent = false;
            let next = match looked {
                Ok((due, next)) => {
                    has_sent = !due.is_empty();
                    for id in due {
                        if let Err(error) = self.carry(id).await {
                            tracing::warn!(%error, "what became of a mail could not be stored");
                            self.office.pause(Duration::from_secs(5)).await;
                        }
                    }
                    Ok(next)
                }
                Err(error) => Err(error),
            };
            // Some may have been put off, so that another one is next.
            if !has_sent {
                self.office.rest(&self.office.pokes().postman, next).await;
            }
        }
    }

    async fn carry(&self, id: PostId) -> Result<(), DbError> {
        let _passing = self.office.http.gate().pass().await;
        let db = &self.office.db;
        let begun = db
            .write::<_, DbError>(move |tx| post::begin(tx, id))
            .await?;
        let Some((mail, account)) = begun else {
            return Ok(());
        };
        let said = match self.office.platform(&account) {
            Some(platform) => platform.post(&mail).await,
            None => Err(Fault::Message(String::new(), String::new())),
        };
        let (channel, is_in_trouble) = (account.channel.id, account.trouble.is_some());
        let noted = self.office.noted(move |tx| match &said {
            Ok(()) => {
                // What takes mails is in no trouble any more.
                if is_in_trouble {
                    account::judge(tx, channel, None)?;
                }
                post::sent(tx, id)
            }
            Err(Fault::Later(pause, words)) => post::put_off(tx, id, *pause, words),
            Err(Fault::Busy(pause, words)) => post::put_off(tx, id, Some(*pause), words),
            // Under the same Message-ID a second one is shown once.
            Err(Fault::Lost(words)) => post::put_off(tx, id, None, words),
            Err(Fault::Message(_, words) | Fault::Shut(_, words)) => post::failed(tx, id, words),
            Err(Fault::Account(trouble, words)) => {
                account::judge(tx, channel, Some((*trouble, words)))?;
                post::put_off(tx, id, Some(REFUSED), words)
            }
        });
        noted.await
    }
}

//! Tells admins of trouble in their own chats with the shop's accounts, one after the other.

use std::time::Duration;

use super::{Fault, Office};
use crate::{
    base::id::AlertId,
    db::DbError,
    desk::{
        account,
        alert::queue::{self, Alert, Way},
        dispatch::Parcel,
    },
};

/// An account that is refused is asked again after this long.
const REFUSED: Duration = Duration::from_secs(60);

/// The crier.
pub(super) struct Crier {
    office: Office,
}

impl Crier {
    pub(super) fn new(office: Office) -> Self {
        Self { office }
    }

    /// Tells for ever. What was under way when the last process ended comes first.
    pub(super) async fn run(self) {
        let db = &self.office.db;
        let stuck = db.write::<_, DbError>(|tx| queue::recover(tx, Way::Chat));
        if let Err(error) = stuck.await {
            tracing::error!(%error, "what admins were being told could not be looked through");
        }
        loop {
            // Both by one look at the clock: what falls due between two would be missed.
            let looked = db
                .read::<_, DbError>(|reader| queue::due(reader, Way::Chat))
                .await;
            let mut has_told = false;
            let next = match looked {
                Ok((due, next)) => {
                    has_told = !due.is_empty();
                    for id in due {
                        if let Err(error) = self.tell(id).await {
                            tracing::warn!(%error, "what became of a word to an admin could not be stored");
                            self.office.pause(Duration::from_secs(5)).await;
                        }
                    }
                    Ok(next)
                }
                Err(error) => Err(error),
            };
            // Some may have been put off, so that another one is next.
            if !has_told {
                self.office.rest(&self.office.pokes().crier, next).await;
            }
        }
    }

    async fn tell(&self, id: AlertId) -> Result<(), DbError> {
        let _passing = self.office.http.gate().pass().await;
        let db = &self.office.db;
        let begun = db.write::<_, DbError>(move |tx| {
            let Some(alert) = queue::begin(tx, id)? else {
                return Ok(None);
            };
            let parcel = queue::parcel(tx, &alert)?;
            if parcel.is_none() {
                queue::failed(tx, id, "")?;
            }
            Ok(parcel.map(|parcel| (alert, parcel)))
        });
        let Some((alert, parcel)) = begun.await? else {
            return Ok(());
        };
        let said = self.say(&parcel).await;
        let channel = parcel.account.channel.id;
        self.office
            .noted(move |tx| settle(tx, &alert, channel, &said))
            .await
    }

    async fn say(&self, parcel: &Parcel) -> Result<(), Fault> {
        let platform = self
            .office
            .platform(&parcel.account)
            .ok_or_else(|| Fault::Message(String::new(), String::new()))?;
        let mut parcel = parcel.clone();
        for part in platform.cut(&parcel) {
            platform.say(&parcel, &part, None).await?;
            parcel.waiting.parts_done += 1;
        }
        Ok(())
    }
}

fn settle(
    tx: &mut crate::db::Tx<'_>,
    alert: &Alert,
    channel: crate::base::id::ChannelId,
    said: &Result<(), Fault>,
) -> Result<(), DbError> {
    match said {
        Ok(()) => queue::sent(tx, alert.id),
        Err(Fault::Later(pause, words)) => queue::put_off(tx, alert, *pause, words),
        Err(Fault::Busy(pause, words)) => {
            account::hold(tx, channel, *pause)?;
            queue::put_off(tx, alert, Some(*pause), words)
        }
        // It may be there; twice is better than never.
        Err(Fault::Lost(words)) => queue::put_off(tx, alert, None, words),
        Err(Fault::Message(_, words) | Fault::Shut(_, words)) => queue::failed(tx, alert.id, words),
        Err(Fault::Account(trouble, words)) => {
            account::judge(tx, channel, Some((*trouble, words)))?;
            queue::put_off(tx, alert, Some(REFUSED), words)
        }
    }
}

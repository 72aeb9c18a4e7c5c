//! Listens to one account: what happened is stored together with the place up to which that is, and only then
//! asked for further (BEHAVIOUR 6).

use std::time::Duration;

use super::{Fault, Office};
use crate::{
    base::{chance::Chance, id::ChannelId, secret},
    db::DbError,
    desk::{
        account::{self, Trouble},
        missed::Keeps,
    },
};

/// The longest pause after something that may be over soon.
const SOON: Duration = Duration::from_secs(60);
/// And after something that somebody has to mend: it is tried all the same, since outages look like that.
const LATE: Duration = Duration::from_secs(600);
/// Two programs that fetch each other's messages away do not do it faster than this.
const RIVAL: Duration = Duration::from_secs(45);
/// Whatever pause it is asked for, news is not left lying longer than this: what stands in between may say anything.
const LONGEST: Duration = Duration::from_secs(300);
/// After so many failures the admin is told.
const TOLD_AFTER: u32 = 3;

/// Listens for as long as the account is connected and not paused.
pub(super) async fn listen(office: Office, id: ChannelId) {
    let mut failures = 0;
    let mut chance = Chance::new(u64::from_le_bytes(secret::random_bytes()));
    loop {
        match once(&office, id).await {
            Ok(true) => failures = 0,
            Ok(false) => return,
            Err(Missed::Store) => office.pause(Duration::from_secs(5)).await,
            Err(Missed::Platform(fault)) => {
                failures += 1;
                let pause = pause(&fault, failures, chance.below(1000));
                let due = office.db.clock().now().plus(pause);
                // An admin who has mended it and tries it sees that it works: what it has for us must not lie there for
                // minutes then.
                let answered = office.pokes().answered.notified();
                if let Some((trouble, words)) = told(&fault, failures) {
                    note(&office, id, Some((trouble, words))).await;
                }
                tokio::select! {
                    () = office.wait_until(due) => {}
                    () = answered => {}
                }
            }
        }
    }
}

enum Missed {
    /// Nothing is stored at the moment; the platform keeps what it has.
    Store,
    Platform(Fault),
}

impl From<DbError> for Missed {
    fn from(error: DbError) -> Self {
        // The writer has told why, once.
        if !matches!(error, DbError::Storage(_)) {
            tracing::warn!(%error, "what a platform brought could not be stored");
        }
        Self::Store
    }
}

/// Asks once; `false` when there is nobody to ask for any more.
async fn once(office: &Office, id: ChannelId) -> Result<bool, Missed> {
    let account = office
        .db
        .read::<_, DbError>(move |reader| account::by_id(reader, id))
        .await?;
    let Some(account) = account.filter(|account| account.channel.paused_at.is_none()) else {
        return Ok(false);
    };
    let Some(platform) = office.platform(&account) else {
        return Ok(false);
    };
    if !platform.is_asked() {
        return Ok(false);
    }
    if account
        .trouble
        .as_ref()
        .is_some_and(|(trouble, ..)| *trouble == Trouble::Setup)
    {
        // What was set up wrongly there may be what introducing ourselves puts right.
        platform.introduce().await.map_err(Missed::Platform)?;
    }
    let batch = platform
        .hear(account.cursor.as_deref())
        .await
        .map_err(Missed::Platform)?;
    let had_trouble = account.trouble.is_some();
    let keeps = match account.channel.kind.keeps() {
        Keeps::For(time) => Some(time),
        Keeps::All | Keeps::Elsewhere => None,
    };
    office
        .take_in(account, batch, move |tx| {
            if had_trouble {
                account::judge(tx, id, None)?;
            }
            account::heard(tx, id, keeps)
        })
        .await?;
    office.pause(platform.rests()).await;
    Ok(true)
}

async fn note(office: &Office, id: ChannelId, trouble: Option<(Trouble, String)>) {
    let noted = office
        .db
        .write::<_, DbError>(move |tx| {
            let trouble = trouble
                .as_ref()
                .map(|(word, words)| (*word, words.as_str()));
            account::judge(tx, id, trouble)
        })
        .await;
    if let Err(error) = noted {
        tracing::warn!(%error, "the state of an account could not be stored");
    }
}

/// What the admin is told: at once what they have to mend, and a failure only when it lasts.
fn told(fault: &Fault, failures: u32) -> Option<(Trouble, String)> {
    match fault {
        Fault::Account(trouble, words) => Some((*trouble, words.clone())),
        _ if failures < TOLD_AFTER => None,
        Fault::Later(_, words)
        | Fault::Busy(_, words)
        | Fault::Lost(words)
        | Fault::Message(_, words)
        | Fault::Shut(_, words) => Some((Trouble::Unreachable, words.clone())),
    }
}

/// How long it is left in peace: as long as it says, else a time that grows, by chance so that many do not come
/// back together.
fn pause(fault: &Fault, failures: u32, thousandths: usize) -> Duration {
    let grown = |most: Duration| {
        let most = Duration::from_secs(1 << failures.min(12)).min(most);
        most / 2 + most / 2000 * u32::try_from(thousandths).unwrap_or(0)
    };
    match fault {
        Fault::Later(Some(pause), _) | Fault::Busy(pause, _) => (*pause).min(LONGEST),
        Fault::Account(Trouble::Rival, _) => RIVAL,
        Fault::Account(Trouble::Refused | Trouble::Setup | Trouble::Locked, _) => grown(LATE),
        _ => grown(SOON),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_platform_in_trouble_is_left_in_peace_ever_longer() {
        let later = Fault::Later(None, String::new());
        let seconds = |failures| pause(&later, failures, 1000).as_secs();
        assert_eq!([1, 2, 3, 6, 7, 30].map(seconds), [2, 4, 8, 60, 60, 60]);
        let asked = Fault::Later(Some(Duration::from_secs(7)), String::new());
        assert_eq!(pause(&asked, 9, 0).as_secs(), 7);
        let for_days = Fault::Later(Some(Duration::from_secs(999_999)), String::new());
        assert_eq!(pause(&for_days, 1, 0).as_secs(), 300);
    }

    #[test]
    fn a_failure_is_told_when_it_lasts_a_refusal_at_once() {
        let later = Fault::Later(None, "away".to_owned());
        assert_eq!(told(&later, 2), None);
        assert_eq!(
            told(&later, 3),
            Some((Trouble::Unreachable, "away".to_owned()))
        );
        let refused = Fault::Account(Trouble::Refused, "no".to_owned());
        assert_eq!(told(&refused, 1), Some((Trouble::Refused, "no".to_owned())));
    }
}

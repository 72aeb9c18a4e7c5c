//! Who works here: a listener for each connected account, one courier, one porter, one postman and one crier for all. What
//! an admin changes is followed without a restart.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use tokio::{sync::Notify, task::JoinHandle};

use super::{
    Answer, Courier, Fault, Keeper, Platform, courier, crier::Crier, email::Grants, listener,
    locked::Locked, porter::Porter, postman::Postman, sign_in::SignIns, speaker,
};
use crate::{
    base::{
        id::{ChannelId, ConversationId},
        time::Timestamp,
    },
    call::Http,
    db::{Announcement, Db, DbError, Follower, Tx},
    desk::{
        account::{self, Account, Keys},
        alert::queue::{self as alerts, Way},
        channel::ChannelKind,
        conversation,
        customer::identity,
        dispatch,
        event::{Event, Kind},
        fetch, intake, outbox, post,
    },
    live::Staff,
};

/// A sign of typing is shown again after this long.
const TYPING: Duration = Duration::from_secs(4);

/// What could not be stored is tried again after this long.
pub(super) const UNSTORED: Duration = Duration::from_secs(1);

/// What everybody here shares; cheap to clone.
#[derive(Clone)]
pub struct Office {
    pub(super) db: Db,
    pub(super) http: Http,
    pokes: Arc<Pokes>,
    platforms: Arc<Mutex<Spoken>>,
    grants: Grants,
    pub(super) sign_ins: SignIns,
    pub(super) rounds: courier::Rounds,
    typed: Arc<Mutex<HashMap<ConversationId, Timestamp>>>,
    staff: Staff,
}

/// How each account's platform is spoken to, and with which keys.
type Spoken = HashMap<ChannelId, (Keys, Arc<dyn Platform>)>;

/// What wakes whom.
#[derive(Default)]
pub struct Pokes {
    pub(super) roster: Notify,
    pub(super) courier: Notify,
    pub(super) porter: Notify,
    pub(super) postman: Notify,
    pub(super) crier: Notify,
    /// A clock held by hand was moved.
    pub(super) moved: Notify,
    /// An account was tried, and answers.
    pub(super) answered: Notify,
}

/// Wakes who has something to do, before `next` hears of the same acts.
pub fn follow(pokes: Arc<Pokes>, mut next: Follower) -> Follower {
    Box::new(move |announcements: Vec<Announcement>| {
        for one in &announcements {
            if one.is::<outbox::Queued>() {
                pokes.courier.notify_one();
            } else if one.is::<fetch::Asked>() {
                pokes.porter.notify_one();
            } else if one.is::<post::Queued>() {
                pokes.postman.notify_one();
            } else if matches!(one.downcast_ref(), Some(alerts::Queued(Way::Chat))) {
                pokes.crier.notify_one();
            } else if one.is::<account::Answered>() {
                pokes.answered.notify_waiters();
            } else if one
                .downcast_ref::<Event>()
                .is_some_and(|event| event.kind == Kind::Channel)
            {
                pokes.roster.notify_one();
                pokes.courier.notify_one();
                pokes.postman.notify_one();
            }
        }
        next(announcements);
    })
}

/// How much is left of a wait that has gone on for so long, when the clock says this. It may have been set back
/// meanwhile, by hours: whoever listens would hear nothing for as long.
fn left(most: Duration, gone: Duration, by_clock: Duration) -> Duration {
    most.saturating_sub(gone).min(by_clock)
}

impl Office {
    /// Opens the office of a house that the world finds at this address, if at any.
    #[must_use]
    pub fn new(db: Db, pokes: Arc<Pokes>, public: Option<&str>) -> Self {
        Self {
            db,
            http: Http::of_house(public),
            pokes,
            platforms: Arc::default(),
            grants: Grants::default(),
            sign_ins: SignIns::default(),
            rounds: courier::Rounds::default(),
            typed: Arc::default(),
            staff: Staff::default(),
        }
    }

    /// Who works in the background of the house.
    #[must_use]
    pub const fn staff(&self) -> &Staff {
        &self.staff
    }

    pub(super) fn pokes(&self) -> &Pokes {
        &self.pokes
    }

    /// The client for questions outside any account, such as a test before one is connected.
    #[must_use]
    pub fn http(&self) -> &Http {
        &self.http
    }

    /// How a platform is spoken to with keys that are no account's yet.
    #[must_use]
    pub fn platform_with(&self, kind: ChannelKind, keys: &Keys) -> Option<Arc<dyn Platform>> {
        speaker(kind, keys, &self.http, &self.grants)
    }

    /// How the platform of an account is spoken to.
    #[must_use]
    pub fn platform(&self, account: &Account) -> Option<Arc<dyn Platform>> {
        if account.is_locked {
            return Some(Arc::new(Locked));
        }
        let mut platforms = self
            .platforms
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let id = account.channel.id;
        match platforms.get(&id) {
            Some((keys, known)) if *keys == account.keys => Some(known.clone()),
            _ => {
                let new = self.platform_with(account.channel.kind, &account.keys_now())?;
                let db = self.db.clone();
                new.keep_with(Arc::new(Shelf { db, id }));
                platforms.insert(id, (account.keys.clone(), new.clone()));
                Some(new)
            }
        }
    }

    /// From now on this speaks for an account.
    #[cfg(test)]
    pub(super) fn speaks_by(&self, account: &Account, platform: Arc<dyn Platform>) {
        let mut platforms = self
            .platforms
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        platforms.insert(account.channel.id, (account.keys.clone(), platform));
    }

    /// Writes down what has happened elsewhere, which nobody can undo: as often as it takes until the file has it. What
    /// was begun and whose end nobody noted would stand as begun until the next process, and hold up what is behind it.
    pub(super) async fn noted<T: Send + 'static>(
        &self,
        act: impl Fn(&mut Tx<'_>) -> Result<T, DbError> + Send + Sync + 'static,
    ) -> Result<T, DbError> {
        let act = Arc::new(act);
        loop {
            let once = act.clone();
            match self.db.write::<_, DbError>(move |tx| once(tx)).await {
                Err(DbError::Storage(_) | DbError::Busy) => self.pause(UNSTORED).await,
                outcome => return outcome,
            }
        }
    }

    /// Waits until this instant, by the house's clock.
    pub(super) async fn wait_until(&self, due: Timestamp) {
        let begun = Instant::now();
        let most = due.since(self.db.clock().now());
        loop {
            let moved = self.pokes.moved.notified();
            let by_clock = due.since(self.db.clock().now());
            if by_clock.is_zero() {
                return;
            }
            if self.db.clock().is_by_hand() {
                moved.await;
                continue;
            }
            let left = left(most, begun.elapsed(), by_clock);
            if left.is_zero() {
                return;
            }
            tokio::time::sleep(left.min(Duration::from_secs(60))).await;
        }
    }

    /// Waits for a poke, or until what is next comes due; for a moment when the file could not say.
    pub(super) async fn rest(&self, poke: &Notify, next: Result<Option<Timestamp>, DbError>) {
        match next {
            Ok(Some(due)) => {
                tokio::select! {
                    () = poke.notified() => {}
                    () = self.wait_until(due) => {}
                }
            }
            Ok(None) => poke.notified().await,
            Err(_) => self.pause(Duration::from_secs(5)).await,
        }
    }

    /// Waits for so long, by the house's clock.
    pub(super) async fn pause(&self, time: Duration) {
        let due = self.db.clock().now().plus(time);
        self.wait_until(due).await;
    }

    /// Says that a clock held by hand was moved.
    pub fn clock_moved(&self) {
        self.pokes.moved.notify_waiters();
    }

    /// Shows a customer on another platform that somebody types, every few seconds at most. What does not get
    /// through is no loss.
    pub async fn typing(&self, chat: ConversationId) {
        let now = self.db.clock().now();
        {
            let mut typed = self.typed.lock().unwrap_or_else(PoisonError::into_inner);
            if typed.get(&chat).is_some_and(|at| now.since(*at) < TYPING) {
                return;
            }
            typed.retain(|_, at| now.since(*at) < TYPING);
            typed.insert(chat, now);
        }
        let place = self.db.read::<_, DbError>(move |reader| {
            let Some(chat) = conversation::by_id(reader, chat)? else {
                return Ok(None);
            };
            let account = account::by_id(reader, chat.channel)?;
            let last = dispatch::last_heard(reader, chat.id)?;
            let to = dispatch::address(reader, chat.id)?;
            Ok(account.zip(to).map(|(account, to)| (account, to, last)))
        });
        if let Ok(Some((account, to, last))) = place.await
            && let Some(platform) = self.platform(&account)
        {
            let _ = platform.typing(&to, last.as_deref()).await;
        }
    }

    /// Asks a platform who they are whom it has named by an id alone, while nobody waits for it. What is not
    /// learnt now is asked with their next message.
    pub fn learn(&self, account: Account, people: Vec<String>) {
        let office = self.clone();
        tokio::spawn(async move {
            for id in people {
                if let Err(error) = office.learn_of(&account, id).await {
                    tracing::warn!(%error, "who a customer is could not be stored");
                }
            }
        });
    }

    async fn learn_of(&self, account: &Account, id: String) -> Result<(), DbError> {
        let (channel, wanted) = (account.channel.id, id.clone());
        let known = self
            .db
            .read::<_, DbError>(move |reader| identity::by_external_id(reader, channel, &wanted))
            .await?;
        let Some(platform) = self
            .platform(account)
            .filter(|_| known.is_some_and(|known| known.username.is_empty()))
        else {
            return Ok(());
        };
        if let Ok(Some(person)) = platform.person(&id).await {
            self.db
                .write(move |tx| intake::introduced(tx, channel, &person))
                .await?;
        }
        Ok(())
    }
}

/// Where an account keeps what its platform gives anew. Whoever works for the account goes on as before.
struct Shelf {
    db: Db,
    id: ChannelId,
}

impl Keeper for Shelf {
    fn keep<'a>(&'a self, name: &'a str, before: &'a [String], now: &'a str) -> Answer<'a, ()> {
        let (id, name) = (self.id, name.to_owned());
        let (before, now) = (before.to_vec(), now.to_owned());
        Box::pin(async move {
            let kept = self
                .db
                .write::<_, DbError>(move |tx| account::renew(tx, id, &name, &before, &now));
            kept.await.map_err(|error| {
                tracing::warn!(%error, "what a platform gave anew could not be stored");
                Fault::Later(None, error.to_string())
            })
        })
    }
}

/// Everybody who works here.
pub struct Roster {
    office: Office,
    listeners: HashMap<ChannelId, (Keys, JoinHandle<()>)>,
}

impl Roster {
    /// Nobody yet.
    #[must_use]
    pub fn new(office: Office) -> Self {
        Self {
            office,
            listeners: HashMap::new(),
        }
    }

    /// Works for ever.
    pub async fn run(mut self) {
        let _with_us = (
            self.keep(courier::NAME, |office| Courier::new(office).run()),
            self.keep("porter", |office| Porter::new(office).run()),
            self.keep("postman", |office| Postman::new(office).run()),
            self.keep("crier", |office| Crier::new(office).run()),
        );
        loop {
            match self.office.db.read::<_, DbError>(account::all).await {
                Ok(accounts) => self.follow(&accounts),
                Err(error) => tracing::warn!(%error, "the connected accounts could not be read"),
            }
            self.office.pokes().roster.notified().await;
        }
    }

    /// Sets somebody to work.
    fn keep<F: Future<Output = ()> + Send + 'static>(
        &self,
        name: &'static str,
        work: impl Fn(Office) -> F + Send + 'static,
    ) -> Ends {
        let office = self.office.clone();
        let staff = office.staff.clone();
        Ends(tokio::spawn(staff.keep(name, move || work(office.clone()))))
    }

    /// One listener for each account that is not paused; a new one when its keys are others.
    fn follow(&mut self, accounts: &[Account]) {
        self.listeners.retain(|id, (keys, listener)| {
            let stays = accounts.iter().any(|account| {
                account.channel.id == *id
                    && account.channel.paused_at.is_none()
                    && account.keys == *keys
            });
            if !stays {
                listener.abort();
            }
            stays && !listener.is_finished()
        });
        for account in accounts {
            let id = account.channel.id;
            if account.channel.paused_at.is_none() && !self.listeners.contains_key(&id) {
                let (office, staff) = (self.office.clone(), self.office.staff.clone());
                let name = format!("channel {id}");
                let listener =
                    tokio::spawn(staff.keep(name, move || listener::listen(office.clone(), id)));
                self.listeners.insert(id, (account.keys.clone(), listener));
            }
        }
    }
}

impl Drop for Roster {
    fn drop(&mut self) {
        for (_, listener) in self.listeners.values() {
            listener.abort();
        }
    }
}

/// A task that ends with whoever holds it.
struct Ends(JoinHandle<()>);

impl Drop for Ends {
    fn drop(&mut self) {
        self.0.abort();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_set_back_makes_no_wait_longer() {
        let seconds = Duration::from_secs;
        for (most, gone, by_clock, expected) in [
            (15, 0, 15, 15),
            (15, 5, 10, 10),
            // Set forward, or the machine slept: it is time.
            (300, 1, 0, 0),
            // Set back by two hours: no longer than it was to be.
            (15, 5, 7_210, 10),
            (15, 15, 7_200, 0),
            (15, 20, 7_195, 0),
        ] {
            assert_eq!(
                left(seconds(most), seconds(gone), seconds(by_clock)),
                seconds(expected),
                "{most} {gone} {by_clock}"
            );
        }
    }
}

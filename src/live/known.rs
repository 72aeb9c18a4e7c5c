//! Visitors whose token was looked up lately: whoever writes again is known without asking the file.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::{
    base::secret::TokenHash,
    db::{Announcement, Db, DbError, Follower},
    desk::{
        customer::visitor::{self, Visitor},
        event::{Event, Kind},
    },
};

/// Most visitors that are remembered, at less than a hundred bytes each.
const MOST: usize = 4096;

/// The visitors: cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct KnownVisitors(Arc<Mutex<Known>>);

#[derive(Debug, Default)]
struct Known {
    visitors: HashMap<TokenHash, Visitor>,
    /// How often all were forgotten: what was read before such a moment may be out of date after it.
    forgotten: u64,
}

impl KnownVisitors {
    fn lock(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Who carries this token.
    pub fn resolve(&self, db: &Db, token: TokenHash) -> Result<Option<Visitor>, DbError> {
        let forgotten = {
            let known = self.lock();
            if let Some(visitor) = known.visitors.get(&token) {
                return Ok(Some(*visitor));
            }
            known.forgotten
        };
        let found = db.peek(|reader| visitor::resolve(reader, token))?;
        if let Some(visitor) = found {
            self.lock().remember(token, visitor, forgotten);
        }
        Ok(found)
    }

    /// Forgets everybody whenever somebody may have lost the right to be here, or have become another:
    /// before the act that did so is answered.
    #[must_use]
    pub fn follow(&self, mut next: Follower) -> Follower {
        let known = self.clone();
        Box::new(move |announcements| {
            if announcements.iter().any(concerns) {
                known.lock().forget();
            }
            next(announcements);
        })
    }
}

impl Known {
    fn remember(&mut self, token: TokenHash, visitor: Visitor, forgotten: u64) {
        if self.forgotten != forgotten {
            return;
        }
        if self.visitors.len() >= MOST {
            self.visitors.clear();
        }
        self.visitors.insert(token, visitor);
    }

    fn forget(&mut self) {
        self.visitors.clear();
        self.forgotten += 1;
    }
}

fn concerns(announcement: &Announcement) -> bool {
    announcement
        .downcast_ref::<Event>()
        .is_some_and(|event| matches!(event.kind, Kind::Access | Kind::Customer))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::{
            id::{ChannelId, CustomerId, IdentityId},
            secret::Secret,
            time::{Clock, Timestamp},
        },
        desk::cast,
    };

    #[test]
    fn what_was_read_before_a_change_is_not_remembered_after_it() {
        let mut known = Known::default();
        let token = Secret::random().hash();
        let visitor = Visitor {
            identity: IdentityId(1),
            customer: CustomerId(1),
            channel: ChannelId(1),
        };
        let before = known.forgotten;
        known.forget();
        known.remember(token, visitor, before);
        assert!(known.visitors.is_empty());
        known.remember(token, visitor, known.forgotten);
        assert_eq!(known.visitors.len(), 1);
    }

    #[test]
    fn whoever_lost_the_right_to_be_here_is_unknown_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let known = KnownVisitors::default();
        let follower = known.follow(Box::new(|_| {}));
        let clock = Clock::by_hand(Timestamp(0));
        let db = Db::open(&folder.path().join("file.db"), clock, follower).unwrap();
        let (token, identity) = db
            .write_blocking::<_, DbError>(|tx| {
                let identity = cast::visitor(tx, "Hannah")?.identity;
                Ok((visitor::admit(tx, identity)?.hash(), identity))
            })
            .unwrap();
        for _ in 0..2 {
            let visitor = known.resolve(&db, token).unwrap().expect("known");
            assert_eq!(visitor.identity, identity);
        }
        db.write_blocking(move |tx| visitor::revoke(tx, identity))
            .unwrap();
        assert!(known.resolve(&db, token).unwrap().is_none());
        db.close();
    }
}

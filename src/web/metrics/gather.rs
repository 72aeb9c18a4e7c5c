//! The numbers at one moment: what was counted, and one short look into the file.

use std::{sync::PoisonError, time::Duration};

use super::{Class, Counts, Messages, Ordering};
use crate::{
    base::meter::Reading,
    db::DbError,
    desk::{
        channel::ChannelKind,
        watched::{self, Standing},
    },
    ops::vitals::{self, Vitals, Whose},
    web::House,
};

/// Requests of one class, as they were counted.
#[derive(Debug)]
pub(super) struct Requests {
    pub(super) class: &'static str,
    pub(super) took: Reading,
    /// By the first figure of their status, from 1 to 5.
    pub(super) statuses: [u64; 5],
}

/// Everything that is told.
#[derive(Debug)]
pub(super) struct Numbers {
    pub(super) standing: Standing,
    pub(super) messages: Vec<(ChannelKind, &'static str, u64)>,
    pub(super) requests: Vec<Requests>,
    /// Of agents, of visitors.
    pub(super) streams: (usize, usize),
    pub(super) waiting_acts: i64,
    pub(super) acts: u64,
    pub(super) commits: Reading,
    /// Bytes of the file, and of its log.
    pub(super) file: (u64, u64),
    pub(super) disk: Option<crate::db::disk::Space>,
    pub(super) is_storing: bool,
    pub(super) vitals: Vitals,
    pub(super) opened_at_s: f64,
    pub(super) uptime: Duration,
}

pub(super) async fn gather(house: &House) -> Result<Numbers, DbError> {
    let known = messages(&house.counts).until;
    let (standing, news) = house
        .db
        .read::<_, DbError>(move |reader| {
            Ok((
                watched::standing(reader)?,
                watched::messages_since(reader, known)?,
            ))
        })
        .await?;
    let messages = add(&house.counts, known, news);
    let load = house.db.load();
    Ok(Numbers {
        standing,
        messages,
        requests: Class::ALL
            .iter()
            .map(|class| requests(house, *class))
            .collect(),
        streams: house.hub.count(),
        waiting_acts: load.waiting(),
        acts: load.acts(),
        commits: load.commits.read(),
        file: house.db.size(),
        disk: house.db.space().ok(),
        is_storing: house.db.trouble().is_none(),
        vitals: vitals::look(Whose::Own),
        opened_at_s: house.opened_at.0 as f64 / 1e3,
        uptime: house.db.clock().now().since(house.opened_at),
    })
}

fn requests(house: &House, class: Class) -> Requests {
    let asked = &house.counts.asked[class as usize];
    Requests {
        class: class.word(),
        took: asked.took.read(),
        statuses: [0, 1, 2, 3, 4].map(|at: usize| asked.statuses[at].load(Ordering::Relaxed)),
    }
}

fn messages(counts: &Counts) -> std::sync::MutexGuard<'_, Messages> {
    counts
        .messages
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
}

/// Adds what came since, unless somebody else who asked at the same time has added it.
fn add(
    counts: &Counts,
    known: Option<crate::base::id::EventId>,
    news: watched::News,
) -> Vec<(ChannelKind, &'static str, u64)> {
    let mut messages = messages(counts);
    if messages.until == known {
        messages.until = Some(news.until);
        for (kind, direction, count) in news.counts {
            let same =
                |one: &&mut (ChannelKind, &'static str, u64)| one.0 == kind && one.1 == direction;
            match messages.counts.iter_mut().find(same) {
                Some(one) => one.2 += count,
                None => messages.counts.push((kind, direction, count)),
            }
        }
    }
    messages.counts.clone()
}

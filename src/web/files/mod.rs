//! Files on their way in and out, piece by piece: nobody holds a large one in memory, and messages
//! pass between its pieces.

pub mod arrive;
pub mod arriving;
pub mod leave;
pub mod picker;
mod sink;

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, SemaphorePermit};

use super::{House, answer::Refusal};
use crate::{desk::attachment::store::StoreError, upload::picture::MOST_MEMORY};

/// Uploads at once by visitors, and as many again by the team: strangers cannot take the team's turns.
const UPLOADS: usize = 24;

/// Pictures drawn anew at once.
const DRAWN_AT_ONCE: u32 = 2;

/// Refuses bytes that would use up what the disk keeps for messages.
fn check_room(house: &House, bytes: u64) -> Result<(), StoreError> {
    match house.db.space() {
        Ok(space) if !space.has_room_for(bytes) => Err(StoreError::NoRoom),
        // A disk that does not say how full it is may still take them.
        Ok(_) | Err(_) => Ok(()),
    }
}

/// Who is served first when many send files.
pub struct Turns {
    visitors: Arc<Semaphore>,
    team: Arc<Semaphore>,
    drawing: Semaphore,
    writing: Semaphore,
}

impl Default for Turns {
    fn default() -> Self {
        Self {
            visitors: Arc::new(Semaphore::new(UPLOADS)),
            team: Arc::new(Semaphore::new(UPLOADS)),
            drawing: Semaphore::new(DRAWN_AT_ONCE as usize),
            writing: Semaphore::new(1),
        }
    }
}

impl Turns {
    /// A place among the uploads, for as long as it is held.
    pub fn upload(&self, is_visitor: bool) -> Result<OwnedSemaphorePermit, Refusal> {
        let places = if is_visitor {
            &self.visitors
        } else {
            &self.team
        };
        places
            .clone()
            .try_acquire_owned()
            .map_err(|_| Refusal::too_fast(5))
    }

    /// The turn to draw a picture that needs so much memory. A large one takes every place, so that
    /// two of them never lie in memory together.
    async fn draw(&self, memory: u64) -> Option<SemaphorePermit<'_>> {
        let places = if memory > MOST_MEMORY / u64::from(DRAWN_AT_ONCE) {
            DRAWN_AT_ONCE
        } else {
            1
        };
        self.drawing.acquire_many(places).await.ok()
    }

    /// The turn to hand one piece to the writer: however many upload, a message waits for one piece at most.
    async fn write(&self) -> Option<SemaphorePermit<'_>> {
        self.writing.acquire().await.ok()
    }
}

//! Handing out what was committed, and beginning anew after a fall (R39).

use std::{sync::Arc, time::Duration};

use tokio::{
    sync::mpsc::{UnboundedReceiver, UnboundedSender},
    time::sleep,
};

use super::{Hub, State, Typist};
use crate::{
    db::{Announcement, Db, DbError, Follower},
    desk::{event, intake::Typed},
    live::frame::Frame,
};

/// What the writer tells, a batch per commit.
pub(super) type News = UnboundedReceiver<Vec<Announcement>>;

/// A file that cannot be read is asked again after this.
const AGAIN: Duration = Duration::from_secs(1);

/// Runs on the writer's thread, so it only passes on.
pub(super) fn follower(sender: UnboundedSender<Vec<Announcement>>) -> Follower {
    Box::new(move |announcements| {
        let _ = sender.send(announcements);
    })
}

impl Hub {
    /// Hands out what was committed, until the writer has gone. Begun again after a panic, it closes every stream first:
    /// what was in hand then is lost here, and lies in the file, from which readers resume.
    pub async fn hand_out(self, db: Db) {
        let mut news = self.0.news.lock().await;
        if self.lock().in_hand {
            let newest = loop {
                match db.peek::<_, DbError>(event::newest) {
                    Ok(newest) => break newest,
                    Err(error) => {
                        tracing::warn!(%error, "the streams wait for the file");
                        sleep(AGAIN).await;
                    }
                }
            };
            let mut state = self.lock();
            state.close_all(true);
            state.ring.clear();
            // What was committed meanwhile and waits here is older than this, and nobody's news any more.
            state.last = newest;
            state.floor = newest;
            state.in_hand = false;
        }
        while let Some(announcements) = news.recv().await {
            self.lock().in_hand = true;
            self.tell(announcements);
            self.lock().in_hand = false;
        }
    }

    fn tell(&self, announcements: Vec<Announcement>) {
        for typed in announcements
            .iter()
            .filter_map(|one| one.downcast_ref::<Typed>())
        {
            self.typing(
                typed.conversation,
                typed.identity,
                Typist::Customer,
                typed.at,
            );
        }
        let frames: Vec<Arc<Frame>> = announcements
            .into_iter()
            .filter_map(Frame::of)
            .map(Arc::new)
            .collect();
        self.publish(frames);
    }
}

impl State {
    /// Closes every stream; readers come back, agents first. With `has_gap` they are told that they have missed something.
    pub(super) fn close_all(&mut self, has_gap: bool) {
        let gap = if has_gap {
            "event: lagged\ndata: {}\n\n"
        } else {
            ""
        };
        for mailbox in self.agents.drain(..) {
            mailbox.close(Some(format!("retry: 500\n\n{gap}").into()));
        }
        for mailbox in self.walls.drain(..) {
            mailbox.close(None);
        }
        for (index, mailbox) in self
            .visitors
            .drain()
            .flat_map(|(_, mailboxes)| mailboxes)
            .enumerate()
        {
            // Spread over two seconds and more, so that a restart is not met by a stampede.
            let retry = 1_000 + index % 200 * 10;
            mailbox.close(Some(format!("retry: {retry}\n\n{gap}").into()));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{
        future::poll_fn,
        task::{Context, Wake, Waker},
    };

    use tempfile::TempDir;
    use tokio::time::timeout;

    use super::*;
    use crate::{
        base::{
            id::{AgentId, EventId, SessionId},
            time::Clock,
        },
        desk::event::{About, Kind},
        live::{Owner, Staff, mailbox::Mailbox},
    };

    /// Falls over whoever wakes it.
    struct Trap;

    impl Wake for Trap {
        fn wake(self: Arc<Self>) {
            panic!("a trap");
        }
    }

    fn agent() -> Arc<Mailbox> {
        Arc::new(Mailbox::new(Owner::Agent {
            agent: AgentId(1),
            session: Some(SessionId(1)),
            key: None,
        }))
    }

    async fn happens(db: &Db) -> EventId {
        db.write::<_, DbError>(|tx| event::record(tx, Kind::Queue, About::default(), &()))
            .await
            .unwrap()
            .id
    }

    async fn hears(mailbox: &Mailbox) -> Option<String> {
        let bytes = timeout(
            Duration::from_secs(20),
            poll_fn(|cx: &mut Context<'_>| mailbox.poll(cx)),
        )
        .await
        .expect("it hears something");
        bytes.map(|bytes| String::from_utf8(bytes.to_vec()).unwrap())
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn after_a_fall_streams_begin_anew_and_nothing_is_missed() {
        let folder = TempDir::new().unwrap();
        let (hub, follower) = Hub::new();
        let path = folder.path().join("shopbell.db");
        let db = Db::open(&path, Clock::machine(), follower).unwrap();
        let staff = Staff::default();
        let (kept, file) = (hub.clone(), db.clone());
        let work = move || kept.clone().hand_out(file.clone());
        tokio::spawn(staff.clone().keep("hub", work));

        let (steady, trap) = (agent(), agent());
        let before = happens(&db).await;
        for mailbox in [&steady, &trap] {
            assert!(hub.attach(mailbox, before));
        }
        assert!(
            trap.poll(&Context::from_waker(&Waker::from(Arc::new(Trap))))
                .is_pending()
        );
        let missed = happens(&db).await;
        // Whatever reached the one, it is closed, and told so.
        let mut told = String::new();
        while let Some(words) = hears(&steady).await {
            told.push_str(&words);
        }
        assert!(
            told.ends_with("retry: 500\n\nevent: lagged\ndata: {}\n\n"),
            "{told}"
        );
        assert_eq!(staff.fallen(), ["hub"]);
        assert!(staff.resting().is_empty(), "it works again");

        // Who comes back has to read what was lost from the file, and hears what comes after it.
        let again = agent();
        assert!(!hub.attach(&again, before));
        assert!(hub.attach(&again, missed));
        let next = happens(&db).await;
        let told = hears(&again).await.unwrap();
        assert!(told.starts_with(&format!("id: {next}\n")), "{told}");
        db.close();
    }
}

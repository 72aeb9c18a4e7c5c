//! A quiet stream still says that it is there, so that both sides notice a dead one.

use std::{future::poll_fn, time::Duration};

use shopbell::{
    base::{secret::TokenHash, time::Clock},
    db::{Db, DbError},
    desk::{
        arrival::{self, Greeting},
        channel::{self, Settings},
        customer::visitor,
    },
    live::{Hub, Listener, Owner, Resume},
};
use tempfile::TempDir;
use tokio::time::{Instant, timeout};

#[tokio::test(start_paused = true)]
async fn a_quiet_stream_pings_every_twenty_seconds_at_least() {
    let folder = TempDir::new().unwrap();
    let (hub, follower) = Hub::new();
    let db = Db::open(
        &folder.path().join("shopbell.db"),
        Clock::machine(),
        follower,
    )
    .unwrap();
    let identities: Vec<_> = (0..3)
        .map(|_| {
            let act = |tx: &mut shopbell::db::Tx<'_>| {
                let channel = channel::add_web_chat(tx, "kettle.example", &Settings::default())?;
                let token: TokenHash = arrival::begin(tx, &channel, &Greeting::default())?
                    .token
                    .hash();
                Ok::<_, DbError>(visitor::resolve(tx, token)?.unwrap().identity)
            };
            // The writer is waited for on a thread that may wait.
            std::thread::scope(|scope| scope.spawn(|| db.write_blocking(act)).join().unwrap())
                .unwrap()
        })
        .collect();
    tokio::spawn(hub.clone().beat());
    for identity in identities {
        let owner = Owner::Visitor(identity);
        let mut stream = Listener::open(&hub, &db, owner, Resume::default())
            .await
            .unwrap();
        let mut next = async || poll_fn(|cx| stream.poll_next(cx)).await.unwrap();
        assert_eq!(next().await, "retry: 1000\n: shopbell\n\n");
        for _ in 0..3 {
            let begun = Instant::now();
            let ping = timeout(Duration::from_secs(20), next())
                .await
                .expect("in time");
            assert_eq!(ping, ": ping\n\n");
            assert!(begun.elapsed() <= Duration::from_secs(20));
        }
    }
    db.close();
}

//! kill -9 under load: what was acknowledged is there, once and in order; who won a chat has it; what
//! a stream told was told once; no message names a file that is not whole.

mod agents;
mod listener;
mod visitors;

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use tempfile::TempDir;

use crate::process::{Answer, Process, bearer, done, file, log, set_up};

/// How often the house is killed.
const KILLS: usize = 100;
/// Acknowledged messages between two kills at least.
const LEAST_A_LIFE: usize = 2;
/// Visitors who write meanwhile.
const WRITERS: usize = 6;

/// Where the house is at the moment, and whether the test is over.
struct Load {
    address: Mutex<SocketAddr>,
    stop: AtomicBool,
    /// How much was acknowledged so far, to everybody.
    acknowledged: AtomicUsize,
}

impl Load {
    /// Lets the house answer a few times, however slow the machine is: a house that does nothing cannot
    /// lose anything.
    fn wait_for_progress(&self) {
        let goal = self.acknowledged.load(Ordering::SeqCst) + LEAST_A_LIFE;
        for _ in 0..3_000 {
            if self.acknowledged.load(Ordering::SeqCst) >= goal {
                return;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    fn address(&self) -> SocketAddr {
        *self.address.lock().unwrap()
    }

    fn is_over(&self) -> bool {
        self.stop.load(Ordering::SeqCst)
    }

    /// Asks again and again until the house answers, as every client does: the same request, whatever
    /// became of it before.
    fn insist(&self, request: impl Fn(SocketAddr) -> Option<Answer>) -> Answer {
        let mut tries_at_rest = 0;
        loop {
            match request(self.address()) {
                Some(answer) if answer.status != 503 => return answer,
                _ => std::thread::sleep(Duration::from_millis(5)),
            }
            if self.is_over() {
                // The house is up for good by now: only a failed test leaves a request unanswered.
                tries_at_rest += 1;
                assert!(tries_at_rest < 1_000, "a request was never answered");
            }
        }
    }
}

/// Messages that were acknowledged: the number in their text, and their id.
type Acknowledged = BTreeMap<usize, i64>;

#[test]
fn a_hundred_kills_lose_and_double_nothing() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    set_up(&data);
    let house = Process::start(&data);
    let tokens: Vec<String> = (0..WRITERS).map(|_| house.visitor()).collect();
    let team = ["Ana", "Bo"].map(|name| house.agent(name));
    let load = Load {
        address: Mutex::new(house.address),
        stop: AtomicBool::new(false),
        acknowledged: AtomicUsize::new(0),
    };
    let (house, said, won, told) = std::thread::scope(|scope| {
        // Whatever fails below, nobody goes on for ever.
        let stop_at_end = StopAtEnd(&load.stop);
        let (load, team) = (&load, &team);
        let ear = scope.spawn(move || listener::listen(load, &team[0]));
        let writers: Vec<_> = tokens
            .iter()
            .map(|token| scope.spawn(move || visitors::write(load, token)))
            .collect();
        let race = scope.spawn(move || agents::race(load, team));
        let mut house = house;
        for kill in 0..KILLS {
            load.wait_for_progress();
            // A different moment each time: in the middle of whatever the house is doing then.
            std::thread::sleep(Duration::from_micros(
                2_000 + (kill as u64 * 7_919) % 40_000,
            ));
            house.kill();
            house = Process::start(&data);
            *load.address.lock().unwrap() = house.address;
        }
        drop(stop_at_end);
        let said: Vec<Acknowledged> = writers
            .into_iter()
            .map(|writer| writer.join().unwrap())
            .collect();
        (house, said, race.join().unwrap(), ear.join().unwrap())
    });

    let all: usize = said.iter().map(BTreeMap::len).sum();
    assert!(all > KILLS, "the house was hardly written to: {all}");
    for (token, said) in tokens.iter().zip(&said) {
        let stored = log(house.address, token, "/api/v1/visitor/messages");
        let expected: Vec<(String, i64)> = said
            .iter()
            .map(|(number, id)| (visitors::text(*number), *id))
            .collect();
        assert_eq!(stored, expected);
    }
    agents::check(house.address, &team, &won);
    house.kill();
    done(&data, &["verify"]);
    listener::check(&file(&data), &told);
}

struct StopAtEnd<'a>(&'a AtomicBool);

impl Drop for StopAtEnd<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

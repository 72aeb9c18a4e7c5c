//! People who post and listen: how many messages pass, what each costs, how soon it is heard.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::task::JoinHandle;

use crate::{client::Client, process::Server};

/// How long each throughput figure is measured in one turn.
const MEASURE: Duration = Duration::from_secs(3);

/// Posts that passed in some turns.
#[derive(Default)]
pub(crate) struct Throughput {
    /// Posts that were answered in all, the warming up included.
    pub(crate) count: u64,
    posted: u64,
    took: Duration,
    cpu: Duration,
}

impl Throughput {
    pub(crate) fn per_second(&self) -> f64 {
        self.posted as f64 / self.took.as_secs_f64()
    }

    /// Processor time of the server for each, in microseconds.
    pub(crate) fn cpu(&self) -> f64 {
        self.cpu.as_secs_f64() * 1e6 / self.posted as f64
    }
}

/// Milliseconds of today, with which Shopbell's own programs begin their keys.
fn moment() -> u128 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    now.expect("after 1970").as_millis()
}

/// Posters, one on each connection, who post as fast as answers come.
pub(crate) struct Posters {
    stop: Arc<AtomicBool>,
    count: Arc<AtomicU64>,
    tasks: Vec<JoinHandle<()>>,
}

impl Posters {
    /// No two turns use the same keys.
    pub(crate) async fn begin(
        address: SocketAddr,
        path: &'static str,
        tokens: &[String],
        turn: usize,
    ) -> Self {
        let (stop, count) = (Arc::<AtomicBool>::default(), Arc::<AtomicU64>::default());
        let mut tasks = Vec::new();
        for (poster, token) in tokens.iter().cloned().enumerate() {
            let (stop, count) = (stop.clone(), count.clone());
            let mut client = Client::connect(address).await.expect("connects");
            tasks.push(tokio::spawn(async move {
                let mut number = 0_u64;
                while !stop.load(Ordering::Relaxed) {
                    number += 1;
                    let key = format!("{:x}-{turn}-{poster}-{number}", moment());
                    let body = r#"{"text":"Where is my parcel?"}"#;
                    let Ok(response) = client.post(path, &token, &key, body).await else {
                        // The server was killed.
                        return;
                    };
                    assert!(
                        response.status < 300,
                        "{}: {}",
                        response.status,
                        response.body
                    );
                    count.fetch_add(1, Ordering::Relaxed);
                }
            }));
        }
        Self { stop, count, tasks }
    }

    pub(crate) fn count(&self) -> u64 {
        self.count.load(Ordering::Relaxed)
    }

    pub(crate) async fn end(self) {
        self.stop.store(true, Ordering::Relaxed);
        for task in self.tasks {
            task.await.expect("posts");
        }
    }
}

/// One more turn.
pub(crate) async fn throughput(
    server: &Server,
    path: &'static str,
    tokens: &[String],
    turn: usize,
    figures: &mut Throughput,
) {
    let posters = Posters::begin(server.address, path, tokens, turn).await;
    // The first second warms up.
    tokio::time::sleep(Duration::from_secs(1)).await;
    let (cpu, before, begun) = (server.cpu(), posters.count(), Instant::now());
    tokio::time::sleep(MEASURE).await;
    figures.cpu += server.cpu() - cpu;
    figures.posted += posters.count() - before;
    figures.took += begun.elapsed();
    let count = posters.count.clone();
    posters.end().await;
    figures.count += count.load(Ordering::Relaxed);
}

/// Agents who listen, and how many messages they heard together. Who is cut off comes back, as a
/// browser does, with the last event it saw.
pub(crate) async fn listen(
    address: SocketAddr,
    token: &str,
    count: usize,
    heard: &Arc<AtomicU64>,
) -> Vec<JoinHandle<()>> {
    const EVENTS: &str = "/api/v1/agent/events";
    let mut tasks = Vec::new();
    for _ in 0..count {
        let mut client = Client::connect(address).await.expect("connects");
        client.listen(EVENTS, token).await.expect("listens");
        let (heard, token) = (heard.clone(), token.to_owned());
        tasks.push(tokio::spawn(async move {
            let mut seen = None;
            loop {
                while client.read_some().await.is_ok_and(|read| read > 0) {
                    for line in client.take_lines().split(|byte| *byte == b'\n') {
                        if line == b"event: message" {
                            heard.fetch_add(1, Ordering::Relaxed);
                        } else if let Some(id) = line.strip_prefix(b"id: ") {
                            seen = std::str::from_utf8(id).ok().and_then(|id| id.parse().ok());
                        }
                    }
                }
                let Ok(again) = Client::connect(address).await else {
                    return;
                };
                client = again;
                if client.listen_after(EVENTS, &token, seen).await.is_err() {
                    return;
                }
            }
        }));
    }
    tasks
}

/// In milliseconds: the median, and what ninety-nine of a hundred stay below.
#[derive(Clone, Copy)]
pub(crate) struct Spread {
    pub(crate) p50: f64,
    pub(crate) p99: f64,
}

impl Spread {
    pub(crate) fn of(mut values: Vec<f64>) -> Self {
        assert!(!values.is_empty(), "nothing was measured");
        values.sort_by(f64::total_cmp);
        Self {
            p50: values[values.len() / 2],
            p99: values[values.len() * 99 / 100],
        }
    }
}

/// A hundred messages a second: how long until the sender knows, and until the agent hears.
pub(crate) async fn delivery(address: SocketAddr, agent: &str, visitor: &str) -> (Spread, Spread) {
    let mut listener = Client::connect(address).await.expect("connects");
    listener
        .listen("/api/v1/agent/events", agent)
        .await
        .expect("listens");
    let (sender, mut arrivals) = tokio::sync::mpsc::unbounded_channel();
    let task = tokio::spawn(async move {
        while listener.read_some().await.is_ok_and(|read| read > 0) {
            let at = Instant::now();
            let text = String::from_utf8_lossy(&listener.take()).into_owned();
            for _ in text.split("timed ").skip(1) {
                let _ = sender.send(at);
            }
        }
    });
    let mut client = Client::connect(address).await.expect("connects");
    let (mut answered, mut heard) = (Vec::new(), Vec::new());
    let millis = |duration: Duration| duration.as_secs_f64() * 1000.0;
    for number in 0..300 {
        let begun = Instant::now();
        let key = format!("timed-{number}");
        let body = format!(r#"{{"text":"timed {number}"}}"#);
        client
            .post("/api/v1/visitor/messages", visitor, &key, &body)
            .await
            .expect("answers");
        answered.push(millis(begun.elapsed()));
        let at = tokio::time::timeout(Duration::from_secs(5), arrivals.recv())
            .await
            .expect("it is heard within five seconds")
            .expect("the stream lives");
        heard.push(millis(at - begun));
        tokio::time::sleep(Duration::from_millis(10).saturating_sub(begun.elapsed())).await;
    }
    task.abort();
    (Spread::of(answered), Spread::of(heard))
}

/// Bytes that each of `count` silent streams adds to the server.
pub(crate) async fn memory_per_stream(
    server: &Server,
    path: &'static str,
    tokens: &[String],
    count: usize,
) -> f64 {
    // One round warms up what is allocated once.
    let mut open = Vec::with_capacity(count + 100);
    for number in 0..100 {
        open.push(stream(server.address, path, &tokens[number % tokens.len()]).await);
    }
    let before = server.memory();
    for number in 0..count {
        open.push(stream(server.address, path, &tokens[number % tokens.len()]).await);
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    (server.memory() as f64 - before as f64) / count as f64
}

async fn stream(address: SocketAddr, path: &str, token: &str) -> tokio::net::TcpStream {
    let mut client = Client::connect(address).await.expect("connects");
    client.listen(path, token).await.expect("listens");
    client.idle()
}

//! A full shop for an hour: thousands of visitors look on, a team listens, messages go both ways without a pause. Memory
//! must stay, everybody must hear everything once and soon, and all of it must stand in the file in the end.

use std::{
    net::SocketAddr,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{io::AsyncReadExt, task::JoinHandle, time::MissedTickBehavior};

use crate::{
    client::Client,
    process::{self, Server},
    shop,
    table::{Goal, Of, Row, Table},
};

const AGENTS: usize = 50;
/// Chats that each agent has taken and answers in.
const CHATS: usize = 3;
/// Messages a second: most are customers', a quarter are answers.
const CUSTOMERS_WRITE: u32 = 150;
const AGENTS_WRITE: u32 = 50;
/// Connections over which each side writes.
const LINES: usize = 25;
/// Milliseconds from the moment a message was due until 99 of 100 have heard it.
const HEARD_WITHIN: f64 = 50.0;
/// How much more memory there may be at the end than after the first tenth.
const GROWTH: f64 = 1.1;

const WRITE: &str = "/api/v1/visitor/messages";

/// When things were heard, in tenths of a millisecond; the last place takes what was later.
struct Delays(Vec<AtomicU64>);

impl Delays {
    fn new() -> Self {
        Self((0..50_000).map(|_| AtomicU64::new(0)).collect())
    }

    fn add(&self, delay: Duration) {
        let place = usize::try_from(delay.as_micros() / 100).unwrap_or(usize::MAX);
        self.0[place.min(self.0.len() - 1)].fetch_add(1, Ordering::Relaxed);
    }

    fn all(&self) -> Vec<u64> {
        self.0
            .iter()
            .map(|place| place.load(Ordering::Relaxed))
            .collect()
    }
}

/// Milliseconds below which this share of what came since `before` lies.
fn share(now: &[u64], before: &[u64], share: f64) -> f64 {
    let since = || now.iter().zip(before).map(|(now, before)| now - before);
    let wanted = since().sum::<u64>() as f64 * share;
    let mut passed = 0.0;
    let place = since().position(|count| {
        passed += count as f64;
        passed >= wanted
    });
    place.unwrap_or(now.len()) as f64 / 10.0
}

/// What all of them share.
struct Shop {
    address: SocketAddr,
    begun: Instant,
    said: AtomicU64,
    by_agents: Delays,
    by_visitors: Delays,
    twice: AtomicU64,
}

/// Runs it for so many seconds and says what went beyond its bound.
pub(crate) async fn soak(seconds: u64, streams: usize) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("soak");
    shop::set_up(&data);
    shop::add_agents(&data, AGENTS);
    let server = Server::start(process::serve(&data), "/healthz").await;
    let shop = Arc::new(Shop {
        address: server.address,
        begun: Instant::now(),
        said: AtomicU64::new(0),
        by_agents: Delays::new(),
        by_visitors: Delays::new(),
        twice: AtomicU64::new(0),
    });
    let visitors = shop::begin_chats(server.address, streams).await;
    let mut agents = Vec::new();
    for number in 0..AGENTS {
        agents.push(
            shop::sign_in_as(server.address, &shop::address_of(number), shop::PASSWORD).await,
        );
    }
    take_chats(&shop, &agents, &visitors).await;
    let mut ears = Vec::new();
    for (token, _) in &visitors {
        ears.push(hear(&shop, "/api/v1/visitor/events", token, false).await);
    }
    for token in &agents {
        ears.push(hear(&shop, "/api/v1/agent/events", token, true).await);
    }
    println!("| minute | memory | agents heard, p50 | p99 | visitors heard, p99 | messages |");
    println!("| ---: | ---: | ---: | ---: | ---: | ---: |");
    let writers = write(&shop, &agents, &visitors);
    let memory = watch(&shop, &server, seconds).await;
    for writer in writers {
        writer.abort();
    }
    // What was said last is still on its way.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let said = count(&shop.said);
    server.stop();
    let mut table = Table::begin();
    verdict(&mut table, &shop, &memory, said);
    table.add(Row {
        figure: "of all that was accepted, in the file",
        value: in_file(&data) as f64 / said as f64 * 100.0,
        unit: "%",
        limit: 0.0,
        limit_is: "",
        goal: Goal::AtLeast(100.0, 100.0),
        of: Of::Value,
    });
    drop(ears);
    table.end()
}

fn count(number: &AtomicU64) -> u64 {
    number.load(Ordering::Relaxed)
}

/// The first visitors' chats, some for each agent.
async fn take_chats(shop: &Shop, agents: &[String], visitors: &[(String, u64)]) {
    for (number, (token, chat)) in visitors.iter().take(AGENTS * CHATS).enumerate() {
        let mut client = Client::connect(shop.address).await.expect("connects");
        let said = client
            .post(WRITE, token, "first", r#"{"text":"Hello"}"#)
            .await;
        assert!(said.expect("answers").status < 300);
        let path = format!("/api/v1/agent/conversations/{chat}/claim");
        let taken = client
            .post(&path, &agents[number % AGENTS], "claim", "{}")
            .await;
        let taken = taken.expect("answers");
        assert!(taken.status < 300, "{}", taken.body);
    }
}

/// Listens, and notes how late each message is.
async fn hear(shop: &Arc<Shop>, path: &str, token: &str, is_agent: bool) -> JoinHandle<()> {
    let mut client = Client::connect(shop.address).await.expect("connects");
    client.listen(path, token).await.expect("listens");
    let mut stream = client.idle();
    let shop = shop.clone();
    tokio::spawn(async move {
        let mut buffer: Vec<u8> = Vec::with_capacity(512);
        let mut heard = Heard::default();
        let mut is_message = false;
        while stream
            .read_buf(&mut buffer)
            .await
            .is_ok_and(|read| read > 0)
        {
            let now = shop.begun.elapsed();
            let end = buffer
                .iter()
                .rposition(|byte| *byte == b'\n')
                .map_or(0, |at| at + 1);
            for line in buffer[..end].split(|byte| *byte == b'\n') {
                if line.starts_with(b"event: ") {
                    is_message = line == b"event: message";
                } else if let Some((number, due)) = is_message.then(|| timed(line)).flatten() {
                    is_message = false;
                    if !is_agent {
                        shop.by_visitors.add(now.saturating_sub(due));
                    } else if heard.first_time(number) {
                        shop.by_agents.add(now.saturating_sub(due));
                    } else {
                        shop.twice.fetch_add(1, Ordering::Relaxed);
                    }
                }
            }
            buffer.drain(..end);
        }
    })
}

/// Which numbers one has heard.
#[derive(Default)]
struct Heard(Vec<u64>);

impl Heard {
    fn first_time(&mut self, number: usize) -> bool {
        let (place, bit) = (number / 64, 1_u64 << (number % 64));
        if self.0.len() <= place {
            self.0.resize(place + 1, 0);
        }
        let is_first = self.0[place] & bit == 0;
        self.0[place] |= bit;
        is_first
    }
}

/// A message says which it is and when it was due, in microseconds since the beginning.
fn timed(line: &[u8]) -> Option<(usize, Duration)> {
    let line = std::str::from_utf8(line).ok()?;
    let mut parts = line.split_once("soak:")?.1.split(':');
    let number = parts.next()?.parse().ok()?;
    let due = parts.next()?.parse().ok()?;
    Some((number, Duration::from_micros(due)))
}

fn write(shop: &Arc<Shop>, agents: &[String], visitors: &[(String, u64)]) -> Vec<JoinHandle<()>> {
    let of_agents: Vec<(String, String)> = visitors[..AGENTS * CHATS]
        .iter()
        .enumerate()
        .map(|(number, (_, chat))| {
            let path = format!("/api/v1/agent/conversations/{chat}/messages");
            (path, agents[number % AGENTS].clone())
        })
        .collect();
    let of_customers: Vec<(String, String)> = visitors[AGENTS * CHATS..]
        .iter()
        .map(|(token, _)| (WRITE.to_owned(), token.clone()))
        .collect();
    (0..LINES)
        .flat_map(|line| {
            [
                tokio::spawn(one_line(
                    shop.clone(),
                    line,
                    of_customers.clone(),
                    CUSTOMERS_WRITE,
                    false,
                )),
                tokio::spawn(one_line(
                    shop.clone(),
                    line,
                    of_agents.clone(),
                    AGENTS_WRITE,
                    true,
                )),
            ]
        })
        .collect()
}

/// One of [`LINES`] connections: what is due is written as soon as the one before is answered, and counts from when it
/// was due.
async fn one_line(
    shop: Arc<Shop>,
    line: usize,
    writers: Vec<(String, String)>,
    rate: u32,
    answers: bool,
) {
    let mut client = Client::connect(shop.address).await.expect("connects");
    let beat = Duration::from_secs(LINES as u64) / rate;
    let first = tokio::time::Instant::now() + beat.mul_f64(line as f64 / LINES as f64);
    let mut due = tokio::time::interval_at(first, beat);
    due.set_missed_tick_behavior(MissedTickBehavior::Burst);
    for turn in 0_usize.. {
        let at = due.tick().await.into_std() - shop.begun;
        let number = turn * LINES + line;
        let (path, token) = &writers[number % writers.len()];
        let key = format!("soak-{answers}-{number}");
        // No two messages have the same number.
        let which = 2 * number + usize::from(answers);
        let body = format!(r#"{{"text":"soak:{which}:{}:"}}"#, at.as_micros());
        let response = client
            .post(path, token, &key, &body)
            .await
            .expect("answers");
        assert!(
            response.status < 300,
            "{}: {}",
            response.status,
            response.body
        );
        shop.said.fetch_add(1, Ordering::Relaxed);
    }
}

/// Prints a line each minute; answers the server's memory at each tenth of the time.
async fn watch(shop: &Shop, server: &Server, seconds: u64) -> Vec<f64> {
    let mut memory = Vec::new();
    let (mut agents, mut visitors) = (shop.by_agents.all(), shop.by_visitors.all());
    let mut minute = tokio::time::interval(Duration::from_secs(60));
    let mut tenth = tokio::time::interval(Duration::from_secs_f64(seconds as f64 / 10.0));
    minute.tick().await;
    tenth.tick().await;
    let mut minutes = 0;
    while memory.len() < 10 {
        tokio::select! {
            _ = tenth.tick() => memory.push(server.memory() as f64 / 1e6),
            _ = minute.tick() => {
                minutes += 1;
                let (of_agents, of_visitors) = (shop.by_agents.all(), shop.by_visitors.all());
                println!(
                    "| {minutes} | {:.1} MB | {:.1} ms | {:.1} ms | {:.1} ms | {} |",
                    server.memory() as f64 / 1e6,
                    share(&of_agents, &agents, 0.5),
                    share(&of_agents, &agents, 0.99),
                    share(&of_visitors, &visitors, 0.99),
                    count(&shop.said),
                );
                (agents, visitors) = (of_agents, of_visitors);
            }
        }
    }
    memory
}

fn verdict(table: &mut Table, shop: &Shop, memory: &[f64], said: u64) {
    let (agents, visitors) = (shop.by_agents.all(), shop.by_visitors.all());
    let nothing = vec![0; agents.len()];
    let full = |heard: u64, of: u64| heard as f64 / of as f64 * 100.0;
    for (figure, value, unit, goal) in [
        (
            "heard by an agent, p99",
            share(&agents, &nothing, 0.99),
            "ms",
            Goal::AtMost(HEARD_WITHIN, HEARD_WITHIN),
        ),
        (
            "heard by a visitor, p99",
            share(&visitors, &nothing, 0.99),
            "ms",
            Goal::AtMost(HEARD_WITHIN, HEARD_WITHIN),
        ),
        (
            "messages that each agent heard",
            full(agents.iter().sum(), said * AGENTS as u64),
            "%",
            Goal::AtLeast(100.0, 100.0),
        ),
        (
            "messages that their customer's page heard",
            full(visitors.iter().sum(), said),
            "%",
            Goal::AtLeast(100.0, 100.0),
        ),
        (
            "heard twice",
            count(&shop.twice) as f64,
            "",
            Goal::AtMost(0.0, 0.0),
        ),
    ] {
        table.add(Row {
            figure,
            value,
            unit,
            limit: 0.0,
            limit_is: "",
            goal,
            of: Of::Value,
        });
    }
    table.add(Row {
        figure: "memory at the end",
        value: memory[9],
        unit: "MB",
        limit: memory[0],
        limit_is: "after the first tenth",
        goal: Goal::AtMost(GROWTH, GROWTH),
        of: Of::Ratio,
    });
}

fn in_file(data: &Path) -> i64 {
    let file = rusqlite::Connection::open(data.join("shopbell.db")).expect("opens");
    let sql = "select count(*) from message where text like 'soak:%'";
    file.query_row(sql, [], |row| row.get(0)).expect("counts")
}

//! Figures: what a message, a stream and a start cost, beside limits measured in the same run.
//!
//! Run by `tests/bench` on the release binary, on loopback, bounded in count and time. It prints
//! ratios, because a machine's own speed says nothing about the product.

mod bare;
mod client;
mod history;
mod process;

use std::{
    net::SocketAddr,
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use client::Client;
use process::Server;

/// Visitors that post at the same time.
const POSTERS: usize = 64;
/// How long each throughput figure is measured.
const MEASURE: Duration = Duration::from_secs(6);
const PASSWORD: &str = "a bell on the counter";

fn main() {
    let _ = rlimit::increase_nofile_limit(u64::MAX);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    if std::env::args().any(|argument| argument == "--bare") {
        return runtime.block_on(bare::run());
    }
    runtime.block_on(figures());
}

fn bare_command() -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.arg("--bare");
    command
}

async fn figures() {
    let streams: usize = std::env::var("STREAMS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(10_000);
    let messages: i64 = std::env::var("MESSAGES")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(1_000_000);
    let folder = tempfile::tempdir().expect("a folder");
    println!("figure                                              value      ratio   limit");

    // Limits of this machine.
    let sqlite_one = bare::sqlite(folder.path(), 1);
    let sqlite_many = bare::sqlite(folder.path(), POSTERS);
    row(
        "SQLite, one durable insert a commit",
        &format!("{sqlite_one:.0}/s"),
        "",
        "",
    );
    row(
        &format!("SQLite, {POSTERS} durable inserts a commit"),
        &format!("{sqlite_many:.0}/s"),
        "",
        "",
    );
    let server = Server::start(bare_command(), "/").await;
    let tokens = vec![String::from("none"); POSTERS];
    let bare = throughput(&server, "/", &tokens).await;
    row(
        "bare hyper POST",
        &format!("{:.0}/s", bare.per_second),
        "",
        "",
    );
    row(
        "  server CPU",
        &format!("{:.1} µs", bare.cpu_micros),
        "",
        "",
    );
    let bare_stream = memory_per_stream(&server, "/events", &tokens[..1], streams / 4).await;
    row(
        "bare hyper, memory per idle stream",
        &format!("{:.1} kB", bare_stream / 1000.0),
        "",
        "≤ 12.8 kB known",
    );
    drop(server);

    // The product, empty.
    let data = folder.path().join("house");
    set_up(&data);
    let starts = start_times(&data, 7).await;
    let empty_start = median(&starts);
    row(
        "start to first answer, empty",
        &ms(empty_start),
        "",
        "≤ 30 ms (aim 15)",
    );
    let server = Server::start(process::serve(&data), "/healthz").await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let (resident, anonymous) = server.memory();
    row(
        "idle memory, resident (of it private)",
        &format!(
            "{:.1} MB ({:.1})",
            resident as f64 / 1e6,
            anonymous as f64 / 1e6
        ),
        "",
        "≤ 10 MB (aim 6)",
    );

    // Messages with three agents listening.
    let agent = sign_in(server.address).await;
    let heard = Arc::new(AtomicU64::new(0));
    let listeners = listen(server.address, &agent, 3, &heard).await;
    let visitors = begin_sessions(server.address, POSTERS).await;
    let posts = throughput(&server, "/api/v1/visitor/messages", &visitors).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    row(
        "durable visitor messages",
        &format!("{:.0}/s", posts.per_second),
        &format!("{:.2}", posts.per_second / bare.per_second),
        "aim 0.30 of bare POST",
    );
    row(
        "  as a share of SQLite's own limit",
        "",
        &format!("{:.2}", posts.per_second / sqlite_many),
        "",
    );
    row(
        "  server CPU per message, 3 agents listening",
        &format!("{:.1} µs", posts.cpu_micros),
        &format!("{:.2}", posts.cpu_micros / bare.cpu_micros),
        "≤ 5 bare POSTs (aim 3)",
    );
    let heard_of = heard.load(Ordering::Relaxed) as f64 / (3.0 * posts.count as f64);
    row(
        "  heard by each agent",
        &format!("{:.1} %", heard_of * 100.0),
        "",
        "100 % or cut off",
    );

    let delivery = delivery(server.address, &agent, &visitors[0]).await;
    row(
        "delivery over the post's own answer, p50",
        &format!("{:.2} / {:.2} ms", delivery.heard.0, delivery.answered.0),
        &format!("{:.2}", delivery.heard.0 / delivery.answered.0),
        "aim 1.0",
    );
    row(
        "delivery over the post's own answer, p99",
        &format!("{:.2} / {:.2} ms", delivery.heard.1, delivery.answered.1),
        &format!("{:.2}", delivery.heard.1 / delivery.answered.1),
        "aim 1.0",
    );
    for listener in listeners {
        listener.abort();
    }
    server.kill();

    // Back after a crash.
    let server = Server::start(process::serve(&data), "/healthz").await;
    row(
        "start to first answer after kill -9 under load",
        &ms(server.first_answer),
        "",
        "≤ 2000 ms",
    );
    drop(server);

    // Idle streams.
    let quiet = folder.path().join("quiet");
    set_up(&quiet);
    let server = Server::start(process::serve(&quiet), "/healthz").await;
    let visitors = begin_sessions(server.address, 200).await;
    let per_stream = memory_per_stream(&server, "/api/v1/visitor/events", &visitors, streams).await;
    row(
        &format!("memory per idle visitor stream, {streams} open"),
        &format!("{:.1} kB", per_stream / 1000.0),
        &format!("{:.2}", per_stream / bare_stream),
        "≤ 14.5 kB",
    );
    drop(server);

    // A full house.
    let full = quiet.clone();
    // The desk's acts wait for the disk, which threads of the runtime must not.
    tokio::task::spawn_blocking(move || history::fill(&full, messages))
        .await
        .expect("a full house");
    let starts = start_times(&quiet, 7).await;
    row(
        &format!("start to first answer, {messages} messages"),
        &ms(median(&starts)),
        &format!(
            "{:.2}",
            median(&starts).as_secs_f64() / empty_start.as_secs_f64()
        ),
        "≤ 1.5 of empty",
    );
    let size = std::fs::metadata(process::shopbell()).map_or(0, |file| file.len());
    row(
        "size of the stripped binary",
        &format!("{:.1} MB", size as f64 / 1e6),
        "",
        "≤ 12 MB (aim 8)",
    );
}

fn row(what: &str, value: &str, ratio: &str, limit: &str) {
    println!("{what:<50}{value:>16}{ratio:>9}   {limit}");
}

fn ms(duration: Duration) -> String {
    format!("{:.1} ms", duration.as_secs_f64() * 1000.0)
}

fn median(times: &[Duration]) -> Duration {
    let mut sorted = times.to_vec();
    sorted.sort();
    sorted[sorted.len() / 2]
}

/// An admin to sign in as and a site to write on, by the commands a shop would use.
fn set_up(data: &std::path::Path) {
    let password = data.with_extension("password");
    std::fs::write(&password, PASSWORD).expect("a file");
    let run = |arguments: &[&str]| {
        let done = Command::new(process::shopbell())
            .arg("--data")
            .arg(data)
            .args(arguments)
            .stdout(std::process::Stdio::null())
            .status()
            .expect("the command runs");
        assert!(done.success(), "{arguments:?}");
    };
    let password = password.to_str().expect("a plain path");
    run(&[
        "user",
        "add",
        "--role",
        "admin",
        "--email",
        "ana@example.org",
        "--name",
        "Ana",
        "--password-file",
        password,
    ]);
    run(&["channel", "add", "web-chat", "--name", "Shop"]);
}

async fn start_times(data: &std::path::Path, times: usize) -> Vec<Duration> {
    let mut starts = Vec::new();
    for _ in 0..times {
        starts.push(
            Server::start(process::serve(data), "/healthz")
                .await
                .first_answer,
        );
    }
    starts
}

async fn sign_in(address: SocketAddr) -> String {
    let mut client = Client::connect(address).await.expect("connects");
    let body = serde_json::json!({ "email": "ana@example.org", "password": PASSWORD }).to_string();
    let response = client
        .post("/api/v1/agent/login", "none", "none", &body)
        .await
        .expect("answers");
    field(&response.body, "token")
}

async fn begin_sessions(address: SocketAddr, count: usize) -> Vec<String> {
    let mut client = Client::connect(address).await.expect("connects");
    let mut tokens = Vec::new();
    for _ in 0..count {
        let response = client
            .post(
                "/api/v1/visitor/sessions",
                "none",
                "none",
                r#"{"name":"Ann"}"#,
            )
            .await
            .expect("answers");
        tokens.push(field(&response.body, "token"));
    }
    tokens
}

fn field(body: &str, name: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(body).expect("JSON");
    value[name]
        .as_str()
        .unwrap_or_else(|| panic!("no {name} in {body}"))
        .to_owned()
}

async fn listen(
    address: SocketAddr,
    token: &str,
    count: usize,
    heard: &Arc<AtomicU64>,
) -> Vec<tokio::task::JoinHandle<()>> {
    let mut tasks = Vec::new();
    for _ in 0..count {
        let mut client = Client::connect(address).await.expect("connects");
        client
            .listen("/api/v1/agent/events", token)
            .await
            .expect("listens");
        let heard = heard.clone();
        tasks.push(tokio::spawn(async move {
            while client.read_some().await.is_ok_and(|read| read > 0) {
                let bytes = client.take();
                let events = bytes
                    .windows(15)
                    .filter(|window| window == b"event: message\n")
                    .count();
                heard.fetch_add(events as u64, Ordering::Relaxed);
            }
        }));
    }
    tasks
}

struct Throughput {
    count: u64,
    per_second: f64,
    cpu_micros: f64,
}

/// Posts on one connection per token as fast as answers come.
async fn throughput(server: &Server, path: &'static str, tokens: &[String]) -> Throughput {
    let (stop, count) = (
        Arc::new(AtomicBool::new(false)),
        Arc::new(AtomicU64::new(0)),
    );
    let mut tasks = Vec::new();
    for (poster, token) in tokens.iter().cloned().enumerate() {
        let (stop, count) = (stop.clone(), count.clone());
        let mut client = Client::connect(server.address).await.expect("connects");
        tasks.push(tokio::spawn(async move {
            let mut number = 0_u64;
            while !stop.load(Ordering::Relaxed) {
                number += 1;
                let response = client
                    .post(
                        path,
                        &token,
                        &format!("{poster}-{number}"),
                        r#"{"text":"Where is my parcel?"}"#,
                    )
                    .await
                    .expect("answers");
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
    // The first second warms up.
    tokio::time::sleep(Duration::from_secs(1)).await;
    let (cpu, before, begun) = (server.cpu(), count.load(Ordering::Relaxed), Instant::now());
    tokio::time::sleep(MEASURE).await;
    let (cpu, posted, took) = (
        server.cpu() - cpu,
        count.load(Ordering::Relaxed) - before,
        begun.elapsed(),
    );
    stop.store(true, Ordering::Relaxed);
    for task in tasks {
        task.await.expect("posts");
    }
    Throughput {
        count: count.load(Ordering::Relaxed),
        per_second: posted as f64 / took.as_secs_f64(),
        cpu_micros: cpu.as_secs_f64() * 1e6 / posted as f64,
    }
}

struct Delivery {
    /// Milliseconds to the post's answer, p50 and p99.
    answered: (f64, f64),
    /// Milliseconds to the agent's stream.
    heard: (f64, f64),
}

/// A hundred messages a second: how long until the sender and until the agent knows.
async fn delivery(address: SocketAddr, agent: &str, visitor: &str) -> Delivery {
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
            for part in text.split("timed ").skip(1) {
                let number: Option<usize> = part
                    .split('"')
                    .next()
                    .and_then(|number| number.parse().ok());
                if let Some(number) = number {
                    let _ = sender.send((number, at));
                }
            }
        }
    });
    let mut client = Client::connect(address).await.expect("connects");
    let (mut answered, mut heard) = (Vec::new(), Vec::new());
    for number in 0..300_usize {
        let begun = Instant::now();
        let body = format!(r#"{{"text":"timed {number}"}}"#);
        client
            .post(
                "/api/v1/visitor/messages",
                visitor,
                &format!("timed-{number}"),
                &body,
            )
            .await
            .expect("answers");
        answered.push(begun.elapsed().as_secs_f64() * 1000.0);
        let arrival = tokio::time::timeout(Duration::from_secs(5), arrivals.recv()).await;
        if let Ok(Some((_, at))) = arrival {
            heard.push((at - begun).as_secs_f64() * 1000.0);
        }
        tokio::time::sleep(Duration::from_millis(10).saturating_sub(begun.elapsed())).await;
    }
    task.abort();
    Delivery {
        answered: percentiles(answered),
        heard: percentiles(heard),
    }
}

fn percentiles(mut values: Vec<f64>) -> (f64, f64) {
    values.sort_by(f64::total_cmp);
    (values[values.len() / 2], values[values.len() * 99 / 100])
}

/// Bytes that each of `count` silent streams adds to the server.
async fn memory_per_stream(
    server: &Server,
    path: &'static str,
    tokens: &[String],
    count: usize,
) -> f64 {
    // One round warms up what is allocated once.
    let mut open = Vec::with_capacity(count);
    for number in 0..100 {
        open.push(stream(server.address, path, &tokens[number % tokens.len()]).await);
    }
    let (before, _) = server.memory();
    for number in 0..count {
        open.push(stream(server.address, path, &tokens[number % tokens.len()]).await);
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    let (after, _) = server.memory();
    (after as f64 - before as f64) / count as f64
}

async fn stream(address: SocketAddr, path: &str, token: &str) -> tokio::net::TcpStream {
    let mut client = Client::connect(address).await.expect("connects");
    client.listen(path, token).await.expect("listens");
    client.idle()
}

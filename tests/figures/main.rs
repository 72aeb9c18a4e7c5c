//! Figures: what a message, a stream and a start cost, beside limits measured in the same run.
//!
//! Run by `tests/bench` on the release binary, on loopback, bounded in count and time. What it
//! prints are ratios above all, because a machine's own speed says nothing about the product. It
//! fails when a figure goes beyond its bound.

mod accounts;
mod bare;
mod client;
mod load;
mod process;
mod scale;
mod shop;
mod soak;
mod table;

use std::{
    path::Path,
    process::{Command, ExitCode},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use accounts::Abroad;
use load::{Posters, Throughput, delivery, listen, memory_per_stream, throughput};
use process::Server;
use table::{Goal, Of, Row, Table};

/// Visitors that post at the same time.
const POSTERS: usize = 64;
/// How often bare hyper and a busy house post in turn: a machine that changes its speed meanwhile
/// changes both.
const TURNS: usize = 3;
/// Starts of which the median counts.
const STARTS: usize = 9;
const MESSAGES: &str = "/api/v1/visitor/messages";
/// How long idle accounts are left alone before they are measured, and then for how long.
const SETTLED: Duration = Duration::from_secs(10);
const MEASURED: Duration = Duration::from_secs(30);

fn main() -> ExitCode {
    let _ = rlimit::increase_nofile_limit(u64::MAX);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    if std::env::args().any(|argument| argument == "--bare") {
        runtime.block_on(bare::run());
        return ExitCode::SUCCESS;
    }
    let missed = match std::env::var("SOAK") {
        Ok(_) => runtime.block_on(soak::soak(
            number_from("SOAK", 3600) as u64,
            number_from("STREAMS", 10_000),
        )),
        Err(_) => runtime.block_on(figures()),
    };
    if missed.is_empty() {
        return ExitCode::SUCCESS;
    }
    eprintln!("beyond the bound: {}", missed.join("; "));
    ExitCode::FAILURE
}

fn number_from(variable: &str, otherwise: usize) -> usize {
    std::env::var(variable)
        .ok()
        .and_then(|number| number.parse().ok())
        .unwrap_or(otherwise)
}

/// What this machine can do at best.
struct Limits {
    sqlite: f64,
    start: f64,
    idle: f64,
    stream: f64,
}

async fn figures() -> Vec<String> {
    let streams = number_from("STREAMS", 10_000);
    let accounts = number_from("ACCOUNTS", 50);
    let folder = tempfile::tempdir().expect("a folder");
    let [busy, quiet, abroad] = ["busy", "quiet", "abroad"].map(|name| folder.path().join(name));
    for data in [&busy, &quiet, &abroad] {
        shop::set_up(data);
    }

    let limits = limits_of_this_machine(folder.path(), streams).await;
    let mut table = Table::begin();
    machine(&mut table, &limits);
    let empty_start = empty_house(&mut table, &limits, &quiet).await;
    messages_of_a_busy_house(&mut table, &limits, &busy).await;
    idle_streams(&mut table, &limits, &quiet, streams).await;
    idle_accounts(&mut table, &abroad, accounts).await;
    old_houses(&mut table, empty_start, folder.path()).await;
    binary(&mut table);
    table.end()
}

async fn limits_of_this_machine(folder: &Path, streams: usize) -> Limits {
    let sqlite = bare::sqlite(folder, POSTERS);
    let start = start_time(bare_command, "/").await;
    let server = Server::start(bare_command(), "/").await;
    let idle = server.memory() as f64 / 1e6;
    let token = [String::from("none")];
    let stream = memory_per_stream(&server, "/events", &token, streams / 4).await / 1e3;
    Limits {
        sqlite,
        start,
        idle,
        stream,
    }
}

/// What is told for comparison, without a bound.
fn plain<'a>(figure: &'a str, value: f64, unit: &'a str) -> Row<'a> {
    Row {
        figure,
        value,
        unit,
        limit: 0.0,
        limit_is: "",
        goal: Goal::None,
        of: Of::Value,
    }
}

fn bare_command() -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.arg("--bare");
    command
}

fn machine(table: &mut Table, limits: &Limits) {
    table.add(plain(
        "this machine: SQLite, 64 durable inserts a commit",
        limits.sqlite,
        "/s",
    ));
}

async fn empty_house(table: &mut Table, limits: &Limits, data: &Path) -> f64 {
    let start = start_time(|| process::serve(data), "/healthz").await;
    table.add(Row {
        figure: "start to first answer, empty",
        value: start,
        unit: "ms",
        limit: limits.start,
        limit_is: "bare hyper",
        goal: Goal::AtMost(15.0, 30.0),
        of: Of::Value,
    });
    let server = Server::start(process::serve(data), "/healthz").await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    table.add(Row {
        figure: "memory of an idle house",
        value: server.memory() as f64 / 1e6,
        unit: "MB",
        limit: limits.idle,
        limit_is: "bare hyper",
        goal: Goal::AtMost(6.0, 10.0),
        of: Of::Value,
    });
    start
}

async fn messages_of_a_busy_house(table: &mut Table, limits: &Limits, data: &Path) {
    let server = Server::start(process::serve(data), "/healthz").await;
    let agent = shop::sign_in(server.address).await;
    let heard = Arc::new(AtomicU64::new(0));
    let listeners = listen(server.address, &agent, 3, &heard).await;
    let visitors = shop::begin_sessions(server.address, POSTERS).await;
    let bare = Server::start(bare_command(), "/").await;
    let (mut limit, mut posts) = (Throughput::default(), Throughput::default());
    for turn in 0..TURNS {
        throughput(&bare, "/", &visitors, turn, &mut limit).await;
        throughput(&server, MESSAGES, &visitors, turn, &mut posts).await;
    }
    bare.stop();
    table.add(plain(
        "this machine: bare hyper POST, 64 at once",
        limit.per_second(),
        "/s",
    ));
    tokio::time::sleep(Duration::from_secs(1)).await;
    table.add(Row {
        figure: "server CPU of a durable message, 3 agents listening",
        value: posts.cpu(),
        unit: "µs",
        limit: limit.cpu(),
        limit_is: "bare POST",
        goal: Goal::AtMost(3.0, 5.0),
        of: Of::Ratio,
    });
    table.add(Row {
        figure: "durable messages accepted",
        value: posts.per_second(),
        unit: "/s",
        limit: limit.per_second(),
        limit_is: "bare POST",
        goal: Goal::AtLeast(0.3, 0.16),
        of: Of::Ratio,
    });
    table.add(Row {
        figure: "… beside SQLite alone",
        value: posts.per_second(),
        unit: "/s",
        limit: limits.sqlite,
        limit_is: "raw group commit",
        goal: Goal::None,
        of: Of::Ratio,
    });
    let share = heard.load(Ordering::Relaxed) as f64 / (3 * posts.count) as f64;
    table.add(Row {
        figure: "… of which each agent heard",
        value: share * 100.0,
        unit: "%",
        limit: 0.0,
        limit_is: "",
        goal: Goal::AtLeast(100.0, 99.9),
        of: Of::Value,
    });
    let (answered, spread) = delivery(server.address, &agent, &visitors[0]).await;
    for (figure, value, limit) in [
        ("heard by an agent, p50", spread.p50, answered.p50),
        ("heard by an agent, p99", spread.p99, answered.p99),
    ] {
        table.add(Row {
            figure,
            value,
            unit: "ms",
            limit,
            limit_is: "the post's own answer",
            goal: Goal::AtMost(1.0, 1.5),
            of: Of::Ratio,
        });
    }
    for listener in listeners {
        listener.abort();
    }
    // Killed while everybody writes.
    let posters = Posters::begin(server.address, MESSAGES, &visitors, TURNS).await;
    tokio::time::sleep(Duration::from_millis(700)).await;
    server.kill();
    posters.end().await;
    let server = Server::start(process::serve(data), "/healthz").await;
    table.add(Row {
        figure: "start to first answer after kill -9 under load",
        value: millis(server.first_answer),
        unit: "ms",
        limit: 0.0,
        limit_is: "",
        goal: Goal::AtMost(200.0, 2000.0),
        of: Of::Value,
    });
}

async fn idle_streams(table: &mut Table, limits: &Limits, data: &Path, streams: usize) {
    let server = Server::start(process::serve(data), "/healthz").await;
    let visitors = shop::begin_sessions(server.address, 200).await;
    let each = memory_per_stream(&server, "/api/v1/visitor/events", &visitors, streams).await;
    table.add(Row {
        figure: &format!("memory of an idle visitor stream, {streams} open"),
        value: each / 1e3,
        unit: "kB",
        limit: limits.stream,
        limit_is: "bare hyper stream",
        goal: Goal::AtMost(13.0, 14.5),
        of: Of::Value,
    });
}

/// What a house costs that asks so many platforms for news, and there is none. Numbers of telephones are asked for on
/// loopback sixty times as often as they would be on the net.
async fn idle_accounts(table: &mut Table, data: &Path, accounts: usize) {
    let server = Server::start(process::serve(data), "/healthz").await;
    tokio::time::sleep(SETTLED).await;
    let alone = server.memory();
    server.stop();
    let abroad = Abroad::open(accounts).await.expect("small platforms");
    // The desk's acts wait for the disk, which threads of the runtime must not.
    tokio::task::block_in_place(|| abroad.connect(data));
    let server = Server::start(process::serve(data), "/healthz").await;
    tokio::time::sleep(SETTLED).await;
    let before = server.cpu();
    tokio::time::sleep(MEASURED).await;
    let share = (server.cpu() - before).as_secs_f64() / MEASURED.as_secs_f64();
    table.add(Row {
        figure: &format!("memory of {accounts} idle accounts on other platforms"),
        value: server.memory().saturating_sub(alone) as f64 / 1e6,
        unit: "MB",
        limit: alone as f64 / 1e6,
        limit_is: "a house without",
        goal: Goal::AtMost(15.0, 30.0),
        of: Of::Value,
    });
    table.add(Row {
        figure: "… and what they take of a core",
        value: share * 100.0,
        unit: "%",
        limit: 0.0,
        limit_is: "",
        goal: Goal::AtMost(1.0, 2.0),
        of: Of::Value,
    });
}

/// Houses of a year, each with more messages; `SCALE` names how many, as `100000,1000000,10000000`, and `HOUSES` a folder
/// in which they are kept for the next time.
async fn old_houses(table: &mut Table, empty_start: f64, folder: &Path) {
    let sizes = std::env::var("SCALE").unwrap_or_else(|_| "100000,1000000".to_owned());
    let kept = std::env::var_os("HOUSES");
    let folder = kept.as_ref().map_or(folder, Path::new);
    let mut smallest = None;
    for messages in sizes.split(',').filter_map(|size| size.trim().parse().ok()) {
        let data = folder.join(format!("old-{messages}"));
        let took = scale::old_house(table, &data, messages, smallest.as_ref()).await;
        smallest.get_or_insert(took);
        table.add(Row {
            figure: &format!("start to first answer, {messages} messages"),
            value: start_time(|| process::serve(&data), "/healthz").await,
            unit: "ms",
            limit: empty_start,
            limit_is: "empty house",
            goal: Goal::AtMost(1.2, 1.5),
            of: Of::Ratio,
        });
    }
}

fn binary(table: &mut Table) {
    let size = std::fs::metadata(process::shopbell()).map_or(0, |file| file.len());
    table.add(Row {
        figure: "size of the stripped binary",
        value: size as f64 / 1e6,
        unit: "MB",
        limit: 0.0,
        limit_is: "",
        goal: Goal::AtMost(8.0, 12.0),
        of: Of::Value,
    });
}

/// The median of some starts, each ended properly: what a killed house costs is measured by itself.
async fn start_time(command: impl Fn() -> Command, probe: &str) -> f64 {
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        let server = Server::start(command(), probe).await;
        starts.push(millis(server.first_answer));
        server.stop();
    }
    starts.sort_by(f64::total_cmp);
    starts[starts.len() / 2]
}

fn millis(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

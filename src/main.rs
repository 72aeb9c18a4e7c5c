//! Parse, run, print what went wrong.

use std::{io::IsTerminal, process::ExitCode};

use shopbell::cli::{Cli, LogFormat, OneLine};
use tracing_subscriber::{
    Layer,
    filter::{LevelFilter, Targets},
    layer::SubscriberExt,
    util::SubscriberInitExt,
};

fn main() -> ExitCode {
    // Levels by module, without patterns: those would bring a whole engine for regular expressions.
    let filter = std::env::var("SHOPBELL_LOG")
        .ok()
        .and_then(|levels| levels.parse().ok())
        .unwrap_or_else(|| Targets::new().with_default(LevelFilter::INFO));
    let cli = Cli::read();
    let has_colours = cli.log_format() == LogFormat::Text && takes_colours();
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(move || OneLine {
            to: std::io::stderr(),
            has_colours,
        })
        .with_target(false);
    let log = tracing_subscriber::registry();
    match cli.log_format() {
        LogFormat::Text => log
            .with(lines.with_ansi(has_colours).with_filter(filter))
            .init(),
        LogFormat::Json => log
            .with(lines.json().flatten_event(true).with_filter(filter))
            .init(),
    }
    // Ten thousand streams need more descriptors than a shell allows at first.
    let _ = rlimit::increase_nofile_limit(u64::MAX);
    // The writer keeps one core busy when many write; more threads would only take turns on it.
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .worker_threads(cores.saturating_sub(1).max(1))
        .thread_stack_size(1024 * 1024)
        .max_blocking_threads(16)
        .thread_keep_alive(std::time::Duration::from_secs(5))
        .build();
    match runtime {
        Ok(runtime) => runtime.block_on(shopbell::cli::run(cli)),
        Err(error) => {
            eprintln!("shopbell: no threads: {error}");
            ExitCode::FAILURE
        }
    }
}

/// A file, a journal and the older console of Windows would show the codes themselves.
fn takes_colours() -> bool {
    !cfg!(windows)
        && std::io::stderr().is_terminal()
        && std::env::var_os("NO_COLOR").is_none_or(|wish| wish.is_empty())
}

//! Parse, run, print what went wrong.

use std::process::ExitCode;

fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_env("SHOPBELL_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false)
        .init();
    // Ten thousand streams need more descriptors than a shell allows at first.
    let _ = rlimit::increase_nofile_limit(u64::MAX);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(1024 * 1024)
        .max_blocking_threads(16)
        .thread_keep_alive(std::time::Duration::from_secs(5))
        .build();
    match runtime {
        Ok(runtime) => runtime.block_on(shopbell::cli::run()),
        Err(error) => {
            eprintln!("shopbell: no threads: {error}");
            ExitCode::FAILURE
        }
    }
}

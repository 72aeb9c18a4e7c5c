//! A server in a process of its own, and what the system says it costs.

use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
    /// From the start of the process to its first good answer.
    pub(crate) first_answer: Duration,
}

impl Server {
    /// Starts a server that prints `Listening on ADDRESS`, and asks `probe` until it answers 200.
    pub(crate) async fn start(mut command: Command, probe: &str) -> Self {
        let begun = Instant::now();
        let mut child = command
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let lines = BufReader::new(child.stdout.take().expect("stdout is piped")).lines();
        let address = lines
            .map_while(Result::ok)
            .find_map(|line| line.strip_prefix("Listening on ")?.parse().ok())
            .expect("the server says where it listens");
        loop {
            let asked = match super::client::Client::connect(address).await {
                Ok(mut client) => client
                    .get(probe)
                    .await
                    .is_ok_and(|response| response.status == 200),
                Err(_) => false,
            };
            if asked {
                break;
            }
            assert!(
                begun.elapsed() < Duration::from_secs(60),
                "the server does not answer"
            );
        }
        Self {
            child,
            address,
            first_answer: begun.elapsed(),
        }
    }

    /// Processor time used so far, in user and system mode.
    pub(crate) fn cpu(&self) -> Duration {
        let stat =
            std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).expect("Linux");
        // The name in parentheses may contain spaces; fields are counted from behind it.
        let fields: Vec<&str> = stat
            .rsplit(')')
            .next()
            .unwrap_or("")
            .split_whitespace()
            .collect();
        let ticks: u64 = [11, 12]
            .iter()
            .filter_map(|&at| fields.get(at)?.parse::<u64>().ok())
            .sum();
        // Linux counts in hundredths of a second.
        Duration::from_millis(ticks * 10)
    }

    /// Resident memory, in bytes.
    pub(crate) fn memory(&self) -> u64 {
        let status =
            std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("Linux");
        let kilobytes = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .and_then(|rest| {
                rest.trim()
                    .trim_end_matches("kB")
                    .trim()
                    .parse::<u64>()
                    .ok()
            });
        kilobytes.expect("Linux tells it") * 1024
    }

    /// Ends it as an administrator does.
    pub(crate) fn stop(mut self) {
        let told = Command::new("kill")
            .arg(self.child.id().to_string())
            .status();
        assert!(told.is_ok_and(|told| told.success()));
        self.child.wait().expect("it ends");
    }

    /// Ends it at once, as a power cut would.
    pub(crate) fn kill(mut self) {
        self.child.kill().expect("it can be killed");
        self.child.wait().expect("it ends");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The product's release binary.
pub(crate) fn shopbell() -> std::path::PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let target = std::env::var("CARGO_TARGET_DIR").map_or_else(|_| root.join("target"), Into::into);
    target.join("release/shopbell")
}

/// `shopbell serve` on a folder, with the limits for strangers lifted and logs off.
pub(crate) fn serve(data: &Path) -> Command {
    let mut command = Command::new(shopbell());
    command
        .args([
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--limits",
            "0",
            "--no-browser",
            "--data",
        ])
        .arg(data)
        .env("SHOPBELL_LOG", "error");
    command
}

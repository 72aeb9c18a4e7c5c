//! `shopbell doctor`: what is well, what is not, and what to do.

use std::{path::Path, process::ExitCode};

use anyhow::Context;
use clap::Args;

use crate::{
    base::{lang::Lang, time::Clock},
    call::Http,
    channels::reach,
    config::{DataFlags, data_folder, key_file},
    ops::{
        doctor::{self, Finding, Verdict},
        folder::{self, Holder},
    },
};

/// Flags of `doctor`.
#[derive(Debug, Clone, Args)]
pub(super) struct DoctorFlags {
    /// Read every page and every file, as `verify` does
    #[arg(long)]
    thorough: bool,
    /// Knock at the platforms of all channels and compare their clocks
    #[arg(long)]
    channels: bool,
    /// Answer in JSON, for programs
    #[arg(long)]
    json: bool,
}

/// The exit code of a house that somebody should look at one of these days.
const LOOK: u8 = 3;

/// Looks, says what was found, and answers the exit code.
pub(super) async fn run(data: &DataFlags, flags: &DoctorFlags) -> anyhow::Result<ExitCode> {
    let (folder, key) = (data_folder(data)?, key_file(data)?);
    let now = Clock::machine().now();
    let mut findings = doctor::examine(&folder, &key, flags.thorough, now);
    let is_open = matches!(folder::holder(&folder), Ok(Holder::Somebody(_)));
    if let Some(found) = folder::whereabouts(&folder).filter(|_| is_open) {
        let reached = Http::default().finds_house(&found.url).await;
        findings.extend(doctor::url_reached(&found.url, reached));
        findings.extend(found.door.map(|door| doctor::certificate(&door, now)));
    }
    if flags.channels {
        findings.extend(reach_channels(&folder, &key).await?);
    }
    let verdict = doctor::worst(&findings);
    if flags.json {
        let told = serde_json::json!({ "verdict": verdict, "findings": findings });
        println!("{told:#}");
    } else {
        print!("{}", in_words(&findings));
    }
    Ok(match verdict {
        Verdict::Well => ExitCode::SUCCESS,
        Verdict::Look => ExitCode::from(LOOK),
        Verdict::Wrong => ExitCode::FAILURE,
    })
}

async fn reach_channels(data: &Path, key: &Path) -> anyhow::Result<Vec<Finding>> {
    let accounts = doctor::accounts(data, key).context("the channels cannot be read")?;
    let http = Http::default();
    let mut findings = Vec::new();
    for account in accounts {
        let now = || Clock::machine().now();
        if let Some(reached) = reach::knock(&account, &http, now).await {
            let (kind, id) = (account.channel.kind.word(), account.channel.id.0);
            findings.push(doctor::channel_reached(kind, id, reached));
        }
    }
    Ok(findings)
}

/// One finding a paragraph: how it is, what was looked at, what there is, and what to do.
fn in_words(findings: &[Finding]) -> String {
    let mut text = String::new();
    for finding in findings {
        let mark = match finding.verdict {
            Verdict::Well => "ok   ",
            Verdict::Look => "look ",
            Verdict::Wrong => "WRONG",
        };
        let (title, words) = (finding.title(Lang::En), finding.words(Lang::En));
        text.push_str(&format!("{mark}  {title}: {words}\n"));
        if let Some(next) = finding.next_step(Lang::En).filter(|next| !next.is_empty()) {
            text.push_str(&format!("       {next}\n"));
        }
    }
    let sum = match doctor::worst(findings) {
        Verdict::Well => "All is well.",
        Verdict::Look => "Something should be looked at.",
        Verdict::Wrong => "Something is wrong.",
    };
    text.push_str(&format!("{sum}\n"));
    text
}

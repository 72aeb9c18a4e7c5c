//! `shopbell what-if`: the house's own last days, played again as they were and under other rules.

use std::time::Duration;

use anyhow::bail;
use clap::{Args, ValueEnum};

use crate::{
    base::time::Clock,
    config::{DataFlags, data_folder},
    desk::queue::policy::{Choice, Mode, Previous},
    ops,
    rehearsal::{self, Plan, Report},
};

/// Flags of `what-if`.
#[derive(Debug, Clone, Args)]
pub(super) struct WhatIfFlags {
    /// Days to play again, up to now
    #[arg(long, default_value_t = 7, value_parser = clap::value_parser!(u32).range(1..=90))]
    days: u32,
    /// Change this queue; without it, all of them
    #[arg(long, value_name = "NAME")]
    queue: Option<String>,
    /// How chats come to agents
    #[arg(long, value_enum)]
    mode: Option<ModeWord>,
    /// Who comes first
    #[arg(long, value_enum)]
    choice: Option<ChoiceWord>,
    /// Seconds for which a chat is offered to one agent
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(10..=3600))]
    offer: Option<u32>,
    /// Who is asked when a customer comes back
    #[arg(long, value_enum)]
    previous: Option<PreviousWord>,
    /// Chats an agent has at most
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(i64).range(1..=99))]
    limit: Option<i64>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ModeWord {
    /// Agents take them from the wait list
    Pick,
    /// One agent is asked, then the next
    Offer,
    /// They are given without asking
    Assign,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ChoiceWord {
    /// Who has the fewest chats
    LeastBusy,
    /// Who has been idle for longest
    LongestIdle,
    /// One after another
    InTurn,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum PreviousWord {
    /// Anybody
    Off,
    /// Their last agent first
    First,
    /// Their last agent only
    Only,
}

/// Plays the days twice and prints both.
pub(super) fn run(data: &DataFlags, flags: &WhatIfFlags) -> anyhow::Result<()> {
    let to = Clock::machine().now();
    let from = to.minus(Duration::from_secs(u64::from(flags.days) * 24 * 3_600));
    let snapshot = ops::verify::open(&data_folder(data)?)?;
    let was = Plan::of_house(&snapshot.reader(), from, to)?;
    drop(snapshot);
    if was.arrivals.is_empty() {
        bail!("nobody wrote in the last {} days", flags.days);
    }
    if was.shifts.is_empty() {
        bail!("nobody of the team wrote in the last {} days", flags.days);
    }
    let changed = changed(&was, flags)?;
    let (was, would_be) = (play(was)?, play(changed)?);
    println!("As it is\n{was}\n\nWith these rules\n{would_be}");
    Ok(())
}

fn play(plan: Plan) -> anyhow::Result<Report> {
    rehearsal::play(plan, &mut |_| Ok(()))
}

fn changed(was: &Plan, flags: &WhatIfFlags) -> anyhow::Result<Plan> {
    let mut plan = was.clone();
    let mut found = 0;
    for queue in &mut plan.queues {
        if flags.queue.as_ref().is_some_and(|name| *name != queue.name) {
            continue;
        }
        found += 1;
        let policy = &mut queue.policy;
        if let Some(mode) = flags.mode {
            policy.mode = match mode {
                ModeWord::Pick => Mode::Pick,
                ModeWord::Offer => Mode::Offer,
                ModeWord::Assign => Mode::Assign,
            };
        }
        if let Some(choice) = flags.choice {
            policy.choice = match choice {
                ChoiceWord::LeastBusy => Choice::LeastBusy,
                ChoiceWord::LongestIdle => Choice::LongestIdle,
                ChoiceWord::InTurn => Choice::InTurn,
            };
        }
        if let Some(previous) = flags.previous {
            policy.previous = match previous {
                PreviousWord::Off => Previous::Off,
                PreviousWord::First => Previous::First,
                PreviousWord::Only => Previous::Only,
            };
        }
        policy.offer_s = flags.offer.unwrap_or(policy.offer_s);
    }
    let names: Vec<&str> = plan
        .queues
        .iter()
        .map(|queue| queue.name.as_str())
        .collect();
    if found == 0 {
        let name = flags.queue.as_deref().unwrap_or_default();
        bail!(
            "there is no queue “{name}”; there are: {}",
            names.join(", ")
        );
    }
    plan.chat_limit = flags.limit.unwrap_or(plan.chat_limit);
    Ok(plan)
}

//! `shopbell demo`: a live shop that leaves nothing behind.

use std::{io::Write, net::SocketAddr};

use anyhow::bail;
use clap::Args;

use super::serve::{has_screen, heed_another_signal, wait_for_signal};
use crate::{
    config::{Config, DataFlags, ServeFlags},
    demo::{Demo, Options, PASSWORD, TEAM, throw_away_folder},
};

/// What the list of flags cannot say.
pub(super) const AFTER_HELP: &str = "\
    Customers come to the shop Kite & Kettle, write in seven languages, answer what you ask, send \
    pictures, lose patience, rate and leave. Sign in as one of three agents: addresses and password \
    are printed. The past week is there, too; the page /shop carries the widget for chats of your own.\n\n\
    Without --data the demo lives in a temporary folder that is removed at the end. It answers on \
    this machine alone and asks nothing of the network.";

/// Flags of `demo`.
#[derive(Debug, Clone, Args)]
pub(super) struct DemoFlags {
    /// How many times as fast as in life
    #[arg(long, value_name = "FACTOR", default_value_t = 10.0, value_parser = speed)]
    speed: f64,
    /// Address and port to answer on; port 0 takes a free one and prints it
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
    /// What decides who comes and what they do; the same number brings the same customers
    #[arg(long, value_name = "N", default_value_t = 8)]
    seed: u64,
    /// How busy: most customers who wait at once; 0 leaves the shop to your own visits
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u16).range(0..=200))]
    customers: u16,
    /// A year of this many messages stands before the week that a new demo begins with: to see how the shop feels when it is
    /// old (a million take some minutes and two gigabytes)
    #[arg(long, value_name = "MESSAGES", default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=20_000_000))]
    history: u32,
    /// Do not simulate Jonas and Tomás, who otherwise take some of the chats
    #[arg(long)]
    no_colleagues: bool,
    /// Do not open a browser
    #[arg(long, env = "SHOPBELL_NO_BROWSER")]
    no_browser: bool,
}

fn speed(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(speed) if (0.1..=1000.0).contains(&speed) => Ok(speed),
        _ => Err("give a number from 0.1 to 1000".to_owned()),
    }
}

/// Runs the demo until it is told to stop.
pub(super) async fn run(data: &DataFlags, flags: &DemoFlags) -> anyhow::Result<()> {
    if flags
        .listen
        .is_some_and(|listen| !listen.ip().is_loopback())
    {
        bail!(
            "--listen takes an address of this machine alone: everybody knows the demo's password"
        );
    }
    let is_throw_away = data.data.is_none();
    let folder = data.data.clone().unwrap_or_else(throw_away_folder);
    let data = DataFlags {
        data: Some(folder.clone()),
        key_file: None,
    };
    let serve = ServeFlags {
        listen: flags.listen,
        connections: 1_000,
        ..ServeFlags::default()
    };
    let config = Config::new(&data, &serve)?;
    let options = Options {
        speed: flags.speed,
        seed: flags.seed,
        customers: flags.customers.into(),
        colleagues: !flags.no_colleagues,
        history: flags.history as usize,
    };
    // Ctrl-C counts from the beginning, so that the folder is removed whenever it comes.
    let mut stop = std::pin::pin!(wait_for_signal());
    let demo = tokio::select! {
        demo = Demo::open(config, is_throw_away, &options) => demo?,
        signal = &mut stop => {
            if is_throw_away {
                let _ = std::fs::remove_dir_all(&folder);
            }
            return Ok(signal?);
        }
    };
    let url = demo.app.house.base_url();
    print(
        &demo,
        &url,
        (!is_throw_away).then_some(&folder),
        flags.speed,
    )?;
    if !flags.no_browser
        && has_screen()
        && let Err(error) = open::that_detached(&url)
    {
        tracing::info!(%error, "no browser could be opened");
    }
    stop.await?;
    heed_another_signal();
    demo.stop().await;
    Ok(())
}

fn print(
    demo: &Demo,
    url: &str,
    kept: Option<&std::path::PathBuf>,
    speed: f64,
) -> std::io::Result<()> {
    let mut out = std::io::stdout();
    writeln!(out, "The demo is open. Nothing in it is real.")?;
    writeln!(out)?;
    writeln!(out, "  Console   {url}/")?;
    for (n, member) in TEAM.iter().enumerate() {
        let label = if n == 0 { "Sign in" } else { "" };
        let note = if n == 0 {
            ""
        } else {
            ", simulated until you sign in"
        };
        writeln!(
            out,
            "  {label:<9} {:<22} {}{note}",
            member.email, member.name
        )?;
    }
    writeln!(out, "  Password  {PASSWORD}")?;
    writeln!(out, "  Shop      {url}/shop/")?;
    writeln!(out)?;
    match kept {
        Some(folder) => writeln!(out, "It stays in {}.", folder.display())?,
        None => writeln!(out, "It is gone when you press Ctrl-C.")?,
    }
    writeln!(
        out,
        "Time passes {speed} times as fast as in life; --speed changes that."
    )?;
    writeln!(out, "Listening on {}", demo.app.address)?;
    out.flush()
}

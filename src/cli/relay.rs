//! `shopbell relay`: a relay, until it is told to close.

use std::io::Write;

use super::serve::{outlive_file_limits, until_told_to_close};
use crate::{
    base::time::Clock,
    config::{DataFlags, RelayConfig, RelayFlags},
    relay::App,
};

/// Opens the relay.
pub(super) async fn run(data: &DataFlags, flags: &RelayFlags) -> anyhow::Result<()> {
    let config = RelayConfig::new(data, flags)?;
    outlive_file_limits();
    let relay = App::start(config, Clock::machine()).await?;
    let _ = tell(&relay);
    until_told_to_close().await?;
    relay.stop().await;
    Ok(())
}

/// Whoever started it may have stopped reading what it says; that is no reason to close.
fn tell(relay: &App) -> std::io::Result<()> {
    let mut out = std::io::stdout();
    writeln!(out, "The relay is open at {}", relay.url())?;
    if let Some(address) = relay.listening {
        writeln!(out, "Listening on {address}")?;
    }
    if let Some(address) = relay.secured {
        writeln!(out, "Listening by HTTPS on {address}")?;
    }
    match (relay.pairing(), relay.office()) {
        (Some(pairing), _) => {
            writeln!(
                out,
                "In the office, paste this under Admin, Reach this house:"
            )?;
            writeln!(out, "  {}", pairing.words())?;
        }
        (None, Some(office)) => {
            writeln!(out, "Its office is {}", office.get(..16).unwrap_or(&office))?;
            writeln!(out, "Should that have parted, it comes back by:")?;
            writeln!(out, "  {}", relay.pairing_again().words())?;
        }
        (None, None) => {}
    }
    match relay.waiting() {
        0 => {}
        some => writeln!(out, "{some} pieces wait for it")?,
    }
    out.flush()
}

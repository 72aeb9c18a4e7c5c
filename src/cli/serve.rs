//! `shopbell serve`: the house, until it is told to close.

use std::{
    io::{IsTerminal, Write},
    path::Path,
    time::{Duration, Instant},
};

use anyhow::Context;
use qrcode::{QrCode, render::unicode::Dense1x2};

use crate::{
    app::App,
    base::time::Clock,
    config::{Config, DataFlags, ServeFlags},
    link::pairing::Pairing,
    ops::folder::{self, Running, Whereabouts},
    web::{
        House,
        https::{address_of, bracketed},
    },
};

/// Opens the house. `double_clicked`: without a command, as a desktop starts programs.
pub(super) async fn run(
    data: &DataFlags,
    flags: &ServeFlags,
    double_clicked: bool,
) -> anyhow::Result<()> {
    let config = Config::new(data, flags)?;
    if let Some(words) = &config.relay {
        words.parse::<Pairing>().context("--relay")?;
    }
    outlive_file_limits();
    let (folder, has_public) = (config.data.clone(), config.public_url.is_some());
    let may_open = !flags.no_browser && double_clicked && has_screen();
    let app = match App::start(config, Clock::machine()).await {
        Ok(app) => app,
        // A second double-click finds the house that is already open.
        Err(error) if double_clicked && error.is::<Running>() => {
            return show_running(&folder, has_public, may_open).await;
        }
        Err(error) => return Err(error),
    };
    let url = first_url(&app.house);
    let world = app.house.public_listening.get().copied();
    for address in [Some(app.address), world].into_iter().flatten() {
        if !address.ip().is_loopback() {
            tracing::warn!(
                %address,
                "plain HTTP is served to the network: whoever is on the way can read along"
            );
        }
    }
    // Whoever started it may have stopped reading what it says; that is no reason to close.
    let mut out = std::io::stdout();
    let _ = writeln!(out, "Shopbell is open at {url}");
    let _ = writeln!(out, "Listening on {}", app.address);
    if let Some(public) = world {
        let _ = writeln!(out, "For the world, without the console, on {public}");
    }
    let first_page = match app.house.setup_code() {
        Some(code) => {
            let link = format!("{url}/setup?code={code}");
            let _ = writeln!(out, "Set it up at {link}");
            link
        }
        None => url,
    };
    let _ = tell_network(&app.house, &mut out);
    let _ = out.flush();
    if may_open && let Err(error) = open::that_detached(&first_page) {
        tracing::info!(%error, "no browser could be opened");
    }
    until_told_to_close().await?;
    app.stop().await;
    Ok(())
}

/// Tells whoever started it that it is open, and waits for a signal to close.
pub(super) async fn until_told_to_close() -> std::io::Result<()> {
    tell_manager(Progress::Open);
    wait_for_signal().await?;
    tell_manager(Progress::Closing);
    heed_another_signal();
    Ok(())
}

/// A second signal does not wait until all is closed.
pub(super) fn heed_another_signal() {
    tokio::spawn(async {
        if wait_for_signal().await.is_ok() {
            std::process::exit(130);
        }
    });
}

/// The address at which a browser on this machine begins. One that goes by the house's own authority is not trusted by
/// anybody yet.
fn first_url(house: &House) -> String {
    let has_public = house.config.public_url.is_some();
    if has_public {
        house.base_url()
    } else {
        house.near_url()
    }
}

/// How the network finds the house, if it does: its addresses, and on a terminal a picture for telephones.
fn tell_network(house: &House, out: &mut std::io::Stdout) -> std::io::Result<()> {
    let stand = house.https.stand();
    let plain = house
        .listening
        .get()
        .filter(|address| !address.ip().is_loopback());
    let is_public = house.config.certified.is_public();
    let door = stand
        .listening
        .filter(|address| !address.ip().is_loopback());
    if let Some(fault) = &stand.fault {
        writeln!(out, "HTTPS: {fault}")?;
    }
    let names = || {
        stand
            .name
            .iter()
            .cloned()
            .chain(stand.addresses.iter().copied().map(bracketed))
    };
    let (scheme, port) = match (door, plain) {
        (Some(door), _) => ("https", door.port()),
        (None, Some(plain)) => ("http", plain.port()),
        (None, None) => {
            if let Some(url) = stand.url() {
                writeln!(out, "By HTTPS at {url}")?;
            }
            return Ok(());
        }
    };
    if !(is_public && door.is_some()) {
        writeln!(out, "In your network:")?;
        for name in names() {
            writeln!(out, "  {}", address_of(scheme, &name, port))?;
        }
    }
    if stand.is_renamed {
        writeln!(
            out,
            "Somebody else in the network is called {}.local",
            house.config.local_name
        )?;
    }
    let first = match (&house.config.public_url, names().next()) {
        (Some(url), _) => url.clone(),
        // By plain HTTP, from where a device that does not trust the house yet is shown how.
        (None, Some(name)) => format!("http://{name}:{port}"),
        (None, None) => return Ok(()),
    };
    if let Some(authority) = house.https.authority().filter(|_| door.is_some()) {
        writeln!(out, "Devices come to trust it at {first}/trust")?;
        writeln!(
            out,
            "Its fingerprint (SHA-256): {}",
            authority.fingerprint()
        )?;
    }
    if out.is_terminal()
        && let Ok(code) = QrCode::new(format!("{first}/"))
    {
        // Black on white, whatever the terminal's own colours are: not every telephone reads it the other way round.
        for line in code.render::<Dense1x2>().build().lines() {
            writeln!(out, "\x1b[30;107m{line}\x1b[0m")?;
        }
    }
    Ok(())
}

/// A house that is just being opened says within this where it answers: whoever clicks is often quicker.
const OPENING: Duration = Duration::from_millis(1_500);

async fn show_running(data: &Path, has_public: bool, may_open: bool) -> anyhow::Result<()> {
    let begun = Instant::now();
    let found = loop {
        let found = folder::whereabouts(data);
        if found.is_some() || begun.elapsed() > OPENING {
            break found;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    let found = found.context("Shopbell is already running here, but does not say where")?;
    let url = url_of_running(&found, has_public);
    println!("Shopbell is already open at {url}");
    if may_open {
        open::that_detached(url)?;
    }
    Ok(())
}

/// As [`first_url`], of a house that another process has open.
fn url_of_running(found: &Whereabouts, has_public: bool) -> String {
    match &found.door {
        Some(door) if door.is_own && !has_public => format!("http://{}", found.near),
        Some(_) | None => found.url.clone(),
    }
}

pub(super) fn has_screen() -> bool {
    cfg!(any(windows, target_os = "macos"))
        || std::env::var_os("DISPLAY").is_some()
        || std::env::var_os("WAYLAND_DISPLAY").is_some()
}

/// How far the house is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Progress {
    Open,
    Closing,
}

/// Tells a service manager that wants to know (`Type=notify` of systemd), so that what depends on the
/// house waits until it answers. Where none asked, nothing happens.
pub(super) fn tell_manager(progress: Progress) {
    #[cfg(target_os = "linux")]
    {
        let state = match progress {
            Progress::Open => sd_notify::NotifyState::Ready,
            Progress::Closing => sd_notify::NotifyState::Stopping,
        };
        if let Err(error) = sd_notify::notify(&[state]) {
            tracing::warn!(%error, "the service manager was not told");
        }
    }
    #[cfg(not(target_os = "linux"))]
    let _ = progress;
}

/// A limit on the size of files (`ulimit -f`) shall be an error that is told, as a full disk is; the
/// system's own answer is to end the process.
pub(super) fn outlive_file_limits() {
    #[cfg(target_os = "linux")]
    {
        use tokio::signal::unix::{SignalKind, signal};
        const SIGXFSZ: i32 = 25;
        // It stays caught for the life of the process.
        if let Err(error) = signal(SignalKind::from_raw(SIGXFSZ)) {
            tracing::debug!(%error, "a limit on file sizes would end the process");
        }
    }
}

#[cfg(unix)]
pub(super) async fn wait_for_signal() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

/// Windows ends the process some seconds after the window was closed or the machine told to go off.
#[cfg(windows)]
pub(super) async fn wait_for_signal() -> std::io::Result<()> {
    use tokio::signal::windows::{ctrl_break, ctrl_c, ctrl_close, ctrl_shutdown};
    let (mut c, mut pause) = (ctrl_c()?, ctrl_break()?);
    let (mut window, mut machine) = (ctrl_close()?, ctrl_shutdown()?);
    tokio::select! {
        _ = c.recv() => {}
        _ = pause.recv() => {}
        _ = window.recv() => {}
        _ = machine.recv() => {}
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::folder::Door;

    #[test]
    fn whoever_comes_second_is_led_to_what_the_browser_trusts() {
        let door = |is_own| {
            let (until, fault) = (None, None);
            Some(Door {
                is_own,
                until,
                fault,
            })
        };
        let (own, near) = ("https://shopbell.local:7743", "http://127.0.0.1:7700");
        let public = "https://chat.shop.example";
        for (url, door, has_public, expected) in [
            (near, None, false, near),
            (own, door(true), false, near),
            (public, door(true), true, public),
            (public, door(false), true, public),
        ] {
            let found = Whereabouts {
                url: url.to_owned(),
                near: "127.0.0.1:7700".parse().unwrap(),
                door,
            };
            assert_eq!(url_of_running(&found, has_public), expected, "{found:?}");
        }
    }
}

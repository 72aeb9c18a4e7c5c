//! `shopbell health`: what whoever watches programs asks, where there is no `curl`.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use anyhow::{Context, bail};

use crate::{
    config::{DataFlags, data_folder},
    ops::folder,
};

/// The house itself gives up on its disk after five seconds.
const PATIENCE: Duration = Duration::from_secs(10);

/// Asks `/readyz` of the house that has the folder, and prints what it answers.
pub(super) fn run(data: &DataFlags) -> anyhow::Result<()> {
    let folder = data_folder(data)?;
    let near = folder::whereabouts(&folder)
        .with_context(|| format!("no house is open with the data in {}", folder.display()))?
        .near;
    let mut line = TcpStream::connect_timeout(&near, PATIENCE)
        .with_context(|| format!("nobody answers at {near}"))?;
    line.set_read_timeout(Some(PATIENCE))?;
    write!(
        line,
        "GET /readyz HTTP/1.1\r\nhost: {near}\r\nconnection: close\r\n\r\n"
    )?;
    let mut answer = String::new();
    line.read_to_string(&mut answer)
        .with_context(|| format!("no answer came from {near}"))?;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    if !head.starts_with("HTTP/1.1 200 ") {
        bail!("the house cannot store at this moment: {body}");
    }
    println!("{body}");
    Ok(())
}

//! `config check`: what flags and environment come to, before a house is opened by them.

use std::fmt::Display;

use clap::Subcommand;

use crate::config::{Certified, Config, DEFAULT_PORT, DataFlags, ServeFlags};

#[derive(Debug, Subcommand)]
pub(super) enum ConfigCommand {
    /// Check flags and environment as `serve` would, and print what they come to; there is no secret in it
    Check(ServeFlags),
}

pub(super) fn run(data: &DataFlags, command: &ConfigCommand) -> anyhow::Result<()> {
    let ConfigCommand::Check(flags) = command;
    print!("{}", lines(&Config::new(data, flags)?));
    Ok(())
}

/// One setting a line, by the name of its flag.
fn lines(config: &Config) -> String {
    let listen = match config.listen {
        Some(address) => address.to_string(),
        None => format!("127.0.0.1, the first free port from {DEFAULT_PORT} on"),
    };
    let public_url = config.public_url.as_deref().unwrap_or("-");
    let limits = match config.limits {
        0 => "lifted".to_owned(),
        factor => format!("{factor} times"),
    };
    let https = match config.https {
        Some(address) => address.to_string(),
        None => format!("{} once an admin opens it", config.network),
    };
    let certificate = match &config.certified {
        Certified::Here => "signed by the house".to_owned(),
        Certified::Files { chain, .. } => chain.display().to_string(),
        Certified::Acme { names, .. } => format!("by ACME for {}", list(names)),
    };
    let local_name = match config.announces {
        true => format!("{}.local", config.local_name),
        false => "-".to_owned(),
    };
    let widget_url = config.widget_url.as_deref().unwrap_or("-");
    let public_listen = match config.public_listen {
        Some(address) => address.to_string(),
        None => "-".to_owned(),
    };
    let rows: [(&str, String); 16] = [
        ("data", config.data.display().to_string()),
        ("key-file", config.key_file.display().to_string()),
        ("listen", listen),
        ("https", https),
        ("certificate", certificate),
        ("local-name", local_name),
        ("public-url", public_url.to_owned()),
        ("public-listen", public_listen),
        ("widget-url", widget_url.to_owned()),
        (
            "relay",
            match &config.relay {
                Some(_) => "by the words given",
                None => "-",
            }
            .to_owned(),
        ),
        ("host", list(&config.hosts)),
        ("trusted-proxy", list(&config.trusted_proxies)),
        ("limits", limits),
        (
            "bell-command",
            list(&config.bell_command).replace(", ", " "),
        ),
        ("connections", config.connections.to_string()),
        (
            "replicated",
            if config.replicated { "yes" } else { "no" }.to_owned(),
        ),
    ];
    rows.into_iter()
        .map(|(name, value)| format!("{name:<14} {value}\n"))
        .collect()
}

fn list(values: &[impl Display]) -> String {
    if values.is_empty() {
        return "-".to_owned();
    }
    let words: Vec<_> = values.iter().map(ToString::to_string).collect();
    words.join(", ")
}

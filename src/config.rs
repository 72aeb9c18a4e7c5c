//! How this house is run: flags and environment become one checked value.

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

use clap::Args;
use etcetera::BaseStrategy;

/// Where the console answers when nothing else was said; the next free port is taken if it is busy.
pub const DEFAULT_PORT: u16 = 7700;

/// Flags that say where the data lies.
#[derive(Debug, Clone, Default, Args)]
pub struct DataFlags {
    /// Folder that holds everything Shopbell writes
    #[arg(long, env = "SHOPBELL_DATA", value_name = "DIR", global = true)]
    pub data: Option<PathBuf>,
}

/// Flags of `serve`.
#[derive(Debug, Clone, Default, Args)]
pub struct ServeFlags {
    /// Address and port to answer on; port 0 takes a free one and prints it
    #[arg(long, env = "SHOPBELL_LISTEN", value_name = "ADDR")]
    pub listen: Option<SocketAddr>,
    /// Address under which browsers reach this house, such as `https://chat.shop.example`
    #[arg(long, env = "SHOPBELL_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// Further host names to answer to
    #[arg(
        long = "host",
        env = "SHOPBELL_HOSTS",
        value_name = "NAME",
        value_delimiter = ','
    )]
    pub hosts: Vec<String>,
    /// Proxies whose forwarded addresses are believed
    #[arg(
        long = "trusted-proxy",
        env = "SHOPBELL_TRUSTED_PROXIES",
        value_name = "IP",
        value_delimiter = ','
    )]
    pub trusted_proxies: Vec<IpAddr>,
    /// Allow plain HTTP on an address other than this machine's own (others on the network can listen in)
    #[arg(long, env = "SHOPBELL_INSECURE_HTTP")]
    pub insecure_http: bool,
    /// Multiply the limits for strangers by this; 0 lifts them
    #[arg(
        long,
        env = "SHOPBELL_LIMITS",
        value_name = "FACTOR",
        default_value_t = 1
    )]
    pub limits: u32,
    /// Connections at once
    #[arg(
        long,
        env = "SHOPBELL_CONNECTIONS",
        value_name = "N",
        default_value_t = 20_000
    )]
    pub connections: usize,
    /// Program, with its arguments, that is run when somebody waits: for a lamp or a relay. No shell; quotes keep words together
    #[arg(long, env = "SHOPBELL_BELL_COMMAND", value_name = "PROGRAM ARGS")]
    pub bell_command: Option<String>,
    /// Another program, such as Litestream, copies the database's log to a stand-by: leave it to that program to end the log
    #[arg(long, env = "SHOPBELL_REPLICATED")]
    pub replicated: bool,
    /// Do not open a browser
    #[arg(long, env = "SHOPBELL_NO_BROWSER")]
    pub no_browser: bool,
}

/// A checked configuration.
#[derive(Debug, Clone)]
pub struct Config {
    /// Folder that holds everything.
    pub data: PathBuf,
    /// Where to answer; `None` looks for a free port from [`DEFAULT_PORT`] on.
    pub listen: Option<SocketAddr>,
    /// Scheme, host and port that browsers use, without a slash at the end.
    pub public_url: Option<String>,
    /// Further host names.
    pub hosts: Vec<String>,
    /// Peers whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Factor on the limits for strangers; 0 lifts them.
    pub limits: u32,
    /// Connections at once.
    pub connections: usize,
    /// Program and arguments that the machine's bell runs; empty: none. Set where the house is started and nowhere else.
    pub bell_command: Vec<String>,
    /// Whether another program copies the log of the file elsewhere, and ends it.
    pub replicated: bool,
    /// Whether the sample shop stands beside the counter.
    pub demo: bool,
}

/// What is wrong with a setting, and which.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The platform names no folder.
    #[error("no folder for data is known on this system: give one with --data DIR")]
    NoDataFolder,
    /// Plain HTTP beyond this machine needs to be asked for by name.
    #[error(
        "--listen {0} would serve plain HTTP to the network, where others can read along. \
         Put a proxy with HTTPS in front and listen on 127.0.0.1, or say --insecure-http if you mean it \
         (as for a proxy in another container)"
    )]
    PlainHttp(SocketAddr),
    /// Not an address.
    #[error("--public-url {0:?} is not an address such as https://chat.shop.example")]
    BadPublicUrl(String),
    /// A quote that does not end.
    #[error("--bell-command {0:?} opens a quote and does not close it")]
    OpenQuote(String),
}

/// The data folder: as given, or where the platform keeps such things: `~/.local/share/shopbell`,
/// `~/Library/Application Support/shopbell`, `%LOCALAPPDATA%\shopbell`.
pub fn data_folder(flags: &DataFlags) -> Result<PathBuf, ConfigError> {
    if let Some(folder) = &flags.data {
        return Ok(folder.clone());
    }
    let base =
        etcetera::base_strategy::choose_native_strategy().map_err(|_| ConfigError::NoDataFolder)?;
    // What Windows calls data roams: it would be copied at each sign-in to a domain.
    let folder = if cfg!(windows) {
        base.cache_dir()
    } else {
        base.data_dir()
    };
    Ok(folder.join("shopbell"))
}

/// A program and its arguments. Spaces divide them, except within quotes; nothing else has a meaning.
fn words(text: &str) -> Result<Vec<String>, ConfigError> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in text.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => word.get_or_insert_default().push(c),
            None if matches!(c, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            None if c.is_whitespace() => words.extend(word.take()),
            None => word.get_or_insert_default().push(c),
        }
    }
    if quote.is_some() {
        return Err(ConfigError::OpenQuote(text.to_owned()));
    }
    words.extend(word);
    Ok(words)
}

impl Config {
    /// Checks flags and fills in what they left out.
    pub fn new(data: &DataFlags, serve: &ServeFlags) -> Result<Self, ConfigError> {
        if let Some(listen) = serve.listen
            && !listen.ip().is_loopback()
            && !serve.insecure_http
        {
            return Err(ConfigError::PlainHttp(listen));
        }
        let public_url = match &serve.public_url {
            None => None,
            Some(url) => {
                let trimmed = url.trim_end_matches('/');
                let uri: http::Uri = trimmed
                    .parse()
                    .map_err(|_| ConfigError::BadPublicUrl(url.clone()))?;
                let sound = matches!(uri.scheme_str(), Some("http" | "https"))
                    && uri.authority().is_some()
                    && matches!(uri.path(), "" | "/");
                if !sound {
                    return Err(ConfigError::BadPublicUrl(url.clone()));
                }
                Some(trimmed.to_owned())
            }
        };
        Ok(Self {
            data: data_folder(data)?,
            listen: serve.listen,
            public_url,
            hosts: serve.hosts.clone(),
            trusted_proxies: serve.trusted_proxies.clone(),
            limits: serve.limits,
            connections: serve.connections,
            bell_command: words(serve.bell_command.as_deref().unwrap_or(""))?,
            replicated: serve.replicated,
            demo: false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_read_without_a_shell() {
        for (text, expected) in [
            ("", &[][..]),
            ("  ", &[]),
            ("lamp", &["lamp"]),
            ("lamp  --on 3", &["lamp", "--on", "3"]),
            ("'my lamp' \"a b\"c ''", &["my lamp", "a bc", ""]),
            ("lamp; rm $HOME | x", &["lamp;", "rm", "$HOME", "|", "x"]),
            ("C:\\bell\\ring.exe", &["C:\\bell\\ring.exe"]),
        ] {
            assert_eq!(words(text).unwrap(), expected, "{text:?}");
        }
        assert!(words("lamp 'on").is_err());
    }
}

//! How this house is run: flags and environment become one checked value.

mod relay;

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
};

use clap::Args;
use etcetera::BaseStrategy;

pub use self::relay::{RelayConfig, RelayConfigError, RelayFlags};
use crate::base::{network, subnet::Subnet};

/// Where the console answers when nothing else was said; the next free port is taken if it is busy.
pub const DEFAULT_PORT: u16 = 7700;

/// Where the house answers by HTTPS when an admin opens it to the network and nothing else was said; the next free port
/// is taken if it is busy.
pub const NETWORK: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), 7743);

/// Name in the network when nothing else was said: `shopbell.local`.
pub const LOCAL_NAME: &str = "shopbell";

/// Flags that say where the data lies.
#[derive(Debug, Clone, Default, Args)]
pub struct DataFlags {
    /// Folder that holds everything Shopbell writes
    #[arg(long, env = "SHOPBELL_DATA", value_name = "DIR", global = true)]
    pub data: Option<PathBuf>,
    /// File with the key to what is secret in there (tokens of channels, passwords of mailboxes); it is made if it is not
    /// there. Without this, shopbell.key among the data, or the credential of that name that systemd hands over
    #[arg(long, env = "SHOPBELL_KEY_FILE", value_name = "FILE", global = true)]
    pub key_file: Option<PathBuf>,
}

/// Name of the file with the key to what is secret.
pub const KEY_FILE: &str = "shopbell.key";

/// Where systemd puts what a unit loads as a credential, see <https://systemd.io/CREDENTIALS/>.
const CREDENTIALS: &str = "CREDENTIALS_DIRECTORY";

/// Flags that say where the certificate for HTTPS comes from: of whatever answers there.
#[derive(Debug, Clone, Default, Args)]
pub struct CertificateFlags {
    /// Certificate for --https with its chain (PEM); it is read again when it changes
    #[arg(long, env = "SHOPBELL_TLS_CERT", value_name = "FILE")]
    pub tls_cert: Option<PathBuf>,
    /// Private key of that certificate (PEM)
    #[arg(long, env = "SHOPBELL_TLS_KEY", value_name = "FILE")]
    pub tls_key: Option<PathBuf>,
    /// Names for which --https gets a certificate from Let's Encrypt, or from --acme-directory. You agree to its terms by
    /// this; it must reach this machine under these names on port 443 or 80
    #[arg(
        long = "acme",
        env = "SHOPBELL_ACME",
        value_name = "NAME",
        value_delimiter = ','
    )]
    pub acme: Vec<String>,
    /// To whom that authority writes when something is wrong
    #[arg(long, env = "SHOPBELL_ACME_CONTACT", value_name = "EMAIL")]
    pub acme_contact: Option<String>,
    /// Another authority that speaks ACME
    #[arg(long, env = "SHOPBELL_ACME_DIRECTORY", value_name = "URL")]
    pub acme_directory: Option<String>,
}

/// Flags of `serve`.
#[derive(Debug, Clone, Default, Args)]
pub struct ServeFlags {
    /// Address and port to answer on; port 0 takes a free one and prints it
    #[arg(long, env = "SHOPBELL_LISTEN", value_name = "ADDR")]
    pub listen: Option<SocketAddr>,
    /// Address and port to answer on by HTTPS, such as 0.0.0.0:7743 for everybody in the network. Without a certificate
    /// from elsewhere the house signs its own, which devices trust once they have been to its page /trust
    #[arg(long, env = "SHOPBELL_HTTPS", value_name = "ADDR")]
    pub https: Option<SocketAddr>,
    /// Where the house answers by HTTPS once an admin opens it to the network, which is done on the page "Reach this
    /// house"; 0.0.0.0:7743 when nothing else is said
    #[arg(long, env = "SHOPBELL_NETWORK", value_name = "ADDR")]
    pub network: Option<SocketAddr>,
    /// Where the certificate for HTTPS comes from.
    #[command(flatten)]
    pub certificate: CertificateFlags,
    /// The house is found in the network as NAME.local; shopbell when nothing else is said
    #[arg(long, env = "SHOPBELL_LOCAL_NAME", value_name = "NAME")]
    pub local_name: Option<String>,
    /// Do not tell the network that name
    #[arg(long, env = "SHOPBELL_NO_MDNS")]
    pub no_mdns: bool,
    /// Address under which browsers reach this house, such as `https://chat.shop.example`
    #[arg(long, env = "SHOPBELL_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// Another address and port for the world: only the widget, its files, platforms' calls and the help centre answer
    /// there, and never the console. A proxy with HTTPS belongs in front of it
    #[arg(long, env = "SHOPBELL_PUBLIC_LISTEN", value_name = "ADDR")]
    pub public_listen: Option<SocketAddr>,
    /// Address under which the world reaches the widget and the help centre, where that is another one than the console's;
    /// under its name nothing else answers
    #[arg(long, env = "SHOPBELL_WIDGET_URL", value_name = "URL")]
    pub widget_url: Option<String>,
    /// The words that a relay has printed, by which the house is paired with it at its start: see `shopbell relay`. Once
    /// they know each other, the same words change nothing
    #[arg(
        long,
        env = "SHOPBELL_RELAY",
        value_name = "WORDS",
        hide_env_values = true
    )]
    pub relay: Option<String>,
    /// Further host names to answer to
    #[arg(
        long = "host",
        env = "SHOPBELL_HOSTS",
        value_name = "NAME",
        value_delimiter = ','
    )]
    pub hosts: Vec<String>,
    /// Proxies whose forwarded addresses are believed: addresses, or blocks such as 10.0.0.0/24 in which every one is a
    /// proxy of yours
    #[arg(
        long = "trusted-proxy",
        env = "SHOPBELL_TRUSTED_PROXIES",
        value_name = "IP[/BITS]",
        value_delimiter = ','
    )]
    pub trusted_proxies: Vec<Subnet>,
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

/// Where the certificate for HTTPS comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Certified {
    /// The house signs it.
    Here,
    /// Files that somebody keeps up to date.
    Files {
        /// The certificate with its chain.
        chain: PathBuf,
        /// Its key.
        key: PathBuf,
    },
    /// An authority that looks whether the names are ours.
    Acme {
        /// The names.
        names: Vec<String>,
        /// To whom it writes.
        contact: Option<String>,
        /// Where it is; `None`: where most get theirs.
        directory: Option<String>,
    },
}

impl Certified {
    /// Whether every browser trusts it as it is.
    #[must_use]
    pub fn is_public(&self) -> bool {
        !matches!(self, Self::Here)
    }
}

/// A checked configuration.
#[derive(Debug, Clone)]
pub struct Config {
    /// Folder that holds everything.
    pub data: PathBuf,
    /// File with the key to what is secret.
    pub key_file: PathBuf,
    /// Where to answer; `None` looks for a free port from [`DEFAULT_PORT`] on.
    pub listen: Option<SocketAddr>,
    /// Where to answer by HTTPS; `None`: an admin may open the house to the network.
    pub https: Option<SocketAddr>,
    /// Where that is done.
    pub network: SocketAddr,
    /// Where the certificate for that comes from.
    pub certified: Certified,
    /// Name in the network, without `.local`.
    pub local_name: String,
    /// Whether the network is told that name.
    pub announces: bool,
    /// Scheme, host and port that browsers use, without a slash at the end.
    pub public_url: Option<String>,
    /// The world's own entrance.
    pub public_listen: Option<SocketAddr>,
    /// The address of what the world reaches, where it is another one: see [`Config::public_url`].
    pub widget_url: Option<String>,
    /// The words for a relay; looked at when the house opens.
    pub relay: Option<String>,
    /// Further host names.
    pub hosts: Vec<String>,
    /// Peers whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Subnet>,
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
        "{0} {1} would serve plain HTTP to the network, where others can read along. \
         Say --https {1} instead; or put a proxy with HTTPS in front and listen on 127.0.0.1; or say --insecure-http \
         if you mean it (as for a proxy in another container)"
    )]
    PlainHttp(&'static str, SocketAddr),
    /// A certificate for nothing.
    #[error(
        "--tls-cert, --tls-key and --acme need --https with an address to answer on, such as --https 0.0.0.0:443"
    )]
    NoHttps,
    /// One file of two.
    #[error("--tls-cert and --tls-key belong together")]
    HalfCertificate,
    /// Two certificates.
    #[error("either --tls-cert or --acme, not both")]
    TwoCertificates,
    /// A certificate from elsewhere is for a name, and nobody said for which.
    #[error(
        "--tls-cert needs --public-url with the name that stands in the certificate, such as https://chat.shop.example"
    )]
    NoName,
    /// Not a name for which anybody gives a certificate.
    #[error("--acme {0:?} is not a name such as chat.shop.example")]
    BadAcmeName(String),
    /// Not a name that can stand before `.local`.
    #[error("--local-name {0:?} is not a name of small letters, digits and hyphens")]
    BadLocalName(String),
    /// Not an address.
    #[error("{0} {1:?} is not an address such as https://chat.shop.example")]
    BadUrl(&'static str, String),
    /// Under one name there is one entrance.
    #[error("--widget-url needs another name than --public-url, or --public-listen")]
    SameName,
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

/// The file with the key to what is secret: as given, or handed over by systemd, or among the data.
pub fn key_file(flags: &DataFlags) -> Result<PathBuf, ConfigError> {
    if let Some(file) = &flags.key_file {
        return Ok(file.clone());
    }
    let handed_over = std::env::var_os(CREDENTIALS).map(|folder| Path::new(&folder).join(KEY_FILE));
    match handed_over.filter(|file| file.exists()) {
        Some(file) => Ok(file),
        None => Ok(data_folder(flags)?.join(KEY_FILE)),
    }
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
    /// Where the world reaches what is public: the widget's own address, or the house's.
    #[must_use]
    pub fn world_url(&self) -> Option<&str> {
        self.widget_url.as_deref().or(self.public_url.as_deref())
    }

    /// Checks flags and fills in what they left out.
    pub fn new(data: &DataFlags, serve: &ServeFlags) -> Result<Self, ConfigError> {
        for (flag, listen) in [
            ("--listen", serve.listen),
            ("--public-listen", serve.public_listen),
        ] {
            if let Some(listen) = listen
                && !listen.ip().is_loopback()
                && !serve.insecure_http
            {
                return Err(ConfigError::PlainHttp(flag, listen));
            }
        }
        let certified = certified(&serve.certificate, serve.https)?;
        let local_name = serve.local_name.as_deref().unwrap_or(LOCAL_NAME);
        let local_name = local_name.strip_suffix(".local").unwrap_or(local_name);
        if !is_label(local_name) {
            return Err(ConfigError::BadLocalName(local_name.to_owned()));
        }
        let public_url = match address("--public-url", serve.public_url.as_deref())? {
            Some(url) => Some(url),
            None => own_url(&certified, serve.https),
        };
        let is_named = public_url
            .as_deref()
            .is_some_and(|url| url.starts_with("https://"));
        if certified.is_public() && !is_named {
            return Err(ConfigError::NoName);
        }
        let widget_url = address("--widget-url", serve.widget_url.as_deref())?;
        let is_apart = serve.public_listen.is_some()
            || widget_url.as_deref().and_then(name_in) != public_url.as_deref().and_then(name_in);
        if widget_url.is_some() && !is_apart {
            return Err(ConfigError::SameName);
        }
        let mut hosts = serve.hosts.clone();
        if let Certified::Acme { names, .. } = &certified {
            hosts.extend(names.iter().cloned());
        }
        Ok(Self {
            data: data_folder(data)?,
            key_file: key_file(data)?,
            listen: serve.listen,
            https: serve.https,
            network: serve.network.unwrap_or(NETWORK),
            certified,
            local_name: local_name.to_owned(),
            announces: !serve.no_mdns,
            public_url,
            public_listen: serve.public_listen,
            widget_url,
            relay: serve.relay.clone(),
            hosts,
            trusted_proxies: serve.trusted_proxies.clone(),
            limits: serve.limits,
            connections: serve.connections,
            bell_command: words(serve.bell_command.as_deref().unwrap_or(""))?,
            replicated: serve.replicated,
            demo: false,
        })
    }
}

/// An address that a flag gives: without a path, and as a browser writes it when it says which page asks (in small letters,
/// and without the port that goes without saying; <https://www.rfc-editor.org/rfc/rfc6454#section-6.2>): it is compared with that.
fn address(flag: &'static str, url: Option<&str>) -> Result<Option<String>, ConfigError> {
    let Some(url) = url else {
        return Ok(None);
    };
    let bad = || ConfigError::BadUrl(flag, url.to_owned());
    let uri: http::Uri = url.trim_end_matches('/').parse().map_err(|_| bad())?;
    let (Some(scheme @ ("http" | "https")), Some(authority), "" | "/", None) =
        (uri.scheme_str(), uri.authority(), uri.path(), uri.query())
    else {
        return Err(bad());
    };
    let host = authority.host();
    let port = authority.as_str().strip_prefix(host).ok_or_else(bad)?;
    let host = host.to_lowercase();
    Ok(Some(match (scheme, port) {
        (_, "" | ":") | ("https", ":443") | ("http", ":80") => format!("{scheme}://{host}"),
        _ if authority.port_u16().is_some() => format!("{scheme}://{host}{port}"),
        _ => return Err(bad()),
    }))
}

/// The name in an address.
fn name_in(url: &str) -> Option<String> {
    let uri: http::Uri = url.parse().ok()?;
    Some(uri.host()?.to_lowercase())
}

/// The name that an authority was shown is the house's address.
fn own_url(certified: &Certified, https: Option<SocketAddr>) -> Option<String> {
    let Certified::Acme { names, .. } = certified else {
        return None;
    };
    let name = names.first()?;
    Some(match https?.port() {
        443 => format!("https://{name}"),
        port => format!("https://{name}:{port}"),
    })
}

fn certified(
    flags: &CertificateFlags,
    https: Option<SocketAddr>,
) -> Result<Certified, ConfigError> {
    let files = match (&flags.tls_cert, &flags.tls_key) {
        (None, None) => None,
        (Some(chain), Some(key)) => Some((chain.clone(), key.clone())),
        _ => return Err(ConfigError::HalfCertificate),
    };
    let certified = match (files, &flags.acme[..]) {
        (None, []) => return Ok(Certified::Here),
        (Some((chain, key)), []) => Certified::Files { chain, key },
        (Some(_), _) => return Err(ConfigError::TwoCertificates),
        (None, names) => {
            let names: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
            if let Some(wrong) = names.iter().find(|name| !is_public_name(name)) {
                return Err(ConfigError::BadAcmeName(wrong.clone()));
            }
            Certified::Acme {
                names,
                contact: flags.acme_contact.clone(),
                directory: flags.acme_directory.clone(),
            }
        }
    };
    match https {
        Some(_) => Ok(certified),
        None => Err(ConfigError::NoHttps),
    }
}

/// One part of a name: letters, digits and hyphens, not at either end.
fn is_label(name: &str) -> bool {
    network::is_label(name) && name != "localhost"
}

/// A name that somebody can own.
fn is_public_name(name: &str) -> bool {
    name.contains('.')
        && name.len() <= 253
        && name.split('.').all(network::is_label)
        && name.parse::<IpAddr>().is_err()
}

#[cfg(test)]
mod tests;

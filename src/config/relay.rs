//! How a relay is run.

use std::{
    net::{Ipv4Addr, SocketAddr},
    time::Duration,
};

use clap::Args;
use http::uri::Authority;

use super::{CertificateFlags, Config, ConfigError, DataFlags, ServeFlags};
use crate::base::subnet::Subnet;

/// Flags of `relay`.
#[derive(Debug, Clone, Default, Args)]
pub struct RelayFlags {
    /// Address and port to answer on by HTTPS, and where the office calls in; 0.0.0.0:443 with --acme when nothing else is
    /// said
    #[arg(long, env = "SHOPBELL_HTTPS", value_name = "ADDR")]
    pub https: Option<SocketAddr>,
    /// Where the certificate for HTTPS comes from.
    #[command(flatten)]
    pub certificate: CertificateFlags,
    /// Address and port to answer on by plain HTTP, for a proxy with HTTPS on the same machine
    #[arg(long, env = "SHOPBELL_LISTEN", value_name = "ADDR")]
    pub listen: Option<SocketAddr>,
    /// Address under which the world reaches the relay, such as `https://chat.shop.example`
    #[arg(long, env = "SHOPBELL_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// Where the office calls in, as it stands in the words for it, where that is another place than the door for HTTPS
    #[arg(long, env = "SHOPBELL_OFFICE_ADDRESS", value_name = "HOST:PORT")]
    pub office_address: Option<String>,
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
    /// Most that is kept while the office is dark
    #[arg(
        long,
        env = "SHOPBELL_KEEP_MB",
        value_name = "MB",
        default_value_t = 256
    )]
    pub keep_mb: u32,
    /// Of that, what visitors' files may take; 0: they wait in the visitors' browsers
    #[arg(
        long,
        env = "SHOPBELL_KEEP_FILES_MB",
        value_name = "MB",
        default_value_t = 128
    )]
    pub keep_files_mb: u32,
    /// For how long it is kept
    #[arg(
        long,
        env = "SHOPBELL_KEEP_DAYS",
        value_name = "DAYS",
        default_value_t = 30
    )]
    pub keep_days: u32,
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
    /// Know no office any more and keep nothing of what waits for it: for a house that has lost its keys, or for another one
    #[arg(long)]
    pub forget_office: bool,
}

/// Pieces that a relay keeps at most: each is a file.
const MOST_PIECES: usize = 50_000;

/// A checked configuration of a relay.
#[derive(Debug, Clone)]
pub struct RelayConfig {
    /// What it has in common with a house: folder, doors, certificate, addresses, limits.
    pub base: Config,
    /// Where the office calls in, if that was said.
    pub office_address: Option<Authority>,
    /// Most bytes that are kept.
    pub keep_bytes: u64,
    /// Of these, what files may take.
    pub keep_file_bytes: u64,
    /// Most pieces.
    pub keep_pieces: usize,
    /// For how long.
    pub keep_for: Duration,
    /// Whether it begins without an office whatever it knew.
    pub forgets_office: bool,
}

/// What is wrong with a setting of a relay's, and which.
#[derive(Debug, thiserror::Error)]
pub enum RelayConfigError {
    /// With one that a house has, too.
    #[error(transparent)]
    Shared(#[from] ConfigError),
    /// Nobody could come in.
    #[error(
        "a relay needs a name for HTTPS: --acme chat.shop.example, or --tls-cert with --tls-key and --public-url; or, behind a \
         proxy with HTTPS on this machine, --listen 127.0.0.1:7780 with --public-url"
    )]
    NoDoor,
    /// Not a host with its port.
    #[error("--office-address {0:?} is not a host and port such as chat.shop.example:443")]
    BadOfficeAddress(String),
}

impl RelayConfig {
    /// Checks flags and fills in what they left out.
    pub fn new(data: &DataFlags, flags: &RelayFlags) -> Result<Self, RelayConfigError> {
        let https = flags.https.or_else(|| {
            let certificate = &flags.certificate;
            let has_names = !certificate.acme.is_empty() || certificate.tls_cert.is_some();
            has_names.then_some(SocketAddr::new(Ipv4Addr::UNSPECIFIED.into(), 443))
        });
        if https.is_none() && flags.listen.is_none() {
            return Err(RelayConfigError::NoDoor);
        }
        let serve = ServeFlags {
            https,
            listen: flags.listen,
            certificate: flags.certificate.clone(),
            public_url: flags.public_url.clone(),
            trusted_proxies: flags.trusted_proxies.clone(),
            insecure_http: flags.insecure_http,
            limits: flags.limits,
            connections: flags.connections,
            ..ServeFlags::default()
        };
        let base = Config::new(data, &serve)?;
        // Browsers trust no certificate that a relay signs for itself: without one, its door for HTTPS is the office's alone.
        let is_for_world = base.certified.is_public() || flags.listen.is_some();
        if !is_for_world {
            return Err(RelayConfigError::NoDoor);
        }
        let office_address = match &flags.office_address {
            Some(address) => Some(
                address
                    .parse::<Authority>()
                    .ok()
                    .filter(|address| address.port_u16().is_some())
                    .ok_or_else(|| RelayConfigError::BadOfficeAddress(address.clone()))?,
            ),
            None => None,
        };
        Ok(Self {
            base,
            office_address,
            keep_bytes: u64::from(flags.keep_mb) * 1_000_000,
            keep_file_bytes: u64::from(flags.keep_files_mb) * 1_000_000,
            keep_pieces: MOST_PIECES,
            keep_for: Duration::from_secs(u64::from(flags.keep_days) * 86_400),
            forgets_office: flags.forget_office,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn read(flags: RelayFlags) -> Result<RelayConfig, String> {
        let data = DataFlags {
            data: Some(PathBuf::from("data")),
            ..DataFlags::default()
        };
        RelayConfig::new(&data, &flags).map_err(|error| error.to_string())
    }

    #[test]
    fn a_relay_has_a_door_for_the_world() {
        let named = RelayFlags {
            certificate: CertificateFlags {
                acme: vec!["chat.shop.example".to_owned()],
                ..CertificateFlags::default()
            },
            ..RelayFlags::default()
        };
        let config = read(named.clone()).unwrap();
        assert_eq!(config.base.https, "0.0.0.0:443".parse().ok());
        assert_eq!(
            config.base.public_url.as_deref(),
            Some("https://chat.shop.example")
        );
        let https = "0.0.0.0:7744".parse().ok();
        let near = "127.0.0.1:7780".parse().ok();
        let behind = RelayFlags {
            listen: near,
            https,
            public_url: Some("https://chat.shop.example".to_owned()),
            ..RelayFlags::default()
        };
        assert!(!read(behind.clone()).unwrap().base.certified.is_public());
        for (flags, words) in [
            (RelayFlags::default(), "needs a name"),
            (
                RelayFlags {
                    https,
                    ..RelayFlags::default()
                },
                "needs a name",
            ),
            (
                RelayFlags {
                    listen: "0.0.0.0:80".parse().ok(),
                    ..RelayFlags::default()
                },
                "plain HTTP",
            ),
            (
                RelayFlags {
                    office_address: Some("chat.shop.example".to_owned()),
                    ..behind
                },
                "--office-address",
            ),
        ] {
            let error = read(flags).unwrap_err();
            assert!(error.contains(words), "{error}");
        }
    }
}

//! Links that a customer's browser may be led to: addresses of the public web.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::base::punycode;

/// Most characters of a link.
pub const LONGEST: usize = 2_000;

/// Why a link is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// Nothing is there.
    #[error("a link is needed")]
    Missing,
    /// It begins with neither `https://` nor `http://`, or is no address at all.
    #[error("not an address of the web")]
    NotWeb,
    /// Customers cannot reach it: this machine, or a network of one's own.
    #[error("customers cannot reach this address")]
    NotPublic,
    /// Too many characters.
    #[error("the link has {0} characters")]
    TooLong(usize),
}

/// A link as it is kept, if customers can follow it.
pub fn checked(link: &str) -> Result<String, LinkError> {
    let link = link.trim();
    let length = link.chars().count();
    if link.is_empty() {
        return Err(LinkError::Missing);
    }
    if length > LONGEST {
        return Err(LinkError::TooLong(length));
    }
    if link
        .chars()
        .any(|c| c.is_whitespace() || c.is_control() || "<>\"\\^`{|}".contains(c))
    {
        return Err(LinkError::NotWeb);
    }
    let (scheme, rest) = link.split_once("://").ok_or(LinkError::NotWeb)?;
    if !["http", "https"].contains(&&*scheme.to_ascii_lowercase()) {
        return Err(LinkError::NotWeb);
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
    // A name before an @ dresses one address up as another.
    if authority.contains('@') {
        return Err(LinkError::NotWeb);
    }
    let host = host_of(authority).ok_or(LinkError::NotWeb)?;
    if is_public(&host) {
        Ok(link.to_owned())
    } else {
        Err(LinkError::NotPublic)
    }
}

/// The host without its port, in lower case.
fn host_of(authority: &str) -> Option<String> {
    if let Some(rest) = authority.strip_prefix('[') {
        let (host, port) = rest.split_once(']')?;
        let is_port = port.is_empty() || port.strip_prefix(':').is_some_and(is_port);
        return is_port.then(|| format!("[{host}]"));
    }
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if is_port(port) => host,
        Some(_) => return None,
        None => authority,
    };
    let host = host.trim_end_matches('.').to_lowercase();
    let is_plain = |label: &str| {
        !label.is_empty()
            && label
                .chars()
                .all(|c| c.is_alphanumeric() || c == '-' || c == '_')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    (host.split('.').all(is_plain) && punycode::ascii_host(&host).is_some()).then_some(host)
}

fn is_port(port: &str) -> bool {
    port.parse::<u16>().is_ok_and(|port| port > 0)
}

fn is_public(host: &str) -> bool {
    if let Some(address) = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
    {
        return address.parse::<Ipv6Addr>().is_ok_and(is_public_v6);
    }
    if let Ok(address) = host.parse::<Ipv4Addr>() {
        return is_public_v4(address);
    }
    let Some((_, top)) = host.rsplit_once('.') else {
        return false;
    };
    // Figures at the end are an address in a spelling of its own, which browsers understand.
    let is_figure = top.starts_with(|c: char| c.is_ascii_digit());
    !is_figure && !["local", "localhost", "internal", "lan", "home", "invalid"].contains(&top)
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, ..] = address.octets();
    // 100.64.0.0/10 lies behind providers' own translation.
    let is_shared = a == 100 && (64..128).contains(&b);
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_unspecified()
        || address.is_broadcast()
        || address.is_multicast()
        || is_shared
        || a == 0)
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    if let Some(v4) = address.to_ipv4_mapped() {
        return is_public_v4(v4);
    }
    !(address.is_loopback()
        || address.is_unspecified()
        || address.is_multicast()
        || address.is_unique_local()
        || address.is_unicast_link_local())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_into_the_public_web() {
        use LinkError::{Missing, NotPublic, NotWeb};
        for (link, expected) in [
            (
                " https://shop.example/kettle?x=1#top ",
                Ok("https://shop.example/kettle?x=1#top"),
            ),
            ("HTTP://shop.example:8080", Ok("HTTP://shop.example:8080")),
            ("https://булочная.рф/вход", Ok("https://булочная.рф/вход")),
            ("https://93.184.216.34/", Ok("https://93.184.216.34/")),
            ("", Err(Missing)),
            ("shop.example", Err(NotWeb)),
            ("javascript:alert(1)", Err(NotWeb)),
            ("javascript://shop.example/%0aalert(1)", Err(NotWeb)),
            ("data:text/html,x", Err(NotWeb)),
            ("ftp://shop.example", Err(NotWeb)),
            ("https://shop.example/a b", Err(NotWeb)),
            ("https://bank.example@evil.example/", Err(NotWeb)),
            ("https://", Err(NotWeb)),
            ("https://shop.example:99999", Err(NotWeb)),
            ("https://shop..example", Err(NotWeb)),
            ("https://localhost:7700", Err(NotPublic)),
            ("https://kettle", Err(NotPublic)),
            ("https://printer.local/", Err(NotPublic)),
            ("http://127.0.0.1/", Err(NotPublic)),
            ("http://192.168.1.5/", Err(NotPublic)),
            ("http://169.254.169.254/meta", Err(NotPublic)),
            ("http://127.1/", Err(NotPublic)),
            ("http://0x7f.0.0.1/", Err(NotPublic)),
            ("http://[::1]/", Err(NotPublic)),
            ("http://[::ffff:10.0.0.1]/", Err(NotPublic)),
            ("http://[fd00::1]:80/", Err(NotPublic)),
        ] {
            assert_eq!(checked(link), expected.map(str::to_owned), "{link:?}");
        }
    }
}

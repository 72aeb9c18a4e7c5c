//! Which network addresses lie on the public net, and which others an admin has allowed (R23).
//!
//! Source: the special-purpose registries, <https://www.iana.org/assignments/iana-ipv4-special-registry> and
//! <https://www.iana.org/assignments/iana-ipv6-special-registry>.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    str::FromStr,
};

use serde::{Deserialize, Serialize};

use super::subnet::Subnet;

/// Blocks of IPv4 that are nobody's on the public net, by first address and length.
const V4: [([u8; 4], u32); 16] = [
    ([0, 0, 0, 0], 8),        // this network
    ([10, 0, 0, 0], 8),       // private
    ([100, 64, 0, 0], 10),    // shared behind a provider's translation; a cloud's metadata, too
    ([127, 0, 0, 0], 8),      // this machine
    ([168, 63, 129, 16], 32), // a cloud's metadata, on an address that looks public
    ([169, 254, 0, 0], 16),   // link-local, and the metadata of most clouds
    ([172, 16, 0, 0], 12),    // private
    ([192, 0, 0, 0], 24),     // protocol assignments
    ([192, 0, 2, 0], 24),     // documentation
    ([192, 88, 99, 0], 24),   // relays of 6to4
    ([192, 168, 0, 0], 16),   // private
    ([198, 18, 0, 0], 15),    // benchmarks
    ([198, 51, 100, 0], 24),  // documentation
    ([203, 0, 113, 0], 24),   // documentation
    ([224, 0, 0, 0], 4),      // multicast
    ([240, 0, 0, 0], 4),      // reserved, and broadcast
];

/// Blocks of IPv6 inside the public 2000::/3 that are not public after all.
const V6: [([u16; 2], u32); 4] = [
    ([0x2001, 0x0000], 23), // protocol assignments: Teredo, benchmarks, ORCHID
    ([0x2001, 0x0db8], 32), // documentation
    ([0x2002, 0x0000], 16), // 6to4: carries an IPv4 address of anybody's choice
    ([0x3fff, 0x0000], 20), // documentation
];

/// Whether an address belongs to somebody on the public net, to whom it leads from everywhere.
#[must_use]
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    !V4.iter()
        .any(|(first, length)| shares(u32::from_be_bytes(*first), ip.to_bits(), *length))
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    // An IPv4 address in other clothes is judged as what it is.
    if let Some(within) = ip.to_ipv4_mapped().or_else(|| translated(ip)) {
        return is_public_v4(within);
    }
    let parts = ip.segments();
    let head = u32::from(parts[0]) << 16 | u32::from(parts[1]);
    // All else is loopback, compatible with IPv4, unique-local, link-local, multicast or not given out.
    shares(0x2000 << 16, head, 3)
        && !V6.iter().any(|(first, length)| {
            let first = u32::from(first[0]) << 16 | u32::from(first[1]);
            shares(first, head, *length)
        })
}

/// The IPv4 address to which a network without IPv4 leads (NAT64, RFC 6052): 64:ff9b::/96.
fn translated(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    let [0x64, 0xff9b, 0, 0, 0, 0, high, low] = ip.segments() else {
        return None;
    };
    Some(Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)))
}

/// Whether two addresses have their first `length` bits in common.
fn shares(one: u32, other: u32, length: u32) -> bool {
    (one ^ other).leading_zeros() >= length
}

/// Whether this can be one part of a machine's name: small letters, digits and hyphens, not at either end, see
/// <https://www.rfc-editor.org/rfc/rfc1123#section-2.1>.
#[must_use]
pub fn is_label(name: &str) -> bool {
    (1..=63).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !name.starts_with('-')
        && !name.ends_with('-')
}

/// Most neighbours that can be named.
pub const MOST: usize = 50;

/// One address, block of addresses or name that may be called although it is not public.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Neighbour {
    Block(Subnet),
    Name(String),
}

/// What is no address, block or name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no address, block of addresses or name")]
pub struct NoNeighbour(pub String);

impl FromStr for Neighbour {
    type Err = NoNeighbour;

    fn from_str(text: &str) -> Result<Self, NoNeighbour> {
        let wrong = || NoNeighbour(text.to_owned());
        let bare = text.trim_start_matches('[').trim_end_matches(']');
        if let Ok(ip) = bare.parse::<Subnet>() {
            return Ok(Self::Block(ip));
        }
        if text.contains('/') {
            return Err(wrong());
        }
        let is_name = text.len() <= 253
            && text.split('.').all(|label| {
                !label.is_empty()
                    && label.len() <= 63
                    && label
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
            })
            // What ends in a number is read as an address by whoever resolves it.
            && text
                .rsplit('.')
                .next()
                .is_some_and(|last| !last.starts_with(|first: char| first.is_ascii_digit()));
        if is_name {
            Ok(Self::Name(text.to_ascii_lowercase()))
        } else {
            Err(wrong())
        }
    }
}

impl fmt::Display for Neighbour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => f.write_str(name),
            Self::Block(block) => write!(f, "{block}"),
        }
    }
}

impl Neighbour {
    fn has(&self, ip: IpAddr) -> bool {
        matches!(self, Self::Block(block) if block.has(ip))
    }
}

/// Everything that an admin has allowed to be called although it is not public: this machine, or others in the house.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Vec<String>", try_from = "Vec<String>")]
pub struct Neighbours(Vec<Neighbour>);

impl Neighbours {
    /// Addresses, blocks and names, divided by spaces, commas or line ends. The error is the first that is none, or that
    /// is one too many.
    pub fn read(text: &str) -> Result<Self, NoNeighbour> {
        let mut all: Vec<Neighbour> = Vec::new();
        let words = text.split(|c: char| c.is_whitespace() || c == ',');
        for word in words.filter(|word| !word.is_empty()) {
            let one = word.parse()?;
            if all.contains(&one) {
                continue;
            }
            if all.len() >= MOST {
                return Err(NoNeighbour(word.to_owned()));
            }
            all.push(one);
        }
        Ok(Self(all))
    }

    /// Whether this address was named, or lies in a block that was.
    #[must_use]
    pub fn have(&self, ip: IpAddr) -> bool {
        self.0.iter().any(|one| one.has(ip))
    }

    /// Whether a host was named.
    #[must_use]
    pub fn name(&self, host: &str) -> bool {
        self.0
            .iter()
            .any(|one| matches!(one, Neighbour::Name(name) if name.eq_ignore_ascii_case(host)))
    }
}

impl fmt::Display for Neighbours {
    /// One in a line, as an admin reads them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl From<Neighbours> for Vec<String> {
    fn from(all: Neighbours) -> Self {
        all.0.iter().map(ToString::to_string).collect()
    }
}

impl TryFrom<Vec<String>> for Neighbours {
    type Error = NoNeighbour;

    fn try_from(words: Vec<String>) -> Result<Self, NoNeighbour> {
        Self::read(&words.join("\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_on_the_public_net_is_public() {
        for (address, is_so) in [
            ("93.184.216.34", true),
            ("1.1.1.1", true),
            ("172.15.255.255", true),
            ("172.32.0.1", true),
            ("100.63.255.255", true),
            ("100.128.0.1", true),
            ("198.17.255.255", true),
            ("198.20.0.1", true),
            ("223.255.255.255", true),
            ("168.63.129.17", true),
            ("0.0.0.0", false),
            ("0.1.2.3", false),
            ("10.0.0.1", false),
            ("100.64.0.1", false),
            ("100.100.100.200", false),
            ("100.127.255.255", false),
            ("127.0.0.1", false),
            ("127.255.255.254", false),
            ("168.63.129.16", false),
            ("169.254.169.254", false),
            ("172.16.0.1", false),
            ("172.31.255.255", false),
            ("192.0.0.192", false),
            ("192.0.2.1", false),
            ("192.88.99.1", false),
            ("192.168.0.7", false),
            ("198.18.0.1", false),
            ("198.19.255.255", false),
            ("198.51.100.1", false),
            ("203.0.113.1", false),
            ("224.0.0.1", false),
            ("239.255.255.250", false),
            ("240.0.0.1", false),
            ("255.255.255.255", false),
            ("2606:2800:220:1::1", true),
            ("2a00:1450:4001:80b::200e", true),
            ("2001:4860:4860::8888", true),
            ("::ffff:93.184.216.34", true),
            ("64:ff9b::5db8:d822", true),
            ("::", false),
            ("::1", false),
            ("::93.184.216.34", false),
            ("::ffff:127.0.0.1", false),
            ("::ffff:10.0.0.1", false),
            ("::ffff:169.254.169.254", false),
            ("64:ff9b::7f00:1", false),
            ("64:ff9b::a9fe:a9fe", false),
            ("64:ff9b:1::1", false),
            ("100::1", false),
            ("2001::1", false),
            ("2001:0:4136:e378:8000:63bf:3fff:fdd2", false),
            ("2001:2::1", false),
            ("2001:20::1", false),
            ("2001:db8::1", false),
            ("2002:7f00:1::", false),
            ("2002:5db8:d822::1", false),
            ("3fff::1", false),
            ("4000::1", false),
            ("5f00::1", false),
            ("fc00::1", false),
            ("fd00:ec2::254", false),
            ("fe80::1", false),
            ("fec0::1", false),
            ("ff02::1", false),
        ] {
            assert_eq!(is_public(address.parse().unwrap()), is_so, "{address}");
        }
    }

    #[test]
    fn a_label_is_one_part_of_a_name() {
        for (name, is_so) in [
            ("shopbell", true),
            ("kettle-2", true),
            ("7", true),
            ("", false),
            ("Shopbell", false),
            ("shop bell", false),
            ("shop.bell", false),
            ("-bell", false),
            ("bell-", false),
            ("лавка", false),
        ] {
            assert_eq!(is_label(name), is_so, "{name}");
        }
        assert!(is_label(&"x".repeat(63)) && !is_label(&"x".repeat(64)));
    }

    #[test]
    fn a_neighbour_is_an_address_a_block_or_a_name() {
        for (text, shown) in [
            ("127.0.0.1", Some("127.0.0.1")),
            ("192.168.1.0/24", Some("192.168.1.0/24")),
            ("[fd00::1]", Some("fd00::1")),
            ("fd00::/8", Some("fd00::/8")),
            ("Printer.Local", Some("printer.local")),
            ("localhost", Some("localhost")),
            ("10.0.0.5, nas", Some("10.0.0.5\nnas")),
            ("nas\n\nnas", Some("nas")),
            ("", Some("")),
            ("0.0.0.0/0", None),
            ("::/0", None),
            ("10.0.0.0/33", None),
            ("10.0.0", None),
            ("0x7f.1", None),
            ("http://nas/", None),
            ("nas:8080", None),
            ("a..b", None),
        ] {
            let read = Neighbours::read(text).map(|all| all.to_string()).ok();
            assert_eq!(read.as_deref(), shown, "{text}");
        }
        let many: Vec<String> = (0..=MOST).map(|number| format!("host{number}")).collect();
        assert!(Neighbours::read(&many.join(" ")).is_err());
    }

    #[test]
    fn only_those_are_neighbours_that_were_named() {
        let all = Neighbours::read("127.0.0.1 192.168.1.0/24 fd00:1::/32 printer.local").unwrap();
        for (address, is_so) in [
            ("127.0.0.1", true),
            ("::ffff:127.0.0.1", true),
            ("127.0.0.2", false),
            ("192.168.1.77", true),
            ("192.168.2.1", false),
            ("fd00:1::5", true),
            ("fd00:2::5", false),
            ("::1", false),
        ] {
            assert_eq!(all.have(address.parse().unwrap()), is_so, "{address}");
        }
        assert!(all.name("PRINTER.local"));
        assert!(!all.name("local"));
        let text = serde_json::to_string(&all).unwrap();
        assert_eq!(serde_json::from_str::<Neighbours>(&text).unwrap(), all);
    }

    #[test]
    fn fuzz_neighbours() {
        let samples = [
            "192.168.0.7, 10.0.0.0/8\nnas.local [::1] fd00::/8",
            "::ffff:10.0.0.1 64:ff9b::7f00:1",
        ];
        let words = [
            "/", "::", "::ffff:", ".", "/33", "/129", "0x7f", "[", "]", "%eth0",
        ];
        crate::base::fuzz::text("neighbours", &samples, &words, |text| {
            for word in text.split_whitespace() {
                // What an address holds inside is no more public than that is by itself.
                if let Ok(IpAddr::V6(six)) = word.parse::<IpAddr>()
                    && let Some(four) = six.to_ipv4_mapped()
                {
                    assert!(
                        is_public(IpAddr::V4(four)) || !is_public(IpAddr::V6(six)),
                        "{word}"
                    );
                }
            }
            if let Ok(all) = Neighbours::read(text) {
                assert_eq!(Neighbours::read(&all.to_string()), Ok(all), "{text}");
            }
        });
    }
}

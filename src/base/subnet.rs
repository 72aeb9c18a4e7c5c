//! Network addresses of which the first bits are the same, as `192.168.1.0/24` names them
//! (<https://www.rfc-editor.org/rfc/rfc4632#section-3.1>).

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    str::FromStr,
};

/// One address, or all that share its first bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subnet {
    first: IpAddr,
    /// How many bits they share, up to 32 or 128.
    length: u8,
}

/// Why a text names no subnet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoSubnet {
    /// No address stands at its beginning.
    #[error("neither an address such as 10.0.0.7 nor a block of them such as 10.0.0.0/24")]
    NoAddress,
    /// What stands behind the slash counts no bits of such an address.
    #[error("what stands behind the slash is not a number of bits up to {0}")]
    NoLength(u8),
    /// One that is nearly everything would be a slip of the hand.
    #[error("a block shares at least its first {0} bits: shorter ones are nearly everybody")]
    NearlyAll(u8),
}

impl Subnet {
    /// All that share so many first bits with an address. One of IPv4 in the clothes of IPv6 counts as what it is.
    #[must_use]
    pub fn around(ip: IpAddr, v4: u8, v6: u8) -> Self {
        match ip.to_canonical() {
            IpAddr::V4(ip) => {
                let rest = u32::MAX.checked_shr(u32::from(v4)).unwrap_or(0);
                Self {
                    first: Ipv4Addr::from_bits(ip.to_bits() & !rest).into(),
                    length: v4,
                }
            }
            IpAddr::V6(ip) => {
                let rest = u128::MAX.checked_shr(u32::from(v6)).unwrap_or(0);
                Self {
                    first: Ipv6Addr::from_bits(ip.to_bits() & !rest).into(),
                    length: v6,
                }
            }
        }
    }

    /// Whether an address is one of them.
    #[must_use]
    pub fn has(&self, ip: IpAddr) -> bool {
        let length = u32::from(self.length);
        match (self.first, ip.to_canonical()) {
            (IpAddr::V4(first), IpAddr::V4(ip)) => {
                (first.to_bits() ^ ip.to_bits()).leading_zeros() >= length
            }
            (IpAddr::V6(first), IpAddr::V6(ip)) => {
                (first.to_bits() ^ ip.to_bits()).leading_zeros() >= length
            }
            _ => false,
        }
    }
}

impl FromStr for Subnet {
    type Err = NoSubnet;

    fn from_str(text: &str) -> Result<Self, NoSubnet> {
        let (first, length) = match text.split_once('/') {
            Some((first, length)) => (first, Some(length)),
            None => (text, None),
        };
        let written: IpAddr = first.parse().map_err(|_| NoSubnet::NoAddress)?;
        let longest = if written.is_ipv4() { 32 } else { 128 };
        let length: u8 = match length.map(str::parse) {
            None => longest,
            Some(Ok(length)) if length <= longest => length,
            Some(Ok(_) | Err(_)) => return Err(NoSubnet::NoLength(longest)),
        };
        let first = written.to_canonical();
        // The clothes of IPv6 are 96 bits before an address of IPv4.
        let clothes = if first == written { 0 } else { 96 };
        let least = clothes + if first.is_ipv4() { 8 } else { 7 };
        if length < least {
            return Err(NoSubnet::NearlyAll(least));
        }
        let length = length - clothes;
        Ok(Self::around(first, length, length))
    }
}

impl fmt::Display for Subnet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { first, length } = self;
        match (first, length) {
            (IpAddr::V4(_), 32) | (IpAddr::V6(_), 128) => write!(f, "{first}"),
            (IpAddr::V4(_) | IpAddr::V6(_), _) => write!(f, "{first}/{length}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_around_an_address_shares_its_first_bits() {
        for (address, v4, v6, shown, inside, outside) in [
            (
                "93.184.216.34",
                32,
                64,
                "93.184.216.34",
                "93.184.216.34",
                "93.184.216.35",
            ),
            (
                "93.184.216.34",
                24,
                48,
                "93.184.216.0/24",
                "93.184.216.255",
                "93.184.217.0",
            ),
            (
                "::ffff:93.184.216.34",
                24,
                48,
                "93.184.216.0/24",
                "::ffff:93.184.216.1",
                "::1",
            ),
            (
                "2a00:1450:4001:80b::200e",
                32,
                64,
                "2a00:1450:4001:80b::/64",
                "2a00:1450:4001:80b::1",
                "2a00:1450:4001:80c::1",
            ),
            (
                "2a00:1450:4001:80b::200e",
                24,
                48,
                "2a00:1450:4001::/48",
                "2a00:1450:4001:ffff::1",
                "93.184.216.34",
            ),
        ] {
            let around = Subnet::around(address.parse().unwrap(), v4, v6);
            assert_eq!(around.to_string(), shown);
            assert_eq!(shown.parse(), Ok(around), "{shown}");
            assert!(around.has(address.parse().unwrap()), "{shown}");
            assert!(around.has(inside.parse().unwrap()), "{shown} {inside}");
            assert!(!around.has(outside.parse().unwrap()), "{shown} {outside}");
        }
    }

    #[test]
    fn a_block_is_read_as_people_write_it() {
        for (text, expected) in [
            ("10.0.0.7", Ok("10.0.0.7")),
            ("10.0.0.0/8", Ok("10.0.0.0/8")),
            // Bits behind the length mean nothing.
            ("172.18.0.5/12", Ok("172.16.0.0/12")),
            ("10.0.0.7/32", Ok("10.0.0.7")),
            ("fd00::/8", Ok("fd00::/8")),
            ("2001:db8:1:2::9/64", Ok("2001:db8:1:2::/64")),
            ("::ffff:10.0.0.7", Ok("10.0.0.7")),
            ("::ffff:10.0.0.0/104", Ok("10.0.0.0/8")),
            ("::ffff:10.0.0.0/96", Err(NoSubnet::NearlyAll(104))),
            ("0.0.0.0/0", Err(NoSubnet::NearlyAll(8))),
            ("::/0", Err(NoSubnet::NearlyAll(7))),
            ("10.0.0.0/33", Err(NoSubnet::NoLength(32))),
            ("fd00::/129", Err(NoSubnet::NoLength(128))),
            ("10.0.0.0/", Err(NoSubnet::NoLength(32))),
            ("10.0.0.0/255.0.0.0", Err(NoSubnet::NoLength(32))),
            ("10.0.0.0/-8", Err(NoSubnet::NoLength(32))),
            ("10.0.0", Err(NoSubnet::NoAddress)),
            ("proxy.shop.example", Err(NoSubnet::NoAddress)),
            ("/8", Err(NoSubnet::NoAddress)),
            ("", Err(NoSubnet::NoAddress)),
        ] {
            let found = text.parse::<Subnet>().map(|subnet| subnet.to_string());
            assert_eq!(found, expected.map(str::to_owned), "{text:?}");
        }
    }
}

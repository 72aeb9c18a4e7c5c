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

/// What is no address and no subnet, or one that is nearly everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no subnet")]
pub struct NoSubnet;

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
        let Some((first, length)) = text.split_once('/') else {
            let first: IpAddr = text.parse().map_err(|_| NoSubnet)?;
            let length = if first.is_ipv4() { 32 } else { 128 };
            return Ok(Self { first, length });
        };
        let first: IpAddr = first.parse().map_err(|_| NoSubnet)?;
        let length: u8 = length.parse().map_err(|_| NoSubnet)?;
        // One that is nearly everything would be a slip of the hand.
        let (least, most) = if first.is_ipv4() { (8, 32) } else { (7, 128) };
        match (least..=most).contains(&length) {
            true => Ok(Self { first, length }),
            false => Err(NoSubnet),
        }
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
}

//! Addresses for houses and sites that browsers visit.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::atomic::{AtomicU16, Ordering};

/// The first of the ports that no system gives away by itself and no browser refuses.
const FIRST: u16 = 20_000;

static NEXT: AtomicU16 = AtomicU16::new(FIRST);

/// An address on loopback that no other story of this run gets: what a browser has stored for
/// one page shall never be found by another.
pub(crate) fn fresh() -> SocketAddr {
    loop {
        let port = NEXT.fetch_add(1, Ordering::Relaxed);
        assert!(port >= FIRST, "all ports are used up");
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        if TcpListener::bind(address).is_ok() {
            return address;
        }
    }
}

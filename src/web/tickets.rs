//! Tickets: what a visitor's program shows in an address when it can send no header, as `EventSource`.
//!
//! An address ends up in histories and logs, so a ticket opens one stream, once, within a minute. It is
//! kept in memory only: a restart ends it, and the program asks for another.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use crate::base::secret::{Secret, TokenHash};

/// How long a ticket may be handed in.
pub const VALID: Duration = Duration::from_secs(60);

/// Tickets that may be out at once; the oldest go first.
const MOST: usize = 20_000;

/// The tickets that are out, by their hash: whose token stands behind each, and since when.
#[derive(Default)]
pub struct Tickets(Mutex<HashMap<TokenHash, (TokenHash, Instant)>>);

impl Tickets {
    /// Gives out a ticket in the name of a visitor's token.
    pub fn give_out(&self, token: TokenHash) -> Secret {
        self.give_out_at(token, Instant::now())
    }

    fn give_out_at(&self, token: TokenHash, now: Instant) -> Secret {
        let ticket = Secret::random();
        let mut tickets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if tickets.len() >= MOST {
            tickets.retain(|_, (_, at)| now.duration_since(*at) < VALID);
        }
        if tickets.len() >= MOST
            && let Some(oldest) = tickets
                .iter()
                .min_by_key(|(_, (_, at))| *at)
                .map(|(ticket, _)| *ticket)
        {
            tickets.remove(&oldest);
        }
        tickets.insert(ticket.hash(), (token, now));
        ticket
    }

    /// Takes a ticket back and answers the token behind it, once and in time.
    pub fn hand_in(&self, ticket: &Secret) -> Option<TokenHash> {
        self.hand_in_at(ticket, Instant::now())
    }

    fn hand_in_at(&self, ticket: &Secret, now: Instant) -> Option<TokenHash> {
        let mut tickets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (token, at) = tickets.remove(&ticket.hash())?;
        (now.duration_since(at) < VALID).then_some(token)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_taken_once_and_in_time() {
        let (tickets, start) = (Tickets::default(), Instant::now());
        let token = Secret::random().hash();
        let ticket = tickets.give_out_at(token, start);
        assert_eq!(tickets.hand_in_at(&Secret::random(), start), None);
        let last = start + VALID - Duration::from_millis(1);
        assert_eq!(tickets.hand_in_at(&ticket, last), Some(token));
        assert_eq!(tickets.hand_in_at(&ticket, last), None, "twice");
        let late = tickets.give_out_at(token, start);
        assert_eq!(tickets.hand_in_at(&late, start + VALID), None, "late");
    }

    #[test]
    fn a_flood_of_tickets_pushes_out_the_oldest_only() {
        let (tickets, start) = (Tickets::default(), Instant::now());
        let token = Secret::random().hash();
        let oldest = tickets.give_out_at(token, start);
        let second = tickets.give_out_at(token, start + Duration::from_millis(1));
        for _ in 0..MOST - 1 {
            tickets.give_out_at(token, start + Duration::from_secs(1));
        }
        assert_eq!(tickets.hand_in_at(&oldest, start), None);
        assert_eq!(tickets.hand_in_at(&second, start), Some(token));
    }
}

//! What strangers do, counted before it is done: against their own allowance and those that they share with others (R24).
//!
//! What the relay has kept while the house was dark it has counted when it came.

use super::{Act, Listening, Whose};
use crate::{
    base::{id::ChannelId, secret::TokenHash},
    web::{
        answer::Refusal,
        request::{Ask, Visitor},
    },
};

/// Counts one thing that a visitor does.
pub(in crate::web) fn count(ask: &Ask, act: Act, visitor: Visitor) -> Result<(), Refusal> {
    count_together(ask, &[(act, 1)], visitor)
}

/// Counts so much of each that a visitor does at once: all of it, or none where one allowance is used up.
pub(in crate::web) fn count_together(
    ask: &Ask,
    acts: &[(Act, u64)],
    visitor: Visitor,
) -> Result<(), Refusal> {
    let own = Whose::Visitor(visitor.identity.0);
    // Behind a proxy on this machine that nobody has named, everybody comes from here: there it is each visitor that counts.
    let writes = acts.iter().any(|(act, _)| *act == Act::Write);
    let near = if writes && ask.address.is_loopback() {
        own
    } else {
        Whose::address(ask.address)
    };
    let mut all = vec![own, near, Whose::Inbox(visitor.channel.0), Whose::Everybody];
    all.dedup();
    count_against(ask, acts, &all)
}

/// Counts somebody who wants to begin, by where they come from: before anything of theirs is read …
pub(in crate::web) fn count_coming(ask: &Ask) -> Result<(), Refusal> {
    count_against(ask, &[(Act::Begin, 1)], &[Whose::address(ask.address)])
}

/// … and by the site that they come to, when that is known.
pub(in crate::web) fn count_begun(ask: &Ask, site: ChannelId) -> Result<(), Refusal> {
    let all = [Whose::Inbox(site.0), Whose::Everybody];
    count_against(ask, &[(Act::Begin, 1)], &all)
}

/// Counts a stream of a visitor's, as long as what this answers is held.
pub(in crate::web) fn count_stream(ask: &Ask, visitor: Visitor) -> Result<Listening, Refusal> {
    let counted = ask.house.streams.open(visitor, ask.address);
    counted.map_err(Refusal::too_fast)
}

/// Counts a token or ticket that is nobody's.
pub(in crate::web) fn count_guess(ask: &Ask, token: TokenHash) -> Result<(), Refusal> {
    if ask.late.is_some() {
        return Ok(());
    }
    let counted = ask.house.limits.count_guess(token, ask.address);
    counted.map_err(Refusal::too_fast)
}

fn count_against(ask: &Ask, acts: &[(Act, u64)], all: &[Whose]) -> Result<(), Refusal> {
    if ask.late.is_some() {
        return Ok(());
    }
    let counted = ask.house.limits.count_all(acts, all);
    counted.map_err(Refusal::too_fast)
}

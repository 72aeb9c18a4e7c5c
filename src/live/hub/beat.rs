//! The heartbeat: a stream on which nothing happens still says that it is there.

use std::{ops::Range, time::Duration};

use bytes::Bytes;

use super::{Hub, State};

/// Each reader hears something about this often.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// So many streams are pinged at once, which takes a millisecond or two …
const PINGED_AT_ONCE: usize = 32;
/// … in slices of a second in a small house, which wakes no more often than it must, …
const FEWEST_SLICES: u32 = 15;
/// … and of no less than twenty milliseconds in a large one.
const MOST_SLICES: u32 = 750;

impl Hub {
    /// Pings everybody once per heartbeat, a slice at a time: ten thousand who wake at once keep a message waiting
    /// until each of them was written to.
    pub async fn beat(self) {
        loop {
            let (agents, visitors) = self.count();
            let slices = slices(agents + visitors);
            for slice in 0..slices {
                tokio::time::sleep(HEARTBEAT / slices).await;
                self.lock().ping(&places(slice, slices));
            }
        }
    }
}

impl State {
    /// Pings the streams at these places.
    fn ping(&mut self, places: &Range<u64>) {
        let is_due = |number: u64| places.contains(&(number % u64::from(MOST_SLICES)));
        let ping = Bytes::from_static(b": ping\n\n");
        for (index, mailbox) in (0..).zip(&self.agents) {
            if is_due(index) {
                mailbox.ping(&ping);
            }
        }
        if places.start == 0 {
            self.tell_walls();
        }
        for (identity, mailboxes) in &self.visitors {
            if is_due(identity.0.unsigned_abs()) {
                for mailbox in mailboxes {
                    mailbox.ping(&ping);
                }
            }
        }
    }
}

/// Into how many slices a heartbeat of so many streams falls.
fn slices(streams: usize) -> u32 {
    let wanted = streams.div_ceil(PINGED_AT_ONCE);
    u32::try_from(wanted).map_or(MOST_SLICES, |wanted| {
        wanted.clamp(FEWEST_SLICES, MOST_SLICES)
    })
}

/// Which of [`MOST_SLICES`] places a slice holds. A stream has its place whatever the number of slices, so that it does
/// not miss a beat when that changes.
fn places(slice: u32, slices: u32) -> Range<u64> {
    let begin = |slice: u32| u64::from(slice) * u64::from(MOST_SLICES) / u64::from(slices);
    begin(slice)..begin(slice + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beat_comes_in_small_slices_and_to_everybody() {
        for (streams, expected) in [
            (0, 15),
            (480, 15),
            (481, 16),
            (10_000, 313),
            (24_000, 750),
            (1_000_000, 750),
        ] {
            let slices = slices(streams);
            assert_eq!(slices, expected, "{streams}");
            let all: Vec<u64> = (0..slices)
                .flat_map(|slice| places(slice, slices))
                .collect();
            assert_eq!(all, Vec::from_iter(0..u64::from(MOST_SLICES)), "{streams}");
        }
    }
}

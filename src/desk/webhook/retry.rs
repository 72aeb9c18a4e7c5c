//! When a webhook that did not get there is tried again. Pure.

use std::time::Duration;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;

/// The pauses between tries, in seconds: three days in all, as the Standard Webhooks specification proposes.
const PAUSES: [u64; 9] = [
    5,
    5 * MINUTE,
    30 * MINUTE,
    2 * HOUR,
    5 * HOUR,
    10 * HOUR,
    14 * HOUR,
    20 * HOUR,
    24 * HOUR,
];

/// From so many tries in vain on an admin is told.
pub const WORRYING: u32 = 3;

/// A receiver may ask for a pause up to this.
const LONGEST: Duration = Duration::from_secs(24 * HOUR);

/// How long to wait after so many tries in vain; `None`: give up. A pause is made up to a fifth longer by `luck`, from 0
/// up to 1, so that what failed together is not tried together. What the receiver asked for is honoured.
#[must_use]
pub fn pause(attempts: u32, asked: Option<Duration>, luck: f64) -> Option<Duration> {
    let at = usize::try_from(attempts.saturating_sub(1)).unwrap_or(usize::MAX);
    let seconds = *PAUSES.get(at)?;
    let own = Duration::from_secs(seconds).mul_f64(1.0 + 0.2 * luck.clamp(0.0, 1.0));
    Some(own.max(asked.unwrap_or_default().min(LONGEST)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_from_seconds_to_days_and_end() {
        for (attempts, asked, luck, seconds) in [
            (1, None, 0.0, Some(5)),
            (1, None, 1.0, Some(6)),
            (2, None, 0.0, Some(300)),
            (2, None, 0.5, Some(330)),
            (4, None, 0.0, Some(7_200)),
            (9, None, 0.0, Some(86_400)),
            (10, None, 0.0, None),
            (1, Some(60), 0.0, Some(60)),
            (1, Some(1), 0.0, Some(5)),
            // Whoever asks for a year is asked again tomorrow.
            (1, Some(31_536_000), 0.0, Some(86_400)),
            (10, Some(60), 0.0, None),
        ] {
            let asked = asked.map(Duration::from_secs);
            let found = pause(attempts, asked, luck).map(|pause| pause.as_secs());
            assert_eq!(found, seconds, "{attempts} {asked:?} {luck}");
        }
        let whole: u64 = PAUSES.iter().sum();
        assert_eq!(whole / HOUR, 75);
        assert!(PAUSES.is_sorted());
    }
}

//! How long everybody waited.

use std::{fmt, time::Duration};

/// Times in order, of which one asks for the middle and the long ones.
#[derive(Debug, Clone, Default)]
pub struct Times(Vec<Duration>);

impl Times {
    /// One more.
    pub(super) fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// How many.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The time that so many of a hundred do not exceed; `None` when there are none.
    #[must_use]
    pub fn at(&self, hundredth: usize) -> Option<Duration> {
        let mut sorted = self.0.clone();
        sorted.sort();
        let place = (sorted.len() * hundredth).div_ceil(100).max(1) - 1;
        sorted.get(place).copied()
    }
}

/// What came of it.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Chats that began.
    pub chats: usize,
    /// From the first message until somebody had the chat.
    pub claimed: Times,
    /// From the first message to the first answer.
    pub answered: Times,
    /// Offers made, and of those not taken.
    pub offers: usize,
    /// Offers that were declined or missed.
    pub passed_by: usize,
    /// Chats that came back to the line because an agent had gone.
    pub passed_on: usize,
    /// Chats whose customer had the agent they had before.
    pub same_agent: usize,
    /// Chats that nobody had taken at the end.
    pub left: usize,
}

/// As a clock shows it: 4 s, 1:05, 2:10:00.
fn shown(time: Option<Duration>) -> String {
    let Some(time) = time else {
        return "–".to_owned();
    };
    let seconds = time.as_secs();
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3_600 => format!("{}:{:02}", seconds / 60, seconds % 60),
        _ => format!(
            "{}:{:02}:{:02}",
            seconds / 3_600,
            seconds / 60 % 60,
            seconds % 60
        ),
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = |times: &Times| {
            format!(
                "half within {}, nine in ten within {}",
                shown(times.at(50)),
                shown(times.at(90))
            )
        };
        writeln!(f, "chats            {}", self.chats)?;
        writeln!(f, "had somebody     {}", line(&self.claimed))?;
        writeln!(f, "first answer     {}", line(&self.answered))?;
        writeln!(
            f,
            "offers           {} ({} passed by)",
            self.offers, self.passed_by
        )?;
        writeln!(f, "passed on        {}", self.passed_on)?;
        writeln!(f, "same agent again {}", self.same_agent)?;
        write!(f, "nobody took      {}", self.left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hundredths_are_times_that_were() {
        let mut times = Times::default();
        assert_eq!(times.at(50), None);
        for seconds in [30, 10, 20, 40] {
            times.add(Duration::from_secs(seconds));
        }
        let at = |hundredth| times.at(hundredth).map(|time| time.as_secs());
        assert_eq!(
            [at(50), at(90), at(100), at(1)],
            [Some(20), Some(40), Some(40), Some(10)]
        );
        assert_eq!(shown(times.at(50)), "20 s");
        assert_eq!(shown(Some(Duration::from_secs(65))), "1:05");
        assert_eq!(shown(Some(Duration::from_secs(7_800))), "2:10:00");
    }
}

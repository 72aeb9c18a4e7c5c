//! A setting by which something goes for as long as the house is open. A question to the file may fail, and fails in the
//! moment in which much is asked of it: then what was read last holds, and nothing is closed or forgotten for it.

use crate::db::DbError;

/// What was read last.
#[derive(Debug, Default)]
pub(super) struct Known<T> {
    last: Option<T>,
    is_fresh: bool,
}

impl<T: Clone + Default> Known<T> {
    /// Takes in what was read, or why nothing was; answers what holds now. `what` is told to the log.
    pub(super) fn take(&mut self, read: Result<T, DbError>, what: &str) -> T {
        self.is_fresh = read.is_ok();
        match read {
            Ok(read) => self.last = Some(read),
            Err(error) => tracing::warn!(%error, "{what} could not be read"),
        }
        self.last.clone().unwrap_or_default()
    }

    /// Whether the last question was answered; if not, it wants to be asked again.
    pub(super) fn is_fresh(&self) -> bool {
        self.is_fresh
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_for_a_moment_holds_on() {
        let mut known = Known::<String>::default();
        let door = || Ok("open".to_owned());
        assert_eq!(known.take(Err(DbError::Busy), "the door"), "");
        assert!(!known.is_fresh(), "nothing is known yet");
        assert_eq!(known.take(door(), "the door"), "open");
        assert!(known.is_fresh());
        assert_eq!(known.take(Err(DbError::Busy), "the door"), "open");
        assert!(!known.is_fresh(), "it is to be asked again");
        assert_eq!(known.take(Ok(String::new()), "the door"), "");
        assert!(known.is_fresh());
    }
}

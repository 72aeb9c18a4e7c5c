//! What a process takes of its machine, as the system tells it. On Linux alone: other systems have no files that say so.

use std::{fs, time::Duration};

/// Of which process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// This one.
    Own,
    /// The one of this number.
    Of(u32),
}

/// What it takes. What the system does not tell is `None`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Vitals {
    /// Memory that it holds at the moment, in bytes.
    pub memory: Option<u64>,
    /// Its threads.
    pub threads: Option<u64>,
    /// Processor time so far.
    pub cpu: Option<Duration>,
    /// Open files and lines.
    pub descriptors: Option<u64>,
    /// Most of those at once.
    pub most_descriptors: Option<u64>,
}

/// Looks.
#[must_use]
pub fn look(whose: Whose) -> Vitals {
    let folder = match whose {
        Whose::Own => "/proc/self".to_owned(),
        Whose::Of(id) => format!("/proc/{id}"),
    };
    let text = |name: &str| fs::read_to_string(format!("{folder}/{name}")).unwrap_or_default();
    let status = text("status");
    Vitals {
        memory: field(&status, "VmRSS:").map(|kilobytes| kilobytes * 1024),
        threads: field(&status, "Threads:"),
        cpu: cpu(&text("stat")),
        descriptors: fs::read_dir(format!("{folder}/fd"))
            .ok()
            .map(|all| all.count() as u64),
        most_descriptors: field(&text("limits"), "Max open files"),
    }
}

/// The first number behind a name at the beginning of a line.
fn field(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

/// Time in user and system mode, which Linux counts in hundredths of a second
/// (<https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html>).
fn cpu(stat: &str) -> Option<Duration> {
    // The name in parentheses may contain spaces; fields are counted from behind it.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at)?.parse::<u64>().ok();
    Some(Duration::from_millis((ticks(11)? + ticks(12)?) * 10))
}

/// Which process holds the lock on a file, as the list of all locks has it
/// (<https://man7.org/linux/man-pages/man5/proc_locks.5.html>).
#[must_use]
pub fn holder(locks: &str, inode: u64) -> Option<u32> {
    locks.lines().find_map(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let place = fields.get(5)?.rsplit(':').next()?;
        let is_it = fields.get(1) == Some(&"FLOCK") && place.parse() == Ok(inode);
        is_it.then(|| fields.get(4)?.parse().ok()).flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_writes_is_read() {
        let status = "Name:\tshopbell\nVmRSS:\t   17408 kB\nThreads:\t9\n";
        assert_eq!(field(status, "VmRSS:"), Some(17_408));
        assert_eq!(field(status, "Threads:"), Some(9));
        assert_eq!(field(status, "VmSwap:"), None);
        let limits = "Limit  Soft Limit  Hard Limit  Units\nMax open files            1024                 524288               files\n";
        assert_eq!(field(limits, "Max open files"), Some(1024));
        let stat = "42 (shop bell) S 1 42 42 0 -1 4194560 900 0 0 0 150 25 0 0 20 0 9";
        assert_eq!(cpu(stat), Some(Duration::from_millis(1_750)));
        assert_eq!(cpu(""), None);
    }

    #[test]
    fn the_lock_s_holder_is_found_by_the_file() {
        let locks = "1: POSIX  ADVISORY  WRITE 812 08:01:5110 0 EOF\n\
                     2: FLOCK  ADVISORY  WRITE 977 08:01:5111 0 EOF\n\
                     2: -> FLOCK  ADVISORY  WRITE 978 08:01:5111 0 EOF\n";
        for (inode, expected) in [(5110, None), (5111, Some(977)), (1, None)] {
            assert_eq!(holder(locks, inode), expected, "{inode}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn this_process_is_alive() {
        let vitals = look(Whose::Own);
        assert!(vitals.memory.is_some_and(|memory| memory > 1_000_000));
        assert!(vitals.threads.is_some_and(|threads| threads > 0));
        assert!(vitals.cpu.is_some() && vitals.most_descriptors.is_some());
    }
}

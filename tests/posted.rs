//! What the house posts to machines that are not ours: one on loopback that listens, in threads of its own, until the test
//! ends.

use std::{
    io::Read,
    net::{TcpListener, TcpStream},
    time::Duration,
};

/// A post, as it came.
#[derive(Debug, Clone)]
pub(crate) struct Posted {
    head: String,
    pub(crate) body: Vec<u8>,
}

impl Posted {
    /// Reads one from a line; `None` when the line ends before it is whole.
    pub(crate) fn read(line: &mut TcpStream) -> Option<Self> {
        line.set_read_timeout(Some(Duration::from_secs(60))).ok()?;
        let mut bytes = Vec::new();
        loop {
            let mut piece = [0; 4096];
            let count = line.read(&mut piece).ok().filter(|count| *count > 0)?;
            bytes.extend_from_slice(&piece[..count]);
            let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else {
                continue;
            };
            let posted = Self {
                head: String::from_utf8_lossy(&bytes[..end]).into_owned(),
                body: bytes[end + 4..].to_vec(),
            };
            let length = posted.find("content-length");
            let length = length.and_then(|length| length.parse::<usize>().ok());
            if posted.body.len() >= length.unwrap_or_default() {
                return Some(posted);
            }
        }
    }

    fn find(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        let found = lines.find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value)
    }

    pub(crate) fn header(&self, name: &str) -> String {
        self.find(name).expect("the header is there").to_owned()
    }

    pub(crate) fn path(&self) -> &str {
        self.head.split(' ').nth(1).unwrap_or_default()
    }
}

/// Gives each line that comes in to `hear`.
pub(crate) fn listen(
    listener: TcpListener,
    hear: impl Fn(TcpStream) -> Option<()> + Clone + Send + 'static,
) {
    std::thread::spawn(move || {
        for line in listener.incoming().map_while(Result::ok) {
            let hear = hear.clone();
            // A line that breaks is what some stories are about.
            std::thread::spawn(move || hear(line));
        }
    });
}

//! The format in which servers send one event after another over a connection that stays open
//! (<https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation>).
//!
//! Bytes come in pieces that end anywhere: within a letter, between the two characters of a line end. A line is read as
//! text once it is whole.

/// Takes a stream apart into the data of its events.
#[derive(Debug)]
pub struct EventStream {
    /// What has come of the line that is not whole yet.
    line: Vec<u8>,
    /// The data of the event that is not whole yet.
    data: Option<String>,
    /// The last line ended with a return: a line feed right behind it belongs to the same end.
    ended_by_return: bool,
    is_first_line: bool,
    most: usize,
}

/// An event or a line that is longer than anybody would send in earnest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an event is longer than anybody would send in earnest")]
pub struct TooLong;

impl EventStream {
    /// A stream of which nothing has come yet, whose events have at most so many bytes.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self {
            line: Vec::new(),
            data: None,
            ended_by_return: false,
            is_first_line: true,
            most,
        }
    }

    /// The data of those events that are whole with these bytes, in their order.
    pub fn take(&mut self, bytes: &[u8]) -> Result<Vec<String>, TooLong> {
        let mut whole = Vec::new();
        for byte in bytes {
            let belongs_to_last = self.ended_by_return && *byte == b'\n';
            self.ended_by_return = *byte == b'\r';
            match byte {
                b'\n' if belongs_to_last => {}
                b'\n' | b'\r' => whole.extend(self.end_line()),
                other => self.line.push(*other),
            }
            if self.line.len() + self.data.as_ref().map_or(0, String::len) > self.most {
                return Err(TooLong);
            }
        }
        Ok(whole)
    }

    /// The data of an event whose end was not sent before the connection was closed, if any is left. Browsers throw
    /// it away; some servers close right behind their last line.
    #[must_use]
    pub fn end(mut self) -> Option<String> {
        if !self.line.is_empty() {
            let _ = self.end_line();
        }
        self.data
    }

    fn end_line(&mut self) -> Option<String> {
        let line = String::from_utf8_lossy(&self.line).into_owned();
        self.line.clear();
        let is_first = std::mem::take(&mut self.is_first_line);
        let line = match is_first {
            true => line.strip_prefix('\u{feff}').unwrap_or(&line),
            false => &line,
        };
        if line.is_empty() {
            return self.data.take();
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        // Names of events, their numbers, and comments are of no use here.
        if field == "data" {
            let value = value.strip_prefix(' ').unwrap_or(value);
            match &mut self.data {
                None => self.data = Some(value.to_owned()),
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{EventStream, TooLong};

    /// The stream is read whole, byte by byte, and cut at every place in two: it says the same each time.
    fn check(stream: &[u8], expected: &[&str], left: Option<&str>) {
        let read = |pieces: &[&[u8]]| {
            let mut decoder = EventStream::new(1_000);
            let mut all = Vec::new();
            for piece in pieces {
                all.extend(decoder.take(piece).unwrap());
            }
            (all, decoder.end())
        };
        let words = String::from_utf8_lossy(stream);
        let wanted: Vec<String> = expected.iter().map(|data| (*data).to_owned()).collect();
        let wanted = (wanted, left.map(str::to_owned));
        assert_eq!(read(&[stream]), wanted, "{words:?}");
        let bytes: Vec<&[u8]> = stream.chunks(1).collect();
        assert_eq!(read(&bytes), wanted, "{words:?}, byte by byte");
        for at in 0..=stream.len() {
            let (one, two) = stream.split_at(at);
            assert_eq!(read(&[one, two]), wanted, "{words:?}, cut at {at}");
        }
    }

    #[test]
    fn events_are_read_wherever_the_stream_is_cut() {
        for (stream, expected, left) in [
            ("data: one\n\ndata: two\n\n", &["one", "two"][..], None),
            ("data: one\r\n\r\ndata: two\r\n\r\n", &["one", "two"], None),
            ("data: one\r\rdata: two\r\r", &["one", "two"], None),
            ("data:tight\n\n", &["tight"], None),
            (
                "data:  a space of its own\n\n",
                &[" a space of its own"],
                None,
            ),
            ("data: one\ndata: two\n\n", &["one\ntwo"], None),
            ("data\n\n", &[""], None),
            (": a comment\n\ndata: x\n\n", &["x"], None),
            ("event: ping\nid: 7\nretry: 10\n\n", &[], None),
            (
                "event: delta\ndata: {\"a\": \"b:c\"}\n\n",
                &["{\"a\": \"b:c\"}"],
                None,
            ),
            ("\u{feff}data: marked\n\n", &["marked"], None),
            (
                "data: größer als ein 字 🫖\n\n",
                &["größer als ein 字 🫖"],
                None,
            ),
            ("data: no end", &[], Some("no end")),
            ("data: no end\n", &[], Some("no end")),
            ("<html><body>502</body></html>", &[], None),
            ("\n\n\n", &[], None),
            ("", &[], None),
        ] {
            check(stream.as_bytes(), expected, left);
        }
        // What is no text is read as far as it is.
        check(b"data: a\xff\xfeb\n\n", &["a\u{fffd}\u{fffd}b"], None);
    }

    #[test]
    fn nobody_fills_the_memory_with_one_event() {
        let long = vec![b'x'; 1_001];
        assert_eq!(EventStream::new(1_000).take(&long), Err(TooLong));
        let mut decoder = EventStream::new(1_000);
        let line = format!("data: {}\n", "x".repeat(400));
        assert!(decoder.take(line.as_bytes()).is_ok());
        assert!(decoder.take(line.as_bytes()).is_ok());
        assert_eq!(decoder.take(line.as_bytes()), Err(TooLong));
    }

    #[test]
    fn fuzz_event_streams() {
        let sample = b"\xef\xbb\xbf: hello\r\nevent: x\r\ndata: {\"a\":1}\r\ndata:two\r\r\ndata: three\n\nid: 7\n\ndata: cut";
        crate::base::fuzz::bytes(
            "event-stream",
            &[sample],
            &["data:", "data: ", "\n\n", "\r", "\r\n", "id:", ":"],
            |bytes| {
                // However it is cut on the way, the same events come out.
                let whole = EventStream::new(4_096).take(bytes).ok();
                let mut stream = EventStream::new(4_096);
                let pieces: Result<Vec<Vec<String>>, TooLong> =
                    bytes.chunks(3).map(|piece| stream.take(piece)).collect();
                assert_eq!(whole, pieces.ok().map(|pieces| pieces.concat()));
                let _ = stream.end();
            },
        );
    }
}

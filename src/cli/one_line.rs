//! Each event of the log is one line, whatever is in it (R50): what others said may have line breaks, and a line of its own
//! would be taken for the house's word. Other control characters the log's own writer makes harmless.

use std::io::{self, Write};

/// Writes events, each handed over at once, without line breaks inside.
pub struct OneLine<W>(pub W);

impl<W: Write> Write for OneLine<W> {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let (line, end): (&[u8], &[u8]) = match event.strip_suffix(b"\n") {
            Some(line) => (line, b"\n"),
            None => (event, b""),
        };
        if line.iter().any(|byte| matches!(byte, b'\n' | b'\r')) {
            let mut safe = Vec::with_capacity(line.len() + 16);
            for byte in line {
                match byte {
                    b'\n' => safe.extend_from_slice(b"\\n"),
                    b'\r' => safe.extend_from_slice(b"\\r"),
                    byte => safe.push(*byte),
                }
            }
            safe.extend_from_slice(end);
            self.0.write_all(&safe)?;
        } else {
            self.0.write_all(event)?;
        }
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_one_line() {
        for (event, expected) in [
            ("INFO open\n", "INFO open\n"),
            (
                "WARN said: a\r\nERROR all is lost\n",
                "WARN said: a\\r\\nERROR all is lost\n",
            ),
            ("\n", "\n"),
            ("half", "half"),
        ] {
            let mut written = Vec::new();
            OneLine(&mut written).write_all(event.as_bytes()).unwrap();
            assert_eq!(String::from_utf8(written).unwrap(), expected);
        }
    }
}

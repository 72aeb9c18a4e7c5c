//! Each event of the log is one line of plain characters, whatever is in it (R50): what others said may have line breaks, and
//! a line of its own would be taken for the house's word; and a terminal obeys control characters.

use std::io::{self, Write};

/// Writes events, each handed over at once, without line breaks and control characters inside. The one that begins the colours
/// of a terminal passes: the log's own writer sets those, and makes it harmless in what others said.
pub struct OneLine<W>(pub W);

const ESCAPE: u8 = 0x1b;

/// Whether a character is none to be shown. Those from U+0080 to U+009F are two bytes.
fn is_control(byte: u8, next: Option<u8>) -> bool {
    match byte {
        b'\t' | ESCAPE => false,
        0xc2 => next.is_some_and(|next| (0x80..=0x9f).contains(&next)),
        byte => byte.is_ascii_control(),
    }
}

impl<W: Write> Write for OneLine<W> {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let (line, end): (&[u8], &[u8]) = match event.strip_suffix(b"\n") {
            Some(line) => (line, b"\n"),
            None => (event, b""),
        };
        let next_of = |at: usize| line.get(at + 1).copied();
        if !(0..line.len()).any(|at| is_control(line[at], next_of(at))) {
            self.0.write_all(event)?;
            return Ok(event.len());
        }
        let mut safe = Vec::with_capacity(line.len() + 16);
        let mut at = 0;
        while let Some(&byte) = line.get(at) {
            let next = next_of(at);
            match byte {
                b'\n' => safe.extend_from_slice(b"\\n"),
                b'\r' => safe.extend_from_slice(b"\\r"),
                byte if is_control(byte, next) => {
                    // As JSON spells it, which the log may be.
                    let code = next.filter(|_| byte == 0xc2).unwrap_or(byte);
                    safe.extend_from_slice(format!("\\u{code:04x}").as_bytes());
                    at += usize::from(byte == 0xc2);
                }
                byte => safe.push(byte),
            }
            at += 1;
        }
        safe.extend_from_slice(end);
        self.0.write_all(&safe)?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use tracing_subscriber::{Layer, layer::SubscriberExt};

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
            ("Käse\tй ©\n", "Käse\tй ©\n"),
            (
                "a\u{0}b\u{7}c\u{7f}d\u{85}e\n",
                "a\\u0000b\\u0007c\\u007fd\\u0085e\n",
            ),
        ] {
            let mut written = Vec::new();
            OneLine(&mut written).write_all(event.as_bytes()).unwrap();
            assert_eq!(String::from_utf8(written).unwrap(), expected);
        }
    }

    /// What an event writes, in lines for people or as JSON.
    fn logged(is_json: bool, act: impl FnOnce()) -> String {
        #[derive(Clone, Default)]
        struct Paper(Arc<Mutex<Vec<u8>>>);
        impl Write for Paper {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                self.0.lock().unwrap().extend_from_slice(bytes);
                Ok(bytes.len())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let paper = Paper::default();
        let sheet = paper.clone();
        let lines = tracing_subscriber::fmt::layer()
            .with_writer(move || OneLine(sheet.clone()))
            .with_ansi(false);
        let layer = match is_json {
            true => lines.json().flatten_event(true).boxed(),
            false => lines.boxed(),
        };
        let log = tracing_subscriber::registry().with(layer);
        tracing::subscriber::with_default(log, act);
        let bytes = paper.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn what_others_said_moves_no_terminal_and_begins_no_line() {
        let mut said: String = ('\u{0}'..='\u{1f}').chain('\u{7f}'..='\u{9f}').collect();
        said.push_str("\u{1b}[2J\u{1b}]0;title\u{7}\nERROR all is lost");
        for is_json in [false, true] {
            let log = logged(is_json, || {
                tracing::warn!(error = %said, debug = ?said, "{said}");
            });
            assert_eq!(log.matches('\n').count(), 1, "{log:?}");
            let odd: Vec<char> = log
                .trim_end_matches('\n')
                .chars()
                .filter(|c| c.is_control() && *c != '\t')
                .collect();
            assert_eq!(odd, [] as [char; 0], "{log:?}");
            assert!(log.contains("all is lost"), "the premise: it was logged");
            if is_json {
                let read: serde_json::Value = serde_json::from_str(&log).unwrap();
                assert!(read["error"].as_str().unwrap().ends_with("all is lost"));
            }
        }
    }
}

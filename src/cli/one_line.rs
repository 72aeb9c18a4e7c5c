//! Each event of the log is one line of plain characters, whatever is in it (R50): what others said may have line breaks, and
//! a line of its own would be taken for the house's word; and a terminal obeys control characters.

use std::io::{self, Write};

/// Writes events, each handed over at once, without line breaks and control characters inside. Where the log has colours,
/// what sets one passes, and nothing else that a terminal obeys.
pub struct OneLine<W> {
    /// Where to.
    pub to: W,
    /// Whether the log's own writer sets colours.
    pub has_colours: bool,
}

/// Whether a character is none to be shown, by its place in a line. Those from U+0080 to U+009F are two bytes.
fn is_control(line: &[u8], at: usize, has_colours: bool) -> bool {
    match line[at] {
        b'\t' => false,
        0xc2 => line
            .get(at + 1)
            .is_some_and(|next| (0x80..=0x9f).contains(next)),
        0x1b => !(has_colours && sets_colour(&line[at + 1..])),
        byte => byte.is_ascii_control(),
    }
}

/// Whether what follows an escape character sets a colour: `[`, numbers, `m`.
fn sets_colour(rest: &[u8]) -> bool {
    let Some(rest) = rest.strip_prefix(b"[") else {
        return false;
    };
    let end = rest
        .iter()
        .position(|byte| !(byte.is_ascii_digit() || *byte == b';'));
    end.is_some_and(|end| rest[end] == b'm')
}

impl<W: Write> Write for OneLine<W> {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let (line, end): (&[u8], &[u8]) = match event.strip_suffix(b"\n") {
            Some(line) => (line, b"\n"),
            None => (event, b""),
        };
        let is_odd = |at: usize| is_control(line, at, self.has_colours);
        if !(0..line.len()).any(is_odd) {
            self.to.write_all(event)?;
            return Ok(event.len());
        }
        let mut safe = Vec::with_capacity(line.len() + 16);
        let mut at = 0;
        while let Some(&byte) = line.get(at) {
            match byte {
                b'\n' => safe.extend_from_slice(b"\\n"),
                b'\r' => safe.extend_from_slice(b"\\r"),
                byte if is_odd(at) => {
                    let is_pair = byte == 0xc2;
                    let code = line[at + usize::from(is_pair)];
                    // As JSON spells it, which the log may be.
                    safe.extend_from_slice(format!("\\u{code:04x}").as_bytes());
                    at += usize::from(is_pair);
                }
                byte => safe.push(byte),
            }
            at += 1;
        }
        safe.extend_from_slice(end);
        self.to.write_all(&safe)?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
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
            OneLine {
                to: &mut written,
                has_colours: false,
            }
            .write_all(event.as_bytes())
            .unwrap();
            assert_eq!(String::from_utf8(written).unwrap(), expected);
        }
    }

    /// What an event writes, in lines for people or as JSON.
    fn logged(is_json: bool, has_colours: bool, act: impl FnOnce()) -> String {
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
            .with_writer(move || OneLine {
                to: sheet.clone(),
                has_colours,
            })
            .with_ansi(has_colours);
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
        for (is_json, has_colours) in [(false, false), (true, false), (false, true)] {
            let log = logged(is_json, has_colours, || {
                tracing::warn!(error = %said, debug = ?said, "{said}");
            });
            assert_eq!(has_colours, log.contains("\u{1b}["), "{log:?}");
            assert!(
                !log.contains("\u{1b}[2J") && !log.contains("\u{1b}]"),
                "{log:?}"
            );
            assert_eq!(log.matches('\n').count(), 1, "{log:?}");
            let odd: Vec<char> = log
                .trim_end_matches('\n')
                .chars()
                .filter(|c| c.is_control() && *c != '\t' && !(has_colours && *c == '\u{1b}'))
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

//! The chromedriver process between a test and its Chromium.

use std::io::{BufRead, BufReader, ErrorKind};
use std::process::{Child, Command, Stdio};

/// A running chromedriver; it ends with this value, and its Chromium with it.
pub(crate) struct ChromeDriver {
    child: Child,
    port: u16,
}

impl ChromeDriver {
    /// Starts `program` on a port of its own choice and waits until it listens.
    ///
    /// The error is a whole sentence for the person who runs the tests.
    pub(crate) fn start(program: &str) -> Result<ChromeDriver, String> {
        let mut child = Command::new(program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| match error.kind() {
                ErrorKind::NotFound => format!(
                    "{program} is not installed: run tests/run, which installs Chromium and its \
                     driver and then runs all tests."
                ),
                _ => format!("{program} does not start: {error}."),
            })?;
        let stdout = child.stdout.take().expect("its output was asked for");
        let mut lines = BufReader::new(stdout).lines().map_while(Result::ok);
        let port = lines.find_map(|line| port_in(&line));
        // A full pipe would stop the driver, so somebody reads on until it ends.
        std::thread::spawn(move || lines.for_each(drop));
        match port {
            Some(port) => Ok(ChromeDriver { child, port }),
            None => {
                let _ = child.wait();
                Err(format!("{program} ended before it named its port."))
            }
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for ChromeDriver {
    fn drop(&mut self) {
        // Either fails only for a process that has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads the port out of `ChromeDriver was started successfully on port 40123.`
fn port_in(line: &str) -> Option<u16> {
    let (_, port) = line.split_once("started successfully on port ")?;
    port.trim_end_matches('.').parse().ok()
}

#[test]
fn without_chromedriver_the_sentence_names_the_remedy() {
    let sentence = ChromeDriver::start("no-such-chromedriver").err().unwrap();
    assert!(sentence.contains("run tests/run"), "{sentence}");
}

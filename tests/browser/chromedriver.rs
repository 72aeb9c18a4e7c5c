//! The chromedriver process between a test and its Chromium.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// Starts the program `$0`, and ends it as soon as nobody holds the other end of its input: also if
/// that one was killed. With it go Chromium, whose number stands in its profile `$1` unless it is the small one,
/// which is the driver's child, and once it is gone the profile, which it would make anew.
const KEEPER: &str = r#"
    "$0" --port=0 </dev/null 2>/dev/null &
    exec >/dev/null
    read -r _
    browser=$(readlink "$1/SingletonLock")
    children=$(cat "/proc/$!/task"/*/children 2>/dev/null)
    kill "$!" ${browser##*-} $children
    wait
    for try in $(seq 40); do
      kill -0 ${browser##*-} $children 2>/dev/null || break
      sleep 0.05
    done
    for try in 1 2 3 4 5 6; do
      rm -rf -- "$1" 2>/dev/null && exit
      sleep 0.5
    done
"#;

/// A running chromedriver; it ends with this value or with the tests, and its Chromium and the
/// profile with it.
pub(crate) struct ChromeDriver {
    keeper: Child,
    port: u16,
}

impl ChromeDriver {
    /// Starts `program` on a port of its own choice and waits until it listens.
    ///
    /// The error is a whole sentence for the person who runs the tests.
    pub(crate) fn start(program: &str, profile: TempDir) -> Result<ChromeDriver, String> {
        let folder = profile.keep();
        let mut keeper = Command::new("sh")
            .args(["-c", KEEPER, program])
            .arg(&folder)
            // What is downloaded falls there.
            .current_dir(&folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("sh does not start: {error}."))?;
        let stdout = keeper.stdout.take().expect("its output was asked for");
        let mut lines = BufReader::new(stdout).lines().map_while(Result::ok);
        let port = lines.find_map(|line| port_in(&line));
        // A full pipe would stop the driver, so somebody reads on until it ends.
        std::thread::spawn(move || lines.for_each(drop));
        let driver = ChromeDriver {
            keeper,
            port: port.unwrap_or_default(),
        };
        match port {
            Some(_) => Ok(driver),
            None => Err(format!(
                "{program} does not start: run tests/run, which installs Chromium and its \
                 driver and then runs all tests."
            )),
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for ChromeDriver {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        // It fails only for a process that has been waited for already.
        let _ = self.keeper.wait();
    }
}

/// Reads the port out of `ChromeDriver was started successfully on port 40123.`
fn port_in(line: &str) -> Option<u16> {
    let (_, port) = line.split_once("started successfully on port ")?;
    port.trim_end_matches('.').parse().ok()
}

#[test]
fn without_chromedriver_the_sentence_names_the_remedy() {
    let profile = tempfile::tempdir().unwrap();
    let sentence = ChromeDriver::start("no-such-chromedriver", profile)
        .err()
        .unwrap();
    assert!(sentence.contains("run tests/run"), "{sentence}");
}

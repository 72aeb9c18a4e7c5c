//! Runs a program to its end, for ten seconds at most, and keeps the last of what it says.

use std::{
    io::{PipeReader, Read},
    process::{Child, Command, ExitStatus, Stdio},
    sync::{Arc, Mutex, PoisonError, mpsc},
    time::{Duration, Instant},
};

use crate::desk::bell::{Outcome, Went};

/// Longer nothing runs.
const LONGEST: Duration = Duration::from_secs(10);

/// How often it is looked whether it has ended or is to be.
const LOOK: Duration = Duration::from_millis(20);

/// What it said last is heard for so long after its end: what it started may hold its mouth open.
const ECHO: Duration = Duration::from_millis(200);

/// Bytes of what it says that are kept.
const KEPT: usize = 2_048;

pub(super) fn run(
    program: &str,
    arguments: &[String],
    environment: &[(&str, String)],
    is_hushed: &dyn Fn() -> bool,
) -> Outcome {
    let outcome = |went: Went, said: String| Outcome {
        went,
        program: program.to_owned(),
        said,
    };
    let (mut child, said) = match start(program, arguments, environment) {
        Ok(started) => started,
        Err(error) => return outcome(Went::NotStarted, error.to_string()),
    };
    let heard = Heard::listen(said);
    let went = match wait(&mut child, is_hushed) {
        Ok(Ok(status)) if status.success() => Went::Well,
        Ok(Ok(status)) => Went::Badly(status.code()),
        Ok(Err(why)) => why,
        Err(error) => return outcome(Went::NotStarted, error.to_string()),
    };
    outcome(went, heard.take())
}

fn start(
    program: &str,
    arguments: &[String],
    environment: &[(&str, String)],
) -> std::io::Result<(Child, PipeReader)> {
    let (said, mouth) = std::io::pipe()?;
    let mut command = Command::new(program);
    command
        .args(arguments)
        .envs(environment.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::null())
        .stdout(mouth.try_clone()?)
        .stderr(mouth);
    // What it starts is ended with it.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    Ok((command.spawn()?, said))
}

/// Its exit status, or why it was ended.
fn wait(
    child: &mut Child,
    is_hushed: &dyn Fn() -> bool,
) -> std::io::Result<Result<ExitStatus, Went>> {
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Ok(status));
        }
        let why = match begun.elapsed() {
            _ if is_hushed() => Went::Hushed,
            long if long >= LONGEST => Went::TooLong,
            _ => {
                std::thread::sleep(LOOK);
                continue;
            }
        };
        end(child)?;
        return Ok(Err(why));
    }
}

fn end(child: &mut Child) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        let group = format!("-{}", child.id());
        let _ = Command::new("kill")
            .args(["-KILL", "--", &group])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
    }
    child.kill()?;
    child.wait()?;
    Ok(())
}

/// The end of what a program says, read aside: a full pipe would stop it.
struct Heard {
    kept: Arc<Mutex<Vec<u8>>>,
    ended: mpsc::Receiver<()>,
}

impl Heard {
    fn listen(mut said: PipeReader) -> Self {
        let kept = Arc::<Mutex<Vec<u8>>>::default();
        let (end, ended) = mpsc::channel();
        let into = kept.clone();
        std::thread::spawn(move || {
            let mut part = [0; 1_024];
            while let Ok(length @ 1..) = said.read(&mut part) {
                let mut kept = into.lock().unwrap_or_else(PoisonError::into_inner);
                kept.extend_from_slice(&part[..length]);
                let more = kept.len().saturating_sub(KEPT);
                kept.drain(..more);
            }
            let _ = end.send(());
        });
        Self { kept, ended }
    }

    fn take(self) -> String {
        let _ = self.ended.recv_timeout(ECHO);
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&kept).trim().to_owned()
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn sh(script: &str, is_hushed: &dyn Fn() -> bool) -> Outcome {
        let arguments = ["-c".to_owned(), script.to_owned()];
        let environment = [("SHOPBELL_EVENT", "ring".to_owned())];
        run("sh", &arguments, &environment, is_hushed)
    }

    #[test]
    fn what_a_program_says_and_how_it_ends_is_told() {
        let never = || false;
        for (script, went, said) in [
            ("echo $SHOPBELL_EVENT", Went::Well, "ring"),
            (
                "echo relay gone >&2; exit 3",
                Went::Badly(Some(3)),
                "relay gone",
            ),
            ("kill -9 $$", Went::Badly(None), ""),
            // What it leaves running does not hold the house up.
            ("sleep 30 & echo on", Went::Well, "on"),
        ] {
            let outcome = sh(script, &never);
            assert_eq!(
                (&outcome.went, outcome.said.as_str()),
                (&went, said),
                "{script}"
            );
        }
        let long = sh("yes | head -c 500000; echo; echo end", &never);
        assert!(long.said.len() <= KEPT && long.said.ends_with("end"));
        let none = run("/nowhere/lamp", &[], &[], &never);
        assert_eq!(none.went, Went::NotStarted);
        assert!(!none.said.is_empty());
    }

    #[test]
    fn it_is_ended_at_the_hush_with_what_it_started() {
        let begun = Instant::now();
        let hushed = || begun.elapsed() > Duration::from_millis(60);
        let outcome = sh("sleep 60", &hushed);
        assert_eq!(outcome.went, Went::Hushed);
        assert!(begun.elapsed() < Duration::from_secs(5));
    }
}

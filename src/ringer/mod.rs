//! The machine's own bell: plays a sound through a player that the machine has, and runs the command that it names.
//!
//! Nothing here goes through a shell, and nothing that runs was named by anybody but whoever started the house.

mod run;
mod sound;

use std::{
    io::Write,
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use crate::{
    db::disk,
    desk::bell::{Outcome, Went},
};

/// Name of the file that is played.
const FILE: &str = "bell.wav";

/// What rings, and for what.
#[derive(Debug, Clone, Default)]
pub struct Call {
    /// Whether a sound is played.
    pub sound: bool,
    /// Whether the command is run.
    pub command: bool,
    /// `SHOPBELL_EVENT`: `ring`, `silent`, `trouble` or `test`.
    pub event: &'static str,
    /// `SHOPBELL_WAITING`: how many wait.
    pub waiting: u32,
    /// `SHOPBELL_LONGEST_S`: how long the longest has waited, in seconds.
    pub longest_s: u64,
    /// `SHOPBELL_LEVEL`: 0 to 3.
    pub level: u8,
    /// `SHOPBELL_TROUBLE`: what sort of trouble; empty: none.
    pub trouble: String,
    /// Of the sound, in hundredths.
    pub volume: u8,
}

/// When it was decided to ring.
#[derive(Debug, Clone, Copy)]
pub struct Moment(u64);

/// What a call came to.
#[derive(Debug, Clone, Default)]
pub struct Rung {
    /// Of the sound, if it was asked for.
    pub sound: Option<Outcome>,
    /// Of the command, if it was asked for.
    pub command: Option<Outcome>,
}

/// Rings, one call at a time.
#[derive(Debug)]
pub struct Ringer {
    command: Vec<String>,
    folder: PathBuf,
    /// Held while something rings. Volume and strikes of the file as it is.
    turn: Mutex<Option<(u8, u8)>>,
    /// Rises with each hush: a run that began before is ended.
    hushes: AtomicU64,
}

impl Ringer {
    /// With the command that the machine names, which may be empty, and a folder for the sound.
    #[must_use]
    pub fn new(command: Vec<String>, folder: &Path) -> Self {
        Self {
            command,
            folder: folder.to_owned(),
            turn: Mutex::default(),
            hushes: AtomicU64::new(0),
        }
    }

    /// The command, as it was named; empty: none.
    #[must_use]
    pub fn command(&self) -> &[String] {
        &self.command
    }

    /// The player this machine has, by its name.
    #[must_use]
    pub fn player(&self) -> Option<&'static str> {
        sound::find().map(|player| player.program)
    }

    /// Ends what rings at the moment.
    pub fn hush(&self) {
        self.hushes.fetch_add(1, Ordering::SeqCst);
    }

    /// The moment at which somebody decides to ring: what is hushed from here on is silent, also if it has not begun.
    #[must_use]
    pub fn moment(&self) -> Moment {
        Moment(self.hushes.load(Ordering::SeqCst))
    }

    /// Rings, and answers when it is over. Waits for a call that is under way.
    pub fn ring(&self, call: &Call, Moment(hushes): Moment) -> Rung {
        let mut kept = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let is_hushed = || self.hushes.load(Ordering::SeqCst) != hushes;
        // The lamp goes on before the sound has ended.
        std::thread::scope(|scope| {
            let command = call
                .command
                .then(|| scope.spawn(|| self.run_command(call, &is_hushed)));
            let sound = call.sound.then(|| self.play(call, &mut kept, &is_hushed));
            Rung {
                sound,
                command: command.map(|running| {
                    running.join().unwrap_or_else(|_| Outcome {
                        went: Went::NotStarted,
                        program: String::new(),
                        said: String::new(),
                    })
                }),
            }
        })
    }

    fn run_command(&self, call: &Call, is_hushed: &dyn Fn() -> bool) -> Outcome {
        let Some((program, arguments)) = self.command.split_first() else {
            return missing();
        };
        let environment = [
            ("SHOPBELL_EVENT", call.event.to_owned()),
            ("SHOPBELL_WAITING", call.waiting.to_string()),
            ("SHOPBELL_LONGEST_S", call.longest_s.to_string()),
            ("SHOPBELL_LEVEL", call.level.to_string()),
            ("SHOPBELL_TROUBLE", call.trouble.clone()),
        ];
        run::run(program, arguments, &environment, is_hushed)
    }

    fn play(
        &self,
        call: &Call,
        kept: &mut Option<(u8, u8)>,
        is_hushed: &dyn Fn() -> bool,
    ) -> Outcome {
        let Some(player) = sound::find() else {
            return missing();
        };
        let path = self.folder.join(FILE);
        let wanted = (call.volume, call.level.clamp(1, 3));
        if *kept != Some(wanted) {
            let wave = sound::wave(wanted.0, wanted.1);
            if let Err(error) = disk::private(&path).and_then(|mut file| file.write_all(&wave)) {
                return Outcome {
                    went: Went::NotStarted,
                    program: path.display().to_string(),
                    said: error.to_string(),
                };
            }
            *kept = Some(wanted);
        }
        run::run(player.program, &player.arguments(&path), &[], is_hushed)
    }
}

fn missing() -> Outcome {
    Outcome {
        went: Went::Missing,
        program: String::new(),
        said: String::new(),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn a_claim_before_the_first_sound_is_a_claim() {
        let command = ["sleep", "30"].map(str::to_owned).to_vec();
        let ringer = Ringer::new(command, Path::new("/nowhere"));
        let call = Call {
            command: true,
            event: "ring",
            ..Call::default()
        };
        let (moment, begun) = (ringer.moment(), Instant::now());
        ringer.hush();
        let rung = ringer.ring(&call, moment).command.unwrap();
        assert_eq!(rung.went, Went::Hushed);
        assert!(begun.elapsed() < Duration::from_secs(10));
    }
}

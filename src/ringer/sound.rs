//! The sound of a bell, made here, and who on this machine can play it.

use std::path::Path;

/// Samples a second.
const RATE: u32 = 22_050;

/// One strike each so many seconds.
const APART_S: f64 = 0.45;

/// The last one rings out.
const TAIL_S: f64 = 1.6;

/// Partials of a small counter bell: frequency in Hz, share, how fast it dies away.
const PARTIALS: [(f64, f64, f64); 5] = [
    (2_093.0, 0.40, 3.0),
    (2_098.0, 0.20, 2.6),
    (4_890.0, 0.20, 6.0),
    (6_270.0, 0.12, 9.0),
    (8_370.0, 0.08, 14.0),
];

/// A program that plays a WAV file.
pub(super) struct Player {
    pub(super) program: &'static str,
    before: &'static [&'static str],
}

const PLAYERS: [Player; 4] = [
    Player {
        program: "pw-play",
        before: &[],
    },
    Player {
        program: "paplay",
        before: &[],
    },
    Player {
        program: "aplay",
        before: &["-q"],
    },
    Player {
        program: "afplay",
        before: &[],
    },
];

const POWER_SHELL: Player = Player {
    program: "powershell.exe",
    before: &[
        "-NoProfile",
        "-Command",
        "(New-Object Media.SoundPlayer $args[0]).PlaySync()",
    ],
};

impl Player {
    pub(super) fn arguments(&self, file: &Path) -> Vec<String> {
        let mut arguments: Vec<String> = self.before.iter().map(ToString::to_string).collect();
        arguments.push(file.display().to_string());
        arguments
    }
}

/// The first one that this machine has. A sound server is asked before the card, which it may hold.
pub(super) fn find() -> Option<&'static Player> {
    if cfg!(windows) {
        return Some(&POWER_SHELL);
    }
    let path = std::env::var_os("PATH")?;
    PLAYERS.iter().find(|player| {
        std::env::split_paths(&path).any(|folder| folder.join(player.program).is_file())
    })
}

/// A WAV file of so many strikes, 16 bits, one channel.
pub(super) fn wave(volume: u8, strikes: u8) -> Vec<u8> {
    let strikes = u32::from(strikes);
    let length_s = f64::from(strikes - 1) * APART_S + TAIL_S;
    let samples = (length_s * f64::from(RATE)) as u32;
    let bytes = samples * 2;
    let mut wave = Vec::with_capacity(bytes as usize + 44);
    wave.extend_from_slice(b"RIFF");
    wave.extend_from_slice(&(bytes + 36).to_le_bytes());
    wave.extend_from_slice(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    wave.extend_from_slice(&RATE.to_le_bytes());
    wave.extend_from_slice(&(RATE * 2).to_le_bytes());
    wave.extend_from_slice(b"\x02\0\x10\0data");
    wave.extend_from_slice(&bytes.to_le_bytes());
    let loud = f64::from(volume.min(100)) / 100.0 * f64::from(i16::MAX) * 0.7;
    for sample in 0..samples {
        let at = f64::from(sample) / f64::from(RATE);
        let heard: f64 = (0..strikes)
            .map(|strike| at - f64::from(strike) * APART_S)
            .filter(|since| *since >= 0.0)
            .map(one)
            .sum();
        // Two strikes that ring together are bent rather than cut.
        let value = (heard.tanh() * loud) as i16;
        wave.extend_from_slice(&value.to_le_bytes());
    }
    wave
}

fn one(since: f64) -> f64 {
    // Two milliseconds to begin, so that it does not click.
    let begins = (since / 0.002).min(1.0);
    let partials = PARTIALS.iter().map(|(frequency, share, dies)| {
        share * (-dies * since).exp() * (std::f64::consts::TAU * frequency * since).sin()
    });
    begins * partials.sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loudest(wave: &[u8]) -> i16 {
        let samples = wave[44..].chunks(2);
        samples
            .map(|two| i16::from_le_bytes([two[0], two[1]]).saturating_abs())
            .max()
            .unwrap()
    }

    #[test]
    fn the_sound_is_a_wave_file_as_loud_and_long_as_asked() {
        let one = wave(70, 1);
        assert_eq!(&one[..4], b"RIFF");
        assert_eq!(&one[36..40], b"data");
        let told = u32::from_le_bytes([one[40], one[41], one[42], one[43]]);
        assert_eq!(told as usize, one.len() - 44);
        assert!(wave(70, 3).len() > one.len());
        assert_eq!(loudest(&wave(0, 1)), 0);
        assert!(loudest(&wave(100, 1)) > loudest(&wave(30, 1)) * 2);
    }
}

//! Commands: what each word on the command line does.

mod channel;
mod demo;
mod doctor;
mod health;
mod help;
mod keep;
mod one_line;
mod relay;
mod serve;
mod settings;
mod user;
mod what_if;

use std::{io::IsTerminal, path::Path, process::ExitCode};

pub use self::one_line::OneLine;

use anyhow::bail;
use clap::{CommandFactory, Parser, Subcommand};

use crate::{
    config::{DataFlags, RelayFlags, ServeFlags, data_folder, key_file},
    ops::folder,
};

/// A live-chat help desk in one executable.
#[derive(Debug, Parser)]
#[command(name = "shopbell", version, about, max_term_width = 100, after_help = help::EXAMPLES)]
pub struct Cli {
    #[command(flatten)]
    data: DataFlags,
    #[command(subcommand)]
    command: Option<Command>,
    /// How the log on standard error is written
    #[arg(
        long,
        env = "SHOPBELL_LOG_FORMAT",
        value_name = "FORMAT",
        default_value = "text",
        global = true
    )]
    log: LogFormat,
}

/// How the log is written: lines for people, or an object of JSON each for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// An object a line.
    Json,
}

impl Cli {
    /// Reads the command line; whoever asks for help, or asks wrongly, is answered here.
    #[must_use]
    pub fn read() -> Self {
        Self::parse()
    }

    /// How the log is to be written.
    #[must_use]
    pub fn log_format(&self) -> LogFormat {
        self.log
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Open the house (this is what happens without a command)
    Serve(ServeFlags),
    /// Carry the world's requests to an office that calls in: on a public machine, so that the office needs no open port
    #[command(after_help = help::RELAY)]
    Relay(RelayFlags),
    /// Try everything in a made-up shop with simulated customers, offline
    #[command(after_help = demo::AFTER_HELP)]
    Demo(demo::DemoFlags),
    /// Add members of the team, give them new passwords, list them
    #[command(subcommand, alias = "admin")]
    User(user::User),
    /// Connect channels and list them
    #[command(subcommand)]
    Channel(channel::Channel),
    /// See how the house would be run with these settings
    #[command(subcommand)]
    Config(settings::ConfigCommand),
    /// Copy the whole house into one file, also while it is open
    #[command(after_help = help::BACKUP)]
    Backup(keep::BackupFlags),
    /// Ask the open house whether it can store and serve at this moment
    #[command(after_help = help::HEALTH)]
    Health,
    /// Look at everything that can be wrong with a house, and say what to do
    #[command(after_help = help::DOCTOR)]
    Doctor(doctor::DoctorFlags),
    /// Look through the house's file, or a backup, and say whether it is sound
    #[command(after_help = help::VERIFY)]
    Verify(keep::VerifyFlags),
    /// Bring a backup into an empty folder
    #[command(after_help = help::RESTORE)]
    Restore(keep::RestoreFlags),
    /// Write the whole house as files that other programs can read, also while it is open
    #[command(after_help = help::EXPORT)]
    Export(keep::ExportFlags),
    /// Make a house in an empty folder from an export
    #[command(after_help = help::IMPORT)]
    Import(keep::ImportFlags),
    /// Play the last days again under other rules, to see who would wait how long
    #[command(after_help = help::WHAT_IF)]
    WhatIf(what_if::WhatIfFlags),
    /// Print a script that completes commands in a shell
    #[command(after_help = help::COMPLETIONS)]
    Completions {
        /// For which shell
        shell: clap_complete::Shell,
    },
}

/// What `serve` is told where its word was left out.
#[derive(Debug, Parser)]
struct FromEnvironment {
    #[command(flatten)]
    flags: ServeFlags,
}

/// Runs the command line and answers the exit code: 0 done, 1 failed, 2 wrong usage; `doctor` has 3 besides.
pub async fn run(cli: Cli) -> ExitCode {
    let double_clicked = cli.command.is_none();
    let outcome = match cli.command {
        None => {
            let flags = FromEnvironment::parse_from(["shopbell"]).flags;
            serve::run(&cli.data, &flags, double_clicked).await
        }
        Some(Command::Serve(flags)) => serve::run(&cli.data, &flags, double_clicked).await,
        Some(Command::Relay(flags)) => relay::run(&cli.data, &flags).await,
        Some(Command::Demo(flags)) => demo::run(&cli.data, &flags).await,
        Some(Command::User(user)) => {
            let makes = user.makes_house();
            command_on_file(&cli.data, makes, move |data, key| {
                user::run(&user, data, key)
            })
        }
        Some(Command::Channel(channel)) => {
            let makes = channel.makes_house();
            command_on_file(&cli.data, makes, move |data, key| {
                channel::run(&channel, data, key)
            })
        }
        Some(Command::Config(command)) => settings::run(&cli.data, &command),
        Some(Command::Backup(flags)) => keep::backup(&cli.data, &flags),
        Some(Command::Health) => health::run(&cli.data),
        Some(Command::Doctor(flags)) => match doctor::run(&cli.data, &flags).await {
            Ok(code) => return code,
            Err(error) => Err(error),
        },
        Some(Command::Verify(flags)) => keep::verify(&cli.data, &flags),
        Some(Command::Restore(flags)) => keep::restore(&cli.data, &flags),
        Some(Command::Export(flags)) => keep::export(&cli.data, &flags),
        Some(Command::Import(flags)) => keep::import(&cli.data, &flags),
        Some(Command::WhatIf(flags)) => what_if::run(&cli.data, &flags),
        Some(Command::Completions { shell }) => {
            clap_complete::generate(
                shell,
                &mut Cli::command(),
                "shopbell",
                &mut std::io::stdout(),
            );
            Ok(())
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("shopbell: {error:#}");
            // Windows takes the window away together with the program that it was opened for.
            if cfg!(windows) && double_clicked && std::io::stdin().is_terminal() {
                eprintln!("Press Enter to close this window.");
                let _ = std::io::stdin().read_line(&mut String::new());
            }
            ExitCode::FAILURE
        }
    }
}

/// Commands work on the file itself, so the house must be closed meanwhile. `makes`: where there is none, one is made; whoever
/// looks for somebody in it has named another folder.
fn command_on_file(
    data: &DataFlags,
    makes: bool,
    command: impl FnOnce(&Path, &Path) -> anyhow::Result<()> + Send + 'static,
) -> anyhow::Result<()> {
    let (folder, key) = (data_folder(data)?, key_file(data)?);
    if !makes && !folder::has_file(&folder) {
        bail!(
            "there is no house in {}: name its folder with --data, as “shopbell serve” is told it",
            folder.display()
        );
    }
    // The writer answers on a channel that must not block the runtime's own threads.
    std::thread::spawn(move || {
        let _lock = folder::lock(&folder)?;
        command(&folder, &key)
    })
    .join()
    .unwrap_or_else(|_| bail!("the command failed"))
}

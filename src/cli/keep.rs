//! `shopbell backup`, `verify` and `restore`: what keeps a house from being lost.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;

use crate::{
    base::time::Clock,
    config::{DataFlags, data_folder, key_file},
    desk::sealed::Standing,
    ops,
};

/// Flags of `backup`.
#[derive(Debug, Clone, Args)]
pub(super) struct BackupFlags {
    /// Folder for the backup; without it, the folder `backups` among the data
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
}

/// Flags of `verify`.
#[derive(Debug, Clone, Args)]
pub(super) struct VerifyFlags {
    /// A backup; without it, the house's own file
    file: Option<PathBuf>,
}

/// Flags of `restore`.
#[derive(Debug, Clone, Args)]
pub(super) struct RestoreFlags {
    /// The backup
    #[arg(required_unless_present = "drill")]
    file: Option<PathBuf>,
    /// Only try it: restore the backup, or the newest one, into a folder that is thrown away, check it, and tell how long it took
    #[arg(long)]
    drill: bool,
}

/// Flags of `export`.
#[derive(Debug, Clone, Args)]
pub(super) struct ExportFlags {
    /// Folder that is made for it
    dir: PathBuf,
}

/// Flags of `import`.
#[derive(Debug, Clone, Args)]
pub(super) struct ImportFlags {
    /// Folder with the export
    dir: PathBuf,
}

/// Writes the house as files that other programs can read.
pub(super) fn export(data: &DataFlags, flags: &ExportFlags) -> anyhow::Result<()> {
    let now = Clock::machine().now();
    let made = ops::transfer::export(&data_folder(data)?, &flags.dir, now)?;
    println!("{}", made.path.display());
    println!(
        "{} rows and {} files; {:.1} MB",
        made.lines,
        made.files,
        made.bytes as f64 / 1e6
    );
    Ok(())
}

/// Makes a house from an export.
pub(super) fn import(data: &DataFlags, flags: &ImportFlags) -> anyhow::Result<()> {
    let folder = data_folder(data)?;
    let made = ops::transfer::import(&flags.dir, &folder)?;
    println!("{}", made.path.display());
    println!(
        "{}; sound. Passwords are not in an export: give an admin a new one with “shopbell user reset-password --data {}”",
        made.holding,
        folder.display()
    );
    Ok(())
}

/// Makes a backup and says where it lies.
pub(super) fn backup(data: &DataFlags, flags: &BackupFlags) -> anyhow::Result<()> {
    let now = Clock::machine().now();
    let made = ops::backup::make(&data_folder(data)?, flags.to.as_deref(), now)?;
    println!("{}", made.path.display());
    println!("{}; {:.1} MB, sound", made.holding, made.size as f64 / 1e6);
    Ok(())
}

/// Looks through a file and says what it holds.
pub(super) fn verify(data: &DataFlags, flags: &VerifyFlags) -> anyhow::Result<()> {
    let holding = match &flags.file {
        Some(file) => ops::verify::backup(file)?,
        None => ops::verify::house(&data_folder(data)?)?,
    };
    let differences = ops::verify::differences(flags.file.as_deref(), &data_folder(data)?)?;
    if let Some((last, others)) = differences.split_last() {
        println!("{holding}; every byte is sound, and yet:");
        for other in others {
            println!("{other}");
        }
        bail!("{last}");
    }
    println!("{holding}; sound");
    Ok(())
}

/// Brings a backup into an empty folder.
pub(super) fn restore(data: &DataFlags, flags: &RestoreFlags) -> anyhow::Result<()> {
    let folder = data_folder(data)?;
    let key = key_file(data)?;
    if flags.drill {
        return drill(&folder, &key, flags.file.clone());
    }
    let file = flags.file.as_deref().context("no backup was named")?;
    let restored = ops::restore::restore(file, &folder)?;
    println!("{}", restored.path.display());
    println!(
        "{}; sound. Open it with: shopbell serve --data {}",
        restored.holding,
        folder.display()
    );
    say_of_secrets(ops::key::standing(&folder, &key)?, &key);
    Ok(())
}

/// What the key at hand opens of it, where there is anything to open.
fn say_of_secrets(secrets: Standing, key: &Path) {
    if secrets.locked() == 0 {
        return;
    }
    println!(
        "{secrets}: what channels are connected with was sealed with another key. Put the kept copy of it at {} before you \
         open the house. Without it everything else is here, and channels want to be connected anew",
        key.display()
    );
}

/// Restores a backup for a moment. The writer answers on a channel that must not block the runtime's own threads.
fn drill(data: &Path, key: &Path, file: Option<PathBuf>) -> anyhow::Result<()> {
    let (data, key_file) = (data.to_owned(), key.to_owned());
    let outcome = std::thread::spawn(move || {
        let file = match file {
            Some(file) => file,
            None => ops::drill::newest(&data)?,
        };
        ops::drill::run(&file, &data, &key_file, &Clock::machine())
    })
    .join()
    .unwrap_or_else(|_| bail!("the drill ended in the middle"))?;
    let drill = &outcome.drill;
    println!("{}", drill.path.display());
    println!(
        "{}; sound. {:.1} MB were restored and checked in {:.1} s: {:.0} s for each GB",
        outcome.holding,
        drill.size as f64 / 1e6,
        drill.took_ms as f64 / 1e3,
        drill.seconds_per_gigabyte().ceil()
    );
    match outcome.secrets {
        Standing { kept: 0, .. } => {}
        secrets if secrets.locked() == 0 => println!(
            "Its secrets open with {}. That is not in it: keep a copy apart",
            key.display()
        ),
        secrets => say_of_secrets(secrets, key),
    }
    Ok(())
}

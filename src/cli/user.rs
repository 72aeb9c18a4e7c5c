//! `shopbell user`: the team, when nobody can sign in to change it.

use std::{
    io::{IsTerminal, Read},
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use clap::{Subcommand, ValueEnum, builder::PossibleValuesParser};

use crate::{
    base::{lang::Lang, secret::Secret, time::Clock},
    db::DbError,
    desk::{
        audit::{self, Origin},
        team::{
            self, NewAgent, Role,
            account::{self, AccountError},
            password, second_step,
        },
    },
    ops::{folder, key},
};

#[derive(Debug, Subcommand)]
pub(super) enum User {
    /// Add a member of the team
    #[command(alias = "create")]
    Add {
        /// Address they sign in with
        #[arg(long, value_name = "ADDRESS")]
        email: String,
        /// Name by which colleagues know them
        #[arg(long)]
        name: String,
        /// What they may do
        #[arg(long, value_enum, default_value_t = RoleFlag::Agent)]
        role: RoleFlag,
        /// Language of their console
        #[arg(long, value_name = "CODE", default_value = "en", value_parser = PossibleValuesParser::new(Lang::ALL.map(Lang::code)))]
        language: String,
        /// File with the password in its first line; `-` reads it from standard input
        #[arg(long, value_name = "FILE")]
        password_file: Option<PathBuf>,
    },
    /// Give a member a new password and sign them out everywhere
    ResetPassword {
        /// Address they sign in with
        #[arg(long, value_name = "ADDRESS")]
        email: String,
        /// File with the password in its first line; `-` reads it from standard input
        #[arg(long, value_name = "FILE")]
        password_file: Option<PathBuf>,
    },
    /// Let a member sign in with the password alone, who lost telephone and recovery codes
    ResetSecondStep {
        /// Address they sign in with
        #[arg(long, value_name = "ADDRESS")]
        email: String,
    },
    /// List the team
    List,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum RoleFlag {
    Agent,
    Supervisor,
    Admin,
}

impl From<RoleFlag> for Role {
    fn from(flag: RoleFlag) -> Self {
        match flag {
            RoleFlag::Agent => Self::Agent,
            RoleFlag::Supervisor => Self::Supervisor,
            RoleFlag::Admin => Self::Admin,
        }
    }
}

impl User {
    /// Whether it may be the first thing that is done with a folder.
    pub(super) const fn makes_house(&self) -> bool {
        matches!(self, Self::Add { .. })
    }
}

/// Does it on the file in a locked folder.
pub(super) fn run(user: &User, data: &Path, key: &Path) -> anyhow::Result<()> {
    let db = folder::open_file(data, &key::take(key)?, Clock::machine())?;
    let outcome = match user {
        User::Add {
            email,
            name,
            role,
            language,
            password_file,
        } => {
            let secret = read_password(password_file.as_deref())?;
            password::check(&secret, email, name)?;
            let new = NewAgent {
                email: email.clone(),
                name: name.clone(),
                role: (*role).into(),
                lang: Lang::from_code(language).unwrap_or_default(),
                password_hash: password::hash(&secret),
            };
            let id = db.write_blocking(move |tx| {
                let id = team::join(tx, &new)?;
                audit::log(tx, &Origin::default(), "agent_added", &new.email)?;
                Ok::<_, team::JoinError>(id)
            })?;
            println!("{name} <{email}> is agent {id}");
            Ok(())
        }
        User::ResetPassword {
            email,
            password_file,
        } => {
            let secret = read_password(password_file.as_deref())?;
            password::check(&secret, email, "")?;
            let (email, hash) = (email.clone(), password::hash(&secret));
            let stays_out = db.write_blocking::<_, AccountError>(move |tx| {
                let Some((agent, _)) = team::by_email(tx, &email)? else {
                    return Ok(None);
                };
                account::set_password(tx, &Origin::default(), agent.id, &hash)?;
                Ok(Some(agent.deactivated_at.is_some()))
            })?;
            match stays_out {
                None => bail!("nobody of the team has this address"),
                Some(false) => println!("The password is set; they are signed out everywhere."),
                Some(true) => println!(
                    "The password is set, but they are deactivated: an admin must let them back in first."
                ),
            }
            Ok(())
        }
        User::ResetSecondStep { email } => {
            let email = email.clone();
            let was_on = db.write_blocking::<_, DbError>(move |tx| {
                let Some((agent, _)) = team::by_email(tx, &email)? else {
                    return Ok(None);
                };
                second_step::reset(tx, &Origin::default(), agent.id).map(Some)
            })?;
            match was_on {
                None => bail!("nobody of the team has this address"),
                Some(true) => println!("They sign in with the password alone from now on."),
                Some(false) => println!("They have no second step; nothing was changed."),
            }
            Ok(())
        }
        User::List => {
            for agent in db.peek::<_, DbError>(team::active)? {
                println!(
                    "{}\t{}\t{}\t{}",
                    agent.id,
                    agent.role.word(),
                    agent.email,
                    agent.name
                );
            }
            Ok(())
        }
    };
    db.close();
    outcome
}

fn read_password(file: Option<&Path>) -> anyhow::Result<Secret> {
    let mut text = String::new();
    match file {
        Some(path) if path != Path::new("-") => {
            text = std::fs::read_to_string(path)
                .with_context(|| format!("{} cannot be read", path.display()))?;
        }
        Some(_) => {
            std::io::stdin().read_to_string(&mut text)?;
        }
        None => {
            if !std::io::stdin().is_terminal() {
                bail!("give the password with --password-file FILE, or - for standard input");
            }
            eprint!("Password (it will be seen as you type): ");
            std::io::stdin().read_line(&mut text)?;
        }
    }
    Ok(Secret::new(text.lines().next().unwrap_or_default()))
}

//! Commands: what each word on the command line does.

mod demo;
mod help;
mod settings;

use std::{
    io::{IsTerminal, Read, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, bail};
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};

use crate::{
    app::{self, App, StartError},
    base::{lang::Lang, secret::Secret, time::Clock},
    config::{Config, DataFlags, ServeFlags, data_folder},
    db::DbError,
    desk::{
        audit::{self, Origin},
        channel,
        team::{self, NewAgent, Role, password, session},
    },
};

/// A live-chat help desk in one executable.
#[derive(Debug, Parser)]
#[command(name = "shopbell", version, about, max_term_width = 100, after_help = help::EXAMPLES)]
pub struct Cli {
    #[command(flatten)]
    data: DataFlags,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Open the house (this is what happens without a command)
    Serve(ServeFlags),
    /// Try everything in a made-up shop with simulated customers, offline
    #[command(after_help = demo::AFTER_HELP)]
    Demo(demo::DemoFlags),
    /// Add members of the team, give them new passwords, list them
    #[command(subcommand, alias = "admin")]
    User(User),
    /// Connect channels and list them
    #[command(subcommand)]
    Channel(ChannelCommand),
    /// See how the house would be run with these settings
    #[command(subcommand)]
    Config(settings::ConfigCommand),
    /// Print a script that completes commands in a shell
    #[command(after_help = help::COMPLETIONS)]
    Completions {
        /// For which shell
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, Subcommand)]
enum User {
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
        /// Language of their console: en or ru
        #[arg(long, value_name = "CODE", default_value = "en")]
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
    /// List the team
    List,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum RoleFlag {
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

#[derive(Debug, Subcommand)]
enum ChannelCommand {
    /// Connect an account; prints the site key of a web chat
    Add {
        /// The sort of channel
        #[arg(value_enum)]
        kind: KindFlag,
        /// The team's name for it
        #[arg(long)]
        name: String,
        /// Address of a site that may show the widget; may be given several times
        #[arg(long = "site", value_name = "URL")]
        sites: Vec<String>,
    },
    /// List the channels
    List,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum KindFlag {
    WebChat,
}

/// Runs the command line and answers the exit code: 0 done, 1 failed, 2 wrong usage.
pub async fn run() -> ExitCode {
    let cli = Cli::parse();
    let double_clicked = cli.command.is_none();
    let outcome = match cli.command {
        None => {
            serve(
                &cli.data,
                &ServeFlags {
                    limits: 1,
                    connections: 20_000,
                    ..ServeFlags::default()
                },
                double_clicked,
            )
            .await
        }
        Some(Command::Serve(flags)) => serve(&cli.data, &flags, double_clicked).await,
        Some(Command::Demo(flags)) => demo::run(&cli.data, &flags).await,
        Some(Command::User(user)) => command_on_file(&cli.data, move |data| run_user(&user, data)),
        Some(Command::Channel(channel)) => {
            command_on_file(&cli.data, move |data| run_channel(&channel, data))
        }
        Some(Command::Config(command)) => settings::run(&cli.data, &command),
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
            ExitCode::FAILURE
        }
    }
}

async fn serve(data: &DataFlags, flags: &ServeFlags, double_clicked: bool) -> anyhow::Result<()> {
    let config = Config::new(data, flags)?;
    let folder = config.data.clone();
    let may_open = !flags.no_browser && double_clicked && has_screen();
    let app = match App::start(config, Clock::machine()).await {
        Ok(app) => app,
        // A second double-click finds the house that is already open.
        Err(error) if double_clicked && error.is::<StartError>() => {
            return show_running(&folder, may_open);
        }
        Err(error) => return Err(error),
    };
    let url = app.house.base_url();
    // Whoever started it may have stopped reading what it says; that is no reason to close.
    let mut out = std::io::stdout();
    let _ = writeln!(out, "Shopbell is open at {url}");
    let _ = writeln!(out, "Listening on {}", app.address);
    let first_page = match app.house.setup_code() {
        Some(code) => {
            let link = format!("{url}/setup?code={code}");
            let _ = writeln!(out, "Set it up at {link}");
            link
        }
        None => url,
    };
    let _ = out.flush();
    if may_open && let Err(error) = open::that_detached(&first_page) {
        tracing::info!(%error, "no browser could be opened");
    }
    wait_for_signal().await?;
    // A second signal does not wait.
    tokio::spawn(async {
        if wait_for_signal().await.is_ok() {
            std::process::exit(130);
        }
    });
    app.stop().await;
    Ok(())
}

fn show_running(data: &Path, may_open: bool) -> anyhow::Result<()> {
    let url = std::fs::read_to_string(data.join("address"))
        .context("Shopbell is already running here, but does not say where")?;
    println!("Shopbell is already open at {url}");
    if may_open {
        open::that_detached(url)?;
    }
    Ok(())
}

fn has_screen() -> bool {
    cfg!(any(windows, target_os = "macos"))
        || std::env::var_os("DISPLAY").is_some()
        || std::env::var_os("WAYLAND_DISPLAY").is_some()
}

#[cfg(unix)]
async fn wait_for_signal() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

#[cfg(not(unix))]
async fn wait_for_signal() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}

/// Commands work on the file itself, so the house must be closed meanwhile.
fn command_on_file(
    data: &DataFlags,
    command: impl FnOnce(&Path) -> anyhow::Result<()> + Send + 'static,
) -> anyhow::Result<()> {
    let folder = data_folder(data)?;
    // The writer answers on a channel that must not block the runtime's own threads.
    std::thread::spawn(move || {
        let _lock = app::lock(&folder)?;
        command(&folder)
    })
    .join()
    .unwrap_or_else(|_| bail!("the command failed"))
}

fn run_user(user: &User, data: &Path) -> anyhow::Result<()> {
    let db = app::open_file(data, Clock::machine())?;
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
                lang: Lang::from_code(language)
                    .with_context(|| format!("there is no language {language:?}"))?,
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
            let known = db.write_blocking::<_, DbError>(move |tx| {
                let Some((agent, _)) = team::by_email(tx, &email)? else {
                    return Ok(false);
                };
                tx.execute(
                    "update agent set password_hash = ?2 where id = ?1",
                    (agent.id, hash),
                )?;
                session::end_others(tx, agent.id, None)?;
                audit::log(tx, &Origin::default(), "password_reset", &email)?;
                Ok(true)
            })?;
            if !known {
                bail!("nobody of the team has this address");
            }
            println!("The password is set; they are signed out everywhere.");
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

fn run_channel(command: &ChannelCommand, data: &Path) -> anyhow::Result<()> {
    let db = app::open_file(data, Clock::machine())?;
    match command {
        ChannelCommand::Add {
            kind: KindFlag::WebChat,
            name,
            sites,
        } => {
            let settings = channel::Settings {
                sites: sites
                    .iter()
                    .filter_map(|site| channel::origin_of(site))
                    .collect(),
                ..channel::Settings::default()
            };
            if settings.sites.len() < sites.len() {
                bail!("--site takes addresses such as https://shop.example");
            }
            let name = name.clone();
            let channel = db.write_blocking::<_, DbError>(move |tx| {
                channel::add_web_chat(tx, &name, &settings)
            })?;
            println!("{}", channel.site_key);
        }
        ChannelCommand::List => {
            for channel in db.peek::<_, DbError>(channel::all)? {
                println!(
                    "{}\t{}\t{}\t{}",
                    channel.id,
                    channel.kind.word(),
                    channel.site_key,
                    channel.name
                );
            }
        }
    }
    db.close();
    Ok(())
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

//! Two small servers of mail, IMAP with one mailbox and SMTP: what a mailbox needs to live, and all that goes wrong
//! with one and that real servers cannot be made to do: break off, refuse, and talk nonsense.

use std::{
    collections::VecDeque,
    io,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{SystemTime, UNIX_EPOCH},
};

use jiff::Timestamp;

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::watch,
};

use super::Log;

fn hold<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a server does with one connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// What it should.
    Good,
    /// It greets with this.
    Greets(&'static str),
    /// It answers a command that begins so with this, and goes on.
    Says(&'static str, &'static str),
    /// It takes the mail, and is gone before it says so.
    CutsAfterDot,
    /// It says good-bye to whoever waits.
    ByeInIdle,
}

/// Moods of the connections to come; then all is good.
#[derive(Clone, Default)]
pub struct Moods(Arc<Mutex<VecDeque<Mood>>>);

impl Moods {
    /// The next connection goes so.
    pub fn next_is(&self, mood: Mood) {
        hold(&self.0).push_back(mood);
    }

    fn take(&self) -> Mood {
        hold(&self.0).pop_front().unwrap_or(Mood::Good)
    }

    /// Whether all of them have come.
    #[must_use]
    pub fn are_used_up(&self) -> bool {
        hold(&self.0).is_empty()
    }
}

/// A server that takes mail.
pub struct Smtp {
    /// Where it listens, on loopback.
    pub port: u16,
    /// How connections to come go.
    pub moods: Moods,
    /// Every mail that it took, also those of which it did not say so.
    pub taken: Arc<Log<String>>,
}

impl Smtp {
    /// Opens it on a free port.
    pub async fn open() -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let port = listener.local_addr()?.port();
        let (moods, taken) = (Moods::default(), Arc::<Log<String>>::default());
        let (theirs, store) = (moods.clone(), Arc::clone(&taken));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (mood, store) = (theirs.take(), Arc::clone(&store));
                tokio::spawn(async move { submission(stream, mood, &store).await });
            }
        });
        Ok(Self { port, moods, taken })
    }
}

async fn submission(stream: TcpStream, mood: Mood, taken: &Log<String>) -> Option<()> {
    let mut stream = BufReader::new(stream);
    let greeting = match mood {
        Mood::Greets(words) => words,
        _ => "220 faulty.example ESMTP",
    };
    say(&mut stream, greeting).await?;
    loop {
        let line = hear(&mut stream).await?;
        if let Mood::Says(command, answer) = mood
            && line.starts_with(command)
        {
            say(&mut stream, answer).await?;
            continue;
        }
        match line.split([' ', ':']).next().unwrap_or_default() {
            "EHLO" => say(&mut stream, "250-faulty.example\r\n250 AUTH PLAIN LOGIN").await?,
            "AUTH" => say(&mut stream, "235 2.7.0 Welcome").await?,
            "DATA" => {
                say(&mut stream, "354 Go on").await?;
                let mut mail = String::new();
                loop {
                    let line = hear(&mut stream).await?;
                    if line == "." {
                        break;
                    }
                    mail = format!("{mail}{line}\n");
                }
                if let Mood::Says(".", answer) = mood {
                    say(&mut stream, answer).await?;
                    continue;
                }
                taken.push(mail);
                if mood == Mood::CutsAfterDot {
                    return None;
                }
                say(&mut stream, "250 2.0.0 Taken").await?;
            }
            "QUIT" => {
                say(&mut stream, "221 2.0.0 Bye").await?;
                return None;
            }
            _ => say(&mut stream, "250 2.0.0 OK").await?,
        }
    }
}

fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let seconds = since.map_or(0, |since| since.as_secs());
    Timestamp::from_second(i64::try_from(seconds).unwrap_or(0)).unwrap_or_default()
}

/// A server with one mailbox.
pub struct Imap {
    /// Where it listens, on loopback.
    pub port: u16,
    /// How connections to come go.
    pub moods: Moods,
    mails: watch::Sender<Vec<Arrived>>,
    connections: Arc<Mutex<usize>>,
    /// Counts up when all lines are to be cut.
    cut: watch::Sender<usize>,
}

/// A mail, and when it came.
#[derive(Clone)]
struct Arrived {
    at: Timestamp,
    mail: Arc<str>,
}

/// How it keeps a mailbox.
#[derive(Clone)]
struct Kept {
    mails: watch::Receiver<Vec<Arrived>>,
    idles: bool,
}

impl Imap {
    /// Opens it on a free port. `idles`: whether it offers to tell of new mail.
    pub async fn open(idles: bool) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let port = listener.local_addr()?.port();
        let moods = Moods::default();
        let (mails, seen) = watch::channel(Vec::new());
        let connections = Arc::new(Mutex::new(0));
        let (cut, cuts) = watch::channel(0);
        let (theirs, count) = (moods.clone(), Arc::clone(&connections));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                *hold(&count) += 1;
                let (mood, kept) = (
                    theirs.take(),
                    Kept {
                        mails: seen.clone(),
                        idles,
                    },
                );
                let mut cuts = cuts.clone();
                cuts.mark_unchanged();
                tokio::spawn(async move {
                    tokio::select! {
                        _ = mailbox(stream, mood, kept) => {}
                        _ = cuts.changed() => {}
                    }
                });
            }
        });
        Ok(Self {
            port,
            moods,
            mails,
            connections,
            cut,
        })
    }

    /// Cuts all lines.
    pub fn hang_up(&self) {
        self.cut.send_modify(|cuts| *cuts += 1);
    }

    /// A mail has come.
    pub fn brings(&self, mail: &str) {
        let arrived = Arrived {
            at: now(),
            mail: mail.into(),
        };
        self.mails.send_modify(|mails| mails.push(arrived));
    }

    /// How often it was connected to.
    #[must_use]
    pub fn connections(&self) -> usize {
        *hold(&self.connections)
    }
}

async fn mailbox(stream: TcpStream, mood: Mood, mut kept: Kept) -> Option<()> {
    let mut stream = BufReader::new(stream);
    let greeting = match mood {
        Mood::Greets(words) => words,
        _ => "* OK faulty",
    };
    say(&mut stream, greeting).await?;
    let mut told = 0;
    loop {
        let line = hear(&mut stream).await?;
        let (tag, command) = line.split_once(' ')?;
        if let Mood::Says(begins, answer) = mood
            && command.starts_with(begins)
        {
            say(&mut stream, &format!("{tag} {answer}")).await?;
            continue;
        }
        let mails = kept.mails.borrow_and_update().clone();
        let word = command.split(' ').next().unwrap_or_default();
        match word {
            "CAPABILITY" => {
                let idle = if kept.idles { " IDLE" } else { "" };
                say(&mut stream, &format!("* CAPABILITY IMAP4rev1{idle}")).await?;
            }
            "SELECT" => {
                let (count, next) = (mails.len(), mails.len() + 1);
                told = count;
                let words = format!(
                    "* {count} EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT {next}] x"
                );
                say(&mut stream, &words).await?;
            }
            "UID" => fetch(&mut stream, command, &mails).await?,
            "IDLE" => {
                say(&mut stream, "+ idling").await?;
                if mood == Mood::ByeInIdle {
                    say(&mut stream, "* BYE The house closes").await?;
                    return None;
                }
                if mails.len() > told {
                    told = mails.len();
                    say(&mut stream, &format!("* {told} EXISTS")).await?;
                }
                loop {
                    tokio::select! {
                        news = kept.mails.changed() => {
                            news.ok()?;
                            told = kept.mails.borrow_and_update().len();
                            say(&mut stream, &format!("* {told} EXISTS")).await?;
                        }
                        done = hear(&mut stream) => {
                            done?;
                            break;
                        }
                    }
                }
            }
            "LOGOUT" => {
                say(&mut stream, &format!("* BYE\r\n{tag} OK bye")).await?;
                return None;
            }
            _ => {}
        }
        say(&mut stream, &format!("{tag} OK done")).await?;
    }
}

/// `UID FETCH 3:* (…)` and `UID FETCH 3 (UID BODY.PEEK[])`.
async fn fetch(stream: &mut BufReader<TcpStream>, command: &str, mails: &[Arrived]) -> Option<()> {
    let numbers = command.split(' ').nth(2)?;
    let from: usize = numbers.trim_end_matches(":*").parse().ok()?;
    let is_list = numbers.ends_with(":*");
    for (index, Arrived { at, mail }) in mails.iter().enumerate() {
        let uid = index + 1;
        // As real ones do: the newest is always among them.
        let is_meant = if is_list {
            uid >= from || uid == mails.len()
        } else {
            uid == from
        };
        if !is_meant {
            continue;
        }
        let told = if command.contains("BODY") {
            let length = mail.len();
            format!("* {uid} FETCH (UID {uid} BODY[] {{{length}}}\r\n{mail})")
        } else {
            let size = mail.len();
            let date = at.strftime("%d-%b-%Y %H:%M:%S +0000");
            format!("* {uid} FETCH (UID {uid} RFC822.SIZE {size} INTERNALDATE \"{date}\")")
        };
        say(stream, &told).await?;
    }
    Some(())
}

async fn hear(stream: &mut BufReader<TcpStream>) -> Option<String> {
    let mut line = String::new();
    let read = stream.read_line(&mut line).await.ok()?;
    (read > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned())
}

async fn say(stream: &mut BufReader<TcpStream>, words: &str) -> Option<()> {
    let line = format!("{words}\r\n");
    stream.write_all(line.as_bytes()).await.ok()
}

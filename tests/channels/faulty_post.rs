//! Servers of mail that do what the real ones cannot be made to do: break off, refuse, and talk nonsense.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::watch,
};

/// What a server does with one connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mood {
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
pub(super) struct Moods(Arc<Mutex<VecDeque<Mood>>>);

impl Moods {
    pub(super) fn next_is(&self, mood: Mood) {
        self.0.lock().unwrap().push_back(mood);
    }

    fn take(&self) -> Mood {
        self.0.lock().unwrap().pop_front().unwrap_or(Mood::Good)
    }

    pub(super) fn are_used_up(&self) -> bool {
        self.0.lock().unwrap().is_empty()
    }
}

/// A server that takes mail.
pub(super) struct Smtp {
    pub(super) port: u16,
    pub(super) moods: Moods,
    taken: Arc<Mutex<Vec<String>>>,
}

impl Smtp {
    pub(super) async fn open() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (moods, taken) = (Moods::default(), Arc::default());
        let (theirs, store) = (moods.clone(), Arc::clone(&taken));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (mood, store) = (theirs.take(), Arc::clone(&store));
                tokio::spawn(async move { submission(stream, mood, &store).await });
            }
        });
        Self { port, moods, taken }
    }

    /// Every mail that it took, also those of which it did not say so.
    pub(super) fn taken(&self) -> Vec<String> {
        self.taken.lock().unwrap().clone()
    }
}

async fn submission(stream: TcpStream, mood: Mood, taken: &Mutex<Vec<String>>) -> Option<()> {
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
                taken.lock().unwrap().push(mail);
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

/// A server with one mailbox.
pub(super) struct Imap {
    pub(super) port: u16,
    pub(super) moods: Moods,
    mails: watch::Sender<Vec<String>>,
    connections: Arc<Mutex<usize>>,
    /// Counts up when all lines are to be cut.
    cut: watch::Sender<usize>,
}

/// How it keeps a mailbox.
#[derive(Clone)]
struct Kept {
    mails: watch::Receiver<Vec<String>>,
    idles: bool,
}

impl Imap {
    /// `idles`: whether it offers to tell of new mail.
    pub(super) async fn open(idles: bool) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let moods = Moods::default();
        let (mails, seen) = watch::channel(Vec::new());
        let connections = Arc::new(Mutex::new(0));
        let (cut, cuts) = watch::channel(0);
        let (theirs, count) = (moods.clone(), Arc::clone(&connections));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                *count.lock().unwrap() += 1;
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
        Self {
            port,
            moods,
            mails,
            connections,
            cut,
        }
    }

    /// Cuts all lines.
    pub(super) fn hang_up(&self) {
        self.cut.send_modify(|cuts| *cuts += 1);
    }

    /// A mail has come.
    pub(super) fn brings(&self, mail: String) {
        self.mails.send_modify(|mails| mails.push(mail));
    }

    /// How often it was connected to.
    pub(super) fn connections(&self) -> usize {
        *self.connections.lock().unwrap()
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
async fn fetch(stream: &mut BufReader<TcpStream>, command: &str, mails: &[String]) -> Option<()> {
    let numbers = command.split(' ').nth(2)?;
    let from: usize = numbers.trim_end_matches(":*").parse().ok()?;
    let is_list = numbers.ends_with(":*");
    for (index, mail) in mails.iter().enumerate() {
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
            let date = "26-Nov-2026 10:00:00 +0000";
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

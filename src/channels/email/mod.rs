//! A mailbox: news over IMAP, which tells at once where the server can; answers over SMTP, in the customer's thread.

pub mod automatic;
pub mod bounce;
pub mod compose;
mod cursor;
pub mod device;
mod door;
mod flow;
mod grant;
mod head;
pub mod html;
mod incoming;
mod line;
pub mod mail;
mod nested;
pub(super) mod oauth;
mod outgoing;
mod plain;
mod proof;
pub mod quote;
pub mod read;
mod settings;
mod smtp;
mod tag;
mod told;

use std::{
    sync::{Arc, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use tokio::sync::{Mutex, Notify};

use self::{
    cursor::Cursor,
    incoming::{Place, Source},
    line::{Line, Listed},
    mail::Ours,
    oauth::Provider,
    proof::Receivers,
    settings::Settings,
};
pub(super) use self::{
    grant::Grants,
    settings::{ASKED, belongs, form, misgiven},
};
use super::{Answer, Batch, Fault, Found, Keeper, Part, Platform, Speech};
use crate::{
    base::time::Clock,
    call::Http,
    desk::{
        account::{Introduction, Keys},
        dispatch::{Parcel, Remedy},
        post::Post,
    },
};

/// Most mails that are taken in at once,
const MOST: usize = 20;
/// and most bytes of them.
const MOST_BYTES: u64 = 25 * 1024 * 1024;
/// The largest mail that is read here.
const LARGEST: u64 = 25 * 1024 * 1024;
/// A mail that breaks the line so often is passed over.
const MOST_BREAKS: u32 = 3;

/// Where the servers of a mailbox are: for its mails, and for answers.
pub(super) fn servers(keys: &Keys) -> Vec<(String, u16)> {
    let settings = Settings::read(keys);
    [settings.imap, settings.smtp]
        .into_iter()
        .flatten()
        .map(|server| (server.host, server.port))
        .collect()
}

/// A connected mailbox.
pub(super) struct Email {
    mailbox: Arc<Mailbox>,
}

/// The mailbox and the one line to it.
struct Mailbox {
    settings: Settings,
    /// Whoever asks has it, and puts it back when it is still good.
    line: Mutex<Option<Line>>,
    /// Somebody else needs it.
    called: Notify,
    /// The mail that was being fetched when the line broke, and how often that was.
    broke: std::sync::Mutex<(u32, u32)>,
    /// The mail whose files are being fetched.
    open_mail: std::sync::Mutex<Option<(String, Bytes)>>,
}

impl Email {
    pub(super) fn new(keys: &Keys, http: &Http, grants: &Grants) -> Self {
        let mut settings = Settings::read(keys);
        settings.grant = Provider::read(keys)
            .map(|provider| grants.of(provider, keys.get(oauth::REFRESH), http));
        Self {
            mailbox: Arc::new(Mailbox {
                settings,
                line: Mutex::new(None),
                called: Notify::new(),
                broke: std::sync::Mutex::new((0, 0)),
                open_mail: std::sync::Mutex::new(None),
            }),
        }
    }
}

impl Mailbox {
    /// What is new, after waiting for it if the line has been open before.
    async fn hear(&self, cursor: Option<&str>) -> Result<Batch, Fault> {
        let cursor = cursor.and_then(Cursor::read);
        let mut kept = self.line.lock().await;
        let (mut line, is_new) = match kept.take() {
            Some(line) => (line, false),
            None => (Line::open(&self.settings).await?, true),
        };
        let batch = self.look(&mut line, cursor, is_new).await?;
        if is_new || batch != Batch::default() {
            *kept = Some(line);
            return Ok(batch);
        }
        // Nobody fetches files any more, or they would have called.
        self.leaf(None);
        *kept = Some(line.wait(&self.called).await?);
        // Whoever called comes first.
        drop(kept);
        let mut kept = self.line.lock().await;
        let Some(mut line) = kept.take() else {
            return Ok(Batch::default());
        };
        let batch = self.look(&mut line, cursor, false).await?;
        *kept = Some(line);
        Ok(batch)
    }

    /// Looks for mails behind a place.
    async fn look(
        &self,
        line: &mut Line,
        cursor: Option<Cursor>,
        is_new: bool,
    ) -> Result<Batch, Fault> {
        let Some(known) = cursor else {
            line.select(&self.settings.folder).await?;
            let now = Clock::machine().now();
            return Ok(Batch {
                cursor: Some(Cursor::first(line.validity, line.next, now).to_string()),
                ..Batch::default()
            });
        };
        // A folder that is back where it was some time ago gives its numbers a second time.
        let is_behind = is_new && known.uid >= line.next;
        let begun = if known.validity == line.validity && !is_behind {
            known
        } else {
            line.select(&self.settings.folder).await?;
            known.renumbered(line.validity, line.next)
        };
        let (listed, end) = match begun.gap {
            Some((until, from)) => {
                let listed = line.since(begun.uid, until, from).await?;
                let end = listed.is_empty().then_some(until);
                (listed, end)
            }
            None => (line.behind(begun.uid).await?, None),
        };
        let mut batch = Batch::default();
        let mut cursor = begun;
        let mut bytes = 0;
        let from = begun.gap.map(|(_, from)| from);
        for one in listed.iter().take(MOST) {
            // A search goes by days.
            if one.came.zip(from).is_some_and(|(came, from)| came < from) {
                cursor = cursor.after(one.uid, None);
                continue;
            }
            let size = one.size.min(LARGEST);
            if bytes > 0 && bytes + size > MOST_BYTES {
                break;
            }
            bytes += size;
            self.take(line, one, &mut batch).await?;
            cursor = cursor.after(one.uid, one.came);
        }
        if let Some(end) = end {
            cursor = cursor.after(end, None);
        }
        batch.cursor = (cursor != known).then(|| cursor.to_string());
        Ok(batch)
    }

    /// Fetches one mail and reads it.
    async fn take(&self, line: &mut Line, one: &Listed, batch: &mut Batch) -> Result<(), Fault> {
        let place = Place {
            validity: line.validity,
            uid: one.uid,
        };
        if self.broke_at(one.uid) >= MOST_BREAKS {
            batch
                .unread
                .push(format!("mail {}: the line broke over it", one.uid));
            return Ok(());
        }
        let is_whole = one.size <= LARGEST;
        self.note_break(one.uid);
        let raw = if is_whole {
            line.mail(one.uid).await?
        } else {
            line.head(one.uid).await?
        };
        self.forgive();
        let Some(raw) = raw else {
            // Somebody has moved it away meanwhile.
            return Ok(());
        };
        let ours = Ours {
            address: self.settings.address.clone(),
            installation: self.settings.installation.clone(),
            secret: self.settings.secret.clone(),
            receivers: Receivers::of(&self.settings),
        };
        let bytes = Bytes::from(raw);
        let read = tokio::task::spawn_blocking({
            let bytes = bytes.clone();
            move || read::read(&bytes, &ours)
        });
        match read.await {
            Ok(mail) if is_whole => batch.news.extend(incoming::news(mail, place, one.came)),
            Ok(head) => {
                let news = incoming::too_large(head, one.size, place, one.came);
                batch.news.extend(news);
            }
            // Nothing in a mail may stop the mails behind it.
            Err(_) => batch
                .unread
                .push(String::from_utf8_lossy(&bytes).into_owned()),
        }
        Ok(())
    }

    fn broke_at(&self, uid: u32) -> u32 {
        let broke = self.broke.lock().unwrap_or_else(PoisonError::into_inner);
        if broke.0 == uid { broke.1 } else { 0 }
    }

    fn note_break(&self, uid: u32) {
        let mut broke = self.broke.lock().unwrap_or_else(PoisonError::into_inner);
        *broke = if broke.0 == uid {
            (uid, broke.1 + 1)
        } else {
            (uid, 1)
        };
    }

    fn forgive(&self) {
        *self.broke.lock().unwrap_or_else(PoisonError::into_inner) = (0, 0);
    }

    /// Takes the line from whoever waits on it.
    async fn call(&self) -> tokio::sync::MutexGuard<'_, Option<Line>> {
        let line = self.line.lock();
        tokio::pin!(line);
        loop {
            self.called.notify_one();
            // A call that came while nobody waited for one is repeated.
            tokio::select! {
                line = &mut line => return line,
                () = tokio::time::sleep(Duration::from_millis(200)) => {}
            }
        }
    }

    fn opened(&self, name: &str) -> Option<Bytes> {
        let open = self
            .open_mail
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let (known, bytes) = open.as_ref()?;
        (known == name).then(|| bytes.clone())
    }

    /// Lays another mail open, or none.
    fn leaf(&self, mail: Option<(String, Bytes)>) {
        *self
            .open_mail
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = mail;
    }

    /// The mail that a file belongs to.
    async fn mail_of(&self, source: &Source<'_>) -> Result<Bytes, Fault> {
        let name = format!("{}:{}:{}", source.validity, source.uid, source.id);
        if let Some(bytes) = self.opened(&name) {
            return Ok(bytes);
        }
        let mut kept = self.call().await;
        let mut line = match kept.take() {
            Some(line) => line,
            None => Line::open(&self.settings).await?,
        };
        let found = self.found(&mut line, source).await?;
        let raw = match found {
            Some((_, size)) if size > LARGEST => {
                *kept = Some(line);
                return Err(Fault::Message("too-large".to_owned(), String::new()));
            }
            Some((uid, _)) => line.mail(uid).await?,
            None => None,
        };
        *kept = Some(line);
        let Some(raw) = raw else {
            return Err(Fault::Message("gone".to_owned(), String::new()));
        };
        let bytes = Bytes::from(raw);
        self.leaf(Some((name, bytes.clone())));
        Ok(bytes)
    }

    /// Number and size of a mail: where it was, else wherever its Message-ID is.
    async fn found(
        &self,
        line: &mut Line,
        source: &Source<'_>,
    ) -> Result<Option<(u32, u64)>, Fault> {
        if line.validity == source.validity
            && let Some(size) = line.size(source.uid).await?
        {
            return Ok(Some((source.uid, size)));
        }
        match line.find(source.id).await? {
            Some(uid) => Ok(line.size(uid).await?.map(|size| (uid, size))),
            None => Ok(None),
        }
    }

    /// Keeps a copy of what was sent. One that gets lost is no loss.
    async fn keep_sent(&self, mail: &[u8]) {
        let mut kept = self.call().await;
        let line = match kept.take() {
            Some(line) => Ok(line),
            None => Line::open(&self.settings).await,
        };
        let outcome = match line {
            Ok(mut line) => match line.keep_sent(mail).await {
                Ok(()) => {
                    *kept = Some(line);
                    Ok(())
                }
                Err(fault) => Err(fault),
            },
            Err(fault) => Err(fault),
        };
        if let Err(fault) = outcome {
            tracing::info!(?fault, "a copy of a sent mail could not be kept");
        }
    }
}

impl Platform for Email {
    fn introduce(&self) -> Answer<'_, Introduction> {
        Box::pin(async move {
            let settings = &self.mailbox.settings;
            Line::open(settings).await?.close().await;
            smtp::knock(settings).await?;
            Ok(Introduction {
                own_id: settings.address.clone(),
                username: settings.address.clone(),
            })
        })
    }

    fn hear<'a>(&'a self, cursor: Option<&'a str>) -> Answer<'a, Batch> {
        Box::pin(self.mailbox.hear(cursor))
    }

    fn renewed(&self) -> Option<(&'static str, String)> {
        let grant = self.mailbox.settings.grant.as_ref()?;
        Some((oauth::REFRESH, grant.current()))
    }

    fn keep_with(&self, keeper: Arc<dyn Keeper>) {
        if let Some(grant) = &self.mailbox.settings.grant {
            grant.keep_with(keeper);
        }
    }

    /// A mail goes out whole: words, cards and files in one.
    fn cut(&self, parcel: &Parcel) -> Vec<Part> {
        vec![Part::Text(parcel.message.text.clone())]
    }

    /// What every mail program plays.
    fn speech(&self) -> Speech {
        Speech::Mp3
    }

    fn is_whole(&self) -> bool {
        true
    }

    fn say<'a>(
        &'a self,
        parcel: &'a Parcel,
        _: &'a Part,
        _: Option<Bytes>,
    ) -> Answer<'a, Option<String>> {
        Box::pin(async move {
            let settings = &self.mailbox.settings;
            let Some(answering) = &parcel.mail else {
                return Err(Fault::Later(None, String::new()));
            };
            let mail = outgoing::mail(settings, parcel, answering, parcel.message.created_at)
                .map_err(|error| Fault::Message("unwritable".to_owned(), error.to_string()))?;
            smtp::send(settings, &answering.to, &mail).await?;
            if settings.keeps_sent {
                let mailbox = self.mailbox.clone();
                tokio::spawn(async move { mailbox.keep_sent(&mail).await });
            }
            Ok(Some(answering.header_id.clone()))
        })
    }

    fn post<'a>(&'a self, post: &'a Post) -> Answer<'a, ()> {
        Box::pin(async move {
            let settings = &self.mailbox.settings;
            let mail = outgoing::post(settings, post)
                .map_err(|error| Fault::Message("unwritable".to_owned(), error.to_string()))?;
            smtp::send(settings, &post.recipient, &mail).await?;
            if settings.keeps_sent {
                let mailbox = self.mailbox.clone();
                tokio::spawn(async move { mailbox.keep_sent(&mail).await });
            }
            Ok(())
        })
    }

    fn fetch<'a>(&'a self, source: &'a str) -> Answer<'a, Found> {
        Box::pin(async move {
            let gone = || Fault::Message("gone".to_owned(), String::new());
            let source = Source::read(source).ok_or_else(gone)?;
            let mail = self.mailbox.mail_of(&source).await?;
            let Some(part) = source.part else {
                return Ok(Found {
                    bytes: mail,
                    name: "mail.eml".to_owned(),
                    media_type: "message/rfc822".to_owned(),
                });
            };
            let file = tokio::task::spawn_blocking(move || read::file(&mail, part)).await;
            let (name, media_type, bytes) = file.ok().flatten().ok_or_else(gone)?;
            Ok(Found {
                bytes: Bytes::from(bytes),
                name,
                media_type,
            })
        })
    }

    fn typing<'a>(&'a self, _: &'a str, _: Option<&'a str>) -> Answer<'a, ()> {
        Box::pin(std::future::ready(Ok(())))
    }

    /// Its Message-ID is the same at every try: who gets it twice is shown it once.
    fn remedy(&self) -> Remedy {
        Remedy::Repeat
    }
}

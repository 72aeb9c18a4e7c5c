//! A line to a mailbox: opened, signed in, and what is asked over it.

use std::time::Duration;

use async_imap::{
    Session,
    error::Error,
    imap_proto::{AttributeValue, MailboxDatum, NameAttribute, Response, Status},
    types::UnsolicitedResponse,
};
use futures_util::TryStreamExt;
use tokio::{
    sync::Notify,
    time::{sleep, timeout},
};

use super::{
    door::{self, Wire},
    settings::Settings,
    told::{PATIENCE, day, fault, instant, is_for_now, late, said, within},
};
use crate::{base::time::Timestamp, channels::Fault, desk::account::Trouble};

/// A whole mail takes no longer than this,
const FOR_A_MAIL: Duration = Duration::from_secs(180);
/// and the end of waiting no longer than this, or the other side is gone.
const FOR_DONE: Duration = Duration::from_secs(10);
/// Boxes that translate addresses forget a quiet line after five minutes.
const IDLES: Duration = Duration::from_secs(270);
/// Without a way to be told, it is looked this often.
const LOOKS: Duration = Duration::from_secs(60);

/// A line with a folder open.
pub(super) struct Line {
    session: Session<Wire>,
    pub(super) validity: u32,
    /// The number that the next mail gets, as it was when the folder was opened.
    pub(super) next: u32,
    can_idle: bool,
    /// Whether the server has told of more mails since the last look began.
    is_told: bool,
}

/// A mail that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) uid: u32,
    pub(super) size: u64,
    /// When it came.
    pub(super) came: Option<Timestamp>,
}

impl Line {
    /// Signs in and opens the folder.
    pub(super) async fn open(settings: &Settings) -> Result<Self, Fault> {
        let mut line = Self {
            session: door::enter(settings).await?,
            validity: 0,
            next: 1,
            can_idle: false,
            is_told: false,
        };
        let can = within(PATIENCE, line.session.capabilities()).await?;
        line.can_idle = can.has_str("IDLE");
        line.select(&settings.folder).await?;
        Ok(line)
    }

    /// Opens the folder, anew if it was open.
    pub(super) async fn select(&mut self, folder: &str) -> Result<(), Fault> {
        let opened = match timeout(PATIENCE, self.session.select(folder)).await {
            Ok(Err(Error::No(words))) if !is_for_now(&words) => {
                return Err(Fault::Account(Trouble::Setup, said(&words)));
            }
            Ok(opened) => opened.map_err(fault)?,
            Err(_) => return Err(late()),
        };
        self.validity = opened.uid_validity.unwrap_or(0);
        self.next = match opened.uid_next {
            Some(next) => next,
            None => {
                let all = self.search("ALL").await?;
                all.last().copied().unwrap_or(0).saturating_add(1)
            }
        };
        Ok(())
    }

    /// Mails behind this number, in the order of their numbers.
    pub(super) async fn behind(&mut self, uid: u32) -> Result<Vec<Listed>, Fault> {
        // What was told before is answered by this look.
        self.is_told = false;
        while self.session.unsolicited_responses.try_recv().is_ok() {}
        let numbers = format!("{}:*", uid.saturating_add(1));
        self.list(&numbers, uid).await
    }

    /// Mails behind this number and up to that which came since the day of an instant: the first hundred of them.
    pub(super) async fn since(
        &mut self,
        uid: u32,
        until: u32,
        from: Timestamp,
    ) -> Result<Vec<Listed>, Fault> {
        let question = format!("UID {}:{until} SINCE {}", uid.saturating_add(1), day(from));
        let mut found = self.search(&question).await?;
        found.retain(|found| *found > uid);
        found.truncate(100);
        if found.is_empty() {
            return Ok(Vec::new());
        }
        let numbers: Vec<String> = found.iter().map(u32::to_string).collect();
        self.list(&numbers.join(","), uid).await
    }

    async fn list(&mut self, numbers: &str, uid: u32) -> Result<Vec<Listed>, Fault> {
        let what = "(UID RFC822.SIZE INTERNALDATE)";
        let mut listed = Vec::new();
        self.fetch(numbers, what, PATIENCE, &mut |attributes| {
            let mut one = Listed {
                uid: 0,
                size: 0,
                came: None,
            };
            for attribute in attributes {
                match attribute {
                    AttributeValue::Uid(number) => one.uid = *number,
                    AttributeValue::Rfc822Size(size) => one.size = u64::from(*size),
                    AttributeValue::InternalDate(date) => one.came = instant(date),
                    _ => {}
                }
            }
            // “n:*” always has the newest mail, whatever its number.
            if one.uid > uid {
                listed.push(one);
            }
        })
        .await?;
        listed.sort_unstable_by_key(|one| one.uid);
        listed.dedup_by_key(|one| one.uid);
        Ok(listed)
    }

    /// A mail as it came; `None` when it is not there any more. Nobody's program shows it as read for that.
    pub(super) async fn mail(&mut self, uid: u32) -> Result<Option<Vec<u8>>, Fault> {
        self.section(uid, "BODY.PEEK[]", FOR_A_MAIL).await
    }

    /// The head of a mail.
    pub(super) async fn head(&mut self, uid: u32) -> Result<Option<Vec<u8>>, Fault> {
        self.section(uid, "BODY.PEEK[HEADER]", PATIENCE).await
    }

    async fn section(
        &mut self,
        uid: u32,
        section: &str,
        patience: Duration,
    ) -> Result<Option<Vec<u8>>, Fault> {
        let (number, what) = (uid.to_string(), format!("(UID {section})"));
        let mut found = None;
        self.fetch(&number, &what, patience, &mut |attributes| {
            if !attributes.contains(&AttributeValue::Uid(uid)) {
                return;
            }
            for attribute in attributes {
                if let AttributeValue::BodySection {
                    data: Some(data), ..
                } = attribute
                {
                    found = Some(data.to_vec());
                }
            }
        })
        .await?;
        Ok(found)
    }

    /// How large a mail is; `None` when it is not there any more.
    pub(super) async fn size(&mut self, uid: u32) -> Result<Option<u64>, Fault> {
        let listed = self.list(&uid.to_string(), 0).await?;
        Ok(listed.iter().find(|one| one.uid == uid).map(|one| one.size))
    }

    /// The number of the mail with this Message-ID.
    pub(super) async fn find(&mut self, id: &str) -> Result<Option<u32>, Fault> {
        let is_plain = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '\\');
        if !id.chars().all(is_plain) {
            return Ok(None);
        }
        let question = format!("HEADER Message-ID \"<{id}>\"");
        Ok(self.search(&question).await?.pop())
    }

    /// Asks for something of these mails; `each` is shown what is told of one.
    async fn fetch(
        &mut self,
        numbers: &str,
        what: &str,
        patience: Duration,
        each: &mut (dyn FnMut(&[AttributeValue<'_>]) + Send),
    ) -> Result<(), Fault> {
        let command = format!("UID FETCH {numbers} {what}");
        self.ask(&command, patience, &mut |told| {
            if let Response::Fetch(_, attributes) = told {
                each(attributes);
            }
        })
        .await
    }

    /// Numbers of the mails that this is true of, in order.
    async fn search(&mut self, question: &str) -> Result<Vec<u32>, Fault> {
        let mut found = Vec::new();
        let command = format!("UID SEARCH {question}");
        self.ask(&command, PATIENCE, &mut |told| {
            if let Response::MailboxData(MailboxDatum::Search(numbers)) = told {
                found.extend_from_slice(numbers);
            }
        })
        .await?;
        found.sort_unstable();
        Ok(found)
    }

    /// Says a command and shows `each` everything that is told until it is done. The library's own way takes a
    /// refusal, and a line that is cut in the middle, for the end of what there is.
    async fn ask(
        &mut self,
        command: &str,
        patience: Duration,
        each: &mut (dyn FnMut(&Response<'_>) + Send),
    ) -> Result<(), Fault> {
        let Self {
            session, is_told, ..
        } = self;
        within(patience, async move {
            let tag = session.run_command(command).await?;
            loop {
                let told = session.read_response().await?;
                let told = told.ok_or(Error::ConnectionLost)?;
                match told.parsed() {
                    Response::Done {
                        tag: theirs,
                        status,
                        outcome,
                    } if *theirs == tag => match status {
                        Status::Ok => return Ok(()),
                        _ => return Err(Error::No(format!("outcome: {outcome:?}"))),
                    },
                    Response::Data {
                        status: Status::Bye,
                        ..
                    } => return Err(Error::ConnectionLost),
                    Response::MailboxData(MailboxDatum::Exists(_)) => *is_told = true,
                    other => each(other),
                }
            }
        })
        .await
    }

    /// Waits until there may be something new, until it is called away, or for as long as a line may be quiet.
    pub(super) async fn wait(self, called: &Notify) -> Result<Self, Fault> {
        let Self {
            session,
            validity,
            next,
            can_idle,
            mut is_told,
        } = self;
        let back = |session| Self {
            session,
            validity,
            next,
            can_idle,
            is_told: false,
        };
        if !can_idle {
            tokio::select! {
                () = called.notified() => {}
                () = sleep(LOOKS) => {}
            }
            return Ok(back(session));
        }
        let told = session.unsolicited_responses.clone();
        let mut idle = session.idle();
        within(PATIENCE, idle.init()).await?;
        // What came between the last look and now has been told already.
        while let Ok(news) = told.try_recv() {
            is_told |= matches!(news, UnsolicitedResponse::Exists(_));
        }
        if !is_told {
            let (news, _stop) = idle.wait_with_timeout(IDLES);
            tokio::select! {
                news = news => { news.map_err(fault)?; }
                () = called.notified() => {}
                // “Still here” is no news, and begins the other time anew.
                () = sleep(IDLES) => {}
            }
        }
        Ok(back(within(FOR_DONE, idle.done()).await?))
    }

    /// Keeps a copy of a mail where the mailbox keeps what was sent, if it has such a place.
    pub(super) async fn keep_sent(&mut self, mail: &[u8]) -> Result<(), Fault> {
        let session = &mut self.session;
        let folders: Vec<_> = within(PATIENCE, async move {
            session.list(Some(""), Some("*")).await?.try_collect().await
        })
        .await?;
        let sent = folders.iter().find(|folder| {
            folder
                .attributes()
                .iter()
                .any(|attribute| matches!(attribute, NameAttribute::Sent))
        });
        if let Some(sent) = sent {
            let keeping = self
                .session
                .append(sent.name(), Some("(\\Seen)"), None, mail);
            within(FOR_A_MAIL, keeping).await?;
        }
        Ok(())
    }

    /// Says good-bye.
    pub(super) async fn close(mut self) {
        let _ = timeout(FOR_DONE, self.session.logout()).await;
    }
}

//! A line to a mailbox: opened, signed in, and what is asked over it.

use std::{fmt, future::Future, sync::Arc, time::Duration};

use async_imap::{
    Authenticator, Client, Session,
    error::Error,
    imap_proto::{AttributeValue, MailboxDatum, NameAttribute, Response, Status},
    types::UnsolicitedResponse,
};
use futures_util::TryStreamExt;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    sync::Notify,
    time::{sleep, timeout},
};
use tokio_rustls::{
    TlsConnector,
    rustls::{ClientConfig, RootCertStore, crypto::ring, pki_types::ServerName},
};

use super::settings::{Login, Security, Server, Settings};
use crate::{base::time::Timestamp, channels::Fault, desk::account::Trouble};

/// An answer takes no longer than this,
const PATIENCE: Duration = Duration::from_secs(30);
/// a whole mail no longer than this,
const FOR_A_MAIL: Duration = Duration::from_secs(180);
/// and the end of waiting no longer than this, or the other side is gone.
const FOR_DONE: Duration = Duration::from_secs(10);
/// Boxes that translate addresses forget a quiet line after five minutes.
const IDLES: Duration = Duration::from_secs(270);
/// Without a way to be told, it is looked this often.
const LOOKS: Duration = Duration::from_secs(60);

/// What a line goes through: with TLS or without.
trait Through: AsyncRead + AsyncWrite + fmt::Debug + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + fmt::Debug + Send + Unpin> Through for T {}

type Wire = Box<dyn Through>;

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
        let server = settings
            .imap
            .as_ref()
            .ok_or_else(|| setup("the server's address is none"))?;
        let client = greet(settings, server).await?;
        let session = sign_in(client, &settings.login).await?;
        let mut line = Self {
            session,
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

/// Connects, and waits for the server's first word.
async fn greet(settings: &Settings, server: &Server) -> Result<Client<Wire>, Fault> {
    if server.security == Security::None && !server.is_near() {
        return Err(setup("without TLS only to this machine"));
    }
    let place = (server.host.as_str(), server.port);
    let plain = timeout(PATIENCE, TcpStream::connect(place))
        .await
        .map_err(|_| late())?
        .map_err(|error| fault(error.into()))?;
    let wire = match server.security {
        Security::Tls => secured(settings, server, plain).await?,
        Security::StartTls | Security::None => Box::new(plain),
    };
    let mut client = Client::new(wire);
    let greeting = timeout(PATIENCE, client.read_response())
        .await
        .map_err(|_| late())?
        .map_err(|error| fault(error.into()))?
        .ok_or_else(|| fault(Error::ConnectionLost))?;
    match greeting.parsed() {
        Response::Data {
            status: Status::Ok, ..
        } => {}
        other => {
            return Err(Fault::Later(
                None,
                words(&format!("greeted with {other:?}")),
            ));
        }
    }
    if server.security != Security::StartTls {
        return Ok(client);
    }
    // Nothing of ours is said before: a server that does not go along is not signed in to.
    match timeout(PATIENCE, client.run_command_and_check_ok("STARTTLS", None)).await {
        Ok(Ok(())) => {}
        Ok(Err(Error::No(words) | Error::Bad(words))) => return Err(setup(&said(&words))),
        Ok(Err(error)) => return Err(fault(error)),
        Err(_) => return Err(late()),
    }
    let secured = secured(settings, server, client.into_inner()).await?;
    Ok(Client::new(secured))
}

async fn secured<T: Through + 'static>(
    settings: &Settings,
    server: &Server,
    plain: T,
) -> Result<Wire, Fault> {
    let mut roots = RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    };
    for authority in &settings.authority {
        roots
            .add(authority.clone())
            .map_err(|error| setup(&error.to_string()))?;
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| setup(&error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name =
        ServerName::try_from(server.host.clone()).map_err(|error| setup(&error.to_string()))?;
    let connecting = TlsConnector::from(Arc::new(config)).connect(name, plain);
    let secured = timeout(PATIENCE, connecting)
        .await
        .map_err(|_| late())?
        .map_err(|error| fault(error.into()))?;
    Ok(Box::new(secured))
}

/// A name and a password in one word, where their letters do not fit between quotes.
struct Plain<'a>(&'a Login);

impl Authenticator for Plain<'_> {
    type Response = String;

    fn process(&mut self, _: &[u8]) -> String {
        format!("\0{}\0{}", self.0.user, self.0.password)
    }
}

async fn sign_in(client: Client<Wire>, login: &Login) -> Result<Session<Wire>, Fault> {
    let is_plain = login.user.is_ascii() && login.password.is_ascii();
    let signed_in = timeout(PATIENCE, async {
        if is_plain {
            client.login(&login.user, &login.password).await
        } else {
            client.authenticate("PLAIN", Plain(login)).await
        }
    })
    .await
    .map_err(|_| late())?;
    signed_in.map_err(|(error, _)| match error {
        Error::No(words) if is_for_now(&words) => Fault::Later(None, said(&words)),
        Error::No(words) => Fault::Account(Trouble::Refused, said(&words)),
        other => fault(other),
    })
}

/// Whether a refusal says that it will pass.
fn is_for_now(words: &str) -> bool {
    let words = words.to_uppercase();
    [
        "[UNAVAILABLE]",
        "[INUSE]",
        "[LIMIT]",
        "[SERVERBUG]",
        "[THROTTLED]",
    ]
    .iter()
    .any(|code| words.contains(code))
}

async fn within<T>(
    patience: Duration,
    doing: impl Future<Output = Result<T, Error>>,
) -> Result<T, Fault> {
    match timeout(patience, doing).await {
        Ok(done) => done.map_err(fault),
        Err(_) => Err(late()),
    }
}

fn late() -> Fault {
    Fault::Later(None, "IMAP: no answer in time".to_owned())
}

fn setup(told: &str) -> Fault {
    Fault::Account(Trouble::Setup, words(told))
}

/// Whatever goes wrong with a mailbox that is signed in to may be over soon.
fn fault(error: Error) -> Fault {
    let told = match &error {
        Error::No(words) | Error::Bad(words) => return Fault::Later(None, said(words)),
        other => other.to_string(),
    };
    Fault::Later(None, words(&told))
}

/// Most characters of a server's words that are repeated.
const LONGEST: usize = 300;

fn words(told: &str) -> String {
    format!("IMAP: {}", crate::base::text::clean_line(told, LONGEST))
}

/// The server's own sentence, out of how the library tells of it.
fn said(told: &str) -> String {
    let own = told
        .split_once("info: Some(\"")
        .or_else(|| told.split_once("information: Some(\""))
        .and_then(|(_, rest)| rest.rsplit_once("\")"))
        .map_or(told, |(own, _)| own);
    words(own)
}

/// An instant as mailboxes write it: `26-Nov-2026 10:00:00 +0200`.
fn instant(text: &str) -> Option<Timestamp> {
    let mut parts = text.split_whitespace();
    let (date, time, zone) = (parts.next()?, parts.next()?, parts.next()?);
    let mut date = date.splitn(3, '-');
    let (day, month, year) = (date.next()?, date.next()?, date.next()?);
    let month = 1 + MONTHS
        .iter()
        .position(|name| name.eq_ignore_ascii_case(month))?;
    let midnight = Timestamp::of_date(&format!("{year}-{month:02}-{day:0>2}"))?;
    let mut seconds = 0;
    for part in time.splitn(3, ':') {
        seconds = seconds * 60 + part.parse::<i64>().ok()?;
    }
    let zone: i64 = zone.parse().ok()?;
    seconds -= zone / 100 * 3600 + zone % 100 * 60;
    Some(Timestamp(midnight.0 + seconds * 1000))
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// A day as searches have it: `24-Nov-2026`. The one before, for the server's day may have begun earlier.
fn day(from: Timestamp) -> String {
    let date = from.minus(Duration::from_secs(24 * 3600)).rfc3339();
    let mut parts = date.splitn(3, '-');
    let mut next = || parts.next().unwrap_or_default();
    let (year, month, rest) = (next(), next(), next());
    let month = month.parse::<usize>().unwrap_or(1).clamp(1, 12);
    let day = rest.get(..2).unwrap_or("1");
    format!("{day}-{}-{year}", MONTHS[month - 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_begins_a_day_early() {
        let from = Timestamp::of_date("2026-11-26").unwrap();
        assert_eq!(day(from), "25-Nov-2026");
        let from = Timestamp::of_date("2027-01-01").unwrap();
        assert_eq!(day(from), "31-Dec-2026");
    }

    #[test]
    fn an_instant_is_read_with_its_zone() {
        let ten = Timestamp::of_date("2026-11-26").map(|day| day.0 + 10 * 3_600_000);
        for text in [
            "26-Nov-2026 10:00:00 +0000",
            "26-Nov-2026 12:30:00 +0230",
            "26-nov-2026 04:30:00 -0530",
        ] {
            assert_eq!(instant(text).map(|at| at.0), ten, "{text}");
        }
        assert!(instant(" 6-Nov-2026 10:00:00 +0000").is_some());
        for text in [
            "",
            "26-Nov-2026",
            "32-Nov-2026 10:00:00 +0000",
            "26-Mon-2026 10:00:00 +0000",
        ] {
            assert_eq!(instant(text), None, "{text}");
        }
    }

    #[test]
    fn a_servers_sentence_is_taken_out() {
        let told =
            "code: Some(AuthenticationFailed), info: Some(\"Invalid credentials (Failure)\")";
        assert_eq!(said(told), "IMAP: Invalid credentials (Failure)");
        let told = "outcome: Outcome { code: None, information: Some(\"No such mailbox\") }";
        assert_eq!(said(told), "IMAP: No such mailbox");
        assert_eq!(said("no"), "IMAP: no");
    }

    #[test]
    fn some_refusals_pass() {
        for (words, expected) in [
            (
                "code: None, info: Some(\"[UNAVAILABLE] Temporary failure\")",
                true,
            ),
            (
                "code: Some(Other(\"AUTHENTICATIONFAILED\")), info: Some(\"no\")",
                false,
            ),
            ("code: None, info: Some(\"LOGIN failed.\")", false),
        ] {
            assert_eq!(is_for_now(words), expected, "{words}");
        }
    }
}

//! A post office of our own: real servers for mailboxes and mail, one pair for all stories, which end with this process.

use std::{
    collections::HashMap,
    fs,
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex, OnceLock},
    time::Duration,
};

use lettre::{
    Address,
    address::Envelope,
    transport::smtp::{client::AsyncSmtpConnection, extension::ClientId},
};
use shopbell::desk::account::Keys;

use crate::address;

/// The password of every mailbox.
pub(super) const PASSWORD: &str = "swift-carrier";

/// The servers, and what keeps them open.
pub(super) struct PostOffice {
    folder: PathBuf,
    pub(super) imap: u16,
    pub(super) imaps: u16,
    pub(super) submission: u16,
    pub(super) smtps: u16,
    mx: u16,
    /// Which tokens let whom in.
    admitted: Admitted,
    /// Closed with this process, however it ends, and the servers with it.
    _servers: Mutex<Child>,
}

type Admitted = Arc<Mutex<HashMap<String, String>>>;

/// Opens it, or finds it open.
pub(super) fn post_office() -> &'static PostOffice {
    static OPEN: OnceLock<PostOffice> = OnceLock::new();
    OPEN.get_or_init(PostOffice::open)
}

impl PostOffice {
    fn open() -> Self {
        let us = fs::metadata("/proc/self").unwrap().uid();
        let folder = std::env::temp_dir().join(format!("shopbell-post-{}", std::process::id()));
        let [imap, imaps, submission, smtps, mx] = [(); 5].map(|()| address::fresh().port());
        let admitted = Admitted::default();
        let tokens = tells_of_tokens(admitted.clone());
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/channels/post_office.sh");
        // Servers of mail begin as root, and take up other names by themselves.
        let mut command = if us == 0 {
            Command::new("sh")
        } else {
            let mut command = Command::new("sudo");
            command.args(["-n", "sh"]);
            command
        };
        // Whoever is root leaves the mail to nobody.
        let owner = if us == 0 { 65_534 } else { us };
        let ports = [imap, imaps, submission, smtps, mx, tokens].map(|port| port.to_string());
        let mut child = command
            .arg(script)
            .arg(&folder)
            .arg(owner.to_string())
            .args(ports)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut word = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut word)
            .unwrap();
        let said = || fs::read_to_string(folder.join("start.log")).unwrap_or_default();
        assert_eq!(
            word.trim(),
            "open",
            "the post office stays shut: {}",
            said()
        );
        Self {
            folder,
            imap,
            imaps,
            submission,
            smtps,
            mx,
            admitted,
            _servers: Mutex::new(child),
        }
    }

    /// The authority that has signed the servers' certificate.
    pub(super) fn authority(&self) -> String {
        fs::read_to_string(self.folder.join("tls/ca.pem")).unwrap()
    }

    /// What a mailbox is connected with: in plain text, for stories that are about something else.
    pub(super) fn keys(&self, address: &str) -> Keys {
        let mut keys = Keys::default();
        for (name, value) in [
            ("address", address),
            ("password", PASSWORD),
            ("imap_server", &format!("127.0.0.1:{}", self.imap)),
            ("imap_security", "none"),
            ("smtp_server", &format!("127.0.0.1:{}", self.submission)),
            ("smtp_security", "none"),
        ] {
            keys.set(name, value);
        }
        keys
    }

    /// A token lets somebody in.
    pub(super) fn admits(&self, token: &str, address: &str) {
        let mut admitted = self.admitted.lock().unwrap();
        admitted.insert(token.to_owned(), address.to_owned());
    }

    /// It does not any more.
    pub(super) fn forgets(&self, token: &str) {
        self.admitted.lock().unwrap().remove(token);
    }

    /// Hands in a mail, as another server does.
    pub(super) async fn carry(&self, from: &str, to: &str, mail: &str) {
        let place = ("127.0.0.1", self.mx);
        let name = ClientId::default();
        let patience = Some(Duration::from_secs(30));
        let mut line = AsyncSmtpConnection::connect_tokio1(place, patience, &name, None, None)
            .await
            .unwrap();
        let from: Option<Address> = (!from.is_empty()).then(|| from.parse().unwrap());
        let envelope = Envelope::new(from, vec![to.parse().unwrap()]).unwrap();
        line.send(&envelope, mail.as_bytes()).await.unwrap();
        line.quit().await.unwrap();
    }

    /// All mails that have come to an address, oldest first.
    pub(super) fn mails(&self, address: &str) -> Vec<String> {
        self.mails_in(address, "")
    }

    /// All mails in a folder of a mailbox; empty: the inbox.
    pub(super) fn mails_in(&self, address: &str, folder: &str) -> Vec<String> {
        let mailbox = self.folder.join("mail").join(address).join(folder);
        let mut files: Vec<PathBuf> = ["new", "cur"]
            .iter()
            .filter_map(|part| fs::read_dir(mailbox.join(part)).ok())
            .flatten()
            .map(|file| file.unwrap().path())
            .collect();
        // Their names begin with when they came: seconds, and millionths of one.
        files.sort_by_key(|file| {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            let part = name.split_once(".M").map_or("", |(_, rest)| rest);
            let millionths = part.split('P').next().unwrap_or_default().to_owned();
            let seconds = name.split('.').next().unwrap_or_default().to_owned();
            (seconds, format!("{millionths:0>6}"))
        });
        files
            .iter()
            .filter_map(|file| fs::read(file).ok())
            .map(|bytes| String::from_utf8_lossy(&bytes).replace("\r\n", "\n"))
            .collect()
    }

    /// Waits until so many mails have come to an address.
    pub(super) async fn has_brought(&self, address: &str, count: usize) -> Vec<String> {
        for _ in 0..1_000 {
            let mails = self.mails(address);
            if mails.len() >= count {
                assert_eq!(mails.len(), count, "{mails:#?}");
                return mails;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("{address} has {:#?}", self.mails(address));
    }

    /// A mailbox forgets which number it gave to which mail, as one does that is moved or restored.
    pub(super) fn renumber(&self, address: &str) {
        let mailbox = self.folder.join("mail").join(address);
        for file in fs::read_dir(&mailbox).unwrap() {
            let file = file.unwrap();
            if file.file_name().to_string_lossy().starts_with("dovecot") {
                fs::remove_file(file.path()).unwrap();
            }
        }
        // Its new word for its numbers would otherwise be the old one, when that is the second it was made in.
        let list = mailbox.join("dovecot-uidlist");
        let mut file = fs::File::create(&list).unwrap();
        writeln!(file, "3 V7 N1 G{}", "7".repeat(32)).unwrap();
        let owner = fs::metadata(&mailbox).unwrap();
        std::os::unix::fs::chown(&list, Some(owner.uid()), Some(owner.gid())).unwrap();
    }
}

/// Tells the servers whose a token is. Not on a story's own runtime, which ends with it.
fn tells_of_tokens(admitted: Admitted) -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let mut asked = BufReader::new(stream.try_clone().unwrap());
            let mut line = String::new();
            let mut rest = String::new();
            if asked.read_line(&mut line).is_err() {
                continue;
            }
            while asked.read_line(&mut rest).is_ok_and(|read| read > 2) {
                rest.clear();
            }
            let token = line
                .split("access_token=")
                .nth(1)
                .and_then(|rest| rest.split([' ', '&']).next())
                .map(|token| token.replace("%40", "@").replace("%2D", "-"))
                .unwrap_or_default();
            let whose = admitted.lock().unwrap().get(&token).cloned();
            let (status, body) = match whose {
                Some(address) => ("200 OK", format!("{{\"email\":\"{address}\"}}")),
                None => (
                    "401 Unauthorized",
                    "{\"error\":\"invalid_token\"}".to_owned(),
                ),
            };
            let length = body.len();
            let _ = write!(
                stream,
                "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\
                 Connection: close\r\n\r\n{body}"
            );
        }
    });
    port
}

/// One header of a mail, unfolded.
pub(super) fn header(mail: &str, name: &str) -> String {
    let head = mail.split("\n\n").next().unwrap_or_default();
    let mut found = String::new();
    for line in head.lines() {
        match line
            .strip_prefix(name)
            .and_then(|rest| rest.strip_prefix(':'))
        {
            Some(rest) => rest.trim().clone_into(&mut found),
            None if line.starts_with([' ', '\t']) && !found.is_empty() => {
                found = format!("{found} {}", line.trim());
            }
            None if found.is_empty() => {}
            None => break,
        }
    }
    found
}

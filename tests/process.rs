//! The real program in a process of its own, which can be told to stop, killed, and kept from writing.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Output, Stdio},
    time::{Duration, Instant},
};

use shopbell::{
    base::time::Clock,
    db::Db,
    ops::{folder, key},
};

/// A house in a process.
pub(crate) struct Process {
    child: Child,
    pub(crate) address: SocketAddr,
}

/// The program with a data folder.
pub(crate) fn shopbell(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shopbell"));
    command
        .arg("--data")
        .arg(data)
        .env_remove("SHOPBELL_DATA")
        .env("SHOPBELL_LOG", "warn")
        .stdin(Stdio::null());
    command
}

/// `shopbell serve` on a free port, without limits for strangers.
pub(crate) fn serve(data: &Path) -> Command {
    let mut command = shopbell(data);
    command.args(SERVE);
    command
}

pub(crate) const SERVE: [&str; 6] = [
    "serve",
    "--listen",
    "127.0.0.1:0",
    "--limits",
    "0",
    "--no-browser",
];

/// Runs a command to its end.
pub(crate) fn run(data: &Path, arguments: &[&str]) -> Output {
    shopbell(data).args(arguments).output().unwrap()
}

/// Runs a command that must succeed, and answers what it printed.
pub(crate) fn done(data: &Path, arguments: &[&str]) -> String {
    let output = run(data, arguments);
    let (said, told) = (
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    );
    assert!(output.status.success(), "{arguments:?}: {said}{told}");
    said
}

/// Runs a command that must fail, and answers why it says it did.
pub(crate) fn refused(data: &Path, arguments: &[&str]) -> String {
    let output = run(data, arguments);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{arguments:?}: {told}");
    told
}

/// A folder with a web chat and two agents, Ana and Bo.
pub(crate) fn set_up(data: &Path) {
    let password = data.with_extension("password");
    std::fs::write(&password, PASSWORD).unwrap();
    for name in ["Ana", "Bo"] {
        let email = email(name);
        done(
            data,
            &[
                "user",
                "add",
                "--email",
                &email,
                "--name",
                name,
                "--password-file",
                password.to_str().unwrap(),
            ],
        );
    }
    done(data, &["channel", "add", "web-chat", "--name", "Shop"]);
}

const PASSWORD: &str = "a bell on the counter";

fn email(name: &str) -> String {
    format!("{}@kettle.example", name.to_lowercase())
}

/// Cy, an admin, who signs in as the others do.
pub(crate) fn add_admin(data: &Path) {
    let password = data.with_extension("password");
    let of = [
        "user",
        "add",
        "--role",
        "admin",
        "--email",
        "cy@kettle.example",
        "--name",
        "Cy",
        "--password-file",
    ];
    let mut add = of.to_vec();
    add.push(password.to_str().unwrap());
    done(data, &add);
}

/// The file that holds everything.
pub(crate) fn file(data: &Path) -> PathBuf {
    data.join("shopbell.db")
}

/// Opens the file of a house that is closed, with the key that lies beside it.
pub(crate) fn open(data: &Path) -> Db {
    let vault = key::take(&key::within(data)).unwrap();
    folder::open_file(data, &vault, Clock::machine()).unwrap()
}

impl Process {
    pub(crate) fn start(data: &Path) -> Self {
        Self::of(serve(data))
    }

    pub(crate) fn of(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let address = lines
            .map_while(Result::ok)
            .find_map(|line| line.strip_prefix("Listening on ")?.parse().ok())
            .expect("the house says where it listens");
        Self { child, address }
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Ends it at once, as a power cut would.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Sends a signal by its name, such as `TERM`.
    pub(crate) fn signal(&self, name: &str) {
        let sent = Command::new("sh")
            .args(["-c", &format!("kill -{name} {}", self.id())])
            .status();
        assert!(sent.unwrap().success());
    }

    pub(crate) fn has_ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    /// Waits for its end.
    pub(crate) fn wait(mut self) -> ExitStatus {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(begun.elapsed() < Duration::from_secs(60), "it does not end");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// The token of a new visitor.
    pub(crate) fn visitor(&self) -> String {
        let begun = ask(self.address, "POST", "/api/v1/visitor/sessions", "", b"{}").unwrap();
        assert_eq!(begun.status, 201, "{}", begun.body);
        begun.body["token"].as_str().unwrap().to_owned()
    }

    /// The token of an agent who signs in.
    pub(crate) fn agent(&self, name: &str) -> String {
        let body = serde_json::json!({ "email": email(name), "password": PASSWORD }).to_string();
        let signed_in = ask(
            self.address,
            "POST",
            "/api/v1/agent/login",
            "",
            body.as_bytes(),
        )
        .unwrap();
        assert_eq!(signed_in.status, 200, "{}", signed_in.body);
        signed_in.body["token"].as_str().unwrap().to_owned()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: serde_json::Value,
}

/// What goes before a request's body for somebody with a token.
pub(crate) fn bearer(token: &str) -> String {
    format!("authorization: Bearer {token}\r\n")
}

/// One request on a line of its own; `None` when the house went away meanwhile.
pub(crate) fn ask(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &str,
    body: &[u8],
) -> Option<Answer> {
    read_answer(&mut request(address, method, path, headers, body)?)
}

/// The same, of which only the status is read: as what the answer is written is no matter.
pub(crate) fn status_of(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &str,
    body: &[u8],
) -> Option<u16> {
    let mut line = request(address, method, path, headers, body)?;
    let mut answer = String::new();
    line.read_to_string(&mut answer).ok()?;
    answer.split(' ').nth(1)?.parse().ok()
}

/// The same, with the whole answer as text: head and body.
pub(crate) fn text_of(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &str,
    body: &[u8],
) -> Option<(u16, String)> {
    let mut line = request(address, method, path, headers, body)?;
    let mut answer = Vec::new();
    line.read_to_end(&mut answer).ok()?;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    Some((answer.split(' ').nth(1)?.parse().ok()?, answer))
}

fn request(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &str,
    body: &[u8],
) -> Option<TcpStream> {
    let mut line = TcpStream::connect(address).ok()?;
    line.set_read_timeout(Some(Duration::from_secs(60))).ok()?;
    let kind = if headers.contains("content-type") {
        ""
    } else {
        "content-type: application/json\r\n"
    };
    let head = format!(
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n{kind}{headers}\
         content-length: {}\r\n\r\n",
        body.len()
    );
    line.write_all(head.as_bytes()).ok()?;
    // A body that is refused early is answered all the same.
    let _ = line.write_all(body);
    Some(line)
}

/// Reads an answer to its end; part of one is none.
pub(crate) fn read_answer(line: &mut TcpStream) -> Option<Answer> {
    let mut answer = String::new();
    line.read_to_string(&mut answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    Some(Answer {
        status: head.split(' ').nth(1)?.parse().ok()?,
        head: head.to_ascii_lowercase(),
        body: serde_json::from_str(body).ok()?,
    })
}

/// A visitor's message with a key.
pub(crate) fn say(address: SocketAddr, token: &str, key: &str, text: &str) -> Option<Answer> {
    let headers = format!("{}idempotency-key: {key}\r\n", bearer(token));
    let body = serde_json::json!({ "text": text }).to_string();
    ask(
        address,
        "POST",
        "/api/v1/visitor/messages",
        &headers,
        body.as_bytes(),
    )
}

/// Everything in a chat, from either side: text and id.
pub(crate) fn log(address: SocketAddr, token: &str, path: &str) -> Vec<(String, i64)> {
    let mut stored = Vec::new();
    let mut after = 0;
    loop {
        let page = format!("{path}?after={after}&limit=1000");
        let answer = ask(address, "GET", &page, &bearer(token), b"").unwrap();
        assert_eq!(answer.status, 200, "{}", answer.body);
        for message in answer.body["messages"].as_array().unwrap() {
            stored.push((
                message["text"].as_str().unwrap().to_owned(),
                message["id"].as_i64().unwrap(),
            ));
        }
        match answer.body["next_after"].as_i64() {
            Some(next) => after = next,
            None => return stored,
        }
    }
}

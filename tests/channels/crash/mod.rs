//! kill -9 while a platform's news comes in and answers go out: nothing is lost, nothing comes twice, the order is
//! kept, and what nobody can know says so. The same story for every kind of channel.

mod asked;
mod calling;
mod mailbox;

use std::{
    cell::Cell,
    collections::{BTreeMap, BTreeSet},
    net::SocketAddr,
    path::Path,
    thread::JoinHandle,
    time::{Duration, Instant},
};

use shopbell::{
    db::DbError,
    desk::{
        account::{self, Account, ConnectError, Introduction, Keys},
        channel::ChannelKind,
    },
};
use tempfile::TempDir;

use crate::process::{self, Process, ask, bearer, done, open, set_up};

/// How often the house is killed.
const KILLS: u64 = 50;

/// What can be known of a message whose platform was about to be told of it when the house was killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doubt {
    /// The platform recognises a repeat.
    Repeated,
    /// The platform is looked at: now, and, when it was not there, once more a minute later.
    LookedFor,
    /// Nobody can say, until the platform does.
    Asked,
}

/// How a platform calls the house.
struct Call {
    query: String,
    /// Each with its line's end.
    headers: String,
    body: Vec<u8>,
}

/// A platform on which there are one account of ours and one customer.
trait Side {
    const KIND: ChannelKind;
    const DOUBT: Doubt;
    /// Whether what was handed over in order is there in order.
    const BRINGS_IN_ORDER: bool = true;
    /// How many times longer than on most things take there.
    const PACE: u64 = 1;

    /// What the account is connected with.
    fn keys(&self) -> Keys;

    /// Who the account is there.
    fn own_id(&self) -> String;

    /// It is told what the house gave the account.
    fn learns(&self, _: &Account) {}

    /// The customer writes; one that calls in calls so.
    fn write(&self, words: &str) -> Option<Call>;

    /// What the customer wrote, in the order in which the platform has it, where that is not the order of writing.
    fn order(&self) -> Option<Vec<String>> {
        None
    }

    /// What it was told to say to the customer, in order: its name there, and the words.
    fn said(&self) -> Vec<(String, String)>;

    /// How often it was told to say something, where that is seen at once.
    fn taken(&self) -> Option<usize> {
        Some(self.said().len())
    }

    /// What it tells, late, of all that was said there.
    fn tells(&self) -> Vec<Call> {
        Vec::new()
    }
}

/// A line of the chat: author, words and delivery.
type Line = (String, String, String);

/// The house, between one kill and the next.
struct Story<'a, S> {
    side: &'a S,
    data: &'a Path,
    hook: String,
    house: Process,
    token: String,
    chat: i64,
}

/// Kills the house again and again, and looks at what is left.
fn fifty_kills_lose_and_double_nothing<S: Side>(side: &S) {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    set_up(&data);
    let hook = connect(&data, side);
    let mut story = Story::begin(side, &data, hook);
    let mut written = Vec::new();
    let mut acknowledged = Vec::new();
    let (mut calls_in, mut cut_off) = (false, 0);
    for kill in 1..=KILLS {
        let words = [1, 2].map(|half| format!("in {kill}.{half}"));
        let calls: Vec<Call> = words.iter().filter_map(|words| side.write(words)).collect();
        written.extend(words);
        calls_in |= !calls.is_empty();
        let calls = story.called(calls);
        let before = side.taken();
        let words = format!("out {kill}");
        // Another moment each time: while news is asked for, stored and acknowledged; between the answer to the agent
        // and the platform; and as soon as the platform has it, before anybody can have written so down.
        let asks = kill % 3 != 0;
        if asks && story.answer(&words) {
            acknowledged.push(words);
        }
        match before.filter(|_| kill % 3 == 1) {
            Some(before) => {
                wait_for(Duration::from_millis(200), || side.taken() > Some(before));
            }
            None => std::thread::sleep(Duration::from_micros((kill * 7_919) % 15_000 * S::PACE)),
        }
        story = story.killed();
        let unheard = calls.join().unwrap();
        cut_off += unheard.len();
        story.hear(unheard);
    }
    assert!(
        acknowledged.len() as u64 > KILLS / 2,
        "hardly anything was said"
    );

    let (story, log) = story.at_rest(&written, &acknowledged);
    let doubted = log.iter().filter(|one| one.2 == "unknown").count();
    assert!(
        doubted > 0 || S::DOUBT != Doubt::Asked,
        "no answer of the platform's was lost"
    );
    assert!(cut_off > 0 || !calls_in, "every call was answered");
    let came: Vec<&str> = texts_by(&log, "visitor")
        .into_iter()
        .filter(|words| words.starts_with("in "))
        .collect();
    let expected = side.order().unwrap_or(written);
    assert_eq!(came, expected, "once each, in order");
    let said = side.said();
    if S::BRINGS_IN_ORDER {
        let numbers: Vec<u64> = said
            .iter()
            .map(|(_, words)| words.strip_prefix("out ").unwrap().parse().unwrap())
            .collect();
        assert!(numbers.is_sorted(), "{numbers:?}");
    }
    // By its words: under which names it was said.
    let mut names: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (name, words) in &said {
        names.entry(words).or_default().insert(name);
    }
    assert!(names.values().all(|names| names.len() == 1), "{names:?}");
    for words in &acknowledged {
        let stored = log.iter().find(|(_, text, _)| text == words);
        let (_, _, delivery) = stored.expect("what was acknowledged is there");
        let is_said = names.contains_key(words.as_str());
        match delivery.as_str() {
            "sent" => assert!(is_said, "{words} was never said"),
            // Whoever was to say so was killed: it is not sent again by itself.
            "unknown" => assert_eq!(S::DOUBT, Doubt::Asked, "{words}"),
            other => panic!("{words} is {other}"),
        }
    }
    let told = side.tells();
    if !told.is_empty() {
        story.hear(told);
        for (_, words, delivery) in story.log() {
            let is_doubted = delivery == "unknown";
            assert!(!is_doubted || !names.contains_key(&*words), "{words}");
        }
    }
    story.house.kill();
    done(&data, &["verify"]);
}

/// Connects the account in a house that is closed; answers where its platform calls in.
fn connect<S: Side>(data: &Path, side: &S) -> String {
    let keys = side.keys();
    let who = Introduction {
        own_id: side.own_id(),
        username: side.own_id(),
    };
    let account = in_the_dark(data, move |tx| {
        let id = account::connect(tx, S::KIND, "Theirs", &keys, &who)?;
        account::by_id(tx, id)?.ok_or(ConnectError::NotFound)
    });
    side.learns(&account);
    format!("/hooks/{}", account.channel.site_key)
}

/// Does something in a house that is closed.
fn in_the_dark<T: Send + 'static, E>(
    data: &Path,
    act: impl Fn(&mut shopbell::db::Tx<'_>) -> Result<T, E> + Send + 'static,
) -> T
where
    E: From<DbError> + std::fmt::Debug + Send + 'static,
{
    let db = open(data);
    let done = db.write_blocking(act).unwrap();
    db.close();
    done
}

impl<'a, S: Side> Story<'a, S> {
    /// The customer has been heard for the first time, and Ana has the chat.
    fn begin(side: &'a S, data: &'a Path, hook: String) -> Self {
        let house = Process::start(data);
        let token = house.agent("Ana");
        let mut story = Self {
            side,
            data,
            hook,
            house,
            token,
            chat: 0,
        };
        // What came before an account is listened to for the first time is not ours.
        let knocks = Cell::new(0);
        story.chat = until("the first message is heard", || {
            if knocks.get() % 15 == 0 {
                let call = side.write(&format!("knock {}", knocks.get()));
                story.hear(call.into_iter().collect());
            }
            knocks.set(knocks.get() + 1);
            story.first_chat()
        });
        let claim = format!("/api/v1/agent/conversations/{}/claim", story.chat);
        let taken = story.ask("POST", &claim, b"{}").unwrap();
        assert_eq!(taken.status, 200, "{}", taken.body);
        story
    }

    fn ask(&self, method: &str, path: &str, body: &[u8]) -> Option<process::Answer> {
        ask(self.house.address, method, path, &bearer(&self.token), body)
    }

    fn first_chat(&self) -> Option<i64> {
        let path = "/api/v1/agent/conversations?status=open";
        self.ask("GET", path, b"")?.body["conversations"][0]["id"].as_i64()
    }

    fn answer(&self, words: &str) -> bool {
        let path = format!("/api/v1/agent/conversations/{}/messages", self.chat);
        let body = serde_json::json!({ "text": words }).to_string();
        self.ask("POST", &path, body.as_bytes())
            .is_some_and(|answer| answer.status == 201)
    }

    fn log(&self) -> Vec<Line> {
        let path = format!(
            "/api/v1/agent/conversations/{}/messages?limit=1000",
            self.chat
        );
        let answer = self.ask("GET", &path, b"").unwrap();
        let word = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        answer.body["messages"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| {
                (
                    word(&one["author"]["kind"]),
                    word(&one["text"]),
                    word(&one["delivery"]),
                )
            })
            .collect()
    }

    /// The platform calls, one call after the other; answers those that nobody heard.
    fn called(&self, calls: Vec<Call>) -> JoinHandle<Vec<Call>> {
        let (address, hook) = (self.house.address, self.hook.clone());
        std::thread::spawn(move || {
            let mut unheard = calls;
            unheard.retain(|call| called(address, &hook, call) != Some(200));
            unheard
        })
    }

    /// The platform calls again, and is heard.
    fn hear(&self, calls: Vec<Call>) {
        for call in calls {
            assert_eq!(called(self.house.address, &self.hook, &call), Some(200));
        }
    }

    /// The house is killed, and opened again.
    fn killed(self) -> Self {
        self.house.kill();
        if S::DOUBT == Doubt::LookedFor {
            // A minute passes while it is dark.
            in_the_dark(self.data, |tx| {
                let due = "update outbox set due_at = 0 where state = 'queued'";
                tx.execute(due, ())
            });
        }
        Self {
            house: Process::start(self.data),
            ..self
        }
    }

    /// Everything has come, and nothing is on its way.
    fn at_rest(self, written: &[String], acknowledged: &[String]) -> (Self, Vec<Line>) {
        let look = |story: &Self| {
            let log = story.log();
            let came: BTreeSet<&str> = texts_by(&log, "visitor").into_iter().collect();
            let is_all_in = written.iter().all(|words| came.contains(words.as_str()));
            let is_at_rest = log
                .iter()
                .all(|(_, _, delivery)| delivery != "queued" && delivery != "sending");
            (is_all_in && is_at_rest).then_some(log)
        };
        let mut story = self;
        // Each message that is looked for takes a look, and one more a minute later.
        while S::DOUBT == Doubt::LookedFor
            && !wait_for(Duration::from_secs(2), || look(&story).is_some())
        {
            story = story.killed();
        }
        let log = until("everything has come to rest", || look(&story));
        // What mail servers have taken, they bring in their own time.
        let doubted: BTreeSet<&str> = log
            .iter()
            .filter(|(_, _, delivery)| delivery == "unknown")
            .map(|(_, words, _)| words.as_str())
            .collect();
        until("what was sent is there", || {
            let said: BTreeSet<String> = story.side.said().into_iter().map(|one| one.1).collect();
            let is_there = |words: &String| doubted.contains(&**words) || said.contains(words);
            acknowledged.iter().all(is_there).then_some(())
        });
        (story, log)
    }
}

/// Calls in; the status that it was answered with, if it was.
fn called(address: SocketAddr, hook: &str, call: &Call) -> Option<u16> {
    let path = format!("{hook}?{}", call.query);
    process::status_of(address, "POST", &path, &call.headers, &call.body)
}

fn until<T>(what: &str, look: impl Fn() -> Option<T>) -> T {
    let found = Cell::new(None);
    wait_for(Duration::from_secs(30), || {
        let now = look();
        let is_there = now.is_some();
        found.set(now);
        is_there
    });
    found
        .into_inner()
        .unwrap_or_else(|| panic!("not within thirty seconds: {what}"))
}

/// Waits until it is so; answers whether it was in that time.
fn wait_for(time: Duration, look: impl Fn() -> bool) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < time {
        if look() {
            return true;
        }
        std::thread::sleep(time / 1_500);
    }
    false
}

fn texts_by<'a>(log: &'a [Line], author: &str) -> Vec<&'a str> {
    log.iter()
        .filter(|one| one.0 == author)
        .map(|one| one.1.as_str())
        .collect()
}

//! An old house: a year of many messages, in which the Chats page, its search, a chat and the figures are asked for
//! while customers go on writing.

use std::{
    net::SocketAddr,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use tokio::task::JoinHandle;

use crate::{
    client::Client,
    load::Spread,
    process::{self, Server},
    shop,
    table::{Goal, Of, Row, Table},
};

/// Messages that arrive each second meanwhile.
const ARRIVE: u32 = 200;
/// Customers who write them, and connections over which they do.
const WRITERS: usize = 1_000;
const LINES: usize = 50;
/// How often everything is asked for.
const ROUNDS: usize = 20;

/// What is asked for, and within how many milliseconds 99 of 100 answers shall come, up to a million messages.
const ASKED: [(&str, f64); 6] = [
    ("list", 50.0),
    ("filter", 50.0),
    ("search", 50.0),
    ("chat opened", 20.0),
    ("figures of a year", 300.0),
    ("proposals", 30.0),
];

/// What 99 of 100 answers took, in milliseconds, in the order of [`ASKED`].
pub(crate) type Took = [f64; 6];

/// Makes a house of so many messages in this folder and measures it; `small` is what a smaller one took.
pub(crate) async fn old_house(
    table: &mut Table,
    data: &Path,
    messages: usize,
    small: Option<&Took>,
) -> Took {
    let server = Server::start(demo(data, messages), "/healthz").await;
    let token = shop::sign_in_as(server.address, "ana@kettle.example", "water-well-boiled").await;
    let writers = write_on(server.address).await;
    let mut took = Took::default();
    for (n, (asked, within)) in ASKED.into_iter().enumerate() {
        let addresses = match asked {
            "chat opened" => chats(server.address, &token).await,
            "proposals" => questions(server.address, &token).await,
            asked => addresses(asked),
        };
        let spread = ask(server.address, &token, &addresses).await;
        took[n] = spread.p99;
        // Twice the time for ten times the messages.
        let bound = if messages > 1_000_000 && asked != "chat opened" {
            within * 2.0
        } else {
            within
        };
        table.add(Row {
            figure: &format!("{asked}, p99 at {messages} messages"),
            value: spread.p99,
            unit: "ms",
            limit: small.map_or(0.0, |small| small[n]),
            limit_is: small.map_or("", |_| "the smallest house"),
            goal: Goal::AtMost(bound, bound),
            of: Of::Value,
        });
    }
    writers.abort();
    server.stop();
    took
}

fn demo(data: &Path, messages: usize) -> Command {
    let mut command = Command::new(process::shopbell());
    command
        .args([
            "demo",
            "--listen",
            "127.0.0.1:0",
            "--no-browser",
            "--no-colleagues",
        ])
        .args([
            "--customers",
            "0",
            "--history",
            &messages.to_string(),
            "--data",
        ])
        .arg(data)
        .env("SHOPBELL_LOG", "error");
    command
}

/// Customers who write one after another, evenly, until they are stopped.
async fn write_on(address: SocketAddr) -> JoinHandle<()> {
    let tokens = shop::begin_sessions(address, WRITERS).await;
    let mut clients = Vec::new();
    for _ in 0..LINES {
        clients.push(Client::connect(address).await.expect("connects"));
    }
    tokio::spawn(async move {
        let mut beat = tokio::time::interval(Duration::from_secs(1) / ARRIVE);
        for number in 0_usize.. {
            beat.tick().await;
            let writer = number % WRITERS;
            let body = format!(r#"{{"text":"And number {number}, when does the parcel come?"}}"#);
            let key = format!("scale-{number}");
            let response = clients[number % LINES]
                .post("/api/v1/visitor/messages", &tokens[writer], &key, &body)
                .await
                .expect("answers");
            assert!(response.status < 300, "{}", response.body);
        }
    })
}

async fn ask(address: SocketAddr, token: &str, addresses: &[String]) -> Spread {
    let mut client = Client::connect(address).await.expect("connects");
    let mut took = Vec::new();
    let mut slowest: (Duration, &str) = (Duration::ZERO, "");
    for round in 0..=ROUNDS {
        for path in addresses {
            let begun = Instant::now();
            let response = match path.split_once("?q=") {
                // Whoever asks a prompter posts a form.
                Some((path, question)) if path.ends_with("/prompter") => {
                    let form = format!("q={question}");
                    client.post_form_as(path, token, &form).await
                }
                _ => client.get_as(path, token).await,
            };
            let response = response.expect("answers");
            assert_eq!(response.status, 200, "{path}: {}", response.body);
            // The first round warms up.
            if round > 0 {
                took.push(begun.elapsed().as_secs_f64() * 1000.0);
                slowest = slowest.max((begun.elapsed(), path));
            }
        }
    }
    // Where to look when a figure is beyond its bound.
    eprintln!("slowest, {:.0?}: {}", slowest.0, slowest.1);
    Spread::of(took)
}

/// Chats from both ends of the year and some between, as the lists name them.
async fn chats(address: SocketAddr, token: &str) -> Vec<String> {
    let mut client = Client::connect(address).await.expect("connects");
    let mut ids = std::collections::BTreeSet::new();
    for list in ["", "?sort=created&dir=asc", "?rating=1", "?sort=customer"] {
        let page = client.get_as(&format!("/chats{list}"), token).await;
        let page = page.expect("answers").body;
        ids.extend(page.split("chat=").skip(1).filter_map(|rest| {
            let end = rest.find(|c: char| !c.is_ascii_digit())?;
            rest[..end].parse::<u64>().ok()
        }));
    }
    assert!(ids.len() > 50, "the lists name {} chats", ids.len());
    ids.iter().map(|id| format!("/console/{id}")).collect()
}

/// What agents ask the prompter beside some chats, in the shop's languages.
async fn questions(address: SocketAddr, token: &str) -> Vec<String> {
    let asked = [
        "how+long+does+delivery+take",
        "my+kettle+leaks+at+the+spout",
        "can+i+send+it+back",
        "which+hobs+does+it+work+on",
        "is+the+red+one+in+stock+again",
        "Wann+kommt+mein+Paket",
        "Der+Deckel+klemmt",
        "combien+de+temps+dure+la+garantie",
        "как+убрать+накипь",
        "水壶漏水怎么办",
    ];
    let chats = chats(address, token).await;
    chats
        .iter()
        .step_by(8)
        .zip(asked.iter().cycle())
        .map(|(chat, question)| format!("{chat}/prompter?q={}", escaped(question)))
        .collect()
}

fn addresses(asked: &str) -> Vec<String> {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let seconds = now.expect("after 1970").as_secs();
    let day = |ago: u64| {
        let second = i64::try_from(seconds - ago * 86_400).expect("in this millennium");
        let at = jiff::Timestamp::from_second(second).expect("in this millennium");
        at.to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
    };
    match asked {
        "list" => {
            let tabs = [
                "",
                "open",
                "new",
                "active",
                "awaiting_response",
                "needs_reply",
                "transferred",
                "wrap_up",
                "closed",
                "archived",
            ];
            let sorts = ["activity", "created", "customer", "status"];
            tabs.iter()
                .map(|tab| format!("/chats?tab={tab}"))
                .chain(["", "closed", "archived"].into_iter().flat_map(|tab| {
                    sorts.into_iter().flat_map(move |sort| {
                        ["asc", "desc"]
                            .into_iter()
                            .map(move |dir| format!("/chats?tab={tab}&sort={sort}&dir={dir}"))
                    })
                }))
                .collect()
        }
        "filter" => {
            let mut all: Vec<String> = [
                "agent=1",
                "agent=2",
                "agent=me",
                "agent=none",
                "tag=1",
                "tag=2",
                "unread=1",
                "reply=1",
                "channel=1",
                "queue=1",
                "days=1",
                "days=7",
                "days=30",
                "days=90",
                "channel=1&rating=1&agent=2",
                "type=3&rating=2&tab=closed",
                "tag=1&rating=1",
                "unread=1&tab=closed&agent=2",
                "rating=1&sort=customer&dir=asc",
                "agent=2&rating=1&sort=created&dir=asc",
                "rating=5&tab=closed&dir=asc",
            ]
            .into_iter()
            .map(|filter| format!("/chats?{filter}"))
            .collect();
            all.extend((1..=5).map(|rating| format!("/chats?rating={rating}")));
            all.extend((1..=6).map(|kind| format!("/chats?type={kind}")));
            for (from, to) in [(340, 300), (200, 190), (100, 99)] {
                let period = format!("from={}&to={}", day(from), day(to));
                all.push(format!("/chats?{period}"));
                all.push(format!("/chats?{period}&rating=2"));
                all.push(format!("/chats?{period}&tag=2&sort=created"));
            }
            all
        }
        "search" => {
            let words = [
                "kettle",
                "Kessel",
                "чайник",
                "%E5%A3%B6",
                "100482",
                "Hannah",
                "Орлов",
                "Ashworth",
                "vip",
                "spout+cracked",
                "where+is+my+order",
                "nobodysaidthis",
                "elsie.barlow",
                "post.example",
                "lid+chip+enamel",
            ];
            let mut all = Vec::new();
            for word in words {
                // As it is typed, and when it stands with the other filters.
                let letters: Vec<char> = word.chars().collect();
                if word.is_ascii() && !word.contains('%') {
                    for typed in 2..letters.len() {
                        let typed: String = letters[..typed].iter().collect();
                        all.push(format!("/chats?q={}", typed.trim_end_matches('+')));
                    }
                }
                let word = escaped(word);
                all.push(format!("/chats?q={word}"));
                all.push(format!("/chats?q={word}&tab=closed&rating=5"));
                all.push(format!("/chats?q={word}&agent=2&days=90"));
            }
            all
        }
        _ => vec![
            format!("/figures?period=own&from={}&to={}", day(364), day(0)),
            "/figures?period=90".to_owned(),
            "/figures?period=7".to_owned(),
        ],
    }
}

/// Letters beyond ASCII as an address has them.
fn escaped(word: &str) -> String {
    word.bytes()
        .map(|byte| match byte {
            byte if byte.is_ascii() => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect()
}

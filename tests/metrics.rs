//! What Prometheus reads: by a parser of its own, with numbers that move, and to nobody else.

use std::collections::BTreeMap;

use http::Method;
use prometheus_parse::{Sample, Scrape, Value};
use serde_json::json;
use shopbell::{config::ServeFlags, desk::team::Role};

use crate::house::{House, Person};

/// One scrape, by names and labels.
struct Seen(Vec<Sample>);

impl Seen {
    fn read(text: &str) -> Self {
        let lines = text.lines().map(|line| Ok(line.to_owned()));
        let scrape = Scrape::parse(lines).unwrap();
        // The parser passes over what it cannot read: every line of numbers must have become one.
        let numbers = text
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty());
        let histograms = text.lines().filter(|line| line.contains("_bucket{"));
        let of_histograms = scrape
            .samples
            .iter()
            .filter(|one| matches!(one.value, Value::Histogram(_)))
            .count();
        assert_eq!(
            scrape.samples.len() - of_histograms,
            numbers.count() - histograms.count(),
            "{text}"
        );
        for sample in &scrape.samples {
            let name = sample
                .metric
                .trim_end_matches("_sum")
                .trim_end_matches("_count");
            let is_told = scrape
                .docs
                .keys()
                .any(|known| name.starts_with(known.as_str()));
            assert!(is_told, "{} says what it means", sample.metric);
        }
        Self(scrape.samples)
    }

    fn number(&self, name: &str, labels: &[(&str, &str)]) -> f64 {
        let found = self.0.iter().find(|one| {
            one.metric == name
                && labels
                    .iter()
                    .all(|(key, value)| one.labels.get(key) == Some(*value))
        });
        match found.map(|one| &one.value) {
            Some(Value::Counter(number) | Value::Gauge(number) | Value::Untyped(number)) => *number,
            other => panic!("{name} {labels:?}: {other:?}"),
        }
    }

    /// How many different sets of labels a name has.
    fn series(&self) -> BTreeMap<&str, usize> {
        let mut series = BTreeMap::new();
        for one in &self.0 {
            *series.entry(one.metric.as_str()).or_default() += 1;
        }
        series
    }
}

fn nobody() -> Person {
    Person {
        side: "",
        token: String::new(),
    }
}

async fn scrape(house: &House) -> Seen {
    let answer = house.get(&nobody(), "/metrics", &[]).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert!(
        answer
            .header("content-type")
            .starts_with("text/plain; version=0.0.4")
    );
    Seen::read(&answer.text())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_numbers_are_read_by_a_parser_and_move() {
    let house = House::open().await;
    let before = scrape(&house).await;
    assert_eq!(before.number("shopbell_build_info", &[]), 1.0);
    assert_eq!(
        before.number("shopbell_chats", &[("state", "waiting")]),
        0.0
    );
    let ana = house.agent("Ana").await;
    let hannah = house.visitor("Hannah Secret").await;
    let said = json!({ "text": "Is the lid sold alone?" });
    house.tell(&hannah, "messages", said).await;
    let waiting = scrape(&house).await;
    assert_eq!(
        waiting.number("shopbell_chats", &[("state", "waiting")]),
        1.0
    );
    let came = [("channel", "web_chat"), ("direction", "in")];
    assert_eq!(waiting.number("shopbell_messages_total", &came), 1.0);
    house.tell(&ana, "conversations/1/claim", json!({})).await;
    let reply = json!({ "text": "It is." });
    house.tell(&ana, "conversations/1/messages", reply).await;
    house.get(&nobody(), "/nowhere", &[]).await;
    let after = scrape(&house).await;
    assert_eq!(after.number("shopbell_chats", &[("state", "active")]), 1.0);
    assert_eq!(
        after.number("shopbell_messages_total", &came),
        1.0,
        "counted once"
    );
    let went = [("channel", "web_chat"), ("direction", "out")];
    assert!(after.number("shopbell_messages_total", &went) >= 1.0);
    let moved = |name: &str, labels: &[(&str, &str)]| {
        after.number(name, labels) - before.number(name, labels)
    };
    let visitor = [("class", "visitor"), ("code", "2xx")];
    assert!(moved("shopbell_http_requests_total", &visitor) >= 2.0);
    let lost = [("class", "console"), ("code", "4xx")];
    assert_eq!(moved("shopbell_http_requests_total", &lost), 1.0);
    let watch = [("class", "watch")];
    assert!(moved("shopbell_http_request_duration_seconds_count", &watch) >= 1.0);
    assert!(moved("shopbell_commit_duration_seconds_count", &[]) >= 3.0);
    assert!(moved("shopbell_writer_acts_total", &[]) >= 3.0);
    assert_eq!(after.number("shopbell_writer_queue", &[]), 0.0);
    for state in ["queued", "changing", "failed"] {
        let state = [("state", state)];
        assert_eq!(after.number("shopbell_amendments", &state), 0.0);
    }
    assert_eq!(after.number("shopbell_amendments_oldest_seconds", &[]), 0.0);
    assert!(after.number("shopbell_database_bytes", &[]) > 100_000.0);
    assert!(after.number("shopbell_disk_free_bytes", &[]) > 0.0);
    assert_eq!(after.number("shopbell_storage_up", &[]), 1.0);
    if cfg!(target_os = "linux") {
        assert!(after.number("process_resident_memory_bytes", &[]) > 1e6);
    }
    // Nothing of anybody is among them, and no number of series grows with the customers.
    let text = house.get(&nobody(), "/metrics", &[]).await.text();
    for private in ["Hannah", "Ana", "lid", "kettle"] {
        assert!(!text.contains(private), "{private}");
    }
    for (name, count) in after.series() {
        assert!(count <= 40, "{name} has {count} series");
    }
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_find_nothing_and_a_key_for_it_is_good_for_nothing_else() {
    // Whoever comes through a proxy on this machine comes from there; with a public name nobody is believed to.
    let serve = ServeFlags {
        public_url: Some("https://chat.kettle.example".to_owned()),
        ..ServeFlags::default()
    };
    let house = House::open_with(shopbell::base::time::Clock::machine(), serve).await;
    let admin = house.colleague("Ana", Role::Admin).await;
    let signed_in = house.signed_in(&admin).await;
    let nowhere = house.get(&nobody(), "/nowhere", &[]).await;
    let strange = house.get(&nobody(), "/metrics", &[]).await;
    assert_eq!((strange.status, strange.text()), (404, nowhere.text()));
    assert_eq!(house.get(&signed_in, "/metrics", &[]).await.status, 404);
    for scope in ["read write", "export", "admin"] {
        let key = house.program(&admin, scope).await.1;
        assert_eq!(
            house.get(&key, "/metrics", &[]).await.status,
            404,
            "{scope}"
        );
    }
    let key = house.program(&admin, "metrics").await.1;
    let seen = house.get(&key, "/metrics", &[]).await;
    assert_eq!(seen.status, 200);
    Seen::read(&seen.text());
    for path in [
        "/api/v1/agent/conversations",
        "/admin/house",
        "/api/v1/agent/messages",
    ] {
        assert_eq!(house.get(&key, path, &[]).await.status, 403, "{path}");
    }
    house.close().await;

    let house = House::open().await;
    let forwarded = [("x-forwarded-for", "203.0.113.9")];
    let proxied = house.get(&nobody(), "/metrics", &forwarded).await;
    assert_eq!(proxied.status, 404, "somebody forwarded it");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_of_the_house_that_fails_is_told_and_set_to_work_again() {
    let house = House::open().await;
    let ready = async || house.call(&Method::GET, "/readyz", &[], "").await;
    let well = ready().await;
    assert_eq!((well.status, &well.json()["fallen"]), (200, &json!([])));
    let staff = house.inside().office.staff().clone();
    let mut is_first = true;
    tokio::spawn(staff.keep("courier", move || {
        let falls = std::mem::take(&mut is_first);
        async move { assert!(!falls, "it fell") }
    }));
    house
        .until("it is told", async || ready().await.status == 503)
        .await;
    house
        .until("it works again", async || ready().await.status == 200)
        .await;
    let well = ready().await.json();
    assert_eq!(well["fallen"], json!(["courier"]));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_who_ask_whether_it_is_ready_do_not_keep_the_disk_busy() {
    let house = House::open().await;
    let commits = || house.inside().db.load().commits.read().count;
    let before = commits();
    for _ in 0..200 {
        let answer = house.call(&Method::GET, "/readyz", &[], "").await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
    let written = commits() - before;
    // Others write, too; each answer once cost a commit of its own.
    assert!((1..100).contains(&written), "{written}");
    house.close().await;
}

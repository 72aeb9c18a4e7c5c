//! kill -9 while mails come in and answers go out: nothing is lost, nothing comes twice, and what is sent twice is the
//! same mail.

use std::{
    cell::Cell,
    collections::{BTreeMap, BTreeSet},
    net::SocketAddr,
    path::Path,
    time::Duration,
};

use shopbell::{
    base::time::Clock,
    db::Db,
    desk::{
        account::{self, ConnectError, Introduction},
        channel::ChannelKind,
    },
};
use tempfile::TempDir;

use super::{
    crash::{answer, first_chat, log, texts_by, until},
    email::Mail,
    post_office::{PostOffice, header, post_office},
};
use crate::process::{Process, ask, bearer, done, file, set_up};

/// How often the house is killed.
const KILLS: u64 = 12;
const OURS: &str = "help-crash@kettle.example";
const MIA: &str = "mia-crash@customers.example";

fn connect(data: &Path, post: &PostOffice) {
    let keys = post.keys(OURS);
    let who = Introduction {
        own_id: OURS.to_owned(),
        username: OURS.to_owned(),
    };
    let db = Db::open(&file(data), Clock::machine(), Box::new(|_| {})).unwrap();
    db.write_blocking::<_, ConnectError>(move |tx| {
        account::connect(tx, ChannelKind::Email, "Mail", &keys, &who)
    })
    .unwrap();
    db.close();
}

/// Whether the mailbox has been opened for the first time: what comes before that is not ours.
fn is_listened_to(
    address: SocketAddr,
    token: &str,
    post: &PostOffice,
    runtime: &tokio::runtime::Runtime,
) -> i64 {
    let number = Cell::new(0);
    until("the first mail is heard", || {
        write(runtime, post, &format!("knock {}", number.get()));
        number.set(number.get() + 1);
        std::thread::sleep(Duration::from_millis(300));
        first_chat(address, token)
    })
}

fn write(runtime: &tokio::runtime::Runtime, post: &PostOffice, words: &str) {
    let mail = Mail {
        from: MIA,
        to: OURS,
        id: &format!("{}@customers.example", words.replace(' ', ".")),
        subject: "Kettle",
        headers: String::new(),
        text: words,
    };
    runtime.block_on(post.carry(MIA, OURS, &mail.raw()));
}

#[test]
fn kills_lose_no_mail_and_double_none() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    set_up(&data);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let post = post_office();
    connect(&data, post);
    let mut house = Process::start(&data);
    let token = house.agent("Ana");
    let chat = is_listened_to(house.address, &token, post, &runtime);
    let claim = format!("/api/v1/agent/conversations/{chat}/claim");
    let taken = ask(house.address, "POST", &claim, &bearer(&token), b"{}").unwrap();
    assert_eq!(taken.status, 200, "{}", taken.body);

    let mut acknowledged = Vec::new();
    let mut written = Vec::new();
    for kill in 1..=KILLS {
        for half in 0..2 {
            let words = format!("in {kill} {half}");
            write(&runtime, post, &words);
            written.push(words);
        }
        let words = format!("out {kill}");
        if answer(house.address, &token, chat, &words) {
            acknowledged.push(words);
        }
        // A different moment each time: before, while and after mails are fetched, stored and sent.
        std::thread::sleep(Duration::from_micros(2_000 + (kill * 27_919) % 200_000));
        house.kill();
        house = Process::start(&data);
    }

    let log = until("everything has come to rest", || {
        let log = log(house.address, &token, chat);
        let came = texts_by(&log, "visitor");
        let is_all_in = written.iter().all(|words| came.contains(&words.as_str()));
        let is_at_rest = log
            .iter()
            .all(|(_, _, delivery)| delivery != "queued" && delivery != "sending");
        (is_all_in && is_at_rest).then_some(log)
    });
    let came: Vec<&str> = texts_by(&log, "visitor")
        .into_iter()
        .filter(|words| words.starts_with("in "))
        .collect();
    let once: BTreeSet<&str> = came.iter().copied().collect();
    assert_eq!(came.len(), once.len(), "something came twice: {came:?}");
    assert_eq!(came.len(), written.len());
    assert!(
        acknowledged.len() as u64 > KILLS / 2,
        "hardly anything was said"
    );
    // What the mail system has taken, it brings in its own time.
    until("every answer is there", || {
        let mails = post.mails(MIA);
        let is_there = |words: &String| {
            let line = format!("\n{words}\n");
            mails.iter().any(|mail| mail.contains(&line))
        };
        acknowledged.iter().all(is_there).then_some(())
    });
    // By its words: under which names it was sent.
    let mut sent: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for mail in post.mails(MIA) {
        let words = acknowledged
            .iter()
            .find(|words| mail.contains(&format!("\n{words}\n")));
        let words = words.unwrap_or_else(|| panic!("nobody said so: {mail}"));
        sent.entry(words.clone())
            .or_default()
            .insert(header(&mail, "Message-ID"));
    }
    for words in &acknowledged {
        let stored = log.iter().find(|(_, text, _)| text == words);
        let (_, _, delivery) = stored.expect("what was acknowledged is there");
        assert_eq!(delivery, "sent", "{words}");
        assert_eq!(
            sent.get(words).map(BTreeSet::len),
            Some(1),
            "{words}: {sent:?}"
        );
    }
    house.kill();
    done(&data, &["verify"]);
}

//! kill -9 between a call of WeChat's and its answer: it calls again, so that nothing is lost, and nothing comes twice.

use std::{collections::BTreeMap, path::Path, time::Duration};

use shopbell::{
    base::time::Clock,
    channels::{Http, platform},
    db::Db,
    demo::platform::{Platform, wechat::WeChat},
    desk::{
        account::{self, ConnectError, Introduction, Keys},
        channel::ChannelKind,
    },
};
use tempfile::TempDir;

use super::super::crash::{answer, first_chat, log, texts_by, until};
use crate::process::{Process, ask, bearer, done, file, set_up};

/// How often the house is killed.
const KILLS: u64 = 20;
const APP: &str = "wxb11529c136998cb6";
const SECRET: &str = "app-secret-of-the-account";
const MEI: &str = "oMEI";

/// Connects the account in a house that is closed; answers where the platform calls in.
fn connect(data: &Path, wechat: &Platform<WeChat>) -> String {
    let mut keys = Keys::default();
    for (name, value) in [
        ("app_id", APP),
        ("app_secret", SECRET),
        ("api_base", &wechat.base()),
    ] {
        keys.set(name, value);
    }
    let who = Introduction {
        own_id: APP.to_owned(),
        username: String::new(),
    };
    let kind = ChannelKind::WeChat;
    let db = Db::open(&file(data), Clock::machine(), Box::new(|_| {})).unwrap();
    let account = db
        .write_blocking::<_, ConnectError>(move |tx| {
            let id = account::connect(tx, kind, "WeChat", &keys, &who)?;
            account::by_id(tx, id)?.ok_or(ConnectError::NotFound)
        })
        .unwrap();
    db.close();
    let platform = platform(kind, &account.keys, &Http::default()).unwrap();
    let words = platform.entered_there();
    wechat.manners.learns(&words[0].1, &words[1].1, true);
    format!("/hooks/{}", account.channel.site_key)
}

#[test]
fn twenty_kills_lose_and_double_nothing() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    set_up(&data);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let there = WeChat::official(APP, SECRET);
    let wechat = runtime.block_on(Platform::open(there, 0)).unwrap();
    let hook = connect(&data, &wechat);
    let there = &wechat.manners;
    let mut house = Process::start(&data);
    let token = house.agent("Ana");
    let address = |house: &Process| format!("http://{}{hook}", house.address);
    let first = there.write(MEI, "in 0");
    let heard = runtime.block_on(there.call(&address(&house), &first));
    assert_eq!(heard, Ok(1));
    let chat = until("the first message", || first_chat(house.address, &token));
    let claim = format!("/api/v1/agent/conversations/{chat}/claim");
    let taken = ask(house.address, "POST", &claim, &bearer(&token), b"{}").unwrap();
    assert_eq!(taken.status, 200, "{}", taken.body);

    // What was acknowledged, and how often it was said there.
    let mut acknowledged = Vec::new();
    for kill in 1..=KILLS {
        let pushes = [0, 1].map(|half| there.write(MEI, &format!("in {}", 2 * kill - 1 + half)));
        let calls = runtime.spawn({
            let (there, address, pushes) = (there.clone(), address(&house), pushes.clone());
            async move {
                for push in &pushes {
                    let _ = there.call(&address, push).await;
                }
            }
        });
        let words = format!("out {kill}");
        // Another moment each time: before it is stored, between that and the answer, and after it.
        std::thread::sleep(Duration::from_micros((kill * 1_117) % 9_000));
        if kill % 2 == 0 && answer(house.address, &token, chat, &words) {
            acknowledged.push(words);
            std::thread::sleep(Duration::from_micros((kill * 7_919) % 12_000));
        }
        house.kill();
        runtime.block_on(calls).unwrap();
        house = Process::start(&data);
        // Nobody has answered it: it calls again.
        for push in &pushes {
            let heard = runtime.block_on(there.call(&address(&house), push));
            assert_eq!(heard, Ok(1));
        }
    }

    let log = until("everything has come to rest", || {
        let log = log(house.address, &token, chat);
        let is_at_rest = log
            .iter()
            .all(|(_, _, delivery)| delivery != "queued" && delivery != "sending");
        is_at_rest.then_some(log)
    });
    let expected: Vec<String> = (0..=2 * KILLS)
        .map(|number| format!("in {number}"))
        .collect();
    assert_eq!(texts_by(&log, "visitor"), expected, "once each, in order");
    assert!(
        acknowledged.len() as u64 > KILLS / 4,
        "hardly anything was said"
    );
    let mut said: BTreeMap<String, usize> = BTreeMap::new();
    for one in there.said() {
        *said.entry(one.text().to_owned()).or_default() += 1;
    }
    for words in &acknowledged {
        let stored = log.iter().find(|(_, text, _)| text == words);
        let (_, _, delivery) = stored.expect("what was acknowledged is there");
        let times = said.get(words).copied().unwrap_or(0);
        match delivery.as_str() {
            "sent" => assert_eq!(times, 1, "{words}"),
            // Whoever was to say so was killed: it is not sent again by itself.
            "unknown" => assert!(times <= 1, "{words} was said {times} times"),
            other => panic!("{words} is {other}"),
        }
    }
    assert!(said.values().all(|times| *times == 1), "{said:?}");
    house.kill();
    done(&data, &["verify"]);
}

//! The demo: a shop that lives by itself, at many times the usual speed.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use shopbell::{
    base::id::{ConversationId, MessageId},
    config::{Config, DataFlags, ServeFlags},
    db::DbError,
    demo::{Arrivals, Demo, Options, TEAM},
    desk::{
        closing::{self, close},
        conversation::{
            Conversation,
            message::{self, Author, Message},
            say::{self, Draft},
        },
        team::{self, Agent},
        waitlist::{self, claim},
    },
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::{browser::Stage, house::House};

use crate::address;

const LONGEST: Duration = Duration::from_secs(60);

struct Shop {
    demo: Demo,
    ana: Agent,
}

pub(crate) fn options(seed: u64) -> Options {
    Options {
        speed: 400.0,
        seed,
        customers: 3,
        colleagues: false,
        history: 0,
    }
}

pub(crate) async fn open_in(folder: &Path, options: &Options) -> anyhow::Result<Demo> {
    let data = DataFlags {
        data: Some(folder.to_owned()),
        key_file: None,
    };
    let serve = ServeFlags {
        listen: Some(address::fresh()),
        connections: 200,
        ..ServeFlags::default()
    };
    let config = Config::new(&data, &serve).unwrap();
    Demo::open(config, false, options).await
}

impl Shop {
    async fn open(folder: &Path, options: &Options) -> Self {
        let demo = open_in(folder, options).await.unwrap();
        let ana = demo
            .app
            .house
            .db
            .peek::<_, DbError>(|reader| team::by_email(reader, TEAM[0].email))
            .unwrap();
        Self {
            demo,
            ana: ana.unwrap().0,
        }
    }

    async fn close(self) {
        assert_eq!(self.demo.mishaps(), Vec::<String>::new());
        self.demo.stop().await;
    }

    fn waiting(&self) -> Vec<Conversation> {
        let ana = self.ana.clone();
        let db = &self.demo.app.house.db;
        db.peek::<_, DbError>(|reader| waitlist::list(reader, &ana, 50))
            .unwrap()
    }

    async fn claim(&self, id: ConversationId) {
        let (db, ana) = (&self.demo.app.house.db, self.ana.clone());
        db.write(move |tx| claim::claim(tx, &ana, id, None))
            .await
            .unwrap();
    }

    /// Writes and answers the number of the message.
    async fn say(&self, id: ConversationId, text: &str) -> MessageId {
        let (db, ana) = (&self.demo.app.house.db, self.ana.clone());
        let draft = Draft {
            text: text.to_owned(),
            attachments: Vec::new(),
            key: None,
            ..Default::default()
        };
        db.write(move |tx| say::by_agent(tx, &ana, id, &draft, None))
            .await
            .unwrap()
            .id
    }

    async fn end(&self, id: ConversationId) {
        let (db, ana) = (&self.demo.app.house.db, self.ana.clone());
        db.write::<_, close::CloseError>(move |tx| {
            let answers = close::Answers {
                reason: closing::reasons(tx)?.first().map(|reason| reason.id),
                survey: true,
                ..close::Answers::default()
            };
            close::by_agent(tx, &ana, id, &answers)
        })
        .await
        .unwrap();
    }

    fn count(&self, sql: &'static str) -> i64 {
        let db = &self.demo.app.house.db;
        db.peek::<_, DbError>(|reader| reader.get(sql, [], |row| row.get(0)))
            .unwrap()
    }

    /// The customer's first message after this one.
    async fn answer_to(&self, id: ConversationId, said: MessageId) -> Message {
        self.answer_with(id, said, "").await
    }

    /// The customer's first message after this one that has these words: what they were about to say
    /// anyhow may come before their answer.
    async fn answer_with(&self, id: ConversationId, said: MessageId, words: &str) -> Message {
        until("an answer", || {
            let db = &self.demo.app.house.db;
            let entries = db
                .peek::<_, DbError>(|reader| message::of_conversation(reader, id, said, 50))
                .unwrap();
            entries.into_iter().find_map(|entry| match entry {
                message::Entry::Message(message)
                    if matches!(message.author, Author::Customer)
                        && message.text.contains(words) =>
                {
                    Some(message)
                }
                _ => None,
            })
        })
        .await
    }
}

async fn until<T>(what: &str, find: impl Fn() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = find() {
            return found;
        }
        assert!(begun.elapsed() < LONGEST, "not in time: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// A day whose first customers include one with a picture of what they ask about, and who that is.
fn day_with_a_picture() -> (u64, &'static str, &'static str) {
    (0..)
        .find_map(|seed| {
            let arrival = Arrivals::new(seed, 3)
                .take(3)
                .find(|arrival| arrival.story.photo.is_some() && !arrival.person.name.is_empty())?;
            Some((
                seed,
                arrival.person.name.as_str(),
                arrival.story.open[0].as_str(),
            ))
        })
        .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn customers_come_answer_show_and_rate() {
    let (seed, name, opening) = day_with_a_picture();
    let folder = tempfile::tempdir().unwrap();
    let shop = Shop::open(folder.path(), &options(seed)).await;
    assert!(shop.count("select count(*) from conversation where state = 'closed'") >= 55);
    let chat = until("the customer with the picture", || {
        shop.waiting()
            .into_iter()
            .find(|chat| chat.customer_name == name)
    })
    .await;
    shop.claim(chat.id).await;
    let first = shop.answer_to(chat.id, MessageId(0)).await;
    assert_eq!(first.text, opening);
    let said = shop.say(chat.id, "Hello! What is your order number?").await;
    shop.answer_with(chat.id, said, "104").await;
    let said = shop
        .say(chat.id, "And could you send us a photo, please?")
        .await;
    let answer = shop.answer_to(chat.id, said).await;
    assert_eq!(answer.attachments.len(), 1, "{}", answer.text);
    assert_eq!(answer.attachments[0].media_type, "image/jpeg");
    shop.end(chat.id).await;
    // Some leave without words; of a few, one rates.
    let before = shop.count("select count(*) from conversation where rating is not null");
    let begun = Instant::now();
    while shop.count("select count(*) from conversation where rating is not null") == before {
        assert!(begun.elapsed() < LONGEST, "nobody rates");
        assert!(shop.waiting().len() <= 3, "more wait than were asked for");
        for chat in shop.waiting() {
            shop.claim(chat.id).await;
            let said = shop
                .say(chat.id, "Thank you for waiting. Anything else? Goodbye!")
                .await;
            shop.answer_to(chat.id, said).await;
            shop.end(chat.id).await;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn colleagues_work_until_somebody_signs_in_as_them() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options {
        colleagues: true,
        ..options(2)
    };
    let shop = Shop::open(folder.path(), &options).await;
    let ours = "select count(*) from conversation where state = 'closed' and agent_id > 1";
    let before = shop.count(ours);
    until("a chat served by colleagues", || {
        (shop.count(ours) > before).then_some(())
    })
    .await;
    assert_eq!(
        shop.count("select count(distinct agent_id) from session"),
        2
    );
    // A person with a browser signs in as both of them.
    let ids: Vec<_> = shop
        .demo
        .app
        .house
        .db
        .peek::<_, DbError>(team::active)
        .unwrap();
    for agent in ids.into_iter().filter(|agent| agent.id != shop.ana.id) {
        let sign_in = team::session::SignIn {
            device: "Firefox · Linux".to_owned(),
            ..Default::default()
        };
        let db = &shop.demo.app.house.db;
        db.write::<_, DbError>(move |tx| team::session::open(tx, agent.id, &sign_in))
            .await
            .unwrap();
    }
    let simulated = "select count(*) from session where device = ''";
    until("colleagues step back", || {
        (shop.count(simulated) == 0).then_some(())
    })
    .await;
    shop.close().await;
}

#[tokio::test]
async fn a_kept_demo_opens_again_and_a_real_house_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let quiet = Options {
        customers: 0,
        ..options(1)
    };
    for _ in 0..2 {
        let shop = Shop::open(folder.path(), &quiet).await;
        assert_eq!(shop.count("select count(*) from channel"), 1);
        shop.close().await;
    }
    std::fs::remove_file(folder.path().join("demo")).unwrap();
    let refused = open_in(folder.path(), &quiet).await;
    let words = refused
        .err()
        .map(|error| error.to_string())
        .unwrap_or_default();
    assert!(words.contains("no demo"), "{words}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visitor_of_the_shop_is_left_to_real_agents() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options {
        customers: 0,
        colleagues: true,
        ..options(1)
    };
    let shop = Shop::open(folder.path(), &options).await;
    until("colleagues at the counter", || {
        (shop.count("select count(*) from session") == 2).then_some(())
    })
    .await;
    let stage = Stage::enter().await;
    let vera = stage.browser("Vera").open().await;
    let url = format!("http://{}/shop", shop.demo.app.address);
    vera.goto(&url).await;
    vera.see("Water, well boiled").await;
    vera.click("Tea").await;
    vera.see("Harbour morning").await;
    assert_eq!(vera.axe().await, Vec::<String>::new());
    vera.click_in_shadow("shopbell-widget", ".bell").await;
    vera.enter_widget("shopbell-widget").await;
    vera.type_into("Message", "Is the teapot handmade?").await;
    vera.click("Send").await;
    vera.type_into("Your name", "Vera").await;
    vera.click("Start chatting").await;
    let chat = until("the question", || shop.waiting().pop()).await;
    assert_eq!(chat.preview, "Is the teapot handmade?");
    assert_eq!(chat.customer_name, "Vera");
    // At this speed colleagues would have taken a chat of the script several times over.
    tokio::time::sleep(Duration::from_secs(2)).await;
    shop.claim(chat.id).await;
    vera.see("Ana joined").await;
    shop.say(chat.id, "It is, by Tomás himself.").await;
    vera.see("by Tomás himself").await;
    let seen = "select count(*) from page_view join identity on identity.id = page_view.identity_id
        join customer on customer.id = identity.customer_id
        where customer.name = 'Vera' and page_view.url like '%/shop/tea'";
    assert_eq!(shop.count(seen), 1);
    drop(vera);
    shop.close().await;
}

async fn get(address: &str, path: &str) -> String {
    let mut line = TcpStream::connect(address).await.unwrap();
    let ask = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    line.write_all(ask.as_bytes()).await.unwrap();
    let mut answer = String::new();
    line.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn an_ordinary_house_has_no_shop() {
    let house = House::open().await;
    let address = house.address().to_string();
    for path in ["/shop", "/shop/", "/shop/tea"] {
        assert!(
            get(&address, path).await.starts_with("HTTP/1.1 404"),
            "{path}"
        );
    }
    house.close().await;
}

#[cfg(unix)]
#[tokio::test]
async fn the_command_says_where_it_is_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let mut demo = Command::new(env!("CARGO_BIN_EXE_shopbell"))
        .args([
            "demo",
            "--listen",
            "127.0.0.1:0",
            "--no-browser",
            "--speed",
            "100",
        ])
        .env("TMPDIR", folder.path())
        .env_remove("SHOPBELL_DATA")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(demo.stdout.take().unwrap()).lines();
    let mut said = String::new();
    let mut address = String::new();
    for line in lines {
        let line = line.unwrap();
        said.push_str(&line);
        said.push('\n');
        if let Some(at) = line.strip_prefix("Listening on ") {
            address = at.to_owned();
            break;
        }
    }
    for member in TEAM {
        assert!(said.contains(member.email), "{said}");
    }
    assert!(said.contains(shopbell::demo::PASSWORD));
    let shop = get(&address, "/shop/").await;
    assert!(shop.starts_with("HTTP/1.1 200"), "{shop}");
    assert!(shop.contains("src=\"/w.js\" data-site=\"site_"), "{shop}");
    assert!(shop.contains("script-src 'self'"), "{shop}");
    assert!(get(&address, "/shop/cups").await.contains("Harbour cups"));
    assert!(
        get(&address, "/shop/nothing")
            .await
            .starts_with("HTTP/1.1 404")
    );
    assert!(get(&address, "/healthz").await.contains("200 OK"));
    let pid = demo.id().to_string();
    Command::new("kill").args(["-INT", &pid]).status().unwrap();
    let ended = tokio::task::spawn_blocking(move || demo.wait()).await;
    assert!(ended.unwrap().unwrap().success());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

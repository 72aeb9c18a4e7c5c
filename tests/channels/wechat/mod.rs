//! An Official Account and a Mini-Program on WeChat, and everything that goes wrong with one.

mod faults;
mod hearing;

use std::time::Duration;

use bytes::Bytes;
use http::Method;
use serde_json::{Value, json};
use shopbell::{
    base::{id::ConversationId, time::Clock},
    config::ServeFlags,
    demo::platform::{
        Platform,
        wechat::{Push, WeChat},
    },
    desk::{
        account::{Introduction, OUR_SECRET},
        attachment::card,
        card_kind::CardKind,
        channel::ChannelKind,
        conversation::window,
        team::{Agent, Role},
        window::Speaker,
    },
};

use super::{
    ASKED, asked_for_a_person, bot_answers, connect, has_written, later, log_of, stands, takes,
    whatsapp::sends,
};
use crate::{
    house::{House, Person},
    office::picture,
};

const APP: &str = "wxb11529c136998cb6";
const SECRET: &str = "app-secret-of-the-account";
const MEI: &str = "oMEI-1234567890_meilin";
const PUBLIC: &str = "https://chat.kettle.example";
const SEND: &str = "POST /cgi-bin/message/custom/send";
/// What Chromium recorded.
const RECORDED: &[u8] = include_bytes!("../../../src/sound/tests/recorded.webm");

/// A house with an account, and somebody who answers.
struct Shop {
    house: House,
    wechat: Platform<WeChat>,
    agent: Person,
    /// Who that is, to sign in once more after a long time.
    bo: Agent,
    hook: String,
}

impl Shop {
    async fn open(clock: Clock, kind: ChannelKind, public: Option<&str>) -> Self {
        let serve = ServeFlags {
            public_url: public.map(str::to_owned),
            limits: 0,
            ..ServeFlags::default()
        };
        let is_mini = kind == ChannelKind::MiniProgram;
        let there = if is_mini {
            WeChat::mini(APP, SECRET)
        } else {
            WeChat::official(APP, SECRET)
        };
        let wechat = Platform::open(there, 0).await.unwrap();
        let base = wechat.base();
        wechat.manners.is_at(&base);
        if clock.is_by_hand() {
            wechat.manners.shows(clock.now());
        }
        let house = House::open_with(clock, serve).await;
        let who = Introduction {
            own_id: APP.to_owned(),
            username: "Kettle".to_owned(),
        };
        let given = [
            ("app_id", APP),
            ("app_secret", SECRET),
            ("mini_app_id", if is_mini { "" } else { "wxmini" }),
            ("api_base", base.as_str()),
        ];
        let id = connect(&house, kind, who, &given).await;
        let account = house
            .act(move |tx| Ok(shopbell::desk::account::by_id(tx, id)?.unwrap()))
            .await;
        // What the owner copies from the screen of the account.
        let platform = house.inside().office.platform(&account).unwrap();
        let words = platform.entered_there();
        assert_eq!(words[0].1, account.keys.get(OUR_SECRET));
        wechat.manners.learns(&words[0].1, &words[1].1, !is_mini);
        let hook = format!("/hooks/{}", account.channel.site_key);
        let bo = house.colleague("Bo", Role::Agent).await;
        let agent = house.signed_in(&bo).await;
        Self {
            house,
            wechat,
            agent,
            bo,
            hook,
        }
    }

    /// The customer has written, and the agent has the chat.
    async fn with_chat(clock: Clock, kind: ChannelKind) -> Self {
        let shop = Self::open(clock, kind, None).await;
        shop.hears(&shop.wechat.manners.write(MEI, "你好")).await;
        takes(&shop.house, &shop.agent, 1).await;
        shop
    }

    /// The platform calls, and is heard the first time.
    async fn hears(&self, push: &Push) {
        let address = self.house.url(&self.hook);
        assert_eq!(self.wechat.manners.call(&address, push).await, Ok(1));
    }

    /// What a call is answered that is not the platform's, or not quite.
    async fn answers(&self, query: &str, body: &[u8]) -> (u16, String) {
        let path = format!("{}?{query}", self.hook);
        let body = Bytes::copy_from_slice(body);
        let answer = self.house.call(&Method::POST, &path, &[], body).await;
        (answer.status, answer.text())
    }

    /// Time passes here and there.
    async fn waits(&self, time: Duration) {
        later(&self.house, &self.wechat, time).await;
        let now = self.house.inside().db.clock().now();
        self.wechat.manners.shows(now);
    }

    /// How many messages the customer can still be sent.
    async fn left(&self) -> Option<u32> {
        let stand = self
            .house
            .act(|tx| window::stand(tx, ConversationId(1)))
            .await;
        stand.unwrap().of(Speaker::Person).left
    }

    async fn count(&self, what: &str, table: &'static str) {
        self.house
            .until(what, async || self.house.count(table).await == 1)
            .await;
    }

    /// A card of the team's, for the agent to send.
    async fn card(&self, kind: CardKind, link: &'static str) -> Value {
        let photo = self.house.picture_of(&self.agent, "kettle").await;
        let (id, agent) = (photo["id"].as_str().unwrap().to_owned(), self.bo.id);
        let face = card::Face {
            kind,
            language: "zh".to_owned(),
            title: "鹅颈壶".to_owned(),
            teaser: "0.9 升".to_owned(),
            link: link.to_owned(),
        };
        let card = self
            .house
            .act(move |tx| {
                let photo = shopbell::desk::attachment::by_id(tx, &id)?.unwrap();
                card::make(tx, agent, &photo, &face)
            })
            .await;
        json!({ "id": card.id })
    }
}

/// Waits until all that was fetched is here.
async fn is_fetched(house: &House, agent: &Person, words: &[&str]) {
    house
        .until("everything is here", async || {
            let log = Value::from(log_of(house, agent, 1).await).to_string();
            house.count("fetch").await == 0 && words.iter().all(|word| log.contains(word))
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_follower_is_served_from_the_first_word_to_the_rating() {
    let clock = Clock::machine();
    let shop = Shop::open(clock, ChannelKind::WeChat, Some(PUBLIC)).await;
    let (house, agent, there) = (&shop.house, &shop.agent, &shop.wechat.manners);
    // The address is made known, and whoever begins to follow says nothing by it.
    for (path, told) in [
        (there.greeting("1158201444"), Some("1158201444")),
        (there.greeting("x").replace("nonce=1", "nonce=2"), None),
    ] {
        let path = format!("{}?{path}", shop.hook);
        let answer = house.call(&Method::GET, &path, &[], Bytes::new()).await;
        let expected = (told.map_or(403, |_| 200), told);
        let body = answer.text();
        assert_eq!((answer.status, told.and(Some(&*body))), expected, "{body}");
    }
    there.remark(MEI, "陈美琳");
    shop.hears(&there.event(MEI, "subscribe")).await;
    assert_eq!(house.count("conversation").await, 0);
    shop.hears(&there.write(MEI, "你好 /::) 😀")).await;
    has_written(house, agent, 1, &["你好 /::) 😀"]).await;
    takes(house, agent, 1).await;
    house
        .until("who it is was asked", async || {
            let chat = house.get(agent, "conversations/1", &[]).await.json();
            chat["customer"]["name"] == "陈美琳"
        })
        .await;
    assert_eq!(house.count("identity where language = 'zh-CN'").await, 1);

    // Everything that can come.
    let photo = there.keep("image/jpeg", picture());
    let voice = there.keep("voice/amr", Bytes::from_static(b"#!AMR\n\x3c\x08\x00"));
    let film = there.keep(
        "video/mp4",
        Bytes::from_static(b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom"),
    );
    for (kind, fields) in [
        (
            "image",
            vec![
                ("MediaId", photo.as_str()),
                ("PicUrl", "http://mmbiz.example/1"),
            ],
        ),
        (
            "voice",
            vec![
                ("MediaId", voice.as_str()),
                ("Format", "amr"),
                ("Recognition", "还在吗"),
            ],
        ),
        (
            "video",
            vec![("MediaId", film.as_str()), ("ThumbMediaId", "t")],
        ),
        (
            "location",
            vec![
                ("Location_X", "23.134"),
                ("Location_Y", "113.358"),
                ("Scale", "20"),
                ("Label", "广州"),
            ],
        ),
        (
            "link",
            vec![
                ("Title", "壶"),
                ("Description", "好"),
                ("Url", "https://a.example/k"),
            ],
        ),
    ] {
        shop.hears(&there.send(MEI, kind, &fields)).await;
    }
    is_fetched(
        house,
        agent,
        &[
            "\"kind\":\"image\"",
            "voice.amr",
            "video.mp4",
            "还在吗",
            "23.13400",
            "https://a.example/k",
        ],
    )
    .await;

    // Words, a picture, speech and a card go out in the platform's own ways.
    let typed = house.tell(agent, "conversations/1/typing", json!({})).await;
    assert!(typed.status < 300, "{}", typed.text());
    house
        .until("typing is shown", async || there.typed() == [MEI])
        .await;
    let photo = house.picture_of(agent, "kettle").await;
    sends(house, agent, "给您换一个新的。", &[&photo]).await;
    let said = there.said.reaches(2).await;
    assert_eq!(said[0].body["touser"], MEI);
    assert_eq!(said[0].text(), "给您换一个新的。");
    let (kind, bytes) = said[1].file.clone().unwrap();
    assert_eq!(
        (said[1].body["msgtype"].as_str(), &*kind),
        (Some("image"), "image")
    );
    assert!(bytes.starts_with(b"\xff\xd8"));
    let path = "files?name=voice.webm&kind=voice&duration_ms=3000";
    let voice = house.post(agent, path, "audio/webm", RECORDED.into()).await;
    sends(house, agent, "", &[&voice.json()]).await;
    let said = there.said.reaches(3).await;
    let (kind, speech) = said[2].file.clone().unwrap();
    assert_eq!(
        (said[2].body["msgtype"].as_str(), &*kind),
        (Some("voice"), "voice")
    );
    assert!(speech.starts_with(b"\xff\xf3"), "no MP3");

    let card = shop.card(CardKind::Link, "https://kettle.example/08").await;
    sends(house, agent, "", &[&card]).await;
    let said = there.said.reaches(4).await;
    let shown = &said[3].body["news"]["articles"][0];
    assert_eq!(
        (shown["title"].as_str(), shown["description"].as_str()),
        (Some("鹅颈壶"), Some("0.9 升"))
    );
    let path = shown["picurl"]
        .as_str()
        .unwrap()
        .strip_prefix(PUBLIC)
        .unwrap();
    let seen = house.get(&agent.without_token(), path, &[]).await;
    assert_eq!(
        (seen.status, seen.header("content-type")),
        (200, "image/jpeg")
    );
    stands(house, agent, 1, "sent").await;
    assert_eq!(shop.left().await, Some(1));

    // A page of a Mini-Program, after they have written again.
    shop.hears(&there.write(MEI, "好的")).await;
    // What the platform does not take is a link, here to sound in a wrapping that more telephones play.
    let path = "files?name=song.webm";
    let song = house.post(agent, path, "audio/webm", RECORDED.into()).await;
    sends(house, agent, "", &[&song.json()]).await;
    let said = there.said.reaches(5).await;
    let link = &said[4].body["news"]["articles"][0];
    assert_eq!(link["title"], "📎 song.webm");
    let path = link["url"].as_str().unwrap().strip_prefix(PUBLIC).unwrap();
    let heard = house.get(&agent.without_token(), path, &[]).await;
    assert_eq!(
        (heard.status, heard.header("content-type")),
        (200, "audio/ogg")
    );
    let page = shop.card(CardKind::MiniProgram, "pages/index").await;
    sends(house, agent, "", &[&page]).await;
    let said = there.said.reaches(6).await;
    let shown = &said[5].body["miniprogrampage"];
    assert_eq!(
        (shown["appid"].as_str(), shown["pagepath"].as_str()),
        (Some("wxmini"), Some("pages/index"))
    );
    assert!(said[5].file.is_some());

    // The survey is a menu; a choice comes back as its words, and rates once, also when it is told twice.
    let closed = json!({ "survey": true });
    let closed = house.tell(agent, "conversations/1/close", closed).await;
    assert_eq!(closed.status, 200, "{}", closed.text());
    let said = there.said.reaches(7).await;
    let list = &said[6].body["msgmenu"]["list"];
    assert_eq!(
        list[4],
        json!({ "id": "5", "content": "5 ★" }),
        "{}",
        said[6].body
    );
    let pressed = there.send(MEI, "text", &[("Content", "4 ★"), ("bizmsgmenuid", "4")]);
    shop.hears(&pressed).await;
    shop.hears(&pressed).await;
    there.said.reaches(8).await;
    house
        .until("nothing is on its way", async || {
            house.count("outbox").await == 0
        })
        .await;
    let chat = house.get(agent, "conversations/1", &[]).await.json();
    assert_eq!(chat["rating"], 4, "{chat}");
    assert_eq!(
        (there.said.all().len(), there.tokens()),
        (8, 1),
        "thanked once, let in once"
    );
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mini_program_is_served_in_its_own_ways() {
    let clock = Clock::machine();
    let shop = Shop::open(clock, ChannelKind::MiniProgram, Some(PUBLIC)).await;
    let (house, agent, there) = (&shop.house, &shop.agent, &shop.wechat.manners);
    shop.hears(&there.event(MEI, "user_enter_tempsession"))
        .await;
    assert_eq!(house.count("conversation").await, 0);
    let thumb = there.keep("image/jpeg", picture());
    let cart = [
        ("Title", "购物车"),
        ("AppId", APP),
        ("PagePath", "pages/cart"),
        ("ThumbMediaId", thumb.as_str()),
    ];
    shop.hears(&there.send(MEI, "miniprogrampage", &cart)).await;
    takes(house, agent, 1).await;
    is_fetched(house, agent, &["pages/cart", "\"kind\":\"image\""]).await;
    house
        .until("they have something of a name", async || {
            house.count("customer where name = 'WeChat …meilin'").await == 1
        })
        .await;
    let typed = house.tell(agent, "conversations/1/typing", json!({})).await;
    assert!(typed.status < 300, "{}", typed.text());
    house
        .until("typing is shown", async || there.typed() == [MEI])
        .await;

    let photo = house.picture_of(agent, "kettle").await;
    let card = shop.card(CardKind::Link, "https://kettle.example/08").await;
    let page = shop.card(CardKind::MiniProgram, "pages/index").await;
    sends(house, agent, "", &[&photo, &card, &page]).await;
    let said = there.said.reaches(3).await;
    let kinds: Vec<&str> = said
        .iter()
        .map(|one| one.body["msgtype"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["image", "link", "miniprogrampage"]);
    let link = &said[1].body["link"];
    assert!(
        link["thumb_url"].as_str().unwrap().starts_with(PUBLIC),
        "{link}"
    );
    assert_eq!(said[2].body["miniprogrampage"]["appid"], Value::Null);
    let pdf = Bytes::from_static(b"%PDF-1.7\n1 0 obj\n");
    let pdf = house
        .post(agent, "files?name=bill.pdf", "application/pdf", pdf)
        .await;
    sends(house, agent, "", &[&pdf.json()]).await;
    let said = there.said.reaches(4).await;
    assert_eq!(said[3].body["link"]["title"], "📎 bill.pdf");

    // The survey is figures. What would be the sixth message is left out.
    let closed = json!({ "survey": true });
    let closed = house.tell(agent, "conversations/1/close", closed).await;
    assert_eq!(closed.status, 200, "{}", closed.text());
    let said = there.said.reaches(5).await;
    assert!(said[4].text().contains("1"), "{}", said[4].body);
    stands(house, agent, 1, "sent").await;
    shop.hears(&there.write(MEI, "5")).await;
    let chat = house.get(agent, "conversations/1", &[]).await.json();
    assert_eq!(chat["rating"], 5, "{chat}");
    assert_eq!(there.said.all().len(), 5);
    assert_eq!(house.count("conversation").await, 1);
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bot_offers_a_menu_or_figures() {
    for kind in [ChannelKind::WeChat, ChannelKind::MiniProgram] {
        let shop = Shop::open(Clock::machine(), kind, Some(PUBLIC)).await;
        let (house, there) = (&shop.house, &shop.wechat.manners);
        bot_answers(house).await;
        shop.hears(&there.write(MEI, ASKED)).await;
        let said = there.said.reaches(1).await;
        let chosen = if kind == ChannelKind::WeChat {
            let person = said[0].body["msgmenu"]["list"][1]["content"].as_str();
            person.unwrap().to_owned()
        } else {
            let words = said[0].text().to_owned();
            assert!(words.contains("\n2. "), "{words}");
            "2".to_owned()
        };
        let fields = [("Content", chosen.as_str()), ("bizmsgmenuid", "2")];
        let count = if kind == ChannelKind::WeChat { 2 } else { 1 };
        let pressed = there.send(MEI, "text", &fields[..count]);
        shop.hears(&pressed).await;
        shop.hears(&pressed).await;
        asked_for_a_person(house, &shop.agent, &chosen).await;
        shop.house.close().await;
    }
}

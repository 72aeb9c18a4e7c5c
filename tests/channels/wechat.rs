//! An Official Account and a Mini-Program on WeChat, and everything that goes wrong with one.

use std::time::Duration;

use bytes::Bytes;
use http::{Method, StatusCode};
use serde_json::{Value, json};
use shopbell::{
    base::{id::ConversationId, time::Clock},
    config::ServeFlags,
    demo::platform::{
        Mishap, Platform,
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

use super::{answers, connect, has_written, later, log_of, stands, takes, whatsapp::sends};
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
const RECORDED: &[u8] = include_bytes!("../../src/sound/tests/recorded.webm");

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
    let said = there.has_said(2).await;
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
    let said = there.has_said(3).await;
    let speech = &said[2].body["news"]["articles"][0];
    assert!(
        speech["title"].as_str().unwrap().starts_with("🎤"),
        "{speech}"
    );
    let path = speech["url"]
        .as_str()
        .unwrap()
        .strip_prefix(PUBLIC)
        .unwrap();
    let heard = house.get(&agent.without_token(), path, &[]).await;
    assert_eq!(
        (heard.status, heard.header("content-type")),
        (200, "audio/ogg")
    );
    let card = shop.card(CardKind::Link, "https://kettle.example/08").await;
    sends(house, agent, "", &[&card]).await;
    let said = there.has_said(4).await;
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
    let page = shop.card(CardKind::MiniProgram, "pages/index").await;
    sends(house, agent, "", &[&page]).await;
    let said = there.has_said(5).await;
    let shown = &said[4].body["miniprogrampage"];
    assert_eq!(
        (shown["appid"].as_str(), shown["pagepath"].as_str()),
        (Some("wxmini"), Some("pages/index"))
    );
    assert!(said[4].file.is_some());

    // The survey is a menu; a choice comes back as its words, and rates once, also when it is told twice.
    let closed = json!({ "survey": true });
    let closed = house.tell(agent, "conversations/1/close", closed).await;
    assert_eq!(closed.status, 200, "{}", closed.text());
    let said = there.has_said(6).await;
    let list = &said[5].body["msgmenu"]["list"];
    assert_eq!(
        list[4],
        json!({ "id": "5", "content": "5 ★" }),
        "{}",
        said[5].body
    );
    let pressed = there.send(MEI, "text", &[("Content", "4 ★"), ("bizmsgmenuid", "4")]);
    shop.hears(&pressed).await;
    shop.hears(&pressed).await;
    there.has_said(7).await;
    house
        .until("nothing is on its way", async || {
            house.count("outbox").await == 0
        })
        .await;
    let chat = house.get(agent, "conversations/1", &[]).await.json();
    assert_eq!(chat["rating"], 4, "{chat}");
    assert_eq!(
        (there.said().len(), there.tokens()),
        (7, 1),
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
    let said = there.has_said(3).await;
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
    let said = there.has_said(4).await;
    assert_eq!(said[3].body["link"]["title"], "📎 bill.pdf");

    // The survey is figures. What would be the sixth message is left out.
    let closed = json!({ "survey": true });
    let closed = house.tell(agent, "conversations/1/close", closed).await;
    assert_eq!(closed.status, 200, "{}", closed.text());
    let said = there.has_said(5).await;
    assert!(said[4].text().contains("1"), "{}", said[4].body);
    stands(house, agent, 1, "sent").await;
    shop.hears(&there.write(MEI, "5")).await;
    let chat = house.get(agent, "conversations/1", &[]).await.json();
    assert_eq!(chat["rating"], 5, "{chat}");
    assert_eq!(there.said().len(), 5);
    assert_eq!(house.count("conversation").await, 1);
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_platform_is_heard_and_what_comes_twice_is_one() {
    let clock = Clock::by_hand(Clock::machine().now());
    let shop = Shop::open(clock, ChannelKind::WeChat, None).await;
    let (house, agent, there) = (&shop.house, &shop.agent, &shop.wechat.manners);
    let first = there.write(MEI, "一");
    let second = there.write(MEI, "二");
    // Nobody else is heard: forged, cut, mixed, hidden for another account or with another key.
    let changed = |from: &str, to: &str| (first.query.replacen(from, to, 1), first.body.clone());
    let stranger = there.push_of("wx0000", "<xml></xml>");
    for (query, body) in [
        (String::new(), first.body.clone()),
        changed("msg_signature=", "msg_signature=0"),
        changed("nonce=", "nonce=9"),
        changed("timestamp=", "timestamp=9"),
        (first.query.clone(), second.body.clone()),
        (
            first.query.clone(),
            first.body.slice(..first.body.len() - 40),
        ),
        (stranger.query.clone(), stranger.body.clone()),
    ] {
        let told = shop.answers(&query, &body).await;
        assert_eq!(told.0, 403, "{query} {body:?}");
    }
    // It means something else than it says.
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><xml><Content>&b;</Content></xml>";
    let bomb = there.push(bomb);
    assert_eq!(shop.answers(&bomb.query, &bomb.body).await.0, 403);
    let heard = there.call(&house.url(&shop.hook), &bomb).await;
    assert_eq!(heard, Err(403), "after three attempts");
    assert_eq!(house.count("message where author = 'customer'").await, 0);

    // In no order, twice, late within its time, and with things between that nobody can read.
    for push in [&second, &first, &second] {
        shop.hears(push).await;
    }
    for body in [
        "<xml><Content>cut o",
        "words",
        "<xml><ToUserName>gh</ToUserName></xml>",
    ] {
        shop.hears(&there.push(body)).await;
    }
    shop.waits(Duration::from_secs(590)).await;
    shop.hears(&first).await;
    shop.waits(Duration::from_secs(60)).await;
    assert_eq!(
        shop.answers(&first.query, &first.body).await.0,
        403,
        "a replay"
    );
    has_written(house, agent, 1, &["二", "一"]).await;
    assert_eq!(house.count("parked").await, 3);

    // The open way: the stamp alone is signed, so that it stands for one thing.
    let account = house
        .act(|tx| Ok(shopbell::desk::account::all(tx)?.remove(0)))
        .await;
    let words = house
        .inside()
        .office
        .platform(&account)
        .unwrap()
        .entered_there();
    there.learns(&words[0].1, &words[1].1, false);
    let open = there.write(MEI, "三");
    let other = there.write(MEI, "假");
    shop.hears(&open).await;
    assert_eq!(
        shop.answers(&open.query, &open.body).await,
        (200, "success".to_owned())
    );
    assert_eq!(shop.answers(&open.query, &other.body).await.0, 403);

    // Whoever goes away says so once, also when that is told three times.
    let gone = there.event(MEI, "unsubscribe");
    for push in [&gone, &gone, &gone, &there.event(MEI, "subscribe")] {
        shop.hears(push).await;
    }
    assert_eq!(
        house
            .count("message where text like 'team:%reachable'")
            .await,
        2
    );

    // Twenty at once from somebody new are one chat.
    let calls: Vec<Push> = (0..20)
        .map(|n| there.write("oNEW", &format!("p{n}")))
        .collect();
    let address = house.url(&shop.hook);
    let all = calls.iter().map(|push| there.call(&address, push));
    let heard = futures_util::future::join_all(all).await;
    assert!(heard.iter().all(|one| *one == Ok(1)), "{heard:?}");
    assert_eq!(house.count("conversation").await, 2);
    assert_eq!(house.count("message where author = 'customer'").await, 23);
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_of_a_send_ends_as_what_it_is() {
    let clock = Clock::by_hand(Clock::machine().now());
    let shop = Shop::with_chat(clock, ChannelKind::WeChat).await;
    let (house, agent, platform) = (&shop.house, &shop.agent, &shop.wechat);
    let there = &platform.manners;
    let refused = |words: &str| Mishap::Refused(StatusCode::OK, words.to_owned());
    let path = "conversations/1/messages";

    // Busy, or too much at once: it waits, and those behind it wait, too.
    for (words, pause) in [
        ("-1 system error", 1),
        ("45011 api minute-quota reach limit", 60),
    ] {
        shop.hears(&there.write(MEI, "嗯")).await;
        let before = there.said().len();
        platform.spoil(SEND, refused(words));
        answers(house, agent, 1, "first").await;
        answers(house, agent, 1, "second").await;
        shop.count("it waits", "outbox where attempts = 1").await;
        assert_eq!(there.said().len(), before, "{words}");
        shop.waits(Duration::from_secs(pause)).await;
        let said = there.has_said(before + 2).await;
        assert_eq!(
            [said[before].text(), said[before + 1].text()],
            ["first", "second"]
        );
        stands(house, agent, 1, "sent").await;
    }
    // All calls of the day are used up: it waits until midnight there.
    platform.spoil(SEND, refused("45009 reach max api daily quota limit"));
    answers(house, agent, 1, "third").await;
    shop.count("it waits", "outbox where attempts = 1").await;
    assert_eq!(there.said().len(), 4);
    shop.waits(Duration::from_secs(24 * 3600)).await;
    there.has_said(5).await;
    let agent = &house.signed_in(&shop.bo).await;
    stands(house, agent, 1, "sent").await;

    // A token that is no good is renewed once, by whoever notices first.
    shop.hears(&there.write(MEI, "在")).await;
    let tokens = there.tokens();
    there.revoke();
    answers(house, agent, 1, "fourth").await;
    there.has_said(6).await;
    assert_eq!(there.tokens(), tokens + 1);
    platform.spoil(SEND, refused("42001 access_token expired"));
    answers(house, agent, 1, "fifth").await;
    there.has_said(7).await;
    stands(house, agent, 1, "sent").await;
    assert_eq!(there.tokens(), tokens + 2);
    // One that is no good however new it is stops the account, and goes on by itself.
    for _ in 0..2 {
        platform.spoil(SEND, refused("40001 invalid credential"));
    }
    answers(house, agent, 1, "sixth").await;
    shop.count("it is told", "account where trouble = 'refused'")
        .await;
    shop.waits(Duration::from_secs(61)).await;
    there.has_said(8).await;
    stands(house, agent, 1, "sent").await;
    assert_eq!(house.count("account where trouble is null").await, 1);
    // The address of this machine is not on the list: the admin reads which.
    there.revoke();
    let words = "40164 invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist";
    platform.spoil("/cgi-bin/stable_token", refused(words));
    answers(house, agent, 1, "seventh").await;
    shop.count(
        "it is told",
        "account where trouble = 'setup' and trouble_words like '%203.0.113.7%'",
    )
    .await;
    shop.waits(Duration::from_secs(61)).await;
    there.has_said(9).await;

    // What may have arrived is never sent again by itself; what it will not take says so.
    for (mishap, delivery, more) in [
        (Mishap::DoneUnanswered, "unknown", 1),
        (Mishap::Garbage, "unknown", 0),
        (
            Mishap::Refused(StatusCode::BAD_GATEWAY, "Bad Gateway".to_owned()),
            "unknown",
            0,
        ),
        (refused("45002 content size out of limit"), "failed", 0),
    ] {
        shop.hears(&there.write(MEI, "喂")).await;
        let before = there.said().len();
        platform.spoil(SEND, mishap);
        answers(house, agent, 1, "eighth").await;
        stands(house, agent, 1, delivery).await;
        shop.waits(Duration::from_secs(120)).await;
        assert_eq!(there.said().len(), before + more, "never again by itself");
    }
    let log = log_of(house, agent, 1).await;
    let failed = log
        .iter()
        .rev()
        .find(|one| one["delivery"] == "failed")
        .unwrap();
    let again = format!("messages/{}/retry", failed["id"]);
    let before = there.said().len();
    let again = house.tell(agent, &again, json!({})).await;
    assert_eq!(again.status, 200, "{}", again.text());
    there.has_said(before + 1).await;
    stands(house, agent, 1, "sent").await;

    // A picture that was lost there before it was shown is handed over once more; a file that has no way says so.
    shop.hears(&there.write(MEI, "图")).await;
    let photo = house.picture_of(agent, "kettle").await;
    platform.spoil(SEND, refused("40007 invalid media_id"));
    sends(house, agent, "", &[&photo]).await;
    there.has_said(before + 2).await;
    stands(house, agent, 1, "sent").await;
    let path_of = "files?name=voice.webm&kind=voice&duration_ms=3000";
    let voice = house
        .post(agent, path_of, "audio/webm", RECORDED.into())
        .await;
    sends(house, agent, "Listen", &[&voice.json()]).await;
    stands(house, agent, 1, "failed").await;
    shop.count("why", "outbox where code = 'no-public-address'")
        .await;
    assert_eq!(there.said().len(), before + 2, "nothing of it");

    // They no longer follow, or used up what we believed to be left: the platform has the last word.
    for words in [
        "43004 require subscribe",
        "45015 response out of time limit",
        "45047 out of response count limit",
    ] {
        shop.hears(&there.write(MEI, "还在")).await;
        platform.spoil(SEND, refused(words));
        answers(house, agent, 1, "ninth").await;
        stands(house, agent, 1, "failed").await;
        let shut = house.tell(agent, path, json!({ "text": "tenth" })).await;
        assert_eq!(shut.status, 409, "{words}: {}", shut.text());
    }
    // Nothing that is stored knows the token.
    let kept = house
        .count("(select words from outbox union all select trouble_words from account union all select text from message) where words like '%TOKEN%'")
        .await;
    assert_eq!(kept, 0);
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn five_messages_are_five_however_they_are_cut() {
    let clock = Clock::by_hand(Clock::machine().now());
    let shop = Shop::with_chat(clock, ChannelKind::WeChat).await;
    let (house, agent, there) = (&shop.house, &shop.agent, &shop.wechat.manners);
    let path = "conversations/1/messages";
    let left = async || shop.left().await;
    assert_eq!(left().await, Some(5));
    // 1000 letters are 3000 bytes, and two messages.
    let long = "热水壶很好".repeat(200);
    answers(house, agent, 1, &long).await;
    let said = there.has_said(2).await;
    assert!(said.iter().all(|one| one.text().len() <= 2048));
    assert_eq!(said.iter().map(|one| one.text()).collect::<String>(), long);
    stands(house, agent, 1, "sent").await;
    assert_eq!(left().await, Some(3));
    answers(house, agent, 1, "three").await;
    there.has_said(3).await;
    answers(house, agent, 1, "four").await;
    there.has_said(4).await;
    stands(house, agent, 1, "sent").await;
    assert_eq!(left().await, Some(1), "the fourth is there");
    // Two do not fit: nothing of it leaves, and it says why.
    answers(house, agent, 1, &long).await;
    stands(house, agent, 1, "failed").await;
    shop.count("why", "outbox where code = 'too-many-parts'")
        .await;
    assert_eq!((there.said().len(), left().await), (4, Some(1)));
    answers(house, agent, 1, "five").await;
    there.has_said(5).await;
    stands(house, agent, 1, "sent").await;
    assert_eq!(left().await, Some(0));
    let sixth = house.tell(agent, path, json!({ "text": "six" })).await;
    assert_eq!(sixth.status, 409, "{}", sixth.text());
    assert!(sixth.text().contains("quota-used"), "{}", sixth.text());
    // They write: five again, and no more than five.
    shop.hears(&there.write(MEI, "再来")).await;
    assert_eq!(left().await, Some(5));
    // A minute before two days are over it is over.
    shop.waits(Duration::from_secs(48 * 3600 - 70)).await;
    let agent = &house.signed_in(&shop.bo).await;
    answers(house, agent, 1, "late").await;
    there.has_said(6).await;
    shop.waits(Duration::from_secs(11)).await;
    let shut = house.tell(agent, path, json!({ "text": "too late" })).await;
    assert_eq!(shut.status, 409, "{}", shut.text());
    assert!(shut.text().contains("time-up"), "{}", shut.text());
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_in_the_middle_leaves_what_nobody_can_know() {
    let shop = Shop::with_chat(Clock::machine(), ChannelKind::MiniProgram).await;
    answers(&shop.house, &shop.agent, 1, "known").await;
    shop.wechat.manners.has_said(1).await;
    stands(&shop.house, &shop.agent, 1, "sent").await;
    // As a process leaves it that ends while it hands a message over.
    shop.house
        .act(|tx| {
            tx.execute(
                "delete from foreign_message where foreign_id like 'shopbell-%'",
                [],
            )?;
            tx.execute(
                "update message set delivery = 'sending' where author = 'agent'",
                [],
            )?;
            tx.execute(
                "insert into outbox (message_id, conversation_id, channel_id, state, due_at)
                 select id, conversation_id, 2, 'sending', 0 from message where author = 'agent'",
                [],
            )
        })
        .await;
    let shop = Shop {
        house: shop.house.reopen().await,
        ..shop
    };
    stands(&shop.house, &shop.agent, 1, "unknown").await;
    let there = &shop.wechat.manners;
    assert_eq!(there.said().len(), 1, "never sent again by itself");
    // A file that the platform has no more says so.
    shop.hears(&there.send(MEI, "image", &[("MediaId", "media99")]))
        .await;
    shop.count(
        "it is gone",
        "fetch where due_at is null and trouble = 'file-gone'",
    )
    .await;
    // Whoever sends it again all the same sends it once.
    let log = log_of(&shop.house, &shop.agent, 1).await;
    let doubtful = log.iter().find(|one| one["delivery"] == "unknown").unwrap();
    let again = format!("messages/{}/retry", doubtful["id"]);
    let again = shop.house.tell(&shop.agent, &again, json!({})).await;
    assert_eq!(again.status, 200, "{}", again.text());
    there.has_said(2).await;
    stands(&shop.house, &shop.agent, 1, "sent").await;
    shop.house.close().await;
}

//! A VK community, and everything that goes wrong with one.

use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use image::{ExtendedColorType, ImageEncoder, codecs::png::PngEncoder};
use serde_json::{Value, json};
use shopbell::{
    base::time::{Clock, Timestamp},
    call::Http,
    channels::{self, Fault},
    db::DbError,
    demo::platform::{
        Mishap, Platform,
        vk::{self, User, Vk},
    },
    desk::{
        account::{Introduction, Keys, Trouble},
        channel::ChannelKind,
    },
};

use super::{
    ASKED, answers, asked_for_a_person, bot_answers, connect, has_written, later, log_of, stands,
    takes,
};
use crate::{
    files::voices::RECORDED,
    house::{House, Person},
    office::picture,
};

const TOKEN: &str = "vk1.a.secret";
const ANA: User = User {
    id: 7001,
    lang_id: 0,
};
const BEA: User = User {
    id: 7002,
    lang_id: 3,
};
const SEND: &str = "messages.send";

/// A house with a community, and somebody who answers.
struct Shop {
    house: House,
    vk: Platform<Vk>,
    agent: Person,
}

impl Shop {
    async fn open(clock: Clock) -> Self {
        let house = House::open_by(clock, 0).await;
        let vk = vk::open(TOKEN, 0).await.unwrap();
        let who = Introduction {
            own_id: "42".to_owned(),
            username: "@kettle_shop".to_owned(),
        };
        let base = format!("{}/method", vk.base());
        let given = [("token", TOKEN), ("api_base", base.as_str())];
        connect(&house, ChannelKind::Vk, who, &given).await;
        let agent = house.agent("Bo").await;
        let shop = Self { house, vk, agent };
        // A language is told with news alone, and not by the dialogs.
        shop.until_count("account where cursor is not null", 1)
            .await;
        shop
    }

    /// The customer has written, and the agent has the chat.
    async fn with_chat(clock: Clock) -> Self {
        let shop = Self::open(clock).await;
        shop.vk.manners.write(&ANA, "Добрый день");
        has_written(&shop.house, &shop.agent, 1, &["Добрый день"]).await;
        takes(&shop.house, &shop.agent, 1).await;
        shop
    }

    /// An agent sends a file with words under it.
    async fn sends(&self, path: &str, media_type: &str, bytes: Bytes, words: &str) {
        let (house, agent) = (&self.house, &self.agent);
        let sent = house.post(agent, path, media_type, bytes).await;
        assert_eq!(sent.status, 201, "{}", sent.text());
        let message = json!({ "text": words, "attachments": [sent.json()["id"]] });
        let said = house.tell(agent, "conversations/1/messages", message).await;
        assert_eq!(said.status, 201, "{}", said.text());
    }

    async fn until_count(&self, table: &'static str, count: i64) {
        self.house
            .until(&format!("{count} of {table}"), async || {
                self.house.count(table).await == count
            })
            .await;
    }

    /// Waits until the customer's newest message has a file of this sort.
    async fn has_shown(&self, sort: &str) {
        let (house, agent) = (&self.house, &self.agent);
        house
            .until(sort, async || {
                let log = log_of(house, agent, 1).await;
                let last = log
                    .iter()
                    .rfind(|one| one["author"]["kind"] == "visitor")
                    .unwrap();
                last["attachments"][0]["kind"] == sort
            })
            .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_is_served_from_the_first_word_to_the_rating() {
    let shop = Shop::with_chat(Clock::machine()).await;
    let Shop { house, vk, agent } = &shop;
    let there = &vk.manners;
    let chat = house.get(agent, "conversations/1", &[]).await.json();
    assert_eq!(chat["customer"]["name"], "Дмитрий Орлов");
    shop.until_count("identity where username = '@id7001' and language = 'ru'", 1)
        .await;
    let mut stream = house.listen(agent, "", &[]).await.begun().await;
    there.update(
        "message_typing_state",
        json!({ "from_id": ANA.id, "to_id": -42, "state": "typing" }),
    );
    let typed = stream.next_of("typing").await.data;
    assert_eq!(
        (&typed["kind"], &typed["conversation_id"]),
        (&json!("visitor"), &json!(1))
    );

    // A picture, a place, a change; what the platform alone can show is named.
    let url = there.store("photo.jpg", picture());
    let photo =
        json!({ "type": "photo", "photo": { "sizes": [{ "url": url, "width": 4, "height": 3 }] } });
    let shown = there.send(&ANA, json!({ "text": "Вот он", "attachments": [photo] }));
    shop.has_shown("image").await;
    there.edit(&ANA, shown, "Вот он, синий");
    let place = json!({ "coordinates": { "latitude": 59.95, "longitude": 30.3 } });
    there.send(&ANA, json!({ "geo": place }));
    there.send(
        &ANA,
        json!({ "attachments": [{ "type": "wall", "wall": { "to_id": -1, "id": 5 } }] }),
    );
    let words = [
        "Добрый день",
        "Вот он, синий",
        "📍 59.95000, 30.30000",
        "[wall] https://vk.com/wall-1_5",
    ];
    has_written(house, agent, 1, &words).await;

    // Ours: a picture as one, one that is not shown as one, speech that is played.
    shop.sends(
        "files?name=a.jpg&kind=image",
        "image/jpeg",
        picture(),
        "Here",
    )
    .await;
    let said = there.said.reaches(1).await;
    assert_eq!((said[0].to, said[0].text()), (ANA.id, "Here"));
    let photo = said[0].field("attachment");
    assert!(photo.starts_with("photo-42_"), "{photo}");
    assert!(there.uploaded(photo).unwrap().starts_with(b"\xff\xd8"));
    let mut drawn = Vec::new();
    PngEncoder::new(&mut drawn)
        .write_image(&[90; 4 * 3 * 3], 4, 3, ExtendedColorType::Rgb8)
        .unwrap();
    shop.sends("files?name=a.png&kind=image", "image/png", drawn.into(), "")
        .await;
    let said = there.said.reaches(2).await;
    assert!(
        said[1].field("attachment").starts_with("doc-42_"),
        "{:?}",
        said[1]
    );
    shop.sends(
        "files?name=voice.webm&kind=voice",
        "audio/webm",
        RECORDED.into(),
        "",
    )
    .await;
    let said = there.said.reaches(3).await;
    let voice = said[2].field("attachment");
    assert!(voice.starts_with("audio_message-42_"), "{voice}");
    let speech = there.uploaded(voice).unwrap();
    assert!(speech.starts_with(b"OggS"));
    let url = there.store("voice.ogg", speech);
    there.send(&ANA, json!({ "attachments": [{ "type": "audio_message", "audio_message": { "link_ogg": url } }] }));
    shop.has_shown("voice").await;

    // Read there is read here; what a colleague writes there is a line, and ours are none.
    stands(house, agent, 1, "sent").await;
    there.read(&ANA, said[2].number);
    house
        .until("it was read", async || {
            let log = log_of(house, agent, 1).await;
            let ours = log.iter().rfind(|one| one["author"]["kind"] == "agent");
            let chat = house.get(agent, "conversations/1", &[]).await.json();
            chat["read_id"] == ours.unwrap()["id"]
        })
        .await;
    there.answer_there(&ANA, "Уже едем");
    shop.until_count("message where text = 'team:elsewhere Уже едем'", 1)
        .await;
    shop.until_count("message where text like 'team:elsewhere%'", 1)
        .await;

    // The survey is buttons.
    let closed = house
        .tell(agent, "conversations/1/close", json!({ "survey": true }))
        .await;
    assert_eq!(closed.status, 200, "{}", closed.text());
    let said = there.said.reaches(4).await;
    let keyboard: Value = serde_json::from_str(said[3].field("keyboard")).unwrap();
    let button = &keyboard["buttons"][0][3]["action"];
    assert_eq!(
        (&keyboard["inline"], &button["label"]),
        (&json!(true), &json!("4 ★"))
    );
    there.press(&ANA, button["payload"].as_str().unwrap());
    let said = there.said.reaches(5).await;
    assert!(said[4].text().contains("Спасибо"), "{}", said[4].text());
    let chat = house.get(agent, "conversations/1", &[]).await.json();
    assert_eq!(chat["rating"], 4, "{chat}");
    house
        .until("the button spins no more", async || {
            there.calls("messages.sendMessageEventAnswer") == 1
        })
        .await;
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_or_doubled_whatever_the_poll_answers() {
    let shop = Shop::open(Clock::machine()).await;
    let Shop { house, vk, agent } = &shop;
    let there = &vk.manners;
    there.write(&ANA, "One");
    has_written(house, agent, 1, &["One"]).await;
    there.repeat_all();
    there.update("message_new", json!("nonsense"));
    there.update("wall_post_new", json!({ "id": 1 }));
    there.update(
        "message_new",
        json!({ "message": {
        "id": 1, "date": 1, "peer_id": 2_000_000_001, "from_id": ANA.id, "text": "to several",
        "conversation_message_id": 3 } }),
    );
    there.write_cropped(&ANA, "Two, with all that was said");
    has_written(house, agent, 1, &["One", "Two, with all that was said"]).await;
    assert_eq!(
        house.count("parked").await,
        1,
        "what could not be read is kept"
    );

    // The key opens no more: another, and on from the same place.
    there.change_key();
    there.write(&ANA, "Three");
    let mut words = vec!["One", "Two, with all that was said", "Three"];
    has_written(house, agent, 1, &words).await;
    // Part of it is forgotten there, then all of it: the dialogs have it.
    there.write_untold(&ANA, "Four");
    there.forget();
    words.push("Four");
    has_written(house, agent, 1, &words).await;
    vk.spoil(
        "/poll",
        Mishap::Refused(StatusCode::OK, "failed 3".to_owned()),
    );
    there.write(&ANA, "Five");
    words.push("Five");
    has_written(house, agent, 1, &words).await;
    there.write_untold(&ANA, "Six");
    vk.spoil(
        "/poll",
        Mishap::Refused(StatusCode::OK, "failed 3".to_owned()),
    );
    there.change_key();
    words.push("Six");
    has_written(house, agent, 1, &words).await;

    // Whoever cannot be asked about is heard all the same.
    let no = Mishap::Refused(StatusCode::OK, "10 Internal server error".to_owned());
    vk.spoil("users.get", no);
    there.write(&BEA, "Hello");
    has_written(house, agent, 2, &["Hello"]).await;
    there.write(&BEA, "Me again");
    shop.until_count("identity where username = '@id7002' and language = 'en'", 1)
        .await;
    assert_eq!(house.count("conversation").await, 2);
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_of_a_send_ends_as_what_it_is() {
    let clock = Clock::by_hand(Timestamp(1_790_000_000_000));
    let shop = Shop::with_chat(clock).await;
    let Shop { house, vk, agent } = &shop;
    let there = &vk.manners;
    let said_so = |words: &str| Mishap::Refused(StatusCode::OK, words.to_owned());
    let gone = Mishap::Refused(StatusCode::BAD_GATEWAY, String::new());

    // Whatever is in doubt is sent again under the same mark, and arrives once.
    let mut sent = Vec::new();
    for (mishap, words) in [
        (Mishap::Busy(1), "too fast"),
        (Mishap::DoneUnanswered, "the answer is lost"),
        (Mishap::Broken, "no connection"),
        (gone, "their server"),
        (Mishap::Garbage, "half an answer"),
        (said_so("10 Internal server error"), "their own fault"),
        (said_so("9 Flood control"), "too many"),
    ] {
        vk.spoil(SEND, mishap);
        answers(house, agent, 1, words).await;
        shop.until_count("outbox where attempts = 1", 1).await;
        later(house, vk, Duration::from_secs(121)).await;
        stands(house, agent, 1, "sent").await;
        sent.push(words.to_owned());
        let said: Vec<String> = there
            .said
            .all()
            .iter()
            .map(|one| one.text().to_owned())
            .collect();
        assert_eq!(said, sent);
    }
    assert_eq!(
        house
            .count("message where text like 'team:elsewhere%'")
            .await,
        0
    );

    // A refusal of the message is final, until somebody sends it again.
    vk.spoil(SEND, said_so("914 Message is too long"));
    answers(house, agent, 1, "refused").await;
    stands(house, agent, 1, "failed").await;
    let log = log_of(house, agent, 1).await;
    let failed = log.iter().rfind(|one| one["delivery"] == "failed").unwrap();
    let again = format!("messages/{}/retry", failed["id"]);
    let again = house.tell(agent, &again, json!({})).await;
    assert_eq!(again.status, 200, "{}", again.text());
    stands(house, agent, 1, "sent").await;
    sent.push("refused".to_owned());

    // The customer lets nobody write to them: nothing more is pretended to be sent until they do again.
    vk.spoil(
        SEND,
        said_so("901 Can't send messages for users without permission"),
    );
    there.update("message_deny", json!({ "user_id": ANA.id }));
    answers(house, agent, 1, "unwanted").await;
    stands(house, agent, 1, "failed").await;
    let refused = house
        .tell(agent, "conversations/1/messages", json!({ "text": "more" }))
        .await;
    assert_eq!(refused.status, 409, "{}", refused.text());
    assert!(
        refused.text().contains("window-closed"),
        "{}",
        refused.text()
    );
    shop.until_count("message where text = 'team:unreachable'", 1)
        .await;
    there.update("message_allow", json!({ "user_id": ANA.id, "key": "" }));
    shop.until_count("message where text = 'team:reachable'", 1)
        .await;
    answers(house, agent, 1, "welcome").await;
    stands(house, agent, 1, "sent").await;
    sent.push("welcome".to_owned());

    // The token was taken back, and given again.
    vk.spoil(
        SEND,
        said_so("5 User authorization failed: access_token was revoked"),
    );
    answers(house, agent, 1, "locked out").await;
    shop.until_count("account where trouble = 'refused'", 1)
        .await;
    assert_eq!(there.said.all().len(), sent.len());
    later(house, vk, Duration::from_secs(61)).await;
    stands(house, agent, 1, "sent").await;
    there.write(&ANA, "Thanks");
    shop.until_count("account where trouble is null", 1).await;
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn buttons_that_the_community_may_not_have_leave_the_words() {
    let shop = Shop::with_chat(Clock::machine()).await;
    let Shop { house, vk, agent } = &shop;
    answers(house, agent, 1, "Уже в пути").await;
    vk.manners.said.reaches(1).await;
    stands(house, agent, 1, "sent").await;
    let words = "912 This is a chat bot feature, change this status in settings";
    vk.spoil(SEND, Mishap::Refused(StatusCode::OK, words.to_owned()));
    let closed = house
        .tell(agent, "conversations/1/close", json!({ "survey": true }))
        .await;
    assert_eq!(closed.status, 200, "{}", closed.text());
    let said = vk.manners.said.reaches(2).await;
    assert!(said[1].text().contains("от 1"), "{}", said[1].text());
    assert_eq!(said[1].field("keyboard"), "");

    // A figure will do. Read again from the dialog, it is neither a second answer nor a new chat.
    let there = &vk.manners;
    there.write(&ANA, "5");
    there.said.reaches(3).await;
    there.change_key();
    there.forget();
    there.write(&ANA, "И ещё вопрос");
    has_written(house, agent, 2, &["И ещё вопрос"]).await;
    assert_eq!(there.said.all().len(), 3, "thanked twice");
    let chat = house.get(agent, "conversations/1", &[]).await.json();
    assert_eq!(chat["rating"], 5, "{chat}");
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_in_the_middle_sends_once_and_misses_nothing() {
    let shop = Shop::with_chat(Clock::machine()).await;
    let there = &shop.vk.manners;
    answers(&shop.house, &shop.agent, 1, "known").await;
    there.said.reaches(1).await;
    stands(&shop.house, &shop.agent, 1, "sent").await;
    // As a process leaves it that ends while it hands a message over, and is not started again for a long time.
    let db = &shop.house.inside().db;
    db.write::<_, DbError>(|tx| {
        tx.execute(
            "update message set delivery = 'sending' where author = 'agent'",
            [],
        )?;
        tx.execute(
            "insert into outbox (message_id, conversation_id, channel_id, state, due_at)
             select id, conversation_id, 2, 'sending', 0 from message where author = 'agent'",
            [],
        )?;
        tx.execute(
            "update account set cursor = substr(cursor, 1, instr(cursor, '@')) || '1700000000'",
            [],
        )
    })
    .await
    .unwrap();
    let house = shop
        .house
        .reopen_after(|| there.write_untold(&ANA, "In the night"))
        .await;
    stands(&house, &shop.agent, 1, "sent").await;
    assert_eq!(there.calls(SEND), 2);
    assert_eq!(there.said.all().len(), 1, "under another mark");
    has_written(&house, &shop.agent, 1, &["Добрый день", "In the night"]).await;
    assert_eq!(
        house
            .count("message where text like 'team:elsewhere%'")
            .await,
        0
    );
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_community_is_set_up_when_it_is_connected() {
    let vk = vk::open(TOKEN, 0).await.unwrap();
    let base = format!("{}/method", vk.base());
    let told = |token: &str| {
        let mut keys = Keys::default();
        keys.set("token", token);
        keys.set("api_base", &base);
        let platform = channels::platform(ChannelKind::Vk, &keys, &Http::default()).unwrap();
        async move { platform.introduce().await }
    };
    let who = told(TOKEN).await.unwrap();
    assert_eq!(
        (who.own_id.as_str(), who.username.as_str()),
        ("42", "@kettle_shop")
    );
    assert_eq!(vk.manners.calls("groups.setLongPollSettings"), 1);
    let refused = told("another").await;
    assert!(
        matches!(refused, Err(Fault::Account(Trouble::Refused, _))),
        "{refused:?}"
    );
    let words = "15 Access denied: no access to manage".to_owned();
    vk.spoil(
        "groups.setLongPollSettings",
        Mishap::Refused(StatusCode::OK, words),
    );
    let refused = told(TOKEN).await;
    assert!(
        matches!(refused, Err(Fault::Account(Trouble::Setup, _))),
        "{refused:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bot_offers_buttons_below_each_other() {
    let shop = Shop::open(Clock::machine()).await;
    let (house, there) = (&shop.house, &shop.vk.manners);
    bot_answers(house).await;
    there.write(&ANA, ASKED);
    let said = there.said.reaches(1).await;
    let keyboard: Value = serde_json::from_str(said[0].field("keyboard")).unwrap();
    assert_eq!(
        keyboard["buttons"].as_array().unwrap().len(),
        2,
        "{keyboard}"
    );
    let person = &keyboard["buttons"][1][0]["action"];
    there.press(&ANA, person["payload"].as_str().unwrap());
    asked_for_a_person(house, &shop.agent, person["label"].as_str().unwrap()).await;
    shop.house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_community_said_is_changed_and_taken_back_there_too() {
    let shop = Shop::with_chat(Clock::machine()).await;
    let Shop { house, vk, agent } = &shop;
    let there = &vk.manners;
    shop.sends("files?name=a.jpg", "image/jpeg", picture(), "Вот")
        .await;
    stands(house, agent, 1, "sent").await;
    answers(house, agent, 1, "Уже в пути").await;
    there.said.reaches(2).await;
    stands(house, agent, 1, "sent").await;
    let log = log_of(house, agent, 1).await;
    let ids: Vec<i64> = log
        .iter()
        .filter(|one| one["author"]["kind"] == "agent")
        .map(|one| one["id"].as_i64().unwrap())
        .collect();
    let before = there.stands(&ANA);
    assert!(before[0].1.starts_with("photo"), "{before:?}");
    for (id, words) in ids.iter().zip(["Вот он", "Завтра"]) {
        let path = format!("messages/{id}/edit");
        let changed = house.tell(agent, &path, json!({ "text": words })).await;
        assert_eq!(changed.status, 200, "{}", changed.text());
    }
    house
        .until(
            "the words are others, and the picture the same",
            async || {
                let stands = there.stands(&ANA);
                stands[0] == ("Вот он".to_owned(), before[0].1.clone()) && stands[1].0 == "Завтра"
            },
        )
        .await;
    // What the platform tells of that is nothing new here.
    assert_eq!(log_of(house, agent, 1).await.len(), log.len());

    // Refused in its words, and then done.
    vk.spoil(
        "messages.delete",
        Mishap::Refused(
            StatusCode::OK,
            "924 Can't delete this message for everybody".to_owned(),
        ),
    );
    let path = format!("messages/{}/unsend", ids[1]);
    assert_eq!(house.tell(agent, &path, json!({})).await.status, 200);
    shop.until_count("amendment where state = 'failed' and code = '924'", 1)
        .await;
    assert_eq!(there.stands(&ANA).len(), 2);
    let path = format!("messages/{}/retry", ids[1]);
    assert_eq!(house.tell(agent, &path, json!({})).await.status, 200);
    shop.until_count("amendment", 0).await;
    assert_eq!(there.stands(&ANA).len(), 1);
    shop.house.close().await;
}

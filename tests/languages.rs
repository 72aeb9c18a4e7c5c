//! Every language fits on every screen, at a desk and on a telephone, and is there to be chosen where
//! people choose: at the front door, in one's account, by the page that carries the widget.

use serde_json::{Value, json};
use shopbell::{
    base::{id::AgentId, lang::Lang},
    desk::{
        audit::Origin,
        prompter::remote::{
            self, Fault, Kind,
            edit::{self, Wanted},
        },
        team::{
            Role,
            account::{self, AccountError, Profile},
            session::{self, SignIn},
        },
    },
};

use crate::{
    browser::{Browser, Key, Stage},
    house::{House, PASSWORD, hash},
    site::{Page, Site, WIDGET},
    widget::counter::{self, Chat},
};

/// Our own words that do not fit where they stand: cut off, spilling out, or broken into lines where
/// there is to be one. What people typed may be cut, and stands in `bdi` or with a direction of its own.
const MISFITS: &str = include_str!("languages/misfits.js");

async fn fits(browser: &Browser<'_>, state: &str) {
    for is_narrow in [false, true] {
        if is_narrow {
            browser.narrow().await;
        }
        let name = format!("{state}, narrow {is_narrow}");
        browser.screenshot(&name.replace(['/', '?'], "_")).await;
        let misfits = browser.run(MISFITS).await;
        assert_eq!(misfits, json!([]), "{name}");
    }
    browser.wide().await;
}

/// The page says in which language it is, and is.
async fn speaks(browser: &Browser<'_>, lang: Lang, words: &str) {
    browser.see(words).await;
    let told = browser.run("return document.documentElement.lang").await;
    assert_eq!(told, json!(lang.code()));
}

async fn speak(house: &House, id: AgentId, lang: Lang) {
    let profile = Profile {
        name: "Ana".to_owned(),
        public_name: String::new(),
        public_title: String::new(),
        lang,
    };
    let db = &house.inside().db;
    db.write::<_, AccountError>(move |tx| account::change_profile(tx, id, &profile))
        .await
        .unwrap();
}

/// A house in which something stands in every list: somebody waits, one chat is Ana's, one has ended.
async fn busy() -> (House, AgentId) {
    let house = House::open().await;
    let ana = house.join("Ana", Role::Admin, hash().await).await;
    let jon = house.supervisor("Jon").await;
    for name in ["Hannah", "Vera", "陈美琳", "Omar"] {
        let visitor = house.visitor(name).await;
        let said = json!({ "text": "Is the lid of Kettle 08 sold on its own?" });
        assert_eq!(house.tell(&visitor, "messages", said).await.status, 201);
    }
    let token = house
        .act(move |tx| session::open(tx, ana, &SignIn::default()))
        .await;
    let ana_s = jon.with_token(token.expose());
    // The first is Ana's, the second has ended, the third is Jon's, the fourth waits.
    house.tell(&ana_s, "next", json!({})).await;
    let ended = house.tell(&ana_s, "next", json!({})).await.json();
    assert_eq!(ended["conversation"]["id"], 2);
    let told = json!({ "text": "It is, for twelve euros.", "client_id": "a" });
    house.tell(&ana_s, "conversations/2/messages", told).await;
    let closed = house
        .tell(&ana_s, "conversations/2/close", json!({ "reason_id": 1 }))
        .await;
    assert!(closed.status < 300, "{}", closed.text());
    house.tell(&jon, "next", json!({})).await;
    let prompter = Wanted {
        name: "Ollama".to_owned(),
        address: "http://127.0.0.1:11434/v1".to_owned(),
        secret: Some("sk-1".to_owned()),
        model: "qwen2.5:3b".to_owned(),
        instruction: String::new(),
        patience_seconds: 3,
        for_messages: true,
        hears_all: false,
    };
    house
        .act(move |tx| {
            let id = edit::add(tx, &Origin::default(), Kind::Completions, &prompter).unwrap();
            remote::went(tx, id, Some(Fault::Refused))
        })
        .await;
    (house, ana)
}

/// What is seen most, in every language.
const SCREENS: [&str; 7] = [
    "/console",
    "/console/1",
    "/console/4",
    "/chats",
    "/chats/2",
    "/admin/channels",
    "/account",
];

/// All others, in German, whose words are the longest, and in Chinese, whose letters are the widest.
const MORE_SCREENS: [&str; 66] = [
    "/admin/privacy",
    "/people/1/privacy",
    "/people/erased",
    "/admin/network",
    "/admin/house/telling",
    "/admin/about",
    "/figures/weekly",
    "/admin/quality",
    "/figures/scores",
    "/admin/channels/connect/email",
    "/figures?period=90",
    "/admin/channels/connect/telegram",
    "/admin/channels/connect/vk",
    "/admin/channels/connect/sms",
    "/admin/channels/connect/custom",
    "/admin/channels/connect/whatsapp",
    "/admin/channels/connect/messenger",
    "/admin/channels/connect/wechat",
    "/admin/channels/connect/mini_program",
    "/admin/bell",
    "/admin/house",
    "/admin/backups",
    "/account/second-step",
    "/admin/identities",
    "/admin/identities/new",
    "/console/2",
    "/console/3",
    "/chats?tab=closed",
    "/people",
    "/people/1",
    "/people/new",
    "/people/import",
    "/people/blocked",
    "/account/short-forms",
    "/admin/shop",
    "/admin/team",
    "/admin/channels/1",
    "/admin/channels/1/look",
    "/admin/channels/1/files",
    "/admin/channels/1/window",
    "/admin/hours",
    "/admin/hours/new",
    "/admin/greetings",
    "/admin/replies",
    "/admin/replies/new",
    "/admin/cards",
    "/admin/cards/new",
    "/admin/articles",
    "/admin/bot",
    "/admin/prompters",
    "/admin/translation",
    "/admin/prompters/new/completions",
    "/admin/prompters/new/webhook",
    "/admin/prompters/1",
    "/admin/articles/new",
    "/admin/customers",
    "/admin/patterns",
    "/admin/short-forms",
    "/admin/clean-up",
    "/admin/queues",
    "/admin/queues/1",
    "/admin/closing",
    "/admin/wall",
    "/admin/keys",
    "/admin/webhooks",
    "/admin/webhooks/new",
];

async fn walk(lang: Lang) {
    let (house, id) = busy().await;
    let stage = Stage::enter().await;
    let ana = stage.browser(lang.code()).open().await;
    ana.goto(&house.url("/sign-in")).await;
    choose_at_the_door(&ana, lang).await;
    speaks(&ana, lang, &lang.text("sign-in-lead")).await;
    fits(&ana, "sign in").await;
    speak(&house, id, lang).await;
    ana.type_into(&lang.text("email"), "ana@kettle.example")
        .await;
    ana.type_into(&lang.text("password"), PASSWORD).await;
    ana.click(&lang.text("sign-in")).await;
    ana.see_css(".rail").await;
    let more: &[&str] = match lang {
        Lang::De | Lang::Zh => &MORE_SCREENS,
        Lang::En | Lang::Es | Lang::Fr | Lang::Ru => &[],
    };
    for screen in SCREENS.iter().chain(more) {
        ana.goto(&house.url(screen)).await;
        speaks(&ana, lang, &lang.text("nav-console")).await;
        fits(&ana, screen).await;
    }
    // The account is where the language is chosen anew.
    ana.goto(&house.url("/account")).await;
    let offered = ana
        .run("return [...document.querySelector('#profile-lang').options].map(one => one.text)")
        .await;
    assert_eq!(offered, json!(Lang::ALL.map(Lang::own_name)));
    ana.goto(&house.url("/console/1")).await;
    ana.click(&lang.text("close-chat")).await;
    ana.see(&lang.text("closing-sub")).await;
    fits(&ana, "closing").await;
    ana.press(Key::Escape).await;
    finds_a_heart(&ana, lang).await;
    ana.goto(&house.url("/admin/log")).await;
    fits(&ana, "log").await;
    ana.goto(&house.url("/wall")).await;
    ana.see(&lang.text("wall-waiting")).await;
    fits(&ana, "wall").await;
    drop(ana);
    house.close().await;
}

/// Emoji are found by the words of the language, and are called by them.
async fn finds_a_heart(browser: &Browser<'_>, lang: Lang) {
    let (typed, name) = match lang {
        Lang::De => ("herz", "herz"),
        Lang::En => ("heart", "heart"),
        Lang::Es => ("corazon", "corazón"),
        Lang::Fr => ("coeur", "cœur"),
        Lang::Ru => ("сердце", "сердце"),
        Lang::Zh => ("红心", "红心"),
    };
    browser.click(&lang.text("emoji")).await;
    browser
        .type_into(&lang.text("js-emoji-search"), typed)
        .await;
    browser
        .see_css(&format!("#emoji [aria-label='{name}']"))
        .await;
    let found = browser
        .run("return document.querySelectorAll('#emoji .emoji__grid button').length")
        .await;
    assert!(found.as_i64().unwrap() < 12, "{lang:?} finds {found}");
    browser.press(Key::Escape).await;
}

/// The menu of languages below the card, which names each in its own language.
async fn choose_at_the_door(browser: &Browser<'_>, lang: Lang) {
    browser.click_css(".langmenu summary").await;
    let offered = browser
        .run("return [...document.querySelectorAll('.langmenu button')].map(one => [one.lang, one.innerText])")
        .await;
    let all = Lang::ALL.map(|lang| json!([lang.code(), lang.own_name()]));
    assert_eq!(offered, Value::from(all.to_vec()));
    fits(browser, "languages").await;
    browser
        .click_css(&format!(".langmenu button[lang={}]", lang.code()))
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_house_speaks_german() {
    walk(Lang::De).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_house_speaks_english() {
    walk(Lang::En).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_house_speaks_spanish() {
    walk(Lang::Es).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_house_speaks_french() {
    walk(Lang::Fr).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_house_speaks_russian() {
    walk(Lang::Ru).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_house_speaks_chinese() {
    walk(Lang::Zh).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_run_speaks_the_browser_s_language() {
    for (lang, tag) in [
        (Lang::De, "de-AT"),
        (Lang::Es, "es-MX"),
        (Lang::Fr, "fr-CA"),
        (Lang::Zh, "zh-CN"),
    ] {
        let house = House::open_empty().await;
        let stage = Stage::enter().await;
        let ana = stage.browser(tag).language(tag).open().await;
        ana.goto(&house.url(&format!("/setup?code={}", house.setup_code())))
            .await;
        speaks(&ana, lang, &lang.text("setup-you-title")).await;
        fits(&ana, "you").await;
        ana.type_into(&lang.text("your-name"), "Ana").await;
        ana.type_into(&lang.text("email"), "ana@kettle.example")
            .await;
        ana.type_into(&lang.text("password"), PASSWORD).await;
        ana.click(&lang.text("go-on")).await;
        ana.see(&lang.text("setup-shop-title")).await;
        fits(&ana, "shop").await;
        ana.type_into(&lang.text("shop-name"), "Kite & Kettle")
            .await;
        for (title, state) in [
            ("setup-channel-title", "channel"),
            ("setup-team-title", "team"),
            ("setup-bell-title", "bell"),
        ] {
            ana.click(&lang.text("go-on")).await;
            ana.see(&lang.text(title)).await;
            fits(&ana, state).await;
        }
        ana.click(&lang.text("open-counter")).await;
        speaks(&ana, lang, &lang.text("setup-done-title")).await;
        fits(&ana, "done").await;
        drop(ana);
        house.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_widget_speaks_the_language_of_its_page() {
    let stage = Stage::enter().await;
    for lang in Lang::ALL {
        let house = House::open().await;
        let ana = house.agent("Ana").await;
        let site = house.site_key().await;
        let attributes = format!("data-locale=\"{}\"", lang.code());
        let shop = Site::with(&Page {
            from: house.address(),
            site: &site,
            attributes: &attributes,
            script: "",
        })
        .await;
        let vera = stage.browser(lang.code()).open().await;
        shop.ask(&vera).await;
        speaks(&vera, lang, &lang.text("widget-closed-shop")).await;
        fits(&vera, "widget, closed").await;
        counter::staff(&house).await;
        vera.reload().await;
        vera.enter_widget(WIDGET).await;
        speaks(&vera, lang, &lang.text("widget-greeting")).await;
        fits(&vera, "widget, home").await;
        vera.type_into(&lang.text("widget-message"), "08?").await;
        vera.click(&lang.text("widget-send")).await;
        vera.see(&lang.text("widget-before-we-start")).await;
        fits(&vera, "widget, form").await;
        vera.type_into(&lang.text("widget-email"), "vera@post.example")
            .await;
        vera.click(&lang.text("widget-start")).await;
        let chat = Chat::take(&house, &ana).await;
        let joined = lang.fill("widget-joined", &[("name", "Ana".into())]);
        vera.see(&joined).await;
        fits(&vera, "widget, chat").await;
        chat.say("08!").await;
        vera.see("08!").await;
        chat.close(true).await;
        vera.see(&lang.text("widget-how-did-we-do")).await;
        fits(&vera, "widget, survey").await;
        vera.click(&lang.text("widget-score-5")).await;
        vera.click(&lang.text("widget-send")).await;
        vera.see(&lang.text("widget-thanks")).await;
        drop(vera);
        house.close().await;
    }
}

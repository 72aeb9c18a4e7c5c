//! Every page outside the console passes the accessibility check, light and dark, at a desk and as
//! narrow as a telephone, with nothing to complain of in the browser's console.

use std::collections::BTreeSet;

use serde_json::Value;
use shopbell::{
    base::id::CustomerId,
    db::Tx,
    demo::Options,
    desk::{
        audit::Origin,
        block,
        customer::{self, field, merge, tag},
        team::{self, Role, invitation},
    },
};

use crate::{
    browser::{Browser, Key, Stage},
    files::voices::RECORDED,
    house::{House, PASSWORD},
    site::{Site, WIDGET},
    widget::counter::{self, Chat},
};

/// What would only open at a click is looked into as well; but a menu may lie over other things.
const OPEN_ALL: &str = "for (const one of document.querySelectorAll('details:not(.langmenu, #availability, #reachable, #serving)')) one.open = true;";

async fn is_accessible(browser: &Browser<'_>, state: &str) {
    browser.run(OPEN_ALL).await;
    // Width and theme do not meet in any rule: each of them is seen once.
    for is_small in [false, true] {
        if is_small {
            browser.narrow().await;
            browser.dark().await;
        } else {
            browser.light().await;
        }
        let name = format!("{state}, narrow and dark: {is_small}");
        let wide = browser
            .run("return document.documentElement.scrollWidth - innerWidth")
            .await;
        assert!(wide.as_f64().unwrap() < 1.0, "{name}: too wide by {wide}");
        assert_eq!(browser.axe().await, Vec::<String>::new(), "{name}");
    }
    browser.wide().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_run_passes_from_the_code_to_the_open_counter() {
    let house = House::open_empty().await;
    let stage = Stage::enter().await;
    let ana = stage.browser("Ana").open().await;
    ana.goto(&house.url("/")).await;
    is_accessible(&ana, "code").await;
    ana.goto(&house.url(&format!("/setup?code={}", house.setup_code())))
        .await;
    ana.see("Welcome to your counter").await;
    ana.run("document.forms[0].noValidate = true").await;
    ana.type_into("Email", "ana@x").await;
    ana.click("Continue").await;
    ana.see("A name is needed").await;
    ana.see("This address looks cut off").await;
    ana.see("Too short").await;
    ana.is_at("Your name").await;
    is_accessible(&ana, "you").await;
    ana.type_into("Your name", "Ana Ruiz").await;
    ana.fill("Email", "ana@x.example").await;
    ana.type_into("Password", PASSWORD).await;
    ana.click("Continue").await;
    ana.see("What’s your shop called?").await;
    is_accessible(&ana, "shop").await;
    ana.type_into("Shop name", "The Corner Bakery").await;
    ana.click("Continue").await;
    ana.see("Where do customers write?").await;
    ana.see("works on this machine alone").await;
    is_accessible(&ana, "channel").await;
    ana.click("Continue").await;
    ana.see("Who else is at the counter?").await;
    ana.click("Make a link").await;
    ana.see("Link for your colleague").await;
    is_accessible(&ana, "team").await;
    ana.click("Continue").await;
    ana.see("Give it a ring").await;
    is_accessible(&ana, "bell").await;
    ana.click("Open the counter").await;
    ana.see("The counter is open").await;
    is_accessible(&ana, "done").await;
    ana.complains(&["status of 400"]).await;
    drop(ana);
    house.close().await;
}

/// Where a page leads within the admin's rooms; one of a kind is enough.
async fn ways(browser: &Browser<'_>) -> Vec<(String, String)> {
    let links = "return [...document.querySelectorAll('a[href^=\"/admin\"]')].map(one => one.getAttribute('href'))";
    let Value::Array(links) = browser.run(links).await else {
        panic!("no links");
    };
    let links = links.iter().filter_map(Value::as_str);
    let kind = |link: &str| link.replace(|c: char| c.is_ascii_digit(), "0");
    links.map(|link| (kind(link), link.to_owned())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_room_of_the_admin_passes_and_every_question_asked_there() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    house.member("Ana", Role::Admin).await;
    house
        .member("Wolfeschlegelsteinhausenbergerdorff", Role::Agent)
        .await;
    let ana = stage.browser("Ana").open().await;
    ana.goto(&house.url("/sign-in")).await;
    is_accessible(&ana, "sign in").await;
    ana.type_into("Email", "ana@kettle.example").await;
    ana.type_into("Password", PASSWORD).await;
    ana.click("Sign in").await;
    ana.see_css(".rail").await;

    let mut seen = BTreeSet::new();
    let mut ahead = vec![("/admin".to_owned(), "/admin".to_owned())];
    while let Some((kind, link)) = ahead.pop() {
        if !seen.insert(kind) {
            continue;
        }
        ana.goto(&house.url(&link)).await;
        ahead.extend(ways(&ana).await);
        if link != "/admin" {
            is_accessible(&ana, &link).await;
        }
    }
    for room in [
        "shop",
        "team",
        "channels",
        "hours",
        "greetings",
        "replies",
        "cards",
        "closing",
        "quality",
        "forwarding",
        "customers",
        "short-forms",
        "patterns",
        "clean-up",
        "wall",
        "bell",
        "house",
        "keys",
        "log",
    ] {
        assert!(seen.contains(&format!("/admin/{room}")), "{room}: {seen:?}");
    }
    assert!(
        seen.iter().any(|kind| kind.contains("?sure=")),
        "dialogs: {seen:?}"
    );
    ana.goto(&house.url("/account")).await;
    is_accessible(&ana, "account").await;
    ana.goto(&house.url("/account/short-forms")).await;
    is_accessible(&ana, "short forms").await;
    ana.goto(&house.url("/figures/weekly")).await;
    is_accessible(&ana, "weekly report").await;
    ana.goto(&house.url("/figures/scores")).await;
    is_accessible(&ana, "scores").await;

    let hannah = house.visitor("Hannah").await;
    let said = serde_json::json!({ "text": "Where is my kettle?" });
    house.tell(&hannah, "messages", said).await;
    ana.goto(&house.url("/chats")).await;
    ana.click_css("[data-pick]").await;
    ana.see("1 ticked").await;
    is_accessible(&ana, "many chats").await;
    ana.click("Close…").await;
    ana.see_css("#bulk-dialog").await;
    is_accessible(&ana, "many chats, close").await;
    drop(ana);
    house.close().await;
}

/// One that lets a colleague in, one to a new password.
async fn links(house: &House) -> [String; 2] {
    let origin = Origin::default();
    let make = move |tx: &mut Tx<'_>| {
        let ana = team::active(tx)?.remove(0);
        let join = invitation::invite(tx, &origin, Role::Agent, "")?;
        let reset = invitation::offer_reset(tx, &origin, ana.id)?;
        Ok::<_, invitation::InviteError>([
            format!("/join/{}", join.token.expose()),
            format!("/reset/{}", reset.token.expose()),
        ])
    };
    house.inside().db.write(make).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn links_refusals_and_the_shop_s_pages_pass() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    house.member("Ana", Role::Admin).await;
    let [join, reset] = links(&house).await;
    let vera = stage.browser("Vera").open().await;
    let site = house.site_key().await;
    for (state, path) in [
        ("join", join.as_str()),
        ("reset", reset.as_str()),
        ("dead link", "/join/cut-off"),
        ("nothing here", "/nowhere"),
        ("trial", &format!("/try/{site}")),
    ] {
        vera.goto(&house.url(path)).await;
        is_accessible(&vera, state).await;
    }
    vera.complains(&["status of 404"]).await;
    drop(vera);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_shop_of_the_demo_passes() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options {
        customers: 0,
        ..crate::demo::options(8)
    };
    let demo = crate::demo::open_in(folder.path(), &options).await.unwrap();
    let stage = Stage::enter().await;
    let vera = stage.browser("Vera").open().await;
    for page in ["", "kettle-08"] {
        let url = format!("http://{}/shop/{page}", demo.app.address);
        vera.goto(&url).await;
        vera.see_part_in_shadow(WIDGET, ".bell", true).await;
        is_accessible(&vera, page).await;
    }
    drop(vera);
    demo.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_face_of_the_widget_passes() {
    let house = House::open().await;
    let ana = house.agent("Ana").await;
    let shop = Site::open(&house).await;
    let stage = Stage::enter().await;
    let vera = stage.browser("Vera").open().await;
    shop.ask(&vera).await;
    vera.see("The shop is closed").await;
    vera.click("Leave message").await;
    vera.see("Please fill this in.").await;
    is_accessible(&vera, "closed").await;
    counter::staff(&house).await;
    vera.reload().await;
    vera.enter_widget(WIDGET).await;
    vera.see("We’re here").await;
    vera.click("Emoji").await;
    is_accessible(&vera, "home").await;
    vera.press(Key::Escape).await;
    vera.type_into("Message", "Здравствуйте, 你好, مرحبا").await;
    vera.click("Send").await;
    vera.type_into("Email", "vera@post").await;
    vera.click("Start chatting").await;
    vera.see("This address looks cut off.").await;
    is_accessible(&vera, "before").await;
    vera.fill("Email", "vera@post.example").await;
    vera.click("Start chatting").await;
    let chat = Chat::take(&house, &ana).await;
    vera.see("Ana joined").await;
    chat.say("See https://kettle.example/a-very-long-way-to-the-lid-of-the-kettle-08")
        .await;
    vera.see("See https").await;
    vera.click("Menu").await;
    is_accessible(&vera, "chat").await;
    vera.press(Key::Escape).await;
    vera.choose_file(std::path::Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/assets/demo/photo-lid.jpg"
    )))
    .await;
    vera.see("photo-lid.jpg").await;
    is_accessible(&vera, "picture").await;
    vera.click("Send").await;
    vera.see_css(".msg--out img[src^='blob:']").await;
    vera.gone("Waiting to send").await;
    chat.close(true).await;
    vera.see("How did we do?").await;
    is_accessible(&vera, "survey").await;
    vera.click("Okay").await;
    vera.click("Send").await;
    vera.see("Thank you").await;
    is_accessible(&vera, "thanks").await;
    vera.offline().await;
    vera.type_into("Message", "Still there?").await;
    vera.click("Send").await;
    vera.see("No connection").await;
    is_accessible(&vera, "no connection").await;
    vera.online().await;
    vera.complains(&["ERR_INTERNET_DISCONNECTED"]).await;
    drop(vera);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_and_voice_pass_in_the_log_in_their_window_and_while_one_speaks() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    house.member("Ana", Role::Agent).await;
    let hannah = house.visitor("Hannah").await;
    let path = "files?name=voice.webm&kind=voice&levels=09az9a0";
    let voice = house
        .post(&hannah, path, "audio/webm", RECORDED.into())
        .await
        .json();
    let send = serde_json::json!({ "text": "Listen", "attachments": [voice["id"]] });
    house.tell(&hannah, "messages", send).await;
    let ana = stage.browser("Ana").with_microphone().open().await;
    ana.goto(&house.url("/sign-in")).await;
    ana.type_into("Email", "ana@kettle.example").await;
    ana.type_into("Password", PASSWORD).await;
    ana.click("Sign in").await;
    ana.click("Next Chat").await;
    ana.see_css("#log .voice").await;
    let note = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/demo/delivery-note.pdf");
    ana.choose_file(std::path::Path::new(note)).await;
    ana.see("Send this?").await;
    is_accessible(&ana, "preview").await;
    ana.click("Add words").await;
    ana.click("Send").await;
    ana.see_css("#log .filecard").await;
    ana.run("document.getElementById('mic').focus()").await;
    ana.press(Key::Enter).await;
    ana.see_css(".recstrip").await;
    is_accessible(&ana, "recording").await;
    ana.press(Key::Enter).await;
    ana.see_css("#attached .voice").await;
    is_accessible(&ana, "voice").await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_people_pages_pass() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    house.member("Ana", Role::Admin).await;
    let vera = house.visitor("Vera").await;
    let lid = house.picture_of(&vera, "lid").await["id"].clone();
    let link = "Hello https://kettle.example/a-very-long-way-to-the-lid-of-the-kettle-08 and www.kettle.example";
    let hello = serde_json::json!({ "text": link, "attachments": [lid] });
    house.tell(&vera, "messages", hello).await;
    house
        .act(|tx| {
            let origin = Origin::default();
            let ana = team::active(tx)?.remove(0);
            let wanted = field::Wanted {
                name: "Tier".to_owned(),
                help: "How the shop sees them".to_owned(),
                choices: vec!["Gold".to_owned(), "Silver".to_owned()],
            };
            field::add(tx, &origin, field::FieldKind::Choice, &wanted).unwrap();
            field::add(tx, &origin, field::FieldKind::Date, &wanted_day()).unwrap();
            let other = customer::create(tx, "Wolfeschlegelsteinhausenbergerdorff", "")?;
            let third = customer::create(tx, "Mallory", "mallory@post.example")?;
            tag::add(tx, CustomerId(1), "VIP").unwrap();
            let choice = merge::Choice::default();
            merge::merge(tx, &ana, &origin, CustomerId(1), other, choice).unwrap();
            let blocked = block::Wanted {
                reason: "Spam".to_owned(),
                message: "No, thank you.".to_owned(),
                lasts: None,
                nearby: None,
            };
            block::block(tx, &ana, &origin, third, &blocked).unwrap();
            Ok(())
        })
        .await;
    let ana = stage.browser("Ana").open().await;
    ana.goto(&house.url("/sign-in")).await;
    ana.type_into("Email", "ana@kettle.example").await;
    ana.type_into("Password", PASSWORD).await;
    ana.click("Sign in").await;
    ana.see_css(".rail").await;
    for page in [
        "/people",
        "/people?q=nobody",
        "/people/new",
        "/people/import",
        "/people/blocked",
        "/people/1",
        "/people/1?tab=pages",
        "/people/1?tab=files",
        "/console/customers/1/panel?tab=files",
        "/people/1?sure=block",
        "/people/1/merge",
        "/people/1/merge?with=3",
        "/people/3",
        "/figures?period=90",
        "/admin/customers/fields/1",
        "/admin/customers/tags/1",
        "/admin/customers/tags/1?sure=delete-tag",
        "/console/1",
    ] {
        ana.goto(&house.url(page)).await;
        is_accessible(&ana, page).await;
    }
    ana.goto(&house.url("/people/import")).await;
    ana.type_into(
        "Or paste the table",
        "name,email\nMallory,mallory@post.example\nOmar,omar@\n",
    )
    .await;
    ana.click("See what would happen").await;
    ana.see("Broken rows").await;
    is_accessible(&ana, "import").await;
    drop(ana);
    house.close().await;
}

fn wanted_day() -> field::Wanted {
    field::Wanted {
        name: "Birthday".to_owned(),
        ..field::Wanted::default()
    }
}

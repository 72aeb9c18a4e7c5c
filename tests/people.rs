//! The people pages and what the team does with its customers, in real browsers.

use hmac::{Hmac, KeyInit, Mac};
use serde_json::json;
use sha2::Sha256;
use shopbell::{
    atlas::write::{Entry, database},
    base::time::Clock,
    config::ServeFlags,
    desk::{
        audit::Origin,
        block, channel,
        customer::{
            self,
            field::{self, FieldKind, Wanted},
            merge::{self, MergeError},
        },
        team::Role,
    },
};

use crate::{
    browser::{Browser, Key, Stage},
    house::{House, PASSWORD, Person},
    paper::Shop,
    site::{Site, WIDGET},
};

async fn sign_in(house: &House, browser: &Browser<'_>, name: &str) {
    browser.goto(&house.url("/sign-in")).await;
    let email = format!("{}@kettle.example", name.to_lowercase());
    browser.type_into("Email", &email).await;
    browser.type_into("Password", PASSWORD).await;
    browser.click("Sign in").await;
    browser.see_css(".rail").await;
}

/// A member's browser, signed in.
async fn member<'stage>(
    house: &House,
    stage: &'stage Stage,
    name: &'static str,
    role: Role,
) -> Browser<'stage> {
    house.member(name, role).await;
    let browser = stage.browser(name).open().await;
    sign_in(house, &browser, name).await;
    browser
}

/// Waits until the page has this, visible or not.
async fn has(browser: &Browser<'_>, css: &str) {
    let script = format!("return document.querySelector({css:?}) !== null");
    browser.until(css, &script).await;
}

async fn writes(house: &House, visitor: &Person, words: &str) -> i64 {
    let said = house
        .tell(visitor, "messages", json!({ "text": words }))
        .await;
    assert_eq!(said.status, 201, "{}", said.text());
    said.json()["conversation_id"].as_i64().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_defines_a_field_and_two_agents_fill_it_in() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = member(&house, &stage, "Ana", Role::Admin).await;
    ana.goto(&house.url("/admin/customers")).await;
    ana.click("New field").await;
    ana.type_into("Name", "Cups a month").await;
    ana.choose("What is written there", "Number").await;
    ana.type_into("Help", "About how many they buy").await;
    ana.click_css("#fields form button.btn--primary").await;
    ana.see("Saved").await;
    ana.click("New field").await;
    ana.type_into("Name", "Tier").await;
    ana.choose("What is written there", "One of several choices")
        .await;
    ana.click_css("#fields form button.btn--primary").await;
    ana.see("At least two choices are needed").await;
    ana.fill("Choices", "Gold\nSilver").await;
    ana.click_css("#fields form button.btn--primary").await;
    ana.see("Saved").await;

    let hannah = house.visitor("Hannah").await;
    let chat = writes(&house, &hannah, "Hello").await;
    ana.goto(&house.url(&format!("/console/{chat}"))).await;
    ana.fill("Cups a month", "many\n").await;
    ana.see("This is not a number").await;
    ana.fill("Cups a month", "12,50\n").await;
    has(&ana, "#infield-own-1 input[name=seen][value='12.5']").await;
    ana.choose("Tier", "Silver").await;
    has(&ana, "#infield-own-2 input[name=seen][value='Silver']").await;

    // Bo has the chat before him as well, and both write in the same field.
    let bo = member(&house, &stage, "Bo", Role::Agent).await;
    bo.goto(&house.url(&format!("/console/{chat}"))).await;
    bo.type_into("Cups a month", "0").await;
    ana.fill("Cups a month", "13\n").await;
    has(&ana, "#infield-own-1 input[name=seen][value='13']").await;
    bo.press(Key::Enter).await;
    bo.see("A colleague has just changed this").await;
    bo.see("A colleague wrote: 13").await;
    bo.click("Use mine").await;
    ana.until(
        "see Bo's word",
        "return document.querySelector('#infield-own-1 [name=value]').value === '12.50'
           || document.querySelector('#infield-own-1 [name=value]').value === '12.5'",
    )
    .await;
    ana.complains(&["status of 400"]).await;
    bo.complains(&["status of 409"]).await;

    // The admin sees what would be lost, and deletes it.
    ana.goto(&house.url("/admin/customers/fields/2")).await;
    ana.click("Delete").await;
    ana.see("What is written in it about one customer is deleted, too.")
        .await;
    ana.click_css("#delete-field .btn--danger").await;
    ana.see("Saved").await;
    ana.gone("Tier").await;
    drop((ana, bo));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_tidies_up_the_tags() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = member(&house, &stage, "Ana", Role::Admin).await;
    let hannah = house.visitor("Hannah").await;
    let chat = writes(&house, &hannah, "Hello").await;
    ana.goto(&house.url(&format!("/console/{chat}"))).await;
    for tag in ["Retrun", "Return"] {
        if tag == "Retrun" {
            ana.click("Tag").await;
        }
        ana.type_into("New tag", &format!("{tag}\n")).await;
        ana.see_css(".tag [aria-label^='Remove tag']").await;
    }
    ana.see("Return").await;
    ana.goto(&house.url("/admin/customers")).await;
    ana.click("Retrun").await;
    ana.fill("Name", "Return").await;
    ana.click("Save").await;
    ana.see("Another tag has this name.").await;
    ana.choose("Merge into another tag", "Return").await;
    ana.click("Merge").await;
    ana.see("one customer").await;
    ana.click("Colour 5").await;
    ana.fill("Name", "Returns").await;
    ana.click("Save").await;
    ana.see_css("#tags .tag--5").await;
    ana.gone("Retrun").await;
    ana.complains(&["status of 409"]).await;
    ana.goto(&house.url(&format!("/console/{chat}"))).await;
    ana.see_css("#side .tag--5").await;
    ana.see("Returns").await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_blocked_is_told_so_and_rings_nobody() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = member(&house, &stage, "Ana", Role::Supervisor).await;
    let shop = Site::open(&house).await;
    let mallory = stage.browser("Mallory").open().await;
    shop.ask(&mallory).await;
    mallory.see("We’re here").await;
    mallory.type_into("Message", "Buy my pills").await;
    mallory.press(Key::Enter).await;
    mallory.type_into("Email", "mallory@post.example").await;
    mallory.click("Start chatting").await;
    ana.click("Next Chat").await;
    ana.see("Buy my pills").await;

    ana.click("More for this chat").await;
    ana.click_css("#deeds [data-open-block]").await;
    ana.choose("Reason", "Something else").await;
    ana.click("Block and close").await;
    ana.see("Say in words why.").await;
    ana.type_into("In words", "sells pills").await;
    ana.fill("Message to the customer", "We do not buy anything.")
        .await;
    ana.click("Block and close").await;
    ana.see("What they write now rings nobody").await;
    ana.see("Blocked by Ana").await;
    mallory.see("We do not buy anything.").await;

    mallory.type_into("Message", "But they are cheap").await;
    mallory.press(Key::Enter).await;
    ana.see("Written while blocked").await;
    let cy = house.colleague("Cy", Role::Agent).await;
    let cy = house.signed_in(&cy).await;
    let list = house
        .get(&cy, "/console/list", &[("x-fragment", "1")])
        .await
        .text();
    assert!(!list.contains("id=\"w-"), "nobody waits: {list}");
    ana.complains(&["status of 400"]).await;

    ana.goto(&house.url("/people/blocked")).await;
    ana.see("sells pills").await;
    ana.see("We do not buy anything.").await;
    ana.click("Unblock").await;
    ana.see("Customer since").await;
    ana.goto(&house.url("/people/blocked")).await;
    ana.see("unblocked by Ana").await;
    mallory.type_into("Message", "Sorry").await;
    mallory.press(Key::Enter).await;
    ana.goto(&house.url("/console")).await;
    ana.see("Sorry").await;
    drop((ana, mallory));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_directory_is_searched_filled_and_merged() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = member(&house, &stage, "Ana", Role::Supervisor).await;
    ana.goto(&house.url("/people")).await;
    ana.see("Nobody is known yet").await;

    // A table with two good rows, a broken one and a head nobody understands.
    ana.click("Import").await;
    ana.type_into(
        "Or paste the table",
        "Name;Email;Phone;Shoe size\nÁngel Núñez;angel@post.example;+34 91 555 0112;42\n陈美琳;meilin@mail.example;;\nOmar;omar@;;\n",
    )
    .await;
    ana.click("See what would happen").await;
    ana.see("2 rows can be taken in.").await;
    ana.see("Line 4:").await;
    ana.see("“omar@” is no email address.").await;
    ana.see("Not understood and left out: Shoe size").await;
    assert_eq!(house.count("customer").await, 0, "nothing is stored yet");
    ana.click("Leave the broken rows out").await;
    ana.click("Import 2 customers").await;
    ana.see("Imported: 2 new, 0 brought up to date.").await;
    assert_eq!(house.count("customer").await, 2);

    // The same address once more is offered as known.
    ana.click("Another table").await;
    ana.type_into(
        "Or paste the table",
        "email,company\nANGEL@post.example,=Tea\n",
    )
    .await;
    ana.click("See what would happen").await;
    ana.see("One is known already, by email or phone").await;
    ana.click("Import one customer").await;
    ana.see("Imported: 0 new, 1 brought up to date.").await;

    ana.goto(&house.url("/people")).await;
    ana.see("=Tea").await;
    for (typed, seen, gone) in [
        ("nunez", "Ángel Núñez", "陈美琳"),
        ("美琳", "陈美琳", "Ángel Núñez"),
    ] {
        ana.fill("Search people", typed).await;
        ana.gone(gone).await;
        ana.see(seen).await;
    }
    ana.fill("Search people", "nobody at all").await;
    ana.see("Nobody found for “nobody at all”").await;
    let cy = house.colleague("Cy", Role::Supervisor).await;
    let program = house.program(&cy, "export").await.1;
    let table = house.get(&program, "/people/export?q=nunez", &[]).await;
    assert!(table.text().contains("'=Tea"), "{}", table.text());
    assert!(!table.text().contains("美琳"));

    // Somebody is written down by hand, who turns out to be known.
    ana.goto(&house.url("/people/new")).await;
    ana.type_into("Customer’s name", "Angelito").await;
    ana.type_into("Phone", "0034 915550112").await;
    // Two clicks on a slow line are one.
    let is_stopped = ana
        .run(
            "const form = document.querySelector('form[action=\"/people/new\"]'), seen = [];
             addEventListener('submit', (event) => seen.push(event.defaultPrevented));
             form.requestSubmit();
             form.requestSubmit();
             return seen",
        )
        .await;
    assert_eq!(is_stopped, json!([false, true]));
    ana.see("This address or number is known already:").await;
    ana.click("Write down all the same").await;
    ana.see("Customer since").await;
    ana.click("Merge").await;
    ana.see("These are like them:").await;
    ana.click("Compare with Ángel Núñez").await;
    ana.click_css("input[name=name][value=other]").await;
    ana.click_css("form .btn--primary").await;
    ana.see("merged Ángel Núñez into this customer").await;
    ana.see_css("input[value='ANGEL@post.example']").await;
    ana.click("Undo").await;
    ana.gone("merged Ángel").await;
    ana.see_css("input[value='Angelito']").await;
    ana.complains(&["status of 409"]).await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_click_on_merging_and_on_undoing_is_answered_as_the_first() {
    let house = House::open().await;
    let ana = house.agent("Ana").await;
    for name in ["Hannah", "Hanni"] {
        house.act(move |tx| customer::create(tx, name, "")).await;
    }
    for (path, form) in [
        ("/people/1/merge", "with=2"),
        ("/people/1/merge/undo", "merge=1"),
    ] {
        for click in 1..=2 {
            let answer = house.fill(&ana, path, form).await;
            let to = (answer.status, answer.header("location"));
            assert_eq!(to, (303, "/people/1"), "{path}, click {click}");
        }
    }
    assert_eq!(house.count("merge where undone_at is not null").await, 1);
    assert_eq!(house.count("customer where merged_into is null").await, 2);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_known_address_in_a_message_leads_to_its_owner() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = member(&house, &stage, "Ana", Role::Agent).await;
    house
        .act(|tx| {
            let id = customer::create(tx, "Grace Whitfield", "grace@whitfield.example")?;
            let phone = customer::edit::Edit {
                phone: Some("+44 161 496 0147".to_owned()),
                ..customer::edit::Edit::default()
            };
            customer::edit::edit(tx, id, 0, &phone).unwrap();
            Ok(())
        })
        .await;
    let hannah = house.visitor("Hannah").await;
    let chat = writes(
        &house,
        &hannah,
        "Ask Grace@whitfield.example or 0044 161 496-0147, not bo@post.example",
    )
    .await;
    ana.goto(&house.url(&format!("/console/{chat}"))).await;
    ana.until(
        "see two links to Grace",
        "return document.querySelectorAll('#log a.known[href=\"/people/1\"]').length === 2",
    )
    .await;
    ana.see_css("#log a[href='mailto:bo@post.example']").await;
    ana.click("Grace@whitfield.example").await;
    ana.see("Customer since").await;
    ana.see("No chat with them yet.").await;
    // A colleague's change is seen without a reload.
    house
        .act(|tx| {
            let name = customer::edit::Edit {
                company: Some("The Anchor".to_owned()),
                ..customer::edit::Edit::default()
            };
            customer::edit::edit(tx, shopbell::base::id::CustomerId(1), 1, &name).unwrap();
            Ok(())
        })
        .await;
    ana.see_css("input[value='The Anchor']").await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_a_customer_is_stands_beside_the_chat() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = member(&house, &stage, "Ana", Role::Admin).await;
    let hannah = house.visitor("Hannah").await;
    let chat = writes(&house, &hannah, "Hello").await;
    let at_chat = house.url(&format!("/console/{chat}"));
    ana.goto(&at_chat).await;
    ana.see("no file of places is set").await;
    ana.click("Set a file").await;
    ana.type_into("Path of the file", "/nowhere/city.mmdb")
        .await;
    ana.click_css("#places button").await;
    ana.see("There is no such file on this machine.").await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("city.mmdb");
    std::fs::write(&path, "not a database").unwrap();
    let path = path.to_str().unwrap().to_owned();
    ana.fill("Path of the file", &path).await;
    ana.click_css("#places button").await;
    ana.see("This is no file of places (MMDB), or it is damaged.")
        .await;
    let hamburg = Entry {
        network: "198.51.100.0/24".to_owned(),
        city: vec![("en", "Hamburg")],
        country: vec![("en", "Germany")],
        latitude: 53.55,
        longitude: 9.99,
        radius_km: 20,
        time_zone: "Europe/Berlin",
    };
    std::fs::remove_file(&path).unwrap();
    let path = folder.path().join("good.mmdb");
    std::fs::write(&path, database("Made-up-City", &[hamburg])).unwrap();
    ana.fill("Path of the file", path.to_str().unwrap()).await;
    ana.click_css("#places button").await;
    ana.see("In use: Made-up-City").await;

    ana.goto(&at_chat).await;
    ana.see("inside your own network").await;
    house
        .act(|tx| tx.execute("update identity set address = '198.51.100.7'", []))
        .await;
    ana.goto(&at_chat).await;
    ana.see("Hamburg, Germany").await;
    ana.see("Approximate, from the network address.").await;
    ana.see_css("#side a[href^='https://www.openstreetmap.org/?mlat=53.55000']")
        .await;
    ana.see_css("#side a[href^='https://www.google.com/maps/']")
        .await;
    ana.see_css("#side a[href^='https://uri.amap.com/']").await;

    // What the customer shares themselves counts more.
    let program = house
        .program(&house.colleague("Cy", Role::Agent).await, "write")
        .await
        .1;
    let at = format!("/api/v1/agent/conversations/{chat}/position");
    let position = json!({ "latitude": 95.0, "longitude": 0.0 });
    assert_eq!(house.tell(&program, &at, position).await.status, 400);
    let position = json!({ "latitude": 53.541, "longitude": 9.984, "accuracy_m": 15, "label": "At the harbour" });
    assert_eq!(house.tell(&program, &at, position).await.status, 204);
    ana.see("At the harbour").await;
    ana.see("to within 15 m").await;
    ana.complains(&["status of 400"]).await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agent_follows_a_visitor_from_page_to_page() {
    let house = House::open().await;
    house
        .act(|tx| {
            let rules = customer::page_view::PageRules::read("size").unwrap();
            shopbell::desk::setting::put(tx, &rules)
        })
        .await;
    let stage = Stage::enter().await;
    let ana = member(&house, &stage, "Ana", Role::Agent).await;
    let shop = Site::open(&house).await;
    let vera = stage.browser("Vera").open().await;
    vera.goto(&shop.url("/?utm_source=mail&token=secret&size=8"))
        .await;
    vera.see_part_in_shadow(WIDGET, ".bell", true).await;
    vera.reload().await;
    shop_asks(&vera).await;
    ana.click("Next Chat").await;
    ana.click("Pages").await;
    ana.see("Kettle 08").await;
    ana.see_css(".pv a[href$='/?utm_source=mail&size=8']").await;
    // A page of one application, without a load.
    vera.leave_widget().await;
    vera.run("history.pushState(null, '', '/cart?token=x'); document.title = 'Cart'")
        .await;
    ana.see("Cart").await;
    ana.until(
        "see two pages, the first of them left",
        "return document.querySelectorAll('.pv').length === 2 && document.querySelectorAll('.pv--now').length === 1",
    )
    .await;
    assert!(
        !house
            .act(|tx| tx.exists(
                "select 1 from page_view where url like '%secret%' or url like '%token%'",
                []
            ))
            .await
    );
    drop((ana, vera));
    house.close().await;
}

async fn shop_asks(vera: &Browser<'_>) {
    vera.see_part_in_shadow(WIDGET, ".bell", true).await;
    vera.click_in_shadow(WIDGET, ".bell").await;
    vera.enter_widget(WIDGET).await;
    vera.type_into("Message", "Hello").await;
    vera.press(Key::Enter).await;
    vera.type_into("Email", "vera@post.example").await;
    vera.click("Start chatting").await;
    vera.see("Hello").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fields_and_tags_travel_with_the_customer_s_event() {
    let house = House::open().await;
    let ana = house.agent("Ana").await;
    let hannah = house.visitor("Hannah").await;
    writes(&house, &hannah, "Hello").await;
    house
        .act(|tx| {
            let wanted = Wanted {
                name: "City".to_owned(),
                ..Wanted::default()
            };
            field::add(tx, &Origin::default(), FieldKind::Text, &wanted).unwrap();
            Ok(())
        })
        .await;
    let mut stream = house.listen(&ana, "", &[]).await.begun().await;
    let saved = house
        .fill(&ana, "/console/customers/1/fields/1", "seen=&value=Ulm")
        .await;
    assert_eq!(saved.status, 200, "{}", saved.text());
    let told = stream.next_of("customer").await;
    assert_eq!(told.data["fields"][0]["value"], "Ulm", "{told:?}");
    drop(stream);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_word_of_the_site_is_taken_once_and_refused_in_words() {
    let house = House::open().await;
    let nobody = house.visitor("").await.without_token();
    let secret = house
        .act(|tx| {
            let site = channel::all(tx)?.remove(0).id;
            Ok(channel::identity_secret(tx, site)?.unwrap())
        })
        .await;
    let sign = |text: &str| {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose().as_bytes()).unwrap();
        mac.update(text.as_bytes());
        let bytes = mac.finalize().into_bytes();
        bytes
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
    };
    let now = house.inside().db.clock().now().0 / 1_000;
    let begin = async |id: &str, until: i64, hash: String| {
        let identity =
            json!({ "id": id, "hash": hash, "until": until, "email": "vera@post.example" });
        let begun = house
            .tell(&nobody, "sessions", json!({ "identity": identity }))
            .await;
        assert_eq!(begun.status, 201, "{}", begun.text());
        begun.json()
    };
    let hour = now + 3_600;
    let vera = begin("u7", hour, sign(&format!("u7.{hour}"))).await;
    assert_eq!(vera["verified"], true);
    assert!(vera.get("identity_refused").is_none());
    for (id, until, signed, why) in [
        (
            "u8",
            hour,
            format!("u7.{hour}"),
            "does not belong to this id",
        ),
        (
            "u7",
            hour + 1,
            format!("u7.{hour}"),
            "does not belong to this id",
        ),
        (
            "u7",
            now - 1,
            format!("u7.{}", now - 1),
            "until an earlier moment",
        ),
        (
            "u7",
            now + 90_000,
            format!("u7.{}", now + 90_000),
            "longer than a day",
        ),
    ] {
        let stranger = begin(id, until, sign(&signed)).await;
        assert_eq!(stranger["verified"], false, "{id} {until}");
        assert_ne!(
            stranger["visitor_id"], vera["visitor_id"],
            "same address, another person"
        );
        let told = stranger["identity_refused"].as_str().unwrap();
        assert!(told.contains(why), "{told}");
    }
    // The same word, found in an old page some minutes later.
    house
        .act(|tx| tx.execute("update used_proof set at = at - 600000", []))
        .await;
    let replayed = begin("u7", hour, sign(&format!("u7.{hour}"))).await;
    assert_eq!(replayed["verified"], false);
    assert!(
        replayed["identity_refused"]
            .as_str()
            .unwrap()
            .contains("used already")
    );
    house.close().await;
}

/// A visitor who comes from an address on the net.
async fn from(house: &House, name: &str, address: &str) -> Person {
    let nobody = Person {
        side: "visitor",
        token: String::new(),
    };
    let headers = [("x-forwarded-for", address)];
    let begun = house
        .send(&nobody, "sessions", &headers, json!({ "name": name }))
        .await;
    Person {
        side: "visitor",
        token: begun.json()["token"].as_str().unwrap().to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_back_as_a_stranger_from_the_same_address_is_blocked_if_one_says_so() {
    let serve = ServeFlags {
        trusted_proxies: vec!["127.0.0.1".parse().unwrap()],
        ..ServeFlags::default()
    };
    let house = House::open_with(Clock::machine(), serve).await;
    let stage = Stage::enter().await;
    let ana = member(&house, &stage, "Ana", Role::Supervisor).await;
    let mallory = from(&house, "Mallory", "93.184.216.34").await;
    house
        .tell(&mallory, "messages", json!({ "text": "Buy my pills" }))
        .await;
    ana.click("Next Chat").await;
    ana.see("Buy my pills").await;
    ana.click("More for this chat").await;
    ana.click_css("#deeds [data-open-block]").await;
    ana.choose("Also block new visitors from", "93.184.216.34 · One day")
        .await;
    ana.click("Block and close").await;
    ana.see("Also new visitors from").await;

    let stranger = from(&house, "Nobody in particular", "93.184.216.34").await;
    house
        .tell(&stranger, "messages", json!({ "text": "Pills, cheap" }))
        .await;
    let elsewhere = from(&house, "Hannah", "93.184.217.7").await;
    house
        .tell(
            &elsewhere,
            "messages",
            json!({ "text": "Do you sell lids?" }),
        )
        .await;
    ana.goto(&house.url("/console")).await;
    ana.see("Do you sell lids?").await;
    ana.gone("Pills, cheap").await;
    ana.goto(&house.url("/people/blocked")).await;
    ana.see("Came from the same addresses as").await;
    ana.see("Nobody in particular").await;
    drop(ana);
    house.close().await;
}

#[tokio::test]
async fn a_page_that_was_open_before_a_merge_loses_nothing_of_what_is_written_there() {
    let shop = Shop::open().await;
    let ana = shop.member("Ana", Role::Admin).await;
    let bo = shop.member("Bo", Role::Agent).await;
    let mut bo = shop.signed_in(&bo).await;
    let merged = shop.app.house.db.write::<_, MergeError>(move |tx| {
        let kept = customer::create(tx, "Hannah", "hannah@post.example")?;
        let gone = customer::create(tx, "Hanni", "")?;
        let choice = merge::Choice::default();
        merge::merge(tx, &ana, &Origin::default(), kept, gone, choice)?;
        Ok((kept, gone))
    });
    let (kept, gone) = merged.await.unwrap();
    let (old, new) = (format!("/people/{gone}"), format!("/people/{kept}"));

    // Bo has had Hanni's page open all the while.
    let note = [("text", "Will call on Friday")];
    let went = bo.send(&format!("{old}/notes"), &note).await;
    assert_eq!((went.status, went.to()), (303, old.as_str()));
    assert_eq!(bo.get(&old).await.to(), new);
    assert!(bo.get(&new).await.text.contains("Will call on Friday"));
    let panel = bo.get(&format!("{old}/panel")).await;
    assert!(panel.text.contains(&format!("action=\"{new}/notes\"")));

    // What both have seen the same is written; of what is another's he is told, and keeps his own words.
    let field = |name, value, seen| {
        [
            ("field", name),
            ("value", value),
            ("seen", seen),
            ("revision", "0"),
        ]
    };
    let path = format!("{old}/fields");
    let taken = bo.send(&path, &field("company", "Tea and Sons", "")).await;
    assert_eq!(taken.status, 303);
    assert!(bo.get(&new).await.text.contains("Tea and Sons"));
    let other = bo.send(&path, &field("name", "Hanni V.", "Hanni")).await;
    assert_eq!(other.status, 409);
    let form = format!("action=\"{new}/fields\"");
    for words in ["Hanni V.", "Hannah", form.as_str()] {
        assert!(other.text.contains(words), "{words}");
    }

    let spam = [("reason", "spam"), ("message", "We no longer answer you.")];
    assert_eq!(bo.send(&format!("{old}/block"), &spam).await.status, 303);
    assert!(shop.read(move |reader| block::holds(reader, kept)).await);
    shop.close().await;
}

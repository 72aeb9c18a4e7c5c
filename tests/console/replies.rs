//! Quick replies at the counter: seen, found, loaded, filled in, and sent by a person alone.

use shopbell::desk::{
    audit::Origin,
    content::{reply_sheet, sheet::Tally},
    team::Role,
};

use super::{at_counter, customer, heard_by, sign_in, takes_next};
use crate::{
    browser::{Browser, Key, Stage},
    house::{House, PASSWORD},
    site::Site,
    widget::counter,
};

/// What the team keeps ready in these stories.
const STOCK: &str = "topic,name,tags,default,en,de,ru\n\
    Greetings,Hello,welcome,yes,\"Hello {customer.first_name|there}, {agent.name} here.\",\"Guten Tag, hier ist {agent.name}.\",\n\
    Returns,Spare part,\"lid, handle\",,We post a new part today.,Wir senden heute ein neues Teil.,Сегодня отправим новую деталь.\n\
    Returns,Refund,money,,The refund for {order.number} takes five days.,,\n\
    Returns,Call back,,,We call you at {customer.phone}.,,\n";

async fn stocked(house: &House, file: &'static str) -> Tally {
    let entries = reply_sheet::read(file).unwrap();
    house
        .inside()
        .db
        .write(move |tx| reply_sheet::take_in(tx, &Origin::default(), &entries))
        .await
        .unwrap()
}

/// The chat is open and the bar of topics above its box.
async fn takes(ana: &Browser<'_>) {
    takes_next(ana).await;
    ana.see_css("#replies .topic").await;
}

/// Opens a topic's list, which stays.
async fn docks(ana: &Browser<'_>, topic: &str) {
    ana.click(topic).await;
    ana.see_css("#qr:not(.qr--hover) .qr__item").await;
}

async fn written(ana: &Browser<'_>) -> String {
    let text = ana
        .run("return document.getElementById('text').value")
        .await;
    text.as_str().unwrap().to_owned()
}

async fn holds(ana: &Browser<'_>, words: &str) {
    let wish = format!("hold “{words}”");
    let is_so = format!("return document.getElementById('text').value === {words:?}");
    ana.until(&wish, &is_so).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_admin_writes_reaches_a_customer_in_their_language() {
    let house = House::open().await;
    counter::set_up(&house, counter::unasking()).await;
    let shop = Site::open(&house).await;
    let stage = Stage::enter().await;
    house.member("Ana", Role::Admin).await;
    let ana = stage.browser("Ana").open().await;
    sign_in(&house.url(""), &ana, "Ana").await;

    ana.goto(&house.url("/admin/replies")).await;
    ana.see("Begin with a topic").await;
    ana.type_into("New topic", "Returns").await;
    ana.click("Add topic").await;
    ana.see("No replies yet.").await;
    ana.click("Reply").await;
    ana.type_into("Title", "Spare part").await;
    ana.type_into(
        "English",
        "No need to send it back, {customer.first_name|friend}.",
    )
    .await;
    ana.choose("Another language", "Deutsch").await;
    ana.type_into(
        "Text in another language",
        "Sie müssen nichts zurückschicken.",
    )
    .await;
    ana.click("Save").await;
    ana.see("Saved").await;
    ana.see("Spare part").await;

    // Who is in the admin's rooms is not at the counter.
    ana.goto(&house.url("/console")).await;
    ana.see("All quiet at the counter").await;
    let vera = stage.browser("Vera").language("de-DE").open().await;
    shop.ask(&vera).await;
    vera.see_css("textarea").await;
    vera.run("document.querySelector('textarea').focus()").await;
    vera.keys("Der Deckel ist kaputt").await;
    vera.press(Key::Enter).await;
    vera.see_css(".msg--out").await;

    takes(&ana).await;
    ana.see("Der Deckel ist kaputt").await;
    // The list comes by itself to whoever points; its text is in the agent's language.
    ana.point_at("[data-topic]:not([data-topic=all])").await;
    ana.see_css(".qr--hover .qr__item").await;
    ana.see("No need to send it back, {customer.first_name|friend}.")
        .await;
    ana.see("Loads in Deutsch, their language").await;
    ana.click_css("#qr .qr__item").await;
    holds(&ana, "Sie müssen nichts zurückschicken.").await;
    assert_eq!(ana.run("return document.activeElement.id").await, "text");
    vera.gone("zurückschicken").await;
    ana.press(Key::Enter).await;
    vera.see("Sie müssen nichts zurückschicken.").await;
    drop((ana, vera));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_joins_the_draft_at_the_caret_and_nothing_is_sent_by_clicking() {
    let house = House::open().await;
    stocked(&house, STOCK).await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = customer(&house, "Hannah Vogel", "The lid is chipped.").await;
    takes(&ana).await;

    // Twice on All is the team's default; what stands there stays.
    ana.type_into("Write a reply to Hannah Vogel", "Good morning.")
        .await;
    ana.double_click("[data-topic=all]").await;
    holds(&ana, "Good morning. Hello Hannah, Ana here.").await;
    // Twice on a topic is its first; the caret is between two words, the selection stays.
    ana.run("const box = document.getElementById('text'); box.setSelectionRange(0, 4)")
        .await;
    ana.double_click("[data-topic='2']").await;
    holds(
        &ana,
        "Good We post a new part today. morning. Hello Hannah, Ana here.",
    )
    .await;
    // The browser's own undo takes it out again.
    ana.chord(&[Key::Control], 'z').await;
    holds(&ana, "Good morning. Hello Hannah, Ana here.").await;

    // A click docks the list, where arrows point and Enter loads.
    docks(&ana, "Returns").await;
    ana.press(Key::Escape).await;
    ana.gone_css("#qr").await;
    ana.run("document.querySelector('[data-topic=\"2\"]').focus()")
        .await;
    ana.press(Key::Enter).await;
    ana.until(
        "be in the list",
        "return document.activeElement.matches('.qr__item.is-on')",
    )
    .await;
    ana.see("We post a new part today.").await;
    ana.press(Key::Down).await;
    ana.see("takes five days").await;
    ana.press(Key::Up).await;
    ana.press(Key::Enter).await;
    ana.until(
        "have it at the end",
        "return document.getElementById('text').value.includes('We post a new part today.')",
    )
    .await;
    // In another language for this once.
    ana.run("document.getElementById('text').value = ''").await;
    ana.click("RU, Русский").await;
    ana.see("Сегодня отправим новую деталь.").await;
    ana.click_css("#qr .qr__item.is-on").await;
    holds(&ana, "Сегодня отправим новую деталь.").await;
    assert_eq!(
        heard_by(&house, &hannah).await.len(),
        0,
        "nobody has sent anything"
    );
    ana.press(Key::Enter).await;
    ana.see_css(".msg--out .ticks").await;
    assert_eq!(
        heard_by(&house, &hannah).await,
        ["Сегодня отправим новую деталь."]
    );

    // A comment is for the team: the bar goes.
    ana.click("Comment").await;
    ana.gone_css("#replies .topic").await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_filled_in_is_seen_and_not_sent() {
    let house = House::open().await;
    stocked(&house, STOCK).await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let stranger = customer(&house, "", "Where is my money?").await;
    takes(&ana).await;

    // Nothing is known of a stranger's name: the words for that are taken, and it is said.
    ana.double_click("[data-topic=all]").await;
    holds(&ana, "Hello there, Ana here.").await;
    ana.see("Nothing is known for {customer.first_name}, so it says “there”.")
        .await;
    ana.press(Key::Enter).await;
    ana.see_css(".msg--out .ticks").await;
    ana.gone("so it says").await;

    // One that there is not is marked, and Enter goes to it instead of sending.
    docks(&ana, "Returns").await;
    ana.click("Refund").await;
    holds(&ana, "The refund for {order.number} takes five days.").await;
    ana.see("{order.number} is not filled in. Replace it before you send.")
        .await;
    ana.see_css(".cbox__blanks mark").await;
    ana.press(Key::Enter).await;
    let chosen = "const box = document.getElementById('text'); return box.value.slice(box.selectionStart, box.selectionEnd) === '{order.number}'";
    ana.until("have it selected", chosen).await;
    assert_eq!(
        heard_by(&house, &stranger).await.len(),
        1,
        "it was not sent"
    );
    // Neither does it leave without the page's care.
    let bo = house.agent("Bo").await;
    let refused = house
        .fill(&bo, "/console/1/messages", "text=For+%7Border.number%7D")
        .await;
    assert_eq!(refused.status, 400, "{}", refused.text());
    assert_eq!(refused.json()["error"]["code"], "unfilled");
    assert!(refused.text().contains("{order.number} is not filled in"));

    ana.keys("KK-7").await;
    ana.gone("is not filled in").await;
    ana.press(Key::Enter).await;
    ana.see("The refund for KK-7 takes five days.").await;
    // One of ours for which nothing is known, and no words were given.
    ana.click("Call back").await;
    ana.see("Nothing is known for {customer.phone}. Replace it before you send.")
        .await;
    assert_eq!(heard_by(&house, &stranger).await.len(), 2);
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slash_searches_names_tags_and_texts_by_the_keyboard() {
    let house = House::open().await;
    stocked(&house, STOCK).await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    customer(&house, "Hannah", "The lid is chipped.").await;
    takes(&ana).await;

    // A slash within a word is a slash.
    ana.type_into("Write a reply to Hannah", "1/2 ").await;
    ana.gone_css("#qr-search").await;
    ana.keys("/").await;
    ana.see_css("#qr-search .qr__item").await;
    let found = |count: usize| {
        format!("return document.querySelectorAll('#qr-search .qr__item').length === {count}")
    };
    for (typed, count) in [("hand", 1), ("\u{8}\u{8}\u{8}\u{8}wir sen", 1)] {
        let keys = typed.replace('\u{8}', "\u{E003}");
        ana.keys(&keys).await;
        ana.until(typed, &found(count)).await;
        ana.see("Spare part").await;
    }
    // Esc leaves what was typed, and what was typed goes on.
    ana.press(Key::Escape).await;
    ana.gone_css("#qr-search").await;
    ana.keys("x").await;
    assert_eq!(written(&ana).await, "1/2 /wir senx");
    ana.gone_css("#qr-search").await;

    ana.run("document.getElementById('text').value = ''").await;
    ana.keys("/").await;
    ana.until("see all", &found(4)).await;
    ana.press(Key::Down).await;
    ana.press(Key::Down).await;
    ana.press(Key::Up).await;
    ana.until(
        "have the second one marked",
        "return document.querySelector('#qr-search .is-on')?.textContent === 'Spare part' && document.getElementById('text').getAttribute('aria-activedescendant') === document.querySelector('#qr-search .is-on').id",
    )
    .await;
    ana.press(Key::Enter).await;
    holds(&ana, "We post a new part today.").await;
    ana.gone_css("#qr-search").await;
    ana.press(Key::Enter).await;
    ana.see_css(".msg--out .ticks").await;

    // What nothing is found for is a message like any other.
    ana.keys("/shrug").await;
    ana.see("No quick reply has these words.").await;
    ana.press(Key::Enter).await;
    ana.see_css(".msg--out + .msg--out, .msg--out:nth-of-type(2)")
        .await;
    ana.see("/shrug").await;

    // From anywhere, too.
    ana.press(Key::Escape).await;
    ana.press('/').await;
    ana.see_css("#qr-search .qr__item").await;
    assert_eq!(ana.run("return document.activeElement.id").await, "text");
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_language_chosen_by_the_flag_stays_with_the_customer() {
    let house = House::open().await;
    stocked(&house, STOCK).await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = customer(&house, "Hannah", "Hello").await;
    let told = house
        .tell(
            &hannah,
            "profile",
            serde_json::json!({ "language": "de-AT" }),
        )
        .await;
    assert_eq!(told.status, 204);
    takes(&ana).await;
    ana.see_css("#content-language[data-code='de-AT']").await;
    let first = ana.tab().await;
    ana.new_tab(&house.url("/console/1")).await;
    ana.see_css("#content-language[data-code='de-AT']").await;
    ana.see_css("#replies .topic").await;
    ana.click_css("#content-language > summary").await;
    ana.see("Deutsch, as their browser says").await;
    ana.click_css("#content-language button[value=ru]").await;
    ana.see_css("#content-language[data-code=ru]").await;
    // The other tab has heard of it, and so has the panel beside the chat.
    ana.look_at(&first).await;
    ana.see_css("#content-language[data-code=ru]").await;
    ana.until(
        "see it in the panel",
        "return document.querySelector('#infield-language select').value === 'ru'",
    )
    .await;
    ana.double_click("[data-topic='2']").await;
    holds(&ana, "Сегодня отправим новую деталь.").await;
    ana.gone_css(".replynote").await;
    // Where there is none in it, the house's own is taken, and that is said.
    ana.run("document.getElementById('text').value = ''").await;
    ana.double_click("[data-topic=all]").await;
    holds(&ana, "Hello Hannah, Ana here.").await;
    ana.see("Loaded in English: there is no Русский text.")
        .await;

    // What the browser says stays on record; it counts again when the choice is taken back.
    ana.click_css("#content-language > summary").await;
    ana.click("Deutsch, as their browser says").await;
    ana.see_css("#content-language[data-code='de-AT']").await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changes_in_the_stock_is_at_every_counter_at_once() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    customer(&house, "Hannah", "Hello").await;
    takes_next(&ana).await;
    ana.gone_css("#replies .topic").await;
    ana.keys("A word").await;
    stocked(&house, STOCK).await;
    ana.see_css("#replies [data-topic='2']").await;
    assert_eq!(written(&ana).await, "A word");
    // One that has just been removed is not loaded, and that is said.
    docks(&ana, "Returns").await;
    ana.run("const real = window.fetch; window.fetch = (url, ...rest) => String(url) === '/console/replies' ? new Promise(() => {}) : real(url, ...rest)")
        .await;
    let origin = Origin::default();
    house
        .inside()
        .db
        .write(move |tx| {
            shopbell::desk::content::quick_reply::delete(
                tx,
                &origin,
                shopbell::base::id::QuickReplyId(2),
            )
        })
        .await
        .unwrap();
    ana.click("Spare part").await;
    ana.see("This quick reply has just been removed.").await;
    ana.complains(&["409"]).await;
    assert_eq!(written(&ana).await, "A word");
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_is_loaded_on_a_telephone() {
    let house = House::open().await;
    stocked(&house, STOCK).await;
    let stage = Stage::enter().await;
    house.member("Ana", Role::Agent).await;
    let ana = stage.browser("Ana").phone().open().await;
    ana.goto(&house.url("/sign-in")).await;
    ana.type_into("Email", "ana@kettle.example").await;
    ana.type_into("Password", PASSWORD).await;
    ana.click("Sign in").await;
    let hannah = customer(&house, "Hannah", "The lid is chipped.").await;
    ana.click("Next Chat").await;
    ana.see_css("#replies .topic").await;
    docks(&ana, "Returns").await;
    ana.click_css("#qr .qr__item").await;
    holds(&ana, "We post a new part today.").await;
    let fits = "return document.documentElement.scrollWidth <= innerWidth && document.getElementById('send').getBoundingClientRect().bottom <= innerHeight";
    ana.until("have it all on the screen", fits).await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.click("Send").await;
    ana.see_css(".msg--out .ticks").await;
    assert_eq!(
        heard_by(&house, &hannah).await,
        ["We post a new part today."]
    );
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bar_its_list_and_the_search_are_accessible() {
    let house = House::open().await;
    stocked(&house, STOCK).await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    customer(&house, "Hannah", "The lid is chipped.").await;
    takes(&ana).await;
    docks(&ana, "Returns").await;
    ana.click("Refund").await;
    ana.see("is not filled in").await;
    for state in ["docked", "search", "language"] {
        match state {
            "search" => {
                ana.keys(" /").await;
                ana.see_css("#qr-search .qr__item").await;
            }
            "language" => {
                ana.click_css("#content-language > summary").await;
                ana.see_css("#content-language .popover").await;
            }
            _ => {}
        }
        ana.light().await;
        assert_eq!(ana.axe().await, Vec::<String>::new(), "{state}, light");
        ana.dark().await;
        assert_eq!(ana.axe().await, Vec::<String>::new(), "{state}, dark");
    }
    drop(ana);
    house.close().await;
}

//! The Chats page: every chat in one list, found, filtered and read; by itself and in a real browser.

use serde_json::json;
use shopbell::desk::amend;

use crate::{
    browser::{Browser, Key, Stage},
    house::{House, Person},
};

/// A customer whose first message waits; answers the chat's id.
async fn waiting(house: &House, name: &str, text: &str) -> (Person, i64) {
    let visitor = house.visitor(name).await;
    let id = write(house, &visitor, text).await;
    (visitor, id)
}

async fn write(house: &House, visitor: &Person, text: &str) -> i64 {
    let said = house
        .tell(visitor, "messages", json!({ "text": text }))
        .await;
    assert_eq!(said.status, 201, "{}", said.text());
    said.json()["conversation_id"].as_i64().unwrap()
}

async fn act(house: &House, agent: &Person, chat: i64, deed: &str, body: serde_json::Value) {
    let done = house
        .tell(agent, &format!("conversations/{chat}/{deed}"), body)
        .await;
    assert!(done.status < 300, "{deed}: {}", done.text());
}

/// Whether each of these names is on a page.
fn shows<'a>(page: &str, names: &[&'a str]) -> Vec<&'a str> {
    let list = page.split("<tbody>").nth(1).unwrap_or_default();
    let list = list.split("</tbody>").next().unwrap();
    let list = list.replace("<mark>", "").replace("</mark>", "");
    names
        .iter()
        .copied()
        .filter(|name| list.contains(name))
        .collect()
}

const NAMES: [&str; 4] = ["Wilma", "Vera", "Anton", "Dora"];

/// Wilma and Vera wait, Anton is Ana's, Dora is done and content.
async fn shop() -> (House, Person, Vec<(Person, i64)>) {
    let house = House::open().await;
    let ana = house.agent("Ana").await;
    let mut chats = Vec::new();
    for name in NAMES {
        chats.push(waiting(&house, name, "Where is my kettle?").await);
    }
    for chat in [2, 3] {
        act(&house, &ana, chats[chat].1, "claim", json!({})).await;
    }
    let done = json!({ "text": "It leaves today." });
    act(&house, &ana, chats[3].1, "messages", done).await;
    act(
        &house,
        &ana,
        chats[3].1,
        "close",
        json!({ "reason_id": 1, "survey": true }),
    )
    .await;
    let rated = json!({ "score": 5, "comment": "Quick!" });
    let rated = house.tell(&chats[3].0, "rating", rated).await;
    assert!(rated.status < 300, "{}", rated.text());
    (house, ana, chats)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_address_says_what_is_listed() {
    let (house, ana, chats) = shop().await;
    let tags = format!("/console/customers/{}/tags", chats[0].1);
    assert_eq!(house.fill(&ana, &tags, "name=VIP").await.status, 200);
    write(&house, &chats[1].0, "请问这款茶壶还有货吗?").await;
    let page = async |query: &str| {
        let answer = house.get(&ana, &format!("/chats{query}"), &[]).await;
        assert_eq!(answer.status, 200, "{query}: {}", answer.text());
        answer.text()
    };
    for (query, expected) in [
        ("", &NAMES[..]),
        ("?tab=new", &["Wilma", "Vera"]),
        ("?tab=active", &["Anton"]),
        ("?tab=closed", &["Dora"]),
        ("?agent=me", &["Anton", "Dora"]),
        ("?agent=me&tab=open", &["Anton"]),
        ("?agent=none&tag=1", &["Wilma"]),
        ("?tag=1&tab=closed", &[]),
        ("?rating=5", &["Dora"]),
        ("?rating=4", &[]),
        ("?channel=1&queue=1&days=1&zone=120", &NAMES),
        ("?to=2020-01-01", &[]),
        ("?from=2020-01-01", &NAMES),
        ("?unread=1&tab=new", &["Wilma", "Vera"]),
        ("?reply=1", &["Wilma", "Vera", "Anton"]),
        ("?q=wil", &["Wilma"]),
        ("?q=vip", &["Wilma"]),
        ("?q=leaves", &["Dora"]),
        ("?q=%E8%8C%B6%E5%A3%B6", &["Vera"]),
        ("?q=kettle&agent=me&tab=open", &["Anton"]),
    ] {
        assert_eq!(shows(&page(query).await, &NAMES), expected, "{query}");
    }
    // The numbers on the tabs follow the filters and not the tab.
    let mine = page("?agent=me&tab=new").await;
    let tab = |word: &str| {
        mine.split(&format!("id=\"tab-{word}\""))
            .nth(1)
            .unwrap()
            .split("</a>")
            .next()
            .unwrap()
            .to_owned()
    };
    for (word, count) in [("all", 2), ("new", 0), ("closed", 1)] {
        assert!(
            tab(word).contains(&format!(">{count}</span>")),
            "{word}: {}",
            tab(word)
        );
    }
    assert!(
        mine.contains("See 2 chats in all"),
        "a way out of an empty tab"
    );
    // What the search found is marked, and says so in text alone.
    assert!(
        page("?q=leav")
            .await
            .contains("It <mark>leav</mark>es today.")
    );
    for bad in [
        "?tab=lost",
        "?agent=somebody",
        "?from=2026-02-30",
        "?after=7",
        "?sort=colour",
    ] {
        let answer = house.get(&ana, &format!("/chats{bad}"), &[]).await;
        assert_eq!(answer.status, 400, "{bad}");
    }
    let stranger = house.get(&ana.without_token(), "/chats", &[]).await;
    assert_eq!(stranger.status, 303);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chat_is_read_whole_beside_the_list() {
    let (house, ana, chats) = shop().await;
    let dora = chats[3].1;
    let page = house
        .get(&ana, &format!("/chats?chat={dora}"), &[])
        .await
        .text();
    for part in [
        "aria-selected=\"true\"",
        "Ana picked this chat",
        "It leaves today.",
        "rated the chat 5 of 5",
        "“Quick!”",
        "Reopen",
    ] {
        assert!(page.contains(part), "{part}");
    }
    assert!(page.contains(&format!("href=\"/console/{dora}\"")));
    let fragment = house
        .get(
            &ana,
            &format!("/chats/{dora}?q=today"),
            &[("x-fragment", "1")],
        )
        .await
        .text();
    assert!(
        fragment.starts_with("<aside") && fragment.contains("<mark>today</mark>"),
        "{fragment}"
    );
    let list = house
        .get(&ana, "/chats", &[("x-fragment", "1")])
        .await
        .text();
    assert!(list.starts_with("<section"), "{list}");
    let led = house
        .get(&ana, &format!("/chats/{dora}?tab=closed"), &[])
        .await;
    assert_eq!(
        (led.status, led.header("location")),
        (303, format!("/chats?tab=closed&chat={dora}").as_str())
    );
    for path in ["/chats?chat=99", "/chats/99"] {
        let answer = house.get(&ana, path, &[("x-fragment", "1")]).await;
        assert!(
            answer.status == 404 || path.contains('?'),
            "{path}: {}",
            answer.status
        );
    }
    assert_eq!(house.get(&ana, "/chats?chat=99", &[]).await.status, 404);

    // Nobody's markup is markup.
    let (_, id) = waiting(&house, "<b>Mallory</b>", "<script>alert(1)</script>").await;
    let page = house
        .get(&ana, &format!("/chats?chat={id}&q=script"), &[])
        .await
        .text();
    assert!(
        page.contains("&lt;b&gt;Mallory")
            && !page.contains("<b>Mallory")
            && !page.contains("<script>alert")
    );
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_chat_is_taken_up_again_unless_the_customer_has_another() {
    let (house, ana, chats) = shop().await;
    let dora = chats[3].1;
    let path = format!("/chats/{dora}/reopen");
    let newer = write(&house, &chats[3].0, "One more thing").await;
    assert_ne!(newer, dora, "the premise: a new chat began");
    let refused = house.fill(&ana, &path, "").await;
    assert_eq!(refused.status, 409);
    assert!(
        refused
            .text()
            .contains(&format!("href=\"/console/{newer}\""))
    );
    act(&house, &ana, newer, "claim", json!({})).await;
    act(&house, &ana, newer, "close", json!({ "reason_id": 1 })).await;
    let taken = house.fill(&ana, &path, "").await;
    assert_eq!(
        (taken.status, taken.header("location")),
        (303, format!("/console/{dora}").as_str())
    );
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_scripts_older_chats_are_a_page_away() {
    let house = House::open().await;
    let ana = house.agent("Ana").await;
    for number in 0..53 {
        waiting(&house, &format!("Customer-{number:02}."), "Hello").await;
    }
    let first = house.get(&ana, "/chats?sort=created", &[]).await.text();
    let names: Vec<String> = (0..53)
        .map(|number| format!("Customer-{number:02}."))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    assert_eq!(shows(&first, &names), names[3..], "the newest fifty");
    let older = first.split("id=\"chat-older\" href=\"").nth(1).unwrap();
    let older = older.split('"').next().unwrap().replace("&amp;", "&");
    let second = house.get(&ana, &older, &[]).await.text();
    assert_eq!(shows(&second, &names), names[..3], "and the rest");
    assert!(
        second.contains("href=\"/chats?sort=created\""),
        "a way back"
    );
    assert!(
        first.contains("aria-sort=\"descending\"")
            && first.contains("href=\"/chats?sort=created&amp;dir=asc\"")
    );
    house.close().await;
}

impl House {
    fn chats(&self, query: &str) -> String {
        format!("http://{}/chats{query}", self.address())
    }
}

/// Somebody of the team at a browser, signed in.
async fn sit_down(browser: &Browser<'_>, house: &House, agent: &Person) {
    browser
        .goto(&format!("http://{}/sign-in", house.address()))
        .await;
    let cookie = format!("document.cookie = 'shopbell={}; path=/'", agent.token());
    browser.run(&cookie).await;
}

const ROWS: &str = "return [...document.querySelectorAll('#chat-rows tr[data-chat] b')].map(one => one.textContent).join()";

async fn lists(browser: &Browser<'_>, names: &str) {
    browser
        .until(&format!("list {names}"), &format!("{} === '{names}'", ROWS))
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn chats_come_by_themselves_and_never_push_what_is_pointed_at() {
    let house = House::open().await;
    let ana = house.agent("Ana").await;
    let stage = Stage::enter().await;
    let page = stage.browser("Ana").open().await;
    sit_down(&page, &house, &ana).await;
    page.goto(&house.chats("")).await;
    page.see("No chats yet").await;
    assert_eq!(page.axe().await, Vec::<String>::new());
    let (vera, chat) = waiting(&house, "Vera", "Where is my parcel?").await;
    lists(&page, "Vera").await;
    // The bell counts on this page, too.
    page.until(
        "see the number in the title",
        "return document.title.startsWith('(1) Chats')",
    )
    .await;

    // With the pointer on the list, numbers and words change and rows stay where they are.
    page.click_css("#chat-rows thead th:nth-child(2)").await;
    waiting(&house, "Wilma", "Hello").await;
    page.see_css("#chat-news").await;
    page.see_css("#tab-new .count").await;
    page.until(
        "count two",
        "return document.querySelector('#tab-new .count').textContent === '2'",
    )
    .await;
    write(&house, &vera, "Anybody there?").await;
    page.see("Anybody there?").await;
    lists(&page, "Vera").await;
    page.click("1 new").await;
    lists(&page, "Vera,Wilma").await;
    page.gone_css("#chat-news").await;

    // The chat that is read goes on, and what was read is no longer unread.
    page.click_css(&format!("#open-{chat}")).await;
    page.see("Open in console").await;
    write(&house, &vera, "I am still waiting").await;
    page.until(
        "read on",
        "return document.getElementById('chat-log').textContent.includes('still waiting')",
    )
    .await;
    page.gone_css(&format!("#chat-{chat} .count")).await;
    house
        .act(|tx| {
            let one = "select id from message where text = 'I am still waiting'";
            let id = tx.get(one, [], |row| row.get(0))?;
            amend::by_customer(tx, id, "I am still here").unwrap();
            Ok(())
        })
        .await;
    page.until(
        "read what is meant",
        "return document.getElementById('chat-log').textContent.includes('still here')",
    )
    .await;
    act(&house, &ana, chat, "claim", json!({})).await;
    page.until(
        "see who has it",
        "return document.getElementById('chat-log').textContent.includes('Ana picked')",
    )
    .await;
    drop(page);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_combine_and_survive_a_reload() {
    let (house, ana, chats) = shop().await;
    write(&house, &chats[1].0, "And a cup, please").await;
    let stage = Stage::enter().await;
    let page = stage.browser("Ana").open().await;
    sit_down(&page, &house, &ana).await;
    page.goto(&house.chats("")).await;
    lists(&page, "Vera,Dora,Anton,Wilma").await;
    page.choose("Agent", "Me").await;
    lists(&page, "Dora,Anton").await;
    page.click("Filter").await;
    page.choose("Rating", "5 of 5").await;
    lists(&page, "Dora").await;
    page.reload().await;
    lists(&page, "Dora").await;
    page.until(
        "keep the address",
        "return location.search === '?agent=me&rating=5'",
    )
    .await;
    page.click("Rating: 5 of 5").await;
    lists(&page, "Dora,Anton").await;
    page.click_css("#tab-open").await;
    lists(&page, "Anton").await;
    page.run("history.back()").await;
    lists(&page, "Dora,Anton").await;
    page.until(
        "see the tab of before",
        "return document.querySelector('#chat-tabs [aria-current]').id === 'tab-all'",
    )
    .await;
    page.click("Clear filters").await;
    lists(&page, "Vera,Dora,Anton,Wilma").await;
    page.until(
        "see the plain choice",
        "return document.getElementById('chat-agent').value === ''",
    )
    .await;

    // Found while typing, in the address as one goes.
    page.type_into("Search chats", "cup").await;
    lists(&page, "Vera").await;
    page.until("keep what is typed", "return location.search === '?q=cup' && document.getElementById('chat-search').value === 'cup'").await;
    page.fill("Search chats", "zzzz").await;
    page.see("Nothing found for “zzzz”").await;
    assert_eq!(page.axe().await, Vec::<String>::new());
    page.click_css("#chat-reset").await;
    lists(&page, "Vera,Dora,Anton,Wilma").await;
    page.click("Customer").await;
    lists(&page, "Anton,Dora,Vera,Wilma").await;
    drop(page);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hit_is_opened_where_it_was_said() {
    let house = House::open().await;
    let ana = house.agent("Ana").await;
    let (vera, chat) = waiting(&house, "Екатерина Белова", "Hello").await;
    for number in 0..60 {
        let text = if number == 20 {
            "The spout of my teapot cracked"
        } else {
            "and so on"
        };
        write(&house, &vera, &format!("{number}: {text}")).await;
    }
    let stage = Stage::enter().await;
    let page = stage.browser("Ana").open().await;
    sit_down(&page, &house, &ana).await;
    page.goto(&house.chats("")).await;
    page.type_into("Search chats", "teapo").await;
    page.see_css("#chat-rows .m-sub mark").await;
    page.click_css(&format!("#open-{chat}")).await;
    let seen = "const hit = document.querySelector('#chat-log .is-found');
        const log = document.getElementById('chat-log').getBoundingClientRect();
        const box = hit?.getBoundingClientRect();
        return Boolean(hit?.querySelector('mark')?.textContent === 'teapo' && box.top >= log.top && box.bottom <= log.bottom)";
    page.until("stand at the hit", seen).await;
    assert_eq!(page.axe().await, Vec::<String>::new());
    page.dark().await;
    assert_eq!(page.axe().await, Vec::<String>::new());
    page.reload().await;
    page.until("stand there again", seen).await;

    // On a phone the chat is a view of its own, with a way back.
    let phone = stage.browser("Ana’s phone").phone().open().await;
    sit_down(&phone, &house, &ana).await;
    phone.goto(&house.chats("")).await;
    assert_eq!(phone.axe().await, Vec::<String>::new());
    phone.click_css(&format!("#open-{chat}")).await;
    phone.see("59: and so on").await;
    phone.gone_css("#chat-rows").await;
    assert_eq!(phone.axe().await, Vec::<String>::new());
    phone.click("Back to the list").await;
    phone.see_css("#chat-rows").await;
    drop((page, phone));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_keyboard_alone_is_enough() {
    let (house, ana, _) = shop().await;
    let stage = Stage::enter().await;
    let page = stage.browser("Ana").open().await;
    sit_down(&page, &house, &ana).await;
    page.goto(&house.chats("?sort=created&dir=asc")).await;
    lists(&page, "Wilma,Vera,Anton,Dora").await;
    let focus = async |name: &str| {
        let script =
            format!("return document.activeElement.querySelector('b')?.textContent === '{name}'");
        page.until(&format!("stand on {name}"), &script).await;
    };
    page.press('j').await;
    focus("Wilma").await;
    page.press('j').await;
    page.press(Key::Down).await;
    focus("Anton").await;
    page.press('k').await;
    focus("Vera").await;
    page.press(Key::Enter).await;
    page.see("Open in console").await;
    page.until(
        "read at the log",
        "return document.activeElement.id === 'chat-log'",
    )
    .await;
    page.press('j').await;
    focus("Anton").await;
    page.press(Key::Escape).await;
    page.gone("Open in console").await;
    focus("Vera").await;

    // Letters in the search are letters; Esc empties it, then leaves it.
    page.press('/').await;
    page.keys("jk dora").await;
    page.until("type", "return document.activeElement.value === 'jk dora'")
        .await;
    page.press(Key::Escape).await;
    page.press(Key::Escape).await;
    page.until(
        "leave the search",
        "return document.activeElement === document.body && !location.search.includes('q=')",
    )
    .await;
    page.press('g').await;
    page.press('s').await;
    page.until(
        "be in the search",
        "return document.activeElement.id === 'chat-search'",
    )
    .await;
    page.press(Key::Escape).await;
    page.press('?').await;
    page.see("Keyboard shortcuts").await;
    page.press(Key::Escape).await;
    page.gone("Keyboard shortcuts").await;
    page.tab_to("Needs reply 3").await;
    page.press(Key::Enter).await;
    lists(&page, "Wilma,Vera,Anton").await;

    // Whoever does not want single letters has none; arrows are no letters.
    let form = "theme=dark&volume=70";
    let saved = house.fill(&ana, "/account/preferences", form).await;
    assert_eq!(saved.status, 303);
    page.reload().await;
    page.press('j').await;
    page.press(Key::Down).await;
    focus("Wilma").await;
    drop(page);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn older_chats_come_below_and_stay_when_news_arrive() {
    let house = House::open().await;
    let ana = house.agent("Ana").await;
    for number in 0..60 {
        waiting(&house, &format!("Customer {number}"), "Hello").await;
    }
    let stage = Stage::enter().await;
    let page = stage.browser("Ana").open().await;
    sit_down(&page, &house, &ana).await;
    page.goto(&house.chats("")).await;
    let count = async |number: usize| {
        let script = format!(
            "return document.querySelectorAll('#chat-rows tr[data-chat]').length === {number}"
        );
        page.until(&format!("list {number} chats"), &script).await;
    };
    count(50).await;
    page.click("Older chats").await;
    count(60).await;
    page.gone("Older chats").await;
    // Away from the list, so that what is new may come in.
    page.click_css("#chats-title").await;
    waiting(&house, "Vera", "Hello").await;
    count(61).await;
    drop(page);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_slow_line_nothing_comes_into_another_list_and_nobody_waits_for_ever() {
    let house = House::open().await;
    let ana = house.agent("Ana").await;
    for number in 0..60 {
        waiting(&house, &format!("Customer {number}"), "Hello").await;
    }
    let stage = Stage::enter().await;
    let page = stage.browser("Ana").open().await;
    sit_down(&page, &house, &ana).await;
    page.goto(&house.chats("")).await;
    page.see_css("#main.is-live #chat-older").await;
    // Older chats are on their way while somebody looks elsewhere.
    page.run(
        "const real = window.fetch;
         window.fetch = (url, options) => (!String(url).includes('after=') ? real(url, options) : new Promise((go) => {
           window.come = async () => {
             const answer = await real(url, options);
             await answer.clone().text();
             go(answer);
             setTimeout(() => { window.have_come = true; }, 200);
           };
         }));",
    )
    .await;
    page.click("Older chats").await;
    page.until("have asked", "return Boolean(window.come)")
        .await;
    page.click_css("#tab-closed").await;
    page.see("Nothing here at the moment").await;
    page.run("window.come()").await;
    page.until("have them", "return window.have_come === true")
        .await;
    page.until(
        "look at nothing still",
        "return location.search === '?tab=closed' && !document.querySelector('#chat-rows tr[data-chat]')",
    )
    .await;

    // A house that says nothing is given up, and somebody is told.
    page.run(
        "const patience = AbortSignal.timeout.bind(AbortSignal);
         AbortSignal.timeout = () => patience(50);
         window.fetch = (url, { signal } = {}) => new Promise((go, gone) => {
           signal?.addEventListener('abort', () => gone(signal.reason));
         });",
    )
    .await;
    page.click_css("#tab-new").await;
    page.see("No answer from Shopbell.").await;
    page.gone_css("#chat-list[aria-busy]").await;
    drop(page);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_come_is_told_and_leaves_what_is_there() {
    let (house, ana, chats) = shop().await;
    let (vera, anton) = (chats[1].1, chats[2].1);
    let stage = Stage::enter().await;
    let page = stage.browser("Ana").open().await;
    sit_down(&page, &house, &ana).await;
    page.goto(&house.chats(&format!("?chat={vera}"))).await;
    page.see_css("#main.is-live #chat-detail").await;
    page.run(
        "window.was_here = true;
         window.fetch = async () => new Response(JSON.stringify({ error: { message: 'Closing for a moment.' } }), { status: 503 });",
    )
    .await;
    // Neither is it said that the chat is gone, nor does another seem to be open.
    page.click_css(&format!("#open-{anton}")).await;
    page.see("Closing for a moment.").await;
    page.until(
        "read Vera’s chat still",
        &format!(
            "return new URL(location.href).searchParams.get('chat') === '{vera}'
               && document.getElementById('chat-detail').dataset.chat === '{vera}'
               && document.querySelector('tr[aria-selected=true]').dataset.chat === '{vera}'"
        ),
    )
    .await;
    page.click_css("#tab-closed").await;
    page.until(
        "look at the same list still",
        "return window.was_here === true && !document.querySelector('#chat-list[aria-busy]')
           && document.querySelectorAll('#chat-rows tr[data-chat]').length === 4",
    )
    .await;
    drop(page);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_says_of_the_last_answer_what_its_chat_says() {
    let (house, ana, chats) = shop().await;
    let dora = chats[3].1;
    // Whatever it is, something after it has been delivered.
    house
        .act(move |tx| {
            let sql = "update conversation set delivered_id = last_message_id where id = ?1";
            tx.execute(sql, [dora])
        })
        .await;
    for (delivery, shown) in [
        ("sent", "delivered"),
        ("queued", "sending"),
        ("sending", "sending"),
        ("failed", "failed"),
        ("unknown", "unknown"),
    ] {
        house
            .act(move |tx| {
                let sql = "update message set delivery = ?2 where conversation_id = ?1 and author = 'agent'";
                tx.execute(sql, (dora, delivery))
            })
            .await;
        for path in ["/chats", "/chats?q=leaves", &format!("/chats/{dora}")] {
            let page = house.get(&ana, path, &[("x-fragment", "1")]).await.text();
            let tick = page.split("ticks ticks--").nth(1).unwrap_or_default();
            assert!(
                tick.starts_with(&format!("{shown}\"")),
                "{delivery}, {path}: {tick}"
            );
        }
    }
    // Of what was taken back there is nothing to say.
    house
        .act(move |tx| {
            let sql = "update message set unsent_at = created_at where conversation_id = ?1 and author = 'agent'";
            tx.execute(sql, [dora])
        })
        .await;
    let page = house.get(&ana, "/chats", &[]).await.text();
    assert!(!page.contains("ticks ticks--"), "{page}");
    house.close().await;
}

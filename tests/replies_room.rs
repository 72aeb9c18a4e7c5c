//! The admin's room of quick replies: order, languages, default, and files in and out.

use shopbell::{
    base::id::TopicId,
    desk::{
        audit::Origin,
        content::{quick_reply, shelf},
        team::Role,
    },
};

use crate::{
    browser::{Browser, Stage},
    house::{House, PASSWORD},
};

async fn at_room<'stage>(house: &House, stage: &'stage Stage) -> Browser<'stage> {
    house.member("Ana", Role::Admin).await;
    let ana = stage.browser("Ana").open().await;
    ana.goto(&house.url("/sign-in")).await;
    ana.type_into("Email", "ana@kettle.example").await;
    ana.type_into("Password", PASSWORD).await;
    ana.click("Sign in").await;
    ana.see_css(".rail").await;
    ana.goto(&house.url("/admin/replies")).await;
    ana
}

/// Names of all replies, by topic.
async fn stock(house: &House) -> Vec<(String, Vec<String>)> {
    let catalogue = house
        .inside()
        .db
        .read(quick_reply::catalogue)
        .await
        .unwrap();
    let names = |replies: Vec<quick_reply::QuickReply>| {
        replies.into_iter().map(|reply| reply.name).collect()
    };
    catalogue
        .into_iter()
        .map(|(topic, replies)| (topic.name, names(replies)))
        .collect()
}

fn file(folder: &tempfile::TempDir, name: &str, bytes: &[u8]) -> std::path::PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

const TABLE: &str = "topic,name,tags,default,de,en\r\n\
    Returns,Refund,money,yes,Fünf Tage.,Five days.\r\n\
    Returns,Spare part,lid,,,\"No need, {customer.name|friend}.\"\r\n\
    Care,Descale,,,,=vinegar\r\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_table_comes_in_whole_or_not_at_all_and_goes_out_as_it_came() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_room(&house, &stage).await;
    let folder = tempfile::tempdir().unwrap();
    ana.click("Import").await;

    // Rows that cannot be taken are named by their lines, with what to do; nothing comes in.
    let broken = "topic,name,default,en\nReturns,Refund,,Five days.\n,Nameless,,x\nReturns,Refund,maybe,y\nReturns,Empty,,\n";
    ana.choose_file(&file(&folder, "broken.csv", broken.as_bytes()))
        .await;
    ana.click_css("[data-import] .btn--primary").await;
    ana.see("Nothing was imported: 3 things have to be mended first.")
        .await;
    ana.see("Line 3: “topic” is empty. Fill it in.").await;
    ana.see("Line 4: “maybe” under default is neither yes nor no.")
        .await;
    ana.see("Line 5: there is no text in any language. Write one or remove the row.")
        .await;
    assert_eq!(
        house.count("quick_reply").await + house.count("topic").await,
        0
    );
    // What was given stays there to be mended.
    let kept = "return document.getElementById('import-file').value.includes('Nameless')";
    ana.until("still have the file", kept).await;
    ana.complains(&["status of 400"]).await;

    // A file that is not UTF-8 is told apart before it is sent.
    let latin = b"topic,name,de\nReturns,Refund,F\xfcnf Tage\n";
    ana.choose_file(&file(&folder, "latin.csv", latin)).await;
    let told = "return document.querySelector('[data-import-file]').validationMessage.includes('UTF-8') && document.getElementById('import-file').value === ''";
    ana.until("be told", told).await;

    // A large one is taken past the box, in which it would bring the browser to a stand.
    let row = format!("Returns,Refund,,,{},\n", "words ".repeat(30));
    let many = format!("topic,name,tags,default,en,de\n{}", row.repeat(2_001));
    ana.choose_file(&file(&folder, "many.csv", many.as_bytes()))
        .await;
    let read = "return !document.querySelector('[data-import] .btn--primary').disabled";
    ana.until("have it read", read).await;
    ana.click_css("[data-import] .btn--primary").await;
    ana.see("File: it holds more than 2000 replies.").await;
    ana.complains(&["status of 400"]).await;
    let unseen = "return document.getElementById('import-file').value === ''";
    ana.until("have an empty box", unseen).await;

    ana.choose_file(&file(&folder, "replies.csv", TABLE.as_bytes()))
        .await;
    ana.click_css("[data-import] .btn--primary").await;
    ana.see("Imported: 3 new, 0 changed, 0 as they were.").await;
    let expected = vec![
        (
            "Returns".to_owned(),
            vec!["Refund".to_owned(), "Spare part".to_owned()],
        ),
        ("Care".to_owned(), vec!["Descale".to_owned()]),
    ];
    assert_eq!(stock(&house).await, expected);

    for form in ["csv", "json"] {
        let fetch = format!(
            "return fetch('/admin/replies/export?as={form}').then(answer => answer.text())"
        );
        let given = ana.run(&fetch).await;
        let given = given.as_str().unwrap();
        if form == "csv" {
            // The browser's reader has taken the mark at the beginning away.
            assert_eq!(given, TABLE.replace("=vinegar", "'=vinegar"));
        }
        ana.goto(&house.url("/admin/replies/import")).await;
        ana.choose_file(&file(&folder, &format!("again.{form}"), given.as_bytes()))
            .await;
        ana.click_css("[data-import] .btn--primary").await;
        ana.see("Imported: 0 new, 0 changed, 3 as they were.").await;
    }
    assert_eq!(stock(&house).await, expected);
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cards_come_in_as_a_table_too_and_say_what_is_wrong_with_a_link() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_room(&house, &stage).await;
    let folder = tempfile::tempdir().unwrap();
    ana.goto(&house.url("/admin/cards")).await;
    ana.click("Import").await;
    let table = "folder,name,kind,tags,language,title,teaser,link\r\n\
        Kettles,Kettle 08,link,,en,Kettle 08,,https://kettle.example/08\r\n\
        Shop,Mini,mini_program,,zh,小店,=1+1,pages/index\r\n";
    let broken = table.replace("https://kettle.example/08", "http://192.168.1.5/08");
    ana.choose_file(&file(&folder, "broken.csv", broken.as_bytes()))
        .await;
    ana.click_css("[data-import] .btn--primary").await;
    ana.see("Line 2: customers cannot reach this address. Use one of the public web.")
        .await;
    ana.complains(&["status of 400"]).await;
    assert_eq!(
        house.count("card").await + house.count("card_folder").await,
        0
    );
    ana.choose_file(&file(&folder, "cards.csv", table.as_bytes()))
        .await;
    ana.click_css("[data-import] .btn--primary").await;
    ana.see("Imported: 2 new, 0 changed, 0 as they were.").await;
    let fetch = "return fetch('/admin/cards/export?as=csv').then(answer => answer.text())";
    let given = ana.run(fetch).await;
    assert_eq!(given.as_str().unwrap(), table.replace("=1+1", "'=1+1"));
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn topics_and_replies_are_put_in_order_renamed_and_removed() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_room(&house, &stage).await;
    for topic in ["Returns", "Care"] {
        ana.type_into("New topic", topic).await;
        ana.click("Add topic").await;
        let shown =
            format!("return document.querySelector('.topichead input')?.value === '{topic}'");
        ana.until("see its page", &shown).await;
    }
    ana.type_into("New topic", "care").await;
    ana.click("Add topic").await;
    ana.see("There is a topic with this name.").await;
    ana.complains(&["status of 400"]).await;
    ana.goto(&house.url("/admin/topics/1")).await;
    for (title, words) in [("One", "First words"), ("Two", "Second words")] {
        ana.click("Reply").await;
        ana.type_into("Title", title).await;
        ana.type_into("English", words).await;
        ana.click("Save").await;
        let shown = format!(
            "return location.pathname !== '/admin/replies/new' && document.querySelector('.qrow.is-on b')?.textContent === '{title}'"
        );
        ana.until("see it saved", &shown).await;
    }
    // What cannot be kept says why, and nothing that was typed is lost.
    ana.fill("Title", "one").await;
    ana.fill("English", "Other words").await;
    ana.click("Save").await;
    ana.see("This topic has a reply with this title.").await;
    ana.until(
        "still have the words",
        "return document.getElementById('reply-text-en').value === 'Other words'",
    )
    .await;
    ana.complains(&["status of 409"]).await;
    ana.fill("Title", "Two").await;
    ana.fill("English", "{order.number} is on its way").await;
    ana.click("The team’s default reply").await;
    ana.click("Save").await;
    ana.see("Saved").await;
    ana.see("{order.number} is none of ours").await;
    ana.see_css(".qrow .pill--brass").await;

    ana.click_css(".quicktopics a[href='/admin/topics/1']")
        .await;
    ana.click("Move Two up").await;
    ana.until("have it first", "return document.querySelector('.qrow b').textContent === 'Two' && document.activeElement.value === 'down'").await;
    ana.click("Move Returns down").await;
    let last =
        "return document.querySelectorAll('.quicktopics nav a')[1].textContent.includes('Care')";
    ana.until("have it last", last).await;
    assert_eq!(
        stock(&house).await,
        vec![
            ("Care".to_owned(), Vec::new()),
            (
                "Returns".to_owned(),
                vec!["Two".to_owned(), "One".to_owned()]
            ),
        ]
    );
    ana.fill("Name of the topic Returns", "Refunds").await;
    ana.click("Rename").await;
    ana.see("Saved").await;

    // Removing asks first.
    ana.click_css(".qrow a[href='/admin/replies/1']").await;
    ana.click("Delete").await;
    ana.see("Delete “One”?").await;
    ana.click_css("#reply-delete .btn--danger").await;
    ana.see("Saved").await;
    ana.click("Delete").await;
    ana.see("The reply in it is deleted, too.").await;
    ana.click_css("#topic-delete .btn--danger").await;
    ana.see("Saved").await;
    assert_eq!(stock(&house).await, vec![("Care".to_owned(), Vec::new())]);
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_admins_do_not_overwrite_each_other_unseen() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_room(&house, &stage).await;
    ana.type_into("New topic", "Returns").await;
    ana.click("Add topic").await;
    ana.see_css(".topichead").await;
    ana.click("Reply").await;
    ana.type_into("Title", "Refund").await;
    ana.type_into("English", "Five days").await;
    ana.click("Save").await;
    ana.see("Saved").await;
    let first = ana.tab().await;
    ana.new_tab(&house.url("/admin/replies/1")).await;
    ana.fill("English", "Six days").await;
    ana.click("Save").await;
    ana.see("Saved").await;
    ana.look_at(&first).await;
    ana.fill("English", "Seven days").await;
    ana.click("Save").await;
    ana.see("A colleague has changed this reply since you opened it.")
        .await;
    ana.complains(&["status of 409"]).await;
    ana.until(
        "still have the words",
        "return document.getElementById('reply-text-en').value === 'Seven days'",
    )
    .await;
    ana.click("Save").await;
    ana.see("Saved").await;
    ana.reload().await;
    ana.until(
        "have the last word",
        "return document.getElementById('reply-text-en').value === 'Seven days'",
    )
    .await;
    // One that is deleted meanwhile is made anew, with what was typed.
    ana.run("return fetch('/admin/replies/1/delete', { method: 'POST' }).then(() => true)")
        .await;
    ana.fill("English", "Eight days").await;
    ana.click("Save").await;
    ana.see("A colleague has deleted this since you opened it.")
        .await;
    ana.complains(&["status of 409"]).await;
    ana.click("Save").await;
    ana.see("Saved").await;
    ana.until(
        "have it again",
        "return document.getElementById('reply-text-en').value === 'Eight days'",
    )
    .await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cards_move_to_another_house_with_their_pictures() {
    let (first, second) = (House::open().await, House::open().await);
    let stage = Stage::enter().await;
    let folder = tempfile::tempdir().unwrap();
    let ana = at_room(&first, &stage).await;
    ana.goto(&first.url("/admin/cards")).await;
    ana.type_into("New folder", "Kettles").await;
    ana.click("Add folder").await;
    ana.see("No cards yet.").await;
    ana.click("Card").await;
    ana.type_into("Title", "Kettle 08").await;
    ana.type_into("Title, English", "Kettle 08").await;
    ana.type_into("Link, English", "https://kettle.example/08")
        .await;
    let photo = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/demo/photo-kettle.jpg");
    ana.choose_file(std::path::Path::new(photo)).await;
    let seen = "return document.querySelector('[data-picture] img').naturalWidth > 0";
    ana.until("see the picture", seen).await;
    ana.click("Save").await;
    ana.see("Saved").await;
    // What would be written to the disk is read instead.
    ana.run(
        "const make = URL.createObjectURL; \
         URL.createObjectURL = (blob) => { blob.text().then((text) => { window.given = text; }); return make(blob); }; \
         return null",
    )
    .await;
    ana.click("Export").await;
    ana.click("JSON").await;
    ana.until(
        "have the file",
        "return window.given?.includes('data:image/') === true",
    )
    .await;
    let given = ana.run("return window.given").await;
    let given = file(&folder, "cards.json", given.as_str().unwrap().as_bytes());
    let read = "return !document.querySelector('[data-import] .btn--primary').disabled \
        && document.getElementById('import-file').value.includes('Kettle 08')";

    // In its own house nothing is new.
    ana.goto(&first.url("/admin/cards/import")).await;
    ana.choose_file(&given).await;
    ana.until("have it read", read).await;
    ana.click_css("[data-import] .btn--primary").await;
    ana.see("Imported: 0 new, 0 changed, 1 as they were.").await;

    let bo = at_room(&second, &stage).await;
    bo.goto(&second.url("/admin/cards/import")).await;
    bo.choose_file(&given).await;
    bo.until("have it read", read).await;
    bo.complains(&["status of 404"]).await;
    bo.click_css("[data-import] .btn--primary").await;
    bo.see("Imported: 1 new, 0 changed, 0 as they were.").await;
    bo.goto(&second.url("/admin/cards/1")).await;
    bo.until("see the picture there", seen).await;
    drop((ana, bo));
    first.close().await;
    second.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_may_be_long_in_every_language() {
    let house = House::open().await;
    let admin = house.colleague("Ana", Role::Admin).await;
    let ana = house.signed_in(&admin).await;
    let topic: TopicId = house
        .act(|tx| Ok(shelf::add(tx, &Origin::default(), "Care").unwrap()))
        .await;
    // Each letter is six bytes of a form.
    let text = "%D0%B6".repeat(10_000);
    let texts: String = ["de", "en", "es", "fr", "ru"]
        .map(|code| format!("&language={code}&text={text}"))
        .concat();
    let form = format!("topic={topic}&name=Long&tags=&revision=0{texts}");
    let added = house.fill(&ana, "/admin/replies", &form).await;
    assert_eq!(added.status, 303);
    let saved = house.fill(&ana, "/admin/replies/1", &form).await;
    assert_eq!(saved.status, 303);
    assert_eq!(house.count("quick_reply_text").await, 5);
    house.close().await;
}

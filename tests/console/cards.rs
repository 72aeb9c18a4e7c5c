//! Cards beside a chat: looked at, dragged into the box, refused where they cannot go, sent as cards.

use shopbell::desk::{audit::Origin, content::card_sheet, team::Role};

use super::{at_counter, customer, sign_in, takes_next};
use crate::{
    browser::{Browser, Key, Stage},
    house::House,
    site::Site,
    widget::counter,
};

const STOCK: &str = "folder,name,kind,language,title,teaser,link\n\
    Kettles,Kettle 08,link,en,Kettle 08,Whistles at the boil,https://kettle.example/08\n\
    Kettles,Kettle 08,link,de,Kessel 08,Pfeift beim Kochen,https://kettle.example/de/08\n\
    Help,Care,link,en,Caring for enamel,,https://kettle.example/care\n\
    Help,Mini,mini_program,en,Our Mini-Program,,pages/index\n";

async fn stocked(house: &House) {
    let entries = card_sheet::read(STOCK).unwrap();
    let ana = house
        .inside()
        .db
        .read::<_, shopbell::db::DbError>(shopbell::desk::team::active)
        .await
        .unwrap()[0]
        .id;
    let origin = Origin {
        agent: Some(ana),
        address: String::new(),
    };
    house
        .inside()
        .db
        .write(move |tx| card_sheet::take_in(tx, &origin, &entries))
        .await
        .unwrap();
}

async fn opens_shelf(ana: &Browser<'_>) {
    takes_next(ana).await;
    ana.click_css("#side-cards").await;
    ana.see_css("card-shelf .cardrow").await;
}

/// What a mouse does that takes something and carries it elsewhere.
fn drags(from: &str, to: &str, drops: bool) -> String {
    format!(
        "const data = new DataTransfer();
         const fire = (node, kind) => node.dispatchEvent(new DragEvent(kind, {{ dataTransfer: data, bubbles: true, cancelable: true }}));
         const card = [...document.querySelectorAll('.cardrow')].find(one => one.textContent.includes('{from}'));
         fire(card, 'dragstart');
         const taken = !fire(document.querySelector('{to}'), 'dragover');
         if ({drops}) {{ fire(document.querySelector('{to}'), 'drop'); fire(card, 'dragend'); }}
         return taken;"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_reaches_the_customer_s_widget_in_their_language() {
    let house = House::open().await;
    counter::set_up(&house, counter::unasking()).await;
    let shop = Site::open(&house).await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    stocked(&house).await;
    let vera = stage.browser("Vera").language("de-DE").open().await;
    shop.ask(&vera).await;
    vera.run("document.querySelector('textarea').focus()").await;
    vera.keys("Welcher Kessel?").await;
    vera.press(Key::Enter).await;
    opens_shelf(&ana).await;

    // Folders and search narrow it down.
    ana.click("Help").await;
    ana.gone("Whistles at the boil").await;
    ana.click_css(".cardtabs [aria-pressed=false]").await;
    ana.type_into("Search cards", "pfeift").await;
    ana.until(
        "see one",
        "return document.querySelectorAll('.cardrow').length === 1",
    )
    .await;

    // A click shows it whole, with its link; Add puts it into the box.
    ana.click_css(".cardrow").await;
    ana.see("Goes out in Deutsch, their language").await;
    let link = "const link = document.querySelector('.cardlook a'); return link.href === 'https://kettle.example/08' && link.rel.includes('noopener') && link.target === '_blank'";
    ana.until("see its link", link).await;
    ana.press(Key::Enter).await;
    ana.see_css("#attached .attach__card").await;
    ana.see("Pfeift beim Kochen").await;
    vera.gone("Pfeift beim Kochen").await;
    ana.type_into("Write a reply", "Diesen hier:").await;
    ana.press(Key::Enter).await;
    ana.see_css(".msg--out .linkcard").await;
    ana.gone_css("#attached .attach__card").await;

    vera.see("Kessel 08").await;
    vera.see("Pfeift beim Kochen").await;
    let card = "const card = document.querySelector('a.card'); return card.href === 'https://kettle.example/de/08' && card.target === '_blank' && card.rel.includes('noopener') && card.querySelector('img').naturalWidth === 192
        && card.querySelector('b').getBoundingClientRect().left - card.getBoundingClientRect().left < 20";
    vera.until("see the card", card).await;
    assert_eq!(vera.axe().await, Vec::<String>::new());
    assert_eq!(ana.axe().await, Vec::<String>::new());
    drop((ana, vera));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cards_are_dragged_into_the_box_ten_at_most_and_refused_on_hover_where_they_cannot_go() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    stocked(&house).await;
    customer(&house, "Hannah", "Which kettle?").await;
    opens_shelf(&ana).await;

    // A card of another family of channels says so on the shelf and while it is still in the hand.
    ana.see_css(".cardrow[aria-disabled=true]").await;
    assert_eq!(ana.run(&drags("Mini-Program", "#text", false)).await, false);
    ana.see_css("#card-drop.carddrop--no").await;
    ana.run("document.querySelector('.cardrow').dispatchEvent(new DragEvent('dragend', { bubbles: true }))")
        .await;
    let bo = house.agent("Bo").await;
    let refused = house.fill(&bo, "/console/1/cards/3", "").await;
    assert_eq!(refused.status, 409, "{}", refused.text());
    assert_eq!(refused.json()["error"]["code"], "card-not-carried");

    assert_eq!(ana.run(&drags("Kettle 08", "#text", false)).await, true);
    ana.see("Drop to add the card to your reply").await;
    for number in 1..=10 {
        ana.run(&drags("Kettle 08", "#text", true)).await;
        ana.until(
            "have it",
            &format!("return document.querySelectorAll('.attach__card').length === {number}"),
        )
        .await;
    }
    ana.gone_css("#card-drop").await;
    ana.run(&drags("Kettle 08", "#text", true)).await;
    ana.see("Up to 10 cards and pictures fit in one message.")
        .await;
    // Taken out again, it is not sent.
    for _ in 0..8 {
        ana.click_css("#attached .attach__x").await;
    }
    ana.click("Send").await;
    ana.until(
        "see two",
        "return document.querySelectorAll('.msg--out .linkcard').length === 2",
    )
    .await;
    // Whoever is writing a comment at that moment has it beside the reply.
    ana.click("Comment").await;
    ana.run(&drags("Kettle 08", "#text", true)).await;
    ana.see_css("#write[data-mode=reply]").await;
    ana.see_css("#attached .attach__card").await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_makes_a_card_with_its_picture_and_it_is_on_the_shelf_at_once() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    house.member("Ana", Role::Admin).await;
    let ana = stage.browser("Ana").open().await;
    sign_in(&house.url(""), &ana, "Ana").await;
    let bo = at_counter(&house, &stage, "Bo").await;
    customer(&house, "Hannah", "Which kettle?").await;
    takes_next(&bo).await;
    bo.click_css("#side-cards").await;
    bo.see("No cards yet.").await;

    ana.goto(&house.url("/admin/cards")).await;
    ana.type_into("New folder", "Kettles").await;
    ana.click("Add folder").await;
    ana.see("No cards yet.").await;
    ana.click("Card").await;
    ana.type_into("Title", "Kettle 08").await;
    ana.type_into("Title, English", "Kettle 08").await;
    ana.type_into("Link, English", "http://localhost/08").await;
    ana.click("Save").await;
    ana.see("customers cannot reach this address").await;
    ana.complains(&["status of 400"]).await;
    ana.fill("Link, English", "https://kettle.example/08").await;
    let photo = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/demo/photo-kettle.jpg");
    ana.choose_file(std::path::Path::new(photo)).await;
    ana.until(
        "see the picture",
        "return document.querySelector('[data-picture] img').naturalWidth > 0",
    )
    .await;
    ana.click("Save").await;
    ana.see("Saved").await;
    ana.until(
        "still see it",
        "return document.querySelector('[data-picture] img').naturalWidth > 0",
    )
    .await;

    bo.see_css("card-shelf .cardrow img").await;
    bo.click_css(".cardrow").await;
    bo.click("Add").await;
    bo.see_css(".attach__card").await;
    bo.click("Send").await;
    bo.until(
        "see it in the log",
        "return document.querySelector('.msg--out .linkcard img')?.naturalWidth === 640",
    )
    .await;
    drop((ana, bo));
    house.close().await;
}

//! Prompters elsewhere: an admin adds and tries them, an agent sees their words grow, takes them or does not, and is never
//! kept from writing. What leaves the house is looked at byte by byte.

use serde_json::json;
use shopbell::desk::team::Role;

use super::{at_counter, customer, heard_by, sign_in, takes_next, writes};
use crate::{
    browser::{Browser, Key, Stage},
    foreign::Foreign,
    house::House,
};

/// The admin adds a language model and a webhook.
async fn added(house: &House, ada: &Browser<'_>, model: &Foreign, stock: &Foreign) {
    ada.goto(&house.url("/admin/prompters")).await;
    ada.see("Built in").await;
    ada.click("Language model").await;
    ada.type_into("Name", "Local model").await;
    ada.type_into("Address of the API", "http://models.example:11434/v1")
        .await;
    ada.click("Save").await;
    ada.see("This address cannot be called.").await;
    ada.complains(&["status of 400"]).await;
    ada.fill("Address of the API", &model.url("/v1")).await;
    ada.click_css("#prompter-model").await;
    ada.keys("small").await;
    ada.click_css("#prompter-secret").await;
    ada.keys("sk-hush").await;
    ada.click("Save").await;
    ada.see("Saved").await;
    ada.see("One is saved. Type another to replace it.").await;
    let page = ada.run("return document.documentElement.outerHTML").await;
    assert!(
        !page.as_str().unwrap().contains("sk-hush"),
        "a key is never shown again"
    );

    // It is tried: first it fails, then it answers.
    let ask = async {
        ada.type_into(
            "A question, as a customer would ask it",
            "Is the lid sold on its own?",
        )
        .await;
        ada.click("Ask it").await;
        ada.see("It refused: check key, model and address.").await;
    };
    tokio::join!(ask, async { model.next().await.refuse(401).await });
    let ask = async {
        ada.click("Ask it").await;
        ada.see("Yes, for twelve euros.").await;
    };
    tokio::join!(ask, async {
        let mut call = model.next().await;
        assert!(call.text.contains("authorization: Bearer sk-hush"));
        call.begin_stream().await;
        call.words("Yes, for twelve euros.").await;
        call.end_stream().await;
    });
    ada.screenshot("prompter, model").await;
    assert_eq!(ada.axe().await, Vec::<String>::new());

    ada.goto(&house.url("/admin/prompters")).await;
    ada.click("Webhook").await;
    ada.type_into("Name", "Stock room").await;
    ada.type_into("Address", &stock.url("/ask")).await;
    ada.click("Ask it by itself about each new message, while an agent’s suggestions are on")
        .await;
    ada.click("Save").await;
    ada.see("Signing secret").await;
    ada.screenshot("prompter, webhook").await;
    assert_eq!(ada.axe().await, Vec::<String>::new());
    ada.goto(&house.url("/admin/prompters")).await;
    ada.see("Stock room").await;
    ada.screenshot("prompters").await;
    assert_eq!(ada.axe().await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn words_from_elsewhere_grow_in_the_panel_and_leave_by_a_person_alone() {
    let house = House::open().await;
    let (model, stock) = (Foreign::open().await, Foreign::open().await);
    let stage = Stage::enter().await;
    house.member("Ada", Role::Admin).await;
    let ada = stage.browser("Ada").open().await;
    sign_in(&house.url(""), &ada, "Ada").await;
    added(&house, &ada, &model, &stock).await;
    drop(ada);

    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = customer(
        &house,
        "Hannah",
        "My card is 4111 1111 1111 1111. Is the lid sold on its own?",
    )
    .await;
    let omar = customer(&house, "Omar", "omars-own-words").await;
    takes_next(&ana).await;
    ana.click("Comment").await;
    ana.type_into("Only your team sees this", "secret-remark")
        .await;
    ana.press(Key::Enter).await;
    ana.see("secret-remark").await;
    ana.click("Reply").await;

    // Its words are seen while it writes, and nothing keeps anybody from writing meanwhile.
    ana.click("Suggestions").await;
    let mut call = model.next().await;
    ana.see("Local model is thinking …").await;
    for private in ["4111", "Hannah", "secret-remark", "omars-own-words"] {
        assert!(!call.text.contains(private), "{private}: {}", call.text);
    }
    assert!(
        call.text.contains("Is the lid sold on its own?"),
        "{}",
        call.text
    );
    call.begin_stream().await;
    call.words("Yes, {customer.first_name|…}, ").await;
    ana.see_css(".prompt__item--grows .prompt__words").await;
    ana.type_into("Write a reply to Hannah", "Hello!").await;
    call.words("it is twelve euros.").await;
    ana.see("it is twelve euros.").await;
    ana.screenshot("prompter elsewhere, growing").await;
    assert_eq!(
        house.count("proposal").await,
        0,
        "what is not whole is not proposed"
    );
    call.end_stream().await;
    ana.see("Yes, Hannah, it is twelve euros.").await;
    ana.screenshot("prompter elsewhere").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.chord(&[Key::Alt], '1').await;
    let both = "return document.getElementById('text').value === 'Hello! Yes, Hannah, it is twelve euros.'";
    ana.until("hold both", both).await;
    ana.see("Suggested, from: Local model. Read it before you send it.")
        .await;
    assert_eq!(heard_by(&house, &hannah).await, Vec::<String>::new());
    ana.press(Key::Enter).await;
    ana.see_css(".msg--out .ticks").await;
    assert_eq!(heard_by(&house, &hannah).await.len(), 1);

    // A newer message ends the question about the older one.
    writes(&house, &hannah, "And the handle?").await;
    let mut first = model.next().await;
    first.begin_stream().await;
    first.words("The handle").await;
    ana.see("The handle").await;
    writes(&house, &hannah, "I mean the wooden one.").await;
    let second = model.next().await;
    first.until_dropped().await;
    ana.gone_css(".prompt__item--grows .prompt__words").await;
    // It fails quietly, by its name, and one writes on.
    second.refuse(500).await;
    ana.see("Local model refused to answer.").await;
    ana.type_into("Write a reply to Hannah", "A moment").await;
    ana.screenshot("prompter elsewhere, refused").await;
    writes(&house, &hannah, "Hello?").await;
    let third = model.next().await;
    ana.click("Close suggestions").await;
    third.until_dropped().await;

    // By a question: whom one asks is chosen, and what goes along.
    ana.click("Prompter").await;
    ana.choose("Whom to ask", "Stock room").await;
    ana.type_into("What do you want to know?", "How many lids are there?\n")
        .await;
    let call = stock.next().await;
    assert_eq!(
        call.json(),
        json!({"language": "en", "messages": [], "question": "How many lids are there?"})
    );
    call.answer(&json!({"answers": [{"text": "There are nine.", "source": {"title": "Shelf 4", "url": "https://kettle.example/shelf/4"}}]}))
        .await;
    ana.see("There are nine.").await;
    ana.see("Stock room: Shelf 4").await;
    ana.screenshot("prompter elsewhere, question").await;
    ana.click("Take this chat into account").await;
    ana.click("Ask").await;
    let call = stock.next().await;
    assert_eq!(call.json()["messages"].as_array().unwrap().len(), 5);
    assert!(call.json().get("chosen").is_none());
    ana.see("Stock room is thinking …").await;
    call.answer(&json!({"answers": []})).await;
    ana.see("Stock room has no suggestion.").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.narrow().await;
    ana.screenshot("prompter elsewhere, narrow").await;
    drop((ana, omar));
    house.close().await;
}

//! How a chat ends: by the agent with a question, by the customer, and how it begins again.

use shopbell::{base::id::ConversationId, db::DbError, desk::conversation};

use super::counter::{Chat, staff};
use crate::{
    browser::{Key, Stage},
    house::House,
    site::Site,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_rates_changes_her_mind_comes_back_and_leaves() {
    let house = House::open().await;
    let ana = house.agent("Ana").await;
    staff(&house).await;
    let shop = Site::open(&house).await;
    let stage = Stage::enter().await;
    let vera = stage.browser("Vera").open().await;
    shop.ask(&vera).await;
    vera.type_into("Message", "Thanks for the kettle").await;
    vera.press(Key::Enter).await;

    // What is asked first: a wrong address is told, and nothing typed is lost.
    vera.see("Before we start").await;
    vera.type_into("Your name", "Vera").await;
    vera.type_into("Email", "vera@post").await;
    vera.click("Start chatting").await;
    vera.see("This address looks cut off.").await;
    vera.fill("Email", "vera@post.example").await;
    vera.gone("This address looks cut off.").await;
    vera.click("Start chatting").await;
    let chat = Chat::take(&house, &ana).await;
    assert_eq!(chat.texts().await, ["Thanks for the kettle"]);
    assert_eq!(chat.record().await["customer"]["name"], "Vera");
    vera.see("Ana joined").await;
    chat.say("Enjoy it").await;
    vera.see("Enjoy it").await;
    chat.look().await;
    vera.see_css(".msg--out .ticks--read").await;
    chat.close(true).await;

    vera.see("How did we do?").await;
    vera.click("Send").await;
    vera.see("Choose a face first.").await;
    vera.click("Good").await;
    vera.type_into("Anything to add?", "Quick and kind").await;
    vera.offline().await;
    vera.click("Send").await;
    vera.see("Not sent: no connection. Try again.").await;
    vera.online().await;
    vera.click("Send").await;
    vera.see("Thank you for your answer.").await;
    vera.click("Change it").await;
    vera.click("Very good").await;
    vera.click("Send").await;
    vera.see("Thank you for your answer.").await;
    let id = ConversationId(chat.id);
    let read = house
        .inside()
        .db
        .read::<_, DbError>(move |reader| conversation::by_id(reader, id));
    let rated = read.await.unwrap().unwrap();
    assert_eq!(
        (rated.rating, rated.rating_comment.as_str()),
        (Some(5), "Quick and kind")
    );

    // Her thanks join the chat that has ended: nobody is called for them.
    vera.type_into("Message", "Thanks, bye!").await;
    vera.press(Key::Enter).await;
    vera.see("Thanks, bye!").await;
    house
        .until("the thanks are stored", async || {
            chat.texts().await.len() == 3
        })
        .await;
    assert_eq!(chat.record().await["status"], "closed");
    vera.see("Thank you for your answer.").await;

    // She has one more question, which begins a new chat, and ends that one herself.
    vera.type_into("Message", "One more thing").await;
    vera.press(Key::Enter).await;
    let again = Chat::take(&house, &ana).await;
    assert_ne!(again.id, chat.id);
    vera.see("Ana joined").await;
    vera.gone("Thank you for your answer.").await;
    assert_eq!(
        vera.run("return document.querySelector('.msg--out .ticks').dataset.mark")
            .await,
        "read",
        "what was read stays read"
    );
    vera.click("Menu").await;
    vera.click("End chat").await;
    vera.click("Yes, end this chat").await;
    vera.see("Chat closed at").await;
    assert_eq!(again.record().await["status"], "closed");
    vera.complains(&["ERR_INTERNET_DISCONNECTED"]).await;
    drop(vera);
    house.close().await;
}

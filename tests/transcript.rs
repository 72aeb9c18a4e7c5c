//! A chat to keep: on paper, as a file, for the team and for the customer.

use serde_json::json;
use shopbell::{
    base::id::ConversationId,
    desk::{conversation::strike, team},
};

use crate::{
    browser::Stage,
    console::{at_counter, takes_next},
    house::House,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_chat_is_kept_with_or_without_what_the_team_said_among_itself() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let hannah = house.visitor("Ханна Хе").await;
    let nothing = house.get(&hannah, "transcript", &[]).await;
    assert_eq!(nothing.status, 404, "nothing was written yet");
    let said = json!({ "text": "Is it open on 8 March?" });
    house.tell(&hannah, "messages", said).await;
    takes_next(&ana).await;
    ana.type_into("Write a reply", "It is.\n").await;
    ana.see_css("#log .msg--out").await;
    let bo = house.supervisor("Bo").await;
    let comment = json!({ "text": "a regular, be nice" });
    let left = house.tell(&bo, "conversations/1/comments", comment).await;
    assert_eq!(left.status, 201, "{}", left.text());

    ana.goto(&house.url("/chats/1")).await;
    ana.see_css("a[href='/chats/1/transcript']").await;
    ana.goto(&house.url("/chats/1/transcript")).await;
    ana.see("Chat with Ханна Хе").await;
    ana.see("Is it open on 8 March?").await;
    ana.see("It is.").await;
    ana.gone("a regular, be nice").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.screenshot("transcript").await;
    ana.click("With comments").await;
    ana.see("a regular, be nice").await;
    let file = ana
        .run("return fetch(document.querySelector('a[download]').href).then((a) => a.text())")
        .await;
    let file = file.as_str().unwrap();
    assert!(
        file.contains("Ana: It is.") && file.contains("a regular"),
        "{file}"
    );

    // What was struck through is told as such.
    house
        .act(|tx| {
            let comment = "select id, agent_id from message where internal = 1";
            let (comment, by) = tx.get(comment, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let by = team::by_id(tx, by)?.unwrap();
            strike::strike(tx, &by, ConversationId(1), comment).unwrap();
            Ok(())
        })
        .await;
    ana.reload().await;
    ana.see_css("li[data-comment] s").await;
    ana.see("Struck through by Bo").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());

    // The customer's own has no word of the team's.
    let kept = house.get(&hannah, "transcript", &[]).await;
    assert_eq!(kept.status, 200);
    assert!(kept.header("content-disposition").starts_with("attachment"));
    let text = kept.text();
    assert!(
        text.contains("Is it open on 8 March?") && text.contains("It is."),
        "{text}"
    );
    assert!(!text.contains("regular"), "{text}");
    drop(ana);
    house.close().await;
}

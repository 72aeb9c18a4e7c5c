//! Supervisors and the chats of others (L10): followed, whispered into, joined, taken over, scored and talked about.

use serde_json::json;
use shopbell::desk::team::Role;

use crate::{
    browser::{Browser, Key, Stage},
    console::{at_counter, customer, sign_in, takes_next, writes},
    house::{House, Person},
};

/// Our own words that do not fit where they stand.
const MISFITS: &str = include_str!("languages/misfits.js");

async fn supervisor<'stage>(house: &House, stage: &'stage Stage) -> Browser<'stage> {
    house.member("Jon", Role::Supervisor).await;
    let jon = stage.browser("Jon").open().await;
    sign_in(&house.url(""), &jon, "Jon").await;
    jon
}

/// What the customer was told, whoever said it.
async fn told(house: &House, visitor: &Person) -> Vec<String> {
    let history = house.get(visitor, "messages", &[]).await.json();
    let messages = history["messages"].as_array().unwrap();
    messages
        .iter()
        .map(|message| message["text"].as_str().unwrap().to_owned())
        .collect()
}

/// Looks at the screen on a telephone and in the dark.
async fn looks_well(browser: &Browser<'_>, name: &str) {
    for is_narrow in [false, true] {
        if is_narrow {
            browser.narrow().await;
        }
        browser.dark().await;
        browser
            .screenshot(&format!("{name}-{is_narrow}-dark"))
            .await;
        assert_eq!(browser.axe().await, Vec::<String>::new());
        browser.light().await;
        browser.screenshot(&format!("{name}-{is_narrow}")).await;
        assert_eq!(browser.run(MISFITS).await, json!([]), "{name}");
    }
    browser.wide().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_supervisor_follows_a_chat_whispers_joins_and_takes_it_over() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let bo = at_counter(&house, &stage, "Bo").await;
    let jon = supervisor(&house, &stage).await;
    let hannah = customer(&house, "Hannah", "My kettle leaks.").await;
    takes_next(&bo).await;

    // From the Chats page, without a word to the customer.
    jon.goto(&house.url("/chats")).await;
    jon.click_css("tr[data-chat] a[data-open]").await;
    jon.click("Watch").await;
    jon.see_css("[aria-label='Stop watching']").await;
    bo.see("Watching along: Jon.").await;
    bo.screenshot("watched").await;
    writes(&house, &hannah, "From the spout.").await;
    jon.see("From the spout.").await;
    jon.click("Open in console").await;
    jon.see("You watch along. Bo sees that, the customer does not.")
        .await;
    jon.see_css("#watched [aria-current=true]").await;
    writes(&house, &hannah, "And it hisses.").await;
    jon.see("And it hisses.").await;
    looks_well(&jon, "watching").await;
    assert_eq!(
        told(&house, &hannah).await,
        [
            "My kettle leaks.",
            "claimed",
            "From the spout.",
            "And it hisses."
        ]
    );

    // Only Bo’s team reads what is whispered, and Bo sees at once that it is meant for them.
    jon.type_into(
        "Whisper to Bo. Only your team reads it",
        "Send her a new lid\n",
    )
    .await;
    bo.see("Send her a new lid").await;
    bo.see("whispered to Bo").await;
    bo.see_css(".names-me").await;
    bo.screenshot("whisper").await;

    jon.click("Join").await;
    jon.see_css("[data-stance=mine] #write").await;
    bo.see("Jon and you are in this chat.").await;
    bo.gone_css("#onlookers").await;
    jon.type_into("Write a reply to Hannah", "We send you a new lid.\n")
        .await;
    bo.see("We send you a new lid.").await;
    jon.click("Leave").await;
    jon.see_css("[data-stance=theirs] #take-over").await;
    jon.gone_css("#watched").await;

    // Whoever loses a chat reads why.
    jon.click_css("#take-over > summary").await;
    jon.screenshot("take-over").await;
    jon.click("Take over from Bo").await;
    jon.see_css("#take-over[open] input:invalid").await;
    jon.type_into("Why do you take it over?", "She asked for me\n")
        .await;
    jon.see_css("[data-stance=mine] #write").await;
    bo.see("Jon has this chat.").await;
    bo.see("She asked for me").await;
    bo.see("Jon took this chat over from Bo").await;
    // Bo is no supervisor, so there is nothing to take it back with.
    bo.gone_css("#take-over").await;
    assert_eq!(
        told(&house, &hannah).await[4..],
        ["We send you a new lid.", "assigned"]
    );
    for agent in [&bo, &jon] {
        agent.console_errors().await;
    }
    drop((bo, jon));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_supervisor_scores_a_chat_and_its_agent_reads_that() {
    let house = House::open().await;
    let bo = house.agent("Bo").await;
    let stage = Stage::enter().await;
    let jon = supervisor(&house, &stage).await;
    let hannah = house.visitor("Hannah").await;
    writes(&house, &hannah, "Is the lid sold on its own?").await;
    let next = house.tell(&bo, "next", json!({})).await.json();
    let chat = next["conversation"]["id"].as_i64().unwrap();
    let reply = json!({ "text": "It is, for twelve euros.", "client_id": "a" });
    house
        .tell(&bo, &format!("conversations/{chat}/messages"), reply)
        .await;

    jon.goto(&house.url(&format!("/chats?chat={chat}"))).await;
    jon.click_css("#chat-scores > summary").await;
    // Without a mark there is no score, and nothing that was typed is lost.
    jon.type_into("Note", "Warm and quick").await;
    jon.click("Save score").await;
    jon.see("Give at least one mark.").await;
    jon.click_css("label:has([name=mark-1][value='5'])").await;
    jon.click_css("label:has([name=mark-2][value='4'])").await;
    // What happens meanwhile in the chat does not disturb whoever fills in the form.
    writes(&house, &hannah, "I take two").await;
    jon.see("I take two").await;
    jon.see_css("[name=mark-1][value='5']:checked").await;
    jon.click("Save score").await;
    jon.see("Jon about Bo").await;
    jon.see("Friendly 5 · Right answer 4").await;
    looks_well(&jon, "score").await;
    jon.click_css("label:has([name=mark-1][value='4'])").await;
    jon.click("Change score").await;
    jon.see("Friendly 4 · Right answer 4").await;
    // What it said before is kept.
    jon.click_css(".scoreline__before > summary").await;
    jon.see_css(".scoreline__before[open] p").await;

    // A message that is worth talking about is found again.
    jon.point_at(".msg--in").await;
    jon.click_css(".msg--in [data-bookmark]").await;
    jon.type_into("Why it is worth talking about", "Ask for the colour\n")
        .await;
    jon.see_css(".markline a[href^='#m-']").await;
    jon.screenshot("bookmark").await;
    jon.goto(&house.url(&format!("/chats?bookmarked=1&chat={chat}")))
        .await;
    jon.see_css("tr[data-chat] .markd").await;
    jon.see("Ask for the colour").await;
    jon.click_css("#chat-bookmarks > summary").await;
    jon.click("Take the bookmark away").await;
    jon.see("Taken away.").await;
    jon.gone_css("tr[data-chat]").await;
    jon.click("Undo").await;
    jon.see_css("tr[data-chat] .markd").await;
    assert_eq!(jon.axe().await, Vec::<String>::new());

    // It counts among the figures, with the list behind it.
    jon.goto(&house.url("/figures?period=today")).await;
    jon.see("Scores by agent").await;
    jon.click_css("[aria-label='Scores by agent'] a.figway")
        .await;
    jon.see("Warm and quick").await;
    looks_well(&jon, "scores").await;
    jon.console_errors().await;
    let file = async |who: &Person| {
        let answer = house
            .get(who, "/figures/csv?period=today&table=scores", &[])
            .await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.text()
    };
    let own = file(&bo).await;
    assert!(
        own.contains(",Hannah,Bo,Jon,4.00,4,4,,,Warm and quick"),
        "{own}"
    );
    let cy = house.agent("Cy").await;
    assert!(!file(&cy).await.contains("Warm"), "it is not about Cy");
    let page = house.get(&bo, &format!("/chats?chat={chat}"), &[]).await;
    assert!(page.text().contains("Jon about Bo"));
    drop(jon);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_supervisor_has_begun_to_write_is_there_when_they_come_back() {
    let house = House::open().await;
    let bo = house.agent("Bo").await;
    let stage = Stage::enter().await;
    let jon = supervisor(&house, &stage).await;
    let mut chats = Vec::new();
    for name in ["Hannah", "Omar"] {
        let visitor = house.visitor(name).await;
        writes(&house, &visitor, "Is the lid sold on its own?").await;
        let next = house.tell(&bo, "next", json!({})).await.json();
        let chat = next["conversation"]["id"].as_i64().unwrap();
        let reply = json!({ "text": "It is, for twelve euros." });
        house
            .tell(&bo, &format!("conversations/{chat}/messages"), reply)
            .await;
        chats.push(chat);
    }
    let (hannah, omar) = (chats[0], chats[1]);
    let holds = async |chat: i64, note: &str, mark: &str, is_open: bool| {
        let script = format!(
            "const form = document.getElementById('score-form');
             return document.getElementById('chat-detail').dataset.chat === '{chat}' && form.note.value === '{note}'
               && form['mark-1'].value === '{mark}' && form.closest('details').open === {is_open}"
        );
        jon.until(&format!("find “{note}” beside {chat}"), &script)
            .await;
    };
    jon.goto(&house.url(&format!("/chats?chat={hannah}"))).await;
    jon.click_css("#chat-scores > summary").await;
    jon.click_css("label:has([name=mark-1][value='4'])").await;
    jon.type_into("Note", "Warm, but slow").await;
    // Esc leads out of the field, and not out of the chat.
    jon.press(Key::Escape).await;
    jon.until("read on", "return document.activeElement.id === 'chat-log'")
        .await;
    jon.click_css(&format!("#open-{omar}")).await;
    holds(omar, "", "", false).await;
    jon.click_css(&format!("#open-{hannah}")).await;
    holds(hannah, "Warm, but slow", "4", true).await;
    jon.reload().await;
    holds(hannah, "Warm, but slow", "4", true).await;
    // Once it is sent, nothing is begun any more.
    jon.click("Save score").await;
    jon.see("Jon about Bo").await;
    jon.reload().await;
    holds(hannah, "Warm, but slow", "4", false).await;
    assert_eq!(jon.console_errors().await, Vec::<String>::new());
    drop(jon);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_gives_a_chat_away_may_say_why_and_the_team_alone_reads_it() {
    let house = House::open().await;
    let jon = house.supervisor("Jon").await;
    let bo = house.agent("Bo").await;
    let hannah = house.visitor("Hannah").await;
    writes(&house, &hannah, "My kettle leaks.").await;
    house.tell(&bo, "next", json!({})).await;
    let assign = async |who: &Person, reason: &str| {
        let wanted = json!({ "agent_id": 1, "reason": reason });
        house.tell(who, "conversations/1/assign", wanted).await
    };
    let comments = async || {
        let read = house
            .get(&jon, "conversations/1/messages", &[])
            .await
            .json();
        let all = read["messages"].as_array().unwrap().clone();
        let told = all.iter().filter(|one| one["comment"] == true);
        told.map(|one| one["text"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    // Whoever may not give it away leaves no word behind.
    let cy = house.agent("Cy").await;
    assert_eq!(assign(&cy, "I want it").await.status, 409);
    assert_eq!(comments().await, [""; 0]);
    let given = assign(&jon, "  She asked for\nsomebody senior ").await;
    assert_eq!(given.status, 200, "{}", given.text());
    assert_eq!(given.json()["assignee"]["name"], "Jon");
    assert_eq!(comments().await, ["She asked for somebody senior"]);
    // Asked again over a line that broke, it is given and said why once.
    let again = assign(&jon, "She asked for somebody senior").await;
    assert_eq!(again.status, 200, "{}", again.text());
    assert_eq!(comments().await, ["She asked for somebody senior"]);
    assert!(!told(&house, &hannah).await.join("\n").contains("senior"));
    house.close().await;
}

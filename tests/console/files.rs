//! Files of every sort, there and back, under the rule of the channel.

use std::{fs, path::PathBuf};

use shopbell::desk::team::Role;
use tempfile::TempDir;

use super::{customer, heard_by, sign_in};
use crate::{
    browser::{Browser, Stage},
    house::House,
    site::{Site, WIDGET},
    widget::{counter, files::large_picture},
};

/// A film of a moving square that Chromium recorded.
const FILM: &[u8] = include_bytes!("film.webm");

/// A folder with what people have on their desks.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let bill = format!("%PDF-1.7\n% {}\n", "a bill ".repeat(400));
        for (name, bytes) in [
            ("unpacking.webm", FILM),
            ("bill.pdf", bill.as_bytes()),
            (
                "notes.txt",
                "Заметка: the lid is chipped\n<b>not bold</b>".as_bytes(),
            ),
            ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
            ("harmless.pdf", b"<html><script>alert(1)</script>"),
            ("photo.heic", b"\0\0\0\x18ftypheic"),
            ("counter.png", &large_picture()),
        ] {
            fs::write(folder.path().join(name), bytes).unwrap();
        }
        Self(folder)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

async fn at_the_desk<'stage>(house: &House, stage: &'stage Stage, role: Role) -> Browser<'stage> {
    house.member("Ana", role).await;
    let ana = stage.browser("Ana").open().await;
    sign_in(&house.url(""), &ana, "Ana").await;
    ana
}

/// The last message's files as the customer's program is told of them.
async fn files_heard(house: &House, who: &crate::house::Person) -> Vec<serde_json::Value> {
    let log = house.get(who, "messages", &[]).await.json();
    let last = log["messages"].as_array().unwrap().last().unwrap().clone();
    last["attachments"].as_array().cloned().unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_looked_at_in_a_window_and_leave_by_its_send_alone() {
    let (house, stage, desk) = (House::open().await, Stage::enter().await, Desk::new());
    let ana = at_the_desk(&house, &stage, Role::Agent).await;
    let hannah = customer(&house, "Hannah", "How do I unpack it?").await;
    ana.click("Next Chat").await;
    ana.see_css("#write").await;

    // A film plays in the window; closed, it stays beside the reply; taken out, it is gone.
    ana.choose_file(&desk.file("unpacking.webm")).await;
    ana.see("Send this?").await;
    ana.see("WEBM").await;
    ana.until(
        "have a film that plays",
        "const film = document.querySelector('dialog video'); film.muted = true; film.play().catch(() => {});
         return film.videoWidth > 0 && film.currentTime > 0",
    )
    .await;
    assert_eq!(
        heard_by(&house, &hannah).await.len(),
        0,
        "nothing leaves before Send"
    );
    ana.click("Add words").await;
    ana.gone_css("dialog.preview").await;
    ana.see_css("#attached .attach__file").await;
    ana.is_at("Write a reply to Hannah").await;
    ana.click("Remove unpacking.webm").await;
    ana.gone_css("#attached .attach__file").await;

    // A text can be read, and is text; a second file stands below it. Send sends both.
    ana.choose_file(&desk.file("notes.txt")).await;
    ana.see("Заметка: the lid is chipped <b>not bold</b>").await;
    ana.click("Add words").await;
    ana.choose_file(&desk.file("bill.pdf")).await;
    ana.see("Send this?").await;
    ana.see("PDF · 3 kB").await;
    ana.until(
        "have uploaded both",
        "return document.querySelectorAll('#attached [data-file]:not([aria-busy])').length === 2",
    )
    .await;
    ana.click_css("dialog.preview .btn--primary").await;
    ana.see_css("#log .filecard[download='bill.pdf']").await;
    let files = files_heard(&house, &hannah).await;
    let names: Vec<_> = files
        .iter()
        .map(|file| file["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["notes.txt", "bill.pdf"]);
    ana.gone_css("#attached [data-file]").await;

    // What cannot be sent says why and what to do, before anything has left.
    let before = house.count("attachment").await;
    ana.choose_file(&desk.file("drawing.svg")).await;
    ana.see("Save it as PDF or as a picture").await;
    ana.choose_file(&desk.file("photo.heic")).await;
    ana.see("Save a photo as JPG").await;
    assert_eq!(house.count("attachment").await, before);
    // A photo that is too large is offered smaller, and then it fits.
    ana.choose_file(&desk.file("counter.png")).await;
    ana.see("up to 2 MB can be sent here").await;
    ana.click("Make it smaller").await;
    ana.see_css("#attached figure:not([aria-busy])").await;
    ana.click("Remove counter.jpg").await;
    ana.gone_css("#attached [data-file]").await;
    // And what lies about itself is found out by the server.
    ana.choose_file(&desk.file("harmless.pdf")).await;
    ana.see("“harmless.pdf” was not added. Pages, drawings in SVG and programs")
        .await;
    ana.complains(&["415"]).await;
    ana.gone_css("dialog.preview").await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_put_beside_a_reply_after_its_send_was_taken_out_does_not_leave_by_itself() {
    let (house, stage, desk) = (House::open().await, Stage::enter().await, Desk::new());
    let ana = at_the_desk(&house, &stage, Role::Agent).await;
    let hannah = customer(&house, "Hannah", "The notes, please").await;
    ana.click("Next Chat").await;
    ana.see_css("#write").await;

    // The bill is still on its way up when she sends it, and she thinks better of it.
    ana.run(
        "const send = XMLHttpRequest.prototype.send;
         window.isHeld = true;
         XMLHttpRequest.prototype.send = function (body) { if (!window.isHeld) send.call(this, body); };",
    )
    .await;
    ana.choose_file(&desk.file("bill.pdf")).await;
    ana.see("Send this?").await;
    ana.click_css("dialog.preview .btn--primary").await;
    ana.gone_css("dialog.preview").await;
    ana.see_css("#attached [data-file][aria-busy]").await;
    ana.click("Remove bill.pdf").await;
    ana.gone_css("#attached [data-file]").await;
    ana.run("window.isHeld = false").await;
    ana.choose_file(&desk.file("notes.txt")).await;
    ana.see("Send this?").await;
    ana.until(
        "have uploaded it, and have it still",
        "return document.querySelectorAll('#attached [data-file]:not([aria-busy])').length === 1",
    )
    .await;
    assert_eq!(heard_by(&house, &hannah).await.len(), 0);
    ana.click_css("dialog.preview .btn--primary").await;
    ana.see_css("#log .filecard[download='notes.txt']").await;

    // A disk without room is no broken line: she reads why it waits.
    ana.run(
        "window.XMLHttpRequest = class extends EventTarget {
           upload = new EventTarget();
           status = 503;
           responseText = JSON.stringify({ error: { code: 'storage-low', message: 'The disk is nearly full.' } });
           open() {}
           setRequestHeader() {}
           abort() {}
           getResponseHeader() { return '60'; }
           send() { setTimeout(() => this.dispatchEvent(new Event('load'))); }
         }",
    )
    .await;
    ana.choose_file(&desk.file("bill.pdf")).await;
    ana.see("Send this?").await;
    ana.click("Add words").await;
    ana.gone_css("dialog.preview").await;
    ana.until(
        "read why it waits",
        "return document.getElementById('trouble').textContent.includes('The disk is nearly full.')",
    )
    .await;
    ana.see_css("#attached [data-file][aria-busy]").await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_survives_a_reload_and_a_broken_line() {
    let (house, stage, desk) = (House::open().await, Stage::enter().await, Desk::new());
    let ana = at_the_desk(&house, &stage, Role::Agent).await;
    let hannah = customer(&house, "Hannah", "The bill, please").await;
    ana.click("Next Chat").await;
    ana.see_css("#write").await;

    // Without a line it waits; a reload loses neither the file nor the wish to have it here.
    ana.offline().await;
    ana.choose_file(&desk.file("bill.pdf")).await;
    ana.see("Waits for the line").await;
    ana.click("Add words").await;
    ana.see_css("#attached [data-file][aria-busy]").await;
    ana.online().await;
    ana.see_css("#attached [data-file]:not([aria-busy])").await;
    ana.reload().await;
    ana.see_css("#attached [data-file]:not([aria-busy])").await;
    ana.see("bill.pdf").await;

    // Another chat has nothing to do with it.
    let oscar = customer(&house, "Oscar", "Hello?").await;
    ana.click("Next Chat").await;
    ana.see("Hello?").await;
    ana.gone_css("#attached [data-file]").await;
    ana.click_css("#mine a[data-open]:not([aria-current])")
        .await;
    ana.see_css("#attached [data-file]").await;
    assert_eq!(heard_by(&house, &hannah).await.len(), 0);
    assert_eq!(heard_by(&house, &oscar).await.len(), 0);
    ana.type_into("Write a reply to Hannah", "Here\n").await;
    ana.see_css("#log .filecard").await;
    assert_eq!(files_heard(&house, &hannah).await[0]["name"], "bill.pdf");
    ana.reload().await;
    ana.see_css("#log .filecard").await;
    ana.gone_css("#attached [data-file]").await;
    ana.complains(&["ERR_INTERNET_DISCONNECTED"]).await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_says_what_each_side_may_send() {
    let (house, stage, desk) = (House::open().await, Stage::enter().await, Desk::new());
    counter::set_up(&house, counter::unasking()).await;
    let ana = at_the_desk(&house, &stage, Role::Admin).await;
    counter::staff(&house).await;
    let shop = Site::open(&house).await;
    let vera = stage.browser("Vera").open().await;

    // At first a customer sends pictures only.
    shop.ask(&vera).await;
    vera.choose_file(&desk.file("bill.pdf")).await;
    vera.see("can’t be sent here").await;

    // The admin lets documents and films in, and keeps the team's films out.
    ana.goto(&house.url("/admin/channels/1/files")).await;
    ana.see("What customers may send").await;
    ana.click_css("input[name=from_customers][value=document]")
        .await;
    ana.click_css("input[name=from_customers][value=video]")
        .await;
    ana.click_css("input[name=from_team][value=video]").await;
    ana.run("document.querySelector('[name=team_file]').value = '0'")
        .await;
    ana.click("Save").await;
    ana.see("A number from 1 to").await;
    ana.complains(&["400"]).await;
    ana.run("for (const field of document.querySelectorAll('[name$=_file]')) field.value = '5'")
        .await;
    ana.click("Save").await;
    ana.see("Saved.").await;

    // The customer's next page knows; the file is looked at, taken back, chosen again and sent.
    vera.reload().await;
    vera.enter_widget(WIDGET).await;
    vera.choose_file(&desk.file("bill.pdf")).await;
    vera.see("bill.pdf").await;
    vera.click("Clear").await;
    vera.gone("bill.pdf").await;
    vera.choose_file(&desk.file("bill.pdf")).await;
    vera.choose_file(&desk.file("unpacking.webm")).await;
    vera.see_css(".tray video").await;
    assert_eq!(
        house.count("attachment").await,
        0,
        "nothing leaves before Send"
    );
    vera.type_into("Message", "This is what came").await;
    vera.click("Send").await;
    vera.see_css(".log .file").await;
    vera.gone("Waiting to send").await;

    // The team gets the bill as a card and the film to watch, from any place in it.
    ana.goto(&house.url("/console")).await;
    ana.click("Next Chat").await;
    ana.see_css("#log .filecard[download='bill.pdf']").await;
    ana.until(
        "watch the film from its middle",
        "const film = document.querySelector('#log video');
         if (!(film.readyState > 0)) return false;
         if (!window.sought) { window.sought = true; film.currentTime = 0.5; }
         return !film.seeking && film.currentTime >= 0.4 && film.videoWidth > 0",
    )
    .await;
    // Its own film stays here, with the reason and the way out.
    ana.choose_file(&desk.file("unpacking.webm")).await;
    ana.see("videos are not sent on this channel").await;
    ana.see("ask an admin to allow them").await;
    ana.choose_file(&desk.file("bill.pdf")).await;
    ana.see("Send this?").await;
    ana.until(
        "have uploaded it",
        "return document.querySelectorAll('#attached [data-file]:not([aria-busy])').length === 1",
    )
    .await;
    ana.click_css("dialog.preview .btn--primary").await;
    vera.until(
        "have got the bill back",
        "return document.querySelectorAll('.msg--in .file').length === 1",
    )
    .await;
    drop((ana, vera));
    house.close().await;
}

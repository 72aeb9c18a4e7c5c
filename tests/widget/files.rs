//! Pictures and voice.

use shopbell::{
    base::id::AgentId,
    desk::team::{Availability, availability},
};

use super::counter::{self, Chat};
use crate::{
    browser::{Key, Stage},
    site::{Site, WIDGET},
};

/// A picture that hardly shrinks by being packed, above the limit of 2 MB.
pub(crate) fn large_picture() -> Vec<u8> {
    let mut seed = 1_u32;
    let noise = image::RgbImage::from_fn(1400, 1000, |_, _| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [a, b, c, _] = seed.to_be_bytes();
        image::Rgb([a, b, c])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    noise.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_server_would_refuse_is_said_before_it_is_sent() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("page.png");
    std::fs::write(&page, "<!doctype html><script>alert(1)</script>").unwrap();
    let huge = folder.path().join("huge.png");
    image::GrayImage::new(6_000, 5_000).save(&huge).unwrap();

    let (house, _) = counter::open().await;
    let shop = Site::open(&house).await;
    let stage = Stage::enter().await;
    let vera = stage.browser("Vera").open().await;
    shop.ask(&vera).await;
    vera.type_into("Message", "Look").await;
    vera.choose_file(&page).await;
    vera.see("“page.png” cannot be read as a picture. Save it as JPG or PNG and add it again.")
        .await;
    vera.gone_css(".tray > div").await;
    vera.choose_file(&huge).await;
    vera.see("“huge.png” has 6000 × 5000 pixels, which is too many.")
        .await;
    vera.click("Make it smaller").await;
    vera.see("huge.jpg").await;
    vera.until(
        "have the words still",
        "return document.querySelector('textarea').value === 'Look'",
    )
    .await;
    vera.click("Send").await;
    vera.see_css(".msg--out .shot").await;
    vera.gone_css(".msg--queued").await;
    house
        .until("the picture has arrived", async || {
            house.count("message").await == 1
        })
        .await;
    drop(vera);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_and_voice_are_looked_at_before_they_leave() {
    let folder = tempfile::tempdir().unwrap();
    let large = folder.path().join("counter.png");
    std::fs::write(&large, large_picture()).unwrap();
    assert!(
        std::fs::metadata(&large).unwrap().len() > 2 * 1024 * 1024,
        "the premise"
    );
    let notes = folder.path().join("notes.txt");
    std::fs::write(&notes, "no picture").unwrap();
    let small = folder.path().join("lid.jpg");
    std::fs::write(&small, include_bytes!("../../assets/demo/photo-lid.jpg")).unwrap();

    let (house, ana) = counter::open().await;
    let shop = Site::open(&house).await;
    let stage = Stage::enter().await;
    let vera = stage.browser("Vera").with_microphone().open().await;
    shop.ask(&vera).await;

    // Chosen, looked at, taken back; then sent with a line.
    vera.choose_file(&small).await;
    vera.see("lid.jpg").await;
    vera.until(
        "see the picture, its name beside it and Clear below",
        "const [tray, picture, name, clear] = ['.tray', '.tray .thumb', '.tray b', '.tray .btn']
             .map((place) => document.querySelector(place).getBoundingClientRect());
         return picture.width > 100 && name.left > picture.right && name.right < tray.right
             && clear.left > picture.right && clear.bottom < tray.bottom",
    )
    .await;
    vera.click("Clear").await;
    vera.gone("lid.jpg").await;
    vera.choose_file(&notes).await;
    vera.see("can’t be sent here").await;
    vera.choose_file(&small).await;
    vera.see("lid.jpg").await;
    vera.until(
        "have the cursor where Enter sends it",
        "return document.activeElement.tagName === 'TEXTAREA'",
    )
    .await;
    vera.type_into("Message", "The lid is chipped").await;
    assert_eq!(
        house.count("message").await,
        0,
        "nothing leaves before Send"
    );
    vera.click("Send").await;
    let chat = Chat::take(&house, &ana).await;
    vera.see("Ana joined").await;
    vera.see_css(".msg--out img[src^='blob:']").await;

    // Too large: the offer to make it smaller, and then it fits.
    vera.choose_file(&large).await;
    vera.see("the limit is").await;
    vera.click("Make it smaller").await;
    vera.see("counter.jpg").await;
    vera.click("Send").await;
    vera.until(
        "have sent two pictures",
        "return document.querySelectorAll('.msg--out img').length === 2",
    )
    .await;

    // Voice, by keyboard, because holding is for hands.
    vera.tab_to("Hold to talk").await;
    vera.press(Key::Enter).await;
    vera.see("Press again to finish, Esc to cancel").await;
    vera.press(Key::Escape).await;
    vera.see("Recording discarded").await;
    vera.press(Key::Enter).await;
    vera.see_css(".rec").await;
    vera.until(
        "have spoken for a second",
        "return /0:0[1-9]/.test(document.querySelector('.rec b').textContent)",
    )
    .await;
    vera.press(Key::Enter).await;
    vera.see_css(".tray .voice").await;
    vera.click("Send").await;
    vera.see_css(".log .voice").await;
    house
        .until("all three have arrived", async || {
            chat.texts().await.len() == 3
        })
        .await;
    let read = chat.read().await;
    let kinds: Vec<_> = read["messages"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|message| {
            message["attachments"]
                .as_array()
                .cloned()
                .unwrap_or_default()
        })
        .map(|file| file["kind"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(kinds, ["image", "image", "voice"]);
    let levels = "return document.querySelector('.log .voice .wave').children.length === 24";
    vera.until("see how it sounds", levels).await;

    // What was chosen and not sent is there again after a reload, and leaves by Send alone.
    vera.choose_file(&small).await;
    vera.see("lid.jpg").await;
    vera.leave_widget().await;
    vera.reload().await;
    vera.enter_widget(WIDGET).await;
    vera.see_css(".tray > div img").await;
    assert_eq!(chat.texts().await.len(), 3, "nothing leaves before Send");
    vera.click("Send").await;
    vera.gone_css(".tray > div").await;
    house
        .until("the fourth has arrived", async || {
            chat.texts().await.len() == 4
        })
        .await;

    // A large one on a slow line says how far it has come, and can be called back.
    vera.run(
        "const send = XMLHttpRequest.prototype.send;
         XMLHttpRequest.prototype.send = function (body) { this.upload.dispatchEvent(new ProgressEvent('progress', { loaded: 30, total: 100, lengthComputable: true })); window.held = () => send.call(this, body); }",
    )
    .await;
    vera.choose_file(&small).await;
    vera.click("Send").await;
    vera.see("Waiting to send · 30 %").await;
    vera.click("Cancel").await;
    vera.gone("Waiting to send").await;
    assert_eq!(chat.texts().await.len(), 4);
    drop(vera);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_the_house_has_forgotten_goes_up_once_more() {
    let folder = tempfile::tempdir().unwrap();
    let lid = folder.path().join("lid.jpg");
    std::fs::write(&lid, include_bytes!("../../assets/demo/photo-lid.jpg")).unwrap();
    let (house, ana) = counter::open().await;
    let shop = Site::open(&house).await;
    let stage = Stage::enter().await;
    let vera = stage.browser("Vera").open().await;
    shop.ask(&vera).await;
    // The file goes up, and the message with it does not get through.
    vera.run(
        "const real = window.fetch;
         window.isCut = true;
         window.fetch = async (address, options) => {
           if (window.isCut && address.endsWith('/messages') && options.method === 'POST') throw new TypeError('cut');
           return real(address, options);
         };",
    )
    .await;
    vera.choose_file(&lid).await;
    vera.see("lid.jpg").await;
    vera.type_into("Message", "The lid is chipped").await;
    vera.click("Send").await;
    house
        .until("the file is up", async || {
            house.count("content where sha256 is not null").await == 1
        })
        .await;
    // She comes back after days: what nobody sent has gone.
    house
        .act(|tx| tx.execute("delete from attachment", []))
        .await;
    vera.run("window.isCut = false; dispatchEvent(new Event('online'))")
        .await;
    vera.gone_css(".msg--queued").await;
    vera.gone_css(".msg--failed").await;
    let chat = Chat::take(&house, &ana).await;
    assert_eq!(chat.texts().await, ["The lid is chipped"]);
    assert_eq!(
        house.count("attachment where message_id is not null").await,
        1
    );
    vera.complains(&["status of 400"]).await;
    drop(vera);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_too_many_for_the_day_says_so_and_holds_up_no_words() {
    let folder = tempfile::tempdir().unwrap();
    let lid = folder.path().join("lid.jpg");
    std::fs::write(&lid, include_bytes!("../../assets/demo/photo-lid.jpg")).unwrap();
    let (house, ana) = counter::open().await;
    let shop = Site::open(&house).await;
    let stage = Stage::enter().await;
    let vera = stage.browser("Vera").open().await;
    shop.ask(&vera).await;
    vera.type_into("Message", "Hello").await;
    vera.press(Key::Enter).await;
    let chat = Chat::take(&house, &ana).await;
    vera.see("Ana joined").await;
    // She has sent twenty today.
    house
        .act(|tx| {
            let now = tx.now;
            tx.execute(
                "insert into content (sha256, size, started_at) values (zeroblob(32), 0, ?1)",
                [now],
            )?;
            tx.execute(
                "with recursive number (n) as (select 1 union all select n + 1 from number where n < 20)
                 insert into attachment (id, content_id, identity_id, kind, name, media_type, created_at)
                 select 'file ' || n, (select max(id) from content), (select max(identity_id) from conversation),
                   'image', 'cup.png', 'image/png', ?1 from number",
                [now],
            )
        })
        .await;
    vera.choose_file(&lid).await;
    vera.see("lid.jpg").await;
    vera.click("Send").await;
    vera.see("That is the last file for today").await;
    vera.type_into("Message", "Are you there?").await;
    vera.press(Key::Enter).await;
    house
        .until("the words are there", async || {
            chat.texts().await == ["Hello", "Are you there?"]
        })
        .await;
    vera.see_css(".msg--failed").await;
    vera.complains(&["status of 429"]).await;
    drop(vera);
    house.close().await;
}

/// Drops files that the page itself makes; `make` is the code of a list of them.
fn drops(make: &str) -> String {
    format!(
        "const paint = (name) => new Promise((resolve) => {{
           const canvas = Object.assign(document.createElement('canvas'), {{ width: 8, height: 8 }});
           canvas.getContext('2d').fillRect(0, 0, 8, 8);
           canvas.toBlob((blob) => resolve(new File([blob], name, {{ type: 'image/png' }})));
         }});
         return Promise.all({make}).then((files) => {{
           const data = new DataTransfer();
           for (const file of files) data.items.add(file);
           dispatchEvent(new DragEvent('drop', {{ dataTransfer: data, bubbles: true, cancelable: true }}));
         }});"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn of_several_files_that_are_not_taken_each_says_why() {
    let (house, _ana) = counter::open().await;
    let shop = Site::open(&house).await;
    let stage = Stage::enter().await;
    let vera = stage.browser("Vera").open().await;
    shop.ask(&vera).await;
    let large = "['one', 'two'].map((name) => new File([new Uint8Array(3 * 1024 * 1024)], `${name}.png`, { type: 'image/png' }))";
    vera.run(&drops(large)).await;
    vera.see("“one.png” has").await;
    vera.see("“two.png” has").await;
    vera.run(&drops(
        "[1, 2, 3, 4, 5, 6, 7].map((n) => paint(`${n}.png`))",
    ))
    .await;
    vera.see("Up to 5 files fit in one message.").await;
    vera.gone("“one.png” has").await;
    vera.until(
        "have five",
        "return document.querySelectorAll('.tray > div').length === 5",
    )
    .await;
    assert_eq!(vera.axe().await, Vec::<String>::new());
    drop(vera);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_beside_the_draft_goes_along_although_the_shop_has_closed() {
    let folder = tempfile::tempdir().unwrap();
    let lid = folder.path().join("lid.jpg");
    std::fs::write(&lid, include_bytes!("../../assets/demo/photo-lid.jpg")).unwrap();
    let (house, _ana) = counter::open().await;
    let shop = Site::open(&house).await;
    let stage = Stage::enter().await;
    let vera = stage.browser("Vera").open().await;
    shop.ask(&vera).await;
    vera.choose_file(&lid).await;
    vera.see("lid.jpg").await;
    house
        .act(|tx| availability::set(tx, AgentId(1), Availability::Away, ""))
        .await;
    vera.leave_widget().await;
    vera.reload().await;
    vera.enter_widget(WIDGET).await;
    vera.see("The shop is closed").await;
    vera.see_css("form .tray img").await;
    vera.screenshot("widget, closed shop with a picture").await;
    assert_eq!(vera.axe().await, Vec::<String>::new());
    vera.type_into("Email", "vera@post.example").await;
    vera.type_into("Your question", "Can this lid be mended?")
        .await;
    vera.click("Leave message").await;
    vera.see("We have your message").await;
    vera.see_css(".msg--out .shot").await;
    house
        .until("the picture is there", async || {
            house.count("attachment where message_id is not null").await == 1
        })
        .await;
    drop(vera);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_does_not_come_says_so() {
    let (house, ana) = counter::open().await;
    let shop = Site::open(&house).await;
    let stage = Stage::enter().await;
    let vera = stage.browser("Vera").open().await;
    shop.ask(&vera).await;
    vera.type_into("Message", "The bill, please").await;
    vera.press(Key::Enter).await;
    let chat = Chat::take(&house, &ana).await;
    let bill = format!("%PDF-1.7\n% {}\n", "a bill ".repeat(400));
    let path = format!("files?name=bill.pdf&kind=file&conversation_id={}", chat.id);
    let up = house
        .post(&ana, &path, "application/pdf", bill.into())
        .await;
    assert_eq!(up.status, 201, "{}", up.text());
    // One without words is announced by its name.
    vera.see("Ana joined").await;
    vera.leave_widget().await;
    vera.run("Shopbell.close()").await;
    chat.send(&up.json()["id"]).await;
    vera.see_in_shadow(WIDGET, ".teaser", "bill.pdf").await;
    vera.click_in_shadow(WIDGET, ".say").await;
    vera.enter_widget(WIDGET).await;
    vera.see("bill.pdf").await;
    vera.offline().await;
    vera.click_css(".msg--in .file").await;
    vera.see("Not loaded: no connection. Try again.").await;
    vera.online().await;
    vera.complains(&["ERR_INTERNET_DISCONNECTED"]).await;
    drop(vera);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paste_that_does_not_fit_is_refused_in_words_and_not_cut_off() {
    let (house, _ana) = counter::open().await;
    let shop = Site::open(&house).await;
    let stage = Stage::enter().await;
    let vera = stage.browser("Vera").open().await;
    shop.ask(&vera).await;
    let pastes = |length: usize| {
        format!(
            "const data = new DataTransfer();
             data.setData('text/plain', 'x'.repeat({length}));
             return document.querySelector('.write textarea').dispatchEvent(new ClipboardEvent('paste', {{ clipboardData: data, bubbles: true, cancelable: true }}));"
        )
    };
    assert_eq!(vera.run(&pastes(10_000)).await, true, "it fits");
    assert_eq!(vera.run(&pastes(10_001)).await, false);
    vera.see("one message has up to 10,000 characters").await;
    drop(vera);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_presses_in_a_row_record_once() {
    let (house, _ana) = counter::open().await;
    let shop = Site::open(&house).await;
    let stage = Stage::enter().await;
    let vera = stage.browser("Vera").with_microphone().open().await;
    shop.ask(&vera).await;
    vera.tab_to("Hold to talk").await;
    vera.press(Key::Enter).await;
    vera.see_css(".rec").await;
    vera.press(Key::Escape).await;
    vera.see("Recording discarded").await;
    vera.run(
        "const devices = navigator.mediaDevices;
         const real = devices.getUserMedia.bind(devices);
         window.asked = 0;
         devices.getUserMedia = (...wishes) => { window.asked += 1; return real(...wishes); };
         const mic = document.querySelector('.mic');
         mic.click();
         mic.click();",
    )
    .await;
    vera.see_css(".rec").await;
    assert_eq!(vera.run("return window.asked").await, 1);
    vera.press(Key::Escape).await;
    vera.gone_css(".rec").await;
    drop(vera);
    house.close().await;
}

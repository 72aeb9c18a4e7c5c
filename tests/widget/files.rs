//! Pictures and voice.

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

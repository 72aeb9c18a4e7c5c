//! Push-to-talk, with Chromium's beeping test device as the microphone.

use shopbell::desk::team::Role;

use super::{customer, heard_by, sign_in};
use crate::{
    browser::{Browser, Key, Stage},
    house::House,
    site::Site,
    widget::counter,
};

async fn with_microphone<'stage>(house: &House, stage: &'stage Stage) -> Browser<'stage> {
    house.member("Ana", Role::Agent).await;
    let ana = stage.browser("Ana").with_microphone().open().await;
    sign_in(&house.url(""), &ana, "Ana").await;
    ana
}

/// From now on the page's clock can be put forward: `later` says by how many milliseconds.
async fn clock_in_hand(ana: &Browser<'_>) {
    ana.run(
        "const real = performance.now.bind(performance);
         window.later = 0;
         performance.now = () => real() + later;",
    )
    .await;
}

/// Two seconds in which nothing is to be heard, as WAV: 16 bits, 48 kHz, one channel.
fn silence() -> Vec<u8> {
    const BYTES: u32 = 2 * 2 * 48_000;
    let rate = 48_000_u32;
    let mut wav = Vec::new();
    wav.extend(b"RIFF");
    wav.extend((36 + BYTES).to_le_bytes());
    wav.extend(b"WAVEfmt ");
    wav.extend(16_u32.to_le_bytes());
    for word in [1_u16, 1] {
        wav.extend(word.to_le_bytes());
    }
    wav.extend(rate.to_le_bytes());
    wav.extend((rate * 2).to_le_bytes());
    for word in [2_u16, 16] {
        wav.extend(word.to_le_bytes());
    }
    wav.extend(b"data");
    wav.extend(BYTES.to_le_bytes());
    wav.extend([0; BYTES as usize]);
    wav
}

/// Holds until the clock beside the red bar has gone on for a second.
async fn speaks(ana: &Browser<'_>) {
    ana.see_css(".recstrip").await;
    ana.until(
        "speak for a second",
        "return /0:0[1-9]/.test(document.querySelector('.recstrip b')?.textContent)",
    )
    .await;
}

/// Somebody chooses that what they say goes out when they let go, and takes the next chat.
async fn sends_by_letting_go(house: &House, ana: &Browser<'_>) {
    ana.goto(&house.url("/account")).await;
    ana.click("Voice goes out when you let go").await;
    ana.click_css("form[action='/account/preferences'] .btn--primary")
        .await;
    ana.see("Saved.").await;
    ana.goto(&house.url("/console")).await;
    ana.click("Next Chat").await;
    ana.see_css("#mic").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_agent_says_is_heard_in_the_customer_s_browser() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    counter::set_up(&house, counter::unasking()).await;
    let ana = with_microphone(&house, &stage).await;
    counter::staff(&house).await;
    let shop = Site::open(&house).await;
    let vera = stage.browser("Vera").open().await;
    shop.ask(&vera).await;
    vera.type_into("Message", "Can you say it slowly?").await;
    vera.press(Key::Enter).await;
    ana.click("Next Chat").await;
    ana.see_css("#mic").await;

    // Hold, speak, let go. The bar follows what is really heard.
    ana.hold_css("#mic").await;
    speaks(&ana).await;
    ana.until(
        "see the bar rise",
        "return [...document.querySelectorAll('.level rect')].some(bar => bar.getAttribute('height') > 8)",
    )
    .await;
    ana.let_go().await;
    ana.gone_css(".recstrip").await;
    ana.see_css("#attached .voice").await;
    assert_eq!(
        heard_by_count(&house).await,
        0,
        "nothing leaves before Send"
    );

    // Listened to before it goes.
    ana.click_css("#attached .playbtn").await;
    ana.see_css("#attached .wave rect.on").await;
    ana.until(
        "have uploaded it",
        "return document.querySelectorAll('#attached [data-file]:not([aria-busy])').length === 1",
    )
    .await;
    ana.click("Send").await;
    ana.see_css("#log .msg--out .voice").await;
    ana.gone_css("#attached .voice").await;

    // The customer plays it; a place in the wave is where it goes on.
    vera.see_css(".msg--in .voice").await;
    vera.run(
        "window.heard = []; const made = Audio;
         window.Audio = class extends made { constructor(...all) { super(...all); if (this.src) heard.push(this); } }",
    )
    .await;
    vera.click_css(".msg--in .playbtn").await;
    vera.until(
        "hear it",
        "return heard.length === 1 && heard[0].currentTime > 0.2 && Number.isFinite(heard[0].duration) && heard[0].duration > 0.9",
    )
    .await;
    vera.see_css(".msg--in .wave rect.on").await;
    vera.click_css(".msg--in .fast").await;
    vera.until("hear it faster", "return heard[0].playbackRate === 1.5")
        .await;
    vera.run("const box = document.querySelector('.msg--in .seek').getBoundingClientRect();
        document.querySelector('.msg--in .seek').dispatchEvent(new MouseEvent('click', { clientX: box.left + 1, bubbles: true }))")
        .await;
    // What came out is sound: a decoder finds the beep in it, in both wrappings.
    for wrapping in ["", "?as=ogg"] {
        let script = format!(
            "return (async () => {{
               const answer = await fetch(document.querySelector('#log .voice').dataset.voice + '{wrapping}');
               const sound = await new OfflineAudioContext(1, 1, 48000).decodeAudioData(await answer.arrayBuffer());
               const loudest = sound.getChannelData(0).reduce((most, one) => Math.max(most, Math.abs(one)), 0);
               return sound.duration > 0.9 && sound.duration < 9 && loudest > 0.05;
             }})()"
        );
        assert_eq!(ana.run(&script).await, true, "{wrapping}");
    }

    // A browser that does not play WebM asks for the other wrapping; seeking and speed work by keyboard and click.
    ana.run(
        "HTMLMediaElement.prototype.canPlayType = (type) => (/webm/.test(type) ? '' : 'probably');
         window.asked = []; const real = window.fetch;
         window.fetch = (url, ...rest) => { asked.push(String(url)); return real(url, ...rest); }",
    )
    .await;
    ana.click_css("#log .playbtn").await;
    ana.see_css("#log .wave rect.on").await;
    assert_eq!(
        ana.run("return asked.some((url) => url.endsWith('?as=ogg'))")
            .await,
        true
    );
    ana.click_css("#log .voice__speed").await;
    ana.see("1.5×").await;
    ana.run(
        "const place = document.querySelector('#log .wavebox'); place.focus(); window.farthest = 0;
         new MutationObserver(() => { farthest = Math.max(farthest, Number(place.ariaValueNow)); }).observe(place, { attributes: true })",
    )
    .await;
    ana.press(Key::End).await;
    ana.until("have been at the end", "return farthest > 0")
        .await;
    // One that plays neither offers to keep it.
    ana.reload().await;
    ana.see_css("#log .voice").await;
    ana.run("HTMLMediaElement.prototype.canPlayType = () => ''")
        .await;
    ana.click_css("#log .playbtn").await;
    ana.see_css("#log .voice a[download='voice.webm']").await;
    drop((ana, vera));
    house.close().await;
}

async fn heard_by_count(house: &House) -> i64 {
    house
        .inside()
        .db
        .read::<i64, shopbell::db::DbError>(|reader| {
            reader.get(
                "select count(*) from message where author = 'agent'",
                [],
                |row| row.get(0),
            )
        })
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recording_is_discarded_by_whatever_breaks_it_off() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = with_microphone(&house, &stage).await;
    let hannah = customer(&house, "Hannah", "Hello?").await;
    ana.click("Next Chat").await;
    ana.see_css("#mic").await;
    let nothing_is_left = async |how: &str| {
        ana.gone_css(".recstrip").await;
        let left = "return document.querySelectorAll('#attached [data-file]').length === 0";
        ana.until(&format!("have nothing left after {how}"), left)
            .await;
    };

    // A tap is no recording, and says what to do instead.
    ana.hold_css("#mic").await;
    ana.let_go().await;
    ana.see("Hold the button while you speak").await;
    nothing_is_left("a tap").await;

    ana.hold_css("#mic").await;
    speaks(&ana).await;
    ana.slide_to(700, 300).await;
    nothing_is_left("sliding away").await;
    ana.see("Recording discarded").await;
    ana.let_go().await;
    nothing_is_left("letting go afterwards").await;

    ana.hold_css("#mic").await;
    speaks(&ana).await;
    ana.press(Key::Escape).await;
    nothing_is_left("Esc").await;
    ana.let_go().await;

    ana.hold_css("#mic").await;
    speaks(&ana).await;
    ana.run("dispatchEvent(new Event('blur'))").await;
    nothing_is_left("another window").await;
    ana.let_go().await;

    ana.hold_css("#mic").await;
    speaks(&ana).await;
    ana.reload().await;
    ana.see_css("#mic").await;
    nothing_is_left("a reload").await;
    ana.let_go().await;

    // In the preview, too, it can be thrown away.
    ana.hold_css("#mic").await;
    speaks(&ana).await;
    ana.let_go().await;
    ana.see_css("#attached .voice").await;
    ana.click("Remove voice.webm").await;
    nothing_is_left("discarding").await;
    assert_eq!(heard_by(&house, &hannah).await.len(), 0);
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_records_too_and_another_chat_keeps_the_recording_unsent() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = with_microphone(&house, &stage).await;
    let hannah = customer(&house, "Hannah", "Hello?").await;
    customer(&house, "Oscar", "Are you there?").await;
    ana.click("Next Chat").await;
    ana.see("Hello?").await;

    // F8 while the cursor is in the box, which stays as it was.
    ana.type_into("Write a reply to Hannah", "One moment").await;
    ana.hold_key(Key::F8).await;
    speaks(&ana).await;
    ana.let_key_go(Key::F8).await;
    ana.see_css("#attached .voice").await;
    ana.until(
        "keep what was typed",
        "return document.getElementById('text').value === 'One moment'",
    )
    .await;
    ana.click("Remove voice.webm").await;

    // V while nothing is typed in; the button by keyboard alone: once to begin, once to end.
    ana.press(Key::Escape).await;
    ana.hold_key('v').await;
    speaks(&ana).await;
    ana.let_key_go('v').await;
    ana.see_css("#attached .voice").await;
    ana.click("Remove voice.webm").await;
    ana.run("document.getElementById('mic').focus()").await;
    ana.press(Key::Enter).await;
    speaks(&ana).await;
    // What was begun so, the mouse may end as well.
    ana.click_css("#mic").await;
    ana.see_css("#attached .voice").await;
    ana.click("Remove voice.webm").await;
    ana.run("document.getElementById('mic').focus()").await;
    ana.press(Key::Enter).await;
    speaks(&ana).await;

    // While it runs, another chat is opened: it is kept beside the first, and nothing was sent.
    ana.run("document.querySelector('form[data-take=next]').requestSubmit()")
        .await;
    ana.see("Are you there?").await;
    ana.gone_css(".recstrip").await;
    ana.gone_css("#attached .voice").await;
    ana.click_css("#mine a[data-open]:not([aria-current])")
        .await;
    ana.see_css("#attached .voice").await;
    ana.reload().await;
    ana.see_css("#attached .voice").await;
    // Also where a comment is being written in the other one.
    const OTHER: &str = "#mine a[data-open]:not([aria-current])";
    ana.click("Remove voice.webm").await;
    ana.click_css(OTHER).await;
    ana.see("Are you there?").await;
    ana.click("Comment").await;
    ana.click_css(OTHER).await;
    ana.see_css("#write[data-mode=reply]").await;
    ana.run("document.getElementById('mic').focus()").await;
    ana.press(Key::Enter).await;
    speaks(&ana).await;
    ana.click_css(OTHER).await;
    ana.see_css("#write[data-mode=comment]").await;
    ana.gone_css(".recstrip").await;
    ana.click_css(OTHER).await;
    ana.see_css("#write[data-mode=reply]").await;
    ana.see_css("#attached .voice").await;
    assert_eq!(heard_by(&house, &hannah).await.len(), 0);
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_wants_it_sends_by_letting_go() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = with_microphone(&house, &stage).await;
    let hannah = customer(&house, "Hannah", "Hello?").await;
    sends_by_letting_go(&house, &ana).await;
    ana.type_into("Write a reply to Hannah", "half a thought")
        .await;
    ana.hold_css("#mic").await;
    speaks(&ana).await;
    ana.let_go().await;
    ana.see_css("#log .msg--out .voice").await;
    assert_eq!(
        heard_by(&house, &hannah).await,
        [""],
        "the voice and no half a thought"
    );
    ana.until(
        "keep what was typed",
        "return document.getElementById('text').value === 'half a thought'",
    )
    .await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stands_in_the_way_is_said_with_what_to_do() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    house.member("Ana", Role::Agent).await;
    let ana = stage.browser("Ana").without_microphone().open().await;
    sign_in(&house.url(""), &ana, "Ana").await;
    customer(&house, "Hannah", "Hello?").await;
    ana.click("Next Chat").await;
    ana.see_css("#mic").await;
    ana.run("document.getElementById('mic').focus()").await;
    ana.until(
        "be warned before the first use",
        "return document.getElementById('mic').title.includes('switch Microphone on')",
    )
    .await;
    ana.press(Key::Enter).await;
    ana.see("The microphone is blocked. Click the sign left of the address")
        .await;

    // An address that is not HTTPS: the browser has no microphone for it, and the console says why.
    ana.run("Object.defineProperty(window, 'isSecureContext', { value: false })")
        .await;
    ana.press(Key::Enter).await;
    ana.see("because it is not HTTPS").await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_two_minutes_a_recording_ends_is_kept_and_waits_to_be_listened_to() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = with_microphone(&house, &stage).await;
    let hannah = customer(&house, "Hannah", "Hello?").await;
    // Even of somebody whose voice goes out when they let go.
    sends_by_letting_go(&house, &ana).await;
    clock_in_hand(&ana).await;
    ana.hold_css("#mic").await;
    speaks(&ana).await;
    let clock = "document.querySelector('.recstrip b')?.textContent";
    ana.run("later = 100_000").await;
    ana.until(
        "see how long it is",
        &format!("return /^1:4/.test({clock})"),
    )
    .await;
    ana.run("later = 111_000").await;
    ana.until(
        "be told how long is left",
        &format!("return /^−0:0[1-9]$/.test({clock})"),
    )
    .await;
    ana.see_css(".recstrip").await;
    ana.run("later = 120_000").await;
    ana.gone_css(".recstrip").await;
    ana.see_css("#attached .voice").await;
    ana.let_go().await;
    ana.until(
        "have uploaded it",
        "return document.querySelectorAll('#attached [data-file]:not([aria-busy])').length === 1",
    )
    .await;
    assert_eq!(heard_by(&house, &hannah).await.len(), 0, "nothing has left");
    ana.click("Send").await;
    ana.see_css("#log .msg--out .voice").await;
    assert_eq!(heard_by(&house, &hannah).await, [""]);
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_microphone_without_sound_is_noticed_after_two_seconds() {
    let folder = tempfile::tempdir().unwrap();
    let sound = folder.path().join("silence.wav");
    std::fs::write(&sound, silence()).unwrap();
    let house = House::open().await;
    let stage = Stage::enter().await;
    house.member("Ana", Role::Agent).await;
    let ana = stage
        .browser("Ana")
        .with_microphone_hearing(&sound)
        .open()
        .await;
    sign_in(&house.url(""), &ana, "Ana").await;
    let hannah = customer(&house, "Hannah", "Hello?").await;
    ana.click("Next Chat").await;
    ana.see_css("#mic").await;
    // The clock stands still until it is put forward.
    ana.run("const at = performance.now(); window.later = 0; performance.now = () => at + later")
        .await;
    ana.hold_css("#mic").await;
    ana.see("Let go to finish").await;
    ana.run("later = 1_900").await;
    ana.until(
        "see the clock go",
        "return document.querySelector('.recstrip b')?.textContent === '0:01'",
    )
    .await;
    ana.gone_css(".recstrip__hint.is-warning").await;
    ana.run("later = 2_100").await;
    ana.see_css(".recstrip__hint.is-warning").await;
    ana.see("No sound from the microphone. Is it switched on? Click the sign left of the address")
        .await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.let_go().await;
    ana.see("Nothing could be heard in this recording").await;
    ana.see_css("#attached .voice").await;
    assert_eq!(heard_by(&house, &hannah).await.len(), 0);
    drop(ana);
    house.close().await;
}

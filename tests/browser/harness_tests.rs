//! The browsers themselves, tried on a small site.

use super::site::Site;
use super::{Browser, Key, Stage};

/// Opens a plain browser on one page of the site and leaves the rest to the story.
async fn on(path: &str, story: impl AsyncFnOnce(&Browser)) {
    let site = Site::open().await;
    let stage = Stage::enter().await;
    let ann = stage.browser("Ann").open().await;
    ann.goto(&site.url(path)).await;
    story(&ann).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_reads_clicks_and_types() {
    on("/desk", async |ann| {
        ann.see("Hello, visitor").await;
        ann.gone("Later").await;
        ann.gone_css(".later").await;

        ann.type_into("Your name", "Ann").await;
        ann.choose("Topic", "Parcel").await;
        ann.click("Send news").await;
        ann.click("Send").await;
        ann.see("Dr Ann asks about Parcel, news true").await;

        ann.fill("Your name", "Анна").await;
        ann.click("Send").await;
        ann.see("Анна asks about").await;

        ann.click("Next chat").await;
        ann.see("Your chat").await;
        ann.gone("Hello").await;
        ann.reload().await;
        ann.see_css("#hello").await;
        assert_eq!(ann.run("return document.title").await, "Shop");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_gets_by_with_the_keyboard_alone() {
    on("/desk", async |ann| {
        ann.tab_to("Your name").await;
        ann.keys("Ann").await;
        ann.tab_to("Send").await;
        ann.press(Key::Enter).await;
        ann.see("Ann asks about Order").await;

        ann.chord(&[Key::Control], 'k').await;
        ann.see_css("dialog").await;
        assert_eq!(ann.focused().await, "SEND", "the one in the dialog");
        // The form's button has the same name, but lies behind the dialog.
        ann.click("Send").await;
        ann.gone_css("dialog").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sound_stays_off_until_the_first_click() {
    on("/desk", async |ann| {
        assert_eq!(ann.run("return audio.state").await, "suspended");
        ann.click_css("#bell").await;
        ann.see("The bell is on").await;
        assert_eq!(ann.run("return audio.state").await, "running");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_console_is_heard() {
    on("/throws", async |ann| {
        let site = ann.run("return location.origin").await;
        let page = |path: &str| format!("{}{path}", site.as_str().unwrap());
        ann.complains(&["Uncaught Error: the till is empty"]).await;

        ann.goto(&page("/complains")).await;
        ann.complains(&["console.error: no such parcel Object"])
            .await;

        ann.goto(&page("/nowhere")).await;
        ann.complains(&["network: Failed to load resource"]).await;

        ann.goto(&page("/unsafe")).await;
        ann.complains(&["TrustedHTML"]).await;

        ann.goto(&page("/shadow")).await;
        ann.complains(&["console.error: the widget complains"])
            .await;

        ann.goto(&page("/worker")).await;
        ann.complains(&[
            "console.error: the worker complains",
            "Uncaught Error: the worker stumbles",
        ])
        .await;

        ann.goto(&page("/desk")).await;
        ann.complains(&[]).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
#[should_panic(expected = "Uncaught Error: the till is empty")]
async fn an_unexpected_console_error_fails_the_story() {
    on("/throws", async |ann| ann.see("Till").await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_in_a_closed_shadow_root_can_be_entered() {
    on("/shadow", async |ann| {
        assert!(ann.run("return host.shadowRoot").await.is_null());
        ann.see_in_shadow("#host", "#launcher", "Chat").await;
        ann.click_in_shadow("#host", "#launcher").await;
        ann.see_in_shadow("#host", "#launcher", "Close").await;

        ann.enter_widget("#host").await;
        ann.see("The widget").await;
        assert_eq!(ann.axe().await, [] as [&str; 0]);
        assert_eq!(ann.run("return document.cookie").await, "met=yes");
        ann.leave_widget().await;
        ann.gone("The widget").await;
        ann.complains(&["the widget complains"]).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn axe_names_violations_and_leaves_the_policy_alone() {
    on("/inaccessible", async |ann| {
        let violations = ann.axe().await;
        let names = |rule: &str| violations.iter().any(|line| line.starts_with(rule));
        assert!(names("image-alt (critical)"), "{violations:#?}");
        assert!(names("button-name (critical)"), "{violations:#?}");
        ann.complains(&[]).await;

        let site = ann.run("return location.origin").await;
        ann.goto(&format!("{}/desk", site.as_str().unwrap())).await;
        assert_eq!(ann.axe().await, [] as [&str; 0]);
        let unsafe_page = format!("{}/unsafe", site.as_str().unwrap());
        ann.goto(&unsafe_page).await;
        ann.complains(&["TrustedHTML"]).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_network_can_fail_for_pages_and_workers() {
    on("/worker", async |ann| {
        ann.complains(&["the worker complains", "the worker stumbles"])
            .await;
        ann.run("ask()").await;
        ann.see("pong").await;

        ann.offline().await;
        ann.run("ask()").await;
        ann.see("unreachable").await;
        ann.until("notice the loss", "return !navigator.onLine")
            .await;
        let fetch = "return fetch('/ping').then(reply => reply.text(), () => 'unreachable')";
        assert_eq!(ann.run(fetch).await, "unreachable");
        let errors = ann.console_errors().await;
        assert!(
            errors
                .iter()
                .all(|error| error.contains("ERR_INTERNET_DISCONNECTED")),
            "{errors:#?}"
        );

        ann.online().await;
        ann.until("notice the return", "return navigator.onLine")
            .await;
        ann.run("ask()").await;
        ann.see("pong").await;
        assert_eq!(ann.run(fetch).await, "pong");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_person_has_a_browser_of_their_own() {
    let site = Site::open().await;
    let stage = Stage::enter().await;
    let ann = stage.browser("Ann").size(1024, 700).open().await;
    let vera = stage
        .browser("Vera")
        .phone()
        .dark()
        .language("ru-RU")
        .blocking_third_party_cookies()
        .open()
        .await;
    for one in [&ann, &vera] {
        one.goto(&site.url("/shadow")).await;
        one.complains(&["the widget complains"]).await;
    }

    ann.run("localStorage.setItem('draft', 'Dear')").await;
    assert!(
        vera.run("return localStorage.getItem('draft')")
            .await
            .is_null()
    );

    let surroundings = "return [innerWidth, 'ontouchstart' in window, navigator.language,
        matchMedia('(prefers-color-scheme: dark)').matches]";
    let of_ann = ann.run(surroundings).await;
    let of_vera = vera.run(surroundings).await;
    assert_eq!(of_ann, serde_json::json!([1024, false, "en-GB", false]));
    assert_eq!(of_vera, serde_json::json!([390, true, "ru-RU", true]));

    vera.enter_widget("#host").await;
    assert_eq!(vera.run("return document.cookie").await, "");
    let dark = "return matchMedia('(prefers-color-scheme: dark)').matches";
    vera.until("see the widget in the dark", dark).await;
    vera.light().await;
    assert_eq!(vera.run(dark).await, false);
    vera.leave_widget().await;

    vera.goto(&site.url("/accept-language")).await;
    vera.see("ru-RU,ru;q=0.9").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn permissions_are_given_before_the_page_asks() {
    let site = Site::open().await;
    let stage = Stage::enter().await;
    let granted = "return navigator.mediaDevices.getUserMedia({ audio: true })
        .then(stream => [Notification.permission, stream.getAudioTracks().length],
            error => [Notification.permission, error.name])";

    let ann = stage
        .browser("Ann")
        .allowing_notifications()
        .with_microphone()
        .open()
        .await;
    ann.goto(&site.url("/desk")).await;
    assert_eq!(ann.run(granted).await, serde_json::json!(["granted", 1]));
}

//! The bell: silent until a click wakes it, then heard once per customer, from one tab, until somebody takes them.

use serde_json::json;

use super::{at_counter, customer, writes};
use crate::{browser::Stage, house::House};

/// Counts what the bell plays, over all tabs of the browser, and lets a story turn its long timers by hand.
const LISTEN: &str = "
    const make = AudioContext.prototype.createOscillator;
    AudioContext.prototype.createOscillator = function () {
      localStorage.setItem('tones', Number(localStorage.getItem('tones') ?? 0) + 1);
      return make.call(this);
    };
    const wait = window.setTimeout;
    window.held = new Map();
    window.setTimeout = (act, ms, ...rest) => {
      if (ms < 30000) return wait(act, ms, ...rest);
      const id = wait(() => {}, ms);
      held.set(id, act);
      return id;
    };
    const stop = window.clearTimeout;
    window.clearTimeout = (id) => { held.delete(id); stop(id); };
    window.turn = () => { const acts = [...held.values()]; held.clear(); for (const act of acts) act(); return acts.length; };";

/// Two strikes of two tones each.
const ONE_RING: i64 = 4;

async fn tones(browser: &crate::browser::Browser<'_>) -> i64 {
    let heard = browser
        .run("return Number(localStorage.getItem('tones') ?? 0)")
        .await;
    heard.as_i64().unwrap()
}

async fn hears(browser: &crate::browser::Browser<'_>, count: i64) {
    let wish = format!("hear {count} tones");
    let script = format!("return Number(localStorage.getItem('tones') ?? 0) === {count}");
    browser.until(&wish, &script).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_click_wakes_the_bell_and_a_claim_silences_it() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let bo = house.agent("Bo").await;
    // The page was opened by a link: nobody has touched it.
    ana.goto("about:blank").await;
    ana.goto(&house.url("/console")).await;
    ana.run(LISTEN).await;
    ana.see("Turn the bell on").await;
    customer(&house, "Hannah", "Hello?").await;
    ana.see_css("#w-1").await;
    ana.until(
        "see the count in title and icon",
        "return document.title.startsWith('(1) ')
        && document.querySelector('link[rel=icon]').href.includes('favicon-waiting')",
    )
    .await;
    assert_eq!(tones(&ana).await, 0, "the browser keeps it silent");

    ana.click_css("#bell-state").await;
    ana.gone("Turn the bell on").await;
    // One soft strike says what to listen for.
    hears(&ana, ONE_RING / 2).await;
    ana.run("localStorage.removeItem('tones')").await;

    // The next customer is heard although the console is in front.
    customer(&house, "Omar", "Is anybody there?").await;
    ana.see_css("#w-2").await;
    hears(&ana, ONE_RING).await;
    // And again, until somebody takes them.
    assert_eq!(ana.run("return turn()").await, 1);
    hears(&ana, 2 * ONE_RING).await;
    assert_eq!(ana.run("return turn()").await, 1);
    hears(&ana, 3 * ONE_RING).await;
    for _ in 0..2 {
        house.tell(&bo, "next", json!({})).await;
    }
    ana.see("No one waiting").await;
    assert_eq!(ana.run("return turn()").await, 0, "nothing is left to ring");
    hears(&ana, 3 * ONE_RING).await;
    ana.until(
        "see neither count",
        "return !document.title.startsWith('(')",
    )
    .await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_three_tabs_one_rings() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    ana.run(LISTEN).await;
    let first = ana.tab().await;
    for _ in 0..2 {
        ana.new_tab(&house.url("/console")).await;
        ana.run(LISTEN).await;
        ana.see("All quiet").await;
        ana.click("Test the bell").await;
        ana.see("That is how it sounds").await;
    }
    ana.run("localStorage.removeItem('tones')").await;
    customer(&house, "Hannah", "Hello?").await;
    ana.see_css("#w-1").await;
    hears(&ana, ONE_RING).await;
    ana.look_at(&first).await;
    ana.see_css("#w-1").await;
    hears(&ana, ONE_RING).await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_is_looking_at_needs_no_sound() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    ana.run(LISTEN).await;
    let hannah = customer(&house, "Hannah", "Hello?").await;
    let omar = customer(&house, "Omar", "Good morning").await;
    ana.click("Next Chat").await;
    ana.see_css("[data-stance=mine]").await;
    ana.click("Next Chat").await;
    ana.see_css("textarea[aria-label='Write a reply to Omar']")
        .await;
    ana.run("localStorage.removeItem('tones')").await;
    writes(&house, &omar, "This one is open").await;
    ana.see("This one is open").await;
    assert_eq!(tones(&ana).await, 0);
    writes(&house, &hannah, "This one is not").await;
    ana.see("This one is not").await;
    // One soft strike.
    hears(&ana, ONE_RING / 2).await;
    ana.see_css("#c-1.crow--unread .count").await;
    drop(ana);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pop_up_is_shown_to_who_looks_elsewhere_and_goes_with_the_claim() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    house.member("Ana", shopbell::desk::team::Role::Agent).await;
    let bo = house.agent("Bo").await;
    let ana = stage.browser("Ana").allowing_notifications().open().await;
    super::sign_in(&house.url(""), &ana, "Ana").await;
    ana.run(
        "window.shown = []; const Real = window.Notification;
         window.Notification = class extends EventTarget {
           static get permission() { return Real.permission; }
           constructor(title, options) { super(); shown.push({ title, ...options, open: true }); this.one = shown.at(-1); }
           close() { this.one.open = false; }
         };
         document.hasFocus = () => false;",
    )
    .await;
    customer(&house, "Hannah", "Hello?").await;
    ana.until(
        "be told",
        "return shown.length === 1 && shown[0].title === 'Hannah is waiting' && shown[0].body === 'Hello?' && shown[0].open",
    )
    .await;
    house.tell(&bo, "next", json!({})).await;
    ana.until("see it go", "return !shown[0].open").await;
    drop(ana);
    house.close().await;
}

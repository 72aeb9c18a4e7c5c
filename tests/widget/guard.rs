//! Who may frame the conversation, and what a page that does can say to it.

use shopbell::desk::channel::Settings;

use super::counter::{set_up, staff};
use crate::{
    browser::Stage,
    house::House,
    site::{Page, Site, WIDGET},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_site_that_is_not_on_the_list_cannot_show_the_conversation() {
    let house = House::open().await;
    let elsewhere = Settings {
        sites: vec!["https://kettle.example".to_owned()],
        ..Settings::default()
    };
    set_up(&house, elsewhere).await;
    let shop = Site::open(&house).await;
    let stage = Stage::enter().await;
    let vera = stage.browser("Vera").open().await;
    vera.goto(&shop.url("/")).await;
    vera.click_in_shadow(WIDGET, ".bell").await;
    vera.complains(&["frame-ancestors"]).await;

    let here = Settings {
        sites: vec![shop.url("")],
        ..Settings::default()
    };
    set_up(&house, here).await;
    vera.reload().await;
    vera.enter_widget(WIDGET).await;
    vera.see("The shop is closed").await;
    drop(vera);
    house.close().await;
}

/// A page that frames the conversation itself and says all sorts of things to it.
const IMPOSTOR: &str = "
window.heard = [];
window.Shopbell = 'occupied';
addEventListener('message', (event) => {
  if (event.data !== 'shopbell:hello') return;
  const frame = document.querySelector('iframe').contentWindow;
  for (const said of ['shopbell:port', null, 7, { kind: 'start' }]) frame.postMessage(said, '*');
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => heard.push(data);
  frame.postMessage('shopbell:hello', '*', [new MessageChannel().port2]);
  frame.postMessage('shopbell:port', '*', [port2]);
  for (const said of [null, 'open', [], { kind: '__proto__' }, { kind: 'constructor' }, { kind: 'start', store: 5, pages: 'x', user: 3, open: 'yes' },
    { kind: 'page' }, { kind: 'user', user: null }, { kind: 'stored', key: 1, value: null }, { kind: 'keep', key: 'token', value: 'x' }]) port1.postMessage(said);
});
addEventListener('DOMContentLoaded', () => {
  const frame = document.createElement('iframe');
  frame.src = 'http://HOUSE/widget/SITE#http://evil.example';
  document.body.append(frame);
});";

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_talks_nonsense_to_the_frame_breaks_nothing() {
    let house = House::open().await;
    staff(&house).await;
    let site = house.site_key().await;
    let script = IMPOSTOR
        .replace("HOUSE", &house.address().to_string())
        .replace("SITE", &site);
    let page = Page {
        from: house.address(),
        site: &site,
        attributes: "",
        script: &script,
    };
    let shop = Site::with(&page).await;
    let stage = Stage::enter().await;
    let vera = stage.browser("Vera").open().await;
    vera.goto(&shop.url("/")).await;
    let is_ready = "return heard.some(said => said.kind === 'ready')";
    vera.until("see the frame go on", is_ready).await;
    let told = vera
        .run("return heard.map(said => said.kind).filter(kind => kind === 'keep')")
        .await;
    assert_eq!(
        told,
        serde_json::json!([]),
        "it keeps nothing at anybody's word"
    );
    drop(vera);
    house.close().await;
}

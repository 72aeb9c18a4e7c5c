//! The help centre while the house is dark.

use std::time::Duration;

use http::Method;
use shopbell::{
    base::time::Clock,
    config::RelayFlags,
    desk::{audit::Origin, content::article_sheet},
};

use super::{Relay, goes_through, is_kept, office, until};
use crate::house::House;

const ARTICLES: &str = "category,name,published,language,title,text\n\
    Delivery,Times,yes,en,How long delivery takes,Two days.\n\
    Delivery,Times,yes,zh,配送需要多久,两天。\n\
    Care,Lime,yes,en,Descaling,With vinegar.\n";

const TIMES: &str = "/help/en/how-long-delivery-takes";
const LIME: &str = "/help/en/descaling";

async fn write(house: &House, articles: &str) {
    let articles = articles.to_owned();
    house
        .act(move |tx| {
            let entries = article_sheet::read(&articles).unwrap();
            article_sheet::take_in(tx, &Origin::default(), &entries).unwrap();
            Ok(())
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_read_in_the_dark_as_it_was_and_as_it_is_once_the_house_is_back() {
    let clock = Clock::by_hand(Clock::machine().now());
    let relay = Relay::open_by(clock).await;
    let house = office(&relay.words()).await;
    goes_through(&relay).await;
    write(&house, ARTICLES).await;
    let mut live = Vec::new();
    for path in ["/help/en", TIMES, LIME, "/help.xml"] {
        let answer = relay.get(path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(!answer.headers.contains_key("age"), "{path}");
        live.push((path, answer));
    }
    assert_eq!(relay.get("/help/en/nothing").await.status, 404);
    assert_eq!(relay.app.help_pages(), 4);

    relay.wire.cut();
    is_kept(&relay).await;
    let relay = relay.reopen(&RelayFlags::default()).await;
    relay.clock.advance(Duration::from_secs(120));
    for (path, answer) in &live {
        let dark = relay.get(path).await;
        assert_eq!((dark.status, &dark.body), (200, &answer.body), "{path}");
        assert_eq!(dark.header("age"), "120");
        assert_eq!(dark.header("shopbell-dark"), "1");
        for name in ["content-type", "content-security-policy", "cache-control"] {
            assert_eq!(dark.header(name), answer.header(name), "{path} {name}");
        }
    }
    let led = relay.ask(
        &Method::GET,
        "/help",
        &[("accept-language", "zh,en;q=0.5")],
        "",
    );
    let led = led.await;
    assert_eq!((led.status, led.header("location")), (303, "/help/en"));
    // What nobody has read, what somebody looks for, and what may be for one visitor alone.
    for (path, headers) in [
        ("/help/zh", &[][..]),
        ("/help/en?q=vinegar", &[]),
        ("/help/en/nothing", &[]),
        ("/robots.txt", &[]),
        ("/help/en", &[("cookie", "a=b")]),
    ] {
        let answer = relay.ask(&Method::GET, path, headers, "").await;
        assert_eq!(answer.status, 503, "{path}");
    }

    // Meanwhile an article is taken back and another one changed.
    let changed = ARTICLES
        .replace("Times,yes", "Times,no")
        .replace("vinegar", "lemon");
    write(&house, &changed).await;
    relay.wire.mend(relay.at);
    goes_through(&relay).await;
    until("it was looked through", async || {
        relay.app.help_pages() == 3
    })
    .await;
    relay.wire.cut();
    is_kept(&relay).await;
    assert_eq!(relay.get(TIMES).await.status, 503);
    let lime = relay.get(LIME).await;
    assert!(lime.text().contains("With lemon."), "{}", lime.text());
    assert_eq!(lime.header("age"), "0");
    house.close().await;
    relay.app.stop().await;
}

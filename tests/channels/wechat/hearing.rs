//! Who is heard, and what a call is that comes again.

use std::time::Duration;

use shopbell::{base::time::Clock, demo::platform::wechat::Push, desk::channel::ChannelKind};

use super::{super::has_written, MEI, Shop};

#[tokio::test(flavor = "multi_thread")]
async fn only_the_platform_is_heard_and_what_comes_twice_is_one() {
    let clock = Clock::by_hand(Clock::machine().now());
    let shop = Shop::open(clock, ChannelKind::WeChat, None).await;
    let (house, agent, there) = (&shop.house, &shop.agent, &shop.wechat.manners);
    let first = there.write(MEI, "一");
    let second = there.write(MEI, "二");
    // Nobody else is heard: forged, cut, mixed, hidden for another account or with another key.
    let changed = |from: &str, to: &str| (first.query.replacen(from, to, 1), first.body.clone());
    let stranger = there.push_of("wx0000", "<xml></xml>");
    for (query, body) in [
        (String::new(), first.body.clone()),
        changed("msg_signature=", "msg_signature=0"),
        changed("nonce=", "nonce=9"),
        changed("timestamp=", "timestamp=9"),
        (first.query.clone(), second.body.clone()),
        (
            first.query.clone(),
            first.body.slice(..first.body.len() - 40),
        ),
        (stranger.query.clone(), stranger.body.clone()),
    ] {
        let told = shop.answers(&query, &body).await;
        assert_eq!(told.0, 403, "{query} {body:?}");
    }
    // It means something else than it says.
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><xml><Content>&b;</Content></xml>";
    let bomb = there.push(bomb);
    assert_eq!(shop.answers(&bomb.query, &bomb.body).await.0, 403);
    let heard = there.call(&house.url(&shop.hook), &bomb).await;
    assert_eq!(heard, Err(403), "after three attempts");
    assert_eq!(house.count("message where author = 'customer'").await, 0);

    // In no order, twice, late within its time, and with things between that nobody can read.
    for push in [&second, &first, &second] {
        shop.hears(push).await;
    }
    for body in [
        "<xml><Content>cut o",
        "words",
        "<xml><ToUserName>gh</ToUserName></xml>",
    ] {
        shop.hears(&there.push(body)).await;
    }
    shop.waits(Duration::from_secs(590)).await;
    shop.hears(&first).await;
    shop.waits(Duration::from_secs(60)).await;
    assert_eq!(
        shop.answers(&first.query, &first.body).await.0,
        403,
        "a replay"
    );
    has_written(house, agent, 1, &["二", "一"]).await;
    assert_eq!(house.count("parked").await, 3);

    // The open way: the stamp alone is signed, so that it stands for one thing.
    let account = house
        .act(|tx| Ok(shopbell::desk::account::all(tx)?.remove(0)))
        .await;
    let words = house
        .inside()
        .office
        .platform(&account)
        .unwrap()
        .entered_there();
    there.learns(&words[0].1, &words[1].1, false);
    let open = there.write(MEI, "三");
    let other = there.write(MEI, "假");
    shop.hears(&open).await;
    assert_eq!(
        shop.answers(&open.query, &open.body).await,
        (200, "success".to_owned())
    );
    assert_eq!(shop.answers(&open.query, &other.body).await.0, 403);

    // Whoever goes away says so once, also when that is told three times.
    let gone = there.event(MEI, "unsubscribe");
    for push in [&gone, &gone, &gone, &there.event(MEI, "subscribe")] {
        shop.hears(push).await;
    }
    assert_eq!(
        house
            .count("message where text like 'team:%reachable'")
            .await,
        2
    );

    // Twenty at once from somebody new are one chat.
    let calls: Vec<Push> = (0..20)
        .map(|n| there.write("oNEW", &format!("p{n}")))
        .collect();
    let address = house.url(&shop.hook);
    let all = calls.iter().map(|push| there.call(&address, push));
    let heard = futures_util::future::join_all(all).await;
    assert!(heard.iter().all(|one| *one == Ok(1)), "{heard:?}");
    assert_eq!(house.count("conversation").await, 2);
    assert_eq!(house.count("message where author = 'customer'").await, 23);
    shop.house.close().await;
}

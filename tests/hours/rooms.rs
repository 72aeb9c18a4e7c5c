//! The admin's rooms of hours and greetings, without any script.

use shopbell::desk::{
    greeting::{self, Greetings},
    hours, setting,
    team::Role,
    timer::{self, Due},
};

use crate::paper::{Browser, Shop};

async fn shop_with_ana() -> (Shop, Browser) {
    let shop = Shop::open().await;
    let ana = shop.member("Ana", Role::Admin).await;
    let browser = shop.signed_in(&ana).await;
    (shop, browser)
}

const NAME: (&str, &str) = ("name", "Shop hours");
const BERLIN: (&str, &str) = ("zone", "Europe/Berlin");

#[tokio::test]
async fn hours_are_written_given_to_a_queue_and_read_again() {
    let (shop, mut ana) = shop_with_ana().await;
    assert!(ana.get("/admin/hours").await.text.contains("No hours yet"));
    let new = ana.get("/admin/hours/new").await;
    assert!(
        new.text.contains("value=\"Shop hours\""),
        "a name to begin with"
    );
    assert!(
        new.text
            .contains("<option value=\"Europe/Berlin\">Berlin</option>")
    );
    let page = ana
        .send(
            "/admin/hours",
            &[
                NAME,
                BERLIN,
                ("queue", "1"),
                ("from-1", "09:00"),
                ("to-1", "13:00"),
                ("from-1", "14:00"),
                ("to-1", "18:00"),
                ("from-1", ""),
                ("to-1", ""),
                ("from-6", "22:00"),
                ("to-6", "02:00"),
                ("day", "2026-12-24"),
                ("until", "2026-12-26"),
                ("why", "Christmas"),
                ("open", ""),
                ("shut", ""),
            ],
        )
        .await;
    assert_eq!((page.status, page.to()), (303, "/admin/hours?saved=hours"));
    let list = ana.get("/admin/hours").await.text;
    assert!(
        list.contains("Mon 09:00–13:00, 14:00–18:00 · Sat 22:00–02:00"),
        "{list}"
    );
    assert!(list.contains("3 days differ"));
    assert!(list.contains("Counter"), "the queue that goes by them");
    let one = ana.get("/admin/hours/1").await.text;
    assert!(
        one.contains("name=\"until\" value=\"2026-12-26\""),
        "one row for three days"
    );
    assert!(one.contains("next day"));
    assert_eq!(shop.read(hours::all).await[0].exceptions.len(), 3);

    // Hours that are used are not retired; let go by their queue, they are, and come back.
    let refused = ana.send("/admin/hours/1/retire", &[]).await;
    assert_eq!(refused.status, 409);
    assert!(
        refused
            .text
            .contains("These queues go by the hours: Counter.")
    );
    let change = [
        NAME,
        BERLIN,
        ("revision", "0"),
        ("from-2", "10:00"),
        ("to-2", "12:00"),
    ];
    assert_eq!(ana.send("/admin/hours/1", &change).await.status, 303);
    assert_eq!(ana.send("/admin/hours/1/retire", &[]).await.status, 303);
    assert!(
        ana.get("/admin/hours")
            .await
            .text
            .contains("1 no longer offered")
    );
    assert_eq!(ana.send("/admin/hours/1/restore", &[]).await.status, 303);

    // A colleague's change is not overwritten unseen; saved again, it is.
    let late = ana.send("/admin/hours/1", &change).await;
    assert_eq!(late.status, 409);
    assert!(
        late.text
            .contains("A colleague changed these hours meanwhile.")
    );
    assert!(
        late.text.contains("value=\"10:00\""),
        "nothing typed is lost"
    );
    let seen = late.between("name=\"revision\" value=\"", "\"");
    let again = [NAME, BERLIN, ("revision", seen.as_str())];
    assert_eq!(ana.send("/admin/hours/1", &again).await.status, 303);
    assert_eq!(ana.get("/admin/hours/9").await.status, 404);
    assert_eq!(ana.send("/admin/hours/9", &again).await.status, 404);
    let log = ana.get("/admin/log").await.text;
    for words in [
        "added the hours",
        "gave hours to the queue",
        "took hours from the queue",
    ] {
        assert!(log.contains(words), "{words}");
    }
    shop.close().await;
}

/// When the weekly report is awaited, by the clock of a zone.
async fn awaited(shop: &Shop, zone: &str) -> String {
    let at = shop.read(|reader| timer::at(reader, Due::WeeklyReport, 0));
    let at = at.await.expect("the report is on");
    let zone = hours::zone::find(zone).unwrap();
    let at = jiff::Timestamp::from_millisecond(at.0).unwrap();
    at.to_zoned(zone).strftime("%A %H:%M").to_string()
}

#[tokio::test]
async fn the_clock_of_the_house_is_that_of_its_first_hours_whatever_they_are_called() {
    let (shop, mut ana) = shop_with_ana().await;
    let weekly = [("on", "on"), ("weekday", "1"), ("hour", "8"), ("to", "1")];
    assert_eq!(ana.send("/figures/weekly", &weekly).await.status, 303);
    assert_eq!(awaited(&shop, "UTC").await, "Monday 08:00");
    // The report follows the clock at once, and not from the week after on.
    let shanghai = ("zone", "Asia/Shanghai");
    assert_eq!(
        ana.send("/admin/hours", &[NAME, shanghai]).await.status,
        303
    );
    assert_eq!(awaited(&shop, "Asia/Shanghai").await, "Monday 08:00");
    let page = ana.get("/figures/weekly").await.text;
    assert!(page.contains("By the clock of the house: Asia/Shanghai"));

    // Other hours, of a name that comes first, are no reason to count days otherwise.
    let annex = [("name", "Annex"), BERLIN];
    assert_eq!(ana.send("/admin/hours", &annex).await.status, 303);
    assert_eq!(awaited(&shop, "Asia/Shanghai").await, "Monday 08:00");
    let page = ana.get("/figures/weekly").await.text;
    assert!(page.contains("By the clock of the house: Asia/Shanghai"));
    assert_eq!(ana.send("/admin/hours/1/retire", &[]).await.status, 303);
    assert_eq!(awaited(&shop, "Europe/Berlin").await, "Monday 08:00");
    assert_eq!(ana.send("/admin/hours/1/restore", &[]).await.status, 303);
    let move_on = [NAME, ("zone", "Pacific/Auckland"), ("revision", "0")];
    assert_eq!(ana.send("/admin/hours/1", &move_on).await.status, 303);
    assert_eq!(awaited(&shop, "Pacific/Auckland").await, "Monday 08:00");
    shop.close().await;
}

#[tokio::test]
async fn what_makes_no_sense_is_told_in_its_place_and_nothing_is_lost() {
    let (shop, mut ana) = shop_with_ana().await;
    for (form, why) in [
        (&[("name", ""), BERLIN][..], "A name is needed."),
        (&[NAME, ("zone", "")], "Choose the time zone"),
        (
            &[NAME, ("zone", "Europe/Kettle")],
            "There is no time zone “Europe/Kettle”.",
        ),
        (
            &[NAME, BERLIN, ("from-2", "18:00"), ("to-2", "09:00")],
            "This span ends before it begins.",
        ),
        (
            &[NAME, BERLIN, ("from-2", "09:00"), ("to-2", "")],
            "A span needs a beginning and an end.",
        ),
        (
            &[NAME, BERLIN, ("from-2", "nine"), ("to-2", "18:00")],
            "This is no time of day.",
        ),
        (
            &[
                NAME,
                BERLIN,
                ("from-2", "09:00"),
                ("to-2", "13:00"),
                ("from-2", "12:00"),
                ("to-2", "18:00"),
            ],
            "Spans of this day overlap.",
        ),
        (
            &[
                NAME,
                BERLIN,
                ("from-2", "22:00"),
                ("to-2", "06:00"),
                ("from-3", "05:00"),
                ("to-3", "18:00"),
            ],
            "This day goes on past midnight",
        ),
        (
            &[NAME, BERLIN, ("day", "2026-02-30")],
            "A date is needed here.",
        ),
        (
            &[NAME, BERLIN, ("day", ""), ("why", "Christmas")],
            "A date is needed here.",
        ),
        (
            &[NAME, BERLIN, ("day", "2026-12-26"), ("until", "2026-12-24")],
            "The last day comes before the first.",
        ),
        (
            &[NAME, BERLIN, ("day", "2026-01-01"), ("until", "2036-01-01")],
            "Up to 400 days may differ.",
        ),
        (
            &[
                NAME,
                BERLIN,
                ("day", "2026-12-24"),
                ("open", "12:00"),
                ("shut", "10:00"),
            ],
            "This span ends before it begins.",
        ),
    ] {
        let page = ana.send("/admin/hours", form).await;
        assert_eq!(page.status, 400, "{form:?}");
        assert!(page.text.contains(why), "{form:?}");
        for (_, typed) in form {
            assert!(
                page.text.contains(&format!("value=\"{typed}\"")),
                "{typed} of {form:?}"
            );
        }
    }
    assert_eq!(shop.read(hours::all).await.len(), 0);

    // Forty holidays, each with a name, are no trouble.
    let days: Vec<String> = (0..40)
        .map(|day| format!("2027-{:02}-{:02}", day / 20 + 1, day % 20 + 1))
        .collect();
    let mut form = vec![NAME, BERLIN];
    for day in days.iter().rev() {
        form.extend([("day", day.as_str()), ("why", day)]);
    }
    assert_eq!(ana.send("/admin/hours", &form).await.status, 303);
    let taken = ana
        .send("/admin/hours", &[("name", "SHOP HOURS"), BERLIN])
        .await;
    assert_eq!(taken.status, 409);
    let page = ana.get("/admin/hours/1").await.text;
    let rows: Vec<usize> = days
        .iter()
        .map(|day| page.find(&format!("name=\"day\" value=\"{day}\"")).unwrap())
        .collect();
    assert!(rows.is_sorted(), "by date");
    shop.close().await;
}

#[tokio::test]
async fn greetings_are_off_until_one_press_and_written_by_place_and_language() {
    let (shop, mut ana) = shop_with_ana().await;
    let page = ana.get("/admin/greetings").await;
    assert!(page.text.contains("Customers are not greeted"));
    let page = ana.send("/admin/greetings/shipped", &[]).await;
    assert_eq!(page.to(), "/admin/greetings?saved=shipped");
    let page = ana.get("/admin/greetings").await.text;
    assert!(page.contains("Customers are greeted"));
    assert!(
        page.contains("Thank you for writing to Shopbell."),
        "the preview is filled"
    );
    let is_on = async |shop: &Shop| shop.read(setting::get::<Greetings>).await.is_on;
    assert!(is_on(&shop).await);
    assert_eq!(
        ana.send("/admin/greetings/switch", &[("on", "0")])
            .await
            .status,
        303
    );
    assert!(!is_on(&shop).await);
    assert_eq!(shop.read(greeting::all).await.len(), 12, "the texts stay");

    for (text, why) in [
        ("Hello {customer.name}", "{customer.name} may be unknown."),
        (
            "I am {agent.name}",
            "A greeting has no placeholder {agent.name}.",
        ),
        (
            &*"x".repeat(1_001),
            "the text has 1001 characters, 1000 fit.",
        ),
    ] {
        let form = [("queue", "1"), ("online-de", text), ("online-en", "Hello!")];
        let page = ana.send("/admin/greetings", &form).await;
        assert_eq!(page.status, 400, "{text}");
        assert!(page.text.contains(why), "{why}");
        assert!(page.text.contains(text), "nothing typed is lost");
        assert!(
            page.text.contains("value=\"de\" checked"),
            "its tab is open"
        );
    }
    let form = [("queue", "1"), ("online-de", "Moin!"), ("offline-en", "")];
    let page = ana.send("/admin/greetings", &form).await;
    assert_eq!(page.to(), "/admin/greetings?queue=1&saved=greeting");
    assert!(
        ana.get("/admin/greetings?queue=1")
            .await
            .text
            .contains("Moin!")
    );
    assert_eq!(shop.read(greeting::all).await.len(), 13);
    assert_eq!(
        ana.send("/admin/greetings/remove", &[("queue", "1")])
            .await
            .status,
        303
    );
    assert_eq!(shop.read(greeting::all).await.len(), 12);
    for nowhere in ["?queue=99", "?channel=99", "?queue=x"] {
        let page = ana.get(&format!("/admin/greetings{nowhere}")).await;
        assert_eq!(page.status, 404, "{nowhere}");
    }
    let nowhere = [("channel", "99"), ("online-en", "Hello!")];
    assert_eq!(ana.send("/admin/greetings", &nowhere).await.status, 404);
    shop.close().await;
}

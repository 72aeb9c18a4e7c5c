//! Who is told of trouble, when, by which doors, and how often.

use std::time::Duration;

use super::{queue, *};
use crate::{
    base::lang::Lang,
    db::memory::Memory,
    desk::{
        account, cast,
        channel::{self, ChannelKind},
        trouble::{self, Kind, telling::News},
    },
};

const MINUTE: Duration = Duration::from_secs(60);

/// A shop with an admin, an agent, and perhaps a mailbox.
struct Shop {
    memory: Memory,
    ana: Agent,
}

impl Shop {
    fn open() -> Self {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
        memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
        Self { memory, ana }
    }

    fn connect(&mut self, kind: ChannelKind, name: &str) -> ChannelId {
        let account = self.memory.act(|tx| cast::account(tx, kind, name));
        account.unwrap().channel.id
    }

    fn raise(&mut self, kind: Kind, subject: &str) {
        self.memory
            .act(|tx| trouble::raise(tx, kind, subject, "low"))
            .unwrap();
    }

    fn clear(&mut self, kind: Kind, subject: &str) {
        self.memory
            .act(|tx| trouble::clear(tx, kind, subject))
            .unwrap();
    }

    /// Time passes, and what falls due happens.
    fn pass(&mut self, time: Duration) {
        self.memory.advance(time);
        while self
            .memory
            .act(|tx| {
                let Some(timer) = timer::take_due(tx)? else {
                    return Ok::<_, DbError>(false);
                };
                if timer.due == Due::TellTrouble {
                    fall_due(tx)?;
                }
                Ok(true)
            })
            .unwrap()
        {}
    }

    /// Subject and text of all mails so far.
    fn mails(&mut self) -> Vec<(String, String)> {
        self.memory
            .act(|tx| {
                tx.list("select subject, text from post order by id", [], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
            })
            .unwrap()
    }

    fn timers(&mut self) -> i64 {
        self.memory
            .act(|tx| {
                tx.get(
                    "select count(*) from timer where kind = 'tell_trouble'",
                    [],
                    |row| row.get(0),
                )
            })
            .unwrap()
    }
}

#[test]
fn what_stands_is_told_once_and_once_more_when_it_is_mended() {
    let mut shop = Shop::open();
    shop.connect(ChannelKind::Email, "help@kettle.example");
    shop.raise(Kind::Disk, "");
    shop.pass(4 * MINUTE);
    assert_eq!(shop.mails(), [], "most mend themselves");
    shop.pass(MINUTE);
    let mails = shop.mails();
    assert_eq!(mails.len(), 1, "the agent is none of those who are told");
    assert!(mails[0].0.contains("The disk is filling up"), "{mails:?}");
    assert!(mails[0].1.contains("Make room on the disk"), "{mails:?}");
    shop.pass(600 * MINUTE);
    assert_eq!(shop.mails().len(), 1);
    shop.clear(Kind::Disk, "");
    shop.pass(10 * MINUTE);
    let mails = shop.mails();
    assert_eq!(mails.len(), 2);
    assert!(mails[1].0.contains("mended"), "{mails:?}");
    assert_eq!(shop.timers(), 0, "a house that is well waits for nothing");
}

#[test]
fn what_stands_is_told_to_whoever_opens_a_door() {
    let mut shop = Shop::open();
    shop.raise(Kind::Bell, "");
    shop.pass(120 * MINUTE);
    assert_eq!(shop.timers(), 0, "there is no door to wait for");
    shop.connect(ChannelKind::Email, "help@kettle.example");
    shop.pass(MINUTE);
    assert_eq!(shop.mails().len(), 1);
}

#[test]
fn what_grows_worse_is_told_again_once_for_each_step() {
    let mut shop = Shop::open();
    shop.connect(ChannelKind::Email, "help@kettle.example");
    let raise = |shop: &mut Shop, detail: &str| {
        shop.memory
            .act(|tx| trouble::raise(tx, Kind::Disk, "", detail))
            .unwrap();
        shop.pass(60 * MINUTE);
    };
    raise(&mut shop, "low");
    assert_eq!(shop.mails().len(), 1);
    raise(&mut shop, "refusing");
    let mails = shop.mails();
    assert_eq!(mails.len(), 2);
    assert_ne!(mails[0].0, mails[1].0, "it says what is worse");
    // To and fro is no news, also where it was mended for a moment.
    for _ in 0..3 {
        raise(&mut shop, "low");
        raise(&mut shop, "refusing");
        shop.clear(Kind::Disk, "");
    }
    raise(&mut shop, "refusing");
    assert_eq!(shop.mails().len(), 2);
    shop.clear(Kind::Disk, "");
    shop.pass(60 * MINUTE);
    assert_eq!(shop.mails().len(), 3);
    assert_eq!(shop.timers(), 0);
    // A channel that is out of reach comes back by itself, one that is refused waits for somebody.
    let id = shop.connect(ChannelKind::Telegram, "@kettle_bot");
    for (what, words, told) in [
        (account::Trouble::Unreachable, "timed out", 4),
        (account::Trouble::Unreachable, "no answer", 4),
        (account::Trouble::Refused, "401", 5),
        (account::Trouble::Setup, "409", 5),
    ] {
        let judged = shop
            .memory
            .act(|tx| account::judge(tx, id, Some((what, words))));
        assert!(judged.unwrap());
        shop.pass(60 * MINUTE);
        assert_eq!(shop.mails().len(), told, "{words}");
    }
}

#[test]
fn a_letter_leads_to_the_console_where_others_find_it() {
    let mut shop = Shop::open();
    shop.connect(ChannelKind::Email, "help@kettle.example");
    shop.raise(Kind::Disk, "");
    shop.pass(5 * MINUTE);
    let found = Found {
        console: "https://desk.kettle.example".to_owned(),
    };
    shop.memory.act(|tx| setting::put(tx, &found)).unwrap();
    shop.raise(Kind::Bell, "");
    shop.pass(60 * MINUTE);
    let mails = shop.mails();
    let link = "https://desk.kettle.example/admin/house";
    assert!(!mails[0].1.contains("://"), "nobody finds it: {mails:?}");
    assert!(mails[1].1.ends_with(link), "{mails:?}");
    let html: String = shop
        .memory
        .act(|tx| {
            tx.get(
                "select html from post order by id desc limit 1",
                [],
                |row| row.get(0),
            )
        })
        .unwrap();
    assert!(html.contains(&format!("<a href=\"{link}\">")), "{html}");
}

#[test]
fn what_mends_itself_or_was_put_aside_is_told_to_nobody() {
    let mut shop = Shop::open();
    shop.connect(ChannelKind::Email, "help@kettle.example");
    shop.raise(Kind::Disk, "");
    shop.pass(2 * MINUTE);
    shop.clear(Kind::Disk, "");
    shop.raise(Kind::Backup, "");
    let event = shop.memory.act(|tx| trouble::all(tx)).unwrap()[0].event;
    shop.memory.act(|tx| trouble::dismiss(tx, event)).unwrap();
    shop.pass(60 * MINUTE);
    assert_eq!(shop.mails(), []);
    shop.clear(Kind::Backup, "");
    shop.pass(60 * MINUTE);
    assert_eq!(shop.mails(), []);
}

#[test]
fn a_channel_that_is_put_to_rest_is_not_said_to_be_mended() {
    let mut shop = Shop::open();
    shop.connect(ChannelKind::Email, "help@kettle.example");
    let bot = shop.connect(ChannelKind::Telegram, "@kettle_bot");
    let why = Some((account::Trouble::Refused, "401 Unauthorized"));
    shop.memory.act(|tx| account::judge(tx, bot, why)).unwrap();
    shop.pass(5 * MINUTE);
    assert_eq!(shop.mails().len(), 1);
    shop.memory.act(|tx| channel::pause(tx, bot, true)).unwrap();
    // What was under way then fails as well.
    shop.memory.act(|tx| account::judge(tx, bot, why)).unwrap();
    assert_eq!(shop.memory.act(|tx| trouble::all(tx)).unwrap(), []);
    shop.pass(60 * MINUTE);
    assert_eq!(shop.mails().len(), 1, "{:?}", shop.mails());
    // Once it works again, or is to, it is trouble as before.
    shop.memory
        .act(|tx| channel::pause(tx, bot, false))
        .unwrap();
    shop.memory.act(|tx| account::judge(tx, bot, why)).unwrap();
    shop.pass(60 * MINUTE);
    assert_eq!(shop.mails().len(), 2);
}

#[test]
fn one_that_comes_and_goes_is_told_once() {
    let mut shop = Shop::open();
    shop.connect(ChannelKind::Email, "help@kettle.example");
    shop.raise(Kind::Disk, "");
    shop.pass(5 * MINUTE);
    for _ in 0..20 {
        shop.clear(Kind::Disk, "");
        shop.pass(MINUTE);
        shop.raise(Kind::Disk, "");
        shop.pass(MINUTE);
    }
    assert_eq!(shop.mails().len(), 1);
}

#[test]
fn a_storm_is_one_message() {
    let mut shop = Shop::open();
    shop.connect(ChannelKind::Email, "help@kettle.example");
    for number in 0..30 {
        shop.raise(Kind::Webhook, &number.to_string());
        shop.pass(Duration::from_secs(5));
    }
    shop.pass(30 * MINUTE);
    let mails = shop.mails();
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert!(mails[0].0.contains("30 things"), "{mails:?}");
    assert!(mails[0].1.contains("and 20 more"), "{mails:?}");
}

#[test]
fn a_door_that_is_in_trouble_tells_nothing() {
    let mut shop = Shop::open();
    let box_ = shop.connect(ChannelKind::Email, "help@kettle.example");
    let break_it = |shop: &mut Shop, id: ChannelId| {
        let why = Some((account::Trouble::Refused, "no"));
        shop.memory.act(|tx| account::judge(tx, id, why)).unwrap();
    };
    break_it(&mut shop, box_);
    shop.pass(120 * MINUTE);
    assert_eq!(shop.mails(), []);
    assert_eq!(shop.timers(), 1, "it is tried again");
    // Another opens.
    let other = shop.connect(ChannelKind::Email, "owner@kettle.example");
    shop.pass(40 * MINUTE);
    let from: Vec<ChannelId> = shop
        .memory
        .act(|tx| tx.list("select channel_id from post", [], |row| row.get(0)))
        .unwrap();
    assert_eq!(from, [other]);
    // Without any door there is nothing to be tried.
    break_it(&mut shop, other);
    shop.memory
        .act(|tx| {
            let nobody = Telling {
                on: false,
                ..Telling::default()
            };
            set(tx, &Origin::default(), &nobody)
        })
        .unwrap();
    assert_eq!(shop.timers(), 0);
}

#[test]
fn a_code_links_a_chat_once_and_what_it_brings_is_no_customer() {
    let mut shop = Shop::open();
    let id = shop.connect(ChannelKind::Telegram, "@kettle_bot");
    let ana = shop.ana.id;
    let code = shop.memory.act(|tx| link::make_code(tx, ana)).unwrap();
    let take = |shop: &mut Shop, who: &str, words: &str| {
        let words = words.to_owned();
        shop.memory
            .act(|tx| {
                let account = account::by_id(tx, id)?.unwrap();
                link::take_code(tx, &account, (who, "Ana R."), &words)
            })
            .unwrap()
    };
    assert!(!take(&mut shop, "5", "bell-abcdefgh234567ab"), "some code");
    let start = format!("/start {}", code.expose());
    assert!(take(&mut shop, "5", &start));
    assert!(!take(&mut shop, "6", &start), "it works once");
    assert!(
        take(&mut shop, "5", &start),
        "some platforms bring it twice"
    );
    let doors = shop
        .memory
        .act(|tx| doors(tx, &Telling::default(), ana))
        .unwrap();
    assert_eq!(doors.chats.len(), 1);
    shop.raise(Kind::Disk, "");
    shop.pass(5 * MINUTE);
    let told = shop.memory.act(|tx| queue::newest(tx, 10)).unwrap();
    let titles: Vec<_> = told
        .iter()
        .map(|one| (one.way, one.title.as_str()))
        .collect();
    assert_eq!(
        titles,
        [
            (Way::Chat, "Shopbell: The disk is filling up."),
            (Way::Chat, "Shopbell: this chat is linked")
        ]
    );
    // What was being handed over when the process ended goes again, and what was taken does not.
    let (due, _) = shop.memory.act(|tx| queue::due(tx, Way::Chat)).unwrap();
    for id in &due {
        let id = *id;
        let begun = shop.memory.act(|tx| queue::begin(tx, id)).unwrap().unwrap();
        let parcel = shop.memory.act(|tx| queue::parcel(tx, &begun)).unwrap();
        assert_eq!(parcel.unwrap().to, "5");
    }
    shop.memory.act(|tx| queue::sent(tx, due[0])).unwrap();
    shop.memory.act(|tx| queue::recover(tx, Way::Chat)).unwrap();
    let (again, _) = shop.memory.act(|tx| queue::due(tx, Way::Chat)).unwrap();
    assert_eq!(again, &due[1..]);
    // A code is good for a quarter of an hour.
    let late = shop.memory.act(|tx| link::make_code(tx, ana)).unwrap();
    shop.memory.advance(16 * MINUTE);
    assert!(!take(&mut shop, "7", late.expose()));
}

#[test]
fn what_goes_into_a_chat_waits_until_its_account_may_speak() {
    let mut shop = Shop::open();
    let (held, other) = (
        shop.connect(ChannelKind::Telegram, "@kettle_bot"),
        shop.connect(ChannelKind::Vk, "@kettle_shop"),
    );
    let ana = shop.ana.id;
    for (channel, who) in [(held, "5"), (other, "7001")] {
        let code = shop.memory.act(|tx| link::make_code(tx, ana)).unwrap();
        let is_taken = shop.memory.act(|tx| {
            let account = account::by_id(tx, channel)?.unwrap();
            link::take_code(tx, &account, (who, "Ana"), code.expose())
        });
        assert!(is_taken.unwrap());
    }
    let due = |shop: &mut Shop| shop.memory.act(|tx| queue::due(tx, Way::Chat)).unwrap();
    let (both, next) = due(&mut shop);
    assert_eq!(
        (both.len(), next),
        (2, None),
        "each is told that it is linked"
    );
    // The courier was told to keep still for a while, or the crier itself by the one before.
    let until = shop.memory.act(|tx| {
        account::hold(tx, held, 2 * MINUTE)?;
        Ok::<_, DbError>(tx.now.plus(2 * MINUTE))
    });
    let until = until.unwrap();
    let first = both[0];
    let begin = |shop: &mut Shop| shop.memory.act(|tx| queue::begin(tx, first)).unwrap();
    assert!(begin(&mut shop).is_none(), "it was found before the hold");
    assert_eq!(due(&mut shop), (both[1..].to_vec(), Some(until)));
    shop.memory.advance(2 * MINUTE);
    assert_eq!(due(&mut shop), (both, None));
    assert!(begin(&mut shop).is_some());
}

#[test]
fn by_sms_an_admin_is_told_in_one_segment_and_not_too_often() {
    let mut shop = Shop::open();
    let (sms, vk) = (
        shop.connect(ChannelKind::Sms, "+15550001111"),
        shop.connect(ChannelKind::Vk, "@kettle_shop"),
    );
    let ana = shop.ana.id;
    for (channel, who) in [(sms, "+4915112345"), (vk, "7001")] {
        let code = shop.memory.act(|tx| link::make_code(tx, ana)).unwrap();
        let is_taken = shop.memory.act(|tx| {
            let account = account::by_id(tx, channel)?.unwrap();
            link::take_code(tx, &account, (who, "Ana"), code.expose())
        });
        assert!(is_taken.unwrap());
    }
    let found = Found {
        console: "https://desk.kettle.example".to_owned(),
    };
    shop.memory.act(|tx| setting::put(tx, &found)).unwrap();
    for _ in 0..2 {
        let is_told = shop.memory.act(|tx| test(tx, &Origin::default()));
        assert!(is_told.unwrap());
    }
    // What goes now, and to whom; all of it is taken.
    let due = |shop: &mut Shop| -> Vec<(String, String)> {
        let (due, _) = shop.memory.act(|tx| queue::due(tx, Way::Chat)).unwrap();
        due.into_iter()
            .map(|id| {
                shop.memory
                    .act(|tx| {
                        let alert = queue::begin(tx, id)?.unwrap();
                        let parcel = queue::parcel(tx, &alert)?.unwrap();
                        queue::sent(tx, id)?;
                        Ok::<_, DbError>((parcel.to, parcel.message.text))
                    })
                    .unwrap()
            })
            .collect()
    };
    let told = due(&mut shop);
    let to = |told: &[(String, String)], who: &str| -> Vec<String> {
        let of = told.iter().filter(|(to, _)| to == who);
        of.map(|(_, words)| words.clone()).collect()
    };
    assert_eq!(to(&told, "7001").len(), 3, "{told:?}");
    assert_eq!(to(&told, "+4915112345"), ["Shopbell: this chat is linked"]);
    for _ in 0..2 {
        shop.memory.advance(queue::SMS_GAP - Duration::from_secs(1));
        assert_eq!(due(&mut shop), [], "one keeps its distance");
        shop.memory.advance(Duration::from_secs(1));
        let one = "Shopbell: a test https://desk.kettle.example/admin/house";
        assert_eq!(due(&mut shop), [("+4915112345".to_owned(), one.to_owned())]);
    }
    // Of several each is named, as far as there is room.
    shop.raise(Kind::Disk, "");
    shop.raise(Kind::Backup, "");
    shop.pass(15 * MINUTE);
    let told = to(&due(&mut shop), "+4915112345");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].starts_with("Shopbell: 2 things are wrong - The disk is filling up."),
        "{told:?}"
    );
    shop.clear(Kind::Disk, "");
    shop.pass(15 * MINUTE);
    let told = to(&due(&mut shop), "+4915112345");
    assert!(
        told[0].starts_with("Shopbell: mended - The disk is filling up."),
        "{told:?}"
    );
}

#[test]
fn the_letter_is_safe_and_whole_in_every_language() {
    let zone = jiff::tz::TimeZone::UTC;
    let news = News {
        troubles: vec![crate::desk::trouble::Trouble {
            kind: Kind::Channel,
            subject: "1".to_owned(),
            name: "Shop <b>".to_owned(),
            detail: "401 <script>".to_owned(),
            since: crate::base::time::Timestamp(1_790_000_000_000),
            event: crate::base::id::EventId(1),
            is_dismissed: false,
        }],
        ..News::default()
    };
    for lang in Lang::ALL {
        let letter = words::news(lang, ("Kettle", ""), &news, &zone);
        assert!(letter.title.contains("Shop <b>"), "{letter:?}");
        let html = letter.html();
        assert!(
            !html.contains("<script>") && html.contains("&lt;script&gt;"),
            "{html}"
        );
        assert!(letter.text.contains("2026-09-21 14:13 UTC"), "{letter:?}");
        for letter in [
            words::test(lang, ("Kettle", "")),
            words::linked(lang, "Kettle"),
        ] {
            assert!(letter.title.contains("Kettle") && !letter.text.is_empty());
        }
    }
}

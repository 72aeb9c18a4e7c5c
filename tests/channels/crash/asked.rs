//! Platforms that are asked for news.

use shopbell::{
    demo::platform::{
        Log, Platform, sms,
        telegram::{self, Telegram},
        vk::{self, Vk},
    },
    desk::{account::Keys, channel::ChannelKind},
};
use tokio::runtime::Runtime;

use super::{Call, Doubt, Side, fifty_kills_lose_and_double_nothing};

/// Keys of these names.
pub(super) fn keys(given: &[(&str, &str)]) -> Keys {
    let mut keys = Keys::default();
    for (name, value) in given {
        keys.set(name, value);
    }
    keys
}

/// What was said there: its name on the platform, and its words.
pub(super) fn told<T: Clone>(
    said: &Log<T>,
    of: impl Fn(&T) -> (String, &str),
) -> Vec<(String, String)> {
    let pair = |one: &T| {
        let (id, words) = of(one);
        (id, words.to_owned())
    };
    said.all().iter().map(pair).collect()
}

const BOT: &str = "42:AAbbCC";
const ON_TELEGRAM: telegram::User = telegram::User {
    id: 5511,
    name: "Hannah",
    username: "hannah",
    language: "en",
};

impl Side for Platform<Telegram> {
    const KIND: ChannelKind = ChannelKind::Telegram;
    const DOUBT: Doubt = Doubt::Asked;

    fn keys(&self) -> Keys {
        keys(&[("token", BOT), ("api_base", &self.base())])
    }

    fn own_id(&self) -> String {
        "42".to_owned()
    }

    fn write(&self, words: &str) -> Option<Call> {
        self.manners.write(&ON_TELEGRAM, words);
        None
    }

    fn said(&self) -> Vec<(String, String)> {
        told(&self.manners.said, |one| {
            (one.message_id.to_string(), one.text())
        })
    }
}

#[test]
fn on_telegram() {
    let runtime = Runtime::new().unwrap();
    let telegram = runtime.block_on(Platform::open(Telegram::new(BOT), 0));
    fifty_kills_lose_and_double_nothing(&telegram.unwrap());
}

const COMMUNITY: &str = "vk1.a.secret";
const ON_VK: vk::User = vk::User {
    id: 7001,
    lang_id: 0,
};

impl Side for Platform<Vk> {
    const KIND: ChannelKind = ChannelKind::Vk;
    const DOUBT: Doubt = Doubt::Repeated;

    fn keys(&self) -> Keys {
        let base = format!("{}/method", self.base());
        keys(&[("token", COMMUNITY), ("api_base", &base)])
    }

    fn own_id(&self) -> String {
        vk::COMMUNITY.to_string()
    }

    fn write(&self, words: &str) -> Option<Call> {
        self.manners.write(&ON_VK, words);
        None
    }

    fn said(&self) -> Vec<(String, String)> {
        told(&self.manners.said, |one| {
            (one.number.to_string(), one.text())
        })
    }
}

#[test]
fn on_vk() {
    let runtime = Runtime::new().unwrap();
    let vk = runtime.block_on(vk::open(COMMUNITY, 0));
    fifty_kills_lose_and_double_nothing(&vk.unwrap());
}

const NUMBER: &str = "+15550001111";
const TELEPHONE: &str = "+4915112345";

impl Side for Platform<sms::Sms> {
    const KIND: ChannelKind = ChannelKind::Sms;
    const DOUBT: Doubt = Doubt::LookedFor;

    fn keys(&self) -> Keys {
        keys(&[
            ("account_sid", "AC1"),
            ("auth_token", "t0ken"),
            ("number", NUMBER),
            ("api_base", &self.base()),
        ])
    }

    fn own_id(&self) -> String {
        NUMBER.to_owned()
    }

    fn write(&self, words: &str) -> Option<Call> {
        self.manners.write(TELEPHONE, words);
        None
    }

    fn said(&self) -> Vec<(String, String)> {
        told(&self.manners.said, |one| (one.sid.clone(), &one.body))
    }
}

#[test]
fn by_sms() {
    let runtime = Runtime::new().unwrap();
    let twilio = sms::Sms::new("AC1", "t0ken", NUMBER);
    let twilio = runtime.block_on(Platform::open(twilio, 0));
    fifty_kills_lose_and_double_nothing(&twilio.unwrap());
}

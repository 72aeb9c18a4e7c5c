//! Platforms that call in, and call again until they are heard.

use serde_json::json;
use shopbell::{
    base::time::Clock,
    call::Http,
    channels::platform,
    demo::platform::{
        Platform,
        custom::Custom,
        messenger::{self, Messenger},
        wechat::WeChat,
        whatsapp::{self, Signed, WhatsApp},
    },
    desk::{
        account::{Account, Keys, OUR_SECRET},
        channel::ChannelKind,
    },
};
use tokio::runtime::Runtime;

use super::{
    Call, Doubt, Side,
    asked::{keys, told},
    fifty_kills_lose_and_double_nothing,
};

const TOKEN: &str = "EAAGtoken";
const SECRET: &str = "app-secret";

impl From<Signed> for Call {
    fn from(signed: Signed) -> Self {
        Self {
            query: String::new(),
            headers: format!("x-hub-signature-256: {}\r\n", signed.signature),
            body: signed.body.to_vec(),
        }
    }
}

const ON_WHATSAPP: whatsapp::User = whatsapp::User {
    number: "34600111222",
    id: "",
    name: "Ana Líp",
};

impl Side for Platform<WhatsApp> {
    const KIND: ChannelKind = ChannelKind::WhatsApp;
    const DOUBT: Doubt = Doubt::Asked;

    fn keys(&self) -> Keys {
        keys(&[
            ("access_token", TOKEN),
            ("phone_number_id", whatsapp::NUMBER),
            ("app_secret", SECRET),
            ("api_base", &self.base()),
        ])
    }

    fn own_id(&self) -> String {
        whatsapp::NUMBER.to_owned()
    }

    fn write(&self, words: &str) -> Option<Call> {
        Some(self.manners.write(&ON_WHATSAPP, words).into())
    }

    fn said(&self) -> Vec<(String, String)> {
        told(&self.manners.said, |one| (one.id.clone(), one.text()))
    }

    fn tells(&self) -> Vec<Call> {
        let of = |one: &whatsapp::Said| {
            let status = json!({
                "id": one.id, "status": "delivered", "biz_opaque_callback_data": one.tag(),
            });
            self.manners.status(&ON_WHATSAPP, &status).into()
        };
        self.manners.said.all().iter().map(of).collect()
    }
}

#[test]
fn on_whatsapp() {
    let runtime = Runtime::new().unwrap();
    let there = WhatsApp::new(TOKEN, SECRET);
    let whatsapp = runtime.block_on(Platform::open(there, 0));
    fifty_kills_lose_and_double_nothing(&whatsapp.unwrap());
}

const ON_MESSENGER: messenger::User = messenger::User {
    id: "5911000022",
    name: "Ana Li",
};

/// It calls in, and is asked as well whenever the house opens.
impl Side for Platform<Messenger> {
    const KIND: ChannelKind = ChannelKind::Messenger;
    const DOUBT: Doubt = Doubt::Asked;

    fn keys(&self) -> Keys {
        keys(&[
            ("page_token", TOKEN),
            ("page_id", messenger::PAGE),
            ("app_secret", SECRET),
            ("api_base", &self.base()),
        ])
    }

    fn own_id(&self) -> String {
        messenger::PAGE.to_owned()
    }

    fn write(&self, words: &str) -> Option<Call> {
        let (content, now) = (json!({ "text": words }), Clock::machine().now());
        Some(self.manners.send(&ON_MESSENGER, &content, now).into())
    }

    fn said(&self) -> Vec<(String, String)> {
        told(&self.manners.said, |one| (one.id.clone(), one.text()))
    }

    fn tells(&self) -> Vec<Call> {
        let of = |one: &messenger::Said| self.manners.echo(&ON_MESSENGER, one).into();
        self.manners.said.all().iter().map(of).collect()
    }
}

#[test]
fn on_messenger() {
    let runtime = Runtime::new().unwrap();
    let there = Messenger::new(TOKEN, SECRET);
    let messenger = runtime.block_on(Platform::open(there, 0));
    fifty_kills_lose_and_double_nothing(&messenger.unwrap());
}

const APP: &str = "wxb11529c136998cb6";

impl Side for Platform<WeChat> {
    const KIND: ChannelKind = ChannelKind::WeChat;
    const DOUBT: Doubt = Doubt::Asked;

    fn keys(&self) -> Keys {
        keys(&[
            ("app_id", APP),
            ("app_secret", SECRET),
            ("api_base", &self.base()),
        ])
    }

    fn own_id(&self) -> String {
        APP.to_owned()
    }

    fn learns(&self, account: &Account) {
        let ours = platform(Self::KIND, &account.keys, &Http::default()).unwrap();
        let words = ours.entered_there();
        self.manners.learns(&words[0].1, &words[1].1, true);
    }

    fn write(&self, words: &str) -> Option<Call> {
        let push = self.manners.write("oMEI", words);
        Some(Call {
            query: push.query,
            headers: "content-type: text/xml\r\n".to_owned(),
            body: push.body.to_vec(),
        })
    }

    fn said(&self) -> Vec<(String, String)> {
        let said = self.manners.said.all();
        (0..)
            .zip(&said)
            .map(|(number, one): (usize, _)| (number.to_string(), one.text().to_owned()))
            .collect()
    }
}

#[test]
fn on_wechat() {
    let runtime = Runtime::new().unwrap();
    let there = WeChat::official(APP, SECRET);
    let wechat = runtime.block_on(Platform::open(there, 0));
    fifty_kills_lose_and_double_nothing(&wechat.unwrap());
}

impl Side for Platform<Custom> {
    const KIND: ChannelKind = ChannelKind::Custom;
    const DOUBT: Doubt = Doubt::Repeated;

    fn keys(&self) -> Keys {
        keys(&[("url", &format!("{}/take", self.base()))])
    }

    fn own_id(&self) -> String {
        "kettle-app".to_owned()
    }

    fn learns(&self, account: &Account) {
        self.manners.learns(account.keys.get(OUR_SECRET));
    }

    fn write(&self, words: &str) -> Option<Call> {
        let event = json!({
            "type": "message", "id": words.replace(' ', "-"), "text": words,
            "customer": { "id": "u-1", "name": "Ana Li", "language": "en" },
        });
        let body = json!({ "events": [event] }).to_string();
        let timestamp = (Clock::machine().now().0 / 1000).to_string();
        let signature = self.manners.signature(&timestamp, &body);
        Some(Call {
            query: String::new(),
            headers: format!(
                "x-shopbell-timestamp: {timestamp}\r\nx-shopbell-signature: {signature}\r\n"
            ),
            body: body.into_bytes(),
        })
    }

    fn said(&self) -> Vec<(String, String)> {
        let word = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let taken = self.manners.taken.all();
        taken
            .iter()
            .map(|one| (word(&one["id"]), word(&one["text"])))
            .collect()
    }
}

#[test]
fn with_a_program_of_one_s_own() {
    let runtime = Runtime::new().unwrap();
    let program = runtime.block_on(Platform::open(Custom::default(), 0));
    fifty_kills_lose_and_double_nothing(&program.unwrap());
}

//! Accounts on platforms that are asked for news, to whom nobody writes: the platforms are small servers in this
//! process, the house that asks them is the one that is measured.

use std::path::Path;

use shopbell::{
    base::time::Clock,
    demo::platform::{
        Platform,
        mail::{Imap, Smtp},
        messenger::{self, Messenger},
        sms::Sms,
        telegram::Telegram,
        vk::{self, Vk},
    },
    desk::{
        account::{self, ConnectError, Introduction, Keys},
        channel::ChannelKind,
    },
    ops::{folder, key},
};

/// What an account is connected with.
struct Account {
    kind: ChannelKind,
    keys: Keys,
}

impl Account {
    fn new(kind: ChannelKind, given: &[(&str, &str)]) -> Self {
        let mut keys = Keys::default();
        for (name, value) in given {
            keys.set(name, value);
        }
        Self { kind, keys }
    }
}

/// The platforms, each with one account; open for as long as this is.
#[derive(Default)]
pub(crate) struct Abroad {
    telegram: Vec<Platform<Telegram>>,
    vk: Vec<Platform<Vk>>,
    sms: Vec<Platform<Sms>>,
    messenger: Vec<Platform<Messenger>>,
    mail: Vec<(Imap, Smtp)>,
    accounts: Vec<Account>,
}

const TOKEN: &str = "token";
const SECRET: &str = "app-secret";
const NUMBER: &str = "+15550001111";

impl Abroad {
    /// Opens so many platforms, of every kind that is asked as many.
    pub(crate) async fn open(count: usize) -> std::io::Result<Self> {
        let mut abroad = Self::default();
        for number in 0..count {
            match number % 5 {
                0 => abroad.telegram().await?,
                1 => abroad.vk().await?,
                2 => abroad.sms().await?,
                3 => abroad.messenger().await?,
                _ => abroad.mail().await?,
            }
        }
        Ok(abroad)
    }

    async fn telegram(&mut self) -> std::io::Result<()> {
        let there = Platform::open(Telegram::new(TOKEN), 0).await?;
        let given = [("token", TOKEN), ("api_base", &there.base())];
        self.accounts
            .push(Account::new(ChannelKind::Telegram, &given));
        self.telegram.push(there);
        Ok(())
    }

    async fn vk(&mut self) -> std::io::Result<()> {
        let there = vk::open(TOKEN, 0).await?;
        let base = format!("{}/method", there.base());
        let given = [("token", TOKEN), ("api_base", &base)];
        self.accounts.push(Account::new(ChannelKind::Vk, &given));
        self.vk.push(there);
        Ok(())
    }

    async fn sms(&mut self) -> std::io::Result<()> {
        let there = Platform::open(Sms::new("AC1", TOKEN, NUMBER), 0).await?;
        let given = [
            ("account_sid", "AC1"),
            ("auth_token", TOKEN),
            ("number", NUMBER),
            ("api_base", &there.base()),
        ];
        self.accounts.push(Account::new(ChannelKind::Sms, &given));
        self.sms.push(there);
        Ok(())
    }

    async fn messenger(&mut self) -> std::io::Result<()> {
        let there = Platform::open(Messenger::new(TOKEN, SECRET), 0).await?;
        let given = [
            ("page_token", TOKEN),
            ("page_id", messenger::PAGE),
            ("app_secret", SECRET),
            ("api_base", &there.base()),
        ];
        self.accounts
            .push(Account::new(ChannelKind::Messenger, &given));
        self.messenger.push(there);
        Ok(())
    }

    async fn mail(&mut self) -> std::io::Result<()> {
        let (imap, smtp) = (Imap::open(true).await?, Smtp::open().await?);
        let given = [
            ("address", "help@kettle.example"),
            ("password", TOKEN),
            ("imap_server", &format!("127.0.0.1:{}", imap.port)),
            ("imap_security", "none"),
            ("smtp_server", &format!("127.0.0.1:{}", smtp.port)),
            ("smtp_security", "none"),
        ];
        self.accounts.push(Account::new(ChannelKind::Email, &given));
        self.mail.push((imap, smtp));
        Ok(())
    }

    /// Connects all of them to a house that is closed.
    pub(crate) fn connect(&self, data: &Path) {
        // The house that lets go of the lock may still be closing.
        let _lock = folder::lock(data).expect("the house is closed");
        let vault = key::take(&key::within(data)).expect("there is a key");
        let db = folder::open_file(data, &vault, Clock::machine()).expect("the file opens");
        for (number, account) in self.accounts.iter().enumerate() {
            let (kind, keys) = (account.kind, account.keys.clone());
            let who = Introduction {
                own_id: format!("account-{number}"),
                username: format!("Account {number}"),
            };
            db.write_blocking::<_, ConnectError>(move |tx| {
                account::connect(tx, kind, &who.username, &keys, &who)
            })
            .expect("it is connected");
        }
        db.close();
    }
}

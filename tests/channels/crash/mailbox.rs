//! A mailbox on real servers: what is sent twice is the same mail.

use shopbell::desk::{account::Keys, channel::ChannelKind};
use tokio::runtime::Runtime;

use super::{
    super::{
        email::Mail,
        post_office::{PostOffice, header, post_office},
    },
    Call, Doubt, Side, fifty_kills_lose_and_double_nothing,
};

const OURS: &str = "help-crash@kettle.example";
const MIA: &str = "mia-crash@customers.example";

struct Mailbox {
    post: &'static PostOffice,
    runtime: Runtime,
}

/// The words of a mail of ours or Mia's, which stand on a line of their own and begin so.
fn line<'a>(mail: &'a str, begins: &str) -> Option<&'a str> {
    mail.lines().find(|line| line.starts_with(begins))
}

impl Side for Mailbox {
    const KIND: ChannelKind = ChannelKind::Email;
    const DOUBT: Doubt = Doubt::Repeated;
    // Each mail finds its own way.
    const BRINGS_IN_ORDER: bool = false;
    const PACE: u64 = 10;

    fn keys(&self) -> Keys {
        self.post.keys(OURS)
    }

    fn own_id(&self) -> String {
        OURS.to_owned()
    }

    fn write(&self, words: &str) -> Option<Call> {
        let mail = Mail {
            from: MIA,
            to: OURS,
            id: &format!("{}@customers.example", words.replace(' ', ".")),
            subject: "Kettle",
            headers: String::new(),
            text: words,
        };
        self.runtime
            .block_on(self.post.carry(MIA, OURS, &mail.raw()));
        None
    }

    fn order(&self) -> Option<Vec<String>> {
        let mails = self.post.mails(OURS);
        let words = mails.iter().filter_map(|mail| line(mail, "in "));
        Some(words.map(str::to_owned).collect())
    }

    fn said(&self) -> Vec<(String, String)> {
        let mails = self.post.mails(MIA);
        mails
            .iter()
            .map(|mail| {
                let words = line(mail, "out ").unwrap_or_else(|| panic!("nobody said so: {mail}"));
                (header(mail, "Message-ID"), words.to_owned())
            })
            .collect()
    }

    fn taken(&self) -> Option<usize> {
        None
    }
}

#[test]
fn by_mail() {
    let mailbox = Mailbox {
        post: post_office(),
        runtime: Runtime::new().unwrap(),
    };
    fifty_kills_lose_and_double_nothing(&mailbox);
}

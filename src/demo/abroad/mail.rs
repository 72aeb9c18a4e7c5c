//! The shop's mailbox in the demo, and those who write to it.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use super::{
    guest::Guest,
    shore::{Told, is_survey},
};
use crate::{
    base::{secret, time::Clock},
    channels::email::{
        compose::{Draft, Enclosed, compose},
        mail::{Mailbox, Ours},
        read::read,
    },
    demo::{
        platform::mail::{Imap, Smtp},
        script::Enclosure,
    },
};

/// The shop's address.
pub(super) const OURS: &str = "hello@kettle.example";

/// Where people write mails.
pub(super) struct Mail {
    imap: Imap,
    smtp: Smtp,
    clock: Clock,
    /// The last mail of the shop's to an address, and its subject.
    last: Mutex<HashMap<String, (String, String)>>,
}

impl Mail {
    pub(super) async fn open(clock: &Clock) -> std::io::Result<Self> {
        Ok(Self {
            imap: Imap::open(true).await?,
            smtp: Smtp::open().await?,
            clock: clock.clone(),
            last: Mutex::default(),
        })
    }

    pub(super) fn keys(&self) -> Vec<(&'static str, String)> {
        vec![
            ("address", OURS.to_owned()),
            ("password", "teapot".to_owned()),
            ("imap_server", format!("127.0.0.1:{}", self.imap.port)),
            ("imap_security", "none".to_owned()),
            ("smtp_server", format!("127.0.0.1:{}", self.smtp.port)),
            ("smtp_security", "none".to_owned()),
            ("sent_copy", "never".to_owned()),
        ]
    }

    /// Somebody writes: an answer to the shop's last mail to them, if there is one.
    pub(super) fn write(&self, guest: Guest, text: &str, shown: Option<Enclosure>) {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let answered = last.get(&guest.person.email);
        // The first words are what it is about.
        let about: String = text.chars().take(50).collect();
        let subject = answered.map_or(about, |(_, subject)| subject.clone());
        let files: Vec<Enclosed<'_>> = shown
            .iter()
            .map(|shown| Enclosed {
                name: &shown.name,
                media_type: shown.media_type,
                bytes: shown.bytes,
            })
            .collect();
        let name = secret::random_hex();
        let mail = compose(&Draft {
            id: &format!("{name}@mail.example"),
            date: self.clock.now(),
            from: Mailbox {
                name: guest.person.name.clone(),
                address: guest.person.email.clone(),
            },
            reply_to: None,
            to: Mailbox {
                name: String::new(),
                address: OURS.to_owned(),
            },
            subject: &subject,
            in_reply_to: answered.map(|(id, _)| id.as_str()),
            references: &[],
            installation: "somewhere-else",
            text,
            html: None,
            quoted: None,
            card: None,
            files: &files,
            is_automatic: false,
        });
        match mail {
            Ok(mail) => self.imap.brings(&String::from_utf8_lossy(&mail)),
            Err(error) => tracing::warn!(%error, "a mail of the demo could not be written"),
        }
    }

    /// Waits until the shop has sent so many.
    pub(super) async fn has_said(&self, count: usize) -> Vec<Told> {
        let ours = Ours::default();
        let taken = self.smtp.taken.reaches(count).await;
        taken
            .iter()
            .map(|raw| {
                let mail = read(raw.as_bytes(), &ours);
                let to = mail.to.first().map_or("", |to| &to.address).to_owned();
                let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
                last.insert(to.clone(), (mail.id, mail.subject));
                Told {
                    to,
                    asks: is_survey(&mail.shown),
                    words: mail.shown,
                }
            })
            .collect()
    }
}

//! What is wrong, and what to do about it, in words for people.

use super::{Kind, Trouble};
use crate::{base::lang::Lang, t};

impl Trouble {
    /// What is wrong.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        match self.kind {
            Kind::Disk if self.detail == "refusing" => t!(lang, "trouble-disk-refusing"),
            Kind::Disk => t!(lang, "trouble-disk"),
            Kind::Backup if self.detail.is_empty() => t!(lang, "trouble-backup-none"),
            Kind::Backup => t!(lang, "trouble-backup"),
            Kind::Bell if self.subject == "sound" => t!(lang, "trouble-bell-sound"),
            Kind::Bell => t!(lang, "trouble-bell-command"),
            Kind::Clock => {
                let seconds: i64 = self.detail.parse().unwrap_or(0);
                let minutes = (seconds.abs() + 30) / 60;
                match seconds < 0 {
                    true => t!(lang, "trouble-clock-back", minutes = minutes),
                    false => t!(lang, "trouble-clock-ahead", minutes = minutes),
                }
            }
            Kind::Channel => t!(lang, "trouble-channel", name = &self.name),
            Kind::Webhook if self.detail == "gone" => {
                t!(lang, "trouble-webhook-gone", name = &self.name)
            }
            Kind::Webhook => t!(lang, "trouble-webhook", name = &self.name),
            Kind::Check => t!(lang, "trouble-check"),
        }
        .into_owned()
    }

    /// What to do.
    #[must_use]
    pub fn next_step(&self, lang: Lang) -> String {
        match self.kind {
            Kind::Disk => t!(lang, "trouble-disk-next"),
            Kind::Backup => t!(lang, "trouble-backup-next"),
            Kind::Bell => t!(lang, "trouble-bell-next"),
            Kind::Clock => t!(lang, "trouble-clock-next"),
            Kind::Channel => t!(lang, "trouble-channel-next"),
            Kind::Webhook if self.detail == "gone" => t!(lang, "trouble-webhook-gone-next"),
            Kind::Webhook => t!(lang, "trouble-webhook-next"),
            Kind::Check => t!(lang, "trouble-check-next"),
        }
        .into_owned()
    }

    /// More that was said by somebody else, as they said it.
    #[must_use]
    pub fn said(&self) -> Option<&str> {
        match self.kind {
            Kind::Bell | Kind::Channel => {
                Some(self.detail.as_str()).filter(|said| !said.is_empty())
            }
            Kind::Webhook => Some(self.detail.as_str()).filter(|said| *said != "gone"),
            Kind::Disk | Kind::Backup | Kind::Clock | Kind::Check => None,
        }
    }
}

//! What is wrong, and what to do about it, in words for people.

use super::{
    FAILED, Kind, Trouble,
    difference::{Difference, Part},
};
use crate::{base::lang::Lang, t};

impl Trouble {
    /// What is wrong.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        match self.kind {
            Kind::Disk if self.detail == "refusing" => t!(lang, "trouble-disk-refusing"),
            Kind::Disk => t!(lang, "trouble-disk"),
            Kind::Backup if self.subject == FAILED => t!(lang, "trouble-backup-failed"),
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
            Kind::Webhook if self.detail == "locked" => {
                t!(lang, "trouble-webhook-locked", name = &self.name)
            }
            Kind::Webhook => t!(lang, "trouble-webhook", name = &self.name),
            Kind::Key => {
                let count: i64 = self.detail.parse().unwrap_or(1);
                t!(lang, "trouble-key", count = count)
            }
            Kind::Check => return self.difference(lang),
            Kind::Https => t!(lang, "trouble-https"),
            Kind::Relay => t!(lang, "trouble-relay"),
        }
        .into_owned()
    }

    /// In what the house does not agree with itself.
    fn difference(&self, lang: Lang) -> String {
        let Some(found) = Difference::read(&self.subject, &self.detail) else {
            return self.detail.clone();
        };
        let count = i64::try_from(found.count).unwrap_or(i64::MAX);
        let example = found.example.as_str();
        match found.part {
            Part::Waiting => t!(
                lang,
                "trouble-check-waiting",
                count = count,
                example = example
            ),
            Part::Index => t!(
                lang,
                "trouble-check-index",
                count = count,
                example = example
            ),
            Part::Sums => t!(lang, "trouble-check-sums", count = count, example = example),
            Part::Files => t!(
                lang,
                "trouble-check-files",
                count = count,
                example = example
            ),
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
            Kind::Webhook if self.detail == "locked" => t!(lang, "trouble-webhook-locked-next"),
            Kind::Webhook => t!(lang, "trouble-webhook-next"),
            Kind::Key => t!(lang, "trouble-key-next"),
            Kind::Check => t!(lang, "trouble-check-next"),
            Kind::Https => t!(lang, "trouble-https-next"),
            Kind::Relay => t!(lang, "trouble-relay-next"),
        }
        .into_owned()
    }

    /// More that was said by somebody else, as they said it.
    #[must_use]
    pub fn said(&self) -> Option<&str> {
        match self.kind {
            Kind::Bell | Kind::Channel | Kind::Https | Kind::Relay => {
                Some(self.detail.as_str()).filter(|said| !said.is_empty())
            }
            Kind::Webhook => {
                Some(self.detail.as_str()).filter(|said| !matches!(*said, "gone" | "locked"))
            }
            Kind::Backup => Some(self.detail.as_str()).filter(|_| self.subject == FAILED),
            Kind::Disk | Kind::Clock | Kind::Check | Kind::Key => None,
        }
    }
}

//! In which language a customer is answered, and which of a content's languages is taken for them.
//!
//! The languages of content are not those of the screens: a team writes to its customers in any.

use serde::{Deserialize, Serialize};

use crate::{
    base::lang::Lang,
    db::{DbError, Reader},
    desk::{
        channel,
        conversation::Conversation,
        customer::{self, identity},
        setting::{self, Setting},
    },
    stored_as_word,
};

/// Languages that are offered by name; any other is written by its code.
pub const LANGUAGES: [(&str, &str); 16] = [
    ("en", "English"),
    ("de", "Deutsch"),
    ("es", "Español"),
    ("fr", "Français"),
    ("it", "Italiano"),
    ("pt", "Português"),
    ("nl", "Nederlands"),
    ("pl", "Polski"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("ru", "Русский"),
    ("ar", "العربية"),
    ("he", "עברית"),
    ("zh", "中文"),
    ("ja", "日本語"),
    ("ko", "한국어"),
];

/// The name of a language in itself; its code when it has none here.
#[must_use]
pub fn own_name(code: &str) -> &str {
    LANGUAGES
        .iter()
        .find(|(known, _)| *known == code)
        .or_else(|| LANGUAGES.iter().find(|(known, _)| *known == base(code)))
        .map_or(code, |(_, name)| name)
}

/// A code as it is kept: `DE_at` becomes `de-AT`. `None` for what cannot be a code (BCP 47: two or
/// three letters, then parts of up to eight letters and digits).
#[must_use]
pub fn code(text: &str) -> Option<String> {
    let text = text.trim().replace('_', "-");
    let mut parts = text.split('-');
    let first = parts.next()?.to_ascii_lowercase();
    let is_language =
        (2..=3).contains(&first.len()) && first.chars().all(|c| c.is_ascii_lowercase());
    if !is_language || text.len() > 35 {
        return None;
    }
    let mut code = first;
    for part in parts {
        if part.is_empty() || part.len() > 8 || !part.chars().all(|c| c.is_ascii_alphanumeric()) {
            return None;
        }
        code.push('-');
        // A region is written in capitals, a script with one; the rest as it came.
        match part.len() {
            2 => code.push_str(&part.to_ascii_uppercase()),
            4 => {
                code.push_str(&part[..1].to_ascii_uppercase());
                code.push_str(&part[1..].to_ascii_lowercase());
            }
            _ => code.push_str(&part.to_ascii_lowercase()),
        }
    }
    Some(code)
}

fn base(code: &str) -> &str {
    code.split(['-', '_']).next().unwrap_or(code)
}

/// Why a language was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Match {
    /// It is the one that was asked for.
    Wanted,
    /// It has the same base language, such as `pt` for `pt-BR`.
    Base,
    /// It is the house's own.
    Default,
    /// Nothing better is there.
    Any,
}

stored_as_word!(Match {
    Wanted = "wanted",
    Base = "base",
    Default = "default",
    Any = "any",
});

/// Which of the languages that are there is taken for somebody who wants `wanted`: that one, else one
/// of the same base language, else the house's default, else the first. `None` when there is none.
#[must_use]
pub fn pick<'a>(there: &[&'a str], wanted: &str, default: &str) -> Option<(&'a str, Match)> {
    let exact = |code: &str| there.iter().find(|have| have.eq_ignore_ascii_case(code));
    let related = |code: &str| {
        exact(base(code)).or_else(|| {
            there
                .iter()
                .find(|have| !code.is_empty() && base(have).eq_ignore_ascii_case(base(code)))
        })
    };
    let by = |found: Option<&&'a str>, why| found.map(|code| (*code, why));
    by(exact(wanted), Match::Wanted)
        .or_else(|| by(related(wanted), Match::Base))
        .or_else(|| by(exact(default).or_else(|| related(default)), Match::Default))
        .or_else(|| by(there.first(), Match::Any))
}

/// Which of the languages that the house itself speaks is taken, as by [`pick`].
#[must_use]
pub fn of_house(wanted: &str, default: &str) -> Lang {
    let there = Lang::ALL.map(Lang::code);
    pick(&there, wanted, default)
        .and_then(|(code, _)| Lang::from_code(code))
        .unwrap_or_default()
}

/// Who said that a customer reads this language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// An agent, by hand: it stays with the customer.
    Hand,
    /// Their browser or account.
    Channel,
    /// Nobody: the site's own language is taken.
    Site,
}

stored_as_word!(Source {
    Hand = "hand",
    Channel = "channel",
    Site = "site",
});

/// The language in which a customer is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentLanguage {
    /// Its code.
    pub code: String,
    /// Who said so.
    pub source: Source,
    /// What their browser or account says, which stays on record; empty: nothing.
    pub channels: String,
    /// What an agent chose; empty: nothing.
    pub by_hand: String,
    /// The customer's revision, for whoever changes the choice.
    pub revision: i64,
}

/// By hand before the channel's before the site's.
#[must_use]
pub fn decide<'a>(by_hand: &'a str, channels: &'a str, site: &'a str) -> (&'a str, Source) {
    match (by_hand, channels) {
        ("", "") => (site, Source::Site),
        ("", channels) => (channels, Source::Channel),
        (by_hand, _) => (by_hand, Source::Hand),
    }
}

/// The content language of the customer of a conversation.
pub fn of(reader: &Reader<'_>, conversation: &Conversation) -> Result<ContentLanguage, DbError> {
    let gone = || DbError::Panicked(format!("customer of {} is gone", conversation.id));
    let customer = customer::by_id(reader, conversation.customer)?.ok_or_else(gone)?;
    let identity = identity::by_id(reader, conversation.identity)?.ok_or_else(gone)?;
    let channel = channel::by_id(reader, conversation.channel)?.ok_or_else(gone)?;
    let channels = code(&identity.language).unwrap_or_default();
    let house = setting::get::<Content>(reader)?.language;
    let site = if channel.settings.language.is_empty() {
        house
    } else {
        channel.settings.language
    };
    let (code, source) = decide(&customer.language, &channels, &site);
    Ok(ContentLanguage {
        code: code.to_owned(),
        source,
        by_hand: customer.language.clone(),
        revision: customer.revision,
        channels,
    })
}

/// What the house says of its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Content {
    /// The language that is taken where a customer's own is missing.
    pub language: String,
}

impl Default for Content {
    fn default() -> Self {
        Self {
            language: "en".to_owned(),
        }
    }
}

impl Setting for Content {
    const KEY: &'static str = "content";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        db::memory::Memory,
        desk::{
            cast, conversation,
            customer::{
                edit::{Edit, edit},
                profile::{Profile, tell},
            },
        },
    };

    #[test]
    fn the_customer_s_language_is_taken_else_the_nearest() {
        for (there, wanted, default, expected) in [
            (&["de", "en"][..], "de", "en", Some(("de", Match::Wanted))),
            (
                &["en", "pt-BR"],
                "PT-br",
                "en",
                Some(("pt-BR", Match::Wanted)),
            ),
            (&["en", "pt"], "pt-BR", "en", Some(("pt", Match::Base))),
            (
                &["en", "pt", "pt-PT"],
                "pt-BR",
                "en",
                Some(("pt", Match::Base)),
            ),
            (&["en", "zh-TW"], "zh", "en", Some(("zh-TW", Match::Base))),
            (&["de", "en"], "fr", "en", Some(("en", Match::Default))),
            (
                &["de", "en-GB"],
                "fr",
                "en",
                Some(("en-GB", Match::Default)),
            ),
            (&["de", "es"], "fr", "en", Some(("de", Match::Any))),
            (&["de", "es"], "", "", Some(("de", Match::Any))),
            (&[], "fr", "en", None),
        ] {
            assert_eq!(
                pick(there, wanted, default),
                expected,
                "{there:?} for {wanted:?}"
            );
        }
    }

    #[test]
    fn by_hand_goes_before_the_channel_s_before_the_site_s() {
        for (by_hand, channels, site, expected) in [
            ("ru", "de-DE", "en", ("ru", Source::Hand)),
            ("ru", "", "en", ("ru", Source::Hand)),
            ("", "de-DE", "en", ("de-DE", Source::Channel)),
            ("", "", "en", ("en", Source::Site)),
        ] {
            assert_eq!(decide(by_hand, channels, site), expected);
        }
    }

    #[test]
    fn codes_are_kept_in_one_form() {
        for (text, expected) in [
            ("DE", Some("de")),
            (" de_at ", Some("de-AT")),
            ("zh-hans-CN", Some("zh-Hans-CN")),
            ("fil", Some("fil")),
            ("german", None),
            ("d", None),
            ("de-", None),
            ("de'; --", None),
            ("", None),
        ] {
            assert_eq!(code(text).as_deref(), expected, "{text:?}");
        }
        assert_eq!(own_name("de-AT"), "Deutsch");
        assert_eq!(own_name("ka"), "ka");
    }

    #[test]
    fn what_was_chosen_by_hand_sticks_and_the_browser_s_stays_on_record() {
        let mut memory = Memory::new();
        let visitor = memory.act(|tx| cast::visitor(tx, "Vera")).unwrap();
        let chat = memory
            .act(|tx| cast::write(tx, visitor, "Hello"))
            .unwrap()
            .conversation;
        let of = |memory: &mut Memory| {
            memory
                .act(|tx| {
                    let chat = conversation::by_id(tx, chat)?.unwrap();
                    of(tx, &chat)
                })
                .unwrap()
        };
        assert_eq!(of(&mut memory).source, Source::Site);
        assert_eq!(of(&mut memory).code, "en");
        memory
            .act(|tx| cast::set_up(tx, |settings| settings.language = "es".to_owned()))
            .unwrap();
        assert_eq!(of(&mut memory).code, "es");
        let browser = Profile {
            language: Some("de-DE".to_owned()),
            ..Profile::default()
        };
        memory.act(|tx| tell(tx, visitor, &browser)).unwrap();
        assert_eq!(of(&mut memory).code, "de-DE");
        let chosen = Edit {
            language: Some("ru".to_owned()),
            ..Edit::default()
        };
        memory
            .act(|tx| edit(tx, visitor.customer, 0, &chosen))
            .unwrap();
        let now = of(&mut memory);
        assert_eq!((now.code.as_str(), now.source), ("ru", Source::Hand));
        assert_eq!(now.channels, "de-DE");
    }
}

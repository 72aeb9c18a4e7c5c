//! Languages and the texts in them.
//!
//! Texts live in `assets/lang/CODE/*.ftl` (Project Fluent, <https://projectfluent.org>), compiled
//! into the program and parsed when a language is first used. A text that a language lacks comes
//! from English; a name that no language has is shown as it is, and a test keeps that from happening.

use std::{borrow::Cow, sync::OnceLock};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use serde::{Deserialize, Serialize};
use unic_langid::{LanguageIdentifier, langid};

/// A language the screens speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Russian.
    Ru,
}

impl Lang {
    /// Every language there is.
    pub const ALL: [Self; 2] = [Self::En, Self::Ru];

    /// BCP 47 code, as in `<html lang>`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ru => "ru",
        }
    }

    /// The language's own name.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Ru => "Русский",
        }
    }

    /// The language of a code such as `ru` or `ru-RU`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let primary = code.split(['-', '_']).next().unwrap_or(code);
        Self::ALL
            .into_iter()
            .find(|lang| lang.code().eq_ignore_ascii_case(primary))
    }

    /// The first language of an `Accept-Language` header (RFC 9110, 12.5.4) that there is. Browsers
    /// list them by preference already, so weights are not compared.
    #[must_use]
    pub fn from_header(header: &str) -> Option<Self> {
        header
            .split(',')
            .filter_map(|entry| Self::from_code(entry.split(';').next()?.trim()))
            .next()
    }

    /// The text of this name.
    #[must_use]
    pub fn text(self, name: &str) -> Cow<'static, str> {
        self.fill(name, &[])
    }

    /// The text of this name with its places filled. Numbers choose the plural form.
    #[must_use]
    pub fn fill(self, name: &str, places: &[(&'static str, Place<'_>)]) -> Cow<'static, str> {
        let mut args = FluentArgs::new();
        for (key, place) in places {
            args.set(
                *key,
                match place {
                    Place::Text(text) => FluentValue::from((*text).to_owned()),
                    Place::Number(number) => FluentValue::from(*number),
                },
            );
        }
        for lang in [self, Self::En] {
            let bundle = lang.bundle();
            if let Some(pattern) = bundle.get_message(name).and_then(|message| message.value()) {
                let mut errors = Vec::new();
                let text = bundle.format_pattern(pattern, Some(&args), &mut errors);
                return Cow::Owned(text.into_owned());
            }
        }
        Cow::Owned(name.to_owned())
    }

    /// All texts whose name begins with `prefix`, without it: what browser code is given. Places are
    /// written `{name}` for the browser to fill.
    #[must_use]
    pub fn texts(self, prefix: &str) -> Vec<(String, String)> {
        let mut texts: Vec<(String, String)> = names(prefix)
            .map(|(name, places)| {
                let marks: Vec<(String, String)> = places
                    .into_iter()
                    .map(|place| (place.clone(), format!("{{{place}}}")))
                    .collect();
                let mut args = FluentArgs::new();
                for (place, mark) in &marks {
                    args.set(place.clone(), FluentValue::from(mark.clone()));
                }
                let bundle = [self, Self::En]
                    .map(Self::bundle)
                    .into_iter()
                    .find(|bundle| bundle.has_message(&name));
                let text = bundle
                    .and_then(|bundle| {
                        let pattern = bundle.get_message(&name)?.value()?;
                        Some(
                            bundle
                                .format_pattern(pattern, Some(&args), &mut Vec::new())
                                .into_owned(),
                        )
                    })
                    .unwrap_or_default();
                (name[prefix.len()..].to_owned(), text)
            })
            .collect();
        texts.sort();
        texts
    }

    fn bundle(self) -> &'static FluentBundle<FluentResource> {
        static EN: OnceLock<FluentBundle<FluentResource>> = OnceLock::new();
        static RU: OnceLock<FluentBundle<FluentResource>> = OnceLock::new();
        let cell = match self {
            Self::En => &EN,
            Self::Ru => &RU,
        };
        cell.get_or_init(|| self.parse())
    }

    fn parse(self) -> FluentBundle<FluentResource> {
        let locale: LanguageIdentifier = match self {
            Self::En => langid!("en"),
            Self::Ru => langid!("ru"),
        };
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        // The marks that isolate reading directions would be counted and copied with the text;
        // names are set apart by `dir="auto"` on the element instead.
        bundle.set_use_isolating(false);
        for source in self.sources() {
            // A faulty entry is left out by the parser and found by the tests.
            let resource = match FluentResource::try_new((*source).to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        bundle
    }

    /// The files of this language.
    #[must_use]
    pub fn sources(self) -> &'static [&'static str] {
        match self {
            Self::En => EN_SOURCES,
            Self::Ru => RU_SOURCES,
        }
    }
}

/// What fills a place in a text.
#[derive(Debug, Clone, Copy)]
pub enum Place<'a> {
    /// Words.
    Text(&'a str),
    /// A number, which may choose the plural form.
    Number(i64),
}

impl<'a> From<&'a str> for Place<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Place<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Place<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<usize> for Place<'_> {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

/// The text of a name, with places: `t!(lang, "waiting", count = 3)`.
#[macro_export]
macro_rules! t {
    ($lang:expr, $name:literal $(,)?) => { $lang.text($name) };
    ($lang:expr, $name:literal, $($key:ident = $value:expr),+ $(,)?) => {
        $lang.fill($name, &[$((stringify!($key), $crate::base::lang::Place::from($value))),+])
    };
}

/// Names of English texts that begin with `prefix`, with the places each one has.
fn names(prefix: &str) -> impl Iterator<Item = (String, Vec<String>)> {
    Lang::En.sources().iter().flat_map(move |source| {
        entries(source)
            .into_iter()
            .filter(|(name, _)| name.starts_with(prefix))
            .collect::<Vec<_>>()
    })
}

/// The names in one file and the places (`{ $name }`) in each.
#[must_use]
pub fn entries(source: &str) -> Vec<(String, Vec<String>)> {
    let mut entries: Vec<(String, Vec<String>)> = Vec::new();
    for line in source.lines() {
        let starts = line.starts_with(|c: char| c.is_ascii_lowercase());
        if starts && let Some((name, _)) = line.split_once('=') {
            entries.push((name.trim().to_owned(), Vec::new()));
        }
        if let Some((_, places)) = entries.last_mut() {
            for part in line.split('$').skip(1) {
                let place: String = part
                    .chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || *c == '_' || *c == '-')
                    .collect();
                if !place.is_empty() && !places.contains(&place) {
                    places.push(place);
                }
            }
        }
    }
    entries
}

const EN_SOURCES: &[&str] = &[
    include_str!("../../assets/lang/en/console.ftl"),
    include_str!("../../assets/lang/en/account.ftl"),
    include_str!("../../assets/lang/en/admin.ftl"),
    include_str!("../../assets/lang/en/door.ftl"),
    include_str!("../../assets/lang/en/refusals.ftl"),
    include_str!("../../assets/lang/en/widget.ftl"),
    include_str!("../../assets/lang/en/customer.ftl"),
    include_str!("../../assets/lang/en/counter.ftl"),
    include_str!("../../assets/lang/en/log.ftl"),
    include_str!("../../assets/lang/en/chats.ftl"),
    include_str!("../../assets/lang/en/replies.ftl"),
    include_str!("../../assets/lang/en/cards.ftl"),
];

const RU_SOURCES: &[&str] = &[
    include_str!("../../assets/lang/ru/console.ftl"),
    include_str!("../../assets/lang/ru/account.ftl"),
    include_str!("../../assets/lang/ru/admin.ftl"),
    include_str!("../../assets/lang/ru/door.ftl"),
    include_str!("../../assets/lang/ru/refusals.ftl"),
    include_str!("../../assets/lang/ru/widget.ftl"),
    include_str!("../../assets/lang/ru/customer.ftl"),
    include_str!("../../assets/lang/ru/counter.ftl"),
    include_str!("../../assets/lang/ru/log.ftl"),
    include_str!("../../assets/lang/ru/chats.ftl"),
    include_str!("../../assets/lang/ru/replies.ftl"),
    include_str!("../../assets/lang/ru/cards.ftl"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_text_with_the_same_places() {
        let gather = |lang: Lang| {
            let mut all: Vec<_> = lang
                .sources()
                .iter()
                .flat_map(|source| entries(source))
                .collect();
            for (_, places) in &mut all {
                places.sort();
            }
            all.sort();
            all
        };
        let english = gather(Lang::En);
        for lang in Lang::ALL {
            assert_eq!(gather(lang), english, "{lang:?} differs from English");
            for source in lang.sources() {
                let parsed = FluentResource::try_new((*source).to_owned());
                assert!(
                    parsed.is_ok(),
                    "{lang:?}: {:?}",
                    parsed.err().map(|(_, errors)| errors)
                );
            }
        }
    }

    #[test]
    fn the_browser_s_first_known_language_is_chosen() {
        for (header, expected) in [
            ("ru-RU,ru;q=0.9,en;q=0.8", Some(Lang::Ru)),
            ("fr-FR, en-GB;q=0.5", Some(Lang::En)),
            ("EN", Some(Lang::En)),
            ("xx", None),
            ("", None),
        ] {
            assert_eq!(Lang::from_header(header), expected, "{header:?}");
        }
    }
}

//! Languages and the texts in them.
//!
//! Texts live in `assets/lang/CODE/*.ftl` (Project Fluent, <https://projectfluent.org>), compiled
//! into the program, packed, and parsed when a language is first used. A text that a language lacks comes
//! from English; a name that no language has is shown as it is, and a test keeps that from happening.
//!
//! A new language is a folder there and a line in [`Lang`]; `assets/lang/README` says how to write one.

use std::{borrow::Cow, sync::OnceLock};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use rust_embed::Embed;
use serde::{Deserialize, Serialize};
use unic_langid::LanguageIdentifier;

use super::packed::gunzip;

#[cfg(test)]
mod tests;

#[derive(Embed)]
#[folder = "$OUT_DIR/lang"]
struct Files;

macro_rules! languages {
    ($($(#[$about:meta])* $lang:ident = $code:literal, $own_name:literal;)+) => {
        /// A language the screens speak. Its code is also the name of its folder.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
        #[serde(rename_all = "lowercase")]
        pub enum Lang {
            $($(#[$about])* #[doc = $own_name] $lang,)+
        }

        impl Lang {
            /// Every language there is, by their own names as a list to choose from has them.
            pub const ALL: [Self; [$($code),+].len()] = [$(Self::$lang),+];

            /// BCP 47 code, as in `<html lang>`.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$lang => $code,)+ }
            }

            /// The language's own name.
            #[must_use]
            pub fn own_name(self) -> &'static str {
                match self { $(Self::$lang => $own_name,)+ }
            }

            fn bundle(self) -> &'static FluentBundle<FluentResource> {
                match self {
                    $(Self::$lang => {
                        static BUNDLE: OnceLock<FluentBundle<FluentResource>> = OnceLock::new();
                        BUNDLE.get_or_init(|| self.parse())
                    })+
                }
            }
        }
    };
}

languages! {
    De = "de", "Deutsch";
    #[default]
    En = "en", "English";
    Es = "es", "Español";
    Fr = "fr", "Français";
    Ru = "ru", "Русский";
    Zh = "zh", "中文";
}

impl Lang {
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
        let mut texts: Vec<(String, String)> = names()
            .iter()
            .filter_map(|(name, places)| Some((name.strip_prefix(prefix)?, name, places)))
            .map(|(short, name, places)| {
                let marks: Vec<_> = places
                    .iter()
                    .map(|place| (place, format!("{{{place}}}")))
                    .collect();
                let mut args = FluentArgs::new();
                for (place, mark) in &marks {
                    args.set(place.as_str(), FluentValue::from(mark.as_str()));
                }
                let bundle = [self, Self::En]
                    .map(Self::bundle)
                    .into_iter()
                    .find(|bundle| bundle.has_message(name));
                let text = bundle
                    .and_then(|bundle| {
                        let pattern = bundle.get_message(name)?.value()?;
                        Some(
                            bundle
                                .format_pattern(pattern, Some(&args), &mut Vec::new())
                                .into_owned(),
                        )
                    })
                    .unwrap_or_default();
                (short.to_owned(), text)
            })
            .collect();
        texts.sort();
        texts
    }

    fn parse(self) -> FluentBundle<FluentResource> {
        let locale: LanguageIdentifier = self.code().parse().expect("codes are well-formed");
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        // The marks that isolate reading directions would be counted and copied with the text;
        // names are set apart by `dir="auto"` on the element instead.
        bundle.set_use_isolating(false);
        for (_, source) in self.sources() {
            // A faulty entry is left out by the parser and found by the tests.
            let resource = match FluentResource::try_new(source) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        bundle
    }

    /// Name and content of this language's files, such as `door.ftl`.
    fn sources(self) -> impl Iterator<Item = (String, String)> {
        Files::iter().filter_map(move |path| {
            let (folder, file) = path.split_once('/')?;
            let file = file.strip_suffix(".gz")?;
            let packed = Files::get(&path).filter(|_| folder == self.code())?;
            let text = String::from_utf8(gunzip(&packed.data)).ok()?;
            Some((file.to_owned(), text))
        })
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

/// Names of all English texts, with the places each one has.
fn names() -> &'static [(String, Vec<String>)] {
    static NAMES: OnceLock<Vec<(String, Vec<String>)>> = OnceLock::new();
    NAMES.get_or_init(|| {
        Lang::En
            .sources()
            .flat_map(|(_, source)| entries(&source))
            .collect()
    })
}

/// The names in one file and the places (`{ $name }`) in each.
fn entries(source: &str) -> Vec<(String, Vec<String>)> {
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

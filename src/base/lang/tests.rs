//! Every language is whole and written by its own rules. What a translator still has to do, and
//! where, is what these tests say when they fail.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use super::*;

/// A text as it stands in its file: from the sign of equality to the next name.
struct Written {
    file: String,
    name: String,
    text: String,
}

fn written(lang: Lang) -> Vec<Written> {
    let mut all: Vec<Written> = Vec::new();
    for (file, source) in lang.sources() {
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            let begins = line.starts_with(|c: char| c.is_ascii_lowercase());
            if let Some((name, text)) = line.split_once('=').filter(|_| begins) {
                all.push(Written {
                    file: file.clone(),
                    name: name.trim().to_owned(),
                    text: text.trim_start_matches(' ').to_owned(),
                });
            } else if let Some(last) = all.last_mut() {
                last.text.push('\n');
                last.text.push_str(line);
            }
        }
    }
    for one in &mut all {
        one.text
            .truncate(one.text.trim_end_matches(['\n', ' ']).len());
    }
    all
}

/// The text without its places.
fn words(text: &str) -> String {
    let mut depth = 0;
    text.chars()
        .filter(|&c| {
            depth += i32::from(c == '{');
            let is_outside = depth == 0;
            depth -= i32::from(c == '}');
            is_outside
        })
        .collect()
}

/// The keys of a text's forms, the default one last; none if it has one form.
fn forms(text: &str) -> Vec<&str> {
    let mut keys: Vec<(bool, &str)> = text
        .lines()
        .filter_map(|line| {
            let line = line.trim_start();
            let (is_default, line) = match line.strip_prefix('*') {
                Some(rest) => (true, rest),
                None => (false, line),
            };
            Some((is_default, line.strip_prefix('[')?.split_once(']')?.0))
        })
        .collect();
    keys.sort_by_key(|(is_default, _)| *is_default);
    keys.into_iter().map(|(_, key)| key).collect()
}

const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The plural forms that counting brings up in this language, by the rules that choose among them.
fn counted(lang: Lang) -> BTreeSet<String> {
    let locale: LanguageIdentifier = lang.code().parse().unwrap();
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    let source = "form = { $n ->\n [zero] zero\n [one] one\n [two] two\n [few] few\n [many] many\n *[other] other\n }\n";
    let resource = FluentResource::try_new(source.to_owned()).unwrap();
    bundle.add_resource_overriding(resource);
    let pattern = bundle.get_message("form").unwrap().value().unwrap();
    (0..=200_i64)
        .map(|n| {
            let mut args = FluentArgs::new();
            args.set("n", FluentValue::from(n));
            let form = bundle.format_pattern(pattern, Some(&args), &mut Vec::new());
            form.into_owned()
        })
        .collect()
}

#[test]
fn every_language_has_every_text_with_the_same_places() {
    let places = |lang: Lang| -> BTreeMap<String, BTreeSet<String>> {
        lang.sources()
            .flat_map(|(_, source)| entries(&source))
            .map(|(name, places)| (name, places.into_iter().collect()))
            .collect()
    };
    let english = places(Lang::En);
    assert!(english.len() > 500, "the premise: texts are found");
    let mut report = String::new();
    for lang in Lang::ALL {
        let theirs = places(lang);
        for one in written(Lang::En) {
            match theirs.get(&one.name) {
                None => writeln!(
                    report,
                    "assets/lang/{}/{} lacks: {} = {}",
                    lang.code(),
                    one.file,
                    one.name,
                    one.text
                ),
                Some(places) if *places != english[&one.name] => writeln!(
                    report,
                    "assets/lang/{}/{}: {} has the places {places:?}, in English {:?}",
                    lang.code(),
                    one.file,
                    one.name,
                    english[&one.name]
                ),
                Some(_) => Ok(()),
            }
            .unwrap();
        }
        for one in written(lang) {
            if !english.contains_key(&one.name) {
                let file = format!("assets/lang/{}/{}", lang.code(), one.file);
                writeln!(report, "{file}: {} is not in English", one.name).unwrap();
            }
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn every_file_can_be_read_and_tells_nothing_twice() {
    for lang in Lang::ALL {
        let mut names = BTreeSet::new();
        for (file, source) in lang.sources() {
            let parsed = FluentResource::try_new(source);
            let errors = parsed.err().map(|(_, errors)| errors);
            assert_eq!(errors, None, "{}/{file}", lang.code());
        }
        for one in written(lang) {
            assert!(!one.text.is_empty(), "{lang:?}: {} is empty", one.name);
            let place = format!("{}/{}: {}", lang.code(), one.file, one.name);
            assert!(names.insert(one.name), "{place} is there already");
        }
    }
}

#[test]
fn every_folder_is_a_language() {
    let folders: BTreeSet<String> = Files::iter()
        .filter_map(|path| Some(path.split_once('/')?.0.to_owned()))
        .collect();
    let codes: BTreeSet<String> = Lang::ALL.map(|lang| lang.code().to_owned()).into();
    assert_eq!(folders, codes);
}

/// Words that are the same in English and there. Whatever else is equal was forgotten.
const SAME: [(Lang, &[&str]); 5] = [
    (
        Lang::De,
        &[
            "Admin", "Agent", "Chat", "Chats", "Chats:", "Emoji", "Filter", "Links", "Name",
            "Offline", "Pause", "Person", "SMS", "Shop", "Status", "System", "Team", "Webhooks",
            "Website", "ms",
        ],
    ),
    (
        Lang::Es,
        &[
            "Admin",
            "Chat",
            "Chats",
            "Chats:",
            "Emoji",
            "No",
            "SMS",
            "Supervisor",
            "Webhooks",
            "min",
            "ms",
        ],
    ),
    (
        Lang::Fr,
        &[
            "Actions",
            "Admin",
            "Agent",
            "Agents",
            "Chat",
            "Chats",
            "Console",
            "Conversation",
            "Emoji",
            "Menu",
            "Message",
            "Messages",
            "Note",
            "Pause",
            "SMS",
            "Secret",
            "Site",
            "Type",
            "Webhooks",
            "min",
            "minutes",
            "ms",
        ],
    ),
    (Lang::Ru, &["SMS", "you@example.com"]),
    (Lang::Zh, &["KB", "MB", "you@example.com"]),
];

#[test]
fn no_text_was_left_in_english() {
    let english: BTreeMap<String, String> = written(Lang::En)
        .into_iter()
        .map(|one| (one.name, one.text))
        .collect();
    let mut report = String::new();
    for (lang, same) in SAME {
        let mut used = BTreeSet::new();
        for one in written(lang) {
            let words = words(&one.text).trim().to_owned();
            let is_equal = english.get(&one.name) == Some(&one.text);
            if is_equal && words.chars().any(char::is_alphabetic) && !same.contains(&words.as_str())
            {
                writeln!(report, "{}: {} = {}", lang.code(), one.name, one.text).unwrap();
            }
            used.insert(words);
        }
        for word in same.iter().filter(|word| !used.contains(**word)) {
            writeln!(report, "{}: “{word}” need not be allowed", lang.code()).unwrap();
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

/// One form may be left to the default, which stands for whatever is not named.
#[test]
fn plural_forms_are_those_of_the_language() {
    let mut report = String::new();
    for lang in Lang::ALL {
        let counted = counted(lang);
        for one in written(lang) {
            let mut named = forms(&one.text);
            let Some(default) = named.pop() else {
                continue;
            };
            if !named.iter().any(|key| CATEGORIES.contains(key)) {
                continue;
            }
            let never: Vec<_> = named
                .iter()
                .filter(|key| CATEGORIES.contains(key) && !counted.contains(**key))
                .collect();
            let left = counted
                .iter()
                .filter(|form| !named.contains(&form.as_str()));
            if !never.is_empty() || left.clone().count() > 1 {
                let left: Vec<_> = left.collect();
                writeln!(
                    report,
                    "{}/{}: {} never comes to {never:?}, leaves {left:?} to [{default}]",
                    lang.code(),
                    one.file,
                    one.name
                )
                .unwrap();
            }
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

/// Browser code gets one form of each text, with marks where the places are.
#[test]
fn texts_for_the_browser_have_one_form() {
    for lang in Lang::ALL {
        for one in written(lang) {
            if one.name.starts_with("js-") || one.name.starts_with("widget-") {
                assert!(forms(&one.text).is_empty(), "{lang:?}: {}", one.name);
            }
        }
    }
}

/// What the languages set differently from English.
#[test]
fn every_language_is_set_in_its_own_way() {
    let is_han = |c: char| ('\u{3400}'..='\u{9fff}').contains(&c);
    let mut report = String::new();
    for lang in Lang::ALL {
        for one in written(lang) {
            let text: Vec<char> = words(&one.text).chars().collect();
            let meets = |is_wrong: &dyn Fn(char, char) -> bool| {
                text.windows(2).any(|pair| is_wrong(pair[0], pair[1]))
            };
            let wrong = match lang {
                // Double marks stand after a space that does not break.
                Lang::Fr => meets(&|a, b| {
                    (a == ' ' && ";:!?»".contains(b))
                        || (a == '«' && b != '\u{a0}')
                        || (a.is_alphabetic() && ";!?»".contains(b))
                }),
                Lang::Zh => meets(&|a, b| is_han(a) && ",.:;!?()".contains(b)),
                Lang::De => text.contains(&'«') || meets(&|a, b| a == '”' || b == '”'),
                Lang::Es | Lang::Ru => text.iter().any(|c| "“”".contains(*c)),
                Lang::En => false,
            } || text.iter().any(|c| "\"'".contains(*c) && lang != Lang::En);
            if wrong {
                writeln!(report, "{}: {} = {}", lang.code(), one.name, one.text).unwrap();
            }
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn the_browser_s_first_known_language_is_chosen() {
    for (header, expected) in [
        ("ru-RU,ru;q=0.9,en;q=0.8", Some(Lang::Ru)),
        ("it-IT, en-GB;q=0.5", Some(Lang::En)),
        ("zh-Hans-CN, en;q=0.5", Some(Lang::Zh)),
        ("de-AT", Some(Lang::De)),
        ("EN", Some(Lang::En)),
        ("xx", None),
        ("", None),
    ] {
        assert_eq!(Lang::from_header(header), expected, "{header:?}");
    }
}

#[test]
fn numbers_choose_the_plural_form() {
    for (lang, count, expected) in [
        (Lang::En, 1, "1 customer waiting"),
        (Lang::De, 2, "2 Kunden warten"),
        (Lang::Es, 1, "1 cliente en espera"),
        (Lang::Fr, 0, "0 client en attente"),
        (Lang::Fr, 2, "2 clients en attente"),
        (Lang::Ru, 3, "Ждут 3 клиента"),
        (Lang::Ru, 11, "Ждут 11 клиентов"),
        (Lang::Zh, 5, "5 位客户在等待"),
    ] {
        let place = Place::Number(count);
        assert_eq!(lang.fill("waiting-count", &[("count", place)]), expected);
    }
}

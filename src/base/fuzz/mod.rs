//! Feeds what reads foreign bytes with what nobody would send: samples cut, joined, repeated and spoiled.
//!
//! Each target stands in the tests of what it tries, and says what must hold of whatever comes out. Every run tries the
//! same few cases; for as many seconds as `FUZZ_SECONDS` names others are made up, and `tests/run fuzz` takes a minute for each. What once broke something is kept
//! in `tests/fuzz`, in a folder of the target's name, and is tried first.

pub(crate) mod page;

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::PathBuf,
    time::{Duration, Instant},
};

use proptest::{
    prelude::*,
    sample::Index,
    test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner},
};
use serde_json::{Value, json};

/// Longer input says nothing that shorter does not.
const LONGEST: usize = 64 * 1024;

/// Cases between two looks at the clock.
const AT_ONCE: u32 = 64;

/// So often are as many tried where nobody named a time.
const TURNS: u32 = 2;

/// What parsers of any sort stumble over.
const ODD_WORDS: [&str; 24] = [
    "\0",
    "\r\n",
    "\r\n\r\n",
    "\u{feff}",
    "\u{202e}",
    "\u{fffd}",
    "e\u{301}\u{301}",
    "😀",
    "中",
    "-1",
    "0",
    "18446744073709551616",
    "1e400",
    "%00",
    "%",
    "&#0;",
    "&",
    "<",
    "\"",
    "'",
    "\\",
    "javascript:alert(1)",
    "../",
    "=?utf-8?B?",
];

/// Tries a reader of bytes. `words` are those of its own language.
pub(crate) fn bytes(name: &str, samples: &[&[u8]], words: &[&str], check: impl Fn(&[u8])) {
    let kept = kept(name);
    let samples: Vec<&[u8]> = samples
        .iter()
        .copied()
        .chain(kept.iter().map(Vec::as_slice))
        .chain([&b""[..]])
        .collect();
    samples.iter().for_each(|sample| check(sample));
    let words: Vec<&[u8]> = words
        .iter()
        .chain(&ODD_WORDS)
        .map(|word| word.as_bytes())
        .collect();
    let cases = (any::<Index>(), proptest::collection::vec(edit(), 1..6)).prop_map(
        |(sample, edits): (Index, Vec<Edit>)| {
            let mut bytes = sample.get(&samples).to_vec();
            for edit in &edits {
                edit.apply(&mut bytes, &samples, &words);
                bytes.truncate(LONGEST);
            }
            bytes
        },
    );
    run(
        name,
        &cases,
        |bytes: &Vec<u8>| bytes.clone(),
        |bytes| check(bytes),
    );
}

/// Tries a reader of text.
pub(crate) fn text(name: &str, samples: &[&str], words: &[&str], check: impl Fn(&str)) {
    let samples: Vec<&[u8]> = samples.iter().map(|sample| sample.as_bytes()).collect();
    bytes(name, &samples, words, |bytes| {
        check(&String::from_utf8_lossy(bytes));
    });
}

/// Tries a reader of JSON that was parsed already: any part of it may be missing, or be something else.
pub(crate) fn json(name: &str, samples: &[Value], check: impl Fn(&Value)) {
    let kept: Vec<Value> = kept(name)
        .iter()
        .filter_map(|bytes| serde_json::from_slice(bytes).ok())
        .collect();
    let samples: Vec<&Value> = samples.iter().chain(&kept).collect();
    samples.iter().for_each(|sample| check(sample));
    let cases = (any::<Index>(), proptest::collection::vec(change(), 1..5)).prop_map(
        |(sample, changes): (Index, Vec<Change>)| {
            let mut value = (*sample.get(&samples)).clone();
            for change in &changes {
                change.apply(&mut value, &samples);
            }
            value
        },
    );
    run(
        name,
        &cases,
        |value: &Value| value.to_string().into_bytes(),
        check,
    );
}

fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fuzz")
        .join(name)
}

fn kept(name: &str) -> Vec<Vec<u8>> {
    let Ok(files) = fs::read_dir(folder(name)) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = files.flatten().map(|file| file.path()).collect();
    paths.sort();
    paths
        .iter()
        .map(|path| fs::read(path).expect("a sample can be read"))
        .collect()
}

/// How long each target is tried; `None`: the same cases as ever, which tell whoever broke something and nobody else.
fn time() -> Option<Duration> {
    let seconds = std::env::var("FUZZ_SECONDS").ok()?;
    seconds.parse().ok().map(Duration::from_secs)
}

fn run<S: Strategy>(
    name: &str,
    cases: &S,
    as_bytes: impl Fn(&S::Value) -> Vec<u8>,
    check: impl Fn(&S::Value),
) {
    let until = time().map(|time| Instant::now() + time);
    let config = Config {
        cases: AT_ONCE,
        failure_persistence: None,
        max_shrink_iters: 4_000,
        ..Config::default()
    };
    let mut runner = match until {
        Some(_) => TestRunner::new(config),
        None => TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha)),
    };
    for turn in 0_u32.. {
        if until.map_or(turn >= TURNS, |until| Instant::now() >= until) {
            break;
        }
        let found = runner.run(cases, |case| {
            check(&case);
            Ok(())
        });
        if let Err(TestError::Fail(why, case)) = found {
            let bytes = as_bytes(&case);
            let mut hasher = DefaultHasher::new();
            bytes.hash(&mut hasher);
            let path = folder(name).join(format!("{:016x}", hasher.finish()));
            fs::create_dir_all(folder(name)).expect("samples can be kept");
            fs::write(&path, &bytes).expect("samples can be kept");
            panic!(
                "{name}: {why}\n{}\nIt is kept in {}.",
                String::from_utf8_lossy(&bytes),
                path.display()
            );
        }
    }
}

/// Something that is done to bytes.
#[derive(Debug, Clone)]
enum Edit {
    Flip(Index, u8),
    Put(Index, Vec<u8>),
    Word(Index, Index),
    Cut(Index, Index),
    Repeat(Index, usize, usize),
    Splice(Index, Index, Index, usize),
    End(Index),
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = any::<Index>;
    prop_oneof![
        1 => (at(), any::<u8>()).prop_map(|(place, bits)| Edit::Flip(place, bits)),
        1 => (at(), proptest::collection::vec(any::<u8>(), 1..8))
            .prop_map(|(place, bytes)| Edit::Put(place, bytes)),
        4 => (at(), at()).prop_map(|(place, word)| Edit::Word(place, word)),
        2 => (at(), at()).prop_map(|(from, to)| Edit::Cut(from, to)),
        1 => (at(), 1_usize..40, 1_usize..200)
            .prop_map(|(from, length, times)| Edit::Repeat(from, length, times)),
        2 => (at(), at(), at(), 1_usize..400)
            .prop_map(|(place, other, from, length)| Edit::Splice(place, other, from, length)),
        1 => at().prop_map(Edit::End),
    ]
}

impl Edit {
    fn apply(&self, bytes: &mut Vec<u8>, samples: &[&[u8]], words: &[&[u8]]) {
        let place = |index: &Index| index.index(bytes.len() + 1);
        match self {
            Self::Flip(at, bits) => {
                let at = place(at);
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= bits;
                }
            }
            Self::Put(at, put) => {
                let at = place(at);
                bytes.splice(at..at, put.iter().copied());
            }
            Self::Word(at, word) => {
                let at = place(at);
                bytes.splice(at..at, word.get(words).iter().copied());
            }
            Self::Cut(from, to) => {
                let (from, to) = (place(from), place(to));
                bytes.drain(from.min(to)..from.max(to));
            }
            Self::Repeat(from, length, times) => {
                let from = place(from);
                let until = (from + length).min(bytes.len());
                let part = bytes[from..until].repeat(*times);
                bytes.splice(until..until, part);
            }
            Self::Splice(at, other, from, length) => {
                let at = place(at);
                let other = samples[other.index(samples.len())];
                let from = from.index(other.len() + 1);
                let part = &other[from..(from + length).min(other.len())];
                bytes.splice(at..at, part.iter().copied());
            }
            Self::End(at) => bytes.truncate(place(at)),
        }
    }
}

/// Something that is done to JSON.
#[derive(Debug, Clone)]
enum Change {
    Odd(Index, Index),
    Remove(Index),
    Swap(Index, Index, Index),
    Deepen(Index, usize),
    Lengthen(Index, usize),
}

fn change() -> impl Strategy<Value = Change> {
    let at = any::<Index>;
    prop_oneof![
        4 => (at(), at()).prop_map(|(place, which)| Change::Odd(place, which)),
        2 => at().prop_map(Change::Remove),
        2 => (at(), at(), at()).prop_map(|(place, other, from)| Change::Swap(place, other, from)),
        1 => (at(), 1_usize..60).prop_map(|(place, times)| Change::Deepen(place, times)),
        1 => (at(), 1_usize..3_000).prop_map(|(place, times)| Change::Lengthen(place, times)),
    ]
}

fn odd_values() -> Vec<Value> {
    let mut odd = vec![
        Value::Null,
        json!(true),
        json!(0),
        json!(-1),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(1e308),
        json!([]),
        json!({}),
        json!([null]),
        json!(" "),
        json!("1767225600"),
        json!("99999999999999999999"),
    ];
    odd.extend(ODD_WORDS.iter().map(|word| json!(word)));
    odd
}

/// The way to every part of it.
fn places(value: &Value, here: &str, all: &mut Vec<String>) {
    all.push(here.to_owned());
    match value {
        Value::Array(list) => {
            for (n, one) in list.iter().enumerate() {
                places(one, &format!("{here}/{n}"), all);
            }
        }
        Value::Object(fields) => {
            for (name, one) in fields {
                let name = name.replace('~', "~0").replace('/', "~1");
                places(one, &format!("{here}/{name}"), all);
            }
        }
        _ => {}
    }
}

fn place_in<'a>(value: &'a Value, index: &Index) -> (String, &'a Value) {
    let mut all = Vec::new();
    places(value, "", &mut all);
    let place = index.get(&all).clone();
    let part = value.pointer(&place).expect("it was just there");
    (place, part)
}

impl Change {
    fn apply(&self, value: &mut Value, samples: &[&Value]) {
        let (at, new) = match self {
            Self::Odd(at, which) => (at, which.get(&odd_values()).clone()),
            Self::Remove(at) => {
                let (place, _) = place_in(value, at);
                let Some((parent, name)) = place.rsplit_once('/') else {
                    return;
                };
                match value.pointer_mut(parent) {
                    Some(Value::Object(fields)) => drop(fields.remove(name)),
                    Some(Value::Array(list)) if !list.is_empty() => drop(list.pop()),
                    _ => {}
                }
                return;
            }
            Self::Swap(at, other, from) => (
                at,
                place_in(samples[other.index(samples.len())], from)
                    .1
                    .clone(),
            ),
            Self::Deepen(at, times) => {
                let part = place_in(value, at).1.clone();
                (at, (0..*times).fold(part, |inner, _| json!([inner])))
            }
            Self::Lengthen(at, times) => {
                let part = match place_in(value, at).1 {
                    Value::String(text) if !text.is_empty() => text.clone(),
                    _ => "ж".to_owned(),
                };
                (
                    at,
                    json!(
                        part.repeat(*times)
                            .chars()
                            .take(LONGEST / 4)
                            .collect::<String>()
                    ),
                )
            }
        };
        let (place, _) = place_in(value, at);
        *value.pointer_mut(&place).expect("it was just there") = new;
    }
}

#[cfg(test)]
mod tests {
    use std::{cell::RefCell, collections::HashSet};

    use super::*;

    #[test]
    fn every_part_of_a_sample_is_reached() {
        let sample = json!({ "a": [1, "x"], "b/c": { "~": null } });
        let mut all = Vec::new();
        places(&sample, "", &mut all);
        assert_eq!(all, ["", "/a", "/a/0", "/a/1", "/b~1c", "/b~1c/~0"]);
        assert!(all.iter().all(|place| sample.pointer(place).is_some()));
    }

    #[test]
    fn what_is_tried_is_the_sample_and_much_else() {
        let seen = RefCell::new(HashSet::new());
        let sample = json!({ "a": [1, "x"] });
        json("nothing", std::slice::from_ref(&sample), |value| {
            seen.borrow_mut().insert(value.to_string());
        });
        let seen = seen.into_inner();
        assert!(seen.contains(&sample.to_string()));
        // Of the least number of cases that there are however slow the machine is.
        assert!(seen.len() > 8, "{seen:?}");
    }
}

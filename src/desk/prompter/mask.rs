//! What was said to one customer, made fit for another: names, addresses, numbers and links that were theirs are left out.

use linkify::{LinkFinder, LinkKind};

use crate::base::text::is_ideograph;

/// What stands where something was left out.
const GONE: &str = "…";
/// What stands where the customer's name was: the name of the one who is written to now.
const NAME: &str = "{customer.first_name|…}";
/// An answer that was about one customer in more places than this is of no use to another.
const MOST_GONE: usize = 3;
/// Fewest letters that are left.
const FEWEST_LETTERS: usize = 12;

/// Words beside which a number is an address.
const STREETS: [&str; 32] = [
    "street",
    "st.",
    "road",
    "rd.",
    "avenue",
    "ave.",
    "lane",
    "drive",
    "square",
    "straße",
    "strasse",
    "str.",
    "weg",
    "platz",
    "allee",
    "gasse",
    "ufer",
    "ring",
    "rue",
    "boulevard",
    "chemin",
    "calle",
    "avenida",
    "plaza",
    "paseo",
    "ул.",
    "улица",
    "проспект",
    "пр.",
    "переулок",
    "дом",
    "кв.",
];

/// The text without what is anybody's own; `None` when too little of it is left. `names` are names of the customer it was
/// written to.
#[must_use]
pub fn masked(text: &str, names: &[String]) -> Option<String> {
    let mut gone = Gone::default();
    let text = left_out(text, names, &mut gone);
    let left = text.replace(NAME, "");
    let letters = left.chars().filter(|c| c.is_alphabetic()).count();
    // A character of a script without spaces says about as much as two letters.
    let weight = letters + left.chars().filter(|c| is_ideograph(*c)).count();
    (gone.count <= MOST_GONE && weight >= FEWEST_LETTERS).then_some(text)
}

/// The text without what is anybody's own, however little is left of it: for what leaves the house and is read there by
/// a program.
#[must_use]
pub(super) fn without_own(text: &str, names: &[String]) -> String {
    left_out(text, names, &mut Gone::default())
}

/// The same with a mark for each thing that was left out, so that it can be put back where the mark then stands. `keep` takes
/// the thing and answers its mark.
#[must_use]
pub fn marked(text: &str, names: &[String], keep: &mut dyn FnMut(&str) -> String) -> String {
    left_out(
        text,
        names,
        &mut Gone {
            count: 0,
            keep: Some(keep),
        },
    )
}

/// What was left out.
#[derive(Default)]
struct Gone<'a> {
    /// In how many places, names aside.
    count: usize,
    /// Where it is kept, and what stands there for it.
    keep: Option<&'a mut dyn FnMut(&str) -> String>,
}

impl Gone<'_> {
    /// What stands where this was.
    fn put(&mut self, own: &str) -> String {
        self.count += 1;
        self.keep
            .as_mut()
            .map_or_else(|| GONE.to_owned(), |keep| keep(own))
    }

    fn name(&mut self, own: &str) -> String {
        self.keep
            .as_mut()
            .map_or_else(|| NAME.to_owned(), |keep| keep(own))
    }
}

/// The text without what is anybody's own.
fn left_out(text: &str, names: &[String], gone: &mut Gone<'_>) -> String {
    let mut text = without_links(text, gone);
    for name in names_longest_first(names) {
        text = without_name(&text, &name, gone);
    }
    text = without_addresses(&text, gone);
    without_numbers(&text, gone)
}

/// Whole names first, then their words.
fn names_longest_first(names: &[String]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for name in names.iter().map(|name| name.trim()) {
        all.push(name.to_owned());
        all.extend(
            name.split(|c: char| !c.is_alphanumeric())
                .map(str::to_owned),
        );
    }
    all.retain(|name| {
        let letters = name.chars().filter(|c| c.is_alphabetic()).count();
        letters >= 3 || (letters >= 2 && name.chars().any(is_ideograph))
    });
    all.sort_by_key(|name| std::cmp::Reverse(name.chars().count()));
    all.dedup();
    all
}

fn without_name(text: &str, name: &str, gone: &mut Gone<'_>) -> String {
    let wanted: Vec<char> = name.chars().flat_map(char::to_lowercase).collect();
    let is_cjk = wanted.iter().any(|c| is_ideograph(*c));
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let ends = at + wanted.len();
        let is_here = ends <= chars.len()
            && chars[at..ends]
                .iter()
                .flat_map(|c| c.to_lowercase())
                .eq(wanted.iter().copied());
        let is_word = is_cjk
            || ((at == 0 || !chars[at - 1].is_alphanumeric())
                && chars.get(ends).is_none_or(|c| !c.is_alphanumeric()));
        if is_here && is_word && !out.ends_with("{customer.first_name|") {
            if gone.keep.is_some() || !out.trim_end().ends_with(NAME) {
                let own: String = chars[at..ends].iter().collect();
                out.push_str(&gone.name(&own));
            }
            at = ends;
        } else {
            out.push(chars[at]);
            at += 1;
        }
    }
    out
}

/// Mailboxes go, and so do links that may open something of the customer's: with a query, or with a part that nobody would
/// read out.
fn without_links(text: &str, gone: &mut Gone<'_>) -> String {
    let mut finder = LinkFinder::new();
    finder.url_must_have_scheme(false);
    let mut out = String::with_capacity(text.len());
    for span in finder.spans(text) {
        let keeps = match span.kind() {
            None => true,
            Some(LinkKind::Url) => is_for_all(span.as_str()),
            Some(_) => false,
        };
        if keeps {
            out.push_str(span.as_str());
        } else {
            out.push_str(&gone.put(span.as_str()));
        }
    }
    out
}

fn is_for_all(address: &str) -> bool {
    let path = address.split_once("://").map_or(address, |(_, path)| path);
    let has_secret = path.split('/').skip(1).any(|part| {
        let digits = part.chars().filter(char::is_ascii_digit).count();
        digits >= 4 || part.chars().count() > 40
    });
    !has_secret && !path.contains(['?', '#', '@', '='])
}

/// Street and number, or a postcode before a capital letter: the part of the sentence between commas goes.
fn without_addresses(text: &str, gone: &mut Gone<'_>) -> String {
    let mut out = String::with_capacity(text.len());
    for part in text.split_inclusive([',', '\n', ';', '，', '。', '!', '?']) {
        if is_address(part) {
            let end = part.chars().last().filter(|c| !c.is_alphanumeric());
            out.push_str(if part.starts_with(' ') { " " } else { "" });
            let own = part
                .strip_suffix(|c: char| !c.is_alphanumeric())
                .unwrap_or(part);
            out.push_str(&gone.put(own.trim_start()));
            out.extend(end);
        } else {
            out.push_str(part);
        }
    }
    out
}

fn is_address(part: &str) -> bool {
    let lower = part.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let is_number = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.starts_with(|c: char| c.is_ascii_digit()) && word.chars().count() <= 5
    };
    let near = words.iter().enumerate().any(|(at, word)| {
        let word = word.trim_end_matches([',', ';', '!', '?']);
        let is_street = STREETS.iter().any(|street| {
            word == *street
                || (street.chars().count() > 3 && word.ends_with(street) && word != "bring")
        });
        is_street
            && (words.get(at + 1).is_some_and(|next| is_number(next))
                || words.get(at + 2).is_some_and(|next| is_number(next))
                || (at > 0 && is_number(words[at - 1]))
                || (at > 1 && is_number(words[at - 2])))
    });
    let is_chinese = part.contains('号') && part.contains(['路', '街', '弄']);
    near || is_chinese
}

/// Numbers of orders, telephones, parcels and days: five figures in a row or more, or letters and three figures.
fn without_numbers(text: &str, gone: &mut Gone<'_>) -> String {
    let chars: Vec<char> = text.chars().collect();
    let is_part = |c: char| c.is_alphanumeric() && !is_ideograph(c);
    let is_joint = |c: char| {
        matches!(
            c,
            '-' | '/' | '.' | '_' | '#' | '(' | ')' | '+' | '\u{a0}' | ' '
        )
    };
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let starts = is_part(chars[at]) || matches!(chars[at], '#' | '+');
        if !starts {
            out.push(chars[at]);
            at += 1;
            continue;
        }
        // The longest run of parts with figures in them, joined by what joins such.
        let (mut end, mut digits, mut has_letters) = (at, 0, false);
        let mut next = at;
        while next < chars.len() {
            let from = next;
            while next < chars.len() && is_joint(chars[next]) && next - from < 2 {
                next += 1;
            }
            let begins = next;
            while next < chars.len() && is_part(chars[next]) {
                next += 1;
            }
            let part = &chars[begins..next];
            let own = part.iter().filter(|c| c.is_ascii_digit()).count();
            let is_glued = begins == from || chars[from..begins].iter().all(|c| *c != ' ');
            let belongs = end == at || own > 0 || (is_glued && digits > 0);
            if part.is_empty() || !belongs || (end > at && !is_glued && digits == 0) {
                break;
            }
            digits += own;
            has_letters |= own < part.len() && own > 0;
            end = next;
        }
        let run: String = chars[at..end.max(at + 1)].iter().collect();
        if digits >= 5 || (has_letters && digits >= 3) {
            out.push_str(&gone.put(&run));
        } else {
            out.push_str(&run);
        }
        at = end.max(at + 1);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::masked;

    fn check(text: &str, names: &[&str], expected: Option<&str>) {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(masked(text, &names).as_deref(), expected, "{text:?}");
    }

    #[test]
    fn nothing_of_another_customer_s_is_left() {
        let hannah = &["Hannah Vogel", "", "hannah.v"][..];
        for (text, expected) in [
            (
                "Hello Hannah, a new lid leaves us today.",
                "Hello {customer.first_name|…}, a new lid leaves us today.",
            ),
            (
                "Dear Hannah Vogel, it leaves today.",
                "Dear {customer.first_name|…}, it leaves today.",
            ),
            (
                "HANNAH's parcel is at the depot.",
                "{customer.first_name|…}'s parcel is at the depot.",
            ),
            (
                "Your order KK-10482 left our workshop.",
                "Your order … left our workshop.",
            ),
            (
                "Order #104829 has left our workshop.",
                "Order … has left our workshop.",
            ),
            (
                "The courier calls +49 (40) 555-0112 before noon.",
                "The courier calls … before noon.",
            ),
            (
                "I wrote to hannah@post.example just now.",
                "I wrote to … just now.",
            ),
            (
                "Follow it here: https://track.example/p/1Z999AA10123",
                "Follow it here: …",
            ),
            (
                "Reset it at https://kettle.example/r?token=abc please.",
                "Reset it at … please.",
            ),
            (
                "All about it: https://kettle.example/care",
                "All about it: https://kettle.example/care",
            ),
            (
                "We send it to Mönckebergstraße 4, as you said yesterday.",
                "…, as you said yesterday.",
            ),
            (
                "It goes to 12 Baker Street, is that right for you?",
                "…, is that right for you?",
            ),
            (
                "Das Paket geht an Am Weg 5, es kommt morgen an.",
                "…, es kommt morgen an.",
            ),
            (
                "It comes tomorrow between 9 and 12.",
                "It comes tomorrow between 9 and 12.",
            ),
            (
                "From twenty on it is € 11.50 a cup.",
                "From twenty on it is € 11.50 a cup.",
            ),
            (
                "Kettle 08 is back on 2 December.",
                "Kettle 08 is back on 2 December.",
            ),
            (
                "It was paid on 2025-11-28 by card.",
                "It was paid on … by card.",
            ),
        ] {
            check(text, hannah, Some(expected));
        }
        check(
            "陈美琳您好，新盖子今天寄出，旧的不用寄回。",
            &["陈美琳"],
            Some("{customer.first_name|…}您好，新盖子今天寄出，旧的不用寄回。"),
        );
        check(
            "包裹寄到南京路100号，对吗？明天送到您那里。",
            &[],
            Some("…，对吗？明天送到您那里。"),
        );
        check(
            "Анна, посылка придёт завтра.",
            &["Анна Орлова"],
            Some("{customer.first_name|…}, посылка придёт завтра."),
        );
    }

    #[test]
    fn what_was_about_one_customer_alone_is_no_proposal() {
        check(
            "KK-10482, KK-10483, KK-10484 and KK-10485 are all on their way.",
            &[],
            None,
        );
        check("Thanks!", &[], None);
        check("Order 104829", &[], None);
        check("Hannah Vogel", &["Hannah Vogel"], None);
    }
}

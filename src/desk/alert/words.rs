//! What admins are told, in their language.

use jiff::tz::TimeZone;

use crate::{
    base::{lang::Lang, time::Timestamp},
    desk::trouble::{Trouble, telling::News},
    t,
};

/// Most troubles that are named: whoever has more looks at the page.
const MOST: usize = 10;

/// Before what is wrong.
const WRONG: &str = "• ";
/// Before what is mended.
const MENDED: &str = "✓ ";

/// What a line of a letter names as wrong or mended, if it does.
pub(super) fn named(line: &str) -> Option<&str> {
    line.strip_prefix(WRONG)
        .or_else(|| line.strip_prefix(MENDED))
}

/// Something that is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Letter {
    /// In a line.
    pub(super) title: String,
    /// In plain words, some lines.
    pub(super) text: String,
    /// Where it is mended; empty: only whoever sits at the machine gets there. It ends the words.
    pub(super) link: String,
}

impl Letter {
    /// The words as a mail has them beside the plain ones.
    pub(super) fn html(&self) -> String {
        let safe = self
            .text
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;");
        let mut paragraphs: Vec<String> = safe
            .split("\n\n")
            .map(|part| format!("<p>{}</p>", part.replace('\n', "<br>")))
            .collect();
        if !self.link.is_empty() {
            // The house's own address, which has no such letters.
            let link = &self.link;
            paragraphs.push(format!("<p><a href=\"{link}\">{link}</a></p>"));
        }
        paragraphs.concat()
    }

    /// The plain words, with the link.
    pub(super) fn plain(&self) -> String {
        match self.link.as_str() {
            "" => self.text.clone(),
            link => format!("{}\n{link}", self.text),
        }
    }
}

/// The page on which all trouble stands, where the console is found at this address.
fn link_to(console: &str) -> String {
    match console {
        "" => String::new(),
        console => format!("{console}/admin/house"),
    }
}

/// `console`: where that is found; empty: nowhere.
pub(super) fn news(
    lang: Lang,
    (team, console): (&str, &str),
    news: &News,
    zone: &TimeZone,
) -> Letter {
    let title = match (news.troubles.as_slice(), news.mended.as_slice()) {
        ([one], []) => format!("{team}: {}", one.words(lang)),
        ([], _) => t!(lang, "alert-mended-title", team = team).into_owned(),
        (several, _) => t!(lang, "alert-title", team = team, count = several.len()).into_owned(),
    };
    let mut parts = Vec::new();
    for one in news.troubles.iter().take(MOST) {
        parts.push(standing(lang, one, zone));
    }
    for one in news.mended.iter().take(MOST) {
        let what = one.trouble.words(lang);
        let mended = t!(
            lang,
            "alert-mended",
            from = &clock(one.trouble.since, zone),
            until = &clock(one.at, zone)
        );
        parts.push(format!("{MENDED}{what}\n{mended}"));
    }
    let left = news.troubles.len().saturating_sub(MOST) + news.mended.len().saturating_sub(MOST);
    if left > 0 {
        parts.push(t!(lang, "trouble-others", count = left).into_owned());
    }
    parts.push(t!(lang, "alert-where").into_owned());
    Letter {
        title,
        text: parts.join("\n\n"),
        link: link_to(console),
    }
}

fn standing(lang: Lang, one: &Trouble, zone: &TimeZone) -> String {
    let mut lines = vec![format!("{WRONG}{}", one.words(lang)), one.next_step(lang)];
    lines.extend(one.said().map(ToOwned::to_owned));
    lines.push(t!(lang, "alert-since", at = &clock(one.since, zone)).into_owned());
    lines.join("\n")
}

pub(super) fn test(lang: Lang, (team, console): (&str, &str)) -> Letter {
    Letter {
        title: t!(lang, "alert-test-title", team = team).into_owned(),
        text: t!(lang, "alert-test").into_owned(),
        link: link_to(console),
    }
}

pub(super) fn linked(lang: Lang, team: &str) -> Letter {
    Letter {
        title: t!(lang, "alert-linked-title", team = team).into_owned(),
        text: t!(lang, "alert-linked").into_owned(),
        link: String::new(),
    }
}

/// The day and the minute by the clock on the house's wall, with its zone: a mail may be read far away.
fn clock(at: Timestamp, zone: &TimeZone) -> String {
    match jiff::Timestamp::from_millisecond(at.0) {
        Ok(at) => at
            .to_zoned(zone.clone())
            .strftime("%Y-%m-%d %H:%M %Z")
            .to_string(),
        Err(_) => at.rfc3339(),
    }
}

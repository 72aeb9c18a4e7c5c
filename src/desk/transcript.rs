//! A chat as a text to keep: for the team with its comments if wished, for the customer never with any.

use std::borrow::Cow;

use jiff::tz::TimeZone;

use crate::{
    base::{
        id::{ConversationId, IdentityId, MessageId},
        lang::Lang,
        time::Timestamp,
    },
    db::{DbError, Reader},
    desk::{
        attachment::Attachment,
        conversation::{
            self, Conversation,
            message::{self, Author, Entry},
            strike::Struck,
        },
        hours::{self, zone},
    },
    t,
};

/// So many entries it has at most, the newest: it is held in memory as a whole, also for strangers. It says what is left out.
const MOST: usize = 5_000;

/// One thing that was said.
#[derive(Debug, Clone)]
pub struct Line {
    /// When.
    pub at: Timestamp,
    /// By whom, as the reader may know them.
    pub by: Speaker,
    /// What.
    pub text: String,
    /// Names of its files.
    pub files: Vec<String>,
    /// Who struck it through, if anybody did: it stands no more.
    pub struck: Option<Struck>,
}

/// Who said it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Speaker {
    /// The customer.
    Customer,
    /// An agent of this name.
    Agent(String),
    /// The house by itself.
    House,
    /// An agent of this name, to the team alone.
    Comment(String),
}

/// A chat to keep.
#[derive(Debug, Clone)]
pub struct Transcript {
    /// The chat.
    pub chat: Conversation,
    /// What was said, oldest first.
    pub lines: Vec<Line>,
    /// How many lines before these its reader might see, too, and finds in the chat alone.
    left_out: i64,
    zone: TimeZone,
}

/// For whom it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// The team, with what it said among itself.
    TeamWithComments,
    /// The team.
    Team,
    /// The customer with this account.
    Customer(IdentityId),
}

/// A chat as a text; `None` when there is no such chat for this reader.
pub fn of(
    reader: &Reader<'_>,
    id: ConversationId,
    reading: Reading,
) -> Result<Option<Transcript>, DbError> {
    of_last(reader, id, reading, MOST)
}

/// The same, with so many of its entries at most.
fn of_last(
    reader: &Reader<'_>,
    id: ConversationId,
    reading: Reading,
    most: usize,
) -> Result<Option<Transcript>, DbError> {
    let Some(chat) = conversation::by_id(reader, id)? else {
        return Ok(None);
    };
    if matches!(reading, Reading::Customer(identity) if identity != chat.identity) {
        return Ok(None);
    }
    let before = message::before_last(reader, id, most)?;
    let left_out = match before {
        Some(until) => readable_until(reader, id, until, reading)?,
        None => 0,
    };
    let entries = message::of_conversation(reader, id, before.unwrap_or(MessageId(0)), most)?;
    let lines = entries
        .iter()
        .filter_map(|entry| line(entry, reading))
        .collect();
    Ok(Some(Transcript {
        chat,
        lines,
        left_out,
        zone: hours::house_zone(reader)?,
    }))
}

/// How many entries up to this one are a [`line()`] for a reader.
fn readable_until(
    reader: &Reader<'_>,
    id: ConversationId,
    until: MessageId,
    reading: Reading,
) -> Result<i64, DbError> {
    reader.get(
        "select count(*) from message where conversation_id = ?1 and id <= ?2
           and author <> 'system' and unsent_at is null and (internal = 0 or ?3)",
        (id, until, reading == Reading::TeamWithComments),
        |row| row.get(0),
    )
}

fn line(entry: &Entry, reading: Reading) -> Option<Line> {
    let names = |files: &[Attachment]| files.iter().map(|file| file.name.clone()).collect();
    match entry {
        Entry::Message(message) => {
            let by = match &message.author {
                Author::Customer => Speaker::Customer,
                Author::Agent(face) => Speaker::Agent(match (reading, &face.mask) {
                    (Reading::Customer(_), Some(mask)) => mask.name.clone(),
                    (Reading::Customer(_), None) => face.public_name.clone(),
                    (Reading::Team | Reading::TeamWithComments, _) => face.name.clone(),
                }),
                Author::Bot => Speaker::House,
                Author::System(_) => return None,
            };
            message.unsent_at.is_none().then(|| Line {
                at: message.created_at,
                by,
                text: message.text.clone(),
                files: names(&message.attachments),
                struck: None,
            })
        }
        Entry::Comment(comment) if reading == Reading::TeamWithComments => Some(Line {
            at: comment.created_at,
            by: Speaker::Comment(comment.author.name.clone()),
            text: comment.text.clone(),
            files: comment
                .enclosures
                .iter()
                .map(|file| file.for_team().name.clone())
                .collect(),
            struck: comment.struck.clone(),
        }),
        Entry::Comment(_) => None,
    }
}

impl Transcript {
    /// The whole as plain words. `shop` is the team's name, `customer` what the customer is called.
    #[must_use]
    pub fn text(&self, lang: Lang, shop: &str, customer: &str) -> String {
        let mut text = format!("{shop} · {}\n", t!(lang, "transcript-of", name = customer));
        text.push_str(&format!(
            "{} · {}\n",
            self.clock(self.chat.created_at, "%Y-%m-%d %H:%M"),
            zone::name_of(&self.zone),
        ));
        if let Some(words) = self.left_out(lang) {
            text.push_str(&format!("\n[{words}]\n"));
        }
        let mut day = String::new();
        for line in &self.lines {
            let today = self.clock(line.at, "%Y-%m-%d");
            if today != day {
                text.push_str(&format!("\n— {today} —\n\n"));
                day = today;
            }
            let by = line.by.name(lang, customer);
            // Further lines stand in, so that nobody's words look like what somebody else said.
            text.push_str(&format!(
                "[{}] {by}: {}\n",
                self.clock(line.at, "%H:%M"),
                line.text.replace('\n', "\n        ")
            ));
            for file in &line.files {
                text.push_str(&format!("        [{file}]\n"));
            }
            if let Some(struck) = &line.struck {
                text.push_str(&format!("        [{}]\n", self.struck(lang, struck)));
            }
        }
        text
    }

    /// How many lines were left out before the first one, and where they are; `None`: all are here.
    #[must_use]
    pub fn left_out(&self, lang: Lang) -> Option<Cow<'static, str>> {
        (self.left_out > 0).then(|| t!(lang, "transcript-left-out", count = self.left_out))
    }

    /// That a comment was struck through, by whom and when.
    #[must_use]
    pub fn struck(&self, lang: Lang, struck: &Struck) -> String {
        let words = t!(lang, "comment-struck", name = &struck.by);
        format!("{words} · {}", self.clock(struck.at, "%Y-%m-%d %H:%M"))
    }

    /// An instant by the house's clock, in this form.
    #[must_use]
    pub fn clock(&self, at: Timestamp, form: &str) -> String {
        jiff::Timestamp::from_millisecond(at.0).map_or_else(
            |_| at.rfc3339(),
            |instant| {
                instant
                    .to_zoned(self.zone.clone())
                    .strftime(form)
                    .to_string()
            },
        )
    }
}

impl Speaker {
    /// Their name for a reader of this language.
    #[must_use]
    pub fn name(&self, lang: Lang, customer: &str) -> String {
        match self {
            Self::Customer => customer.to_owned(),
            Self::Agent(name) => name.clone(),
            Self::House => t!(lang, "log-bot").into_owned(),
            Self::Comment(name) => t!(lang, "transcript-comment", name = name).into_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        db::memory::Memory,
        desk::{
            cast,
            conversation::{
                say::{self, Draft},
                strike,
            },
            waitlist::claim,
        },
    };

    #[test]
    fn a_customer_reads_no_comment_and_nobody_else_s_chat() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
        let said = memory
            .act(|tx| cast::waiting_chat(tx, "Hannah", "Hello?"))
            .unwrap();
        let id = said.conversation;
        memory.act(|tx| claim::claim(tx, &ana, id, None)).unwrap();
        let draft = |text: &str| Draft {
            text: text.to_owned(),
            ..Draft::default()
        };
        memory
            .act(|tx| say::by_agent(tx, &ana, id, &draft("It is open."), None))
            .unwrap();
        memory
            .act(|tx| say::comment(tx, &ana, id, &draft("She is a regular")))
            .unwrap();
        let mut read = |reading| memory.act(|tx| of(tx, id, reading)).unwrap();
        let identity = read(Reading::Team).unwrap().chat.identity;
        for (reading, has_comment) in [
            (Reading::TeamWithComments, true),
            (Reading::Team, false),
            (Reading::Customer(identity), false),
        ] {
            let text = read(reading).unwrap().text(Lang::En, "Kettle", "Hannah");
            assert!(text.contains("Hannah: Hello?"), "{text}");
            assert!(text.contains("It is open."), "{text}");
            assert_eq!(text.contains("regular"), has_comment, "{text}");
            assert!(!text.contains("claimed"), "{text}");
        }
        assert!(read(Reading::Customer(IdentityId(99))).is_none());
    }

    #[test]
    fn what_is_left_out_is_told_to_each_as_far_as_they_may_read_it() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
        let said = memory
            .act(|tx| cast::waiting_chat(tx, "Hannah", "Hello?"))
            .unwrap();
        let id = said.conversation;
        memory.act(|tx| claim::claim(tx, &ana, id, None)).unwrap();
        let draft = |text: &str| Draft {
            text: text.to_owned(),
            ..Draft::default()
        };
        memory
            .act(|tx| say::comment(tx, &ana, id, &draft("A regular")))
            .unwrap();
        for words in ["one", "two", "three"] {
            memory
                .act(|tx| say::by_agent(tx, &ana, id, &draft(words), None))
                .unwrap();
        }
        let mut read = |reading, most| {
            let found = memory.act(|tx| of_last(tx, id, reading, most));
            found.unwrap().unwrap()
        };
        let identity = read(Reading::Team, MOST).chat.identity;
        for (reading, most, left_out) in [
            (Reading::TeamWithComments, 2, Some("here: 3.")),
            (Reading::Team, 2, Some("here: 2.")),
            (Reading::Customer(identity), 2, Some("here: 2.")),
            (Reading::Customer(identity), 3, Some("here: 1.")),
            (Reading::TeamWithComments, MOST, None),
        ] {
            let transcript = read(reading, most);
            let text = transcript.text(Lang::En, "Kettle", "Hannah");
            assert!(text.contains("three"), "the newest stay: {text}");
            match left_out {
                Some(words) => assert!(text.contains(words), "{reading:?} {most}: {text}"),
                None => {
                    assert!(text.contains("Hello?"), "{text}");
                    assert_eq!(transcript.left_out(Lang::En), None);
                }
            }
        }
    }

    #[test]
    fn a_comment_that_was_struck_through_is_told_as_such() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
        let said = memory
            .act(|tx| cast::waiting_chat(tx, "Hannah", "Hello?"))
            .unwrap();
        let id = said.conversation;
        let comment = |text: &str| Draft {
            text: text.to_owned(),
            ..Draft::default()
        };
        let wrong = memory
            .act(|tx| say::comment(tx, &ana, id, &comment("She never pays")))
            .unwrap();
        memory
            .act(|tx| say::comment(tx, &ana, id, &comment("She has paid")))
            .unwrap();
        let mut told = || {
            let read = memory.act(|tx| of(tx, id, Reading::TeamWithComments));
            read.unwrap().unwrap().text(Lang::En, "Kettle", "Hannah")
        };
        assert!(!told().contains("Struck"), "{}", told());
        memory
            .act(|tx| strike::strike(tx, &ana, id, wrong.id))
            .unwrap();
        let read = memory.act(|tx| of(tx, id, Reading::TeamWithComments));
        let text = read.unwrap().unwrap().text(Lang::En, "Kettle", "Hannah");
        let (before, after) = text.split_once("She never pays\n").unwrap();
        assert!(
            after.trim_start().starts_with("[Struck through by Ana · "),
            "{text}"
        );
        assert!(
            !before.contains("Struck") && text.matches("Struck").count() == 1,
            "{text}"
        );
    }

    #[test]
    fn nobody_puts_words_in_a_mouth_of_the_team_s() {
        let mut memory = Memory::new();
        let said = memory
            .act(|tx| {
                cast::waiting_chat(tx, "Hannah", "Hello\n[10:05] Ana: You get it for nothing.")
            })
            .unwrap();
        let read = memory.act(|tx| of(tx, said.conversation, Reading::Team));
        let text = read.unwrap().unwrap().text(Lang::En, "Kettle", "Hannah");
        assert!(
            text.contains("Hannah: Hello\n        [10:05] Ana"),
            "{text}"
        );
    }
}

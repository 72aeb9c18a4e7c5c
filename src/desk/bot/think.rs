//! What the bot says to a message. It only reads: the writer waits for nobody who thinks.

use super::{
    Bot, Held, Mode, Question, TAG, held,
    menu::{self, Entry, Item, chosen},
};
use crate::{
    base::{
        id::{ArticleId, ConversationId, MessageId},
        lang::Lang,
        words::folded,
    },
    db::{DbError, Reader},
    desk::{
        content::{
            article,
            language::{self, Content},
            placeholder::{self, Values},
            quick_reply,
        },
        conversation::{self, Conversation, State},
        prompter::{self, Source},
        setting::{self, Team},
    },
    t,
};

/// A chat in which it has spoken so often is none for a bot; two robots do not talk for ever.
const MOST_SAID: u32 = 20;

/// Words by which somebody asks for a person, in the languages of the console, folded.
const PERSON: [&str; 45] = [
    "human",
    "person",
    "agent",
    "operator",
    "representative",
    "somebody",
    "real person",
    "mensch",
    "menschen",
    "mitarbeiter",
    "mitarbeiterin",
    "mitarbeitern",
    "berater",
    "beraterin",
    "jemand",
    "jemandem",
    "jemanden",
    "persona",
    "humano",
    "humana",
    "agente",
    "operador",
    "operadora",
    "asesor",
    "asesora",
    "personne",
    "humain",
    "conseiller",
    "conseillere",
    "operateur",
    "человек",
    "человека",
    "человеку",
    "человеком",
    "оператор",
    "оператора",
    "оператору",
    "оператором",
    "менеджер",
    "менеджера",
    "менеджеру",
    "менеджером",
    "人工",
    "客服",
    "真人",
];

/// How a message was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// There is an answer, or a menu was gone through.
    Answer,
    /// There is none.
    Miss,
    /// A person is wanted, or it is time for one.
    HandOver,
    /// The customer has what they came for.
    Done,
}

/// What it will say.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// The message that it answers.
    pub asked: MessageId,
    /// How it was taken.
    pub step: Step,
    /// The words; those of a hand-over are found when it happens.
    pub text: String,
    /// What one may choose from.
    pub menu: Vec<Entry>,
    /// The language of its own words.
    pub lang: Lang,
}

/// What comes of thinking.
#[derive(Debug, Clone)]
pub enum Thought {
    /// It knows what to say.
    Said(Reply),
    /// A prompter elsewhere is to be asked first.
    Question(Box<Question>),
}

/// What to say in a chat, or whom to ask; `None` when there is nothing to answer. `base`: the address at which customers
/// read articles.
pub fn think(
    reader: &Reader<'_>,
    id: ConversationId,
    base: Option<&str>,
) -> Result<Option<Thought>, DbError> {
    Mind::in_chat(reader, id, base, |mind, asked, words| {
        let known = mind.by_rule(words)?;
        if known.is_none()
            && let Some(question) =
                Question::of(reader, mind.bot, mind.chat, mind.held, asked, words)?
        {
            return Ok(Thought::Question(Box::new(question)));
        }
        let said = match known {
            Some(said) => said,
            None => mind.of(words)?,
        };
        Ok(Thought::Said(mind.reply(asked, said)))
    })
}

/// In which language it speaks of itself to a customer of this language.
pub(super) fn spoken(language: &str) -> Lang {
    language::of_house(language, "")
}

type Said = (Step, String, Vec<Entry>);

/// What it knows while it thinks about a chat.
pub(super) struct Mind<'a, 'r> {
    pub(super) reader: &'a Reader<'r>,
    pub(super) chat: &'a Conversation,
    pub(super) held: &'a Held,
    pub(super) bot: &'a Bot,
    language: String,
    default: String,
    base: Option<&'a str>,
    /// What placeholders are filled with.
    values: Values,
}

impl Mind<'_, '_> {
    /// Thinks about what a chat's customer asked last, which is given with its words; `None` where nothing is to be
    /// answered.
    pub(super) fn in_chat<T>(
        reader: &Reader<'_>,
        id: ConversationId,
        base: Option<&str>,
        thinks: impl FnOnce(&Mind<'_, '_>, MessageId, &str) -> Result<T, DbError>,
    ) -> Result<Option<T>, DbError> {
        let (Some(held), Some(chat)) = (held(reader, id)?, conversation::by_id(reader, id)?) else {
            return Ok(None);
        };
        let Some(asked) = held.asked else {
            return Ok(None);
        };
        let words: Option<String> = reader.find(
            "select text from message where id = ?1 and unsent_at is null",
            [asked],
            |row| row.get(0),
        )?;
        let bot: Bot = setting::get(reader)?;
        let mind = Mind {
            reader,
            chat: &chat,
            held: &held,
            bot: &bot,
            language: language::of(reader, &chat)?.code,
            default: setting::get::<Content>(reader)?.language,
            base,
            values: Values::of_house(reader, &chat)?,
        };
        thinks(&mind, asked, words.as_deref().unwrap_or("")).map(Some)
    }

    pub(super) fn reply(&self, asked: MessageId, (step, text, menu): Said) -> Reply {
        Reply {
            asked,
            step,
            text,
            menu,
            lang: self.lang(),
        }
    }

    fn lang(&self) -> Lang {
        spoken(&self.language)
    }

    /// What needs no thought: a choice from the menu, a wish for a person, and the end of all patience.
    fn by_rule(&self, written: &str) -> Result<Option<Said>, DbError> {
        let is_off = matches!(self.bot.mode(self.chat.channel), Mode::Off | Mode::Blocked);
        // Switched off since the chat began: who is still with it gets people.
        if is_off && self.chat.state == State::Fresh {
            return Ok(Some(hand_over()));
        }
        let choice = chosen(&self.held.menu, written).map(|entry| entry.item);
        match choice {
            Some(Item::Person) => return Ok(Some(hand_over())),
            Some(Item::Helped) => {
                let glad = t!(self.lang(), "bot-glad").into_owned();
                return Ok(Some((Step::Done, glad, Vec::new())));
            }
            Some(Item::Article(article)) => {
                if let Some(found) = self.article(article)? {
                    return Ok(Some(self.answer(&found)));
                }
            }
            Some(Item::Category(category)) => {
                let entries = menu::articles(self.reader, &self.read_language()?, category)?;
                if !entries.is_empty() {
                    return Ok(Some(self.offer("bot-choose", entries)));
                }
            }
            Some(Item::Words) => {}
            None if wants_person(written) => return Ok(Some(hand_over())),
            None => {}
        }
        Ok((self.held.said >= MOST_SAID).then(hand_over))
    }

    /// What the built-in prompter knows.
    fn of(&self, written: &str) -> Result<Said, DbError> {
        if let Some(found) = best(
            self.reader,
            written,
            Some(self.chat.id),
            (self.language.as_str(), self.default.as_str()),
            &self.values,
        )?
        .filter(|found| found.fit >= self.bot.nerve.least_fit())
        {
            return Ok(self.answer(&found));
        }
        // Who only says hello is shown what there is.
        match self.held.said == 0 {
            true => {
                let entries = menu::headings(self.reader, &self.read_language()?)?;
                Ok(self.offer("bot-menu", entries))
            }
            false => self.miss(),
        }
    }

    /// There is no answer: once more in other words, or people.
    pub(super) fn miss(&self) -> Result<Said, DbError> {
        if self.held.misses + 1 >= self.bot.misses {
            return Ok(hand_over());
        }
        let entries = menu::headings(self.reader, &self.read_language()?)?;
        let (_, text, menu) = self.offer("bot-miss", entries);
        Ok((Step::Miss, text, menu))
    }

    /// Words of a prompter elsewhere, with the usual choice under them.
    pub(super) fn words(&self, text: &str) -> Said {
        self.said(self.filled(text))
    }

    /// Its words with a choice of its own, and a person beside that.
    pub(super) fn choice(&self, text: &str, labels: Vec<String>) -> Said {
        let mut entries: Vec<Entry> = labels
            .into_iter()
            .map(|label| Entry {
                item: Item::Words,
                label,
            })
            .collect();
        entries.push(self.entry(Item::Person, "bot-person"));
        let text = match self.filled(text) {
            text if text.is_empty() => t!(self.lang(), "bot-choose").into_owned(),
            text => text,
        };
        let text = format!("{text}\n{}", menu::lines(&entries));
        (Step::Answer, self.introduced(text), entries)
    }

    fn filled(&self, text: &str) -> String {
        placeholder::fill(text, &self.values).text
    }

    /// The language in which there is something to read for this customer.
    fn read_language(&self) -> Result<String, DbError> {
        let there = article::languages_for_bot(self.reader)?;
        let there: Vec<&str> = there.iter().map(String::as_str).collect();
        let picked = language::pick(&there, &self.language, &self.default);
        Ok(picked.map_or_else(|| self.default.clone(), |(code, _)| code.to_owned()))
    }

    fn offer(&self, words: &str, mut entries: Vec<Entry>) -> Said {
        entries.push(self.entry(Item::Person, "bot-person"));
        let text = format!("{}\n{}", self.lang().text(words), menu::lines(&entries));
        (Step::Answer, self.introduced(text), entries)
    }

    fn answer(&self, found: &Found) -> Said {
        let mut text = self.filled(&found.text);
        if let (Some(base), Source::Article { slug, .. }) = (self.base, &found.source) {
            text = format!("{text}\n{base}/help/{}/{slug}", found.language);
        }
        self.said(text)
    }

    /// An answer, and whether it helped.
    fn said(&self, text: String) -> Said {
        let entries = vec![
            self.entry(Item::Helped, "bot-helped"),
            self.entry(Item::Person, "bot-person"),
        ];
        let more = self.lang().text("bot-more");
        let text = format!("{text}\n\n{more}\n{}", menu::lines(&entries));
        (Step::Answer, self.introduced(text), entries)
    }

    /// Its first words say what it is.
    fn introduced(&self, text: String) -> String {
        if self.held.said > 0 {
            return text;
        }
        let shop = setting::get::<Team>(self.reader).map(|team| team.name);
        let shop = shop.unwrap_or_default();
        let hello = t!(self.lang(), "bot-hello", shop = &shop);
        format!("{hello}\n\n{text}")
    }

    fn entry(&self, item: Item, words: &str) -> Entry {
        Entry {
            item,
            label: self.lang().text(words).into_owned(),
        }
    }

    fn article(&self, id: ArticleId) -> Result<Option<Found>, DbError> {
        // Withdrawn since it was offered.
        if !article::is_for_bot(self.reader, id)? {
            return Ok(None);
        }
        let found = prompter::whole_article(self.reader, id, &self.language, &self.default)?;
        Ok(found.map(|(source, text, language)| Found {
            source,
            text,
            language,
            fit: 1.0,
        }))
    }
}

pub(super) fn hand_over() -> Said {
    (Step::HandOver, String::new(), Vec::new())
}

/// Whether somebody asks for a person: with one of the words, in a message that is not about something else.
fn wants_person(written: &str) -> bool {
    let folded = folded(written);
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.len() <= 8
        && PERSON.iter().any(
            |asked| match asked.is_ascii() || asked.chars().count() > 3 {
                true => words.contains(asked),
                false => folded.contains(asked),
            },
        )
}

/// A text that may be said.
struct Found {
    source: Source,
    text: String,
    language: String,
    fit: f64,
}

/// The best text that is marked for the bot and can be filled with these values: nobody looks over what it says.
fn best(
    reader: &Reader<'_>,
    asked: &str,
    except: Option<ConversationId>,
    (language, default): (&str, &str),
    values: &Values,
) -> Result<Option<Found>, DbError> {
    for (found, fit) in prompter::texts(reader, asked, except, language, default)? {
        let (source, text, language) = found;
        let is_marked = match &source {
            Source::Reply { id, .. } => quick_reply::by_id(reader, *id)?.is_some_and(|reply| {
                reply.tags.iter().any(|tag| tag.eq_ignore_ascii_case(TAG))
                    // What only an agent can fill in is theirs to say.
                    && placeholder::fill(&text, values).unfilled.is_empty()
            }),
            Source::Article { id, .. } => article::is_for_bot(reader, *id)?,
            Source::Past { .. } | Source::Remote { .. } => false,
        };
        if is_marked {
            return Ok(Some(Found {
                source,
                text,
                language,
                fit,
            }));
        }
    }
    Ok(None)
}

/// What it would answer, for the admin who tries it out.
#[derive(Debug, Clone, PartialEq)]
pub struct Tried {
    /// Name of the quick reply or title of the article.
    pub name: String,
    /// The words.
    pub text: String,
    /// How sure it is, from 0 to 1.
    pub fit: f64,
    /// Whether that is enough.
    pub is_said: bool,
}

/// What it would answer to a question in a language.
pub fn try_out(reader: &Reader<'_>, asked: &str, language: &str) -> Result<Option<Tried>, DbError> {
    let bot: Bot = setting::get(reader)?;
    let default = setting::get::<Content>(reader)?.language;
    let shown = Values {
        shop_name: setting::get::<Team>(reader)?.name,
        ..Values::default()
    };
    // Of a customer the name is known, and where they wait.
    let known = Values {
        customer_name: "Hannah".to_owned(),
        queue_name: "Counter".to_owned(),
        ..shown.clone()
    };
    let found = best(reader, asked, None, (language, default.as_str()), &known)?;
    Ok(found.map(|found| Tried {
        name: match found.source {
            Source::Reply { name, .. } => name,
            Source::Article { title, .. } => title,
            Source::Past { agent, .. } => agent,
            Source::Remote { name, .. } => name,
        },
        text: placeholder::fill(&found.text, &shown).text,
        is_said: found.fit >= bot.nerve.least_fit(),
        fit: found.fit,
    }))
}

#[cfg(test)]
mod tests {
    use super::wants_person;

    #[test]
    fn who_asks_for_a_person_gets_one() {
        for (written, expected) in [
            ("Can I talk to a human?", true),
            ("PERSON", true),
            ("Ich möchte mit einem Menschen sprechen", true),
            ("mit einem Mitarbeiter bitte", true),
            ("Ich will mit jemandem reden", true),
            ("позовите оператора", true),
            ("позовите живого человека", true),
            ("переключите на менеджера", true),
            ("Une conseillère, s'il vous plaît", true),
            ("menschlich", false),
            ("转人工", true),
            (
                "I saw a person on your kettle's box, is that your agent or somebody who made it?",
                false,
            ),
            ("personal", false),
            ("", false),
        ] {
            assert_eq!(wants_person(written), expected, "{written:?}");
        }
    }
}

//! What was said in a chat and what happened to it, as the team reads it: in the console, and beside the
//! list of all chats.
//!
//! Neighbours decide whether a message goes on from the one before. Where a new day begins is known to
//! the reader's browser alone, which adds those marks (`log-marks.js`).

mod comment;
mod delivery;
mod file;
mod forward;
mod line;
mod mail;
mod text;

use std::{borrow::Cow, time::Duration};

use maud::{Markup, html};

pub use self::comment::MayStrike;
use self::file::files;
pub(in crate::web) use self::{
    file::{host, size, symbol},
    text::{first_hit, with_marks},
};
use super::{
    layout::{agent_avatar, channel_kind_name, customer_avatar, customer_name, icon_xs, mark},
    moment::{Style, moment},
};
use crate::{
    base::{
        id::{AgentId, ConversationId, MessageId},
        lang::Lang,
        time::Timestamp,
    },
    db::{DbError, Reader},
    desk::{
        amend::{self, AmendError},
        attachment::Attachment,
        channel::ChannelKind,
        conversation::{
            Conversation,
            message::{Author, Delivery, Entry, Message},
        },
        customer::directory::Known,
        team::{Agent, Face},
    },
    t,
};

/// Messages by one author within this belong together.
const ONE_BREATH: Duration = Duration::from_secs(3 * 60);

/// Who reads which chats.
pub struct Log<'a> {
    /// Language of the screen.
    pub lang: Lang,
    /// Whose own messages need no name.
    pub viewer: AgentId,
    /// The chats that the entries are from, all with one customer.
    pub chats: &'a [Conversation],
    /// What was searched for, to be marked.
    pub marked: &'a str,
    /// Who may answer here, and change what they said; and when they read it, since what is old stays as it is.
    pub writer: Option<(&'a Agent, Timestamp)>,
    /// Which comments they may strike through.
    pub may_strike: MayStrike,
    /// Whether they may set a bookmark at a message.
    pub may_bookmark: bool,
    /// Whom the directory knows among the addresses and numbers that were written.
    pub known: &'a Known,
}

/// Looks up the addresses and numbers in entries.
pub(in crate::web) fn known_in(reader: &Reader<'_>, entries: &[Entry]) -> Result<Known, DbError> {
    let mut written = Vec::new();
    for entry in entries {
        let words = match entry {
            Entry::Message(message) => &message.text,
            Entry::Comment(comment) => &comment.text,
        };
        text::contacts(words, &mut written);
    }
    Known::find(reader, &written)
}

impl Log<'_> {
    /// Entries, oldest first. `before` is the one that stands above them on the screen already.
    #[must_use]
    pub fn entries(&self, entries: &[Entry], before: Option<&Entry>) -> Markup {
        let above = std::iter::once(before).chain(entries.iter().map(Some));
        html! {
            @for (above, entry) in above.zip(entries) {
                @let begins = above.is_none_or(|above| above.conversation() != entry.conversation());
                @if begins { (self.begin(entry.conversation())) }
                (self.entry(entry, !begins && above.is_some_and(|above| goes_on(above, entry))))
            }
        }
    }

    /// One entry, as an answer to the person who has just written it.
    #[must_use]
    pub fn entry(&self, entry: &Entry, goes_on: bool) -> Markup {
        match entry {
            Entry::Message(message) => match &message.author {
                Author::System(face) => self.line(message, face.as_ref()),
                author @ (Author::Customer | Author::Agent(_) | Author::Bot) => {
                    self.message(message, author, goes_on)
                }
            },
            Entry::Comment(comment) => self.comment(comment, goes_on),
        }
    }

    fn chat(&self, id: ConversationId) -> Option<&Conversation> {
        self.chats.iter().find(|chat| chat.id == id)
    }

    /// Where one chat ends and the next begins.
    fn begin(&self, id: ConversationId) -> Markup {
        let Some(chat) = self.chat(id) else {
            return html! {};
        };
        html! {
            div."daymark"."daymark--chat" data-chat=(id) {
                span {
                    (channel_kind_name(self.lang, chat.channel_kind)) " (" bdi { (chat.channel_name) } ") · "
                    (moment(chat.created_at, Style::Date))
                }
            }
        }
    }

    fn line(&self, message: &Message, face: Option<&Face>) -> Markup {
        let (symbol, words) = line::words(self.lang, &message.text, face);
        html! {
            p.sysline id={ "m-" (message.id) } data-id=(message.id) data-at=(message.created_at.0) data-by="system" {
                (super::layout::icon_sm(symbol)) span { (words) " · " (moment(message.created_at, Style::Clock)) }
            }
        }
    }

    fn message(&self, message: &Message, author: &Author, goes_on: bool) -> Markup {
        let frame = Frame {
            id: message.id,
            chat: message.conversation,
            at: message.created_at,
            by: match author {
                Author::Agent(face) => format!("agent {}", face.id),
                other => other.word().to_owned(),
            },
            class: match author {
                Author::Customer => "msg--in",
                Author::Agent(_) if message.delivery == Delivery::Failed => "msg--out msg--failed",
                Author::Agent(_) | Author::System(_) => "msg--out",
                Author::Bot => "msg--out msg--bot",
            },
            goes_on,
        };
        let chat = self.chat(message.conversation);
        let who = match author {
            Author::Agent(face) if face.id != self.viewer => {
                html! { span { b { bdi { (face.name) } } @if let Some(mask) = &face.mask { " (" bdi { (mask.name) } ")" } } }
            }
            Author::Agent(Face {
                mask: Some(mask), ..
            }) => html! { span { "(" bdi { (mask.name) } ")" } },
            Author::Bot => html! { (t!(self.lang, "log-bot")) },
            _ => html! {},
        };
        let avatar = match (author, chat) {
            (Author::Customer, Some(chat)) => {
                customer_avatar(chat.customer, &chat.customer_name, chat.channel_kind, "sm")
            }
            (Author::Agent(face), _) => agent_avatar(face.id, &face.name, "sm", None),
            _ => {
                html! { span."avatar avatar--sm avatar--agent" aria-hidden="true" { (mark("bell")) } }
            }
        };
        let said = match (author, chat) {
            (Author::Customer, Some(chat)) => {
                customer_name(self.lang, chat.customer, &chat.customer_name)
            }
            (Author::Agent(face), _) => face.name.clone(),
            _ => t!(self.lang, "log-bot").into_owned(),
        };
        let ticks = match author {
            Author::Agent(_) | Author::Bot => self.ticks(message, chat),
            Author::Customer | Author::System(_) => html! {},
        };
        let may = self
            .writer
            .map(|(agent, now)| may(message, agent, chat.map(|chat| chat.channel_kind), now));
        let note = html! {
            @if message.edited_at.is_some() && message.unsent_at.is_none() {
                button.linkbtn type="button" data-versions=(message.id) title=(t!(self.lang, "edited-more")) { (t!(self.lang, "edited")) }
            }
            @if message.unsent_at.is_none() { (ticks) }
            @if self.may_bookmark {
                @let label = t!(self.lang, "bookmark-message");
                button."iconbtn iconbtn--sm markbtn" type="button" data-bookmark=(message.id) aria-label=(label) title=(label) { (icon_xs("sticky-note")) }
            }
        };
        let body = match message.unsent_at {
            Some(_) => html! {
                (self.unsent(message.id)) (delivery::amending(self.lang, message, self.writer.is_some()))
            },
            None => {
                let may_act = self.writer.is_some();
                let said = html! {
                    (mail::subject(self.lang, message)) (self.quote(message)) (self.body(&message.text, &message.attachments))
                    (mail::tools(self.lang, message))
                    (delivery::pending(self.lang, message, may_act))
                    (delivery::failure(self.lang, message, may_act))
                    (delivery::amending(self.lang, message, may_act))
                };
                if self.is_after_block(message, chat) {
                    html! { details.away { summary { (t!(self.lang, "log-while-blocked")) } (said) } }
                } else {
                    said
                }
            }
        };
        frame.show(&who, &avatar, &said, &body, &note, may.as_deref())
    }

    /// What came after a chat was put away: a blocked customer went on writing. It lies folded up.
    fn is_after_block(&self, message: &Message, chat: Option<&Conversation>) -> bool {
        let put_away = chat.and_then(|chat| chat.archived_at);
        matches!(message.author, Author::Customer | Author::Bot)
            && put_away.is_some_and(|at| message.created_at > at)
    }

    /// What is left of a message that was taken back.
    fn unsent(&self, id: MessageId) -> Markup {
        html! {
            div."bubble bubble--unsent" {
                (super::layout::icon_sm("undo-2")) " " (t!(self.lang, "unsent")) " "
                @if self.writer.is_some() {
                    button.linkbtn type="button" data-versions=(id) { (t!(self.lang, "unsent-show")) }
                }
            }
        }
    }

    /// The message that this one answers; a click goes to it.
    fn quote(&self, message: &Message) -> Markup {
        let Some(quote) = &message.quote else {
            return html! {};
        };
        let name = match (&quote.author, self.chat(message.conversation)) {
            (Author::Agent(face), _) if face.id == self.viewer => {
                t!(self.lang, "log-you").into_owned()
            }
            (Author::Agent(face), _) => face.name.clone(),
            (Author::Customer, Some(chat)) => {
                customer_name(self.lang, chat.customer, &chat.customer_name)
            }
            _ => t!(self.lang, "log-bot").into_owned(),
        };
        html! {
            a.quote href={ "#m-" (quote.id) } data-quoted=(quote.id) {
                b { bdi { (name) } } " "
                span dir="auto" { @if quote.text.is_empty() { (t!(self.lang, "unsent")) } @else { (quote.text) } }
            }
        }
    }

    fn body(&self, words: &str, attachments: &[Attachment]) -> Markup {
        html! {
            @if !words.is_empty() {
                div.bubble dir="auto" { span."bubble__text" { (text::text(words, self.marked, self.known)) } }
            }
            (files(self.lang, attachments))
        }
    }

    /// How far an outgoing message has come.
    fn ticks(&self, message: &Message, chat: Option<&Conversation>) -> Markup {
        let tick = Tick::of(self.lang, message.id, message.delivery, chat);
        html! {
            span class={ "ticks ticks--" (tick.state) } data-tick=(tick.state) title=(tick.words) {
                (icon_xs(tick.symbol)) span."sr-only" { (tick.words) }
            }
        }
    }
}

/// How far an outgoing message has come; never more than is known.
pub(in crate::web) struct Tick {
    /// As style sheets call it.
    pub(in crate::web) state: &'static str,
    /// Its sign.
    pub(in crate::web) symbol: &'static str,
    /// In words.
    pub(in crate::web) words: Cow<'static, str>,
}

impl Tick {
    /// Of a message of this chat.
    pub(in crate::web) fn of(
        lang: Lang,
        id: MessageId,
        delivery: Delivery,
        chat: Option<&Conversation>,
    ) -> Self {
        let (read, delivered) = chat.map_or((MessageId(0), MessageId(0)), |chat| {
            (chat.read, chat.delivered)
        });
        let (state, symbol, words) = match delivery {
            Delivery::Sent if id <= read => ("read", "check-check", t!(lang, "js-tick-read")),
            Delivery::Sent if id <= delivered => {
                ("delivered", "check-check", t!(lang, "js-tick-delivered"))
            }
            Delivery::Sent => ("sent", "check", t!(lang, "js-tick-sent")),
            Delivery::Queued | Delivery::Sending => ("sending", "clock", t!(lang, "tick-sending")),
            Delivery::Failed => ("failed", "circle-alert", t!(lang, "tick-failed")),
            Delivery::Unknown => ("unknown", "circle-help", t!(lang, "tick-unknown")),
        };
        Self {
            state,
            symbol,
            words,
        }
    }
}

/// What the console offers to do with a message, as its code reads it. Where it could be changed but for its channel, or its
/// age, that is said beforehand.
fn may(message: &Message, agent: &Agent, kind: Option<ChannelKind>, now: Timestamp) -> String {
    let (may_edit, may_unsend) = (
        amend::may_edit(message, agent.id),
        amend::may_unsend(message, agent),
    );
    let barred = match kind.map(|kind| amend::in_time(kind, message.created_at, now)) {
        Some(Err(AmendError::NotHere)) => "fixed",
        Some(Err(_)) => "late",
        Some(Ok(())) | None => "",
    };
    let deeds = [
        ("quote", message.unsent_at.is_none()),
        ("edit", may_edit && barred.is_empty()),
        ("unsend", may_unsend && barred.is_empty()),
        (barred, (may_edit || may_unsend) && !barred.is_empty()),
    ];
    let deeds: Vec<&str> = deeds
        .into_iter()
        .filter_map(|(deed, may)| may.then_some(deed))
        .collect();
    deeds.join(" ")
}

/// Whether an entry goes on from the one above it.
fn goes_on(above: &Entry, entry: &Entry) -> bool {
    // Under another name it is somebody else to the customer.
    let seen = |face: &Face| (face.id, face.mask.as_ref().map(|mask| mask.id));
    let author = |entry: &Entry| match entry {
        Entry::Message(message) => match &message.author {
            Author::System(_) => None,
            author => Some((false, author.word(), author.face().map(seen))),
        },
        Entry::Comment(comment) => Some((true, "agent", Some((comment.author.id, None)))),
    };
    author(entry).is_some()
        && author(above) == author(entry)
        && entry.created_at().since(above.created_at()) < ONE_BREATH
}

/// What every message has around what it says.
struct Frame {
    id: MessageId,
    chat: ConversationId,
    at: Timestamp,
    by: String,
    class: &'static str,
    goes_on: bool,
}

impl Frame {
    fn show(
        &self,
        who: &Markup,
        avatar: &Markup,
        said: &str,
        body: &Markup,
        note: &Markup,
        may: Option<&str>,
    ) -> Markup {
        let is_in = self.class == "msg--in";
        let class = format!(
            "msg {}{}",
            self.class,
            if self.goes_on { " msg--cont" } else { "" }
        );
        html! {
            article class=(class) id={ "m-" (self.id) } data-id=(self.id) data-chat=(self.chat) data-at=(self.at.0) data-by=(self.by) data-may=[may] {
                @if !who.0.is_empty() && !self.goes_on { header."msg__who" { (who) } }
                @if is_in { @if self.goes_on { span {} } @else { (avatar) } }
                div."msg__body" {
                    @if is_in || who.0.is_empty() { span."sr-only" { (said) ": " } }
                    (body)
                    div."msg__meta" { (moment(self.at, Style::Clock)) (note) }
                }
                @if !is_in { @if self.goes_on { span {} } @else { (avatar) } }
            }
        }
    }
}

//! A comment in the log: whom it names, and whether it was struck through.

use maud::{Markup, html};

use super::{Frame, Log, file, text};
use crate::{
    base::id::AgentId,
    desk::conversation::{mention, message::Comment},
    t,
    web::{
        layout::{agent_avatar, chat_path, icon_xs},
        moment::{Style, moment},
    },
};

/// Which comments the reader may strike through, where they read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MayStrike {
    /// None: here one only reads.
    Nothing,
    /// Their own.
    Own,
    /// Everybody's.
    All,
}

impl Log<'_> {
    pub(super) fn comment(&self, comment: &Comment, goes_on: bool) -> Markup {
        let names_me = comment.names(self.viewer);
        let frame = Frame {
            id: comment.id,
            chat: comment.conversation,
            at: comment.created_at,
            by: format!("comment {}", comment.author.id),
            class: match (comment.struck.is_some(), names_me) {
                (true, _) => "msg--out msg--comment is-struck",
                (false, true) => "msg--out msg--comment names-me",
                (false, false) => "msg--out msg--comment",
            },
            goes_on,
        };
        let who = html! {
            (icon_xs("lock"))
            b { @if comment.author.id == self.viewer { (t!(self.lang, "log-you")) } @else { bdi { (comment.author.name) } } }
            span {
                @match comment.addressee() {
                    Some(name) => (t!(self.lang, "log-whispers", name = name)),
                    None => (t!(self.lang, "log-to-team")),
                }
            }
        };
        let avatar = agent_avatar(comment.author.id, &comment.author.name, "sm", None);
        let body = html! {
            @if !comment.text.is_empty() {
                div.bubble dir="auto" { span."bubble__text" {
                    @if comment.struck.is_some() { s { (self.words(comment)) } } @else { (self.words(comment)) }
                } }
            }
            @for file in &comment.enclosures { (file::files(self.lang, std::slice::from_ref(file.for_team()))) }
        };
        frame.show(
            &who,
            &avatar,
            &t!(self.lang, "log-comment-by", name = &comment.author.name),
            &body,
            &self.strike(comment),
            None,
        )
    }

    /// Its words, with the names of colleagues set apart.
    fn words(&self, comment: &Comment) -> Markup {
        let mut pieces: Vec<(&str, Option<AgentId>)> = Vec::new();
        let (mut done, words) = (0, comment.text.as_str());
        for (at, _) in words.match_indices('@') {
            let rest = words.get(at + 1..).unwrap_or_default();
            let named = comment
                .mentions
                .iter()
                .filter_map(|(id, name)| {
                    let first = name.split(' ').next().unwrap_or(name);
                    let length = mention::length_of(name, rest).or(mention::length_of(first, rest));
                    Some((length?, *id))
                })
                .max();
            if let Some((length, id)) = named.filter(|_| at >= done) {
                let end = at + 1 + length;
                pieces.push((words.get(done..at).unwrap_or_default(), None));
                pieces.push((words.get(at..end).unwrap_or_default(), Some(id)));
                done = end;
            }
        }
        pieces.push((words.get(done..).unwrap_or_default(), None));
        html! {
            @for (piece, named) in pieces {
                @match named {
                    Some(id) => b.mention."mention--me"[id == self.viewer] { (piece) },
                    None => (text::text(piece, self.marked, self.known)),
                }
            }
        }
    }

    /// Who struck it through, or the way to do so.
    fn strike(&self, comment: &Comment) -> Markup {
        let may = match self.may_strike {
            MayStrike::Nothing => false,
            MayStrike::Own => comment.author.id == self.viewer,
            MayStrike::All => true,
        };
        let label = t!(self.lang, "comment-strike");
        html! {
            @match &comment.struck {
                Some(struck) => span { (t!(self.lang, "comment-struck", name = &struck.by)) " · " (moment(struck.at, Style::Clock)) },
                None => {
                    @if may {
                        form.strike method="post" action={ (chat_path(comment.conversation)) "/comments/" (comment.id) "/strike" } data-strike {
                            button.linkbtn title=(t!(self.lang, "comment-strike-more")) { (label) }
                        }
                    }
                }
            }
        }
    }
}

//! A chat to print or to keep as a file.

use maud::{Markup, html};
use serde::Deserialize;

use super::transcript_mail::Mailing;
use crate::{
    base::{id::ConversationId, lang::Lang},
    desk::{
        setting::{self, Team},
        transcript::{self, Reading, Speaker, Transcript},
    },
    t,
    web::{
        answer::{Refusal, Reply, page},
        layout::{Document, channel_kind_name, customer_name, icon_sm, script_texts},
        moment::{Style, moment},
        request::{AsAgent, Ask},
        transcript::as_file,
    },
};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Wish {
    /// Also what the team said among itself.
    comments: Option<String>,
}

/// A chat, the team's name, and what the customer is called.
pub(super) struct Loaded {
    pub(super) transcript: Transcript,
    team: String,
    customer: String,
    with_comments: bool,
    pub(super) mailing: Mailing,
}

pub(super) async fn load(ask: &Ask, agent: &AsAgent) -> Result<Loaded, Refusal> {
    let id: ConversationId = ask.place("id")?;
    let with_comments = ask.query::<Wish>()?.comments.is_some();
    let reading = if with_comments {
        Reading::TeamWithComments
    } else {
        Reading::Team
    };
    let viewer = agent.agent.clone();
    let (transcript, team, mailing) = ask
        .house
        .db
        .read::<_, Refusal>(move |reader| {
            let team: Team = setting::get(reader)?;
            let found = transcript::of(reader, id, reading)?.ok_or_else(Refusal::not_found)?;
            let mailing = Mailing::load(reader, &viewer, &found.chat)?;
            Ok((found, team.name, mailing))
        })
        .await?;
    let chat = &transcript.chat;
    Ok(Loaded {
        customer: customer_name(agent.lang, chat.customer, &chat.customer_name),
        transcript,
        team,
        with_comments,
        mailing,
    })
}

/// To read and to print.
pub(super) async fn sheet(ask: Ask, agent: AsAgent) -> Reply {
    page(load(&ask, &agent).await?.document(agent.lang))
}

/// As a file of plain words.
pub(super) async fn file(ask: Ask, agent: AsAgent) -> Reply {
    let lang = agent.lang;
    let loaded = load(&ask, &agent).await?;
    as_file(&loaded.transcript, lang, &loaded.team, &loaded.customer)
}

impl Loaded {
    /// The whole page.
    pub(super) fn document(&self, lang: Lang) -> Markup {
        let title = t!(lang, "transcript-of", name = &self.customer).into_owned();
        let document = Document {
            lang,
            theme: "light",
            title: &title,
            sheet: "transcript",
            scripts: &["transcript"],
            page: "transcript",
        };
        document.wrap(&self.show(lang, &title))
    }

    fn show(&self, lang: Lang, title: &str) -> Markup {
        let chat = &self.transcript.chat;
        let file = format!(
            "/chats/{}/transcript.txt{}",
            chat.id,
            if self.with_comments {
                "?comments=1"
            } else {
                ""
            }
        );
        html! {
            main.transcript #main tabindex="-1" {
                div."transcript__bar" {
                    form method="get" {
                    label.check { input type="checkbox" name="comments" value="1" checked[self.with_comments] data-submits; span { (t!(lang, "transcript-comments")) } }
                    noscript { button.btn."btn--sm" { (t!(lang, "save")) } }
                    }
                    span.grow {}
                    a.btn."btn--sm" href=(file) download { (icon_sm("download")) (t!(lang, "transcript-download")) }
                    button.btn."btn--sm"."btn--primary" type="button" data-print hidden { (icon_sm("file-text")) (t!(lang, "transcript-print")) }
                    (self.mailing.button(lang, chat.id))
                }
                (self.mailing.list(lang, chat.id))
                header {
                    p.muted { (self.team) }
                    h1 dir="auto" { (title) }
                    p.muted { (channel_kind_name(lang, chat.channel_kind)) " (" bdi { (chat.channel_name) } ") · " (moment(chat.created_at, Style::Full)) }
                }
                @if self.transcript.lines.is_empty() { p.muted { (t!(lang, "transcript-empty")) } }
                @if let Some(words) = self.transcript.left_out(lang) {
                    p.muted { a href={ "/chats/" (chat.id) } { (words) } }
                }
                ol."transcript__lines" {
                    @for line in &self.transcript.lines {
                        li data-comment[matches!(line.by, Speaker::Comment(_))] {
                            p."transcript__by" { b { bdi { (line.by.name(lang, &self.customer)) } } " " (moment(line.at, Style::Full)) }
                            @if !line.text.is_empty() {
                                p."transcript__text" dir="auto" { @if line.struck.is_some() { s { (line.text) } } @else { (line.text) } }
                            }
                            @for file in &line.files { p.muted.small { (icon_sm("paperclip")) " " bdi { (file) } } }
                            @if let Some(struck) = &line.struck {
                                p.muted.small { (t!(lang, "comment-struck", name = &struck.by)) " · " (moment(struck.at, Style::Full)) }
                            }
                        }
                    }
                }
            }
            (script_texts(lang))
        }
    }
}

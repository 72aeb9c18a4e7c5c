//! A chat to print or to keep as a file.

use maud::{Markup, html};
use serde::Deserialize;

use crate::{
    base::{id::ConversationId, lang::Lang},
    db::DbError,
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

async fn load(ask: &Ask) -> Result<(Transcript, String, bool), Refusal> {
    let id: ConversationId = ask.place("id")?;
    let with_comments = ask.query::<Wish>()?.comments.is_some();
    let reading = if with_comments {
        Reading::TeamWithComments
    } else {
        Reading::Team
    };
    let (found, team) = ask
        .house
        .db
        .read::<_, DbError>(move |reader| {
            let team: Team = setting::get(reader)?;
            Ok((transcript::of(reader, id, reading)?, team.name))
        })
        .await?;
    let found = found.ok_or_else(Refusal::not_found)?;
    Ok((found, team, with_comments))
}

/// To read and to print.
pub(super) async fn sheet(ask: Ask, agent: AsAgent) -> Reply {
    let (transcript, team, with_comments) = load(&ask).await?;
    let lang = agent.lang;
    let customer = customer_name(
        lang,
        transcript.chat.customer,
        &transcript.chat.customer_name,
    );
    let title = t!(lang, "transcript-of", name = &customer).into_owned();
    let document = Document {
        lang,
        theme: "light",
        title: &title,
        styles: &["transcript"],
        scripts: &["transcript"],
        page: "transcript",
    };
    let view = Sheet {
        lang,
        team: &team,
        customer: &customer,
        transcript: &transcript,
        with_comments,
    };
    page(document.wrap(&view.show(&title)))
}

/// As a file of plain words.
pub(super) async fn file(ask: Ask, agent: AsAgent) -> Reply {
    let (transcript, team, _) = load(&ask).await?;
    let lang = agent.lang;
    let customer = customer_name(
        lang,
        transcript.chat.customer,
        &transcript.chat.customer_name,
    );
    as_file(&transcript, lang, &team, &customer)
}

struct Sheet<'a> {
    lang: Lang,
    team: &'a str,
    customer: &'a str,
    transcript: &'a Transcript,
    with_comments: bool,
}

impl Sheet<'_> {
    fn show(&self, title: &str) -> Markup {
        let (lang, chat) = (self.lang, &self.transcript.chat);
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
                form."transcript__bar" method="get" {
                    label.check { input type="checkbox" name="comments" value="1" checked[self.with_comments] data-submits; span { (t!(lang, "transcript-comments")) } }
                    noscript { button.btn."btn--sm" { (t!(lang, "save")) } }
                    span.grow {}
                    a.btn."btn--sm" href=(file) download { (icon_sm("download")) (t!(lang, "transcript-download")) }
                    button.btn."btn--sm"."btn--primary" type="button" data-print hidden { (icon_sm("file-text")) (t!(lang, "transcript-print")) }
                }
                header {
                    p.muted { (self.team) }
                    h1 dir="auto" { (title) }
                    p.muted { (channel_kind_name(lang, chat.channel_kind)) " (" bdi { (chat.channel_name) } ") · " (moment(chat.created_at, Style::Full)) }
                }
                @if self.transcript.lines.is_empty() { p.muted { (t!(lang, "transcript-empty")) } }
                ol."transcript__lines" {
                    @for line in &self.transcript.lines {
                        li data-comment[matches!(line.by, Speaker::Comment(_))] {
                            p."transcript__by" { b { bdi { (line.by.name(lang, self.customer)) } } " " (moment(line.at, Style::Full)) }
                            @if !line.text.is_empty() { p."transcript__text" dir="auto" { (line.text) } }
                            @for file in &line.files { p.muted.small { (icon_sm("paperclip")) " " bdi { (file) } } }
                        }
                    }
                }
            }
            (script_texts(lang))
        }
    }
}

//! A chat sent by mail: to its customer as they may read it, to a colleague with what the team said, if wished.

use maud::{Markup, html};
use serde::Deserialize;

use super::transcript::{self, Loaded};
use crate::{
    base::{
        id::{ChannelId, ConversationId, PostId},
        lang::Lang,
    },
    db::{DbError, Reader},
    desk::{
        content::language,
        conversation::{self, Conversation},
        customer,
        post::{self, Draft, Post, PostError, Stage},
        setting::{self, Team},
        team::{Agent, Role},
        transcript::{self as chat, Reading},
    },
    t,
    web::{
        answer::{Refusal, Reply, page, page_with, see_other},
        field::{Field, Wrong, choice},
        layout::{customer_name, icon_sm, icon_xs},
        moment::{Style, moment},
        request::{AsAgent, Ask},
        transcript::as_mail,
    },
};

/// What stands in the form.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    to: String,
    from: Option<ChannelId>,
    comments: Option<String>,
}

/// The form, and what became of mails that were sent before.
pub(super) struct Mailing {
    /// Those that mails can leave from: id, and name with address.
    mailboxes: Vec<(ChannelId, String)>,
    posts: Vec<Post>,
    typed: Typed,
    wrong: Wrong,
    may_connect: bool,
}

impl Mailing {
    pub(super) fn load(
        reader: &Reader<'_>,
        agent: &Agent,
        chat: &Conversation,
    ) -> Result<Self, DbError> {
        let mut mailboxes = post::mailboxes(reader)?;
        // The one that the customer wrote to comes first.
        mailboxes.sort_by_key(|account| account.channel.id != chat.channel);
        let to = customer::by_id(reader, chat.customer)?.map(|customer| customer.email);
        Ok(Self {
            mailboxes: mailboxes
                .into_iter()
                .map(|account| {
                    let words = format!("{} ({})", account.channel.name, account.username);
                    (account.channel.id, words)
                })
                .collect(),
            posts: post::of_chat(reader, chat.id)?,
            typed: Typed {
                to: to.unwrap_or_default(),
                ..Typed::default()
            },
            wrong: Wrong::default(),
            may_connect: agent.may_act_as(Role::Admin),
        })
    }

    /// The button, and what opens below it.
    pub(super) fn button(&self, lang: Lang, chat: ConversationId) -> Markup {
        html! {
            details."transcript__mail" #mail open[!self.wrong.is_empty()] {
                summary.btn."btn--sm" { (icon_sm("mail")) (t!(lang, "transcript-mail")) }
                @if self.mailboxes.is_empty() {
                    p.small {
                        (t!(lang, "transcript-mail-none")) " "
                        @if self.may_connect { a href="/admin/channels/connect/email" { (t!(lang, "transcript-mail-connect")) } }
                        @else { (t!(lang, "transcript-mail-none-ask")) }
                    }
                } @else { (self.form(lang, chat)) }
            }
        }
    }

    fn form(&self, lang: Lang, chat: ConversationId) -> Markup {
        let chosen = self.typed.from.or(self.mailboxes.first().map(|one| one.0));
        let chosen = chosen.map(|id| id.to_string()).unwrap_or_default();
        let ids: Vec<String> = self.mailboxes.iter().map(|one| one.0.to_string()).collect();
        let choices: Vec<_> = ids
            .iter()
            .zip(&self.mailboxes)
            .map(|(id, one)| (id.as_str(), one.1.as_str().into()))
            .collect();
        html! {
            form.stack method="post" action={ "/chats/" (chat) "/transcript/mail" } {
                (Field::new("mail", "to", t!(lang, "transcript-mail-to")).kind("email").value(&self.typed.to)
                    .longest(254).required().judged(&self.wrong))
                @if choices.len() > 1 {
                    (choice::select("mail", "from", &t!(lang, "transcript-mail-from"), &chosen, &choices))
                } @else { input type="hidden" name="from" value=(chosen); }
                div.field {
                    (choice::check("comments", &t!(lang, "transcript-comments"), self.typed.comments.is_some()))
                    @match self.wrong.beside("comments") {
                        Some(why) => p."field__error" role="alert" { (icon_xs("circle-alert")) span { (why) } },
                        None => p."field__hint" { (t!(lang, "transcript-mail-hint")) },
                    }
                }
                @if let Some(why) = self.wrong.beside("form") { p."field__error" role="alert" { (icon_xs("circle-alert")) span { (why) } } }
                p { button.btn."btn--sm"."btn--primary" { (t!(lang, "transcript-mail-send")) } }
            }
        }
    }

    /// What became of those that were sent.
    pub(super) fn list(&self, lang: Lang, chat: ConversationId) -> Markup {
        html! {
            section."transcript__mails" #mails data-href={ "/chats/" (chat) "/transcript/mails" } aria-live="polite" {
                @if !self.posts.is_empty() {
                    h2.small { (t!(lang, "transcript-mails")) }
                    ul { @for post in &self.posts { (one(lang, chat, post)) } }
                }
            }
        }
    }
}

fn one(lang: Lang, chat: ConversationId, post: &Post) -> Markup {
    let (symbol, words) = match post.stage {
        Stage::Queued | Stage::Sending => ("clock", t!(lang, "transcript-mail-waits")),
        Stage::Sent => ("check", t!(lang, "transcript-mail-sent")),
        Stage::Failed => ("circle-alert", t!(lang, "transcript-mail-failed")),
    };
    let waits = matches!(post.stage, Stage::Queued | Stage::Sending);
    html! {
        li id={ "post-" (post.id) } data-waits[waits] {
            (icon_xs(symbol)) span {
                bdi { (post.recipient) } " · " (words) " · " (moment(post.created_at, Style::Full))
                @if !post.words.is_empty() { " " bdi.muted { "(" (post.words) ")" } }
            }
            @if post.stage == Stage::Failed && !post.html.is_empty() {
                form method="post" action={ "/chats/" (chat) "/transcript/mails/" (post.id) "/again" } {
                    button.linkbtn { (t!(lang, "transcript-mail-again")) }
                }
            }
        }
    }
}

/// Sends a chat by mail.
pub(super) async fn send(mut ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let typed: Typed = ask.form().await?;
    let (viewer, wish) = (agent.agent.clone(), typed.clone());
    let draft = ask
        .house
        .db
        .read::<_, Refusal>(move |reader| draft(reader, &viewer, id, &wish))
        .await?;
    let viewer = agent.agent.clone();
    let taken = ask
        .house
        .db
        .write::<_, PostError>(move |tx| post::send(tx, &viewer, &draft))
        .await;
    let wrong = match taken {
        Ok(_) => return see_other(&format!("/chats/{id}/transcript#mails")),
        Err(error) => wrong(agent.lang, error)?,
    };
    let mut loaded = transcript::load(&ask, &agent).await?;
    loaded.mailing.typed = typed;
    loaded.mailing.wrong = wrong;
    Ok(page_with(
        http::StatusCode::UNPROCESSABLE_ENTITY,
        loaded.document(agent.lang),
    ))
}

/// What was wrong, beside its field.
fn wrong(lang: Lang, error: PostError) -> Result<Wrong, Refusal> {
    Ok(match error {
        PostError::BadAddress => Wrong::at("to", t!(lang, "transcript-mail-bad")),
        PostError::Outsider => Wrong::at("comments", t!(lang, "transcript-mail-outsider")),
        PostError::NoMailbox => Wrong::at("form", t!(lang, "transcript-mail-gone")),
        PostError::Withdrawn => Wrong::at("to", t!(lang, "transcript-mail-withdrawn")),
        PostError::TooMany => Wrong::at("form", t!(lang, "transcript-mail-many")),
        PostError::NotFound | PostError::NotAnswered => return Err(Refusal::not_found()),
        PostError::Db(error) => return Err(error.into()),
    })
}

/// The mail: as its reader may see the chat, in a language that they read.
fn draft(
    reader: &Reader<'_>,
    agent: &Agent,
    id: ConversationId,
    typed: &Typed,
) -> Result<Draft, Refusal> {
    let conversation = conversation::by_id(reader, id)?.ok_or_else(Refusal::not_found)?;
    let has_comments = typed.comments.is_some();
    let is_own = post::is_of_team(reader, &typed.to)?;
    let reading = match (is_own, has_comments) {
        (true, true) => Reading::TeamWithComments,
        (true, false) => Reading::Team,
        (false, _) => Reading::Customer(conversation.identity),
    };
    let lang = if is_own {
        agent.lang
    } else {
        let wanted = language::of(reader, &conversation)?.code;
        language::of_house(&wanted, "")
    };
    let team: Team = setting::get(reader)?;
    let transcript = chat::of(reader, id, reading)?.ok_or_else(Refusal::not_found)?;
    let customer = customer_name(lang, conversation.customer, &conversation.customer_name);
    let (text, html) = as_mail(&transcript, lang, &team.name, &customer);
    let mailbox = match typed.from {
        Some(from) => from,
        None => post::mailboxes(reader)?
            .first()
            .map_or(ChannelId(0), |account| account.channel.id),
    };
    Ok(Draft {
        channel: mailbox,
        conversation: id,
        recipient: typed.to.clone(),
        subject: t!(lang, "transcript-mail-subject", team = &team.name).into_owned(),
        text,
        html,
        has_comments,
    })
}

/// What became of a chat's mails, as a part of its sheet.
pub(super) async fn mails(ask: Ask, agent: AsAgent) -> Reply {
    let Loaded {
        transcript,
        mailing,
        ..
    } = transcript::load(&ask, &agent).await?;
    page(mailing.list(agent.lang, transcript.chat.id))
}

/// Tries one again.
pub(super) async fn again(ask: Ask, _: AsAgent) -> Reply {
    let (chat, id): (ConversationId, PostId) = (ask.place("id")?, ask.place("post")?);
    let begun = ask
        .house
        .db
        .write::<_, PostError>(move |tx| post::again(tx, chat, id))
        .await;
    match begun {
        Err(PostError::Db(error)) => Err(error.into()),
        // It may have been tried again from another screen.
        Ok(()) | Err(_) => see_other(&format!("/chats/{chat}/transcript#mails")),
    }
}

//! A simulated colleague: signs in, takes a chat that has waited a while, answers by the script and
//! closes it. Steps back for as long as somebody is signed in as them.

use std::time::Duration;

use anyhow::{Context, ensure};
use serde_json::{Value, json};

use super::{
    chance::Chance,
    client::Client,
    counter::{Member, first_name},
    crowd::Mishaps,
    plan::Ending,
    script::{Matter, script},
    shop::Shop,
    turn::{Chat, Move, opening},
};
use crate::{
    base::{
        id::{AgentId, ConversationId, MessageId},
        secret::random_hex,
    },
    db::{Db, DbError},
    desk::{
        chats::{self, Assignee, Filter, Order, Tab},
        closing,
        conversation::{self, message, participant},
        invite,
        team::{self, session},
        waitlist,
    },
};

/// Chats at once: enough to be seen at work, few enough to leave some for others.
const MOST: i64 = 2;
/// A line of so many is short.
const SHORT: usize = 2;
/// Somebody whose console has been silent for longer has gone home.
const GONE: Duration = Duration::from_secs(10 * 60);

/// A colleague of the team.
pub(super) struct Colleague {
    /// Who.
    pub member: Member,
    /// With which they sign in.
    pub password: &'static str,
    /// The file, to look at; everything they do goes by the API.
    pub db: Db,
    /// Where they work.
    pub shop: Shop,
    /// What decides when they do what.
    pub chance: Chance,
}

impl Colleague {
    /// Works until dropped.
    pub(super) async fn work(mut self, mishaps: Mishaps) {
        loop {
            if let Err(error) = self.shift().await {
                mishaps.note(self.member.name, format!("{error:#}"));
            }
            self.pause(10, 20).await;
        }
    }

    async fn pause(&mut self, least: u64, most: u64) {
        let (least, most) = (Duration::from_secs(least), Duration::from_secs(most));
        let pause = self.shop.pace.time(self.chance.between(least, most));
        tokio::time::sleep(pause.max(Duration::from_millis(20))).await;
    }

    /// From signing in until somebody comes who signs in as them.
    async fn shift(&mut self) -> anyhow::Result<()> {
        while self.is_replaced().await? {
            self.pause(20, 60).await;
        }
        // A browser without a name: that is how this session is told from a person's.
        let mut client = Client::new(self.shop.house, "", "en");
        let body = json!({ "email": self.member.email, "password": self.password });
        let answer = client.post("/api/v1/agent/login", &body, None).await?;
        let token = answer.body["token"].as_str();
        client.set_token(token.with_context(|| format!("not signed in: {}", answer.status))?);
        let me = AgentId(
            answer.body["agent"]["id"]
                .as_i64()
                .context("an agent has an id")?,
        );
        let mut events = client.events("/api/v1/agent/events");
        events.open().await?;
        loop {
            // The open stream is what makes them be at the counter; what it tells is not needed.
            let wait = self
                .chance
                .between(Duration::from_secs(3), Duration::from_secs(9));
            let wait = self.shop.pace.time(wait).max(Duration::from_millis(20));
            let listening = async {
                loop {
                    events.next().await?;
                }
            };
            if let Ok(outcome) = tokio::time::timeout(wait, listening).await {
                return outcome;
            }
            if self.is_replaced().await? {
                client
                    .post("/api/v1/agent/logout", &json!({}), None)
                    .await?;
                return Ok(());
            }
            self.serve(&client, me).await?;
        }
    }

    /// Whether a person is signed in as them.
    async fn is_replaced(&self) -> Result<bool, DbError> {
        let email = self.member.email;
        self.db
            .read(move |reader| {
                let Some((agent, _)) = team::by_email(reader, email)? else {
                    return Ok(true);
                };
                let now = reader.now;
                Ok(session::of_agent(reader, agent.id)?
                    .iter()
                    .any(|session| !session.device.is_empty() && now.since(session.seen_at) < GONE))
            })
            .await
    }

    async fn serve(&mut self, client: &Client, me: AgentId) -> anyhow::Result<()> {
        let patience = self.shop.pace.patience(Duration::from_secs(5 * 60));
        let own = self
            .db
            .read::<_, DbError>(move |reader| {
                let filter = Filter {
                    tab: Tab::Open,
                    assignee: Assignee::Agent(me),
                    ..Filter::default()
                };
                chats::list(reader, me, &filter, Order::default(), None, 50)
            })
            .await?;
        for listed in own.rows {
            if let Some(chat) = self.look(listed.conversation.id).await? {
                self.answer(client, &chat, patience).await?;
            }
        }
        self.help(client, me).await?;
        if let Some(id) = self.choose(me).await? {
            let path = format!("/api/v1/agent/conversations/{id}/claim");
            // Whoever was quicker may keep it.
            client.post(&path, &json!({}), Some(&random_hex())).await?;
        }
        Ok(())
    }

    /// Joins where somebody asks for help, most of the time, and leaves it to them again after a while.
    async fn help(&mut self, client: &Client, me: AgentId) -> anyhow::Result<()> {
        let (asked, guest_in) = self
            .db
            .read::<_, DbError>(move |reader| {
                let asked = invite::waiting_for(reader, me)?;
                let guest_in = participant::of_agent(reader, me)?;
                Ok((asked, guest_in))
            })
            .await?;
        for one in asked {
            let answer = if self.chance.in_hundred(75) {
                "accept"
            } else {
                "reject"
            };
            let path = format!("/api/v1/agent/invites/{}/{answer}", one.invite.id);
            // It may have ended meanwhile.
            client.post(&path, &json!({}), None).await?;
        }
        for id in guest_in {
            if self.chance.in_hundred(4) {
                let path = format!("/api/v1/agent/conversations/{id}/leave");
                client.post(&path, &json!({}), None).await?;
            }
        }
        Ok(())
    }

    /// A chat that has waited long enough for a person to have taken it.
    async fn choose(&mut self, me: AgentId) -> Result<Option<ConversationId>, DbError> {
        let pace = self.shop.pace;
        let (soon, late) = (
            pace.patience(Duration::from_secs(60)),
            pace.patience(Duration::from_secs(180)),
        );
        let waiting = self
            .db
            .read::<_, DbError>(move |reader| {
                let Some(agent) = team::by_id(reader, me)? else {
                    return Ok(Vec::new());
                };
                if waitlist::capacity::load(reader, me)? >= MOST {
                    return Ok(Vec::new());
                }
                let now = reader.now;
                let mut waiting = Vec::new();
                for conversation in waitlist::list(reader, &agent, 50)? {
                    let since = conversation.waiting_since.unwrap_or(now);
                    let opening = opening(reader, conversation.id)?;
                    // Real visitors of the shop are left to real agents.
                    if opening.is_some_and(|text| script().recognise(&text).is_some()) {
                        waiting.push((conversation.id, now.since(since)));
                    }
                }
                Ok(waiting)
            })
            .await?;
        // A short line is left for whoever tries the demo, for a while.
        let least = if waiting.len() > SHORT { soon } else { late };
        Ok(waiting
            .into_iter()
            .find(|(_, waits)| *waits > least)
            .map(|(id, _)| id)
            .filter(|_| self.chance.in_hundred(60)))
    }

    async fn look(&self, id: ConversationId) -> Result<Option<Chat>, DbError> {
        self.db
            .read(move |reader| {
                let Some(conversation) = conversation::by_id(reader, id)? else {
                    return Ok(None);
                };
                let entries = message::of_conversation(reader, id, MessageId(0), 1_000)?;
                Ok(Chat::read(conversation, &entries, reader.now))
            })
            .await
    }

    async fn answer(
        &mut self,
        client: &Client,
        chat: &Chat,
        patience: Duration,
    ) -> anyhow::Result<()> {
        let path = format!("/api/v1/agent/conversations/{}", chat.id);
        let read = json!({ "message_id": chat.newest });
        client.post(&format!("{path}/read"), &read, None).await?;
        match chat.next(first_name(self.member.name), patience, &mut self.chance) {
            Move::Wait => {}
            Move::Say(lines) => {
                for line in lines {
                    client
                        .post(&format!("{path}/typing"), &json!({}), None)
                        .await?;
                    tokio::time::sleep(self.shop.pace.typing(&line)).await;
                    let body = json!({ "text": line });
                    let said = client
                        .post(&format!("{path}/messages"), &body, Some(&random_hex()))
                        .await?;
                    if !said.status.is_success() {
                        // The customer left, or somebody took the chat over.
                        return Ok(());
                    }
                }
            }
            Move::Close(ending) => {
                let body = self.closing(chat.story.matter, ending).await?;
                let closed = client.post(&format!("{path}/close"), &body, None).await?;
                ensure!(
                    !closed.status.is_server_error(),
                    "not closed: {}",
                    closed.body
                );
            }
        }
        Ok(())
    }

    async fn closing(&self, matter: Matter, ending: Ending) -> Result<Value, DbError> {
        let (types, reasons) = self
            .db
            .read::<_, DbError>(|reader| {
                Ok((closing::chat_types(reader)?, closing::reasons(reader)?))
            })
            .await?;
        Ok(json!({
            "chat_type_id": types.get(matter as usize).map(|kind| kind.id),
            "reason_id": reasons.get(ending as usize).map(|reason| reason.id),
            "survey": true,
        }))
    }
}

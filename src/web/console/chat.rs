//! A chat as the second pane shows it, read in one go.

use crate::{
    base::{
        id::{ConversationId, MessageId},
        time::Timestamp,
    },
    db::{DbError, Reader},
    desk::{
        agent_identity,
        alike::together::{self, Together},
        allowance::Allowance,
        attachment::rule,
        block,
        closing::{self, ChatType, Reason},
        content::language::{self, ContentLanguage},
        conversation::{
            self, Conversation, State, draft,
            handed::{self, Handed},
            message::{self, Entry},
            participant,
            silence::Told,
            watch,
            window::{self, Stand},
        },
        counter::{self, Colleague},
        customer::{directory::Known, portrait},
        forward,
        invite::board::Board,
        outgoing::{self, Outgoing},
        preview,
        prompter::remote::{self, Offered},
        setting::{self, Closing},
        silence,
        team::{Agent, Face, Mask, Role},
        translation,
        window::Speaker,
    },
    web::{
        answer::Refusal,
        log::{Log, MayStrike, known_in},
    },
};

/// Entries that are shown at first, and with each step back.
pub(super) const STEP: usize = 60;

/// What the agent may do in a chat, which decides what stands below its log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stance {
    /// It is theirs, or they were asked into it: they answer.
    Mine,
    /// It waits: they may take it.
    Waiting,
    /// A colleague has it: they may leave a comment; a supervisor may take it over.
    Theirs,
    /// It has ended: writing begins another one.
    Ended,
    /// It has ended, and the team no longer serves its customer.
    Barred,
    /// It is put away: it is only read.
    PutAway,
}

impl Stance {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Waiting => "waiting",
            Self::Theirs => "theirs",
            Self::Ended => "ended",
            Self::Barred => "barred",
            Self::PutAway => "put-away",
        }
    }
}

/// How one closes a chat in this house.
pub(super) struct Choices {
    pub(super) rules: Closing,
    pub(super) types: Vec<ChatType>,
    pub(super) reasons: Vec<Reason>,
    /// Whether the customer was asked a short while ago, after another chat.
    pub(super) was_asked_lately: bool,
}

/// A chat with its log.
pub(super) struct Chat {
    pub(super) agent: Agent,
    pub(super) conversation: Conversation,
    /// Oldest first, over all chats of the customer up to this one.
    pub(super) entries: Vec<Entry>,
    /// The chats they are from.
    pub(super) chats: Vec<Conversation>,
    /// Whom the directory knows among the addresses and numbers in them.
    pub(super) known: Known,
    /// Whether there is more above.
    pub(super) has_more: bool,
    /// What the agent was about to say.
    pub(super) draft: draft::Kept,
    /// Which files the agent may send.
    pub(super) files: Allowance,
    pub(super) choices: Choices,
    /// Another chat of the same customer that is open, when this one has ended.
    pub(super) goes_on_in: Option<ConversationId>,
    /// Whether the customer has been here before.
    pub(super) returns: bool,
    /// The name of the customer's picture, if they have one.
    pub(super) portrait: Option<String>,
    /// Until when the customer can be answered, if not for ever.
    pub(super) window: Option<Stand>,
    /// What was sent and has not left yet.
    pub(super) resting: Vec<Outgoing>,
    /// When this was read.
    pub(super) now: Timestamp,
    /// Whether the team no longer serves them.
    pub(super) is_blocked: bool,
    /// Whether the agent sees what the customer is typing.
    pub(super) has_preview: bool,
    /// What is next with a customer who does not answer.
    pub(super) silence: Option<Told>,
    /// In which language the customer is answered.
    pub(super) content_language: ContentLanguage,
    /// When it, or a reminder in it, comes back.
    pub(super) standing: Option<Handed>,
    /// Whether one click brings it before a supervisor.
    pub(super) may_escalate: bool,
    /// As whom the agent may write here, and does.
    pub(super) wearing: (agent_identity::Choices, Option<Mask>),
    /// Who is in it beside its owner.
    pub(super) participants: Vec<Face>,
    /// How it stands with those that the agent took together with it.
    pub(super) together: Option<Together>,
    /// Who follows it without being in it.
    pub(super) watchers: Vec<Face>,
    /// How colleagues stand with it.
    pub(super) board: Board,
    /// Whom the agent may ask in; empty when they are not in it.
    pub(super) colleagues: Vec<Colleague>,
    /// Who can be asked what to answer.
    pub(super) prompters: Offered,
    /// Whether the house translates.
    pub(super) translates: bool,
}

impl Chat {
    /// The conversation, if anything was ever written in it.
    pub(super) fn written(
        reader: &Reader<'_>,
        id: ConversationId,
    ) -> Result<Option<Conversation>, DbError> {
        Ok(conversation::by_id(reader, id)?.filter(|chat| chat.state != State::Fresh))
    }

    /// Reads a chat; `None` when there is none, or nothing was ever written in it.
    pub(super) fn load(
        reader: &Reader<'_>,
        agent: &Agent,
        id: ConversationId,
        now: Timestamp,
    ) -> Result<Option<Self>, DbError> {
        let Some(conversation) = Self::written(reader, id)? else {
            return Ok(None);
        };
        let mut entries = message::of_customer_before(
            reader,
            conversation.customer,
            id,
            MessageId(i64::MAX),
            STEP + 1,
        )?;
        let has_more = entries.len() > STEP;
        if has_more {
            entries.remove(0);
        }
        let goes_on_in = match conversation.state {
            State::WrappingUp { .. } | State::Closed { .. } => {
                conversation::open_of(reader, conversation.identity)?
                    .filter(|open| open.state != State::Fresh)
                    .map(|open| open.id)
            }
            State::Fresh | State::Waiting { .. } | State::Scheduled | State::Active { .. } => None,
        };
        let board = Board::load(reader, agent.id, Some(id))?;
        Ok(Some(Self {
            chats: chats_of(reader, &entries)?,
            known: known_in(reader, &entries)?,
            draft: draft::of(reader, agent.id, id)?,
            files: rule::for_team(reader, id)?.unwrap_or_default(),
            choices: Choices {
                rules: setting::get(reader)?,
                types: closing::chat_types(reader)?,
                reasons: closing::reasons(reader)?,
                was_asked_lately: closing::survey::was_asked_lately(reader, &conversation)?,
            },
            window: window::stand(reader, id)?,
            resting: outgoing::of_conversation(reader, id)?,
            now,
            returns: conversation::has_earlier(reader, &conversation)?,
            portrait: portrait::of_customer(reader, conversation.customer)?,
            is_blocked: block::holds(reader, conversation.customer)?,
            has_preview: preview::onlookers(reader, &conversation)?.contains(&agent.id),
            silence: silence::told(reader, &conversation)?,
            content_language: language::of(reader, &conversation)?,
            standing: handed::standing(reader, id)?.filter(|handed| {
                let put_off = handed.put_off.as_ref();
                put_off.is_some_and(|put_off| put_off.at > now)
            }),
            may_escalate: forward::can_escalate(reader)?,
            wearing: (
                agent_identity::choices(reader, agent.id, conversation.channel)?,
                agent_identity::worn(reader, agent.id, id)?,
            ),
            participants: participant::of(reader, id)?,
            watchers: watch::of(reader, id)?,
            together: together::of_chat(reader, agent.id, id)?,
            colleagues: match board.chat {
                Some(_) => counter::colleagues(reader, agent.id)?,
                None => Vec::new(),
            },
            board,
            prompters: remote::offered(reader)?,
            translates: translation::is_on(reader)?,
            agent: agent.clone(),
            conversation,
            entries,
            has_more,
            goes_on_in,
        }))
    }

    pub(super) fn stance(&self) -> Stance {
        match &self.conversation.state {
            State::Active { .. } if self.inside().any(|face| face.id == self.agent.id) => {
                Stance::Mine
            }
            State::Active { .. } => Stance::Theirs,
            State::Fresh | State::Waiting { .. } | State::Scheduled => Stance::Waiting,
            State::WrappingUp { .. } | State::Closed { .. } if self.is_blocked => Stance::Barred,
            State::Closed { .. } if self.conversation.archived_at.is_some() => Stance::PutAway,
            State::WrappingUp { .. } | State::Closed { .. } => Stance::Ended,
        }
    }

    /// Who answers in it: its owner and those beside them.
    pub(super) fn inside(&self) -> impl Iterator<Item = &Face> {
        let owner = match &self.conversation.state {
            State::Active { agent, .. } => Some(agent),
            State::Fresh
            | State::Waiting { .. }
            | State::Scheduled
            | State::WrappingUp { .. }
            | State::Closed { .. } => None,
        };
        owner.into_iter().chain(&self.participants)
    }

    /// Whether the agent has it, and so may close it and pass it on.
    pub(super) fn is_owner(&self) -> bool {
        matches!(&self.conversation.state, State::Active { agent, .. } if agent.id == self.agent.id)
    }

    /// Whether a colleague has it.
    pub(super) fn is_of_colleague(&self) -> bool {
        matches!(self.conversation.state, State::Active { .. }) && !self.is_owner()
    }

    /// Whether the agent follows it.
    pub(super) fn is_watching(&self) -> bool {
        self.watchers.iter().any(|face| face.id == self.agent.id)
    }

    /// Whether what the agent notes is whispered to whoever has it.
    pub(super) fn whispers_to(&self) -> Option<&Face> {
        let owner = self.conversation.agent()?;
        (self.stance() == Stance::Theirs && self.may_take_over()).then_some(owner)
    }

    /// Whether the agent may act on a colleague's chat.
    pub(super) fn may_take_over(&self) -> bool {
        self.agent.may_act_as(Role::Supervisor)
    }

    /// Whether the customer can be turned away from here: by who has the chat, or by anybody from one that
    /// nobody has.
    pub(super) fn may_block(&self) -> bool {
        !self.is_blocked && (!self.is_of_colleague() || self.may_take_over())
    }

    /// Whether the customer has withdrawn their consent, and nothing goes out to them.
    pub(super) fn has_withdrawn(&self) -> bool {
        self.window
            .as_ref()
            .is_some_and(|stand| stand.facts.withdrawn_at.is_some())
    }

    /// Whether the customer would not get the question how it was.
    pub(super) fn is_too_late_to_ask(&self) -> bool {
        let stand = self.window.as_ref();
        stand.is_some_and(|stand| !stand.of(Speaker::Automation).is_open())
    }

    pub(super) fn log(&self) -> Log<'_> {
        Log {
            lang: self.agent.lang,
            viewer: self.agent.id,
            chats: &self.chats,
            marked: "",
            writer: Some((&self.agent, self.now)),
            may_bookmark: false,
            may_strike: may_strike(&self.agent),
            known: &self.known,
        }
    }
}

/// Which comments somebody may strike through.
pub(super) fn may_strike(agent: &Agent) -> MayStrike {
    if agent.may_act_as(Role::Supervisor) {
        MayStrike::All
    } else {
        MayStrike::Own
    }
}

/// The chats that entries are from.
pub(super) fn chats_of(
    reader: &Reader<'_>,
    entries: &[Entry],
) -> Result<Vec<Conversation>, DbError> {
    let mut ids: Vec<ConversationId> = entries.iter().map(Entry::conversation).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut chats = Vec::with_capacity(ids.len());
    for id in ids {
        chats.extend(conversation::by_id(reader, id)?);
    }
    Ok(chats)
}

/// The chat, or "no such chat".
pub(super) fn load(
    reader: &Reader<'_>,
    agent: &Agent,
    id: ConversationId,
    now: Timestamp,
) -> Result<Chat, Refusal> {
    Chat::load(reader, agent, id, now)?.ok_or_else(Refusal::not_found)
}

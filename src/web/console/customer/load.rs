//! What the panel shows, read in one go.

use crate::{
    base::{
        id::{ConversationId, CustomerId},
        time::Timestamp,
    },
    db::{DbError, Page, Reader},
    desk::{
        conversation::{self, Conversation},
        customer::{
            self, Customer,
            history::{self, Episode},
            identity::{self, Identity},
            note::{self, Note},
            page_view::{self, PageView},
            tag::{self, Tag},
        },
        team::Agent,
    },
    web::House,
};

/// Most notes and pages that are shown.
const MOST: usize = 50;
/// How long after the last sign of life somebody counts as being on the page.
const GRACE: std::time::Duration = std::time::Duration::from_secs(45);

/// Which of its tabs is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::web) enum Tab {
    /// Who it is and what the team knows.
    #[default]
    Customer,
    /// Where on the site they are and were.
    Pages,
    /// What the team has ready to send them.
    Cards,
}

impl Tab {
    /// Its word in addresses.
    #[must_use]
    pub(in crate::web) fn word(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Pages => "pages",
            Self::Cards => "cards",
        }
    }

    /// What the address says.
    #[must_use]
    pub(in crate::web) fn from_word(word: &str) -> Self {
        match word {
            "pages" => Self::Pages,
            "cards" => Self::Cards,
            _ => Self::Customer,
        }
    }
}

/// A customer beside one of their chats.
pub(in crate::web) struct Known {
    /// The chat.
    pub(super) conversation: Conversation,
    /// Who writes there.
    pub(super) customer: Customer,
    /// Through which account.
    pub(super) identity: Identity,
    /// What the team called them.
    pub(super) tags: Vec<Tag>,
    /// Tags one may choose from, most used first.
    pub(super) choices: Vec<Tag>,
    /// What the team wrote down.
    pub(super) notes: Page<Note, crate::base::id::NoteId>,
    /// Their other chats, newest first.
    pub(super) episodes: Vec<Episode>,
    /// Whether there are more of them.
    pub(super) has_more: bool,
    /// Where they are and were, newest first.
    pub(super) pages: Vec<PageView>,
    /// Whether they are on the newest page now.
    pub(super) is_there: bool,
    /// When this was read.
    pub(super) now: Timestamp,
    /// Who looks.
    pub(super) agent: Agent,
}

/// Reads what the panel beside a chat shows; `None` when there is no such chat. `earlier` says how
/// many other chats are shown.
pub(in crate::web) async fn load(
    house: &House,
    agent: Agent,
    id: ConversationId,
    earlier: usize,
) -> Result<Option<Known>, DbError> {
    let found = house
        .db
        .read::<_, DbError>(move |reader| read(reader, agent, id, earlier))
        .await?;
    Ok(found.map(|mut known| {
        known.is_there = is_there(&known, house.hub.is_listening(known.identity.id));
        known
    }))
}

fn read(
    reader: &Reader<'_>,
    agent: Agent,
    id: ConversationId,
    earlier: usize,
) -> Result<Option<Known>, DbError> {
    let Some(conversation) = conversation::by_id(reader, id)? else {
        return Ok(None);
    };
    let who: CustomerId = conversation.customer;
    let (Some(customer), Some(identity)) = (
        customer::by_id(reader, who)?,
        identity::by_id(reader, conversation.identity)?,
    ) else {
        return Ok(None);
    };
    let tags = tag::of_customer(reader, who)?;
    let mut choices = tag::suggest(reader, "", MOST)?;
    choices.retain(|choice| !tags.contains(choice));
    // One more than asked for, since the chat itself is among them.
    let history = history::of_customer(reader, who, None, earlier + 1)?;
    let mut episodes = history.rows;
    episodes.retain(|episode| episode.conversation.id != id);
    let has_more = history.next.is_some() || episodes.len() > earlier;
    episodes.truncate(earlier);
    Ok(Some(Known {
        notes: note::of_customer(reader, who, None, MOST)?,
        pages: page_view::of_identity(reader, identity.id, MOST)?,
        is_there: false,
        now: reader.now,
        conversation,
        customer,
        identity,
        tags,
        choices,
        episodes,
        has_more,
        agent,
    }))
}

/// Whether the visitor is on their newest page now: its browser listens, or opened it a moment ago.
fn is_there(known: &Known, is_listening: bool) -> bool {
    known.pages.first().is_some_and(|page| {
        page.left_at.is_none() && (is_listening || known.now.since(page.at) < GRACE)
    })
}

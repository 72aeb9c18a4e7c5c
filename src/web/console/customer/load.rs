//! What the panel shows, read in one go.

use std::net::IpAddr;

use super::shared::Shelf;
use crate::{
    atlas::Found,
    base::{
        id::{ConversationId, CustomerId},
        time::Timestamp,
    },
    db::{DbError, Page, Reader},
    desk::{
        block::{self, Block},
        channel::{self, Channel},
        conversation::{
            self, Conversation,
            consent::{self, Consent},
        },
        customer::{
            self, Customer,
            field::{self, Filled},
            history::{self, Episode},
            identity::{self, Identity},
            merge::{self, Merge},
            note::{self, Note},
            page_consent,
            page_view::{self, PageView},
            portrait,
            position::{self, Places, Position},
            tag::{self, Tag},
        },
        prompter::remote::{self, Offered},
        setting,
        team::Agent,
    },
    web::{
        House,
        answer::Refusal,
        layout::{chat_path, person_path},
        request::Ask,
    },
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
    /// Pictures, files and links of their chats.
    Files,
    /// What could be answered to a question.
    Prompter,
}

impl Tab {
    /// Its word in addresses.
    #[must_use]
    pub(in crate::web) fn word(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Pages => "pages",
            Self::Cards => "cards",
            Self::Files => "files",
            Self::Prompter => "prompter",
        }
    }

    /// What the address says.
    #[must_use]
    pub(in crate::web) fn from_word(word: &str) -> Self {
        match word {
            "pages" => Self::Pages,
            "cards" => Self::Cards,
            "files" => Self::Files,
            "prompter" => Self::Prompter,
            _ => Self::Customer,
        }
    }
}

/// Where a customer is shown, which is also where what one types about them goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::web) enum Stand {
    /// Beside one of their chats.
    Chat(ConversationId),
    /// On their own page.
    Record(CustomerId),
}

impl Stand {
    /// From the places of a route, which has one of the two.
    pub(in crate::web) fn of(ask: &Ask) -> Result<Self, Refusal> {
        match ask.place("conversation") {
            Ok(conversation) => Ok(Self::Chat(conversation)),
            Err(_) => Ok(Self::Record(ask.place("customer")?)),
        }
    }

    /// Address of a route of the panel.
    pub(in crate::web) fn path(self, rest: &str) -> String {
        match self {
            Self::Chat(id) => format!("/console/customers/{id}/{rest}"),
            Self::Record(id) => format!("/people/{id}/{rest}"),
        }
    }

    /// Where a browser without our script goes after an act.
    pub(in crate::web) fn home(self) -> String {
        match self {
            Self::Chat(id) => chat_path(id),
            Self::Record(id) => person_path(id),
        }
    }
}

/// A customer, beside one of their chats or on their own page.
pub(in crate::web) struct Known {
    /// Where they are shown.
    pub(in crate::web) stand: Stand,
    /// The chat; on their own page the latest one, if there is any.
    pub(in crate::web) conversation: Option<Conversation>,
    /// Who writes there.
    pub(in crate::web) customer: Customer,
    /// Through which account; on their own page the latest one, if there is any.
    pub(in crate::web) identity: Option<Identity>,
    /// The name of their picture, if they have one.
    pub(in crate::web) portrait: Option<String>,
    /// All their accounts, with the channels they are on; on their own page alone.
    pub(in crate::web) accounts: Vec<(Identity, Channel)>,
    /// The block that holds, if any does.
    pub(in crate::web) block: Option<Block>,
    /// From where on the public net they came to web chat last; on their own page alone.
    pub(in crate::web) address: Option<IpAddr>,
    /// Merges that can still be undone; on their own page alone.
    pub(in crate::web) merges: Vec<Merge>,
    /// Where they said they are.
    pub(super) position: Option<Position>,
    /// Where their network address roughly is.
    pub(super) found: Found,
    /// What is known in the team's own fields.
    pub(super) fields: Vec<Filled>,
    /// What the team called them.
    pub(super) tags: Vec<Tag>,
    /// Tags one may choose from, most used first.
    pub(super) choices: Vec<Tag>,
    /// What the team wrote down.
    pub(super) notes: Page<Note, crate::base::id::NoteId>,
    /// Their other chats, newest first.
    pub(in crate::web) episodes: Vec<Episode>,
    /// Whether there are more of them.
    pub(in crate::web) has_more: bool,
    /// What was shared in their chats; read when its tab is open.
    pub(in crate::web) shared: Shelf,
    /// Where they are and were, newest first.
    pub(super) pages: Vec<PageView>,
    /// Whether their pages may be followed.
    pub(super) may_follow: bool,
    /// What they saw before the chat.
    pub(super) consent: Option<Consent>,
    /// Whether they are on the newest page now.
    pub(in crate::web) is_there: bool,
    /// Who can be asked what to answer.
    pub(super) prompters: Offered,
    /// When this was read.
    pub(in crate::web) now: Timestamp,
    /// Who looks.
    pub(in crate::web) agent: Agent,
}

/// Reads what is shown of a customer; `None` when there is no such chat or customer. `earlier` says how
/// many other chats are shown.
pub(in crate::web) async fn load(
    house: &House,
    agent: Agent,
    stand: Stand,
    earlier: usize,
) -> Result<Option<Known>, DbError> {
    let found = house
        .db
        .read::<_, DbError>(move |reader| {
            let places: Places = setting::get(reader)?;
            Ok(read(reader, agent, stand, earlier)?.map(|known| (known, places)))
        })
        .await?;
    let Some((mut known, places)) = found else {
        return Ok(None);
    };
    known.found = look_up(house, &known, places.file).await;
    Ok(Some({
        let listens = known
            .identity
            .as_ref()
            .is_some_and(|identity| house.hub.is_listening(identity.id));
        known.is_there = is_there(&known, listens);
        known
    }))
}

/// Where the account's network address roughly is. The first time this reads the admin's file.
async fn look_up(house: &House, known: &Known, file: String) -> Found {
    let Some(identity) = &known.identity else {
        return Found::NoFile;
    };
    if file.is_empty() {
        return Found::NoFile;
    }
    let (atlas, address, lang) = (
        house.atlas.clone(),
        identity.address.clone(),
        known.agent.lang,
    );
    tokio::task::spawn_blocking(move || atlas.find(&file, &address, lang))
        .await
        .unwrap_or(Found::Unknown)
}

fn read(
    reader: &Reader<'_>,
    agent: Agent,
    stand: Stand,
    earlier: usize,
) -> Result<Option<Known>, DbError> {
    let stand = match stand {
        Stand::Record(who) => Stand::Record(merge::who_is(reader, who)?),
        beside @ Stand::Chat(_) => beside,
    };
    let (conversation, who) = match stand {
        Stand::Chat(id) => match conversation::by_id(reader, id)? {
            Some(conversation) => {
                let who = conversation.customer;
                (Some(conversation), who)
            }
            None => return Ok(None),
        },
        Stand::Record(who) => (None, who),
    };
    let Some(customer) = customer::by_id(reader, who)? else {
        return Ok(None);
    };
    let tags = tag::of_customer(reader, who)?;
    let mut choices = tag::suggest(reader, "", MOST)?;
    choices.retain(|choice| !tags.contains(choice));
    // One more than asked for, since the chat itself is among them.
    let history = history::of_customer(reader, who, None, earlier + 1)?;
    let mut episodes = history.rows;
    let conversation = match (stand, conversation) {
        (Stand::Record(_), _) => episodes.first().map(|latest| latest.conversation.clone()),
        (Stand::Chat(id), beside) => {
            episodes.retain(|episode| episode.conversation.id != id);
            beside
        }
    };
    let has_more = history.next.is_some() || episodes.len() > earlier;
    episodes.truncate(earlier);
    let identity = match &conversation {
        Some(conversation) => identity::by_id(reader, conversation.identity)?,
        None => identity::of_customer(reader, who)?.pop(),
    };
    let pages = match &identity {
        Some(identity) => page_view::of_identity(reader, identity.id, MOST)?,
        None => Vec::new(),
    };
    let may_follow = match &identity {
        Some(identity) => page_consent::allows_on(reader, identity.channel, identity.page_consent)?,
        None => true,
    };
    let consent = match &conversation {
        Some(conversation) => consent::of(reader, conversation.id)?,
        None => None,
    };
    let is_record = matches!(stand, Stand::Record(_));
    let mut accounts = Vec::new();
    if is_record {
        for account in identity::of_customer(reader, who)? {
            if let Some(channel) = channel::by_id(reader, account.channel)? {
                accounts.push((account, channel));
            }
        }
    }
    Ok(Some(Known {
        stand,
        accounts,
        block: block::of_customer(reader, who)?,
        address: if is_record {
            block::address_of(reader, who)?
        } else {
            None
        },
        merges: if is_record {
            merge::undoable(reader, who)?
        } else {
            Vec::new()
        },
        portrait: portrait::of_customer(reader, who)?,
        position: position::of_customer(reader, who)?,
        found: Found::NoFile,
        notes: note::of_customer(reader, who, None, MOST)?,
        fields: field::of_customer(reader, who)?,
        shared: Shelf::default(),
        pages,
        may_follow,
        consent,
        is_there: false,
        prompters: remote::offered(reader)?,
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

//! A type for every id, so that a customer's id cannot be given where a conversation's belongs.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map($name)
            }
        }
    )+};
}

/// Calls a macro with every id type, so that other layers can teach them their own format.
#[macro_export]
macro_rules! for_each_id {
    ($macro:ident) => {
        $macro!(
            EventId,
            MessageId,
            ConversationId,
            CustomerId,
            IdentityId,
            AgentId,
            QueueId,
            ChannelId,
            TagId,
            NoteId,
            ChatTypeId,
            ReasonId,
            InvitationId,
            ApiKeyId,
            SessionId,
            ContentId,
            PageViewId,
            OutgoingId,
            ShortFormId,
            FieldId,
            BlockId,
            MergeId,
            TopicId,
            QuickReplyId,
            FolderId,
            CardId,
            ForwardId,
            ForwardTypeId,
            InviteId,
            HoursId,
            GreetingId,
            AgentIdentityId,
            RuleId,
            FetchId,
            WallLinkId,
            PostId,
            BulkActId,
            ChatViewId,
            TemplateId,
            ArticleId,
            CategoryId,
            ProposalId,
            PrompterId,
            CriterionId,
            ScoreId,
            BookmarkId,
            WebhookId,
            DeliveryId,
            PushDeviceId,
            ErasureId,
            AlertId,
            AlertChatId
        );
    };
}

ids!(
    /// Something that was to be erased for good.
    ErasureId,
    /// Something that the prompter proposed.
    ProposalId,
    /// A prompter elsewhere.
    PrompterId,
    /// An article of the help centre.
    ArticleId,
    /// Under which heading articles stand.
    CategoryId,
    /// A row of the event table; rises in the order of commits.
    EventId,
    /// A message, named by the event that brought it.
    MessageId,
    /// One service episode.
    ConversationId,
    /// A person who writes to the team.
    CustomerId,
    /// A customer's account on one channel.
    IdentityId,
    /// A reply that has not left yet.
    OutgoingId,
    /// A member of the team.
    AgentId,
    /// Where conversations wait.
    QueueId,
    /// A connected account.
    ChannelId,
    /// A label for customers.
    TagId,
    /// A note about a customer.
    NoteId,
    /// What a chat was about.
    ChatTypeId,
    /// How a chat ended.
    ReasonId,
    /// A link that lets somebody in.
    InvitationId,
    /// A program's key.
    ApiKeyId,
    /// A signed-in browser.
    SessionId,
    /// Stored bytes.
    ContentId,
    /// One look at a page of the site.
    PageViewId,
    /// A short form of a text.
    ShortFormId,
    /// A fact about customers that the team defined.
    FieldId,
    /// One time that a customer was blocked.
    BlockId,
    /// Two customers made one.
    MergeId,
    /// What quick replies are about.
    TopicId,
    /// A stored answer.
    QuickReplyId,
    /// A mail that is no part of a chat.
    PostId,
    /// Where cards are found.
    FolderId,
    /// A card that the team has ready.
    CardId,
    /// A chat handed on.
    ForwardId,
    /// What a forward is for.
    ForwardTypeId,
    /// A colleague asked into a chat.
    InviteId,
    /// A name under which agents write.
    AgentIdentityId,
    /// What the house does by itself.
    RuleId,
    /// A file that is still to be fetched from a platform.
    FetchId,
    /// When a shop is open.
    HoursId,
    /// What a customer is told at once.
    GreetingId,
    /// A link for a screen on the wall.
    WallLinkId,
    /// What an agent did with many chats at once.
    BulkActId,
    /// A view of the Chats page that somebody keeps.
    ChatViewId,
    /// A message that a platform has approved beforehand.
    TemplateId,
    /// By what chats are judged.
    CriterionId,
    /// What somebody thought of how a chat was answered.
    ScoreId,
    /// A chat or message that is worth talking about.
    BookmarkId,
    /// An address that is told of what happens.
    WebhookId,
    /// One thing that it is told.
    DeliveryId,
    /// A browser that notifications are pushed to.
    PushDeviceId,
    /// One thing that an admin is told of trouble.
    AlertId,
    /// A chat in which an admin is told of trouble.
    AlertChatId,
);

impl From<EventId> for MessageId {
    /// A message bears the number of the event that brought it.
    fn from(event: EventId) -> Self {
        Self(event.0)
    }
}

//! How our own types are stored: ids and instants as integers, token hashes as bytes.

use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

use crate::{
    base::{
        id::{
            AgentId, AgentIdentityId, AlertChatId, AlertId, ApiKeyId, ArticleId, BlockId,
            BookmarkId, BulkActId, CardId, CategoryId, ChannelId, ChatTypeId, ChatViewId,
            ContentId, ConversationId, CriterionId, CustomerId, DeliveryId, ErasureId, EventId,
            FetchId, FieldId, FolderId, ForwardId, ForwardTypeId, GreetingId, HoursId, IdentityId,
            InvitationId, InviteId, MergeId, MessageId, NoteId, OutgoingId, PageViewId, PostId,
            PrompterId, ProposalId, PushDeviceId, QueueId, QuickReplyId, ReasonId, RuleId, ScoreId,
            SessionId, ShortFormId, TagId, TemplateId, TopicId, WallLinkId, WebhookId,
        },
        secret::TokenHash,
        time::Timestamp,
    },
    for_each_id,
};

macro_rules! stored_as_integer {
    ($($name:ident),+ $(,)?) => {$(
        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                self.0.to_sql()
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                i64::column_result(value).map($name)
            }
        }
    )+};
}

for_each_id!(stored_as_integer);
stored_as_integer!(Timestamp);

impl ToSql for TokenHash {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.0.as_slice()))
    }
}

/// Stores an enum as the word that stands for it; an unknown word is an error that names the type.
#[macro_export]
macro_rules! stored_as_word {
    ($name:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        impl $name {
            /// The word in the file, the API and the screens' class names.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The value a word stands for.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }

        impl rusqlite::types::ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
                Ok(self.word().into())
            }
        }

        impl rusqlite::types::FromSql for $name {
            fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
                let word = value.as_str()?;
                Self::from_word(word).ok_or_else(|| {
                    rusqlite::types::FromSqlError::Other(
                        format!("unknown {}: {word:?}", stringify!($name)).into(),
                    )
                })
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                Self::from_word(&word)
                    .ok_or_else(|| serde::de::Error::unknown_variant(&word, &[$($word),+]))
            }
        }
    };
}

//! How each act's errors are told: one status, one word, one sentence, matched exhaustively.

use http::StatusCode;

use super::answer::Refusal;
use crate::desk::{
    closing::{close::CloseError, reopen::ReopenError, survey::RateError},
    conversation::say::SayError,
    waitlist::{claim::ClaimError, give::GiveError},
};

impl From<SayError> for Refusal {
    fn from(error: SayError) -> Self {
        match error {
            SayError::Empty => Self::bad("empty"),
            SayError::TooLong(length) => Self::bad("too-long").with("length", length),
            SayError::KeyReused => Self::conflict("key-reused"),
            SayError::UnknownAttachment => Self::bad("unknown-attachment"),
            SayError::NotFound => Self::not_found(),
            SayError::TakenBy(name) => Self::conflict("taken").with("name", name),
            SayError::NotClaimed => Self::conflict("not-claimed"),
            SayError::Closed => Self::conflict("closed"),
            SayError::ChangedMeanwhile(ids) => Self::conflict("changed-meanwhile")
                .detail(serde_json::json!({ "message_ids": ids })),
            SayError::Db(error) => error.into(),
        }
    }
}

impl From<ClaimError> for Refusal {
    fn from(error: ClaimError) -> Self {
        match error {
            ClaimError::NotFound => Self::not_found(),
            ClaimError::TakenBy(face, at) => Self::conflict("taken")
                .with("name", &face.name)
                .detail(serde_json::json!({ "agent_id": face.id, "name": face.name, "at": at })),
            ClaimError::Closed => Self::conflict("closed"),
            ClaimError::AtLimit(limit) => Self::conflict("at-limit").with("limit", limit),
            ClaimError::Db(error) => error.into(),
        }
    }
}

impl From<GiveError> for Refusal {
    fn from(error: GiveError) -> Self {
        match error {
            GiveError::NotFound => Self::not_found(),
            GiveError::TakenBy(face) => Self::conflict("taken").with("name", face.name),
            GiveError::NotActive => Self::conflict("not-active"),
            GiveError::NoSuchAgent => Self::bad("no-such-agent"),
            GiveError::Db(error) => error.into(),
        }
    }
}

impl From<CloseError> for Refusal {
    fn from(error: CloseError) -> Self {
        match error {
            CloseError::NotFound => Self::not_found(),
            CloseError::TakenBy(face) => Self::conflict("taken").with("name", face.name),
            CloseError::TypeRequired => Self::bad("type-required"),
            CloseError::ReasonRequired => Self::bad("reason-required"),
            CloseError::UnknownChoice => Self::bad("unknown-choice"),
            CloseError::Db(error) => error.into(),
        }
    }
}

impl From<ReopenError> for Refusal {
    fn from(error: ReopenError) -> Self {
        match error {
            ReopenError::NotFound => Self::not_found(),
            ReopenError::OtherOpen(id) => {
                Self::conflict("other-open").detail(serde_json::json!({ "conversation_id": id }))
            }
            ReopenError::Db(error) => error.into(),
        }
    }
}

impl From<RateError> for Refusal {
    fn from(error: RateError) -> Self {
        match error {
            RateError::NotAsked => Self::not_found(),
            RateError::OutOfRange => Self::bad("rating-range"),
            RateError::TooLate => Self::new(StatusCode::CONFLICT, "rating-closed"),
            RateError::Db(error) => error.into(),
        }
    }
}

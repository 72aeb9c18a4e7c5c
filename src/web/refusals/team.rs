//! How errors about the second step and about identities are told.

use http::StatusCode;

use crate::{
    desk::{
        agent_identity::edit::IdentityError, conversation::wear::WearError,
        team::second_step::CodeError,
    },
    web::answer::Refusal,
};

impl From<CodeError> for Refusal {
    fn from(error: CodeError) -> Self {
        match error {
            CodeError::Wrong => Self::new(StatusCode::UNAUTHORIZED, "wrong-code"),
            CodeError::Locked => Self::new(StatusCode::UNAUTHORIZED, "code-locked"),
            CodeError::NotNow => Self::conflict("no-second-step"),
            CodeError::Required => Self::conflict("second-step-required"),
            CodeError::TooLate => Self::new(StatusCode::UNAUTHORIZED, "code-too-late"),
            CodeError::Db(error) => error.into(),
        }
    }
}

impl From<WearError> for Refusal {
    fn from(error: WearError) -> Self {
        match error {
            WearError::NotFound => Self::not_found(),
            WearError::NotYours => Self::conflict("identity-not-yours"),
            WearError::Db(error) => error.into(),
        }
    }
}

impl From<IdentityError> for Refusal {
    fn from(error: IdentityError) -> Self {
        match error {
            IdentityError::NotFound => Self::not_found(),
            IdentityError::NoName => Self::bad("no-name"),
            IdentityError::UnknownPicture => Self::bad("picture-gone"),
            IdentityError::NoAgent | IdentityError::NoChannel => Self::bad("bad-form"),
            IdentityError::Db(error) => error.into(),
        }
    }
}

//! What is told of webhooks.

use crate::{desk::webhook::edit::WebhookError, web::answer::Refusal};

impl From<WebhookError> for Refusal {
    fn from(error: WebhookError) -> Self {
        match error {
            WebhookError::NoName => Self::bad("no-name"),
            WebhookError::BadUrl => Self::bad("webhook-url"),
            WebhookError::BadPatience => Self::bad("webhook-patience"),
            WebhookError::TooMany => Self::conflict("webhook-too-many"),
            WebhookError::NotFound => Self::not_found(),
            WebhookError::Db(error) => error.into(),
        }
    }
}

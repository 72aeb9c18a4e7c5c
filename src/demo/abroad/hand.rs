//! Bringing the house what happened on a platform that calls in.

use std::time::{SystemTime, UNIX_EPOCH};

use bytes::Bytes;

use crate::{
    channels::custom::{SIGNATURE, TIMESTAMP},
    demo::client::Client,
};

/// How a call shows who makes it.
pub(super) enum Signature<'a> {
    /// By one over the whole body.
    Whole(&'a str),
    /// By one over the second and the body, which is made when it is known.
    Timed(&'a (dyn Fn(&str) -> String + Sync)),
}

/// Where a platform calls in.
pub(super) struct Hook {
    pub(super) client: Client,
    pub(super) path: String,
}

impl Hook {
    /// Its whole address.
    pub(super) fn address(&self) -> String {
        format!("http://{}{}", self.client.house(), self.path)
    }

    /// Calls in; a house that is out of reach is called again for a while, as the platforms do.
    pub(super) async fn bring(&self, signature: Signature<'_>, body: Bytes) {
        let json = ("content-type", "application/json");
        let outcome = match signature {
            Signature::Whole(shown) => {
                let headers = [json, ("x-hub-signature-256", shown)];
                self.client.bring(&self.path, &headers, &body).await
            }
            Signature::Timed(sign) => {
                let since = SystemTime::now().duration_since(UNIX_EPOCH);
                let second = since.unwrap_or_default().as_secs().to_string();
                let shown = sign(&second);
                let headers = [json, (TIMESTAMP, &second), (SIGNATURE, &shown)];
                self.client.bring(&self.path, &headers, &body).await
            }
        };
        if let Err(error) = outcome {
            tracing::warn!(
                error = format!("{error:#}"),
                "a platform of the demo could not call in"
            );
        }
    }
}

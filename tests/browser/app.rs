//! A page as an app of its own: what the browser makes of its manifest, and what is pushed to its worker.

use serde_json::{Value, json};

use super::Browser;

impl Browser<'_> {
    /// Why the browser would not install the page; an empty list: it would.
    pub(crate) async fn faults_of_app(&self) -> Value {
        let answers = self.devtools.each("Page.getAppManifest", &json!({})).await;
        let read = answers
            .iter()
            .find(|answer| {
                answer["result"]["url"]
                    .as_str()
                    .is_some_and(|url| !url.is_empty())
            })
            .unwrap_or_else(|| panic!("{} has no manifest: {answers:?}", self.name));
        read["result"]["errors"].clone()
    }

    /// Delivers something to the worker that minds `scope`, as a push service would.
    pub(crate) async fn is_pushed(&self, scope: &str, words: &str) {
        self.devtools
            .everywhere("ServiceWorker.enable", json!({}))
            .await;
        self.persist("have a worker to push to", async || {
            let Some(registration) = self.devtools.registration(scope) else {
                return Err(format!("no worker minds {scope}"));
            };
            let origin = scope.trim_end_matches('/');
            let params = json!({ "origin": origin, "registrationId": registration, "data": words });
            let delivered = self
                .devtools
                .first("ServiceWorker.deliverPushMessage", &params)
                .await;
            delivered
                .map(drop)
                .ok_or_else(|| "nobody delivers it".to_owned())
        })
        .await;
    }
}

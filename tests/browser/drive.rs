//! Trying again until a wish comes true.

use std::time::Duration;

use serde_json::Value;
use tokio::time::{Instant, sleep};

use super::Browser;

const WATCH: &str = include_str!("watch.js");

/// How long a wish may take. Generous, because only a failing test ever waits so long.
pub(super) const DEADLINE: Duration = Duration::from_secs(60);

/// The pause between two tries, short enough not to be felt and long enough to leave the
/// processor to the page.
const PAUSE: Duration = Duration::from_millis(20);

impl Browser<'_> {
    /// Calls `attempt` until it succeeds. A page that is just being replaced answers with an
    /// error too, so no error is final before the deadline.
    pub(super) async fn persist<T>(
        &self,
        wish: &str,
        mut attempt: impl AsyncFnMut() -> Result<T, String>,
    ) -> T {
        let deadline = Instant::now() + DEADLINE;
        loop {
            match attempt().await {
                Ok(answer) => return answer,
                Err(_) if Instant::now() < deadline => sleep(PAUSE).await,
                Err(reason) => {
                    let page = self.page().await;
                    panic!("{} does not {wish}: {reason}\n{page}", self.name)
                }
            }
        }
    }

    /// Waits until the body of a function returns something true in the page.
    pub(crate) async fn until(&self, wish: &str, script: &str) {
        self.persist(wish, async || {
            match self.watch(script, Vec::new(), true).await? {
                Value::Bool(true) => Ok(()),
                other => Err(format!("`{script}` returns {other}")),
            }
        })
        .await;
    }

    /// What the body of a function returns in the page as soon as that is what is wanted, or after a second.
    pub(super) async fn watch(
        &self,
        script: &str,
        arguments: Vec<Value>,
        wanted: bool,
    ) -> Result<Value, String> {
        let script = format!("{WATCH} return watch(() => {{ {script} }}, {wanted});");
        self.attempt(&script, arguments).await
    }

    pub(super) async fn attempt(
        &self,
        script: &str,
        arguments: Vec<Value>,
    ) -> Result<Value, String> {
        match self.driver.execute(script, arguments).await {
            Ok(answer) => Ok(answer.json().clone()),
            Err(error) => Err(error.to_string()),
        }
    }

    /// What the person has in front of them, for the sentence of a failing test.
    async fn page(&self) -> String {
        let script = "return location.href + '\\n' + document.body.innerText";
        match self.attempt(script, Vec::new()).await {
            Ok(Value::String(page)) => page,
            other => format!("(the page cannot be read: {other:?})"),
        }
    }
}

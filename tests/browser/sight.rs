//! What the person sees.

use serde_json::json;

use super::Browser;

/// The visible text in one line of single spaces, so that markup may break lines where it likes and
/// a language may keep words together with spaces of its own.
const READS: &str = "const plain = (text) => text.replace(/\\s+/g, ' ').toLowerCase();
    return plain(document.body.innerText).includes(plain(arguments[0]))";

/// Whether at least one match is laid out and visible.
const SHOWS: &str = "return [...document.querySelectorAll(arguments[0])]
    .some(one => one.checkVisibility({ visibilityProperty: true }))";

impl Browser<'_> {
    /// Waits for a text. Capitals do not count, because styles may change them.
    pub(crate) async fn see(&self, text: &str) {
        self.expect(&format!("see “{text}”"), READS, text, true)
            .await;
    }

    /// Waits until a text is no longer there.
    pub(crate) async fn gone(&self, text: &str) {
        self.expect(&format!("lose sight of “{text}”"), READS, text, false)
            .await;
    }

    /// Waits for a visible element.
    pub(crate) async fn see_css(&self, selector: &str) {
        self.expect(&format!("see {selector}"), SHOWS, selector, true)
            .await;
    }

    /// Waits for a visible element that has good reason to take its time.
    pub(crate) async fn see_within(&self, patience: std::time::Duration, selector: &str) {
        let until = tokio::time::Instant::now() + patience;
        loop {
            let found = self.attempt(SHOWS, vec![json!(selector)]).await;
            if found == Ok(json!(true)) {
                return;
            }
            if tokio::time::Instant::now() > until {
                return self.see_css(selector).await;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    }

    /// Waits until no visible element matches.
    pub(crate) async fn gone_css(&self, selector: &str) {
        self.expect(&format!("lose sight of {selector}"), SHOWS, selector, false)
            .await;
    }

    async fn expect(&self, wish: &str, script: &str, argument: &str, wanted: bool) {
        self.persist(wish, async || {
            let arguments = vec![json!(argument)];
            match self.watch(script, arguments, wanted).await? {
                found if found == json!(wanted) => Ok(()),
                _ => Err("time is up".to_owned()),
            }
        })
        .await;
    }
}

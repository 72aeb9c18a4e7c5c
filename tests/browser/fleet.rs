//! The browsers that stand ready. Opening one takes longer than most stories, so a browser whose
//! story went well is emptied and kept for the next person who wants one of the same kind.
//!
//! Emptied is: all pages closed, and with them their workers and what was emulated for them;
//! no cookies, no permissions, no cache, no key held down. What pages have stored remains, but
//! belongs to addresses that never come again, see [`crate::address`].

use std::sync::Mutex;
use std::time::Duration;

use http::Method;
use serde_json::json;
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::error::WebDriverResult;
use thirtyfour::{RequestData, SessionId, WebDriver};
use tokio::time::timeout;

use super::chromedriver::ChromeDriver;

/// Browsers kept at most; each takes some 200 MB.
const KEPT: usize = 6;

/// A browser that does not let itself be emptied within this time is not worth keeping.
const PATIENCE: Duration = Duration::from_secs(10);

/// The longest unused first.
static READY: Mutex<Vec<Machine>> = Mutex::new(Vec::new());

/// A Chromium with its profile, and the driver at its wheel.
pub(super) struct Machine {
    pub(super) driver: WebDriver,
    pub(super) profile: std::path::PathBuf,
    /// All that was asked of it when it was started.
    kind: String,
    _chromedriver: ChromeDriver,
}

impl Machine {
    pub(super) fn new(
        kind: String,
        driver: WebDriver,
        chromedriver: ChromeDriver,
        profile: std::path::PathBuf,
    ) -> Self {
        Machine {
            driver,
            profile,
            kind,
            _chromedriver: chromedriver,
        }
    }

    /// One of this kind, if any stands ready.
    pub(super) fn ready(kind: &str) -> Option<Machine> {
        let mut ready = READY.lock().unwrap();
        let place = ready.iter().rposition(|machine| machine.kind == kind)?;
        Some(ready.remove(place))
    }

    /// Empties it for the next person.
    pub(super) async fn keep(self) {
        let emptied = timeout(PATIENCE, empty(&self.driver)).await;
        if !matches!(emptied, Ok(Ok(()))) {
            return self.quit().await;
        }
        let oldest = {
            let mut ready = READY.lock().unwrap();
            ready.push(self);
            (ready.len() > KEPT).then(|| ready.remove(0))
        };
        if let Some(oldest) = oldest {
            oldest.quit().await;
        }
    }

    pub(super) async fn quit(self) {
        // Quitting fails only for a browser that is gone already.
        let _ = timeout(PATIENCE, self.driver.clone().quit()).await;
    }
}

async fn empty(driver: &WebDriver) -> WebDriverResult<()> {
    driver.enter_default_frame().await?;
    driver.action_chain().reset_actions().await?;
    let used = driver.windows().await?;
    let fresh = driver.new_tab().await?;
    for page in used {
        driver.switch_to_window(page).await?;
        driver.close_window().await?;
    }
    driver.switch_to_window(fresh).await?;
    for command in [
        "Network.clearBrowserCookies",
        "Network.clearBrowserCache",
        "Browser.resetPermissions",
        // A page behind others has no focus to type into.
        "Page.bringToFront",
    ] {
        driver.cmd(DevToolsCommand(command)).await?;
    }
    Ok(())
}

/// A command of the DevTools protocol without parameters, for the page the driver is at.
#[derive(Debug)]
pub(super) struct DevToolsCommand(pub(super) &'static str);

impl FormatRequestData for DevToolsCommand {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let path = format!("session/{session}/goog/cdp/execute");
        let body = json!({ "cmd": self.0, "params": {} });
        RequestData::new(Method::POST, path).add_body(body)
    }
}

//! One open browser and the person in front of it.

use serde_json::Value;
use thirtyfour::WebDriver;
use tokio::runtime::Handle;
use tokio::task::block_in_place;

use super::devtools::DevTools;
use super::fleet::Machine;
use super::stage::Stage;

/// A browser that shares nothing with the others. Its abilities are spread over this
/// folder: `sight` and `hands` for the person, `frames`, `looks` and `drive` for the machine,
/// `axe`, `app` and `console` for the checks.
pub(crate) struct Browser<'stage> {
    pub(super) name: String,
    pub(super) driver: WebDriver,
    pub(super) devtools: DevTools,
    /// They have a finger on the screen and no mouse.
    pub(super) is_touch: bool,
    /// None only while this value is dropped.
    machine: Option<Machine>,
    _stage: &'stage Stage,
}

impl<'stage> Browser<'stage> {
    pub(super) fn new(
        stage: &'stage Stage,
        name: String,
        machine: Machine,
        devtools: DevTools,
        is_touch: bool,
    ) -> Self {
        Browser {
            name,
            driver: machine.driver.clone(),
            devtools,
            is_touch,
            machine: Some(machine),
            _stage: stage,
        }
    }

    /// Opens an address and waits until the page and what it embeds have loaded.
    pub(crate) async fn goto(&self, url: &str) {
        if let Err(error) = self.driver.goto(url).await {
            panic!("{} cannot open {url}: {error}", self.name);
        }
    }

    pub(crate) async fn reload(&self) {
        if let Err(error) = self.driver.refresh().await {
            panic!("{} cannot reload the page: {error}", self.name);
        }
    }

    /// Runs the body of a function in the page, or in the frame entered last, and answers what
    /// it returns; a promise is awaited.
    pub(crate) async fn run(&self, script: &str) -> Value {
        match self.driver.execute(script, Vec::new()).await {
            Ok(answer) => answer.json().clone(),
            Err(error) => panic!("{}'s page fails in `{script}`: {error}", self.name),
        }
    }

    /// Every error of every console since the last call, one sentence each: pages, frames and
    /// workers, uncaught exceptions, failed requests and breaches of the content policy.
    pub(crate) async fn console_errors(&self) -> Vec<String> {
        self.devtools.complaints().await
    }

    /// Waits until the consoles have had these complaints, each known by a part of it, and
    /// fails if there is any other. Whoever provokes an error says so with this.
    pub(crate) async fn complains(&self, expected: &[&str]) {
        let mut heard = Vec::new();
        self.persist("complain as expected", async || {
            heard.extend(self.console_errors().await);
            let is_known = |error: &String| expected.iter().any(|part| error.contains(part));
            let has_come = |part: &&str| heard.iter().any(|error| error.contains(*part));
            assert!(
                heard.iter().all(is_known),
                "{}'s consoles show:\n{}",
                self.name,
                heard.join("\n")
            );
            match expected.iter().find(|part| !has_come(part)) {
                Some(part) => Err(format!("“{part}” does not come, only {heard:?}")),
                None => Ok(()),
            }
        })
        .await;
    }

    async fn leave(&mut self) -> Vec<String> {
        if std::thread::panicking() {
            self.screenshot("failed").await;
        }
        let errors = self.console_errors().await;
        if let Some(machine) = self.machine.take() {
            if errors.is_empty() && !std::thread::panicking() {
                machine.keep().await;
            } else {
                machine.quit().await;
            }
        }
        errors
    }
}

impl Drop for Browser<'_> {
    fn drop(&mut self) {
        let errors = block_in_place(|| Handle::current().block_on(self.leave()));
        if errors.is_empty() {
            return;
        }
        let report = format!("{}'s consoles show:\n{}", self.name, errors.join("\n"));
        if std::thread::panicking() {
            eprintln!("{report}");
        } else {
            panic!("{report}");
        }
    }
}

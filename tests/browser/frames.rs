//! Reaching into what a page keeps closed: shadow roots and the frames inside them.
//!
//! Neither `element.shadowRoot` nor the list of a page's frames reaches into a closed shadow
//! root. The WebDriver command *Get Element Shadow Root* does, for closed ones too: it asks
//! the browser and not the page. An element found that way can be clicked, and a frame found that
//! way can be entered, whatever site it comes from.

use http::Method;
use serde_json::{Value, json};
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::{By, RequestData, SessionId, WebElement};

use super::Browser;

impl Browser<'_> {
    /// Enters the frame in the closed shadow root of the element `host`; whatever the person
    /// sees and does is inside it from now on.
    pub(crate) async fn enter_widget(&self, host: &str) {
        let wish = format!("enter the frame of {host}");
        self.persist(&wish, async || {
            let frame = self.in_shadow(host, "iframe").await?;
            frame.enter_frame().await.map_err(|error| error.to_string())
        })
        .await;
    }

    /// Goes back to the page around all frames.
    pub(crate) async fn leave_widget(&self) {
        self.driver.enter_default_frame().await.unwrap();
    }

    /// Clicks an element of the closed shadow root of `host`.
    pub(crate) async fn click_in_shadow(&self, host: &str, selector: &str) {
        let wish = format!("click {selector} in {host}");
        self.persist(&wish, async || {
            let element = self.in_shadow(host, selector).await?;
            element.click().await.map_err(|error| error.to_string())
        })
        .await;
    }

    /// Waits until an element of the closed shadow root of `host` is visible and reads `text`.
    pub(crate) async fn see_in_shadow(&self, host: &str, selector: &str, text: &str) {
        let wish = format!("read “{text}” in {selector} of {host}");
        self.persist(&wish, async || {
            let element = self.in_shadow(host, selector).await?;
            match element.text().await {
                Ok(found) if found.contains(text) => Ok(()),
                other => Err(format!("it reads {other:?}")),
            }
        })
        .await;
    }

    /// Waits until an element of the closed shadow root of `host` is to be seen, or is no longer.
    pub(crate) async fn see_part_in_shadow(&self, host: &str, selector: &str, wanted: bool) {
        let wish = format!("see {selector} in {host}: {wanted}");
        self.persist(&wish, async || {
            let shown = match self.in_shadow(host, selector).await {
                Ok(element) => element.is_displayed().await.unwrap_or(false),
                Err(_) => false,
            };
            (shown == wanted)
                .then_some(())
                .ok_or_else(|| format!("it is {shown}"))
        })
        .await;
    }

    async fn in_shadow(&self, host: &str, selector: &str) -> Result<WebElement, String> {
        self.search_shadow(host, selector)
            .await
            .map_err(|error| error.to_string())
    }

    async fn search_shadow(
        &self,
        host: &str,
        selector: &str,
    ) -> thirtyfour::error::WebDriverResult<WebElement> {
        let host = self.driver.find(By::Css(host)).await?;
        let root = self.driver.cmd(ShadowRootOf(&host)).await?.value_json()?;
        let wanted = InShadowRoot {
            root: &root,
            selector,
        };
        let found = self.driver.cmd(wanted).await?.value_json()?;
        WebElement::from_json(found, self.driver.handle().clone())
    }
}

/// *Get Element Shadow Root*, <https://www.w3.org/TR/webdriver2/#get-element-shadow-root>.
#[derive(Debug)]
struct ShadowRootOf<'a>(&'a WebElement);

impl FormatRequestData for ShadowRootOf<'_> {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let path = format!("session/{session}/element/{}/shadow", self.0.element_id());
        RequestData::new(Method::GET, path)
    }
}

/// *Find Element From Shadow Root*, <https://www.w3.org/TR/webdriver2/#find-element-from-shadow-root>.
#[derive(Debug)]
struct InShadowRoot<'a> {
    /// As the browser named it: `{"shadow-6066-11e4-a52e-4f735466cecf": "f.7CC8…"}`.
    root: &'a Value,
    selector: &'a str,
}

impl FormatRequestData for InShadowRoot<'_> {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let root = self.root["shadow-6066-11e4-a52e-4f735466cecf"]
            .as_str()
            .unwrap_or_default();
        let path = format!("session/{session}/shadow/{root}/element");
        let body = json!({ "using": "css selector", "value": self.selector });
        RequestData::new(Method::POST, path).add_body(body)
    }
}

//! What the person does with mouse and keyboard.

use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::action_chain::ActionChain;
use thirtyfour::{By, Key, WebElement};

use super::Browser;

const FIND: &str = concat!(include_str!("ready.js"), include_str!("find.js"));
const READY: &str = concat!(
    include_str!("ready.js"),
    "return ready(document.querySelector(arguments[0]));"
);

/// No page has as many stops; whoever needs more goes round in circles.
const MOST_TABS: usize = 100;

impl Browser<'_> {
    /// Clicks the one button, link, tab or box with this label.
    ///
    /// A label that only contains the words will do if no other does, for counters: “Next chat 3”.
    /// Two that match are refused, because a person would hesitate too.
    pub(crate) async fn click(&self, label: &str) {
        let wish = format!("click “{label}”");
        self.persist(&wish, async || {
            let element = self.named("click", label).await?;
            self.press_on(&element).await
        })
        .await;
    }

    pub(crate) async fn click_css(&self, selector: &str) {
        let wish = format!("click {selector}");
        self.persist(&wish, async || {
            let element = self.element(READY, vec![json!(selector)]).await?;
            self.press_on(&element).await
        })
        .await;
    }

    /// Clicks what is ready for the mouse. The driver's own way of clicking looks at more, and takes four times as long.
    async fn press_on(&self, element: &WebElement) -> Result<(), String> {
        // A finger is no mouse.
        let pressed = if self.is_touch {
            element.click().await
        } else {
            self.hand().click_element(element).perform().await
        };
        pressed.map_err(|error| error.to_string())
    }

    /// The hand on the mouse, which does not linger on its way.
    fn hand(&self) -> ActionChain {
        self.driver
            .action_chain_with_delay(None, Some(Duration::ZERO))
    }

    /// Types into the field with this label, after what it holds already.
    pub(crate) async fn type_into(&self, label: &str, text: &str) {
        let wish = format!("type into “{label}”");
        // The keys of a plain keyboard are pressed one by one.
        let is_plain = text.chars().all(|one| one == ' ' || one.is_ascii_graphic());
        if is_plain && self.named("write", label).await.is_ok() {
            return self.keys(text).await;
        }
        let field = self
            .persist(&wish, async || self.named("type", label).await)
            .await;
        // Typing is not tried twice: half of it might be there already.
        if let Err(error) = field.send_keys(text).await {
            panic!("{} does not {wish}: {error}", self.name);
        }
    }

    /// Types into the field with this label in place of what it holds.
    pub(crate) async fn fill(&self, label: &str, text: &str) {
        let wish = format!("clear “{label}”");
        self.persist(&wish, async || {
            let field = self.named("type", label).await?;
            field.clear().await.map_err(|error| error.to_string())
        })
        .await;
        self.type_into(label, text).await;
    }

    /// Chooses an option of the list with this label.
    pub(crate) async fn choose(&self, label: &str, option: &str) {
        let wish = format!("choose “{option}” in “{label}”");
        self.persist(&wish, async || {
            let list = self.named("type", label).await?;
            let path = format!("./option[normalize-space()='{option}']");
            let found = list.find(By::XPath(path)).await;
            let option = found.map_err(|error| error.to_string())?;
            option.click().await.map_err(|error| error.to_string())
        })
        .await;
    }

    /// Chooses the option that a selector finds, where one label stands for several lists.
    pub(crate) async fn choose_css(&self, selector: &str) {
        let wish = format!("choose {selector}");
        self.persist(&wish, async || {
            let option = self.css(selector).await?;
            option.click().await.map_err(|error| error.to_string())
        })
        .await;
    }

    /// Chooses a file for the first input that takes one.
    pub(crate) async fn choose_file(&self, path: &std::path::Path) {
        let wish = format!("choose {}", path.display());
        self.persist(&wish, async || {
            let input = self.css("input[type=file]").await?;
            input
                .send_keys(path.display().to_string())
                .await
                .map_err(|error| error.to_string())
        })
        .await;
    }

    /// Presses one key, wherever the focus is.
    pub(crate) async fn press(&self, key: impl Into<char>) {
        self.chord(&[], key).await;
    }

    /// Points at something with the mouse.
    pub(crate) async fn point_at(&self, selector: &str) {
        let wish = format!("point at {selector}");
        self.persist(&wish, async || {
            let element = self.css(selector).await?;
            let hand = self.hand().move_to_element_center(&element);
            hand.perform().await.map_err(|error| error.to_string())
        })
        .await;
    }

    /// Clicks something twice, as fast as a hand does.
    pub(crate) async fn double_click(&self, selector: &str) {
        let wish = format!("double-click {selector}");
        self.persist(&wish, async || {
            let element = self.css(selector).await?;
            let hand = self.hand().double_click_element(&element);
            hand.perform().await.map_err(|error| error.to_string())
        })
        .await;
    }

    /// Presses a key while others are held: `chord(&[Key::Control], 'k')`.
    pub(crate) async fn chord(&self, held: &[Key], key: impl Into<char>) {
        let key = key.into();
        let mut keys = self.hand();
        for one in held {
            keys = keys.key_down(one.clone());
        }
        keys = keys.key_down(key).key_up(key);
        for one in held.iter().rev() {
            keys = keys.key_up(one.clone());
        }
        if let Err(error) = keys.perform().await {
            panic!("{} cannot press {key:?}: {error}", self.name);
        }
    }

    /// Presses the mouse on something and keeps it down.
    pub(crate) async fn hold_css(&self, selector: &str) {
        let wish = format!("hold {selector}");
        self.persist(&wish, async || {
            let element = self.css(selector).await?;
            let hands = self.hand();
            let held = hands.move_to_element_center(&element).click_and_hold();
            held.perform().await.map_err(|error| error.to_string())
        })
        .await;
    }

    /// Moves the mouse to a place in the page, whatever it holds.
    pub(crate) async fn slide_to(&self, x: i64, y: i64) {
        let moved = self.hand().move_to(x, y);
        if let Err(error) = moved.perform().await {
            panic!("{} cannot move the mouse: {error}", self.name);
        }
    }

    /// Lets the mouse go.
    pub(crate) async fn let_go(&self) {
        if let Err(error) = self.hand().release().perform().await {
            panic!("{} cannot let go: {error}", self.name);
        }
    }

    /// Presses a key and keeps it down.
    pub(crate) async fn hold_key(&self, key: impl Into<char>) {
        let key = key.into();
        if let Err(error) = self.hand().key_down(key).perform().await {
            panic!("{} cannot hold {key:?}: {error}", self.name);
        }
    }

    /// Lets a key go.
    pub(crate) async fn let_key_go(&self, key: impl Into<char>) {
        let key = key.into();
        if let Err(error) = self.hand().key_up(key).perform().await {
            panic!("{} cannot let {key:?} go: {error}", self.name);
        }
    }

    /// Types wherever the focus is.
    pub(crate) async fn keys(&self, text: &str) {
        if let Err(error) = self.hand().send_keys(text).perform().await {
            panic!("{} cannot type “{text}”: {error}", self.name);
        }
    }

    /// The label of what has the focus, or its tag if it has none.
    pub(crate) async fn focused(&self) -> String {
        match self.attempt(FIND, vec![json!("focus")]).await {
            Ok(Value::String(label)) => label,
            other => panic!("{}'s focus cannot be named: {other:?}", self.name),
        }
    }

    /// Waits until the thing with this label has the focus.
    pub(crate) async fn is_at(&self, label: &str) {
        let wish = format!("have the focus at “{label}”");
        self.persist(&wish, async || {
            match self.attempt(FIND, vec![json!("focus")]).await? {
                Value::String(found) if found == label => Ok(()),
                other => Err(format!("it is at {other}")),
            }
        })
        .await;
    }

    /// Presses Tab until the thing with this label has the focus.
    pub(crate) async fn tab_to(&self, label: &str) {
        let mut passed = Vec::new();
        for _ in 0..MOST_TABS {
            self.press(Key::Tab).await;
            let here = self.focused().await;
            if here.to_lowercase() == label.to_lowercase() {
                return;
            }
            passed.push(here);
        }
        panic!(
            "{} does not reach “{label}” by Tab, only {passed:?}",
            self.name
        );
    }

    /// What a selector finds first, whether or not it is in sight.
    async fn css(&self, selector: &str) -> Result<WebElement, String> {
        let found = self.driver.find(By::Css(selector)).await;
        found.map_err(|error| error.to_string())
    }

    async fn named(&self, purpose: &str, label: &str) -> Result<WebElement, String> {
        self.element(FIND, vec![json!(purpose), json!(label)]).await
    }

    /// The element that a script returns, or the string that says why there is none.
    async fn element(&self, script: &str, arguments: Vec<Value>) -> Result<WebElement, String> {
        match self.attempt(script, arguments).await? {
            Value::String(reason) => Err(reason),
            element => WebElement::from_json(element, self.driver.handle().clone())
                .map_err(|error| error.to_string()),
        }
    }
}

//! What the person does with mouse and keyboard.

use serde_json::{Value, json};
use thirtyfour::{By, Key, WebElement};

use super::Browser;

const FIND: &str = include_str!("find.js");

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
            element.click().await.map_err(|error| error.to_string())
        })
        .await;
    }

    pub(crate) async fn click_css(&self, selector: &str) {
        let wish = format!("click {selector}");
        self.persist(&wish, async || {
            let found = self.driver.find(By::Css(selector)).await;
            let element = found.map_err(|error| error.to_string())?;
            element.click().await.map_err(|error| error.to_string())
        })
        .await;
    }

    /// Types into the field with this label, after what it holds already.
    pub(crate) async fn type_into(&self, label: &str, text: &str) {
        let wish = format!("type into “{label}”");
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

    /// Chooses a file for the first input that takes one.
    pub(crate) async fn choose_file(&self, path: &std::path::Path) {
        let wish = format!("choose {}", path.display());
        self.persist(&wish, async || {
            let found = self.driver.find(By::Css("input[type=file]")).await;
            let input = found.map_err(|error| error.to_string())?;
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
            let found = self.driver.find(By::Css(selector)).await;
            let element = found.map_err(|error| error.to_string())?;
            let hand = self.driver.action_chain().move_to_element_center(&element);
            hand.perform().await.map_err(|error| error.to_string())
        })
        .await;
    }

    /// Clicks something twice, as fast as a hand does.
    pub(crate) async fn double_click(&self, selector: &str) {
        let wish = format!("double-click {selector}");
        self.persist(&wish, async || {
            let found = self.driver.find(By::Css(selector)).await;
            let element = found.map_err(|error| error.to_string())?;
            let hand = self.driver.action_chain().double_click_element(&element);
            hand.perform().await.map_err(|error| error.to_string())
        })
        .await;
    }

    /// Presses a key while others are held: `chord(&[Key::Control], 'k')`.
    pub(crate) async fn chord(&self, held: &[Key], key: impl Into<char>) {
        let key = key.into();
        let mut keys = self.driver.action_chain();
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
            let found = self.driver.find(By::Css(selector)).await;
            let element = found.map_err(|error| error.to_string())?;
            let hands = self.driver.action_chain();
            let held = hands.move_to_element_center(&element).click_and_hold();
            held.perform().await.map_err(|error| error.to_string())
        })
        .await;
    }

    /// Moves the mouse to a place in the page, whatever it holds.
    pub(crate) async fn slide_to(&self, x: i64, y: i64) {
        let moved = self.driver.action_chain().move_to(x, y);
        if let Err(error) = moved.perform().await {
            panic!("{} cannot move the mouse: {error}", self.name);
        }
    }

    /// Lets the mouse go.
    pub(crate) async fn let_go(&self) {
        if let Err(error) = self.driver.action_chain().release().perform().await {
            panic!("{} cannot let go: {error}", self.name);
        }
    }

    /// Presses a key and keeps it down.
    pub(crate) async fn hold_key(&self, key: impl Into<char>) {
        let key = key.into();
        if let Err(error) = self.driver.action_chain().key_down(key).perform().await {
            panic!("{} cannot hold {key:?}: {error}", self.name);
        }
    }

    /// Lets a key go.
    pub(crate) async fn let_key_go(&self, key: impl Into<char>) {
        let key = key.into();
        if let Err(error) = self.driver.action_chain().key_up(key).perform().await {
            panic!("{} cannot let {key:?} go: {error}", self.name);
        }
    }

    /// Types wherever the focus is.
    pub(crate) async fn keys(&self, text: &str) {
        if let Err(error) = self.driver.action_chain().send_keys(text).perform().await {
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

    async fn named(&self, purpose: &str, label: &str) -> Result<WebElement, String> {
        let arguments = vec![json!(purpose), json!(label)];
        match self.attempt(FIND, arguments).await? {
            Value::String(reason) => Err(reason),
            element => WebElement::from_json(element, self.driver.handle().clone())
                .map_err(|error| error.to_string()),
        }
    }
}

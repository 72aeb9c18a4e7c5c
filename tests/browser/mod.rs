//! A person at a browser: a real Chromium, driven as that person would.
//!
//! A story takes a [`Stage`], opens one [`Browser`] for each member of its cast and reads
//! aloud from there:
//!
//! ```ignore
//! let stage = Stage::enter().await;
//! let ann = stage.browser("Ann").open().await;
//! let vera = stage.browser("Vera").phone().language("ru-RU").open().await;
//! vera.goto(&shop).await;
//! vera.type_into("Message", "Where is my parcel?").await;
//! vera.press(Key::Enter).await;
//! ann.click("Next chat").await;
//! ann.see("Where is my parcel?").await;
//! ```
//!
//! Nothing here sleeps for a fixed time. Each wish is tried again until it comes true or its
//! deadline passes; then the test stops with a sentence that says who missed what on which page.
//! A browser that goes out of scope fails its story if any console had an error nobody asked for.

mod app;
mod axe;
mod chromedriver;
mod console;
mod devtools;
mod drive;
mod fleet;
mod frames;
mod hands;
mod harness_tests;
mod line;
mod looks;
mod opening;
mod person;
mod sight;
mod site;
mod stage;
mod tabs;

pub(crate) use person::Browser;
pub(crate) use stage::Stage;
pub(crate) use tabs::Tab;
pub(crate) use thirtyfour::Key;

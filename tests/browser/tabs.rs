//! Several pages in one browser.

use thirtyfour::WindowHandle;

use super::Browser;

/// A page among others.
pub(crate) struct Tab(WindowHandle);

impl Browser<'_> {
    /// The page the person looks at.
    pub(crate) async fn tab(&self) -> Tab {
        Tab(self.driver.window().await.unwrap())
    }

    /// Opens another page and looks at it.
    pub(crate) async fn new_tab(&self, url: &str) -> Tab {
        let handle = self.driver.new_tab().await.unwrap();
        self.look_at(&Tab(handle)).await;
        self.goto(url).await;
        self.tab().await
    }

    /// Looks at another page.
    pub(crate) async fn look_at(&self, tab: &Tab) {
        self.driver.switch_to_window(tab.0.clone()).await.unwrap();
    }

    /// Closes the page the person looks at, and looks at another.
    pub(crate) async fn close_tab(&self, next: &Tab) {
        self.driver.close_window().await.unwrap();
        self.look_at(next).await;
    }
}

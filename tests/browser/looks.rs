//! The surroundings of the person: light, network and a camera.

use std::path::Path;

use serde_json::json;

use super::Browser;
use super::fleet::DevToolsCommand;

impl Browser<'_> {
    /// The person's system prefers dark colours from now on.
    pub(crate) async fn dark(&self) {
        self.prefer("dark").await;
    }

    pub(crate) async fn light(&self) {
        self.prefer("light").await;
    }

    async fn prefer(&self, scheme: &str) {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.devtools
            .everywhere(
                "Emulation.setEmulatedMedia",
                json!({ "features": features }),
            )
            .await;
    }

    /// The window is now as narrow as a telephone.
    pub(crate) async fn narrow(&self) {
        let phone = json!({ "width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": false });
        self.devtools
            .everywhere("Emulation.setDeviceMetricsOverride", phone)
            .await;
    }

    /// The window has its own size again.
    pub(crate) async fn wide(&self) {
        self.devtools
            .everywhere("Emulation.clearDeviceMetricsOverride", json!({}))
            .await;
    }

    /// Pulls the network cable, for pages, frames and workers alike.
    pub(crate) async fn offline(&self) {
        self.network(true).await;
    }

    pub(crate) async fn online(&self) {
        self.network(false).await;
    }

    async fn network(&self, offline: bool) {
        let conditions = json!({
            "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1,
        });
        // From here on it tells of every request, so it is asked for no earlier.
        self.devtools.everywhere("Network.enable", json!({})).await;
        self.devtools
            .everywhere("Network.emulateNetworkConditions", conditions)
            .await;
    }

    /// Brings this tab before the others, which then are hidden; switching to one does not.
    pub(crate) async fn bring_to_front(&self) {
        if let Err(error) = self.driver.cmd(DevToolsCommand("Page.bringToFront")).await {
            panic!("{} cannot bring the tab to the front: {error}", self.name);
        }
    }

    /// Saves what the person sees as `NAME-TITLE.png` in the folder named by `SHOPBELL_SHOTS`;
    /// does nothing if the variable is not set.
    pub(crate) async fn screenshot(&self, title: &str) {
        let Some(folder) = std::env::var_os("SHOPBELL_SHOTS") else {
            return;
        };
        std::fs::create_dir_all(&folder).unwrap();
        let file = Path::new(&folder).join(format!("{}-{title}.png", self.name));
        if let Err(error) = self.driver.screenshot(&file).await {
            eprintln!("{} takes no picture: {error}", self.name);
        }
    }
}

//! How a browser shall be when it opens: its window, language and permissions.

use std::path::PathBuf;

use serde_json::{Value, json};
use thirtyfour::{Capabilities, WebDriver};

use super::chromedriver::ChromeDriver;
use super::devtools::DevTools;
use super::fleet::Machine;
use super::line::Line;
use super::person::Browser;
use super::stage::Stage;

/// The same Chromium without what surrounds a page: a story in it takes a sixth less of the processor.
/// Not by the script in the path, which does not end its Chromium when it is ended.
const SMALL: &str = "/usr/lib/chromium/chromium-headless-shell";

/// What the whole one needs to be told.
const HEADLESS: &str = "--headless=new";

/// Preferences.
const LANGUAGES: &str = "intl.accept_languages";
const COOKIES: &str = "profile.cookie_controls_mode";

/// Flags of every Chromium: no window, no request of its own, nothing shared with the machine.
const FLAGS: &[&str] = &[
    HEADLESS,
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-proxy-server",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    // Nobody waits for what these would do.
    "--in-process-gpu",
    "--disable-breakpad",
    "--disable-extensions",
    "--disable-features=SpareRendererForSitePerProcess,OptimizationHints,Translate,MediaRouter,OptimizationGuideOnDeviceModel",
    // What a desktop Chromium does unless told otherwise, said aloud because stories rely on it.
    "--autoplay-policy=document-user-activation-required",
    // For the second listener, see devtools.rs.
    "--remote-debugging-port=0",
];

/// Values of the preference [`COOKIES`].
enum Cookies {
    Allowed = 0,
    Blocked = 1,
}

/// A browser not yet open.
pub(crate) struct Opening<'stage> {
    stage: &'stage Stage,
    name: String,
    flags: Vec<String>,
    preferences: Value,
    phone: bool,
    dark: bool,
}

impl<'stage> Opening<'stage> {
    pub(super) fn new(stage: &'stage Stage, name: &str) -> Self {
        let opening = Opening {
            stage,
            name: name.to_owned(),
            flags: FLAGS.iter().map(|flag| flag.to_string()).collect(),
            preferences: json!({}),
            phone: false,
            dark: false,
        };
        opening
            .language("en-GB")
            .size(1440, 900)
            .third_party_cookies(Cookies::Allowed)
    }

    /// A desktop window of this many pixels.
    pub(crate) fn size(self, width: u32, height: u32) -> Self {
        self.flag(format!("--window-size={width},{height}"))
    }

    /// A phone of 390 × 844 points with touch.
    pub(crate) fn phone(mut self) -> Self {
        self.phone = true;
        self
    }

    pub(crate) fn dark(mut self) -> Self {
        self.dark = true;
        self
    }

    /// The person's language, as `ru-RU`; it shows in `Accept-Language` and in scripts.
    pub(crate) fn language(self, tag: &str) -> Self {
        let plain = tag.split('-').next().unwrap_or(tag);
        self.preference(LANGUAGES, json!(format!("{tag},{plain}")))
    }

    /// A browser set to refuse cookies of embedded pages from other sites.
    pub(crate) fn blocking_third_party_cookies(self) -> Self {
        self.third_party_cookies(Cookies::Blocked)
    }

    /// A browser set to keep nothing at all: storage is refused to every page.
    pub(crate) fn keeping_nothing(self) -> Self {
        self.preference("profile.default_content_setting_values.cookies", json!(2))
    }

    /// The person has allowed notifications to every site.
    pub(crate) fn allowing_notifications(self) -> Self {
        self.preference(
            "profile.default_content_setting_values.notifications",
            json!(1),
        )
    }

    /// A device that trusts whatever was signed for the key of which this is the digest (SHA-256, base64), and that finds
    /// this name on the machine itself.
    pub(crate) fn trusting(self, key: &str, name: &str) -> Self {
        self.flag(format!("--ignore-certificate-errors-spki-list={key}"))
            .finding(name)
    }

    /// A device whose network says that a name is this machine's.
    pub(crate) fn finding(self, name: &str) -> Self {
        self.flag(format!("--host-resolver-rules=MAP {name} 127.0.0.1"))
    }

    /// A microphone that beeps, and a person who allows its use.
    pub(crate) fn with_microphone(self) -> Self {
        self.flag("--use-fake-device-for-media-stream".to_owned())
            .flag("--use-fake-ui-for-media-stream".to_owned())
    }

    /// A microphone that hears what is in a sound file, over and over.
    pub(crate) fn with_microphone_hearing(self, sound: &std::path::Path) -> Self {
        let sound = format!("--use-file-for-fake-audio-capture={}", sound.display());
        self.with_microphone().flag(sound)
    }

    /// A person who has forbidden the microphone to every site.
    pub(crate) fn without_microphone(self) -> Self {
        self.preference(
            "profile.default_content_setting_values.media_stream_mic",
            json!(2),
        )
    }

    /// Starts everything, unless a browser of this kind stands ready; panics with a sentence if
    /// it cannot.
    pub(crate) async fn open(self) -> Browser<'stage> {
        let machine = match Machine::ready(&self.kind()) {
            Some(ready) => ready,
            None => self.start().await,
        };
        let devtools = DevTools::listen(&machine.profile).await;
        let browser = Browser::new(self.stage, self.name, machine, devtools, self.phone);
        if self.dark {
            browser.dark().await;
        }
        browser
    }

    /// What two browsers that can stand in for each other have in common.
    fn kind(&self) -> String {
        json!([self.flags, self.preferences, self.phone]).to_string()
    }

    /// Whether the small Chromium will do: it knows of no preferences but the language, and of no devices.
    fn is_plain(&self) -> bool {
        let preferences = self.preferences.as_object().unwrap();
        !self.flags.iter().any(|flag| flag.contains("fake"))
            && preferences.iter().all(|(name, value)| match name.as_str() {
                LANGUAGES => true,
                COOKIES => value == Cookies::Allowed as u8,
                _ => false,
            })
    }

    async fn start(&self) -> Machine {
        let (chromedriver, profile) = driver();
        let driver = WebDriver::builder(chromedriver.url(), self.capabilities(&profile))
            .client(Line)
            .connect()
            .await
            .unwrap_or_else(|error| panic!("Chromium does not open for {}: {error}", self.name));
        Machine::new(self.kind(), driver, chromedriver, profile)
    }

    /// Always said, because Chromium's own default has changed and differs between builds.
    fn third_party_cookies(self, cookies: Cookies) -> Self {
        self.preference(COOKIES, json!(cookies as u8))
    }

    fn flag(mut self, flag: String) -> Self {
        self.flags.push(flag);
        self
    }

    fn preference(mut self, key: &str, value: Value) -> Self {
        self.preferences[key] = value;
        self
    }

    fn capabilities(&self, profile: &std::path::Path) -> Capabilities {
        let mut flags = self.flags.clone();
        flags.push(format!("--user-data-dir={}", profile.display()));
        let mut options = json!({ "args": flags, "prefs": self.preferences });
        let is_small = self.is_plain() && std::path::Path::new(SMALL).exists();
        if is_small {
            options["binary"] = json!(SMALL);
            let flags = options["args"].as_array_mut().unwrap();
            flags.retain(|flag| flag != HEADLESS);
            let languages = self.preferences[LANGUAGES].as_str().unwrap();
            flags.push(json!(format!("--accept-lang={languages}")));
        }
        if self.phone {
            options["mobileEmulation"] = json!({
                "deviceMetrics": {
                    "width": 390, "height": 844, "pixelRatio": 2.0, "touch": true, "mobile": true,
                },
            });
        }
        let name = if is_small {
            "chrome-headless-shell"
        } else {
            "chrome"
        };
        let mut capabilities = Capabilities::new();
        for (key, value) in [
            ("browserName", json!(name)),
            ("goog:chromeOptions", options),
        ] {
            capabilities.set(key, value).unwrap();
        }
        capabilities
    }
}

/// Enough for the profiles of all browsers that are ever open at once.
const ROOM: u64 = 2 << 30;

/// A folder for a profile, in memory where there is room: Chromium writes a file for whatever it fetches.
fn profile_folder() -> tempfile::TempDir {
    let memory = std::path::Path::new("/dev/shm");
    let folder = match fs4::available_space(memory) {
        Ok(room) if room >= ROOM => tempfile::tempdir_in(memory),
        _ => tempfile::tempdir(),
    };
    folder.unwrap()
}

/// A driver and the profile of its Chromium. Of two that start together and choose the same port, one ends at once:
/// it tries again.
fn driver() -> (ChromeDriver, PathBuf) {
    let start = || {
        let folder = profile_folder();
        let profile = folder.path().to_owned();
        ChromeDriver::start("chromedriver", folder).map(|driver| (driver, profile))
    };
    start()
        .or_else(|_| start())
        .unwrap_or_else(|sentence| panic!("{sentence}"))
}

//! The browsers that customers come with.

/// Every browser.
pub(super) const KEYS: [&str; 13] = [
    "firefox-windows",
    "firefox-linux",
    "firefox-macos",
    "chrome-windows",
    "chrome-macos",
    "chrome-android",
    "edge-windows",
    "safari-iphone",
    "safari-ipad",
    "safari-macos",
    "samsung-android",
    "yandex-windows",
    "wechat-android",
];

/// How a browser names itself, and how the house words it.
pub(super) fn device(key: &str) -> Option<(&'static str, &'static str)> {
    Some(match key {
        "firefox-windows" => (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0",
            "Firefox · Windows",
        ),
        "firefox-linux" => (
            "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
            "Firefox · Linux",
        ),
        "firefox-macos" => (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:145.0) Gecko/20100101 Firefox/145.0",
            "Firefox · macOS",
        ),
        "chrome-windows" => (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36",
            "Chrome · Windows",
        ),
        "chrome-macos" => (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/142.0 Safari/537.36",
            "Chrome · macOS",
        ),
        "chrome-android" => (
            "Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36",
            "Chrome · Android",
        ),
        "edge-windows" => (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36 Edg/142.0",
            "Edge · Windows",
        ),
        "safari-iphone" => (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) Version/18.6 Mobile/15E148 Safari/604.1",
            "Safari · iPhone",
        ),
        "safari-ipad" => (
            "Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) Version/18.6 Mobile/15E148 Safari/604.1",
            "Safari · iPad",
        ),
        "safari-macos" => (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.6 Safari/605.1.15",
            "Safari · macOS",
        ),
        "samsung-android" => (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 SamsungBrowser/28.0 Chrome/130.0 Mobile Safari/537.36",
            "Samsung Internet · Android",
        ),
        "yandex-windows" => (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 YaBrowser/25.10 Safari/537.36",
            "Yandex Browser · Windows",
        ),
        "wechat-android" => (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36 MicroMessenger/8.0",
            "WeChat · Android",
        ),
        _ => return None,
    })
}

//! Addresses of the help centre.

use std::fmt::Write;

/// Where everything in a language stands.
pub(in crate::web) fn of_language(code: &str) -> String {
    format!("/help/{code}")
}

/// Where an article stands. Letters beyond ASCII are written as headers and sitemaps need them (RFC 3986, 2.1).
pub(in crate::web) fn of_article(code: &str, slug: &str) -> String {
    let mut path = format!("/help/{code}/");
    for byte in slug.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'-' {
            path.push(byte as char);
        } else {
            let _ = write!(path, "%{byte:02X}");
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::of_article;

    #[test]
    fn every_script_has_an_address() {
        assert_eq!(
            of_article("en", "sending-back-2"),
            "/help/en/sending-back-2"
        );
        assert_eq!(of_article("zh", "退货"), "/help/zh/%E9%80%80%E8%B4%A7");
    }
}

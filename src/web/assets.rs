//! Files that are part of the program: styles, scripts, fonts, pictures.
//!
//! Their address carries the hash of all of them, so a browser may keep them for ever. They were
//! compressed when the program was built, and only so are they in it, except what does not get smaller.

use std::borrow::Cow;

use http::{HeaderMap, HeaderValue, StatusCode, header};
use rust_embed::Embed;

use super::{
    answer::{Answer, Refusal, Reply},
    body::Body,
    request::Ask,
};
use crate::base::packed::gunzip;

#[derive(Embed)]
#[folder = "$OUT_DIR/assets"]
struct Assets;

/// Address of an asset, such as `console/page-every.css`.
#[must_use]
pub fn path(name: &str) -> String {
    format!("/a/{}/{name}", env!("ASSETS_HASH"))
}

/// Bytes of an asset as text, for what is woven into an answer.
#[must_use]
pub fn text(name: &str) -> Option<String> {
    String::from_utf8(unpacked(name)?.into_owned()).ok()
}

fn unpacked(name: &str) -> Option<Cow<'static, [u8]>> {
    match Assets::get(name) {
        Some(file) => Some(file.data),
        None => Some(gunzip(&Assets::get(&format!("{name}.gz"))?.data).into()),
    }
}

pub(super) async fn serve(ask: Ask) -> Reply {
    let name: String = ask.place("name")?;
    // An old page may ask by an old hash; the file is served all the same but not kept.
    let hash: String = ask.place("hash")?;
    hashed(&ask.headers, &hash, &name)
}

/// Whether an address is of an asset as this very program has it.
#[must_use]
pub fn is_ours(path: &str) -> bool {
    let rest = path.strip_prefix("/a/");
    rest.and_then(|rest| rest.strip_prefix(env!("ASSETS_HASH")))
        .is_some_and(|name| name.starts_with('/'))
}

/// The asset at `/a/{hash}/{name}`.
pub fn hashed(headers: &HeaderMap, hash: &str, name: &str) -> Reply {
    let mut answer = packed(headers, name)?;
    if hash == env!("ASSETS_HASH") {
        answer.headers_mut().insert(
            header::CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=31536000, immutable"),
        );
    }
    Ok(answer)
}

/// An asset in the best encoding the browser takes.
pub fn file(ask: &Ask, name: &str) -> Result<Answer, Refusal> {
    packed(&ask.headers, name)
}

/// The same for whoever sends these headers.
pub fn packed(headers: &HeaderMap, name: &str) -> Result<Answer, Refusal> {
    let accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|accepted| accepted.to_str().ok())
        .unwrap_or("");
    let takes = |encoding: &str| {
        accepted
            .split(',')
            .any(|entry| entry.trim().starts_with(encoding))
    };
    let packed = [("br", "br"), ("gzip", "gz")]
        .into_iter()
        .filter(|(encoding, _)| takes(encoding))
        .find_map(|(encoding, ending)| Some((encoding, Assets::get(&format!("{name}.{ending}"))?)));
    let (encoding, data) = match packed {
        Some((encoding, file)) => (Some(encoding), file.data),
        None => (None, unpacked(name).ok_or_else(Refusal::not_found)?),
    };
    let etag = HeaderValue::from_static(concat!("\"", env!("ASSETS_HASH"), "\""));
    if headers.get(header::IF_NONE_MATCH) == Some(&etag) {
        let mut answer = Answer::new(Body::empty());
        *answer.status_mut() = StatusCode::NOT_MODIFIED;
        answer.headers_mut().insert(header::ETAG, etag);
        return Ok(answer);
    }
    let mut answer = Answer::new(match data {
        Cow::Borrowed(bytes) => Body::from(bytes::Bytes::from_static(bytes)),
        Cow::Owned(bytes) => Body::from(bytes),
    });
    let headers = answer.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(media_type(name)),
    );
    headers.insert(header::ETAG, etag);
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Ok(answer)
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg") => "image/jpeg",
        Some("woff2") => "font/woff2",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("md" | "txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::{Assets, unpacked};

    fn size(name: &str) -> usize {
        Assets::get(&format!("{name}.gz")).map_or(0, |file| file.data.len())
    }

    /// A shop's customers pay for these bytes, so they cannot grow unnoticed.
    #[test]
    fn the_widget_stays_within_its_budget() {
        let loader = size("widget/loader.js");
        // Of that, some 50 bytes see to it that nobody finds a chat of whoever was at the browser before them.
        assert!((1..=5 * 1024 + 64).contains(&loader), "loader: {loader}");
        let frame = size("widget/frame.js") + size("widget/frame.css");
        // Of that, consent to being followed and the language chosen by the team take some 250 bytes, and
        // the place in line some 500, a shop that is dark behind its relay some 350, files and addresses that are not
        // taken and say why some 650.
        assert!((1..=31 * 1024).contains(&frame), "frame: {frame}");
    }

    #[test]
    fn modules_on_demand_are_files_of_their_own() {
        assert!(unpacked("widget/voice.js").is_some());
        assert!(unpacked("widget/emoji.js").is_some());
        assert!(unpacked("widget/words.js").is_none(), "woven into frame.js");
    }
}

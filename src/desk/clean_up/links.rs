//! Parts of links that say where a reader came from, and lead nowhere else.

use linkify::{LinkFinder, LinkKind};

/// Names that sellers of advertisements and senders of mailings add; `*` stands for any ending.
const TRACKING: &[&str] = &[
    "utm_*",
    "fbclid",
    "gclid",
    "gclsrc",
    "dclid",
    "gbraid",
    "wbraid",
    "msclkid",
    "yclid",
    "ysclid",
    "_openstat",
    "twclid",
    "ttclid",
    "igshid",
    "igsh",
    "li_fat_id",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "_hsenc",
    "_hsmi",
    "__hstc",
    "__hssc",
    "hsa_*",
    "mtm_*",
    "pk_*",
    "piwik_*",
    "oly_anon_id",
    "oly_enc_id",
    "vero_id",
    "vero_conv",
    "wickedid",
    "rb_clickid",
    "s_cid",
    "srsltid",
    "ref_src",
    "ref_url",
    "spm",
    "scm",
    "epik",
    "cmpid",
    "_branch_match_id",
];

/// A text whose links are without such parts. Every other part stays as it was, byte for byte.
pub(super) fn strip(text: &str, more: &[String], removed: &mut usize) -> String {
    let mut finder = LinkFinder::new();
    finder.url_must_have_scheme(false);
    finder.kinds(&[LinkKind::Url]);
    let mut out = String::with_capacity(text.len());
    for span in finder.spans(text) {
        let shorter = span.kind().and_then(|_| without(span.as_str(), more));
        *removed += usize::from(shorter.is_some());
        out.push_str(shorter.as_deref().unwrap_or(span.as_str()));
    }
    out
}

/// The address without its tracking parts, if it has any.
fn without(address: &str, more: &[String]) -> Option<String> {
    let (address, fragment) = match address.split_once('#') {
        Some((address, fragment)) => (address, Some(fragment)),
        None => (address, None),
    };
    let (path, query) = address.split_once('?')?;
    let parts: Vec<&str> = query.split('&').collect();
    let kept: Vec<&str> = parts
        .iter()
        .copied()
        .filter(|part| !is_tracking(part.split('=').next().unwrap_or(part), more))
        .collect();
    if kept.len() == parts.len() {
        return None;
    }
    let mut shorter = path.to_owned();
    if !kept.is_empty() {
        shorter.push('?');
        shorter.push_str(&kept.join("&"));
    }
    if let Some(fragment) = fragment {
        shorter.push('#');
        shorter.push_str(fragment);
    }
    Some(shorter)
}

fn is_tracking(name: &str, more: &[String]) -> bool {
    let name = name.to_ascii_lowercase();
    let fits = |known: &str| match known.strip_suffix('*') {
        Some(beginning) => name.starts_with(beginning),
        None => name == known,
    };
    TRACKING.iter().copied().any(fits) || more.iter().any(|known| fits(&known.to_ascii_lowercase()))
}

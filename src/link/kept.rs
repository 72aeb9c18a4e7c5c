//! What the relay keeps while the house is dark: a request as it came, with when and from where.

use std::net::IpAddr;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use serde::{Deserialize, Serialize};

use crate::base::time::Timestamp;

/// Bytes that say how long the head is.
const LENGTH: usize = 4;

/// One request, as it is sealed: its head in JSON, the length of that before it, and its body as it came.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// When it came, by the relay's clock.
    pub at: Timestamp,
    /// From where.
    pub address: IpAddr,
    /// The token that the relay gave a visitor who began meanwhile.
    pub token: Option<String>,
    /// GET, POST …
    pub method: Method,
    /// Path and query.
    pub uri: Uri,
    /// Headers, those of the connection left out.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

#[derive(Serialize, Deserialize)]
struct Head {
    at: Timestamp,
    address: IpAddr,
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<String>,
    method: String,
    uri: String,
    headers: Vec<(String, String)>,
}

impl Kept {
    /// As bytes.
    #[must_use]
    pub fn pack(&self) -> Vec<u8> {
        // No header that a browser or platform sends has other characters, and none that has is read by the house.
        let headers = self.headers.iter().filter_map(|(name, value)| {
            Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
        });
        let head = Head {
            at: self.at,
            address: self.address,
            token: self.token.clone(),
            method: self.method.to_string(),
            uri: self.uri.to_string(),
            headers: headers.collect(),
        };
        let head = serde_json::to_vec(&head).expect("a head is plain data");
        let length = u32::try_from(head.len()).unwrap_or(u32::MAX);
        let mut bytes = Vec::with_capacity(LENGTH + head.len() + self.body.len());
        bytes.extend(length.to_be_bytes());
        bytes.extend(head);
        bytes.extend(&self.body);
        bytes
    }

    /// From bytes; `None` for what is none.
    #[must_use]
    pub fn unpack(bytes: Vec<u8>) -> Option<Self> {
        let bytes = Bytes::from(bytes);
        let length = u32::from_be_bytes(*bytes.first_chunk::<LENGTH>()?);
        let begin = LENGTH.checked_add(usize::try_from(length).ok()?)?;
        let head: Head = serde_json::from_slice(bytes.get(LENGTH..begin)?).ok()?;
        let mut headers = HeaderMap::new();
        for (name, value) in head.headers {
            let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
            headers.append(name, HeaderValue::from_str(&value).ok()?);
        }
        Some(Self {
            at: head.at,
            address: head.address,
            token: head.token,
            method: head.method.parse().ok()?,
            uri: head.uri.parse().ok()?,
            headers,
            body: bytes.slice(begin..),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_comes_out_as_it_went_in() {
        let mut headers = HeaderMap::new();
        headers.append("content-type", HeaderValue::from_static("application/json"));
        headers.append("x-hub-signature-256", HeaderValue::from_static("sha256=00"));
        headers.append("x-twice", HeaderValue::from_static("1"));
        headers.append("x-twice", HeaderValue::from_static("2"));
        let kept = Kept {
            at: Timestamp(1_763_676_000_123),
            address: "203.0.113.7".parse().unwrap(),
            token: Some("t".to_owned()),
            method: Method::POST,
            uri: "/hooks/abc?a=1&b=%20".parse().unwrap(),
            headers,
            body: Bytes::from_static(b"{\"text\": \"\xff\x00\"}"),
        };
        let bytes = kept.pack();
        assert_eq!(Kept::unpack(bytes.clone()).unwrap(), kept);
        let head = bytes.len() - kept.body.len();
        for length in 0..head {
            assert!(Kept::unpack(bytes[..length].to_vec()).is_none(), "{length}");
        }
        assert!(Kept::unpack(vec![0xff; 64]).is_none());
    }
}

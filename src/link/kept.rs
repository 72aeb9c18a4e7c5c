//! What the relay keeps while the house is dark: a request as it came, with when and from where.

use std::net::IpAddr;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use serde::{Deserialize, Serialize};

use crate::base::time::Timestamp;

/// Bytes that say how long the head is.
const LENGTH: usize = 4;

/// Longest head that is read, in bytes: that of a request, which says nothing longer, with what the relay adds.
const LONGEST: usize = 64 * 1024;

/// One request, as it is sealed: its head in JSON, the length of that before it, and its body as it came.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// When it came, by the relay's clock.
    pub at: Timestamp,
    /// From where.
    pub address: IpAddr,
    /// The token that the relay gave a visitor who began meanwhile.
    pub token: Option<String>,
    /// The id that the relay gave a file, by which the message that carries it names it.
    pub file: Option<String>,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    method: String,
    uri: String,
    headers: Vec<(String, String)>,
}

/// A head that nobody has made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("its head is longer than any")]
pub struct TooLong;

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
            file: self.file.clone(),
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

    /// How many bytes the head and its length take, by the first bytes. `None`: these are too few to tell.
    pub fn head_length(begin: &[u8]) -> Option<Result<usize, TooLong>> {
        let length = u32::from_be_bytes(*begin.first_chunk::<LENGTH>()?);
        let length = usize::try_from(length).ok();
        Some(
            length
                .filter(|length| *length <= LONGEST)
                .map(|length| LENGTH + length)
                .ok_or(TooLong),
        )
    }

    /// From bytes, whose head must be whole; `None` for what is none. The body is what follows of it.
    #[must_use]
    pub fn unpack(bytes: Vec<u8>) -> Option<Self> {
        let bytes = Bytes::from(bytes);
        let begin = Self::head_length(&bytes)?.ok()?;
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
            file: head.file,
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
    use crate::base::fuzz;

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
            file: Some("f".to_owned()),
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
        assert_eq!(Kept::head_length(&bytes), Some(Ok(head)));
        assert_eq!(Kept::head_length(&bytes[..3]), None);
        assert_eq!(Kept::head_length(&[0xff; 64]), Some(Err(TooLong)));
        assert!(Kept::unpack(vec![0xff; 64]).is_none());
    }

    #[test]
    fn fuzz_a_request_that_was_kept() {
        let mut headers = HeaderMap::new();
        headers.append("content-type", HeaderValue::from_static("application/json"));
        let kept = Kept {
            at: Timestamp(1_763_676_000_123),
            address: "2001:db8::7".parse().unwrap(),
            token: None,
            file: Some("00112233445566778899aabbccddeeff".to_owned()),
            method: Method::POST,
            uri: "/api/v1/visitor/files?name=a.jpg&kind=image"
                .parse()
                .unwrap(),
            headers,
            body: Bytes::from_static(b"{}"),
        };
        let words = [
            "\"headers\":[",
            "[\"a\",\"b\"]",
            "\"method\":",
            "\"uri\":\"*\"",
            "POST",
        ];
        fuzz::bytes("kept", &[&kept.pack()], &words, |bytes| {
            let Some(kept) = Kept::unpack(bytes.to_vec()) else {
                return;
            };
            let head = Kept::head_length(bytes).unwrap().unwrap();
            assert_eq!(kept.body, bytes[head..]);
            let again = Kept::unpack(kept.pack()).unwrap();
            assert_eq!((again.at, again.body), (kept.at, kept.body));
        });
    }
}

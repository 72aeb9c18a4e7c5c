//! What both say before the line carries anything: a note of JSON each, its length before it.

use std::{collections::BTreeMap, io};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use crate::{base::time::Timestamp, desk::allowance::Allowance};

/// Longest note, in bytes.
const LONGEST: u32 = 64 * 1024;

/// The office begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// Which version of the line it speaks.
    pub version: u32,
    /// Which program it is, for people.
    pub program: String,
    /// The code of the pairing, when it comes for the first time.
    pub code: Option<String>,
    /// The key to which the relay seals what it keeps, in hex.
    pub seal: String,
}

/// What the relay says to that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// It is the relay's office.
    Welcome {
        /// Where the world finds the relay, without a slash at the end.
        url: String,
        /// Which program the relay is.
        program: String,
        /// The relay's clock.
        at: Timestamp,
    },
    /// It is not.
    Refused(Refused),
}

/// Why a relay does not take an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refused {
    /// It has another one.
    OtherOffice,
    /// The code is not the one it showed.
    WrongCode,
    /// It has no office, and this one shows no code: they knew each other once, or never did.
    Unpaired,
    /// It speaks another version.
    Version(u32),
}

/// What the relay has to know of the house while that is dark. None of it is a secret of the house's: all of it stands in
/// what the relay carries anyway.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brief {
    /// The keys of its web chats that take new chats.
    pub sites: Vec<String>,
    /// Platforms that call in: the SHA-256 of the key in their address, in hex, and what they are answered.
    pub hooks: BTreeMap<String, Taken>,
    /// What the customers of its web chats may send: what any of them takes. `None`: no files.
    #[serde(default)]
    pub files: Option<Allowance>,
}

/// What a platform is answered whose call is kept for later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// Type of the body.
    pub media_type: String,
    /// The body.
    pub body: String,
}

/// Sends a note.
pub async fn say<S: AsyncWrite + Unpin>(to: &mut S, note: &impl Serialize) -> io::Result<()> {
    let bytes = serde_json::to_vec(note).expect("notes are plain data");
    let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
    to.write_u32(length).await?;
    to.write_all(&bytes).await?;
    to.flush().await
}

/// Reads one.
pub async fn hear<T: DeserializeOwned, S: AsyncRead + Unpin>(from: &mut S) -> io::Result<T> {
    let length = from.read_u32().await?;
    if length > LONGEST {
        return Err(io::Error::other("the other side says too much"));
    }
    let mut bytes = vec![0; length as usize];
    from.read_exact(&mut bytes).await?;
    serde_json::from_slice(&bytes).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::fuzz;

    #[tokio::test]
    async fn a_note_comes_as_it_went_and_not_at_any_length() {
        let (mut one, mut other) = tokio::io::duplex(1024);
        let hello = Hello {
            version: 1,
            program: "0.1.0".to_owned(),
            code: None,
            seal: "00".to_owned(),
        };
        say(&mut one, &hello).await.unwrap();
        assert_eq!(hear::<Hello, _>(&mut other).await.unwrap(), hello);
        say(&mut one, &Answer::Refused(Refused::Version(2)))
            .await
            .unwrap();
        assert!(hear::<Hello, _>(&mut other).await.is_err(), "another note");
        one.write_u32(LONGEST + 1).await.unwrap();
        assert!(hear::<Hello, _>(&mut other).await.is_err());
        one.write_u32(9).await.unwrap();
        drop(one);
        assert!(hear::<Hello, _>(&mut other).await.is_err(), "cut off");
    }

    /// A note as it goes over the line.
    fn sent(note: &impl Serialize) -> Vec<u8> {
        let bytes = serde_json::to_vec(note).unwrap();
        let length = u32::try_from(bytes.len()).unwrap();
        [&length.to_be_bytes()[..], &bytes].concat()
    }

    /// Whoever comes first at the relay's door says this, before anybody has looked who they are.
    #[test]
    fn fuzz_notes_before_the_line() {
        let hello = Hello {
            version: 1,
            program: "0.1.0".to_owned(),
            code: Some("00112233445566778899aabbccddeeff".to_owned()),
            seal: "7".repeat(64),
        };
        let welcome = Answer::Welcome {
            url: "https://chat.shop.example".to_owned(),
            program: "0.1.0".to_owned(),
            at: Timestamp(1_763_676_000_123),
        };
        let refused = Answer::Refused(Refused::Version(2));
        let samples = [sent(&hello), sent(&welcome), sent(&refused)];
        let samples: Vec<&[u8]> = samples.iter().map(Vec::as_slice).collect();
        let words = ["\"seal\":", "\"code\":null", "\"welcome\"", "\"refused\""];
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        fuzz::bytes("hello", &samples, &words, |bytes| {
            runtime.block_on(async {
                if let Ok(hello) = hear::<Hello, _>(&mut &bytes[..]).await {
                    let again = sent(&hello);
                    assert_eq!(hear::<Hello, _>(&mut &again[..]).await.unwrap(), hello);
                }
                if let Ok(answer) = hear::<Answer, _>(&mut &bytes[..]).await {
                    let again = sent(&answer);
                    assert_eq!(hear::<Answer, _>(&mut &again[..]).await.unwrap(), answer);
                }
            });
        });
    }
}

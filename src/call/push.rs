//! Web push: what a browser's push service is handed, readable to that browser alone. Sources: RFC 8030 (the protocol),
//! RFC 8291 and RFC 8188 (how it is sealed), RFC 8292 (how a push service knows who asks).

use std::time::Duration;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use bytes::Bytes;
use http::{Request, StatusCode, Uri, header};
use ring::{
    aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey},
    agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral},
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};

use super::{Http, retry_after};
use crate::base::{
    network::Neighbours,
    secret::{Secret, TokenHash, hex, random_bytes, raw_proof, short_proof},
    time::Timestamp,
};

/// Bytes of a public key: an uncompressed point of P-256.
pub const KEY_BYTES: usize = 65;
/// Bytes of what a browser shares with us alone.
pub const AUTH_BYTES: usize = 16;
/// The whole goes in one record, of this size.
const RECORD: u32 = 4096;
/// Most of what can be told: a push service takes 4096 bytes, and sealing adds 103.
pub const MOST_BYTES: usize = 3_900;
/// A push service that is silent for so long is asked again later.
const PATIENCE: Duration = Duration::from_secs(10);
/// So much of what it answers is kept, in bytes.
const KEPT: usize = 300;
/// How long what we sign for a push service holds; no more than a day is allowed.
const SIGNED_FOR_S: i64 = 12 * 3600;

/// The pair of keys by which push services know the house.
#[derive(Debug)]
pub struct HouseKey {
    pair: EcdsaKeyPair,
    /// What topics are disguised with.
    topics: TokenHash,
}

impl HouseKey {
    /// A new one, as it is kept (PKCS #8).
    ///
    /// # Panics
    /// When the system has no randomness to give.
    #[must_use]
    pub fn generate() -> Vec<u8> {
        let document =
            EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new());
        let document = document.expect("the operating system gives random bytes");
        document.as_ref().to_vec()
    }

    /// Reads one that was kept; `None`: it is none.
    #[must_use]
    pub fn read(kept: &[u8]) -> Option<Self> {
        let pair =
            EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, kept, &SystemRandom::new());
        Some(Self {
            pair: pair.ok()?,
            topics: Secret::new(BASE64_URL_SAFE_NO_PAD.encode(kept)).hash(),
        })
    }

    /// What a push service sees of a topic: which of them are the same, and not which they are.
    fn topic(&self, of: &str) -> String {
        short_proof(&hex(&self.topics.0), of)
    }

    /// Its public half in base64url, as browsers ask for it.
    #[must_use]
    pub fn public(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(self.pair.public_key())
    }

    /// What `Authorization` says to the push service at this address; `None`: it is no address. `contact` is whom its
    /// operator may turn to, and is left out where there is nobody.
    #[must_use]
    pub fn authorize(
        &self,
        endpoint: &str,
        contact: Option<&str>,
        now: Timestamp,
    ) -> Option<String> {
        let endpoint: Uri = endpoint.parse().ok()?;
        let audience = format!("{}://{}", endpoint.scheme_str()?, endpoint.authority()?);
        let mut claims = serde_json::json!({
            "aud": audience, "exp": now.0.div_euclid(1000) + SIGNED_FOR_S,
        });
        if let Some(contact) = contact {
            claims["sub"] = contact.into();
        }
        let head = BASE64_URL_SAFE_NO_PAD.encode(r#"{"typ":"JWT","alg":"ES256"}"#);
        let said = format!(
            "{head}.{}",
            BASE64_URL_SAFE_NO_PAD.encode(claims.to_string())
        );
        let signature = self.pair.sign(&SystemRandom::new(), said.as_bytes()).ok()?;
        let signature = BASE64_URL_SAFE_NO_PAD.encode(signature);
        Some(format!("vapid t={said}.{signature}, k={}", self.public()))
    }
}

/// How soon a device is to be told, if it sleeps (RFC 8030, 5.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// Somebody waits.
    High,
    /// When it is awake.
    Low,
}

/// What is told.
#[derive(Debug, Clone)]
pub struct Push {
    /// For the browser alone; at most [`MOST_BYTES`].
    pub words: String,
    /// How soon.
    pub urgency: Urgency,
    /// How long the push service keeps it for a device that is out of reach.
    pub ttl: Duration,
    /// What it is about: the newer one takes the place of one that waits.
    pub topic: String,
}

/// The browser it goes to.
#[derive(Debug, Clone)]
pub struct Address<'a> {
    /// Where its push service takes it.
    pub endpoint: &'a str,
    /// Its public key.
    pub key: &'a [u8],
    /// What it shares with us alone.
    pub auth: &'a [u8],
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The push service has it.
    Taken,
    /// There is no such browser any more.
    Gone,
    /// Not now: after this pause, if it named one. Second: why.
    Later(Option<Duration>, String),
    /// Never: why.
    Refused(String),
}

/// Hands something to a browser's push service, once.
pub async fn push(
    http: &Http,
    neighbours: &Neighbours,
    house: &HouseKey,
    to: &Address<'_>,
    what: &Push,
    now: Timestamp,
) -> Outcome {
    let Some(body) = seal(to.key, to.auth, what.words.as_bytes()) else {
        return Outcome::Refused("the browser's key is none".to_owned());
    };
    // Whom to turn to is part of the protocol and asked for by some: the house's own address, and nobody's mailbox.
    let public = http.public();
    let contact = public.as_deref().filter(|url| url.starts_with("https://"));
    let Some(authorization) = house.authorize(to.endpoint, contact, now) else {
        return Outcome::Refused("the address is none".to_owned());
    };
    let request = Request::post(to.endpoint)
        .header(header::CONTENT_TYPE, "application/octet-stream")
        .header(header::CONTENT_ENCODING, "aes128gcm")
        .header(header::AUTHORIZATION, authorization)
        .header("ttl", what.ttl.as_secs())
        .header(
            "urgency",
            match what.urgency {
                Urgency::High => "high",
                Urgency::Low => "low",
            },
        )
        .header("topic", house.topic(&what.topic))
        .body(Bytes::from(body));
    let request = match request {
        Ok(request) => request,
        Err(error) => return Outcome::Refused(error.to_string()),
    };
    match http.knock(request, neighbours, KEPT, PATIENCE).await {
        Ok(reply) => judge(
            reply.status,
            retry_after(&reply.headers),
            &String::from_utf8_lossy(&reply.body),
        ),
        Err(super::Untrue::Private(host)) => {
            Outcome::Refused(super::Untrue::Private(host).to_string())
        }
        Err(super::Untrue::BadAddress(host)) => {
            Outcome::Refused(super::Untrue::BadAddress(host).to_string())
        }
        Err(error) => Outcome::Later(None, error.to_string()),
    }
}

fn judge(status: StatusCode, pause: Option<Duration>, said: &str) -> Outcome {
    let words = format!("{} {}", status.as_u16(), said.trim());
    let words = words.trim().to_owned();
    match status.as_u16() {
        200..300 => Outcome::Taken,
        404 | 410 => Outcome::Gone,
        429 | 500.. => Outcome::Later(pause, words),
        _ => Outcome::Refused(words),
    }
}

/// Seals words for the browser with this key; `None`: it is no key.
fn seal(key: &[u8], auth: &[u8], words: &[u8]) -> Option<Vec<u8>> {
    let random = SystemRandom::new();
    let own = EphemeralPrivateKey::generate(&ECDH_P256, &random).ok()?;
    let public = own.compute_public_key().ok()?;
    let theirs = UnparsedPublicKey::new(&ECDH_P256, key);
    let pair = Pair {
        receiver: key,
        sender: public.as_ref(),
    };
    agree_ephemeral(own, &theirs, |shared| {
        seal_with(shared, &pair, auth, &random_bytes(), words)
    })
    .ok()?
}

/// The public keys of both sides.
struct Pair<'a> {
    receiver: &'a [u8],
    sender: &'a [u8],
}

/// RFC 8291, 3.4, and RFC 8188, 2: from what both sides have agreed on to the body as it is posted.
fn seal_with(
    shared: &[u8],
    pair: &Pair<'_>,
    auth: &[u8],
    salt: &[u8; 16],
    words: &[u8],
) -> Option<Vec<u8>> {
    // HKDF of no more than one block: extract is one HMAC, and so is expand.
    let agreed = raw_proof(auth, &[shared]);
    let info = [b"WebPush: info\0", pair.receiver, pair.sender, &[1]];
    let secret = raw_proof(salt, &[&raw_proof(&agreed, &info)]);
    let key = raw_proof(&secret, &[b"Content-Encoding: aes128gcm\0", &[1]]);
    let nonce = raw_proof(&secret, &[b"Content-Encoding: nonce\0", &[1]]);
    let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key[..16]).ok()?);
    let nonce = Nonce::try_assume_unique_for_key(&nonce[..12]).ok()?;
    let mut sealed = words.to_vec();
    // The mark of the last record.
    sealed.push(2);
    key.seal_in_place_append_tag(nonce, Aad::empty(), &mut sealed)
        .ok()?;
    let mut body = salt.to_vec();
    body.extend_from_slice(&RECORD.to_be_bytes());
    body.push(u8::try_from(pair.sender.len()).ok()?);
    body.extend_from_slice(pair.sender);
    body.extend_from_slice(&sealed);
    Some(body)
}

#[cfg(test)]
mod tests {
    use p256::{
        PublicKey, SecretKey,
        ecdsa::{Signature, VerifyingKey, signature::Verifier},
    };

    use super::*;

    fn bytes(text: &str) -> Vec<u8> {
        BASE64_URL_SAFE_NO_PAD.decode(text).unwrap()
    }

    /// RFC 8291, section 5 and appendix A.
    #[test]
    fn what_the_standard_seals_comes_out_the_same() {
        let receiver = bytes(
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        );
        let sender = bytes(
            "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8",
        );
        let own =
            SecretKey::from_slice(&bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")).unwrap();
        let theirs = PublicKey::from_sec1_bytes(&receiver).unwrap();
        let shared = p256::ecdh::diffie_hellman(own.to_nonzero_scalar(), theirs.as_affine());
        assert_eq!(
            shared.raw_secret_bytes().as_slice(),
            bytes("kyrL1jIIOHEzg3sM2ZWRHDRB62YACZhhSlknJ672kSs")
        );
        let salt: [u8; 16] = bytes("DGv6ra1nlYgDCS1FRnbzlw").try_into().unwrap();
        let pair = Pair {
            receiver: &receiver,
            sender: &sender,
        };
        let sealed = seal_with(
            shared.raw_secret_bytes(),
            &pair,
            &bytes("BTBZMqHH6r4Tts7J_aSIgg"),
            &salt,
            b"When I grow up, I want to be a watermelon",
        );
        assert_eq!(
            BASE64_URL_SAFE_NO_PAD.encode(sealed.unwrap()),
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
        );
        assert_eq!(seal(&receiver[1..], &[0; 16], b"x"), None, "no key");
        assert_eq!(
            seal(&[4; KEY_BYTES], &[0; 16], b"x"),
            None,
            "not on the curve"
        );
    }

    #[test]
    fn a_push_service_can_check_who_asks() {
        let kept = HouseKey::generate();
        let key = HouseKey::read(&kept).unwrap();
        assert!(HouseKey::read(&kept[1..]).is_none());
        assert!(key.authorize("no address", None, Timestamp(0)).is_none());
        let now = Timestamp(1_790_000_000_123);
        let said = key
            .authorize(
                "https://push.example:8443/x/y?z",
                Some("https://desk.example"),
                now,
            )
            .unwrap();
        let (token, public) = said
            .strip_prefix("vapid t=")
            .and_then(|rest| rest.split_once(", k="))
            .unwrap();
        let (claims, signature) = token.rsplit_once('.').unwrap();
        let verifier = VerifyingKey::from_sec1_bytes(&bytes(public)).unwrap();
        let signature = Signature::from_slice(&bytes(signature)).unwrap();
        verifier.verify(claims.as_bytes(), &signature).unwrap();
        assert!(verifier.verify(b"another", &signature).is_err());
        let claims: serde_json::Value =
            serde_json::from_slice(&bytes(claims.split_once('.').unwrap().1)).unwrap();
        assert_eq!(
            claims,
            serde_json::json!({
                "aud": "https://push.example:8443", "exp": 1_790_043_200, "sub": "https://desk.example",
            })
        );
    }

    #[test]
    fn answers_are_told_apart() {
        let minute = Some(Duration::from_secs(60));
        for (status, outcome) in [
            (201, Outcome::Taken),
            (202, Outcome::Taken),
            (404, Outcome::Gone),
            (410, Outcome::Gone),
            (429, Outcome::Later(minute, "429 no".to_owned())),
            (503, Outcome::Later(minute, "503 no".to_owned())),
            (302, Outcome::Refused("302 no".to_owned())),
            (403, Outcome::Refused("403 no".to_owned())),
            (413, Outcome::Refused("413 no".to_owned())),
        ] {
            let status = StatusCode::from_u16(status).unwrap();
            assert_eq!(judge(status, minute, " no\n"), outcome, "{status}");
        }
    }
}

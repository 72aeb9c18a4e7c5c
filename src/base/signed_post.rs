//! Secrets and signatures of posts to other programs, in the manner of the Standard Webhooks specification: HMAC-SHA256 over
//! id, timestamp and body, divided by full stops (<https://github.com/standard-webhooks/standard-webhooks>).

use base64::{Engine, prelude::BASE64_STANDARD};

use super::secret::{self, Secret};

/// Begins every secret.
pub const PREFIX: &str = "whsec_";

/// A secret of 256 bits: `whsec_` and base64.
#[must_use]
pub fn new_secret() -> Secret {
    let bytes = secret::random_bytes::<32>();
    Secret::new(format!("{PREFIX}{}", BASE64_STANDARD.encode(bytes)))
}

/// A `webhook-id` that nothing else has.
#[must_use]
pub fn new_id() -> String {
    format!("msg_{}", secret::random_hex())
}

/// The key that a secret stands for: 24 to 64 bytes; `None` for what is no secret.
#[must_use]
pub fn key(secret: &str) -> Option<Vec<u8>> {
    let bytes = BASE64_STANDARD.decode(secret.strip_prefix(PREFIX)?).ok()?;
    (24..=64).contains(&bytes.len()).then_some(bytes)
}

/// One signature: `v1,` and base64. `timestamp` is in seconds since 1970.
#[must_use]
pub fn sign(secret: &str, id: &str, timestamp: i64, body: &[u8]) -> String {
    // What is kept is a secret; should it ever be none, what it signs is believed by nobody.
    let key = key(secret).unwrap_or_default();
    let head = format!("{id}.{timestamp}.");
    let proof = secret::raw_proof(&key, &[head.as_bytes(), body]);
    format!("v1,{}", BASE64_STANDARD.encode(proof))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_those_of_the_specification() {
        // The vector that the specification's own libraries are tested with.
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        let id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
        let body = br#"{"test": 2432232314}"#.as_slice();
        let expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        assert_eq!(sign(secret, id, 1_614_265_330, body), expected);
        for (secret, id, timestamp, body) in [
            (new_secret().expose(), id, 1_614_265_330, body),
            (secret, "msg_2", 1_614_265_330, body),
            (secret, id, 1_614_265_331, body),
            (secret, id, 1_614_265_330, b"{}"),
        ] {
            assert_ne!(sign(secret, id, timestamp, body), expected);
        }
    }

    #[test]
    fn secrets_have_256_bits_and_are_not_repeated() {
        let (one, other) = (new_secret(), new_secret());
        assert_ne!(one.expose(), other.expose());
        let bytes = BASE64_STANDARD.decode(&one.expose()[PREFIX.len()..]);
        assert_eq!(bytes.unwrap().len(), 32);
        assert_ne!(new_id(), new_id());
    }
}

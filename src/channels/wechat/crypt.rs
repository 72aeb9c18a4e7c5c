//! How the platform shows that it calls, and how it hides what it says. Pure.
//!
//! Source: <https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/Before_Develop/Technical_Plan.html>.

use aes::Aes256;
use base64::{
    Engine, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
    prelude::BASE64_STANDARD,
};
use cbc::{
    Decryptor,
    cipher::{BlockModeDecrypt, KeyIvInit, block_padding::NoPadding},
};
use sha1::{Digest, Sha1};

use crate::{
    base::secret::{self, Secret},
    desk::account::{Keys, OUR_SECRET},
};

/// Of 43 letters the last one has two bits too many. The platform makes keys in which they are set.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Bytes of a block of its padding, which are twice those of the cipher.
const BLOCK: usize = 32;
/// Random bytes before everything else.
const SALT: usize = 16;

/// The word with which it signs: 3 to 32 letters and digits.
pub(super) fn token(keys: &Keys) -> String {
    keys.get(OUR_SECRET).chars().take(32).collect()
}

/// The key with which it hides what it says: 43 letters and digits, made of the same secret.
pub(super) fn aes_key(keys: &Keys) -> String {
    let mut key = secret::proof(keys.get(OUR_SECRET), &[b"wechat"]);
    key.truncate(42);
    // Whose bits that are too many are not set: nobody has to be lenient.
    key.push('0');
    key
}

/// Whether these words are signed so.
pub(super) fn is_signed(words: &[&str], signature: &str) -> bool {
    let mut sorted = words.to_vec();
    sorted.sort_unstable();
    let right = secret::hex(&Sha1::digest(sorted.concat()));
    // Hashes are compared: how far two words are alike, the time taken does not tell.
    let is_empty = words.first().is_none_or(|token| token.is_empty());
    !is_empty && Secret::new(right).hash() == Secret::new(signature).hash()
}

/// What is hidden in these letters, if it was hidden with this key, for this account.
pub(super) fn reveal(aes_key: &str, app_id: &str, hidden: &str) -> Option<String> {
    let key: [u8; BLOCK] = LENIENT.decode(aes_key).ok()?.try_into().ok()?;
    let iv: [u8; SALT] = *key.first_chunk()?;
    let mut bytes = BASE64_STANDARD.decode(hidden.trim()).ok()?;
    let plain = Decryptor::<Aes256>::new(&key.into(), &iv.into())
        .decrypt_padded::<NoPadding>(&mut bytes)
        .ok()?;
    let padding = usize::from(*plain.last()?);
    if !(1..=BLOCK).contains(&padding) {
        return None;
    }
    let plain = plain.get(SALT..plain.len().checked_sub(padding)?)?;
    let (length, rest) = plain.split_first_chunk()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (told, owner) = rest.split_at_checked(length)?;
    (owner == app_id.as_bytes()).then_some(())?;
    String::from_utf8(told.to_vec()).ok()
}

#[cfg(test)]
mod tests {
    use cbc::{Encryptor, cipher::BlockModeEncrypt};

    use super::*;

    const KEY: &str = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    const APP: &str = "wxb11529c136998cb6";
    /// As the platform publishes it: `我是中文abcd123`.
    const HIDDEN: &str =
        "jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg==";

    #[test]
    fn the_published_signature_is_right() {
        let words = ["AAAAA", "1714036504", "1514711492"];
        let right = "f464b24fc39322e44b38aa78f5edd27bd1441696";
        assert!(is_signed(&words, right));
        for (words, signature) in [
            (["AAAAB", "1714036504", "1514711492"], right),
            (["AAAAA", "1714036505", "1514711492"], right),
            (["AAAAA", "1714036504", "1514711493"], right),
            (words, ""),
            (words, &right[1..]),
            (words, &right.to_uppercase()),
        ] {
            assert!(!is_signed(&words, signature), "{words:?} {signature}");
        }
        let empty = secret::hex(&Sha1::digest("12"));
        assert!(!is_signed(&["", "1", "2"], &empty), "nobody's word");
    }

    #[test]
    fn the_published_message_is_revealed_to_its_account_alone() {
        assert_eq!(reveal(KEY, APP, HIDDEN).as_deref(), Some("我是中文abcd123"));
        let mut other = KEY.to_owned();
        other.replace_range(0..1, "b");
        let mut cut = HIDDEN.to_owned();
        cut.truncate(HIDDEN.len() - 24);
        for (key, app, hidden) in [
            (KEY, "wxb11529c136998cb7", HIDDEN),
            (KEY, "", HIDDEN),
            (other.as_str(), APP, HIDDEN),
            (&KEY[1..], APP, HIDDEN),
            (KEY, APP, ""),
            (KEY, APP, "AAAA"),
            (KEY, APP, &cut),
            (KEY, APP, "not base64 …"),
        ] {
            assert_eq!(reveal(key, app, hidden), None, "{key} {app} {hidden}");
        }
    }

    fn hide(plain: &[u8], padding: u8) -> String {
        let key: [u8; 32] = LENIENT.decode(KEY).unwrap().try_into().unwrap();
        let iv: [u8; 16] = *key.first_chunk().unwrap();
        let mut bytes = plain.to_vec();
        bytes.resize(plain.len() + usize::from(padding), padding);
        let length = bytes.len();
        Encryptor::<Aes256>::new(&key.into(), &iv.into())
            .encrypt_padded::<NoPadding>(&mut bytes, length)
            .unwrap();
        BASE64_STANDARD.encode(bytes)
    }

    fn plain(length: u32, told: &str, app: &str) -> Vec<u8> {
        let mut plain = b"aaaabbbbccccdddd".to_vec();
        plain.extend(length.to_be_bytes());
        plain.extend(told.as_bytes());
        plain.extend(app.as_bytes());
        plain
    }

    #[test]
    fn every_length_is_padded_and_revealed() {
        for letters in 0..=64_u32 {
            let told = "x".repeat(letters as usize);
            let plain = plain(letters, &told, APP);
            let padding = 32 - plain.len() % 32;
            let hidden = hide(&plain, u8::try_from(padding).unwrap());
            assert_eq!(reveal(KEY, APP, &hidden), Some(told), "padding {padding}");
        }
    }

    #[test]
    fn lengths_that_lie_reveal_nothing() {
        for length in [0, 3, 5, 4_000, u32::MAX] {
            let plain = plain(length, "abcd", APP);
            let padding = 32 - plain.len() % 32;
            let hidden = hide(&plain, u8::try_from(padding).unwrap());
            assert_eq!(reveal(KEY, APP, &hidden), None, "{length}");
        }
        // More padding than there is anything, and none.
        assert_eq!(reveal(KEY, APP, &hide(&[33; 32], 0)), None);
        assert_eq!(reveal(KEY, APP, &hide(&[0; 32], 0)), None);
        assert_eq!(reveal(KEY, APP, &hide(&[32; 32], 0)), None);
    }

    #[test]
    fn both_words_are_as_the_platform_takes_them() {
        let mut keys = Keys::default();
        keys.set(OUR_SECRET, &secret::random_hex());
        let (token, key) = (token(&keys), aes_key(&keys));
        assert!(token.len() == 32 && key.len() == 43, "{token} {key}");
        assert!((token + &key).chars().all(|c| c.is_ascii_alphanumeric()));
        assert_eq!(LENIENT.decode(&key).unwrap().len(), 32);
    }

    #[test]
    fn fuzz_what_wechat_hides() {
        let key = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
        let hidden = base64::prelude::BASE64_STANDARD.encode([7_u8; 96]);
        let samples = [hidden.as_str(), "AAAA", "=", ""];
        crate::base::fuzz::text(
            "wechat-hidden",
            &samples,
            &["=", "AAAAAAAAAAAAAAAAAAAAAA=="],
            |hidden| {
                // Nobody without the key hides anything that can be read.
                assert_eq!(reveal(key, "wx1", hidden), None, "{hidden}");
            },
        );
    }
}

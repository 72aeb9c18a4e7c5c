//! A browser and its push service, as the house sees them: the one has a key and reads what is sealed for it, the other
//! takes what is posted, or does not.

use std::{
    collections::VecDeque,
    io::Write,
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use p256::{
    PublicKey, SecretKey,
    ecdsa::{Signature, VerifyingKey, signature::Verifier},
    elliptic_curve::sec1::ToSec1Point,
};
use ring::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use serde_json::Value;
use sha2::Sha256;
use shopbell::{base::secret::random_bytes, desk::push::Subscription};

use crate::posted::{Posted, listen};

/// A post, as it came.
#[derive(Debug, Clone)]
pub(crate) struct Post(Posted);

impl Post {
    pub(crate) fn header(&self, name: &str) -> String {
        self.0.header(name)
    }

    /// Checks who asks, as RFC 8292 says, and answers the claims and the key.
    pub(crate) fn proof(&self) -> (Value, String) {
        let said = self.header("authorization");
        let (token, key) = said
            .strip_prefix("vapid t=")
            .and_then(|rest| rest.split_once(", k="))
            .unwrap();
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let bytes = |text: &str| BASE64_URL_SAFE_NO_PAD.decode(text).unwrap();
        let verifier = VerifyingKey::from_sec1_bytes(&bytes(key)).unwrap();
        let signature = Signature::from_slice(&bytes(signature)).unwrap();
        verifier.verify(signed.as_bytes(), &signature).unwrap();
        let claims = signed.split_once('.').unwrap().1;
        (
            serde_json::from_slice(&bytes(claims)).unwrap(),
            key.to_owned(),
        )
    }
}

/// Listens until the test ends.
#[derive(Clone)]
pub(crate) struct Service {
    address: SocketAddr,
    posts: Arc<Mutex<Vec<Post>>>,
    /// What the next posts are answered, each with its further headers; then 201.
    answers: Arc<Mutex<VecDeque<(u16, &'static str)>>>,
}

impl Service {
    pub(crate) fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let service = Self {
            address: listener.local_addr().unwrap(),
            posts: Arc::default(),
            answers: Arc::default(),
        };
        let ear = service.clone();
        listen(listener, move |line| ear.hear(line));
        service
    }

    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn answers(&self, answers: &[(u16, &'static str)]) {
        self.answers.lock().unwrap().extend(answers);
    }

    /// What was posted for the browser of this name.
    pub(crate) fn posts(&self, name: &str) -> Vec<Post> {
        let path = format!("/{name}");
        let mut posts = self.posts.lock().unwrap().clone();
        posts.retain(|post| post.0.path() == path);
        posts
    }

    fn hear(&self, mut line: TcpStream) -> Option<()> {
        let posted = Posted::read(&mut line)?;
        self.posts.lock().unwrap().push(Post(posted));
        let (status, headers) = self
            .answers
            .lock()
            .unwrap()
            .pop_front()
            .unwrap_or((201, ""));
        let answer = format!(
            "HTTP/1.1 {status} X\r\n{headers}content-length: 0\r\nconnection: close\r\n\r\n"
        );
        line.write_all(answer.as_bytes()).ok()
    }
}

/// A browser that is told by a service.
pub(crate) struct Ear {
    name: &'static str,
    service: Service,
    key: SecretKey,
    auth: [u8; 16],
}

impl Ear {
    pub(crate) fn new(service: &Service, name: &'static str) -> Self {
        Self {
            name,
            service: service.clone(),
            key: SecretKey::from_slice(&random_bytes::<32>()).unwrap(),
            auth: random_bytes(),
        }
    }

    pub(crate) fn subscription(&self) -> Subscription {
        Subscription {
            endpoint: format!("{}/{}", self.service.origin(), self.name),
            p256dh: self.public(),
            auth: self.auth.to_vec(),
        }
    }

    fn public(&self) -> Vec<u8> {
        let point = self.key.public_key().to_sec1_point(false);
        point.as_bytes().to_vec()
    }

    pub(crate) fn posts(&self) -> Vec<Post> {
        self.service.posts(self.name)
    }

    /// What it was told so far.
    pub(crate) fn told(&self) -> Vec<Value> {
        self.posts().iter().map(|post| self.read(post)).collect()
    }

    /// Opens what was sealed for it, as RFC 8291 and RFC 8188 say.
    fn read(&self, post: &Post) -> Value {
        assert_eq!(post.header("content-encoding"), "aes128gcm");
        let (salt, rest) = post.0.body.split_at(16);
        assert_eq!(u32::from_be_bytes(rest[..4].try_into().unwrap()), 4096);
        let (sender, sealed) = rest[5..].split_at(usize::from(rest[4]));
        let theirs = PublicKey::from_sec1_bytes(sender).unwrap();
        let shared = p256::ecdh::diffie_hellman(self.key.to_nonzero_scalar(), theirs.as_affine());
        let info = [b"WebPush: info\0", self.public().as_slice(), sender].concat();
        let ikm = hkdf(&self.auth, shared.raw_secret_bytes(), &info);
        let key = hkdf(salt, &ikm, b"Content-Encoding: aes128gcm\0");
        let nonce = hkdf(salt, &ikm, b"Content-Encoding: nonce\0");
        let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key[..16]).unwrap());
        let nonce = Nonce::try_assume_unique_for_key(&nonce[..12]).unwrap();
        let mut opened = sealed.to_vec();
        let plain = key.open_in_place(nonce, Aad::empty(), &mut opened).unwrap();
        let (mark, words) = plain.split_last().unwrap();
        assert_eq!(*mark, 2, "the last record");
        serde_json::from_slice(words).unwrap()
    }
}

/// RFC 5869, one block.
fn hkdf(salt: &[u8], secret: &[u8], info: &[u8]) -> Vec<u8> {
    let mac = |key: &[u8], words: &[u8]| {
        let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
        mac.update(words);
        mac.finalize().into_bytes().to_vec()
    };
    mac(&mac(salt, secret), &[info, &[1]].concat())
}

//! HTTPS of the house's own: where its certificates come from, and the one place from which each connection takes
//! the newest.

pub mod acme;
pub mod authority;
mod dates;
pub mod files;
pub mod peer;

use std::{
    collections::HashMap,
    fmt, fs,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use tokio_rustls::rustls::{
    self, ServerConfig,
    crypto::{CryptoProvider, ring},
    pki_types::{CertificateDer, PrivateKeyDer, ServerName, pem::PemObject},
    server::{ClientHello, ParsedCertificate, ResolvesServerCert},
    sign,
    version::{TLS12, TLS13},
};

use crate::{base::time::Timestamp, db::disk};

/// What a browser speaks with us within TLS.
const HTTP: &[u8] = b"http/1.1";

/// What an ACME authority says when it comes to look whether a name is ours, see
/// <https://www.rfc-editor.org/rfc/rfc8737>.
pub const ACME: &[u8] = b"acme-tls/1";

/// Folder within the data folder that holds keys and certificates.
const FOLDER: &str = "tls";

/// Why a certificate cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CertificateError {
    /// A file that cannot be read or written.
    #[error("{}: {}", .0.display(), .1)]
    File(PathBuf, io::Error),
    /// No certificate in it.
    #[error("{} holds no certificate in PEM form", .0.display())]
    NoCertificate(PathBuf),
    /// No key in it.
    #[error("{} holds no private key in PEM form (one with a passphrase cannot be used)", .0.display())]
    NoKey(PathBuf),
    /// They do not belong together, or are of a kind that is not understood.
    #[error("the certificate and its key cannot be used: {0}")]
    Unusable(rustls::Error),
    /// It could not be made.
    #[error("the certificate could not be made: {0}")]
    Unmade(#[from] rcgen::Error),
}

/// A certificate with its chain and key.
#[derive(Debug, Clone)]
pub struct Certificate {
    key: Arc<sign::CertifiedKey>,
    /// From when it holds, and until when.
    pub holds: (Timestamp, Timestamp),
}

impl Certificate {
    /// From texts in PEM form; the paths are for the words when they are none.
    fn read(chain: (&Path, &[u8]), key: (&Path, &[u8])) -> Result<Self, CertificateError> {
        let none = || CertificateError::NoCertificate(chain.0.to_owned());
        let all: Vec<_> = CertificateDer::pem_slice_iter(chain.1)
            .collect::<Result<_, _>>()
            .map_err(|_| none())?;
        let holds = all
            .first()
            .and_then(|first| dates::of(first))
            .ok_or_else(none)?;
        let key = PrivateKeyDer::from_pem_slice(key.1)
            .map_err(|_| CertificateError::NoKey(key.0.to_owned()))?;
        let key = sign::CertifiedKey::from_der(all, key, &ring::default_provider())
            .map_err(CertificateError::Unusable)?;
        Ok(Self {
            key: Arc::new(key),
            holds,
        })
    }

    /// From one file with both.
    fn open(path: &Path) -> Result<Self, CertificateError> {
        let bytes = read(path)?;
        Self::read((path, &bytes), (path, &bytes))
    }

    /// Whether it is for this name or address.
    #[must_use]
    pub fn is_for(&self, name: &str) -> bool {
        let (Ok(name), Ok(parsed)) = (
            ServerName::try_from(name),
            self.key
                .end_entity_cert()
                .and_then(ParsedCertificate::try_from),
        ) else {
            return false;
        };
        rustls::client::verify_server_name(&parsed, &name).is_ok()
    }

    /// Whether it has begun and is not over.
    #[must_use]
    pub fn holds_at(&self, now: Timestamp) -> bool {
        (self.holds.0..self.holds.1).contains(&now)
    }

    /// Whether a third or less of its time is left.
    #[must_use]
    pub fn is_due(&self, now: Timestamp) -> bool {
        let (from, until) = self.holds;
        now < from || now >= until.minus(until.since(from) / 3)
    }
}

/// The certificate in use, and what a look from outside shall find meanwhile.
#[derive(Default)]
pub struct Certificates {
    current: RwLock<Option<Arc<sign::CertifiedKey>>>,
    /// By name, for [`ACME`].
    looks: Mutex<HashMap<String, Arc<sign::CertifiedKey>>>,
    /// Tokens and what answers them, for a look by plain HTTP.
    answers: Mutex<HashMap<String, String>>,
}

impl fmt::Debug for Certificates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Certificates")
    }
}

impl Certificates {
    /// Uses this one from the next connection on.
    pub fn change(&self, to: &Certificate) {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        *current = Some(to.key.clone());
    }

    /// What answers a look by plain HTTP, see <https://www.rfc-editor.org/rfc/rfc8555#section-8.3>.
    #[must_use]
    pub fn answer(&self, token: &str) -> Option<String> {
        let answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        answers.get(token).cloned()
    }
}

impl ResolvesServerCert for Certificates {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<sign::CertifiedKey>> {
        // Whoever looks says so and nothing else.
        if hello
            .alpn()
            .is_some_and(|mut said| said.any(|word| word == ACME))
        {
            let looks = self.looks.lock().unwrap_or_else(PoisonError::into_inner);
            return looks.get(hello.server_name()?).cloned();
        }
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        current.clone()
    }
}

/// How connections are secured: TLS 1.2 and 1.3, HTTP/1.1 within.
#[must_use]
pub fn server(certificates: Arc<Certificates>) -> Arc<ServerConfig> {
    let provider: Arc<CryptoProvider> = Arc::new(ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&TLS13, &TLS12])
        .expect("ring can do both")
        .with_no_client_auth()
        .with_cert_resolver(certificates);
    config.alpn_protocols = vec![HTTP.to_vec(), ACME.to_vec()];
    Arc::new(config)
}

fn read(path: &Path) -> Result<Vec<u8>, CertificateError> {
    fs::read(path).map_err(|error| CertificateError::File(path.to_owned(), error))
}

/// A file in the folder for keys, which is made for this user alone.
pub(crate) fn place(data: &Path, name: &str) -> Result<PathBuf, CertificateError> {
    let folder = data.join(FOLDER);
    let path = folder.join(name);
    fs::create_dir_all(&folder)
        .and_then(|()| disk::restrict(&folder))
        .map_err(|error| CertificateError::File(folder, error))?;
    Ok(path)
}

/// Puts a file where it belongs as a whole or not at all, for this user alone.
pub(crate) fn put(path: &Path, text: &str) -> Result<(), CertificateError> {
    let part = path.with_extension("part");
    let write = || {
        let mut file = disk::private(&part)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&part, path)?;
        disk::sync_folder(path)
    };
    write().map_err(|error| CertificateError::File(path.to_owned(), error))
}

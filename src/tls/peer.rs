//! Two machines of ours that know each other by their certificates and ask no authority: an office and its relay. Who a
//! side is, is the fingerprint of its certificate; when that ends is of no matter, so that a wrong clock parts nobody.

use std::{fmt, path::Path, sync::Arc};

use sha2::{Digest, Sha256};
use tokio_rustls::rustls::{
    CertificateError as Fault, ClientConfig, DigitallySignedStruct, DistinguishedName, Error,
    ServerConfig, SignatureScheme,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    crypto::{CryptoProvider, WebPkiSupportedAlgorithms, ring, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime},
    server::danger::{ClientCertVerified, ClientCertVerifier},
    sign::{CertifiedKey, SingleCertAndKey},
    version::TLS13,
};

use super::{Certificate, CertificateError, place, put};
use crate::base::secret::{hex, unhex};

/// The name within their certificates, which nobody looks at.
const NAME: &str = "shopbell.invalid";

/// SHA-256 of a certificate.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint(pub [u8; 32]);

impl Fingerprint {
    fn of(certificate: &CertificateDer<'_>) -> Self {
        Self(Sha256::digest(certificate).into())
    }

    /// Of who is at the other end of a connection, if they showed who they are.
    #[must_use]
    pub fn of_peer(shown: Option<&[CertificateDer<'_>]>) -> Option<Self> {
        shown?.first().map(Self::of)
    }

    /// Reads it from hex.
    #[must_use]
    pub fn read(hex: &str) -> Option<Self> {
        unhex(hex)?.try_into().ok().map(Self)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Who this side is: a key of its own and a certificate that it signed itself.
#[derive(Debug, Clone)]
pub struct Identity {
    key: Arc<CertifiedKey>,
    /// By what the other side knows it.
    pub fingerprint: Fingerprint,
}

impl Identity {
    /// The one under this name in the data folder; made when there is none. One that cannot be read is never replaced,
    /// since the other side knows it.
    pub fn open(data: &Path, name: &str) -> Result<Self, CertificateError> {
        let path = place(data, name)?;
        if !path.exists() {
            let made = rcgen::generate_simple_self_signed([NAME.to_owned()])?;
            put(
                &path,
                &(made.cert.pem() + &made.signing_key.serialize_pem()),
            )?;
        }
        let key = Certificate::open(&path)?.key;
        let own = key
            .cert
            .first()
            .ok_or_else(|| CertificateError::NoCertificate(path.clone()))?;
        Ok(Self {
            fingerprint: Fingerprint::of(own),
            key,
        })
    }
}

/// How an office calls the relay with this fingerprint, and nobody else: TLS 1.3, in which it shows who it is, too.
///
/// # Panics
/// Never: ring can do TLS 1.3.
#[must_use]
pub fn calling(own: &Identity, relay: Fingerprint, alpn: &[u8]) -> Arc<ClientConfig> {
    let mut config = ClientConfig::builder_with_provider(provider())
        .with_protocol_versions(&[&TLS13])
        .expect("ring can do it")
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Known {
            print: relay,
            algorithms: algorithms(),
        }))
        .with_client_cert_resolver(Arc::new(SingleCertAndKey::from(own.key.clone())));
    config.alpn_protocols = vec![alpn.to_vec()];
    Arc::new(config)
}

/// How a relay is called: by somebody who shows who they are, whoever that is. The caller's fingerprint is looked at
/// afterwards.
///
/// # Panics
/// Never: ring can do TLS 1.3.
#[must_use]
pub fn called(own: &Identity, alpn: &[u8]) -> Arc<ServerConfig> {
    let mut config = ServerConfig::builder_with_provider(provider())
        .with_protocol_versions(&[&TLS13])
        .expect("ring can do it")
        .with_client_cert_verifier(Arc::new(Anybody {
            algorithms: algorithms(),
        }))
        .with_cert_resolver(Arc::new(SingleCertAndKey::from(own.key.clone())));
    config.alpn_protocols = vec![alpn.to_vec()];
    Arc::new(config)
}

/// The name that goes with a call; the certificate is known by more than that.
///
/// # Panics
/// Never: it is one.
#[must_use]
pub fn name() -> ServerName<'static> {
    ServerName::try_from(NAME).expect("a name")
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

fn algorithms() -> WebPkiSupportedAlgorithms {
    ring::default_provider().signature_verification_algorithms
}

/// How both sides look at signatures: whose key it is, the other side proves by TLS 1.3, and in no older way.
macro_rules! signatures {
    () => {
        fn verify_tls12_signature(
            &self,
            _: &[u8],
            _: &CertificateDer<'_>,
            _: &DigitallySignedStruct,
        ) -> Result<HandshakeSignatureValid, Error> {
            Err(Error::General("TLS 1.3 alone".to_owned()))
        }

        fn verify_tls13_signature(
            &self,
            message: &[u8],
            shown: &CertificateDer<'_>,
            signed: &DigitallySignedStruct,
        ) -> Result<HandshakeSignatureValid, Error> {
            verify_tls13_signature(message, shown, signed, &self.algorithms)
        }

        fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
            self.algorithms.supported_schemes()
        }
    };
}

/// Takes one certificate and no other.
#[derive(Debug)]
struct Known {
    print: Fingerprint,
    algorithms: WebPkiSupportedAlgorithms,
}

impl ServerCertVerifier for Known {
    fn verify_server_cert(
        &self,
        shown: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        if Fingerprint::of(shown) == self.print {
            Ok(ServerCertVerified::assertion())
        } else {
            Err(Fault::ApplicationVerificationFailure.into())
        }
    }

    signatures!();
}

/// Takes any certificate whose key the caller has.
#[derive(Debug)]
struct Anybody {
    algorithms: WebPkiSupportedAlgorithms,
}

impl ClientCertVerifier for Anybody {
    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &[]
    }

    fn verify_client_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        Ok(ClientCertVerified::assertion())
    }

    signatures!();
}

/// Whether a call failed because somebody else answered than the one who is known.
#[must_use]
pub fn is_another(error: &std::io::Error) -> bool {
    let inner = error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<Error>());
    matches!(
        inner,
        Some(Error::InvalidCertificate(
            Fault::ApplicationVerificationFailure
        ))
    )
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio_rustls::{TlsAcceptor, TlsConnector};

    use super::*;

    const ALPN: &[u8] = b"trial";

    #[cfg(unix)]
    #[test]
    fn its_key_is_for_this_account_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        Identity::open(folder.path(), "relay.pem").unwrap();
        for (path, mode) in [("tls", 0o700), ("tls/relay.pem", 0o600)] {
            let found = std::fs::metadata(folder.path().join(path)).unwrap();
            assert_eq!(found.permissions().mode() & 0o777, mode, "{path}");
        }
    }

    #[tokio::test]
    async fn each_knows_the_other_and_nobody_else_is_spoken_to() {
        let folder = tempfile::tempdir().unwrap();
        let relay = Identity::open(folder.path(), "relay.pem").unwrap();
        let office = Identity::open(folder.path(), "office.pem").unwrap();
        let again = Identity::open(folder.path(), "office.pem").unwrap();
        assert_eq!(again.fingerprint, office.fingerprint);
        assert_ne!(relay.fingerprint, office.fingerprint);
        let print = relay.fingerprint;
        assert_eq!(Fingerprint::read(&print.to_string()), Some(print));
        for (expected, is_known) in [(print, true), (office.fingerprint, false)] {
            let (here, there) = tokio::io::duplex(16 * 1024);
            let acceptor = TlsAcceptor::from(called(&relay, ALPN));
            let served = tokio::spawn(async move {
                let mut stream = acceptor.accept(there).await?;
                let shown = Fingerprint::of_peer(stream.get_ref().1.peer_certificates());
                stream.write_all(b"ok").await?;
                stream.flush().await?;
                Ok::<_, std::io::Error>(shown)
            });
            let connector = TlsConnector::from(calling(&office, expected, ALPN));
            let called = connector.connect(name(), here).await;
            match (called, is_known) {
                (Ok(mut stream), true) => {
                    let mut word = [0; 2];
                    stream.read_exact(&mut word).await.unwrap();
                    let shown = served.await.unwrap().unwrap();
                    assert_eq!(shown, Some(office.fingerprint));
                }
                (Err(error), false) => {
                    assert!(is_another(&error), "{error:?}");
                    assert!(served.await.unwrap().is_err());
                }
                (called, _) => panic!("{:?}", called.map(drop)),
            }
        }
    }
}

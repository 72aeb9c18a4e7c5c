//! How an ACME authority looks whether a name belongs to whoever answers under it.

use std::{net::SocketAddr, sync::Arc};

use http::Method;
use tokio::net::TcpStream;
use tokio_rustls::{
    TlsConnector,
    rustls::{
        ClientConfig, DigitallySignedStruct, Error, SignatureScheme,
        client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
        crypto::ring,
        pki_types::{CertificateDer, ServerName, UnixTime},
        version::TLS13,
    },
};
use x509_parser::prelude::{FromDer, X509Certificate};

use crate::office::call;

/// By plain HTTP (RFC 8555, section 8.3): what is answered for a token.
pub(super) async fn by_http(door: SocketAddr, name: &str, token: &str) -> Option<String> {
    let path = format!("/.well-known/acme-challenge/{token}");
    let answer = call(door, &Method::GET, &path, &[("host", name)], "").await;
    (answer.status == 200).then(|| answer.text())
}

/// By the handshake alone (RFC 8737, section 3): whether the certificate that is shown bears the name, that name alone,
/// and the digest in an extension that is critical.
pub(super) async fn by_tls(door: SocketAddr, name: &str, digest: &[u8]) -> bool {
    let provider = Arc::new(ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&TLS13])
        .unwrap()
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Anybody))
        .with_no_client_auth();
    config.alpn_protocols = vec![b"acme-tls/1".to_vec()];
    let server = ServerName::try_from(name.to_owned()).unwrap();
    let stream = TcpStream::connect(door).await.unwrap();
    let Ok(stream) = TlsConnector::from(Arc::new(config))
        .connect(server, stream)
        .await
    else {
        return false;
    };
    let (_, tls) = stream.get_ref();
    if tls.alpn_protocol() != Some(b"acme-tls/1") {
        return false;
    }
    let shown = tls.peer_certificates().unwrap()[0].to_vec();
    let (_, shown) = X509Certificate::from_der(&shown).unwrap();
    let names = shown.subject_alternative_name().unwrap().unwrap();
    let names: Vec<String> = names
        .value
        .general_names
        .iter()
        .map(ToString::to_string)
        .collect();
    let proof = shown
        .extensions()
        .iter()
        .find(|one| one.oid.to_id_string() == "1.3.6.1.5.5.7.1.31");
    let is_right = proof
        .is_some_and(|proof| proof.critical && proof.value == [&[4_u8, 32][..], digest].concat());
    is_right && names.len() == 1 && names[0].contains(name)
}

/// Who looks does not ask who signed.
#[derive(Debug)]
struct Anybody;

impl ServerCertVerifier for Anybody {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        ring::default_provider()
            .signature_verification_algorithms
            .supported_schemes()
    }
}

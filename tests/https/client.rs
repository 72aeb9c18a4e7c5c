//! Whoever comes by HTTPS: what they trust, and what they ask.

use std::{io, net::SocketAddr, sync::Arc};

use bytes::Bytes;
use http::{Method, Request};
use http_body_util::{BodyExt, Full};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio_rustls::{
    TlsConnector,
    client::TlsStream,
    rustls::{
        ClientConfig, RootCertStore, SupportedProtocolVersion,
        crypto::ring,
        pki_types::{CertificateDer, ServerName},
        version::{TLS12, TLS13},
    },
};

use crate::house::Answer;

static BOTH: [&SupportedProtocolVersion; 2] = [&TLS13, &TLS12];
static OLD: [&SupportedProtocolVersion; 1] = [&TLS12];

/// A device that trusts these authorities and no other.
#[derive(Clone)]
pub(crate) struct Device {
    roots: RootCertStore,
    versions: &'static [&'static SupportedProtocolVersion],
    speaks: Vec<Vec<u8>>,
}

impl Device {
    /// One that trusts whoever is named by this certificate in DER form.
    pub(crate) fn trusting(authority: &[u8]) -> Self {
        let mut device = Self::strange();
        let authority = CertificateDer::from(authority.to_vec());
        device.roots.add(authority).unwrap();
        device
    }

    /// One that trusts nobody.
    pub(crate) fn strange() -> Self {
        Self {
            roots: RootCertStore::empty(),
            versions: &BOTH,
            speaks: vec![b"http/1.1".to_vec()],
        }
    }

    pub(crate) fn with_tls12_only(mut self) -> Self {
        self.versions = &OLD;
        self
    }

    pub(crate) fn speaking(mut self, words: &[&str]) -> Self {
        self.speaks = words.iter().map(|word| word.as_bytes().to_vec()).collect();
        self
    }

    /// A connection to somebody who must prove to be `name`.
    pub(crate) async fn connect(
        &self,
        address: SocketAddr,
        name: &str,
    ) -> io::Result<TlsStream<TcpStream>> {
        let provider = Arc::new(ring::default_provider());
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(self.versions)
            .unwrap()
            .with_root_certificates(self.roots.clone())
            .with_no_client_auth();
        config.alpn_protocols.clone_from(&self.speaks);
        let stream = TcpStream::connect(address).await?;
        let name = ServerName::try_from(name.to_owned()).unwrap();
        TlsConnector::from(Arc::new(config))
            .connect(name, stream)
            .await
    }

    /// Asks by HTTPS; the house goes by `name`.
    pub(crate) async fn ask(
        &self,
        (address, name): (SocketAddr, &str),
        method: &Method,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> io::Result<Answer> {
        let stream = self.connect(address, name).await?;
        let io = TokioIo::new(stream);
        let (mut sender, connection) = hyper::client::conn::http1::handshake(io)
            .await
            .map_err(io::Error::other)?;
        let connection = tokio::spawn(connection);
        let mut request = Request::builder().method(method).uri(path);
        if !headers.iter().any(|(name, _)| *name == "host") {
            request = request.header("host", format!("{name}:{}", address.port()));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request
            .body(Full::new(Bytes::copy_from_slice(body.as_bytes())))
            .unwrap();
        let answer = sender
            .send_request(request)
            .await
            .map_err(io::Error::other)?;
        let (parts, body) = answer.into_parts();
        let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
        connection.abort();
        Ok(Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body,
        })
    }

    /// Reads a page; it must be there.
    pub(crate) async fn get(&self, at: (SocketAddr, &str), path: &str) -> Answer {
        self.ask(at, &Method::GET, path, &[], "").await.unwrap()
    }
}

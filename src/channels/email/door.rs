//! The way into a mailbox: a connection, its encryption, and signing in.

use std::{fmt, sync::Arc};

use async_imap::{
    Authenticator, Client, Session,
    error::Error,
    imap_proto::{Response, Status},
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{ClientConfig, RootCertStore, crypto::ring, pki_types::ServerName},
};

use super::{
    settings::{Login, Security, Server, Settings},
    told::{PATIENCE, fault, is_for_now, late, said, setup, words},
};
use crate::{channels::Fault, desk::account::Trouble};

/// What a line goes through: with TLS or without.
pub(super) trait Through: AsyncRead + AsyncWrite + fmt::Debug + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + fmt::Debug + Send + Unpin> Through for T {}

pub(super) type Wire = Box<dyn Through>;

/// Connects and signs in.
pub(super) async fn enter(settings: &Settings) -> Result<Session<Wire>, Fault> {
    let server = settings
        .imap
        .as_ref()
        .ok_or_else(|| setup("the server's address is none"))?;
    let Some(grant) = &settings.grant else {
        let client = greet(settings, server).await?;
        return sign_in(client, &settings.login).await;
    };
    let mut spent = None;
    loop {
        let token = grant.token(spent.clone()).await?;
        let client = greet(settings, server).await?;
        match show(client, &settings.login.user, &token).await {
            // It may have died before its time, so that another one is taken.
            Err(Fault::Account(Trouble::Refused, _)) if spent.is_none() => spent = Some(token),
            done => return done,
        }
    }
}

/// Connects, and waits for the server's first word.
async fn greet(settings: &Settings, server: &Server) -> Result<Client<Wire>, Fault> {
    if server.security == Security::None && !server.is_near() {
        return Err(setup("without TLS only to this machine"));
    }
    let place = (server.host.as_str(), server.port);
    let plain = timeout(PATIENCE, TcpStream::connect(place))
        .await
        .map_err(|_| late())?
        .map_err(|error| fault(error.into()))?;
    let wire = match server.security {
        Security::Tls => secured(settings, server, plain).await?,
        Security::StartTls | Security::None => Box::new(plain),
    };
    let mut client = Client::new(wire);
    let greeting = timeout(PATIENCE, client.read_response())
        .await
        .map_err(|_| late())?
        .map_err(|error| fault(error.into()))?
        .ok_or_else(|| fault(Error::ConnectionLost))?;
    match greeting.parsed() {
        Response::Data {
            status: Status::Ok, ..
        } => {}
        other => {
            return Err(Fault::Later(
                None,
                words(&format!("greeted with {other:?}")),
            ));
        }
    }
    if server.security != Security::StartTls {
        return Ok(client);
    }
    // Nothing of ours is said before: a server that does not go along is not signed in to.
    match timeout(PATIENCE, client.run_command_and_check_ok("STARTTLS", None)).await {
        Ok(Ok(())) => {}
        Ok(Err(Error::No(words) | Error::Bad(words))) => return Err(setup(&said(&words))),
        Ok(Err(error)) => return Err(fault(error)),
        Err(_) => return Err(late()),
    }
    let secured = secured(settings, server, client.into_inner()).await?;
    Ok(Client::new(secured))
}

async fn secured<T: Through + 'static>(
    settings: &Settings,
    server: &Server,
    plain: T,
) -> Result<Wire, Fault> {
    let mut roots = RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    };
    for authority in &settings.authority {
        roots
            .add(authority.clone())
            .map_err(|error| setup(&error.to_string()))?;
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| setup(&error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name =
        ServerName::try_from(server.host.clone()).map_err(|error| setup(&error.to_string()))?;
    let connecting = TlsConnector::from(Arc::new(config)).connect(name, plain);
    let secured = timeout(PATIENCE, connecting)
        .await
        .map_err(|_| late())?
        .map_err(|error| fault(error.into()))?;
    Ok(Box::new(secured))
}

/// A name and a password in one word, where their letters do not fit between quotes.
struct Plain<'a>(&'a Login);

impl Authenticator for Plain<'_> {
    type Response = String;

    fn process(&mut self, _: &[u8]) -> String {
        format!("\0{}\0{}", self.0.user, self.0.password)
    }
}

async fn sign_in(client: Client<Wire>, login: &Login) -> Result<Session<Wire>, Fault> {
    let is_plain = login.user.is_ascii() && login.password.is_ascii();
    let signed_in = timeout(PATIENCE, async {
        if is_plain {
            client.login(&login.user, &login.password).await
        } else {
            client.authenticate("PLAIN", Plain(login)).await
        }
    })
    .await
    .map_err(|_| late())?;
    signed_in.map_err(|(error, _)| refusal(error))
}

/// A token, and nothing more when that is answered with what is wrong with it
/// (<https://developers.google.com/workspace/gmail/imap/xoauth2-protocol>).
struct Bearer<'a> {
    user: &'a str,
    token: &'a str,
    is_shown: bool,
}

impl Authenticator for Bearer<'_> {
    type Response = String;

    fn process(&mut self, _: &[u8]) -> String {
        if std::mem::replace(&mut self.is_shown, true) {
            return String::new();
        }
        format!(
            "user={}\u{1}auth=Bearer {}\u{1}\u{1}",
            self.user, self.token
        )
    }
}

async fn show(client: Client<Wire>, user: &str, token: &str) -> Result<Session<Wire>, Fault> {
    let bearer = Bearer {
        user,
        token,
        is_shown: false,
    };
    let signed_in = timeout(PATIENCE, client.authenticate("XOAUTH2", bearer))
        .await
        .map_err(|_| late())?;
    signed_in.map_err(|(error, _)| match error {
        // A server that does not know the mechanism says that this is no command.
        Error::Bad(words) => Fault::Account(Trouble::Setup, said(&words)),
        other => refusal(other),
    })
}

fn refusal(error: Error) -> Fault {
    match error {
        Error::No(words) if is_for_now(&words) => Fault::Later(None, said(&words)),
        Error::No(words) => Fault::Account(Trouble::Refused, said(&words)),
        other => fault(other),
    }
}

//! Certificates from an ACME authority such as Let's Encrypt (<https://www.rfc-editor.org/rfc/rfc8555>). It looks whether
//! the names are ours through the house's own listeners: by HTTPS (tls-alpn-01) or by plain HTTP (http-01).

use std::{
    path::Path,
    pin::Pin,
    sync::{Arc, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt, Full};
use instant_acme::{
    Account, AccountCredentials, AuthorizationStatus, BodyWrapper, BytesResponse, ChallengeType,
    Error, HttpClient, Identifier, NewAccount, NewOrder, OrderStatus, RetryPolicy,
};
use rcgen::{CertificateParams, CustomExtension, DistinguishedName, KeyPair};
use serde::{Deserialize, Serialize};
use tokio_rustls::rustls::{crypto::ring, pki_types::PrivatePkcs8KeyDer, sign::CertifiedKey};

use super::{Certificate, CertificateError, Certificates, place, put, read};
use crate::{
    base::time::Timestamp,
    call::{Http, PATIENCE},
};

/// Where certificates come from when nothing else was said.
pub const LETS_ENCRYPT: &str = "https://acme-v02.api.letsencrypt.org/directory";

/// Who we are to the authority, with the key of our account there.
const ACCOUNT: &str = "acme-account.json";
/// What we got last, with its key.
const CERTIFICATE: &str = "acme.pem";
/// How often in a row it failed, and when it is tried again: a house that is started over and over asks no more often.
const PAUSE: &str = "acme-pause.json";

/// Answers of an authority are small.
const MOST: usize = 1024 * 1024;

/// How the authority is waited for while it looks and signs.
const WAIT: RetryPolicy = RetryPolicy::new()
    .initial_delay(Duration::from_millis(250))
    .timeout(Duration::from_secs(90));

/// What is to be got, and from whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The names; the first is the house's own.
    pub names: Vec<String>,
    /// To whom the authority writes, such as `ana@shop.example`.
    pub contact: Option<String>,
    /// Address of the authority's directory.
    pub directory: String,
}

/// Why no certificate came.
#[derive(Debug, thiserror::Error)]
pub enum AcmeError {
    /// The authority does not answer or refuses.
    #[error("{0}")]
    Authority(#[from] Error),
    /// It could not see that a name is ours.
    #[error("the authority could not see that {0} is this house: {1}")]
    Unseen(String, String),
    /// It looks in no way that the house knows.
    #[error("the authority offers neither tls-alpn-01 nor http-01 for {0}")]
    NoWay(String),
    /// Files, or what came is none.
    #[error("{0}")]
    Certificate(#[from] CertificateError),
    /// The request for it could not be made.
    #[error("the request could not be made: {0}")]
    Unmade(#[from] rcgen::Error),
}

impl AcmeError {
    /// Whether we asked too often.
    #[must_use]
    pub fn is_too_often(&self) -> bool {
        let Self::Authority(Error::Api(problem)) = self else {
            return false;
        };
        problem.status == Some(429)
            || problem
                .r#type
                .as_deref()
                .is_some_and(|kind| kind.ends_with(":rateLimited"))
    }
}

/// What failed, and when it is tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Pause {
    /// Failures in a row.
    pub failures: u32,
    /// Not before this.
    pub until: Timestamp,
}

impl Pause {
    /// The pause that a former start has left.
    #[must_use]
    pub fn open(data: &Path) -> Self {
        place(data, PAUSE)
            .and_then(|path| read(&path))
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    }

    /// Whether it may be tried again. A pause that is longer than any was written down by a clock that was wrong.
    #[must_use]
    pub fn is_over(self, now: Timestamp) -> bool {
        self.until <= now || self.until.since(now) > LONGEST
    }

    /// One failure more.
    #[must_use]
    pub fn longer(self, now: Timestamp, is_too_often: bool) -> Self {
        let failures = self.failures.saturating_add(1);
        Self {
            failures,
            until: now.plus(length(failures, is_too_often)),
        }
    }

    /// Writes it down; nothing is written when nothing failed.
    pub fn keep(self, data: &Path) -> Result<(), CertificateError> {
        let text = serde_json::to_string(&self).expect("a pause is plain data");
        put(&place(data, PAUSE)?, &text)
    }

    /// It worked.
    pub fn end(data: &Path) {
        if let Ok(path) = place(data, PAUSE) {
            let _ = std::fs::remove_file(path);
        }
    }
}

/// The longest pause.
const LONGEST: Duration = Duration::from_secs(86_400);

/// How long to wait after so many failures in a row: two minutes, then four times as long, a day at most. An authority
/// that says "too often" counts by the hour.
fn length(failures: u32, is_too_often: bool) -> Duration {
    let least = if is_too_often { 3_600 } else { 120 };
    let factor = 4_u64.saturating_pow(failures.saturating_sub(1));
    Duration::from_secs(factor.saturating_mul(least)).min(LONGEST)
}

/// The certificate that was got before, if it is for these names.
#[must_use]
pub fn kept(data: &Path, order: &Order) -> Option<Certificate> {
    let certificate = place(data, CERTIFICATE)
        .and_then(|path| Certificate::open(&path))
        .ok()?;
    let is_for_all = order.names.iter().all(|name| certificate.is_for(name));
    is_for_all.then_some(certificate)
}

/// Gets a certificate and keeps it. `by_http`: the authority shall look by plain HTTP rather than by HTTPS.
pub async fn obtain(
    order: &Order,
    data: &Path,
    http: Http,
    certificates: &Certificates,
    by_http: bool,
) -> Result<Certificate, AcmeError> {
    let account = account(order, data, http).await?;
    let identifiers: Vec<_> = order.names.iter().cloned().map(Identifier::Dns).collect();
    let mut going = account.new_order(&NewOrder::new(&identifiers)).await?;
    let shown = Shown::on(certificates);
    let mut authorizations = going.authorizations();
    while let Some(authorization) = authorizations.next().await {
        let mut authorization = authorization?;
        // One that was seen a while ago need not be seen again.
        if authorization.status == AuthorizationStatus::Valid {
            continue;
        }
        let name = authorization.identifier().to_string();
        let mut ways = [ChallengeType::TlsAlpn01, ChallengeType::Http01];
        if by_http {
            ways.reverse();
        }
        let offered = |way: &ChallengeType| {
            authorization
                .challenges
                .iter()
                .any(|one| one.r#type == *way)
        };
        let Some(way) = ways.into_iter().find(offered) else {
            return Err(AcmeError::NoWay(name));
        };
        let Some(mut challenge) = authorization.challenge(way.clone()) else {
            return Err(AcmeError::NoWay(name));
        };
        let answer = challenge.key_authorization();
        match way {
            ChallengeType::Http01 => shown.answer(&challenge.token, answer.as_str()),
            _ => shown.certificate(&name, answer.digest().as_ref())?,
        }
        challenge.set_ready().await?;
    }
    if going.poll_ready(&WAIT).await? != OrderStatus::Ready {
        return Err(unseen(&mut going).await);
    }
    let key = KeyPair::generate()?;
    let mut params = CertificateParams::new(order.names.clone())?;
    params.distinguished_name = DistinguishedName::new();
    going
        .finalize_csr(params.serialize_request(&key)?.der())
        .await?;
    let chain = going.poll_certificate(&WAIT).await?;
    let path = place(data, CERTIFICATE)?;
    let key = key.serialize_pem();
    // What cannot be used does not take the place of what can.
    Certificate::read((&path, chain.as_bytes()), (&path, key.as_bytes()))?;
    put(&path, &(chain + &key))?;
    Ok(Certificate::open(&path)?)
}

/// Why an order became invalid: what the authority said about the first name it could not see.
async fn unseen(order: &mut instant_acme::Order) -> AcmeError {
    let mut authorizations = order.authorizations();
    while let Some(Ok(mut authorization)) = authorizations.next().await {
        if authorization.refresh().await.is_err() {
            continue;
        }
        let name = authorization.identifier().to_string();
        let problem = authorization
            .challenges
            .iter()
            .find_map(|one| one.error.clone());
        if let Some(problem) = problem {
            return AcmeError::Unseen(name, problem.detail.unwrap_or_default());
        }
    }
    AcmeError::Unseen("the name".to_owned(), "it does not say why".to_owned())
}

/// Our account there: the one that we have, or a new one.
async fn account(order: &Order, data: &Path, http: Http) -> Result<Account, AcmeError> {
    /// An account counts at the authority that gave it.
    #[derive(Serialize, Deserialize)]
    struct Kept<C> {
        directory: String,
        credentials: C,
    }
    let path = place(data, ACCOUNT)?;
    let builder = || Account::builder_with_http(Box::new(Caller(http.clone())));
    if let Ok(bytes) = read(&path)
        && let Ok(kept) = serde_json::from_slice::<Kept<AccountCredentials>>(&bytes)
        && kept.directory == order.directory
    {
        return Ok(builder().from_credentials(kept.credentials).await?);
    }
    let contact = order
        .contact
        .as_ref()
        .map(|contact| format!("mailto:{contact}"));
    let contact: Vec<&str> = contact.iter().map(String::as_str).collect();
    let new = NewAccount {
        contact: &contact,
        terms_of_service_agreed: true,
        only_return_existing: false,
    };
    let (account, credentials) = builder()
        .create(&new, order.directory.clone(), None)
        .await?;
    let kept = Kept {
        directory: order.directory.clone(),
        credentials,
    };
    put(
        &path,
        &serde_json::to_string(&kept).expect("an account is plain data"),
    )?;
    Ok(account)
}

/// What is shown to the authority while it looks, and no longer.
struct Shown<'a>(&'a Certificates);

impl<'a> Shown<'a> {
    fn on(certificates: &'a Certificates) -> Self {
        Self(certificates)
    }

    fn answer(&self, token: &str, words: &str) {
        let mut answers = self
            .0
            .answers
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        answers.insert(token.to_owned(), words.to_owned());
    }

    /// See <https://www.rfc-editor.org/rfc/rfc8737#section-3>.
    fn certificate(&self, name: &str, digest: &[u8]) -> Result<(), AcmeError> {
        let key = KeyPair::generate()?;
        let mut params = CertificateParams::new(vec![name.to_owned()])?;
        params.custom_extensions = vec![CustomExtension::new_acme_identifier(digest)];
        let der = params.self_signed(&key)?.der().clone();
        let key = PrivatePkcs8KeyDer::from(key.serialize_der());
        let key = ring::default_provider()
            .key_provider
            .load_private_key(key.into())
            .map_err(CertificateError::Unusable)?;
        // Not looked at any closer: what is critical in it is understood by the authority alone.
        let shown = CertifiedKey::new(vec![der], key);
        let mut looks = self.0.looks.lock().unwrap_or_else(PoisonError::into_inner);
        looks.insert(name.to_owned(), Arc::new(shown));
        Ok(())
    }
}

impl Drop for Shown<'_> {
    fn drop(&mut self) {
        self.0
            .looks
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
        self.0
            .answers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }
}

/// The client that everything else in the house asks by, too.
struct Caller(Http);

impl HttpClient for Caller {
    fn request(
        &self,
        request: Request<BodyWrapper<Bytes>>,
    ) -> Pin<Box<dyn Future<Output = Result<BytesResponse, Error>> + Send>> {
        let http = self.0.clone();
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let body = match body.collect().await {
                Ok(body) => body.to_bytes(),
                Err(never) => match never {},
            };
            let reply = http
                .call(Request::from_parts(parts, body), MOST, PATIENCE)
                .await
                .map_err(|untrue| Error::Other(Box::new(untrue)))?;
            let mut answer = Response::new(Full::new(reply.body));
            *answer.status_mut() = reply.status;
            *answer.headers_mut() = reply.headers;
            Ok(BytesResponse::from(answer))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_authority_is_asked_less_and_less_often() {
        for (failures, is_too_often, seconds) in [
            (1, false, 120),
            (2, false, 480),
            (3, false, 1_920),
            (6, false, 86_400),
            (1, true, 3_600),
            (2, true, 14_400),
            (4, true, 86_400),
            (u32::MAX, true, 86_400),
        ] {
            assert_eq!(
                length(failures, is_too_often).as_secs(),
                seconds,
                "{failures} {is_too_often}"
            );
        }
    }

    #[test]
    fn a_pause_that_a_wrong_clock_began_is_over() {
        let day = 86_400_000;
        for (until, now, is_over) in [
            (day, day, true),
            (day, day - 1, false),
            (2 * day, day, false),
            // Nothing is put off by more than a day.
            (400 * day, day, true),
            (0, day, true),
        ] {
            let pause = Pause {
                failures: 1,
                until: Timestamp(until),
            };
            assert_eq!(pause.is_over(Timestamp(now)), is_over, "{until} {now}");
        }
    }

    #[test]
    fn a_pause_outlives_a_restart() {
        let data = tempfile::tempdir().unwrap();
        assert_eq!(Pause::open(data.path()), Pause::default());
        let pause = Pause::default()
            .longer(Timestamp(1_000), false)
            .longer(Timestamp(5_000), true);
        assert_eq!(pause.failures, 2);
        pause.keep(data.path()).unwrap();
        assert_eq!(Pause::open(data.path()), pause);
        Pause::end(data.path());
        assert_eq!(Pause::open(data.path()), Pause::default());
    }
}

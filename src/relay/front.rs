//! What the world asks: answered here, passed on to the office, or kept for it.

use std::{io, net::IpAddr, sync::Arc, time::Duration};

use bytes::Bytes;
use http::{
    HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, Uri, header, uri::Authority,
};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;

use super::{
    Relay,
    dark::{self, Keepable},
    office::{HEAD_PATIENCE, NotKept, clean},
};
use crate::{
    base::lang::Lang,
    web::{
        answer::{self, Answer, Refusal, Reply},
        assets,
        body::Body,
        layers::complete,
        public, true_address,
    },
};

/// Where an authority looks whether a name is the relay's.
const CHALLENGE: &str = "/.well-known/acme-challenge/";

/// On what the relay answers in the place of an office that is dark: by this the widget knows.
const DARK: HeaderName = HeaderName::from_static("shopbell-dark");

/// What may be kept is small, and comes within this: nobody takes a place among the connections by being slow.
const BODY_PATIENCE: Duration = Duration::from_secs(60);

/// Half a year, as a house says that has such a name.
const STRICT: HeaderValue = HeaderValue::from_static("max-age=15552000");

/// By which name the relay was asked.
enum Named {
    /// That under which it is found.
    Itself,
    /// Another for which it has a certificate.
    Otherwise,
    /// None of its own.
    Not,
}

impl Relay {
    /// Answers somebody who came from there.
    pub(super) async fn answer(
        self: &Arc<Self>,
        request: Request<Incoming>,
        peer: IpAddr,
        is_secured: bool,
    ) -> Answer {
        let lang = request
            .headers()
            .get(header::ACCEPT_LANGUAGE)
            .and_then(|accepted| Lang::from_header(accepted.to_str().ok()?))
            .unwrap_or_default();
        let is_page = request.uri().path().starts_with("/help");
        let mut is_dark = false;
        let mut answer = match self.route(request, peer, &mut is_dark).await {
            Ok(answer) => answer,
            Err(refusal) if is_page => {
                let words = refusal.sentence(lang);
                answer::content(refusal.status, "text/plain; charset=utf-8", words)
            }
            Err(refusal) => refusal.to_json(lang),
        };
        complete(answer.headers_mut());
        if is_dark {
            let headers = answer.headers_mut();
            headers.insert(DARK, HeaderValue::from_static("1"));
        }
        if is_secured {
            let headers = answer.headers_mut();
            headers.insert(header::STRICT_TRANSPORT_SECURITY, STRICT);
        }
        answer
    }

    async fn route(
        self: &Arc<Self>,
        mut request: Request<Incoming>,
        peer: IpAddr,
        is_dark: &mut bool,
    ) -> Reply {
        let path = request.uri().path().to_owned();
        if path == "/healthz" {
            return answer::ok(&serde_json::json!({ "ok": true }));
        }
        if let Some(answer) = self.challenge(&path) {
            return answer;
        }
        match self.named(request.headers()) {
            Named::Itself => {}
            Named::Otherwise => return self.elsewhere(request.uri()),
            Named::Not => return Err(Refusal::new(StatusCode::MISDIRECTED_REQUEST, "wrong-host")),
        }
        if !public::is_public(request.method(), &path) {
            return Err(Refusal::not_found());
        }
        // The office need not send what the relay has itself.
        if assets::is_ours(&path) {
            return dark::asset(&path, request.headers());
        }
        let from = true_address(&self.config.trusted_proxies, peer, request.headers());
        let headers = request.headers_mut();
        clean(headers);
        headers.remove(header::EXPECT);
        let told = HeaderValue::from_str(&from.to_string()).map_err(|_| Refusal::not_found())?;
        headers.insert("x-forwarded-for", told);
        match dark::keepable(request.method(), &path) {
            Some(Keepable::File) => self.take_file(request, from, is_dark).await,
            // What strangers send to where nobody is called is not gathered. The office may have a channel of which the relay
            // has not been told yet.
            Some(Keepable::Call) if !self.is_called_at(&path) => {
                match self.show(request, is_dark).await {
                    Err(_) if *is_dark => Err(Refusal::not_found()),
                    answered => answered,
                }
            }
            Some(keepable) => self.take(keepable, request, from, is_dark).await,
            None => self.show(request, is_dark).await,
        }
    }

    /// What an authority finds that looks whether a name is the relay's; `None` where nobody asks that.
    pub(super) fn challenge(&self, path: &str) -> Option<Reply> {
        let token = path.strip_prefix(CHALLENGE)?;
        let word = self.certificates.answer(token);
        Some(
            word.map(|word| answer::content(StatusCode::OK, "text/plain", word))
                .ok_or_else(Refusal::not_found),
        )
    }

    /// Sends whoever asks on to the address under which the relay is found.
    pub(super) fn elsewhere(&self, uri: &Uri) -> Reply {
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        let mut answer = answer::see_other(&format!("{}{path}", self.url))?;
        *answer.status_mut() = StatusCode::TEMPORARY_REDIRECT;
        Ok(answer)
    }

    fn named(&self, headers: &HeaderMap) -> Named {
        let mut hosts = headers.get_all(header::HOST).iter();
        let (Some(host), None) = (hosts.next(), hosts.next()) else {
            return Named::Not;
        };
        if host.as_bytes().eq_ignore_ascii_case(self.host().as_bytes()) {
            return Named::Itself;
        }
        let authority = host.to_str().ok().and_then(|host| host.parse().ok());
        let is_other = authority.is_some_and(|authority: Authority| {
            let mut others = self.config.hosts.iter();
            others.any(|other| other.eq_ignore_ascii_case(authority.host()))
        });
        match is_other {
            true => Named::Otherwise,
            false => Named::Not,
        }
    }

    /// Passes on what can wait for nobody, or shows what there is of it.
    async fn show(self: &Arc<Self>, request: Request<Incoming>, is_dark: &mut bool) -> Reply {
        let (method, uri) = (request.method().clone(), request.uri().clone());
        let headers = request.headers().clone();
        if let Some((number, line)) = self.offices.live().await {
            let request = request.map(|body| body.map_err(io::Error::other).boxed_unsync());
            match self.pass_on(&line, request, HEAD_PATIENCE).await {
                Ok(answer) => return Ok(answer.map(Body::layered)),
                Err(_) if line.is_gone() => self.offices.lose(number).await,
                // What came may have been done.
                Err(error) => tracing::info!(%error, "a request was not answered by the office"),
            }
        }
        *is_dark = true;
        let is_read = matches!(method, Method::GET | Method::HEAD);
        match is_read {
            true => self.show_in_the_dark(&uri, &headers),
            false => Err(dark::dark()),
        }
    }

    /// Passes on what may be kept, and keeps it where that fails: it may then come twice, which the house knows.
    async fn take(
        self: &Arc<Self>,
        keepable: Keepable,
        request: Request<Incoming>,
        from: IpAddr,
        is_dark: &mut bool,
    ) -> Reply {
        let (head, body) = request.into_parts();
        let body = whole(body, keepable.most_bytes()).await?;
        // Once more when the office comes back just now.
        for _ in 0..2 {
            if let Some((number, line)) = self.offices.live().await {
                let sent = Full::new(body.clone()).map_err(|never| match never {});
                let request = Request::from_parts(head.clone(), sent.boxed_unsync());
                match self.pass_on(&line, request, HEAD_PATIENCE).await {
                    Ok(answer) => return Ok(answer.map(Body::layered)),
                    // A house that is slow is there; whoever asks again is answered once it is not. One that is gone without
                    // a word is found out by the beat.
                    Err(error) if error.kind() == io::ErrorKind::TimedOut => {
                        return Err(dark::slow());
                    }
                    Err(error) => {
                        tracing::info!(%error, "a request was not answered by the office");
                        self.offices.lose(number).await;
                    }
                }
            }
            *is_dark = true;
            let (kept, answer) = self.weigh(keepable, &head, &body, from)?;
            match self.keep(kept).await {
                Ok(()) => return answer,
                Err(NotKept::Live) => *is_dark = false,
                Err(NotKept::NoOffice) => return Err(dark::dark()),
                Err(NotKept::Store(error)) => return Err(dark::full(&error)),
            }
        }
        Err(dark::dark())
    }
}

async fn whole(body: Incoming, most: usize) -> Result<Bytes, Refusal> {
    let cut_off = || Refusal::bad("cut-off");
    let whole = tokio::time::timeout(BODY_PATIENCE, Limited::new(body, most).collect());
    match whole.await.map_err(|_| cut_off())? {
        Ok(whole) => Ok(whole.to_bytes()),
        Err(error) if error.is::<http_body_util::LengthLimitError>() => {
            Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large"))
        }
        Err(_) => Err(cut_off()),
    }
}

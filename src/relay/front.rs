//! What the world asks: answered here, passed on to the office, or kept for it.

use std::{io, net::IpAddr, sync::Arc};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Request, StatusCode, header};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;

use super::{
    Relay,
    dark::{self, Keepable},
    office::{NotKept, clean},
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

/// Half a year, as a house says that has such a name.
const STRICT: HeaderValue = HeaderValue::from_static("max-age=15552000");

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
        if let Some(token) = path.strip_prefix(CHALLENGE) {
            let word = self.certificates.answer(token);
            let word = word.ok_or_else(Refusal::not_found)?;
            return Ok(answer::content(StatusCode::OK, "text/plain", word));
        }
        let mut hosts = request.headers().get_all(header::HOST).iter();
        let is_ours = match (hosts.next(), hosts.next()) {
            (Some(host), None) => host.as_bytes().eq_ignore_ascii_case(self.host().as_bytes()),
            _ => false,
        };
        if !is_ours {
            return Err(Refusal::new(StatusCode::MISDIRECTED_REQUEST, "wrong-host"));
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
            Some(keepable) => self.take(keepable, request, from, is_dark).await,
            None => self.show(request, is_dark).await,
        }
    }

    /// Passes on what can wait for nobody, or shows what there is of it.
    async fn show(self: &Arc<Self>, request: Request<Incoming>, is_dark: &mut bool) -> Reply {
        let (method, uri) = (request.method().clone(), request.uri().clone());
        let headers = request.headers().clone();
        if let Some((number, line)) = self.offices.live().await {
            let request = request.map(|body| body.map_err(io::Error::other).boxed_unsync());
            match self.pass_on(&line, request).await {
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
                match self.pass_on(&line, request).await {
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
                Err(NotKept::Store(error)) => {
                    tracing::warn!(%error, "something could not be kept");
                    return Err(dark::full());
                }
            }
        }
        Err(dark::dark())
    }
}

async fn whole(body: Incoming, most: usize) -> Result<Bytes, Refusal> {
    match Limited::new(body, most).collect().await {
        Ok(whole) => Ok(whole.to_bytes()),
        Err(error) if error.is::<http_body_util::LengthLimitError>() => {
            Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large"))
        }
        Err(_) => Err(Refusal::bad("cut-off")),
    }
}

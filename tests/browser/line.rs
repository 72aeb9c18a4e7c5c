//! The line to chromedriver. Each request has a connection of its own, because a browser outlives
//! the story that opened it, and with the story goes whatever its runtime has open.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt, Full};
use hyper_util::rt::TokioIo;
use thirtyfour::error::{WebDriverError, WebDriverResult};
use thirtyfour::session::http::{Body, HttpClient};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// The longest a page takes to load, and more.
const PATIENCE: Duration = Duration::from_secs(60);

pub(super) struct Line;

#[async_trait]
impl HttpClient for Line {
    async fn send(&self, request: Request<Body<'_>>) -> WebDriverResult<Response<Bytes>> {
        match timeout(PATIENCE, ask(request)).await {
            Ok(answer) => answer.map_err(|error| WebDriverError::HttpError(error.to_string())),
            Err(_) => Err(WebDriverError::HttpError("no answer".to_owned())),
        }
    }

    async fn new(&self) -> Arc<dyn HttpClient> {
        Arc::new(Line)
    }
}

async fn ask(request: Request<Body<'_>>) -> Result<Response<Bytes>, Box<dyn Error + Send + Sync>> {
    let (mut parts, body) = request.into_parts();
    let address = parts.uri.authority().ok_or("no address")?.to_string();
    let body = match body {
        Body::Empty => Bytes::new(),
        Body::Json(json) => json.to_string().into(),
    };
    parts.headers.insert("host", address.parse()?);
    parts.uri = parts.uri.path().parse()?;
    let io = TokioIo::new(TcpStream::connect(address).await?);
    let (mut sender, connection) = hyper::client::conn::http1::handshake(io).await?;
    let connection = tokio::spawn(connection);
    let answer = sender
        .send_request(Request::from_parts(parts, Full::new(body)))
        .await?;
    let (parts, body) = answer.into_parts();
    let body = body.collect().await?.to_bytes();
    connection.abort();
    Ok(Response::from_parts(parts, body))
}

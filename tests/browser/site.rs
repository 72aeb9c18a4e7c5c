//! A small web site of fixed pages, to try the browsers on.

use std::convert::Infallible;

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::address;

/// The policy of the product's own pages, and leave to embed any frame.
const STRICT: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
    frame-src *; base-uri 'none'; object-src 'none'; require-trusted-types-for 'script'";

/// The site answers until this value is dropped.
pub(super) struct Site {
    port: u16,
    task: JoinHandle<()>,
}

impl Site {
    pub(super) async fn open() -> Site {
        let listener = TcpListener::bind(address::fresh()).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        Site {
            port,
            task: tokio::spawn(serve(listener)),
        }
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(listener: TcpListener) {
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        let connection = hyper::server::conn::http1::Builder::new()
            .serve_connection(TokioIo::new(stream), service_fn(answer));
        tokio::spawn(connection);
    }
}

async fn answer(request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let path = request.uri().path();
    let language = match request.headers().get("accept-language") {
        Some(value) => value.to_str().unwrap(),
        None => "none",
    };
    let (kind, body) = match path {
        "/accept-language" => ("text/plain", language.to_owned()),
        "/favicon.ico" => ("image/x-icon", String::new()),
        "/style.css" => ("text/css", include_str!("site/style.css").to_owned()),
        "/ping" => ("text/plain", "pong".to_owned()),
        _ => match script(path) {
            Some(script) => ("text/javascript", script.to_owned()),
            None => ("text/html; charset=utf-8", page(path).unwrap_or_default()),
        },
    };
    let mut response = Response::new(Full::from(body));
    let headers = response.headers_mut();
    headers.insert("content-type", kind.parse().unwrap());
    headers.insert("content-security-policy", STRICT.parse().unwrap());
    if kind.starts_with("text/html") && page(path).is_none() {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    Ok(response)
}

fn script(path: &str) -> Option<&'static str> {
    Some(match path {
        "/desk.js" => include_str!("site/desk.js"),
        "/throws.js" => "throw new Error('the till is empty')",
        "/complains.js" => "console.error('no such parcel', { id: 7 })",
        "/unsafe.js" => "document.body.innerHTML = '<p>unsafe</p>'",
        "/shadow.js" => include_str!("site/shadow.js"),
        "/worker.js" => include_str!("site/worker.js"),
        "/starts_worker.js" => include_str!("site/starts_worker.js"),
        _ => return None,
    })
}

fn page(path: &str) -> Option<String> {
    let (script, main) = match path {
        "/desk" => ("desk.js", include_str!("site/desk.html")),
        "/throws" => ("throws.js", "<p>Till</p>"),
        "/complains" => ("complains.js", "<p>Parcel</p>"),
        "/unsafe" => ("unsafe.js", "<p>safe</p>"),
        "/shadow" => ("shadow.js", "<div id='host'></div>"),
        "/worker" => ("starts_worker.js", "<p>Worker</p>"),
        "/inaccessible" => ("none.js", "<img src='/favicon.ico'><button></button>"),
        _ => return None,
    };
    // A page without a script needs none that is missing.
    let script = match script {
        "none.js" => String::new(),
        name => format!("<script src='/{name}' defer></script>"),
    };
    Some(format!(
        "<!doctype html><html lang='en'><meta charset='utf-8'><title>Shop</title>\
         <meta name='viewport' content='width=device-width'>\
         <link rel='stylesheet' href='/style.css'>{script}\
         <main><h1>Shop</h1>{main}</main></html>"
    ))
}

//! A shop's own page that carries the widget, under a policy that lets in nothing else.

use std::net::SocketAddr;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    task::AbortHandle,
};

use crate::house::House;

/// A shop on another site than the house: `localhost` and not `127.0.0.1`.
pub(crate) struct Site {
    address: SocketAddr,
    server: AbortHandle,
}

impl Site {
    /// Its policy allows our origin in `script-src` and `frame-src`, and nothing else at all.
    pub(crate) async fn open(house: &House) -> Self {
        let ours = format!("http://{}", house.address());
        let key = house.site_key().await;
        let page = format!(
            "<!doctype html><html lang=en><title>Kettle 08</title><h1>Kettle 08</h1>\
             <script async src=\"{ours}/w.js\" data-site=\"{key}\"></script>"
        );
        let answer = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\nconnection: close\r\n\
             content-security-policy: default-src 'none'; script-src {ours}; frame-src {ours}; \
             require-trusted-types-for 'script'\r\ncontent-length: {}\r\n\r\n{page}",
            page.len()
        );
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = tokio::spawn(async move {
            loop {
                let (mut line, _) = listener.accept().await.unwrap();
                let answer = answer.clone();
                tokio::spawn(async move {
                    let _ = line.read(&mut [0; 4096]).await;
                    let _ = line.write_all(answer.as_bytes()).await;
                });
            }
        });
        Self {
            address,
            server: server.abort_handle(),
        }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://localhost:{}{path}", self.address.port())
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.server.abort();
    }
}

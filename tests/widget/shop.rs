//! A shop on another site than the house (`localhost` and not `127.0.0.1`), whose policy lets in
//! its own script and the widget and nothing else.

use std::net::SocketAddr;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    task::AbortHandle,
};

use crate::{browser::Browser, house::House};

const WIDGET: &str = super::WIDGET;

/// How the shop puts the widget on its pages.
pub(super) struct Page<'a> {
    /// Where the widget comes from, as `127.0.0.1:7700`.
    pub(super) from: SocketAddr,
    pub(super) site: &'a str,
    /// Further attributes of the line, such as `data-hide`.
    pub(super) attributes: &'a str,
    /// A script of the shop's own, loaded before the widget's.
    pub(super) script: &'a str,
}

pub(super) struct Shop {
    address: SocketAddr,
    server: AbortHandle,
}

impl Shop {
    /// A shop with the house's one web chat, in the plainest way.
    pub(super) async fn open(house: &House) -> Self {
        let site = house.site_key().await;
        let from = house.address();
        Self::with(&Page {
            from,
            site: &site,
            attributes: "",
            script: "",
        })
        .await
    }

    pub(super) async fn with(page: &Page<'_>) -> Self {
        let Page {
            from,
            site,
            attributes,
            script,
        } = page;
        let html = format!(
            "<!doctype html><html lang=en><meta name=viewport content='width=device-width'>\
             <title>Kettle 08</title><h1>Kettle 08</h1><a href=#buy>Buy</a>\
             <script src=\"/shop.js\"></script>\
             <script async src=\"http://{from}/w.js\" data-site=\"{site}\" {attributes}></script>"
        );
        let policy = format!(
            "default-src 'none'; script-src 'self' http://{from}; frame-src http://{from}; \
             require-trusted-types-for 'script'"
        );
        let page = answer("text/html; charset=utf-8", &policy, &html);
        let script = answer("text/javascript", &policy, script);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = tokio::spawn(async move {
            loop {
                let (mut line, _) = listener.accept().await.unwrap();
                let (page, script) = (page.clone(), script.clone());
                tokio::spawn(async move {
                    let mut asked = [0; 4096];
                    let read = line.read(&mut asked).await.unwrap_or(0);
                    let is_script = asked[..read].starts_with(b"GET /shop.js");
                    let answer = if is_script { script } else { page };
                    let _ = line.write_all(answer.as_bytes()).await;
                });
            }
        });
        Self {
            address,
            server: server.abort_handle(),
        }
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("http://localhost:{}{path}", self.address.port())
    }

    /// Goes to the shop, opens the chat and steps inside.
    pub(super) async fn ask(&self, customer: &Browser<'_>) {
        customer.goto(&self.url("/")).await;
        customer.click_in_shadow(WIDGET, ".bell").await;
        customer.enter_widget(WIDGET).await;
    }
}

fn answer(kind: &str, policy: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\nconnection: close\r\n\
         content-security-policy: {policy}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

impl Drop for Shop {
    fn drop(&mut self) {
        self.server.abort();
    }
}

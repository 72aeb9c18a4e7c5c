//! A shop's own page that carries the widget, under a policy that lets in the shop's own script, the
//! widget and nothing else.

use std::net::SocketAddr;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    task::AbortHandle,
};

use crate::{address, browser::Browser, house::House};

/// The element that the widget hangs in the page.
pub(crate) const WIDGET: &str = "shopbell-widget";

/// How the shop puts the widget on its pages.
pub(crate) struct Page<'a> {
    /// Where the widget comes from, as `127.0.0.1:7700`.
    pub(crate) from: SocketAddr,
    pub(crate) site: &'a str,
    /// Further attributes of the line, such as `data-hide`.
    pub(crate) attributes: &'a str,
    /// A script of the shop's own, loaded before the widget's.
    pub(crate) script: &'a str,
}

/// A shop on another site than the house: `localhost` and not `127.0.0.1`.
pub(crate) struct Site {
    address: SocketAddr,
    server: AbortHandle,
}

impl Site {
    /// A shop with the house's one web chat, in the plainest way.
    pub(crate) async fn open(house: &House) -> Self {
        Self::by_way_of(house.address(), house).await
    }

    /// The same, with something between it and the house.
    pub(crate) async fn by_way_of(from: SocketAddr, house: &House) -> Self {
        let site = house.site_key().await;
        Self::with(&Page {
            from,
            site: &site,
            attributes: "",
            script: "",
        })
        .await
    }

    pub(crate) async fn with(page: &Page<'_>) -> Self {
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
        let listener = TcpListener::bind(address::fresh()).await.unwrap();
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

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://localhost:{}{path}", self.address.port())
    }

    /// Goes to the shop, opens the chat and steps inside.
    pub(crate) async fn ask(&self, customer: &Browser<'_>) {
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

impl Drop for Site {
    fn drop(&mut self) {
        self.server.abort();
    }
}

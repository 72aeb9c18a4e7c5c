//! Behind something that keeps back whatever is not complete, as some proxies and virus scanners do, the
//! console still hears what happens.

use std::net::SocketAddr;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::AbortHandle,
};

use super::{customer, sign_in};
use crate::{address, browser::Stage, house::House};

/// Passes requests on one by one, and each answer only once all of it has come.
struct Proxy {
    address: SocketAddr,
    server: AbortHandle,
}

impl Proxy {
    async fn before(house: &House) -> Self {
        let listener = TcpListener::bind(address::fresh()).await.unwrap();
        let address = listener.local_addr().unwrap();
        let house = house.address();
        let server = tokio::spawn(async move {
            loop {
                let (browser, _) = listener.accept().await.unwrap();
                tokio::spawn(pass_on(browser, house));
            }
        });
        Self {
            address,
            server: server.abort_handle(),
        }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn pass_on(mut browser: TcpStream, house: SocketAddr) {
    let mut request = Vec::new();
    let mut piece = [0; 16 * 1024];
    while !is_whole(&request) {
        match browser.read(&mut piece).await {
            Ok(0) | Err(_) => return,
            Ok(length) => request.extend_from_slice(&piece[..length]),
        }
    }
    // One request a connection, so that its answer has an end.
    let text =
        String::from_utf8_lossy(&request).replace("Connection: keep-alive", "Connection: close");
    let mut line = TcpStream::connect(house).await.unwrap();
    line.write_all(text.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    // Who gives up on an answer is no longer waited for on the other side.
    let is_whole = tokio::select! {
        read = line.read_to_end(&mut answer) => read.is_ok(),
        gone = browser.read(&mut piece) => { let _ = gone; false }
    };
    if is_whole {
        let _ = browser.write_all(&answer).await;
    }
}

/// Whether a request is there with as much body as it announces.
fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, _)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head
        .lines()
        .find_map(|line| {
            line.to_ascii_lowercase()
                .strip_prefix("content-length: ")?
                .parse()
                .ok()
        })
        .unwrap_or(0);
    request.len() >= head.len() + 4 + length
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_keeps_streams_back_is_asked_again_and_again() {
    let house = House::open().await;
    let stage = Stage::enter().await;
    house.member("Ana", shopbell::desk::team::Role::Agent).await;
    let proxy = Proxy::before(&house).await;
    let ana = stage.browser("Ana").open().await;
    sign_in(&format!("http://{}", proxy.address), &ana, "Ana").await;
    // The stream gives nothing; after ten seconds the browser asks for answers that end.
    for (number, name) in ["Hannah", "Omar"].into_iter().enumerate() {
        customer(&house, name, "Hello?").await;
        ana.see_within(
            std::time::Duration::from_secs(30),
            &format!("#w-{}", number + 1),
        )
        .await;
    }
    drop(ana);
    house.close().await;
}

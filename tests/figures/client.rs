//! A client that costs little, so that what is measured is the server: one connection, hand-written HTTP.

use std::net::SocketAddr;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

pub(crate) struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
}

pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) body: String,
}

impl Client {
    pub(crate) async fn connect(address: SocketAddr) -> std::io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            buffer: Vec::with_capacity(4096),
        })
    }

    pub(crate) async fn post(
        &mut self,
        path: &str,
        token: &str,
        key: &str,
        body: &str,
    ) -> std::io::Result<Response> {
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer {token}\r\n\
             content-type: application/json\r\nidempotency-key: {key}\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        self.stream.write_all(request.as_bytes()).await?;
        self.response().await
    }

    pub(crate) async fn get(&mut self, path: &str) -> std::io::Result<Response> {
        self.get_as(path, "none").await
    }

    /// A page of the console, as a browser asks for it that is signed in.
    pub(crate) async fn get_as(&mut self, path: &str, token: &str) -> std::io::Result<Response> {
        let request =
            format!("GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: shopbell={token}\r\n\r\n");
        self.stream.write_all(request.as_bytes()).await?;
        self.response().await
    }

    /// A form of the console, as its own pages send it.
    pub(crate) async fn post_form_as(
        &mut self,
        path: &str,
        token: &str,
        form: &str,
    ) -> std::io::Result<Response> {
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: shopbell={token}\r\nsec-fetch-site: same-origin\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{form}",
            form.len()
        );
        self.stream.write_all(request.as_bytes()).await?;
        self.response().await
    }

    /// Opens an event stream at the present; what follows is read with [`Client::read_some`].
    pub(crate) async fn listen(&mut self, path: &str, token: &str) -> std::io::Result<()> {
        self.listen_after(path, token, None).await
    }

    /// Opens an event stream where an earlier one broke off.
    pub(crate) async fn listen_after(
        &mut self,
        path: &str,
        token: &str,
        seen: Option<u64>,
    ) -> std::io::Result<()> {
        let seen = seen.map_or_else(String::new, |id| format!("last-event-id: {id}\r\n"));
        let request = format!(
            "GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer {token}\r\n{seen}\r\n"
        );
        self.stream.write_all(request.as_bytes()).await?;
        let greeting = loop {
            let end =
                find(&self.buffer, b": shopbell\n\n").or(find(&self.buffer, b": greeted\n\n"));
            match end {
                Some(at) => break at + 11,
                None => self.read_or_end().await?,
            }
        };
        // What was missed may have come along.
        let rest = self.take().split_off(greeting);
        self.buffer.extend_from_slice(&rest);
        Ok(())
    }

    pub(crate) async fn read_some(&mut self) -> std::io::Result<usize> {
        self.stream.read_buf(&mut self.buffer).await
    }

    /// What was read since the last time. Room is kept for the next: a listener that reads in crumbs
    /// would cost more than what is measured.
    pub(crate) fn take(&mut self) -> Vec<u8> {
        std::mem::replace(&mut self.buffer, Vec::with_capacity(64 * 1024))
    }

    /// As [`Client::take`], but whole lines only: the rest is there next time.
    pub(crate) fn take_lines(&mut self) -> Vec<u8> {
        let end = self
            .buffer
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |at| at + 1);
        let mut lines = self.take();
        self.buffer.extend_from_slice(&lines[end..]);
        lines.truncate(end);
        lines
    }

    /// Gives up its memory: a stream that only stays open.
    pub(crate) fn idle(self) -> TcpStream {
        self.stream
    }

    async fn response(&mut self) -> std::io::Result<Response> {
        self.buffer.clear();
        loop {
            if let Some(end) = find(&self.buffer, b"\r\n\r\n") {
                let head = String::from_utf8_lossy(&self.buffer[..end]).to_ascii_lowercase();
                let length: usize = head
                    .lines()
                    .find_map(|line| line.strip_prefix("content-length: "))
                    .and_then(|length| length.trim().parse().ok())
                    .unwrap_or(0);
                let status = head
                    .split(' ')
                    .nth(1)
                    .and_then(|status| status.parse().ok())
                    .unwrap_or(0);
                while self.buffer.len() < end + 4 + length {
                    self.read_or_end().await?;
                }
                let body =
                    String::from_utf8_lossy(&self.buffer[end + 4..end + 4 + length]).into_owned();
                return Ok(Response { status, body });
            }
            self.read_or_end().await?;
        }
    }

    async fn read_or_end(&mut self) -> std::io::Result<()> {
        if self.read_some().await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        Ok(())
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack
        .windows(needle.len())
        .position(|window| window == needle)
}

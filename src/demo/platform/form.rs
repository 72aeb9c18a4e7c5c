//! Reading a form that carries files (RFC 7578), as our own code writes it.

use bytes::Bytes;

/// One field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// The file's name, if it is one.
    pub file_name: Option<String>,
    /// Its bytes.
    pub bytes: Bytes,
}

/// The fields of a body of this type; none when it is no such form.
#[must_use]
pub fn fields(media_type: &str, body: &Bytes) -> Vec<Field> {
    let Some((_, boundary)) = media_type.split_once("boundary=") else {
        return Vec::new();
    };
    let mark = format!("--{boundary}");
    let mut fields = Vec::new();
    let mut at = find(body, mark.as_bytes(), 0).map(|found| found + mark.len());
    while let Some(start) = at {
        let Some(end) = find(body, format!("\r\n{mark}").as_bytes(), start) else {
            break;
        };
        fields.extend(field(body.slice(start..end)));
        at = Some(end + 2 + mark.len());
    }
    fields
}

fn field(part: Bytes) -> Option<Field> {
    let head = find(&part, b"\r\n\r\n", 0)?;
    let lines = String::from_utf8_lossy(&part[..head]).into_owned();
    let value = |name: &str| {
        let (_, rest) = lines.split_once(&format!("{name}=\""))?;
        rest.split('"').next().map(str::to_owned)
    };
    Some(Field {
        name: value(" name")?,
        file_name: value("filename"),
        bytes: part.slice(head + 4..),
    })
}

fn find(body: &[u8], what: &[u8], from: usize) -> Option<usize> {
    body.get(from..)?
        .windows(what.len())
        .position(|window| window == what)
        .map(|at| at + from)
}

//! Putting a file where a message can point to it. Nothing is said by it yet, so all of it may be done again.

use bytes::Bytes;
use serde_json::Value;

use super::{
    Fields, Vk, body,
    incoming::{number, words},
    outgoing::{Manner, file_name, manner},
};
use crate::{
    call::{self, FormPart, MOST_WORDS},
    channels::{AsFault, Fault},
    desk::attachment::Attachment,
};

/// A large file through a thin line.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(300);

impl Vk {
    /// Hands over a file, and answers what a message calls it.
    pub(super) async fn upload(
        &self,
        to: &str,
        file: &Attachment,
        bytes: &Bytes,
    ) -> Result<String, Fault> {
        let shown = match manner(file) {
            Manner::Photo => self.photo(to, file, bytes).await,
            Manner::Voice => self.document(to, "audio_message", file, bytes).await,
            Manner::Document => return self.document(to, "doc", file, bytes).await,
        };
        match shown {
            // A picture that it will not show as one is a file; so is speech that it will not play.
            Err(Fault::Message(..)) => self.document(to, "doc", file, bytes).await,
            outcome => outcome,
        }
    }

    async fn photo(&self, to: &str, file: &Attachment, bytes: &Bytes) -> Result<String, Fault> {
        let place = vec![("peer_id", to.to_owned())];
        let place = self.ask("photos.getMessagesUploadServer", place).await?;
        let put = self.put(&place, "photo", file, bytes).await?;
        // One that was refused is answered as if all were well.
        if matches!(words(&put["photo"]), "" | "[]") {
            return Err(refused("photo"));
        }
        let fields = vec![
            ("server", number(&put["server"]).to_string()),
            ("photo", words(&put["photo"]).to_owned()),
            ("hash", words(&put["hash"]).to_owned()),
        ];
        let saved = self.ask("photos.saveMessagesPhoto", fields).await?;
        name("photo", &saved[0])
    }

    async fn document(
        &self,
        to: &str,
        sort: &'static str,
        file: &Attachment,
        bytes: &Bytes,
    ) -> Result<String, Fault> {
        let place = vec![("type", sort.to_owned()), ("peer_id", to.to_owned())];
        let place = self.ask("docs.getMessagesUploadServer", place).await?;
        let put = self.put(&place, "file", file, bytes).await?;
        if words(&put["file"]).is_empty() {
            return Err(refused(sort));
        }
        let fields: Fields = vec![
            ("file", words(&put["file"]).to_owned()),
            ("title", file_name(file)),
        ];
        let saved = self.ask("docs.save", fields).await?;
        // It answers under the name of what it has become.
        match saved.get(words(&saved["type"])) {
            Some(one) => name(words(&saved["type"]), one),
            None => name("doc", saved.get(0).unwrap_or(&saved)),
        }
    }

    /// Hands the bytes over, where the platform says.
    async fn put(
        &self,
        place: &Value,
        field: &str,
        file: &Attachment,
        bytes: &Bytes,
    ) -> Result<Value, Fault> {
        let part = FormPart {
            name: field,
            bytes,
            file: Some((&file_name(file), &file.media_type)),
        };
        let nowhere = || Fault::Later(None, "no address to upload to".to_owned());
        let request = call::form(words(&place["upload_url"]), &[part]).ok_or_else(nowhere)?;
        let reply = self
            .http
            .call_named(request, &self.base, MOST_WORDS, PATIENCE)
            .await;
        let reply = reply.map_err(call::Untrue::of_question)?;
        if reply.status.is_client_error() {
            return Err(refused(field));
        }
        body(&reply)
    }
}

fn refused(what: &str) -> Fault {
    Fault::Message("upload".to_owned(), format!("{what} refused"))
}

/// What a message calls something that was saved.
pub(super) fn name(sort: &str, saved: &Value) -> Result<String, Fault> {
    let (owner, id) = (number(&saved["owner_id"]), number(&saved["id"]));
    if id == 0 {
        return Err(refused(sort));
    }
    Ok(match words(&saved["access_key"]) {
        "" => format!("{sort}{owner}_{id}"),
        key => format!("{sort}{owner}_{id}_{key}"),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_was_saved_is_called_by_its_owner_and_key() {
        for (saved, called) in [
            (
                json!({ "id": 5, "owner_id": -42, "access_key": "k" }),
                Some("doc-42_5_k"),
            ),
            (json!({ "id": 5, "owner_id": 7 }), Some("doc7_5")),
            (json!({}), None),
        ] {
            assert_eq!(name("doc", &saved).ok().as_deref(), called, "{saved}");
        }
    }
}

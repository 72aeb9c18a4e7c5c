//! Changing what the community has said, and taking it back.
//!
//! Source: <https://dev.vk.com/ru/method/messages.edit>, <https://dev.vk.com/ru/method/messages.delete>.

use serde_json::Value;

use super::{
    Fields, Vk, fault,
    incoming::{list, number, words},
    outgoing, upload,
};
use crate::{
    channels::{
        Fault,
        part::{self, Change},
    },
    desk::{
        attachment::AttachmentKind,
        conversation::message::Message,
        dispatch::changing::{self, Revision},
    },
};

impl Vk {
    /// Makes what stands in a dialog what it is to be.
    pub(super) async fn revise(&self, revision: &Revision) -> Result<Vec<String>, Fault> {
        // Its files stay, so that the words stand where they stood.
        let is_speech = revision
            .before
            .attachments
            .iter()
            .any(|file| file.kind == AttachmentKind::Voice);
        let cut = |message: &Message| part::cut(message, outgoing::fits(is_speech));
        let mut gone = Vec::new();
        for (name, change) in part::plan(revision, cut)? {
            let place = name.split_once(':').ok_or_else(nowhere)?;
            match &change {
                Change::Text(words) => self.reword(place, words, None).await?,
                Change::Caption(words) => {
                    let attachment = self.attachment(place).await?;
                    self.reword(place, words, Some(attachment)).await?;
                }
                Change::Gone => {
                    self.remove(place).await?;
                    gone.push(name.to_owned());
                }
            }
        }
        Ok(gone)
    }

    async fn reword(
        &self,
        (peer, number): (&str, &str),
        words: &str,
        attachment: Option<String>,
    ) -> Result<(), Fault> {
        let mut fields: Fields = vec![
            ("peer_id", peer.to_owned()),
            ("cmid", number.to_owned()),
            ("message", words.to_owned()),
            ("keep_forward_messages", "1".to_owned()),
            ("keep_snippets", "1".to_owned()),
        ];
        // What is not named again goes with the old words.
        fields.extend(attachment.map(|name| ("attachment", name)));
        self.ask("messages.edit", fields).await.map(drop)
    }

    /// What a message has with it, as it is named when it is sent.
    async fn attachment(&self, (peer, number): (&str, &str)) -> Result<String, Fault> {
        let fields = vec![
            ("peer_id", peer.to_owned()),
            ("conversation_message_ids", number.to_owned()),
        ];
        let told = self
            .ask("messages.getByConversationMessageId", fields)
            .await?;
        let message = list(&told["items"]).first().ok_or_else(nowhere)?;
        let first = list(&message["attachments"]).first().ok_or_else(nowhere)?;
        // A part of a message carries one file.
        let sort = words(&first["type"]);
        upload::name(sort, &first[sort]).map_err(|_| nowhere())
    }

    /// Takes a message away on both sides. One that is not there any more is gone.
    async fn remove(&self, (peer, place): (&str, &str)) -> Result<(), Fault> {
        let fields = vec![
            ("peer_id", peer.to_owned()),
            ("cmids", place.to_owned()),
            ("delete_for_all", "1".to_owned()),
        ];
        let told = self.ask("messages.delete", fields).await?;
        // One is told of by its number, or as one of a list with what was wrong with it.
        match list(&told).first().map(|one| &one["error"]) {
            None | Some(Value::Null) => Ok(()),
            Some(error) => {
                let code = number(&error["code"]).max(number(&error["error_code"]));
                Err(fault(code, words(&error["description"])))
            }
        }
    }
}

fn nowhere() -> Fault {
    Fault::Message(changing::NOWHERE.to_owned(), String::new())
}

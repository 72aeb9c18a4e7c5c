//! Where the bytes of an upload go: cut into pieces, hashed, handed to the writer one by one.

use std::sync::Arc;

use bytes::{Bytes, BytesMut};

use crate::{
    desk::attachment::{
        Attachment, Uploader,
        digest::Digester,
        read,
        store::{self, NewFile, PIECE, StoreError, Upload},
    },
    web::House,
};

/// An upload that is being stored. Dropped before its end, it is given up.
pub(super) struct Sink {
    house: Arc<House>,
    upload: Upload,
    is_finished: bool,
    waiting: BytesMut,
    position: u32,
    sent: Digester,
}

impl Sink {
    /// `late`: the id that the relay gave it while the house was dark.
    pub(super) async fn begin(
        house: Arc<House>,
        uploader: Uploader,
        file: NewFile,
        late: Option<String>,
    ) -> Result<Self, StoreError> {
        let upload = house
            .db
            .write(move |tx| match &late {
                Some(id) => store::begin_late(tx, uploader, &file, id),
                None => store::begin(tx, uploader, &file),
            })
            .await?;
        Ok(Self {
            house,
            upload,
            is_finished: false,
            waiting: BytesMut::new(),
            position: 0,
            sent: Digester::default(),
        })
    }

    /// Bytes that came by so far.
    pub(super) fn size(&self) -> u64 {
        self.sent.size() + self.waiting.len() as u64
    }

    /// Takes the next bytes, and waits while whole pieces are written.
    pub(super) async fn add(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        self.waiting.extend_from_slice(bytes);
        while self.waiting.len() >= PIECE {
            let piece = self.waiting.split_to(PIECE).freeze();
            self.write(piece).await?;
        }
        Ok(())
    }

    async fn write(&mut self, piece: Bytes) -> Result<(), StoreError> {
        self.sent.add(&piece);
        let (upload, position) = (self.upload.clone(), self.position);
        let _turn = self.house.turns.write().await;
        // Asked again with every piece: uploads run side by side and need not announce their size.
        super::check_room(&self.house, piece.len() as u64)?;
        self.house
            .db
            .write(move |tx| store::append(tx, &upload, position, &piece))
            .await?;
        self.position += 1;
        Ok(())
    }

    /// Writes what is left, reads everything back, and makes it an attachment if nothing was lost.
    pub(super) async fn finish(mut self) -> Result<Attachment, StoreError> {
        let rest = self.waiting.split().freeze();
        if !rest.is_empty() {
            self.write(rest).await?;
        }
        let content = self.upload.content;
        let stored = self
            .house
            .db
            .read::<_, StoreError>(move |reader| Ok(read::digest(reader, content)?))
            .await?;
        let (upload, sent) = (self.upload.clone(), self.sent.clone().digest());
        let attachment = self
            .house
            .db
            .write(move |tx| store::finish(tx, &upload, &sent, &stored))
            .await?;
        self.is_finished = true;
        Ok(attachment)
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        if self.is_finished {
            return;
        }
        // The sender hung up or was refused. If this does not get through, the sweeper finds it.
        let (house, upload) = (self.house.clone(), self.upload.clone());
        tokio::spawn(async move { house.db.write(move |tx| store::discard(tx, &upload)).await });
    }
}

//! A backup goes out to an admin who proves again who they are: it holds everything.

use std::{fs::File, io};

use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};
use serde::Deserialize;

use super::{Open, proven, refused};
use crate::{
    base::secret::Secret,
    db::DbError,
    desk::{
        backup::{self, Schedule},
        setting,
    },
    ops::shelf::Shelf,
    upload::name,
    web::{
        answer::{self, Refusal, Reply},
        body::Body,
        reading::Reading,
        request::{AsAdmin, Ask},
    },
};

#[derive(Deserialize)]
struct Asked {
    download: Option<String>,
}

/// The backup whose dialog is open.
pub(super) fn wanted(ask: &Ask) -> Result<Option<String>, Refusal> {
    Ok(ask.query::<Asked>()?.download)
}

#[derive(Deserialize)]
struct Typed {
    #[serde(default)]
    backup_password: String,
}

pub(super) async fn send(mut ask: Ask, admin: AsAdmin) -> Reply {
    let name: String = ask.place("name")?;
    let Typed { backup_password } = ask.form().await?;
    let schedule: Schedule = ask.house.db.read::<_, DbError>(setting::get).await?;
    let shelf = Shelf::of(&schedule, &ask.house.config.data);
    let file = shelf.file(&name).ok_or_else(Refusal::not_found)?;
    let password = Secret::new(backup_password);
    if let Some(wrong) = proven(&ask, &admin, "backup_password", password).await? {
        return refused(&ask, &admin, None, &wrong, Open::Backup(name)).await;
    }
    let opened = tokio::task::spawn_blocking(move || {
        let file = File::open(file)?;
        let length = file.metadata()?.len();
        Ok::<_, io::Error>((file, length))
    });
    let (file, length) = match opened.await {
        Ok(Ok(opened)) => opened,
        Ok(Err(_)) | Err(_) => return Err(Refusal::not_found()),
    };
    // Written down before the first byte is out.
    let (origin, taken) = (admin.origin(&ask), name.clone());
    ask.house
        .db
        .write::<_, DbError>(move |tx| backup::was_taken(tx, &origin, &taken))
        .await?;
    let mut answer = answer::content(StatusCode::OK, "application/vnd.sqlite3", Bytes::new());
    *answer.body_mut() = Body::pieces(Reading::new(file, length));
    let disposition = name::content_disposition(false, &name);
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        answer
            .headers_mut()
            .insert(header::CONTENT_DISPOSITION, disposition);
    }
    Ok(answer)
}

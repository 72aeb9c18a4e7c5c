//! All replies out of the house as a file, and a file's replies into it.

use super::{
    super::{Room, sheets::Sheets},
    stock,
};
use crate::{
    desk::content::reply_sheet,
    web::{
        answer::Reply,
        request::{AsAdmin, Ask},
    },
};

const SHEETS: Sheets = Sheets {
    room: Room::Replies,
    all: "/admin/replies",
    back: "replies-back",
    file: "quick-replies",
    words: "replies",
};

/// The file.
pub(super) async fn give(ask: Ask, _admin: AsAdmin) -> Reply {
    let stock = stock(&ask).await?;
    SHEETS.give(
        &ask,
        || reply_sheet::write_json(&stock.catalogue),
        || reply_sheet::write_csv(&stock.catalogue),
    )
}

pub(super) async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    SHEETS.page(ask, admin).await
}

pub(super) async fn take(ask: Ask, admin: AsAdmin) -> Reply {
    SHEETS
        .take(ask, admin, reply_sheet::read, reply_sheet::take_in)
        .await
}

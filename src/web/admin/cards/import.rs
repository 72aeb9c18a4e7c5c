//! All cards out of the house as a file, and a file's cards into it.

use super::{
    super::{Room, sheets::Sheets},
    stock,
};
use crate::{
    desk::content::card_sheet,
    web::{
        answer::Reply,
        request::{AsAdmin, Ask},
    },
};

const SHEETS: Sheets = Sheets {
    room: Room::Cards,
    all: "/admin/cards",
    back: "room-cards",
    file: "cards",
    words: "cards",
};

/// The file.
pub(super) async fn give(ask: Ask, _admin: AsAdmin) -> Reply {
    let stock = stock(&ask).await?;
    SHEETS.give(
        &ask,
        || card_sheet::write_json(&stock.catalogue),
        || card_sheet::write_csv(&stock.catalogue),
    )
}

pub(super) async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    SHEETS.page(ask, admin).await
}

pub(super) async fn take(ask: Ask, admin: AsAdmin) -> Reply {
    SHEETS
        .take(ask, admin, card_sheet::read, card_sheet::take_in)
        .await
}

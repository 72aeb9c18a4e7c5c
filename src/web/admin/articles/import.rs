//! All articles out of the house as a file, and a file's articles into it.

use super::{
    super::{Room, sheets::Sheets},
    stock,
};
use crate::{
    desk::content::article_sheet,
    web::{
        answer::Reply,
        request::{AsAdmin, Ask},
    },
};

const SHEETS: Sheets = Sheets {
    room: Room::Articles,
    all: "/admin/articles",
    back: "articles-back",
    file: "articles",
    words: "articles",
};

/// The file.
pub(super) async fn give(ask: Ask, _admin: AsAdmin) -> Reply {
    let stock = stock(&ask).await?;
    SHEETS.give(
        &ask,
        || article_sheet::write_json(&stock.catalogue),
        || article_sheet::write_csv(&stock.catalogue),
    )
}

pub(super) async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    SHEETS.page(ask, admin).await
}

pub(super) async fn take(ask: Ask, admin: AsAdmin) -> Reply {
    SHEETS
        .take(ask, admin, article_sheet::read, article_sheet::take_in)
        .await
}

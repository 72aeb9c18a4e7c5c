//! The password, typed once more before a page that takes everything along.

use serde::Deserialize;

use super::own_session;
use crate::web::{
    answer::{Reply, own_path, see_other},
    fresh::{self, Form},
    request::{AsAgent, Ask},
};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    next: String,
    back: String,
}

pub(super) async fn take(mut ask: Ask, agent: AsAgent) -> Reply {
    own_session(&agent)?;
    let form = Form::of(&mut ask).await?;
    let Typed { next, back } = form.read()?;
    match fresh::ask_first(&ask, &agent, &form, own_path(&back)).await? {
        Some(page) => Ok(page),
        None => match own_path(&next) {
            file if file.starts_with("/people/export") => {
                fresh::file_comes(&agent, file, own_path(&back))
            }
            page => see_other(page),
        },
    }
}

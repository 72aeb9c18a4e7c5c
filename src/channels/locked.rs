//! An account whose keys cannot be read, because the key to them is not here: nobody is asked, nobody is believed, and
//! what is to go out waits until an admin has given them anew, or brought the key back.

use super::{Answer, Fault, Found, Part, Platform};
use crate::desk::{
    account::{Introduction, Trouble},
    dispatch::Parcel,
    post::Post,
};

/// Speaks for such an account.
pub(super) struct Locked;

fn locked<'a, T: Send + 'a>() -> Answer<'a, T> {
    let fault = Fault::Account(Trouble::Locked, String::new());
    Box::pin(std::future::ready(Err(fault)))
}

impl Platform for Locked {
    fn introduce(&self) -> Answer<'_, Introduction> {
        locked()
    }

    fn hear<'a>(&'a self, _: Option<&'a str>) -> Answer<'a, super::Batch> {
        locked()
    }

    fn cut(&self, _: &Parcel) -> Vec<Part> {
        // Something to be refused: how many it would be only its platform knows.
        vec![Part::Text(String::new())]
    }

    fn say<'a>(
        &'a self,
        _: &'a Parcel,
        _: &'a Part,
        _: Option<bytes::Bytes>,
    ) -> Answer<'a, Option<String>> {
        locked()
    }

    fn post<'a>(&'a self, _: &'a Post) -> Answer<'a, ()> {
        locked()
    }

    fn fetch<'a>(&'a self, _: &'a str) -> Answer<'a, Found> {
        locked()
    }

    fn typing<'a>(&'a self, _: &'a str, _: Option<&'a str>) -> Answer<'a, ()> {
        locked()
    }

    fn person<'a>(&'a self, _: &'a str) -> Answer<'a, Option<crate::desk::intake::Sender>> {
        locked()
    }
}

//! What is told of a template that was not filled.

use crate::{
    desk::template::{FillError, LONGEST},
    web::answer::Refusal,
};

impl From<FillError> for Refusal {
    fn from(error: FillError) -> Self {
        match error {
            FillError::Changed => Self::conflict("template-changed"),
            FillError::Empty(name) => Self::bad("template-empty").with("name", name),
            FillError::TooLong(name) => Self::bad("template-long")
                .with("name", name)
                .with("most", LONGEST),
        }
    }
}

//! What is told of acts on the Chats page, and on what stands in chats.

use http::StatusCode;

use crate::{
    desk::{
        amend::AmendError,
        chats::{
            bulk::{self, BulkError, UndoError, Why},
            view::{self, ViewError},
        },
        closing::archive::ArchiveError,
        oversight::OversightError,
        post::PostError,
        privacy::withdrawal::WithdrawError,
        quality::{
            self, ScoreError,
            bookmark::{self, BookmarkError},
        },
    },
    web::answer::Refusal,
};

impl From<AmendError> for Refusal {
    fn from(error: AmendError) -> Self {
        match error {
            AmendError::NotFound => Self::not_found(),
            AmendError::NotYours => Self::new(StatusCode::FORBIDDEN, "not-your-message"),
            AmendError::Unsent => Self::conflict("unsent"),
            AmendError::NotHere => Self::conflict("not-changed-here"),
            AmendError::TooLate => Self::conflict("too-late-to-change"),
            AmendError::OnItsWay => Self::conflict("on-its-way"),
            AmendError::InDoubt => Self::conflict("in-doubt"),
            AmendError::Empty => Self::bad("empty"),
            AmendError::TooLong(length) => Self::bad("too-long").with("length", length),
            AmendError::Say(error) => error.into(),
            AmendError::Db(error) => error.into(),
        }
    }
}

impl From<ArchiveError> for Refusal {
    fn from(error: ArchiveError) -> Self {
        match error {
            ArchiveError::NotFound => Self::not_found(),
            ArchiveError::StillOpen => Self::conflict("archive-open"),
            ArchiveError::WrappingUp(face) => {
                Self::conflict("archive-wrap-up").with("name", face.name)
            }
            ArchiveError::WasOf(face) => Self::conflict("archive-was-of").with("name", face.name),
            ArchiveError::SupervisorsOnly => Self::forbidden_as("supervisors-only"),
            ArchiveError::Db(error) => error.into(),
        }
    }
}

impl From<WithdrawError> for Refusal {
    fn from(error: WithdrawError) -> Self {
        match error {
            WithdrawError::Nothing => Self::conflict("nothing-withdrawn"),
            WithdrawError::Db(error) => error.into(),
        }
    }
}

impl From<BulkError> for Refusal {
    fn from(error: BulkError) -> Self {
        match error {
            BulkError::None => Self::bad("bulk-none"),
            BulkError::TooMany(count) => Self::bad("bulk-too-many")
                .with("count", count)
                .with("most", bulk::MOST),
            BulkError::Close(error) => error.into(),
            BulkError::Forward(error) => error.into(),
            BulkError::Tag(error) => error.into(),
            BulkError::Db(error) => error.into(),
        }
    }
}

impl From<UndoError> for Refusal {
    fn from(error: UndoError) -> Self {
        match error {
            UndoError::TooLate => Self::conflict("undo-too-late"),
            UndoError::Db(error) => error.into(),
        }
    }
}

impl From<Why> for Refusal {
    /// Why one of many chats stayed as it was.
    fn from(why: Why) -> Self {
        match why {
            Why::Already => Self::conflict("bulk-already"),
            Why::Gone => Self::not_found(),
            Why::MovedOn => Self::conflict("bulk-moved-on"),
            Why::Close(error) => error.into(),
            Why::Forward(error) => error.into(),
            Why::Archive(error) => error.into(),
            Why::Reopen(error) => error.into(),
        }
    }
}

impl From<ViewError> for Refusal {
    fn from(error: ViewError) -> Self {
        match error {
            ViewError::NotFound => Self::not_found(),
            ViewError::NoName => Self::bad("view-nameless"),
            ViewError::NameTaken => Self::conflict("view-name-taken"),
            ViewError::TooMany => Self::conflict("view-too-many").with("most", view::MOST),
            ViewError::SupervisorsOnly => Self::forbidden_as("supervisors-only"),
            ViewError::Db(error) => error.into(),
        }
    }
}

impl From<OversightError> for Refusal {
    fn from(error: OversightError) -> Self {
        match error {
            OversightError::NotFound => Self::not_found(),
            OversightError::SupervisorsOnly => Self::forbidden(),
            OversightError::Closed => Self::conflict("closed"),
            OversightError::NotActive => Self::conflict("not-active"),
            OversightError::NoReason => Self::bad("take-over-why"),
            OversightError::Say(error) => error.into(),
            OversightError::Db(error) => error.into(),
        }
    }
}

impl From<PostError> for Refusal {
    /// What a customer is told who wants their chat by mail.
    fn from(error: PostError) -> Self {
        match error {
            PostError::NoMailbox => Self::conflict("no-mailbox"),
            PostError::BadAddress => Self::bad("bad-email"),
            PostError::NotAnswered => Self::conflict("mail-not-answered"),
            PostError::Withdrawn => Self::conflict("consent-withdrawn"),
            PostError::TooMany => Self::new(StatusCode::TOO_MANY_REQUESTS, "mail-too-many"),
            PostError::Outsider | PostError::NotFound => Self::not_found(),
            PostError::Db(error) => error.into(),
        }
    }
}

impl From<ScoreError> for Refusal {
    fn from(error: ScoreError) -> Self {
        match error {
            ScoreError::NotFound => Self::not_found(),
            ScoreError::SupervisorsOnly => Self::forbidden_as("supervisors-only"),
            ScoreError::NotTheirs => Self::bad("score-not-theirs"),
            ScoreError::Own => Self::bad("score-own"),
            ScoreError::NoMarks => Self::bad("score-no-marks"),
            ScoreError::BadMark => Self::bad("score-bad-mark").with("best", quality::BEST),
            ScoreError::TooLong(length) => Self::bad("score-too-long")
                .with("length", length)
                .with("most", quality::LONGEST_NOTE),
            ScoreError::Db(error) => error.into(),
        }
    }
}

impl From<BookmarkError> for Refusal {
    fn from(error: BookmarkError) -> Self {
        match error {
            BookmarkError::NotFound => Self::not_found(),
            BookmarkError::TooMany => {
                Self::conflict("bookmark-too-many").with("most", bookmark::MOST)
            }
            BookmarkError::NotYours(name) => {
                Self::forbidden_as("bookmark-of-another").with("name", name)
            }
            BookmarkError::TooLate => Self::conflict("undo-too-late"),
            BookmarkError::Db(error) => error.into(),
        }
    }
}

impl Refusal {
    fn forbidden_as(code: &'static str) -> Self {
        Self {
            code,
            ..Self::forbidden()
        }
    }
}

//! How each act's errors are told: one status, one word, one sentence, matched exhaustively.

mod articles;
mod chats;
mod team;
mod templates;
mod webhooks;

use http::StatusCode;

use super::answer::Refusal;
use crate::{
    desk::{
        attachment::store::StoreError,
        block::BlockError,
        closing::{
            choice::ChoiceError, close::CloseError, reopen::ReopenError, survey::RateError,
            wrap_up::WrapUpError,
        },
        content::{
            card::CardError, card_sheet, quick_reply::ReplyError, reply_sheet, shelf::ShelfError,
        },
        conversation::{priority::PriorityError, say::SayError, strike::StrikeError, window::Shut},
        customer::{
            edit::EditError,
            field::{FieldError, FillError},
            merge::MergeError,
            note::NoteError,
            position::PositionError,
            profile::ProfileError,
            tag::TagError,
        },
        dispatch::RetryError,
        forward::{ForwardError, LONGEST},
        invite::{AnswerError, AskError, leave::LeaveError},
        outgoing::PutError,
        queue::edit::QueueError,
        routing::offer::DeclineError,
        silence::SilenceError,
        team::{JoinError, account::AccountError, invitation::InviteError},
        waitlist::{claim::ClaimError, give::GiveError},
        window::Why,
    },
    upload,
};

impl From<upload::Refusal> for Refusal {
    fn from(refusal: upload::Refusal) -> Self {
        use upload::Refusal as Why;
        let status = match refusal {
            Why::Empty => StatusCode::BAD_REQUEST,
            Why::TooLarge(_) | Why::TooManyPixels(..) => StatusCode::PAYLOAD_TOO_LARGE,
            Why::Scriptable | Why::NotTaken(_) | Why::Mismatch | Why::Damaged => {
                StatusCode::UNSUPPORTED_MEDIA_TYPE
            }
        };
        let told = Self::new(status, refusal.word());
        match refusal {
            Why::TooLarge(most) => told.with("most", in_megabytes(most)),
            Why::TooManyPixels(width, height) => told.with("width", width).with("height", height),
            Why::NotTaken(found) => told.with("type", found),
            Why::Empty | Why::Scriptable | Why::Mismatch | Why::Damaged => told,
        }
    }
}

/// Bytes as people count them.
fn in_megabytes(bytes: u64) -> String {
    let tenths = bytes * 10 / (1024 * 1024);
    match (tenths / 10, tenths % 10) {
        (whole, 0) => whole.to_string(),
        (whole, tenth) => format!("{whole}.{tenth}"),
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::TooManyFiles | StoreError::TooManyBytes => {
                let mut refusal = Self::new(StatusCode::TOO_MANY_REQUESTS, "file-quota");
                // The day is counted back from now, so that room may come at any hour.
                refusal.retry_after = Some(3600);
                refusal
            }
            StoreError::Damaged | StoreError::OutOfPlace(_) | StoreError::Over => {
                Self::bad("cut-off")
            }
            StoreError::NoRoom => {
                let mut refusal = Self::new(StatusCode::SERVICE_UNAVAILABLE, "storage-low");
                refusal.retry_after = Some(60);
                refusal
            }
            StoreError::Db(error) => error.into(),
        }
    }
}

impl From<SayError> for Refusal {
    fn from(error: SayError) -> Self {
        match error {
            SayError::Empty => Self::bad("empty"),
            SayError::TooLong(length) => Self::bad("too-long").with("length", length),
            SayError::KeyReused => Self::conflict("key-reused"),
            SayError::UnknownAttachment => Self::bad("unknown-attachment"),
            SayError::UnknownQuote => Self::bad("unknown-quote"),
            SayError::NotTakenHere(name) => Self::bad("file-not-here").with("name", name),
            SayError::NotFound => Self::not_found(),
            SayError::TakenBy(name) => Self::conflict("taken").with("name", name),
            SayError::NotClaimed => Self::conflict("not-claimed"),
            SayError::Closed => Self::conflict("closed"),
            SayError::Archived => Self::conflict("archived"),
            SayError::ChangedMeanwhile(ids) => Self::conflict("changed-meanwhile")
                .detail(serde_json::json!({ "message_ids": ids })),
            SayError::WindowClosed(shut) => window_closed(&shut),
            SayError::Withdrawn => Self::conflict("consent-withdrawn"),
            SayError::Sensitive(finds) => super::sensitive::refusal(&finds),
            SayError::Db(error) => error.into(),
        }
    }
}

fn window_closed(shut: &Shut) -> Refusal {
    let mut detail = serde_json::json!({
        "reason": shut.why.word(), "last_customer_message_at": shut.asked_at,
    });
    let refusal = Refusal::conflict("window-closed").with("reason", shut.why.word());
    let refusal = match &shut.why {
        Why::Refused(code) => {
            detail["platform_code"] = code.as_str().into();
            refusal.with("code", code)
        }
        Why::NeverAsked | Why::TimeUp | Why::QuotaUsed | Why::PersonsOnly | Why::Withdrawn => {
            refusal.with("code", "")
        }
    };
    refusal.detail(detail)
}

impl From<PutError> for Refusal {
    fn from(error: PutError) -> Self {
        match error {
            PutError::BadTime => Self::bad("bad-time"),
            PutError::Say(error) => error.into(),
            PutError::Db(error) => error.into(),
        }
    }
}

impl From<RetryError> for Refusal {
    fn from(error: RetryError) -> Self {
        match error {
            RetryError::NotFailed => Self::conflict("not-failed"),
            RetryError::Db(error) => error.into(),
        }
    }
}

impl From<StrikeError> for Refusal {
    fn from(error: StrikeError) -> Self {
        match error {
            StrikeError::NotFound => Self::not_found(),
            StrikeError::NotYours(name) => {
                Self::new(StatusCode::FORBIDDEN, "comment-of-another").with("name", name)
            }
            StrikeError::Db(error) => error.into(),
        }
    }
}

impl From<ClaimError> for Refusal {
    fn from(error: ClaimError) -> Self {
        match error {
            ClaimError::NotFound => Self::not_found(),
            ClaimError::TakenBy(face, at) => Self::conflict("taken")
                .with("name", &face.name)
                .detail(serde_json::json!({ "agent_id": face.id, "name": face.name, "at": at })),
            ClaimError::Closed => Self::conflict("closed"),
            ClaimError::HeldFor(face) => Self::conflict("held-for")
                .with("name", &face.name)
                .detail(serde_json::json!({ "agent_id": face.id, "name": face.name })),
            ClaimError::OtherQueue => Self::new(StatusCode::FORBIDDEN, "other-queue"),
            ClaimError::WrappingUp => Self::conflict("wrapping-up"),
            ClaimError::AtLimit(limit) => Self::conflict("at-limit").with("limit", limit),
            ClaimError::Db(error) => error.into(),
        }
    }
}

impl From<DeclineError> for Refusal {
    fn from(error: DeclineError) -> Self {
        match error {
            DeclineError::NotHeld => Self::conflict("not-held"),
            DeclineError::Db(error) => error.into(),
        }
    }
}

impl From<QueueError> for Refusal {
    fn from(error: QueueError) -> Self {
        match error {
            QueueError::NoName => Self::bad("queue-nameless"),
            QueueError::NameTaken => Self::conflict("queue-taken"),
            QueueError::NotFound => Self::not_found(),
            QueueError::InUse => Self::conflict("queue-in-use"),
            QueueError::Db(error) => error.into(),
        }
    }
}

impl From<WrapUpError> for Refusal {
    fn from(error: WrapUpError) -> Self {
        match error {
            WrapUpError::NotYours => Self::conflict("no-wrap-up"),
            WrapUpError::Db(error) => error.into(),
        }
    }
}

impl From<SilenceError> for Refusal {
    fn from(error: SilenceError) -> Self {
        match error {
            SilenceError::Over => Self::conflict("silence-over"),
            SilenceError::Db(error) => error.into(),
        }
    }
}

impl From<PriorityError> for Refusal {
    fn from(error: PriorityError) -> Self {
        match error {
            PriorityError::NotFound => Self::not_found(),
            PriorityError::TakenBy(face) => Self::conflict("taken").with("name", face.name),
            PriorityError::Closed => Self::conflict("closed"),
            PriorityError::Db(error) => error.into(),
        }
    }
}

impl From<GiveError> for Refusal {
    fn from(error: GiveError) -> Self {
        match error {
            GiveError::NotFound => Self::not_found(),
            GiveError::TakenBy(face) => Self::conflict("taken").with("name", face.name),
            GiveError::NotActive => Self::conflict("not-active"),
            GiveError::NoSuchAgent => Self::bad("no-such-agent"),
            GiveError::Db(error) => error.into(),
        }
    }
}

impl From<ForwardError> for Refusal {
    fn from(error: ForwardError) -> Self {
        match error {
            ForwardError::NotFound => Self::not_found(),
            ForwardError::TakenBy(face) => Self::conflict("taken").with("name", face.name),
            ForwardError::Closed => Self::conflict("closed"),
            ForwardError::NoSuchQueue => Self::bad("no-such-queue"),
            ForwardError::NotYourQueue => Self::bad("not-your-queue"),
            ForwardError::NoSuchAgent => Self::bad("no-such-agent"),
            ForwardError::ToYourself => Self::bad("forward-to-yourself"),
            ForwardError::NotThere(name) => Self::bad("not-there").with("name", name),
            ForwardError::NoSuchType => Self::bad("no-such-type"),
            ForwardError::NoteTooLong(length) => Self::bad("forward-note-too-long")
                .with("length", length)
                .with("most", LONGEST),
            ForwardError::NoTime(why) => super::forwarding::no_time(why),
            ForwardError::NowhereToEscalate => Self::conflict("nowhere-to-escalate"),
            ForwardError::Db(error) => error.into(),
        }
    }
}

impl From<AskError> for Refusal {
    fn from(error: AskError) -> Self {
        match error {
            AskError::NotFound => Self::not_found(),
            AskError::NotActive => Self::conflict("not-active"),
            AskError::NotInside => Self::new(StatusCode::FORBIDDEN, "not-inside"),
            AskError::NoSuchAgent => Self::bad("no-such-agent"),
            AskError::Offline(face) => Self::conflict("colleague-offline").with("name", face.name),
            AskError::Inside(face) => Self::conflict("colleague-inside").with("name", face.name),
            AskError::Db(error) => error.into(),
        }
    }
}

impl From<AnswerError> for Refusal {
    fn from(error: AnswerError) -> Self {
        match error {
            AnswerError::NotFound => Self::not_found(),
            AnswerError::Over(outcome) => {
                Self::conflict("invite-over").detail(serde_json::json!({ "outcome": outcome }))
            }
            AnswerError::Db(error) => error.into(),
        }
    }
}

impl From<LeaveError> for Refusal {
    fn from(error: LeaveError) -> Self {
        match error {
            LeaveError::NotFound => Self::not_found(),
            LeaveError::NotInside => Self::new(StatusCode::FORBIDDEN, "not-inside"),
            LeaveError::LastInside => Self::conflict("last-inside"),
            LeaveError::NoSuccessor => Self::bad("no-successor"),
            LeaveError::NotAmongThem => Self::bad("not-among-them"),
            LeaveError::Db(error) => error.into(),
        }
    }
}

impl From<CloseError> for Refusal {
    fn from(error: CloseError) -> Self {
        match error {
            CloseError::NotFound => Self::not_found(),
            CloseError::TakenBy(face) => Self::conflict("taken").with("name", face.name),
            CloseError::TypeRequired => Self::bad("type-required"),
            CloseError::ReasonRequired => Self::bad("reason-required"),
            CloseError::UnknownChoice => Self::bad("unknown-choice"),
            CloseError::Db(error) => error.into(),
        }
    }
}

impl From<ReopenError> for Refusal {
    fn from(error: ReopenError) -> Self {
        match error {
            ReopenError::NotFound => Self::not_found(),
            ReopenError::OtherOpen(id) => {
                Self::conflict("other-open").detail(serde_json::json!({ "conversation_id": id }))
            }
            ReopenError::Blocked => Self::conflict("customer-blocked"),
            ReopenError::Archived => Self::conflict("archived"),
            ReopenError::Db(error) => error.into(),
        }
    }
}

impl From<RateError> for Refusal {
    fn from(error: RateError) -> Self {
        match error {
            RateError::NotAsked => Self::not_found(),
            RateError::OutOfRange => Self::bad("rating-range"),
            RateError::TooLate => Self::new(StatusCode::CONFLICT, "rating-closed"),
            RateError::Db(error) => error.into(),
        }
    }
}

impl From<ProfileError> for Refusal {
    fn from(error: ProfileError) -> Self {
        match error {
            ProfileError::BadEmail => Self::bad("bad-email"),
            ProfileError::Db(error) => error.into(),
        }
    }
}

impl From<EditError> for Refusal {
    fn from(error: EditError) -> Self {
        match error {
            EditError::NotFound => Self::not_found(),
            EditError::Conflict(newer) => Self::conflict("customer-changed")
                .detail(serde_json::json!({ "revision": newer.revision, "customer": newer })),
            EditError::BadEmail => Self::bad("bad-email"),
            EditError::BadLanguage => Self::bad("bad-language"),
            EditError::Db(error) => error.into(),
        }
    }
}

impl From<TagError> for Refusal {
    fn from(error: TagError) -> Self {
        match error {
            TagError::NoName => Self::bad("tag-nameless"),
            TagError::NameTaken => Self::conflict("tag-taken"),
            TagError::BadColour => Self::bad("tag-colour"),
            TagError::Itself => Self::bad("tag-itself"),
            TagError::NotFound => Self::not_found(),
            TagError::Db(error) => error.into(),
        }
    }
}

impl From<BlockError> for Refusal {
    fn from(error: BlockError) -> Self {
        match error {
            BlockError::NotFound => Self::not_found(),
            BlockError::NoReason => Self::bad("block-no-reason"),
            BlockError::NoMessage => Self::bad("block-no-message"),
            BlockError::NoAddress => Self::bad("block-no-address"),
            BlockError::Already => Self::conflict("block-already"),
            BlockError::TakenBy(face) => Self::conflict("taken").with("name", face.name),
            BlockError::NotYours(face) => {
                let mut refusal = Self::forbidden().with("name", &face.name);
                refusal.code = "block-not-yours";
                refusal
            }
            BlockError::Db(error) => error.into(),
        }
    }
}

impl From<MergeError> for Refusal {
    fn from(error: MergeError) -> Self {
        match error {
            MergeError::NotFound => Self::not_found(),
            MergeError::Itself => Self::bad("merge-itself"),
            MergeError::Blocked => Self::conflict("merge-blocked"),
            MergeError::TooLate => Self::conflict("merge-too-late"),
            MergeError::MergedOn => Self::conflict("merge-merged-on"),
            MergeError::Db(error) => error.into(),
        }
    }
}

impl From<PositionError> for Refusal {
    fn from(error: PositionError) -> Self {
        match error {
            PositionError::NotFound => Self::not_found(),
            PositionError::NotOnEarth => Self::bad("not-on-earth"),
            PositionError::Db(error) => error.into(),
        }
    }
}

impl From<FieldError> for Refusal {
    fn from(error: FieldError) -> Self {
        match error {
            FieldError::NoName => Self::bad("no-name"),
            FieldError::NameTaken => Self::conflict("name-taken"),
            FieldError::FewChoices => Self::bad("field-few-choices"),
            FieldError::ManyChoices => Self::bad("field-many-choices"),
            FieldError::ManyFields => Self::bad("field-many"),
            FieldError::NotFound => Self::not_found(),
            FieldError::Db(error) => error.into(),
        }
    }
}

impl From<FillError> for Refusal {
    fn from(error: FillError) -> Self {
        match error {
            FillError::NotFound => Self::not_found(),
            FillError::BadNumber => Self::bad("bad-number"),
            FillError::BadDate => Self::bad("bad-date"),
            FillError::NotAChoice => Self::bad("not-a-choice"),
            FillError::BadLink => Self::bad("bad-link"),
            FillError::Conflict(theirs) => {
                Self::conflict("customer-changed").detail(serde_json::json!({ "value": theirs }))
            }
            FillError::Db(error) => error.into(),
        }
    }
}

impl From<NoteError> for Refusal {
    fn from(error: NoteError) -> Self {
        match error {
            NoteError::Empty => Self::bad("note-empty"),
            NoteError::TooLong(length) => Self::bad("note-too-long").with("length", length),
            NoteError::NotFound => Self::not_found(),
            NoteError::NotYours(author) => {
                let mut refusal = Self::forbidden().with("name", &author.name);
                refusal.code = "note-not-yours";
                refusal
            }
            NoteError::Db(error) => error.into(),
        }
    }
}

impl From<JoinError> for Refusal {
    fn from(error: JoinError) -> Self {
        match error {
            JoinError::EmailTaken => Self::conflict("email-taken"),
            JoinError::BadEmail => Self::bad("bad-email"),
            JoinError::NoName => Self::bad("no-name"),
            JoinError::Db(error) => error.into(),
        }
    }
}

impl From<AccountError> for Refusal {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::NotFound => Self::not_found(),
            AccountError::NoName => Self::bad("no-name"),
            AccountError::BadLimit => Self::bad("bad-limit"),
            AccountError::LastAdmin => Self::conflict("last-admin"),
            AccountError::ChangedMeanwhile => Self::conflict("password-changed-meanwhile"),
            AccountError::Db(error) => error.into(),
        }
    }
}

impl From<InviteError> for Refusal {
    fn from(error: InviteError) -> Self {
        match error {
            InviteError::BadEmail => Self::bad("bad-email"),
            InviteError::EmailTaken => Self::conflict("email-taken"),
            InviteError::NoSuchAgent => Self::not_found(),
            InviteError::Db(error) => error.into(),
        }
    }
}

impl From<ChoiceError> for Refusal {
    fn from(error: ChoiceError) -> Self {
        match error {
            ChoiceError::NoName => Self::bad("no-name"),
            ChoiceError::NameTaken => Self::conflict("name-taken"),
            ChoiceError::NotFound => Self::not_found(),
            ChoiceError::Db(error) => error.into(),
        }
    }
}

impl From<ShelfError> for Refusal {
    fn from(error: ShelfError) -> Self {
        match error {
            ShelfError::NoName => Self::bad("no-name"),
            ShelfError::NameTaken => Self::conflict("name-taken"),
            ShelfError::NotFound => Self::not_found(),
            ShelfError::Db(error) => error.into(),
        }
    }
}

impl From<ReplyError> for Refusal {
    fn from(error: ReplyError) -> Self {
        match error {
            ReplyError::NoName => Self::bad("no-name"),
            ReplyError::NameTaken => Self::conflict("name-taken"),
            ReplyError::NoTopic | ReplyError::NotFound => Self::not_found(),
            ReplyError::NoText => Self::bad("empty"),
            ReplyError::TooLong(_, length) => Self::bad("too-long").with("length", length),
            ReplyError::BadLanguage(_) | ReplyError::Twice(_) => Self::bad("bad-language"),
            ReplyError::Conflict(_) => Self::conflict("reply-changed"),
            ReplyError::Db(error) => error.into(),
        }
    }
}

impl From<reply_sheet::TakeError> for Refusal {
    fn from(error: reply_sheet::TakeError) -> Self {
        use reply_sheet::TakeError as Why;
        match error {
            Why::Topic(error) => error.into(),
            Why::Reply(error) => error.into(),
            Why::Db(error) => error.into(),
        }
    }
}

impl From<CardError> for Refusal {
    fn from(error: CardError) -> Self {
        match error {
            CardError::NoName => Self::bad("no-name"),
            CardError::NameTaken => Self::conflict("name-taken"),
            CardError::NoFolder => Self::not_found(),
            CardError::NotFound => Self::conflict("card-gone"),
            CardError::NoText | CardError::NoTitle(_) => Self::bad("empty"),
            CardError::UnknownPicture => Self::bad("unknown-attachment"),
            CardError::BadLink(..) => Self::bad("bad-card-link"),
            CardError::BadLanguage(_) | CardError::Twice(_) => Self::bad("bad-language"),
            CardError::Conflict(_) => Self::conflict("card-changed"),
            CardError::NotCarried => Self::conflict("card-not-carried"),
            CardError::Db(error) => error.into(),
        }
    }
}

impl From<card_sheet::TakeError> for Refusal {
    fn from(error: card_sheet::TakeError) -> Self {
        use card_sheet::TakeError as Why;
        match error {
            Why::Folder(error) => error.into(),
            Why::Card(error) => error.into(),
            Why::Db(error) => error.into(),
        }
    }
}

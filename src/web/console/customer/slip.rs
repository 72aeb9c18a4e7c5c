//! What an agent typed and the house could not take: it stays in its field, with the reason beside it.

use crate::{
    base::id::FieldId,
    desk::customer::{Customer, edit::Edit},
};

/// A field of the customer that is edited in place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::web) enum Field {
    /// As the team calls them.
    Name,
    /// Address.
    Email,
    /// Number.
    Phone,
    /// Firm.
    Company,
    /// BCP 47 code.
    Language,
}

impl Field {
    /// Its word in forms.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Company => "company",
            Self::Language => "language",
        }
    }

    /// The field of this word.
    pub(super) fn from_word(word: &str) -> Option<Self> {
        [
            Self::Name,
            Self::Email,
            Self::Phone,
            Self::Company,
            Self::Language,
        ]
        .into_iter()
        .find(|field| field.word() == word)
    }

    /// What stands in it.
    pub(super) fn of(self, customer: &Customer) -> &str {
        match self {
            Self::Name => &customer.name,
            Self::Email => &customer.email,
            Self::Phone => &customer.phone,
            Self::Company => &customer.company,
            Self::Language => &customer.language,
        }
    }

    /// The edit that writes `value` into it.
    pub(super) fn edit(self, value: String) -> Edit {
        let value = Some(value);
        match self {
            Self::Name => Edit {
                name: value,
                ..Edit::default()
            },
            Self::Email => Edit {
                email: value,
                ..Edit::default()
            },
            Self::Phone => Edit {
                phone: value,
                ..Edit::default()
            },
            Self::Company => Edit {
                company: value,
                ..Edit::default()
            },
            Self::Language => Edit {
                language: value,
                ..Edit::default()
            },
        }
    }
}

/// Where it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::web) enum Spot {
    /// In a field.
    Field(Field),
    /// In a field of the team's own.
    Own(FieldId),
    /// Where tags are added.
    Tag,
    /// Where notes are written.
    Note,
}

/// What was typed and not taken.
#[derive(Debug, Clone)]
pub(in crate::web) struct Slip {
    /// Where.
    pub(super) spot: Spot,
    /// What.
    pub(super) typed: String,
    /// Why not, in the agent's language.
    pub(super) reason: String,
    /// What a colleague wrote there meanwhile.
    pub(super) theirs: Option<String>,
}

//! Changing what is known of a customer, without two agents overwriting each other unseen.

use super::{Customer, by_id, changed, merge};
use crate::{
    base::{id::CustomerId, text},
    db::{DbError, Tx, named_params},
};

/// What to change; `None` leaves a field as it is.
#[derive(Debug, Clone, Default)]
pub struct Edit {
    /// As the team calls them; may be emptied.
    pub name: Option<String>,
    /// Address; may be emptied.
    pub email: Option<String>,
    /// Number; may be emptied.
    pub phone: Option<String>,
    /// Firm; may be emptied.
    pub company: Option<String>,
    /// BCP 47 code; empty: the channel's.
    pub language: Option<String>,
}

/// Why a customer stayed as they were.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// There is no such customer.
    #[error("there is no such customer")]
    NotFound,
    /// A colleague changed something since; this is how it stands now.
    #[error("a colleague has just changed this customer")]
    Conflict(Box<Customer>),
    /// The address could not be delivered to.
    #[error("this does not look like a mail address")]
    BadEmail,
    /// Not the code of a language.
    #[error("this is not the code of a language")]
    BadLanguage,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Changes a customer whose revision the editor saw as `seen`. What is so already succeeds whatever
/// was seen, so that a repeated request is answered like the first.
pub fn edit(
    tx: &mut Tx<'_>,
    id: CustomerId,
    seen: i64,
    edit: &Edit,
) -> Result<Customer, EditError> {
    let known = merge::who_is(tx, id)?;
    let customer = by_id(tx, known)?.ok_or(EditError::NotFound)?;
    let wanted = apply(&customer, edit)?;
    if wanted == customer {
        return Ok(customer);
    }
    // Whoever saw one who was found to be another has not seen that other.
    let (is_another, id) = (known != id, known);
    if is_another || customer.revision != seen {
        return Err(EditError::Conflict(Box::new(customer)));
    }
    tx.execute(
        "update customer set name = :name, email = :email, phone = :phone, company = :company,
           language = :language, revision = revision + 1
         where id = :id",
        named_params! {
            ":name": wanted.name, ":email": wanted.email, ":phone": wanted.phone,
            ":company": wanted.company, ":language": wanted.language, ":id": id,
        },
    )?;
    changed(tx, id)?;
    by_id(tx, id)?.ok_or(EditError::NotFound)
}

fn apply(customer: &Customer, edit: &Edit) -> Result<Customer, EditError> {
    let line = |new: &Option<String>, old: &str, limit| {
        new.as_deref()
            .map_or_else(|| old.to_owned(), |new| text::clean_line(new, limit))
    };
    let email = line(&edit.email, &customer.email, 254);
    if edit.email.is_some() && !email.is_empty() && !text::is_email(&email) {
        return Err(EditError::BadEmail);
    }
    let language = line(&edit.language, &customer.language, 35);
    if !language
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || c == '-')
    {
        return Err(EditError::BadLanguage);
    }
    Ok(Customer {
        name: line(&edit.name, &customer.name, 120),
        email,
        phone: line(&edit.phone, &customer.phone, 40),
        company: line(&edit.company, &customer.company, 120),
        language,
        ..customer.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        db::memory::Memory,
        desk::{
            cast,
            conversation::{self, Record},
            customer,
            event::{Event, Kind},
        },
    };

    fn named(name: &str) -> Edit {
        Edit {
            name: Some(name.to_owned()),
            ..Edit::default()
        }
    }

    #[test]
    fn a_new_name_is_seen_in_every_list() {
        let mut memory = Memory::new();
        let chat = memory
            .act(|tx| cast::waiting_chat(tx, "Hannah", "Hello"))
            .unwrap();
        let load = |memory: &mut Memory| {
            memory
                .act(|tx| conversation::by_id(tx, chat.conversation))
                .unwrap()
                .unwrap()
        };
        let id = load(&mut memory).customer;
        memory.announced.clear();
        let after = memory
            .act(|tx| edit(tx, id, 0, &named(" Hannah\u{202E} Vogel ")))
            .unwrap();
        assert_eq!((after.name.as_str(), after.revision), ("Hannah Vogel", 1));
        assert_eq!(after.email, "hannah@post.example");
        assert_eq!(load(&mut memory).customer_name, "Hannah Vogel");
        let told: Vec<&Event> = memory
            .announced
            .iter()
            .filter_map(|announcement| announcement.downcast_ref())
            .collect();
        assert_eq!(told[0].kind, Kind::Customer);
        let record: customer::Record = told[0].parse().unwrap();
        assert_eq!(record.customer, after);
        let record: Record = told[1].parse().unwrap();
        assert_eq!(record.customer_name, "Hannah Vogel");
    }

    #[test]
    fn two_editors_do_not_overwrite_each_other_unseen() {
        let mut memory = Memory::new();
        let id = memory.act(|tx| customer::create(tx, "Hannah", "")).unwrap();
        memory.act(|tx| edit(tx, id, 0, &named("Hanna"))).unwrap();
        let late = Edit {
            phone: Some("+49 30 5550".to_owned()),
            ..Edit::default()
        };
        match memory.act(|tx| edit(tx, id, 0, &late)) {
            Err(EditError::Conflict(newer)) => assert_eq!(newer.name, "Hanna"),
            other => panic!("{other:?}"),
        }
        let merged = memory.act(|tx| edit(tx, id, 1, &late)).unwrap();
        assert_eq!((merged.name.as_str(), merged.revision), ("Hanna", 2));
        // A lost answer and its retry.
        let again = memory.act(|tx| edit(tx, id, 1, &late)).unwrap();
        assert_eq!(again.revision, 2);
    }

    #[test]
    fn what_cannot_be_right_is_refused() {
        let mut memory = Memory::new();
        let id = memory
            .act(|tx| customer::create(tx, "Hannah", "hannah@post.example"))
            .unwrap();
        let email = |email: &str| Edit {
            email: Some(email.to_owned()),
            ..Edit::default()
        };
        let language = |code: &str| Edit {
            language: Some(code.to_owned()),
            ..Edit::default()
        };
        let mut refused = |change: Edit| memory.act(|tx| edit(tx, id, 0, &change)).err();
        assert!(matches!(
            refused(email("hannah@")),
            Some(EditError::BadEmail)
        ));
        assert!(matches!(
            refused(language("de'; --")),
            Some(EditError::BadLanguage)
        ));
        assert!(refused(language("")).is_none());
        assert!(refused(email("")).is_none());
        let nobody = memory.act(|tx| edit(tx, CustomerId(99), 0, &named("X")));
        assert!(matches!(nobody, Err(EditError::NotFound)));
    }
}

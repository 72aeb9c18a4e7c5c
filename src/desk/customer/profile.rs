//! What visitors say of themselves after they have begun.

use super::{by_id, changed, identity, visitor::Visitor};
use crate::{
    base::text,
    db::{DbError, Tx, named_params},
    desk::guard,
};

/// What a visitor says; `None` leaves a field as it is.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// How they want to be called.
    pub name: Option<String>,
    /// Where they can be written to. It identifies nobody.
    pub email: Option<String>,
    /// BCP 47 code.
    pub language: Option<String>,
}

/// Why nothing was taken down.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    /// The address could not be delivered to.
    #[error("this does not look like a mail address")]
    BadEmail,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Takes down what a visitor says of themselves. It stands on their account; the customer's own name
/// and address follow only while the team has not written others: their word is not overwritten.
pub fn tell(tx: &mut Tx<'_>, visitor: Visitor, profile: &Profile) -> Result<(), ProfileError> {
    let gone = || DbError::Panicked(format!("visitor {} is gone", visitor.identity));
    let account = identity::by_id(tx, visitor.identity)?.ok_or_else(gone)?;
    let customer = by_id(tx, visitor.customer)?.ok_or_else(gone)?;
    let line = |new: &Option<String>, old: &str, limit| {
        new.as_deref()
            .map(|new| text::clean_line(new, limit))
            .filter(|new| !new.is_empty())
            .unwrap_or_else(|| old.to_owned())
    };
    let username = line(&profile.name, &account.username, 120);
    let username = guard::mask_incoming(tx, &username)?.into_owned();
    let email = line(&profile.email, &account.email, 254);
    let language = line(&profile.language, &account.language, 35);
    if email != account.email && !text::is_email(&email) {
        return Err(ProfileError::BadEmail);
    }
    tx.execute(
        "update identity set username = :username, email = :email, language = :language
         where id = :id",
        named_params! {
            ":username": username, ":email": email, ":language": language, ":id": account.id,
        },
    )?;
    let follow = |old: &str, said_before: &str, said: &str| {
        if old.is_empty() || old == said_before {
            said.to_owned()
        } else {
            old.to_owned()
        }
    };
    let name = follow(&customer.name, &account.username, &username);
    let address = follow(&customer.email, &account.email, &email);
    if name == customer.name && address == customer.email {
        return Ok(());
    }
    tx.execute(
        "update customer set name = :name, email = :email, revision = revision + 1 where id = :id",
        named_params! { ":name": name, ":email": address, ":id": customer.id },
    )?;
    Ok(changed(tx, customer.id)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        db::memory::Memory,
        desk::{
            cast,
            customer::edit::{Edit, edit},
        },
    };

    fn called(name: &str) -> Profile {
        Profile {
            name: Some(name.to_owned()),
            ..Profile::default()
        }
    }

    #[test]
    fn a_stranger_s_name_is_taken_until_the_team_writes_another() {
        let mut memory = Memory::new();
        let visitor = memory.act(|tx| cast::visitor(tx, "")).unwrap();
        let names = |memory: &mut Memory| {
            memory
                .act(|tx| {
                    let customer = by_id(tx, visitor.customer)?.unwrap();
                    let account = identity::by_id(tx, visitor.identity)?.unwrap();
                    Ok::<_, DbError>((customer.name, account.username))
                })
                .unwrap()
        };
        memory.act(|tx| tell(tx, visitor, &called("Vera"))).unwrap();
        assert_eq!(names(&mut memory), ("Vera".into(), "Vera".into()));
        memory
            .act(|tx| tell(tx, visitor, &called("Vera B")))
            .unwrap();
        assert_eq!(names(&mut memory).0, "Vera B");
        let ours = Edit {
            name: Some("Vera Belova".to_owned()),
            ..Edit::default()
        };
        memory
            .act(|tx| edit(tx, visitor.customer, 2, &ours))
            .unwrap();
        memory.act(|tx| tell(tx, visitor, &called("V."))).unwrap();
        assert_eq!(names(&mut memory), ("Vera Belova".into(), "V.".into()));
    }

    #[test]
    fn an_address_that_cannot_be_is_refused_and_nothing_changes() {
        let mut memory = Memory::new();
        let visitor = memory.act(|tx| cast::visitor(tx, "Vera")).unwrap();
        let wrong = Profile {
            name: Some("Vera B".to_owned()),
            email: Some("vera@".to_owned()),
            ..Profile::default()
        };
        let refused = memory.act(|tx| tell(tx, visitor, &wrong));
        assert!(matches!(refused, Err(ProfileError::BadEmail)));
        let customer = memory
            .act(|tx| by_id(tx, visitor.customer))
            .unwrap()
            .unwrap();
        assert_eq!(customer.name, "Vera");
    }
}

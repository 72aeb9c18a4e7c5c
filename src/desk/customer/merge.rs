//! Two customers who are found to be one, and two again: what was theirs stands with the one who stays,
//! and for 30 days it is known what came from whom.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Customer, by_id, changed, field};
use crate::{
    base::{
        id::{ConversationId, CustomerId, FieldId, IdentityId, MergeId, NoteId, TagId},
        time::Timestamp,
    },
    db::{DbError, Reader, Tx, named_params},
    desk::{
        audit::{self, Origin},
        team::{Agent, Face},
    },
};

/// For so long it can be undone.
pub const UNDOABLE: Duration = Duration::from_secs(30 * 24 * 3600);

/// Whose word stands where both have one. `true`: that of the one who goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Choice {
    /// Of the name.
    pub name: bool,
    /// Of the address.
    pub email: bool,
    /// Of the number.
    pub phone: bool,
    /// Of the firm.
    pub company: bool,
    /// Of the language.
    pub language: bool,
}

/// Why two customers stayed two, or one stayed one.
#[derive(Debug, thiserror::Error)]
pub enum MergeError {
    /// There is no such customer or merge.
    #[error("there is no such customer")]
    NotFound,
    /// Nobody is merged with themselves.
    #[error("this is one customer already")]
    Itself,
    /// One of them is blocked, and the other would be without a word.
    #[error("one of the two is blocked")]
    Blocked,
    /// The 30 days are over.
    #[error("this is too long ago")]
    TooLate,
    /// Whoever stayed was merged with somebody else since.
    #[error("they were merged with somebody else since")]
    MergedOn,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What came from the one who went, and what it replaced.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Moved {
    identities: Vec<IdentityId>,
    conversations: Vec<ConversationId>,
    notes: Vec<NoteId>,
    tags: Vec<TagId>,
    fields: Vec<FieldId>,
    /// The one who stays as they were, and as they became.
    before: Words,
    after: Words,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Words {
    name: String,
    email: String,
    phone: String,
    company: String,
    language: String,
}

impl Words {
    fn of(customer: &Customer) -> Self {
        Self {
            name: customer.name.clone(),
            email: customer.email.clone(),
            phone: customer.phone.clone(),
            company: customer.company.clone(),
            language: customer.language.clone(),
        }
    }

    /// Each word that stands, and the other's where there is none.
    fn joined(&self, other: &Self, choice: Choice) -> Self {
        let pick = |own: &String, other: &String, takes_other: bool| {
            if own.is_empty() || (takes_other && !other.is_empty()) {
                other.clone()
            } else {
                own.clone()
            }
        };
        Self {
            name: pick(&self.name, &other.name, choice.name),
            email: pick(&self.email, &other.email, choice.email),
            phone: pick(&self.phone, &other.phone, choice.phone),
            company: pick(&self.company, &other.company, choice.company),
            language: pick(&self.language, &other.language, choice.language),
        }
    }

    fn all(&self) -> [&str; 5] {
        [
            &self.name,
            &self.email,
            &self.phone,
            &self.company,
            &self.language,
        ]
    }

    fn all_mut(&mut self) -> [&mut String; 5] {
        [
            &mut self.name,
            &mut self.email,
            &mut self.phone,
            &mut self.company,
            &mut self.language,
        ]
    }

    fn write(&self, tx: &mut Tx<'_>, id: CustomerId) -> Result<(), DbError> {
        tx.execute(
            "update customer set name = :name, email = :email, phone = :phone, company = :company,
               language = :language, revision = revision + 1
             where id = :id",
            named_params! {
                ":name": self.name, ":email": self.email, ":phone": self.phone,
                ":company": self.company, ":language": self.language, ":id": id,
            },
        )?;
        Ok(())
    }
}

/// A merge that can still be undone.
#[derive(Debug, Clone)]
pub struct Merge {
    /// Its id.
    pub id: MergeId,
    /// Who went.
    pub gone: Customer,
    /// Who merged them.
    pub agent: Face,
    /// When.
    pub at: Timestamp,
}

/// Makes one customer of two: `gone` is `kept` from now on, with all their accounts, chats, notes and tags.
pub fn merge(
    tx: &mut Tx<'_>,
    agent: &Agent,
    origin: &Origin,
    kept: CustomerId,
    gone: CustomerId,
    choice: Choice,
) -> Result<MergeId, MergeError> {
    if kept == gone {
        return Err(MergeError::Itself);
    }
    let (stays, goes) = (standing(tx, kept)?, standing(tx, gone)?);
    let is_blocked = tx.exists(
        "select 1 from block where customer_id in (?1, ?2) and lifted_at is null",
        (kept, gone),
    )?;
    if is_blocked {
        return Err(MergeError::Blocked);
    }
    let before = Words::of(&stays);
    let after = before.joined(&Words::of(&goes), choice);
    let moved = Moved {
        identities: move_all(tx, "identity", gone, kept)?,
        conversations: move_all(tx, "conversation", gone, kept)?,
        notes: move_all(tx, "note", gone, kept)?,
        tags: lend_tags(tx, gone, kept)?,
        fields: lend_fields(tx, gone, kept)?,
        before,
        after,
    };
    moved.after.write(tx, kept)?;
    tx.execute(
        "update customer set merged_into = ?2, revision = revision + 1 where id = ?1",
        (gone, kept),
    )?;
    let now = tx.now;
    tx.execute(
        "insert into merge (kept_id, gone_id, agent_id, at, moved) values (:kept, :gone, :agent, :now, :moved)",
        named_params! {
            ":kept": kept, ":gone": gone, ":agent": agent.id, ":now": now,
            ":moved": serde_json::to_string(&moved).expect("ids and words are plain data"),
        },
    )?;
    let id = MergeId(tx.last_insert_id());
    changed(tx, kept)?;
    audit::log_with(
        tx,
        origin,
        "customers_merged",
        &audit::customer(kept),
        &audit::customer(gone),
    )?;
    Ok(id)
}

/// A customer who stands by themselves.
fn standing(reader: &Reader<'_>, id: CustomerId) -> Result<Customer, MergeError> {
    // Who is being erased takes along whatever is theirs when it comes to its turn, and leaves none of it behind.
    let is_going = reader.exists(
        "select 1 from erasure indexed by erasure_under_way
         where done_at is null and exists (select 1 from json_each(customers) where value = ?1)",
        [id],
    )?;
    if is_going || merged_into(reader, id)?.is_some() {
        return Err(MergeError::NotFound);
    }
    by_id(reader, id)?.ok_or(MergeError::NotFound)
}

/// Whom a customer was found to be, through however many merges.
pub fn merged_into(reader: &Reader<'_>, id: CustomerId) -> Result<Option<CustomerId>, DbError> {
    let mut found = None;
    let mut at = id;
    // Each step leads to another row; a merge never leads back.
    loop {
        let next: Option<Option<CustomerId>> = reader.find(
            "select merged_into from customer where id = ?1",
            [at],
            |row| row.get(0),
        )?;
        match next.flatten() {
            Some(next) => {
                found = Some(next);
                at = next;
            }
            None => return Ok(found),
        }
    }
}

/// Who a customer is by now: themselves, or whom they were found to be. A page that was open before a merge goes on
/// naming the one who went, and what is written there is about the one who stayed.
pub fn who_is(reader: &Reader<'_>, id: CustomerId) -> Result<CustomerId, DbError> {
    Ok(merged_into(reader, id)?.unwrap_or(id))
}

/// Whether a merge into this customer was taken back already.
pub fn is_undone(reader: &Reader<'_>, kept: CustomerId, id: MergeId) -> Result<bool, DbError> {
    reader.exists(
        "select 1 from merge where id = ?1 and kept_id = ?2 and undone_at is not null",
        (id, kept),
    )
}

/// Gives all rows of one customer to another, and answers which they were.
fn move_all<I: rusqlite::types::FromSql>(
    tx: &mut Tx<'_>,
    table: &str,
    from: CustomerId,
    to: CustomerId,
) -> Result<Vec<I>, DbError> {
    let ids = tx.list(
        &format!("select id from {table} where customer_id = ?1 order by id"),
        [from],
        |row| row.get(0),
    )?;
    tx.execute(
        &format!("update {table} set customer_id = ?2 where customer_id = ?1"),
        (from, to),
    )?;
    Ok(ids)
}

/// The one who goes keeps their tags, so that they have them again when they come back.
fn lend_tags(tx: &mut Tx<'_>, from: CustomerId, to: CustomerId) -> Result<Vec<TagId>, DbError> {
    let tags = tx.list(
        "select tag_id from customer_tag where customer_id = ?1
           and tag_id not in (select tag_id from customer_tag where customer_id = ?2)",
        (from, to),
        |row| row.get(0),
    )?;
    for tag in &tags {
        tx.execute(
            "insert into customer_tag (customer_id, tag_id) values (?1, ?2)",
            (to, tag),
        )?;
    }
    Ok(tags)
}

fn lend_fields(tx: &mut Tx<'_>, from: CustomerId, to: CustomerId) -> Result<Vec<FieldId>, DbError> {
    let values: Vec<(FieldId, String)> = tx.list(
        "select field_id, value from field_value where customer_id = ?1
           and field_id not in (select field_id from field_value where customer_id = ?2)",
        (from, to),
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    for (id, value) in &values {
        field::put(tx, to, *id, value)?;
    }
    Ok(values.into_iter().map(|(id, _)| id).collect())
}

/// What may still be undone on a customer's page, the latest first.
pub fn undoable(reader: &Reader<'_>, kept: CustomerId) -> Result<Vec<Merge>, DbError> {
    let since = reader.now.minus(UNDOABLE);
    let rows: Vec<(MergeId, CustomerId, Timestamp, Option<Face>)> = reader.list(
        "select merge.id, merge.gone_id, merge.at, agent.id, agent.name, agent.public_name, agent.public_title, agent.picture_id
         from merge join agent on agent.id = merge.agent_id
         where merge.kept_id = ?1 and merge.undone_at is null and merge.at > ?2 order by merge.id desc",
        (kept, since),
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, Face::from_row(row, 3)?)),
    )?;
    let mut merges = Vec::with_capacity(rows.len());
    for (id, gone, at, agent) in rows {
        if let (Some(gone), Some(agent)) = (by_id(reader, gone)?, agent) {
            merges.push(Merge {
                id,
                gone,
                agent,
                at,
            });
        }
    }
    Ok(merges)
}

/// Makes two customers of one again. What was written since stays with whoever's account it came through;
/// words changed since stay with the one who stayed. Answers both, the one who stayed first.
pub fn undo(
    tx: &mut Tx<'_>,
    origin: &Origin,
    id: MergeId,
) -> Result<(CustomerId, CustomerId), MergeError> {
    let found = tx.find(
        "select kept_id, gone_id, at, moved, undone_at is not null from merge where id = ?1",
        [id],
        |row| {
            Ok((
                row.get::<_, CustomerId>(0)?,
                row.get::<_, CustomerId>(1)?,
                row.get::<_, Timestamp>(2)?,
                row.get::<_, String>(3)?,
                row.get::<_, bool>(4)?,
            ))
        },
    )?;
    let (kept, gone, at, moved, is_undone) = found.ok_or(MergeError::NotFound)?;
    if is_undone {
        return Ok((kept, gone));
    }
    if tx.now.since(at) > UNDOABLE {
        return Err(MergeError::TooLate);
    }
    if merged_into(tx, kept)?.is_some() {
        return Err(MergeError::MergedOn);
    }
    let moved = read(id, &moved)?;
    let kept_now = by_id(tx, kept)?.ok_or(MergeError::NotFound)?;
    let mut later = later(tx, kept, id)?;
    for identity in &moved.identities {
        tx.execute(
            "update identity set customer_id = ?2 where id = ?1 and customer_id = ?3",
            (identity, gone, kept),
        )?;
        tx.execute(
            "update conversation set customer_id = ?2 where identity_id = ?1 and customer_id = ?3",
            (identity, gone, kept),
        )?;
    }
    for note in &moved.notes {
        tx.execute(
            "update note set customer_id = ?2 where id = ?1 and customer_id = ?3",
            (note, gone, kept),
        )?;
    }
    return_tags(tx, kept, &moved, &mut later)?;
    return_fields(tx, kept, gone, &moved, &mut later)?;
    let mut words = Words::of(&kept_now);
    for (nth, word) in words.all_mut().into_iter().enumerate() {
        *word = without(word, nth, &moved, &mut later);
    }
    words.write(tx, kept)?;
    for one in &later {
        one.write(tx)?;
    }
    tx.execute(
        "update customer set merged_into = null, revision = revision + 1 where id = ?1",
        [gone],
    )?;
    let now = tx.now;
    tx.execute("update merge set undone_at = ?2 where id = ?1", (id, now))?;
    changed(tx, kept)?;
    changed(tx, gone)?;
    audit::log_with(
        tx,
        origin,
        "merge_undone",
        &audit::customer(kept),
        &audit::customer(gone),
    )?;
    Ok((kept, gone))
}

/// A merge after one that is taken back, which still stands. It is made what it would have been without the other, so that
/// merges can be undone in any order.
struct Later {
    id: MergeId,
    moved: Moved,
    /// What the one who went then has of their own.
    words: Words,
    tags: Vec<TagId>,
    fields: Vec<(FieldId, String)>,
}

impl Later {
    fn write(&self, tx: &mut Tx<'_>) -> Result<(), DbError> {
        let moved = serde_json::to_string(&self.moved).expect("ids and words are plain data");
        tx.execute(
            "update merge set moved = ?2 where id = ?1",
            (self.id, moved),
        )?;
        Ok(())
    }
}

/// In the order in which they were made.
fn later(reader: &Reader<'_>, kept: CustomerId, than: MergeId) -> Result<Vec<Later>, DbError> {
    let rows: Vec<(MergeId, CustomerId, String)> = reader.list(
        "select id, gone_id, moved from merge
         where kept_id = ?1 and id > ?2 and undone_at is null order by id",
        (kept, than),
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    let mut found = Vec::with_capacity(rows.len());
    for (id, gone, moved) in rows {
        let Some(customer) = by_id(reader, gone)? else {
            continue;
        };
        found.push(Later {
            id,
            moved: read(id, &moved)?,
            words: Words::of(&customer),
            tags: reader.list(
                "select tag_id from customer_tag where customer_id = ?1",
                [gone],
                |row| row.get(0),
            )?,
            fields: reader.list(
                "select field_id, value from field_value where customer_id = ?1",
                [gone],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?,
        });
    }
    Ok(found)
}

fn read(id: MergeId, moved: &str) -> Result<Moved, DbError> {
    serde_json::from_str(moved).map_err(|error| DbError::Panicked(format!("merge {id}: {error}")))
}

/// Takes back the tags that a merge lent. One that somebody else would have lent who came later is theirs from now on.
fn return_tags(
    tx: &mut Tx<'_>,
    kept: CustomerId,
    undone: &Moved,
    later: &mut [Later],
) -> Result<(), DbError> {
    for tag in &undone.tags {
        let taken = tx.execute(
            "delete from customer_tag where customer_id = ?1 and tag_id = ?2",
            (kept, tag),
        )?;
        // What somebody took off since stays off.
        if taken > 0
            && let Some(one) = later.iter_mut().find(|one| one.tags.contains(tag))
        {
            tx.execute(
                "insert into customer_tag (customer_id, tag_id) values (?1, ?2)",
                (kept, tag),
            )?;
            if !one.moved.tags.contains(tag) {
                one.moved.tags.push(*tag);
            }
        }
    }
    Ok(())
}

/// Takes back what a merge lent in the team's own fields, as [`return_tags`] does.
fn return_fields(
    tx: &mut Tx<'_>,
    kept: CustomerId,
    gone: CustomerId,
    undone: &Moved,
    later: &mut [Later],
) -> Result<(), DbError> {
    for field in &undone.fields {
        // What somebody wrote there since is about the one who stayed.
        let taken = tx.execute(
            "delete from field_value where customer_id = ?1 and field_id = ?2
               and value = (select value from field_value where customer_id = ?3 and field_id = ?2)",
            (kept, field, gone),
        )?;
        if taken == 0 {
            continue;
        }
        for one in later.iter_mut() {
            let own = one.fields.iter().find(|(id, _)| id == field);
            if let Some((_, value)) = own {
                field::put(tx, kept, *field, value)?;
                if !one.moved.fields.contains(field) {
                    one.moved.fields.push(*field);
                }
                break;
            }
        }
    }
    Ok(())
}

/// The word of this number, now that one merge is taken back; what later ones found and made of it becomes what they would
/// have. What somebody wrote meanwhile stands.
fn without(now: &str, nth: usize, undone: &Moved, later: &mut [Later]) -> String {
    let was = undone.after.all()[nth];
    let mut is = undone.before.all()[nth].to_owned();
    for one in later {
        let (found, made) = (one.moved.before.all()[nth], one.moved.after.all()[nth]);
        if found != was {
            return now.to_owned();
        }
        let stood = made == found;
        one.moved.before.all_mut()[nth].clone_from(&is);
        if !stood {
            return now.to_owned();
        }
        // Where there is none, the other's stands.
        if is.is_empty() {
            one.words.all()[nth].clone_into(&mut is);
        }
        one.moved.after.all_mut()[nth].clone_from(&is);
    }
    if now == was { is } else { now.to_owned() }
}

#[cfg(test)]
mod tests;

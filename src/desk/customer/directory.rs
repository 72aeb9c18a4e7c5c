//! Everybody the team knows: the list, the search in it, and who has an address or a number.

use std::collections::HashMap;

use super::{COLUMNS, Customer, folded, from_row, tag};
use crate::{
    base::{
        id::{CustomerId, TagId},
        query::Words,
        time::Timestamp,
    },
    db::{DbError, Page, Reader, named_params},
    stored_as_word,
};

/// Whom the list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Who {
    /// Whoever has a name, an address or a number.
    #[default]
    Known,
    /// Nameless visitors of the site too.
    Everybody,
    /// Those whom the team no longer serves.
    Blocked,
}

stored_as_word!(Who {
    Known = "known",
    Everybody = "everybody",
    Blocked = "blocked",
});

impl Who {
    /// Every one, in the order of the screen.
    pub const ALL: [Self; 3] = [Self::Known, Self::Everybody, Self::Blocked];

    fn condition(self) -> &'static str {
        match self {
            Self::Known => "customer.folded <> :nameless",
            Self::Everybody => "true",
            Self::Blocked => {
                "customer.id in (select customer_id from block where lifted_at is null)"
            }
        }
    }
}

/// What somebody looks for.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// Any part of a name, address, number or firm; several parts narrow it further.
    pub text: String,
    /// Only those with this tag.
    pub tag: Option<TagId>,
    /// Whom.
    pub who: Who,
}

/// Where a page of the list ends: the next one goes on behind it.
pub type Cursor = (String, CustomerId);

/// A customer as the list shows them.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Who.
    pub customer: Customer,
    /// Their tags, by name.
    pub tags: Vec<tag::Tag>,
    /// How many chats they had.
    pub chats: i64,
    /// When there was last something in one of them.
    pub last_at: Option<Timestamp>,
    /// Whether the team no longer serves them.
    pub is_blocked: bool,
    folded: String,
}

/// Parts of what somebody typed, each to be found.
fn parts(text: &str) -> Vec<String> {
    folded::fold(text)
        // Full text reads no further than a zero.
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|part| !part.is_empty())
        .take(6)
        .map(str::to_owned)
        .collect()
}

/// Letters of a part from which on an index knows it in the middle of a word, too.
const TRIGRAM: usize = 3;

/// So many customers are put in order faster than others are searched for them.
const FOUND: usize = 1_000;

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("words and numbers are plain data")
}

/// The newest customers in whose words all parts of a text stand: those of three letters wherever they do, shorter ones
/// where words begin, as every Chinese character does. None when there is no part.
pub fn anywhere(reader: &Reader<'_>, text: &str, limit: usize) -> Result<Vec<i64>, DbError> {
    let parts = parts(text);
    let (long, short): (Vec<_>, Vec<_>) = parts
        .into_iter()
        .partition(|part| part.chars().count() >= TRIGRAM);
    let has_short = "not exists (select 1 from json_each(:short) where instr(customer.folded, json_each.value) = 0)";
    if long.is_empty() {
        let Some(words) = Words::read(&short.join(" ")) else {
            return Ok(Vec::new());
        };
        return reader.list(
            "select rowid from customer_words where customer_words match :match order by rowid desc limit :limit",
            named_params! { ":match": words.all_as_beginnings(), ":limit": limit },
            |row| row.get(0),
        );
    }
    let short = json(&short);
    let sql = format!(
        "select customer.id from customer_search cross join customer on customer.id = customer_search.rowid
         where customer_search match :match and {has_short}
         order by customer_search.rowid desc limit :limit"
    );
    let ask = |words: &[String]| {
        let quoted: Vec<String> = words
            .iter()
            .map(|word| format!("\"{}\"", word.replace('"', "\"\"")))
            .collect();
        let params = named_params! { ":match": quoted.join(" "), ":short": short, ":limit": limit };
        reader.list(&sql, params, |row| row.get::<_, i64>(0))
    };
    let mut found = ask(&long)?;
    // A number is found however it is grouped.
    let digits = folded::phone_key(text);
    if !digits.is_empty() {
        for id in ask(&[digits])? {
            if !found.contains(&id) {
                found.push(id);
            }
        }
    }
    Ok(found)
}

/// Customers with an open chat in whose words all parts of a text stand, wherever they do: open chats are few.
pub fn being_served(reader: &Reader<'_>, text: &str, limit: usize) -> Result<Vec<i64>, DbError> {
    reader.list(
        "select distinct customer.id from conversation join customer on customer.id = conversation.customer_id
         where conversation.state in ('waiting', 'scheduled', 'active')
           and not exists (select 1 from json_each(:parts) where instr(customer.folded, json_each.value) = 0)
         limit :limit",
        named_params! { ":parts": json(&parts(text)), ":limit": limit },
        |row| row.get(0),
    )
}

/// Customers after `after`, by name.
pub fn list(
    reader: &Reader<'_>,
    wish: &Wish,
    after: Option<&Cursor>,
    limit: usize,
) -> Result<Page<Listed, Cursor>, DbError> {
    let searched = parts(&wish.text);
    let found = anywhere(reader, &wish.text, FOUND)?;
    // Where many fit they lie close together, and are read in their order; few are put in order.
    let are_few = !searched.is_empty() && found.len() < FOUND;
    let parts = json(&searched);
    let digits = folded::phone_key(&wish.text);
    let (folded, id) = after.cloned().unwrap_or((String::new(), CustomerId(0)));
    let narrowed = if are_few {
        "customer.id in (select value from json_each(:found))"
    } else {
        "(not exists (select 1 from json_each(:parts) where instr(customer.folded, json_each.value) = 0)
           or (:digits <> '' and instr(customer.phone_key, :digits) > 0))"
    };
    let tagged = match wish.tag {
        Some(_) => "customer.id in (select customer_id from customer_tag where tag_id = :tag)",
        None => "true",
    };
    let sql = format!(
        "select {COLUMNS}, customer.folded,
           (select count(*) from conversation where conversation.customer_id = customer.id and conversation.state <> 'fresh'),
           (select max(last_activity_at) from conversation where conversation.customer_id = customer.id and conversation.state <> 'fresh'),
           exists (select 1 from block where block.customer_id = customer.id and block.lifted_at is null)
         from customer
         where customer.merged_into is null and {}
           and (customer.folded, customer.id) > (:folded, :id)
           and {narrowed} and {tagged}
         order by customer.folded, customer.id limit :limit",
        wish.who.condition()
    );
    let (found, nameless, limit_and_one) = (json(&found), folded::of([""; 4]), limit + 1);
    let mut params = named_params! {
        ":folded": folded, ":id": id, ":parts": parts, ":digits": digits, ":tag": wish.tag,
        ":found": found, ":nameless": nameless, ":limit": limit_and_one,
    }
    .to_vec();
    // What was not asked about has no place in the statement.
    params.retain(|(name, _)| sql.contains(name));
    let rows = reader.list(&sql, params.as_slice(), |row| {
        Ok(Listed {
            customer: from_row(row)?,
            tags: Vec::new(),
            folded: row.get(8)?,
            chats: row.get(9)?,
            last_at: row.get(10)?,
            is_blocked: row.get(11)?,
        })
    })?;
    let mut page = Page::cut(rows, limit, |listed| {
        (listed.folded.clone(), listed.customer.id)
    });
    for listed in &mut page.rows {
        listed.tags = tag::of_customer(reader, listed.customer.id)?;
    }
    Ok(page)
}

/// How many customers the list would show.
pub fn count(reader: &Reader<'_>, who: Who) -> Result<i64, DbError> {
    let of_words = |condition: &str| {
        let sql =
            format!("select count(*) from customer where merged_into is null and {condition}");
        reader.get::<i64>(&sql, [folded::of([""; 4])], |row| row.get(0))
    };
    match who {
        // Said so that the directory's index alone is read.
        Who::Everybody => of_words("folded >= '' and ?1 <> ''"),
        Who::Known => Ok(count(reader, Who::Everybody)? - of_words("folded = ?1")?),
        Who::Blocked => reader.get(
            "select count(distinct customer.id) from block cross join customer on customer.id = block.customer_id
             where block.lifted_at is null and customer.merged_into is null",
            [],
            |row| row.get(0),
        ),
    }
}

/// Customers with this address, or this number; nobody for what is empty.
pub fn same(reader: &Reader<'_>, email: &str, phone: &str) -> Result<Vec<Customer>, DbError> {
    let (email, phone) = (email.trim().to_lowercase(), folded::phone_key(phone));
    let sql = format!(
        "select {COLUMNS} from customer
         where merged_into is null and email <> '' and lower(email) = :email and :email <> ''
         union
         select {COLUMNS} from customer
         where merged_into is null and phone_key <> '' and phone_key = :phone and :phone <> ''
         order by 1 limit 20"
    );
    reader.list(
        &sql,
        named_params! { ":email": email, ":phone": phone },
        from_row,
    )
}

/// Whom the directory knows by what was written somewhere: addresses in lower case, and digits of numbers.
#[derive(Debug, Clone, Default)]
pub struct Known(HashMap<String, CustomerId>);

impl Known {
    /// Looks up what might be addresses and numbers.
    pub fn find(reader: &Reader<'_>, written: &[String]) -> Result<Self, DbError> {
        let mut known = HashMap::new();
        for word in written.iter().take(100) {
            let (email, phone) = match word.contains('@') {
                true => (word.as_str(), ""),
                false => ("", word.as_str()),
            };
            if let Some(customer) = same(reader, email, phone)?.first() {
                known.insert(key_of(word), customer.id);
            }
        }
        Ok(Self(known))
    }

    /// Who has this address or number.
    #[must_use]
    pub fn of(&self, written: &str) -> Option<CustomerId> {
        if self.0.is_empty() {
            return None;
        }
        self.0.get(&key_of(written)).copied()
    }
}

fn key_of(written: &str) -> String {
    match written.contains('@') {
        true => written.to_lowercase(),
        false => folded::phone_key(written),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        db::memory::Memory,
        desk::{
            cast,
            customer::{
                self,
                edit::{Edit, edit},
            },
        },
    };

    fn names(page: &Page<Listed, Cursor>) -> Vec<&str> {
        page.rows
            .iter()
            .map(|listed| listed.customer.name.as_str())
            .collect()
    }

    fn shop() -> Memory {
        let mut memory = Memory::new();
        for (name, email, phone) in [
            ("Ángel Núñez", "angel@post.example", "+34 91 555 01 12"),
            ("angela Brandt", "", ""),
            ("陈美琳", "meilin@mail.example", ""),
            ("Дмитрий Орлов", "", ""),
            ("", "", ""),
            ("", "nobody@post.example", ""),
        ] {
            memory
                .act::<_, anyhow::Error>(|tx| {
                    let id = customer::create(tx, name, email)?;
                    let known = Edit {
                        phone: Some(phone.to_owned()),
                        ..Edit::default()
                    };
                    edit(tx, id, 0, &known)?;
                    Ok(())
                })
                .unwrap();
        }
        memory
    }

    #[test]
    fn any_part_of_a_name_in_any_script_finds_it() {
        let mut memory = shop();
        let mut search = |text: &str| {
            let wish = Wish {
                text: text.to_owned(),
                ..Wish::default()
            };
            let page = memory.act(|tx| list(tx, &wish, None, 9)).unwrap();
            names(&page).join(", ")
        };
        for (text, found) in [
            ("ang", "Ángel Núñez, angela Brandt"),
            ("NUNEZ", "Ángel Núñez"),
            ("úñe", "Ángel Núñez"),
            ("nunez angel", "Ángel Núñez"),
            ("美琳", "陈美琳"),
            ("琳", "陈美琳"),
            ("ОРЛ", "Дмитрий Орлов"),
            ("mail.example", "陈美琳"),
            ("(34) 91-5550", "Ángel Núñez"),
            ("%", ""),
            ("_", ""),
            ("nobody there", ""),
        ] {
            assert_eq!(search(text), found, "{text:?}");
        }
    }

    #[test]
    fn the_list_goes_on_where_a_page_ends() {
        let mut memory = shop();
        let wish = Wish::default();
        let first = memory.act(|tx| list(tx, &wish, None, 3)).unwrap();
        assert_eq!(
            names(&first),
            ["Ángel Núñez", "angela Brandt", "Дмитрий Орлов"]
        );
        let rest = memory
            .act(|tx| list(tx, &wish, first.next.as_ref(), 3))
            .unwrap();
        assert_eq!(names(&rest), ["陈美琳", ""], "who has no name comes last");
        assert!(rest.next.is_none());
        let everybody = Wish {
            who: Who::Everybody,
            ..Wish::default()
        };
        let all = memory.act(|tx| list(tx, &everybody, None, 9)).unwrap();
        assert_eq!(all.rows.len(), 6);
        assert_eq!(memory.act(|tx| count(tx, Who::Known)).unwrap(), 5);
    }

    #[test]
    fn an_address_or_number_leads_to_who_has_it() {
        let mut memory = shop();
        let written = ["Angel@Post.example", "0034 915550112", "555"].map(str::to_owned);
        let known = memory.act(|tx| Known::find(tx, &written)).unwrap();
        assert_eq!(known.of("ANGEL@post.example"), Some(CustomerId(1)));
        assert_eq!(known.of("+34 91 555 0112"), Some(CustomerId(1)));
        assert_eq!(known.of("555"), None);
    }

    #[test]
    fn fuzz_what_is_searched_for() {
        let memory = std::cell::RefCell::new(Memory::new());
        memory
            .borrow_mut()
            .act(|tx| cast::waiting_chat(tx, "Hannah Vogel", "Where is KK-10482? 茶壶"))
            .unwrap();
        let samples = [
            "hannah vogel",
            "KK-10482",
            "茶壶 на",
            "+49 (40) 555-0112",
            "a\"b* OR NEAR(x y) -z",
        ];
        let words = [
            "\"", "*", " OR ", " AND ", " NOT ", "NEAR(", "^", ":", "-", "{", "(", ")", "%", "_",
            "text:",
        ];
        crate::base::fuzz::text("searched", &samples, &words, |typed| {
            // Whatever somebody types, it is words and no language of the file's.
            let tried = memory.borrow_mut().act(|tx| {
                anywhere(tx, typed, 5)?;
                let wish = Wish {
                    text: typed.to_owned(),
                    ..Wish::default()
                };
                list(tx, &wish, None, 5)?;
                Known::find(tx, &[typed.to_owned()])?;
                Ok::<_, DbError>(())
            });
            tried.unwrap_or_else(|error| panic!("{error}: {typed:?}"));
        });
    }
}

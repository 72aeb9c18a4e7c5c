//! What the directory searches: a customer's words without capitals and accents, and the digits of
//! their number.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::Customer;
use crate::{
    base::{id::CustomerId, text::set_apart},
    db::{DbError, Tx},
};

/// Sorts behind every name: whoever has none comes last.
const NAMELESS: char = '\u{10FFFD}';

/// A text without capitals and accents: "Ángel Łoś" and "angel łos" are the same. Letters that are no
/// accented others, such as й to a Russian, lose theirs too: who types и finds both.
#[must_use]
pub fn fold(text: &str) -> String {
    text.nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'ł' => 'l',
            'ø' => 'o',
            'ß' => 's',
            'đ' => 'd',
            'ı' => 'i',
            other => other,
        })
        .collect()
}

/// The words of a customer, the name first, since the directory is sorted by them.
#[must_use]
pub fn of([name, email, phone, company]: [&str; 4]) -> String {
    let mut words = String::new();
    if name.is_empty() {
        words.push(NAMELESS);
    }
    for part in [name, email, phone, company, &phone_key(phone)] {
        if !part.is_empty() {
            if !words.is_empty() {
                words.push('\n');
            }
            words.push_str(&fold(part));
        }
    }
    words
}

/// The digits of a number as written, `00` for a country's `+` left out; empty for what is too short
/// to be anybody's.
#[must_use]
pub fn phone_key(phone: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.strip_prefix("00").unwrap_or(&digits);
    if digits.len() < 6 {
        return String::new();
    }
    digits.to_owned()
}

/// Writes both anew after a customer changed.
pub(super) fn keep_up(tx: &mut Tx<'_>, customer: &Customer) -> Result<(), DbError> {
    let folded = of([
        &customer.name,
        &customer.email,
        &customer.phone,
        &customer.company,
    ]);
    let changed = tx.execute(
        "update customer set folded = ?2, phone_key = ?3
         where id = ?1 and (folded <> ?2 or phone_key <> ?3)",
        (customer.id, &folded, phone_key(&customer.phone)),
    )?;
    if changed > 0 {
        forget(tx, customer.id)?;
        index(tx, customer.id, &folded)?;
    }
    Ok(())
}

/// Nobody finds the customer by these words any more.
pub(in crate::desk) fn forget(tx: &mut Tx<'_>, id: CustomerId) -> Result<(), DbError> {
    for table in ["customer_search", "customer_words"] {
        tx.execute(&format!("delete from {table} where rowid = ?1"), [id])?;
    }
    Ok(())
}

/// Makes every part of a customer's words findable.
pub(in crate::desk) fn index(tx: &mut Tx<'_>, id: CustomerId, folded: &str) -> Result<(), DbError> {
    // Most visitors of a site have left no word of themselves.
    if folded.chars().nth(1).is_some() {
        for (table, words) in [
            ("customer_search", folded),
            ("customer_words", &set_apart(folded)),
        ] {
            let sql = format!("insert into {table} (rowid, words) values (?1, ?2)");
            tx.execute(&sql, (id, words))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_and_accents_do_not_matter() {
        for (text, folded) in [
            ("Ángel Núñez", "angel nunez"),
            ("MÜLLER", "muller"),
            ("Łoś", "los"),
            ("Ёжик Йод", "ежик иод"),
            ("陈美琳", "陈美琳"),
            ("İstanbul", "istanbul"),
            ("ＡＢＣ", "abc"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn spellings_of_one_number_meet() {
        for (phone, key) in [
            ("+49 (40) 555-0112", "49405550112"),
            ("0049 40 5550112", "49405550112"),
            ("12345", ""),
            ("", ""),
        ] {
            assert_eq!(phone_key(phone), key, "{phone}");
        }
    }
}

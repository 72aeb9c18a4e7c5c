//! Sheets with a row, or an entry, for each language of a thing: what articles and cards share on their way in.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use super::sheet::{self, Place, Why, Wrong};
use crate::base::text;

/// What could be read, each with its place, and what is wrong with the rest.
pub(super) type Read<S> = (Vec<(Place, S)>, Vec<Wrong>);

/// Reads a file of either form, whichever it is: `list` is the name of the list in JSON, `table` reads a table, and
/// `gather` puts the languages of each thing together.
pub(super) fn read<S: DeserializeOwned, E>(
    file: &str,
    list: &str,
    table: impl FnOnce(&str) -> Result<Read<S>, Vec<Wrong>>,
    gather: impl FnOnce(Vec<(Place, S)>, &mut Vec<Wrong>) -> Vec<E>,
) -> Result<Vec<E>, Vec<Wrong>> {
    sheet::check_whole(file)?;
    let (shapes, mut wrong) = if sheet::is_json(file) {
        read_json(file, list)?
    } else {
        table(file)?
    };
    if shapes.is_empty() && wrong.is_empty() {
        wrong.push(Wrong::at(Place::File, Why::Empty));
    }
    let entries = gather(shapes, &mut wrong);
    if wrong.is_empty() {
        Ok(entries)
    } else {
        wrong.sort_by_key(|wrong| wrong.place);
        Err(wrong)
    }
}

/// The entries of a JSON list.
pub(super) fn read_json<S: DeserializeOwned>(
    file: &str,
    list: &str,
) -> Result<Read<S>, Vec<Wrong>> {
    let mut shapes = Vec::new();
    let mut wrong = Vec::new();
    for (index, value) in sheet::entries(file, list)?.into_iter().enumerate() {
        let place = Place::Entry(index + 1);
        match serde_json::from_value(value) {
            Ok(shape) => shapes.push((place, shape)),
            Err(error) => wrong.push(Wrong::at(place, Why::Malformed(error.to_string()))),
        }
    }
    Ok((shapes, wrong))
}

/// A row of a table.
pub(super) struct Row<'a> {
    pub(super) place: Place,
    columns: &'a BTreeMap<&'static str, usize>,
    cells: &'a [String],
}

impl Row<'_> {
    /// Whether the table has a column, so that it says something of it.
    pub(super) fn has(&self, column: &str) -> bool {
        self.columns.contains_key(column)
    }

    /// What stands in a column; empty where the table has none.
    pub(super) fn cell(&self, column: &str) -> String {
        let cell = self
            .columns
            .get(column)
            .and_then(|index| self.cells.get(*index));
        cell.cloned().unwrap_or_default()
    }
}

/// The rows of a table whose head may have these columns, the `needed` ones among them.
pub(super) fn read_table<S>(
    file: &str,
    columns: &[&'static str],
    needed: &[&'static str],
    mut shape: impl FnMut(&Row<'_>, &mut Vec<Wrong>) -> S,
) -> Result<Read<S>, Vec<Wrong>> {
    let mut rows = sheet::read(file)?.into_iter();
    let Some((line, head)) = rows.next() else {
        return Err(vec![Wrong::at(Place::File, Why::Empty)]);
    };
    let columns = head_of(Place::Line(line), &head, columns, needed)?;
    let mut shapes = Vec::new();
    let mut wrong = Vec::new();
    for (line, cells) in rows {
        let place = Place::Line(line);
        if let Some(why) = beyond(&cells, head.len()) {
            wrong.push(Wrong::at(place, why));
            continue;
        }
        let row = Row {
            place,
            columns: &columns,
            cells: &cells,
        };
        let shape = shape(&row, &mut wrong);
        shapes.push((place, shape));
    }
    Ok((shapes, wrong))
}

/// More cells than the head has columns: a divider inside a cell without quotes.
pub(super) fn beyond(cells: &[String], width: usize) -> Option<Why> {
    let used = cells.iter().rposition(|cell| !cell.trim().is_empty());
    let used = used.map_or(0, |last| last + 1);
    (used > width).then_some(Why::Cells(used, width))
}

/// Which column is which.
fn head_of(
    place: Place,
    head: &[String],
    columns: &[&'static str],
    needed: &[&'static str],
) -> Result<BTreeMap<&'static str, usize>, Vec<Wrong>> {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (index, cell) in head.iter().enumerate() {
        let word = cell.trim().to_lowercase();
        match columns.iter().find(|column| **column == word) {
            Some(column) if places.insert(column, index).is_some() => {
                wrong.push(Wrong::at(place, Why::TwoColumns(word)));
            }
            Some(_) => {}
            None if word.is_empty() => {}
            None => {
                let name = text::clean_line(cell, 40);
                wrong.push(Wrong::at(place, Why::NoSuchColumn(name)));
            }
        }
    }
    for needed in needed {
        if !places.contains_key(needed) {
            wrong.push(Wrong::at(place, Why::NoColumn(needed)));
        }
    }
    if wrong.is_empty() {
        Ok(places)
    } else {
        Err(wrong)
    }
}

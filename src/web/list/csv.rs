//! A list as a table: a line of names, then a line a row, the first column its address.

use super::{Listing, Site};
use crate::export::{harmless, table};

/// The names of the columns: each row's address, and its values.
pub(in super::super) fn column_names<'a>(columns: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    std::iter::once("url").chain(columns.iter().copied())
}

pub(super) fn write(site: Site<'_>, listing: &Listing<'_>) -> Result<String, csv::Error> {
    let mut csv = table(Vec::new());
    csv.write_record(column_names(listing.columns))?;
    for row in &listing.rows {
        let cells = row.cells.iter().map(|cell| harmless(cell).into_owned());
        csv.write_record(std::iter::once(site.address(&row.href)).chain(cells))?;
    }
    let bytes = csv.into_inner().map_err(|e| csv::Error::from(e.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

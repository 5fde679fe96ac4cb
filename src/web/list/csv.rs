//! A list as a table: a line of names, then a line a row, the first column its address.

use super::{Listing, Site};
use crate::export::{harmless, table};

pub(super) fn write(site: Site<'_>, listing: &Listing<'_>) -> Result<String, csv::Error> {
    let mut csv = table(Vec::new());
    csv.write_record(std::iter::once("url").chain(listing.columns.iter().copied()))?;
    for row in &listing.rows {
        let cells = row.cells.iter().map(|cell| harmless(cell).into_owned());
        csv.write_record(std::iter::once(site.address(&row.href)).chain(cells))?;
    }
    let bytes = csv.into_inner().map_err(|e| csv::Error::from(e.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

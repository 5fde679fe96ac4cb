//! A list as a table (RFC 4180): a line of names, then a line a row, the first column its address.

use std::borrow::Cow;

use csv::{Terminator, WriterBuilder};

use super::{Listing, Site};

pub(super) fn write(site: Site<'_>, listing: &Listing<'_>) -> Result<String, csv::Error> {
    let mut csv = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    csv.write_record(std::iter::once("url").chain(listing.columns.iter().copied()))?;
    for row in &listing.rows {
        let address = site.address(&row.href);
        let cells = row.cells.iter().map(|cell| harmless(cell));
        csv.write_record(
            std::iter::once(Cow::Borrowed(address.as_str())).chain(cells).map(Cow::into_owned),
        )?;
    }
    let bytes = csv.into_inner().map_err(|e| csv::Error::from(e.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A cell that no spreadsheet takes for a formula: one that begins like one gets an apostrophe before
/// it, which spreadsheets take for "this is text" (OWASP, "CSV Injection").
fn harmless(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_like_a_formula_is_marked_as_text() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"] {
            assert_eq!(harmless(cell), format!("'{cell}"));
        }
        for cell in ["", "a=1", " the Parties", "2025-01-17", "“-”"] {
            assert_eq!(harmless(cell), cell);
        }
    }
}

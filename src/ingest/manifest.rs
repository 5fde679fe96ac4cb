//! A manifest: a CSV file that names sources, one a row, and states what each is.
//!
//! Its columns are `file` and the keys of `NAME.toml`. What is wrong with the table as a whole refuses
//! it before anything is taken up; what is wrong with one row refuses that row.

use std::path::{Path, PathBuf};

use csv::{ReaderBuilder, StringRecord};

use super::{
    Input, Refusal,
    inputs::{open, plain},
};
use crate::read::{Metadata, is_web_address};

/// The column that names the source's file.
const FILE: &str = "file";

/// A manifest that can't be used at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{}: {reason}", file.display(), line.map(|l| format!(":{l}")).unwrap_or_default())]
pub struct ManifestError {
    file: PathBuf,
    line: Option<u64>,
    reason: String,
}

/// The sources that a manifest names, in its order.
#[derive(Debug, Default)]
pub struct Manifest {
    file: PathBuf,
    rows: Vec<(u64, Result<Row, String>)>,
}

/// One source: its file, and what is stated about it.
#[derive(Debug)]
struct Row {
    file: PathBuf,
    metadata: Metadata,
}

impl Manifest {
    /// Reads a manifest in UTF-8. Cells are parted by commas, semicolons or tabs, as its first line is.
    ///
    /// # Errors
    /// When it can't be read, has no column `file`, or has one that no source can state.
    pub fn read(file: &Path) -> Result<Self, ManifestError> {
        let error = |line, reason| ManifestError { file: file.to_owned(), line, reason };
        let bytes = std::fs::read(file).map_err(|e| error(None, plain(&e)))?;
        let text = std::str::from_utf8(&bytes).map_err(|e| {
            let line = bytes[..e.valid_up_to()].split(|b| *b == b'\n').count() as u64;
            error(Some(line), "not UTF-8".to_owned())
        })?;
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let mut reader = ReaderBuilder::new()
            .delimiter(separator(text))
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut records = reader.records();
        let header = match records.next() {
            Some(header) => header.map_err(|e| error(Some(1), e.to_string()))?,
            None => return Err(error(None, "the manifest is empty".to_owned())),
        };
        let columns = columns(&header).map_err(|reason| error(Some(1), reason))?;
        let folder = file.parent().unwrap_or_else(|| Path::new(""));
        let mut rows = Vec::new();
        let mut lines = Lines { text, at: 0, line: 1 };
        for record in records {
            let record = record.map_err(|e| error(None, e.to_string()))?;
            if record.iter().all(str::is_empty) {
                continue;
            }
            let line = lines.of(&record);
            rows.push((line, row(&record, &columns, folder)));
        }
        Ok(Self { file: file.to_owned(), rows })
    }

    /// The inputs that it names, each read only when it is asked for. `stated` overrides what stands
    /// in the manifest, which overrides what stands in the metadata files.
    pub fn inputs<'a>(
        &'a self,
        stated: &'a Metadata,
        max_bytes: u64,
    ) -> impl ExactSizeIterator<Item = Result<Input, Refusal>> + 'a {
        self.rows.iter().map(move |(line, row)| {
            let refuse = |reason: String| Refusal {
                name: format!("{}:{line}", self.file.display()),
                reason,
            };
            let row = row.as_ref().map_err(|reason| refuse(reason.clone()))?;
            let metadata = row.metadata.clone().overridden_by(stated);
            open(&row.file, &metadata, max_bytes).map_err(|refusal| refuse(refusal.to_string()))
        })
    }
}

/// Counts lines up to records. The reader's own count stops short of the line ends and empty lines in
/// front of one.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: u64,
}

impl Lines<'_> {
    fn of(&mut self, record: &StringRecord) -> u64 {
        let begin = record.position().and_then(|p| usize::try_from(p.byte()).ok());
        if let Some(rest) = self.text.get(begin.unwrap_or(self.at)..) {
            let begin = self.text.len() - rest.trim_start_matches(['\r', '\n']).len();
            let passed = self.text.get(self.at..begin).unwrap_or_default();
            self.line += passed.matches('\n').count() as u64;
            self.at = begin;
        }
        self.line
    }
}

/// The sign that parts the cells of a first line: what programs for tables write differs by country.
fn separator(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |sign: u8| header.bytes().filter(|b| *b == sign).count();
    let more = |best: u8, sign: u8| if count(sign) > count(best) { sign } else { best };
    [b';', b'\t'].into_iter().fold(b',', more)
}

/// The columns' names. Each is `file` or a key of a metadata file, and stands there once.
fn columns(header: &StringRecord) -> Result<Vec<String>, String> {
    let mut columns: Vec<String> = Vec::new();
    for name in header {
        let name = name.to_ascii_lowercase();
        if name != FILE {
            stated(&name, None).map_err(|e| unknown(&name, &e))?;
        }
        if columns.contains(&name) {
            return Err(format!("column '{name}' stands there twice"));
        }
        columns.push(name);
    }
    if columns.iter().any(|name| name == FILE) {
        Ok(columns)
    } else {
        Err(format!("there is no column '{FILE}'"))
    }
}

/// A column that no source can state, with the nearest that one can.
fn unknown(name: &str, reason: &str) -> String {
    let known = reason.split('`').skip(3).step_by(2).chain([FILE]);
    let near = known
        .map(|k| (strsim::osa_distance(name, k), k))
        .filter(|(apart, k)| *apart <= k.len() / 3)
        .min();
    let near = near.map(|(_, k)| format!("; is '{k}' meant?")).unwrap_or_default();
    format!("column '{name}': {reason}, `{FILE}` (which must be there){near}")
}

fn row(record: &StringRecord, columns: &[String], folder: &Path) -> Result<Row, String> {
    if record.len() != columns.len() {
        return Err(format!("{} cells under {} columns", record.len(), columns.len()));
    }
    let mut row = Row { file: PathBuf::new(), metadata: Metadata::default() };
    // An empty cell states nothing.
    for (column, cell) in columns.iter().zip(record).filter(|(_, cell)| !cell.is_empty()) {
        if column == FILE {
            row.file = folder.join(cell);
        } else {
            let stated =
                stated(column, Some(cell)).map_err(|e| format!("column '{column}': {e}"))?;
            row.metadata = row.metadata.overridden_by(&stated);
        }
    }
    if row.file.as_os_str().is_empty() {
        return Err(format!("column '{FILE}' is empty"));
    }
    Ok(row)
}

/// One key of a metadata file with its value, read as that file would read it.
fn stated(key: &str, value: Option<&str>) -> Result<Metadata, String> {
    if let Some(value) = value.filter(|v| key.ends_with("url") && !is_web_address(v)) {
        return Err(format!("'{value}' is not an http or https address"));
    }
    serde_json::from_value(serde_json::json!({ key: value })).map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SourceType;

    fn manifest(bytes: &[u8]) -> Result<Manifest, ManifestError> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("list.csv");
        std::fs::write(&file, bytes).unwrap();
        Manifest::read(&file).map_err(|e| ManifestError { file: "list.csv".into(), ..e })
    }

    fn error(text: &str) -> String {
        manifest(text.as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn a_row_states_what_a_metadata_file_would() {
        for text in [
            "file,type,title,published,url\na.txt,report,\"A, B\",1999-05,\nb.txt,,,,http://x.example/\n",
            "\u{FEFF}File;type;title;published;url\r\na.txt;report;A, B;1999-05;\r\n\r\nb.txt;;;;http://x.example/\r\n;;;;\r\n",
            "file\ttype\ttitle\tpublished\turl\na.txt\treport\tA, B\t1999-05\t\nb.txt\t\t\t\thttp://x.example/",
        ] {
            let read = manifest(text.as_bytes()).unwrap();
            let rows: Vec<&Row> = read.rows.iter().map(|(_, row)| row.as_ref().unwrap()).collect();
            let [a, b] = rows.as_slice() else { panic!("{read:?}") };
            assert!(a.file.ends_with("a.txt") && a.file.is_absolute());
            assert_eq!(a.metadata.r#type, Some(SourceType::Report));
            assert_eq!(a.metadata.title.as_deref(), Some("A, B"));
            assert_eq!(a.metadata.published, "1999-05".parse().ok());
            assert_eq!(a.metadata.url, None);
            assert_eq!(b.metadata.title, None);
            assert_eq!(b.metadata.url.as_deref(), Some("http://x.example/"));
        }
    }

    #[test]
    fn a_table_that_is_wrong_as_a_whole_is_refused_with_its_line_and_column() {
        assert!(error("file,colour\na.txt,red\n").starts_with(
            "list.csv:1: column 'colour': unknown field `colour`, expected one of `source`"
        ));
        let near = error("file,titel\na.txt,A\n");
        assert!(near.ends_with("`file` (which must be there); is 'title' meant?"), "{near}");
        assert!(error("fil\na.txt\n").ends_with("; is 'file' meant?"));
        assert!(!error("file,colour\n").contains("meant"));
        assert_eq!(error("title\nA\n"), "list.csv:1: there is no column 'file'");
        assert_eq!(error("file,title,title\n"), "list.csv:1: column 'title' stands there twice");
        assert_eq!(error(""), "list.csv: the manifest is empty");
        assert_eq!(manifest(b"file\na\xff.txt").unwrap_err().to_string(), "list.csv:2: not UTF-8");
        assert!(
            Manifest::read(Path::new("nowhere.csv"))
                .unwrap_err()
                .to_string()
                .ends_with("no such file")
        );
    }

    #[test]
    fn a_row_that_is_wrong_is_refused_with_its_line_and_the_others_are_not() {
        let text = "file,source,published,url\n,,,\n,a,,\na.txt,,soon,\nb.txt,,,ftp://x\n\nc.txt\n\"d\n.txt\",,,\ne.txt,A B,,\n";
        let read = manifest(text.as_bytes()).unwrap();
        let told: Vec<String> = read
            .rows
            .iter()
            .map(|(line, row)| format!("{line} {}", row.as_ref().err().map_or("", String::as_str)))
            .collect();
        assert_eq!(
            told[..5],
            [
                "3 column 'file' is empty",
                "4 column 'published': 'soon' is not a date in EDTF (2025-10-02, 2025-05, 1921, \
                    ../2025-07-18, P20Y)",
                "5 column 'url': 'ftp://x' is not an http or https address",
                "7 1 cells under 4 columns",
                "8 ",
            ]
        );
        assert!(told[5].starts_with("10 column 'source': "), "{told:?}");
    }
}

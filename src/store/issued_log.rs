//! `issued.log`: every clause id that was ever given out, beside the database and apart from it, so
//! that a database restored from an older backup still knows which links exist.
//!
//! One id a line, in the order in which they were issued; every line is equally long, so that the
//! n-th is found without reading the others. Lines are only ever appended, and synced before an id
//! is acknowledged.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use crate::model::ClauseId;

/// Twelve characters and the end of the line.
const LINE: u64 = 13;

/// The file. Writing it needs the store's lock.
#[derive(Debug)]
pub(super) struct IssuedLog {
    path: PathBuf,
}

impl IssuedLog {
    /// The log of a data folder, whether or not it is there yet.
    pub(super) fn of(folder: &Path) -> Self {
        Self { path: folder.join("issued.log") }
    }

    /// How many whole lines it has. What a crash left of a further one does not count.
    pub(super) fn lines(&self) -> io::Result<u64> {
        match std::fs::metadata(&self.path) {
            Ok(file) => Ok(file.len() / LINE),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(0),
            Err(e) => Err(e),
        }
    }

    /// The id in line `number`, from 1; none where that line is not there or damaged.
    pub(super) fn at(&self, number: u64) -> io::Result<Option<ClauseId>> {
        let Some(before) = number.checked_sub(1).filter(|n| *n < u64::MAX / LINE) else {
            return Ok(None);
        };
        let mut line = String::new();
        let read = File::open(&self.path).and_then(|mut file| {
            file.seek(SeekFrom::Start(before * LINE))?;
            file.take(LINE).read_to_string(&mut line)
        });
        match read {
            Ok(_) => Ok(parse(&line)),
            Err(e) if [io::ErrorKind::NotFound, io::ErrorKind::InvalidData].contains(&e.kind()) => {
                Ok(None)
            }
            Err(e) => Err(e),
        }
    }

    /// The ids after line `number`. Damaged lines are left out.
    pub(super) fn after(&self, number: u64) -> io::Result<Vec<ClauseId>> {
        let mut bytes = Vec::new();
        let read = File::open(&self.path).and_then(|mut file| {
            file.seek(SeekFrom::Start(number.saturating_mul(LINE)))?;
            file.read_to_end(&mut bytes)
        });
        match read {
            Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
            _ => Ok(String::from_utf8_lossy(&bytes)
                .split_inclusive('\n')
                .filter_map(parse)
                .collect()),
        }
    }

    /// Appends ids, over what a crash may have left of a line, and syncs.
    pub(super) fn append(&self, ids: &[ClauseId]) -> io::Result<()> {
        let whole = self.lines()? * LINE;
        let mut file =
            OpenOptions::new().write(true).create(true).truncate(false).open(&self.path)?;
        file.set_len(whole)?;
        file.seek(SeekFrom::End(0))?;
        file.write_all(text(ids).as_bytes())?;
        file.sync_data()?;
        if whole == 0 { sync_folder_of(&self.path) } else { Ok(()) }
    }

    /// Puts other lines in place of all, at once or not at all.
    pub(super) fn replace(&self, ids: &[ClauseId]) -> io::Result<()> {
        let beside = self.path.with_extension("log.new");
        let mut file = File::create(&beside)?;
        file.write_all(text(ids).as_bytes())?;
        file.sync_all()?;
        std::fs::rename(&beside, &self.path)?;
        sync_folder_of(&self.path)
    }
}

fn parse(line: &str) -> Option<ClauseId> {
    let id = line.strip_suffix('\n')?;
    id.parse().ok().filter(|parsed: &ClauseId| parsed.to_string() == id)
}

fn text(ids: &[ClauseId]) -> String {
    ids.iter().flat_map(|id| [id.to_string(), "\n".to_owned()]).collect()
}

/// Makes a file's name as durable as its bytes.
pub(super) fn sync_folder_of(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(numbers: std::ops::Range<u64>) -> Vec<ClauseId> {
        numbers.map(|n| ClauseId::from_u64(n * 99_991)).collect()
    }

    #[test]
    fn what_is_appended_is_found_by_its_number() {
        let folder = tempfile::tempdir().unwrap();
        let log = IssuedLog::of(folder.path());
        assert_eq!((log.lines().unwrap(), log.at(1).unwrap()), (0, None));
        assert_eq!(log.after(0).unwrap(), []);
        let all = ids(0..50);
        log.append(&all[..20]).unwrap();
        log.append(&all[20..]).unwrap();
        assert_eq!(log.lines().unwrap(), 50);
        assert_eq!(log.at(1).unwrap(), Some(all[0]));
        assert_eq!(log.at(50).unwrap(), Some(all[49]));
        assert_eq!((log.at(0).unwrap(), log.at(51).unwrap()), (None, None));
        assert_eq!(log.after(30).unwrap(), all[30..]);
        log.replace(&all[..3]).unwrap();
        assert_eq!(log.after(0).unwrap(), all[..3]);
    }

    #[test]
    fn a_torn_last_line_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let log = IssuedLog::of(folder.path());
        let all = ids(0..3);
        log.append(&all[..2]).unwrap();
        let path = folder.path().join("issued.log");
        let mut torn = std::fs::read(&path).unwrap();
        torn.extend(b"0123");
        std::fs::write(&path, torn).unwrap();
        assert_eq!(log.lines().unwrap(), 2);
        assert_eq!(log.after(0).unwrap(), all[..2]);
        log.append(&all[2..]).unwrap();
        assert_eq!(log.after(0).unwrap(), all);
    }

    #[test]
    fn damaged_lines_are_no_ids() {
        let folder = tempfile::tempdir().unwrap();
        let log = IssuedLog::of(folder.path());
        let one = ids(7..8);
        let text = format!("{}\n\0\0\0\0\0\0\0\0\0\0\0\0\0", one[0]);
        std::fs::write(folder.path().join("issued.log"), text).unwrap();
        assert_eq!((log.lines().unwrap(), log.at(2).unwrap()), (2, None));
        assert_eq!(log.after(0).unwrap(), one);
    }
}

//! One opened index: what readers see together with the position it stands for.

use std::{fs, io, path::Path, sync::Arc};

use tantivy::{
    Index, IndexMeta, IndexReader, ReloadPolicy, Searcher, TantivyError,
    directory::error::{OpenDirectoryError, OpenReadError},
};

use super::{
    schema::{self, Fields},
    tokenize::Stems,
};
use crate::search::Cursor;

/// What readers see.
pub(super) struct Snapshot {
    /// The sub-folder.
    pub(super) name: String,
    index: Index,
    reader: IndexReader,
    pub(super) searcher: Searcher,
    pub(super) fields: Fields,
    pub(super) cursor: Cursor,
    /// Stemmers of the languages in it.
    pub(super) stemmers: Vec<Stems>,
}

/// Opens the index in a folder, or `None` where it was built with another schema or codebook.
pub(super) fn open_index(folder: &Path, fingerprint: &str) -> Result<Option<Index>, TantivyError> {
    let index = Index::open_in_dir(folder)?;
    if index.schema() != schema::schema().0 {
        return Ok(None);
    }
    // Without its list of files tantivy would check none of them.
    fs::metadata(folder.join(".managed.json"))?;
    let known = cursor(&index.load_metas()?).is_some_and(|c| c.fingerprint == fingerprint);
    Ok(known.then_some(index))
}

/// The cursor in the payload of a commit.
pub(super) fn cursor(metas: &IndexMeta) -> Option<Cursor> {
    serde_json::from_str(metas.payload.as_deref()?).ok()
}

impl Snapshot {
    /// Opens the index in a folder, or `None` where it is foreign.
    pub(super) fn open(
        folder: &Path,
        name: String,
        fingerprint: &str,
    ) -> Result<Option<Self>, TantivyError> {
        let Some(index) = open_index(folder, fingerprint)? else { return Ok(None) };
        let reader: IndexReader =
            index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Self::read(name, index, reader).map(Some)
    }

    /// What was committed to the same index since, or `None` where nothing was.
    pub(super) fn newer(&self) -> Result<Option<Self>, TantivyError> {
        if cursor(&self.index.load_metas()?).as_ref() == Some(&self.cursor) {
            return Ok(None);
        }
        Self::read(self.name.clone(), self.index.clone(), self.reader.clone()).map(Some)
    }

    fn read(name: String, index: Index, reader: IndexReader) -> Result<Self, TantivyError> {
        let fields = schema::schema().1;
        loop {
            let before = index.load_metas()?;
            reader.reload()?;
            let after = index.load_metas()?;
            // A commit in between would pair one commit's documents with another's position.
            if before.opstamp != after.opstamp {
                continue;
            }
            let Some(cursor) = cursor(&after) else {
                return Err(TantivyError::SchemaError("a commit without a cursor".to_owned()));
            };
            let searcher = reader.searcher();
            let stemmers = stemmers(&searcher, &fields)?;
            return Ok(Self { name, index, reader, searcher, fields, cursor, stemmers });
        }
    }
}

/// Stemmers of the languages that clauses in the index have.
fn stemmers(searcher: &Searcher, fields: &Fields) -> Result<Vec<Stems>, TantivyError> {
    let mut stemmers = Vec::new();
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(fields.filter)?;
        let mut values = inverted.terms().range().ge("lang:").lt("lang;").into_stream()?;
        while values.advance() {
            let tag = std::str::from_utf8(values.key()).ok().and_then(|v| v.strip_prefix("lang:"));
            if let Some(stems) = tag.and_then(Stems::of).filter(|s| !stemmers.contains(s)) {
                stemmers.push(stems);
            }
        }
    }
    Ok(stemmers)
}

/// Whether files are missing or wrong, so that a new index mends it. Locks, permissions and the
/// system's limits are not: those pass, or need a person.
pub(super) fn is_damage(error: &TantivyError) -> bool {
    match error {
        TantivyError::DataCorruption(_)
        | TantivyError::IncompatibleIndex(_)
        | TantivyError::SchemaError(_)
        | TantivyError::DeserializeError(_)
        | TantivyError::FieldNotFound(_)
        | TantivyError::MissingPlugin(_)
        | TantivyError::OpenDirectoryError(
            OpenDirectoryError::DoesNotExist(_) | OpenDirectoryError::NotADirectory(_),
        )
        | TantivyError::OpenReadError(
            OpenReadError::FileDoesNotExist(_) | OpenReadError::IncompatibleIndex(_),
        ) => true,
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. })
        | TantivyError::IoError(io_error) => is_damaged_file(io_error),
        _ => false,
    }
}

/// An error that did not come from the system came from what is in the file.
fn is_damaged_file(error: &Arc<io::Error>) -> bool {
    error.raw_os_error().is_none() || error.kind() == io::ErrorKind::NotFound
}

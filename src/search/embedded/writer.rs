//! The one follower's hold on the index: documents and cursor land in the same commit.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use tantivy::{Index, IndexSettings, TantivyDocument, TantivyError, Term};

use super::{
    Shared, engine, files, io_error,
    schema::{self, Fields},
    snapshot::{self, is_damage},
    tokenize::Lines,
};
use crate::{
    search::{Cursor, IndexOp, IndexWriter, SearchError},
    store::{Position, lock::FileLock},
};

/// What a writer may hold before it writes a segment, in bytes.
const MEMORY: usize = 24_000_000;

/// The index that is being written.
struct Target {
    /// Its sub-folder.
    name: String,
    index: Index,
    /// Opened at the first change and kept: a new one for every commit would cut off merges.
    writer: Option<tantivy::IndexWriter<TantivyDocument>>,
    cursor: Option<Cursor>,
}

/// Writes the index while it holds the lock.
pub(super) struct EmbeddedWriter {
    shared: Arc<Shared>,
    fields: Fields,
    /// `None` where the current index is missing, foreign or damaged.
    target: Option<Target>,
    /// Set while `target` is not what `CURRENT` names.
    fresh: bool,
    // Goes last, when the engine's threads have ended.
    _lock: FileLock,
}

impl EmbeddedWriter {
    /// Opens the current index for writing, checking every file of it.
    pub(super) fn open(shared: Arc<Shared>, lock: FileLock) -> Result<Self, SearchError> {
        let current =
            files::current(&shared.folder).map_err(io_error("reading which index is current"))?;
        let target = match current.map(|name| checked(&shared, name)) {
            None => None,
            Some(Ok(target)) => target,
            Some(Err(error)) if is_damage(&error) => {
                tracing::warn!(%error, "the search index is damaged and will be built anew");
                None
            }
            Some(Err(error)) => return Err(engine("opening the search index")(error)),
        };
        let (_, fields) = schema::schema();
        Ok(Self { shared, fields, target, fresh: false, _lock: lock })
    }

    fn folder(&self, name: &str) -> PathBuf {
        files::path(&self.shared.folder, name)
    }
}

/// The index in a sub-folder, or `None` where it is foreign or a checksum is wrong.
fn checked(shared: &Shared, name: String) -> Result<Option<Target>, TantivyError> {
    let folder = files::path(&shared.folder, &name);
    let Some(index) = snapshot::open_index(&folder, &shared.fingerprint)? else { return Ok(None) };
    // Opening every segment finds files that are missing or cut short…
    index.reader()?;
    // …and the checksums find the rest.
    let mut damaged = index.validate_checksum()?;
    damaged.extend(unlisted(&index, &folder)?);
    if !damaged.is_empty() {
        tracing::warn!(?damaged, "files of the search index are damaged; it will be built anew");
        return Ok(None);
    }
    let cursor = snapshot::cursor(&index.load_metas()?);
    Ok(Some(Target { name, index, writer: None, cursor }))
}

/// Files of segments that are missing in tantivy's list of its files, which it therefore did not
/// check: the list itself is damaged.
fn unlisted(index: &Index, folder: &Path) -> Result<Vec<PathBuf>, TantivyError> {
    let segments = index.searchable_segment_ids()?;
    let listed = index.directory().list_managed_files();
    let mut unlisted = Vec::new();
    for entry in fs::read_dir(folder)? {
        let file = PathBuf::from(entry?.file_name());
        let name = file.to_string_lossy();
        let in_use = segments.iter().any(|s| name.starts_with(&s.uuid_string()));
        if in_use && !listed.contains(&file) {
            unlisted.push(file);
        }
    }
    Ok(unlisted)
}

impl Target {
    /// Does and commits in one step. After an error the writer is not used again: tantivy's state
    /// is then unknown, and its rollback can panic.
    fn commit(
        &mut self,
        fields: &Fields,
        ops: Vec<IndexOp>,
        cursor: Cursor,
    ) -> Result<(), SearchError> {
        let failed = engine("writing the search index");
        let mut writer = if let Some(writer) = self.writer.take() {
            writer
        } else {
            self.index.tokenizers().register(Lines::NAME, Lines);
            self.index.writer_with_num_threads(1, MEMORY).map_err(&failed)?
        };
        let done = write(&mut writer, fields, ops, &cursor);
        if done.is_ok() {
            self.writer = Some(writer);
            self.cursor = Some(cursor);
        } else {
            drop(writer);
            // The error may have come after the commit was complete: only the files know.
            let metas = self.index.load_metas().map_err(failed)?;
            self.cursor = snapshot::cursor(&metas);
        }
        done
    }

    fn close(&mut self) -> Result<(), TantivyError> {
        self.writer.take().map_or(Ok(()), tantivy::IndexWriter::wait_merging_threads)
    }
}

fn write(
    writer: &mut tantivy::IndexWriter<TantivyDocument>,
    fields: &Fields,
    ops: Vec<IndexOp>,
    cursor: &Cursor,
) -> Result<(), SearchError> {
    let failed = engine("writing the search index");
    let payload = serde_json::to_string(cursor).map_err(engine("writing the cursor"))?;
    for op in ops {
        let (id, clause) = match op {
            IndexOp::Put(clause) => (clause.record.id, Some(clause)),
            IndexOp::Delete(id) => (id, None),
        };
        writer.delete_term(Term::from_field_u64(fields.id, id.as_u64()));
        if let Some(clause) = clause {
            let document = fields.document(&clause).map_err(engine("writing a hit"))?;
            writer.add_document(document).map_err(&failed)?;
        }
    }
    let mut commit = writer.prepare_commit().map_err(&failed)?;
    commit.set_payload(&payload);
    commit.commit().map_err(failed)?;
    Ok(())
}

impl IndexWriter for EmbeddedWriter {
    fn cursor(&self) -> Option<Cursor> {
        self.target.as_ref()?.cursor.clone()
    }

    fn in_place(&self) -> bool {
        let Some(target) = &self.target else { return true };
        let named = files::current(&self.shared.folder).ok().flatten();
        self.fresh
            || (named.as_ref() == Some(&target.name)
                && self.folder(&target.name).join("meta.json").exists())
    }

    fn start_over(&mut self) -> Result<(), SearchError> {
        let failed = io_error("starting a new search index");
        if let Some(mut old) = self.target.take()
            && let Err(error) = old.close()
        {
            tracing::warn!(%error, "the search index that is given up did not close well");
        }
        let folder = &self.shared.folder;
        // What an interrupted start left behind goes; the current one stays until the swap.
        let current = files::current(folder).map_err(&failed)?;
        let keep: Vec<&str> = current.as_deref().into_iter().collect();
        files::remove_others(folder, &keep).map_err(&failed)?;
        let name = files::create(folder).map_err(&failed)?;
        let index = Index::builder()
            .schema(schema::schema().0)
            .settings(IndexSettings::default())
            .create_in_dir(self.folder(&name))
            .map_err(engine("starting a new search index"))?;
        self.target = Some(Target { name, index, writer: None, cursor: None });
        self.fresh = true;
        Ok(())
    }

    fn apply(&mut self, ops: Vec<IndexOp>, position: &Position) -> Result<(), SearchError> {
        let Some(target) = &mut self.target else { return Err(SearchError::NotReady) };
        let fingerprint = self.shared.fingerprint.clone();
        target.commit(&self.fields, ops, Cursor { fingerprint, position: position.clone() })
    }

    fn publish(&mut self) -> Result<(), SearchError> {
        let Some(target) = &mut self.target else { return Err(SearchError::NotReady) };
        let failed = io_error("publishing the search index");
        let folder = files::path(&self.shared.folder, &target.name);
        if !self.fresh {
            files::sync_folder(&folder).map_err(failed)?;
            return self.shared.refresh();
        }
        // Readers would take an index without a commit for a foreign one.
        if target.cursor.is_none() {
            return Err(SearchError::NotReady);
        }
        target.close().map_err(engine("publishing the search index"))?;
        files::sync_all(&folder).map_err(&failed)?;
        let before = files::current(&self.shared.folder).map_err(&failed)?;
        files::set_current(&self.shared.folder, &target.name).map_err(&failed)?;
        self.fresh = false;
        self.shared.refresh()?;
        // The one before stays until the next swap: a reader may be opening its files right now.
        let keep: Vec<&str> =
            std::iter::once(target.name.as_str()).chain(before.as_deref()).collect();
        files::remove_others(&self.shared.folder, &keep).map_err(failed)
    }
}

impl Drop for EmbeddedWriter {
    fn drop(&mut self) {
        // Dropping tantivy's writer would cut off merges, and segments would pile up.
        if let Some(Err(error)) = self.target.as_mut().map(Target::close) {
            tracing::warn!(%error, "the search index did not close well");
        }
    }
}

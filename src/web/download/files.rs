//! The files that hold everything: made once for each state of the store, all from one snapshot.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    sync::{Arc, RwLock},
    time::Duration,
};

use flate2::{Compression, write::GzEncoder};
use schemars::JsonSchema;
use serde::Serialize;
use sha2::{Digest, Sha256};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{
    export::{self, ExportError, Form, Rows},
    store::{Position, Snapshot, Store, Totals},
    web::error::WebError,
};

/// How long a request waits for files that are being made; small stores take less.
const PATIENCE: Duration = Duration::from_secs(5);

/// Files that are sent at the same time. Who takes one slowly keeps a place of the site's all the while;
/// the others must be left for pages.
const SENT: usize = 32;

/// Requests that wait for files while they are being made.
const WAITING: usize = 16;

/// What there is: name, rows, form and what it holds, for readers.
const FILES: [(&str, Rows, Form, &str); 4] = [
    (
        "clauses.jsonl.gz",
        Rows::Clauses { all: false },
        Form::Jsonl,
        "Passages with everything that was read in them, one JSON object a line",
    ),
    ("clauses.csv.gz", Rows::Clauses { all: false }, Form::Csv, "Passages as a table"),
    (
        "claims.jsonl.gz",
        Rows::Claims,
        Form::Jsonl,
        "What sources say of treaties, one JSON object a line",
    ),
    ("claims.csv.gz", Rows::Claims, Form::Csv, "What sources say of treaties, as a table"),
];

/// One file.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "DownloadFile")]
pub(super) struct Bulk {
    /// Its name.
    pub(super) name: &'static str,
    /// Where it is fetched.
    pub(super) href: String,
    /// What it holds, for readers.
    pub(super) holds: &'static str,
    /// How many lines or rows it has.
    pub(super) rows: u64,
    /// Its size as it is sent, compressed.
    pub(super) bytes: u64,
    /// SHA-256 of the same, hexadecimal.
    pub(super) sha256: String,
}

/// The files of one state of the store.
#[derive(Debug)]
pub(in super::super) struct Made {
    pub(super) position: Position,
    pub(super) totals: Totals,
    /// When they were made, RFC 3339 in UTC.
    pub(super) at: String,
    files: Vec<(Bulk, Arc<File>)>,
}

impl Made {
    /// The file of this name.
    pub(super) fn file(&self, name: &str) -> Option<(&Bulk, Arc<File>)> {
        self.files.iter().find(|(bulk, _)| bulk.name == name).map(|(b, file)| (b, Arc::clone(file)))
    }

    /// What each file holds.
    pub(super) fn bulks(&self) -> Vec<Bulk> {
        self.files.iter().map(|(bulk, _)| bulk.clone()).collect()
    }
}

/// The newest files, and the folder in which they are made.
pub(in super::super) struct Downloads {
    folder: PathBuf,
    made: RwLock<Option<Arc<Made>>>,
    /// Held by who makes them.
    making: tokio::sync::Mutex<()>,
    waiting: Arc<Semaphore>,
    sent: Arc<Semaphore>,
}

impl Downloads {
    /// Files are made in `folder`, and without a name in it: nobody has to clear up after them.
    pub(in super::super) fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            made: RwLock::default(),
            making: tokio::sync::Mutex::default(),
            waiting: Arc::new(Semaphore::new(WAITING)),
            sent: Arc::new(Semaphore::new(SENT)),
        }
    }

    /// The right to send a file, kept as long as it is sent; none while too many are.
    pub(super) fn place(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.sent).try_acquire_owned().ok()
    }

    fn newest(&self) -> Option<Arc<Made>> {
        self.made.read().ok()?.clone()
    }

    /// The files of the store as it is; where making them takes long, or many wait for them, those of an
    /// earlier state, if there are any and nothing was taken back or superseded since.
    pub(in super::super) async fn current(
        self: &Arc<Self>,
        store: &Arc<dyn Store>,
        base: &str,
    ) -> Result<Arc<Made>, WebError> {
        let position = store.position().await?;
        if let Some(made) = self.since(&position) {
            return Ok(made);
        }
        if let Ok(place) = Arc::clone(&self.waiting).try_acquire_owned() {
            // A task of its own: it goes on when this request has no more patience.
            let (this, held, base) = (Arc::clone(self), Arc::clone(store), base.to_owned());
            let made = tokio::spawn(async move {
                let _place = place;
                this.renew(&held, base, position).await
            });
            if let Ok(made) = tokio::time::timeout(PATIENCE, made).await {
                return made.map_err(WebError::internal)?.map_err(WebError::internal);
            }
        }
        match self.newest() {
            // Words that a source took back must not leave the house any more.
            Some(made) if store.only_put_since(made.position.seq).await? => Ok(made),
            _ => Err(WebError::BeingMade),
        }
    }

    /// The newest files, if they are of this position or a later one: the feed only grows.
    fn since(&self, position: &Position) -> Option<Arc<Made>> {
        self.newest().filter(|made| made.position.seq >= position.seq)
    }

    /// Makes the files of the store as it is, unless somebody did since `asked`: of all who wait, one
    /// makes them.
    async fn renew(
        &self,
        store: &Arc<dyn Store>,
        base: String,
        asked: Position,
    ) -> Result<Arc<Made>, ExportError> {
        let _turn = self.making.lock().await;
        if let Some(made) = self.since(&asked) {
            return Ok(made);
        }
        let mut snapshot = store.snapshot().await?;
        let position = snapshot.position().await?;
        let folder = self.folder.clone();
        let runtime = tokio::runtime::Handle::current();
        // Compressing takes a processor: not one that answers requests.
        let made = tokio::task::spawn_blocking(move || {
            runtime.block_on(make(snapshot.as_mut(), position, &base, &folder))
        });
        let made = Arc::new(made.await.map_err(io::Error::other)??);
        if let Ok(mut newest) = self.made.write() {
            *newest = Some(Arc::clone(&made));
        }
        Ok(made)
    }
}

async fn make(
    snapshot: &mut dyn Snapshot,
    position: Position,
    base: &str,
    folder: &Path,
) -> Result<Made, ExportError> {
    let totals = snapshot.totals().await?;
    let at =
        jiff::Timestamp::now().round(jiff::Unit::Second).map_err(io::Error::other)?.to_string();
    let mut made = Made { position, totals, at, files: Vec::new() };
    for (name, rows, form, holds) in FILES {
        let file = nameless(folder)?;
        let (rows, bytes, sha256) = one(snapshot, base, (rows, form), &file).await?;
        let href = format!("/download/{name}");
        let bulk = Bulk { name, href, holds, rows, bytes, sha256 };
        made.files.push((bulk, Arc::new(file)));
    }
    Ok(made)
}

/// A file that is gone from its folder as soon as it is made: it lives as long as somebody reads it, and
/// no longer than this process.
fn nameless(folder: &Path) -> io::Result<File> {
    let path = folder.join(format!("download.{}", std::process::id()));
    // A process that was killed at this very place left its own.
    gone(&path)?;
    let file = File::options().read(true).write(true).create_new(true).open(&path)?;
    gone(&path)?;
    Ok(file)
}

/// Removes a file, if it is there.
fn gone(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Writes one file: how many rows it has, its size and its hash.
async fn one(
    snapshot: &mut dyn Snapshot,
    base: &str,
    rows: (Rows, Form),
    file: &File,
) -> Result<(u64, u64, String), ExportError> {
    let counted = Counted { out: file, bytes: 0, hash: Sha256::new() };
    // No name and no time in it: the same rows are the same bytes.
    let mut zip = BufWriter::new(GzEncoder::new(counted, Compression::default()));
    let rows = export::write(snapshot, base, rows, &mut zip).await?;
    let zip = zip.into_inner().map_err(io::IntoInnerError::into_error)?;
    let counted = zip.finish()?;
    let hex = hex(&counted.hash.finalize());
    Ok((rows, counted.bytes, hex))
}

/// Bytes as hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string can't fail.
        let _ = std::fmt::Write::write_fmt(&mut hex, format_args!("{byte:02x}"));
        hex
    })
}

/// A file whose bytes are counted and hashed as they are written.
struct Counted<'a> {
    out: &'a File,
    bytes: u64,
    hash: Sha256,
}

impl Write for Counted<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        annotate::{Annotator, Codebook},
        ingest::{Input, ingest},
        read::{Metadata, Reader},
        store,
    };

    #[tokio::test]
    async fn few_requests_wait_for_files_and_the_others_are_told_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let held = store::connect(folder.path()).await.unwrap();
        let downloads = Arc::new(Downloads::new(folder.path().to_owned()));
        let making = downloads.making.lock().await;
        let ask = || {
            let (downloads, held) = (Arc::clone(&downloads), Arc::clone(&held));
            tokio::spawn(async move { downloads.current(&held, "").await })
        };
        let waiting: Vec<_> = (0..WAITING).map(|_| ask()).collect();
        while downloads.waiting.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        let told = tokio::time::timeout(PATIENCE / 2, ask()).await.unwrap().unwrap();
        assert!(matches!(told, Err(WebError::BeingMade)), "{told:?}");
        drop(making);
        for request in waiting {
            assert_eq!(request.await.unwrap().unwrap().totals.clauses, 0);
        }
    }

    #[tokio::test]
    async fn files_are_sent_until_later_ones_are_made_unless_something_was_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let held = store::connect(folder.path()).await.unwrap();
        let annotator = Arc::new(Annotator::new(Codebook::built_in().unwrap().into()).unwrap());
        let add = async |name: &str, text: &str| {
            let (name, slug) = (format!("{name}.txt"), name.parse().unwrap());
            let (bytes, metadata) = (text.as_bytes().into(), Metadata::default());
            let input = [Ok(Input { name, slug, bytes, metadata })];
            let reader = Reader::in_process();
            let report = ingest(held.as_ref(), &annotator, &reader, input, |_| ()).await.unwrap();
            assert!(!report.refused(), "{report:?}");
        };
        add("first", "A pact\nIran and Russia signed it in 2025.").await;
        let downloads = Arc::new(Downloads::new(folder.path().to_owned()));
        let made = downloads.current(&held, "").await.unwrap();

        // Nobody makes files any more, and more is taken up at once than is read of the feed at a time.
        let _others =
            downloads.waiting.acquire_many(u32::try_from(WAITING).unwrap()).await.unwrap();
        let lines: Vec<String> = (0..10_001).map(|n| format!("- line {n}")).collect();
        add("second", &lines.join("\n")).await;
        assert!(held.totals().await.unwrap().clauses > 10_000);
        let sent = downloads.current(&held, "").await.unwrap();
        assert_eq!(sent.position, made.position);
        held.retract(&"first".parse().unwrap(), "It was a draft.").await.unwrap();
        let told = downloads.current(&held, "").await;
        assert!(matches!(told, Err(WebError::BeingMade)), "{told:?}");
    }
}

//! Why the store could not do what was asked.

use super::{Facet, Retraction};
use crate::model::{ClauseId, Slug};

/// Why the store could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process holds the store's write lock.
    #[error("another process (pid {pid}) is writing to {folder}")]
    Busy {
        /// The holder, 0 if it could not be read.
        pid: u32,
        /// The data folder.
        folder: String,
    },
    /// The data was written by a newer version of Pacta; nothing was touched.
    #[error("{0} was written by a newer version of Pacta")]
    Newer(String),
    /// Two different wordings have the same id.
    #[error("clause id {0} is already issued for other words; the source was not stored")]
    Collision(ClauseId),
    /// The slug already names a source that was founded under another id slug.
    #[error("source '{0}' is already held with the founding slug '{1}'")]
    Founded(Slug, Slug),
    /// The source was taken back; only taking it up again on purpose brings it back.
    #[error("source '{0}' was {1} ('pacta reinstate {0}' takes it up again)")]
    Retracted(Slug, Retraction),
    /// No source or treaty goes or went by this name.
    #[error("no {} is named '{}'", .0.as_str(), .1)]
    NotHeld(Facet, Slug),
    /// Another source or treaty goes by the name, or has gone by it.
    #[error("the name '{slug}' is taken by the {} '{now}' for ever", .facet.as_str())]
    NameTaken {
        /// Whether it is the name of a source or of a treaty.
        facet: Facet,
        /// The name.
        slug: Slug,
        /// The name that its holder goes by now.
        now: Slug,
    },
    /// A process has the store open that is to be replaced.
    #[error("another process has {0} open; stop the server first")]
    InUse(String),
    /// A file can't be read or written as a backup.
    #[error("{file}: {reason}")]
    Backup {
        /// The file.
        file: String,
        /// Why not.
        reason: String,
    },
    /// The folder or the engine failed.
    #[error("{context}: {source}")]
    Engine {
        /// What was being done, for readers.
        context: &'static str,
        /// The engine's own error, for the log.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

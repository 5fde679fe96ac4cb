//! Ingesting: files and folders through the pipeline into the store, with a report at the end.
mod derive;
pub use derive::{Derived, Input, derive};

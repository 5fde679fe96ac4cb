//! Pacta turns what is written about a treaty, and the treaty's own text, into clauses that people
//! can browse, search and cite.
//!
//! The modules stand in the order in which data moves; each may use only those before it:
//!
//! ```text
//! bytes -> read -> segment -> annotate -> store (the truth) -> follow -> search index (derived)
//! request -> extract -> query -> index or store -> page -> HTML | JSON
//! ```
#![forbid(unsafe_code)]

pub mod model;
pub mod read;
pub mod segment;
pub mod annotate;
pub mod store;
pub mod search;
pub mod cite;
pub mod export;
pub mod ingest;
pub mod config;
pub mod web;
pub mod cmd;

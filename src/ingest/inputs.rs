//! Finding inputs: files, folders and standard input, each with what is stated about it.

use std::{
    io::Read,
    path::{Path, PathBuf},
};

use super::Input;
use crate::{
    model::Slug,
    read::{self, Metadata, ReadError},
};

/// Inputs larger than this are refused unless the caller says otherwise.
pub const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// An input that is not taken up, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {reason}")]
pub struct Refusal {
    /// The path as the caller gave it, or the file below it.
    pub name: String,
    /// One line.
    pub reason: String,
}

/// The inputs that `paths` name, in a fixed order: paths as given, folders by file name. Each is read
/// only when it is asked for, so that a large folder is never in memory at once.
///
/// `stated` overrides what stands in the metadata files. Each path that gives no input is a refusal.
pub fn gather<'a>(
    paths: &'a [PathBuf],
    stated: &'a Metadata,
    max_bytes: u64,
) -> impl ExactSizeIterator<Item = Result<Input, Refusal>> + 'a {
    let files: Vec<_> = paths.iter().flat_map(|path| files(path)).collect();
    files.into_iter().map(move |file| {
        let file = file?;
        if file.as_os_str() == "-" {
            standard_input(stated, max_bytes)
        } else {
            open(&file, stated, max_bytes)
        }
    })
}

/// The files that a path names: itself, or the sources below it.
fn files(path: &Path) -> Vec<Result<PathBuf, Refusal>> {
    if !path.is_dir() {
        return vec![Ok(path.to_owned())];
    }
    match walk(path) {
        Ok(files) if files.is_empty() => {
            vec![Err(refusal(path, "the folder holds no sources (.txt, .md, .html, .xml, .pdf)"))]
        }
        Ok(files) => files.into_iter().map(Ok).collect(),
        Err(e) => vec![Err(refusal(path, &plain(&e)))],
    }
}

/// Files below a folder whose names say that they are sources, sorted; hidden ones are left out.
fn walk(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let entry = entry?;
            let name = entry.file_name();
            let Some(name) = name.to_str().filter(|n| !n.starts_with('.')) else { continue };
            // Links are not followed: a folder's sources are what lies in it.
            let kind = entry.file_type()?;
            if kind.is_dir() {
                open.push(entry.path());
            } else if kind.is_file() && read::is_source_name(name) {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The input that a file is, with what stands in the metadata file beside it, overridden by `stated`.
pub(super) fn open(path: &Path, stated: &Metadata, max_bytes: u64) -> Result<Input, Refusal> {
    let refuse = |reason: &str| refusal(path, reason);
    let file = std::fs::metadata(path).map_err(|e| refuse(&plain(&e)))?;
    if !file.is_file() {
        return Err(refuse("not a file"));
    }
    if file.len() > max_bytes {
        let cap = ReadError::TooLarge { size: file.len(), limit: max_bytes };
        return Err(refuse(&cap.to_string()));
    }
    let bytes = std::fs::read(path).map_err(|e| refuse(&plain(&e)))?;
    let beside = path.with_extension("toml");
    let metadata = match std::fs::read_to_string(&beside) {
        Ok(text) => {
            Metadata::parse(&text).map_err(|e| refuse(&format!("{}: {e}", beside.display())))?
        }
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Metadata::default(),
        Err(e) => return Err(refuse(&format!("{}: {}", beside.display(), plain(&e)))),
    };
    let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    input(path.display().to_string(), &stem, bytes, metadata, stated)
}

fn standard_input(stated: &Metadata, max_bytes: u64) -> Result<Input, Refusal> {
    let name = "standard input";
    let refuse = |reason: String| Refusal { name: name.to_owned(), reason };
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .take(max_bytes.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|e| refuse(plain(&e)))?;
    if bytes.len() as u64 > max_bytes {
        return Err(refuse(format!(
            "more than {max_bytes} bytes (raise the limit with --max-bytes)"
        )));
    }
    if stated.source.is_none() {
        return Err(refuse("has no name of its own: give one with --source".to_owned()));
    }
    input(name.to_owned(), "", bytes, Metadata::default(), stated)
}

/// An input from its parts, under the slug that is stated or that `stem` gives.
pub(super) fn input(
    name: String,
    stem: &str,
    bytes: Vec<u8>,
    metadata: Metadata,
    stated: &Metadata,
) -> Result<Input, Refusal> {
    let metadata = metadata.overridden_by(stated);
    let slug = match &metadata.source {
        Some(slug) => slug.clone(),
        None => Slug::from_text(stem).map_err(|e| Refusal {
            name: name.clone(),
            reason: format!("{e}; give one with --source"),
        })?,
    };
    Ok(Input { name, slug, bytes: bytes.into(), metadata })
}

fn refusal(path: &Path, reason: &str) -> Refusal {
    Refusal { name: path.display().to_string(), reason: reason.to_owned() }
}

/// The system's reason without its error number.
pub(super) fn plain(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "may not be read".to_owned(),
        _ => error.to_string(),
    }
}

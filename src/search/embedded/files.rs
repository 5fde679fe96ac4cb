//! The folder of the index: sub-folders with one index each, and `CURRENT`, which names the one
//! that readers use. What is written here survives a power cut once the call has returned.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

const CURRENT: &str = "CURRENT";

/// The name in `CURRENT`, where there is one.
pub(super) fn current(folder: &Path) -> io::Result<Option<String>> {
    match fs::read_to_string(folder.join(CURRENT)) {
        // Anything but a name that was written here is no name: never a way out of the folder.
        Ok(name) => Ok(number(name.trim()).map(|_| name.trim().to_owned())),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(e) if e.kind() == io::ErrorKind::InvalidData => Ok(None),
        Err(e) => Err(e),
    }
}

/// Makes `name` the one that readers use.
pub(super) fn set_current(folder: &Path, name: &str) -> io::Result<()> {
    let new = folder.join("CURRENT.new");
    let mut file = File::create(&new)?;
    writeln!(file, "{name}")?;
    file.sync_all()?;
    fs::rename(&new, folder.join(CURRENT))?;
    sync_folder(folder)
}

/// Makes a new sub-folder.
pub(super) fn create(folder: &Path) -> io::Result<String> {
    fs::create_dir_all(folder)?;
    let highest = numbered(folder)?.iter().filter_map(|name| number(name)).max().unwrap_or(0);
    let name = format!("index-{}", highest + 1);
    fs::create_dir(folder.join(&name))?;
    sync_folder(folder)?;
    Ok(name)
}

/// Makes every file of a sub-folder, and the folder itself, durable.
pub(super) fn sync_all(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        match File::open(&path) {
            Ok(file) => file.sync_all()?,
            // Files that a finished merge left behind may go at any moment.
            Err(e) if e.kind() == io::ErrorKind::NotFound => {}
            Err(e) => return Err(e),
        }
    }
    sync_folder(folder)
}

/// Makes names in a folder durable: tantivy does not after its last rename.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Removes every sub-folder but these. Readers that have its files open keep them until they close.
pub(super) fn remove_others(folder: &Path, keep: &[&str]) -> io::Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    for name in numbered(folder)? {
        if !keep.contains(&name.as_str()) {
            fs::remove_dir_all(path(folder, &name))?;
        }
    }
    Ok(())
}

/// Where a sub-folder is.
pub(super) fn path(folder: &Path, name: &str) -> PathBuf {
    folder.join(name)
}

fn numbered(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        names.extend(name.to_str().filter(|n| number(n).is_some()).map(str::to_owned));
    }
    Ok(names)
}

fn number(name: &str) -> Option<u64> {
    name.strip_prefix("index-")?.parse().ok()
}

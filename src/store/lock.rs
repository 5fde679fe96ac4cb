//! Locks between processes: `flock` on a small file, released by the kernel when the holder ends.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read, Seek, Write},
    path::Path,
};

use rustix::fs::{FlockOperation, flock};

/// A lock that is held until it is dropped.
#[derive(Debug)]
pub struct FileLock {
    file: File,
}

/// Whether a lock was had.
#[derive(Debug)]
pub enum Attempt {
    /// It is ours.
    Held(FileLock),
    /// Another process has it; its pid, 0 where it could not be read.
    HeldBy(u32),
}

impl FileLock {
    /// Tries once to share `path` with others that share it, making the file where it is absent.
    ///
    /// # Errors
    /// When the file can't be made or locked for another reason than a holder.
    pub fn share(path: &Path) -> io::Result<Attempt> {
        Self::try_for(path, FlockOperation::NonBlockingLockShared)
    }

    /// Tries once to lock `path`, making the file where it is absent.
    ///
    /// # Errors
    /// When the file can't be made or locked for another reason than a holder.
    pub fn attempt(path: &Path) -> io::Result<Attempt> {
        let attempt = Self::try_for(path, FlockOperation::NonBlockingLockExclusive)?;
        if let Attempt::Held(lock) = &attempt {
            let mut file = &lock.file;
            file.set_len(0)?;
            file.rewind()?;
            write!(file, "{}", std::process::id())?;
        }
        Ok(attempt)
    }

    fn try_for(path: &Path, operation: FlockOperation) -> io::Result<Attempt> {
        let mut file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        match flock(&file, operation) {
            Ok(()) => Ok(Attempt::Held(Self { file })),
            Err(rustix::io::Errno::WOULDBLOCK) => {
                let mut pid = String::new();
                // The holder may be writing its pid at this moment; 0 says that it is not known.
                let _ = file.read_to_string(&mut pid);
                Ok(Attempt::HeldBy(pid.trim().parse().unwrap_or(0)))
            }
            Err(errno) => Err(errno.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_share_keep_out_who_wants_it_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.lock");
        let (one, two) = (FileLock::share(&path).unwrap(), FileLock::share(&path).unwrap());
        assert!(matches!((&one, &two), (Attempt::Held(_), Attempt::Held(_))));
        drop(one);
        assert!(matches!(FileLock::attempt(&path).unwrap(), Attempt::HeldBy(_)));
        drop(two);
        let _alone = FileLock::attempt(&path).unwrap();
        match FileLock::share(&path).unwrap() {
            Attempt::HeldBy(pid) => assert_eq!(pid, std::process::id()),
            Attempt::Held(_) => panic!("shared with one who has it alone"),
        }
    }

    #[test]
    fn a_second_holder_is_told_the_pid_of_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.lock");
        let first = FileLock::attempt(&path).unwrap();
        assert!(matches!(first, Attempt::Held(_)));
        match FileLock::attempt(&path).unwrap() {
            Attempt::HeldBy(pid) => assert_eq!(pid, std::process::id()),
            Attempt::Held(_) => panic!("two holders"),
        }
        drop(first);
        assert!(matches!(FileLock::attempt(&path).unwrap(), Attempt::Held(_)));
    }
}

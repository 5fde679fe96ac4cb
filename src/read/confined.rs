//! Reads what comes from strangers in a child process that limits itself.
//!
//! Parsers of HTML, XML and PDF can be made to take time and memory beyond measure. So those formats
//! are read by a child of the same program: before it reads a byte it limits its own processor time,
//! memory and files, for itself and for the programs that it starts; its parent limits the time by the
//! clock and the length of the answer. Plain text and Markdown are read in the parent, in time linear
//! to their length.

use std::{
    io::{self, Read, Write},
    os::unix::process::{CommandExt, ExitStatusExt},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use rustix::process::{Pid, Resource, Rlimit, Signal, kill_process_group, setrlimit};

use super::{Decoded, Extracted, Format, ReadError, decode, extract, pdf, written};

/// Processor time of the child, and of each program that it starts.
pub(super) const CPU_SECONDS: u64 = 10;
/// Time by the clock, for the child and all that it starts.
const CLOCK: Duration = Duration::from_secs(15);
/// Address space of each.
pub(super) const MEMORY_MB: u64 = 512;
/// Files open at once.
const FILES: u64 = 64;
/// The longest answer that is taken.
const MAX_ANSWER_MB: usize = 128;
/// Of what the child complains about, so much is looked at.
const MAX_COMPLAINTS: u64 = 4096;

/// Reads inputs: in a child process those formats that need it.
#[derive(Debug, Clone)]
pub struct Reader {
    program: Option<PathBuf>,
    clock: Duration,
}

impl Reader {
    /// A reader that starts `program` as `program read-confined FORMAT`, which must end in
    /// [`answer`].
    #[must_use]
    pub fn confined(program: PathBuf) -> Self {
        Self { program: Some(program), clock: CLOCK }
    }

    /// A reader without limits, for inputs that are trusted.
    #[must_use]
    pub fn in_process() -> Self {
        Self { program: None, clock: CLOCK }
    }

    /// Reads one input. `name` (a file name or path) decides between formats where the content does
    /// not.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn read(&self, name: &str, bytes: &[u8]) -> Result<Extracted, ReadError> {
        let Some(program) = &self.program else { return super::read(name, bytes) };
        if Format::is_pdf(name, bytes) {
            return ask(program, Format::Pdf, bytes, self.clock);
        }
        let decoded = decode::decode(bytes).map_err(|e| Format::refuse(name, e))?;
        match Format::of(name, &decoded.text) {
            format @ (Format::Html | Format::Xml) => ask(program, format, bytes, self.clock),
            format => written(extract(format, decoded)?),
        }
    }
}

/// The child's part: limits this process, reads an input of a format from standard input, and writes
/// what it gives to standard output.
///
/// # Errors
/// When a limit can't be set, the format is unknown, or an end of the pipe is gone.
pub fn answer(format: &str) -> io::Result<()> {
    limit()?;
    let format = Format::by_name(&format!("input.{format}"))
        .ok_or_else(|| io::Error::other("an unknown format"))?;
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    let read = match format {
        Format::Pdf => pdf::extract(&bytes),
        format => decode::decode(&bytes).and_then(|decoded: Decoded| extract(format, decoded)),
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    serde_json::to_writer(&mut out, &read.and_then(written))?;
    out.flush()
}

/// Limits this process and those that it starts. What is limited can't be raised again.
fn limit() -> io::Result<()> {
    let set = |resource, most: u64| {
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })
    };
    set(Resource::Core, 0)?;
    set(Resource::Fsize, 0)?;
    set(Resource::Nofile, FILES)?;
    set(Resource::As, MEMORY_MB << 20)?;
    // At the first limit it is told, at the second killed.
    let time = Rlimit { current: Some(CPU_SECONDS), maximum: Some(CPU_SECONDS + 1) };
    Ok(setrlimit(Resource::Cpu, time)?)
}

/// The parent's part.
fn ask(
    program: &Path,
    format: Format,
    bytes: &[u8],
    clock: Duration,
) -> Result<Extracted, ReadError> {
    let failed = |what: &str, e: &dyn std::fmt::Display| ReadError::Failed(format!("{what}: {e}"));
    let mut child = Command::new(program)
        .args(["read-confined", format.name()])
        // Nothing of the parent's is the child's, but where programs are found.
        .env_clear()
        .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
        // The allocator would reserve a gigabyte of addresses before the limit is set, and leave
        // none for the programs that the child starts; in KiB.
        .env("MIMALLOC_ARENA_RESERVE", "32768")
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|e| failed("starting the confined reader", &e))?;
    let heard = hear(&mut child, bytes, clock);
    let too_long = heard.as_ref().is_some_and(|(said, _)| said.len() > MAX_ANSWER_MB << 20);
    if heard.is_none() || too_long {
        end(&child);
    }
    let status = child.wait().map_err(|e| failed("the confined reader", &e))?;
    let Some((said, complaints)) = heard else { return Err(ReadError::TooSlow(clock.as_secs())) };
    if too_long {
        return Err(ReadError::TooMuchText(MAX_ANSWER_MB));
    }
    if !status.success() {
        return Err(failure(status, &complaints));
    }
    serde_json::from_slice::<Result<Extracted, ReadError>>(&said)
        .map_err(|e| failed("the confined reader's answer", &e))?
}

/// Gives the child its input and takes its answer and its complaints; `None` where it took too long.
fn hear(child: &mut Child, bytes: &[u8], clock: Duration) -> Option<(Vec<u8>, String)> {
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let child = &*child;
    let (done, heard) = mpsc::channel();
    thread::scope(|scope| {
        // A child that has come to its end no longer listens; its ending tells why.
        scope.spawn(|| stdin.map(|mut to| to.write_all(bytes)));
        scope.spawn(move || {
            let (mut said, mut complaints) = (Vec::new(), Vec::new());
            let most = (MAX_ANSWER_MB << 20) as u64 + 1;
            let _ = stdout.map(|from| from.take(most).read_to_end(&mut said));
            if said.len() as u64 != most {
                let _ = stderr.map(|from| from.take(MAX_COMPLAINTS).read_to_end(&mut complaints));
            }
            // The other end is there until the scope ends.
            let _ = done.send((said, String::from_utf8_lossy(&complaints).into_owned()));
        });
        let heard = heard.recv_timeout(clock).ok();
        if heard.is_none() {
            // The threads end when the pipes do.
            end(child);
        }
        heard
    })
}

/// Kills the child and what it has started. It may have ended already.
fn end(child: &Child) {
    let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
}

fn failure(status: ExitStatus, complaints: &str) -> ReadError {
    if complaints.contains("memory allocation of") {
        return ReadError::TooMuchMemory(MEMORY_MB);
    }
    status.signal().and_then(ending).unwrap_or_else(|| {
        tracing::error!(%status, complaints, "the confined reader failed");
        ReadError::Failed("an internal error, see the log".to_owned())
    })
}

/// Which limit a process met that was ended by this signal.
pub(super) fn ending(signal: i32) -> Option<ReadError> {
    match Signal::from_named_raw(signal) {
        Some(Signal::XCPU | Signal::KILL) => Some(ReadError::TooSlow(CPU_SECONDS)),
        Some(Signal::ABORT) => Some(ReadError::TooMuchMemory(MEMORY_MB)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, os::unix::fs::PermissionsExt};

    use super::*;

    /// What becomes of a page whose confined reader is this shell script.
    fn read_by(script: &str, clock: Duration) -> ReadError {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("reader");
        fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o700)).unwrap();
        let reader = Reader { program: Some(program), clock };
        loop {
            let error = reader.read("a.html", &b"<p>words ".repeat(100_000)).unwrap_err();
            // Another test's child may hold the script open for a moment.
            if !error.to_string().contains("busy") {
                return error;
            }
        }
    }

    #[test]
    fn each_ending_of_the_child_is_told_in_one_line() {
        let minute = Duration::from_mins(1);
        assert_eq!(read_by("kill -XCPU $$", minute), ReadError::TooSlow(CPU_SECONDS));
        assert_eq!(read_by("kill -ABRT $$", minute), ReadError::TooMuchMemory(MEMORY_MB));
        let failed = [
            (
                "echo 'memory allocation of 8 bytes failed' >&2; exit 1",
                "the file needed more than 512 MB",
            ),
            ("cat; exit 101", "the file could not be read: an internal error, see the log"),
            ("echo 'no answer'", "the file could not be read: the confined reader's answer: "),
            ("echo '{\"Err\":\"NoTextLayer\"}'", "the PDF has no text layer"),
        ];
        for (script, reason) in failed {
            let told = read_by(script, minute).to_string();
            assert!(told.starts_with(reason), "{script}: {told}");
            assert!(!told.contains('\n'));
        }
    }

    #[test]
    fn a_child_that_takes_too_long_is_ended_with_all_that_it_started() {
        let folder = tempfile::tempdir().unwrap();
        let alive = folder.path().join("alive");
        let script = format!("sh -c 'sleep 3; echo > {}' & sleep 60", alive.display());
        assert_eq!(read_by(&script, Duration::from_millis(300)), ReadError::TooSlow(0));
        thread::sleep(Duration::from_secs(4));
        assert!(!alive.exists());
    }

    #[test]
    fn without_its_program_nothing_untrusted_is_read() {
        let reader = Reader::confined(PathBuf::from("/nonexistent/pacta"));
        assert_eq!(reader.read("a.txt", b"Words.").unwrap().text, "Words.");
        let refused = reader.read("a.html", b"<p>Words.").unwrap_err().to_string();
        assert!(refused.starts_with("the file could not be read: starting the confined reader: "));
    }
}

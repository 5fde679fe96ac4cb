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
    path::PathBuf,
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
const CLOCK_SECONDS: u64 = 15;
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
}

impl Reader {
    /// A reader that starts `program` as `program read-confined FORMAT`, which must end in
    /// [`answer`].
    #[must_use]
    pub fn confined(program: PathBuf) -> Self {
        Self { program: Some(program) }
    }

    /// A reader without limits, for inputs that are trusted.
    #[must_use]
    pub fn in_process() -> Self {
        Self { program: None }
    }

    /// Reads one input. `name` (a file name or path) decides between formats where the content does
    /// not.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn read(&self, name: &str, bytes: &[u8]) -> Result<Extracted, ReadError> {
        let Some(program) = &self.program else { return super::read(name, bytes) };
        if Format::is_pdf(name, bytes) {
            return ask(program, Format::Pdf, bytes);
        }
        let decoded = decode::decode(bytes)?;
        match Format::of(name, &decoded.text) {
            format @ (Format::Html | Format::Xml) => ask(program, format, bytes),
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
fn ask(program: &PathBuf, format: Format, bytes: &[u8]) -> Result<Extracted, ReadError> {
    let failed = |what: &str, e: &dyn std::fmt::Display| ReadError::Failed(format!("{what}: {e}"));
    let mut child = Command::new(program)
        .args(["read-confined", format.name()])
        // Nothing of the parent's is the child's, but where programs are found.
        .env_clear()
        .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|e| failed("starting the confined reader", &e))?;
    let heard = hear(&mut child, bytes);
    let too_long = heard.as_ref().is_some_and(|(said, _)| said.len() > MAX_ANSWER_MB << 20);
    if heard.is_none() || too_long {
        end(&child);
    }
    let status = child.wait().map_err(|e| failed("the confined reader", &e))?;
    let Some((said, complaints)) = heard else { return Err(ReadError::TooSlow(CLOCK_SECONDS)) };
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
fn hear(child: &mut Child, bytes: &[u8]) -> Option<(Vec<u8>, String)> {
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
        let heard = heard.recv_timeout(Duration::from_secs(CLOCK_SECONDS)).ok();
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

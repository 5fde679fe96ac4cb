//! Runs `pdftotext` of poppler-utils, and tells what its endings mean.

use std::{
    io::{BufReader, Read, Write},
    os::unix::process::ExitStatusExt,
    process::{Child, Command, ExitStatus, Stdio},
    thread,
};

use super::layout;
use crate::read::{
    ReadError,
    confined::{CPU_SECONDS, MEMORY_MB, ending},
};

/// A document that gives more text than this was made to do harm.
const MAX_TEXT_MB: usize = 32;
/// Of what it complains about, so much is looked at.
const MAX_COMPLAINTS: u64 = 16 * 1024;

/// What it gave.
pub(super) struct Output {
    /// The words in lines; blocks are parted by empty lines, and pages end with form feeds.
    pub(super) text: String,
    pub(super) notes: Vec<String>,
}

pub(super) fn run(pdf: &[u8]) -> Result<Output, ReadError> {
    let mut child = Command::new("pdftotext")
        .args(["-bbox-layout", "-enc", "UTF-8", "-", "-"])
        .env("LC_ALL", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|e| match e.kind() {
            std::io::ErrorKind::NotFound => ReadError::NoPdftotext,
            _ => ReadError::Failed(format!("starting pdftotext: {e}")),
        })?;
    let (text, complaints) = converse(&mut child, pdf);
    if text.len() > MAX_TEXT_MB << 20 {
        // It may have ended by itself.
        let _ = child.kill();
        let _ = child.wait();
        return Err(ReadError::TooMuchText(MAX_TEXT_MB));
    }
    let status = child.wait().map_err(|e| ReadError::Failed(format!("pdftotext: {e}")))?;
    if !status.success() {
        return Err(failure(status, &complaints));
    }
    let notes = if complaints.contains("Error") {
        vec!["the PDF is damaged in places: what can be read of it was read".to_owned()]
    } else {
        Vec::new()
    };
    Ok(Output { text, notes })
}

/// Gives it the file and takes text and complaints, all at once, since it may do them in any order.
fn converse(child: &mut Child, pdf: &[u8]) -> (String, String) {
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let (mut text, mut complaints) = (String::new(), Vec::new());
    thread::scope(|scope| {
        // It may stop reading where the file is no PDF; its ending tells why.
        scope.spawn(|| stdin.map(|mut to| to.write_all(pdf)));
        scope.spawn(|| {
            let Some(mut from) = stderr else { return };
            let _ = from.by_ref().take(MAX_COMPLAINTS).read_to_end(&mut complaints);
            let _ = std::io::copy(&mut from, &mut std::io::sink());
        });
        if let Some(from) = stdout {
            text = layout::words(BufReader::new(from), MAX_TEXT_MB << 20);
        }
        if text.len() > MAX_TEXT_MB << 20 {
            let _ = child.kill();
        }
    });
    (text, String::from_utf8_lossy(&complaints).into_owned())
}

/// Exit codes by its manual: 1 for a file that can't be opened, 3 for one that forbids it.
fn failure(status: ExitStatus, complaints: &str) -> ReadError {
    if let Some(limit) = status.signal().and_then(ending) {
        return limit;
    }
    let says = |what: &str| complaints.contains(what);
    match status.code() {
        _ if says("Out of memory") || says("bad_alloc") => ReadError::TooMuchMemory(MEMORY_MB),
        _ if says("CPU time") => ReadError::TooSlow(CPU_SECONDS),
        Some(3) => ReadError::Protected,
        _ if says("password") || says("encryption") || says("not allowed") => ReadError::Protected,
        Some(1 | 2) => ReadError::DamagedPdf,
        _ => ReadError::Failed(format!("pdftotext: {status}")),
    }
}

//! Why an input can't be read, in one line each.

use serde::{Deserialize, Serialize};

/// An input that can't be read. Each message stands alone, without the input's name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum ReadError {
    /// Nothing but white space.
    #[error("the file is empty")]
    Empty,
    /// Read, but nothing in it is text.
    #[error("the file holds no text")]
    NoText,
    /// Not text.
    #[error(
        "the file is binary, not text (byte {0} is a control character): save it as text, HTML or PDF first"
    )]
    Binary(usize),
    /// Text that is damaged, or in an encoding that can't be told.
    #[error("the file is not UTF-8 (line {line}, byte {byte})")]
    Encoding {
        /// Line from 1.
        line: usize,
        /// Offset of the first wrong byte in the file.
        byte: usize,
    },
    /// It begins as UTF-16 does and then is not.
    #[error("the file begins as UTF-16 and is damaged")]
    Utf16,
    /// Over the cap.
    #[error("the file has {size} bytes; the limit is {limit} (raise it with --max-bytes)")]
    TooLarge {
        /// Its size.
        size: u64,
        /// The cap.
        limit: u64,
    },
    /// XML that is not well-formed, is over a limit, or declares what is not read.
    #[error("line {line}: {reason}")]
    Xml {
        /// Line from 1.
        line: usize,
        /// What is wrong there, in one line.
        reason: String,
    },
    /// HTML over a limit: reading it could take time beyond measure.
    #[error("line {line}: {reason}")]
    Html {
        /// Line from 1.
        line: usize,
        /// Which limit, in one line.
        reason: String,
    },
    /// PDF is read by a program of its own.
    #[error("reading PDF needs the program pdftotext; install it (Debian: poppler-utils)")]
    NoPdftotext,
    /// A PDF of pictures.
    #[error("the PDF has no text layer (a scan?): run text recognition over it first")]
    NoTextLayer,
    /// A PDF that asks for a password, or whose owner forbids taking text out.
    #[error("the PDF is protected: save a copy without password and restrictions first")]
    Protected,
    /// A PDF that can't be opened.
    #[error("the PDF is damaged and can't be opened")]
    DamagedPdf,
    /// It gives more clauses than a document has.
    #[error("the file has {count} passages; the limit is {limit}: ingest it in parts")]
    TooManyClauses {
        /// Its clauses.
        count: usize,
        /// The cap.
        limit: usize,
    },
    /// It gives more text than a document has.
    #[error("the file unpacks to more than {0} MB of text")]
    TooMuchText(usize),
    /// Reading it took too long.
    #[error("the file took longer than {0} s to read")]
    TooSlow(u64),
    /// Reading it took too much memory.
    #[error("the file needed more than {0} MB of memory to read")]
    TooMuchMemory(u64),
    /// Reading it ended in an error of ours.
    #[error("the file could not be read: {0}")]
    Failed(String),
}

impl ReadError {
    /// The first wrong byte, at `at` of `body`, which begins at `offset` of the file.
    pub(super) fn encoding(body: &[u8], at: usize, offset: usize) -> Self {
        let line = body[..at].split(|b| *b == b'\n').count();
        Self::Encoding { line, byte: offset + at }
    }
}

//! A file as the body of an answer, read a piece at a time as it is taken.

use std::{
    fs::File,
    future::Future as _,
    io,
    os::unix::fs::FileExt,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use axum::body::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use tokio::task::{JoinHandle, spawn_blocking};

/// Bytes read at a time.
const PIECE: usize = 64 * 1024;

/// What is left of a file.
pub(super) struct FileBody {
    file: Arc<File>,
    /// Bytes of it that were sent.
    sent: u64,
    bytes: u64,
    /// Where blocking is allowed; a reader who takes nothing keeps no thread.
    reading: Option<JoinHandle<io::Result<Bytes>>>,
}

impl FileBody {
    /// The whole of a file of this size.
    pub(super) fn new(file: Arc<File>, bytes: u64) -> Self {
        Self { file, sent: 0, bytes, reading: None }
    }
}

fn piece(file: &File, at: u64) -> io::Result<Bytes> {
    let mut bytes = vec![0; PIECE];
    let read = file.read_at(&mut bytes, at)?;
    bytes.truncate(read);
    Ok(bytes.into())
}

impl Body for FileBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if self.is_end_stream() {
            return Poll::Ready(None);
        }
        let (file, at) = (Arc::clone(&self.file), self.sent);
        let reading = self.reading.get_or_insert_with(|| spawn_blocking(move || piece(&file, at)));
        let read = ready!(Pin::new(reading).poll(context));
        self.reading = None;
        let bytes = read.map_err(io::Error::other)??;
        if bytes.is_empty() {
            return Poll::Ready(Some(Err(io::ErrorKind::UnexpectedEof.into())));
        }
        self.sent += bytes.len() as u64;
        Poll::Ready(Some(Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.sent >= self.bytes
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.bytes.saturating_sub(self.sent))
    }
}

//! A file as the body of an answer, read a piece at a time as it is taken.

use std::{
    fs::File,
    future::Future as _,
    io,
    ops::Range,
    os::unix::fs::FileExt,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use axum::body::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use tokio::{
    sync::OwnedSemaphorePermit,
    task::{JoinHandle, spawn_blocking},
};

/// Bytes read at a time.
const PIECE: usize = 64 * 1024;

/// What is left to send of a file.
pub(super) struct FileBody {
    file: Arc<File>,
    left: Range<u64>,
    /// Where blocking is allowed; a reader who takes nothing keeps no thread.
    reading: Option<JoinHandle<io::Result<Bytes>>>,
    /// Kept until all is sent, or nobody takes it any more.
    _place: OwnedSemaphorePermit,
}

impl FileBody {
    /// These bytes of a file, which it has.
    pub(super) fn new(file: Arc<File>, bytes: Range<u64>, place: OwnedSemaphorePermit) -> Self {
        Self { file, left: bytes, reading: None, _place: place }
    }
}

fn piece(file: &File, left: &Range<u64>) -> io::Result<Bytes> {
    let size = usize::try_from(left.end - left.start).unwrap_or(PIECE).min(PIECE);
    let mut bytes = vec![0; size];
    let read = file.read_at(&mut bytes, left.start)?;
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
        let (file, left) = (Arc::clone(&self.file), self.left.clone());
        let reading =
            self.reading.get_or_insert_with(|| spawn_blocking(move || piece(&file, &left)));
        let read = ready!(Pin::new(reading).poll(context));
        self.reading = None;
        let bytes = read.map_err(io::Error::other)??;
        if bytes.is_empty() {
            return Poll::Ready(Some(Err(io::ErrorKind::UnexpectedEof.into())));
        }
        self.left.start += bytes.len() as u64;
        Poll::Ready(Some(Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.left.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left.end.saturating_sub(self.left.start))
    }
}

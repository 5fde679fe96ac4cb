//! The accept loop: how connections are taken, bounded and let go.
//!
//! `axum::serve` 0.8 installs no timer, so a client that sends half a request head holds its
//! connection for ever and keeps a graceful shutdown from ending. This loop speaks HTTP/1 only
//! (with hyper's version sniffing a silent connection would escape the timer, and nothing here
//! gains from HTTP/2), and gives every wait a deadline:
//!
//! | waiting for                                   | ends after                               |
//! |-----------------------------------------------|------------------------------------------|
//! | the first byte, the whole request head, or the next request of a kept-alive connection | [`Limits::header_read`] |
//! | the answer, the request's body included       | `security::RequestLimits::time`          |
//! | the client to take what was written           | [`Limits::write_stall`]                  |
//! | requests in progress when the server stops    | [`Limits::drain`]                        |
//!
//! The answers that hyper itself gives before a request exists (400 for a head that can't be
//! parsed, 431 for too many or too large headers, a target longer than the head's limit included)
//! are a bare status line: no layer runs for them, so they can't carry the headers of
//! `web::security`. They have no body either, so there is nothing for a browser to misread.

use std::future::Future as _;
use std::io;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::Sleep;

/// What one connection, and all of them together, may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Connections open at once. Further ones wait in the kernel's backlog, where they cost no
    /// memory here and are served as soon as a place is free.
    pub connections: usize,
    /// From the moment a connection may send a request until its head is complete. One deadline
    /// for the silent, the slow and the idle: hyper runs one timer for all three.
    pub header_read: Duration,
    /// Header lines in one request; more is answered with 431.
    pub headers: usize,
    /// Bytes of one request's head, and of hyper's buffer; more is answered with 431. At least
    /// 8 KiB, which hyper insists on.
    pub head_bytes: usize,
    /// How long a client may refuse to take any further byte of an answer.
    pub write_stall: Duration,
    /// After this long a connection is closed at the end of the request in progress, so that no
    /// client keeps a place for ever. A long download is not cut.
    pub lifetime: Duration,
    /// How long requests in progress may go on once the server is told to stop.
    pub drain: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            // One descriptor each: the usual soft limit is 1024 descriptors or more, and running
            // out is survived (see `pause_after`).
            connections: 1024,
            // A head is a kilobyte or two: one round trip even on a bad line. As keep-alive time,
            // five seconds is Apache's default: long enough for a page's style sheet and script.
            header_read: Duration::from_secs(5),
            headers: 100,
            head_bytes: 16 * 1024,
            write_stall: Duration::from_secs(20),
            lifetime: Duration::from_mins(10),
            drain: Duration::from_secs(5),
        }
    }
}

/// Serves `app` on `listener` until `shutdown` holds `true` or its sender is gone (then nobody
/// could ever stop the server). Then it accepts no more, lets requests in progress end within
/// [`Limits::drain`], closes what is left and returns.
///
/// # Errors
///
/// None that come from the network: a failed accept is logged and tried again. An error means
/// that the loop itself can't go on.
pub async fn serve(
    listener: TcpListener,
    app: Router,
    limits: Limits,
    mut shutdown: watch::Receiver<bool>,
) -> io::Result<()> {
    let places = Arc::new(Semaphore::new(limits.connections));
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            biased;
            () = stopped(&mut shutdown) => break,
            // Reaped as they end, so that the set holds only what lives.
            Some(_) = connections.join_next() => continue,
            accepted = accept(&listener, &places) => accepted,
        };
        match accepted {
            Ok((stream, place)) => {
                connections.spawn(converse(stream, app.clone(), limits, shutdown.clone(), place));
            }
            Err(error) => {
                let Some(pause) = pause_after(&error) else { continue };
                tracing::warn!(%error, "can't accept a connection; trying again");
                tokio::select! {
                    () = stopped(&mut shutdown) => break,
                    () = tokio::time::sleep(pause) => {}
                }
            }
        }
    }
    drop(listener);
    let drained = tokio::time::timeout(limits.drain, async {
        while connections.join_next().await.is_some() {}
    });
    if drained.await.is_err() {
        tracing::warn!(left = connections.len(), "closing connections that did not end in time");
        connections.shutdown().await;
    }
    Ok(())
}

/// Resolves once the server is to stop.
async fn stopped(shutdown: &mut watch::Receiver<bool>) {
    let _ = shutdown.wait_for(|stop| *stop).await;
}

/// Takes a place first and a connection then: what has no place is never accepted.
async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> io::Result<(TcpStream, OwnedSemaphorePermit)> {
    let place = Arc::clone(places).acquire_owned().await.map_err(io::Error::other)?;
    let (stream, _) = listener.accept().await?;
    Ok((stream, place))
}

/// How long to wait after a failed accept. Errors of one connection need no wait; anything else
/// (out of descriptors, out of memory) lasts until some connection ends, and trying again at once
/// would only burn the processor.
fn pause_after(error: &io::Error) -> Option<Duration> {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    match error.kind() {
        ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted => None,
        _ => Some(Duration::from_millis(200)),
    }
}

/// One connection from its first request to its last. It holds its place while it lives.
async fn converse(
    stream: TcpStream,
    app: Router,
    limits: Limits,
    mut shutdown: watch::Receiver<bool>,
    _place: OwnedSemaphorePermit,
) {
    // An answer is written in a few large pieces; waiting to merge small ones only delays its end.
    let _ = stream.set_nodelay(true);
    let io = TokioIo::new(StallGuard { inner: stream, stall: limits.write_stall, sleep: None });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_read)
        .max_headers(limits.headers)
        .max_buf_size(limits.head_bytes)
        .serve_connection(io, TowerToHyperService::new(app));
    let mut connection = pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = async {
            tokio::select! {
                () = stopped(&mut shutdown) => {}
                () = tokio::time::sleep(limits.lifetime) => {}
            }
        } => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        // Clients break off all the time: that is no news.
        tracing::debug!(%error, "connection ended early");
    }
}

/// A stream whose writes fail once the other side has taken nothing for `stall`. Without it a
/// client that asks for much and reads nothing would hold its connection for ever: hyper has no
/// timer for writing.
struct StallGuard<T> {
    inner: T,
    stall: Duration,
    /// Runs while a write waits.
    sleep: Option<Pin<Box<Sleep>>>,
}

impl<T> StallGuard<T> {
    fn guard<R>(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<R>>,
    ) -> Poll<io::Result<R>> {
        if written.is_ready() {
            self.sleep = None;
            return written;
        }
        let stall = self.stall;
        let sleep = self.sleep.get_or_insert_with(|| Box::pin(tokio::time::sleep(stall)));
        match sleep.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl<T: AsyncRead + Unpin> AsyncRead for StallGuard<T> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_read(context, buffer)
    }
}

impl<T: AsyncWrite + Unpin> AsyncWrite for StallGuard<T> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.inner).poll_write(context, bytes);
        self.guard(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.inner).poll_write_vectored(context, slices);
        self.guard(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        // A TCP stream has nothing of its own to flush: this never waits.
        Pin::new(&mut self.inner).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(context)
    }
}

#[cfg(test)]
#[path = "listen_tests.rs"]
mod tests;

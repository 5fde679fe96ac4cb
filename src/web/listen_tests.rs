//! Real sockets, shortened limits. The clients are blocking ones, as unlike the server as can be.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;

use super::{Limits, pause_after, serve};

const SHORT: Duration = Duration::from_millis(400);
/// More than any wait under test should take; less than the limits that are not under test.
const SOON: Duration = Duration::from_secs(5);
const LONG: Duration = Duration::from_mins(1);

struct Server {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    ended: JoinHandle<std::io::Result<()>>,
    /// Told when `/slow` has been asked for.
    slow: Arc<Notify>,
}

async fn start(limits: Limits) -> Server {
    let slow = Arc::new(Notify::new());
    let asked = Arc::clone(&slow);
    let app = Router::new()
        .route("/", get(|| async { "well" }))
        .route("/much", get(|| async { vec![b'x'; 64 << 20] }))
        .route(
            "/slow",
            get(|| async move {
                asked.notify_one();
                tokio::time::sleep(Duration::from_millis(300)).await;
                "done"
            }),
        );
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopping) = watch::channel(false);
    let ended = tokio::spawn(serve(listener, app, limits, stopping));
    Server { address, stop, ended, slow }
}

fn connect(address: SocketAddr, sent: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(LONG)).unwrap();
    stream.write_all(sent.as_bytes()).unwrap();
    stream
}

/// Everything the server says until it closes, and how long that took.
fn until_closed(mut stream: TcpStream) -> (String, Duration) {
    let start = Instant::now();
    let mut answer = Vec::new();
    // A reset is a close too.
    let _ = stream.read_to_end(&mut answer);
    (String::from_utf8_lossy(&answer).into_owned(), start.elapsed())
}

async fn ask(address: SocketAddr, sent: String) -> (String, Duration) {
    tokio::task::spawn_blocking(move || until_closed(connect(address, &sent))).await.unwrap()
}

fn request(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn silent_and_slow_clients_are_closed_while_an_honest_one_is_served() {
    let server = start(Limits { header_read: SHORT, ..Limits::default() }).await;
    let address = server.address;
    let silent = tokio::spawn(ask(address, String::new()));
    let half = tokio::spawn(ask(address, "GET / HTTP/1.1\r\nHost: te".into()));
    let dripping = tokio::task::spawn_blocking(move || {
        let mut stream = connect(address, "GET / HTTP/1.1\r\n");
        let start = Instant::now();
        // Each byte comes well within the limit; the head as a whole does not.
        while start.elapsed() < SOON && stream.write_all(b"a").is_ok() {
            std::thread::sleep(SHORT / 4);
        }
        start.elapsed()
    });
    let (honest, _) = ask(address, request("/")).await;
    assert!(honest.starts_with("HTTP/1.1 200") && honest.ends_with("well"), "{honest}");
    for closed in [silent, half] {
        let (answer, took) = closed.await.unwrap();
        assert!(took >= SHORT / 2 && took < SOON, "closed after {took:?}");
        assert!(!answer.contains("200"), "{answer}");
    }
    assert!(dripping.await.unwrap() < SOON, "a head sent byte by byte must be cut off");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kept_alive_connection_serves_again_and_is_closed_when_idle() {
    let server = start(Limits { header_read: SHORT, ..Limits::default() }).await;
    let address = server.address;
    let twice = "GET / HTTP/1.1\r\nHost: test\r\n\r\n".repeat(2);
    let (answers, took) = ask(address, twice).await;
    assert_eq!(answers.matches("HTTP/1.1 200").count(), 2, "{answers}");
    assert!(took >= SHORT / 2 && took < SOON, "closed after {took:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_reads_nothing_is_cut_off() {
    let limits = Limits { write_stall: SHORT, drain: LONG, ..Limits::default() };
    let server = start(limits).await;
    let stream = connect(server.address, &request("/much"));
    tokio::time::sleep(SHORT).await;
    // The connection is in the middle of its answer, so the stop waits for it: until the stall.
    server.stop.send(true).unwrap();
    tokio::time::timeout(SOON, server.ended).await.unwrap().unwrap().unwrap();
    drop(stream);
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_over_the_cap_wait_for_a_place_and_are_then_served() {
    let limits = Limits { connections: 1, header_read: SHORT, ..Limits::default() };
    let server = start(limits).await;
    let start = Instant::now();
    let silent = connect(server.address, "");
    let (answer, _) = ask(server.address, request("/")).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let took = start.elapsed();
    assert!(took >= SHORT, "served beside the one connection that is allowed: {took:?}");
    drop(silent);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_lets_a_request_in_progress_end_and_accepts_no_other() {
    let server = start(Limits::default()).await;
    let address = server.address;
    let running = tokio::spawn(ask(address, request("/slow")));
    server.slow.notified().await;
    server.stop.send(true).unwrap();
    let (answer, _) = running.await.unwrap();
    assert!(answer.ends_with("done"), "{answer}");
    tokio::time::timeout(SOON, server.ended).await.unwrap().unwrap().unwrap();
    assert!(TcpStream::connect(address).is_err(), "the listener must be gone");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_ends_although_half_a_request_hangs() {
    let limits = Limits { header_read: LONG, drain: SHORT, ..Limits::default() };
    let server = start(limits).await;
    let half = connect(server.address, "GET / HTTP/1.1\r\nHo");
    tokio::time::sleep(SHORT / 4).await;
    server.stop.send(true).unwrap();
    tokio::time::timeout(SOON, server.ended).await.unwrap().unwrap().unwrap();
    drop(half);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_nobody_can_stop_any_more_stops() {
    let server = start(Limits::default()).await;
    drop(server.stop);
    tokio::time::timeout(SOON, server.ended).await.unwrap().unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn heads_over_the_limits_are_answered_with_431() {
    let server = start(Limits::default()).await;
    let many = format!("GET / HTTP/1.1\r\n{}\r\n", "a: b\r\n".repeat(101));
    let large = format!("GET / HTTP/1.1\r\na: {}\r\n\r\n", "b".repeat(17 * 1024));
    for head in [many, large] {
        let (answer, _) = ask(server.address, head).await;
        assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
    }
}

#[test]
fn only_errors_that_last_make_the_loop_wait() {
    assert_eq!(pause_after(&std::io::ErrorKind::ConnectionAborted.into()), None);
    // EMFILE: too many open files in this process.
    assert!(pause_after(&std::io::Error::from_raw_os_error(24)).is_some());
}

//! What is measured of the running site, for whoever keeps it running.
//!
//! What comes in: requests and their answers, as they pass. What goes out: `/metrics` in the text format
//! of `OpenMetrics` 1.0. Nothing is kept about who asks.

use std::{
    sync::{Arc, OnceLock},
    time::Instant,
};

use axum::{
    Router,
    extract::{MatchedPath, Request, State},
    http::header,
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
};
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram, info::Info},
    registry::{Registry, Unit},
};

use super::{AppState, error::WebError, twin::Twin};
use crate::search::follow::fitting;

const MEDIA_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// From a page that is at hand to the limit of a request's time.
const SECONDS: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 10.0];

/// Which address answered, in which form. Both are few: what is typed is never a label.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Asked {
    /// As the table of addresses has it; empty where none is meant or the request was refused before.
    route: String,
    /// The suffix, such as `.json`; empty for the page.
    form: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    #[prometheus(flatten)]
    asked: Asked,
    status: u16,
}

/// The counters of one site.
#[derive(Debug)]
pub(super) struct Measures {
    registry: Registry,
    requests: Family<Answered, Counter>,
    seconds: Family<Asked, Histogram>,
    in_progress: Gauge,
    clauses: Gauge,
    sources: Gauge,
    treaties: Gauge,
    claims: Gauge,
    behind: Gauge,
}

impl Default for Measures {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("pacta");
        let version = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("build", "Which Pacta this is", version);
        let requests = Family::default();
        registry.register("http_requests", "Answers by address, form and status", requests.clone());
        let seconds: Family<Asked, Histogram> =
            Family::new_with_constructor(|| Histogram::new(SECONDS));
        registry.register_with_unit(
            "http_request_duration",
            "From a request's head to its answer's head",
            Unit::Seconds,
            seconds.clone(),
        );
        let mut gauge = |name: &str, help: &str| {
            let gauge = Gauge::default();
            registry.register(name, help, gauge.clone());
            gauge
        };
        Self {
            in_progress: gauge("http_requests_in_progress", "Requests without an answer yet"),
            clauses: gauge("clauses", "Current clauses held"),
            sources: gauge("sources", "Sources held"),
            treaties: gauge("treaties", "Treaties held"),
            claims: gauge("claims", "Claims in current clauses"),
            behind: gauge("index_behind_changes", "Changes of the store that are not indexed yet"),
            requests,
            seconds,
            registry,
        }
    }
}

impl Measures {
    fn count(&self, asked: Asked, status: u16, since: Instant) {
        self.seconds.get_or_create(&asked).observe(since.elapsed().as_secs_f64());
        self.requests.get_or_create(&Answered { asked, status }).inc();
    }
}

/// One request without an answer, also where nobody waits for it any more.
struct InProgress(Gauge);

impl InProgress {
    fn new(gauge: &Gauge) -> Self {
        gauge.inc();
        Self(gauge.clone())
    }
}

impl Drop for InProgress {
    fn drop(&mut self) {
        self.0.dec();
    }
}

/// Measures every answer of `router`, those included that no address gave.
pub(super) fn around(router: Router, measures: Arc<Measures>) -> Router {
    let measure = move |mut request: Request, next: Next| {
        let measures = Arc::clone(&measures);
        async move {
            let since = Instant::now();
            let _in_progress = InProgress::new(&measures.in_progress);
            let found = Found::default();
            request.extensions_mut().insert(found.clone());
            let response = next.run(request).await;
            let asked = found.0.get().cloned().unwrap_or_default();
            measures.count(asked, response.status().as_u16(), since);
            response
        }
    };
    Router::new().fallback_service(router).layer(from_fn(measure))
}

/// Where the router, which alone knows it, notes the address that it found. On the request's way in:
/// answers are made anew on their way out, and a panic has none.
#[derive(Clone, Default)]
struct Found(Arc<OnceLock<Asked>>);

/// Notes the address that was found.
pub(super) async fn note(path: MatchedPath, twin: Twin, request: Request, next: Next) -> Response {
    if let Some(found) = request.extensions().get::<Found>() {
        let _ = found.0.set(Asked { route: path.as_str().to_owned(), form: twin.suffix() });
    }
    next.run(request).await
}

/// `GET /metrics`
pub(super) async fn show(State(state): State<AppState>) -> Result<Response, WebError> {
    let measures = state.measures();
    let totals = state.store().totals().await?;
    let store = state.store().position().await?;
    // An index that is being built, or follows another history, has everything before it.
    let indexed = fitting(state.store(), state.0.index.cursor()).await?;
    let indexed = indexed.map_or(0, |position| position.seq);
    let set = |gauge: &Gauge, to: u64| gauge.set(i64::try_from(to).unwrap_or(i64::MAX));
    set(&measures.clauses, totals.clauses);
    set(&measures.sources, totals.sources);
    set(&measures.treaties, totals.treaties);
    set(&measures.claims, totals.claims);
    set(&measures.behind, store.seq.saturating_sub(indexed));
    let mut text = String::new();
    encode(&mut text, &measures.registry).map_err(WebError::internal)?;
    let headers = [(header::CONTENT_TYPE, MEDIA_TYPE), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, text).into_response())
}

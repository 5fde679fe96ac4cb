//! A whole site in a temporary folder: `SQLite`, tantivy and the router, as the server has them.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::{Arc, LazyLock},
};

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode},
    response::Response,
};
use http_body_util::BodyExt;
use pacta::{
    annotate::{Annotator, Codebook},
    ingest::{self, Input, Refusal, Report, bundled},
    model::{ClauseRecord, Slug},
    read::{Metadata, Reader},
    search::{self, SearchIndex, follow::follow},
    store::{self, Store},
    web::{AppState, Public, app},
};
use tempfile::TempDir;
use tower::ServiceExt;

/// The built-in rules, compiled once for all tests of a process.
pub(crate) static ANNOTATOR: LazyLock<Arc<Annotator>> =
    LazyLock::new(|| Arc::new(Annotator::new(Arc::new(Codebook::built_in().unwrap())).unwrap()));

pub(crate) struct Site {
    pub(crate) folder: TempDir,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) index: Arc<dyn SearchIndex>,
    codebook: Arc<Codebook>,
    annotator: Arc<Annotator>,
    router: Router,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// As text, where it is one.
    pub(crate) body: String,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().unwrap())
    }
}

impl Site {
    /// A site with the bundled sources, searchable.
    pub(crate) async fn new() -> Self {
        let site = Self::empty().await;
        let report = site.ingest(bundled()).await;
        assert!(!report.refused(), "{report:?}");
        site
    }

    /// A site with every text and article of the fixtures, searchable, and its clauses.
    pub(crate) async fn fixtures() -> (Self, Vec<ClauseRecord>) {
        let site = Self::empty().await;
        let mut inputs = Vec::new();
        for folder in ["tests/fixtures/texts", "tests/fixtures/articles"] {
            for entry in fs::read_dir(repository(folder)).unwrap() {
                let path = entry.unwrap().path();
                let name = path.file_name().unwrap().to_str().unwrap().to_owned();
                if let Some(stem) = name.strip_suffix(".txt") {
                    inputs.push(Ok(Input {
                        slug: stem.parse().unwrap(),
                        bytes: fs::read(&path).unwrap().into(),
                        metadata: Metadata::default(),
                        name,
                    }));
                }
            }
        }
        let report = site.ingest(inputs).await;
        assert!(!report.refused(), "{report:?}");
        let clauses = site.store.clauses(false, None, 100_000).await.unwrap();
        assert!(clauses.len() > 400, "{}", clauses.len());
        (site, clauses)
    }

    /// A site that holds nothing.
    pub(crate) async fn empty() -> Self {
        Self::open(tempfile::tempdir().unwrap()).await
    }

    /// The site that is in a folder, as after a restart.
    pub(crate) async fn open(folder: TempDir) -> Self {
        Self::open_at(folder, None).await
    }

    /// The same with a public address.
    pub(crate) async fn open_at(folder: TempDir, base_url: Option<&str>) -> Self {
        let base_url = base_url.map(str::to_owned);
        Self::open_as(folder, Public { base_url, security_contact: None }).await
    }

    /// The same with what its operator tells the public.
    pub(crate) async fn open_as(folder: TempDir, public: Public) -> Self {
        let codebook = Arc::clone(ANNOTATOR.codebook());
        Self::with_rules(folder, public, codebook, Arc::clone(&ANNOTATOR)).await
    }

    async fn with_rules(
        folder: TempDir,
        public: Public,
        codebook: Arc<Codebook>,
        annotator: Arc<Annotator>,
    ) -> Self {
        let store = store::connect(folder.path()).await.unwrap();
        let index = search::open(folder.path(), Arc::clone(&codebook)).unwrap();
        let state = AppState::new(
            Arc::clone(&store),
            Arc::clone(&index),
            Arc::clone(&codebook),
            public,
            folder.path().to_owned(),
        );
        Self { folder, store, index, codebook, annotator, router: app(state) }
    }

    /// Stops and starts it again on what is in the folder.
    pub(crate) async fn restart(self) -> Self {
        self.restart_after(|_| async {}).await
    }

    /// Stops it, lets something happen to its folder, and starts it again.
    pub(crate) async fn restart_after<F: Future<Output = ()>>(
        self,
        change: impl FnOnce(PathBuf) -> F,
    ) -> Self {
        let (codebook, annotator) = (Arc::clone(&self.codebook), Arc::clone(&self.annotator));
        let folder = self.stop().await;
        change(folder.path().to_owned()).await;
        Self::with_rules(folder, Public::default(), codebook, annotator).await
    }

    /// Stops both, and starts it again with the index of the other.
    pub(crate) async fn with_index_of(self, other: Self) -> Self {
        let other = other.stop().await;
        self.restart_after(async |folder| {
            fs::remove_dir_all(folder.join("index")).unwrap();
            let copied = Command::new("cp")
                .args(["-r".as_ref(), other.path().join("index").as_os_str(), folder.as_os_str()])
                .status()
                .unwrap();
            assert!(copied.success());
        })
        .await
    }

    /// Stops it and gives its folder back.
    pub(crate) async fn stop(self) -> TempDir {
        self.store.close().await;
        self.folder
    }

    pub(crate) async fn ingest(&self, inputs: Vec<Result<Input, Refusal>>) -> Report {
        let report = self.store_only(inputs).await;
        self.follow().await;
        report
    }

    /// Takes inputs up without making them searchable.
    pub(crate) async fn store_only(&self, inputs: Vec<Result<Input, Refusal>>) -> Report {
        let reader = Reader::in_process();
        ingest::ingest(self.store.as_ref(), &self.annotator, &reader, inputs, |_| ()).await.unwrap()
    }

    /// Takes a retracted source up again, as the command does.
    pub(crate) async fn reinstate(&self, slug: &Slug) {
        let reader = Reader::in_process();
        ingest::reinstate(self.store.as_ref(), &self.annotator, &reader, slug)
            .await
            .unwrap()
            .unwrap();
    }

    pub(crate) async fn ingest_text(&self, slug: &str, text: &str) -> Report {
        self.ingest_stated(slug, text, Metadata::default()).await
    }

    pub(crate) async fn ingest_stated(&self, slug: &str, text: &str, metadata: Metadata) -> Report {
        self.ingest(vec![Ok(input(slug, text, metadata))]).await
    }

    pub(crate) async fn follow(&self) {
        follow(self.store.as_ref(), &self.index).await.unwrap();
    }

    /// The answer, whose body nobody has taken yet.
    pub(crate) async fn answer(&self, request: Request<Body>) -> Response {
        self.router.clone().oneshot(request).await.unwrap()
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let (parts, body) = self.answer(request).await.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
            bytes: bytes.to_vec(),
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// The page at `path`, which must be there.
    pub(crate) async fn page(&self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        answer.body
    }

    /// The JSON at `path`, which must be there.
    pub(crate) async fn json(&self, path: &str) -> serde_json::Value {
        serde_json::from_str(&self.page(path).await).unwrap()
    }

    /// The texts of the passages that a search finds.
    pub(crate) async fn found(&self, q: &str) -> Vec<String> {
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("q", q).finish();
        let page = self.json(&format!("/search.json?{query}")).await;
        page["groups"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|g| g["clauses"].as_array().unwrap())
            .map(|c| c["text"].as_str().unwrap().to_owned())
            .collect()
    }

    /// Ids and texts of a source's passages, in order.
    pub(crate) async fn passages(&self, source: &str) -> Vec<(String, String)> {
        let reading =
            self.store.reading(&source.parse().unwrap(), 0..u32::MAX).await.unwrap().unwrap();
        reading.clauses.iter().map(|c| (c.id.to_string(), c.text.clone())).collect()
    }
}

/// A text file as an input.
pub(crate) fn input(slug: &str, text: &str, metadata: Metadata) -> Input {
    Input {
        name: format!("{slug}.txt"),
        slug: slug.parse().unwrap(),
        bytes: text.as_bytes().into(),
        metadata,
    }
}

/// A text as a part of a path or a query.
pub(crate) fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}

/// The text of a file of the repository.
pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

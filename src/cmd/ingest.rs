//! `pacta ingest PATH...`

use std::{
    io::Write,
    path::PathBuf,
    time::{Duration, Instant},
};

use clap::Args;

use super::{CmdError, note, print, progress::Progress, workspace::Workspace};
use crate::{
    config::Config,
    ingest::{self, MAX_BYTES, Manifest},
    model::{Edtf, Slug, SourceType},
    read::{Metadata, is_web_address},
    search::follow::{Beside, FollowError, Followed, follow},
};

/// How long another holder of the index is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// Flags of `pacta ingest`. What they state wins over a manifest, and that over `NAME.toml`
/// beside a file.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// Files, folders, or - for standard input.
    #[arg(required_unless_present = "manifest", value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// CSV file that names a source a row: column file, and the keys of NAME.toml.
    #[arg(long, value_name = "FILE")]
    manifest: Option<PathBuf>,
    /// Slug of the treaty that the source is about.
    #[arg(long)]
    treaty: Option<Slug>,
    /// Slug of the source; by default the file's name.
    #[arg(long)]
    source: Option<Slug>,
    /// text, official or report.
    #[arg(long = "type", value_parser = source_type)]
    source_type: Option<SourceType>,
    /// BCP 47 language of the text.
    #[arg(long)]
    language: Option<String>,
    /// Who published it.
    #[arg(long)]
    publisher: Option<String>,
    /// Where it was published.
    #[arg(long, value_parser = web_address)]
    url: Option<String>,
    /// When it was published (EDTF: 2025-10-02, 2025-10, 2025).
    #[arg(long)]
    date: Option<Edtf>,
    /// Refuse larger inputs.
    #[arg(long, default_value_t = MAX_BYTES, value_name = "N")]
    max_bytes: u64,
    /// Report as JSON.
    #[arg(long)]
    json: bool,
}

fn source_type(name: &str) -> Result<SourceType, String> {
    SourceType::from_name(name).ok_or_else(|| "one of text, official, report".to_owned())
}

fn web_address(url: &str) -> Result<String, String> {
    is_web_address(url)
        .then(|| url.to_owned())
        .ok_or_else(|| "not an http or https address".to_owned())
}

pub(super) async fn run(config: Config, options: Options) -> Result<(), CmdError> {
    let stated = Metadata {
        source: options.source,
        treaty: options.treaty,
        r#type: options.source_type,
        language: options.language,
        publisher: options.publisher,
        url: options.url,
        published: options.date,
        ..Metadata::default()
    };
    // A manifest that can't be read is known before anything is written.
    let manifest = options.manifest.as_deref().map(Manifest::read).transpose();
    let manifest = manifest.map_err(|e| CmdError::Usage(e.to_string()))?;
    let work = Workspace::open(config).await?;
    let annotator = work.annotator()?;
    let reader = Workspace::reader()?;
    let manifest = manifest.unwrap_or_default();
    let named = manifest.inputs(&stated, options.max_bytes);
    let found = ingest::gather(&options.paths, &stated, options.max_bytes);
    let progress = Progress::new(found.len() + named.len(), options.json);
    let inputs = found.chain(named);
    let beside = Beside::begin(&work.store, &work.index);
    let report = ingest::ingest(work.store.as_ref(), &annotator, &reader, inputs, |entry| {
        progress.step(|| {
            if !options.json {
                tell(&entry.to_string(), entry.error.is_some());
            }
        });
    })
    .await?;
    progress.then("making them searchable");
    if options.json {
        let json = serde_json::to_string_pretty(&report).unwrap_or_default();
        print(&format!("{json}\n"))?;
    }
    let followed = searchable(&work, beside.end().await).await;
    progress.end();
    work.store.close().await;
    let note = followed?;
    if !options.json && report.stored() {
        tell(&note, false);
    }
    if let Some(stopped) = report.stopped {
        return Err(stopped.into());
    }
    let refused = report.inputs.iter().filter(|i| i.error.is_some()).count();
    match refused {
        0 => Ok(()),
        n => Err(CmdError::Refused(format!("{n} of {} inputs refused", report.inputs.len()))),
    }
}

/// Sees to it that what was stored is found, and says how. Where another process holds the index, it
/// is that process's task; a server does it at once, and another command soon ends.
pub(super) async fn searchable(
    work: &Workspace,
    mut followed: Result<Followed, FollowError>,
) -> Result<String, CmdError> {
    let until = Instant::now() + PATIENCE;
    loop {
        match followed.map_err(CmdError::NotFollowed)? {
            Followed::CaughtUp { changes, rebuilt, .. } => {
                let how = if rebuilt { "index built anew" } else { "index caught up" };
                return Ok(format!("searchable: {how}, {changes} changes"));
            }
            Followed::HeldElsewhere => {
                work.index.refresh()?;
                let position = work.store.position().await?;
                if work.index.cursor().is_some_and(|c| c.position == position) {
                    return Ok("searchable: a running server follows".to_owned());
                }
                if Instant::now() > until {
                    return Ok("stored; another process holds the index and has not followed yet"
                        .to_owned());
                }
                tokio::time::sleep(Duration::from_millis(100)).await;
                followed = follow(work.store.as_ref(), &work.index).await;
            }
        }
    }
}

/// Ends a command that changed what is held: tells what it did, and sees to it that it is found so.
pub(super) async fn changed(work: &Workspace, done: &str) -> Result<(), CmdError> {
    tell(done, false);
    let followed = follow(work.store.as_ref(), &work.index).await;
    let note = searchable(work, followed).await;
    work.store.close().await;
    tell(&note?, false);
    Ok(())
}

/// One line for people: refusals go to standard error, where scripts look for them.
pub(super) fn tell(line: &str, refused: bool) {
    // A closed standard output must not undo what is stored.
    if refused {
        note(line);
    } else {
        let _ = writeln!(std::io::stdout().lock(), "{line}");
    }
}

//! `pacta export`

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::PathBuf,
};

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::{CmdError, export_akn, workspace::Workspace};
use crate::{
    config::Config,
    model::{ClauseRecord, Slug},
};

/// Flags of `pacta export`.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The format.
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    format: Format,
    /// Clauses that are superseded or retracted too, each with its status.
    #[arg(long)]
    all: bool,
    /// The text to write as Akoma Ntoso; without it, all of them, into the folder of --output.
    #[arg(long, value_name = "SLUG")]
    source: Option<Slug>,
    /// Write to this file instead of standard output.
    #[arg(long, value_name = "F")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// One clause a line.
    Jsonl,
    /// Treaty texts as Akoma Ntoso 3.0.
    Akn,
}

/// A line: the clause with its address, relative where no public address is known.
#[derive(Serialize)]
struct Line<'a> {
    #[serde(flatten)]
    clause: &'a ClauseRecord,
    url: String,
}

pub(super) async fn run(config: Config, options: Options) -> Result<(), CmdError> {
    let work = Workspace::open_held(config).await?;
    if let Format::Akn = options.format {
        let written =
            export_akn::run(&work, options.source.as_ref(), options.output.as_deref()).await;
        work.store.close().await;
        return written;
    }
    if options.source.is_some() {
        return Err(CmdError::Usage("--source goes with --format akn".to_owned()));
    }
    let base = work.config.base_url.as_deref().unwrap_or_default();
    let mut out: Box<dyn Write> = match &options.output {
        Some(path) => Box::new(BufWriter::new(
            File::create(path).map_err(CmdError::io(format!("making {}", path.display())))?,
        )),
        None => Box::new(BufWriter::new(io::stdout().lock())),
    };
    work.each_clause(options.all, |clause| {
        let line = Line { clause, url: format!("{base}/c/{}", clause.id) };
        let json = serde_json::to_string(&line).unwrap_or_default();
        match writeln!(out, "{json}") {
            Err(e) if e.kind() == io::ErrorKind::BrokenPipe => std::process::exit(0),
            other => other.map_err(CmdError::io("writing the export")),
        }
    })
    .await?;
    out.flush().map_err(CmdError::io("writing the export"))?;
    work.store.close().await;
    Ok(())
}

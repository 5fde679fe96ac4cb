//! `pacta export`

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::PathBuf,
};

use clap::{Args, ValueEnum};

use super::{CmdError, export_akn, workspace::Workspace};
use crate::{
    config::Config,
    export::{self, ExportError, Form, Rows},
    model::Slug,
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One clause a line, as JSON.
    Jsonl,
    /// One clause a line, as a table.
    Csv,
    /// One claim a line, as JSON.
    ClaimsJsonl,
    /// One claim a line, as a table.
    ClaimsCsv,
    /// Treaty texts as Akoma Ntoso 3.0.
    Akn,
}

impl Format {
    /// What is written, and how; `None` where it is documents and not rows.
    fn rows(self, all: bool) -> Option<(Rows, Form)> {
        match self {
            Self::Jsonl => Some((Rows::Clauses { all }, Form::Jsonl)),
            Self::Csv => Some((Rows::Clauses { all }, Form::Csv)),
            Self::ClaimsJsonl => Some((Rows::Claims, Form::Jsonl)),
            Self::ClaimsCsv => Some((Rows::Claims, Form::Csv)),
            Self::Akn => None,
        }
    }
}

pub(super) async fn run(config: Config, options: Options) -> Result<(), CmdError> {
    let rows = options.format.rows(options.all);
    if options.source.is_some() && rows.is_some() {
        return Err(CmdError::Usage("--source goes with --format akn".to_owned()));
    }
    if options.all && !matches!(rows, Some((Rows::Clauses { .. }, _))) {
        return Err(CmdError::Usage("--all goes with --format jsonl and csv".to_owned()));
    }
    let work = Workspace::open_held(config).await?;
    let written = match rows {
        Some(rows) => write(&work, rows, options.output).await,
        None => export_akn::run(&work, options.source.as_ref(), options.output.as_deref()).await,
    };
    work.store.close().await;
    written
}

async fn write(
    work: &Workspace,
    rows: (Rows, Form),
    output: Option<PathBuf>,
) -> Result<(), CmdError> {
    let base = work.config.base_url.as_deref().unwrap_or_default();
    let mut out: Box<dyn Write + Send> = match &output {
        Some(path) => Box::new(BufWriter::new(
            File::create(path).map_err(CmdError::io(format!("making {}", path.display())))?,
        )),
        None => Box::new(BufWriter::new(io::stdout())),
    };
    let mut snapshot = work.store.snapshot().await?;
    match export::write(snapshot.as_mut(), base, rows, out.as_mut()).await {
        Ok(_) => Ok(()),
        // Who reads only the first lines has had enough.
        Err(ExportError::Write(e)) if e.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(ExportError::Write(e)) => Err(CmdError::io("writing the export")(e)),
        Err(ExportError::Store(e)) => Err(e.into()),
    }
}

//! The command line: one file per subcommand, one exit code per kind of ending.

mod backup;
mod check;
mod cite;
mod eval;
mod explain;
mod export;
mod export_akn;
mod ingest;
mod progress;
mod reannotate;
mod reindex;
mod reinstate;
mod rename;
mod restore;
mod retract;
mod search;
mod serve;
mod show;
mod verify_quote;
mod workspace;

use std::io::{self, Write};

use clap::{CommandFactory, Parser, Subcommand};

use crate::{
    annotate::{AnnotateError, CodebookError},
    cite::{CiteError, quotation::VerifyError},
    config::Config,
    model::IdError,
    read,
    search::{SearchError, follow::FollowError},
    store::StoreError,
};

/// A treaty clause knowledge base: browse, search and cite what a treaty says, and who says so.
///
/// Without a subcommand: makes the data folder, takes up the bundled sources and serves.
#[derive(Debug, Parser)]
#[command(name = "pacta", version)]
pub struct Cli {
    #[command(flatten)]
    config: Config,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Take up files, folders or standard input (-) as sources.
    Ingest(ingest::Options),
    /// Serve the site.
    Serve(serve::Options),
    /// Search from the command line.
    Search(search::Options),
    /// Show one clause.
    Show(show::Options),
    /// Cite clauses, in a style or as a file for a reference manager.
    Cite(cite::Options),
    /// Tell which words and rules gave each annotation of a clause.
    Explain(explain::Options),
    /// Tell whether a quotation is real: exit 0 where it is exact, 1 where it differs, 3 where nothing
    /// like it is held.
    VerifyQuote(verify_quote::Options),
    /// Write clauses or claims as JSON Lines or CSV, or treaty texts as Akoma Ntoso.
    Export(export::Options),
    /// Measure annotations against clauses annotated by hand.
    Eval(eval::Options),
    /// Compare the store with the search index.
    Check,
    /// Build the search index anew.
    Reindex,
    /// Read one input of a format from standard input under limits, for the process that starts it.
    #[command(hide = true)]
    ReadConfined {
        /// What names of the format end in.
        format: String,
    },
    /// Derive everything held anew, as after a new codebook or a new version of Pacta.
    Reannotate,
    /// Take a source back: its passages leave every list, and their links tell when and why.
    Retract(retract::Options),
    /// Take a retracted source up again, from the file that was kept.
    Reinstate(reinstate::Options),
    /// Rename a source or a treaty; the old name leads on to it for ever.
    Rename(rename::Options),
    /// Copy everything held to one file, also while a server runs.
    Backup(backup::Options),
    /// Put a backup in place of what is held; no server may run.
    Restore(restore::Options),
    /// Print what a shell needs to complete pacta's commands and flags.
    Completions {
        /// Such as bash, zsh or fish.
        shell: clap_complete::Shell,
    },
}

/// Why a command ended without having done all it was asked. Each has its exit code.
#[derive(Debug, thiserror::Error)]
pub enum CmdError {
    /// Exit 2: what was asked can't be read.
    #[error("{0}")]
    Usage(String),
    /// Exit 2: the codebook can't be used.
    #[error("codebook: {0}")]
    Codebook(#[from] CodebookError),
    /// Exit 3: an input was refused, and each has been named; or nothing was found.
    #[error("{0}")]
    Refused(String),
    /// Exit 4: stored, but not searchable.
    #[error("stored, but not searchable yet: {0}")]
    NotFollowed(FollowError),
    /// Exit 1: the index can't be brought up to date before it is asked.
    #[error("the search index can't be brought up to date: {0}")]
    Behind(FollowError),
    /// Exit 75 where another process holds the store, 78 where a newer version wrote it, 3 where a name
    /// or a file is not what it has to be, else 1.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Exit 1.
    #[error(transparent)]
    Search(#[from] SearchError),
    /// Exit 1.
    #[error(transparent)]
    Verify(#[from] VerifyError),
    /// Exit 1.
    #[error(transparent)]
    Annotate(#[from] AnnotateError),
    /// Exit 1.
    #[error(transparent)]
    Cite(#[from] CiteError),
    /// Exit 1.
    #[error("{context}: {source}")]
    Io {
        /// What was being done.
        context: String,
        /// The system's reason.
        source: io::Error,
    },
    /// Exit 1: a check found what should not be.
    #[error("{0}")]
    Failed(String),
}

impl CmdError {
    /// The process's exit code.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) | Self::Codebook(_) => 2,
            Self::Refused(_)
            | Self::Store(
                StoreError::NotHeld(..)
                | StoreError::NameTaken { .. }
                | StoreError::Retracted(..)
                | StoreError::Backup { .. },
            ) => 3,
            Self::NotFollowed(_) => 4,
            Self::Store(StoreError::Busy { .. } | StoreError::InUse(_)) => 75,
            Self::Store(StoreError::Newer(_)) => 78,
            _ => 1,
        }
    }

    fn io(context: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let context = context.into();
        move |source| Self::Io { context, source }
    }
}

impl Cli {
    /// Does what the confined reader is asked, where this process is one. It needs none of the rest:
    /// no log, no runtime, no folder.
    #[must_use]
    pub fn confined(&self) -> Option<io::Result<()>> {
        match &self.command {
            Some(Command::ReadConfined { format }) => Some(read::answer(format)),
            _ => None,
        }
    }
}

impl From<IdError> for CmdError {
    fn from(e: IdError) -> Self {
        Self::Usage(e.to_string())
    }
}

/// Runs what the command line asks for.
///
/// # Errors
/// With the exit code that [`CmdError::exit_code`] gives.
pub async fn run(cli: Cli) -> Result<(), CmdError> {
    let config = cli.config;
    match cli.command {
        None => serve::first_start(config).await,
        Some(Command::Ingest(options)) => ingest::run(config, options).await,
        Some(Command::Serve(options)) => serve::run(config, options).await,
        Some(Command::Search(options)) => search::run(config, options).await,
        Some(Command::Show(options)) => show::run(config, options).await,
        Some(Command::Cite(options)) => cite::run(config, options).await,
        Some(Command::Explain(options)) => explain::run(config, options).await,
        Some(Command::VerifyQuote(options)) => verify_quote::run(config, options).await,
        Some(Command::Export(options)) => export::run(config, options).await,
        Some(Command::Eval(options)) => eval::run(config, options).await,
        Some(Command::Check) => check::run(config).await,
        Some(Command::ReadConfined { format }) => {
            read::answer(&format).map_err(CmdError::io("reading under limits"))
        }
        Some(Command::Reannotate) => reannotate::run(config).await,
        Some(Command::Reindex) => reindex::run(config).await,
        Some(Command::Retract(options)) => retract::run(config, options).await,
        Some(Command::Reinstate(options)) => reinstate::run(config, options).await,
        Some(Command::Rename(options)) => rename::run(config, options).await,
        Some(Command::Backup(options)) => backup::run(config, options).await,
        Some(Command::Restore(options)) => restore::run(config, options).await,
        Some(Command::Completions { shell }) => completions(shell),
    }
}

/// Writes to standard output. A reader that has gone away (`pacta export | head`) ends the command
/// quietly.
fn print(text: &str) -> Result<(), CmdError> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => std::process::exit(0),
        other => other.map_err(CmdError::io("writing to standard output")),
    }
}

/// Tells a person something beside the output, which may be piped on.
fn note(text: &str) {
    // Where standard error is closed nobody wants to know.
    let _ = writeln!(io::stderr().lock(), "{text}");
}

fn completions(shell: clap_complete::Shell) -> Result<(), CmdError> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "pacta", &mut script);
    print(&String::from_utf8_lossy(&script))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Cli::command().debug_assert();
    }
}

//! The `pacta` command.

use std::{io::IsTerminal, process::ExitCode};

use clap::{Parser, error::ContextKind};
use pacta::cmd::{self, Cli};

/// Deriving and indexing make many small values; with the system's allocator an ingest takes a
/// quarter more processor time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::try_parse().unwrap_or_else(|mut e| {
        // The synopsis names flags that the environment gives as if they had to be typed; --help tells all.
        e.remove(ContextKind::Usage);
        e.exit()
    });
    if let Some(answered) = cli.confined() {
        return if answered.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("PACTA_LOG")
                .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn,pacta=info")),
        )
        .with_writer(std::io::stderr)
        // A file keeps no colours, nor does who asks for none (no-color.org).
        .with_ansi(
            std::io::stderr().is_terminal()
                && std::env::var_os("NO_COLOR").is_none_or(|set| set.is_empty()),
        )
        .with_target(false)
        .init();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(e) => {
            tracing::error!("starting: {e}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(cmd::run(cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            use std::io::Write;
            // Nothing can be told where standard error is closed; the exit code still tells.
            let _ = writeln!(std::io::stderr().lock(), "pacta: {e}");
            ExitCode::from(e.exit_code())
        }
    }
}

//! The `pacta` command.

use std::process::ExitCode;

use clap::Parser;
use pacta::cmd::{self, Cli};

/// Deriving and indexing make many small values; with the system's allocator an ingest takes a
/// quarter more processor time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    if let Some(answered) = cli.confined() {
        return if answered.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("PACTA_LOG")
                .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn,pacta=info")),
        )
        .with_writer(std::io::stderr)
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

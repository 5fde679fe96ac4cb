//! `pacta serve`, and `pacta` without a subcommand.

use std::{net::SocketAddr, sync::Arc};

use clap::Args;
use tokio::{net::TcpListener, sync::watch};

use super::{CmdError, print, workspace::Workspace};
use crate::{
    config::Config,
    ingest,
    read::Reader,
    search::follow::Follower,
    web::{self, AppState, listen::Limits},
};

/// Flags of `pacta serve`.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// Address and port; port 0 picks a free one.
    #[arg(long, env = "PACTA_BIND", default_value = "127.0.0.1:8080", value_name = "ADDR:PORT")]
    bind: SocketAddr,
}

/// Serves what the data folder holds.
pub(super) async fn run(config: Config, options: Options) -> Result<(), CmdError> {
    let work = Workspace::open(config).await?;
    serve(work, options.bind).await
}

/// Takes up the bundled sources that are not there yet, and serves.
pub(super) async fn first_start(config: Config) -> Result<(), CmdError> {
    let bind = match std::env::var("PACTA_BIND") {
        Ok(written) => written.parse().map_err(|_| {
            CmdError::Usage(format!("PACTA_BIND: '{written}' is no address and port"))
        })?,
        Err(_) => SocketAddr::from(([127, 0, 0, 1], 8080)),
    };
    let work = Workspace::open(config).await?;
    let mut missing = Vec::new();
    for input in ingest::bundled() {
        let held = match &input {
            // Also where it was renamed, or retracted: that is not undone by a start.
            Ok(input) => work.store.standing(&input.slug).await?.is_some(),
            Err(_) => false,
        };
        if !held {
            missing.push(input);
        }
    }
    if !missing.is_empty() {
        let annotator = work.annotator()?;
        ingest::ingest(work.store.as_ref(), &annotator, &Reader::in_process(), missing, |entry| {
            tracing::info!("{entry}");
        })
        .await?;
    }
    serve(work, bind).await
}

async fn serve(work: Workspace, bind: SocketAddr) -> Result<(), CmdError> {
    let listener = TcpListener::bind(bind).await.map_err(CmdError::io(format!(
        "listening on {bind} (choose another with 'pacta serve --bind')"
    )))?;
    let address = listener.local_addr().map_err(CmdError::io("reading the address"))?;
    let (stop, stopped) = watch::channel(false);
    let follower = tokio::spawn(
        Follower::new(Arc::clone(&work.store), Arc::clone(&work.index)).run(stopped.clone()),
    );
    let state = AppState::new(
        Arc::clone(&work.store),
        Arc::clone(&work.index),
        Arc::clone(&work.codebook),
        work.config.base_url.clone(),
        work.config.data_dir.clone(),
    );
    print(&format!("Pacta is at http://{address}/\n"))?;
    tokio::spawn(async move {
        end_signal().await;
        let _ = stop.send(true);
    });
    web::listen::serve(listener, web::app(state), Limits::default(), stopped)
        .await
        .map_err(CmdError::io("serving"))?;
    if let Err(e) = follower.await {
        tracing::error!(error = %e, "the follower of the store ended early");
    }
    work.store.close().await;
    Ok(())
}

/// Interrupt (Ctrl-C) or termination.
async fn end_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let interrupt = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! { _ = interrupt => (), _ = terminate.recv() => () }
        }
        Err(_) => {
            let _ = interrupt.await;
        }
    }
}

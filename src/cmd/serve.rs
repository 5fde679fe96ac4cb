//! `pacta serve`, and `pacta` without a subcommand.

use std::{net::SocketAddr, sync::Arc};

use clap::{Args, Parser};
use tokio::{net::TcpListener, sync::watch};

use super::{CmdError, print, workspace::Workspace};
use crate::{
    config::Config,
    ingest,
    read::Reader,
    search::follow::Follower,
    web::{self, AppState, Public, listen::Limits},
};

/// Flags of `pacta serve`.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// Address and port; port 0 picks a free one.
    #[arg(long, env = "PACTA_BIND", default_value = "127.0.0.1:8080", value_name = "ADDR:PORT")]
    bind: SocketAddr,
    /// Where to report a vulnerability of the site, such as mailto:security@treaties.example: served as
    /// /.well-known/security.txt.
    #[arg(long, env = "PACTA_SECURITY_CONTACT", value_name = "URI", value_parser = contact)]
    security_contact: Option<String>,
}

/// The flags as they are without a command line: from the environment, or the defaults.
#[derive(Debug, Parser)]
struct Unasked {
    #[command(flatten)]
    options: Options,
}

/// An address that people can write to or open (RFC 9116 allows these three).
fn contact(written: &str) -> Result<String, String> {
    let reachable = ["https://", "mailto:", "tel:"]
        .iter()
        .any(|scheme| written.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()));
    if reachable && written.bytes().all(|b| b.is_ascii_graphic()) {
        Ok(written.to_owned())
    } else {
        Err("not an https:, mailto: or tel: address".to_owned())
    }
}

/// Serves what the data folder holds.
pub(super) async fn run(config: Config, options: Options) -> Result<(), CmdError> {
    let work = Workspace::open(config).await?;
    serve(work, options).await
}

/// Takes up the bundled sources that are not there yet, and serves.
pub(super) async fn first_start(config: Config) -> Result<(), CmdError> {
    let Unasked { options } = Unasked::try_parse_from(["pacta"]).unwrap_or_else(|e| e.exit());
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
    serve(work, options).await
}

async fn serve(work: Workspace, options: Options) -> Result<(), CmdError> {
    let Options { bind, security_contact } = options;
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
        Public { base_url: work.config.base_url.clone(), security_contact },
        work.config.data_dir.clone(),
    );
    if work.config.base_url.is_none() {
        tracing::info!(
            "the site has no public address, so citations leave their links out: state it with --base-url"
        );
    }
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

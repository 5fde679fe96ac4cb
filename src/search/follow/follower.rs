//! Following for as long as a server runs.

use std::{sync::Arc, time::Duration};

use tokio::sync::watch;

use super::{FollowError, Followed, Held, POLL, blocking, catch_up, writer};
use crate::{
    search::SearchIndex,
    store::{Position, Store},
};

/// The longest wait after an error.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// Follows for as long as a server runs.
pub struct Follower {
    store: Arc<dyn Store>,
    index: Arc<dyn SearchIndex>,
}

impl Follower {
    /// A follower that has not begun.
    pub fn new(store: Arc<dyn Store>, index: Arc<dyn SearchIndex>) -> Self {
        Self { store, index }
    }

    /// Follows until `shutdown` is true or its sender is gone. Errors are logged and tried again
    /// after a while; while another process follows, its commits are shown to readers.
    pub async fn run(self, mut shutdown: watch::Receiver<bool>) {
        let mut held = None;
        let mut seen = None;
        let mut wait = POLL;
        while !*shutdown.borrow() {
            let step = tokio::select! {
                step = self.step(&mut held, &mut seen) => step,
                changed = shutdown.changed() => match changed {
                    Ok(()) => continue,
                    Err(_) => break,
                },
            };
            match step {
                Ok(()) => wait = POLL,
                Err(error) => {
                    seen = None;
                    wait = (wait * 2).min(LONGEST_WAIT);
                    tracing::warn!(%error, ?wait, "the search index is behind; trying again");
                }
            }
            tokio::select! {
                changed = shutdown.changed() => if changed.is_err() { break },
                () = tokio::time::sleep(wait) => {}
            }
        }
        if blocking(move || drop(held)).await.is_err() {
            tracing::warn!("the search index did not close well");
        }
    }

    /// Catches up where there is news.
    async fn step(
        &self,
        held: &mut Option<Held>,
        seen: &mut Option<Position>,
    ) -> Result<(), FollowError> {
        if held.as_ref().is_some_and(|writer| !writer.in_place()) {
            tracing::warn!("the files of the search index are gone; it is built anew");
            let gone = held.take();
            blocking(move || drop(gone)).await?;
        }
        if held.is_none() {
            *seen = None;
            *held = writer(&self.index).await?;
            // Who held it before may have committed what readers here have not seen.
            let index = Arc::clone(&self.index);
            blocking(move || index.refresh()).await??;
        }
        if held.is_none() {
            return Ok(());
        }
        if seen.as_ref() == Some(&self.store.position().await?) {
            return Ok(());
        }
        if let Followed::CaughtUp { position, changes, rebuilt } =
            catch_up(self.store.as_ref(), held, 1).await?
        {
            tracing::debug!(seq = position.seq, changes, rebuilt, "the search index caught up");
            *seen = Some(position);
        }
        Ok(())
    }
}

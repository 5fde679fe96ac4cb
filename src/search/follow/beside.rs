//! Following beside an ingest: a second core is busy meanwhile, and little is left to do at the end.

use std::sync::Arc;

use tokio::{sync::oneshot, task::JoinHandle};

use super::{BATCH, FollowError, Followed, Held, POLL, catch_up, to_the_end, writer};
use crate::{search::SearchIndex, store::Store};

/// Follows an ingest of its own process. Small ingests are left alone until their end: only whole
/// batches are worth a commit.
pub struct Beside {
    end: oneshot::Sender<()>,
    task: JoinHandle<Result<Followed, FollowError>>,
}

impl Beside {
    /// Begins to follow.
    #[must_use]
    pub fn begin(store: &Arc<dyn Store>, index: &Arc<dyn SearchIndex>) -> Self {
        let (end, ended) = oneshot::channel();
        let task = tokio::spawn(follow_until(Arc::clone(store), Arc::clone(index), ended));
        Self { end, task }
    }

    /// Catches up with everything that is in the store by the time this ends, as
    /// [`follow`](super::follow) does.
    ///
    /// # Errors
    /// When the store can't be read or the index not be written; what was committed stays.
    pub async fn end(self) -> Result<Followed, FollowError> {
        // Were the task gone, awaiting it would say so.
        let _ = self.end.send(());
        self.task.await.map_err(|_| FollowError::Ended)?
    }
}

async fn follow_until(
    store: Arc<dyn Store>,
    index: Arc<dyn SearchIndex>,
    mut ended: oneshot::Receiver<()>,
) -> Result<Followed, FollowError> {
    let (mut held, mut read, mut anew) = (None, 0, false);
    loop {
        tokio::select! {
            _ = &mut ended => break,
            () = tokio::time::sleep(POLL) => {}
        }
        match whole_batches(store.as_ref(), &index, &mut held).await {
            Ok(Followed::CaughtUp { changes, rebuilt, .. }) => {
                (read, anew) = (read + changes, anew || rebuilt);
            }
            Ok(Followed::HeldElsewhere) => {}
            // What lasts is told at the end.
            Err(error) => tracing::debug!(%error, "following beside an ingest"),
        }
    }
    Ok(match to_the_end(store.as_ref(), &index, held).await? {
        Followed::CaughtUp { position, changes, rebuilt } => {
            Followed::CaughtUp { position, changes: read + changes, rebuilt: anew || rebuilt }
        }
        elsewhere @ Followed::HeldElsewhere => elsewhere,
    })
}

/// Catches up where a batch is full. The lock is not taken before: a server may want it.
async fn whole_batches(
    store: &dyn Store,
    index: &Arc<dyn SearchIndex>,
    held: &mut Option<Held>,
) -> Result<Followed, FollowError> {
    let position = store.position().await?;
    let seen = index.cursor().map_or(0, |cursor| cursor.position.seq);
    if position.seq.saturating_sub(seen) < u64::from(BATCH) {
        return Ok(Followed::HeldElsewhere);
    }
    if held.is_none() {
        *held = writer(index).await?;
    }
    if held.is_none() {
        return Ok(Followed::HeldElsewhere);
    }
    catch_up(store, held, BATCH).await
}

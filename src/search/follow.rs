//! Keeps the index in step with the store's change feed.
//!
//! The feed is read after the index's cursor; each batch is committed with the position it leads
//! to. A cursor from another history, schema or codebook means building the index anew.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

use tokio::{sync::watch, task::spawn_blocking};

use super::{Cursor, IndexOp, IndexWriter, SearchError, SearchIndex};
use crate::{
    model::ClauseId,
    store::{Change, Op, Position, Store, StoreError},
};

/// Changes in one commit. A commit syncs a dozen files, so few large ones are far faster than many.
const BATCH: u32 = 4_000;
/// How often the store is asked for news.
const POLL: Duration = Duration::from_millis(250);
/// The longest wait after an error.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// The writer while it is ours.
type Held = Box<dyn IndexWriter>;

/// Why the index could not follow the store.
#[derive(Debug, thiserror::Error)]
pub enum FollowError {
    /// The store could not be read.
    #[error("reading the changes: {0}")]
    Store(#[from] StoreError),
    /// The index could not be written.
    #[error(transparent)]
    Index(#[from] SearchError),
    /// The thread that writes the index ended early.
    #[error("the thread that writes the search index ended early")]
    Ended,
}

/// What following came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Followed {
    /// Another process follows; readers see its commits after a refresh.
    HeldElsewhere,
    /// The index holds everything up to this position.
    CaughtUp {
        /// Where the index stands.
        position: Position,
        /// Changes that were read.
        changes: u64,
        /// Whether the index was built anew.
        rebuilt: bool,
    },
}

/// Catches up with everything that is in the store by the time it ends, unless another process
/// follows.
///
/// # Errors
/// When the store can't be read or the index not be written; what was committed stays.
pub async fn follow(
    store: &dyn Store,
    index: &Arc<dyn SearchIndex>,
) -> Result<Followed, FollowError> {
    let (mut read, mut anew) = (0, false);
    loop {
        let mut held = writer(index).await?;
        if held.is_none() {
            return Ok(Followed::HeldElsewhere);
        }
        let followed = catch_up(store, &mut held).await;
        // Waits for merges.
        blocking(move || drop(held)).await?;
        let Followed::CaughtUp { position, changes, rebuilt } = followed? else {
            return Ok(Followed::HeldElsewhere);
        };
        (read, anew) = (read + changes, anew || rebuilt);
        // Who stored something meanwhile was told that the index is held, and relies on this look.
        if store.position().await? == position {
            return Ok(Followed::CaughtUp { position, changes: read, rebuilt: anew });
        }
    }
}

/// Builds the index anew from the whole store, unless another process follows.
///
/// # Errors
/// When the store can't be read or the index not be written; readers keep the old one.
pub async fn rebuild(
    store: &dyn Store,
    index: &Arc<dyn SearchIndex>,
) -> Result<Followed, FollowError> {
    let mut held = writer(index).await?;
    if held.is_none() {
        return Ok(Followed::HeldElsewhere);
    }
    let followed = fill(store, &mut held, None).await;
    blocking(move || drop(held)).await?;
    followed
}

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
            catch_up(self.store.as_ref(), held).await?
        {
            tracing::debug!(seq = position.seq, changes, rebuilt, "the search index caught up");
            *seen = Some(position);
        }
        Ok(())
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, FollowError> {
    spawn_blocking(work).await.map_err(|_| FollowError::Ended)
}

async fn writer(index: &Arc<dyn SearchIndex>) -> Result<Option<Held>, FollowError> {
    let index = Arc::clone(index);
    Ok(blocking(move || index.writer()).await??)
}

/// Does something with the writer where blocking is allowed. An error takes the writer along: what
/// comes next opens the index anew.
async fn with_writer(
    held: &mut Option<Held>,
    work: impl FnOnce(&mut dyn IndexWriter) -> Result<(), SearchError> + Send + 'static,
) -> Result<(), FollowError> {
    let Some(mut writer) = held.take() else { return Err(FollowError::Ended) };
    let kept = blocking(move || work(writer.as_mut()).map(|()| writer)).await??;
    *held = Some(kept);
    Ok(())
}

async fn catch_up(store: &dyn Store, held: &mut Option<Held>) -> Result<Followed, FollowError> {
    let cursor = held.as_ref().and_then(|writer| writer.cursor());
    let kept = fitting(store, cursor).await?;
    fill(store, held, kept).await
}

/// Brings the index from the position it keeps, or from nothing, to where the store stands.
async fn fill(
    store: &dyn Store,
    held: &mut Option<Held>,
    kept: Option<Position>,
) -> Result<Followed, FollowError> {
    let goal = store.position().await?;
    let rebuilt = kept.is_none();
    let mut position = kept.unwrap_or_default();
    if rebuilt {
        with_writer(held, |w| w.start_over()).await?;
        if goal.seq == 0 {
            // An empty store has an index too: one that finds nothing.
            with_writer(held, |w| w.apply(Vec::new(), &Position::default())).await?;
        }
    }
    let mut read = 0;
    let mut next = batch(store, &position, &goal).await?;
    while let Some(Batch { ops, changes, to }) = next {
        read += changes;
        position = to.clone();
        // The next batch is read while this one is written.
        let (written, ahead) = tokio::join!(
            with_writer(held, move |w| w.apply(ops, &to)),
            batch(store, &position, &goal)
        );
        written?;
        next = ahead?;
    }
    if rebuilt || read > 0 {
        with_writer(held, |w| w.publish()).await?;
    }
    Ok(Followed::CaughtUp { position, changes: read, rebuilt })
}

/// Changes that are committed together.
struct Batch {
    ops: Vec<IndexOp>,
    changes: u64,
    /// The position that they lead to.
    to: Position,
}

/// The changes that come next, if any are left before the goal.
async fn batch(
    store: &dyn Store,
    after: &Position,
    goal: &Position,
) -> Result<Option<Batch>, StoreError> {
    if after.seq >= goal.seq {
        return Ok(None);
    }
    let changes = store.changes(after.seq, BATCH).await?;
    let Some(last) = changes.last() else { return Ok(None) };
    let to = Position { seq: last.seq, head: last.head.clone() };
    let ops = operations(store, &changes).await?;
    Ok(Some(Batch { ops, changes: changes.len() as u64, to }))
}

/// The index's position where the store has the same history up to there.
async fn fitting(
    store: &dyn Store,
    cursor: Option<Cursor>,
) -> Result<Option<Position>, StoreError> {
    let Some(cursor) = cursor else { return Ok(None) };
    let Position { seq, head } = &cursor.position;
    let fits = match seq {
        0 => head.is_empty(),
        seq => store.head_at(*seq).await?.as_ref() == Some(head),
    };
    Ok(fits.then_some(cursor.position))
}

/// What the changes come to now. A clause is put as it is now, not as it was; one that is no
/// longer current is taken out, and the change that says so may follow later.
async fn operations(store: &dyn Store, changes: &[Change]) -> Result<Vec<IndexOp>, StoreError> {
    let put: HashSet<ClauseId> =
        changes.iter().filter(|c| c.op == Op::Put).map(|c| c.clause).collect();
    let put: Vec<ClauseId> = put.into_iter().collect();
    let mut current: HashMap<ClauseId, _> =
        store.indexed(&put).await?.into_iter().map(|c| (c.record.id, c)).collect();
    let mut done = HashSet::new();
    Ok(changes
        .iter()
        .filter(|change| done.insert(change.clause))
        .map(|change| match current.remove(&change.clause) {
            Some(clause) => IndexOp::Put(Box::new(clause)),
            None => IndexOp::Delete(change.clause),
        })
        .collect())
}

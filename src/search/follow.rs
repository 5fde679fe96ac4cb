//! Keeps the index in step with the store's change feed.
//!
//! The feed is read after the index's cursor; each batch is committed with the position it leads
//! to. A cursor from another history, schema or codebook means building the index anew.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

use tokio::task::spawn_blocking;

mod beside;
mod follower;

pub use beside::Beside;
pub use follower::Follower;

use super::{Cursor, IndexOp, IndexWriter, SearchError, SearchIndex};
use crate::{
    model::ClauseId,
    store::{Change, Op, Position, Store, StoreError},
};

/// Changes in one commit. A commit syncs a dozen files, so few large ones are far faster than many; but
/// two batches are in memory at a time.
const BATCH: u32 = 2_000;
/// How often the store is asked for news.
const POLL: Duration = Duration::from_millis(250);

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
    to_the_end(store, index, None).await
}

/// [`follow`], with the writer where it is held already.
async fn to_the_end(
    store: &dyn Store,
    index: &Arc<dyn SearchIndex>,
    mut held: Option<Held>,
) -> Result<Followed, FollowError> {
    let (mut read, mut anew) = (0, false);
    loop {
        if held.is_none() {
            held = writer(index).await?;
        }
        if held.is_none() {
            return Ok(Followed::HeldElsewhere);
        }
        let followed = catch_up(store, &mut held, 1).await;
        // Waits for merges.
        let done = held.take();
        blocking(move || drop(done)).await?;
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
    let followed = fill(store, &mut held, None, 1).await;
    blocking(move || drop(held)).await?;
    followed
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

/// Reads on from where the index stands, for as long as there are `least` changes that it has not seen.
async fn catch_up(
    store: &dyn Store,
    held: &mut Option<Held>,
    least: u32,
) -> Result<Followed, FollowError> {
    let cursor = held.as_ref().and_then(|writer| writer.cursor());
    let kept = fitting(store, cursor).await?;
    fill(store, held, kept, least).await
}

/// Brings the index from the position it keeps, or from nothing, to where the store stands, but for
/// fewer than `least` changes.
async fn fill(
    store: &dyn Store,
    held: &mut Option<Held>,
    kept: Option<Position>,
    least: u32,
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
    let mut next = batch(store, &position, &goal, least).await?;
    while let Some(Batch { ops, changes, to }) = next {
        read += changes;
        position = to.clone();
        // The next batch is read while this one is written.
        let (written, ahead) = tokio::join!(
            with_writer(held, move |w| w.apply(ops, &to)),
            batch(store, &position, &goal, least)
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

/// The changes that come next, if `least` are left before the goal.
async fn batch(
    store: &dyn Store,
    after: &Position,
    goal: &Position,
    least: u32,
) -> Result<Option<Batch>, StoreError> {
    if goal.seq.saturating_sub(after.seq) < u64::from(least) {
        return Ok(None);
    }
    let changes = store.changes(after.seq, BATCH).await?;
    let Some(end) = changes.last() else { return Ok(None) };
    let to = Position { seq: end.seq, head: end.head.clone() };
    let ops = operations(store, &changes).await?;
    Ok(Some(Batch { ops, changes: changes.len() as u64, to }))
}

/// The index's position where the store has the same history up to there.
pub(crate) async fn fitting(
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

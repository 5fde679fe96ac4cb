//! `pacta check`: the store and the index against each other.

use std::collections::BTreeSet;

use super::{CmdError, print, workspace::Workspace};
use crate::{config::Config, model::ClauseId};

pub(super) async fn run(config: Config) -> Result<(), CmdError> {
    let work = Workspace::open_held(config).await?;
    let mut held: BTreeSet<ClauseId> = BTreeSet::new();
    work.each_clause(false, |clause| {
        held.insert(clause.id);
        Ok(())
    })
    .await?;
    let position = work.store.position().await?;
    let Some(cursor) = work.index.cursor() else {
        return Err(CmdError::Failed(format!(
            "{} clauses in the store, no index; run 'pacta reindex'",
            held.len()
        )));
    };
    let indexed: BTreeSet<ClauseId> = work.index.ids()?.into_iter().collect();
    let missing = held.difference(&indexed).count();
    let extra = indexed.difference(&held).count();
    print(&format!(
        "store: {} clauses at change {}\nindex: {} clauses at change {}\n",
        held.len(),
        position.seq,
        indexed.len(),
        cursor.position.seq
    ))?;
    work.store.close().await;
    if missing + extra > 0 || cursor.position != position {
        return Err(CmdError::Failed(format!(
            "the index is not the store's: {missing} clauses missing, {extra} too many; run 'pacta reindex'"
        )));
    }
    print("they agree\n")
}

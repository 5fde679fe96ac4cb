//! `pacta reindex`: the search index, built anew from the store.

use super::{CmdError, print, workspace::Workspace};
use crate::{
    config::Config,
    search::follow::{Followed, rebuild},
};

pub(super) async fn run(config: Config) -> Result<(), CmdError> {
    let work = Workspace::open_held(config).await?;
    let done = rebuild(work.store.as_ref(), &work.index).await.map_err(CmdError::Behind)?;
    work.store.close().await;
    match done {
        Followed::HeldElsewhere => Err(CmdError::Failed(
            "a running server holds the index; stop it, or delete the index folder and restart it"
                .to_owned(),
        )),
        Followed::CaughtUp { position, .. } => {
            print(&format!("the index is built anew, at change {}\n", position.seq))
        }
    }
}

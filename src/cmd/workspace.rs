//! What commands work on: the data folder's store and index, and the codebook.

use std::{path::Path, sync::Arc};

use super::CmdError;
use crate::{
    annotate::{Annotator, Codebook},
    config::Config,
    model::ClauseRecord,
    read::Reader,
    search::{self, SearchIndex},
    store::{self, Store},
};

/// Clauses read from the store at a time.
const PAGE: u32 = 1000;

/// An opened data folder.
pub(super) struct Workspace {
    pub(super) config: Config,
    pub(super) codebook: Arc<Codebook>,
    pub(super) store: Arc<dyn Store>,
    pub(super) index: Arc<dyn SearchIndex>,
}

impl Workspace {
    /// Opens the data folder, making it where it is absent.
    pub(super) async fn open(config: Config) -> Result<Self, CmdError> {
        let codebook = Arc::new(codebook(config.codebook.as_deref())?);
        std::fs::create_dir_all(&config.data_dir)
            .map_err(CmdError::io(format!("making {}", config.data_dir.display())))?;
        let store = store::connect(&config.data_dir).await?;
        let index = search::open(&config.data_dir, Arc::clone(&codebook))?;
        Ok(Self { config, codebook, store, index })
    }

    /// Opens a data folder that must be there: reading commands make nothing.
    pub(super) async fn open_held(config: Config) -> Result<Self, CmdError> {
        if !store::is_held(&config.data_dir) {
            let folder = config.data_dir.display();
            return Err(CmdError::Usage(format!(
                "{folder} is no data folder of Pacta; run 'pacta ingest' first"
            )));
        }
        Self::open(config).await
    }

    /// Does something with every clause in source order; with `all`, those that are superseded or retracted too.
    pub(super) async fn each_clause(
        &self,
        all: bool,
        mut work: impl FnMut(&ClauseRecord) -> Result<(), CmdError>,
    ) -> Result<(), CmdError> {
        let mut after = None;
        loop {
            let page = self.store.clauses(all, after.as_ref(), PAGE).await?;
            page.iter().try_for_each(&mut work)?;
            match page.last() {
                Some(last) => after = Some((last.source.clone(), last.order)),
                None => return Ok(()),
            }
        }
    }

    /// The rules, compiled.
    pub(super) fn annotator(&self) -> Result<Arc<Annotator>, CmdError> {
        Ok(Arc::new(Annotator::new(Arc::clone(&self.codebook))?))
    }

    /// The reader that reads untrusted formats in a child of this program.
    pub(super) fn reader() -> Result<Reader, CmdError> {
        let program = std::env::current_exe().map_err(CmdError::io("finding this program"))?;
        Ok(Reader::confined(program))
    }
}

fn codebook(folder: Option<&Path>) -> Result<Codebook, CmdError> {
    Ok(folder.map_or_else(Codebook::built_in, Codebook::load)?)
}

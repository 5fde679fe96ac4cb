//! `pacta show ID`

use clap::Args;

use super::{CmdError, print, workspace::Workspace};
use crate::{
    cite::Style,
    config::Config,
    model::{ClauseId, ClauseRecord, Status},
};

/// Flags of `pacta show`.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The clause's id: 12 letters and digits, in any case, hyphens allowed.
    id: ClauseId,
    /// As JSON.
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(config: Config, options: Options) -> Result<(), CmdError> {
    let work = Workspace::open_held(config).await?;
    let clause = held(&work, options.id).await?;
    if options.json {
        print(&format!("{}\n", serde_json::to_string_pretty(&clause).unwrap_or_default()))?;
    } else if let Some(source) = work.store.source(&clause.source).await? {
        let cited = super::cite::clause(&work, &clause, &source.source).await?;
        let citation = cited.citation(Style::ChicagoNotes)?;
        let kind = clause.kind.label(clause.r#type);
        print(&format!(
            "{}\n\n{kind}, {}\n{}\n",
            clause.text,
            clause.locator.words(),
            citation.text
        ))?;
        for notice in &cited.notices {
            print(&format!("{notice}\n"))?;
        }
    }
    work.store.close().await;
    Ok(())
}

/// The clause with this id, or why there is none to be shown.
pub(super) async fn held(work: &Workspace, id: ClauseId) -> Result<ClauseRecord, CmdError> {
    let store = &work.store;
    let refused = match store.clause(id).await? {
        Some(clause) if clause.status != Status::Retracted => return Ok(clause),
        Some(clause) => {
            let standing = store.standing(&clause.source).await?;
            let why = standing.and_then(|s| s.retraction).unwrap_or_default();
            format!("clause {id} of source '{}' was {why}", clause.source)
        }
        None if store.is_forgotten(id).await? => format!(
            "clause {id} was issued, but this data is an older backup that does not hold its words"
        ),
        None => format!("no clause has the id {id}"),
    };
    Err(CmdError::Refused(refused))
}

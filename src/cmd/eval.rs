//! `pacta eval GOLD.jsonl`

use std::path::PathBuf;

use clap::Args;

use super::{CmdError, print, workspace::Workspace};
use crate::{
    annotate::{Gold, evaluate},
    config::Config,
    model::{ClaimRecord, ClauseRecord},
};

/// Flags of `pacta eval`.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// Clauses annotated by hand, one JSON object a line.
    gold: PathBuf,
    /// As JSON.
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(config: Config, options: Options) -> Result<(), CmdError> {
    let path = options.gold.display();
    let text = std::fs::read_to_string(&options.gold).map_err(CmdError::io(path.to_string()))?;
    let gold = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(i, line)| {
            serde_json::from_str(line)
                .map_err(|e| CmdError::Usage(format!("{path}:{}: not a clause annotated by hand, which is one JSON object a line: {e}", i + 1)))
        })
        .collect::<Result<Vec<Gold>, _>>()?;
    let work = Workspace::open_held(config).await?;
    let mut sources: Vec<_> = gold.iter().map(|g| g.source.clone()).collect();
    sources.sort();
    sources.dedup();
    let mut clauses: Vec<ClauseRecord> = Vec::new();
    let mut claims: Vec<ClaimRecord> = Vec::new();
    for source in &sources {
        if let Some(reading) = work.store.reading(source, 0..u32::MAX).await? {
            for clause in &reading.clauses {
                claims.extend(work.store.claims_of_clause(clause.id).await?);
            }
            clauses.extend(reading.clauses);
        } else {
            let reason = format!("source '{source}' of the gold is not held; ingest it first");
            return Err(CmdError::Refused(reason));
        }
    }
    let evaluation = evaluate(&gold, &clauses, &claims);
    if options.json {
        print(&format!("{}\n", serde_json::to_string_pretty(&evaluation).unwrap_or_default()))?;
    } else {
        print(&evaluation.to_string())?;
    }
    work.store.close().await;
    Ok(())
}

//! `pacta explain ID`

use std::fmt::Write;

use clap::Args;

use super::{CmdError, print, show::held, workspace::Workspace};
use crate::{
    annotate::explain,
    config::Config,
    model::{ClauseId, Status},
};

/// Flags of `pacta explain`.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The clause's id.
    id: ClauseId,
    /// As JSON.
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(config: Config, options: Options) -> Result<(), CmdError> {
    let work = Workspace::open_held(config).await?;
    let clause = held(&work, options.id).await?;
    let claims = match clause.status {
        Status::Current => work.store.claims_of_clause(clause.id).await?,
        _ => Vec::new(),
    };
    let claims = claims.iter().map(|record| &record.claim);
    let told = explain(&clause.annotations, claims, clause.r#type, |slug| {
        work.codebook.domain(slug).map_or_else(|| slug.to_owned(), |d| d.label.clone())
    });
    if options.json {
        print(&format!("{}\n", serde_json::to_string_pretty(&told).unwrap_or_default()))?;
    } else {
        let mut text = format!("{}\n\n", clause.text);
        for e in &told {
            let words: Vec<String> = e.words.iter().map(|w| format!("“{w}”")).collect();
            let from = if words.is_empty() { "no words".to_owned() } else { words.join(", ") };
            // Writing to a String can't fail.
            let _ = writeln!(text, "{} {}: {from}; {}", e.of, e.value, e.rule);
        }
        print(&text)?;
    }
    work.store.close().await;
    Ok(())
}

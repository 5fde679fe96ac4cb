//! `pacta cite ID...`

use clap::{Args, ValueEnum};

use super::{CmdError, note, print, show::held, workspace::Workspace};
use crate::{
    cite::{Cited, Citing, Item, Style, TreatyFacts, bibtex, csl_json, ris},
    config::Config,
    model::{ClauseId, ClauseRecord, Source, Status},
};

/// Flags of `pacta cite`.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The clauses' ids: 12 letters and digits each, in any case, hyphens allowed.
    #[arg(required = true, value_name = "ID")]
    ids: Vec<ClauseId>,
    /// chicago-notes, apa, oscola or bluebook.
    #[arg(long, default_value = "chicago-notes", value_parser = style)]
    style: Style,
    /// A file for reference managers instead of text.
    #[arg(long, conflicts_with = "style")]
    format: Option<Format>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Bibtex,
    Ris,
    CslJson,
}

fn style(name: &str) -> Result<Style, String> {
    name.parse().map_err(|e: crate::cite::CiteError| e.to_string())
}

pub(super) async fn run(config: Config, options: Options) -> Result<(), CmdError> {
    let work = Workspace::open_held(config).await?;
    let mut cited = Vec::new();
    for id in &options.ids {
        let record = held(&work, *id).await?;
        if record.status == Status::Retracted {
            return Err(CmdError::Refused(format!("clause {id} was taken back with its source")));
        }
        if let Some(source) = work.store.source(&record.source).await? {
            cited.push(clause(&work, &record, &source.source).await?);
        }
    }
    let items: Vec<&Item> = cited.iter().map(Cited::item).collect();
    match options.format {
        Some(Format::Bibtex) => print(&bibtex(&items))?,
        Some(Format::Ris) => print(&ris(&items))?,
        Some(Format::CslJson) => print(&csl_json(&items))?,
        None => text(&cited, options.style)?,
    }
    work.store.close().await;
    Ok(())
}

/// The citations, each on its line; what to know before citing follows once.
fn text(cited: &[Cited], style: Style) -> Result<(), CmdError> {
    let mut notices: Vec<&String> = Vec::new();
    for one in cited {
        let citation = one.citation(style)?;
        print(&format!("{}\n", citation.text))?;
        if let Some(in_text) = citation.in_text {
            print(&format!("In the text: {in_text}\n"))?;
        }
        notices.extend(&one.notices);
    }
    let mut told: Vec<&String> = Vec::new();
    for notice in notices {
        if !told.contains(&notice) {
            // What is cited goes to standard output alone, to be piped on.
            note(notice);
            told.push(notice);
        }
    }
    Ok(())
}

/// A clause, ready to be cited.
pub(super) async fn clause(
    work: &Workspace,
    clause: &ClauseRecord,
    source: &Source,
) -> Result<Cited, CmdError> {
    let facts = TreatyFacts::gather(work.store.as_ref(), &work.codebook, &clause.treaty).await?;
    let facts = facts.ok_or_else(|| {
        CmdError::Failed(format!("treaty '{}' of clause {} is not held", clause.treaty, clause.id))
    })?;
    let base_url = work.config.base_url.as_deref();
    Ok(Citing { treaty: &facts, base_url }.clause(clause, source))
}

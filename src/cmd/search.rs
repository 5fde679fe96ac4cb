//! `pacta search QUERY`

use clap::Args;

use super::{CmdError, note, print, workspace::Workspace};
use crate::{
    config::Config,
    search::{Query, SearchRequest, Sort, by_present_names, follow::follow},
};

/// Flags of `pacta search`.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The query, as on the site; one that begins with a hyphen goes behind --.
    #[arg(required = true)]
    query: Vec<String>,
    /// How many hits at the most.
    #[arg(long, default_value_t = 20)]
    limit: usize,
    /// Hits as JSON Lines.
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(config: Config, options: Options) -> Result<(), CmdError> {
    let query =
        Query::parse(&options.query.join(" ")).map_err(|e| CmdError::Usage(e.to_string()))?;
    let work = Workspace::open_held(config).await?;
    let query = by_present_names(work.store.as_ref(), query).await?;
    let notices = query.notices().to_vec();
    follow(work.store.as_ref(), &work.index).await.map_err(CmdError::Behind)?;
    let request = SearchRequest { query, sort: Sort::Relevance, after: None, limit: options.limit };
    let page = work.index.search(&request)?;
    for notice in notices {
        note(&notice);
    }
    for hit in &page.hits {
        if options.json {
            print(&format!("{}\n", serde_json::to_string(hit).unwrap_or_default()))?;
        } else {
            let place = hit.locator.words();
            print(&format!("{}  {} ({place})\n    {}\n", hit.id, hit.source, hit.text))?;
        }
    }
    if let Some(other) = &page.did_you_mean {
        let passages = if other.total == 1 { "passage" } else { "passages" };
        note(&format!("did you mean {}? ({} {passages})", other.part, other.total));
    }
    if !options.json {
        print(&format!("{} of {} passages\n", page.hits.len(), page.total))?;
    }
    work.store.close().await;
    Ok(())
}

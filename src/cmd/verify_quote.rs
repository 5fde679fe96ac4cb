//! `pacta verify-quote TEXT`

use std::fmt::Write;

use clap::Args;

use super::{CmdError, print, workspace::Workspace};
use crate::{
    cite::quotation::{self, Fate, Found, Outcome, Quotation, Verification},
    config::Config,
    search::follow::follow,
};

/// Flags of `pacta verify-quote`.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The quotation; one that begins with a hyphen goes behind --.
    #[arg(required = true, value_name = "TEXT")]
    text: Vec<String>,
    /// As JSON.
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(config: Config, options: Options) -> Result<(), CmdError> {
    let quotation =
        Quotation::parse(&options.text.join(" ")).map_err(|e| CmdError::Usage(e.to_string()))?;
    let work = Workspace::open_held(config).await?;
    follow(work.store.as_ref(), &work.index).await.map_err(CmdError::Behind)?;
    let base = work.config.base_url.as_deref();
    let verification =
        quotation::verify(work.store.as_ref(), &work.index, &quotation, base).await?;
    print(&if options.json {
        format!("{}\n", serde_json::to_string_pretty(&verification).unwrap_or_default())
    } else {
        said(&verification)
    })?;
    work.store.close().await;
    match verification.result {
        Outcome::Exact => Ok(()),
        Outcome::Near => {
            Err(CmdError::Failed("the quotation differs from the wording that is held".to_owned()))
        }
        Outcome::NotFound => {
            Err(CmdError::Refused("no source held has these words, or nearly these".to_owned()))
        }
    }
}

fn said(verification: &Verification) -> String {
    // Writing to a String can't fail.
    verification.matches.iter().fold(String::new(), |mut out, found| {
        let result = if found.result == Outcome::Exact { "exact" } else { "near" };
        let _ = writeln!(out, "{result}: {} ({})", found.source_title, found.r#type.label());
        for clause in &found.clauses {
            let (start, end) = (clause.start, clause.end);
            let _ = writeln!(out, "    {}, bytes {start} to {end}: {}", clause.place, clause.url);
            let _ = writeln!(out, "    {}", clause.text);
        }
        if !found.differences.is_empty() {
            let _ = writeln!(out, "    differs: {}", differences(found));
        }
        for notice in &found.notices {
            let _ = writeln!(out, "    {notice}");
        }
        out
    })
}

/// As `wdiff` writes it: `[-only in the source-] {+only in the quotation+}`.
fn differences(found: &Found) -> String {
    found.differences.iter().fold(String::new(), |mut out, change| {
        let words = change.text.trim_start();
        out.push_str(&change.text[..change.text.len() - words.len()]);
        let _ = match change.fate {
            Fate::Kept => write!(out, "{words}"),
            Fate::Missing => write!(out, "[-{words}-]"),
            Fate::Added => write!(out, "{{+{words}+}}"),
            Fate::Omitted => write!(out, "[…{words}…]"),
        };
        out
    })
}

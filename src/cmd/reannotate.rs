//! `pacta reannotate`: everything held, derived anew from the inputs that were kept, and what is read
//! otherwise.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    CmdError,
    ingest::{searchable, tell},
    workspace::Workspace,
};
use crate::{
    annotate::explain,
    config::Config,
    ingest,
    model::{ClauseId, SourceType},
    search::follow::Beside,
    store::{SourceRecord, StoreError},
};

/// What is read in passages: in which, of what kind, and the value.
type Read = BTreeSet<(ClauseId, &'static str, String)>;

pub(super) async fn run(config: Config) -> Result<(), CmdError> {
    let work = Workspace::open_held(config).await?;
    let annotator = work.annotator()?;
    let reader = Workspace::reader()?;
    let mut sources = work.store.sources().await?;
    // Oldest first, so that treaties are told by the same sources as before.
    sources.reverse();
    let beside = Beside::begin(&work.store, &work.index);
    let (mut refused, mut stored) = (0, false);
    for source in &sources {
        let before = read(&work, source).await?;
        let input = ingest::kept(work.store.as_ref(), &source.source.slug).await?;
        let report = ingest::ingest(work.store.as_ref(), &annotator, &reader, [input], |entry| {
            tell(&entry.to_string(), entry.error.is_some());
        })
        .await?;
        refused += usize::from(report.refused());
        stored |= report.stored();
        if report.stored() {
            let after = read(&work, source).await?;
            tell(&format!("  read otherwise: {}", changes(&before, &after)), false);
        }
        if let Some(stopped) = report.stopped {
            return Err(stopped.into());
        }
    }
    let followed = searchable(&work, beside.end().await).await;
    work.store.close().await;
    let note = followed?;
    if stored {
        tell(&note, false);
    }
    match refused {
        0 => Ok(()),
        n => Err(CmdError::Refused(format!("{n} of {} sources not derived anew", sources.len()))),
    }
}

/// What is read in a source as it is held now.
async fn read(work: &Workspace, source: &SourceRecord) -> Result<Read, StoreError> {
    let slug = &source.source.slug;
    let Some(reading) = work.store.reading(slug, 0..u32::MAX).await? else {
        return Ok(Read::new());
    };
    let mut read = Read::new();
    for clause in &reading.clauses {
        read.insert((clause.id, "kind", clause.kind.as_str().to_owned()));
        let told = explain(&clause.annotations, [], SourceType::Text, str::to_owned);
        read.extend(told.into_iter().map(|e| (clause.id, e.label(), e.value)));
    }
    let claims = work.store.claims(&reading.record.source.treaty).await?;
    for record in claims.into_iter().filter(|record| record.source == *slug) {
        let claim = record.claim;
        read.insert((record.clause, "claim", format!("{}: {}", claim.label(), claim.value)));
    }
    Ok(read)
}

/// How many readings of each kind there are that were not there, and how many are gone.
fn changes(before: &Read, after: &Read) -> String {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (_, kind, _) in after.difference(before) {
        counts.entry(kind).or_default().0 += 1;
    }
    for (_, kind, _) in before.difference(after) {
        counts.entry(kind).or_default().1 += 1;
    }
    let told: Vec<String> =
        counts.iter().map(|(kind, (new, gone))| format!("{kind} +{new} -{gone}")).collect();
    if told.is_empty() { "nothing".to_owned() } else { told.join(", ") }
}

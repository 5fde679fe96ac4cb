//! What became of a passage's wording, for its page.

use schemars::JsonSchema;
use serde::Serialize;

use super::{AppState, links};
use crate::{
    model::{ClauseId, ClauseRecord, Slug, Status, WordEdit, word_difference},
    store::StoreError,
};

/// Earlier wordings shown; more are in the data and in the versions of the source.
const SHOWN: usize = 5;

/// Another wording of a passage, and what differs.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct OtherWording {
    /// Its permanent id.
    id: ClauseId,
    /// Its permanent link.
    pub(super) href: String,
    /// Where it stands, in words.
    pub(super) place: String,
    /// The newest version that has it.
    pub(super) version: u32,
    /// BCP 47.
    pub(super) language: String,
    /// Whether it stands in the newest version.
    pub(super) current: bool,
    /// From the earlier wording to the later one.
    pub(super) difference: Vec<WordEdit>,
}

impl OtherWording {
    fn of(clause: &ClauseRecord, difference: Vec<WordEdit>) -> Self {
        Self {
            id: clause.id,
            href: links::clause(clause.id),
            place: clause.locator.words(),
            version: clause.version,
            language: clause.language.clone(),
            current: clause.status == Status::Current,
            difference,
        }
    }
}

/// The line of wordings that a passage stands in.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Wordings {
    /// The newest version that has these words.
    pub(super) version: u32,
    /// The newest version of the source.
    pub(super) newest: u32,
    /// The page of all versions.
    pub(super) versions: String,
    /// The version that first had other words, where one has.
    pub(super) replaced_in: Option<u32>,
    /// Whether what replaced these words was itself replaced.
    pub(super) replaced_again: bool,
    /// What stands now for these words.
    pub(super) later: Option<OtherWording>,
    /// The wordings that these words replaced, the first few.
    pub(super) earlier: Vec<OtherWording>,
}

/// The line of wordings of a clause whose source is at version `newest`.
pub(super) async fn wordings(
    state: &AppState,
    clause: &ClauseRecord,
    newest: u32,
) -> Result<Wordings, StoreError> {
    let store = state.store();
    let last = match clause.successor {
        Some(_) => store.last_wording(clause.id).await?,
        None => None,
    };
    let mut later = None;
    if let Some(last) = last {
        let last = store.clause(last).await?;
        later = last.map(|l| OtherWording::of(&l, word_difference(&clause.text, &l.text)));
    }
    let mut earlier = Vec::new();
    for id in clause.predecessors.iter().take(SHOWN) {
        let before = store.clause(*id).await?;
        earlier
            .extend(before.map(|b| OtherWording::of(&b, word_difference(&b.text, &clause.text))));
    }
    Ok(Wordings {
        version: clause.version,
        newest,
        versions: versions(&clause.source),
        replaced_in: (clause.status != Status::Current).then_some(clause.version + 1),
        replaced_again: last.is_some() && last != clause.successor,
        later,
        earlier,
    })
}

/// The page of a source's versions.
pub(super) fn versions(source: &Slug) -> String {
    format!("{}/versions", links::source(source))
}

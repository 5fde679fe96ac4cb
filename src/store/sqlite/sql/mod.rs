//! Every SQL statement of the store, so that one test can prepare them all against the schema.
//!
//! Sets of rows go in as one JSON parameter: a statement is the same text for one row and for a
//! thousand, and no limit on the number of parameters applies. `jsonb_each` gives each row as it was
//! parsed; `json_each` would write it out again for every column to parse. `CROSS JOIN` says that the order of
//! the tables is the order of the loops; it is chosen so that a page is read by key, unsorted.

/// The columns of a `ClauseRow`, from `p`, `s` and what `with_wording` joins.
macro_rules! clause {
    () => {
        "SELECT p.id AS placement, c.id AS clause, t.slug AS treaty, s.slug AS source, s.type, \
         r.hash AS revision, r.number AS version, p.status, p.locator, p.ord, p.kind, p.language, \
         coalesce(p.words, c.text) AS text, p.start_byte, p.end_byte, d.path "
    };
}

/// What a placement `p` of a source `s` is read with.
macro_rules! with_wording {
    () => {
        " CROSS JOIN revision r ON r.id = p.revision CROSS JOIN clause c ON c.number = p.clause \
         CROSS JOIN treaty t ON t.id = s.treaty \
         LEFT JOIN division d ON d.revision = p.revision AND d.ord = p.division "
    };
}

/// The columns of a [`super::rows::SourceRow`].
macro_rules! source {
    () => {
        "SELECT s.slug, t.slug AS treaty, r.metadata, r.hash, r.number, r.added, s.clauses, s.articles, \
         s.revision FROM source s CROSS JOIN revision r ON r.id = s.revision \
         CROSS JOIN treaty t ON t.id = s.treaty "
    };
}

/// The columns of a [`super::rows::TreatyRow`].
macro_rules! treaty {
    () => {
        "t.slug, t.title, t.parties, t.sources, t.texts, t.clauses, t.articles_held, t.articles "
    };
}

/// The columns of a [`super::rows::ClaimRow`]; current placements of a source are a range.
macro_rules! claim_columns {
    () => {
        "SELECT t.slug AS treaty, k.property, k.actor, k.actor_name, k.value, k.value_label, \
         k.asserted_by, k.asserted_on, k.evidence, c.id AS clause, coalesce(p.words, c.text) AS text, \
         s.slug AS source, s.title AS source_title, s.type, p.locator, \
         (SELECT added FROM revision WHERE id = c.revision) AS issued"
    };
}

/// Claims of sources `s` that stand in their newest versions.
macro_rules! claim {
    () => {
        concat!(claim_columns!(), " FROM treaty t CROSS JOIN source s ON s.treaty = t.id AND s.retracted IS NULL CROSS JOIN claim k \
         ON k.placement BETWEEN s.first_placement AND s.last_placement \
         CROSS JOIN placement p ON p.id = k.placement CROSS JOIN clause c ON c.number = p.clause ")
    };
}

/// The differences that are asked for.
macro_rules! narrowed {
    () => {
        "WHERE (?1 IS NULL OR t.slug = ?1) AND (?2 IS NULL OR d.property = ?2) \
         AND (?3 IS NULL OR EXISTS (SELECT 1 FROM treaty_party p WHERE p.party = ?3 AND p.treaty = d.treaty)) \
         AND (?4 IS NULL OR EXISTS (SELECT 1 FROM json_each(d.domains) WHERE value = ?4)) "
    };
}

macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $sql:expr;)*) => {
        $($(#[$doc])* pub(in crate::store::sqlite) const $name: &str = $sql;)*

        /// Every statement of this file with its name.
        #[cfg(test)]
        pub(super) const STATEMENTS: &[(&str, &str)] = &[$((stringify!($name), $name)),*];
    };
}

mod lists;
mod news;
mod reading;
mod storing;

pub(super) use self::{lists::*, news::*, reading::*, storing::*};

/// Every statement with its name.
#[cfg(test)]
pub(super) const ALL: [&[(&str, &str)]; 5] =
    [STATEMENTS, lists::STATEMENTS, news::STATEMENTS, reading::STATEMENTS, storing::STATEMENTS];

statements! {
    // The file.
    LIBRARY_VERSION = "SELECT sqlite_version()";
    APPLICATION_ID = "PRAGMA application_id";
    USER_VERSION = "PRAGMA user_version";
    CHECKPOINT = "PRAGMA wal_checkpoint(TRUNCATE)";
    COPY = "VACUUM INTO ?1";
    IS_WHOLE = "PRAGMA integrity_check(1)";

    // The feed.
    ADD_CHANGES = "INSERT INTO change (seq, clause, op, head) \
        SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM jsonb_each(?1)";
    POSITION = "SELECT seq, head FROM change ORDER BY seq DESC LIMIT 1";
    HEAD_AT = "SELECT head FROM change WHERE seq = ?1";
    CHANGES = "SELECT seq, clause, op, head FROM change WHERE seq > ?1 ORDER BY seq LIMIT ?2";
    ONLY_PUT = "SELECT NOT EXISTS (SELECT 1 FROM change WHERE seq > ?1 AND op <> 'put')";
    INDEXED = concat!(clause!(), ", s.title AS source_title, t.title AS treaty_title, t.parties, \
        c.revision AS first_version, (SELECT added FROM revision WHERE id = c.revision) AS issued \
        FROM json_each(?1) j CROSS JOIN clause k ON k.id = j.value \
        CROSS JOIN placement p ON p.clause = k.number AND p.status = 'current' CROSS JOIN source s ON s.id = p.source", with_wording!());
    INDEXED_TERMS = "SELECT pt.placement, t.id, t.facet, t.slug, t.label, 0 AS clauses \
        FROM json_each(?1) j CROSS JOIN placement_term pt ON pt.placement = j.value \
        CROSS JOIN term t ON t.id = pt.term ORDER BY j.key, t.facet, t.slug";
}

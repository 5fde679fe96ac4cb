//! Every SQL statement of the store, so that one test can prepare them all against the schema.
//!
//! Sets of rows go in as one JSON parameter: a statement is the same text for one row and for a
//! thousand, and no limit on the number of parameters applies. `jsonb_each` gives each row as it was
//! parsed; `json_each` would write it out again for every column to parse. `CROSS JOIN` says that the order of
//! the tables is the order of the loops; it is chosen so that a page is read by key, unsorted.

/// The columns of a [`super::rows::ClauseRow`], from `p`, `s` and what [`with_wording`] joins.
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

/// A page of a list of treaties, after a place in it.
macro_rules! treaties_after {
    ($of:expr) => {
        concat!(
            "SELECT h.heading, ",
            treaty!(),
            "FROM treaty_heading h ",
            $of,
            "CROSS JOIN treaty t ON t.id = h.treaty WHERE h.list = ?1 \
            AND (h.place, h.sorted, h.treaty) > (?2, ?3, ?4) ORDER BY h.place, h.sorted, h.treaty LIMIT ?5"
        )
    };
}

/// Keeps the claims of current clauses of sources `s` as told.
macro_rules! tell {
    () => {
        "INSERT INTO told SELECT s.treaty, k.property, coalesce(k.actor, ''), k.value, \
         CASE s.type WHEN 'text' THEN 0 WHEN 'official' THEN 1 ELSE 2 END, k.placement, k.ord, s.id, \
         s.id || coalesce(' ' || k.asserted_by, '') FROM source s CROSS JOIN claim k \
         ON k.placement BETWEEN s.first_placement AND s.last_placement "
    };
}

/// The first few claims of each value, with how many give it.
macro_rules! facts {
    ($from:expr) => {
        concat!("WITH given AS (SELECT y.treaty, y.property, y.actor, y.value, count(*) AS alike ",
            $from, " GROUP BY y.treaty, y.property, y.actor, y.value) ",
            claim_columns!(), ", g.alike, EXISTS (SELECT 1 FROM difference d WHERE d.treaty = g.treaty \
            AND d.property = g.property AND d.actor = g.actor) AS differs \
            FROM given g CROSS JOIN claim k ON (k.placement, k.ord) IN (SELECT x.placement, x.ord FROM told x \
            WHERE x.treaty = g.treaty AND x.property = g.property AND x.actor = g.actor AND x.value = g.value \
            ORDER BY x.rank, x.placement, x.ord LIMIT ?1) \
            CROSS JOIN placement p ON p.id = k.placement CROSS JOIN clause c ON c.number = p.clause \
            CROSS JOIN source s ON s.id = p.source CROSS JOIN treaty t ON t.id = g.treaty \
            ORDER BY k.placement, k.ord")
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

/// The columns of a [`super::versions::VersionRow`].
macro_rules! version {
    () => {
        "SELECT r.id, r.number, r.hash, r.added, r.first_placement, r.clauses, r.new_clauses, \
         r.lost_clauses, x.at, x.reason FROM source s JOIN revision r ON r.source = s.id \
         LEFT JOIN retraction x ON x.revision = r.id "
    };
}

macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $sql:expr;)*) => {
        $($(#[$doc])* pub(super) const $name: &str = $sql;)*

        /// Every statement with its name.
        #[cfg(test)]
        pub(super) const ALL: &[(&str, &str)] = &[$((stringify!($name), $name)),*];
    };
}

statements! {
    // The file.
    LIBRARY_VERSION = "SELECT sqlite_version()";
    APPLICATION_ID = "PRAGMA application_id";
    USER_VERSION = "PRAGMA user_version";
    CHECKPOINT = "PRAGMA wal_checkpoint(TRUNCATE)";
    COPY = "VACUUM INTO ?1";
    IS_WHOLE = "PRAGMA integrity_check(1)";

    // Storing: the source and its treaty.
    HELD = "SELECT s.id, s.slug, s.id_slug, s.treaty, s.retracted IS NOT NULL AS retracted, r.hash, \
        r.number, s.changed, s.clauses, s.first_placement, s.last_placement \
        FROM source s JOIN revision r ON r.id = s.revision \
        WHERE s.slug = ?1 OR s.id_slug = ?2 ORDER BY s.slug = ?1 DESC";
    TREATY_HELD = "SELECT id, slug, title, parties, told_by FROM treaty WHERE id = coalesce(\
        (SELECT id FROM treaty WHERE slug = ?1), (SELECT treaty FROM former_treaty WHERE slug = ?1))";
    ADD_TREATY = "INSERT INTO treaty (slug, title, parties, told_by) VALUES (?1, ?2, ?3, ?4) \
        RETURNING id";
    FILL_TREATY = "UPDATE treaty SET title = ?2, parties = ?3, told_by = ?4 WHERE id = ?1";
    IS_ALONE = "SELECT NOT EXISTS (SELECT 1 FROM source WHERE treaty = ?1 AND id_slug <> ?2)";
    NEXT_NUMBERS = "SELECT (SELECT coalesce(max(id), 0) + 1 FROM revision), \
        (SELECT coalesce(max(id), 0) + 1 FROM placement)";
    PUT_SOURCE = "INSERT INTO source (slug, id_slug, treaty, type, title, revision, \
        first_placement, last_placement, clauses, claims, articles, changed) \
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) \
        ON CONFLICT (id_slug) DO UPDATE SET slug = excluded.slug, treaty = excluded.treaty, \
        type = excluded.type, title = excluded.title, revision = excluded.revision, \
        first_placement = excluded.first_placement, last_placement = excluded.last_placement, \
        clauses = excluded.clauses, claims = excluded.claims, articles = excluded.articles, \
        changed = excluded.changed, retracted = NULL \
        RETURNING id";
    ADD_REVISION = "INSERT INTO revision (id, source, number, hash, added, metadata, \
        first_placement, clauses, new_clauses, lost_clauses) \
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    ADD_TEXT = "INSERT INTO revision_text (revision, text, outline) VALUES (?1, ?2, ?3)";

    ADD_INPUT = "INSERT INTO input (digest, bytes) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
    ADD_REVISION_INPUT = "INSERT INTO revision_input (revision, name, digest, stated) \
        VALUES (?1, ?2, ?3, ?4)";
    ADD_DIVISIONS = "INSERT INTO division (revision, ord, locator, unit, label, heading, parent, \
        path, start_byte, end_byte, first_ord, clauses) \
        SELECT ?2, key, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, \
        value -> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9 FROM jsonb_each(?1)";

    // Storing: clauses.
    PLACED = "SELECT c.id, p.content FROM placement p CROSS JOIN clause c \
        ON c.number = p.clause WHERE p.id BETWEEN ?1 AND ?2 ORDER BY p.id";
    PLACED_BESIDE = "SELECT c.id, p.content FROM source s CROSS JOIN placement p \
        ON p.id BETWEEN s.first_placement AND s.last_placement \
        CROSS JOIN clause c ON c.number = p.clause WHERE s.treaty = ?1 AND s.id <> ?2 \
        AND s.retracted IS NULL ORDER BY p.id";
    LAST_CLAUSE = "SELECT coalesce(max(number), 0) FROM clause";
    WORDINGS = "SELECT c.number, c.id, c.source, c.text FROM json_each(?1) j CROSS JOIN clause c \
        ON c.id = j.value";
    ADD_CLAUSES = "INSERT INTO clause (number, id, source, revision, text) \
        SELECT value ->> 0, value ->> 1, ?2, ?3, value ->> 2 FROM jsonb_each(?1)";
    ISSUE = "INSERT INTO issued (clause, at) SELECT value ->> 1, ?2 FROM jsonb_each(?1) \
        WHERE value ->> 1 NOT IN (SELECT clause FROM forgotten)";
    SUPERSEDE = "UPDATE placement SET status = 'superseded' WHERE id BETWEEN ?1 AND ?2";
    OUTDATE = "UPDATE placement SET status = NULL WHERE status IS NOT NULL \
        AND clause IN (SELECT value FROM json_each(?1))";
    ADD_PLACEMENTS = "INSERT INTO placement (id, revision, source, clause, status, locator, ord, \
        kind, language, start_byte, end_byte, words, content, division) \
        SELECT value ->> 0, ?2, ?3, value ->> 1, 'current', value ->> 2, value ->> 3, \
        value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9, \
        value ->> 10 FROM jsonb_each(?1)";
    ADD_ANNOTATIONS = "INSERT INTO annotation (placement, ord, type, value, name, event, \
        first_day, last_day, rule, evidence) \
        SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, \
        value ->> 6, value ->> 7, value ->> 8, value -> 9 FROM jsonb_each(?1)";
    ADD_REFERENCES = "INSERT INTO reference (placement, ord, instrument, locator, rule, evidence) \
        SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value -> 5 \
        FROM jsonb_each(?1)";
    ADD_CLAIMS = "INSERT INTO claim (placement, ord, property, actor, actor_name, value, \
        value_label, asserted_by, asserted_on, evidence) \
        SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, \
        value ->> 6, value ->> 7, value ->> 8, value -> 9 FROM jsonb_each(?1)";

    // Storing: what follows what was lost.
    LOST = "SELECT c.id, p.locator, coalesce(p.words, c.text) FROM json_each(?1) j \
        CROSS JOIN clause c ON c.id = j.value CROSS JOIN placement p ON p.clause = c.number \
        AND p.status IS NOT NULL ORDER BY j.key";
    ADD_SUCCESSIONS = "INSERT INTO succession (clause, revision, successor) \
        SELECT a.number, ?2, b.number FROM jsonb_each(?1) j \
        CROSS JOIN clause a ON a.id = j.value ->> 0 CROSS JOIN clause b ON b.id = j.value ->> 1";

    // Storing: what lists have of treaties.
    NOT_LISTED = "SELECT id FROM treaty WHERE listed < ?1 OR listed > ?1 ORDER BY id";
    UNTELL_SOURCE = "DELETE FROM told WHERE source = ?1";
    TELL_SOURCE = concat!(tell!(), "WHERE s.id = ?1 AND s.retracted IS NULL");
    SUBJECTS_OF_SOURCE = "SELECT DISTINCT treaty, property, actor FROM told WHERE source = ?1";
    UNTELL_TREATY = "DELETE FROM told WHERE treaty = ?1";
    TELL_TREATY = concat!(tell!(), "WHERE s.treaty = ?1 AND s.retracted IS NULL");
    SUBJECTS_OF_TREATY = "SELECT DISTINCT treaty, property, actor FROM told WHERE treaty = ?1";
    COUNT_TREATY = "UPDATE treaty SET listed = ?2, sources = n.sources, texts = n.texts, \
        clauses = n.clauses, articles_held = n.articles, articles = (SELECT value FROM told \
        WHERE treaty = ?1 AND property = 'article-count' ORDER BY placement, ord LIMIT 1) \
        FROM (SELECT count(*) AS sources, coalesce(sum(type = 'text'), 0) AS texts, \
        coalesce(sum(clauses), 0) AS clauses, coalesce(max(articles), 0) AS articles \
        FROM source WHERE treaty = ?1 AND retracted IS NULL) n WHERE id = ?1 \
        RETURNING title, parties, sources";
    UNLIST_HEADINGS = "DELETE FROM treaty_heading WHERE treaty = ?1";
    UNLIST_PARTIES = "DELETE FROM treaty_party WHERE treaty = ?1";
    LIST_HEADINGS = "INSERT INTO treaty_heading (list, place, sorted, treaty, heading) \
        SELECT value ->> 0, value ->> 1, ?2, ?1, value ->> 2 FROM jsonb_each(?3)";
    LIST_PARTIES = "INSERT INTO treaty_party (party, treaty) SELECT value, ?1 FROM json_each(?2)";
    SIGNATURES = "SELECT DISTINCT value FROM told \
        WHERE treaty = ?1 AND property = 'signature' AND actor = ''";
    UNLIST_DIFFERENCES = "DELETE FROM difference WHERE treaty = ?1";
    UNLIST_DIFFERENCE = "DELETE FROM difference WHERE treaty = ?1 AND property = ?2 AND actor = ?3";
    VALUES_TOLD = "SELECT value, min(speaker) AS first_speaker, max(speaker) AS last_speaker, \
        count(*) AS claims FROM told WHERE treaty = ?1 AND property = ?2 AND actor = ?3 GROUP BY value";
    LIST_DIFFERENCE = "INSERT INTO difference (treaty, ord, first, actor, property, claims, domains) \
        SELECT ?1, ?4, ?5, ?3, ?2, ?6, (SELECT json_group_array(slug) FROM term WHERE id IN (\
        SELECT a.term FROM told k CROSS JOIN placement_term a ON a.placement = k.placement AND a.facet = ?7 \
        WHERE k.treaty = ?1 AND k.property = ?2 AND k.actor = ?3))";

    // Retracting.
    ADD_RETRACTION = "INSERT INTO retraction (source, revision, at, reason) \
        SELECT id, revision, ?2, ?3 FROM source WHERE id = ?1 RETURNING id";
    RETRACT = "UPDATE source SET retracted = ?2 WHERE id = ?1";
    RETRACT_CLAUSES = "UPDATE placement SET status = 'retracted' \
        WHERE source = ?1 AND status IS NOT NULL";
    READMIT_CLAUSES = "UPDATE placement SET status = 'superseded' \
        WHERE source = ?1 AND status = 'retracted'";
    RETRACTION = "SELECT x.at, x.reason FROM source s JOIN retraction x ON x.id = s.retracted \
        WHERE s.slug = ?1";

    // Names.
    SOURCE_STANDING = concat!(source!(), "WHERE s.id = coalesce(\
        (SELECT id FROM source WHERE slug = ?1), \
        (SELECT source FROM former_source WHERE slug = ?1))");
    SOURCE_OF_SLUG = "SELECT id, slug FROM source WHERE id = coalesce(\
        (SELECT id FROM source WHERE slug = ?1), (SELECT source FROM former_source WHERE slug = ?1))";
    TREATY_OF_SLUG = "SELECT id, slug FROM treaty WHERE id = coalesce(\
        (SELECT id FROM treaty WHERE slug = ?1), (SELECT treaty FROM former_treaty WHERE slug = ?1))";
    GIVE_UP_SOURCE = "INSERT INTO former_source (slug, source) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
    GIVE_UP_TREATY = "INSERT INTO former_treaty (slug, treaty) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
    RENAME_SOURCE = "UPDATE source SET slug = ?2 WHERE id = ?1";
    RENAME_TREATY = "UPDATE treaty SET slug = ?2 WHERE id = ?1";
    RENAME_IN_LISTS = "UPDATE source_term SET slug = ?2 WHERE source = ?1";
    ADD_RENAMED_TERM = "INSERT INTO term (facet, slug, label) \
        SELECT facet, ?3, label FROM term WHERE facet = ?1 AND slug = ?2 \
        ON CONFLICT (facet, slug) DO UPDATE SET label = excluded.label";
    RENAME_PLACEMENT_TERM = "UPDATE placement_term SET term = ?2 WHERE term = ?1";
    RENAME_SOURCE_TERM = "UPDATE source_term SET term = ?2 WHERE term = ?1";
    COUNT_RENAMED_TERM = "UPDATE term SET clauses = (SELECT clauses FROM term WHERE id = ?1) \
        WHERE id = ?2";
    UNCOUNT_RENAMED_TERM = "UPDATE term SET clauses = 0 WHERE id = ?1";
    PLACED_OF_TREATY = "SELECT c.id, p.content FROM source s CROSS JOIN placement p \
        ON p.id BETWEEN s.first_placement AND s.last_placement \
        CROSS JOIN clause c ON c.number = p.clause WHERE s.treaty = ?1 AND s.retracted IS NULL \
        ORDER BY p.id";
    PLACED_OF_SOURCE = "SELECT c.id, p.content FROM source s CROSS JOIN placement p \
        ON p.id BETWEEN s.first_placement AND s.last_placement \
        CROSS JOIN clause c ON c.number = p.clause WHERE s.id = ?1 AND s.retracted IS NULL \
        ORDER BY p.id";

    // Issued ids and their log.
    ISSUED_LAST = "SELECT max(seq) FROM issued";
    ISSUED_AT = "SELECT i.clause FROM json_each(?1) j CROSS JOIN issued i ON i.seq = j.value \
        ORDER BY j.key";
    ISSUED_AFTER = "SELECT clause FROM issued WHERE seq > ?1 ORDER BY seq";
    REMEMBER = "INSERT INTO issued (clause, at) SELECT value, ?2 FROM json_each(?1)";
    FORGET = "INSERT INTO forgotten (clause) SELECT value FROM json_each(?1) \
        WHERE value NOT IN (SELECT id FROM clause) ON CONFLICT DO NOTHING";
    IS_FORGOTTEN = "SELECT 1 FROM forgotten WHERE clause = ?1";

    // Storing: vocabularies.
    UNCOUNT_TERMS = "UPDATE term SET clauses = term.clauses - st.clauses FROM source_term st \
        WHERE st.source = ?1 AND term.id = st.term";
    FORGET_SOURCE_TERMS = "DELETE FROM source_term WHERE source = ?1";
    FORGET_PLACEMENT_TERMS = "DELETE FROM placement_term WHERE placement BETWEEN ?1 AND ?2";
    ADD_TERMS = "INSERT INTO term (facet, slug, label) \
        SELECT value ->> 0, value ->> 1, value ->> 2 FROM jsonb_each(?1) WHERE true \
        ON CONFLICT (facet, slug) DO UPDATE SET label = excluded.label \
        WHERE label <> excluded.label";
    TERM_NUMBERS = "SELECT t.facet, t.slug, t.id FROM jsonb_each(?1) j CROSS JOIN term t \
        ON t.facet = j.value ->> 0 AND t.slug = j.value ->> 1";
    ADD_PLACEMENT_TERMS = "INSERT INTO placement_term (term, placement, facet) \
        SELECT value ->> 0, value ->> 1, value ->> 2 FROM jsonb_each(?1)";
    ADD_SOURCE_TERMS = "INSERT INTO source_term (term, slug, source, facet, clauses) \
        SELECT value ->> 0, ?2, ?3, value ->> 1, value ->> 2 FROM jsonb_each(?1)";
    COUNT_TERMS = "UPDATE term SET clauses = term.clauses + st.clauses FROM source_term st \
        WHERE st.source = ?1 AND term.id = st.term";

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

    // Reading.
    REVISION = "SELECT r.hash FROM source s JOIN revision r ON r.id = s.revision \
        WHERE s.slug = ?1";
    CLAUSE = concat!(clause!(), "FROM clause k CROSS JOIN placement p ON p.clause = k.number \
        AND p.status IS NOT NULL CROSS JOIN source s ON s.id = p.source",
        with_wording!(), "WHERE k.id = ?1");
    CLAUSE_AT = "SELECT c.id FROM source s CROSS JOIN placement p ON p.source = s.id \
        AND p.locator = ?2 AND p.status = 'current' \
        CROSS JOIN clause c ON c.number = p.clause WHERE s.slug = ?1 ORDER BY p.ord LIMIT 1";
    ANNOTATIONS = "SELECT a.placement, a.type, a.value, a.name, a.event, a.rule, a.evidence \
        FROM json_each(?1) j CROSS JOIN annotation a ON a.placement = j.value \
        ORDER BY j.key, a.ord";
    REFERENCES = "SELECT a.placement, a.instrument, a.locator, a.rule, a.evidence \
        FROM json_each(?1) j CROSS JOIN reference a ON a.placement = j.value \
        ORDER BY j.key, a.ord";
    REPORTED_PLACES = "SELECT r.locator, c.id FROM treaty t CROSS JOIN source s ON s.treaty = t.id \
        AND s.retracted IS NULL AND s.type <> 'text' CROSS JOIN reference r \
        ON r.placement BETWEEN s.first_placement AND s.last_placement AND r.instrument IS NULL \
        AND r.locator IS NOT NULL CROSS JOIN placement p ON p.id = r.placement \
        CROSS JOIN clause c ON c.number = p.clause WHERE t.slug = ?1 \
        ORDER BY s.slug, r.placement, r.ord";
    /// A division's first clause stands for it.
    DIVISION_AT = "SELECT c.id FROM source s CROSS JOIN division d ON d.revision = s.revision \
        AND d.locator = ?2 CROSS JOIN placement p ON p.source = s.id AND p.ord = d.first_ord \
        AND p.status = 'current' CROSS JOIN clause c ON c.number = p.clause \
        WHERE s.slug = ?1 AND d.clauses > 0 ORDER BY d.ord LIMIT 1";
    DIVISIONS = "SELECT d.locator, d.unit, d.label, d.heading, d.parent, d.start_byte, \
        d.end_byte, d.first_ord, d.clauses FROM source s CROSS JOIN division d \
        ON d.revision = s.revision WHERE s.slug = ?1 ORDER BY d.ord";
    EXTENTS = "SELECT p.locator, p.start_byte, p.end_byte FROM source s CROSS JOIN placement p \
        ON p.id BETWEEN s.first_placement AND s.last_placement WHERE s.slug = ?1 ORDER BY p.id";
    ORDERS_WITH = "SELECT p.ord FROM source s CROSS JOIN term t ON t.facet = ?2 AND t.slug = ?3 \
        CROSS JOIN placement_term a ON a.term = t.id \
        AND a.placement BETWEEN s.first_placement AND s.last_placement \
        CROSS JOIN placement p ON p.id = a.placement WHERE s.slug = ?1 ORDER BY p.id";
    SOURCE = concat!(source!(), "WHERE s.slug = ?1 AND s.retracted IS NULL");
    SOURCES = concat!(source!(), "WHERE s.retracted IS NULL ORDER BY s.revision DESC");
    SOURCES_NAMED = concat!(source!(), "WHERE s.slug IN (SELECT value FROM json_each(?1)) \
        AND s.retracted IS NULL");
    SOURCE_PLACE = "SELECT s.type, s.revision FROM source s CROSS JOIN treaty t ON t.id = s.treaty \
        WHERE s.slug = ?1 AND s.retracted IS NULL AND (?2 IS NULL OR t.slug = ?2) \
        AND (?3 IS NULL OR s.type = ?3)";
    SOURCES_NEWEST = concat!(source!(), "WHERE s.retracted IS NULL AND s.revision < ?1 \
        ORDER BY s.revision DESC LIMIT ?2");
    SOURCES_NEWEST_OF_TYPE = concat!(source!(), "WHERE s.retracted IS NULL AND s.revision < ?1 \
        AND s.type = ?3 ORDER BY s.revision DESC LIMIT ?2");
    SOURCES_NEWEST_OF_TREATY = concat!(source!(), "WHERE s.retracted IS NULL AND s.revision < ?1 \
        AND s.type = ?3 AND s.treaty = (SELECT id FROM treaty WHERE slug = ?4) \
        ORDER BY s.revision DESC LIMIT ?2");
    SOURCES_COUNTED = "SELECT type, count(*) FROM source WHERE retracted IS NULL GROUP BY type";
    SOURCES_OF_TREATY_COUNTED = "SELECT type, count(*) FROM source WHERE retracted IS NULL \
        AND treaty = (SELECT id FROM treaty WHERE slug = ?1) GROUP BY type";
    ORIGINAL = "SELECT o.name, i.bytes, o.stated FROM source s \
        JOIN revision_input o ON o.revision = s.revision \
        JOIN input i ON i.digest = o.digest WHERE s.slug = ?1";
    SOURCES_OF = concat!(source!(), "WHERE s.treaty = (SELECT id FROM treaty WHERE slug = ?1) \
        AND s.retracted IS NULL \
        ORDER BY s.type = 'text' DESC, s.type = 'official' DESC, s.revision DESC");
    TREATY_TITLED = "SELECT slug FROM treaty WHERE title = ?1 COLLATE NOCASE LIMIT 2";
    TEXT = "SELECT text, outline FROM revision_text WHERE revision = ?1";
    TREATY = concat!("SELECT ", treaty!(), "FROM treaty t WHERE t.slug = ?1");
    TREATIES_NAMED = concat!("SELECT ", treaty!(), "FROM treaty t \
        WHERE t.slug IN (SELECT value FROM json_each(?1))");
    TREATIES = concat!("SELECT ", treaty!(), "FROM treaty t ORDER BY t.title COLLATE NOCASE, t.slug");
    TREATIES_WITH_PARTIES = concat!("SELECT ", treaty!(), "FROM treaty t WHERE t.parties = ?1");
    TREATY_PLACE = "SELECT h.place, h.sorted, h.treaty FROM treaty t CROSS JOIN treaty_heading h \
        ON h.treaty = t.id AND h.list = ?2 AND h.heading = ?3 WHERE t.slug = ?1";
    TREATIES_AFTER = treaties_after!("");
    TREATIES_OF_PARTY_AFTER = treaties_after!("CROSS JOIN treaty_party p \
        ON p.party = ?6 AND p.treaty = h.treaty ");
    HEADINGS = "SELECT DISTINCT h.place, h.heading FROM treaty_heading h WHERE h.list = ?1 \
        AND (?2 IS NULL OR EXISTS (SELECT 1 FROM treaty_party p WHERE p.party = ?2 \
        AND p.treaty = h.treaty)) ORDER BY h.place";
    TREATIES_COUNTED = "SELECT count(*), coalesce(sum(t.texts > 0), 0) FROM treaty t \
        WHERE t.sources > 0 AND (?1 IS NULL OR EXISTS (SELECT 1 FROM treaty_party p \
        WHERE p.party = ?1 AND p.treaty = t.id))";
    PARTIES_COUNTED = "SELECT party, count(*) FROM treaty_party GROUP BY party";
    CLAIMS_OF_TREATY = concat!(claim!(), "WHERE t.slug = ?1 ORDER BY s.slug, k.placement, k.ord");
    CLAIMS_OF_NEXT = concat!(claim_columns!(), " FROM source s CROSS JOIN treaty t ON t.id = s.treaty \
        CROSS JOIN claim k ON k.placement BETWEEN s.first_placement AND s.last_placement \
        CROSS JOIN placement p ON p.id = k.placement CROSS JOIN clause c ON c.number = p.clause \
        WHERE s.slug = (SELECT min(slug) FROM source WHERE slug > ?1 AND retracted IS NULL \
        AND claims > 0) ORDER BY k.placement, k.ord");
    CLAIMS_OF_CLAUSE = concat!(claim_columns!(), " FROM clause c CROSS JOIN placement p \
        ON p.clause = c.number AND p.status IS NOT NULL CROSS JOIN claim k ON k.placement = p.id \
        CROSS JOIN source s ON s.id = p.source CROSS JOIN treaty t ON t.id = s.treaty \
        WHERE c.id = ?1 ORDER BY k.ord");
    VALUES_OF = "SELECT DISTINCT t.slug, k.rank, k.value FROM json_each(?2) j \
        CROSS JOIN treaty t ON t.slug = j.value CROSS JOIN told k \
        ON k.treaty = t.id AND k.property = ?1 AND k.actor = '' ORDER BY t.slug, k.value";
    FACTS = facts!("FROM told y WHERE y.treaty = (SELECT id FROM treaty WHERE slug = ?2)");
    FACTS_ON = facts!("FROM jsonb_each(?2) j CROSS JOIN treaty t ON t.slug = j.value ->> 0 \
        CROSS JOIN told y ON y.treaty = t.id AND y.property = j.value ->> 1 \
        AND y.actor = coalesce(j.value ->> 2, '')");
    DIFFERENCE_PLACE = "SELECT d.ord, d.first FROM treaty t CROSS JOIN difference d \
        ON d.treaty = t.id AND d.property = ?2 AND d.actor = ?3 WHERE t.slug = ?1";
    DIFFERENCES_AFTER = concat!("SELECT t.slug, d.property, d.actor FROM treaty t \
        CROSS JOIN difference d ON d.treaty = t.id ", narrowed!(), "AND t.slug >= ?5 \
        AND (t.slug, d.ord, d.first, d.actor) > (?5, ?6, ?7, ?8) \
        ORDER BY t.slug, d.ord, d.first, d.actor LIMIT ?9");
    DIFFERENCES_COUNTED = concat!("SELECT count(*), coalesce(sum(d.claims), 0) FROM difference d \
        CROSS JOIN treaty t ON t.id = d.treaty ", narrowed!());
    DIFFERENCES_BY_TREATY = concat!("SELECT t.slug, t.title, count(*) FROM difference d \
        CROSS JOIN treaty t ON t.id = d.treaty ", narrowed!(), "GROUP BY d.treaty \
        ORDER BY 3 DESC, t.title LIMIT ?5");
    DIFFERENCES_BY_PROPERTY = concat!("SELECT d.property, '', count(*) FROM difference d \
        CROSS JOIN treaty t ON t.id = d.treaty ", narrowed!(), "GROUP BY d.property LIMIT ?5");
    DIFFERENCES_BY_PARTY = concat!("SELECT b.party, '', count(*) FROM difference d \
        CROSS JOIN treaty t ON t.id = d.treaty CROSS JOIN treaty_party b ON b.treaty = d.treaty ",
        narrowed!(), "GROUP BY b.party LIMIT ?5");
    DIFFERENCES_BY_DOMAIN = concat!("SELECT m.value, '', count(*) FROM difference d \
        CROSS JOIN treaty t ON t.id = d.treaty CROSS JOIN json_each(d.domains) m ",
        narrowed!(), "GROUP BY m.value LIMIT ?5");
    TOTALS = "SELECT count(DISTINCT treaty), count(*), coalesce(sum(clauses), 0), \
        coalesce(sum(claims), 0) FROM source WHERE retracted IS NULL";
    CLAUSES_BETWEEN = concat!(clause!(), "FROM source s CROSS JOIN placement p ON p.source = s.id \
        AND p.ord BETWEEN ?2 AND ?3 AND p.status = 'current'",
        with_wording!(), "WHERE s.slug = ?1 ORDER BY p.ord");
    CURRENT_IDS = "SELECT c.id FROM source s CROSS JOIN placement p ON p.source = s.id \
        AND p.ord >= ?2 AND p.status = 'current' CROSS JOIN clause c ON c.number = p.clause \
        WHERE s.slug = ?1 ORDER BY p.ord LIMIT ?3";
    /// Every superseded wording is looked at; there are few beside the current ones, and an index of them
    /// that the planner would not choose.
    SUPERSEDED_WITH = concat!(clause!(), "FROM placement p INDEXED BY placement_superseded \
        CROSS JOIN source s ON s.id = p.source",
        with_wording!(), "WHERE p.status = 'superseded' AND NOT EXISTS (\
        SELECT 1 FROM json_each(?1) j WHERE instr(c.text, j.value) = 0) LIMIT ?2");
    /// The rest of a source after an order; `?3`: superseded clauses too.
    CLAUSES_REST = concat!(clause!(), "FROM source s CROSS JOIN placement p ON p.source = s.id \
        AND p.ord > ?2 AND p.status IS NOT NULL AND (?3 OR p.status = 'current')",
        with_wording!(), "WHERE s.slug = ?1 ORDER BY p.ord, p.clause LIMIT ?4");
    /// The sources after a source; `?2`: superseded clauses too.
    CLAUSES_LATER = concat!(clause!(), "FROM source s CROSS JOIN placement p ON p.source = s.id \
        AND p.status IS NOT NULL AND (?2 OR p.status = 'current')",
        with_wording!(), "WHERE s.slug > ?1 ORDER BY s.slug, p.ord, p.clause LIMIT ?3");
    /// All that share one key: only superseded clauses do.
    CLAUSES_AT = concat!(clause!(), "FROM source s CROSS JOIN placement p ON p.source = s.id \
        AND p.ord = ?2 AND p.status IS NOT NULL",
        with_wording!(), "WHERE s.slug = ?1 ORDER BY p.clause");

    // Reading: versions and successions. A succession counts while it comes after the newest
    // placement of what it replaced.
    SUCCESSIONS = "SELECT p.id AS placement, 1 AS later, c.id AS clause FROM json_each(?1) j \
        CROSS JOIN placement p ON p.id = j.value \
        CROSS JOIN succession n ON n.clause = p.clause AND n.revision > p.revision \
        CROSS JOIN clause c ON c.number = n.successor \
        UNION ALL SELECT p.id, 0, c.id FROM json_each(?1) j \
        CROSS JOIN placement p ON p.id = j.value \
        CROSS JOIN succession n ON n.successor = p.clause \
        CROSS JOIN placement q ON q.clause = n.clause AND q.status IS NOT NULL \
        AND n.revision > q.revision CROSS JOIN clause c ON c.number = n.clause";
    /// The end of the line of successors. Each comes from a later version than the one before.
    LAST_WORDING = "WITH RECURSIVE line (clause, step) AS (\
        SELECT number, 0 FROM clause WHERE id = ?1 UNION ALL \
        SELECT n.successor, line.step + 1 FROM line \
        CROSS JOIN placement p ON p.clause = line.clause AND p.status IS NOT NULL \
        CROSS JOIN succession n ON n.clause = p.clause AND n.revision > p.revision) \
        SELECT c.id FROM line CROSS JOIN clause c ON c.number = line.clause \
        ORDER BY line.step DESC LIMIT 1";
    VERSIONS = concat!(version!(), "WHERE s.slug = ?1 AND s.retracted IS NULL \
        ORDER BY r.number DESC");
    VERSION = concat!(version!(), "WHERE s.slug = ?1 AND s.retracted IS NULL AND r.number = ?2");
    PLACED_CLAUSES = "SELECT clause FROM placement WHERE id BETWEEN ?1 AND ?2 ORDER BY id";
    SUCCESSIONS_IN = "SELECT clause, successor FROM succession WHERE revision = ?1";
    PLACED_WORDS = "SELECT p.id AS placement, c.id AS clause, p.locator, p.language, \
        coalesce(p.words, c.text) AS text FROM json_each(?1) j \
        CROSS JOIN placement p ON p.id = j.value CROSS JOIN clause c ON c.number = p.clause";

    // Reading: vocabularies.
    TERM = "SELECT id FROM term WHERE facet = ?1 AND slug = ?2";
    TERMS = "SELECT 0 AS placement, id, facet, slug, label, clauses FROM term \
        WHERE facet = ?1 AND clauses > 0 ORDER BY label COLLATE NOCASE, slug";
    TERMS_NAMED = "SELECT 0 AS placement, t.id, t.facet, t.slug, t.label, t.clauses \
        FROM json_each(?2) j CROSS JOIN term t ON t.facet = ?1 AND t.slug = j.value \
        WHERE t.clauses > 0 ORDER BY j.key";
    TERMS_BY_ID = "SELECT 0 AS placement, t.id, t.facet, t.slug, t.label, 0 AS clauses \
        FROM json_each(?1) j CROSS JOIN term t ON t.id = j.value ORDER BY j.key";
    TERMS_OF = "SELECT c.id, t.slug FROM json_each(?1) j CROSS JOIN clause c ON c.id = j.value \
        CROSS JOIN placement p ON p.clause = c.number AND p.status = 'current' \
        CROSS JOIN placement_term pt ON pt.placement = p.id AND pt.facet = ?2 \
        CROSS JOIN term t ON t.id = pt.term ORDER BY j.key, t.slug";
    /// Where all clauses of a source carry the value, as with its treaty, type and language, the
    /// source's own counts are the answer; elsewhere clauses are counted.
    TERMS_BESIDE = "SELECT 0 AS placement, t.id, t.facet, t.slug, t.label, n.clauses FROM (\
        SELECT term, sum(clauses) AS clauses FROM (\
        SELECT b.term, b.clauses FROM source_term a \
        CROSS JOIN source s ON s.id = a.source AND s.clauses = a.clauses \
        CROSS JOIN source_term b ON b.source = a.source AND b.facet = ?2 WHERE a.term = ?1 \
        UNION ALL SELECT b.term, 1 FROM source_term st \
        CROSS JOIN source s ON s.id = st.source AND s.clauses > st.clauses \
        CROSS JOIN placement_term a ON a.term = st.term \
        AND a.placement BETWEEN s.first_placement AND s.last_placement \
        CROSS JOIN placement_term b ON b.placement = a.placement AND b.facet = ?2 \
        WHERE st.term = ?1) GROUP BY term) n CROSS JOIN term t ON t.id = n.term \
        ORDER BY n.clauses DESC, t.label COLLATE NOCASE, t.slug";
    /// Within a source, placements are numbered in document order.
    WITH_TERM_REST = concat!(clause!(), "FROM source_term st CROSS JOIN source s \
        ON s.id = st.source CROSS JOIN placement_term pt ON pt.term = st.term \
        AND pt.placement > coalesce((SELECT q.id FROM placement q WHERE q.source = s.id \
        AND q.ord <= ?3 AND q.status = 'current' ORDER BY q.ord DESC LIMIT 1), \
        s.first_placement - 1) AND pt.placement <= s.last_placement \
        CROSS JOIN placement p ON p.id = pt.placement",
        with_wording!(), "WHERE st.term = ?1 AND st.slug = ?2 ORDER BY pt.placement LIMIT ?4");
    WITH_TERM_IN = concat!(clause!(), "FROM source_term st CROSS JOIN source s \
        ON s.id = st.source CROSS JOIN placement_term pt ON pt.term = st.term \
        AND pt.placement BETWEEN s.first_placement AND s.last_placement \
        CROSS JOIN placement p ON p.id = pt.placement",
        with_wording!(), "WHERE st.term = ?1 AND st.slug = ?2 ORDER BY pt.placement LIMIT ?3");
    WITH_TERM_LATER = concat!(clause!(), "FROM source_term st CROSS JOIN source s \
        ON s.id = st.source CROSS JOIN placement_term pt ON pt.term = st.term \
        AND pt.placement BETWEEN s.first_placement AND s.last_placement \
        CROSS JOIN placement p ON p.id = pt.placement",
        with_wording!(), "WHERE st.term = ?1 AND st.slug > ?2 \
        ORDER BY st.slug, pt.placement LIMIT ?3");

    // Reading: what is new.
    NEWEST_SOURCES = "SELECT s.slug, f.added AS published, n.added AS updated FROM source s \
        CROSS JOIN revision n ON n.id = s.changed \
        CROSS JOIN revision f ON f.source = s.id AND f.number = 1 CROSS JOIN treaty t ON t.id = s.treaty \
        WHERE s.retracted IS NULL \
        AND (?1 IS NULL OR t.slug = ?1) AND (?2 IS NULL OR s.type = ?2) ORDER BY s.changed DESC";
    NEWEST_TREATIES = "SELECT t.slug, min(f.added) AS published, max(n.added) AS updated \
        FROM treaty t JOIN source s ON s.treaty = t.id AND s.retracted IS NULL \
        JOIN revision n ON n.id = s.changed JOIN revision f ON f.source = s.id AND f.number = 1 \
        WHERE ?1 IS NULL OR EXISTS (SELECT 1 FROM treaty_party p WHERE p.party = ?1 AND p.treaty = t.id) \
        GROUP BY t.id ORDER BY max(s.changed) DESC";
    NEWEST_TERMS = "SELECT t.slug, NULL AS published, max(n.added) AS updated FROM source_term st \
        JOIN term t ON t.id = st.term JOIN source s ON s.id = st.source \
        JOIN revision n ON n.id = s.changed WHERE st.facet = ?1 GROUP BY st.term \
        ORDER BY max(s.changed) DESC";
}

//! What reads clauses, versions and vocabularies.

/// The columns of a `VersionRow` of the versions.
macro_rules! version {
    () => {
        "SELECT r.id, r.number, r.hash, r.added, r.first_placement, r.clauses, r.new_clauses, \
         r.lost_clauses, x.at, x.reason FROM source s JOIN revision r ON r.source = s.id \
         LEFT JOIN retraction x ON x.revision = r.id "
    };
}

statements! {
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

    TOTALS = "SELECT count(DISTINCT treaty), count(*), coalesce(sum(clauses), 0), \
        coalesce(sum(claims), 0) FROM source WHERE retracted IS NULL";
    CLAUSES_BETWEEN = concat!(clause!(), "FROM source s CROSS JOIN placement p ON p.source = s.id \
        AND p.ord BETWEEN ?2 AND ?3 AND p.status = 'current'",
        with_wording!(), "WHERE s.slug = ?1 ORDER BY p.ord");
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
}

//! What writes: sources and their versions, lists and vocabularies, names and issued ids.

/// Keeps the claims of current clauses of sources `s` as told.
macro_rules! tell {
    () => {
        "INSERT INTO told SELECT s.treaty, k.property, coalesce(k.actor, ''), k.value, \
         CASE s.type WHEN 'text' THEN 0 WHEN 'official' THEN 1 ELSE 2 END, k.placement, k.ord, s.id, \
         s.id || coalesce(' ' || k.asserted_by, ''), c.revision, 0 FROM source s CROSS JOIN claim k \
         ON k.placement BETWEEN s.first_placement AND s.last_placement \
         CROSS JOIN placement p ON p.id = k.placement CROSS JOIN clause c ON c.number = p.clause "
    };
}

statements! {
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
    TELL_WHETHER_DIFFERING = "UPDATE told SET differs = ?4 \
        WHERE treaty = ?1 AND property = ?2 AND actor = ?3 AND differs <> ?4";
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
    // Of all versions, for the few treaties that have no source left.
    DEPARTED = "SELECT s.slug FROM treaty t CROSS JOIN revision r CROSS JOIN source s ON s.id = r.source \
        WHERE t.slug = ?1 AND (s.treaty <> t.id OR s.retracted IS NOT NULL) \
        AND json_extract(r.metadata, '$.treaty') IN \
        (SELECT t.slug UNION ALL SELECT f.slug FROM former_treaty f WHERE f.treaty = t.id) \
        GROUP BY s.id ORDER BY max(r.id) DESC LIMIT ?2";
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
}

//! What reads sources and treaties, page by page, and what is claimed of them.

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

/// The first few claims of each value, with how many give it.
macro_rules! facts {
    ($from:expr) => {
        concat!("WITH given AS (SELECT y.treaty, y.property, y.actor, y.value, count(*) AS alike, max(y.differs) AS differs ",
            $from, " GROUP BY y.treaty, y.property, y.actor, y.value) ",
            claim_columns!(), ", g.alike, g.differs FROM given g CROSS JOIN claim k ON (k.placement, k.ord) IN (SELECT x.placement, x.ord FROM told x \
            WHERE x.treaty = g.treaty AND x.property = g.property AND x.actor = g.actor AND x.value = g.value \
            ORDER BY x.rank, x.placement, x.ord LIMIT ?1) \
            CROSS JOIN placement p ON p.id = k.placement CROSS JOIN clause c ON c.number = p.clause \
            CROSS JOIN source s ON s.id = p.source CROSS JOIN treaty t ON t.id = g.treaty \
            ORDER BY k.placement, k.ord")
    };
}

statements! {
    SOURCE = concat!(source!(), "WHERE s.slug = ?1 AND s.retracted IS NULL");
    SOURCES = concat!(source!(), "WHERE s.retracted IS NULL ORDER BY s.revision DESC");
    SOURCES_NAMED = concat!(source!(), "WHERE s.slug IN (SELECT value FROM json_each(?1)) \
        AND s.retracted IS NULL");
    SOURCE_PLACE = "SELECT s.type, s.revision, s.changed FROM source s CROSS JOIN treaty t ON t.id = s.treaty \
        WHERE s.slug = ?1 AND s.retracted IS NULL AND (?2 IS NULL OR t.slug = ?2) \
        AND (?3 IS NULL OR s.type = ?3)";
    SOURCES_NEWEST = concat!(source!(), "WHERE s.retracted IS NULL AND s.revision < ?1 \
        ORDER BY s.revision DESC LIMIT ?2");
    SOURCES_NEWEST_OF_TYPE = concat!(source!(), "WHERE s.retracted IS NULL AND s.revision < ?1 \
        AND s.type = ?3 ORDER BY s.revision DESC LIMIT ?2");
    SOURCES_NEWEST_OF_TREATY = concat!(source!(), "WHERE s.retracted IS NULL AND s.revision < ?1 \
        AND s.type = ?3 AND s.treaty = (SELECT id FROM treaty WHERE slug = ?4) \
        ORDER BY s.revision DESC LIMIT ?2");
    ADDRESSES_COUNTED = "SELECT s.slug, r.added, s.clauses FROM source s \
        CROSS JOIN revision r ON r.id = s.revision WHERE s.retracted IS NULL ORDER BY s.slug";
    /// A source without clauses has one row.
    ADDRESSES = "SELECT s.slug, r.added, c.id FROM source s CROSS JOIN revision r ON r.id = s.revision \
        LEFT JOIN placement p ON p.source = s.id AND p.status = 'current' \
        AND p.ord >= CASE s.slug WHEN ?1 THEN ?2 ELSE 0 END \
        LEFT JOIN clause c ON c.number = p.clause \
        WHERE s.retracted IS NULL AND s.slug >= ?1 ORDER BY s.slug, p.ord LIMIT ?3";
    TREATIES_ADDED = "SELECT t.slug, (SELECT max(r.added) FROM source s \
        CROSS JOIN revision r ON r.id = s.revision WHERE s.treaty = t.id AND s.retracted IS NULL) \
        FROM treaty t ORDER BY t.slug";
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
    CLAIMS_COUNTED = "SELECT coalesce(sum(claims), 0) FROM source WHERE retracted IS NULL \
        AND treaty = (SELECT id FROM treaty WHERE slug = ?1)";
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
}

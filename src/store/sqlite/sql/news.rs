//! What reads what is new, page by page: what comes behind a place, and where the page before begins.

/// Sources behind a place, those first whose words changed last.
macro_rules! sources_changed {
    ($of:expr) => {
        concat!(
            "SELECT s.slug, f.added AS published, n.added AS updated FROM source s \
            CROSS JOIN revision n ON n.id = s.changed \
            CROSS JOIN revision f ON f.source = s.id AND f.number = 1 \
            WHERE s.retracted IS NULL AND s.changed < ?1 ",
            $of,
            "ORDER BY s.changed DESC LIMIT ?2"
        )
    };
    (before $of:expr) => {
        concat!(
            "SELECT s.slug FROM source s WHERE s.retracted IS NULL AND s.changed > ?1 ",
            $of,
            "ORDER BY s.changed LIMIT 1 OFFSET ?2 - 1"
        )
    };
}

/// Those of a treaty.
macro_rules! of_treaty {
    () => {
        "AND s.treaty = (SELECT id FROM treaty WHERE slug = ?4) AND (?3 IS NULL OR s.type = ?3) "
    };
}

/// Sources `s` that stand for their treaties `t`: those of a treaty that changed last.
macro_rules! treaties_changed {
    () => {
        "CROSS JOIN treaty t ON t.id = s.treaty WHERE s.retracted IS NULL AND NOT EXISTS (\
         SELECT 1 FROM source o WHERE o.treaty = s.treaty AND o.retracted IS NULL AND o.changed > s.changed) \
         AND (?3 IS NULL OR EXISTS (SELECT 1 FROM treaty_party p WHERE p.party = ?3 AND p.treaty = t.id)) "
    };
}

/// Claims behind a place, those first whose words came last.
macro_rules! claims_issued {
    ($from:expr) => {
        concat!(
            claim_columns!(),
            ", k.ord, y.differs FROM told y CROSS JOIN treaty t ON t.id = y.treaty ",
            $from,
            "AND y.issued <= ?6 AND (y.issued < ?6 OR (y.placement, y.ord) > (?7, ?8)) \
            ORDER BY y.issued DESC, y.placement, y.ord LIMIT ?5"
        )
    };
    (before $from:expr) => {
        concat!(
            "SELECT c.id, k.ord FROM told y CROSS JOIN treaty t ON t.id = y.treaty ",
            $from,
            "AND y.issued >= ?6 AND (y.issued > ?6 OR (y.placement, y.ord) < (?7, ?8)) \
            ORDER BY y.issued, y.placement DESC, y.ord DESC LIMIT 1 OFFSET ?5 - 1"
        )
    };
}

/// What a claim is read with.
macro_rules! with_words {
    () => {
        "CROSS JOIN claim k ON k.placement = y.placement AND k.ord = y.ord \
         CROSS JOIN placement p ON p.id = k.placement CROSS JOIN clause c ON c.number = p.clause \
         CROSS JOIN source s ON s.id = y.source "
    };
}

/// Claims on the differences that are asked for.
macro_rules! on_differences {
    () => {
        concat!(
            "CROSS JOIN difference d ON d.treaty = y.treaty AND d.property = y.property \
            AND d.actor = y.actor ",
            with_words!(),
            narrowed!(),
            "AND y.differs = 1 "
        )
    };
}

/// Those of the treaty that is asked for.
macro_rules! in_treaty {
    () => {
        "y.treaty = (SELECT id FROM treaty WHERE slug = ?1) "
    };
}

statements! {
    SOURCES_CHANGED = sources_changed!("");
    SOURCES_CHANGED_OF_TYPE = sources_changed!("AND s.type = ?3 ");
    SOURCES_CHANGED_OF_TREATY = sources_changed!(of_treaty!());
    SOURCES_CHANGED_BEFORE = sources_changed!(before "");
    SOURCES_CHANGED_OF_TYPE_BEFORE = sources_changed!(before "AND s.type = ?3 ");
    SOURCES_CHANGED_OF_TREATY_BEFORE = sources_changed!(before of_treaty!());
    TREATIES_CHANGED = concat!("SELECT t.slug, n.added AS updated, (SELECT min(f.added) FROM source o \
        CROSS JOIN revision f ON f.source = o.id AND f.number = 1 \
        WHERE o.treaty = t.id AND o.retracted IS NULL) AS published \
        FROM source s CROSS JOIN revision n ON n.id = s.changed ", treaties_changed!(),
        "AND s.changed < ?1 ORDER BY s.changed DESC LIMIT ?2");
    TREATIES_CHANGED_BEFORE = concat!("SELECT t.slug FROM source s ", treaties_changed!(),
        "AND s.changed > ?1 ORDER BY s.changed LIMIT 1 OFFSET ?2 - 1");
    TREATY_CHANGED = "SELECT max(s.changed) FROM treaty t CROSS JOIN source s ON s.treaty = t.id \
        AND s.retracted IS NULL WHERE t.slug = ?1";
    TERMS_CHANGED = "SELECT t.slug, NULL AS published, max(n.added) AS updated FROM source_term st \
        JOIN term t ON t.id = st.term JOIN source s ON s.id = st.source \
        JOIN revision n ON n.id = s.changed WHERE st.facet = ?1 GROUP BY st.term \
        ORDER BY max(s.changed) DESC";
    CLAIM_PLACE = "SELECT y.issued, y.placement, y.ord FROM clause c CROSS JOIN placement p \
        ON p.clause = c.number AND p.status = 'current' CROSS JOIN told y \
        ON y.source = p.source AND y.placement = p.id AND y.ord = ?2 WHERE c.id = ?1";
    CLAIMS_ISSUED = claims_issued!(concat!(with_words!(), "WHERE ", in_treaty!()));
    CLAIMS_ISSUED_BEFORE = claims_issued!(before concat!(with_words!(), "WHERE ", in_treaty!()));
    DIFFERING_ISSUED = claims_issued!(on_differences!());
    DIFFERING_ISSUED_BEFORE = claims_issued!(before on_differences!());
    DIFFERING_ISSUED_OF_TREATY = claims_issued!(concat!(on_differences!(), "AND ", in_treaty!()));
    DIFFERING_ISSUED_OF_TREATY_BEFORE = claims_issued!(before
        concat!(on_differences!(), "AND ", in_treaty!()));
}

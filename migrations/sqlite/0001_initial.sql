-- The store of Pacta, first shape.
--
-- Migrations are append-only: once released, a file is never edited; a change is a new file that
-- ends by raising user_version to its own number. A program that finds a higher user_version than
-- it knows stops before it touches anything.
--
-- Two rules hold everywhere. What was said stays said: wordings, versions, annotations and claims
-- are added, never rewritten. What only makes reading fast (counts, `placement_term`,
-- `source_term`) covers current clauses alone and is kept up in the transaction that stores a
-- version.
--
-- "Pact" in ASCII says whose file this is.
PRAGMA application_id = 0x50616374;

-- An instrument, whether or not its text is held. `parties` is a JSON array of alpha-3 codes.
CREATE TABLE treaty (
    id      INTEGER PRIMARY KEY,
    slug    TEXT NOT NULL UNIQUE,
    title   TEXT NOT NULL,
    parties TEXT NOT NULL CHECK (json_valid(parties))
) STRICT;

-- One document about or of a treaty, as its newest version describes it. `slug` may be changed by
-- its keeper; `id_slug`, which is part of every clause id, may not. `revision` is the newest
-- version; its placements are numbered `first_placement` to `last_placement` in document order.
CREATE TABLE source (
    id              INTEGER PRIMARY KEY,
    slug            TEXT NOT NULL UNIQUE,
    id_slug         TEXT NOT NULL UNIQUE,
    treaty          INTEGER NOT NULL REFERENCES treaty (id),
    type            TEXT NOT NULL CHECK (type IN ('text', 'official', 'report')),
    title           TEXT NOT NULL,
    revision        INTEGER NOT NULL REFERENCES revision (id) DEFERRABLE INITIALLY DEFERRED,
    first_placement INTEGER NOT NULL,
    last_placement  INTEGER NOT NULL,
    clauses         INTEGER NOT NULL,
    claims          INTEGER NOT NULL
) STRICT;
CREATE INDEX source_treaty ON source (treaty);

-- One derived state of a source: BLAKE3 of its bytes, metadata, codebook and pipeline. The same
-- state may come back later as a further version, so the hash alone is no key.
CREATE TABLE revision (
    id       INTEGER PRIMARY KEY,
    source   INTEGER NOT NULL REFERENCES source (id),
    number   INTEGER NOT NULL CHECK (number > 0),
    hash     TEXT NOT NULL,
    added    TEXT NOT NULL,
    metadata TEXT NOT NULL CHECK (json_valid(metadata)),
    UNIQUE (source, number)
) STRICT;

-- The extracted text of a version, apart from it so that lists of versions stay small to read.
-- `outline` is a JSON array of headings and skipped stretches.
CREATE TABLE revision_text (
    revision INTEGER PRIMARY KEY REFERENCES revision (id),
    text     TEXT NOT NULL,
    outline  TEXT NOT NULL CHECK (json_valid(outline))
) STRICT;

-- One exact wording in one source. `id` is the 60 bits that its permalink spells. They look
-- random, so rows are kept in the order of `number` instead, in which they came: the wordings of
-- a source lie together.
CREATE TABLE clause (
    number INTEGER PRIMARY KEY,
    id     INTEGER NOT NULL UNIQUE CHECK (id BETWEEN 0 AND 1152921504606846975),
    source INTEGER NOT NULL REFERENCES source (id),
    text   TEXT NOT NULL
) STRICT;
CREATE TRIGGER clause_is_immutable BEFORE UPDATE ON clause
BEGIN
    SELECT RAISE(ABORT, 'the wording of a clause is immutable');
END;

-- Every clause id that was ever given out, in that order, once each. It outlives whatever else may
-- have to go.
CREATE TABLE issued (
    seq    INTEGER PRIMARY KEY,
    clause INTEGER NOT NULL,
    at     TEXT NOT NULL
) STRICT;
CREATE TRIGGER issued_is_kept_as_it_is BEFORE UPDATE ON issued
BEGIN
    SELECT RAISE(ABORT, 'issued ids are insert-only');
END;
CREATE TRIGGER issued_is_kept BEFORE DELETE ON issued
BEGIN
    SELECT RAISE(ABORT, 'issued ids are insert-only');
END;

-- A clause in one version of its source. Offsets are UTF-8 bytes in that version's text. `words`
-- is the wording where this version spaces or composes it otherwise than `clause.text`. `content`
-- is a hash of all that pages and the index show.
--
-- `status` is the status of the clause and stands on its newest placement only; older placements
-- of the same clause have none, so partial indexes leave history out.
CREATE TABLE placement (
    id         INTEGER PRIMARY KEY,
    revision   INTEGER NOT NULL REFERENCES revision (id),
    source     INTEGER NOT NULL REFERENCES source (id),
    clause     INTEGER NOT NULL REFERENCES clause (number),
    status     TEXT CHECK (status IN ('current', 'superseded', 'retracted')),
    locator    TEXT NOT NULL,
    ord        INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    language   TEXT NOT NULL,
    start_byte INTEGER NOT NULL,
    end_byte   INTEGER NOT NULL,
    words      TEXT,
    content    TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX placement_clause ON placement (clause) WHERE status IS NOT NULL;
CREATE INDEX placement_order ON placement (source, ord, status) WHERE status IS NOT NULL;
CREATE INDEX placement_locator ON placement (source, locator) WHERE status = 'current';

-- What was read in a clause, in the order in which it is shown: `value` is a code, a slug, a date
-- in EDTF or a place's name; `first_day` and `last_day` bound a date as yyyymmdd (empty where
-- open); `evidence` is a JSON array of {start, end, text} in the clause's words.
CREATE TABLE annotation (
    placement INTEGER NOT NULL REFERENCES placement (id),
    ord       INTEGER NOT NULL,
    type      TEXT NOT NULL CHECK (type IN ('party', 'date', 'domain', 'institution', 'place')),
    value     TEXT NOT NULL,
    name      TEXT,
    event     TEXT,
    first_day INTEGER,
    last_day  INTEGER,
    rule      TEXT NOT NULL,
    evidence  TEXT NOT NULL CHECK (json_valid(evidence)),
    PRIMARY KEY (placement, ord)
) STRICT, WITHOUT ROWID;

-- What a clause asserts of the treaty.
CREATE TABLE claim (
    placement   INTEGER NOT NULL REFERENCES placement (id),
    ord         INTEGER NOT NULL,
    property    TEXT NOT NULL,
    actor       TEXT,
    actor_name  TEXT,
    value       TEXT NOT NULL,
    value_label TEXT NOT NULL,
    asserted_by TEXT,
    asserted_on TEXT,
    evidence    TEXT NOT NULL CHECK (json_valid(evidence)),
    PRIMARY KEY (placement, ord)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_property ON claim (property, placement);

-- The vocabularies.
CREATE TABLE facet (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO facet (id, name) VALUES
    (1, 'domain'), (2, 'party'), (3, 'institution'), (4, 'kind'), (5, 'treaty'),
    (6, 'source'), (7, 'type'), (8, 'lang'), (9, 'place');

-- The values of the vocabularies. A value keeps its number for the life of the store; its label
-- follows the newest version that names it. `clauses` counts the current clauses that carry it.
CREATE TABLE term (
    id      INTEGER PRIMARY KEY,
    facet   INTEGER NOT NULL REFERENCES facet (id),
    slug    TEXT NOT NULL,
    label   TEXT NOT NULL,
    clauses INTEGER NOT NULL DEFAULT 0 CHECK (clauses >= 0),
    UNIQUE (facet, slug)
) STRICT;
CREATE TRIGGER term_is_kept BEFORE DELETE ON term
BEGIN
    SELECT RAISE(ABORT, 'terms keep their numbers');
END;
CREATE TRIGGER term_keeps_its_value BEFORE UPDATE OF id, facet, slug ON term
BEGIN
    SELECT RAISE(ABORT, 'terms keep their numbers');
END;

-- Which current clauses carry a value, and which values a current clause carries.
CREATE TABLE placement_term (
    term      INTEGER NOT NULL REFERENCES term (id),
    placement INTEGER NOT NULL REFERENCES placement (id),
    facet     INTEGER NOT NULL,
    PRIMARY KEY (term, placement)
) STRICT, WITHOUT ROWID;
CREATE INDEX placement_term_beside ON placement_term (placement, facet);

-- Which sources have current clauses that carry a value, in the order in which they are listed.
CREATE TABLE source_term (
    term    INTEGER NOT NULL REFERENCES term (id),
    slug    TEXT NOT NULL,
    source  INTEGER NOT NULL REFERENCES source (id),
    facet   INTEGER NOT NULL,
    clauses INTEGER NOT NULL,
    PRIMARY KEY (term, slug)
) STRICT, WITHOUT ROWID;
CREATE INDEX source_term_beside ON source_term (source, facet, clauses);

-- The feed that the search index follows. `head` chains each entry to all before it:
-- BLAKE3 of the previous head, the entry and the clause's content. `clause` is the id.
CREATE TABLE change (
    seq    INTEGER PRIMARY KEY,
    clause INTEGER NOT NULL,
    op     TEXT NOT NULL CHECK (op IN ('put', 'delete')),
    head   TEXT NOT NULL
) STRICT;

-- For people who open the file with other tools: every clause ever held, with its permalink's id.
CREATE VIEW v_clauses AS
SELECT
    substr('0123456789abcdefghjkmnpqrstvwxyz', (c.id >> 55 & 31) + 1, 1)
    || substr('0123456789abcdefghjkmnpqrstvwxyz', (c.id >> 50 & 31) + 1, 1)
    || substr('0123456789abcdefghjkmnpqrstvwxyz', (c.id >> 45 & 31) + 1, 1)
    || substr('0123456789abcdefghjkmnpqrstvwxyz', (c.id >> 40 & 31) + 1, 1)
    || substr('0123456789abcdefghjkmnpqrstvwxyz', (c.id >> 35 & 31) + 1, 1)
    || substr('0123456789abcdefghjkmnpqrstvwxyz', (c.id >> 30 & 31) + 1, 1)
    || substr('0123456789abcdefghjkmnpqrstvwxyz', (c.id >> 25 & 31) + 1, 1)
    || substr('0123456789abcdefghjkmnpqrstvwxyz', (c.id >> 20 & 31) + 1, 1)
    || substr('0123456789abcdefghjkmnpqrstvwxyz', (c.id >> 15 & 31) + 1, 1)
    || substr('0123456789abcdefghjkmnpqrstvwxyz', (c.id >> 10 & 31) + 1, 1)
    || substr('0123456789abcdefghjkmnpqrstvwxyz', (c.id >> 5 & 31) + 1, 1)
    || substr('0123456789abcdefghjkmnpqrstvwxyz', (c.id & 31) + 1, 1) AS id,
    p.status,
    t.slug AS treaty,
    s.slug AS source,
    s.type,
    r.number AS version,
    p.locator,
    p.ord AS "order",
    p.kind,
    p.language,
    coalesce(p.words, c.text) AS text,
    p.id AS placement
FROM placement AS p
JOIN clause AS c ON c.number = p.clause
JOIN revision AS r ON r.id = p.revision
JOIN source AS s ON s.id = p.source
JOIN treaty AS t ON t.id = s.treaty
WHERE p.status IS NOT NULL;

-- For the same people: what current clauses say of treaties, each with the clause that says it.
CREATE VIEW v_claims AS
SELECT
    v.treaty,
    k.property,
    k.actor_name AS actor,
    k.value,
    k.value_label,
    k.asserted_by,
    k.asserted_on,
    v.source,
    v.type,
    v.id AS clause,
    v.text
FROM claim AS k
JOIN v_clauses AS v ON v.placement = k.placement
WHERE v.status = 'current';

PRAGMA user_version = 1;

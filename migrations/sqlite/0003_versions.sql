-- What became of wordings, names and sources: successors, former names, retractions, and ids whose
-- words a restored database no longer holds.

-- Placements of a version are numbered from `first_placement` on, `clauses` of them.
-- `new_clauses` counts those that the version before did not have, `lost_clauses` those of that
-- version that this one does not have.
ALTER TABLE revision ADD COLUMN first_placement INTEGER NOT NULL DEFAULT 0;
ALTER TABLE revision ADD COLUMN clauses INTEGER NOT NULL DEFAULT 0;
ALTER TABLE revision ADD COLUMN new_clauses INTEGER NOT NULL DEFAULT 0;
ALTER TABLE revision ADD COLUMN lost_clauses INTEGER NOT NULL DEFAULT 0;

UPDATE revision SET first_placement = g.first, clauses = g.n
FROM (SELECT revision, min(id) AS first, count(*) AS n FROM placement GROUP BY revision) AS g
WHERE g.revision = revision.id;

CREATE TABLE clause_of_revision (
    revision INTEGER NOT NULL,
    clause   INTEGER NOT NULL,
    PRIMARY KEY (revision, clause)
) STRICT, WITHOUT ROWID;
INSERT INTO clause_of_revision SELECT revision, clause FROM placement;
UPDATE revision SET lost_clauses = (
    SELECT count(*) FROM revision AS b
    JOIN placement AS p ON p.id BETWEEN b.first_placement AND b.first_placement + b.clauses - 1
    WHERE b.source = revision.source AND b.number = revision.number - 1
    AND NOT EXISTS (
        SELECT 1 FROM clause_of_revision AS k WHERE k.revision = revision.id AND k.clause = p.clause));
UPDATE revision SET new_clauses = clauses + lost_clauses - coalesce((
    SELECT b.clauses FROM revision AS b
    WHERE b.source = revision.source AND b.number = revision.number - 1), 0);
DROP TABLE clause_of_revision;

-- What replaced a wording in the version that no longer had it. It counts as long as no later
-- version has the wording again: while `revision` comes after the wording's newest placement.
CREATE TABLE succession (
    clause    INTEGER NOT NULL REFERENCES clause (number),
    revision  INTEGER NOT NULL REFERENCES revision (id),
    successor INTEGER NOT NULL REFERENCES clause (number),
    PRIMARY KEY (clause, revision)
) STRICT, WITHOUT ROWID;
CREATE INDEX succession_successor ON succession (successor);
CREATE INDEX succession_revision ON succession (revision);
CREATE TRIGGER succession_is_kept_as_it_is BEFORE UPDATE ON succession
BEGIN
    SELECT RAISE(ABORT, 'successions are insert-only');
END;
CREATE TRIGGER succession_is_kept BEFORE DELETE ON succession
BEGIN
    SELECT RAISE(ABORT, 'successions are insert-only');
END;

-- Sources that were taken back: what stood as the newest version then, when, and why.
CREATE TABLE retraction (
    id       INTEGER PRIMARY KEY,
    source   INTEGER NOT NULL REFERENCES source (id),
    revision INTEGER NOT NULL UNIQUE REFERENCES revision (id),
    at       TEXT NOT NULL,
    reason   TEXT NOT NULL
) STRICT;
CREATE TRIGGER retraction_is_kept_as_it_is BEFORE UPDATE ON retraction
BEGIN
    SELECT RAISE(ABORT, 'retractions are insert-only');
END;
CREATE TRIGGER retraction_is_kept BEFORE DELETE ON retraction
BEGIN
    SELECT RAISE(ABORT, 'retractions are insert-only');
END;

-- The retraction in force. While there is one, every clause of the source has the status
-- 'retracted', and nothing of it is listed or counted.
ALTER TABLE source ADD COLUMN retracted INTEGER REFERENCES retraction (id);

-- Names that were given up. They lead on to what they named, and are never given to anything else.
CREATE TABLE former_source (
    slug   TEXT PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES source (id)
) STRICT, WITHOUT ROWID;
CREATE TABLE former_treaty (
    slug   TEXT PRIMARY KEY,
    treaty INTEGER NOT NULL REFERENCES treaty (id)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO former_source (slug, source)
SELECT metadata ->> 'slug', source FROM revision WHERE metadata ->> 'slug' NOT IN (SELECT slug FROM source);
INSERT OR IGNORE INTO former_source (slug, source)
SELECT id_slug, id FROM source WHERE id_slug NOT IN (SELECT slug FROM source);

-- Ids that `issued.log` has and this database never held: it was restored from an older backup.
-- They may come back, with their words, when their source is taken up again.
CREATE TABLE forgotten (
    clause INTEGER PRIMARY KEY
) STRICT;

PRAGMA user_version = 3;

-- What is new: when each wording came, and when each source last changed its words.

-- The version that had the wording first. Later versions have greater numbers, over all sources.
ALTER TABLE clause ADD COLUMN revision INTEGER REFERENCES revision (id);
DROP TRIGGER clause_is_immutable;
UPDATE clause SET revision = g.first
FROM (SELECT clause, min(revision) AS first FROM placement GROUP BY clause) AS g
WHERE g.clause = clause.number;
CREATE TRIGGER clause_is_immutable BEFORE UPDATE ON clause
BEGIN
    SELECT RAISE(ABORT, 'the wording of a clause is immutable');
END;

-- The newest version of a source that has other wordings than the one before it.
ALTER TABLE source ADD COLUMN changed INTEGER REFERENCES revision (id) DEFERRABLE INITIALLY DEFERRED;
UPDATE source SET changed = (
    SELECT max(id) FROM revision
    WHERE source = source.id AND (number = 1 OR new_clauses > 0 OR lost_clauses > 0));
CREATE INDEX source_changed ON source (changed);

PRAGMA user_version = 4;

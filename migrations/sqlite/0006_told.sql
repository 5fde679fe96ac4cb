-- What is claimed of treaties, in the order in which pages show it: a page reads the first claims of a value,
-- and a put looks only at what its own claims speak of.

-- Claims of current clauses. `actor` is empty where the treaty is the subject. `rank` is how well the source
-- knows: a text, an official statement, a report. `speaker` is a source, or who is named in it.
CREATE TABLE told (
    treaty    INTEGER NOT NULL REFERENCES treaty (id),
    property  TEXT NOT NULL,
    actor     TEXT NOT NULL,
    value     TEXT NOT NULL,
    rank      INTEGER NOT NULL,
    placement INTEGER NOT NULL,
    ord       INTEGER NOT NULL,
    source    INTEGER NOT NULL REFERENCES source (id),
    speaker   TEXT NOT NULL,
    PRIMARY KEY (treaty, property, actor, value, rank, placement, ord)
) STRICT, WITHOUT ROWID;
CREATE INDEX told_source ON told (source);
-- By property they are found there.
DROP INDEX claim_property;

-- By which rules a treaty's lists were made, and its rows above; 0 where they were not made yet. Who opens
-- the file makes them anew where the rules are others now.
DROP INDEX treaty_not_listed;
ALTER TABLE treaty DROP COLUMN listed;
ALTER TABLE treaty ADD COLUMN listed INTEGER NOT NULL DEFAULT 0;
CREATE INDEX treaty_listed ON treaty (listed);

PRAGMA user_version = 6;

-- Treaty texts: their divisions, the references in their clauses, and how many articles are held.

-- The divisions of one version of a treaty text, numbered in document order, each after the one
-- around it. `path` is a JSON array of the names from the outermost division to this one;
-- `first_ord` is the order of its first clause and `clauses` counts those in it, inner divisions
-- included.
CREATE TABLE division (
    revision   INTEGER NOT NULL REFERENCES revision (id),
    ord        INTEGER NOT NULL,
    locator    TEXT NOT NULL,
    unit       TEXT NOT NULL,
    label      TEXT NOT NULL,
    heading    TEXT,
    parent     INTEGER,
    path       TEXT NOT NULL CHECK (json_valid(path)),
    start_byte INTEGER NOT NULL,
    end_byte   INTEGER NOT NULL,
    first_ord  INTEGER NOT NULL,
    clauses    INTEGER NOT NULL,
    PRIMARY KEY (revision, ord)
) STRICT, WITHOUT ROWID;

-- The innermost division that a clause stands in: its number in the same version.
ALTER TABLE placement ADD COLUMN division INTEGER;

-- What a clause refers to: a place in its own treaty, or, where `instrument` is named, in another.
CREATE TABLE reference (
    placement  INTEGER NOT NULL REFERENCES placement (id),
    ord        INTEGER NOT NULL,
    instrument TEXT,
    locator    TEXT,
    rule       TEXT NOT NULL,
    evidence   TEXT NOT NULL CHECK (json_valid(evidence)),
    PRIMARY KEY (placement, ord)
) STRICT, WITHOUT ROWID;

-- Articles among the divisions of the newest version.
ALTER TABLE source ADD COLUMN articles INTEGER NOT NULL DEFAULT 0;

-- What kind of source the treaty's title and parties come from: its own text knows best.
ALTER TABLE treaty ADD COLUMN told_by TEXT NOT NULL DEFAULT 'report'
    CHECK (told_by IN ('text', 'official', 'report'));

-- What versions were derived from, kept so that a later pipeline can derive them anew. Inputs are
-- named by the BLAKE3 of their bytes and held once, however many versions they gave.
CREATE TABLE input (
    digest TEXT PRIMARY KEY,
    bytes  BLOB NOT NULL
) STRICT;
CREATE TRIGGER input_is_immutable BEFORE UPDATE ON input
BEGIN
    SELECT RAISE(ABORT, 'an input is kept as it came');
END;

-- The input of a version: the name it came under and what was stated about it, as JSON.
CREATE TABLE revision_input (
    revision INTEGER PRIMARY KEY REFERENCES revision (id),
    name     TEXT NOT NULL,
    digest   TEXT NOT NULL REFERENCES input (digest),
    stated   TEXT NOT NULL CHECK (json_valid(stated))
) STRICT;

PRAGMA user_version = 2;

-- Lists that are read page by page: what they are ordered and narrowed by, kept up for a treaty in the
-- transaction that changes something of it. Who brings an older file up to date fills them in.

-- What is held of a treaty. `articles` is how many it has, as the first source that says so has it.
-- `listed` tells whether the rest of this file was filled in for it.
ALTER TABLE treaty ADD COLUMN sources INTEGER NOT NULL DEFAULT 0;
ALTER TABLE treaty ADD COLUMN texts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE treaty ADD COLUMN clauses INTEGER NOT NULL DEFAULT 0;
ALTER TABLE treaty ADD COLUMN articles_held INTEGER NOT NULL DEFAULT 0;
ALTER TABLE treaty ADD COLUMN articles TEXT;
ALTER TABLE treaty ADD COLUMN listed INTEGER NOT NULL DEFAULT 0 CHECK (listed IN (0, 1));
CREATE INDEX treaty_not_listed ON treaty (id) WHERE listed = 0;

-- Where treaties with sources stand in a list: under which heading, and in which order within it.
-- `place` orders the headings. A treaty stands under every year in which sources say it was signed.
CREATE TABLE treaty_heading (
    list    TEXT NOT NULL CHECK (list IN ('title', 'year')),
    place   TEXT NOT NULL,
    sorted  TEXT NOT NULL,
    treaty  INTEGER NOT NULL REFERENCES treaty (id),
    heading TEXT NOT NULL,
    PRIMARY KEY (list, place, sorted, treaty)
) STRICT, WITHOUT ROWID;
CREATE INDEX treaty_heading_treaty ON treaty_heading (treaty);

-- The parties of treaties with sources, alpha-3.
CREATE TABLE treaty_party (
    party  TEXT NOT NULL,
    treaty INTEGER NOT NULL REFERENCES treaty (id),
    PRIMARY KEY (party, treaty)
) STRICT, WITHOUT ROWID;
CREATE INDEX treaty_party_treaty ON treaty_party (treaty);
CREATE INDEX treaty_parties ON treaty (parties);

-- Where sources differ: a property of a treaty, of an actor or (empty) of the treaty itself. `ord` is
-- the property's place among all, `first` the least of the values, `claims` how many claims there
-- are, `domains` a JSON array of the domains of their clauses.
CREATE TABLE difference (
    treaty   INTEGER NOT NULL REFERENCES treaty (id),
    ord      INTEGER NOT NULL,
    first    TEXT NOT NULL,
    actor    TEXT NOT NULL,
    property TEXT NOT NULL,
    claims   INTEGER NOT NULL,
    domains  TEXT NOT NULL CHECK (json_valid(domains)),
    PRIMARY KEY (treaty, ord, first, actor)
) STRICT, WITHOUT ROWID;

-- Sources, newest version first.
CREATE INDEX source_newest ON source (revision) WHERE retracted IS NULL;
CREATE INDEX source_newest_of_type ON source (type, revision) WHERE retracted IS NULL;
CREATE INDEX source_newest_of_treaty ON source (treaty, type, revision) WHERE retracted IS NULL;

-- Wordings that were superseded: they are looked through for quotations, and are few beside the current ones.
CREATE INDEX placement_superseded ON placement (source) WHERE status = 'superseded';

PRAGMA user_version = 5;

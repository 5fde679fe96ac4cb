-- What feeds read page by page, the newest first.

-- Sources of a treaty and of a type, by the last version that changed their words.
CREATE INDEX source_changed_of_treaty ON source (treaty, changed) WHERE retracted IS NULL;
CREATE INDEX source_changed_of_type ON source (type, changed) WHERE retracted IS NULL;

-- Claims by `issued`, the version that first had the wording of their clause; of one version in document
-- order. `differs` tells whether sources differ on what they are about.
ALTER TABLE told ADD COLUMN issued INTEGER NOT NULL DEFAULT 0;
ALTER TABLE told ADD COLUMN differs INTEGER NOT NULL DEFAULT 0 CHECK (differs IN (0, 1));
UPDATE told SET
    issued = (
        SELECT c.revision FROM placement AS p JOIN clause AS c ON c.number = p.clause
        WHERE p.id = told.placement),
    differs = (treaty, property, actor) IN (SELECT treaty, property, actor FROM difference);
CREATE INDEX told_newest_of_treaty ON told (treaty, issued DESC, placement, ord);
CREATE INDEX told_differing ON told (issued DESC, placement, ord) WHERE differs = 1;

PRAGMA user_version = 7;

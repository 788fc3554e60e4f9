-- What a person asked about their file, and what time did to it: append-only; `ver` counts within the person.
-- `reason` is one word of a list, `sealed` the words given with it, under the person's key. `last_contact`: for a
-- warning, the contact that the term was counted from: a later one makes the warning lapse.
CREATE TABLE person_right (
  territory TEXT NOT NULL,
  person UUID NOT NULL,
  ver BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('warned', 'erased', 'restricted', 'released', 'objected', 'objection_lifted',
    'objection_refused', 'access', 'rectified')),
  on_day TEXT NOT NULL,
  last_contact TEXT,
  reason TEXT NOT NULL,
  sealed BYTEA NOT NULL,
  recorded_at TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (territory, person, ver)
) WITHOUT ROWID;

-- From which address a file was opened; '' for lines older than this column.
ALTER TABLE person_access ADD COLUMN peer TEXT NOT NULL DEFAULT '';

-- The access log becomes a chain of its own, apart from the audit: each line is hashed with the one before, whole months
-- are sealed by an anchor, and may leave past their term. Lines from before have no hash until the next one is added.
DROP INDEX person_access_person;
ALTER TABLE person_access RENAME TO person_access_before;
CREATE TABLE person_access (
  territory TEXT NOT NULL,
  seq BIGINT NOT NULL,
  person UUID NOT NULL,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  purpose TEXT NOT NULL,
  peer TEXT NOT NULL,
  previous_hash BYTEA,
  hash BYTEA,
  PRIMARY KEY (territory, seq)
) WITHOUT ROWID;
INSERT INTO person_access (territory, seq, person, at, actor, purpose, peer)
  SELECT territory, ROW_NUMBER() OVER (PARTITION BY territory ORDER BY id), person, at, actor, purpose, peer
  FROM person_access_before;
DROP TABLE person_access_before;
CREATE INDEX person_access_person ON person_access (territory, person);

-- Append-only, a chain too: `sealed` says what stood in a segment, `trimmed` that its lines left. The audit chain commits
-- to each.
CREATE TABLE person_access_anchor (
  territory TEXT NOT NULL,
  seq BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('sealed', 'trimmed')),
  segment BIGINT NOT NULL,
  first_seq BIGINT NOT NULL,
  last_seq BIGINT NOT NULL,
  first_at TEXT NOT NULL,
  last_at TEXT NOT NULL,
  first_hash BYTEA NOT NULL,
  last_hash BYTEA NOT NULL,
  root BYTEA NOT NULL,
  recorded_at TEXT NOT NULL,
  previous_hash BYTEA NOT NULL,
  hash BYTEA NOT NULL,
  PRIMARY KEY (territory, seq)
) WITHOUT ROWID;

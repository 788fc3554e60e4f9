-- The acknowledgement, without which nothing of health is recorded, that the database stands with a certified host:
-- append-only, the last row counts, until its day.
CREATE TABLE health_hosting (
  territory TEXT NOT NULL,
  ver BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('acknowledged', 'withdrawn')),
  host TEXT NOT NULL,
  certificate TEXT NOT NULL,
  until_on TEXT,
  on_day TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (territory, ver)
) WITHOUT ROWID;

-- The accounts named for health, one by one: append-only, the last row of an account counts.
CREATE TABLE health_reader (
  territory TEXT NOT NULL,
  account UUID NOT NULL,
  ver BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('named', 'removed')),
  recorded_at TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (territory, account, ver)
) WITHOUT ROWID;

-- Two coarse flags of a person, and no more: append-only while the acknowledgement holds, deleted with it. `sealed`: which
-- of the two stand, under the person's key.
CREATE TABLE person_health (
  territory TEXT NOT NULL,
  person UUID NOT NULL,
  ver BIGINT NOT NULL,
  sealed BYTEA NOT NULL,
  recorded_at TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (territory, person, ver)
) WITHOUT ROWID;

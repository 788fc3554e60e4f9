-- The store's own books, kept in the same transaction as what they tell of.

-- One chain of lines per territory: who did what to what. `hash` covers the line and `previous_hash`, so that a line
-- changed or removed shows. No content and no name: `commitment` is a hash of what the rooms committed to.
CREATE TABLE audit (
  territory TEXT NOT NULL,
  seq BIGINT NOT NULL,
  recorded_at TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  object TEXT NOT NULL,
  commitment BYTEA NOT NULL,
  previous_hash BYTEA NOT NULL,
  hash BYTEA NOT NULL,
  PRIMARY KEY (territory, seq)
) WITHOUT ROWID;

-- Commands already carried out: a client that lost the answer sends the same id again, and nothing happens twice.
CREATE TABLE command (
  territory TEXT NOT NULL,
  id UUID NOT NULL,
  recorded_at TEXT NOT NULL,
  PRIMARY KEY (territory, id)
) WITHOUT ROWID;

-- Events not yet handed to the rooms that subscribed; a row leaves when its event is done.
CREATE TABLE outbox (
  territory TEXT NOT NULL,
  id UUID NOT NULL,
  topic TEXT NOT NULL,
  payload TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  PRIMARY KEY (territory, id)
) WITHOUT ROWID;

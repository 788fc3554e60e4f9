-- Technical cells and committees: kind is 'cell' or 'committee'.
CREATE TABLE meeting (
  territory TEXT NOT NULL,
  id UUID NOT NULL,
  ref TEXT NOT NULL,
  kind TEXT NOT NULL,
  held_on TEXT NOT NULL,
  commune TEXT NOT NULL,
  organisation UUID,
  PRIMARY KEY (territory, id),
  UNIQUE (territory, ref)
) WITHOUT ROWID;

-- Dated reference figures (budgets...), append-only: a later rec_on replaces an earlier one from that day on.
-- `value` is the decimal number as sent.
CREATE TABLE reference_value (
  territory TEXT NOT NULL,
  name TEXT NOT NULL,
  year BIGINT NOT NULL,
  rec_on TEXT NOT NULL,
  value TEXT NOT NULL,
  unit TEXT NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (territory, name, year, rec_on)
) WITHOUT ROWID;

-- Editions of the quinzaine; exits_until closes the period of its figures.
CREATE TABLE fortnight_edition (
  territory TEXT NOT NULL,
  id UUID NOT NULL,
  ref TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  region TEXT NOT NULL,
  exits_until TEXT,
  PRIMARY KEY (territory, id),
  UNIQUE (territory, ref)
) WITHOUT ROWID;

-- starts_at, ends_at: 'HH:MM' or ''. prefectural_presence: who of the prefectural corps comes, '' = nobody yet.
CREATE TABLE fortnight_event (
  territory TEXT NOT NULL,
  id UUID NOT NULL,
  ref TEXT NOT NULL,
  edition UUID NOT NULL,
  title TEXT NOT NULL,
  held_on TEXT NOT NULL,
  starts_at TEXT NOT NULL,
  ends_at TEXT NOT NULL,
  commune TEXT NOT NULL,
  place TEXT NOT NULL,
  organisation UUID,
  prefectural_presence TEXT NOT NULL,
  PRIMARY KEY (territory, id),
  UNIQUE (territory, ref)
) WITHOUT ROWID;

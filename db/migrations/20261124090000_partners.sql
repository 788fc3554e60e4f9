-- Territories served by this database (a département each): what every other table is keyed by.
CREATE TABLE territory (
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (code)
) WITHOUT ROWID;

-- `ref` is the sender's own text id. An organisation that a file names without describing it has its ref for name.
CREATE TABLE organisation (
  territory TEXT NOT NULL,
  id UUID NOT NULL,
  ref TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  commune TEXT NOT NULL,
  siret TEXT NOT NULL,
  PRIMARY KEY (territory, id),
  UNIQUE (territory, ref)
) WITHOUT ROWID;

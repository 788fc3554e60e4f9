CREATE TABLE household (
  territory TEXT NOT NULL,
  id UUID NOT NULL,
  ref TEXT NOT NULL,
  PRIMARY KEY (territory, id),
  UNIQUE (territory, ref)
) WITHOUT ROWID;

-- A person is a row that never changes; what is known of them is in person_version.
CREATE TABLE person (
  territory TEXT NOT NULL,
  id UUID NOT NULL,
  ref TEXT NOT NULL,
  PRIMARY KEY (territory, id),
  UNIQUE (territory, ref)
) WITHOUT ROWID;

-- What was known of a person from `rec_on` on; the version known on day K is the last one with rec_on <= K.
-- `sealed` holds last name, first name and birth date, encrypted with the person's own key, which is kept outside
-- this database. `rec_on` = 1900-01-01: known from the start. reader, foreign_licence: 1, 0, or NULL for unknown.
CREATE TABLE person_version (
  territory TEXT NOT NULL,
  person UUID NOT NULL,
  ver BIGINT NOT NULL,
  rec_on TEXT NOT NULL,
  household UUID,
  status TEXT NOT NULL,
  protected_on TEXT,
  arrived_on TEXT,
  commune TEXT NOT NULL,
  languages TEXT NOT NULL,
  french_level TEXT NOT NULL,
  family_role TEXT NOT NULL,
  referent UUID,
  reader INTEGER,
  foreign_licence INTEGER,
  left_on TEXT,
  goals TEXT NOT NULL,
  sealed BYTEA NOT NULL,
  PRIMARY KEY (territory, person, ver)
) WITHOUT ROWID;
CREATE INDEX person_version_household ON person_version (territory, household);

-- Keyed hashes of the beginnings of folded names, and of the birth date: the way to find without decrypting all.
CREATE TABLE person_term (
  territory TEXT NOT NULL,
  term BIGINT NOT NULL,
  person UUID NOT NULL,
  PRIMARY KEY (territory, term, person)
) WITHOUT ROWID;

-- Who opened whose file, when. Lives a year, apart from the file itself.
CREATE TABLE person_access (
  territory TEXT NOT NULL,
  id UUID NOT NULL,
  person UUID NOT NULL,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  purpose TEXT NOT NULL,
  PRIMARY KEY (territory, id)
) WITHOUT ROWID;
CREATE INDEX person_access_person ON person_access (territory, person);

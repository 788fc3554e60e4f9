-- The catalogue of steps in force, as it was sent (steps.csv); the last version serves. None: the one in the program.
CREATE TABLE catalogue_file (
  territory TEXT NOT NULL,
  ver BIGINT NOT NULL,
  recorded_at TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (territory, ver)
) WITHOUT ROWID;

-- One row per person who has events: `ver` is the version of the last one. Taking the next number is the lock: two
-- professionals who record at once get two numbers, and neither event is lost.
CREATE TABLE pathway (
  territory TEXT NOT NULL,
  person UUID NOT NULL,
  ver BIGINT NOT NULL,
  PRIMARY KEY (territory, person)
) WITHOUT ROWID;

-- What happened on a step, append-only. `ref` is the sender's id of the event. `corrects` is the ver of the event
-- that this one replaces from rec_on on; kind 'withdrawn' says nothing in its place.
CREATE TABLE pathway_event (
  territory TEXT NOT NULL,
  person UUID NOT NULL,
  ver BIGINT NOT NULL,
  step TEXT NOT NULL,
  kind TEXT NOT NULL,
  eff_on TEXT NOT NULL,
  rec_on TEXT NOT NULL,
  outcome TEXT,
  organisation UUID,
  cause TEXT,
  ref TEXT,
  corrects BIGINT,
  actor TEXT NOT NULL,
  PRIMARY KEY (territory, person, ver)
) WITHOUT ROWID;

-- Derived from the events of each person: the periods of each status of each step, and when we believed so.
-- For D <= K: eff_from <= D and D < eff_to and rec_from <= K and K < rec_to. 'blocked' runs beside the others.
CREATE TABLE step_spell (
  territory TEXT NOT NULL,
  step TEXT NOT NULL,
  status TEXT NOT NULL,
  eff_from TEXT NOT NULL,
  person UUID NOT NULL,
  rec_from TEXT NOT NULL,
  eff_to TEXT NOT NULL,
  rec_to TEXT NOT NULL,
  PRIMARY KEY (territory, step, status, eff_from, person, rec_from)
) WITHOUT ROWID;

-- The state of today is the rows that nothing has ended.
CREATE VIEW step_state AS
  SELECT territory, person, step, status, eff_from AS since
  FROM step_spell
  WHERE eff_to = '9999-12-31' AND rec_to = '9999-12-31';

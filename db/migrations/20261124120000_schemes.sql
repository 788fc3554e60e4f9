-- A session, a dwelling, a mandate. `capacity` and `used` are today's: a place is taken by one conditional update.
CREATE TABLE place (
  territory TEXT NOT NULL,
  id UUID NOT NULL,
  ref TEXT NOT NULL,
  capacity BIGINT NOT NULL,
  used BIGINT NOT NULL,
  PRIMARY KEY (territory, id),
  UNIQUE (territory, ref)
) WITHOUT ROWID;

-- What was known of a place from `rec_on` on (1900-01-01: from the start). `includes`: steps, separated by ';'.
CREATE TABLE place_version (
  territory TEXT NOT NULL,
  place UUID NOT NULL,
  ver BIGINT NOT NULL,
  rec_on TEXT NOT NULL,
  scheme TEXT NOT NULL,
  step TEXT NOT NULL,
  organisation UUID,
  capacity BIGINT NOT NULL,
  starts_on TEXT,
  ends_on TEXT,
  commune TEXT NOT NULL,
  hours BIGINT,
  min_age BIGINT,
  max_age BIGINT,
  min_french TEXT NOT NULL,
  max_french TEXT NOT NULL,
  household_min BIGINT,
  household_max BIGINT,
  funder TEXT NOT NULL,
  cost_eur BIGINT,
  includes TEXT NOT NULL,
  PRIMARY KEY (territory, place, ver)
) WITHOUT ROWID;

-- What happened between a person and a place, append-only; `ver` counts within the pair.
CREATE TABLE enrolment_event (
  territory TEXT NOT NULL,
  place UUID NOT NULL,
  person UUID NOT NULL,
  ver BIGINT NOT NULL,
  kind TEXT NOT NULL,
  eff_on TEXT NOT NULL,
  rec_on TEXT NOT NULL,
  hours BIGINT,
  actor TEXT NOT NULL,
  PRIMARY KEY (territory, place, person, ver)
) WITHOUT ROWID;
CREATE INDEX enrolment_event_person ON enrolment_event (territory, person);

-- Derived from enrolment_event: who was proposed, accepted or present in a place, and when we believed so.
-- For D <= K: eff_from <= D and D < eff_to and rec_from <= K and K < rec_to.
CREATE TABLE stay_spell (
  territory TEXT NOT NULL,
  place UUID NOT NULL,
  status TEXT NOT NULL,
  eff_from TEXT NOT NULL,
  person UUID NOT NULL,
  rec_from TEXT NOT NULL,
  eff_to TEXT NOT NULL,
  rec_to TEXT NOT NULL,
  PRIMARY KEY (territory, place, status, eff_from, person, rec_from)
) WITHOUT ROWID;
CREATE INDEX stay_spell_person ON stay_spell (territory, person);

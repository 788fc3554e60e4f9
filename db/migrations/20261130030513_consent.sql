-- What a person agreed to share, and what was taken back, append-only; `ver` counts within the person. `ends`: the ver
-- of the consent that this one takes back. Domains are words of the catalogue, organisations our ids, separated by spaces.
CREATE TABLE person_consent (
  territory TEXT NOT NULL,
  person UUID NOT NULL,
  ver BIGINT NOT NULL,
  ends BIGINT,
  domains TEXT NOT NULL,
  organisations TEXT NOT NULL,
  on_day TEXT NOT NULL,
  notice_language TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (territory, person, ver)
) WITHOUT ROWID;

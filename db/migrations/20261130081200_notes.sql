-- What the people of one organisation write about a person for each other, append-only: `ver` 1 writes the note, later
-- ones correct it. Read by that organisation alone. `sealed`: the words, under the person's key.
CREATE TABLE person_note (
  territory TEXT NOT NULL,
  note UUID NOT NULL,
  ver BIGINT NOT NULL,
  person UUID NOT NULL,
  organisation UUID NOT NULL,
  sealed BYTEA NOT NULL,
  recorded_at TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (territory, note, ver)
) WITHOUT ROWID;
CREATE INDEX person_note_person ON person_note (territory, person);

-- What a step came to is a code (catalogue/outcomes.csv) in `outcome`; other words about it are a text about a person,
-- `sealed` with their key. Texts written in clear until now wait in `pathway_text_to_seal`: the program, which holds the
-- keys, seals them at its next start and empties the table.
ALTER TABLE pathway_event ADD COLUMN sealed BYTEA;

CREATE TABLE pathway_text_to_seal (
  territory TEXT NOT NULL,
  person UUID NOT NULL,
  ver BIGINT NOT NULL,
  outcome TEXT NOT NULL,
  PRIMARY KEY (territory, person, ver)
) WITHOUT ROWID;

INSERT INTO pathway_text_to_seal (territory, person, ver, outcome)
  SELECT territory, person, ver, outcome FROM pathway_event WHERE outcome IS NOT NULL AND outcome NOT IN
    ('A0', 'A1', 'A2', 'B1', 'B2', 'C1', 'C2', 'done', 'refused', 'expired', 'abandoned', 'cancelled', 'not_relevant');
UPDATE pathway_event SET outcome = NULL WHERE outcome IS NOT NULL AND outcome NOT IN
    ('A0', 'A1', 'A2', 'B1', 'B2', 'C1', 'C2', 'done', 'refused', 'expired', 'abandoned', 'cancelled', 'not_relevant');

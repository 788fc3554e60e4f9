-- A file opened to one account that its organisation does not open it to: asked of the referent and answered, or opened
-- in an emergency and reviewed by the delegate. Append-only: `about` names the opening, `ver` counts within it, the first
-- event is `asked` or `emergency`. `account`: to whom it opens. `categories`: words of the visibility matrix, parted by
-- spaces. `until_ms`: of what opens, the instant it closes; of what is asked, 0 with the `hours` asked for. `sealed`: the
-- reason, under the person's key.
CREATE TABLE person_opening (
  territory TEXT NOT NULL,
  about UUID NOT NULL,
  ver BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('asked', 'granted', 'refused', 'ended', 'emergency', 'justified', 'unjustified')),
  person UUID NOT NULL,
  account UUID NOT NULL,
  categories TEXT NOT NULL,
  hours BIGINT NOT NULL,
  at_ms BIGINT NOT NULL,
  until_ms BIGINT NOT NULL,
  sealed BYTEA NOT NULL,
  recorded_at TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (territory, about, ver)
) WITHOUT ROWID;
CREATE INDEX person_opening_account ON person_opening (territory, account, person);
CREATE INDEX person_opening_person ON person_opening (territory, person);
CREATE INDEX person_opening_kind ON person_opening (territory, kind);

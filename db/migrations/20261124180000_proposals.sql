-- A proposal of who would get which place: its inputs (JSON) as they were, with the rules, the seed and the dates they
-- speak of. Never changed: the audit line of its making commits to salt and inputs. `scheme` and `step` say what was asked for; both empty = everything.
CREATE TABLE proposal (
  territory TEXT NOT NULL,
  id UUID NOT NULL,
  as_of TEXT NOT NULL,
  known_at TEXT NOT NULL,
  scheme TEXT NOT NULL,
  step TEXT NOT NULL,
  rules TEXT NOT NULL,
  seed TEXT NOT NULL,
  inputs TEXT NOT NULL,
  salt BYTEA NOT NULL,
  made_on TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (territory, id)
) WITHOUT ROWID;
CREATE INDEX proposal_as_of ON proposal (territory, as_of);

-- What a human decided about a line, append-only; `ver` counts within the proposal. `reason`: one word of the list.
-- `sealed`: the words given with it, under the key of `person`, the first of the need.
CREATE TABLE proposal_decision (
  territory TEXT NOT NULL,
  proposal UUID NOT NULL,
  ver BIGINT NOT NULL,
  person UUID NOT NULL,
  step TEXT NOT NULL,
  place UUID NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('proposed', 'accepted', 'refused', 'keep', 'forbid', 'freed')),
  reason TEXT NOT NULL,
  sealed BYTEA NOT NULL,
  decided_on TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (territory, proposal, ver)
) WITHOUT ROWID;

-- The answer (JSON) around the first `ver` decisions; 0 = before any.
CREATE TABLE proposal_outcome (
  territory TEXT NOT NULL,
  proposal UUID NOT NULL,
  ver BIGINT NOT NULL,
  outcome TEXT NOT NULL,
  PRIMARY KEY (territory, proposal, ver)
) WITHOUT ROWID;

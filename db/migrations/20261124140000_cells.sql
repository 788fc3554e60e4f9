-- What a cell decided on one person's blocking point. `sealed` holds the words of the decision, encrypted with the
-- person's key: free text counts as identifying.
CREATE TABLE cell_decision (
  territory TEXT NOT NULL,
  id UUID NOT NULL,
  meeting UUID,
  person UUID NOT NULL,
  step TEXT NOT NULL,
  root TEXT NOT NULL,
  cause TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('act', 'ask', 'allocate', 'close', 'escalate')),
  owner UUID,
  due_on TEXT,
  decided_on TEXT NOT NULL,
  sealed BYTEA NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (territory, id)
) WITHOUT ROWID;
CREATE INDEX cell_decision_person ON cell_decision (territory, person);
CREATE INDEX cell_decision_decided ON cell_decision (territory, decided_on);

-- What became of a decision, append-only: the state is the last row. `answer` names the committee's answer.
CREATE TABLE cell_decision_event (
  territory TEXT NOT NULL,
  decision UUID NOT NULL,
  ver BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('done', 'cancelled', 'reopened', 'answered')),
  eff_on TEXT NOT NULL,
  answer UUID,
  actor TEXT NOT NULL,
  PRIMARY KEY (territory, decision, ver)
) WITHOUT ROWID;

-- The committee's answer to a structural blocking point, shared by many files: it names nobody.
CREATE TABLE committee_answer (
  territory TEXT NOT NULL,
  id UUID NOT NULL,
  meeting UUID,
  root TEXT NOT NULL,
  cause TEXT NOT NULL,
  answer TEXT NOT NULL,
  answered_on TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (territory, id)
) WITHOUT ROWID;

-- Common projects of the committee. `causes` and `partners`: separated by ';'.
CREATE TABLE joint_project (
  territory TEXT NOT NULL,
  id UUID NOT NULL,
  title TEXT NOT NULL,
  causes TEXT NOT NULL,
  partners TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (territory, id)
) WITHOUT ROWID;

CREATE TABLE joint_project_milestone (
  territory TEXT NOT NULL,
  project UUID NOT NULL,
  id UUID NOT NULL,
  title TEXT NOT NULL,
  due_on TEXT,
  done_on TEXT,
  PRIMARY KEY (territory, project, id)
) WITHOUT ROWID;

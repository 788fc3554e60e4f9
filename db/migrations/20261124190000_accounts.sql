-- Who may sign in. `password` is Argon2id's own text, '' until the invitation was accepted; `code` is the secret of the
-- one-time codes, sealed; `code_step` the step used last. Instants are milliseconds since 1970. Tokens are kept as hashes
-- only. `organisation` is NULL for administrators.
CREATE TABLE account (
  territory TEXT NOT NULL,
  id UUID NOT NULL,
  email TEXT NOT NULL,
  name TEXT NOT NULL,
  organisation UUID,
  roles TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('invited', 'active', 'disabled')),
  password TEXT NOT NULL,
  code BYTEA,
  code_step BIGINT NOT NULL,
  fictional INTEGER NOT NULL,
  made_ms BIGINT NOT NULL,
  PRIMARY KEY (territory, id),
  UNIQUE (territory, email)
) WITHOUT ROWID;

CREATE TABLE account_recovery (
  territory TEXT NOT NULL,
  account UUID NOT NULL,
  hash BYTEA NOT NULL,
  PRIMARY KEY (territory, account, hash)
) WITHOUT ROWID;

-- A link that works once. `account` is NULL for the one that makes the first administrator.
CREATE TABLE account_invitation (
  territory TEXT NOT NULL,
  hash BYTEA NOT NULL,
  account UUID,
  expires_ms BIGINT NOT NULL,
  PRIMARY KEY (territory, hash)
) WITHOUT ROWID;

CREATE TABLE account_session (
  territory TEXT NOT NULL,
  hash BYTEA NOT NULL,
  id UUID NOT NULL,
  account UUID NOT NULL,
  made_ms BIGINT NOT NULL,
  seen_ms BIGINT NOT NULL,
  peer TEXT NOT NULL,
  agent TEXT NOT NULL,
  PRIMARY KEY (territory, hash)
) WITHOUT ROWID;
CREATE INDEX account_session_account ON account_session (territory, account);

-- A browser that signed in to this account before.
CREATE TABLE account_device (
  territory TEXT NOT NULL,
  hash BYTEA NOT NULL,
  account UUID NOT NULL,
  seen_ms BIGINT NOT NULL,
  PRIMARY KEY (territory, hash)
) WITHOUT ROWID;
CREATE INDEX account_device_account ON account_device (territory, account);

-- Sign-ins that failed. `subject` is a keyed hash of the address typed, of the device, or of the address that asked.
CREATE TABLE sign_in_failure (
  territory TEXT NOT NULL,
  subject BYTEA NOT NULL,
  id UUID NOT NULL,
  at_ms BIGINT NOT NULL,
  PRIMARY KEY (territory, subject, id)
) WITHOUT ROWID;
CREATE INDEX sign_in_failure_at ON sign_in_failure (territory, at_ms);

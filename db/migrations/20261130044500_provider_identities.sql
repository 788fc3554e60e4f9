-- Whom a provider of identities (ProConnect) vouches for: its identifier of a person, per issuer, leads to one account;
-- an account has one identity per issuer.
CREATE TABLE provider_identity (
  territory TEXT NOT NULL,
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  account UUID NOT NULL,
  made_ms BIGINT NOT NULL,
  PRIMARY KEY (territory, issuer, subject),
  UNIQUE (territory, account, issuer)
) WITHOUT ROWID;

-- Returns from a provider that were taken: each begins once. `hash` is of the state; kept as long as it could be played again.
CREATE TABLE provider_return (
  territory TEXT NOT NULL,
  hash BYTEA NOT NULL,
  at_ms BIGINT NOT NULL,
  PRIMARY KEY (territory, hash)
) WITHOUT ROWID;
CREATE INDEX provider_return_at ON provider_return (territory, at_ms);

-- Of a session opened through a provider: its token, sealed, for signing out there ('' = opened with a password), and
-- whether it vouched for a second factor.
ALTER TABLE account_session ADD COLUMN provider_token TEXT NOT NULL DEFAULT '';
ALTER TABLE account_session ADD COLUMN second_factor INTEGER NOT NULL DEFAULT 0;

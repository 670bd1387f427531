-- What was read from the provider, how far, and when each object was last confirmed by it. Events that were asked of its
-- API, because their delivery was missed, are webhook_events of origin 'fetched' with the verdict 'from_api'.

CREATE TABLE sync_runs (
  id INTEGER PRIMARY KEY,
  provider TEXT NOT NULL,
  kind TEXT NOT NULL,                   -- full, incremental, missed_events
  state TEXT NOT NULL,                  -- running, done, cancelled, failed
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  read_since INTEGER,                   -- incremental: objects made since then
  events_since INTEGER,                 -- the provider's events since then; NULL: none are asked for
  stage TEXT NOT NULL DEFAULT '',       -- what is being read: subscriptions, subscriptions:held, ...; empty: the first
  cursor TEXT NOT NULL DEFAULT '',      -- the next page of it; empty: the first
  stage_since INTEGER,                  -- the stage's own lower bound, so that its later pages are cut like its first
  pages INTEGER NOT NULL DEFAULT 0,
  seen INTEGER NOT NULL DEFAULT 0,
  created INTEGER NOT NULL DEFAULT 0,
  updated INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0,
  missed_events INTEGER NOT NULL DEFAULT 0,
  unreadable INTEGER NOT NULL DEFAULT 0,
  unknown_words INTEGER NOT NULL DEFAULT 0,
  refused INTEGER NOT NULL DEFAULT 0,   -- kept, but the workspace's rules cannot follow (unknown product)
  not_seen INTEGER NOT NULL DEFAULT 0,  -- full: rows of ours that the provider no longer lists
  note TEXT NOT NULL DEFAULT '',        -- why it read more than was asked
  error_code TEXT NOT NULL DEFAULT '',
  error TEXT NOT NULL DEFAULT '',
  request_id TEXT NOT NULL DEFAULT ''
);
CREATE INDEX sync_runs_kind ON sync_runs (provider, kind, state);

-- Words and fields of the provider that this program does not know, kept with the object that carried them.
CREATE TABLE unknown_values (
  id INTEGER PRIMARY KEY,
  provider TEXT NOT NULL,
  entity TEXT NOT NULL,        -- subscription, payment, ...
  external_id TEXT NOT NULL,
  path TEXT NOT NULL,
  value TEXT NOT NULL,
  seen_at INTEGER NOT NULL,
  UNIQUE (provider, entity, external_id, path)
);

ALTER TABLE customers ADD COLUMN confirmed_at INTEGER;
ALTER TABLE subscriptions ADD COLUMN confirmed_at INTEGER;
ALTER TABLE payments ADD COLUMN confirmed_at INTEGER;
ALTER TABLE invoices ADD COLUMN confirmed_at INTEGER;
ALTER TABLE refunds ADD COLUMN confirmed_at INTEGER;
ALTER TABLE disputes ADD COLUMN confirmed_at INTEGER;
ALTER TABLE prices ADD COLUMN confirmed_at INTEGER;

-- The schema of sqlite/0003_sync.sql for MySQL and MariaDB. What the columns mean is told there. A step that was
-- interrupted is walked again (the server commits after each statement), so all is made only where it is missing;
-- columns that a later step of SQLite adds are therefore here from the start. Words compare byte by byte (utf8mb4_bin).
CREATE TABLE IF NOT EXISTS sync_runs (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  provider VARCHAR(32) NOT NULL,
  kind VARCHAR(64) NOT NULL,
  state VARCHAR(32) NOT NULL,
  started_at BIGINT NOT NULL,
  ended_at BIGINT,
  read_since BIGINT,
  events_since BIGINT,
  stage VARCHAR(255) NOT NULL DEFAULT '',
  "cursor" MEDIUMTEXT NOT NULL DEFAULT (''),
  stage_since BIGINT,
  pages BIGINT NOT NULL DEFAULT 0,
  seen BIGINT NOT NULL DEFAULT 0,
  created BIGINT NOT NULL DEFAULT 0,
  updated BIGINT NOT NULL DEFAULT 0,
  unchanged BIGINT NOT NULL DEFAULT 0,
  missed_events BIGINT NOT NULL DEFAULT 0,
  unreadable BIGINT NOT NULL DEFAULT 0,
  unknown_words BIGINT NOT NULL DEFAULT 0,
  refused BIGINT NOT NULL DEFAULT 0,
  not_seen BIGINT NOT NULL DEFAULT 0,
  note MEDIUMTEXT NOT NULL DEFAULT (''),
  error_code VARCHAR(255) NOT NULL DEFAULT '',
  error MEDIUMTEXT NOT NULL DEFAULT (''),
  request_id VARCHAR(255) NOT NULL DEFAULT '',
  KEY sync_runs_kind (provider, kind, state)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS unknown_values (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  provider VARCHAR(32) NOT NULL,
  entity VARCHAR(64) NOT NULL,
  external_id VARCHAR(255) NOT NULL,
  path VARCHAR(255) NOT NULL,
  value MEDIUMTEXT NOT NULL,
  seen_at BIGINT NOT NULL,
  UNIQUE (provider, entity, external_id, path)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The schema of sqlite/0004_admin.sql for MySQL and MariaDB. What the columns mean is told there. A step that was
-- interrupted is walked again (the server commits after each statement), so all is made only where it is missing;
-- columns that a later step of SQLite adds are therefore here from the start. Words compare byte by byte (utf8mb4_bin).
CREATE TABLE IF NOT EXISTS outbox_calls (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  operation VARCHAR(255) NOT NULL UNIQUE,
  kind VARCHAR(64) NOT NULL,
  subject VARCHAR(255) NOT NULL,
  open_lane VARCHAR(255) UNIQUE,
  customer_external_id VARCHAR(255) NOT NULL DEFAULT '',
  account_key VARCHAR(255) NOT NULL DEFAULT '',
  provider VARCHAR(32) NOT NULL,
  live BIGINT NOT NULL,
  order_json MEDIUMTEXT NOT NULL,
  preview_json MEDIUMTEXT NOT NULL DEFAULT (''),
  state VARCHAR(32) NOT NULL,
  asked_by VARCHAR(255) NOT NULL,
  asked_role VARCHAR(255) NOT NULL,
  origin VARCHAR(32) NOT NULL,
  reason MEDIUMTEXT NOT NULL,
  created_at BIGINT NOT NULL,
  leaves_at BIGINT NOT NULL,
  approval_why MEDIUMTEXT NOT NULL DEFAULT (''),
  approval_ends_at BIGINT,
  decided_by VARCHAR(255) NOT NULL DEFAULT '',
  decided_at BIGINT,
  decision_note MEDIUMTEXT NOT NULL DEFAULT (''),
  claimed_at BIGINT,
  answered_at BIGINT,
  asked_count BIGINT NOT NULL DEFAULT 0,
  next_ask_at BIGINT,
  request_id VARCHAR(255) NOT NULL DEFAULT '',
  error_code VARCHAR(255) NOT NULL DEFAULT '',
  error MEDIUMTEXT NOT NULL DEFAULT (''),
  error_hint MEDIUMTEXT NOT NULL DEFAULT (''),
  result_json MEDIUMTEXT NOT NULL DEFAULT (''),
  previewed_minor BIGINT,
  actual_minor BIGINT,
  currency VARCHAR(8) NOT NULL DEFAULT '',
  bulk_item BIGINT,
  compensates VARCHAR(255) NOT NULL DEFAULT '',
  updated_at BIGINT NOT NULL,
  KEY outbox_calls_state (state, leaves_at),
  KEY outbox_calls_subject (subject, id),
  KEY outbox_calls_created (created_at),
  KEY outbox_calls_bulk (bulk_item)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS audit_entries (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  at BIGINT NOT NULL,
  actor VARCHAR(255) NOT NULL,
  role VARCHAR(255) NOT NULL,
  origin VARCHAR(32) NOT NULL,
  live BIGINT NOT NULL,
  action VARCHAR(255) NOT NULL,
  entity VARCHAR(64) NOT NULL DEFAULT '',
  external_id VARCHAR(255) NOT NULL DEFAULT '',
  customer_external_id VARCHAR(255) NOT NULL DEFAULT '',
  account_key VARCHAR(255) NOT NULL DEFAULT '',
  operation VARCHAR(255) NOT NULL DEFAULT '',
  reason MEDIUMTEXT NOT NULL DEFAULT (''),
  fields_before MEDIUMTEXT NOT NULL DEFAULT ('{}'),
  fields_after MEDIUMTEXT NOT NULL DEFAULT ('{}'),
  request_id VARCHAR(255) NOT NULL DEFAULT '',
  previous_hash VARCHAR(255) NOT NULL,
  hash VARCHAR(255) NOT NULL,
  KEY audit_entries_object (entity, external_id),
  KEY audit_entries_customer (customer_external_id),
  KEY audit_entries_account (account_key),
  KEY audit_entries_operation (operation),
  KEY audit_entries_at (at)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS audit_head (
  one BIGINT PRIMARY KEY CHECK (one = 1),
  entries BIGINT NOT NULL,
  hash VARCHAR(255) NOT NULL
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS people (
  name VARCHAR(500) PRIMARY KEY,
  role VARCHAR(255) NOT NULL,
  may_approve BIGINT NOT NULL DEFAULT 0,
  active BIGINT NOT NULL DEFAULT 1,
  set_by VARCHAR(255) NOT NULL,
  set_at BIGINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS bulk_runs (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name VARCHAR(500) NOT NULL,
  order_json MEDIUMTEXT NOT NULL,
  preview_json MEDIUMTEXT NOT NULL DEFAULT (''),
  state VARCHAR(32) NOT NULL,
  note MEDIUMTEXT NOT NULL DEFAULT (''),
  leaves_at BIGINT NOT NULL,
  asked_by VARCHAR(255) NOT NULL,
  asked_role VARCHAR(255) NOT NULL,
  origin VARCHAR(32) NOT NULL,
  reason MEDIUMTEXT NOT NULL,
  live BIGINT NOT NULL,
  approval_why MEDIUMTEXT NOT NULL DEFAULT (''),
  approval_ends_at BIGINT,
  decided_by VARCHAR(255) NOT NULL DEFAULT '',
  decided_at BIGINT,
  decision_note MEDIUMTEXT NOT NULL DEFAULT (''),
  created_at BIGINT NOT NULL,
  ended_at BIGINT
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS bulk_items (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  run_id BIGINT NOT NULL,
  subject VARCHAR(255) NOT NULL,
  customer_external_id VARCHAR(255) NOT NULL DEFAULT '',
  account_key VARCHAR(255) NOT NULL DEFAULT '',
  preview_json MEDIUMTEXT NOT NULL DEFAULT (''),
  state VARCHAR(32) NOT NULL,
  operation VARCHAR(255) NOT NULL DEFAULT '',
  message MEDIUMTEXT NOT NULL DEFAULT (''),
  updated_at BIGINT NOT NULL,
  UNIQUE (run_id, subject),
  KEY bulk_items_state (run_id, state),
  FOREIGN KEY (run_id) REFERENCES bulk_runs (id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TRIGGER IF NOT EXISTS audit_entries_keep BEFORE UPDATE ON audit_entries FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit entries are never changed';
CREATE TRIGGER IF NOT EXISTS audit_entries_stay BEFORE DELETE ON audit_entries FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit entries are never deleted';
INSERT IGNORE INTO audit_head (one, entries, hash) VALUES (1, 0, '');
CREATE TRIGGER IF NOT EXISTS audit_head_stay BEFORE DELETE ON audit_head FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the head of the audit log is never deleted';

-- Whoever may not agree may not write who agreed (a right on these columns), and without that nothing that waits for a
-- second person goes on.
CREATE TRIGGER IF NOT EXISTS outbox_calls_added BEFORE INSERT ON outbox_calls FOR EACH ROW IF NEW.approval_why <> '' AND NEW.decided_by = '' AND NEW.state NOT IN ('awaiting_approval', 'withdrawn', 'rejected', 'lapsed') THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'this call waits for a second person'; END IF;
CREATE TRIGGER IF NOT EXISTS outbox_calls_agreed BEFORE UPDATE ON outbox_calls FOR EACH ROW IF NEW.approval_why <> '' AND NEW.decided_by = '' AND NEW.state NOT IN ('awaiting_approval', 'withdrawn', 'rejected', 'lapsed') THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'this call waits for a second person'; END IF;

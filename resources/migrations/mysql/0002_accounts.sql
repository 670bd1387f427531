-- The schema of sqlite/0002_accounts.sql for MySQL and MariaDB. What the columns mean is told there. A step that was
-- interrupted is walked again (the server commits after each statement), so all is made only where it is missing;
-- columns that a later step of SQLite adds are therefore here from the start. Words compare byte by byte (utf8mb4_bin).
CREATE TABLE IF NOT EXISTS accounts (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account_key VARCHAR(255) NOT NULL UNIQUE,
  key_is_provisional BIGINT NOT NULL DEFAULT 0,
  name VARCHAR(500) NOT NULL DEFAULT '',
  email VARCHAR(320) NOT NULL DEFAULT '',
  billing_provider VARCHAR(32) NOT NULL DEFAULT '',
  billing_customer_id VARCHAR(255) NOT NULL DEFAULT '',
  billing_subscription_id VARCHAR(255) NOT NULL DEFAULT '',
  plan_id VARCHAR(255) NOT NULL DEFAULT '',
  plan_interval VARCHAR(255) NOT NULL DEFAULT '',
  billing_status VARCHAR(255) NOT NULL DEFAULT '',
  current_period_start BIGINT,
  current_period_end BIGINT,
  cancel_at_period_end BIGINT NOT NULL DEFAULT 0,
  trial_started_at BIGINT,
  trial_ends_at BIGINT,
  grace_ends_at BIGINT,
  downgrade_due_at BIGINT,
  downgrade_reason VARCHAR(255) NOT NULL DEFAULT '',
  manual_plan VARCHAR(255) NOT NULL DEFAULT '',
  unknown_product VARCHAR(255) NOT NULL DEFAULT '',
  last_warning_at BIGINT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  KEY accounts_email (email(191)),
  KEY accounts_plan (plan_id),
  KEY accounts_due (downgrade_due_at),
  KEY accounts_customer (billing_customer_id),
  KEY accounts_subscription (billing_subscription_id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS account_customers (
  provider VARCHAR(32) NOT NULL,
  customer_external_id VARCHAR(255) NOT NULL,
  account_id BIGINT NOT NULL,
  name_strength BIGINT NOT NULL DEFAULT 0,
  named_at BIGINT NOT NULL DEFAULT 0,
  named_by VARCHAR(255) NOT NULL DEFAULT '',
  PRIMARY KEY (provider, customer_external_id),
  KEY account_customers_account (account_id),
  FOREIGN KEY (account_id) REFERENCES accounts (id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS account_objects (
  provider VARCHAR(32) NOT NULL,
  kind VARCHAR(64) NOT NULL,
  external_id VARCHAR(255) NOT NULL,
  account_id BIGINT NOT NULL,
  name_strength BIGINT NOT NULL,
  named_at BIGINT NOT NULL,
  named_by VARCHAR(255) NOT NULL,
  PRIMARY KEY (provider, kind, external_id),
  KEY account_objects_account (account_id, kind),
  FOREIGN KEY (account_id) REFERENCES accounts (id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS payment_products (
  provider VARCHAR(32) NOT NULL,
  payment_external_id VARCHAR(255) NOT NULL,
  product_id VARCHAR(255) NOT NULL,
  PRIMARY KEY (provider, payment_external_id, product_id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS subscription_health (
  provider VARCHAR(32) NOT NULL,
  subscription_external_id VARCHAR(255) NOT NULL,
  failing BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (provider, subscription_external_id, failing, at)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS downgrades (
  provider VARCHAR(32) NOT NULL,
  subscription_external_id VARCHAR(255) NOT NULL,
  account_id BIGINT NOT NULL,
  at BIGINT NOT NULL,
  reason MEDIUMTEXT NOT NULL,
  PRIMARY KEY (provider, subscription_external_id),
  FOREIGN KEY (account_id) REFERENCES accounts (id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS plan_changes (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account_id BIGINT NOT NULL,
  at BIGINT NOT NULL,
  from_plan VARCHAR(255) NOT NULL,
  to_plan VARCHAR(255) NOT NULL,
  cause VARCHAR(255) NOT NULL,
  KEY plan_changes_account (account_id, at),
  FOREIGN KEY (account_id) REFERENCES accounts (id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS usage_records (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account_id BIGINT NOT NULL,
  quota VARCHAR(255) NOT NULL,
  period_start BIGINT NOT NULL,
  period_end BIGINT,
  used BIGINT NOT NULL DEFAULT 0 CHECK (used >= 0),
  updated_at BIGINT NOT NULL,
  UNIQUE (account_id, quota, period_start),
  FOREIGN KEY (account_id) REFERENCES accounts (id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS billable_actions (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account_id BIGINT NOT NULL,
  request_id VARCHAR(255),
  action VARCHAR(255) NOT NULL,
  units BIGINT NOT NULL,
  verdict VARCHAR(255) NOT NULL,
  credits_tenths BIGINT NOT NULL DEFAULT 0,
  period_start BIGINT NOT NULL,
  at BIGINT NOT NULL,
  detail MEDIUMTEXT NOT NULL DEFAULT (''),
  UNIQUE (account_id, request_id),
  KEY billable_actions_account (account_id, at),
  FOREIGN KEY (account_id) REFERENCES accounts (id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS credit_grants (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account_id BIGINT NOT NULL,
  source VARCHAR(64) NOT NULL,
  reference VARCHAR(255) NOT NULL,
  tenths BIGINT NOT NULL CHECK (tenths > 0),
  remaining_tenths BIGINT NOT NULL CHECK (remaining_tenths >= 0),
  priority BIGINT NOT NULL DEFAULT 0,
  granted_at BIGINT NOT NULL,
  expires_at BIGINT,
  note MEDIUMTEXT NOT NULL DEFAULT (''),
  UNIQUE (account_id, source, reference),
  KEY credit_grants_open (account_id),
  KEY credit_grants_expiry (expires_at),
  FOREIGN KEY (account_id) REFERENCES accounts (id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS credit_ledger (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account_id BIGINT NOT NULL,
  grant_id BIGINT,
  kind VARCHAR(64) NOT NULL,
  tenths BIGINT NOT NULL,
  at BIGINT NOT NULL,
  reference VARCHAR(255) NOT NULL DEFAULT '',
  note MEDIUMTEXT NOT NULL DEFAULT (''),
  KEY credit_ledger_account (account_id, at),
  FOREIGN KEY (account_id) REFERENCES accounts (id),
  FOREIGN KEY (grant_id) REFERENCES credit_grants (id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS credit_balances (
  account_id BIGINT PRIMARY KEY,
  tenths BIGINT NOT NULL DEFAULT 0,
  top_up_enabled BIGINT NOT NULL DEFAULT 1,
  reconciled_at BIGINT,
  updated_at BIGINT NOT NULL,
  FOREIGN KEY (account_id) REFERENCES accounts (id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS credit_purchases (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account_id BIGINT,
  provider VARCHAR(32) NOT NULL,
  payment_external_id VARCHAR(255) NOT NULL,
  kind VARCHAR(64) NOT NULL DEFAULT 'manual',
  tenths BIGINT NOT NULL DEFAULT 0,
  amount_minor BIGINT NOT NULL DEFAULT 0,
  currency VARCHAR(8) NOT NULL DEFAULT '',
  status VARCHAR(64) NOT NULL,
  reason MEDIUMTEXT NOT NULL DEFAULT (''),
  purchased_at BIGINT NOT NULL,
  UNIQUE (provider, payment_external_id),
  KEY credit_purchases_account (account_id, purchased_at),
  FOREIGN KEY (account_id) REFERENCES accounts (id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS entitlements (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  email VARCHAR(320) NOT NULL UNIQUE,
  account_id BIGINT,
  plan VARCHAR(255) NOT NULL,
  payment_id VARCHAR(255) NOT NULL DEFAULT '',
  payment_provider VARCHAR(32) NOT NULL DEFAULT '',
  product_id VARCHAR(255) NOT NULL DEFAULT '',
  source VARCHAR(64) NOT NULL DEFAULT 'payment',
  status VARCHAR(64) NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT,
  metadata MEDIUMTEXT NOT NULL DEFAULT ('{}'),
  updated_at BIGINT NOT NULL,
  FOREIGN KEY (account_id) REFERENCES accounts (id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS entitlement_tokens (
  token_sha256 VARCHAR(255) PRIMARY KEY,
  email VARCHAR(320) NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT,
  KEY entitlement_tokens_email (email(191))
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS let_through (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  what MEDIUMTEXT NOT NULL,
  account_key VARCHAR(255) NOT NULL,
  action VARCHAR(255) NOT NULL DEFAULT '',
  reason MEDIUMTEXT NOT NULL,
  at BIGINT NOT NULL,
  KEY let_through_at (at)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS checkouts (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  external_id VARCHAR(255) NOT NULL UNIQUE,
  account_key VARCHAR(255) NOT NULL,
  email VARCHAR(320) NOT NULL DEFAULT '',
  plan VARCHAR(255) NOT NULL DEFAULT '',
  interval_unit VARCHAR(255) NOT NULL DEFAULT '',
  credits_tenths BIGINT NOT NULL DEFAULT 0,
  product_id VARCHAR(255) NOT NULL,
  amount_minor BIGINT NOT NULL,
  currency VARCHAR(8) NOT NULL,
  return_url MEDIUMTEXT NOT NULL DEFAULT (''),
  metadata MEDIUMTEXT NOT NULL DEFAULT ('{}'),
  status VARCHAR(64) NOT NULL DEFAULT 'open',
  created_at BIGINT NOT NULL,
  completed_at BIGINT,
  KEY checkouts_account (account_key)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS job_runs (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  job VARCHAR(255) NOT NULL,
  dry_run BIGINT NOT NULL,
  asked_by VARCHAR(255) NOT NULL DEFAULT '',
  scheduled_for BIGINT,
  started_at BIGINT NOT NULL,
  finished_at BIGINT,
  hits BIGINT NOT NULL DEFAULT 0,
  skipped BIGINT NOT NULL DEFAULT 0,
  failed BIGINT NOT NULL DEFAULT 0,
  status VARCHAR(64) NOT NULL,
  message MEDIUMTEXT NOT NULL DEFAULT (''),
  KEY job_runs_job (job, started_at)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS job_items (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  run_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  deed VARCHAR(500),
  what MEDIUMTEXT NOT NULL,
  outcome VARCHAR(255) NOT NULL,
  reason MEDIUMTEXT NOT NULL DEFAULT (''),
  at BIGINT NOT NULL,
  UNIQUE (deed),
  KEY job_items_run (run_id),
  FOREIGN KEY (run_id) REFERENCES job_runs (id),
  FOREIGN KEY (account_id) REFERENCES accounts (id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS safety_switches (
  name VARCHAR(500) PRIMARY KEY,
  is_on BIGINT NOT NULL,
  reason MEDIUMTEXT NOT NULL,
  set_by VARCHAR(255) NOT NULL,
  set_at BIGINT NOT NULL,
  remind_at BIGINT,
  ends_at BIGINT
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

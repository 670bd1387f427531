-- The schema of sqlite/0005_finance.sql for MySQL and MariaDB. What the columns mean is told there. A step that was
-- interrupted is walked again (the server commits after each statement), so all is made only where it is missing; a column
-- that is there already is no mistake. Words compare byte by byte (utf8mb4_bin).
ALTER TABLE subscriptions ADD COLUMN discount_code VARCHAR(255) NOT NULL DEFAULT '';
ALTER TABLE subscriptions ADD COLUMN discount_bps BIGINT NOT NULL DEFAULT 0;
ALTER TABLE subscriptions ADD COLUMN discount_minor BIGINT NOT NULL DEFAULT 0;
ALTER TABLE subscriptions ADD COLUMN discount_duration VARCHAR(32) NOT NULL DEFAULT '';
ALTER TABLE subscriptions ADD COLUMN discount_ends_at BIGINT;
ALTER TABLE subscriptions ADD COLUMN has_payment_method BIGINT;
CREATE INDEX subscriptions_discount ON subscriptions (discount_duration);
CREATE INDEX subscriptions_payment_method ON subscriptions (has_payment_method);
CREATE INDEX subscriptions_ends ON subscriptions (cancel_at);
ALTER TABLE payments ADD COLUMN tax_minor BIGINT;
ALTER TABLE invoices ADD COLUMN tax_minor BIGINT;
ALTER TABLE invoices ADD COLUMN line_items MEDIUMTEXT NOT NULL DEFAULT ('');

CREATE TABLE IF NOT EXISTS mrr_observations (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  provider VARCHAR(32) NOT NULL,
  subscription_external_id VARCHAR(255) NOT NULL,
  customer_external_id VARCHAR(255) NOT NULL DEFAULT '',
  at BIGINT NOT NULL,
  weight BIGINT NOT NULL,
  event_id VARCHAR(255) NOT NULL DEFAULT '',
  cause VARCHAR(64) NOT NULL,
  standing VARCHAR(32) NOT NULL,
  currency VARCHAR(3) NOT NULL,
  begins_at BIGINT,
  full_parts BIGINT NOT NULL,
  off_parts BIGINT NOT NULL DEFAULT 0,
  off_duration VARCHAR(32) NOT NULL DEFAULT '',
  off_until BIGINT,
  ends_at BIGINT,
  UNIQUE (provider, subscription_external_id, at, event_id),
  KEY mrr_observations_customer (provider, customer_external_id, subscription_external_id, at)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS mrr_changes (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  provider VARCHAR(32) NOT NULL,
  subscription_external_id VARCHAR(255) NOT NULL,
  customer_external_id VARCHAR(255) NOT NULL DEFAULT '',
  at BIGINT NOT NULL,
  currency VARCHAR(3) NOT NULL,
  parts BIGINT NOT NULL,
  cause VARCHAR(64) NOT NULL,
  event_id VARCHAR(255) NOT NULL DEFAULT '',
  KEY mrr_changes_subscription (provider, subscription_external_id, at),
  KEY mrr_changes_customer (provider, customer_external_id, at, subscription_external_id, currency, parts)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS mrr_movements (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  provider VARCHAR(32) NOT NULL,
  customer_external_id VARCHAR(255) NOT NULL,
  subscription_external_id VARCHAR(255) NOT NULL,
  currency VARCHAR(3) NOT NULL,
  month BIGINT NOT NULL,
  at BIGINT NOT NULL,
  kind VARCHAR(64) NOT NULL,
  delta BIGINT NOT NULL,
  KEY mrr_movements_month (currency, month, kind, delta),
  KEY mrr_movements_customer (provider, customer_external_id),
  KEY mrr_movements_at (at, currency, month, kind, delta)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS mrr_months (
  currency VARCHAR(3) NOT NULL,
  month BIGINT NOT NULL,
  kind VARCHAR(64) NOT NULL,
  delta BIGINT NOT NULL,
  movements BIGINT NOT NULL,
  PRIMARY KEY (currency, month, kind)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS mrr_state (
  one BIGINT PRIMARY KEY CHECK (one = 1),
  definition MEDIUMTEXT NOT NULL,
  zone VARCHAR(64) NOT NULL,
  built_at BIGINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS metric_choices (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  term VARCHAR(64) NOT NULL,
  choice VARCHAR(64) NOT NULL,
  at BIGINT NOT NULL,
  person VARCHAR(255) NOT NULL,
  reason MEDIUMTEXT NOT NULL,
  KEY metric_choices_term (term, id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS review_notes (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  entity VARCHAR(64) NOT NULL,
  external_id VARCHAR(255) NOT NULL,
  at BIGINT NOT NULL,
  person VARCHAR(255) NOT NULL,
  note MEDIUMTEXT NOT NULL,
  removed_at BIGINT,
  removed_by VARCHAR(255) NOT NULL DEFAULT '',
  KEY review_notes_object (entity, external_id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS review_marks (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  entity VARCHAR(64) NOT NULL,
  external_id VARCHAR(255) NOT NULL,
  flag VARCHAR(32) NOT NULL DEFAULT '',
  flagged_at BIGINT,
  flagged_by VARCHAR(255) NOT NULL DEFAULT '',
  reviewed_at BIGINT,
  reviewed_by VARCHAR(255) NOT NULL DEFAULT '',
  reviewed_version BIGINT,
  UNIQUE (entity, external_id),
  KEY review_marks_reviewed (entity, reviewed_at)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS credit_notes (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  number VARCHAR(255) NOT NULL UNIQUE,
  provider VARCHAR(32) NOT NULL,
  refund_external_id VARCHAR(255) NOT NULL,
  payment_external_id VARCHAR(255) NOT NULL DEFAULT '',
  invoice_external_id VARCHAR(255) NOT NULL DEFAULT '',
  customer_external_id VARCHAR(255) NOT NULL DEFAULT '',
  total_minor BIGINT NOT NULL,
  tax_minor BIGINT,
  currency VARCHAR(3) NOT NULL,
  issued_at BIGINT NOT NULL,
  UNIQUE (provider, refund_external_id),
  KEY credit_notes_invoice (provider, invoice_external_id),
  KEY credit_notes_payment (provider, payment_external_id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
-- Refunds that were there before have their numbers from the first day; how much of them is tax nobody had told.
INSERT INTO credit_notes (number, provider, refund_external_id, payment_external_id, invoice_external_id,
                          customer_external_id, total_minor, tax_minor, currency, issued_at)
SELECT CONCAT('CN-', x.issue_year, '-', LPAD(x.place, GREATEST(4, LENGTH(x.place)), '0')), x.provider, x.external_id, x.payment_external_id,
       COALESCE(x.invoice_external_id, ''), x.customer_external_id, x.amount_minor, NULL, x.currency, x.issued_at
FROM (SELECT y.*, ROW_NUMBER() OVER (PARTITION BY y.issue_year ORDER BY y.issued_at, y.id) AS place
      FROM (SELECT r.id, r.provider, r.external_id, r.payment_external_id, p.invoice_external_id,
                   r.customer_external_id, r.amount_minor, r.currency, COALESCE(r.created_at, r.object_time) AS issued_at,
                   YEAR(DATE_ADD('1970-01-01', INTERVAL COALESCE(r.created_at, r.object_time) DIV 1000 SECOND)) AS issue_year
            FROM refunds r LEFT JOIN payments p ON p.provider = r.provider AND p.external_id = r.payment_external_id
            WHERE r.status = 'succeeded' AND r.amount_minor > 0
              AND NOT EXISTS (SELECT 1 FROM credit_notes n WHERE n.provider = r.provider AND n.refund_external_id = r.external_id)) y) x
ORDER BY x.issued_at, x.id;

CREATE TABLE IF NOT EXISTS payouts (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  provider VARCHAR(32) NOT NULL,
  external_id VARCHAR(255) NOT NULL,
  status VARCHAR(64) NOT NULL,
  amount_minor BIGINT NOT NULL,
  currency VARCHAR(3) NOT NULL,
  created_at BIGINT,
  arrives_at BIGINT,
  updated_at BIGINT NOT NULL,
  UNIQUE (provider, external_id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS payout_items (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  provider VARCHAR(32) NOT NULL,
  payout_external_id VARCHAR(255) NOT NULL,
  position BIGINT NOT NULL,
  kind VARCHAR(64) NOT NULL,
  object_external_id VARCHAR(255) NOT NULL DEFAULT '',
  gross_minor BIGINT NOT NULL,
  fee_minor BIGINT NOT NULL DEFAULT 0,
  net_minor BIGINT NOT NULL,
  currency VARCHAR(3) NOT NULL,
  at BIGINT,
  UNIQUE (provider, payout_external_id, position),
  KEY payout_items_object (provider, object_external_id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS reconcile_runs (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  state VARCHAR(32) NOT NULL,
  asked_by VARCHAR(255) NOT NULL,
  started_at BIGINT NOT NULL,
  ended_at BIGINT,
  compared BIGINT NOT NULL DEFAULT 0,
  found BIGINT NOT NULL DEFAULT 0,
  error MEDIUMTEXT NOT NULL DEFAULT ('')
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS drifts (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  run_id BIGINT NOT NULL,
  kind VARCHAR(64) NOT NULL,
  entity VARCHAR(64) NOT NULL,
  external_id VARCHAR(255) NOT NULL,
  customer_external_id VARCHAR(255) NOT NULL DEFAULT '',
  account_key VARCHAR(255) NOT NULL DEFAULT '',
  field VARCHAR(64) NOT NULL DEFAULT '',
  at_provider MEDIUMTEXT NOT NULL DEFAULT (''),
  in_database MEDIUMTEXT NOT NULL DEFAULT (''),
  in_webhooks MEDIUMTEXT NOT NULL DEFAULT (''),
  cause VARCHAR(64) NOT NULL DEFAULT '',
  explanation MEDIUMTEXT NOT NULL DEFAULT (''),
  repair MEDIUMTEXT NOT NULL DEFAULT (''),
  state VARCHAR(32) NOT NULL,
  decided_by VARCHAR(255) NOT NULL DEFAULT '',
  decided_at BIGINT,
  reason MEDIUMTEXT NOT NULL DEFAULT (''),
  KEY drifts_run (run_id, state),
  KEY drifts_object (entity, external_id),
  FOREIGN KEY (run_id) REFERENCES reconcile_runs (id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What finance looks at: how the revenue moved, what is said of rows, what the provider paid out, where the three places
-- disagree. Instants are epoch milliseconds UTC, amounts are minor units of `currency`, months are yyyymm in the
-- workspace's zone. Recurring revenue is kept in parts: 332640ths of a minor unit a month, so that years, weeks and days
-- divide without a rest and sums are exact until the one rounding at the end (metrics/mrrparts.h).

ALTER TABLE subscriptions ADD COLUMN discount_code TEXT NOT NULL DEFAULT '';
ALTER TABLE subscriptions ADD COLUMN discount_bps INTEGER NOT NULL DEFAULT 0;
ALTER TABLE subscriptions ADD COLUMN discount_minor INTEGER NOT NULL DEFAULT 0;
ALTER TABLE subscriptions ADD COLUMN discount_duration TEXT NOT NULL DEFAULT ''; -- once, repeating, forever; empty: none
ALTER TABLE subscriptions ADD COLUMN discount_ends_at INTEGER;
ALTER TABLE subscriptions ADD COLUMN has_payment_method INTEGER;                 -- NULL: not told
CREATE INDEX subscriptions_discount ON subscriptions (discount_duration);
CREATE INDEX subscriptions_payment_method ON subscriptions (has_payment_method);
CREATE INDEX subscriptions_ends ON subscriptions (cancel_at);
ALTER TABLE payments ADD COLUMN tax_minor INTEGER;                               -- within amount_minor
ALTER TABLE invoices ADD COLUMN tax_minor INTEGER;                               -- within total_minor
ALTER TABLE invoices ADD COLUMN line_items TEXT NOT NULL DEFAULT '';                  -- store/repositories/invoicelines.h

-- What events and syncs told of each subscription, whatever the definition: everything else of the revenue history is
-- made from these. Of several of one instant the heaviest counts, then the greatest event id; so the order of arrival
-- does not matter. A sync that finds a subscription for the first time notes its beginning and its end.
CREATE TABLE mrr_observations (
  id INTEGER PRIMARY KEY,
  provider TEXT NOT NULL,
  subscription_external_id TEXT NOT NULL,
  customer_external_id TEXT NOT NULL DEFAULT '',
  at INTEGER NOT NULL,
  weight INTEGER NOT NULL,
  event_id TEXT NOT NULL DEFAULT '',
  cause TEXT NOT NULL,                  -- event, sync
  standing TEXT NOT NULL,               -- counts, paused, stopped (it ran before), none
  currency TEXT NOT NULL,
  begins_at INTEGER,                    -- since when it ran, if nothing older is known
  full_parts INTEGER NOT NULL,          -- a month, before discounts
  off_parts INTEGER NOT NULL DEFAULT 0, -- what a discount takes off it
  off_duration TEXT NOT NULL DEFAULT '',
  off_until INTEGER,
  ends_at INTEGER,                      -- when it is going to end
  UNIQUE (provider, subscription_external_id, at, event_id)
);
CREATE INDEX mrr_observations_customer ON mrr_observations (provider, customer_external_id, subscription_external_id, at);

-- Every change of what one subscription counts for, by the workspace's definition (mrr_state). An end or the end of a
-- discount that is going to come has its row already, with its own time: readers name the moment up to which they ask.
CREATE TABLE mrr_changes (
  id INTEGER PRIMARY KEY,
  provider TEXT NOT NULL,
  subscription_external_id TEXT NOT NULL,
  customer_external_id TEXT NOT NULL DEFAULT '',
  at INTEGER NOT NULL,
  currency TEXT NOT NULL,
  parts INTEGER NOT NULL,               -- after it
  cause TEXT NOT NULL,                  -- event, sync, schedule
  event_id TEXT NOT NULL DEFAULT ''
);
CREATE INDEX mrr_changes_subscription ON mrr_changes (provider, subscription_external_id, at);
CREATE INDEX mrr_changes_customer ON mrr_changes (provider, customer_external_id, at, subscription_external_id,
  currency, parts);

-- What the changes mean for the customer: written again, for one customer, in the transaction that adds a change.
CREATE TABLE mrr_movements (
  id INTEGER PRIMARY KEY,
  provider TEXT NOT NULL,
  customer_external_id TEXT NOT NULL,
  subscription_external_id TEXT NOT NULL,
  currency TEXT NOT NULL,
  month INTEGER NOT NULL,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,                   -- new, expansion, contraction, churn, reactivation, currency
  delta INTEGER NOT NULL                -- parts, signed
);
CREATE INDEX mrr_movements_month ON mrr_movements (currency, month, kind, delta);
CREATE INDEX mrr_movements_customer ON mrr_movements (provider, customer_external_id);
CREATE INDEX mrr_movements_at ON mrr_movements (at, currency, month, kind, delta);

-- Their sums, kept in step in the same transaction: what the overview reads. What changes at one instant for one customer
-- and currency is one movement, with a row above for each subscription that changed.
CREATE TABLE mrr_months (
  currency TEXT NOT NULL,
  month INTEGER NOT NULL,
  kind TEXT NOT NULL,
  delta INTEGER NOT NULL,
  movements INTEGER NOT NULL,
  PRIMARY KEY (currency, month, kind)
);

-- By which definition and zone the three tables above were made; another one makes them anew.
CREATE TABLE mrr_state (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  definition TEXT NOT NULL,
  zone TEXT NOT NULL,
  built_at INTEGER NOT NULL
);

-- Which of two definitions the workspace has chosen for a term, by whom and since when; the newest of a term counts.
CREATE TABLE metric_choices (
  id INTEGER PRIMARY KEY,
  term TEXT NOT NULL,
  choice TEXT NOT NULL,
  at INTEGER NOT NULL,
  person TEXT NOT NULL,
  reason TEXT NOT NULL
);
CREATE INDEX metric_choices_term ON metric_choices (term, id);

-- What people say of rows.
CREATE TABLE review_notes (
  id INTEGER PRIMARY KEY,
  entity TEXT NOT NULL,                 -- subscription, customer, invoice
  external_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  person TEXT NOT NULL,
  note TEXT NOT NULL,
  removed_at INTEGER,
  removed_by TEXT NOT NULL DEFAULT ''
);
CREATE INDEX review_notes_object ON review_notes (entity, external_id);

-- One for each object at most: its flag, and who has looked at it when and in which state.
CREATE TABLE review_marks (
  id INTEGER PRIMARY KEY,
  entity TEXT NOT NULL,
  external_id TEXT NOT NULL,
  flag TEXT NOT NULL DEFAULT '',        -- follow_up, question, dispute, ok; empty: none
  flagged_at INTEGER,
  flagged_by TEXT NOT NULL DEFAULT '',
  reviewed_at INTEGER,
  reviewed_by TEXT NOT NULL DEFAULT '',
  reviewed_version INTEGER,             -- object_time then: a later one has changed since
  UNIQUE (entity, external_id)
);
CREATE INDEX review_marks_reviewed ON review_marks (entity, reviewed_at);

-- Refunds as documents: numbered without gaps, linked to what they correct.
CREATE TABLE credit_notes (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  provider TEXT NOT NULL,
  refund_external_id TEXT NOT NULL,
  payment_external_id TEXT NOT NULL DEFAULT '',
  invoice_external_id TEXT NOT NULL DEFAULT '',
  customer_external_id TEXT NOT NULL DEFAULT '',
  total_minor INTEGER NOT NULL,
  tax_minor INTEGER,
  currency TEXT NOT NULL,
  issued_at INTEGER NOT NULL,
  UNIQUE (provider, refund_external_id)
);
CREATE INDEX credit_notes_invoice ON credit_notes (provider, invoice_external_id);
CREATE INDEX credit_notes_payment ON credit_notes (provider, payment_external_id);
-- Refunds that were there before have their numbers from the first day; how much of them is tax nobody had told.
INSERT INTO credit_notes (number, provider, refund_external_id, payment_external_id, invoice_external_id,
                          customer_external_id, total_minor, tax_minor, currency, issued_at)
SELECT 'CN-' || x.issue_year || '-' || printf('%04d', x.place), x.provider, x.external_id, x.payment_external_id,
       COALESCE(x.invoice_external_id, ''), x.customer_external_id, x.amount_minor, NULL, x.currency, x.issued_at
FROM (SELECT y.*, ROW_NUMBER() OVER (PARTITION BY y.issue_year ORDER BY y.issued_at, y.id) AS place
      FROM (SELECT r.id, r.provider, r.external_id, r.payment_external_id, p.invoice_external_id,
                   r.customer_external_id, r.amount_minor, r.currency, COALESCE(r.created_at, r.object_time) AS issued_at,
                   strftime('%Y', COALESCE(r.created_at, r.object_time) / 1000, 'unixepoch') AS issue_year
            FROM refunds r LEFT JOIN payments p ON p.provider = r.provider AND p.external_id = r.payment_external_id
            WHERE r.status = 'succeeded' AND r.amount_minor > 0) y) x
ORDER BY x.issued_at, x.id;

-- What the provider paid out, and of which payments, refunds and fees it is made.
CREATE TABLE payouts (
  id INTEGER PRIMARY KEY,
  provider TEXT NOT NULL,
  external_id TEXT NOT NULL,
  status TEXT NOT NULL,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  created_at INTEGER,
  arrives_at INTEGER,
  updated_at INTEGER NOT NULL,
  UNIQUE (provider, external_id)
);
CREATE TABLE payout_items (
  id INTEGER PRIMARY KEY,
  provider TEXT NOT NULL,
  payout_external_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,                   -- payment, refund, dispute, fee, adjustment
  object_external_id TEXT NOT NULL DEFAULT '',
  gross_minor INTEGER NOT NULL,
  fee_minor INTEGER NOT NULL DEFAULT 0,
  net_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  at INTEGER,
  UNIQUE (provider, payout_external_id, position)
);
CREATE INDEX payout_items_object ON payout_items (provider, object_external_id);

-- Comparisons of provider, database and webhooks, and where they disagreed.
CREATE TABLE reconcile_runs (
  id INTEGER PRIMARY KEY,
  state TEXT NOT NULL,                  -- running, done, cancelled, failed
  asked_by TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  compared INTEGER NOT NULL DEFAULT 0,
  found INTEGER NOT NULL DEFAULT 0,
  error TEXT NOT NULL DEFAULT ''
);
CREATE TABLE drifts (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES reconcile_runs (id),
  kind TEXT NOT NULL,                   -- field, missing_here, missing_there, paid_without_access, access_without_payment,
                                        -- credit_cache, payout_without_payment, payout_amount
  entity TEXT NOT NULL,
  external_id TEXT NOT NULL,
  customer_external_id TEXT NOT NULL DEFAULT '',
  account_key TEXT NOT NULL DEFAULT '',
  field TEXT NOT NULL DEFAULT '',
  at_provider TEXT NOT NULL DEFAULT '',
  in_database TEXT NOT NULL DEFAULT '',
  in_webhooks TEXT NOT NULL DEFAULT '',
  cause TEXT NOT NULL DEFAULT '',       -- missed_event, late_event, manual_edit, not_applied, unknown
  explanation TEXT NOT NULL DEFAULT '',
  repair TEXT NOT NULL DEFAULT '',      -- what would mend it; empty: a person has to look
  state TEXT NOT NULL,                  -- open, repaired, accepted
  decided_by TEXT NOT NULL DEFAULT '',
  decided_at INTEGER,
  reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX drifts_run ON drifts (run_id, state);
CREATE INDEX drifts_object ON drifts (entity, external_id);

-- A row that somebody removed by hand leaves its number to the next one, which then has to find its place in the search.
CREATE TRIGGER customers_search_delete AFTER DELETE ON customers BEGIN
  DELETE FROM customers_search WHERE rowid = old.id;
END;
CREATE TRIGGER subscriptions_search_delete AFTER DELETE ON subscriptions BEGIN
  DELETE FROM subscriptions_search WHERE rowid = old.id;
END;

-- Everything that one workspace holds. Instants are epoch milliseconds UTC, amounts are minor units of `currency`.

-- One row for each event id of a provider, and one for each delivery that was refused (event_id NULL).
CREATE TABLE webhook_events (
  id INTEGER PRIMARY KEY,
  provider TEXT NOT NULL,
  event_id TEXT,
  route TEXT NOT NULL,
  type TEXT NOT NULL DEFAULT '',
  subject TEXT NOT NULL DEFAULT '',
  customer_external_id TEXT NOT NULL DEFAULT '',
  received_at INTEGER NOT NULL,
  occurred_at INTEGER,
  verdict TEXT NOT NULL,              -- ok, or the reason of facts 3.4: missing_header, timestamp_too_old, ...
  payload TEXT NOT NULL DEFAULT 'ok', -- ok, not_json, too_deep, duplicate_keys, ...
  state TEXT NOT NULL,                -- rejected, pending, applied, stale, unchanged, unhandled, dead
  origin TEXT NOT NULL DEFAULT 'delivered', -- delivered, fired, replayed, demo
  attempts INTEGER NOT NULL DEFAULT 1,
  body_changed INTEGER NOT NULL DEFAULT 0,
  http_status INTEGER NOT NULL,
  processed_at INTEGER,
  error TEXT NOT NULL DEFAULT '',
  effect_summary TEXT NOT NULL DEFAULT '',
  UNIQUE (provider, event_id)
);
CREATE INDEX webhook_events_type ON webhook_events (type);
CREATE INDEX webhook_events_state ON webhook_events (state);
CREATE INDEX webhook_events_subject ON webhook_events (subject) WHERE subject <> '';
CREATE INDEX webhook_events_customer ON webhook_events (customer_external_id) WHERE customer_external_id <> '';

-- Every delivery as it came. The raw bytes are never written again; a repeated body is stored once (body NULL, same hash as attempt 1).
CREATE TABLE webhook_attempts (
  id INTEGER PRIMARY KEY,
  event_row INTEGER NOT NULL REFERENCES webhook_events (id),
  number INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  payload TEXT NOT NULL DEFAULT 'ok',
  detail TEXT NOT NULL DEFAULT '',        -- the sentence behind verdict or payload
  secret_label TEXT NOT NULL DEFAULT '',  -- which secret matched, never the secret
  http_status INTEGER NOT NULL,
  remote TEXT NOT NULL DEFAULT '',
  headers TEXT NOT NULL,                  -- JSON array of [name, value] as received
  body_sha256 BLOB NOT NULL,
  body BLOB
);
CREATE INDEX webhook_attempts_event ON webhook_attempts (event_row);

-- What an event changed: one row for each object, before and after as JSON objects of the changed fields.
CREATE TABLE webhook_effects (
  id INTEGER PRIMARY KEY,
  event_row INTEGER NOT NULL REFERENCES webhook_events (id),
  entity TEXT NOT NULL,       -- subscription, customer, payment, invoice, refund, dispute, usage, price
  external_id TEXT NOT NULL,
  fields_before TEXT NOT NULL, -- {} when the object is new
  fields_after TEXT NOT NULL,
  outcome TEXT NOT NULL       -- created, updated, unchanged, stale
);
CREATE INDEX webhook_effects_event ON webhook_effects (event_row);

-- Each object knows the newest event merged into it, and in field_versions the events that its older fields come from
-- (eventapplication.h), so that the order of delivery does not matter.
CREATE TABLE customers (
  id INTEGER PRIMARY KEY,
  provider TEXT NOT NULL,
  external_id TEXT NOT NULL,
  name TEXT NOT NULL DEFAULT '',
  email TEXT NOT NULL DEFAULT '',
  created_at INTEGER,
  deleted INTEGER NOT NULL DEFAULT 0,
  object_time INTEGER NOT NULL,      -- newest event time merged into this row
  object_event TEXT NOT NULL DEFAULT '',
  field_versions TEXT NOT NULL DEFAULT '',
  updated_at INTEGER NOT NULL,
  UNIQUE (provider, external_id)
);
CREATE INDEX customers_name ON customers (name COLLATE NOCASE);
CREATE INDEX customers_email ON customers (email COLLATE NOCASE);
CREATE INDEX customers_created ON customers (created_at);

CREATE TABLE subscriptions (
  id INTEGER PRIMARY KEY,
  provider TEXT NOT NULL,
  external_id TEXT NOT NULL,
  customer_external_id TEXT NOT NULL DEFAULT '',
  product_id TEXT NOT NULL DEFAULT '',
  product_name TEXT NOT NULL DEFAULT '',
  status TEXT NOT NULL,
  provider_status TEXT NOT NULL DEFAULT '',
  amount_minor INTEGER NOT NULL DEFAULT 0,
  currency TEXT NOT NULL DEFAULT '',
  quantity INTEGER NOT NULL DEFAULT 1,
  interval_unit TEXT NOT NULL DEFAULT '',
  interval_count INTEGER NOT NULL DEFAULT 1,
  mrr_minor INTEGER NOT NULL DEFAULT 0,   -- 0 unless the status counts (active, past_due)
  created_at INTEGER,
  period_start INTEGER,
  period_end INTEGER,
  trial_end INTEGER,
  cancel_at INTEGER,
  cancelled_at INTEGER,
  cancel_at_period_end INTEGER NOT NULL DEFAULT 0,
  object_time INTEGER NOT NULL,
  object_event TEXT NOT NULL DEFAULT '',
  field_versions TEXT NOT NULL DEFAULT '',
  updated_at INTEGER NOT NULL,
  UNIQUE (provider, external_id)
);
CREATE INDEX subscriptions_customer ON subscriptions (provider, customer_external_id);
CREATE INDEX subscriptions_status ON subscriptions (status);
CREATE INDEX subscriptions_product ON subscriptions (product_id);
CREATE INDEX subscriptions_period_end ON subscriptions (period_end);
CREATE INDEX subscriptions_mrr ON subscriptions (mrr_minor);
CREATE INDEX subscriptions_created ON subscriptions (created_at);
CREATE INDEX subscriptions_amount ON subscriptions (amount_minor);
CREATE INDEX subscriptions_plan ON subscriptions (COALESCE(NULLIF(product_name, ''), product_id) COLLATE NOCASE);

CREATE TABLE payments (
  id INTEGER PRIMARY KEY,
  provider TEXT NOT NULL,
  external_id TEXT NOT NULL,
  customer_external_id TEXT NOT NULL DEFAULT '',
  subscription_external_id TEXT NOT NULL DEFAULT '',
  invoice_external_id TEXT NOT NULL DEFAULT '',
  product_id TEXT NOT NULL DEFAULT '',
  status TEXT NOT NULL,
  provider_status TEXT NOT NULL DEFAULT '',
  amount_minor INTEGER NOT NULL DEFAULT 0,
  currency TEXT NOT NULL DEFAULT '',
  method TEXT NOT NULL DEFAULT '',
  failure_code TEXT NOT NULL DEFAULT '',
  failure_message TEXT NOT NULL DEFAULT '',
  created_at INTEGER,
  object_time INTEGER NOT NULL,
  object_event TEXT NOT NULL DEFAULT '',
  field_versions TEXT NOT NULL DEFAULT '',
  updated_at INTEGER NOT NULL,
  UNIQUE (provider, external_id)
);
CREATE INDEX payments_customer ON payments (provider, customer_external_id, created_at);
CREATE INDEX payments_subscription ON payments (provider, subscription_external_id);
CREATE INDEX payments_invoice ON payments (provider, invoice_external_id);
CREATE INDEX payments_created ON payments (created_at);

CREATE TABLE invoices (
  id INTEGER PRIMARY KEY,
  provider TEXT NOT NULL,
  external_id TEXT NOT NULL,
  number TEXT NOT NULL DEFAULT '',
  customer_external_id TEXT NOT NULL DEFAULT '',
  subscription_external_id TEXT NOT NULL DEFAULT '',
  status TEXT NOT NULL,
  provider_status TEXT NOT NULL DEFAULT '',
  total_minor INTEGER NOT NULL DEFAULT 0,
  paid_minor INTEGER NOT NULL DEFAULT 0,
  remaining_minor INTEGER NOT NULL DEFAULT 0,
  currency TEXT NOT NULL DEFAULT '',
  issued_at INTEGER,
  due_at INTEGER,
  paid_at INTEGER,
  pdf_url TEXT NOT NULL DEFAULT '',
  object_time INTEGER NOT NULL,
  object_event TEXT NOT NULL DEFAULT '',
  field_versions TEXT NOT NULL DEFAULT '',
  updated_at INTEGER NOT NULL,
  UNIQUE (provider, external_id)
);
CREATE INDEX invoices_customer ON invoices (provider, customer_external_id);
CREATE INDEX invoices_subscription ON invoices (provider, subscription_external_id);
CREATE INDEX invoices_status ON invoices (status);
CREATE INDEX invoices_issued ON invoices (issued_at);
CREATE INDEX invoices_due ON invoices (due_at);
CREATE INDEX invoices_total ON invoices (total_minor);
CREATE INDEX invoices_number ON invoices (number);

CREATE TABLE refunds (
  id INTEGER PRIMARY KEY,
  provider TEXT NOT NULL,
  external_id TEXT NOT NULL,
  payment_external_id TEXT NOT NULL DEFAULT '',
  customer_external_id TEXT NOT NULL DEFAULT '',
  status TEXT NOT NULL,
  amount_minor INTEGER NOT NULL DEFAULT 0,
  currency TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  created_at INTEGER,
  object_time INTEGER NOT NULL,
  object_event TEXT NOT NULL DEFAULT '',
  field_versions TEXT NOT NULL DEFAULT '',
  updated_at INTEGER NOT NULL,
  UNIQUE (provider, external_id)
);
CREATE INDEX refunds_payment ON refunds (provider, payment_external_id);
CREATE INDEX refunds_customer ON refunds (provider, customer_external_id);

CREATE TABLE disputes (
  id INTEGER PRIMARY KEY,
  provider TEXT NOT NULL,
  external_id TEXT NOT NULL,
  payment_external_id TEXT NOT NULL DEFAULT '',
  customer_external_id TEXT NOT NULL DEFAULT '',
  status TEXT NOT NULL,
  open INTEGER NOT NULL DEFAULT 1,
  amount_minor INTEGER NOT NULL DEFAULT 0,
  currency TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  created_at INTEGER,
  object_time INTEGER NOT NULL,
  object_event TEXT NOT NULL DEFAULT '',
  field_versions TEXT NOT NULL DEFAULT '',
  updated_at INTEGER NOT NULL,
  UNIQUE (provider, external_id)
);
CREATE INDEX disputes_payment ON disputes (provider, payment_external_id);
CREATE INDEX disputes_customer ON disputes (provider, customer_external_id);

-- Credits and metered allowances as far as events tell; quantities in thousandths of the unit.
CREATE TABLE usage_balances (
  id INTEGER PRIMARY KEY,
  provider TEXT NOT NULL,
  external_id TEXT NOT NULL,
  customer_external_id TEXT NOT NULL,
  subscription_external_id TEXT NOT NULL DEFAULT '',
  name TEXT NOT NULL DEFAULT '',
  unit TEXT NOT NULL DEFAULT '',
  granted_milli INTEGER,
  remaining_milli INTEGER,
  object_time INTEGER NOT NULL,
  object_event TEXT NOT NULL DEFAULT '',
  field_versions TEXT NOT NULL DEFAULT '',
  updated_at INTEGER NOT NULL,
  UNIQUE (provider, external_id, customer_external_id)
);
CREATE INDEX usage_balances_customer ON usage_balances (provider, customer_external_id);
CREATE INDEX usage_balances_subscription ON usage_balances (provider, subscription_external_id);

-- Products and prices as far as events tell.
CREATE TABLE prices (
  id INTEGER PRIMARY KEY,
  provider TEXT NOT NULL,
  product_id TEXT NOT NULL,
  price_id TEXT NOT NULL,
  name TEXT NOT NULL DEFAULT '',
  amount_minor INTEGER NOT NULL DEFAULT 0,
  currency TEXT NOT NULL DEFAULT '',
  interval_unit TEXT NOT NULL DEFAULT '',  -- empty: one-off
  interval_count INTEGER NOT NULL DEFAULT 1,
  active INTEGER NOT NULL DEFAULT 1,
  object_time INTEGER NOT NULL,
  object_event TEXT NOT NULL DEFAULT '',
  field_versions TEXT NOT NULL DEFAULT '',
  updated_at INTEGER NOT NULL,
  UNIQUE (provider, price_id)
);

-- Search from three characters on: trigrams over what people type (names, e-mail addresses, ids). Triggers keep them in step.
CREATE VIRTUAL TABLE customers_search USING fts5 (name, email, external_id, tokenize = 'trigram');
CREATE TRIGGER customers_search_insert AFTER INSERT ON customers BEGIN
  INSERT INTO customers_search (rowid, name, email, external_id) VALUES (new.id, new.name, new.email, new.external_id);
END;
CREATE TRIGGER customers_search_update AFTER UPDATE OF name, email ON customers
WHEN old.name <> new.name OR old.email <> new.email BEGIN
  UPDATE customers_search SET name = new.name, email = new.email WHERE rowid = new.id;
END;

CREATE VIRTUAL TABLE subscriptions_search USING fts5 (external_id, product, tokenize = 'trigram');
CREATE TRIGGER subscriptions_search_insert AFTER INSERT ON subscriptions BEGIN
  INSERT INTO subscriptions_search (rowid, external_id, product)
  VALUES (new.id, new.external_id, new.product_name || ' ' || new.product_id);
END;
CREATE TRIGGER subscriptions_search_update AFTER UPDATE OF product_name, product_id ON subscriptions
WHEN old.product_name <> new.product_name OR old.product_id <> new.product_id BEGIN
  UPDATE subscriptions_search SET product = new.product_name || ' ' || new.product_id WHERE rowid = new.id;
END;

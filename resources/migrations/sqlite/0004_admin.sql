-- What people change by hand: who may, what they asked for, what left for the provider, what came of it, and the record of
-- it all. Instants are epoch milliseconds UTC, amounts are minor units of `currency`.

-- Calls to the provider, and changes of our own that wait in sight in the same way (operations/admin/outbox.h).
CREATE TABLE outbox_calls (
  id INTEGER PRIMARY KEY,
  operation TEXT NOT NULL UNIQUE,        -- "op_" and 24 letters: idempotency key, and the mark that the provider keeps
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,                 -- the object that changes: subscription, payment, account key, customer, plan
  open_lane TEXT UNIQUE,                 -- the subject while the call is open, else NULL: one open call for each
  customer_external_id TEXT NOT NULL DEFAULT '',
  account_key TEXT NOT NULL DEFAULT '',
  provider TEXT NOT NULL,
  live INTEGER NOT NULL,
  order_json TEXT NOT NULL,
  preview_json TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  asked_role TEXT NOT NULL,
  origin TEXT NOT NULL,                  -- console, billingctl, schedule
  reason TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  leaves_at INTEGER NOT NULL,            -- until then it can be withdrawn
  approval_why TEXT NOT NULL DEFAULT '', -- not empty: a second person has to agree
  approval_ends_at INTEGER,
  decided_by TEXT NOT NULL DEFAULT '',
  decided_at INTEGER,
  decision_note TEXT NOT NULL DEFAULT '',
  claimed_at INTEGER,                    -- from here on it may have left
  answered_at INTEGER,
  asked_count INTEGER NOT NULL DEFAULT 0, -- how often the provider was asked what became of it
  next_ask_at INTEGER,
  request_id TEXT NOT NULL DEFAULT '',
  error_code TEXT NOT NULL DEFAULT '',
  error TEXT NOT NULL DEFAULT '',
  error_hint TEXT NOT NULL DEFAULT '',
  result_json TEXT NOT NULL DEFAULT '',
  previewed_minor INTEGER,               -- what the preview said would be charged (+) or given back (-) at once
  actual_minor INTEGER,                  -- what then was
  currency TEXT NOT NULL DEFAULT '',
  bulk_item INTEGER,
  compensates TEXT NOT NULL DEFAULT '',  -- operation that this one makes good
  updated_at INTEGER NOT NULL
);
CREATE INDEX outbox_calls_state ON outbox_calls (state, leaves_at);
CREATE INDEX outbox_calls_subject ON outbox_calls (subject, id);
CREATE INDEX outbox_calls_created ON outbox_calls (created_at);
CREATE INDEX outbox_calls_bulk ON outbox_calls (bulk_item) WHERE bulk_item IS NOT NULL;

-- Every change by hand. Each entry carries the hash of the one before it (store/audit/auditlog.h).
CREATE TABLE audit_entries (
  id INTEGER PRIMARY KEY,                -- 1, 2, 3, ... without gaps
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  role TEXT NOT NULL,
  origin TEXT NOT NULL,
  live INTEGER NOT NULL,
  action TEXT NOT NULL,                  -- change_plan.asked, change_plan.done, live.unlocked, role.changed, ...
  entity TEXT NOT NULL DEFAULT '',       -- subscription, customer, payment, account, plan, workspace, person, job, event
  external_id TEXT NOT NULL DEFAULT '',
  customer_external_id TEXT NOT NULL DEFAULT '',
  account_key TEXT NOT NULL DEFAULT '',
  operation TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  fields_before TEXT NOT NULL DEFAULT '{}',
  fields_after TEXT NOT NULL DEFAULT '{}',
  request_id TEXT NOT NULL DEFAULT '',
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL
);
CREATE INDEX audit_entries_object ON audit_entries (entity, external_id);
CREATE INDEX audit_entries_customer ON audit_entries (customer_external_id) WHERE customer_external_id <> '';
CREATE INDEX audit_entries_account ON audit_entries (account_key) WHERE account_key <> '';
CREATE INDEX audit_entries_operation ON audit_entries (operation) WHERE operation <> '';
CREATE INDEX audit_entries_at ON audit_entries (at);
CREATE TRIGGER audit_entries_keep BEFORE UPDATE ON audit_entries BEGIN
  SELECT RAISE(ABORT, 'audit entries are never changed');
END;
CREATE TRIGGER audit_entries_stay BEFORE DELETE ON audit_entries BEGIN
  SELECT RAISE(ABORT, 'audit entries are never deleted');
END;

-- The newest entry once more, so that a missing end is noticed; and the row that whoever appends holds on to, so that
-- numbers are given one after the other. It is there from the beginning: a head that is missing was taken away.
CREATE TABLE audit_head (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  entries INTEGER NOT NULL,
  hash TEXT NOT NULL
);
INSERT INTO audit_head (one, entries, hash) VALUES (1, 0, '');
CREATE TRIGGER audit_head_stay BEFORE DELETE ON audit_head BEGIN
  SELECT RAISE(ABORT, 'the head of the audit log is never deleted');
END;

-- Who may do what. Nobody listed: whoever opens the workspace is its admin.
CREATE TABLE people (
  name TEXT PRIMARY KEY,                 -- as one logs in; lower case
  role TEXT NOT NULL,                    -- viewer, finance, developer, admin
  may_approve INTEGER NOT NULL DEFAULT 0,
  active INTEGER NOT NULL DEFAULT 1,
  set_by TEXT NOT NULL,
  set_at INTEGER NOT NULL
);

-- One order over many objects.
CREATE TABLE bulk_runs (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,                    -- for people: "Pro monthly to Pro 2027, 214 subscriptions"
  order_json TEXT NOT NULL,              -- without subject
  preview_json TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL,                   -- awaiting_approval, waiting, running, paused, done; stopped, withdrawn, rejected, lapsed
  note TEXT NOT NULL DEFAULT '',         -- why it is paused or stopped
  leaves_at INTEGER NOT NULL,            -- until then the whole run can be withdrawn
  asked_by TEXT NOT NULL,
  asked_role TEXT NOT NULL,
  origin TEXT NOT NULL,
  reason TEXT NOT NULL,
  live INTEGER NOT NULL,
  approval_why TEXT NOT NULL DEFAULT '',
  approval_ends_at INTEGER,
  decided_by TEXT NOT NULL DEFAULT '',
  decided_at INTEGER,
  decision_note TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  ended_at INTEGER
);
CREATE TABLE bulk_items (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES bulk_runs (id),
  subject TEXT NOT NULL,
  customer_external_id TEXT NOT NULL DEFAULT '',
  account_key TEXT NOT NULL DEFAULT '',
  preview_json TEXT NOT NULL DEFAULT '', -- as the person saw it: what the object is compared with just before sending
  state TEXT NOT NULL,                   -- waiting, sent, done, refused, unconfirmed, skipped
  operation TEXT NOT NULL DEFAULT '',
  message TEXT NOT NULL DEFAULT '',
  updated_at INTEGER NOT NULL,
  UNIQUE (run_id, subject)
);
CREATE INDEX bulk_items_state ON bulk_items (run_id, state);

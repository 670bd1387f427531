-- What the workspace's own rules add to what the provider tells: accounts, usage, credits, entitlements, jobs, switches.
-- Instants are epoch milliseconds UTC; credits are tenths; amounts are minor units of `currency`.

-- The paying party. The billing columns repeat the state that the account's subscriptions and the profile give together
-- (domain/accountstate.h); they are written again whenever one of these changes.
CREATE TABLE accounts (
  id INTEGER PRIMARY KEY,
  account_key TEXT NOT NULL UNIQUE,     -- user id, organisation id, e-mail in lower case; else the provider's customer id
  key_is_provisional INTEGER NOT NULL DEFAULT 0, -- nobody has named it yet: the key is the provider's customer id
  name TEXT NOT NULL DEFAULT '',
  email TEXT NOT NULL DEFAULT '',
  billing_provider TEXT NOT NULL DEFAULT '',
  billing_customer_id TEXT NOT NULL DEFAULT '',
  billing_subscription_id TEXT NOT NULL DEFAULT '',
  plan_id TEXT NOT NULL DEFAULT '',
  plan_interval TEXT NOT NULL DEFAULT '',
  billing_status TEXT NOT NULL DEFAULT '',
  current_period_start INTEGER,
  current_period_end INTEGER,
  cancel_at_period_end INTEGER NOT NULL DEFAULT 0,
  trial_started_at INTEGER,
  trial_ends_at INTEGER,
  grace_ends_at INTEGER,
  downgrade_due_at INTEGER,
  downgrade_reason TEXT NOT NULL DEFAULT '',
  manual_plan TEXT NOT NULL DEFAULT '',
  unknown_product TEXT NOT NULL DEFAULT '',
  last_warning_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
);
CREATE INDEX accounts_email ON accounts (email);
CREATE INDEX accounts_plan ON accounts (plan_id);
CREATE INDEX accounts_due ON accounts (downgrade_due_at) WHERE downgrade_due_at IS NOT NULL;
CREATE INDEX accounts_customer ON accounts (billing_customer_id) WHERE billing_customer_id <> '';
CREATE INDEX accounts_subscription ON accounts (billing_subscription_id) WHERE billing_subscription_id <> '';

-- Which customers of a provider are this account. Who said so is kept, so that the newest word counts whatever the order:
-- strength 0 nobody, 1 by e-mail, 2 by the team's own key; then the time of the event, then its id.
CREATE TABLE account_customers (
  provider TEXT NOT NULL,
  customer_external_id TEXT NOT NULL,
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  name_strength INTEGER NOT NULL DEFAULT 0,
  named_at INTEGER NOT NULL DEFAULT 0,
  named_by TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (provider, customer_external_id)
);
CREATE INDEX account_customers_account ON account_customers (account_id);

-- Subscriptions and payments that an event gave to an account by name; all others belong to their customer's account. One
-- customer may pay for two organisations.
CREATE TABLE account_objects (
  provider TEXT NOT NULL,
  kind TEXT NOT NULL,                   -- subscription, payment
  external_id TEXT NOT NULL,
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  name_strength INTEGER NOT NULL,
  named_at INTEGER NOT NULL,
  named_by TEXT NOT NULL,
  PRIMARY KEY (provider, kind, external_id)
);
CREATE INDEX account_objects_account ON account_objects (account_id, kind);

-- The products of a payment's cart, where it held more than the one that payments names.
CREATE TABLE payment_products (
  provider TEXT NOT NULL,
  payment_external_id TEXT NOT NULL,
  product_id TEXT NOT NULL,
  PRIMARY KEY (provider, payment_external_id, product_id)
);

-- Since when a subscription has been failing, by its own status: the times at which it was told to fail (failing 1) since
-- the newest at which it was told to be well (failing 0).
CREATE TABLE subscription_health (
  provider TEXT NOT NULL,
  subscription_external_id TEXT NOT NULL,
  failing INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (provider, subscription_external_id, failing, at)
);

-- Subscriptions that a downgrade has taken off their account.
CREATE TABLE downgrades (
  provider TEXT NOT NULL,
  subscription_external_id TEXT NOT NULL,
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  at INTEGER NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (provider, subscription_external_id)
);

-- History of plans, for conversions and for people. Written when plan_id changes.
CREATE TABLE plan_changes (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  at INTEGER NOT NULL,
  from_plan TEXT NOT NULL,
  to_plan TEXT NOT NULL,
  cause TEXT NOT NULL                   -- event, job, manual, sign_up
);
CREATE INDEX plan_changes_account ON plan_changes (account_id, at);

-- One row for each account, quota and period.
CREATE TABLE usage_records (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  quota TEXT NOT NULL,
  period_start INTEGER NOT NULL,        -- 0 for quotas that last
  period_end INTEGER,
  used INTEGER NOT NULL DEFAULT 0 CHECK (used >= 0),
  updated_at INTEGER NOT NULL,
  UNIQUE (account_id, quota, period_start)
);

-- Every action that was counted or refused.
CREATE TABLE billable_actions (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  request_id TEXT,                      -- the caller's own; the same again is answered from here
  action TEXT NOT NULL,
  units INTEGER NOT NULL,
  verdict TEXT NOT NULL,                -- allowed, warned, over, refused, let_through
  credits_tenths INTEGER NOT NULL DEFAULT 0,
  period_start INTEGER NOT NULL,
  at INTEGER NOT NULL,
  detail TEXT NOT NULL DEFAULT '',
  UNIQUE (account_id, request_id)
);
CREATE INDEX billable_actions_account ON billable_actions (account_id, at);

CREATE TABLE credit_grants (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  source TEXT NOT NULL,                 -- starting, plan, purchase, top_up, manual
  reference TEXT NOT NULL,              -- payment id, period, ...: granted once
  tenths INTEGER NOT NULL CHECK (tenths > 0),
  remaining_tenths INTEGER NOT NULL CHECK (remaining_tenths >= 0),
  priority INTEGER NOT NULL DEFAULT 0,
  granted_at INTEGER NOT NULL,
  expires_at INTEGER,
  note TEXT NOT NULL DEFAULT '',
  UNIQUE (account_id, source, reference)
);
CREATE INDEX credit_grants_open ON credit_grants (account_id) WHERE remaining_tenths > 0;
CREATE INDEX credit_grants_expiry ON credit_grants (expires_at) WHERE remaining_tenths > 0;

-- The balance of an account is the sum of its entries. Never updated, never deleted.
CREATE TABLE credit_ledger (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  grant_id INTEGER REFERENCES credit_grants (id),
  kind TEXT NOT NULL,                   -- grant, use, expire, take
  tenths INTEGER NOT NULL,              -- signed
  at INTEGER NOT NULL,
  reference TEXT NOT NULL DEFAULT '',   -- action's row, payment id, job run
  note TEXT NOT NULL DEFAULT ''
);
CREATE INDEX credit_ledger_account ON credit_ledger (account_id, at);

-- The balance as the product's own cache would hold it: checked against the ledger by reconciliation.
CREATE TABLE credit_balances (
  account_id INTEGER PRIMARY KEY REFERENCES accounts (id),
  tenths INTEGER NOT NULL DEFAULT 0,
  top_up_enabled INTEGER NOT NULL DEFAULT 1,
  reconciled_at INTEGER,
  updated_at INTEGER NOT NULL
);

-- Every payment that was meant to buy credits, also those that could not be credited.
CREATE TABLE credit_purchases (
  id INTEGER PRIMARY KEY,
  account_id INTEGER REFERENCES accounts (id),
  provider TEXT NOT NULL,
  payment_external_id TEXT NOT NULL,
  kind TEXT NOT NULL DEFAULT 'manual',  -- manual, automatic
  tenths INTEGER NOT NULL DEFAULT 0,
  amount_minor INTEGER NOT NULL DEFAULT 0,
  currency TEXT NOT NULL DEFAULT '',
  status TEXT NOT NULL,                 -- requested, credited, refused, failed
  reason TEXT NOT NULL DEFAULT '',      -- why: metadata_missing, not_a_number, not_whole, not_positive, too_many, unknown_product, account_unknown; a failure's words
  purchased_at INTEGER NOT NULL,
  UNIQUE (provider, payment_external_id)
);
CREATE INDEX credit_purchases_account ON credit_purchases (account_id, purchased_at);

-- One for each account's key (an e-mail, in a workspace of e-mails): the newest payment decides.
CREATE TABLE entitlements (
  id INTEGER PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  account_id INTEGER REFERENCES accounts (id),
  plan TEXT NOT NULL,
  payment_id TEXT NOT NULL DEFAULT '',
  payment_provider TEXT NOT NULL DEFAULT '',
  product_id TEXT NOT NULL DEFAULT '',
  source TEXT NOT NULL DEFAULT 'payment', -- payment, manual, test
  status TEXT NOT NULL,                 -- active, cancelled, expired
  created_at INTEGER NOT NULL,          -- the payment's time
  expires_at INTEGER,
  metadata TEXT NOT NULL DEFAULT '{}',
  updated_at INTEGER NOT NULL
);

-- One-time tokens; only their hash is kept.
CREATE TABLE entitlement_tokens (
  token_sha256 TEXT PRIMARY KEY,
  email TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
);
CREATE INDEX entitlement_tokens_email ON entitlement_tokens (email);

-- What was let in although it could not be checked.
CREATE TABLE let_through (
  id INTEGER PRIMARY KEY,
  what TEXT NOT NULL,                   -- quota, entitlement
  account_key TEXT NOT NULL,
  action TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL,
  at INTEGER NOT NULL
);
CREATE INDEX let_through_at ON let_through (at);

CREATE TABLE checkouts (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  account_key TEXT NOT NULL,
  email TEXT NOT NULL DEFAULT '',
  plan TEXT NOT NULL DEFAULT '',
  interval_unit TEXT NOT NULL DEFAULT '',
  credits_tenths INTEGER NOT NULL DEFAULT 0,
  product_id TEXT NOT NULL,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  return_url TEXT NOT NULL DEFAULT '',
  metadata TEXT NOT NULL DEFAULT '{}',
  status TEXT NOT NULL DEFAULT 'open',  -- open, paid, failed, cancelled
  created_at INTEGER NOT NULL,
  completed_at INTEGER
);
CREATE INDEX checkouts_account ON checkouts (account_key);

CREATE TABLE job_runs (
  id INTEGER PRIMARY KEY,
  job TEXT NOT NULL,                    -- downgrade, top_up, expire
  dry_run INTEGER NOT NULL,
  asked_by TEXT NOT NULL DEFAULT '',    -- schedule, a person, billingctl
  scheduled_for INTEGER,                -- the run of the timetable that this is; NULL by hand
  started_at INTEGER NOT NULL,
  finished_at INTEGER,
  hits INTEGER NOT NULL DEFAULT 0,
  skipped INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  status TEXT NOT NULL,                 -- running, done, stopped, failed
  message TEXT NOT NULL DEFAULT ''
);
CREATE INDEX job_runs_job ON job_runs (job, started_at);

-- What a run did, or would do, to whom. `deed` is done once whatever happens: the same again is skipped.
CREATE TABLE job_items (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES job_runs (id),
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  deed TEXT,                            -- "downgrade:dodo:sub_1"; NULL in a dry run
  what TEXT NOT NULL,                   -- for people: "pro to free, cancelled on 3 Mar 2026"
  outcome TEXT NOT NULL,                -- would, done, skipped, failed
  reason TEXT NOT NULL DEFAULT '',
  at INTEGER NOT NULL,
  UNIQUE (deed)
);
CREATE INDEX job_items_run ON job_items (run_id);

CREATE TABLE safety_switches (
  name TEXT PRIMARY KEY,                -- pause_processing, stop_downgrades, allow_unverified
  is_on INTEGER NOT NULL,
  reason TEXT NOT NULL,
  set_by TEXT NOT NULL,
  set_at INTEGER NOT NULL,
  remind_at INTEGER,
  ends_at INTEGER
);

-- The bars of the usage pane: what a provider tells, and from here on what is counted here (quota is then not empty).
ALTER TABLE usage_balances ADD COLUMN account_id INTEGER REFERENCES accounts (id);
ALTER TABLE usage_balances ADD COLUMN quota TEXT NOT NULL DEFAULT '';
ALTER TABLE usage_balances ADD COLUMN warn_percent INTEGER NOT NULL DEFAULT 80;
ALTER TABLE usage_balances ADD COLUMN blocked_milli INTEGER;
ALTER TABLE usage_balances ADD COLUMN period_start INTEGER;
ALTER TABLE usage_balances ADD COLUMN period_end INTEGER;
CREATE INDEX usage_balances_account ON usage_balances (account_id) WHERE account_id IS NOT NULL;

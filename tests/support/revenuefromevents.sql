-- What each currency's subscriptions count for at an instant, straight from the bodies that were accepted: a computation
-- that shares nothing with the program. Parts: 332640ths of a minor unit a month. The instant is bound once, epoch ms.
WITH asked AS (SELECT CAST(? AS INTEGER) AS instant),
bodies AS (
  SELECT e.provider, e.occurred_at AS moment, e.event_id,
         (SELECT CAST(a.body AS TEXT) FROM webhook_attempts a
           WHERE a.event_row = e.id AND a.body IS NOT NULL AND a.verdict = 'ok' ORDER BY a.number LIMIT 1) AS body
  FROM webhook_events e, asked
  WHERE e.state IN ('applied', 'stale', 'unchanged') AND e.occurred_at < asked.instant
    AND (e.type LIKE 'subscription.%' OR e.type LIKE 'customer.subscription.%')),
told AS (
  SELECT moment, event_id, json_extract(body, '$.data.subscription_id') AS subscription,
         upper(json_extract(body, '$.data.currency')) AS currency,
         CASE WHEN json_extract(body, '$.data.trial_period_days') > 0 AND moment < 1000 *
                   (unixepoch(json_extract(body, '$.data.created_at')) + 86400 * json_extract(body, '$.data.trial_period_days'))
              THEN 'trialing' ELSE json_extract(body, '$.data.status') END AS status,
         json_extract(body, '$.data.recurring_pre_tax_amount') AS minor,
         COALESCE(CASE WHEN json_extract(body, '$.data.discounts[0].subscription_cycles') IS NULL
                       THEN json_extract(body, '$.data.discounts[0].amount') END, 0) AS bps,
         lower(json_extract(body, '$.data.payment_frequency_interval')) AS unit,
         json_extract(body, '$.data.payment_frequency_count') AS count,
         CASE WHEN json_extract(body, '$.data.cancel_at_next_billing_date')
              THEN 1000 * unixepoch(json_extract(body, '$.data.next_billing_date')) END AS ends_at
  FROM bodies WHERE provider = 'dodo'
  UNION ALL
  SELECT moment, event_id, json_extract(body, '$.data.object.id'), upper(json_extract(body, '$.data.object.currency')),
         json_extract(body, '$.data.object.status'),
         json_extract(body, '$.data.object.items.data[0].price.unit_amount')
           * json_extract(body, '$.data.object.items.data[0].quantity'),
         0,
         json_extract(body, '$.data.object.items.data[0].price.recurring.interval'),
         json_extract(body, '$.data.object.items.data[0].price.recurring.interval_count'),
         1000 * COALESCE(json_extract(body, '$.data.object.cancel_at'),
                         CASE WHEN json_extract(body, '$.data.object.cancel_at_period_end')
                              THEN json_extract(body, '$.data.object.items.data[0].current_period_end') END)
  FROM bodies WHERE provider = 'stripe'),
newest AS (
  SELECT told.*, ROW_NUMBER() OVER (PARTITION BY subscription ORDER BY moment DESC,
         CASE WHEN status IN ('canceled', 'cancelled', 'expired') THEN 0 ELSE 1 END, event_id DESC) AS place
  FROM told WHERE subscription IS NOT NULL)
SELECT currency, SUM(minor * 332640 * (10000 - bps) / 10000 * CASE unit WHEN 'day' THEN 365 WHEN 'week' THEN 52 WHEN 'month' THEN 12 ELSE 1 END
                     / (12 * count))
FROM newest, asked
WHERE place = 1 AND status IN ('active', 'past_due') AND (ends_at IS NULL OR ends_at >= asked.instant)
GROUP BY currency

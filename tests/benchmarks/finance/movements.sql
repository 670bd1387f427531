-- 24 months of movements from nothing but the changes, in SQL that SQLite and DuckDB both read. A row for each currency,
-- day and kind; the months are summed from these few. Customers of the benchmark keep their currency.
WITH deltas AS (
  SELECT provider, customer_external_id AS customer, currency, "at" AS moment,
         parts - COALESCE(LAG(parts) OVER (PARTITION BY provider, subscription_external_id ORDER BY "at"), 0) AS delta
  FROM mrr_changes),
moments AS (
  SELECT provider, customer, currency, moment, SUM(delta) AS delta
  FROM deltas GROUP BY provider, customer, currency, moment),
running AS (
  SELECT currency, moment, delta, SUM(delta) OVER own AS figure, ROW_NUMBER() OVER own AS place
  FROM moments WHERE delta <> 0
  WINDOW own AS (PARTITION BY provider, customer, currency ORDER BY moment
                 ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW))
SELECT currency, CAST(moment - moment % 86400000 AS BIGINT) AS day,
       CASE WHEN figure = delta THEN CASE WHEN place = 1 THEN 'new' ELSE 'reactivation' END
            WHEN figure = 0 THEN 'churn'
            WHEN delta > 0 THEN 'expansion'
            ELSE 'contraction' END AS kind,
       CAST(SUM(delta) AS BIGINT) AS delta
FROM running GROUP BY 1, 2, 3

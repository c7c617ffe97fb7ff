-- Recency, frequency and money of customers, as counts per cell of scores: no row of a customer leaves it.
-- Each part below is a step of one WITH; {words in braces} stand for what is asked. The first step, purchases, reads
-- the transactions: customer, bought_on, paid, and perhaps order_no and part.

-- step days
SELECT
  customer,
  bought_on,{order_no}
  CAST(SUM({paid}) AS DECIMAL(18, 4)) AS paid,
  COUNT(*) AS lines,
  COUNT(CASE WHEN {bought} THEN 1 END) AS bought
FROM purchases
GROUP BY
  customer,
  {order_no}bought_on

-- step moment
SELECT
  {now_on} AS now_on,
  {then_on} AS then_on

-- step customers
SELECT
  d.customer,
  MAX(CASE WHEN d.bought > 0 THEN d.bought_on END) AS last_on,
  MIN(CASE WHEN d.bought > 0 THEN d.bought_on END) AS first_on,
  {frequency} AS frequency,
  SUM(d.paid) AS monetary
FROM days AS d
CROSS JOIN moment AS m
WHERE d.customer IS NOT NULL AND d.bought_on <= m.now_on
GROUP BY
  d.customer

-- step before
SELECT
  d.customer,
  MAX(CASE WHEN d.bought > 0 THEN d.bought_on END) AS last_then,
  {frequency} AS frequency_then,
  SUM(d.paid) AS monetary_then
FROM days AS d
CROSS JOIN moment AS m
WHERE d.customer IS NOT NULL AND d.bought_on <= m.then_on
GROUP BY
  d.customer

-- step tastes
SELECT
  customer,
  part,
  ROW_NUMBER() OVER (PARTITION BY customer ORDER BY COUNT(*) DESC, part) AS place
FROM purchases
WHERE customer IS NOT NULL AND part IS NOT NULL
GROUP BY
  customer,
  part

-- step figures
SELECT
  CAST(DATE_DIFF('day', c.last_on, m.now_on) AS BIGINT) AS recency,
  c.frequency,
  c.monetary,
  CAST(DATE_DIFF('day', c.first_on, m.now_on) AS BIGINT) AS tenure,
  CAST(DATE_DIFF('day', b.last_then, m.then_on) AS BIGINT) AS recency_then,
  b.frequency_then,
  b.monetary_then,
  CASE WHEN c.last_on > m.then_on THEN 1 ELSE 0 END AS came_back{taste}
FROM customers AS c
CROSS JOIN moment AS m
LEFT JOIN before AS b ON b.customer = c.customer{tastes}
WHERE c.last_on IS NOT NULL

-- step tallies
SELECT 'recency' AS measure, CAST(recency AS DECIMAL(18, 4)) AS amount, COUNT(*) AS n FROM figures GROUP BY recency
UNION ALL
SELECT 'frequency' AS measure, CAST(frequency AS DECIMAL(18, 4)) AS amount, COUNT(*) AS n FROM figures GROUP BY frequency
UNION ALL
SELECT 'monetary' AS measure, CAST(monetary AS DECIMAL(18, 4)) AS amount, COUNT(*) AS n FROM figures GROUP BY monetary

-- step counted
SELECT
  measure,
  amount,
  SUM(n) OVER (PARTITION BY measure ORDER BY amount) - n AS below,
  SUM(n) OVER (PARTITION BY measure) AS everyone
FROM tallies

-- step limits
SELECT
  {limits}

-- step scored
SELECT
  {scores},
  {scores_then},
  f.recency,
  f.frequency,
  f.monetary,
  f.tenure,
  f.recency_then,
  f.came_back{part_of_figures}
FROM figures AS f
CROSS JOIN limits AS l

-- step cells
SELECT
  recency_score,
  frequency_score,
  monetary_score,{part}
  SUM(customers) AS customers,
  SUM(purchases) AS purchases,
  SUM(paid) AS paid,
  SUM(tenure_days) AS tenure_days,
  SUM(counted_days) AS counted_days,
  SUM(customers_then) AS customers_then,
  SUM(came_back) AS came_back
FROM (
  SELECT
    recency_score,
    frequency_score,
    monetary_score,{part}
    COUNT(*) AS customers,
    SUM(frequency) AS purchases,
    SUM(monetary) AS paid,
    SUM(tenure) AS tenure_days,
    SUM(CASE WHEN tenure < {year} THEN {year} ELSE tenure END) AS counted_days,
    0 AS customers_then,
    0 AS came_back
  FROM scored
  GROUP BY
    recency_score,
    frequency_score,
    {part}monetary_score
  UNION ALL
  SELECT
    recency_score_then AS recency_score,
    frequency_score_then AS frequency_score,
    monetary_score_then AS monetary_score,{part}
    0 AS customers,
    0 AS purchases,
    0 AS paid,
    0 AS tenure_days,
    0 AS counted_days,
    COUNT(*) AS customers_then,
    SUM(came_back) AS came_back
  FROM scored
  WHERE recency_then IS NOT NULL
  GROUP BY
    recency_score_then,
    frequency_score_then,
    {part}monetary_score_then
) AS counts
GROUP BY
  recency_score,
  frequency_score,
  {part}monetary_score

-- step answer
SELECT
  m.now_on AS analysed_on,
  m.then_on AS compared_with,
  c.recency_score,
  c.frequency_score,
  c.monetary_score,{part_of_cells}
  c.customers,
  c.purchases,
  c.paid,
  c.tenure_days,
  c.counted_days,
  c.customers_then,
  c.came_back,
  {limits_of_answer}
FROM cells AS c
CROSS JOIN limits AS l
CROSS JOIN moment AS m
ORDER BY
  c.recency_score DESC,
  c.frequency_score DESC,
  c.monetary_score DESC{order_of_parts}

-- step moves
SELECT
  recency_score_then,
  frequency_score_then,
  monetary_score_then,
  recency_score,
  frequency_score,
  monetary_score,
  COUNT(*) AS customers
FROM (
  SELECT
    CASE WHEN recency_then IS NOT NULL THEN recency_score_then END AS recency_score_then,
    CASE WHEN recency_then IS NOT NULL THEN frequency_score_then END AS frequency_score_then,
    CASE WHEN recency_then IS NOT NULL THEN monetary_score_then END AS monetary_score_then,
    recency_score,
    frequency_score,
    monetary_score
  FROM scored
) AS moved
GROUP BY
  recency_score_then,
  frequency_score_then,
  monetary_score_then,
  recency_score,
  frequency_score,
  monetary_score

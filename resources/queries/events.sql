-- What customers did, as counts. It reads a table events(case_id, activity, happened, line), one row an event, and
-- hands back counts only: no row of a case leaves it. Activities of fewer than $smallest cases count as one, number 0.
-- Repeats of an activity in a row are one visit. Days pass from the beginning of one visit to the next one's.
WITH counted AS (
  SELECT activity, COUNT(DISTINCT case_id) AS cases
  FROM events
  GROUP BY activity
),
known AS (
  SELECT activity, ROW_NUMBER() OVER (ORDER BY cases DESC, activity) AS number
  FROM counted
  WHERE cases >= $smallest
),
named AS (
  SELECT events.case_id, events.happened, events.line,
    CASE WHEN known.number <= $most THEN known.number ELSE 0 END AS activity
  FROM events
  LEFT JOIN known ON known.activity = events.activity
),
seen AS (
  SELECT case_id, happened, line, activity,
    LAG(activity) OVER (PARTITION BY case_id ORDER BY happened, line) AS previous
  FROM named
),
visits AS (
  SELECT case_id, activity, happened, line,
    LEAD(activity) OVER (PARTITION BY case_id ORDER BY happened, line) AS following,
    LEAD(happened) OVER (PARTITION BY case_id ORDER BY happened, line) AS reached,
    ROW_NUMBER() OVER (PARTITION BY case_id ORDER BY happened, line) AS place,
    COUNT(*) OVER (PARTITION BY case_id) AS length
  FROM seen
  WHERE previous IS NULL OR previous <> activity
),
ways AS (
  SELECT STRING_AGG(CAST(activity AS VARCHAR), ' ' ORDER BY happened, line) AS way
  FROM visits
  GROUP BY case_id
),
shared_ways AS (
  SELECT way, COUNT(*) AS cases
  FROM ways
  GROUP BY way
)
SELECT 'activity' AS what, CAST(visits.activity AS VARCHAR) AS source, MIN(known.activity) AS target,
  COUNT(*) AS times, COUNT(DISTINCT case_id) AS cases,
  AVG(CASE WHEN length > 1 THEN (place - 1.0) / (length - 1.0) ELSE 0.0 END) AS amount
FROM visits
LEFT JOIN known ON known.number = visits.activity
GROUP BY visits.activity
UNION ALL
SELECT 'step', CAST(activity AS VARCHAR), CAST(following AS VARCHAR), COUNT(*), COUNT(DISTINCT case_id),
  AVG(DATE_DIFF('second', happened, reached)) / 86400.0
FROM visits
WHERE following IS NOT NULL
GROUP BY activity, following
UNION ALL
SELECT 'start', CAST(activity AS VARCHAR), NULL, COUNT(*), COUNT(*), NULL
FROM visits
WHERE place = 1
GROUP BY activity
UNION ALL
SELECT 'ways', NULL, NULL, COUNT(*), SUM(cases), NULL
FROM shared_ways
UNION ALL
SELECT 'way', way, NULL, cases, cases, NULL
FROM (SELECT way, cases FROM shared_ways WHERE cases >= $smallest ORDER BY cases DESC, way LIMIT 2000) AS common

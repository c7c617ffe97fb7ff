-- What customers did, as counts. It reads a table events(case_id, activity, happened, line), one row an event, and
-- hands back counts only: no row of a case leaves it. Activities of fewer than $smallest cases count as one, number 0.
-- Repeats of an activity in a row are one visit. Days pass from the beginning of one visit to the next one's.
-- The steps are run one by one. Events are put in order once; what comes before and after a row is then the row beside
-- it, as windows without an order go by the order of the rows.

-- step: known
CREATE TEMP TABLE known AS
SELECT activity, cases, ROW_NUMBER() OVER (ORDER BY cases DESC, activity) AS number
FROM (SELECT activity, COUNT(DISTINCT case_id) AS cases FROM events GROUP BY activity)
WHERE cases >= $smallest;

-- step: ordered
CREATE TEMP TABLE ordered AS
SELECT events.case_id, events.happened,
  CAST(CASE WHEN known.number <= $most THEN known.number ELSE 0 END AS USMALLINT) AS activity
FROM events
LEFT JOIN known ON known.activity = events.activity
ORDER BY events.case_id, events.happened, events.line;

-- step: visits
CREATE TEMP TABLE visits AS
SELECT case_id, activity, happened, ROW_NUMBER() OVER () AS place
FROM (SELECT *, LAG(activity) OVER () AS previous, LAG(case_id) OVER () AS other FROM ordered)
WHERE other IS DISTINCT FROM case_id OR previous <> activity;

-- step: cases
CREATE TEMP TABLE cases AS
SELECT case_id, MIN(place) AS first, COUNT(*) AS length
FROM visits
GROUP BY case_id;

-- step: ways
-- A way is told by the sum of the hashes of its visits, each with its place; one case of each way stands for it.
CREATE TEMP TABLE ways AS
SELECT COUNT(*) AS cases, MIN(case_id) AS case_id
FROM (
  SELECT case_id, SUM(HASH(visits.activity, visits.place - cases.first)) AS way
  FROM visits
  JOIN cases USING (case_id)
  GROUP BY case_id
)
GROUP BY way;

-- step: counts
SELECT 'activity' AS what, CAST(seen.activity AS VARCHAR) AS source, known.activity AS target, times,
  COALESCE(known.cases, (SELECT COUNT(DISTINCT case_id) FROM visits WHERE activity = 0)) AS cases, amount
FROM (
  SELECT visits.activity, COUNT(*) AS times,
    AVG(CASE WHEN length > 1 THEN (place - first) / (length - 1.0) ELSE 0.0 END) AS amount
  FROM visits
  JOIN cases USING (case_id)
  GROUP BY visits.activity
) AS seen
LEFT JOIN known ON known.number = seen.activity
UNION ALL
SELECT 'step', CAST(activity AS VARCHAR), CAST(following AS VARCHAR), COUNT(*), COUNT(DISTINCT case_id),
  AVG(EPOCH_US(reached) - EPOCH_US(happened)) / 86400e6
FROM (
  SELECT case_id, activity, happened, LEAD(activity) OVER () AS following, LEAD(happened) OVER () AS reached,
    LEAD(case_id) OVER () AS other
  FROM visits
)
WHERE other = case_id
GROUP BY activity, following
UNION ALL
SELECT 'start', CAST(activity AS VARCHAR), NULL, COUNT(*), COUNT(*), NULL
FROM visits
JOIN cases ON cases.first = visits.place
GROUP BY activity
UNION ALL
SELECT 'ways', NULL, NULL, COUNT(*), SUM(cases), NULL
FROM ways
UNION ALL
SELECT 'way', way, NULL, cases, cases, NULL
FROM (
  SELECT STRING_AGG(CAST(visits.activity AS VARCHAR), ' ' ORDER BY visits.place) AS way, ANY_VALUE(common.cases) AS cases
  FROM (SELECT * FROM ways WHERE cases >= $smallest ORDER BY cases DESC, case_id LIMIT 2000) AS common
  JOIN visits USING (case_id)
  GROUP BY case_id
) AS drawn
ORDER BY what, cases DESC, source

-- Counted anew whenever the tables change, so that no page counts a large graph.

DELETE FROM within;
INSERT INTO within
  WITH RECURSIVE up (concept, topic) AS (
    SELECT key, key FROM node WHERE class IN ('Issue', 'Concept')
    UNION SELECT up.concept, broader.topic FROM up JOIN broader ON broader.concept = up.topic)
  SELECT concept, topic FROM up;

DELETE FROM raised_issue;
INSERT INTO raised_issue SELECT DISTINCT issue FROM raised;

DELETE FROM occasion;
INSERT INTO occasion
  SELECT key, MAX(meeting), MAX(date), MAX(ordinal), MAX(level), MAX(status), MAX(series), MAX(whole)
  FROM event GROUP BY key;

DELETE FROM taking_part;
INSERT INTO taking_part
  SELECT actor, event FROM (
    SELECT attendee AS actor, event FROM attendance
    UNION SELECT represents, event FROM attendance WHERE represents IS NOT NULL
    UNION SELECT actor, event FROM party)
  WHERE actor NOT LIKE 'collective/%';

DELETE FROM partner;
INSERT INTO partner
  SELECT one.actor, other.actor, COUNT(*) FROM taking_part one
  JOIN taking_part other ON other.event = one.event AND other.actor != one.actor
  GROUP BY 1, 2;

-- An issue counts what is raised on it or on an issue within it; '' counts positions on anything.
DELETE FROM tally;
INSERT INTO tally
  SELECT holder, topic, stance, level, year, COUNT(*) FROM (
    SELECT DISTINCT position.key, holder, topic, stance, IFNULL(level, '') AS level,
      CASE WHEN date >= '1' THEN substr(date, 1, 4) ELSE '' END AS year
    FROM position
    JOIN (SELECT position, topic FROM raised JOIN within ON concept = issue
          UNION ALL SELECT key, '' FROM position) ON position = position.key)
  GROUP BY holder, topic, stance, level, year;

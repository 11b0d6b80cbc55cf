"""The tables and views of `evidence.sqlite`, as SQL.

A number is kept twice: as text, as it was written, and as `…_number` to calculate with. `shown` is the number with its
bound and its unit, as readers see it; a number without its bound says something else.
"""

from __future__ import annotations

TABLES = """
CREATE TABLE about (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
CREATE TABLE options (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  category TEXT NOT NULL,
  summary TEXT NOT NULL,
  position INTEGER NOT NULL UNIQUE,
  url TEXT NOT NULL
) STRICT;
CREATE TABLE conditions (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  summary TEXT NOT NULL,
  url TEXT NOT NULL
) STRICT;
CREATE TABLE outcomes (
  id TEXT PRIMARY KEY,
  label TEXT NOT NULL,
  better TEXT NOT NULL,
  plain TEXT,
  url TEXT NOT NULL
) STRICT;
CREATE TABLE scales (
  outcome TEXT NOT NULL REFERENCES outcomes,
  id TEXT NOT NULL,
  label TEXT NOT NULL,
  low TEXT, low_number REAL,
  high TEXT, high_number REAL,
  important TEXT, important_number REAL,
  PRIMARY KEY (outcome, id)
) STRICT;
CREATE TABLE "references" (
  citekey TEXT PRIMARY KEY,
  citation TEXT NOT NULL,
  title TEXT NOT NULL,
  year INTEGER,
  doi TEXT,
  pmid TEXT,
  study_design TEXT,
  participants TEXT,
  funding TEXT,
  conflict TEXT,
  checked TEXT,
  is_retracted INTEGER NOT NULL CHECK (is_retracted IN (0, 1)),
  url TEXT NOT NULL
) STRICT;
CREATE TABLE notices (
  citekey TEXT NOT NULL REFERENCES "references",
  position INTEGER NOT NULL,
  nature TEXT NOT NULL,
  date TEXT NOT NULL,
  reasons TEXT NOT NULL,
  PRIMARY KEY (citekey, position)
) STRICT;
CREATE TABLE claims (
  id TEXT PRIMARY KEY,
  statement TEXT NOT NULL,
  detail TEXT,
  status TEXT NOT NULL,
  status_reason TEXT,
  direction TEXT,
  certainty TEXT NOT NULL,
  rated_by TEXT,
  certainty_reason TEXT,
  would_change TEXT,
  reviewed TEXT NOT NULL,
  review_due TEXT NOT NULL,
  url TEXT NOT NULL
) STRICT;
CREATE TABLE concerns (
  claim TEXT NOT NULL REFERENCES claims,
  position INTEGER NOT NULL,
  domain TEXT NOT NULL,
  concern TEXT NOT NULL,
  why TEXT,
  PRIMARY KEY (claim, position)
) STRICT;
CREATE TABLE claim_options (
  claim TEXT NOT NULL REFERENCES claims,
  option TEXT NOT NULL REFERENCES options,
  PRIMARY KEY (claim, option)
) STRICT;
CREATE TABLE claim_conditions (
  claim TEXT NOT NULL REFERENCES claims,
  condition TEXT NOT NULL REFERENCES conditions,
  PRIMARY KEY (claim, condition)
) STRICT;
CREATE TABLE quoted_as (
  claim TEXT NOT NULL REFERENCES claims,
  position INTEGER NOT NULL,
  place TEXT NOT NULL,
  says TEXT NOT NULL,
  verdict TEXT NOT NULL,
  why TEXT,
  PRIMARY KEY (claim, position)
) STRICT;
CREATE TABLE findings (
  claim TEXT NOT NULL REFERENCES claims,
  finding INTEGER NOT NULL,
  citekey TEXT NOT NULL REFERENCES "references",
  locator TEXT,
  locator_value TEXT,
  population TEXT,
  intervention TEXT,
  compared_with TEXT NOT NULL,
  outcome TEXT NOT NULL REFERENCES outcomes,
  timeframe TEXT,
  quote TEXT,
  checked TEXT,
  summary TEXT,
  PRIMARY KEY (claim, finding)
) STRICT;
CREATE TABLE estimates (
  claim TEXT NOT NULL,
  finding INTEGER NOT NULL,
  estimate INTEGER NOT NULL,
  shown TEXT NOT NULL,
  arm TEXT,
  measure TEXT NOT NULL,
  relation TEXT NOT NULL,
  value TEXT, value_number REAL,
  range_low TEXT, range_low_number REAL,
  range_high TEXT, range_high_number REAL,
  unit TEXT,
  scale TEXT,
  events TEXT, events_number INTEGER,
  total TEXT, total_number INTEGER,
  interval_low TEXT, interval_low_number REAL,
  interval_high TEXT, interval_high_number REAL,
  interval_level TEXT, interval_level_number REAL,
  sd TEXT, sd_number REAL,
  p TEXT, p_number REAL,
  favours TEXT,
  above_favours TEXT,
  basis TEXT NOT NULL,
  name TEXT,
  derived TEXT,
  discrepancy TEXT,
  PRIMARY KEY (claim, finding, estimate),
  FOREIGN KEY (claim, finding) REFERENCES findings
) STRICT;
CREATE INDEX findings_by_reference ON findings (citekey);
CREATE INDEX findings_by_outcome ON findings (outcome);
CREATE INDEX claims_by_option ON claim_options (option);
CREATE INDEX claims_by_condition ON claim_conditions (condition);
"""

# Questions that a reader asks. Withdrawn claims answer none of them but the one about withdrawn claims.
VIEWS = """
CREATE VIEW every_number AS
  SELECT estimates.shown, estimates.arm, estimates.measure, outcomes.label AS outcome, findings.population,
    findings.intervention, findings.compared_with, findings.timeframe, claims.statement, claims.certainty,
    coalesce(works.funding, 'not recorded') AS who_paid, coalesce(works.conflict, 'not recorded') AS who_profits,
    coalesce(findings.checked, works.checked, 'not recorded') AS checked, works.is_retracted,
    works.citation AS source, claims.url
  FROM estimates
  JOIN findings USING (claim, finding)
  JOIN claims ON claims.id = findings.claim
  JOIN outcomes ON outcomes.id = findings.outcome
  JOIN "references" AS works ON works.citekey = findings.citekey
  WHERE claims.status = 'published'
  ORDER BY claims.id, findings.finding, estimates.estimate;
CREATE VIEW what_helps_and_what_harms AS
  SELECT options.title AS option, coalesce(claims.direction, 'not recorded') AS direction, claims.certainty,
    claims.statement, claims.url
  FROM options
  JOIN claim_options ON claim_options.option = options.id
  JOIN claims ON claims.id = claim_options.claim
  WHERE claims.status = 'published'
  ORDER BY options.position, claims.direction, claims.id;
CREATE VIEW how_sure_for_each_option AS
  SELECT options.title AS option, count(claims.id) AS claims,
    count(*) FILTER (WHERE claims.certainty = 'high') AS high,
    count(*) FILTER (WHERE claims.certainty = 'moderate') AS moderate,
    count(*) FILTER (WHERE claims.certainty = 'low') AS low,
    count(*) FILTER (WHERE claims.certainty = 'very-low') AS very_low,
    count(*) FILTER (WHERE claims.certainty = 'not-rated') AS not_rated
  FROM options
  LEFT JOIN claim_options ON claim_options.option = options.id
  LEFT JOIN claims ON claims.id = claim_options.claim AND claims.status = 'published'
  GROUP BY options.id
  ORDER BY options.position;
CREATE VIEW who_paid_and_who_profits AS
  SELECT works.citekey, works.citation, coalesce(works.funding, 'not recorded') AS who_paid,
    coalesce(works.conflict, 'not recorded') AS who_profits, count(DISTINCT claims.id) AS claims, works.url
  FROM "references" AS works
  LEFT JOIN findings ON findings.citekey = works.citekey
  LEFT JOIN claims ON claims.id = findings.claim AND claims.status = 'published'
  GROUP BY works.citekey
  ORDER BY works.citekey;
CREATE VIEW not_checked_in_the_source AS
  SELECT claims.id AS claim, claims.statement, coalesce(findings.checked, works.checked) AS checked,
    works.citation AS source, claims.url
  FROM findings
  JOIN claims ON claims.id = findings.claim
  JOIN "references" AS works ON works.citekey = findings.citekey
  WHERE claims.status = 'published'
    AND coalesce(findings.checked, works.checked, '') NOT IN ('full-text', 'abstract')
  ORDER BY claims.id, findings.finding;
CREATE VIEW what_rests_on_a_retracted_work AS
  SELECT DISTINCT claims.id AS claim, claims.statement, works.citation AS source, claims.url
  FROM findings
  JOIN claims ON claims.id = findings.claim
  JOIN "references" AS works ON works.citekey = findings.citekey
  WHERE works.is_retracted AND claims.status = 'published'
  ORDER BY claims.id, works.citekey;
CREATE VIEW what_was_withdrawn AS
  SELECT id AS claim, statement, coalesce(status_reason, 'not recorded') AS reason, url
  FROM claims
  WHERE status = 'withdrawn'
  ORDER BY id;
CREATE VIEW which_reviews_are_due AS
  SELECT review_due, id AS claim, statement, reviewed, url
  FROM claims
  WHERE status = 'published'
  ORDER BY review_due, id;
"""

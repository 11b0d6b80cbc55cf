BEGIN TRANSACTION;
CREATE TABLE about (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
INSERT INTO "about" VALUES('funding','nobody paid for this example');
INSERT INTO "about" VALUES('language','en-GB');
INSERT INTO "about" VALUES('licence','CC BY 4.0');
INSERT INTO "about" VALUES('publisher','The Example Bakery');
INSERT INTO "about" VALUES('title','Bread at Home');
INSERT INTO "about" VALUES('url','https://example.org/bread/');
CREATE TABLE claim_conditions (
  claim TEXT NOT NULL REFERENCES claims,
  condition TEXT NOT NULL REFERENCES conditions,
  PRIMARY KEY (claim, condition)
) STRICT;
INSERT INTO "claim_conditions" VALUES('sourdough-rise','flat-loaf');
CREATE TABLE claim_options (
  claim TEXT NOT NULL REFERENCES claims,
  option TEXT NOT NULL REFERENCES options,
  PRIMARY KEY (claim, option)
) STRICT;
INSERT INTO "claim_options" VALUES('advice','dried-yeast');
INSERT INTO "claim_options" VALUES('cold-dough','waiting');
INSERT INTO "claim_options" VALUES('crumb','sourdough');
INSERT INTO "claim_options" VALUES('sourdough-burns','sourdough');
INSERT INTO "claim_options" VALUES('sourdough-rise','dried-yeast');
INSERT INTO "claim_options" VALUES('sourdough-rise','sourdough');
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
INSERT INTO "claims" VALUES('advice','The guild of millers advises dried yeast for beginners.',NULL,'published',NULL,'mixed','not-rated',NULL,'The guild gives no grade.',NULL,'2026-01-15','2028-01-15','https://example.org/bread/claims/advice/');
INSERT INTO "claims" VALUES('cold-dough','In one trial, 3 of 9 cold loaves rose.',NULL,'withdrawn','The trial was retracted.','uncertain','not-rated',NULL,NULL,NULL,'2026-01-15','2028-01-15','https://example.org/bread/claims/cold-dough/');
INSERT INTO "claims" VALUES('crumb','In one trial, the crumb of sourdough scored 0.30 points lower, from -1.20 to 0.60.',NULL,'published',NULL,'no-difference','not-rated',NULL,NULL,NULL,'2026-01-15','2028-01-15','https://example.org/bread/claims/crumb/');
INSERT INTO "claims" VALUES('sourdough-burns','At most 5% of bakers burnt a hand, one handbook says, or 1 to 3% with gloves.',NULL,'published',NULL,'harm','very-low','rule','The number is handed on from a handbook.',NULL,'2024-01-10','2026-05-20','https://example.org/bread/claims/sourdough-burns/');
INSERT INTO "claims" VALUES('sourdough-rise','In one trial, 30 of 40 loaves rose with sourdough and 20 of 40 with dried yeast.','The bakers knew which dough they had [@baker2020, p. 11].
','published',NULL,'benefit','moderate','source','The authors rated it so, because the trial was small.','A trial in which nobody knows which dough is which.','2026-01-15','2028-01-15','https://example.org/bread/claims/sourdough-rise/');
CREATE TABLE concerns (
  claim TEXT NOT NULL REFERENCES claims,
  position INTEGER NOT NULL,
  domain TEXT NOT NULL,
  concern TEXT NOT NULL,
  why TEXT,
  PRIMARY KEY (claim, position)
) STRICT;
INSERT INTO "concerns" VALUES('sourdough-rise',1,'imprecision','serious','80 loaves');
CREATE TABLE conditions (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  summary TEXT NOT NULL,
  url TEXT NOT NULL
) STRICT;
INSERT INTO "conditions" VALUES('flat-loaf','Flat loaf','A loaf that did not rise.','https://example.org/bread/conditions/flat-loaf/');
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
INSERT INTO "estimates" VALUES('cold-dough',1,1,'3 loaves',NULL,'count','exactly','3',3.0,NULL,NULL,NULL,NULL,'loaves',NULL,'3',3,'9',9,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'raw',NULL,NULL,NULL);
INSERT INTO "estimates" VALUES('crumb',1,1,'-0.30 points',NULL,'mean-difference','exactly','-0.30',-0.3,NULL,NULL,NULL,NULL,'points','crumb-0-10',NULL,NULL,NULL,NULL,'-1.20',-1.2,'0.60',0.6,'95',95.0,'2.1',2.1,NULL,NULL,'neither',NULL,'model',NULL,NULL,NULL);
INSERT INTO "estimates" VALUES('sourdough-burns',1,1,'at most 5%','all','proportion','at-most','5',5.0,NULL,NULL,NULL,NULL,'percent',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'raw',NULL,NULL,NULL);
INSERT INTO "estimates" VALUES('sourdough-burns',1,2,'1 to 3%','with gloves','proportion','exactly',NULL,NULL,'1',1.0,'3',3.0,'percent',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'raw',NULL,NULL,NULL);
INSERT INTO "estimates" VALUES('sourdough-burns',1,3,'about 0.4%','beginners','proportion','about','0.4',0.4,NULL,NULL,NULL,NULL,'percent',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'raw',NULL,NULL,NULL);
INSERT INTO "estimates" VALUES('sourdough-rise',1,1,'75%','sourdough','proportion','exactly','75',75.0,NULL,NULL,NULL,NULL,'percent',NULL,'30',30,'40',40,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'raw',NULL,NULL,NULL);
INSERT INTO "estimates" VALUES('sourdough-rise',1,2,'50.0%','dried yeast','proportion','exactly','50.0',50.0,NULL,NULL,NULL,NULL,'percent',NULL,'20',20,'40',40,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'raw',NULL,NULL,NULL);
INSERT INTO "estimates" VALUES('sourdough-rise',1,3,'25 percentage points',NULL,'risk-difference','exactly','25',25.0,NULL,NULL,NULL,NULL,'percentage-points',NULL,NULL,NULL,NULL,NULL,'4',4.0,'43',43.0,'95',95.0,NULL,NULL,NULL,NULL,'intervention',NULL,'raw',NULL,NULL,NULL);
INSERT INTO "estimates" VALUES('sourdough-rise',1,4,'1.50',NULL,'risk-ratio','exactly','1.50',1.5,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'1.05',1.05,'2.14',2.14,'95',95.0,NULL,NULL,'0.02',0.02,NULL,NULL,'raw',NULL,NULL,NULL);
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
INSERT INTO "findings" VALUES('advice',1,'guild2015','section','3','beginners','dried yeast','not recorded','advice',NULL,NULL,NULL,'Dried yeast is advised for a first loaf.');
INSERT INTO "findings" VALUES('cold-dough',1,'frost2010','table','1','loaves kept cold',NULL,'not recorded','rise',NULL,NULL,NULL,NULL);
INSERT INTO "findings" VALUES('crumb',1,'baker2020',NULL,NULL,'loaves of rye','sourdough','dried yeast','crumb','1 day',NULL,'recalled',NULL);
INSERT INTO "findings" VALUES('sourdough-burns',1,'millers1999','chapter','2','home bakers','baking at home','nothing','burns','not stated',NULL,NULL,NULL);
INSERT INTO "findings" VALUES('sourdough-rise',1,'baker2020','page','12','loaves of wheat flour','sourdough','dried yeast','rise','12 hours','30 of 40 loaves rose against 20 of 40, 25 points more (ratio 1.50)','full-text',NULL);
CREATE TABLE notices (
  citekey TEXT NOT NULL REFERENCES "references",
  position INTEGER NOT NULL,
  nature TEXT NOT NULL,
  date TEXT NOT NULL,
  reasons TEXT NOT NULL,
  PRIMARY KEY (citekey, position)
) STRICT;
INSERT INTO "notices" VALUES('frost2010',1,'Retraction','2012-05-01','Data made up');
CREATE TABLE options (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  category TEXT NOT NULL,
  summary TEXT NOT NULL,
  position INTEGER NOT NULL UNIQUE,
  url TEXT NOT NULL
) STRICT;
INSERT INTO "options" VALUES('dried-yeast','Dried yeast','raising','Yeast from a packet.',3,'https://example.org/bread/options/dried-yeast/');
INSERT INTO "options" VALUES('sourdough','Sourdough','raising','Bread raised with a culture instead of bought yeast.',2,'https://example.org/bread/options/sourdough/');
INSERT INTO "options" VALUES('waiting','Waiting','waiting','Giving the dough more time.',1,'https://example.org/bread/options/waiting/');
CREATE TABLE outcomes (
  id TEXT PRIMARY KEY,
  label TEXT NOT NULL,
  better TEXT NOT NULL,
  plain TEXT,
  url TEXT NOT NULL
) STRICT;
INSERT INTO "outcomes" VALUES('advice','What bakers advise','neither',NULL,'https://example.org/bread/outcomes/advice/');
INSERT INTO "outcomes" VALUES('burns','Burns','lower',NULL,'https://example.org/bread/outcomes/burns/');
INSERT INTO "outcomes" VALUES('crumb','Crumb','higher',NULL,'https://example.org/bread/outcomes/crumb/');
INSERT INTO "outcomes" VALUES('never-measured','Joy','higher',NULL,'https://example.org/bread/outcomes/never-measured/');
INSERT INTO "outcomes" VALUES('rise','The loaf rises','higher','loaves that double in height','https://example.org/bread/outcomes/rise/');
CREATE TABLE quoted_as (
  claim TEXT NOT NULL REFERENCES claims,
  position INTEGER NOT NULL,
  place TEXT NOT NULL,
  says TEXT NOT NULL,
  verdict TEXT NOT NULL,
  why TEXT,
  PRIMARY KEY (claim, position)
) STRICT;
INSERT INTO "quoted_as" VALUES('sourdough-rise',1,'a leaflet','always rises','changed','most became always');
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
INSERT INTO "references" VALUES('baker2020','Baker A, van der Mühle H, The Guild of Millers. A trial of sourdough against dried yeast: 50% more rise? Journal of Bread. 2020 Mar;3(1):10–9.','A trial of sourdough against dried yeast: 50% more rise?',2020,'10.1000/bread.2020','12345678','randomised-trial','80 loaves','The Millers'' Guild','Two authors sell sourdough cultures.','full-text',0,'https://example.org/bread/references/baker2020/');
INSERT INTO "references" VALUES('frost2010','Frost J. Cold dough. Journal of Bread. 2010.','Cold dough',2010,'10.1000/bread.2010',NULL,'case-series',NULL,NULL,NULL,NULL,1,'https://example.org/bread/references/frost2010/');
INSERT INTO "references" VALUES('guild2015','The Guild of Millers. First Loaves [Internet]. The Guild of Millers; 2015.','First Loaves',2015,NULL,NULL,'guideline',NULL,'the guild''s members',NULL,NULL,0,'https://example.org/bread/references/guild2015/');
INSERT INTO "references" VALUES('millers1999','Korn I, Roggen B, editors. The Handbook of Flour. Bern: Mehl & Co.; 1999.','The Handbook of Flour',1999,NULL,NULL,'narrative-review',NULL,NULL,NULL,NULL,0,'https://example.org/bread/references/millers1999/');
CREATE TABLE scales (
  outcome TEXT NOT NULL REFERENCES outcomes,
  id TEXT NOT NULL,
  label TEXT NOT NULL,
  low TEXT, low_number REAL,
  high TEXT, high_number REAL,
  important TEXT, important_number REAL,
  PRIMARY KEY (outcome, id)
) STRICT;
INSERT INTO "scales" VALUES('crumb','crumb-0-10','crumb from 0 to 10','0',0.0,'10',10.0,'2',2.0);
CREATE INDEX findings_by_reference ON findings (citekey);
CREATE INDEX findings_by_outcome ON findings (outcome);
CREATE INDEX claims_by_option ON claim_options (option);
CREATE INDEX claims_by_condition ON claim_conditions (condition);
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
COMMIT;

"""Word lists by which numbers that state evidence are told from others: who is counted, names of studies, units.

English, and of no subject: words for people and for studies, not for what a site is about. Each list is an alternation
for regular expressions.
"""

from __future__ import annotations

PEOPLE = (
    "people|persons?|humans|individuals|patients?|participants?|volunteers?|respondents?"
    "|adults?|men|man|women|woman|children|child|kids|boys|girls|babies|baby|infants?|newborns|toddlers"
    "|teenagers?|teens|adolescents|youths|youngsters|pensioners?|seniors|elders|twins"
    "|mothers?|fathers?|families|couples|households|carers|caregivers|relatives|siblings"
    "|pupils?|students?|learners|undergraduates|graduates|employees|workers|recruits|trainees|apprentices"
    "|users|customers?|clients?|consumers|shoppers|buyers|subscribers|callers|visitors|guests?|passengers"
    "|commuters|travellers"
    "|residents|citizens|inhabitants|tenants|voters|taxpayers|homeowners|owners|landlords"
    "|drivers?|riders?|cyclists?|pedestrians|motorists|runners?|walkers|swimmers|athletes?|climbers"
    "|soldiers|veterans|prisoners|farmers|growers|gardeners|smokers|non-smokers|drinkers|sufferers|survivors"
    "|tasters|sleepers|donors?|recipients|attendees|applicants|enrollees|completers|responders"
    "|Americans|Europeans|Britons|Australians|Canadians|folk|souls|deaths?|births|fatalities"
    "|schoolchildren|grandchildren|schoolboys|schoolgirls|townspeople|villagers|sportsmen|sportswomen"
    "|servicemen|firefighters|salespeople|laypeople"
)
# One of them, where "one" counts and does not just point.
PERSON = (
    "person|patient|participant|volunteer|respondent|adult|man|woman|child|baby|infant|boy|girl|mother|father"
    "|parent|couple|family|household"
    "|user|customer|client|buyer|passenger|reader|rider|driver|cyclist|runner|smoker|worker|employee|pupil|student|resident|tenant"
    "|owner|caller|visitor|subject"
)
# Who may just as well be at work: few of them are counted by no study.
ROLES = (
    "nurses|doctors|surgeons|physicians|clinicians|GPs|specialists|dentists|therapists|physiotherapists"
    "|practitioners|vets"
    "|teachers|tutors|trainers|coaches|instructors|handlers|lecturers|scientists|researchers|experts|professionals"
    "|developers|programmers|engineers|testers|designers|managers|cooks|bakers|chefs|builders|pilots|officers|judges"
    "|subjects|controls|cases|members|parents|players|dancers|sailors|readers|listeners|viewers|editors"
    "|reviewers|authors"
    "|homes|dwellings|firms|companies|businesses|employers|schools|hospitals|clinics|practices|centres|centers|sites"
)
STUDIES = (
    "trials?|stud(?:y|ies)|RCTs?|meta-analys[ei]s|experiments?|cohorts?|surveys?|reviews?|papers?|reports?|polls"
    "|articles|publications|analyses|comparisons|case series|registries"
)
# A single one of these is a study, whatever else is said; one review or report may be anything.
TRIALS = "trial|study|RCT|experiment|meta-analysis|cohort"

TIME = (
    "seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|nights?|weekends?|weeks?|wks?|fortnights?|months?|years?|yrs?"
    "|decades?|winters|summers|seasons?|terms?|semesters?"
)
MEASURES = (
    "mg|g|kg|mcg|micrograms?|milligrams?|grams?|kilograms?|kilos?|tons?|tonnes|lbs?|ounces?|oz|stones?|ml|cl|dl|l|mL"
    "|millilit(?:er|re)s?|lit(?:er|re)s?|pints?|gallons?|cups?|spoons?|teaspoons?|tsp|tablespoons?|tbsp"
    "|mm|cm|m|km|millimet(?:er|re)s?|centimet(?:er|re)s?|met(?:er|re)s?|kilomet(?:er|re)s?|miles?|inch(?:es)?"
    "|ins?|feet|foot|yards?"
    "|degrees?|watts?|kW|kWh|volts?|bytes?|KiB|MiB|kB|MB|GB|psi|bar|calories|kcal|kJ|joules|pounds|euros?"
    "|dollars|cents|pence"
)
UNITS = f"{TIME}|{MEASURES}|tablets?|pills?|capsules?|drops?|puffs?|doses?|units?|IU|steps?|words|lines|turns?"
# What is divided when nothing is counted: half of the tablet, a third of the dough, half the battle.
WHOLES = (
    "cans?|apples?|onions?|lemons?|batch|loa(?:f|ves)|plates?|glass(?:es)?|bowls?|way|pages?|rooms?|screens?"
    "|forms?|books?"
    "|leaflets?|sheets?|cards?|mixture|dough|sauce|butter|flour|sugar|milk|cakes?|pizza|sandwich(?:es)?|battle"
    "|fun|job|story"
    "|distance|width|length|height|size|price|fee|century|moon|amount"
)
MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)

# What people in a study did or what happened to them.
HAPPENED = (
    "had|got|were|was|felt|did|said|died|went|came|gave up|took part|took up|stayed|stopped|started|dropped out"
    "|withdrew|left"
    "|finished|completed|recovered|improved|worsened|relapsed|responded|replied|answered|agreed|refused"
    "|declined|tried|used"
    "|reported|showed|developed|needed|received|complained|lost|gained|chose|preferred|returned|survived|failed|noticed"
    "|experienced|suffered|achieved|remained|became|joined|kept|found|felt|saw|thought|fell|slept|wrote|bought"
    "|quit|switched"
)
# What only people and animals do: whoever did it was counted, whatever they are called.
ANIMATE = (
    "felt|said|died|gave up|took part|dropped out|withdrew|recovered|improved|relapsed|replied|answered|agreed"
    "|refused|declined|tried|reported"
    "|complained|chose|preferred|survived|noticed|experienced|suffered|slept|quit|fell ill|fell pregnant"
    "|got better|got worse"
)
# What may stand between a number and what is counted is an adjective or two, and none of these.
NO_ADJECTIVES = (
    "of|in|on|at|to|for|with|without|by|from|after|before|than|as|per|and|or|nor|but|if|that|which|who|whom"
    "|when|where|while|because"
    "|is|are|was|were|be|been|has|have|had|do|does|did|can|may|must|should|will|would|could|might|not|no|it|he"
    "|she|they|we|you|i"
    "|the|a|an|this|these|those|every|each|all|about|into|over|under|between|among|against|versus|vs|times"
    "|points?|percent"
    "|kinds?|sorts?|types?|ways?|out|more|less|then|so|instead|ahead|short|inside|outside|because|regardless"
)

# Every number that is written in words has one of these in it, and so has every stretch of time.
TRIGGERS = frozenset(
    (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
     "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty",
     "sixty", "seventy", "eighty", "ninety", "dozen", "dozens", "hundred", "hundreds", "thousand", "thousands",
     "million", "millions", "billion", "billions", "half", "halves", "third", "thirds", "quarter", "quarters",
     "fourth", "fourths", "fifth", "fifths", "sixth", "sixths", "seventh", "sevenths", "eighth", "eighths", "ninth",
     "ninths", "tenth", "tenths", "twelfth", "twelfths", "twentieth", "hundredth", "thousandth", "second", "single",
     "double", "doubled", "doubles", "doubling", "treble", "trebled", "trebles", "trebling", "triple", "tripled",
     "triples", "tripling", "quadruple", "quadrupled", "quadruples", "quadrupling", "halve", "halved", "halving",
     "twice", "even", "fold", "twofold", "threefold", "fourfold", "fivefold", "sixfold", "sevenfold", "eightfold",
     "ninefold", "tenfold", "twentyfold", "hundredfold", "seconds", "minute", "minutes", "hour", "hours", "day",
     "days", "night", "nights", "weekend", "week", "weeks", "fortnight", "month", "months", "year", "years",
     "decade", "decades", "winter", "winters", "summer", "summers", "season", "seasons", "term", "terms",
     "semester",
    )
)  # fmt: skip

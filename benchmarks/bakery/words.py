"""The vocabulary: methods, doughs, outcomes, names that nobody bears, and sentences without numbers."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Outcome:
    """Something that is counted or measured on loaves.

    `event` ends a sentence about a count ("12 loaves …"); it is empty for what is measured in a `unit`. `scale` is the
    id of a scale, or empty. `usual` is the span of usual means, in the unit.
    """

    id: str
    label: str
    better: str
    noun: str
    event: str = ""
    counted: str = "loaves"
    unit: str = ""
    scale: str = ""
    usual: tuple[int, int] = (0, 0)
    decimals: int = 1


OUTCOMES = (
    Outcome("burnt-base", "Burnt base", "lower", "burnt bases", "had a burnt base"),
    Outcome("open-crumb", "Open crumb", "higher", "open crumb", "had an open crumb"),
    Outcome("collapse", "Collapse in the oven", "lower", "collapse", "sank in the oven"),
    Outcome("torn-side", "Torn side", "lower", "torn sides", "tore along the side"),
    Outcome("soft-next-day", "Soft on the next day", "higher", "softness", "were soft on the next day"),
    Outcome("good-ear", "A good ear", "higher", "a good ear", "had a good ear"),
    Outcome("bake-again", "Would bake it again", "higher", "baking again", "would bake it again", counted="bakers"),
    Outcome("flavour", "Flavour", "higher", "flavour", unit="points", scale="flavour-0-10", usual=(4, 7)),
    Outcome("crispness", "Crisp crust", "higher", "crispness", unit="points", scale="crisp-0-100", usual=(35, 65)),
    Outcome("staling", "Staling", "lower", "staling", unit="points", scale="staling-0-10", usual=(3, 6)),
    Outcome("height", "Height of the loaf", "higher", "height", unit="mm", usual=(60, 110)),
    Outcome("working-time", "Working time", "lower", "working time", unit="minutes", usual=(40, 90), decimals=0),
)
SCALES = {
    "flavour-0-10": ("flavour from 0 to 10", "10", "1"),
    "crisp-0-100": ("crispness from 0 to 100", "100", "8"),
    "staling-0-10": ("staling from 0 to 10", "10", "1"),
}
METHODS = (
    *(
        "cold proof",
        "warm proof",
        "steam bake",
        "stone bake",
        "slap folding",
        "long soak",
        "lidded pot",
        "late kneading",
    ),
    *("old dough", "late salt", "hot scald", "gentle folding", "basket proof", "deep scoring", "oven rest"),
)
DOUGHS = (
    *("rye", "spelt", "oat", "barley", "potato", "olive", "walnut", "seed", "milk", "honey", "wheat", "maize"),
    *("buckwheat", "lentil", "pumpkin", "raisin", "herb", "onion", "cheese", "beer"),
)
SETTINGS = (
    *("", "in a tin", "on a tray", "by gas", "in winter", "in summer", "at school", "for a crowd", "on a boat"),
    *("by the sea", "in a cellar", "with fresh yeast"),
)
COMPARATORS = ("a plain bake", "a short rest", "no folding", "the usual way", "a bare tray", "a quick mix", "dry heat")
CATEGORIES = (
    ("leave-it", "Leaving the dough alone"),
    ("by-hand", "Work by hand"),
    ("mixing", "Changes to the mix"),
    ("heat", "Changes in the oven"),
)
CATEGORY_OF = dict(
    zip(
        METHODS,
        (
            *("leave-it", "leave-it", "heat", "heat", "by-hand", "mixing", "heat", "by-hand"),
            *("mixing", "mixing", "mixing", "by-hand", "leave-it", "by-hand", "heat"),
        ),
        strict=True,
    )
)
CONDITIONS = (
    *("dense-crumb", "pale-crust", "flat-loaf", "sour-dough-gone-flat", "sticky-dough", "dry-crumb", "burnt-bottom"),
    *("slow-starter", "torn-crust", "cold-kitchen", "weak-flour", "uneven-oven"),
)
GUIDES = ("choosing-a-method", "reading-a-bake-log", "when-a-loaf-fails", "a-small-oven", "baking-with-others")
TERMS = (
    ("autolyse", "Autolyse", "A rest of flour and water before the salt goes in."),
    ("banneton", "Banneton", "A basket that holds the dough while it rises."),
    ("crumb", "Crumb", "The inside of a loaf."),
    ("crust", "Crust", "The outside of a loaf."),
    ("ear", "Ear", "The lip of crust that lifts along a cut."),
    ("gluten", "Gluten", "The web in dough that holds gas."),
    ("hydration", "Hydration", "How wet a dough is for its flour."),
    ("interval", "Interval", "The span in which the true number may lie."),
    ("lame", "Lame", "A blade for cutting the dough before it is baked."),
    ("mean", "Mean", "The sum of all numbers, shared out evenly."),
    ("proof", "Proof", "The rise of the shaped dough."),
    ("starter", "Starter", "Flour and water with live yeast."),
    ("staling", "Staling", "The way bread turns dry and hard."),
    ("trial", "Trial", "A test in which lots decide how each loaf is baked."),
)
# How a statement names the kind of work it reports.
IN_WORDS = {
    "systematic-review": "a review of trials",
    "randomised-trial": "one trial",
    "non-randomised-trial": "one trial without lots",
    "cohort": "one study of batches",
    "case-control": "one study that looked back",
    "cross-sectional": "one survey",
    "case-series": "one series of bakes",
    "diagnostic-study": "one study of a test",
    "guideline": "one guide",
    "narrative-review": "one overview",
    "economic-model": "one model of costs",
    "editorial": "one opinion piece",
    "news": "one news report",
    "other": "one set of papers",
}
_SURNAME_STARTS = (
    "Bröt",
    "Krüm",
    "Mehlé",
    "Sáu",
    "Oføn",
    "Tęst",
    "Halb",
    "Çör",
    "Gärl",
    "Wåf",
    "Kneť",
    "Rôg",
    "Pumper",
)
_SURNAME_ENDS = ("mark", "holm", "dalsen", "wick", "ova", "ñez", "inger", "łowicz", "beke", "sson", "čák", "ëlle")
PARTICLES = ("van der", "de", "von")
GIVEN = ("Amélie", "Bo", "Cör", "Dina P.", "Eöl", "Fenn", "Gïna", "Håvor", "Ilka", "J. Q.", "Kåja", "Lün", "Møna")
BODIES = (
    "Guild of Home Bakers",
    "Institute for Flour and Salt",
    "Bread Test Board and Friends",
    "Society of the Open Crumb",
)
JOURNALS = (
    ("jcrust", "Journal of Crust and Crumb"),
    ("annyeast", "Annals of Yeast"),
    ("ovenlett", "Oven Letters"),
    ("breadrev", "Bread Review"),
    ("graintoday", "Grain Today"),
    ("dough", "Dough"),
)
_SCENES = {
    "The dough": (
        *("rests in a bowl", "turns smooth and warm", "keeps its shape on the board", "smells sweet and sour"),
        *("grows slowly at the back of the shelf", "feels soft in the hand", "sticks to the board"),
    ),
    "The crust": ("turns brown and crisp", "cracks along the cut", "stays pale at the edge", "sings as it cools"),
    "The crumb": ("looks even and moist", "springs back under the thumb", "stays soft near the crust"),
    "The oven": ("holds its heat well", "needs a while to warm", "runs hot at the back", "lets out some steam"),
    "A good loaf": ("sounds hollow when tapped", "cools on a rack", "keeps well in a cloth bag"),
    "Bakers": (
        *("fold the dough by hand", "write down what they see", "use what the kitchen has", "share the same pot"),
        *("taste the loaf when it is cool", "wet their hands before they shape", "judge the rise by eye"),
    ),
    "Home cooks": (
        "like the smell of it",
        "find the dough hard to move",
        "keep a jar of starter",
        "make room on the shelf",
    ),
    "A damp cloth": ("keeps the skin from drying", "helps on a hot day", "lies over the bowl"),
}
_TAILS = (
    *("on a cool day", "in a small kitchen", "before the oven is hot", "with plain flour", "when the room is damp"),
    *(
        "at the end of the day",
        "with a little more salt",
        "under a clean cloth",
        "if the flour is fresh",
        "in the morning",
    ),
)
_OPENERS = ("", "", "", "As a rule, ", "Even so, ", "With this method, ", "By then, ", "In the end, ")


def scene(random: Random) -> str:
    """Return a short sentence that states no evidence."""
    subject = random.choice(tuple(_SCENES))
    opener = random.choice(_OPENERS)
    subject = subject[0].lower() + subject[1:] if opener else subject
    tail = f" {random.choice(_TAILS)}" if random.random() < 0.6 else ""
    return f"{opener}{subject} {random.choice(_SCENES[subject[0].upper() + subject[1:]])}{tail}."


def surname(random: Random) -> str:
    """Return a family name that nobody bears."""
    return random.choice(_SURNAME_STARTS) + random.choice(_SURNAME_ENDS)


def title(random: Random) -> str:
    """Return the title of a work, without its subtitle."""
    about = random.choice(("On", "Notes on", "The use of", "Trials of", "A look at", "Lessons from", "Limits of"))
    place = random.choice(
        ("home kitchens", "small ovens", "village halls", "cold rooms", "school kitchens", "test beds")
    )
    outcome = random.choice(OUTCOMES).noun
    return f"{about} {random.choice(METHODS)} for {random.choice(DOUGHS)} bread and {outcome} in {place}"

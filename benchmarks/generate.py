"""Make a site of a given size, in the contract's format, about a subject that does not exist.

    python benchmarks/generate.py S|M|L|CLAIMSxREFERENCESxOPTIONS DIR

The same size gives the same bytes. Only the standard library is used.
DIR must be new, empty, or made by this program before; a site of the same size that is whole already is left as it is.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random

from bakery import words
from bakery.bibliography import file_text, references
from bakery.claims import Claim, Deck, claims, options
from bakery.lists import RETRACTIONS, lists
from bakery.pages import option_page, plain_page

SIZES = {"S": (200, 100, 30), "M": (2_000, 1_000, 100), "L": (20_000, 8_000, 300)}
SEED = 20_261_122
MARKER = ".spinesite-benchmark"
TOPICS = ("crust", "crumb", "yeast", "flour", "ovens")


class RefusedError(Exception):
    """The arguments cannot be used; the message says why."""


def parse_size(text: str) -> tuple[int, int, int]:
    """Return the numbers of claims, references and options; raises RefusedError for what is no size."""
    if text in SIZES:
        return SIZES[text]
    match = re.fullmatch(r"([1-9]\d{0,6})x([1-9]\d{0,6})x([1-9]\d{0,3})", text)
    if not match:
        raise RefusedError(f"{text!r} is no size: write S, M, L or CLAIMSxREFERENCESxOPTIONS, such as 12x8x3")
    count, works, ways = (int(group) for group in match.groups())
    if works < 6 or count < 2 * ways:
        raise RefusedError("a site needs at least 6 references, and 2 claims for each option")
    return count, works, ways


def generate(size: tuple[int, int, int], root: Path) -> None:
    """Write the site; raises RefusedError if the directory holds something else."""
    marker = root / MARKER
    wanted = f"{'x'.join(map(str, size))} {_version()}\n"
    if marker.is_file():
        if marker.read_text(encoding="utf-8") == wanted:
            return
    elif root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise RefusedError(f"{root} is not empty, and this program did not make it")
    root.mkdir(parents=True, exist_ok=True)
    marker.write_text("unfinished\n", encoding="utf-8")
    for folder in ("content", "citations"):
        if (root / folder).exists():
            shutil.rmtree(root / folder)
    made: set[Path] = set()
    for name, text in site(size):
        path = root / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(text.encode("utf-8"))
    marker.write_text(wanted, encoding="utf-8")


def site(size: tuple[int, int, int]) -> list[tuple[str, str]]:
    """Return the path and the text of every file of a site."""
    count, works, number_of_options = size
    random = Random(SEED)
    shelves = references(random, works)
    entries = [entry for shelf in shelves for entry in shelf]
    plain = Deck(random, [entry for entry in entries if not entry.bound])
    bounded = Deck(random, [entry for entry in entries if entry.bound])
    ways = options(number_of_options)
    stated = list(claims(random, count, ways, plain, bounded))
    files = [(f"content/{name}", text) for name, text in lists(stated).items()]
    files += [(f"content/claims/{claim.option}/{claim.id}.yaml", claim.text) for claim in stated]
    for order, option in enumerate(ways):
        own = stated[order :: len(ways)]
        files.append((f"content/options/{option.id}.md", option_page(random, order, option, own, plain)))
    files += _other_pages(random, stated, plain)
    for place, shelf in enumerate(shelves):
        files.append((f"citations/{TOPICS[place % len(TOPICS)]}-{place + 1:02d}.bib", file_text(shelf)))
    files.append(("citations/retractions.json", RETRACTIONS))
    return files


def _other_pages(random: Random, stated: Sequence[Claim], plain: Deck) -> list[tuple[str, str]]:
    files: list[tuple[str, str]] = []
    for condition in words.CONDITIONS:
        related = [claim for claim in stated if condition in claim.conditions]
        title = condition.replace("-", " ").capitalize()
        text = plain_page(
            random, title, "What goes wrong, and what was tried.", _both_sides(related, stated), plain.deal(4)
        )
        files.append((f"content/conditions/{condition}.md", text))
    for guide in words.GUIDES:
        title = guide.replace("-", " ").capitalize()
        related = random.sample(stated, min(len(stated), 12))
        text = plain_page(random, title, "How to go about it.", _both_sides(related, stated), plain.deal(4))
        files.append((f"content/guides/{guide}.md", text))
    for page in ("about", "methods"):
        text = plain_page(
            random, page.capitalize(), "What this site is.", _both_sides(stated[:12], stated), plain.deal(4)
        )
        files.append((f"content/pages/{page}.md", text))
    return files


def _both_sides(related: Sequence[Claim], stated: Sequence[Claim]) -> list[Claim]:
    """Return claims of which one speaks for an option and another against one."""
    pool = (*related, *stated)
    chosen = [next(claim for claim in pool if claim.direction == direction) for direction in ("benefit", "harm")]
    return chosen + [claim for claim in related if claim not in chosen][:6]


def _version() -> str:
    """Return a digest of the program itself: a site that an older one made is made again."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted([here / "generate.py", *(here / "bakery").glob("*.py")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def main(arguments: Sequence[str]) -> int:
    """Run from the command line; return the exit status."""
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        generate(parse_size(arguments[0]), Path(arguments[1]))
    except (RefusedError, OSError) as error:
        print(f"generate.py: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""What templates may not do: print unescaped, run scripts in place, style in place, leave an attribute unquoted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "templates"
TEMPLATES = sorted(ROOT.rglob("*.html"))
# Where an address may come from: a page or file of the site, the safe_url filter, or the checked links of a reference.
# The one script, a file of the site; and that of the search page.
SCRIPTS = (
    """<script src="{{ here.file('assets/enhance.js') }}" defer></script>""",
    """<script src="{{ here.file('assets/search.js') }}"{% if has_search_index %} data-index{% endif %}></script>""",
)
# The one block of data, in the one component that may hold it: JSON that `metadata.inert` has made harmless.
DATA_BLOCK, DATA_COMPONENT = """<script type="application/ld+json">{{ data }}</script>""", "components/metadata.html"
SAFE = "|".join(
    (
        r"correction_url\(page\)",
        r"here\.(?:to|file)\(.*?\)",
        r"canonical\(page\)",
        r"url",
        r"embedding\.url",
        r"link\|safe_url if .*? else here\.to\(.*?\)",
    )
)
LINK = re.compile(rf"""(?:href|src|action)="(\{{\{{ (?:{SAFE}) \}}\}}|\#[^"]*)\"""")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_template(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if path == ROOT / DATA_COMPONENT:
        assert DATA_BLOCK in text
        text = text.replace(DATA_BLOCK, "", 1)
    for script in SCRIPTS:
        text = text.replace(script, "")
    for forbidden in ("|safe ", "|safe}", "| safe", "xmlattr", "autoescape", " style=", "<script", "<style"):
        assert forbidden not in text.replace("|safe_url", ""), forbidden
    assert not re.search(r"\son[a-z]+=", text)
    bare = re.sub(r'"[^"]*"', '""', re.sub(r"\{[{%#].*?[}%#]\}", "", text, flags=re.DOTALL))
    assert not re.search(r"""<[^>]*\s[a-z-]+=(?!"")""", bare), "an attribute without quotation marks"
    for found in re.finditer(r'\s(?:href|src|action)="[^"]*"', text):
        assert LINK.fullmatch(found.group().strip()), found.group()


def test_templates_know_no_subject() -> None:
    words = re.compile(r"\b(?:spine|spinal|back|surg\w+|vertebr\w+|sciatica|lumbar)\b", re.IGNORECASE)
    for path in TEMPLATES:
        assert not words.search(path.read_text(encoding="utf-8")), path

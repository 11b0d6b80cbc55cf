"""Pages and exports into bytes: one Jinja environment, autoescape on, missing names are errors.

Content is never a template. What many pages show alike, such as a claim's card, is drawn once and kept for the build.
"""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
from markupsafe import Markup

from spinesite import addresses, drawings, exports, figures, metadata, scholarly, together, words
from spinesite.errors import UsageError
from spinesite.filling import fill
from spinesite.intervals import rounded
from spinesite.names import SitePath, fold, safe_url
from spinesite.page import Page
from spinesite.pages import PAGES
from spinesite.records import NavigationItem
from spinesite.site import Figure, Site
from spinesite.templatefaults import is_of_template, not_utf8, template_message
from spinesite.templatefiles import Compiled, template_folders
from spinesite.turns import Mine, all_of_them

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)
# Pagefind runs WebAssembly: on the search page alone, and where there is an index to search.
SEARCH_POLICY = POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
# Draws a value of a claim on a page at this place, with this denominator for its people.
Draw = Callable[[Any, "Here", int], Markup]


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file of the published site. `page` is set for pages, so that they can be verified."""

    path: SitePath
    data: bytes
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class Here:
    """Where a page stands: how its links reach the rest of the site.

    `base` leads to the root ("../../"), relative but for 404.html; `portable` names index.html in every link.
    """

    base: str
    portable: bool = False

    def to(self, address: str) -> str:
        """Return the link to a page of the site by its address, which may end in a fragment."""
        path, mark, fragment = address.partition("#")
        if self.portable and (not path or path.endswith("/")):
            path += "index.html"
        return (self.base + path or "./") + mark + fragment

    def file(self, path: str) -> str:
        """Return the link to a file of the site."""
        return self.base + path


def here(page: Page, site: Site, portable: bool) -> Here:
    """Return where a page stands."""
    if page.address.endswith(".html"):
        path = "/" + site.settings.base_url.split("//", 1)[1].partition("/")[2]
        return Here(path if path.endswith("/") else path + "/", portable=False)
    return Here("../" * page.address.count("/"), portable)


def environment(
    site: Site,
    folders: tuple[Path, ...],
    portable: bool,
    sizes: Mapping[str, int],
    compiled: Compiled | None = None,
    search: bool = False,
) -> jinja2.Environment:
    """Return the environment of one build, with everything that a template may use.

    `sizes` are those of the exports in bytes, by their paths; they may come later, but before the page that tells them.
    With `search`, the site has a search index.
    """
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader([str(folder) for folder in folders]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=jinja2.MemcachedBytecodeCache(compiled) if compiled is not None else None,
    )
    env.filters["number"] = number
    env.filters["day"] = words.day
    env.filters["capitalised"] = capitalised
    env.filters["sentence"] = sentence
    env.filters["size"] = file_size
    env.filters["thousands"] = lambda whole: f"{whole:,}"
    env.filters["safe_url"] = lambda url: safe_url(str(url)) or ""
    env.globals.update(
        site=site,
        words=words,
        addresses=addresses,
        policy=POLICY,
        search_policy=SEARCH_POLICY if search else POLICY,
        has_search_index=search,
        measures=figures.MEASURES,
        details=figures.details,
        frequency=figures.frequency,
        leads_with_count=figures.leads_with_count,
        wilson_text=figures.wilson_text,
        drawn_people=drawings.people,
        drawn_strip=drawings.strip,
        correction_url=lambda page: correction_url(site, page),
        comparisons=figures.comparisons,
        together=together.together,
        shared_measure=together.shared_measure,
        navigation=_navigation(site),
        canonical=lambda page: addresses.absolute(site.settings.base_url, page.address),
        structured=lambda page, evidence_page: structured(page, site, evidence_page),
        open_graph=lambda page: metadata.open_graph(page, site),
        highwire=scholarly.highwire,
        portable=portable,
        sizes=sizes,
    )
    card = _kept(env, "components/card.html", "statement")
    cards = {3: card, 2: _kept(env, "components/card.html", "statement", level=2)}
    env.globals["card"] = card
    env.globals["reports"] = _kept(env, "components/reports.html", "statement")
    env.globals["interests"] = _kept(env, "components/interests.html", "source")
    env.globals["source_line"] = _kept(env, "components/source.html", "source")
    certainty = env.get_template("components/certainty.html")
    levels = {level: Markup(certainty.render(level=level)) for level in words.CERTAINTY}  # noqa: S704
    env.globals["certainty"] = levels.__getitem__
    env.globals["frame"] = _frames(env)
    env.globals["fill"] = lambda prose, here, page: fill(prose, here, page, site, cards)
    _load_all(env)
    return env


def _load_all(env: jinja2.Environment) -> None:
    """Compile every template now that the globals are complete.

    A template gets the globals as a chain of mappings, which makes each import in a template as dear as drawing it; a
    plain dict is not.
    """
    for name in env.list_templates(extensions=["html"]):
        shape = env.get_template(name)
        shape.globals = dict(shape.globals)


def structured(page: Page, site: Site, evidence_page: str) -> Markup:
    """Return what a page shows as JSON-LD that can stand in a script element; empty where there is nothing to say."""
    found = metadata.structured(page, site, evidence_page)
    return Markup(metadata.inert(found) if found else "")  # noqa: S704 - no <, > or & is left in it


def number(figure: Figure) -> Markup:
    """Return an estimate's number, marked with the claim and the estimate it comes from: the only way to print one."""
    text = escape(figures.number_text(figure.estimate))
    # An id and a position need no escaping: their grammar is letters, digits, hyphens and a dot.
    marks = f'data-claim="{figure.claim_id}" data-estimate="{figure.position}"'
    return Markup(f'<span class="number" {marks}>{text}</span>')  # noqa: S704


def capitalised(text: str) -> str:
    """Return a text with its first letter as a capital; the rest stays, for names and abbreviations stand in it."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """Return a text with a full stop at its end, unless it ends a sentence of its own."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def file_size(size: int) -> str:
    """Return a number of bytes as people say it, in units of a thousand: "186 kB", "4.2 MB"."""
    if size < 1_000:
        return f"{size} bytes"
    if size < 999_500:
        return f"{rounded(Fraction(size, 1_000))} kB"
    return f"{rounded(Fraction(size, 1_000_000), 1)} MB"


def correction_url(site: Site, page: Page) -> str:
    """Return the address at which the site's repository takes a correction, filled in for a page; "" without one."""
    if not site.settings.repository:
        return ""
    where = addresses.absolute(site.settings.base_url, page.address)
    title = quote(f"Correction: {page.address or 'home'}", safe="")
    query = f"template=correction.yml&title={title}&page={quote(where, safe='')}"
    return f"{site.settings.repository.rstrip('/')}/issues/new?{query}"


def _navigation(site: Site) -> tuple[tuple[str, str], ...]:
    """Return the words and addresses of the main navigation: the site's own, or the usual five."""
    usual = (
        NavigationItem(label="Options", page="options"),
        NavigationItem(label="Compare", page="compare"),
        NavigationItem(label="Guides", page="guides"),
        NavigationItem(label="Claims", page="claims"),
        NavigationItem(label="References", page="references"),
    )
    return tuple(
        (item.label, site.pages_by_name[addresses.page_name(item.page)]) for item in site.settings.navigation or usual
    )


def _kept(env: jinja2.Environment, shape: str, name: str, level: int = 3) -> Draw:
    """Return a function that draws a value of a claim with a template, once for each depth of page and denominator.

    `level` is that of its heading, if it has one.
    """
    drawn: dict[tuple[int, Here, int], Markup] = {}

    def draw(value: Any, here: Here, denominator: int) -> Markup:
        # The site outlives the build and its values are frozen, so that a value's identity stands for what it is.
        key = (id(value), here, denominator)
        if key not in drawn:
            parts = {name: value, "here": here, "denominator": denominator, "level": level}
            drawn[key] = Markup(env.get_template(shape).render(parts))  # noqa: S704
        return drawn[key]

    return draw


def _frames(env: jinja2.Environment) -> Callable[[str, Here, str], Markup]:
    """Return a function that draws what all pages of one depth share; `current` marks the page's own link."""
    drawn: dict[tuple[str, Here, str], Markup] = {}
    navigation: tuple[tuple[str, str], ...] = env.globals["navigation"]  # type: ignore[assignment]
    marked = {address for _, address in navigation}

    def frame(name: str, here: Here, current: str) -> Markup:
        key = (name, here, current if current in marked else "")
        if key not in drawn:
            shape = env.get_template(f"components/{name}.html")
            drawn[key] = Markup(shape.render(here=here, current=key[2]))  # noqa: S704
        return drawn[key]

    return frame


def all_pages(site: Site) -> Iterator[Page]:
    """Yield every page of the site, in the order of `PAGES`."""
    for make in PAGES:
        yield from make(site)


def is_listed(page: Page) -> bool:
    """Tell whether readers and crawlers are to find a page: not one for frames, nor the one for missing addresses."""
    return page.listed and not page.address.endswith(".html")


@dataclass(frozen=True, slots=True)
class Renderer:
    """All that is needed to draw the files of one site, in any order.

    `sizes` are those of the exports in bytes, by their paths, once all have been made.
    """

    site: Site
    folders: tuple[Path, ...]
    environment: jinja2.Environment
    sizes: dict[str, int]
    portable: bool = False
    search: bool = False

    def page(self, page: Page) -> Artifact:
        """Draw a page. Raises UsageError, with the template's name and line, where a template is at fault."""
        if page.address == addresses.DATA and not self.sizes:
            deque(self.exports(), maxlen=0)
        place = here(page, self.site, self.portable)
        try:
            shape = self.environment.get_template(page.template)
            data = _drawn(shape, {"page": page, "here": place, "denominator": page.denominator, **page.parts})
        except Exception as error:
            if isinstance(error, jinja2.TemplateError) or is_of_template(error):
                raise UsageError(template_message(error, page.template, f" (page {page.path})")) from error
            raise
        return Artifact(page.path, data, page)

    def exports(self) -> Iterator[Artifact]:
        """Yield the files that hold the whole corpus."""
        sizes: dict[str, int] = {}
        for export, data in exports.made(self.site):
            sizes[export.path] = len(data)
            yield Artifact(SitePath(export.path), data)
        self.sizes.update(sizes)

    def others(self, published: Sequence[str]) -> Iterator[Artifact]:
        """Yield what is neither a page, nor an export, nor beside a page, but for the manifest.

        `published` holds the addresses of all pages that are listed.
        """
        yield from assets(self.folders)
        for path, data in exports.well_known(self.site, published, POLICY, SEARCH_POLICY if self.search else POLICY):
            yield Artifact(SitePath(path), data)

    def beside(self, is_mine: Mine = all_of_them, first: int = 0) -> Iterator[Artifact]:
        """Yield what stands beside the pages of records: what is one's own of them, counted from `first`."""
        for path, data in exports.beside_pages(self.site, is_mine, first):
            yield Artifact(SitePath(path), data)


def _drawn(shape: jinja2.Template, parts: Mapping[str, Any]) -> bytes:
    """Draw a template as UTF-8, a bit at a time: a very large page is not held as a text besides."""
    made = io.BytesIO()
    text = io.TextIOWrapper(made, "utf-8", newline="", write_through=False)
    text.writelines(shape.generate(parts))
    text.flush()
    return made.getvalue()


def renderer(
    site: Site, root: Path, portable: bool = False, compiled: Compiled | None = None, search: bool = False
) -> Renderer:
    """Return what draws the files of a site. Raises UsageError for a template that cannot be read.

    With `search`, the search page is made for a site that has an index.
    """
    folders = template_folders(root)
    sizes: dict[str, int] = {}
    try:
        env = environment(site, folders, portable, sizes, compiled=compiled, search=search)
        return Renderer(site, folders, env, sizes, portable, search)
    except jinja2.TemplateError as error:
        raise UsageError(template_message(error, "layouts/base.html")) from error
    except UnicodeDecodeError as error:
        raise UsageError(not_utf8(folders, error)) from error


def render(
    site: Site,
    root: Path,
    portable: bool = False,
    search: bool = False,
    is_first: bool = True,
    is_mine: Mine = all_of_them,
) -> Iterator[Artifact]:
    """Yield every file of the site but the manifest and the search index.

    With `search`, the search page is made for a site that has an index. Where several share in the work, `is_mine`
    tells which pages, claims and references are one's own, and what is made once is the first one's. Raises UsageError,
    with the template's name and line, where a template is at fault.
    """
    drawing = renderer(site, root, portable, search=search)
    if is_first:
        yield from drawing.exports()
    published: list[str] = []
    pages = 0
    for pages, page in enumerate(all_pages(site), 1):
        if is_listed(page):
            published.append(page.address)
        is_own = is_mine(pages - 1)
        # The page that tells the sizes of the exports is drawn where they are made.
        if is_first if page.address == addresses.DATA else is_own:
            yield drawing.page(page)
    yield from drawing.beside(is_mine, pages)
    if is_first:
        yield from drawing.others(published)


def assets(folders: tuple[Path, ...]) -> Iterator[Artifact]:
    """Yield the static files of all template folders; a site's own file of the same name wins.

    Raises UsageError for anything that is not a regular file: a link could publish what was never meant to be.
    """
    taken: set[str] = set()
    for folder in folders:
        base = folder / "assets"
        for path in sorted(base.rglob("*")) if base.is_dir() else ():
            if path.is_symlink() or not (path.is_dir() or path.is_file()):
                raise UsageError(f"{path} is not a regular file: put a copy of the file in its place")
            name = path.relative_to(base).as_posix()
            if path.is_file() and fold(name) not in taken:
                taken.add(fold(name))
                try:
                    site_path = SitePath(f"assets/{name}")
                except ValueError:
                    raise UsageError(f"{path} has a name that no address can have") from None
                yield Artifact(site_path, path.read_bytes())

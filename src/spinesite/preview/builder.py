"""Which edition is shown, and what is wrong with the sources as they are now.

One thread makes editions; the threads that answer requests read the `State` and may ask for a new look. A look costs a
walk through the folders. If they have changed, the changed files are read again and checked, but for the wording of
their prose, and the new edition is shown at once. When nobody asks for anything more, and little by little if somebody
never ceases to, it gets what else a build does: prose is checked, everything is drawn and verified. If a build would
stop, the edition is taken back.
"""

from __future__ import annotations

import gc
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Condition, Event

from spinesite.check import apply_waivers, breaches
from spinesite.diagnostics import Diagnostic, has_errors
from spinesite.errors import SpinesiteError
from spinesite.load import files_below, gather
from spinesite.model import Corpus
from spinesite.pipeline import judge
from spinesite.preview.edition import Edition, edition
from spinesite.preview.watching import folders, is_of_editor, settled, snapshot
from spinesite.reading import Remembered, reader
from spinesite.root import require_site
from spinesite.rules.registry import RULES
from spinesite.templatefiles import Compiled

# Seconds that a request waits at most for the sources to be looked at.
WAIT = 60.0
# Seconds without a request after which an edition is verified whole: the page that is loaded again comes first.
LULL = 0.1
# Looks after which it is verified although requests never cease, one step after each of them.
LOOKS = 20
# A rule that a waiver can silence guards nothing that the next stages rely on; those on wording read every sentence.
QUICK = tuple(rule for rule in RULES if rule.always or rule.family != "wording")
# After so many editions what is left of old ones is removed even if there was no quiet moment for it.
EVERY = 16
_ALL_DONE = object()


@dataclass(frozen=True, slots=True)
class State:
    """What is shown at a moment.

    `name` is another one for each state, also of another run. `shown` is the last good edition; None before there is
    one. `problems` are the errors, and `failure` what else stopped a build, that keep newer sources from being shown.
    """

    name: str
    shown: Edition | None = None
    problems: tuple[Diagnostic, ...] = ()
    failure: str = ""

    @property
    def is_behind(self) -> bool:
        """Whether the sources are newer than what is shown."""
        return bool(self.problems or self.failure)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an attempt to make an edition gave, for the person at the terminal.

    `is_whole` is false for errors that are told before everything has been checked; the rest follows.
    """

    diagnostics: tuple[Diagnostic, ...] = ()
    failure: str = ""
    is_whole: bool = True


class Builder:
    """Makes editions of a site. `tell` is called with each outcome, in the thread that makes them."""

    def __init__(self, root: Path, today: date, base_url: str, tell: Callable[[Outcome], None]) -> None:
        self.stop, self.tops = Event(), folders(root)
        self._root, self._today, self._base_url, self._tell = root, today, base_url, tell
        self._read, self._compiled = Remembered(reader()), Compiled()
        self._run, self._count = secrets.token_hex(4), 0
        self._state = State(self._run)
        # What may be shown, the newest last: the last one that was verified whole, and those after it.
        self._editions: list[Edition] = []
        self._bell, self._changed = Event(), Condition()
        self._asked = self._answered = 0

    def ring(self) -> None:
        """Have the sources looked at soon."""
        self._bell.set()

    def end(self) -> None:
        """End `work`, and let nobody wait for it any more."""
        self.stop.set()
        self._bell.set()
        with self._changed:
            self._changed.notify_all()

    def current(self) -> State:
        """Return the state that belongs to the sources as they are now, not as they were at the last look."""
        with self._changed:
            self._asked += 1
            mine = self._asked
            self._bell.set()
            self._changed.wait_for(lambda: self._answered >= mine or self.stop.is_set(), WAIT)
            return self._state

    def after(self, name: str, seconds: float) -> State:
        """Return the state as soon as it is another one than the one of that name, at the latest after some seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._state.name != name or self.stop.is_set(), seconds)
            return self._state

    def work(self) -> None:
        """Make editions until `end` is called."""
        seen: object = None
        proof: Iterator[object] | None = None
        wait: float | None = None
        looks = 0
        while not self.stop.is_set():
            if self._bell.wait(wait):
                self._bell.clear()
                with self._changed:
                    asked = self._asked
                if seen is None or snapshot(self.tops) != seen:
                    seen = settled(self.tops, self.stop)
                    if seen is None:
                        self._bell.set()
                    proof = self._attempt()
                    looks = 0
                with self._changed:
                    self._answered = asked
                    self._changed.notify_all()
                looks += 1
                if proof is None or looks < LOOKS:
                    wait = None if proof is None else LULL
                    continue
            wait = 0
            if proof is None or next(proof, _ALL_DONE) is _ALL_DONE:
                gc.collect()  # an edition refers to itself, and waiting for it now costs nobody much
                proof, wait = None, None

    def take_back(self, edition: Edition, error: Exception) -> State:
        """Show the edition before one that turned out not to be whole, and why; return the state that follows."""
        with self._changed:
            if edition in self._editions:
                self._editions.remove(edition)
                self._show(self._state.problems, failure(error))
            return self._state

    def _attempt(self) -> Iterator[None]:
        """Make and show an edition, if there are no errors; return the steps that are left of a build."""
        if self._count % EVERY == 0:
            gc.collect()
        try:
            require_site(self._root)
            files = (file for file in files_below(self._root) if not is_of_editor(file.path))
            corpus, found = gather(files, self._today, self._read)
            corpus, checked = judge(corpus, found, self._base_url, QUICK)
            made = None if has_errors(checked.diagnostics) else edition(corpus, self._root, self._compiled)
        except Exception as error:
            self._show((), failure(error))
            self._tell(Outcome(failure=failure(error)))
            return iter(())
        with self._changed:
            # The verified one and the last few are enough to fall back on.
            self._editions = [*self._editions[:1], *self._editions[1:][-2:], *([made] if made else [])]
            self._show(checked.diagnostics)
        if made is None:
            self._tell(Outcome(checked.diagnostics, is_whole=False))
        return self._finish(corpus, found, made)

    def _finish(self, corpus: Corpus, found: tuple[Diagnostic, ...], made: Edition | None) -> Iterator[None]:
        """Do step by step what else a build does; show the edition before this one if a build would stop."""
        problems: tuple[Diagnostic, ...] = ()
        why = ""
        try:
            everything = list(found)
            for breached in breaches(corpus):
                everything += breached
                yield
            problems = apply_waivers(corpus, everything).diagnostics
            if made and not has_errors(problems):
                for wrong in made.proof():
                    problems = (*problems, *wrong)
                    yield
        except Exception as error:
            why = failure(error)
        with self._changed:
            if why or has_errors(problems):
                self._editions = [kept for kept in self._editions if kept is not made]
                self._show(problems, why)
            elif made in self._editions:
                self._editions = self._editions[self._editions.index(made) :]
            elif made:  # what made it fail when it was asked for has passed
                self._editions = [made]
                self._show()
        self._tell(Outcome(problems, why))

    def _show(self, diagnostics: tuple[Diagnostic, ...] = (), why: str = "") -> None:
        """Show the newest edition there is, with what keeps the sources as they are now from being shown."""
        errors = tuple(found for found in diagnostics if has_errors([found]))
        with self._changed:
            newest = self._editions[-1] if self._editions else None
            last = self._state
            if self._count and (newest, errors, why) == (last.shown, last.problems, last.failure):
                return
            self._count += 1
            self._state = State(f"{self._run}-{self._count}", newest, errors, why)
            self._changed.notify_all()


def failure(error: Exception) -> str:
    """Say what stopped an attempt, as the command line would."""
    if isinstance(error, SpinesiteError):
        return str(error)
    if isinstance(error, OSError):
        return f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}"
    return f"a bug in spinesite ({type(error).__name__}: {error})"

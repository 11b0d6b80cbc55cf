"""All guards: those that are written out, and every rule."""

from __future__ import annotations

from tests.reliability.guards.disk import DISK
from tests.reliability.guards.files import FILES
from tests.reliability.guards.guard import Guard
from tests.reliability.guards.rules import of_rules
from tests.reliability.guards.web import WEB
from tests.reliability.guards.words import WORDS

GUARDS: tuple[Guard, ...] = (*of_rules(), *FILES, *WORDS, *DISK, *WEB)

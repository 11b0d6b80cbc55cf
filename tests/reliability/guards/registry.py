"""All guards: those that are written out, and every rule."""

from __future__ import annotations

from tests.reliability.guards.asking import ASKING
from tests.reliability.guards.bibliography import BIBLIOGRAPHY
from tests.reliability.guards.comparing import COMPARING
from tests.reliability.guards.exporting import EXPORTING
from tests.reliability.guards.guard import Guard
from tests.reliability.guards.naming import NAMING
from tests.reliability.guards.pages import PAGES
from tests.reliability.guards.prose import PROSE
from tests.reliability.guards.reading import READING
from tests.reliability.guards.rules import of_rules
from tests.reliability.guards.taking_in import TAKING_IN
from tests.reliability.guards.writing import WRITING

GUARDS: tuple[Guard, ...] = (
    *of_rules(),
    *READING,
    *NAMING,
    *BIBLIOGRAPHY,
    *PROSE,
    *PAGES,
    *EXPORTING,
    *WRITING,
    *ASKING,
    *TAKING_IN,
    *COMPARING,
)

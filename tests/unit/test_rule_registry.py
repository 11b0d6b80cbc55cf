"""The registry holds the rules that were promised, each explained and each in its own file."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest

from spinesite import rules
from spinesite.diagnostics import Rule
from spinesite.rules.registry import BY_ID, RULES

# Family: id, E or W, and ! for the rules that always run; as the contract has them.
PROMISED = {
    "files": "not-a-regular-file E!, unexpected-file E!, file-too-large E!, not-utf8 E!, invalid-character E!, "
    "yaml-syntax E!, yaml-duplicate-key E!, yaml-alias E!, yaml-tag E!, yaml-too-deep E!, bibtex-syntax E!, "
    "bibtex-undefined-string E, bibtex-unknown-macro E",
    "records": "missing-field E!, unknown-field E!, invalid-value E!, placeholder E!, id-matches-file E!, "
    "duplicate-id E!, path-collision E!, unknown-option E!, unknown-condition E!, unknown-outcome E!",
    "citations": "uncited-claim E!, unknown-citekey E!, duplicate-citekey E!, duplicate-reference E, "
    "incomplete-reference E, invalid-doi E, invalid-pmid E, unsafe-url E!, uncited-reference W, missing-locator W, "
    "retracted-reference E!, reference-concern W, missing-study-design W, missing-funding W",
    "numbers": "percent-mismatch E, percent-impossible E, percent-out-of-range E, events-exceed-total E, "
    "interval-reversed E, estimate-outside-interval E, ratio-not-positive E, derived-mismatch E, arms-disagree E, "
    "number-not-in-quote E, statement-number-unbacked E, bound-lost E, conflicting-claims E",
    "wording": "unsourced-statistic E, unknown-link E!, markup-failed E!, overclaiming W, causal-wording W, "
    "relative-without-absolute W, reading-level W",
    "balance": "option-without-benefits W, option-without-harms W, one-sided-page W, missing-update-policy W, "
    "missing-funding-statement W",
    "review": "stale-review W, waiver-expired E!, waiver-unused W",
    "output": "dead-link E!, output-mismatch E!",
}
# Promised and not yet written; to be emptied.
TO_COME = {"unsourced-statistic", "overclaiming", "causal-wording", "relative-without-absolute", "reading-level"}

every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


def described(rule: Rule) -> str:
    return f"{rule.id} {rule.severity.value[0].upper()}{'!' if rule.always else ''}"


@pytest.mark.parametrize("family", PROMISED)
def test_every_promised_rule_is_there_and_no_other(family: str) -> None:
    promised = [words for words in PROMISED[family].split(", ") if words.split()[0] not in TO_COME - BY_ID.keys()]
    assert [described(rule) for rule in RULES if rule.family == family] == promised


def test_families_stand_in_the_order_of_the_contract() -> None:
    assert list(dict.fromkeys(rule.family for rule in RULES)) == list(PROMISED)


def test_ids_are_unique() -> None:
    assert len(BY_ID) == len(RULES)


@every_rule
def test_a_rule_explains_itself(rule: Rule) -> None:
    first, blank, *rest = rule.doc.split("\n")
    assert first.endswith((".", ":")) and not blank  # noqa: PT018
    starts = [line.partition(":")[0] for line in rest if line.startswith(("Why:", "Bad:", "Good:", "Mend:"))]
    assert starts == ["Why", "Bad", "Good", "Mend"]


def modules() -> dict[str, Rule]:
    """Return the rules of all modules by the modules' names; every module of a family is one rule."""
    found = {}
    for family in pkgutil.iter_modules(rules.__path__, "spinesite.rules."):
        if family.ispkg:
            path = str(Path(rules.__path__[0]) / family.name.rpartition(".")[2])
            for module in pkgutil.iter_modules([path], f"{family.name}."):
                found[module.name] = importlib.import_module(module.name).RULE
    return found


def test_every_module_is_one_rule_of_the_registry_under_its_own_name() -> None:
    named = {f"spinesite.rules.{rule.family}.{rule.id.replace('-', '_')}": rule for rule in RULES}
    assert modules() == named

"""Verbs of effect: which are found, and how strongly they are said."""

from __future__ import annotations

import pytest

from spinesite.effects import effects_in
from spinesite.promises import promises_in


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Tea reduces pain.", "reduces/does"),
        ("Tea may reduce pain.", "may reduce/may"),
        ("Tea might also help and improve sleep.", "might also help/may might also help and improve/may"),
        ("Tea probably reduces pain.", "reduces/probably"),
        ("Tea will probably reduce pain.", "will probably reduce/probably"),
        ("Tea is likely to reduce pain.", "likely to reduce/probably"),
        ("Tea has been shown to reduce pain.", "shown to reduce/does"),
        ("Tea does not reduce pain.", "does not reduce/does"),
        ("Teas don't reduce pain.", "don't reduce/does"),
        ("Teas reduce pain and prevent colds.", "reduce/does prevent/does"),
        ("Tea can cause burns.", "can cause/may"),
        ("Tea reduced pain.", "reduced/does"),
        ("Pain was reduced by tea.", "was reduced/does"),
        ("Pain is reduced by tea.", "is reduced/does"),
        ("Pain may be reduced by tea.", "may be reduced/may"),
        ("Perhaps tea eases pain.", "eases/may"),
        ("Smoking leads to burns.", "leads/does"),
        ("Heat results in burns.", "results/does"),
        ("It causes burns.", "causes/does"),
        ("Tea improves sleep.", "improves/does"),
        ("Tea not only reduces pain, it heals.", "reduces/does"),
        ("Tea works.", "works/does"),
        ("Tea works well.", "works/does"),
        ("It helps.", "helps/does"),
        ("They help people to sleep.", "help/does"),
        ("Tea is effective.", "is effective/does"),
        ("Tea is probably effective.", "is probably effective/probably"),
        ("Tea may be effective.", "may be effective/may"),
        ("Tea is no better than water.", "is no better than/does"),
        ("Tea makes no difference to pain.", "makes no difference/does"),
        ("Tea probably makes little or no difference to pain.", "makes little or no difference/probably"),
        ("Tea may make little or no difference.", "may make little or no difference/may"),
        ("Tea was good, but it reduces sleep.", "reduces/does"),
        ("Injections of tea lower pain.", ""),
        ("The injections lower pain.", "lower/does"),
    ],
)
def test_effects(sentence: str, found: str) -> None:
    assert " ".join(f"{one.words}/{one.strength}" for one in effects_in(sentence)) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "Does tea reduce pain?",
        "They asked whether tea reduces pain.",
        "It is not known if tea helps.",
        "It is unclear how well it works.",
        "No study shows that tea prevents colds.",
        "That does not show that tea causes burns.",
        "Tea is meant to reduce pain.",
        "Tea is drunk to reduce pain and help sleep.",
        "The aim is to lessen pain.",
        "The idea is that it helps tissue heal.",
        'A maker says "tea reduces pain".',
        "Some think that it works.",
        "The makers claim that tea prevents colds.",
        "The causes of pain are many.",
        "Common causes include cold tea.",
        "An increase in pain was seen, and a cut in price.",
        "Pain improved after tea.",
        "Pain increases with age.",
        "Scores improved by 5 points.",
        "Pain was reduced by 5 points.",
        "Pain decreased over time, more in one group.",
        "People with reduced pain were asked again.",
        "They had improved sleep.",
        "Pain was 5 points lower after tea.",
        "The lower back is a place.",
        "It was of help.",
        "An author works for the maker.",
        "The results in the table are old.",
        "Reduce the heat after an hour.",
        "Stop smoking.",
        "It is safe to wait.",
        "People help each other at work with ease.",
        "Nothing here says that tea is effective.",
        "Tea cannot prevent colds.",
        "People who drank it were less likely to cause burns.",
        "If tea reduces pain, the trial will show it.",
        "The effects of tea were small, and the trial has the results.",
        "It leads the list.",
        "People who stopped smoking did better.",
        "People who reduced their weight had less pain.",
        "Patients increased their dose.",
        "Function improved no more often than with water.",
        "Numbness needs help now.",
        "It was worked out by us.",
    ],
)
def test_no_effects(sentence: str) -> None:
    assert [one.words for one in effects_in(sentence)] in ([], ["help"])


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("A proven method.", "proven"),
        ("Tea is clinically proven to help.", "clinically proven"),
        ("Relief is guaranteed.", "guaranteed"),
        ("Tea cures colds.", "cures"),
        ("A cure for colds.", "cure"),
        ("Nine in ten were cured.", "cured"),
        ("A miracle, a breakthrough!", "miracle breakthrough"),
        ("This breakthrough treatment is 100% safe.", "breakthrough 100% safe"),
        ("It is safe and effective, with no side effects.", "safe and effective no side effects"),
        ("No side effects, guaranteed.", "No side effects guaranteed"),
        ("It is not a drug, but a proven method.", "proven"),
        ("Studies prove that it works.", "prove"),
        ("No treatment, however good, is guaranteed.", ""),
        ("No treatment is guaranteed to work.", ""),
        ("It is not proven.", ""),
        ("Nothing has been proven.", ""),
        ("There is no cure.", ""),
        ("Be wary: 'guaranteed' is a word of sellers.", ""),
        ("A clinic calls it a “breakthrough”.", ""),
        ("Is it a cure?", ""),
        ("In one trial, 30 of 40 people were cured.", ""),
        ("The cure rate was 30%.", ""),
        ("Ask anyone who promises a cure.", ""),
        ("Breakthrough pain was recorded.", ""),
        ("No side effects were recorded.", ""),
        ("There are no risk factors.", ""),
        ("The dough proves overnight in a waterproof tin.", ""),
        ("It proved no better than water.", ""),
        ("Cured ham is salty.", ""),
    ],
)
def test_promises(sentence: str, found: str) -> None:
    assert " ".join(one.words for one in promises_in(sentence)) == found

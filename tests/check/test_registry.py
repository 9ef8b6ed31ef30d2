"""The registry: every rule of the table is there once, and explains itself in both languages."""

from __future__ import annotations

import re

import pytest

from summarizer.check.registry import SECTIONS, Rule, Stage, find, rule, rules

TABLE = """
F001 F002 F003 F004 F005 F006 F007 F008 F009 F010 S101 S102 S103 S104 S105
L201 L202 L203 L204 L205 L206 L207 L208 L209 L210 L211 L212 L213 L214 L215 L216
T301 T302 T303 T304 T305 T306 T307 T308 T309 T310 T311
A401 A402 A403 A404 A405 A406 A407 A408 C501 C502 C503 C504 C505 C506 C509
V601 V602 V603 V604 V605 V606 V607 V608 P701 P702 P703 P705 P707 M801 M802 M803 M804
G901 G902 G903 G904 G905
""".split()
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def test_every_rule_of_the_table_is_registered() -> None:
    assert set(TABLE) <= {one.id for one in rules()}


@pytest.mark.parametrize("one", rules(), ids=lambda one: one.id)
def test_every_rule_explains_itself_in_both_languages(one: Rule) -> None:
    explanation = one.explanation
    for name in SECTIONS:
        message = getattr(explanation, name)
        assert message.zh, f"{one.id} says nothing under {name}"
        assert message.en
    for name in ("what", "why", "mend"):
        message = getattr(explanation, name)
        assert CHINESE.search(message.zh), f"{one.id}: {name} begins with Chinese"
        assert re.search("[a-z]{3}", message.en), f"{one.id}: {name} goes on in English"


def test_rules_are_found_by_code_and_by_name() -> None:
    assert find("l201") is find("link-missing") is not None
    assert find("L999") is None


def test_stages_are_judged_in_order() -> None:
    stages = [one.stage for one in rules()]
    assert stages == sorted(stages)
    assert stages[0] is Stage.EVIDENCE


def test_one_code_is_one_rule() -> None:
    with pytest.raises(ValueError, match="L201"):
        rule("L201", "again", "info", stage=Stage.LINK)(lambda context: iter(()))

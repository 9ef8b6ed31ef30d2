"""The block that a check proposes to paste, pasted below the article in place of what is there, clears what it was for."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from summarizer.data import Verdict
from tests.pairs import EDGE, against, judge

# Whole pages of another kind have no place to paste into.
WITHOUT_PLACE = {"repost_html", "repost_cut", "srcdoc", "repost_is_original"}
# Slots around the notice; a fix replaces the notice and leaves these as they are. Styles that hid it go with it.
KEPT = {"HEAD", "BODY", "TITLE", "BODYATTR", *(f"P{number}" for number in range(1, 7))}
SHARED = ("profile", "profile_name", "original", "values")
BLAMED = (Verdict.FAIL, Verdict.WARN)


def _variants() -> Iterator[Any]:
    for path in sorted(EDGE.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            for name, variant in case["variants"].items():
                if not WITHOUT_PLACE & set(variant):
                    shared = {key: case[key] for key in SHARED if key in case}
                    yield pytest.param(case["families"][0], shared | variant, id=f"{case['id']}-{name}")


@pytest.mark.parametrize(("family", "variant"), _variants())
def test_fix_clears_what_it_was_for(family: str, variant: dict[str, Any], tmp_path: Path) -> None:
    before = judge(family, variant, tmp_path)
    blamed = {rule for rule in against(before, *BLAMED) if rule[0] in "LTA"}
    if not blamed:
        return
    assert before.fix
    mended = {key: value for key, value in variant.items() if not key.isupper() or key in KEPT} | {"resolved": {}}
    mended |= {"TAIL": before.fix.html, "META": "2024-11-19 08:15"}
    if blamed == {
        "T307"
    }:  # a claim in the headline (【原创】): no block below takes it away, the finding says where it is
        mended.pop("TITLE", None)
    after = judge(family, mended, tmp_path)
    assert not against(after, *BLAMED) & blamed

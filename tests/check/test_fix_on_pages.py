"""Fixes on whole pages: the block pasted in place of the notice, parsed and checked again, clears what offered it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from summarizer.data import Verdict
from tests.pairs import EDGE, against, judge

BAD = (Verdict.FAIL, Verdict.WARN, Verdict.UNKNOWN)


def _variants() -> Iterator[Any]:
    """Links and statements that are missing, hidden or altered, in the Red Net family."""
    for name in ("links", "statements", "visibility"):
        for case in tomllib.loads((EDGE / f"{name}.toml").read_text(encoding="utf-8"))["case"]:
            shared = {key: case[key] for key in ("profile", "profile_name", "original") if key in case}
            for label, variant in case["variants"].items():
                if "rednet" in case["families"] and "repost_html" not in variant and "repost_cut" not in variant:
                    yield pytest.param(shared | variant, id=f"{case['id']}-{label}")


@pytest.mark.parametrize("variant", list(_variants()))
def test_a_fix_on_the_page_clears_its_finding(variant: dict[str, Any], tmp_path: Path) -> None:
    before = judge("rednet", variant, tmp_path)
    offered = [one for one in before.findings if one.fix and one.verdict in BAD and one.rule[0] in "LTV"]
    for fix in dict.fromkeys(one.fix for one in offered):
        assert fix is not None
        after = against(judge("rednet", variant | {"TAIL": fix.html}, tmp_path), *BAD)
        assert not after & {one.rule for one in offered if one.fix == fix}

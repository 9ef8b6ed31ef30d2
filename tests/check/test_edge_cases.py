"""The edge cases of judging reposts: for each, variants in several families, with the verdict of an expert editor."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from summarizer.data import Verdict
from tests.pairs import EDGE, against, codes, judge

FAMILIES = sorted(path.parent.name for path in EDGE.glob("families/*/family.toml"))
# What every case may say, for all of its variants.
SHARED = ("verdict", "rule", "also", "quiet", "profile", "profile_name", "original", "values")


def _variants() -> Iterator[Any]:
    for path in sorted(EDGE.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            shared = {key: case[key] for key in SHARED if key in case}
            for name, variant in case["variants"].items():
                for family in case["families"]:
                    yield pytest.param(family, shared | variant, id=f"{case['id']}-{name}-{family}")


@pytest.mark.parametrize(("family", "variant"), _variants())
def test_edge_case(family: str, variant: dict[str, Any], tmp_path: Path) -> None:
    result = judge(family, variant, tmp_path)
    found = sorted((finding.rule, finding.verdict.value, *finding.causes) for finding in result.findings)
    wanted = variant["verdict"] if isinstance(variant["verdict"], list) else [variant["verdict"]]
    assert result.verdict.value in wanted, found
    assert not variant["rule"] or codes(result) & set(variant["rule"]), found
    blamed = against(result, Verdict.FAIL) - set(variant["rule"]) - set(variant.get("also", ()))
    assert not blamed, f"also blamed: {found}"
    quiet = against(result, Verdict.FAIL, Verdict.WARN, Verdict.UNKNOWN) & set(variant.get("quiet", ()))
    assert not quiet, f"should count for nothing: {found}"


@pytest.mark.parametrize("family", [name for name in FAMILIES if name != "permission"])
def test_a_clean_repost_passes(family: str, tmp_path: Path) -> None:
    result = judge(family, {}, tmp_path)
    assert result.verdict is Verdict.PASS, [(f.rule, f.verdict.value, f.message.zh) for f in result.findings]


def test_every_edge_case_has_a_variant() -> None:
    ids = {case["id"] for path in EDGE.glob("*.toml") for case in tomllib.loads(path.read_text("utf-8"))["case"]}
    assert ids >= {f"E{number:03}" for number in range(1, 105)}

"""Profiles: the built-in ones, one's own, what is wrong with a bad one, waivers, and what profiles promise."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from summarizer.check.examples import run_examples
from summarizer.check.judge import check
from summarizer.check.profile import BUILT_IN, load_profile
from summarizer.data import Verdict
from summarizer.errors import ConfigError
from tests.check.handmade import notice_rows, original, repost, without

NO_STATEMENT = without(notice_rows(), "原创文章")


def own(folder: Path, text: str) -> Path:
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", BUILT_IN)
def test_built_in_profiles_know_the_sites(name: str) -> None:
    profile = load_profile(name)
    assert profile.name == name
    assert {"rednet", "csdn"} <= set(profile.source)


def test_built_in_examples_hold() -> None:
    outcomes = list(run_examples(load_profile()))
    assert outcomes
    assert all(outcome.ok for outcome in outcomes)


def test_an_example_that_does_not_hold_is_seen(tmp_path: Path) -> None:
    path = own(
        tmp_path,
        '[[example]]\nkind="statement"\noriginal="转载请注明出处及链接"\nrepost="转载无需注明出处及链接"\nverdict="pass"',
    )
    assert [outcome.verdict for outcome in run_examples(load_profile(path)) if not outcome.ok] == [Verdict.FAIL]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("unknown = 1", "unknown"),
        ("[require]\nlnik = 'link'", "lnik"),
        ("[severity]\nL201 = 'fatal'", "L201"),
        ("[[waive]]\nrules = ['T301']", "reason"),
        ("[source.x]\nname = 'x'", "domains"),
        ("[severity]\nL999 = 'warn'", "L999"),
        ("not toml", "TOML"),
        ("extends = 'nothing'", "nothing"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_profile(own(tmp_path, text))
    assert named in caught.value.message.zh
    assert named in caught.value.message.en


@pytest.mark.parametrize("name", ["absent.toml", "nobody"])
def test_a_profile_that_does_not_exist_is_one_clear_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError, match="profile"):
        load_profile(tmp_path / name)


def test_ones_own_profile_states_only_what_differs(tmp_path: Path) -> None:
    profile = load_profile(own(tmp_path, 'extends = "news-cn"\n[severity]\nA405 = "warn"'))
    assert profile.severity["A405"] == "warn"
    assert profile.severity["A406"] == "error"
    assert profile.require.editor == "error"
    assert profile.name == "own"


def test_severity_follows_the_profile(tmp_path: Path) -> None:
    lowered = load_profile(own(tmp_path, '[severity]\nT301 = "warn"'))
    off = load_profile(own(tmp_path, '[severity]\nT301 = "off"'))
    assert check(original(), repost(NO_STATEMENT)).verdict is Verdict.FAIL
    assert check(original(), repost(NO_STATEMENT), profile=lowered).verdict is Verdict.WARN
    assert check(original(), repost(NO_STATEMENT), profile=off).verdict is Verdict.PASS


WAIVER = '[[waive]]\nrepost = "https://news.example.com/*"\nrules = ["T30*"]\nreason = "合同 17"\nuntil = 2026-06-30'


def test_a_waiver_in_force_takes_the_finding_back(tmp_path: Path) -> None:
    result = check(
        original(), repost(NO_STATEMENT), profile=load_profile(own(tmp_path, WAIVER)), today=date(2026, 6, 30)
    )
    assert result.verdict is Verdict.PASS
    (waived,) = [one for one in result.findings if one.verdict is Verdict.WAIVED]
    assert waived.rule == "T301"
    assert "2026-06-30" in waived.message.zh


def test_an_expired_waiver_is_a_finding_and_takes_nothing_back(tmp_path: Path) -> None:
    result = check(
        original(), repost(NO_STATEMENT), profile=load_profile(own(tmp_path, WAIVER)), today=date(2026, 7, 1)
    )
    assert result.verdict is Verdict.FAIL
    assert "W901" in {one.rule for one in result.findings}


def test_a_waiver_for_other_pages_does_not_count(tmp_path: Path) -> None:
    profile = load_profile(own(tmp_path, WAIVER.replace("news.", "other.")))
    assert check(original(), repost(NO_STATEMENT), profile=profile).verdict is Verdict.FAIL


def test_a_site_may_declare_equal_words(tmp_path: Path) -> None:
    text = '[source.rednet]\nname="红网"\ndomains=["rednet.cn"]\n[source.rednet.statement]\nequal_forms=[["原创文章","原创稿件"]]'
    rows = notice_rows(statement="本文为郴州站原创稿件，转载请附上原文出处链接和本声明。")
    assert check(original(), repost(rows), profile=load_profile(own(tmp_path, text))).verdict is Verdict.PASS
    assert check(original(), repost(rows)).verdict is not Verdict.PASS

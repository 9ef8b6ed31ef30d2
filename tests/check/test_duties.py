"""Duties: the notice first, then the site, then the user's profile, and every one traceable to its words."""

from __future__ import annotations

import pytest

from summarizer.check.duties import compile_duties, source_of
from summarizer.check.profile import load_profile
from summarizer.data import Duty, DutyKind, Notice
from tests.check.handmade import URL, original

DEFAULT = load_profile()


def compiled(notice: Notice, profile: str = "default", url: str = "https://a.example.cn/1.html"):
    article = original(url=url, notice=notice).article
    chosen = load_profile(profile)
    return compile_duties(article, chosen, source_of(article, chosen))


def test_the_notice_comes_first_and_is_an_error() -> None:
    asked = Duty(DutyKind.SOURCE, "转载请注明来源", None)
    found = compiled(Notice(duties=(asked,)))
    assert found.duties[0] is asked
    assert found.requirements[DutyKind.SOURCE].duty == 0
    assert found.requirements[DutyKind.SOURCE].level == "error"


def test_a_blog_owes_only_what_it_asks_for_and_a_warning_for_the_rest() -> None:
    found = compiled(Notice(duties=(Duty(DutyKind.LINK, "请保留链接", None),)))
    assert found.requirements[DutyKind.LINK].level == "error"
    assert found.requirements[DutyKind.SOURCE].level == "warn"
    assert DutyKind.EDITOR not in found.requirements


def test_news_owes_source_and_author() -> None:
    found = compiled(Notice(source="云溪日报", editors=("杜若",)))
    assert found.requirements[DutyKind.SOURCE].level == "error"
    assert found.requirements[DutyKind.AUTHOR].level == "error"
    assert found.requirements[DutyKind.EDITOR].level == "warn"


@pytest.mark.parametrize(("profile", "level"), [("news-cn", "error"), ("strict", "error")])
def test_stricter_profiles_ask_for_the_editor(profile: str, level: str) -> None:
    assert compiled(Notice(source="云溪日报"), profile).requirements[DutyKind.EDITOR].level == level


def test_lenient_asks_only_for_what_the_notice_asks() -> None:
    found = compiled(Notice(source="云溪日报", duties=(Duty(DutyKind.LINK, "请保留链接", None),)), "lenient", URL)
    assert set(found.requirements) == {DutyKind.LINK}


def test_strict_wants_a_hyperlink_and_the_very_words() -> None:
    found = compiled(Notice(source="云溪日报", statement="转载请保留本声明和链接"), "strict")
    assert DutyKind.HYPERLINK in found.requirements
    assert found.duties[found.requirements[DutyKind.STATEMENT].duty].value == "verbatim"


def test_no_statement_is_asked_for_where_the_original_makes_none() -> None:
    assert DutyKind.STATEMENT not in compiled(Notice(source="云溪日报"), "strict").requirements


def test_profile_duties_name_the_profile() -> None:
    found = compiled(Notice(source="红网"), url=URL)
    assert all(duty.text for duty in found.duties)
    assert any(duty.text.startswith("红网") for duty in found.duties)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        (URL, "红网"),
        ("https://blog.csdn.net/a/article/details/1", "CSDN"),
        ("https://mp.weixin.qq.com/s/x", "微信公众号"),
    ],
)
def test_the_site_is_known_by_its_address(url: str, name: str) -> None:
    source = source_of(original(url=url).article, DEFAULT)
    assert source is not None
    assert source.name == name


def test_an_unknown_site_is_unknown() -> None:
    notice = Notice(link="https://nobody.example.cn/1.html")
    assert source_of(original(url="https://nobody.example.cn/1.html", notice=notice).article, DEFAULT) is None

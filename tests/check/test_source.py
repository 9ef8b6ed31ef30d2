"""What was read from the original, and what is odd about it."""

from __future__ import annotations

from summarizer.check.judge import check
from summarizer.data import Check, Duty, DutyKind, Notice, Verdict
from tests.check.handmade import STATEMENT, URL, Row, notice_rows, original, repost


def asked(*duties: tuple[DutyKind, str]) -> Check:
    notice = Notice(duties=tuple(Duty(kind, text, None) for kind, text in duties), link=URL)
    rows = [Row(text) for _, text in duties]
    return check(original(notice=notice, rows=rows), repost(notice_rows()))


def rules(result: Check) -> dict[str, Verdict]:
    return {one.rule: one.verdict for one in result.findings if one.rule[0] == "S"}


def test_the_duties_are_shown_where_they_stand() -> None:
    found = next(one for one in asked((DutyKind.LINK, "转载请保留链接")).findings if one.rule == "S101")
    assert found.evidence[0].page == "original"
    assert found.evidence[0].text == "转载请保留链接"


def test_contradictions_warn() -> None:
    assert "S102" in rules(asked((DutyKind.FORBIDDEN, "禁止转载"), (DutyKind.LINK, "欢迎转载，请保留链接")))
    assert "S102" in rules(
        asked((DutyKind.PRIOR_PERMISSION, "未经允许不得转载"), (DutyKind.SOURCE, "如需转载请标明出处"))
    )


def test_conditions_are_no_contradiction() -> None:
    both = asked(
        (DutyKind.WRITTEN_PERMISSION, "未经书面授权不得转载"), (DutyKind.SOURCE, "已经授权的，转载时须注明来源")
    )
    assert "S102" not in rules(both)
    assert "S102" not in rules(asked((DutyKind.LINK, "请保留链接"), (DutyKind.STATEMENT, "请保留声明")))


def test_an_original_that_is_a_repost_warns() -> None:
    notice = Notice(upstream="云溪日报", link=URL)
    result = check(original(notice=notice, rows=[Row("本文转载自：云溪日报")]), repost())
    found = next(one for one in result.findings if one.rule == "S104")
    assert (found.verdict, found.evidence[0].text) == (Verdict.WARN, "本文转载自：云溪日报")


def test_the_wrong_station_on_the_original_warns() -> None:
    wrong = STATEMENT.replace("郴州", "长沙")
    notice = Notice(statement=wrong, link=URL, duties=(Duty(DutyKind.STATEMENT, wrong, None),))
    result = check(original(notice=notice, rows=notice_rows(statement=wrong)), repost(notice_rows(statement=wrong)))
    assert rules(result)["S105"] is Verdict.WARN
    assert "T305" not in {one.rule for one in result.findings}


def test_a_right_station_says_nothing() -> None:
    assert set(rules(check(original(), repost()))) == {"S101"}

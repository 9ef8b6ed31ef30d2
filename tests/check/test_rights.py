"""Permission, prohibition, commerce, licences, embargo, metadata, and abstracts published with a link."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from summarizer.check.judge import check
from summarizer.check.profile import Grant, Profile, load_profile
from summarizer.data import Check, Duty, DutyKind, Line, Notice, Reading, Region, Run, Sight, Span, Verdict, Visibility
from tests.check.handmade import BODY, URL, Row, notice_rows, original, repost, without

TODAY = date(2026, 6, 1)
LABEL = Row("本摘要由人工智能生成")


def asking(kind: DutyKind, words: str, *, licence: str | None = None, origin: str = "notice") -> Reading:
    rows = [*notice_rows(), Row(words)]
    span = Span("/html/body/p[12]", "p:nth-of-type(12)", 0, len(words))
    duty = Duty(kind, words, span, origin)  # type: ignore[arg-type]
    notice = original().article.notice
    return original(rows=rows, notice=replace(notice, duties=(*notice.duties, duty), licence=licence))


def granting(*grants: Grant, strict: bool = False) -> Profile:
    base = load_profile()
    options = base.options.model_copy(update={"strict_permission": strict})
    return base.model_copy(update={"grant": grants, "options": options})


def judged(page: Reading, *rows: Row, profile: Profile | None = None, **options: object) -> Check:
    return check(page, repost([*notice_rows(), *rows], **options), profile=profile, today=TODAY)


def found(result: Check, letter: str = "P") -> dict[str, Verdict]:
    return {one.rule: one.verdict for one in result.findings if one.rule[0] == letter}


ASKED = asking(DutyKind.PRIOR_PERMISSION, "未经授权不得转载")


def test_permission_that_is_asked_for_and_not_on_file_cannot_be_told() -> None:
    result = judged(ASKED)
    assert found(result) == {"P701": Verdict.UNKNOWN}
    assert result.verdict is Verdict.UNKNOWN
    (finding,) = [one for one in result.findings if one.rule == "P701"]
    assert "未经授权不得转载" in finding.message.zh
    assert finding.evidence[0].text == "未经授权不得转载"


def test_a_strict_profile_fails_what_is_not_permitted() -> None:
    assert found(judged(ASKED, profile=granting(strict=True))) == {"P701": Verdict.FAIL}


@pytest.mark.parametrize(
    ("grant", "passes"),
    [
        (Grant(reason="合同"), True),
        (Grant(original="https://*.rednet.cn/*", reason="合同", until=date(2026, 6, 1)), True),
        (Grant(reason="合同", until=date(2026, 5, 31)), False),
        (Grant(repost="https://other.example/*", reason="合同"), False),
        (Grant(original="https://other.example/*", reason="合同"), False),
    ],
)
def test_a_grant_covers_what_its_globs_and_its_expiry_say(grant: Grant, passes: bool) -> None:
    assert (found(judged(ASKED, profile=granting(grant))) == {}) is passes


def test_an_expired_grant_is_named() -> None:
    result = judged(ASKED, profile=granting(Grant(reason="合同", until=date(2026, 5, 31))))
    assert any("2026-05-31" in one.message.zh for one in result.findings if one.rule == "P701")


def test_reposting_a_text_that_forbids_it_fails_and_a_grant_lifts_it() -> None:
    page = asking(DutyKind.FORBIDDEN, "本文谢绝转载")
    assert found(judged(page)) == {"P702": Verdict.FAIL}
    assert found(judged(page, profile=granting(Grant(reason="口头同意，补签中")))) == {}


def test_a_footers_warning_against_copying_is_no_outright_ban() -> None:
    assert found(judged(asking(DutyKind.FORBIDDEN, "版权所有 翻版必究", origin="site"))) == {"P702": Verdict.UNKNOWN}
    assert found(judged(asking(DutyKind.FORBIDDEN, "本站文章禁止转载", origin="site"))) == {"P702": Verdict.FAIL}


def test_advertisements_warn_where_only_non_commercial_use_is_allowed() -> None:
    page = asking(DutyKind.NON_COMMERCIAL, "转载请勿用于商业用途")
    assert found(judged(page)) == {}
    assert found(judged(page, Row("广告", Region.OUTSIDE))) == {"P703": Verdict.WARN}
    assert found(judged(page, Row("关于我们 广告服务 联系方式", Region.OUTSIDE))) == {}
    script = "https://pagead2.googlesyndication.com/x.js"
    hidden = Line(script, "/script", "script", Region.OUTSIDE, (Run(0, len(script), "/script", "script", _hidden()),))
    copied = repost(notice_rows())
    assert found(check(page, replace(copied, hidden=(hidden,)))) == {"P703": Verdict.WARN}


def _hidden() -> Visibility:
    return Visibility(Sight.HIDDEN, "V604", None, "<script src>")


def test_share_alike_wants_the_licence_stated() -> None:
    page = asking(DutyKind.SHARE_ALIKE, "遵循 CC BY-SA 4.0", licence="CC-BY-SA-4.0")
    assert found(judged(page)) == {"P705": Verdict.WARN}
    assert found(judged(page, Row("本文采用 CC BY-SA 4.0 协议"))) == {}
    assert found(judged(page, Row("本文采用知识共享署名-相同方式共享协议"))) == {}
    deed = Row("许可协议", href="https://creativecommons.org/licenses/by-sa/4.0/", anchor="许可协议")
    assert found(judged(page, deed)) == {}


def test_a_repost_before_the_embargo_ends_warns() -> None:
    page = original(rows=[*notice_rows(), Row("本稿2026年5月3日前不得发布")])
    assert found(judged(page)) == {"P707": Verdict.WARN}
    past = original(rows=[*notice_rows(), Row("本稿2026年4月3日前不得发布")])
    assert found(judged(past)) == {}


# ---------------------------------------------------------------- metadata


def test_metadata_that_names_the_original_is_noted_and_satisfies_nobody() -> None:
    rows = [*without(notice_rows(), "本文链接"), Row("", href=URL, via="canonical")]
    result = check(original(), repost(rows))
    assert found(result, "M") == {"M801": Verdict.PASS}
    assert result.verdict is Verdict.FAIL


def _machine(href: str, *rel: str) -> Reading:
    page = repost([*notice_rows(), Row("", href=href, via="meta")])
    links = tuple(replace(link, rel=rel, line=None) if link.via == "meta" else link for link in page.links)
    return replace(page, links=links)


def test_metadata_that_names_another_original_warns() -> None:
    assert found(check(original(), _machine("https://portal.example/9.html", "original-source")), "M") == {
        "M803": Verdict.WARN
    }
    assert found(check(original(), _machine(URL, "original-source")), "M") == {"M801": Verdict.PASS}
    assert found(check(original(), _machine("https://news.example.com/a/1.html", "original-source")), "M") == {}


def test_another_licence_in_metadata_warns() -> None:
    page = asking(DutyKind.LICENCE, "CC BY-NC 4.0", licence="CC-BY-NC-4.0")
    other = _machine("https://creativecommons.org/licenses/by/4.0/", "license")
    same = _machine("https://creativecommons.org/licenses/by-nc/4.0/", "license")
    assert found(check(page, other), "M") == {"M802": Verdict.PASS, "M804": Verdict.WARN}
    assert found(check(page, same), "M") == {"M802": Verdict.PASS}


# ---------------------------------------------------------------- abstracts

SUMMARY = "云溪镇办了第三届豆腐节，全镇豆制品去年卖出三千二百万元。"


def summed(
    *rows: Row, summary: str = SUMMARY, page: Reading | None = None, hidden: str | None = None
) -> dict[str, Verdict]:
    copied = repost([*rows], body=(*BODY, summary), notice=Notice(source="红网"))
    if hidden:
        copied = replace(copied, hidden=(Line(hidden, "/meta", "meta", Region.OUTSIDE),))
    return found(check(page or original(), copied, summary=summary), "G")


def test_an_abstract_needs_a_link_and_both_labels() -> None:
    assert summed() == {"G901": Verdict.FAIL, "G902": Verdict.FAIL, "G903": Verdict.WARN}
    assert summed(*notice_rows(), LABEL) == {"G903": Verdict.WARN}
    assert summed(*notice_rows(), LABEL, hidden='{"AIGC":{"Label":"1","ContentProducer":"x"}}') == {}
    assert summed(*notice_rows(), summary=f"{SUMMARY}（人工智能生成）") == {"G903": Verdict.WARN}


def test_nothing_is_said_of_abstracts_where_none_is_given() -> None:
    assert found(check(original(), repost()), "G") == {}


def test_the_originals_opt_out_is_respected() -> None:
    page = original()
    page = replace(page, hidden=(Line("noai, noimageai", "/meta", "meta"),))
    assert summed(*notice_rows(), LABEL, page=page)["G904"] is Verdict.WARN
    assert summed(*notice_rows(), LABEL, page=asking(DutyKind.NO_AI_TRAINING, "不得用于训练"))["G904"] is Verdict.WARN


def test_a_long_copied_run_warns() -> None:
    long = BODY[0] + BODY[1] + BODY[2]
    assert summed(*notice_rows(), LABEL, summary=long)["G905"] is Verdict.WARN
    assert "G905" not in summed(*notice_rows(), LABEL, summary=BODY[1])


def test_an_abstract_published_beside_the_text_is_no_insertion() -> None:
    copied = repost([*notice_rows(), LABEL], body=(*BODY, SUMMARY))
    assert "C505" not in {one.rule for one in check(original(), copied, summary=SUMMARY).findings}
    assert "C505" in {one.rule for one in check(original(), copied).findings}

"""Statements: kept, harmlessly different, altered, hidden, contradicted."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.check.judge import check
from summarizer.check.profile import load_profile
from summarizer.data import Check, Duty, DutyKind, Image, Notice, Region, Sight, Verdict, Visibility
from tests.check.handmade import HIDDEN, STATEMENT, Row, notice_rows, original, page, repost, without

REST = without(notice_rows(), "原创文章")
CSDN = "版权声明：本文为博主原创文章，遵循 CC 4.0 BY-SA 版权协议，转载请附上原文出处链接和本声明。"
CSDN_COPY = "版权声明：本文为CSDN博主「夜航船」的原创文章，遵循CC 4.0 BY-SA版权协议，转载请附上原文出处链接及本声明。"


def judged(*texts: str | Row) -> Check:
    rows = [text if isinstance(text, Row) else Row(text) for text in texts]
    return check(original(), repost([*REST, *rows]))


def statement_rules(result: Check) -> set[str]:
    bad = (Verdict.FAIL, Verdict.WARN, Verdict.UNKNOWN)
    return {one.rule for one in result.findings if one.verdict in bad and one.rule[0] in "TFL"}


@pytest.mark.parametrize(
    "text",
    [
        STATEMENT,
        "本文为郴州站原创文章,转载请附上原文出处链接和本声明.",
        "本文为郴州站原创文章，转载请附上原文出处链接和本声明",
        "“本文为郴州站原创文章，转载请附上原文出处链接和本声明。”",
        "本文为郴州站原创文章， 转载请附上\u00a0原文出处链接和本声明。",
        "本文为郴州站原创文章，转载请附上原文出处链接及本声明。",
        "本文为郴州站原创文章，转载请附上原文出处链接以及此声明",
        "【版权声明】本文为郴州站原创文章，转载请附上原文出处链接和该声明。",
        "编辑：杜若 本文为郴州站原创文章，转载请附上原文出处链接和本声明。 本文链接：",
    ],
)
def test_harmless_differences_pass(text: str) -> None:
    result = judged(text)
    assert result.verdict is Verdict.PASS
    assert "T302" in {one.rule for one in result.findings}


def test_a_statement_over_several_lines_passes() -> None:
    assert judged("本文为郴州站原创文章，", "转载请附上原文出处链接", "和本声明。").verdict is Verdict.PASS


def test_traditional_script_passes_and_is_noted() -> None:
    result = judged("本文為郴州站原創文章，轉載請附上原文出處鏈接和本聲明。")
    assert result.verdict is Verdict.PASS
    assert "T311" in {one.rule for one in result.findings}


@pytest.mark.parametrize(
    "text",
    [
        "\u200b".join(STATEMENT),
        "\ufe0f".join(STATEMENT),
        " ".join(STATEMENT),
        STATEMENT.replace("文", "⽂"),
        STATEMENT.replace("章", "章\u2060").replace("长", "⻓"),
    ],
)
def test_obfuscation_warns(text: str) -> None:
    assert statement_rules(judged(text)) == {"T308"}


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("请附上", "无需附上", "T303"),
        ("请附上", "请勿附上", "T303"),
        ("请附上", "可不附", "T303"),
        ("请附上", "可附上", "T303"),
        ("请附上", "不必附上", "T303"),
        ("请附上", "免附", "T303"),
        ("请附上", "请删除", "T303"),
        ("请附上", "請勿附上", "T303"),
        ("请附上", "无\u200b需附上", "T303"),
        ("为郴州", "非郴州", "T303"),
        ("链接", "", "T304"),
        ("和本声明", "", "T304"),
        ("链接和本声明", "", "T304"),
        ("本文为郴州站原创文章，", "", "T304"),
        ("，转载请附上原文出处链接和本声明", "", "T304"),
        ("郴州", "长沙", "T305"),
        ("郴州", "彬州", "T305"),
        ("郴州站", "本站", "T305"),
        ("郴州站", "郴州分站", "T305"),
    ],
)
def test_evasions_fail_under_their_rule(old: str, new: str, rule: str) -> None:
    result = judged(STATEMENT.replace(old, new))
    assert result.verdict is Verdict.FAIL
    assert statement_rules(result) == {rule}
    shown = next(one for one in result.findings if one.rule == rule).near_misses
    assert shown
    assert "[-" in shown[0] or "{+" in shown[0]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (STATEMENT.replace("原创", "转载"), "T305"),
        (STATEMENT.replace("附上", "附上4Np安康新闻网"), "T309"),
        ("本文为郴州站原创文章，转发时请注明原文出处链接并保留本声明。", "T306"),
        ("郴州站原创文章，如需转载，须标明原文出处的链接以及本声明。", "T306"),
    ],
)
def test_lesser_changes_warn(text: str, rule: str) -> None:
    result = judged(text)
    assert (result.verdict, statement_rules(result)) == (Verdict.WARN, {rule})


def test_a_paraphrase_fails_where_words_are_demanded() -> None:
    rows = [*REST, Row("本文为郴州站原创文章，转发时请注明原文出处链接并保留本声明。")]
    assert check(original(), repost(rows), profile=load_profile("strict")).verdict is Verdict.FAIL


def test_absent() -> None:
    result = judged()
    assert (result.verdict, statement_rules(result)) == (Verdict.FAIL, {"T301"})


@pytest.mark.parametrize("rule", ["V601", "V602", "V603", "V604"])
def test_hidden_is_missing_with_its_cause(rule: str) -> None:
    result = judged(Row(STATEMENT, visibility=Visibility(Sight.HIDDEN, rule, "x:y", "style#1 line 2")))
    finding = next(one for one in result.findings if one.rule == "T301")
    assert (finding.verdict, finding.causes) == (Verdict.FAIL, (rule,))
    assert finding.evidence[0].text == STATEMENT.rstrip("。")


def test_hidden_characters_are_not_part_of_what_is_read() -> None:
    at = STATEMENT.index("附上")
    text = STATEMENT[:at] + "随机字" + STATEMENT[at:]
    runs = ((0, at, Visibility()), (at, at + 3, HIDDEN), (at + 3, len(text), Visibility()))
    assert judged(Row(text, runs=runs)).verdict is Verdict.PASS
    cut = ((0, at, Visibility()), (at, len(STATEMENT), HIDDEN))
    assert judged(Row(STATEMENT, runs=cut)).verdict is Verdict.FAIL


def test_outside_the_article_does_not_count() -> None:
    assert statement_rules(judged(Row(STATEMENT, Region.OUTSIDE))) == {"L216"}


def test_unknown_sight_is_unknown() -> None:
    unknown = Visibility(Sight.UNKNOWN, "V603", "background:url(x.png)", "style attribute")
    result = judged(Row(STATEMENT, visibility=unknown))
    assert result.verdict is Verdict.UNKNOWN


@pytest.mark.parametrize("broken", ["\ufffd", "?", "□"])
def test_unreadable_characters_cannot_be_told(broken: str) -> None:
    result = judged(STATEMENT.replace("链", broken))
    assert result.verdict is Verdict.UNKNOWN
    assert not {one.rule for one in result.findings if one.verdict is Verdict.FAIL}


def test_an_image_of_the_statement_cannot_be_told() -> None:
    image = Image("https://news.example.com/i/shengming.png")
    result = check(original(), repost(REST, images=(image,)))
    assert (result.verdict, statement_rules(result)) == (Verdict.UNKNOWN, {"T301"})


def test_an_altered_copy_beside_the_true_one_warns() -> None:
    result = judged(STATEMENT, STATEMENT.replace("郴州", "长沙"))
    assert (result.verdict, statement_rules(result)) == (Verdict.WARN, {"T309"})


def test_an_altered_copy_before_a_hidden_true_one_fails() -> None:
    result = judged(STATEMENT.replace("请附上", "无需附上"), Row(STATEMENT, visibility=HIDDEN))
    assert result.verdict is Verdict.FAIL


@pytest.mark.parametrize(
    "text",
    [
        "未经本站授权，任何单位不得转载。",
        "本文版权归本网所有",
        "转载请联系本站",
        "以上声明无效",
        "上述声明与本站无关。",
        "本站文章可自由转载，无需注明出处。",
        "转载无须保留来源",
        "转载请注明来自本号",
    ],
)
def test_the_reposters_own_contrary_notice_fails(text: str) -> None:
    result = judged(STATEMENT, text)
    assert (result.verdict, statement_rules(result)) == (Verdict.FAIL, {"T310"})


def test_words_turned_backwards_are_not_kept() -> None:
    assert judged("\u202e" + STATEMENT).verdict is Verdict.FAIL


@pytest.mark.parametrize("after", ["的要求已取消", "（本网除外）", "（可不附）", "以上可不遵守", "（转载无需保留）"])
def test_a_statement_taken_back_on_its_own_line_fails(after: str) -> None:
    assert statement_rules(judged(STATEMENT + after)) == {"T310"}


@pytest.mark.parametrize(
    "text",
    [
        "免责声明：本文来源于红网，不代表本站观点，如有侵权请联系我们删除。",
        "版权归原作者所有，如有侵权请联系删除。",
        "声明：转载此文是出于传递更多信息之目的，若有来源标注错误请与本网联系。",
        "本文转载自红网，版权归红网所有。",
        "责任编辑：白芷",
        "特别声明：以上内容为用户上传并发布，本平台仅提供信息存储服务。",
        "凡本网注明来源为其他媒体的作品，均转载自其他媒体，并不代表本网赞同其观点。",
        "凡本网注明“来源：云岭在线”的作品，版权均属于本网，未经本网授权不得转载。",
        "来源：红网（非本站原创）",
    ],
)
def test_honest_words_of_the_reposter_pass(text: str) -> None:
    assert judged(STATEMENT, text).verdict is Verdict.PASS


@pytest.mark.parametrize("text", ["原创", "本站原创", "来源：本站原创", "本文为本站原创文章", "本网原创"])
def test_claims_of_originality_fail(text: str) -> None:
    assert statement_rules(judged(STATEMENT, text)) == {"T307"}


def test_the_article_may_speak_of_original_work() -> None:
    body = (*original().article.paragraphs, "她说，平台鼓励本地作者发布原创内容，每年评选十部优秀作品。")
    assert check(original(), repost([*REST, Row(STATEMENT)], body=body)).verdict is not Verdict.FAIL


def csdn_page() -> Notice:
    duties = (Duty(DutyKind.STATEMENT, "转载请附上本声明", None),)
    return Notice(authors=("夜航船",), statement=CSDN, duties=duties)


@pytest.mark.parametrize(
    "text", [CSDN, CSDN_COPY, CSDN.replace("版权声明：", ""), CSDN_COPY.replace("「", "“").replace("」", "”")]
)
def test_a_sites_own_templates_are_equal(text: str) -> None:
    first = original(
        url="https://blog.csdn.net/yehangchuan/article/details/100001", notice=csdn_page(), rows=[Row(CSDN)]
    )
    result = check(first, page([Row(text), Row("作者：夜航船")], url=None, notice=Notice(authors=("夜航船",))))
    assert "T302" in {one.rule for one in result.findings}


@pytest.mark.parametrize(
    "text",
    [
        CSDN_COPY.replace("BY-SA", "BY"),
        CSDN_COPY.replace("夜航船", "别人"),
        CSDN.replace("4.0", "3.0"),
        CSDN.replace("SA", "NC-SA"),
    ],
)
def test_licence_and_author_are_slots(text: str) -> None:
    first = original(
        url="https://blog.csdn.net/yehangchuan/article/details/100001", notice=csdn_page(), rows=[Row(CSDN)]
    )
    result = check(first, page([Row(text)], url=None, notice=Notice(authors=("夜航船",))))
    assert statement_rules(result) == {"T305"}


HARMLESS = [
    lambda text: text.replace("，", ","),
    lambda text: text.replace("。", "."),
    lambda text: text.replace("和", "及"),
    lambda text: f"「{text}」",
    lambda text: text.replace("转载", " 转载\u3000"),
    lambda text: text.replace("本声明", "此声明"),
    lambda text: text.rstrip("。"),
    lambda text: "声明：" + text,
]
EVASIVE = [("请附上", "无需附上"), ("链接", ""), ("郴州", "长沙"), ("和本声明", "")]


@given(
    st.lists(st.sampled_from(HARMLESS), max_size=5),
    st.sampled_from([("", ""), *EVASIVE]),
    st.randoms(use_true_random=False),
)
def test_the_verdict_is_the_same_after_harmless_changes(changes: list, evasion: tuple, chance: random.Random) -> None:
    text = STATEMENT.replace(*evasion) if evasion[0] else STATEMENT
    plain = judged(text).verdict
    for change in changes:
        text = change(text)
    cut = chance.randrange(1, len(text))
    assert judged(text).verdict is plain
    assert judged(text[:cut], text[cut:]).verdict is plain

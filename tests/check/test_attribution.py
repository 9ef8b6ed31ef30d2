"""Sources, people, editors, dates: named in sight, in their roles, and nobody else in their place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from summarizer.check.judge import check
from summarizer.check.profile import Profile, load_profile
from summarizer.data import Check, Line, Notice, Reading, Region, Sight, Verdict, Visibility
from tests.check.handmade import HIDDEN, URL, Row, changed, notice_rows, original, repost, without

ROWS = notice_rows()


def judged(rows: list[Row], *, page: Reading | None = None, profile: Profile | None = None, **options: object) -> Check:
    return check(page or original(), repost(rows, **options), profile=profile)


def verdicts(result: Check, *rules: str) -> dict[str, Verdict]:
    kept = {one.rule: one.verdict for one in result.findings if one.rule[0] == "A" and one.verdict is not Verdict.PASS}
    return {rule: verdict for rule, verdict in kept.items() if not rules or rule in rules}


def swapped(old: str, new: str) -> list[Row]:
    return changed(ROWS, old, new)


def people(*names: str, source: str | None = "红网", **fields: object) -> Notice:
    return Notice(source=source, authors=names, editors=("杜若",), **fields)  # type: ignore[arg-type]


# ---------------------------------------------------------------- sources


def test_a_faithful_notice_raises_nothing() -> None:
    assert verdicts(judged(ROWS)) == {}


def test_a_missing_source_fails_and_says_what_to_write() -> None:
    result = judged(without(ROWS, "来源"), notice=people("方小圆", "石磊", source=None))
    (finding,) = [one for one in result.findings if one.rule == "A401"]
    assert finding.verdict is Verdict.FAIL
    assert finding.fix is not None
    assert finding.fix.text == "来源：红网"
    assert result.duties[finding.duty or 0].kind.value == "source"


def test_a_source_only_in_metadata_does_not_count() -> None:
    assert verdicts(judged(without(ROWS, "来源"))) == {"A401": Verdict.FAIL}


def test_a_hidden_source_is_missing_because_it_is_hidden() -> None:
    rows = [*without(ROWS, "来源"), Row("来源：红网", visibility=HIDDEN)]
    (finding,) = [one for one in judged(rows).findings if one.rule == "A401"]
    assert finding.causes == ("V601",)
    assert finding.evidence[0].cause == "V601"


@pytest.mark.parametrize(
    "line",
    [
        "来源：红网",
        "来源:红网 作者:方小圆",
        "稿源｜红网时刻",
        "本文转自：红网郴州站",
        "文章来源：红网时刻新闻客户端",
        "來源：紅網",
        "来源：　红　网",
        "（来源：红网）",
        "2024-05-06 10:00 来源: 红网 编辑: 杜若",
        "转载自 红网",
        "来源 红网",
        "据《红网》报道 来源：《红网》",
    ],
)
def test_every_shape_of_a_credit_and_every_alias_passes(line: str) -> None:
    rows = [*without(ROWS, "来源"), Row(line)]
    assert verdicts(judged(rows), "A401", "A402", "A406") == {}


@pytest.mark.parametrize("name", ["网络", "互联网", "综合", "未知", "网络综合", "综合整理", "转载", "网友投稿", "綜合"])
def test_a_vague_source_fails(name: str) -> None:
    assert verdicts(judged(swapped("来源：红网", f"来源：{name}"))) == {"A402": Verdict.FAIL}


@pytest.mark.parametrize("name", ["本站", "本网", "本站原创", "news.example.com"])
def test_naming_oneself_fails(name: str) -> None:
    assert verdicts(judged(swapped("来源：红网", f"来源：{name}")), "A402", "A401") == {"A402": Verdict.FAIL}


def test_naming_ones_own_site_by_its_name_fails() -> None:
    page = repost(swapped("来源：红网", "来源：云岭在线"))
    page = replace(page, article=replace(page.article, site="云岭在线"))
    assert verdicts(check(original(), page)) == {"A402": Verdict.FAIL}


def test_a_middle_source_warns_and_fails_for_news_units() -> None:
    rows = without(swapped("来源：红网", "来源：搜狐"), "本文链接")
    assert verdicts(judged(rows), "A401", "A402", "A406") == {"A406": Verdict.WARN}
    assert verdicts(judged(rows, profile=load_profile("news-cn")), "A406") == {"A406": Verdict.FAIL}


def test_another_station_of_the_group_warns() -> None:
    assert verdicts(judged(swapped("来源：红网", "来源：红网长沙站"))) == {"A406": Verdict.WARN}
    assert verdicts(judged(swapped("来源：红网", "来源：红网郴州站"))) == {}


def test_a_middle_page_named_as_such_passes_with_the_originals_own_link() -> None:
    result = judged(swapped("来源：红网", "转自：搜狐"), profile=load_profile("news-cn"))
    assert verdicts(result, "A406") == {}
    assert any(one.rule == "A406" for one in result.findings)
    without_link = judged(without(swapped("来源：红网", "转自：搜狐"), "本文链接"))
    assert verdicts(without_link, "A406") == {"A406": Verdict.WARN}


def test_a_name_that_holds_a_label_is_read_whole() -> None:
    notice = replace(original().article.notice, source="云泽发布")
    page = original(rows=swapped("来源：红网", "来源：云泽发布"), notice=notice, url="https://gov.example/1.html")
    assert verdicts(judged(swapped("来源：红网", "来源：云泽发布"), page=page), "A401", "A402", "A406") == {}
    assert verdicts(judged(swapped("来源：红网", "来源：云泽发布作者：石磊"), page=page), "A401", "A402", "A406") == {}


def test_a_sentence_that_names_nobody_is_a_vague_source() -> None:
    rows = swapped("来源：红网", "本文内容来源于网络，如有侵权请联系删除。")
    assert verdicts(judged(rows), "A401", "A402") == {"A402": Verdict.FAIL}
    assert verdicts(judged([*ROWS, Row("部分图片来源于网络，侵删。")])) == {}


def test_the_right_source_beside_another_passes() -> None:
    assert verdicts(judged(swapped("来源：红网", "来源：红网 转自：某门户"))) == {}


def test_an_address_names_no_source() -> None:
    rows = without(ROWS, "来源")
    assert "A401" in verdicts(judged(rows, notice=people("方小圆", "石磊", source=None)))


def test_a_list_of_sources_is_the_users(tmp_path: Path) -> None:
    listed = tmp_path / "list.txt"
    listed.write_text("某某日报\t某日报\n", encoding="utf-8")
    base = load_profile()
    profile = base.model_copy(update={"options": base.options.model_copy(update={"listed_sources": listed})})
    result = judged(ROWS, profile=profile)
    assert [one.rule for one in result.findings if one.rule == "A407"] == ["A407"]
    assert result.verdict is Verdict.PASS
    listed.write_text("红网\t红网时刻\n", encoding="utf-8")
    assert not [one for one in judged(ROWS, profile=profile).findings if one.rule == "A407"]


# ---------------------------------------------------------------- people


@pytest.mark.parametrize(
    "line",
    [
        "作者：石磊 方小圆",
        "作者：方小圆、石磊",
        "文/方小圆 石磊",
        "记者 方小圆 石磊 报道",
        "作者 | 方 小 圆　石 磊",
        "（作者：方小圆 石磊 编辑：杜若）",
        "作者：方小圓、石磊",
        "本报记者方小圆 通讯员石磊",
    ],
)
def test_the_same_authors_in_any_order_and_shape_pass(line: str) -> None:
    rows = [*without(ROWS, "作者"), Row(line)]
    assert verdicts(judged(rows), "A403") == {}


def test_one_of_two_authors_dropped_fails() -> None:
    result = judged(swapped("方小圆 石磊", "方小圆"), notice=people("方小圆"))
    assert verdicts(result) == {"A403": Verdict.FAIL}
    (finding,) = [one for one in result.findings if one.rule == "A403"]
    assert "石磊" in finding.message.zh


@pytest.mark.parametrize("name", ["佚名", "admin", "网络", "王编辑", "方小园 石磊", "方小圆圆 石磊"])
def test_another_or_nobody_in_the_authors_place_fails(name: str) -> None:
    result = judged(swapped("方小圆 石磊", name), notice=people(*name.split()))
    assert verdicts(result, "A403") == {"A403": Verdict.FAIL}


def test_a_person_of_the_same_name_in_the_story_is_no_credit() -> None:
    body = (
        "云溪镇上周六办了第三届豆腐节，四十二个摊位沿着老街排开，游客方小圆一家和石磊一家都来得很早。" * 2,
        "主办方表示，明年将把场地搬到河边。" * 4,
    )
    page = original()
    text = [Row(line, Region.BODY) for line in body]
    result = check(
        replace(page, lines=(*page.lines, *(_row(row, n) for n, row in enumerate(text)))),
        repost(without(ROWS, "作者"), body=(*(line.text for line in page.lines if line.region is Region.BODY), *body)),
    )
    assert verdicts(result, "A403") == {"A403": Verdict.FAIL}


def _row(row: Row, number: int) -> Line:
    return Line(row.text, f"/x[{number}]", f"x:nth-of-type({number})", row.region)


def test_hidden_authors_fail() -> None:
    rows = [*without(ROWS, "作者"), Row("作者：方小圆 石磊", visibility=HIDDEN)]
    (finding,) = [one for one in judged(rows).findings if one.rule == "A403"]
    assert finding.verdict is Verdict.FAIL
    assert "V601" in finding.causes


def test_a_correspondent_made_reporter_warns() -> None:
    rows = [*without(ROWS, "作者"), Row("通讯员 方小圆 石磊")]
    notice = replace(original().article.notice, authors=(), correspondents=("方小圆", "石磊"))
    page = original(rows=rows, notice=notice)
    copied = [*without(ROWS, "作者"), Row("记者 方小圆 石磊")]
    assert verdicts(judged(copied, page=page), "A403") == {"A403": Verdict.WARN}
    assert verdicts(judged(rows, page=page), "A403") == {}


@pytest.mark.parametrize("given", ["编辑：NF4425", "责任编辑：小编", "编辑：admin"])
def test_an_editors_number_is_no_name(given: str) -> None:
    rows = swapped("编辑：杜若", given)
    notice = replace(people("方小圆", "石磊"), editors=(given.partition("：")[2],))
    assert verdicts(judged(rows, notice=notice)) == {"A405": Verdict.WARN}
    assert verdicts(judged(rows, notice=notice, profile=load_profile("news-cn"))) == {"A405": Verdict.FAIL}


def test_the_reposters_own_editor_is_an_editor() -> None:
    notice = replace(people("方小圆", "石磊"), editors=("沈听澜",))
    assert verdicts(judged(swapped("编辑：杜若", "责任编辑：沈听澜"), notice=notice)) == {}


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2026-04-30T08:00:00+08:00", {"A408": Verdict.WARN}),
        ("2026-04-30", {"A408": Verdict.WARN}),
        ("2026-05-01", {}),
        ("2026-05-01T00:30:00+00:00", {}),
        ("2026-05-02T08:00:00+08:00", {}),
        ("not a date", {}),
    ],
)
def test_a_repost_before_its_original_warns(published: str, expected: dict[str, Verdict]) -> None:
    page = repost(ROWS)
    page = replace(page, article=replace(page.article, published=published))
    assert verdicts(check(original(), page)) == expected


# ---------------------------------------------------------------- titles

TITLE = "云溪镇办起豆腐节"


def titled(title: str, *rows: Row, first: str = TITLE, profile: str = "default") -> Check:
    page = original()
    head = replace(page.lines[0], text=first)
    page = replace(page, article=replace(page.article, title=first), lines=(head, *page.lines[1:]))
    return check(page, repost([*ROWS, *rows], title=title), profile=load_profile(profile))


@pytest.mark.parametrize(
    "title",
    [
        "云溪镇办起豆腐节_红网",
        "云溪镇办起豆腐节 - 新闻频道 - 云岭在线",
        "云溪镇办起豆腐节|云岭在线",
        "雲溪鎮辦起豆腐節",
        "【转载】云溪镇办起豆腐节",
        "云溪镇办起豆腐节（图）",
        "云溪镇办起豆…",
        "“云溪镇”办起豆腐节！",
    ],
)
def test_the_same_title_in_another_dress_passes(title: str) -> None:
    assert verdicts(titled(title), "A404") == {}


def test_another_title_warns_and_passes_with_the_original_one_beside_it() -> None:
    assert verdicts(titled("老街飘豆香")) == {"A404": Verdict.WARN}
    assert verdicts(titled("老街飘豆香", Row("原标题：云溪镇办起豆腐节"))) == {}
    assert verdicts(titled("老街飘豆香", Row("（原标题：云溪镇办起豆腐节）"))) == {}
    assert verdicts(titled("老街飘豆香", Row("原标题：云溪镇办起豆腐节", visibility=HIDDEN))) == {"A404": Verdict.WARN}


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("云溪镇豆腐节卖出3万斤豆腐", "云溪镇豆腐节卖出5万斤豆腐"),
        ("云溪镇豆制品收入增长一成", "云溪镇豆制品收入下降一成"),
        ("云溪镇办起豆腐节", "云泽镇办起豆腐节"),
        ("豆腐节未发现食品安全问题", "豆腐节发现食品安全问题"),
        ("镇长周大川开讲豆腐经", "镇长李明远开讲豆腐经"),
    ],
)
def test_a_title_with_another_number_sense_or_name_fails(first: str, title: str) -> None:
    assert verdicts(titled(title, first=first)) == {"A404": Verdict.FAIL}


def test_the_finding_names_both_pages_addresses_nowhere_else() -> None:
    result = titled("老街飘豆香")
    (finding,) = [one for one in result.findings if one.rule == "A404"]
    assert finding.evidence
    assert URL not in finding.message.zh
    assert "老街飘豆香" in finding.message.zh
    assert "老街飘豆香" in finding.message.en


# ---------------------------------------------------------------- what cannot be told, and more shapes

UNREAD = Visibility(Sight.UNKNOWN, "F007", None, "x.css")


@pytest.mark.parametrize(("words", "rule"), [("来源", "A401"), ("作者", "A403")])
def test_a_credit_that_an_unread_sheet_may_hide_cannot_be_told(words: str, rule: str) -> None:
    rows = [replace(row, visibility=UNREAD) if words in row.text[:2] else row for row in ROWS]
    result = judged(rows)
    (finding,) = [one for one in result.findings if one.rule == rule]
    assert finding.verdict is Verdict.UNKNOWN
    assert finding.causes == ("F007",)


@pytest.mark.parametrize("name", ["综合媒体报道", "网络综合整理", "综合各大媒体", "公开资料整理"])
def test_a_source_made_of_vague_words_is_vague(name: str) -> None:
    assert verdicts(judged(swapped("来源：红网", f"来源：{name}"))) == {"A402": Verdict.FAIL}


@pytest.mark.parametrize("line", ["作者丨方小圆 石磊", "作者｜方小圆 石磊", "撰文│方小圆 石磊"])
def test_a_stroke_between_label_and_name_is_a_mark(line: str) -> None:
    assert verdicts(judged([*without(ROWS, "作者"), Row(line)]), "A403") == {}


def test_an_author_put_beside_the_right_ones_warns() -> None:
    result = judged(swapped("方小圆 石磊", "方小圆 石磊 宋知远"), notice=people("方小圆", "石磊", "宋知远"))
    assert verdicts(result) == {"A403": Verdict.WARN}


def test_who_compiled_the_copy_is_no_added_author() -> None:
    result = judged(swapped("方小圆 石磊", "方小圆 石磊 整理：宋知远"), notice=people("方小圆", "石磊", "宋知远"))
    assert verdicts(result) == {}


def test_either_of_two_first_publishers_will_do() -> None:
    notice = replace(original().article.notice, source="海棠博客与山间小站")
    page = original(
        rows=swapped("来源：红网", "本文首发于海棠博客与山间小站"), notice=notice, url="https://a.example/1"
    )
    for name in ("海棠博客", "山间小站"):
        assert verdicts(judged(swapped("来源：红网", f"来源：{name}"), page=page), "A401", "A402", "A406") == {}


@pytest.mark.parametrize(
    ("rule", "rows"),
    [
        ("A401", without(ROWS, "来源")),
        ("A402", swapped("来源：红网", "来源：网络")),
        ("A403", swapped("方小圆 石磊", "宋知远")),
        ("A403", without(ROWS, "作者")),
        ("A405", without(ROWS, "编辑")),
        ("A406", without(swapped("来源：红网", "来源：搜狐"), "本文链接")),
    ],
)
def test_the_line_to_paste_clears_its_finding(rule: str, rows: list[Row]) -> None:
    notice = people("宋知远", source=None) if "宋知远" in "".join(row.text for row in rows) else Notice()
    (finding,) = [one for one in judged(rows, notice=notice).findings if one.rule == rule]
    assert finding.fix is not None
    mended = judged([*rows, Row(finding.fix.text)], notice=notice)
    assert rule not in verdicts(mended)


def test_the_original_title_beside_another_clears_its_finding() -> None:
    (finding,) = [one for one in titled("老街飘豆香").findings if one.rule == "A404"]
    assert finding.fix is not None
    assert verdicts(titled("老街飘豆香", Row(finding.fix.text))) == {}

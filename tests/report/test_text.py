"""What an editor reads, and what a hostile page cannot make of it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from rich.cells import cell_len

from summarizer.data import Abstract, Article, Check, Message, SentenceSupport, Support, Verdict
from summarizer.report.console import Lang, Style, clean, fitted, reveal
from summarizer.report.formats import render, render_fix

ZH, EN = Style("zh"), Style("en")


def test_an_article_shows_people_one_by_one_and_the_words_that_ask(article: Article) -> None:
    text = render(article, "text", ZH)
    assert text.startswith("云岭区新修三座步行桥\n")
    assert "作者      林晓禾、周一帆" in text
    assert "通讯员    " not in text
    assert "时间      2024-11-19 08:30:00 +08:00" in text
    assert "编辑      秦望" in text
    assert "• 附原文链接  “转载请附上原文出处链接”" in text
    assert "正文（2 段，22 字）" in text
    assert "  云岭区昨天开通三座步行桥。\n  桥长共四百二十米。\n" in text
    assert "charset-suspect" in text
    assert "编码可疑。" in text


def test_the_same_in_english(article: Article) -> None:
    text = render(article, "text", EN)
    assert "authors         林晓禾, 周一帆" in text
    assert "link to the original  “转载请附上原文出处链接”" in text
    assert "The charset is suspect." in text


def test_a_check_begins_with_its_verdict_and_gives_the_graver_first(check: Check) -> None:
    text = render(check, "text", ZH)
    assert text.startswith("✗ 不合格：1 项不合格，1 项无法判断，1 项提醒，1 项已豁免\n")
    assert text.index("L201") < text.index("F006") < text.index("A405") < text.index("S101")
    assert "依据    “转载请附上原文出处链接”" in text
    assert "转载页  “原文‹200B›链接” [V601] p:nth-of-type(3)" in text
    assert "对比    https://yl.news.example/" in text
    assert text.count("p:nth-of-type(3)") == 1
    assert text.rstrip().endswith("--- 可直接粘贴到文末 ---\n来源：红网\n---")


def test_a_check_in_english(check: Check) -> None:
    text = render(check, "text", EN)
    assert text.startswith("✗ fail: 1 failed, 1 unknown, 1 warned, 1 waived\n")
    assert "No visible link to the original." in text


@pytest.mark.parametrize("verdict", list(Verdict))
@pytest.mark.parametrize("style", [ZH, EN])
def test_every_verdict_has_its_words(check: Check, verdict: Verdict, style: Style) -> None:
    assert render(replace(check, verdict=verdict, original=None), "text", style)


def test_the_fix_alone_comes_in_three_forms(check: Check) -> None:
    text = render_fix(check, ZH)
    assert "来源：红网" in text
    assert "来源：**红网**" in text
    assert "<p>来源：<b>红网</b></p>" in text
    assert "L201" not in text
    assert "无需" in render_fix(replace(check, fix=None), ZH)


def test_an_abstract_shows_label_credit_method_and_support(abstract: Abstract) -> None:
    text = render(abstract, "text", ZH)
    assert "本摘要由人工智能生成" in text
    assert "出处      红网云岭站  https://yl.news.example/content/1.html" in text
    assert "方法      摘取原句，由模型（fast）的草稿挑选；没有模型" in text
    assert "〔第 1、2 段〕" in text
    assert "文中没有：五百米" in text


def test_support_says_how_many_sentences_hold() -> None:
    sentence = SentenceSupport("桥长五百米。", (1,), ("五百米",))
    text = render(Support(False, 0.0, (sentence,)), "text", ZH)
    assert text.startswith("✗ 无据：1 句中只有 0 句")
    beside = render(Support(False, 0.0, (replace(sentence, nearest="桥长四百二十米。"),)), "text", ZH)
    assert "原文最接近的一句：桥长四百二十米。" in beside
    assert render(Support(True, 1.0, (replace(sentence, unsupported=()),)), "text", EN).startswith("✓ borne out")


@pytest.mark.parametrize("style", [ZH, Style("zh", terminal=True, colour=True, width=40)])
def test_page_text_steers_nothing(hostile: Article, style: Style) -> None:
    text = render(hostile, "text", style)
    assert "[bold red]假[/]" in text.replace("\n", "")
    assert ":smile:" in text
    assert "\x1b[31m红" not in text
    assert "\x1b]" not in text
    assert not re.search(r"[\x00\x07\x9b\u202e\ud800]", text)
    text.encode("utf-8")


def test_lines_fit_a_terminal_by_cells_not_characters(article: Article) -> None:
    long = replace(article, paragraphs=("云岭区昨天开通三座步行桥，居民出行更方便。" * 20,))
    lines = render(long, "text", Style("zh", terminal=True, width=40)).splitlines()
    assert max(cell_len(line) for line in lines) <= 40
    body = lines[next(number for number, line in enumerate(lines) if line.startswith("正文")) + 1 :]
    assert all(line.startswith("  ") for line in body[:10])


def test_piped_paragraphs_stay_whole(article: Article) -> None:
    long = "云岭区昨天开通三座步行桥，居民出行更方便。" * 50
    assert long in render(replace(article, paragraphs=(long,)), "text", ZH)


def test_no_colour_without_being_asked(check: Check) -> None:
    assert "\x1b" not in render(check, "text", Style("zh", terminal=True))
    assert "\x1b[" in render(check, "text", Style("zh", terminal=True, colour=True))


def test_what_is_to_be_copied_has_nothing_at_its_sides(check: Check) -> None:
    text = render(check, "text", Style("zh", terminal=True, width=60))
    assert "\n来源：红网\n" in text


def test_cleaning_keeps_what_is_text() -> None:
    assert clean("甲\t乙\n丙 \U00020000") == "甲\t乙\n丙 \U00020000"
    assert clean("\x1b[1;31m甲\x1b[0m\x1b]8;;http://e.example\x1b\\乙") == "甲乙"
    assert reveal("甲\u200b \n 乙" + "丙" * 500, limit=10) == "甲‹200B› 乙" + "丙" * 5 + "…"


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_wraps_stays_under_its_own_beginning(check: Check, width: int, lang: Lang) -> None:
    long = replace(
        check.findings[1], message=Message("没有读者看得见的原文链接。" * 20, "No visible link at all. " * 20)
    )
    text = render(replace(check, findings=(long,)), "text", Style(lang, terminal=True, width=width))
    lines = text.splitlines()
    assert max(cell_len(line) for line in lines) <= width
    at = next(number for number, line in enumerate(lines) if "L201" in line)
    assert lines[at].startswith("  ✗ L201")
    assert all(line.startswith("    ") for line in lines[at + 1 : at + 4])


def test_columns_line_up_by_cells(check: Check) -> None:
    lines = render(check, "text", ZH).splitlines()
    under = [line for line in lines if line.startswith(("    转载页", "    依据", "    对比", "    原文页"))]
    assert len(under) >= 4
    assert {_column(line) for line in under} == {12}


def _column(line: str) -> int:
    """The cell where what follows the label begins."""
    label = line.split(maxsplit=1)[0]
    rest = line[line.index(label) + len(label) :]
    return cell_len(line) - cell_len(rest.lstrip())


def test_a_difference_is_coloured_or_marked(check: Check) -> None:
    changed = replace(check.findings[1], near_misses=("本文为[-郴州-]{+长沙+}站",))
    bad = replace(check, findings=(changed,))
    assert "对比    本文为[-郴州-]{+长沙+}站" in render(bad, "text", ZH)
    coloured = render(bad, "text", Style("zh", terminal=True, colour=True))
    assert "[-" not in coloured
    assert "\x1b[9;31m郴州\x1b[0m\x1b[1;32m长沙\x1b[0m站" in coloured


def test_the_message_is_not_in_the_colour_of_its_mark(check: Check) -> None:
    coloured = render(check, "text", Style("zh", terminal=True, colour=True))
    assert "\x1b[0m没有读者看得见的原文链接。" in coloured


@pytest.mark.parametrize(
    ("text", "cells"),
    [("旧粮仓", 4), ("旧粮仓", 5), ("旧粮仓", 6), ("旧粮仓", 9), ("a旧粮仓b", 4), ("\x1b[31m甲\n乙", 8)],
)
def test_text_is_fitted_to_exactly_so_many_cells(text: str, cells: int) -> None:
    assert cell_len(fitted(text, cells)) == cells
    assert "\n" not in fitted(text, cells)

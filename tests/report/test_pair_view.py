"""Where evidence is found on the lines of a page, and how lines are cut."""

from __future__ import annotations

from summarizer.data import Article, Check, Evidence, Line, Link, Reading, Region, Run, Sight, Spread, Visibility
from summarizer.report.differences import difference
from summarizer.report.pair.pieces import Mark, cut, flagged, whole_number
from summarizer.report.pair.places import Place, Places
from summarizer.report.pair.view import MAX_LINE, MAX_LINES, view


def reading(article: Article) -> Reading:
    lines = (
        Line("首页 关于", "/html/body/nav", "nav", Region.OUTSIDE),
        Line(
            "新桥通车。",
            "/html/body/p",
            "p",
            Region.BODY,
            (Run(0, 2, "/html/body/p/b", "b"), Run(2, 5, "/html/body/p", "p")),
        ),
        Line("新桥很长。", "/html/body/p", "p", Region.BODY),  # after a <br>
        Line("原文见此", "/html/body/p[2]", "p", Region.NOTICE),
    )
    hidden = (Line("链接：原文", "/html/body/i", "i", Region.NOTICE),)
    unseen = Visibility(Sight.HIDDEN, "V601")
    links = (
        Link("http://a.example/1", None, "原文", "a", "/html/body/i/a", "a", line=0, start=3, end=5, visibility=unseen),
        Link("http://a.example/2", None, "原文", "a", "/html/body/p[2]/a", "a", line=3, start=0, end=2),
        Link("http://a.example/3", None, "", "canonical", "/html/head/link", "link"),
    )
    return Reading(article, lines, hidden, links)


def found(article: Article, xpath: str, text: str, start: int = 0, end: int = 0) -> Place | None:
    return Places(reading(article)).find(Evidence("repost", xpath, "", start, end, text))


def test_evidence_is_found_by_element_and_words(article: Article) -> None:
    assert found(article, "/html/body/p", "很长", 2, 4) == Place(False, 2, 2, 4), "two lines share the element"
    assert found(article, "/html/body/p/b", "新桥", 0, 2) == Place(False, 1, 0, 2)


def test_a_link_is_found_where_its_text_stands_seen_or_hidden(article: Article) -> None:
    assert found(article, "/html/body/p[2]/a", "原文 → http://a.example/2") == Place(False, 3, 0, 2)
    assert found(article, "/html/body/i/a", "原文 → http://a.example/1") == Place(True, 0, 3, 5)
    assert found(article, "/html/head/link", "http://a.example/3") is None


def test_words_are_looked_for_in_the_article_first(article: Article) -> None:
    assert found(article, "", "通车") == Place(False, 1, 2, 4)
    assert found(article, "", "关于") == Place(False, 0, 3, 5)
    assert found(article, "", "链接：") == Place(True, 0, 0, 3)
    assert found(article, "", "不在这里") is None
    assert found(article, "", "桥") is None, "one character stands anywhere"


def test_overlapping_marks_are_cut_without_losing_a_character() -> None:
    pieces = cut(
        "甲乙丙丁戊", [Mark(0, 3, finding=1), Mark(2, 9, finding=2), Mark(3, 4, change=0), Mark(1, 3, target="u")]
    )
    assert "".join(piece.text for piece in pieces) == "甲乙丙丁戊"
    assert [(piece.text, piece.findings, piece.begins) for piece in pieces] == [
        ("甲", (1,), (1,)),
        ("乙", (1,), ()),
        ("丙", (1, 2), (2,)),
        ("丁", (2,), ()),
        ("戊", (2,), ()),
    ]
    assert [piece.leads_to for piece in pieces] == [None, None, "u", None, None]
    assert cut("", [Mark(0, 1, finding=1)]) == []


def test_too_many_marks_drop_links_before_findings() -> None:
    text = "链" * 3000
    marks = [Mark(at, at + 1, target="u") for at in range(3000)] + [Mark(2990, 2995, finding=1)]
    pieces = cut(text, marks)
    assert "".join(piece.text for piece in pieces) == text
    assert any(piece.findings == (1,) for piece in pieces)
    assert len(pieces) < 1000


def test_a_page_without_end_is_cut_and_says_so(article: Article, check: Check) -> None:
    lines = tuple(Line(f"第{number}行。" * 3, f"/p[{number}]", "p", Region.BODY) for number in range(5000))
    long = Reading(article, (Line("长" * 50_000, "/h", "h", Region.BODY), *lines), (), ())
    side = view(Spread(check, None, long)).repost
    assert side is not None
    assert len(side.blocks) == MAX_LINES
    assert side.cut_off == 2001
    assert len(side.blocks[0].pieces[0].text) == MAX_LINE + 1


def test_a_share_bar_is_one_line(article: Article, check: Check) -> None:
    bar = [Line(text, f"/b[{at}]", "b", Region.HEAD) for at, text in enumerate(("分享到", "微信", "微博", "更多"))]
    lines = (Line(article.title or "", "/h1", "h1", Region.HEAD), *bar, Line("正文。", "/p", "p", Region.BODY))
    side = view(Spread(check, None, Reading(article, lines, (), ()))).repost
    assert side is not None
    shown = ["".join(piece.text for piece in block.pieces) for block in side.blocks]
    assert shown == [article.title, "分享到 · 微信 · 微博 · 更多", "正文。"]


def test_a_number_is_never_cut() -> None:
    assert whole_number("图书4360册", 3, 5) == (2, 6)
    assert whole_number("增长37.5%，", 2, 3) == (2, 6)
    assert whole_number("共3.", 1, 2) == (1, 2)
    assert whole_number("原文", 0, 1) == (0, 1)
    assert whole_number("12原文34", 2, 4) == (2, 4)


def test_a_difference_is_read_from_its_marks() -> None:
    assert list(difference("本文为[-郴州-]{+长沙+}站")) == [
        ("same", "本文为"),
        ("gone", "郴州"),
        ("new", "长沙"),
        ("same", "站"),
    ]
    assert list(difference("https://a.example/")) == [("same", "https://a.example/")]


def test_what_is_unsupported_stands_apart() -> None:
    assert list(flagged("收费五百元。", ("五百元",))) == [(False, "收费"), (True, "五百元"), (False, "。")]
    assert list(flagged("收费。", ())) == [(False, "收费。")]

"""The fix: pasted below the article and checked again, it clears the finding that offered it."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from summarizer.check.judge import check
from summarizer.data import Fix, Notice, Region, Verdict
from tests.check.handmade import HIDDEN, STATEMENT, URL, Row, changed, notice_rows, original, repost, without

LINK = "本文链接"
CASES = {
    "no link": without(notice_rows(), LINK),
    "no statement": without(notice_rows(), "原创文章"),
    "nothing": [],
    "plain text": notice_rows(anchor=False),
    "hidden": [Row(row.text, visibility=HIDDEN, href=row.href) for row in notice_rows()],
    "home": [*without(notice_rows(), LINK), Row("原文", href="https://cz.rednet.cn/")],
    "other": [*without(notice_rows(), LINK), Row("原文", href=URL.replace("10000001", "10000002"))],
    "lookalike": [*without(notice_rows(), LINK), Row("原文", href=URL.replace("rednet", "reclnet"))],
    "short": [*without(notice_rows(), LINK), Row("原文", href="https://t.cn/abc")],
    "spoilt": [*without(notice_rows(), LINK), Row(URL.replace(".", "[.]"))],
    "negated": changed(notice_rows(), "请附上", "无需附上"),
    "cut": changed(notice_rows(), "和本声明", ""),
    "slot": changed(notice_rows(), "郴州", "长沙"),
    "padded": changed(notice_rows(), "附上", "附上某某网"),
    "laced": changed(notice_rows(), STATEMENT, "\u200b".join(STATEMENT)),
    "outside": [Row(row.text, Region.OUTSIDE, href=row.href) for row in notice_rows()],
}
RULES = {"L", "T", "V"}


class _Paragraphs(HTMLParser):
    """The paragraphs of a fix, and the address of each one's link."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "p":
            self.rows.append(("", None))
        elif tag == "a":
            self.rows[-1] = (self.rows[-1][0], dict(attrs)["href"])

    def handle_data(self, data: str) -> None:
        if self.rows and data.strip():
            self.rows[-1] = (self.rows[-1][0] + data, self.rows[-1][1])


def pasted(fix: Fix) -> list[Row]:
    parser = _Paragraphs()
    parser.feed(fix.html)
    return [Row(text, href=href, anchor=href) for text, href in parser.rows]


@pytest.mark.parametrize("name", CASES)
def test_a_pasted_fix_clears_the_findings(name: str) -> None:
    before = check(original(), repost(CASES[name]))
    offered = [one for one in before.findings if one.fix and one.verdict is not Verdict.PASS and one.rule[0] in RULES]
    assert offered
    for finding in offered:
        assert finding.fix is not None
        after = check(original(), repost(pasted(finding.fix)))
        assert finding.rule not in {one.rule for one in after.findings if one.verdict is not Verdict.PASS}


@pytest.mark.parametrize("name", CASES)
def test_the_whole_block_makes_the_page_clean(name: str) -> None:
    fix = check(original(), repost(CASES[name])).fix
    assert fix is not None
    assert check(original(), repost(pasted(fix))).verdict is Verdict.PASS


def test_a_clean_page_needs_none() -> None:
    assert check(original(), repost()).fix is None


def test_the_block_quotes_markup_as_text() -> None:
    notice = Notice(
        source="<b>红网</b>", statement=STATEMENT, link=f"{URL}?a=1&b=2", duties=original().article.notice.duties
    )
    fix = check(original(notice=notice), repost([])).fix
    assert fix is not None
    assert "<b>" not in fix.html
    assert "&amp;b=2" in fix.html
    assert f"本文链接：{URL}?a=1&b=2" in fix.text
    assert fix.markdown is not None
    assert f"<{URL}?a=1&b=2>" in fix.markdown

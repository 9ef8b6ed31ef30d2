"""Lines of Chinese end where a typesetter would end them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from summarizer.report.wrap import breaks, wrapped


def lines(text: str, cells: int) -> list[str]:
    return [line.plain for line in wrapped(Text(text), cells)]


def test_no_number_or_word_is_cut() -> None:
    assert lines("镇里投入资金48万元，保留青砖", 13) == ["镇里投入资金", "48万元，保留", "青砖"]
    assert lines("借出图书 4360 册", 12) == ["借出图书", "4360 册"]
    assert lines("the article does not", 12) == ["the article", "does not"]


def test_no_line_begins_with_a_mark_that_closes_or_ends_with_one_that_opens() -> None:
    assert lines("一二三四五。六七", 10) == ["一二三四", "五。六七"]
    assert lines("一二三四（五六）", 10) == ["一二三四", "（五六）"]
    assert lines("一二三四五六”。", 12) == ["一二三四五", "六”。"]


def test_what_is_wider_than_a_line_is_cut_all_the_same() -> None:
    url = "https://cz.rednet.cn/content/648120/53/14120786.html"
    assert lines(f"本文链接：{url}", 30) == ["本文链接：", url[:30], url[30:]]


def test_paragraphs_and_looks_are_kept() -> None:
    made = list(wrapped(Text.assemble("一二", ("三四", "red"), "\n\n五"), 6))
    assert [line.plain for line in made] == ["一二三", "四", "", "五"]
    assert [span.style for line in made for span in line.spans] == ["red", "red"]


@given(st.text(st.sampled_from("一二三，。“”（）a1 .％é\u200b"), max_size=60), st.integers(10, 30))
def test_nothing_is_lost_and_every_line_fits(text: str, cells: int) -> None:
    made = lines(text, cells)
    assert all(cell_len(line) <= cells for line in made)
    assert "".join("".join(made).split()) == "".join(text.split())
    places = breaks(text, cells)
    assert places == sorted(set(places))
    assert all(0 < place < len(text) for place in places)

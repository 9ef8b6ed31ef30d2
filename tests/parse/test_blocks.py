"""The survey: lines as readers see them, their links, and the boxes they stand in."""

from __future__ import annotations

from summarizer.parse.blocks import survey
from summarizer.parse.tree import plant


def texts(markup: str) -> list[str]:
    return [block.text for block in survey(plant(markup)).blocks]


def test_inline_elements_do_not_break_a_line_but_br_and_blocks_do() -> None:
    assert texts("<p>一<b>二</b><span>三</span></p><div>四<br>五<p>六</p>七</div>") == [
        "一二三",
        "四",
        "五",
        "六",
        "七",
    ]


def test_white_space_is_collapsed_full_width_too() -> None:
    assert texts("<p>\u3000\u3000一 &nbsp; 二\n三</p>") == ["一 二 三"]


def test_scripts_and_undisplayed_elements_are_not_read() -> None:
    assert texts("<script>a</script><p style='display: none'>b</p><p hidden>c</p><textarea>d</textarea><p>e</p>") == [
        "e"
    ]


def test_linked_characters_are_counted() -> None:
    found = survey(plant("<p>见<a href='/'>首页</a>与频道</p>"))
    assert found.blocks[0].linked == 2


def test_sentences_in_a_link_that_was_never_closed_are_no_links() -> None:
    found = survey(plant("<a href='/'><p>风停了，雨也停了，人们出门去。</p><p>船靠了岸，鱼上了市，孩子们放了学。</p>"))
    assert [block.linked for block in found.blocks] == [0, 0]


def test_a_box_knows_the_lines_inside_it() -> None:
    found = survey(plant("<div id='a'><p>一</p><p>二</p></div><div id='b'><p>三</p></div>"))
    boxes = {box.node.attributes.get("id"): found.blocks[box.first : box.last] for box in found.boxes}
    assert [block.text for block in boxes["a"]] == ["一", "二"]
    assert [block.text for block in boxes["b"]] == ["三"]


def test_depth_is_measured_without_recursion() -> None:
    assert survey(plant("<div>" * 390 + "x")).depth >= 390

"""The page-wide tree: places that lead back to the element, and bounds that hold."""

from __future__ import annotations

import time

import lxml.html
import pytest

from summarizer.parse.tree import MAX_DEPTH, plant
from tests import pace

PAGE = (
    "<html><body><script>1</script><div><p>甲</p></div><div id='two'><p>乙</p><!-- x --><p>丙<b>丁</b></p></div>"
    "<div><ul><li>戊</li><li>己</li></ul></div></body></html>"
)


def test_place_leads_back_to_the_element() -> None:
    tree = plant(PAGE)
    document = lxml.html.fromstring(PAGE)
    for node in tree.root.css("p,li,b,ul"):
        xpath, css = tree.place(node)
        assert document.xpath(xpath)[0].text_content() == node.text()
        assert [found.mem_id for found in tree.root.parent.css(css)] == [node.mem_id]


def test_place_does_not_depend_on_scripts_between() -> None:
    with_script, without = plant(PAGE), plant(PAGE.replace("<script>1</script>", ""))
    places = [[tree.place(node)[0] for node in tree.root.css("p,li")] for tree in (with_script, without)]
    assert places[0] == places[1]


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 100_000,
        "<div>" * 50_000 + "</div>" * 50_000,
        "</i><div><b>" * 40_000 + "</b></div>" * 40_000,
        "".join(f"<font color={n}><p>" for n in range(30_000)),
        "<a " + " ".join(f"a{n}=b" for n in range(200_000)) + ">",
        "<a " * 300_000,
        "<a href=x>x</a>" * 300_000,
    ],
    ids=["unclosed", "nested", "stray-closers", "formatting", "attributes", "no-end", "links"],
)
def test_hostile_markup_is_read_in_bounded_time(markup: str) -> None:
    start = time.process_time()
    tree = plant(markup)
    deepest = max((len(list(_ancestors(node))) for node in tree.root.css("div,p")[-1:]), default=0)
    assert deepest <= MAX_DEPTH + 5
    assert time.process_time() - start < pace.seconds(2)


def test_what_is_cut_is_said() -> None:
    assert plant("<p>" + "字" * 5_000_000).cut
    assert plant("<div>" * 5_000).cut
    assert not plant(PAGE).cut


def test_nul_and_surrogates_are_harmless() -> None:
    assert plant("<p>甲\x00乙</p>").root.css_first("p").text() == "甲乙"
    assert plant("<p>甲\ud800乙</p>").root.css_first("p").text() == "甲?乙"


def _ancestors(node):  # type: ignore[no-untyped-def]
    while (node := node.parent) is not None:
        yield node

"""What inline scripts do to elements, as far as their text tells."""

from __future__ import annotations

import pytest

from summarizer.parse.sight.scripts import read_scripts
from summarizer.parse.sight.snapshot import snapshot
from summarizer.parse.tree import plant


def touched(script: str) -> list[str]:
    """The words that a script changes the only paragraph with."""
    shot = snapshot(plant(f"<p id='box' class='fold'>某市今年新建公园三十座。</p><script>{script}</script>"))
    return list(read_scripts(shot).touched().values())


@pytest.mark.parametrize(
    "script",
    [
        "$('#box').hide()",
        "document.getElementById('box').style.display = 'none'",
        "var one = document.getElementById('box'); if (old) one.style.display = 'none';",
        "let list = document.querySelectorAll('.fold'); list[0].remove();",
        "jQuery('.fold').first().slideUp()",
        "$('p').slice(-1).remove()",
        "document.getElementById('box').animate([{opacity: 0}], 1)",
        "eval(atob('JCgnI2JveCcpLmhpZGUoKQ=='))",
    ],
)
def test_what_a_script_changes_is_found(script: str) -> None:
    assert len(touched(script)) == 1


@pytest.mark.parametrize(
    "script",
    [
        "$('#box').data('x')",
        "var one = document.getElementById('box'); another.style.display = 'none'",
        "$('#other').hide()",
        "$('html, body').animate({scrollTop: 0})",
        "var one = $('#box')" + " " * 100_000 + ";one" + " " * 100_000 + "x",
        "a=$('#box');" + "a.closest(a" * 20_000,
    ],
    ids=["read", "another-variable", "another-element", "scrolled", "blanks", "never-closed"],
)
def test_what_it_leaves_alone_is_none(script: str) -> None:
    assert touched(script) == []


def test_a_place_is_the_same_in_the_copy_as_on_the_tree() -> None:
    tree = plant("<div id='a'><p>一<b>二</b><b>三</b></p><svg></svg><p>四</p></div><div><ul><li>五<li>六</ul></div>")
    shot = snapshot(tree)
    places = [shot.place(element) for element in shot.elements.values()]
    assert places == [tree.place(element.node) for element in shot.elements.values()]
    assert ("/html/body/div[1]/p[1]/b[2]", "#a > p:nth-of-type(1) > b:nth-of-type(2)") in places

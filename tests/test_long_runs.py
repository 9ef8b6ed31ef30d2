"""A page written against the regular expressions of the package costs no more than another page of its size.

Long runs of the characters that patterns repeat stand wherever a page can hold text: in its title, lines, notice, links,
classes, dates and styles. What grows with the square of the length would take minutes where seconds are allowed.
"""

from __future__ import annotations

import html
import time

import pytest

import summarizer
from tests import pace

_LENGTH = 100_000  # characters of a run
_ALLOWED = 6.0  # seconds of processor time for reading and judging; most take less than a tenth of it
_UNITS = (
    "a", "A", "1", " ", "\u3000", ".", ",", "-", "_", "/", ":", "(", ")", "<", ">", "[", "“", "《", "《a", "（", "中", "年", "，",
    "。", "、", "：", "a ", "1 ", "1,", "1.", "中 ", "中，", "a=", "a:", "a-", "a.", "a/", "&", "a(", "http://a", "www.", "记者",
    "来源：", "作者：", "1月", "转载", "不得", "本网", "\\", "'", '"', "url(", "!", "%", "@", "*/", "/*", ";", "{", "}",
)  # fmt: skip
_STYLES = (
    "font",
    "filter",
    "background",
    "transform",
    "clip-path",
    "transition",
    "color",
    "width",
    "grid-template-rows",
)
_BODY = "<p>青禾市水务局昨天宣布，云溪水库清淤工程已经完工，库容恢复到四百一十万立方米。</p>" * 3


def _page(unit: str) -> str:
    run = unit * (_LENGTH // len(unit))
    text = html.escape(run)
    styles = "".join(f'<p style="{name}:{text}">云溪水库的村民都很高兴。</p>' for name in _STYLES)
    return (
        f'<html><head><title>{text}</title><meta name="publishdate" content="{text}"><style>p.{run[:20000]} {{color:red}}'
        f'</style></head><body class="{text}"><h1>云溪水库清淤工程完工</h1><div>{_BODY}<p>{text}</p>'
        f'<a href="{text}">原文</a>{styles}<p>来源：青禾日报 作者：{text}</p><p>转载请注明来源。{text}</p></div></body></html>'
    )


@pytest.mark.parametrize("unit", _UNITS)
def test_a_long_run_of_anything_is_read_and_judged_in_seconds(unit: str) -> None:
    page = _page(unit)
    begun = time.process_time()
    original = f"<html><body><h1>云溪水库清淤工程完工</h1>{_BODY}<p>转载请注明来源：青禾日报。</p></body></html>"
    summarizer.check(page, original)
    assert time.process_time() - begun < pace.seconds(_ALLOWED)

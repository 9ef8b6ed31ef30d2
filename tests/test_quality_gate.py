"""The figures on annotated pages do not fall below ``fixtures/floors.json``.

The pages belong to their publishers and are not part of this repository: ``$SUMMARIZER_DATA`` says where they are.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.pages import DATA, SETS, load, measure
from summarizer.text.decode import decode

FLOORS = json.loads((Path(__file__).parent.parent / "fixtures" / "floors.json").read_text(encoding="utf-8"))["pages"]
CEILINGS = {"below_half", "notice_left"}

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"no annotated pages in {DATA}; set SUMMARIZER_DATA")


@pytest.mark.parametrize("name", SETS)
def test_no_figure_is_worse_than_its_floor(name: str) -> None:
    figures = measure(list(load(DATA / name)))
    worse = {
        key: (figures[key], floor)
        for key, floor in FLOORS[name].items()
        if (figures[key] > floor if key in CEILINGS else figures[key] < floor)
    }
    assert worse == {}


@pytest.mark.parametrize("name", SETS)
def test_no_real_page_loses_characters_under_any_label(name: str) -> None:
    for markup, _ in load(DATA / name):
        for codec in ("utf-8", "gb18030", "utf-16", "big5hkscs"):
            content = markup.encode(codec, "ignore")
            whole = content.decode(codec)
            for label in (None, "utf-8", "gb2312", "big5", "iso-8859-1"):
                assert decode(content, label).text == whole

"""The same verdict after changes that no reader minds: made to whole pages, honest and not."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from opencc import OpenCC

from summarizer.check.judge import check
from summarizer.data import Verdict
from summarizer.pipeline import read
from tests.pairs import EDGE, original_page, repost_page

_MARKUP = re.compile(r"(<script.*?</script>|<style.*?</style>|<!--.*?-->|<[^>]*>|https?://[\w./?=&%#@:-]+)", re.DOTALL)
_HAN = r"([\u4e00-\u9fff])"
_FULL = str.maketrans("，。：；（）", ",.:;()")


def in_text(change: Callable[[str], str]) -> Callable[[str], str]:
    """Apply ``change`` to the text of the body, addresses apart."""

    def changed(page: str) -> str:
        head, body, rest = page.partition("<body")
        pieces = _MARKUP.split(rest)
        return head + body + "".join(piece if n % 2 else change(piece) for n, piece in enumerate(pieces))

    return changed


HARMLESS: dict[str, Callable[[str], str]] = {
    "width": in_text(lambda text: text.translate(_FULL)),
    "quotes": in_text(lambda text: text.replace("“", "「").replace("”", "」")),
    "entities": in_text(lambda text: re.sub(_HAN, lambda match: f"&#{ord(match[1])};", text)),
    "nbsp": in_text(lambda text: text.replace("，", "，&nbsp;").replace("原文", "&nbsp;原文")),
    "tag splitting": in_text(lambda text: re.sub(_HAN + _HAN, r"\1<span>\2</span>", text)),
    "wbr": in_text(lambda text: re.sub("(转载|作者|来源)", r"\1<wbr>", text)),
    "line breaks": in_text(lambda text: text.replace("，", "，\n")),
    "script": in_text(OpenCC("s2t").convert),
    "scheme": lambda page: page.replace("https://", "http://"),
    "tracking": lambda page: re.sub(r'href="(https?://[^"?#]+)"', r'href="\1?from=timeline&isappinstalled=0"', page),
    "comments": lambda page: page.replace("</p>", "<!-- x --></p><!-- y -->"),
}


@cache
def cases() -> dict[str, dict[str, Any]]:
    """The clean repost, and one variant of each way to go wrong with links and statements."""
    ids = (
        "E001",
        "E011",
        "E015",
        "E024",
        "E026",
        "E029",
        "E030",
        "E036",
        "E038",
        "E056",
        "E057",
        "E058",
        "E060",
        "E061",
    )
    found: dict[str, dict[str, Any]] = {"clean": {}}
    for name in ("links", "statements", "visibility"):
        for case in tomllib.loads((EDGE / f"{name}.toml").read_text(encoding="utf-8"))["case"]:
            if case["id"] in ids and "rednet" in case["families"]:
                found.setdefault(case["id"], next(iter(case["variants"].values())))
    return found


@pytest.mark.parametrize("change", HARMLESS)
@pytest.mark.parametrize("case", cases())
def test_harmless_changes_keep_the_verdict(case: str, change: str) -> None:
    variant = cases()[case]
    original, page = read(original_page("rednet", variant)), repost_page("rednet", variant)
    assert isinstance(page.content, bytes)
    plain = check(original, read(page)).verdict
    changed = replace(page, content=HARMLESS[change](page.content.decode()).encode())
    assert check(original, read(changed)).verdict is plain
    assert (plain is Verdict.PASS) == (case == "clean") or plain is not Verdict.PASS
